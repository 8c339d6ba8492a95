"""Connections to the encrypted file: keyed once, pooled, and set up the safe way."""

import hashlib
import hmac
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.pool import QueuePool
from sqlalchemy.util import LRUCache
from sqlcipher3 import dbapi2

from safeguard_desk.desk.files import beside
from safeguard_desk.desk.keys import Key
from safeguard_desk.errors import Refusal

PAGE = 4096
"""Bytes in a page of the file: SQLCipher 4's own."""
_MAC = 64
"""Bytes at the end of a page that authenticate it (HMAC-SHA512)."""
_SAMPLE = 8
_BEGINNING = 512
_PATIENCE = 5000
"""Milliseconds to wait for another writer."""
_EACH = (
    "foreign_keys = ON",
    "synchronous = FULL",
    # Nothing decrypted may reach the disk by way of a temporary file.
    "temp_store = MEMORY",
    "secure_delete = ON",
    "cell_size_check = ON",
    "cache_size = -65536",
)
_NO_SHARED_MEMORY = ("SQLITE_CANTOPEN", "SQLITE_IOERR", "SQLITE_PROTOCOL", "SQLITE_READONLY")
"""What a place answers where a file in WAL mode cannot have its shared memory."""
_SPOILT = ("SQLITE_CORRUPT", "SQLITE_NOTADB")
_OTHERS = (
    (b"SQLite format 3\0", "a database that is not encrypted"),
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a zip, Word or Excel file"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"{\\rtf", "a text with formats (RTF)"),
    (b"\xff\xfe", "a text file"),
    (b"\xfe\xff", "a text file"),
)
_COMPILED: LRUCache[Any, Any] = LRUCache(2000)
"""Statements as they were compiled for any file: that takes longer than most of them run."""


class Dialect(SQLiteDialect_pysqlite):
    """SQLite's, equal for all files, so that what was compiled for one serves the next."""

    supports_statement_cache = True

    def __eq__(self, other: object) -> bool:
        return type(other) is Dialect

    def __hash__(self) -> int:
        return hash(Dialect)


registry.register("sqlite.desk", __name__, "Dialect")


def make_engine(path: Path, key: Key, *, read_only: bool = False) -> Engine:
    """Return an engine over the file; a connection with execution option `writes` begins at once.

    The raw key is given, so that a further connection costs no key derivation. A file that is not
    there is made. The first use of a connection refuses a key that does not open the file, and a
    file that is cut off.
    """
    mode = "ro" if read_only else "rw" if path.exists() else "rwc"

    def connect() -> Any:
        try:
            return _connect(path, key, mode)
        except dbapi2.Error as error:
            if mode != "ro" or not _is(error, _NO_SHARED_MEMORY) or _has_wal(path):
                raise
            # A file at rest in a folder that cannot be written to: nobody can change it meanwhile.
            return _connect(path, key, "ro&immutable=1")

    engine = over(connect)
    event.listen(engine, "begin", _begin)
    event.listen(engine, "handle_error", _give_up_spoilt)
    return engine


def over(connect: Callable[[], Any]) -> Engine:
    """Return an engine over connections that are made so; it shares what was compiled.

    The connection used last is used again: it still holds the pages that it has decrypted.
    """
    return create_engine(
        "sqlite+desk://",
        creator=connect,
        module=dbapi2,
        poolclass=QueuePool,
        pool_use_lifo=True,
        execution_options={"compiled_cache": _COMPILED},
    )


def uri(path: Path, mode: str, vfs: str = "") -> str:
    """Return a path as SQLite's URI; a Windows share gets the four slashes it needs."""
    name = path.absolute().as_posix()
    root = "" if name.startswith("/") else "/"
    return f"file://{root}{quote(name)}?mode={mode}{f'&vfs={vfs}' if vfs else ''}"


def _connect(path: Path, key: Key, mode: str) -> Any:
    connection = dbapi2.connect(
        uri(path, mode), uri=True, isolation_level=None, check_same_thread=False
    )
    try:
        # A wrong key is told in our words; SQLCipher's own go to the console.
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f'PRAGMA key = "{key.literal}"')
        # The settings of SQLCipher 4, whatever a later library takes for its own.
        connection.execute("PRAGMA cipher_compatibility = 4")
        connection.execute(f"PRAGMA busy_timeout = {_PATIENCE}")
        _first_read(connection, path, key, may_leave_wal=mode.startswith("rw"))
        for pragma in _EACH:
            connection.execute(f"PRAGMA {pragma}")
    except BaseException:
        connection.close()
        raise
    return connection


def _first_read(connection: Any, path: Path, key: Key, *, may_leave_wal: bool) -> None:
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except dbapi2.Error as error:
        if _is(error, ("SQLITE_NOTADB",)):
            raise _wrong_key(path, key) from error
        if _is(error, ("SQLITE_CORRUPT",)):
            raise _damaged(connection, path) from error
        if not may_leave_wal or not _is(error, _NO_SHARED_MEMORY):
            raise
        _leave_wal(connection)
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()


def _is(error: dbapi2.Error, names: tuple[str, ...]) -> bool:
    return str(getattr(error, "sqlite_errorname", "")).startswith(names)


def _has_wal(path: Path) -> bool:
    wal = beside(path, "-wal")
    return wal.exists() and wal.stat().st_size > 0


def _leave_wal(connection: Any) -> None:
    """Take a file out of WAL mode without shared memory, which exclusive use does not need."""
    connection.execute("PRAGMA locking_mode = EXCLUSIVE")
    connection.execute("PRAGMA journal_mode = DELETE")
    connection.execute("PRAGMA locking_mode = NORMAL")


def _wrong_key(path: Path, key: Key) -> Refusal:
    if _opens_other_pages(path, key):
        return Refusal(
            f"The beginning of {path.name} is damaged; the passphrase is the right one.",
            "It was left as it is.",
            "Restore the newest backup; keep this file for whoever helps you.",
        )
    return Refusal(
        f"The passphrase does not open {path.name}.",
        "Nothing was changed.",
        "Type it again, and look whether Caps Lock is on. If you are sure of it, the file may be"
        " damaged: restore a backup.",
    )


def _opens_other_pages(path: Path, key: Key) -> bool:
    """Say whether pages after the first are authenticated by the key, as SQLCipher 4 does it."""
    masked = bytes(byte ^ 0x3A for byte in key.salt)
    mac_key = hashlib.pbkdf2_hmac("sha512", key.raw, masked, 2, 32)
    with path.open("rb") as file:
        file.seek(PAGE)
        for number in range(2, 2 + _SAMPLE):
            page = file.read(PAGE)
            if len(page) < PAGE:
                return False
            signed = page[:-_MAC] + number.to_bytes(4, "little")
            if hmac.digest(mac_key, signed, "sha512") == page[-_MAC:]:
                return True
    return False


def _damaged(connection: Any, path: Path) -> Refusal:
    rows = connection.execute("PRAGMA cipher_integrity_check").fetchall()
    what = (
        f"{path.name} is damaged: {rows[0][0]}." if rows else f"The end of {path.name} is cut off."
    )
    return Refusal(
        what,
        "It was left as it is.",
        "Restore the newest backup; keep this file for whoever helps you.",
    )


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _give_up_spoilt(context: ExceptionContext) -> None:
    """Close a connection that has met a damaged page: SQLCipher then reads no page right."""
    error = context.original_exception
    if isinstance(error, dbapi2.Error) and _is(error, _SPOILT):
        context.is_disconnect = True
        context.invalidate_pool_on_disconnect = False


def journal_mode(engine: Engine, *, safe: bool) -> str:
    """Set WAL and read it back; where it does not hold, or `safe` is asked for, DELETE.

    Returns the mode that holds: while another program has the file open, it keeps the one it has.
    WAL needs shared memory, which network drives do not give.
    """
    # A mode is changed by the only connection; those at rest in the pool would be in the way.
    engine.dispose()
    connection = engine.raw_connection()
    try:
        cursor = connection.cursor()
        held = "" if safe else _set_mode(cursor, "wal")
        return held if held == "wal" else _set_mode(cursor, "delete")
    finally:
        connection.close()


def _set_mode(cursor: Any, mode: str) -> str:
    try:
        return str(cursor.execute(f"PRAGMA journal_mode = {mode}").fetchone()[0])
    except dbapi2.Error as error:
        if _is(error, ("SQLITE_BUSY", "SQLITE_LOCKED")):
            return str(cursor.execute("PRAGMA journal_mode").fetchone()[0])
        if mode == "wal" and _is(error, _NO_SHARED_MEMORY):
            return ""
        raise


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
            beginning = file.read(_BEGINNING)
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
    if not any(beginning):
        return "a file of which only empty space is left"
    for signature, words in _OTHERS:
        if beginning.startswith(signature):
            return words
    # The last character may be cut in two; an encrypted file is never text for that long.
    text = beginning.decode("utf-8", "replace")
    return None if "\ufffd" in text[:-3] else "a text file"


def verify(engine: Engine, path: Path) -> None:
    """Refuse a key that does not open the file, and a file that has lost pages."""
    with engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar() or 0
    held = path.stat().st_size // PAGE
    if pages > held and not _has_wal(path):
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


def verify_pages(engine: Engine) -> list[str]:
    """Return what is wrong with the pages, then with the tables they make; reads all, twice."""
    faults = damaged_pages(engine)
    if not faults:
        with engine.connect() as connection:
            rows = connection.exec_driver_sql("PRAGMA quick_check(20)")
            faults = [str(row[0]) for row in rows if row[0] != "ok"]
    return faults
