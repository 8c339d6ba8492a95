"""The file's own history: each change of its tables, applied in order to any older desk."""

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, column, inspect, select, table

from safeguard_desk.errors import Refusal

_HERE = Path(__file__).parent
_VERSION = table("alembic_version", column("version_num"))


def revisions() -> tuple[str, ...]:
    """Return the revisions this program knows, oldest first (versions/NNNN_words.py)."""
    return tuple(sorted(path.name[:4] for path in (_HERE / "versions").glob("[0-9]*_*.py")))


def current(connection: Connection) -> str | None:
    """Return the revision a file is at, or None for a file without tables."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.scalar(select(_VERSION.c.version_num))


def pending(connection: Connection) -> bool:
    """Say whether a file is older than the program; refuse one from a newer program."""
    held, known = current(connection), revisions()
    if held is not None and held not in known:
        raise Refusal(
            "This desk was written by a newer version of Safeguard Desk.",
            "Nothing was changed in it.",
            "Install the newer version on this computer, and open it again.",
        )
    return held != known[-1]


def upgrade(connection: Connection) -> None:
    """Bring a file to the newest revision, in the transaction that is open.

    For a file that is being made; one that holds records goes through `migrate`.
    """
    # Alembic takes 0.2 s to import and is needed only when a file is made or is older.
    from alembic import command
    from alembic.config import Config

    config = Config()
    # Config reads % as a reference to another option.
    config.set_main_option("script_location", str(_HERE).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def migrate(engine: Engine) -> None:
    """Bring a desk to the newest revision as one change: all of it is made, or none.

    A table that is made again is dropped and renamed, which its links do not survive while they are
    held; so they are let go for the time, and looked over before the change is kept.
    """
    with engine.execution_options(writes=True).connect() as connection:
        raw = connection.connection.driver_connection
        if raw is None:
            raise RuntimeError("a connection from the pool is open")
        # Within a transaction the pragma would do nothing, and this connection has begun none.
        raw.execute("PRAGMA foreign_keys = OFF")
        try:
            with connection.begin():
                upgrade(connection)
                lost = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
                if lost:
                    raise RuntimeError(f"a migration has lost links: {lost[:3]}")
        finally:
            raw.execute("PRAGMA foreign_keys = ON")


def include(thing: Any, name: str | None, kind: str, reflected: bool, _: Any) -> bool:
    """Leave out the search index: it is made from the records, not migrated."""
    return not (kind == "table" and reflected and (name or "").startswith("search_"))
