"""The search index: the words of every record, found by any three letters in a row.

An index is made from the records and can be made again at any time; it is not part of the journal.
"""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, bindparam, text
from sqlalchemy.orm import Session

from safeguard_desk.desk.changes import ChangeSet, RecordKey
from safeguard_desk.models import KINDS, Record

SHORTEST = 3
"""Letters a word needs to be looked up in the index; a shorter one is looked for in the rows."""

_TABLES = (
    """CREATE TABLE IF NOT EXISTS search_rows (
        id INTEGER PRIMARY KEY, kind TEXT NOT NULL, record_id TEXT NOT NULL UNIQUE)""",
    """CREATE VIRTUAL TABLE IF NOT EXISTS search_words
        USING fts5(title, body, tokenize = 'trigram')""",
)
_BATCH = 500


def found(connection: Connection) -> None:
    """Make the index of a desk that has none; a desk from before the index is read into it."""
    there = connection.scalar(text("SELECT 1 FROM sqlite_master WHERE name = 'search_words'"))
    if not there:
        for statement in _TABLES:
            connection.execute(text(statement))
        rebuild(connection)


def rebuild(connection: Connection) -> None:
    """Make the index again from the records."""
    connection.execute(text("DELETE FROM search_rows"))
    connection.execute(text("DELETE FROM search_words"))
    for kind, model in KINDS.items():
        if model.searched:
            _index(connection, kind, model, None)


def follow(session: Session, changes: ChangeSet) -> None:
    """Bring the index up to date with a change, in the same transaction."""
    connection = session.connection()
    for kind in sorted(changes.kinds):
        model = KINDS[kind]
        if not model.searched:
            continue
        stale = [key for key in changes.updated | changes.deleted if key[0] == kind]
        _forget(connection, stale)
        fresh = [i for k, i in changes.created | changes.updated if k == kind]
        _index(connection, kind, model, sorted(fresh))


def _forget(connection: Connection, keys: Iterable[RecordKey]) -> None:
    for _, record_id in keys:
        row = connection.scalar(
            text("SELECT id FROM search_rows WHERE record_id = :id"), {"id": record_id}
        )
        if row is not None:
            connection.execute(text("DELETE FROM search_words WHERE rowid = :row"), {"row": row})
            connection.execute(text("DELETE FROM search_rows WHERE id = :row"), {"row": row})


def _index(
    connection: Connection, kind: str, model: type[Record], ids: list[str] | None
) -> None:
    names = ", ".join(("id", *model.searched))
    statement = f"SELECT {names} FROM {model.__tablename__}"  # noqa: S608 - names from the models
    if ids is None:
        rows: list[Any] = list(connection.execute(text(statement)))
    else:
        wanted = text(f"{statement} WHERE id IN :ids").bindparams(bindparam("ids", expanding=True))
        rows = []
        for start in range(0, len(ids), _BATCH):
            rows += connection.execute(wanted, {"ids": ids[start : start + _BATCH]})
    if not rows:
        return
    last = connection.scalar(text("SELECT coalesce(max(id), 0) FROM search_rows")) or 0
    lines = [
        {"row": last + n, "kind": kind, "id": row[0], "title": row[1], "body": " ".join(row[2:])}
        for n, row in enumerate(rows, 1)
    ]
    connection.execute(
        text("INSERT INTO search_rows (id, kind, record_id) VALUES (:row, :kind, :id)"), lines
    )
    connection.execute(
        text("INSERT INTO search_words (rowid, title, body) VALUES (:row, :title, :body)"), lines
    )


def match(words: str) -> str:
    """Return the index's own expression for words in any order; empty when none is long enough."""
    long = [word.replace('"', '""') for word in words.split() if len(word) >= SHORTEST]
    return " AND ".join(f'"{word}"' for word in long)


def faults(connection: Connection) -> list[str]:
    """Compare the index with the records; a sentence for each kind that differs."""
    found_faults = []
    counts = dict(
        connection.execute(text("SELECT kind, count(*) FROM search_rows GROUP BY kind")).tuples()
    )
    for kind, model in KINDS.items():
        if model.searched:
            held = connection.scalar(text(f"SELECT count(*) FROM {kind}")) or 0  # noqa: S608
            if held != counts.get(kind, 0):
                found_faults.append(
                    f"search index: {counts.get(kind, 0)} of {held} {kind.replace('_', ' ')}"
                )
    return found_faults
