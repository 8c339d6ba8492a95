"""Backups: copied whole, verified by opening, thinned to days, weeks and months; and restoring."""

import hashlib
import os
import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from safeguard_desk import paths
from safeguard_desk.desk import files
from safeguard_desk.desk.copies import (
    Progress,
    copy_pages,
    leaving_nothing,
    settle,
    size,
    verify_copy,
)
from safeguard_desk.desk.engine import inspect
from safeguard_desk.desk.files import beside
from safeguard_desk.desk.keys import Key
from safeguard_desk.errors import Refusal

DAILY, WEEKLY, MONTHLY = 10, 8, 12
"""How many backups of each kind are kept (DESIGN 4)."""
EVERY = timedelta(days=1)
KEPT_WHOLE = timedelta(days=2)
"""How long each backup made before something risky is kept, however many a day."""
RISKY = "before-"
"""What the reason of such a backup begins with: before-import, before-migration."""
LONGEST_STEM = 40
"""Letters of a desk's name that its backups keep: a long one has no room for a moment and reason.

They still lie in a folder of the whole name.
"""
_NAME = re.compile(r"(?:.+-)?(\d{4}-\d{2}-\d{2}-\d{6})-([a-z-]+?)(?:-\d+)?\.desk")


@dataclass(frozen=True, order=True)
class Backup:
    """A copy of a desk: when it was made (local time of its name), why, and where it lies."""

    made: datetime
    reason: str
    path: Path


def folder(desk: Path) -> Path:
    """Return the folder of a desk's backups, beside it."""
    return desk.with_name(f"{desk.stem} backups")


def _other_folder(desk: Path) -> Path:
    """Return where backups go when nothing can be written beside the desk."""
    place = hashlib.sha256(str(desk.resolve()).encode()).hexdigest()[:8]
    return paths.backups() / f"{desk.stem} {place}"


def list_backups(desk: Path) -> list[Backup]:
    """Return the backups of a desk, oldest first."""
    found = []
    for place in (folder(desk), _other_folder(desk)):
        for path in place.glob("*.desk"):
            backup = _named(path)
            if backup is not None:
                found.append(backup)
    return sorted(found)


def _named(path: Path) -> Backup | None:
    name = _NAME.fullmatch(path.name)
    if name is None:
        return None
    try:
        return Backup(datetime.strptime(name[1], "%Y-%m-%d-%H%M%S"), name[2], path)
    except ValueError:
        # Digits that are no date: a name of somebody's own.
        return None


def due(backups: list[Backup], now: datetime) -> bool:
    """Say whether the last backup is older than a day; `now` is local time without a zone.

    One from the future, made while the clock was wrong, does not count.
    """
    return all(now - backup.made >= EVERY or backup.made > now for backup in backups)


def superfluous(backups: Iterable[Backup]) -> list[Backup]:
    """Return what may go: all but the last of each of 10 days, 8 weeks and 12 months.

    Days, weeks and months without a backup do not count. What was made before something risky in
    the two days up to the newest is kept too: a bad import shows after the desk was closed.
    """
    newest_first = sorted(backups, reverse=True)
    kept = {
        backup
        for backup in newest_first
        if backup.reason.startswith(RISKY) and newest_first[0].made - backup.made <= KEPT_WHOLE
    }
    for pattern, count in (("%Y-%m-%d", DAILY), ("%G-%V", WEEKLY), ("%Y-%m", MONTHLY)):
        last: dict[str, Backup] = {}
        for backup in newest_first:
            last.setdefault(backup.made.strftime(pattern), backup)
        kept |= set(list(last.values())[:count])
    return sorted(set(newest_first) - kept)


def back_up(
    desk: Path, key: Key, now: datetime, reason: str, *, progress: Progress | None = None
) -> Backup:
    """Copy an open desk into its folder of backups, verify the copy, and thin the older ones.

    now: local time without a zone. reason: small letters, part of the name.
    """
    stem = desk.stem[:LONGEST_STEM]
    path = files.free_name(_place(desk) / f"{stem}-{now:%Y-%m-%d-%H%M%S}-{reason}.desk")
    made = _named(path)
    if made is None:
        raise ValueError(f"no reason for a file's name: {reason}")
    copy_to(desk, key, path, progress=progress)
    begun = [half for half in path.parent.glob("*.desk.half") if _is_old(half, path)]
    for old in (*begun, *(backup.path for backup in superfluous(list_backups(desk)))):
        # What a virus scanner holds just now goes the next time.
        with suppress(PermissionError):
            old.unlink(missing_ok=True)
    return made


def _is_old(half: Path, newest: Path) -> bool:
    """Say whether a copy was begun by a program that broke off: none takes a day."""
    return newest.stat().st_mtime - half.stat().st_mtime > EVERY.total_seconds()


def _place(desk: Path) -> Path:
    for place in (folder(desk), _other_folder(desk)):
        with suppress(OSError):
            place.mkdir(parents=True, exist_ok=True)
            if files.may_write(place):
                return place
    raise Refusal(
        f"No backup could be made: neither {folder(desk)} nor {paths.backups()} can be written to.",
        "The desk itself is as it was.",
        "Look at the rights of these folders.",
    )


def copy_to(desk: Path, key: Key, target: Path, *, progress: Progress | None = None) -> None:
    """Copy an open desk to one file that opens with the same passphrase; verified before it counts.

    The copy is of one moment, whatever is written meanwhile. Nothing is left of one that fails or
    whose `progress` raises.
    """
    half = beside(target, ".half")
    with leaving_nothing(half, "No backup could be made."):
        target.parent.mkdir(parents=True, exist_ok=True)
        files.need_space(target.parent, size(desk))
        counted = copy_pages(desk, key, half, progress)
        verify_copy(half, key, counted)
        files.move(half, target)


def restore(backup: Path, target: Path, key: Key, now: datetime) -> Path | None:
    """Put a backup in a desk's place. What was there is set aside; its new path is returned.

    The backup is verified first; anything that fails leaves all as it was. The desk must be closed.
    """
    inspect(backup)
    half = beside(target, ".restoring")
    with leaving_nothing(half, f"{backup.name} could not be restored."):
        verify_copy(backup, key)
        target.parent.mkdir(parents=True, exist_ok=True)
        files.need_space(target.parent, size(backup))
        files.copy(backup, half)
        aside = _set_aside(target, key, now)
        _replace(half, target, aside)
    return aside


def _set_aside(target: Path, key: Key, now: datetime) -> Path | None:
    """Give what is there a second name; what WAL still holds of it goes with it."""
    if not target.exists():
        return None
    wanted = target.with_name(f"{target.stem}-replaced-{now:%Y-%m-%d-%H%M%S}{target.suffix}")
    aside = files.free_name(wanted)
    settle(target, key)
    try:
        os.link(target, aside)
    except OSError:
        # A drive that knows no second name.
        files.copy(target, aside)
    wal = beside(target, "-wal")
    if wal.exists():
        files.copy(wal, beside(aside, "-wal"))
    return aside


def _replace(half: Path, target: Path, aside: Path | None) -> None:
    """Put the new file in place; the old one's WAL must go first, or it would be played into it."""
    try:
        for ending in ("-wal", "-shm"):
            beside(target, ending).unlink(missing_ok=True)
        files.move(half, target)
    except OSError:
        if aside is not None:
            wal = beside(aside, "-wal")
            if wal.exists():
                files.move(wal, beside(target, "-wal"))
            aside.unlink(missing_ok=True)
        raise
