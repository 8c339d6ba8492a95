"""Connections to the encrypted file: keyed once, pooled, and set up the safe way."""

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import QueuePool
from sqlcipher3 import dbapi2

from safeguard_desk.desk.keys import Key


def make_engine(path: Path, key: Key, *, read_only: bool = False) -> Engine:
    """Return an engine over the file; a connection with execution option `writes` begins at once.

    The raw key is given, so a further connection costs no key derivation.
    """

    def connect() -> Any:
        uri = f"{path.resolve().as_uri()}{'?mode=ro' if read_only else ''}"
        connection = dbapi2.connect(uri, uri=True, isolation_level=None, check_same_thread=False)
        connection.execute(f"PRAGMA key = \"x'{key.raw.hex()}{key.salt.hex()}'\"")
        for pragma in ("foreign_keys = ON", "synchronous = FULL", "temp_store = MEMORY"):
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("PRAGMA busy_timeout = 5000")
        connection.execute("PRAGMA cache_size = -65536")
        return connection

    engine = create_engine("sqlite://", creator=connect, module=dbapi2, poolclass=QueuePool)
    event.listen(engine, "begin", _begin)
    return engine


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
