"""Connections to the encrypted file: keyed once, pooled, and set up the safe way."""

import os
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import QueuePool
from sqlcipher3 import dbapi2

from safeguard_desk.desk.keys import Key
from safeguard_desk.errors import Refusal

PAGE = 4096
"""Bytes in a page of the file: SQLCipher 4's own."""
_EACH = (
    "foreign_keys = ON",
    "synchronous = FULL",
    # Nothing decrypted may reach the disk by way of a temporary file.
    "temp_store = MEMORY",
    "busy_timeout = 5000",
    "cache_size = -65536",
)
_OTHERS = (
    (b"SQLite format 3\0", "a database that is not encrypted"),
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a zip, Word or Excel file"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
)


def make_engine(path: Path, key: Key, *, read_only: bool = False) -> Engine:
    """Return an engine over the file; a connection with execution option `writes` begins at once.

    The raw key is given, so that a further connection costs no key derivation.
    """

    def connect() -> Any:
        uri = f"{path.absolute().as_uri()}{_reading(path) if read_only else ''}"
        connection = dbapi2.connect(uri, uri=True, isolation_level=None, check_same_thread=False)
        # A wrong key is told in our words; SQLCipher's own go to the console.
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f"PRAGMA key = \"x'{key.raw.hex()}{key.salt.hex()}'\"")
        for pragma in _EACH:
            connection.execute(f"PRAGMA {pragma}")
        return connection

    engine = create_engine("sqlite://", creator=connect, module=dbapi2, poolclass=QueuePool)
    event.listen(engine, "begin", _begin)
    return engine


def _reading(path: Path) -> str:
    """Return how to open for reading: where the folder cannot be written, without its -shm file."""
    return "?mode=ro" if os.access(path.parent, os.W_OK) else "?immutable=1"


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def journal_mode(engine: Engine, *, safe: bool) -> str:
    """Set WAL and read it back; where it does not hold, or `safe` is asked for, DELETE.

    Returns the mode that holds. WAL needs shared memory, which network drives do not give.
    """
    wanted = ("delete",) if safe else ("wal", "delete")
    connection = engine.raw_connection()
    try:
        for mode in wanted:
            row = connection.cursor().execute(f"PRAGMA journal_mode = {mode}").fetchone()
            if row[0] == mode:
                return mode
    finally:
        connection.close()
    return str(row[0])


def inspect(path: Path) -> None:
    """Refuse what can be seen to be no desk before any passphrase is asked for."""
    if not path.exists():
        raise Refusal(
            f"There is no file {path}.",
            todo="Look whether it was moved, or restore a backup.",
        )
    if path.is_dir():
        raise Refusal(f"{path} is a folder.", todo="Choose the desk in it: a file ending in .desk.")
    try:
        with path.open("rb") as file:
            beginning = file.read(512)
    except OSError as error:
        raise Refusal(
            f"{path.name} could not be read: {error.strerror}.",
            "Nothing was changed.",
            "Look whether you may read the file.",
        ) from error
    other = _other_format(beginning)
    if other is not None:
        raise Refusal(
            f"{path.name} is no desk: it is {other}.",
            "Nothing was changed.",
            "Choose a file that Safeguard Desk has made; its name ends in .desk.",
        )
    if path.stat().st_size % PAGE:
        raise Refusal(
            f"{path.name} is cut off: {path.stat().st_size:,} bytes are no whole number of pages.",
            "It was left as it is.",
            "Restore the newest backup; keep this file for whoever helps you.",
        )


def _other_format(beginning: bytes) -> str | None:
    if not beginning:
        return "an empty file"
    for signature, words in _OTHERS:
        if beginning.startswith(signature):
            return words
    try:
        text = beginning.decode()
    except UnicodeDecodeError:
        return None
    return "a text file" if text.isprintable() or "\n" in text else None


def verify(engine: Engine, path: Path) -> None:
    """Refuse a key that does not open the file, and a file that lost pages or had some altered."""
    with engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar() or 0
        connection.exec_driver_sql("SELECT count(*) FROM sqlite_master")
        held = path.stat().st_size // PAGE
        walled = path.with_name(path.name + "-wal").exists()
        if pages > held and not walled:
            raise Refusal(
                f"{path.name} is cut off: {held} of {pages} pages are there.",
                "It was left as it is.",
                "Restore the newest backup; keep this file for whoever helps you.",
            )


def damaged_pages(engine: Engine) -> list[str]:
    """Return what SQLCipher says of pages that are not as they were written; reads them all."""
    with engine.connect() as connection:
        rows = connection.exec_driver_sql("PRAGMA cipher_integrity_check")
        return [str(row[0]) for row in rows]
