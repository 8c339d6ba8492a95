"""The journal: every change of every record, in the order it was made, chained by a keyed hash.

History, undo and redo are made from it and from nothing else.
"""

import hashlib
import hmac
import json
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, event, inspect, select, update
from sqlalchemy.orm import ORMExecuteState, Session, UOWTransaction

from safeguard_desk.desk.changes import ChangeSet, RecordKey
from safeguard_desk.desk.plain import as_plain
from safeguard_desk.models import JournalEntry, JournalGroup, JournalHead, Record

RECORDING = "recording"
"""Where a session keeps its Recording; a session without one may only read."""
UNKEPT = frozenset({"version"})
"""Fields that follow from others and are not worth remembering."""

Fields = dict[str, list[Any]]
"""{field: [before, after]}, as JSON keeps them."""


class Outside(RuntimeError):
    """A change was tried outside Desk.change: a bug in the program."""


@dataclass
class Recording:
    """What one operation has altered so far, one line a record, in the order first touched."""

    operations: dict[RecordKey, str] = field(default_factory=dict)
    fields: dict[RecordKey, Fields] = field(default_factory=dict)

    def note(self, key: RecordKey, operation: str, fields: Fields) -> None:
        """Add a flush's change of a record to what is known of it."""
        known = self.operations.get(key)
        if known is None:
            self.operations[key], self.fields[key] = operation, fields
            return
        if known == "insert" and operation == "delete":
            del self.operations[key], self.fields[key]
            return
        before = self.fields[key]
        for name, (old, new) in fields.items():
            before[name] = [before[name][0] if name in before else old, new]
        if operation == "delete":
            self.operations[key] = "delete"
        elif known == "delete":
            self.operations[key] = "update"

    def lines(self) -> Iterator[tuple[RecordKey, str, Fields]]:
        """Yield what was really altered; a field set back to what it was is no change."""
        for key, operation in self.operations.items():
            fields = self.fields[key]
            if operation == "update":
                fields = {name: pair for name, pair in fields.items() if pair[0] != pair[1]}
            if fields:
                yield key, operation, fields


def _changed_fields(record: Record, operation: str) -> Fields:
    state = inspect(record)
    fields: Fields = {}
    for name in state.mapper.column_attrs.keys():  # noqa: SIM118 - not a mapping
        if name in UNKEPT:
            continue
        if operation == "update":
            history = state.attrs[name].history
            if history.has_changes():
                old = history.deleted[0] if history.deleted else None
                fields[name] = [as_plain(old), as_plain(getattr(record, name))]
        else:
            value = as_plain(getattr(record, name))
            fields[name] = [None, value] if operation == "insert" else [value, None]
    return fields


def _refuse_outside(session: Session, *_: Any) -> None:
    if RECORDING not in session.info and (session.new or session.dirty or session.deleted):
        raise Outside("records change through Desk.change only")


def _refuse_bulk(state: ORMExecuteState) -> None:
    if not state.is_select:
        raise Outside("statements that write behind the journal's back are refused")


def _record_flush(session: Session, _: UOWTransaction) -> None:
    recording: Recording = session.info[RECORDING]
    for operation, records in (
        ("insert", session.new),
        ("update", session.dirty),
        ("delete", session.deleted),
    ):
        # What a session holds as dirty has no order of its own; the same work is journalled alike.
        kept = [record for record in records if isinstance(record, Record)]
        for record in sorted(kept, key=lambda record: record.id):
            fields = _changed_fields(record, operation)
            if fields:
                recording.note((record.__tablename__, record.id), operation, fields)


def guard(session: Session) -> None:
    """Refuse every change of this session that the journal would not see, and record the rest."""
    event.listen(session, "before_flush", _refuse_outside)
    event.listen(session, "do_orm_execute", _refuse_bulk)
    event.listen(session, "after_flush", _record_flush)


class Stamp(NamedTuple):
    """What is kept of a group besides its entries."""

    title: str
    at: datetime
    who: str
    kind: str = "change"
    of: int | None = None
    merge: str | None = None


def found(connection: Connection) -> None:
    """Begin an empty journal with a key of its own; the key lies in the encrypted file."""
    table = JournalHead.__table__
    connection.execute(
        table.insert().values(id=1, key=secrets.token_hex(32), seq=0, mac="0" * 64)  # type: ignore[attr-defined]
    )


def chain(key: str, previous: str, group_seq: int, stamp: Stamp, entry: dict[str, Any]) -> str:
    """Return the keyed hash of an entry with its group's stamp and its predecessor's hash."""
    text = json.dumps(
        [
            previous,
            entry["seq"],
            group_seq,
            *(stamp.at.isoformat() if part is stamp.at else part for part in stamp),
            entry["kind"],
            entry["record_id"],
            entry["operation"],
            entry["fields"],
        ],
        ensure_ascii=False,
    )
    return hmac.new(bytes.fromhex(key), text.encode(), hashlib.sha256).hexdigest()


def write(connection: Connection, recording: Recording, stamp: Stamp) -> tuple[int, ChangeSet]:
    """Write a recording as one group; return the group's number (0 for none) and the change set."""
    lines = list(recording.lines())
    if not lines:
        return 0, ChangeSet()
    head = connection.execute(select(JournalHead.key, JournalHead.seq, JournalHead.mac)).one()
    key, seq, mac = head
    group = connection.execute(JournalGroup.__table__.insert().values(**stamp._asdict()))  # type: ignore[attr-defined]
    inserted = group.inserted_primary_key
    group_seq = int(inserted[0]) if inserted else 0
    rows = []
    for (kind, record_id), operation, fields in lines:
        seq += 1
        entry = {
            "seq": seq,
            "group_seq": group_seq,
            "kind": kind,
            "record_id": record_id,
            "operation": operation,
            "fields": json.dumps(fields, ensure_ascii=False),
        }
        mac = entry["mac"] = chain(key, mac, group_seq, stamp, entry)
        rows.append(entry)
    connection.execute(JournalEntry.__table__.insert(), rows)  # type: ignore[attr-defined]
    connection.execute(update(JournalHead).values(seq=seq, mac=mac))
    return group_seq, _change_set(lines)


def _change_set(lines: list[tuple[RecordKey, str, Fields]]) -> ChangeSet:
    def of(wanted: str) -> frozenset[RecordKey]:
        return frozenset(key for key, operation, _ in lines if operation == wanted)

    return ChangeSet(created=of("insert"), updated=of("update"), deleted=of("delete"))
