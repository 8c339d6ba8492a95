"""Making and opening a desk: key, lock, place, migrations, backups; and closing it again."""

import contextlib
import getpass
import os
import secrets
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine

from safeguard_desk.desk import backup, journal, location, lock, migrations, search
from safeguard_desk.desk.desk import Clock, Desk, now_utc
from safeguard_desk.desk.engine import damaged_pages, inspect, journal_mode, make_engine, verify
from safeguard_desk.desk.failures import as_refusals
from safeguard_desk.desk.files import beside
from safeguard_desk.desk.keys import Key, check_passphrase, derive, key_for
from safeguard_desk.desk.reading import LONDON
from safeguard_desk.desk.rekey import rekey
from safeguard_desk.errors import Refusal

SUFFIX = ".desk"
LONGEST_NAME = 200
"""Bytes of a desk's name; disks take 255, and lock, log and backups need some of them."""
READ_AT_ONCE = 32 * 1024 * 1024
"""Bytes up to which every page is read at opening; a larger file is read by `check`."""


def create(path: Path, passphrase: str, *, clock: Clock = now_utc, who: str = "") -> Desk:
    """Make an empty desk; refuses to write over anything, and a passphrase that is too short."""
    check_passphrase(passphrase)
    if path.suffix != SUFFIX:
        raise Refusal(
            f"The name of a desk ends in {SUFFIX}.",
            "Nothing was made.",
            f"Try {path.stem}{SUFFIX}.",
        )
    if path.exists():
        raise Refusal(
            f"There is a file {path} already.", "It was left as it is.", "Choose another name."
        )
    if len(os.fsencode(path.name)) > LONGEST_NAME:
        raise Refusal(
            f"The name of this desk is too long: {len(path.name)} letters.",
            "Nothing was made.",
            "Choose a shorter one; files of the same name with an ending lie beside it.",
        )
    half = path.with_name(path.name + ".new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        half.unlink(missing_ok=True)
        key = _found(half, passphrase)
        half.rename(path)
    except OSError as error:
        _clear(half)
        raise Refusal(
            f"No desk could be made in {path.parent}: {error.strerror}.",
            "Nothing was made.",
            "Choose a folder of your own.",
        ) from error
    except BaseException:
        _clear(half)
        raise
    return open_desk(path, key, clock=clock, who=who, backups=False)


def _clear(half: Path) -> None:
    """Take away a file that was not finished, with what SQLite keeps beside it."""
    for ending in ("", "-wal", "-shm", "-journal"):
        with contextlib.suppress(OSError):
            beside(half, ending).unlink(missing_ok=True)


def _found(path: Path, passphrase: str) -> Key:
    """Make the file with its tables, an empty journal and an index."""
    key = derive(passphrase, secrets.token_bytes(16))
    engine = make_engine(path, key)
    try:
        with as_refusals(), engine.execution_options(writes=True).begin() as connection:
            migrations.upgrade(connection)
            journal.found(connection)
            search.found(connection)
    finally:
        engine.dispose()
    return key


def open_desk(
    path: Path,
    secret: str | Key,
    *,
    read_only: bool = False,
    clock: Clock = now_utc,
    who: str = "",
    backups: bool = True,
) -> Desk:
    """Open a desk by its passphrase or key.

    Another program that has it open leaves it to be read only, with a notice that says who.
    Refuses: no file, no desk, a wrong passphrase, a damaged file, one from a newer program.
    """
    inspect(path)
    with as_refusals():
        key = secret if isinstance(secret, Key) else key_for(path, secret)
        who = who or getpass.getuser()
        verify_key(path, key)
        taken, notices = (None, []) if read_only else _take(path, who, clock())
        engine = make_engine(path, key, read_only=taken is None)
        place = location.where(path)
        if not place.safe:
            notices.append(place.words)
        try:
            if taken is None:
                _refuse_older(engine, path)
            else:
                journal_mode(engine, safe=not place.safe)
                _bring_up_to_date(engine, path, key, clock(), backups=backups)
            return Desk(
                path,
                engine,
                clock=clock,
                who=who,
                read_only=taken is None,
                notices=tuple(notices),
                key=key,
                lock=taken,
                backups=backups,
            )
        except BaseException:
            engine.dispose()
            if taken is not None:
                taken.release()
            raise


def verify_key(path: Path, key: Key) -> None:
    """Refuse a key that does not open the file, and a file that is damaged or too new."""
    engine = make_engine(path, key, read_only=True)
    try:
        try:
            with as_refusals():
                verify(engine, path)
                damaged = damaged_pages(engine) if path.stat().st_size <= READ_AT_ONCE else []
        except Refusal as refusal:
            raise Refusal(refusal.what, refusal.kept, _with_backup(path, refusal.todo)) from refusal
        if damaged:
            raise Refusal(
                f"{path.name} is damaged: {damaged[0]}.",
                "It was left as it is.",
                _with_backup(path, "Restore the newest backup."),
            )
        with engine.connect() as connection:
            if migrations.current(connection) is None:
                raise Refusal(
                    f"{path.name} is an encrypted database, but no desk.",
                    "Nothing was changed.",
                    "Choose a file that Safeguard Desk has made.",
                )
            migrations.pending(connection)
    finally:
        engine.dispose()


def _with_backup(path: Path, todo: str) -> str:
    found = backup.list_backups(path)
    return f"{todo} The newest backup: {found[-1].path}." if found else todo


def _take(path: Path, who: str, now: datetime) -> tuple[lock.Lock | None, list[str]]:
    try:
        answer = lock.take(path, who, now)
    except OSError as error:
        return None, [
            f"The folder of this desk cannot be written to ({error.strerror}), so it is open for"
            " reading only. Copy it to a folder of your own to work on it."
        ]
    if isinstance(answer, lock.Held):
        return None, [
            f"This desk is open already: {answer.holder.words}. Here it is open for reading only."
        ]
    if answer.stale is not None:
        return answer.lock, [
            f"The desk was not closed properly by {answer.stale.words}."
            " Everything that was acknowledged is there."
        ]
    return answer.lock, []


def _refuse_older(engine: Engine, path: Path) -> None:
    """Refuse a file that must be brought up to date first, where it can only be read."""
    with engine.connect() as connection:
        older = migrations.pending(connection)
    if older:
        raise Refusal(
            f"{path.name} was written by an earlier version and must be brought up to date first.",
            "Nothing was changed.",
            "Open it once for writing; a backup is made before.",
        )


def _bring_up_to_date(
    engine: Engine, path: Path, key: Key, now: datetime, *, backups: bool
) -> None:
    local = now.astimezone(LONDON).replace(tzinfo=None)
    with engine.connect() as connection:
        older = migrations.pending(connection)
    if older:
        backup.back_up(path, key, local, "before-migration")
        migrations.migrate(engine)
    elif backups and backup.due(backup.list_backups(path), local):
        backup.back_up(path, key, local, "daily")
    with engine.execution_options(writes=True).begin() as connection:
        search.found(connection)


def change_passphrase(desk: Desk, passphrase: str) -> tuple[Path, ...]:
    """Give an open desk another passphrase; returns the backups that keep the old one.

    A backup is made first. A recovery sheet printed before opens those backups only.
    """
    local = desk.clock().astimezone(LONDON).replace(tzinfo=None)
    desk.engine.dispose()
    done = rekey(desk.path, desk.key, passphrase, local)
    desk.use(make_engine(desk.path, done.key), done.key)
    journal_mode(desk.engine, safe=not location.where(desk.path).safe)
    return tuple(old.path for old in done.old_backups)
