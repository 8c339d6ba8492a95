"""Who has a desk open: a lock beside the file, NAME.desk.lock.

On one computer the operating system's lock on that file decides: it goes with the process, however
that ends. On a shared drive the system's lock may not reach the other computer, so there a lock
that was touched within FRESH seconds counts as held; its owner touches it every BEAT seconds.
"""

import errno
import getpass
import json
import os
import platform
import secrets
import sys
from contextlib import suppress
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime
from pathlib import Path

from safeguard_desk import __version__
from safeguard_desk.desk.files import beside

FRESH = 120
"""Seconds after which the lock of another computer that nobody touches is left over."""
BEAT = 30
"""Seconds after which the owner should call `Lock.touch` again."""
_FAR = 1 << 30
"""The locked byte, far beyond the content: on Windows a locked byte cannot be read by others."""
_LARGEST = 4096
_FLAGS = os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0)
_NO_LOCKS = {errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP, errno.EINVAL}


@dataclass(frozen=True)
class Holder:
    """Who has the desk open, as the lock says; empty where it could not be read."""

    who: str = ""
    host: str = ""
    pid: int = 0
    program: str = ""
    since: str = ""
    token: str = ""

    @property
    def words(self) -> str:
        """Return who has it and since when, for a sentence."""
        who = self.who or "Somebody"
        where = f" on {self.host}" if self.host else ""
        return f"{who}{where}{self._since()}"

    def _since(self) -> str:
        try:
            since = datetime.fromisoformat(self.since).astimezone()
        except ValueError:
            return ""
        return f" since {since.day} {since:%b %Y %H:%M}"


@dataclass(frozen=True)
class Held:
    """The desk is open elsewhere."""

    holder: Holder


class Lock:
    """A lock that this process holds until `release` or its end."""

    def __init__(self, path: Path, descriptor: int, holder: Holder) -> None:
        """Take a locked, open file; made by `take` only."""
        self.path = path
        self.holder = holder
        self._descriptor: int | None = descriptor

    def touch(self) -> bool:
        """Say that the desk is still open here. False: another computer has taken it meanwhile.

        That happens when this computer slept; what follows must not write any more.
        """
        if self._descriptor is None or _read(self.path).token != self.holder.token:
            return False
        os.utime(self.path)
        return True

    def release(self) -> None:
        """Give the desk free and remove the lock."""
        if self._descriptor is None:
            return
        descriptor, self._descriptor = self._descriptor, None
        ours = _read(self.path).token == self.holder.token
        if sys.platform == "win32":
            # An open file cannot be removed there; who opens it in between keeps it.
            os.close(descriptor)
            if ours:
                _remove(self.path)
        else:
            # Removed while it is still held, so that nobody can take a file about to go.
            if ours:
                _remove(self.path)
            os.close(descriptor)


@dataclass(frozen=True)
class Taken:
    """The desk is ours. stale is who had it and went without closing it, if anybody."""

    lock: Lock
    stale: Holder | None


def lock_path(path: Path) -> Path:
    """Return where the lock of a desk lies; one for all links to the same file."""
    return beside(path.resolve(), ".lock")


def take(path: Path, who: str = "", now: datetime | None = None) -> Taken | Held:
    """Take the lock of a desk, or say who has it.

    Raises OSError where the folder cannot be written to: there the desk may be opened for reading
    only, and nobody else can see that it is open.
    """
    mine = Holder(
        who or getpass.getuser(),
        platform.node(),
        os.getpid(),
        __version__,
        (now or datetime.now(UTC)).isoformat(timespec="seconds"),
        secrets.token_hex(8),
    )
    place = lock_path(path)
    while True:
        descriptor = os.open(place, _FLAGS, 0o644)
        try:
            outcome = _claim(place, descriptor, mine)
        except BaseException:
            os.close(descriptor)
            raise
        if not isinstance(outcome, Taken):
            os.close(descriptor)
        if outcome is not None:
            return outcome


def _claim(place: Path, descriptor: int, mine: Holder) -> Taken | Held | None:
    """Make the lock ours or say whose it is; None when its last owner has just removed it."""
    locked = _lock(descriptor)
    before = _read(place)
    if locked is False or _is_elsewhere(place, descriptor, before, mine, unlockable=locked is None):
        return Held(before)
    if not _is_still_there(place, descriptor):
        return None
    _write(descriptor, mine)
    return Taken(Lock(place, descriptor, mine), before if before != Holder() else None)


def _is_elsewhere(
    place: Path, descriptor: int, before: Holder, mine: Holder, *, unlockable: bool
) -> bool:
    """Say whether the content speaks of an owner that the system's lock cannot show.

    unlockable: the place keeps no locks, so that the content alone speaks, for this computer too.
    """
    if before == Holder() or (before.host == mine.host and not unlockable):
        return False
    return _age(place, descriptor) < FRESH


def _age(place: Path, descriptor: int) -> float:
    """Return the seconds since the lock was touched, both moments by the clock of its disk."""
    touched = os.fstat(descriptor).st_mtime_ns
    os.utime(place)
    present = os.fstat(descriptor).st_mtime_ns
    os.utime(place, ns=(touched, touched))
    return (present - touched) / 1e9


def _is_still_there(place: Path, descriptor: int) -> bool:
    if sys.platform == "win32":
        return True
    try:
        found = place.stat()
    except FileNotFoundError:
        return False
    held = os.fstat(descriptor)
    return (found.st_dev, found.st_ino) == (held.st_dev, held.st_ino)


def _read(place: Path) -> Holder:
    try:
        content = dict(json.loads(place.read_bytes()[:_LARGEST]))
        return Holder(**{field.name: content[field.name] for field in fields(Holder)})
    except (OSError, ValueError, TypeError, KeyError):
        # A lock that is empty, cut off or of another program says nothing about its owner.
        return Holder()


def _write(descriptor: int, holder: Holder) -> None:
    content = json.dumps(asdict(holder), ensure_ascii=False).encode()
    os.ftruncate(descriptor, 0)
    os.lseek(descriptor, 0, os.SEEK_SET)
    os.write(descriptor, content)
    os.fsync(descriptor)


def _remove(place: Path) -> None:
    # Where it cannot be removed (a drive that is gone, somebody who has just opened it on Windows)
    # it stays as a lock left over, which the next one to open the desk recognises.
    with suppress(OSError):
        place.unlink(missing_ok=True)


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> bool | None:
        """Lock one byte: True held, False held by another, None no locks here."""
        os.lseek(descriptor, _FAR, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError as error:
            return None if error.errno in _NO_LOCKS else False
        return True
else:
    import fcntl

    def _lock(descriptor: int) -> bool | None:
        """Lock the file: True held, False held by another, None no locks here."""
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            return None if error.errno in _NO_LOCKS else False
        return True
