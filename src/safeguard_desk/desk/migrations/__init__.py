"""The file's own history: each change of its tables, applied in order to any older desk."""

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, inspect, select, table, column

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
    """Bring a file to the newest revision, in the transaction that is open."""
    # Alembic takes 0.2 s to import and is needed only when a file is made or is older.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_HERE))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def include(thing: Any, name: str | None, kind: str, reflected: bool, _: Any) -> bool:
    """Leave out the search index: it is made from the records, not migrated."""
    return not (kind == "table" and reflected and (name or "").startswith("search_"))
