"""Undo and redo: the journal's last step applied backwards, and forwards again.

An undo is itself a change with its own group, so the journal only ever grows and the stacks can be
rebuilt from it when the desk is opened again.
"""

import json
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from safeguard_desk.desk.plain import as_plain, from_plain
from safeguard_desk.errors import Refusal
from safeguard_desk.models import KINDS, JournalEntry, JournalGroup, Record

_INVERSE = {"insert": "delete", "delete": "insert"}
REMEMBERED = 1000
"""How many groups back the stacks are rebuilt from when a desk is opened."""


@dataclass(frozen=True)
class Step:
    """What one press of undo takes back: one group, or a run of groups that merge."""

    title: str
    groups: tuple[int, ...]
    merge: str | None = None


@dataclass
class Stacks:
    """What can be undone and redone; the last step first in line."""

    undo: list[Step] = field(default_factory=list)
    redo: list[Step] = field(default_factory=list)

    def follow(self, seq: int, title: str, kind: str, of: int | None, merge: str | None) -> None:
        """Take a group that was just written into account."""
        if kind == "undo":
            self._move(self.undo, self.redo, of)
        elif kind == "redo":
            self._move(self.redo, self.undo, of)
        else:
            self.redo.clear()
            last = self.undo[-1] if self.undo else None
            if last is not None and merge is not None and last.merge == merge:
                self.undo[-1] = Step(last.title, (*last.groups, seq), merge)
            else:
                self.undo.append(Step(title, (seq,), merge))

    @staticmethod
    def _move(source: list[Step], target: list[Step], of: int | None) -> None:
        if source and of in source[-1].groups:
            step = source.pop()
            # What was taken back once is a step of its own: later typing must not join it.
            target.append(Step(step.title, step.groups))


def rebuild(connection: Connection) -> Stacks:
    """Return the stacks as the journal tells them."""
    group = JournalGroup
    columns = (group.seq, group.title, group.kind, group.of, group.merge)
    newest = connection.execute(select(*columns).order_by(group.seq.desc()).limit(REMEMBERED))
    stacks = Stacks()
    for row in reversed(newest.all()):
        stacks.follow(*row)
    return stacks


def apply(session: Session, step: Step, *, backwards: bool) -> None:
    """Take a step back (or forward again); refuse when a record has moved on since."""
    entry = JournalEntry
    columns = (entry.kind, entry.record_id, entry.operation, entry.fields)
    rows = session.execute(
        select(*columns).where(entry.group_seq.in_(step.groups)).order_by(entry.seq)
    ).all()
    for kind, record_id, operation, fields in reversed(rows) if backwards else rows:
        pairs = json.loads(fields)
        if backwards:
            pairs = {name: [after, before] for name, (before, after) in pairs.items()}
        doing = _INVERSE.get(operation, operation) if backwards else operation
        _apply_entry(session, kind, record_id, doing, pairs, step.title)
        session.flush()


def _apply_entry(
    session: Session,
    kind: str,
    record_id: str,
    operation: str,
    pairs: dict[str, list[Any]],
    title: str,
) -> None:
    model = KINDS.get(kind)
    if model is None or any(name not in model.__table__.c for name in pairs):
        raise _moved_on(title, "it was made by an earlier version of the program")
    record = session.get(model, record_id)
    if operation == "insert":
        if record is not None:
            raise _moved_on(title, "the entry is there again already")
        session.add(model(**_values(model, pairs, 1)))
        return
    if record is None:
        raise _moved_on(title, "an entry it touched is no longer there")
    if operation == "delete":
        session.delete(record)
        return
    for name, (expected, _) in pairs.items():
        if as_plain(getattr(record, name)) != expected:
            raise _moved_on(title, f"“{name}” has been changed since")
    for name, value in _values(model, pairs, 1).items():
        setattr(record, name, value)


def _values(model: type[Record], pairs: dict[str, list[Any]], side: int) -> dict[str, Any]:
    columns = model.__mapper__.columns
    return {name: from_plain(columns[name], pair[side]) for name, pair in pairs.items()}


def _moved_on(title: str, why: str) -> Refusal:
    return Refusal(
        f"“{title}” cannot be taken back: {why}.",
        "Nothing was changed.",
        "Correct the entry itself; its history shows what it held.",
    )
