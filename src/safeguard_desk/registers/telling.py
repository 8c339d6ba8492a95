"""A record in people's words: what its form shows, and what was changed of it, by whom and when."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Column, select

from safeguard_desk.desk.plain import from_plain
from safeguard_desk.desk.reading import LONDON, Change, Reader
from safeguard_desk.models import KINDS
from safeguard_desk.registers.declare import Register, show

_OURS = frozenset({"id", "version", "created_at"})
"""Fields that mean nothing to people."""


@dataclass(frozen=True)
class Chosen:
    """A record as its form shows it: what it is called, its group, and its fields' values."""

    ref: str
    group_id: str | None
    values: dict[str, Any]


@dataclass(frozen=True)
class Told:
    """One change of one field, in words; `at` is local time."""

    at: datetime
    who: str
    title: str
    field: str
    before: str
    after: str


def chosen(reader: Reader, register: Register, record_id: str) -> Chosen | None:
    """Return a record for its form; None when it is no longer there."""
    model = register.id.class_  # type: ignore[attr-defined]
    names = [field.name for field in register.fields() if hasattr(model, field.name)]
    group = register.group if register.group is not None else register.id
    statement = (
        select(register.ref, group, *(getattr(model, name) for name in names))
        .select_from(register.source)
        .where(register.id == record_id)
    )
    row: Any = reader.one(statement)
    if row is None:
        return None
    group_id = row[1] if register.group is not None else None
    return Chosen(str(row[0]), group_id, dict(zip(names, row[2:], strict=True)))


def history(reader: Reader, register: Register, record_id: str) -> list[Told]:
    """Return what was changed of a record, newest first, without what only the program reads.

    What it was made with is one line.
    """
    titles = {field.name: field.title for field in register.fields()}
    columns: Any = KINDS[register.kind].__table__.c
    told: list[Told] = []
    made: list[Told] = []
    for change in reader.history(register.kind, record_id):
        if change.field not in columns or not _is_told(change, titles):
            continue
        line = Told(
            change.at.astimezone(LONDON),
            change.who,
            change.title,
            titles.get(change.field, change.field.replace("_", " ").capitalize()),
            _words(reader, columns[change.field], change.before),
            _words(reader, columns[change.field], change.after),
        )
        if change.operation == "insert" and change.field in titles:
            made.append(line)
        elif change.operation != "insert":
            told.append(line)
    return told + _as_one(made)


def _as_one(lines: list[Told]) -> list[Told]:
    if not lines:
        return []
    words = "; ".join(f"{line.field}: {line.after}" for line in lines if line.after)
    return [replace(lines[0], field="Made", before="", after=words)]


def _is_told(change: Change, titles: dict[str, str]) -> bool:
    if change.field in _OURS or (change.before is None and change.after in ("", None)):
        return False
    # A link to another record that the form does not show is the program's own bookkeeping.
    return change.field in titles or not change.field.endswith("_id")


def _words(reader: Reader, column: Column[Any], value: Any) -> str:
    if value is None or value == "":
        return ""
    if column.foreign_keys:
        target = KINDS[next(iter(column.foreign_keys)).column.table.name]
        name = target.searched[0] if target.searched else "id"
        found = reader.scalar(select(getattr(target, name)).where(target.id == value))
        return str(found or "no longer there")
    return show(from_plain(column, value))
