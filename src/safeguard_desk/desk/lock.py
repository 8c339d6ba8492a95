"""Who has the desk open. The operating system's own lock decides; the file beside it tells who."""

import getpass
import json
import os
import platform
import sys
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import IO, Any

from safeguard_desk import __version__

FRESH = timedelta(minutes=2)
"""How long a lock taken on another computer counts after its holder last touched it."""
_FAR = 1 << 30
"""The byte that is locked: beyond what is written, so that others can read who has it."""


@dataclass(frozen=True)
class Holder:
    """Who took a lock, where and when (UTC, ISO 8601)."""

    who: str
    host: str
    pid: int
    program: str
    since: str

    @property
    def words(self) -> str:
        """The holder in words."""
        return f"{self.who} on {self.host}, since {self.since[:16].replace('T', ' ')} UTC"


@dataclass(frozen=True)
class Taken:
    """The lock is ours; `stale` is who left it behind without closing properly."""

    lock: "Lock"
    stale: Holder | None = None


@dataclass(frozen=True)
class Held:
    """Somebody else has the desk open."""

    holder: Holder


class Lock:
    """A lock that is ours until it is released or this program ends, however it ends."""

    def __init__(self, path: Path, file: IO[str]) -> None:
        """Keep the locked file open: the operating system's lock lives as long as it."""
        self.path = path
        self._file = file

    def touch(self) -> None:
        """Show other computers that the holder is still there."""
        os.utime(self.path)

    def release(self) -> None:
        """Give the lock back."""
        _unlock(self._file)
        self._file.close()
        self.path.unlink(missing_ok=True)


def lock_path(desk: Path) -> Path:
    """Return where a desk's lock lies."""
    return desk.with_name(desk.name + ".lock")


def take(desk: Path, who: str = "", now: datetime | None = None) -> Taken | Held:
    """Take a desk's lock, or tell who has it. Raises OSError where the folder cannot be written."""
    path = lock_path(desk)
    moment = now or datetime.now(UTC)
    file = path.open("a+", encoding="utf-8")
    before = _read(file)
    if not _try_lock(file) or _held_elsewhere(path, before, moment):
        file.close()
        unknown = Holder("somebody", "another computer", 0, "", moment.isoformat())
        return Held(before or unknown)
    mine = Holder(
        who or getpass.getuser(), platform.node(), os.getpid(), __version__, moment.isoformat()
    )
    file.seek(0)
    file.truncate()
    file.write(json.dumps(asdict(mine)))
    file.flush()
    return Taken(Lock(path, file), before)


def _read(file: IO[str]) -> Holder | None:
    file.seek(0)
    try:
        return Holder(**json.loads(file.read()))
    except (ValueError, TypeError):
        return None


def _held_elsewhere(path: Path, holder: Holder | None, now: datetime) -> bool:
    """A network drive may not pass the lock on: another computer's counts while it is fresh."""
    if holder is None or holder.host == platform.node():
        return False
    return now - datetime.fromtimestamp(path.stat().st_mtime, UTC) < FRESH


if sys.platform == "win32":
    import msvcrt

    def _try_lock(file: IO[Any]) -> bool:
        file.seek(_FAR)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _unlock(file: IO[Any]) -> None:
        file.seek(_FAR)
        msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)
else:
    import fcntl

    def _try_lock(file: IO[Any]) -> bool:
        try:
            # flock, not lockf: it also tells two desks in one program apart.
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True

    def _unlock(file: IO[Any]) -> None:
        fcntl.flock(file, fcntl.LOCK_UN)
