"""Is the desk whole? The file, the journal's chain, the records against the journal, the links."""

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, inspect, select, text

from safeguard_desk.desk import journal, search
from safeguard_desk.desk.plain import as_plain
from safeguard_desk.models import (
    KINDS,
    ActionEvidence,
    Base,
    Blob,
    JournalEntry,
    JournalGroup,
    JournalHead,
    Paper,
    PaperVersion,
    ReportFile,
)


@dataclass(frozen=True)
class Fault:
    """Something that is wrong: which part of the desk, and where in it."""

    part: str
    where: str

    def __str__(self) -> str:
        """Return the fault as one line."""
        return f"{self.part}: {self.where}"


@dataclass(frozen=True)
class Health:
    """What a check has looked at and what it found wrong."""

    looked_at: tuple[str, ...]
    faults: tuple[Fault, ...]


Records = dict[tuple[str, str], dict[str, Any]]
_HOLDERS: tuple[tuple[Any, Any], ...] = (
    (Paper, Paper.title),
    (PaperVersion, PaperVersion.filename),
    (ActionEvidence, ActionEvidence.filename),
    (ReportFile, ReportFile.filename),
)
"""Records that hold content by its SHA-256, and what it is called."""
_EMPTY_GROUPS = (
    select(JournalGroup.seq)
    .outerjoin(JournalEntry, JournalEntry.group_seq == JournalGroup.seq)
    .where(JournalEntry.seq.is_(None))
    .order_by(JournalGroup.seq)
)


def look(connection: Connection) -> Health:
    """Look over an open desk. Reads everything; changes nothing."""
    lacking = _tables(connection)
    if lacking:
        return Health(("tables of the file",), tuple(lacking))
    faults = _file(connection)
    entries, broken = _chain(connection)
    faults += broken
    replayed = _replay(connection)
    faults += _records(connection, replayed)
    faults += _links(connection)
    faults += _contents(connection)
    faults += [Fault("search", words) for words in search.faults(connection)]
    return Health(
        (
            "every page of the file",
            f"journal of {entries:,} entries",
            f"{len(replayed):,} records against the journal",
            "links between records",
            "papers against their SHA-256",
            "search index",
        ),
        tuple(faults),
    )


def _tables(connection: Connection) -> list[Fault]:
    """Return what is not there to be looked at."""
    there = set(inspect(connection).get_table_names())
    lacking = sorted(Base.metadata.tables.keys() - there)
    return [Fault("file", f"the table {name} is missing") for name in lacking]


def _file(connection: Connection) -> list[Fault]:
    damaged = [str(row[0]) for row in connection.execute(text("PRAGMA cipher_integrity_check"))]
    if not damaged:
        rows = connection.execute(text("PRAGMA integrity_check(20)"))
        damaged = [str(row[0]) for row in rows if row[0] != "ok"]
    return [Fault("file", words) for words in damaged]


def _chain(connection: Connection) -> tuple[int, list[Fault]]:
    """Follow the chain from its first entry to the head; say where it breaks."""
    head = connection.execute(select(JournalHead.key, JournalHead.seq, JournalHead.mac)).first()
    if head is None:
        return 0, [Fault("journal", "its head is missing: the end cannot be vouched for")]
    group, entry = JournalGroup, JournalEntry
    statement = (
        select(
            *(entry.seq, entry.group_seq, entry.kind, entry.record_id, entry.operation),
            *(entry.fields, entry.mac),
            *(group.title, group.at, group.who, group.kind, group.of, group.merge),
        )
        .outerjoin(group, group.seq == entry.group_seq)
        .order_by(entry.seq)
    )
    names = ("seq", "group_seq", "kind", "record_id", "operation", "fields")
    faults: list[Fault] = []
    previous, expected = "0" * 64, 0
    rows: Any = connection.execution_options(yield_per=1000).execute(statement)
    for row in rows:
        expected += 1
        if row[0] != expected:
            faults.append(Fault("journal", f"entries {expected} to {row[0] - 1} are missing"))
            expected = row[0]
        elif row[8] is None:
            faults.append(Fault("journal", f"entry {row[0]} has lost its group {row[1]}"))
        else:
            stamp = journal.Stamp(*row[7:])
            mac = journal.chain(
                head[0], previous, row[1], stamp, dict(zip(names, row[:6], strict=True))
            )
            if mac != row[6]:
                faults.append(Fault("journal", _tampered(row, stamp)))
        previous = row[6]
    faults += [
        Fault("journal", f"group {number} has no entries: it was not written so")
        for number in connection.scalars(_EMPTY_GROUPS)
    ]
    if not faults and (expected, previous) != (head[1], head[2]):
        faults.append(Fault("journal", f"{head[1]} entries were written, {expected} are there"))
    return expected, faults


def _tampered(row: Any, stamp: journal.Stamp) -> str:
    return (
        f"entry {row[0]} ({row[4]} of {row[2]} {row[3]}, “{stamp.title}”, "
        f"{stamp.at:%Y-%m-%d %H:%M} UTC) is not as it was written"
    )


def _replay(connection: Connection) -> Records:
    """Return every record as the journal says it should be."""
    records: Records = {}
    entry = JournalEntry
    statement = select(entry.kind, entry.record_id, entry.operation, entry.fields)
    rows = connection.execution_options(yield_per=1000).execute(statement.order_by(entry.seq))
    for kind, record_id, operation, fields in rows:
        key = (kind, record_id)
        if operation == "delete":
            records.pop(key, None)
        else:
            records.setdefault(key, {}).update(_after(fields))
    return records


def _after(fields: str) -> dict[str, Any]:
    """Return an entry's fields as it left them; none of an entry that cannot be read.

    Such an entry has a broken hash, and its record differs: both are faults of their own.
    """
    try:
        return {name: pair[1] for name, pair in json.loads(fields).items()}
    except (ValueError, TypeError, LookupError, AttributeError):
        return {}


def _records(connection: Connection, replayed: Records) -> list[Fault]:
    faults, missing = [], dict.fromkeys(replayed)
    for kind, model in KINDS.items():
        columns = [column for column in model.__table__.c if column.name not in journal.UNKEPT]
        names = [column.name for column in columns]
        rows = connection.execution_options(yield_per=1000).execute(select(*columns))
        for row in rows:
            record = dict(zip(names, map(as_plain, row), strict=True))
            expected = replayed.get((kind, record["id"]))
            if expected is None:
                faults.append(Fault("records", f"{kind} {record['id']} is not in the journal"))
                continue
            missing.pop((kind, record["id"]), None)
            differing = [
                column.name
                for column in columns
                if expected.get(column.name, _unsaid(column)) != record[column.name]
            ]
            if differing:
                where = f"{kind} {record['id']}: {', '.join(differing)} changed outside the journal"
                faults.append(Fault("records", where))
    return faults + [
        Fault("records", f"{kind} {record_id} is in the journal, but not in the file")
        for kind, record_id in missing
    ]


def _unsaid(column: Any) -> Any:
    """Return what a record holds in a column that came after it: the journal never named it."""
    usual: Any = column.default
    return None if column.nullable or usual is None else as_plain(usual.arg)


def _links(connection: Connection) -> list[Fault]:
    rows = connection.execute(text("PRAGMA foreign_key_check"))
    return [Fault("links", f"{row[0]} row {row[1]} refers to nothing in {row[2]}") for row in rows]


def _contents(connection: Connection) -> list[Fault]:
    faults = []
    table = Base.metadata.tables[Blob.__tablename__]
    held = set()
    for sha256, content in connection.execution_options(yield_per=20).execute(
        select(table.c.sha256, table.c.content)
    ):
        held.add(sha256)
        if hashlib.sha256(content).hexdigest() != sha256:
            faults.append(Fault("papers", f"the content of {sha256[:12]} has changed"))
    for model, title in _HOLDERS:
        wanted = connection.execute(select(model.sha256, title).where(model.sha256 != ""))
        faults += [
            Fault("papers", f"“{words}” has lost its content")
            for sha256, words in wanted
            if sha256 not in held
        ]
    return faults
