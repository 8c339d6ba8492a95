"""Copies of a desk: of one moment, page by page, and verified by opening them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from sqlalchemy.exc import DBAPIError
from sqlcipher3 import dbapi2

from safeguard_desk.desk.engine import make_engine, verify_pages
from safeguard_desk.desk.failures import translate
from safeguard_desk.desk.files import beside
from safeguard_desk.desk.keys import Key
from safeguard_desk.errors import Refusal

_STEP = 2000
"""Pages copied between two calls of progress: 8 MB."""
Progress = Callable[[int, int], None]
Counts = dict[str, int]
"""How many rows each table has."""


@contextmanager
def leaving_nothing(half: Path, what: str) -> Iterator[None]:
    """Remove what is half done on any failure, and tell the world's failures."""
    try:
        half.unlink(missing_ok=True)
        yield
    except (OSError, dbapi2.Error, DBAPIError) as error:
        told = translate(error)
        if told is None:
            raise
        raise Refusal(f"{what} {told.what}", "The desk itself is as it was.", told.todo) from error
    finally:
        for ending in ("", "-journal", "-wal", "-shm"):
            beside(half, ending).unlink(missing_ok=True)


def size(desk: Path) -> int:
    """Return the bytes of a desk with what lies in its WAL."""
    return sum(p.stat().st_size for p in (desk, beside(desk, "-wal")) if p.exists())


@contextmanager
def raw(path: Path, key: Key, *, read_only: bool) -> Iterator[Any]:
    """Give a connection of SQLite's own to a file that nobody else in this program has open."""
    engine = make_engine(path, key, read_only=read_only)
    connection = engine.raw_connection()
    try:
        yield connection.driver_connection
    finally:
        connection.close()
        engine.dispose()


def copy_pages(desk: Path, key: Key, half: Path, progress: Progress | None = None) -> Counts:
    """Copy the pages as they are and return what was counted in them at the same moment."""

    def told(_: int, remaining: int, total: int) -> None:
        if progress is not None:
            progress(total - remaining, total)

    # The salt is the file's first 16 bytes; given one, the copy opens with the same passphrase.
    with raw(desk, key, read_only=True) as source, raw(half, key, read_only=False) as copy:
        source.execute("BEGIN")
        counted = _counts(source)
        source.backup(copy, pages=_STEP, progress=told)
        source.execute("ROLLBACK")
        # One file and nothing beside it, so that it can be carried anywhere.
        copy.execute("PRAGMA journal_mode = DELETE")
    return counted


def _counts(connection: Any) -> Counts:
    tables = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
    ).fetchall()
    return {
        name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608
        for (name,) in tables
    }


def verify_copy(path: Path, key: Key, expected: Counts | None = None) -> Counts:
    """Open a copy with the key and read all of it; return how many rows its tables have.

    Refuses a damaged one, one that is no desk, and one without the rows that are expected.
    """
    engine = make_engine(path, key, read_only=True)
    try:
        faults = verify_pages(engine)
    finally:
        engine.dispose()
    counted: Counts = {}
    if not faults:
        with raw(path, key, read_only=True) as connection:
            counted = _counts(connection)
        if "journal_entries" not in counted:
            faults = ["it is no desk"]
        elif expected is not None and counted != expected:
            faults = ["it has not all rows"]
    if faults:
        raise Refusal(
            f"{path.name} is no good copy, it is damaged: {_short(faults[0])}.",
            "The desk itself is as it was.",
            "Try another disk or another backup; this one cannot be relied upon.",
        )
    return counted


def settle(path: Path, key: Key) -> None:
    """Bring what WAL holds into a closed file, if the key opens it; else it stays as it is."""
    if not beside(path, "-wal").exists():
        return
    with suppress(Refusal, dbapi2.Error), raw(path, key, read_only=False) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _short(fault: str) -> str:
    """Return the first of the many lines in which SQLite tells of one damage."""
    return next((line for line in fault.splitlines() if not line.startswith("***")), fault)
