"""Backups: copied whole, verified by opening, thinned to days, weeks and months; and restoring."""

import re
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlcipher3 import dbapi2

from safeguard_desk.desk.engine import make_engine
from safeguard_desk.desk.keys import Key
from safeguard_desk.errors import Refusal

DAILY, WEEKLY, MONTHLY = 10, 8, 12
"""How many backups of each kind are kept (DESIGN 4)."""
EVERY = timedelta(days=1)
_NAME = re.compile(r"(\d{4}-\d{2}-\d{2})-(\d{6})-([a-z-]+)\.desk")


@dataclass(frozen=True, order=True)
class Backup:
    """A copy of a desk: when it was made (local time of its name), why, and where it lies."""

    made: datetime
    reason: str
    path: Path


def folder(desk: Path) -> Path:
    """Return the folder of a desk's backups, beside it."""
    return desk.with_name(f"{desk.stem} backups")


def list_backups(desk: Path) -> list[Backup]:
    """Return the backups of a desk, oldest first."""
    found = []
    for path in folder(desk).glob("*.desk"):
        name = _NAME.fullmatch(path.name)
        if name:
            made = datetime.strptime(f"{name[1]}-{name[2]}", "%Y-%m-%d-%H%M%S")  # noqa: DTZ007
            found.append(Backup(made, name[3], path))
    return sorted(found)


def due(backups: list[Backup], now: datetime) -> bool:
    """Say whether the last backup is older than a day; `now` is local time without a zone."""
    return not backups or now - backups[-1].made >= EVERY


def back_up(desk: Path, key: Key, now: datetime, reason: str) -> Backup:
    """Copy an open desk into its folder of backups, verify the copy, and thin the older ones."""
    path = folder(desk) / f"{now:%Y-%m-%d-%H%M%S}-{reason}.desk"
    copy_to(desk, key, path)
    for old in superfluous(list_backups(desk)):
        old.path.unlink(missing_ok=True)
    return Backup(now, reason, path)


def copy_to(desk: Path, key: Key, target: Path) -> None:
    """Copy an open desk to a file that opens with the same passphrase; verified, then moved there."""
    half = target.with_name(target.name + ".half")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        half.unlink(missing_ok=True)
        _copy_pages(desk, key, half)
        _verify(half, key)
        half.replace(target)
    except (OSError, dbapi2.Error) as error:
        half.unlink(missing_ok=True)
        raise Refusal(
            f"No backup could be made: {getattr(error, 'strerror', None) or error}.",
            "The desk itself is as it was.",
            f"Look at the space and the rights in {target.parent}.",
        ) from error


def _copy_pages(desk: Path, key: Key, target: Path) -> None:
    """Copy by SQLite's own means, so that a writer meanwhile does no harm."""
    # The salt is the file's first 16 bytes; given one, the copy opens with the same passphrase.
    engine = make_engine(desk, key, read_only=True)
    connection = engine.raw_connection()
    try:
        literal = f"x'{key.raw.hex()}{key.salt.hex()}'"
        cursor = connection.cursor()
        cursor.execute(f'ATTACH DATABASE ? AS copy KEY "{literal}"', (str(target),))
        cursor.execute("SELECT sqlcipher_export('copy')")
        version = cursor.execute("PRAGMA user_version").fetchone()[0]
        cursor.execute(f"PRAGMA copy.user_version = {version}")
        cursor.execute("DETACH DATABASE copy")
    finally:
        connection.close()
        engine.dispose()


def _verify(path: Path, key: Key) -> None:
    """Open a copy and read all of it; raises what SQLite raises, or Refusal for a damaged page."""
    engine = make_engine(path, key, read_only=True)
    connection = engine.raw_connection()
    try:
        cursor = connection.cursor()
        cursor.execute("SELECT count(*) FROM journal_entries").fetchone()
        answers = [row[0] for row in cursor.execute("PRAGMA cipher_integrity_check").fetchall()]
        answers += [row[0] for row in cursor.execute("PRAGMA quick_check(1)").fetchall()]
    finally:
        connection.close()
        engine.dispose()
    if answers != ["ok"]:
        raise dbapi2.DatabaseError(str(answers[0]))


def superfluous(backups: Iterable[Backup]) -> list[Backup]:
    """Return what may go: all but the last of each of 10 days, 8 weeks and 12 months."""
    newest_first = sorted(backups, reverse=True)
    kept: set[Backup] = set(newest_first[:1])
    for pattern, count in (("%Y-%m-%d", DAILY), ("%G-%V", WEEKLY), ("%Y-%m", MONTHLY)):
        last: dict[str, Backup] = {}
        for backup in newest_first:
            last.setdefault(backup.made.strftime(pattern), backup)
        kept |= set(list(last.values())[:count])
    return sorted(set(newest_first) - kept)


def restore(backup: Path, target: Path, key: Key, now: datetime) -> Path | None:
    """Put a backup in a desk's place. What was there is moved aside; its new path is returned.

    The backup is verified first; anything that fails leaves all as it was.
    """
    half = target.with_name(target.name + ".restoring")
    try:
        _verify(backup, key)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(backup, half)
        _verify(half, key)
        replaced = _move_aside(target, now)
        half.replace(target)
    except (OSError, dbapi2.Error) as error:
        half.unlink(missing_ok=True)
        raise Refusal(
            f"{backup.name} could not be restored: {getattr(error, 'strerror', None) or error}.",
            "The desk that was there is as it was.",
            "Type the passphrase that the backup was made under, or choose another backup.",
        ) from error
    return replaced


def _move_aside(target: Path, now: datetime) -> Path | None:
    if not target.exists():
        return None
    aside = target.with_name(f"{target.stem}-replaced-{now:%Y-%m-%d-%H%M%S}{target.suffix}")
    for tail in ("-wal", "-shm"):
        beside = target.with_name(target.name + tail)
        if beside.exists():
            beside.replace(aside.with_name(aside.name + tail))
    return target.replace(aside)
