"""The search index: the words of every record, found by any three letters in a row.

An index is made from the records and can be made again at any time; it is not part of the journal.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    bindparam,
    case,
    column,
    false,
    func,
    inspect,
    or_,
    select,
    table,
    text,
)
from sqlalchemy.orm import Session

from safeguard_desk.desk.changes import ChangeSet, RecordKey
from safeguard_desk.desk.reading import Reader
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
_ID = 32
"""Characters of an id."""
_ROWS = table("search_rows", column("id"), column("kind"), column("record_id"))
_WORDS = table(
    "search_words", column("rowid"), column("title"), column("body"), column("search_words")
)
Expression = Any
"""A column of a mapped class."""


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


def _index(connection: Connection, kind: str, model: type[Record], ids: list[str] | None) -> None:
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


def holds(
    kind: str, id_column: Expression, word: str, related: tuple[tuple[Expression, Expression], ...]
) -> ColumnElement[bool]:
    """Return the condition that a record has a word in its own text or in a related name.

    related pairs a column of the record with the named record's own name column.
    """
    conditions = [id_column.in_(_own(kind, word))]
    for own, name in related:
        named = inspect(name.class_).local_table.c.id
        conditions.append(own.in_(select(named).where(name.icontains(word, autoescape=True))))
    return or_(*conditions)


def _own(kind: str, word: str) -> Select[str]:
    if len(word) < SHORTEST:
        model = KINDS[kind]
        fields = [getattr(model, name) for name in model.searched]
        held = [field.icontains(word, autoescape=True) for field in fields]
        return select(model.id).where(or_(false(), *held))
    matching = select(_WORDS.c.rowid).where(_WORDS.c.search_words.match(_quoted(word)))
    return select(_ROWS.c.record_id).where(_ROWS.c.kind == kind, _ROWS.c.id.in_(matching))


def _quoted(word: str) -> str:
    return '"' + word.replace('"', '""') + '"'


@dataclass(frozen=True)
class Word:
    """A word looked for in a list, with the related records whose names hold it.

    related pairs the record's own column with the ids found for it: agency_id -> agencies.
    """

    text: str
    related: tuple[tuple[Expression, tuple[str, ...]], ...] = ()

    @property
    def indexed(self) -> bool:
        """Say whether the index alone can tell which records hold it."""
        return len(self.text) >= SHORTEST and not self.related


Names = tuple[tuple[Expression, tuple[tuple[str, str], ...]], ...]
"""For each column that refers to a named record: the ids and names there are, in small letters."""


def names(reader: Reader, related: Iterable[tuple[Expression, Expression]]) -> Names:
    """Return the names of related records; they are few beside the records that refer to them."""
    return tuple((own, tuple(_names(reader, name))) for own, name in related)


def _names(reader: Reader, name: Expression) -> Iterable[tuple[str, str]]:
    identity = inspect(name.class_).local_table.c.id
    for found_id, words in reader.rows(select(identity, name)):
        yield found_id, (words or "").casefold()


def words_of(text: str, known: Names) -> tuple[Word, ...]:
    """Return the words of a text, each with the related records whose names hold it."""
    return tuple(Word(word, tuple(_named(word.casefold(), known))) for word in text.split())


def _named(word: str, known: Names) -> Iterable[tuple[Expression, tuple[str, ...]]]:
    for own, pairs in known:
        ids = tuple(found_id for found_id, name in pairs if word in name)
        if ids:
            yield own, ids


def few(reader: Reader, kind: str, words: Sequence[Word], limit: int) -> frozenset[str] | None:
    """Return the ids that hold every indexed word; None if they are more than `limit`, or none is.

    Words that the index alone cannot decide are left to `among`.
    """
    match = " AND ".join(_quoted(word.text) for word in words if word.indexed)
    if not match:
        return None
    hits = select(_WORDS.c.rowid).where(_WORDS.c.search_words.match(match)).limit(limit + 1)
    inner = hits.subquery()
    of_kind = case((_ROWS.c.kind == kind, _ROWS.c.record_id), else_="")
    row = reader.one(
        select(func.count(), func.aggregate_strings(of_kind, "")).select_from(
            inner.join(_ROWS, _ROWS.c.id == inner.c.rowid)
        )
    )
    count, joined = row or (0, "")
    return None if count > limit else frozenset(cut(joined or ""))


def cut(joined: str) -> list[str]:
    """Return the ids that stand one behind the other in a text: a quick way to read very many."""
    return [joined[start : start + _ID] for start in range(0, len(joined), _ID)]


def among(reader: Reader, kind: str, words: Sequence[Word], ids: Sequence[str]) -> list[str]:
    """Return those of some ids whose records hold all the words, in the order given."""
    model = KINDS[kind]
    # One parameter for all ids: hundreds of them cost more than the look-up itself.
    given = text("SELECT value FROM json_each(:ids)")
    statement = select(model.id).where(
        model.id.in_(given), *(_in_row(model, word) for word in words)
    )
    held = frozenset(reader.scalars(statement.params(ids=json.dumps(ids))))
    return [record for record in ids if record in held]


def _in_row(model: type[Record], word: Word) -> ColumnElement[bool]:
    own = [getattr(model, name).icontains(word.text, autoescape=True) for name in model.searched]
    return or_(false(), *own, *(column.in_(ids) for column, ids in word.related))


def holding(reader: Reader, kind: str, words: Sequence[Word]) -> frozenset[str]:
    """Return all ids whose records hold all the words; may take some tenths of a second."""
    model = KINDS[kind]
    held: frozenset[str] | None = None
    for word in words:
        conditions = [column.in_(ids) for column, ids in word.related]
        if len(word.text) < SHORTEST:
            conditions = [_in_row(model, word)]
        found_here = frozenset(_joined(reader, select(model.id).where(or_(false(), *conditions))))
        if len(word.text) >= SHORTEST:
            found_here |= frozenset(_joined(reader, _own(kind, word.text)))
        held = found_here if held is None else held & found_here
    return held or frozenset()


def _joined(reader: Reader, ids: Select[Any]) -> list[str]:
    inner = ids.subquery()
    return cut(reader.scalar(select(func.aggregate_strings(inner.c[0], ""))) or "")


@dataclass(frozen=True)
class Found:
    """A record that the search found, with the line to show for it."""

    kind: str
    id: str
    title: str
    excerpt: str


def find(reader: Reader, words: str, *, limit: int = 50) -> list[Found]:
    """Return records that hold all the words, best first; words under three letters are skipped."""
    long = [_quoted(word) for word in words.split() if len(word) >= SHORTEST]
    if not long:
        return []
    statement = (
        select(
            _ROWS.c.kind,
            _ROWS.c.record_id,
            _WORDS.c.title,
            func.snippet(_WORDS.c.search_words, 1, "", "", "…", 24),
        )
        .join(_WORDS, _WORDS.c.rowid == _ROWS.c.id)
        .where(_WORDS.c.search_words.match(" AND ".join(long)))
        .order_by(text("rank"))
        .limit(limit)
    )
    return [Found(*row) for row in reader.rows(statement)]


def faults(connection: Connection) -> list[str]:
    """Compare the index with the records; a sentence for each kind that differs."""
    found_faults = []
    counting = text("SELECT kind, count(*) FROM search_rows GROUP BY kind")
    counts = {row[0]: row[1] for row in connection.execute(counting)}
    for kind, model in KINDS.items():
        if model.searched:
            held = connection.scalar(text(f"SELECT count(*) FROM {kind}")) or 0  # noqa: S608
            if held != counts.get(kind, 0):
                found_faults.append(
                    f"search index: {counts.get(kind, 0)} of {held} {kind.replace('_', ' ')}"
                )
    return found_faults
