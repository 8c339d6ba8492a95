"""The search index: the words of every record, found by any three letters in a row.

An index is made from the records and can be made again at any time; it is not part of the journal.
A paper is indexed with the text of its content. Each kind of record has a range of row numbers of
its own, so that a search can look at those of each kind changed last and leave the rest alone.
"""

import json
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    BindParameter,
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

from safeguard_desk.desk.changes import ChangeSet
from safeguard_desk.desk.reading import Reader
from safeguard_desk.models import KINDS, Record

SHORTEST = 3
"""Letters a word needs to be looked up in the index; a shorter one is looked for in the rows."""

_TABLES = (
    """CREATE TABLE search_rows (
        id INTEGER PRIMARY KEY, kind TEXT NOT NULL, record_id TEXT NOT NULL UNIQUE,
        ref TEXT NOT NULL, start TEXT NOT NULL, content TEXT NOT NULL)""",
    "CREATE INDEX search_refs ON search_rows (kind, ref)",
    "CREATE INDEX search_starts ON search_rows (kind, start)",
    "CREATE VIRTUAL TABLE search_words USING fts5(title, body, tokenize = 'trigram')",
)
"""ref and start are in small letters; content is the SHA-256 of what was read of a paper."""
_BATCH = 200
_RANGE = 1 << 32
"""Row numbers that each kind of record has."""
_START = 24
"""Letters of a title by which its beginning is found."""
_REFS = ("ref", "code", "short_name", "initials", "short")
"""Fields by which people call a record, where it has one of them."""
_ID = 32
"""Characters of an id."""
_ROWS = table("search_rows", column("id"), column("kind"), column("record_id"))
_WORDS = table(
    "search_words", column("rowid"), column("title"), column("body"), column("search_words")
)
PAPERS = "papers"
"""The kind of record that has content with a text of its own."""
Expression = Any
"""A column of a mapped class."""


def found(connection: Connection) -> None:
    """Make the index of a desk that has none, or has one of an older form."""
    columns = {row[1] for row in connection.execute(text("PRAGMA table_info(search_rows)"))}
    if "content" not in columns:
        for name in ("search_words", "search_rows"):
            connection.execute(text(f"DROP TABLE IF EXISTS {name}"))
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


def rows_of(kind: str) -> tuple[int, int]:
    """Return the first and the last row number that records of a kind may have."""
    first = (zlib.crc32(kind.encode()) & 0x3FFFFFFF) * _RANGE
    return first, first + _RANGE - 1


def follow(session: Session, changes: ChangeSet) -> None:
    """Bring the index up to date with a change, in the same transaction."""
    connection = session.connection()
    for kind in sorted(changes.kinds):
        model = KINDS[kind]
        if not model.searched:
            continue
        _forget(connection, [i for k, i in changes.updated | changes.deleted if k == kind])
        fresh = sorted(i for k, i in changes.created | changes.updated if k == kind)
        if fresh:
            _index(connection, kind, model, fresh)


def _forget(connection: Connection, ids: list[str]) -> None:
    for start in range(0, len(ids), _BATCH):
        wanted = {"ids": ids[start : start + _BATCH]}
        connection.execute(_OLD_WORDS, wanted)
        connection.execute(_OLD_ROWS, wanted)


_THESE: BindParameter[Any] = bindparam("ids", expanding=True)
_OLD_WORDS = text(
    "DELETE FROM search_words WHERE rowid IN (SELECT id FROM search_rows WHERE record_id IN :ids)"
).bindparams(_THESE)
_OLD_ROWS = text("DELETE FROM search_rows WHERE record_id IN :ids").bindparams(_THESE)


def _index(connection: Connection, kind: str, model: type[Record], ids: list[str] | None) -> None:
    first, last = rows_of(kind)
    highest = text("SELECT max(id) FROM search_rows WHERE id BETWEEN :first AND :last")
    row = connection.scalar(highest, {"first": first, "last": last}) or first
    statement = _sources(kind, model)
    if ids is None:
        chunks: list[dict[str, list[str]]] = [{}]
    else:
        statement += " WHERE r.id IN :ids"
        chunks = [{"ids": ids[n : n + _BATCH]} for n in range(0, len(ids), _BATCH)]
    wanted = text(statement)
    if ids is not None:
        wanted = wanted.bindparams(bindparam("ids", expanding=True))
    for chunk in chunks:
        for part in connection.execute(wanted, chunk).partitions(_BATCH):
            lines = [_line(kind, model, row + n, one) for n, one in enumerate(part, 1)]
            row += len(lines)
            connection.execute(_NEW_ROW, lines)
            connection.execute(_NEW_WORDS, lines)


_NEW_ROW = text(
    "INSERT INTO search_rows (id, kind, record_id, ref, start, content)"
    " VALUES (:row, :kind, :id, :ref, :start, :content)"
)
_NEW_WORDS = text("INSERT INTO search_words (rowid, title, body) VALUES (:row, :title, :body)")


def _sources(kind: str, model: type[Record]) -> str:
    """Return the query of what is indexed: id, SHA-256 and text of the content, searched fields."""
    names = ", ".join(f"r.{name}" for name in model.searched)
    if kind != PAPERS:
        return f"SELECT r.id, '', '', {names} FROM {kind} r"  # noqa: S608 - names from the models
    return (
        f"SELECT r.id, coalesce(t.sha256, ''), coalesce(t.text, ''), {names}"  # noqa: S608
        f" FROM {kind} r LEFT JOIN paper_texts t ON t.sha256 = r.sha256"
    )


def _line(kind: str, model: type[Record], row: int, found: Any) -> dict[str, object]:
    record_id, content, told, *values = found
    named = dict(zip(model.searched, values, strict=True))
    ref = next((named[name] for name in _REFS if named.get(name)), "")
    # The first words of a running text are no title anybody would look for.
    title = "" if model.searched[0] == "text" else values[0]
    return {
        "row": row,
        "kind": kind,
        "id": record_id,
        "content": content,
        "ref": ref.casefold(),
        "start": title[:_START].casefold(),
        "title": values[0],
        "body": " ".join((*values[1:], told)),
    }


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
    matching = select(_WORDS.c.rowid).where(_WORDS.c.search_words.match(quoted(word)))
    return select(_ROWS.c.record_id).where(_ROWS.c.kind == kind, _ROWS.c.id.in_(matching))


def quoted(word: str) -> str:
    """Return a word as the index is asked for it: these letters one behind the other."""
    return '"' + word.replace("\x00", "").replace('"', '""') + '"'


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
    match = " AND ".join(quoted(word.text) for word in words if word.indexed)
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
    stale = connection.scalar(_STALE) or 0
    if stale:
        found_faults.append(f"search index: the text of {stale} paper(s) is not the one in force")
    return found_faults


_STALE = text(
    "SELECT count(*) FROM papers p JOIN search_rows r ON r.record_id = p.id"
    " LEFT JOIN paper_texts t ON t.sha256 = p.sha256 WHERE r.content <> coalesce(t.sha256, '')"
)
