"""Plants a phrase in every restricted text of a desk; what is restricted is read off the models.

A new field or a new kind of record is covered by being there: whoever adds a text that others may
read all the same has to name it in SAID_TO_OTHERS.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy import Column, String, Table, Text, UniqueConstraint, or_, select

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.models import KINDS, Board, Group, Meeting, Review
from safeguard_desk.models.base import Coded
from safeguard_desk.rules.terms import GroupKind

PHRASE = "quillwort marmalade"
"""Words that stand nowhere else."""
SAID_TO_OTHERS = {
    *(("reviews", name) for name in ("public_words", "published_where")),
    ("recommendations", "public_words"),
}
"""Texts of restricted records that were agreed for others, or are public by nature."""
_SHAPED = {
    *("ref", "kind", "source_kind", "source_id", "from_kind", "to_kind", "code", "sha256"),
    *("filename", "sealed", "traits", "period", "number", "typed", "source_ref", "body", "color"),
}
"""Texts that are codes, references or numbers, and are read as such."""


def plant(uow: UnitOfWork) -> dict[str, int]:
    """Plant the phrase; return how many records of each kind hold it now."""
    counts: dict[str, int] = {}
    reviews = _ids(uow, Review)
    hidden: set[tuple[str, str]] = {("reviews", one) for one in reviews}
    for kind, model in KINDS.items():
        table: Any = model.__table__
        if not _restrictable(table):
            continue
        if not _ids(uow, model, *_own(table)):
            uow.add(_made(uow, model, reviews[0]))
            uow.flush()
        hidden |= {(kind, one) for one in _ids(uow, model, *_own(table))}
    hidden = _with_parts(uow, hidden)
    for kind, record_id in sorted(hidden):
        record = uow.get(KINDS[kind], record_id)
        for column in _texts(KINDS[kind].__table__):
            if (kind, column.name) not in SAID_TO_OTHERS:
                setattr(record, column.name, f"{PHRASE} in {kind}.{column.name}")
                counts[kind] = counts.get(kind, 0) + 1
    return counts


def _restrictable(table: Table) -> bool:
    return "restricted" in table.c or "review_id" in table.c


def _own(table: Any) -> list[Any]:
    """Return what says that a record is restricted: its mark, its review, or what it is of."""
    said = []
    if "restricted" in table.c:
        said.append(table.c.restricted.is_(True))
    if "review_id" in table.c:
        said.append(table.c.review_id.is_not(None))
    if "source_kind" in table.c and "restricted" in table.c:
        said.append(table.c.source_kind == "reviews")
    return said


def _ids(uow: UnitOfWork, model: Any, *either: Any) -> list[str]:
    statement = select(model.id).order_by(model.id)
    return list(uow.session.scalars(statement.where(or_(*either)) if either else statement))


def _with_parts(uow: UnitOfWork, hidden: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """Return restricted records with whatever is a part of one, as an update of an action."""
    ids: dict[str, set[str]] = {}
    for kind, one in hidden:
        ids.setdefault(kind, set()).add(one)
    parts = ("action_id", "review_id", "finding_id", "recommendation_id", "item_id", "entry_id")
    for kind, model in KINDS.items():
        table: Any = model.__table__
        for name in parts:
            if name in table.c:
                of = next(iter(table.c[name].foreign_keys)).column.table.name
                owners = ids.get(of, set())
                rows = uow.session.execute(select(table.c.id, table.c[name])).all()
                hidden |= {(kind, one) for one, owner in rows if owner in owners}
    return hidden


def _texts(table: Any) -> Iterator[Column[Any]]:
    alone = {
        column.name
        for rule in table.constraints
        if isinstance(rule, UniqueConstraint)
        for column in rule.columns
    }
    for column in table.c:
        text = isinstance(column.type, (Text, String)) and not isinstance(column.type, Coded)
        linked = bool(column.foreign_keys) or column.primary_key or column.unique
        if text and not linked and column.name not in _SHAPED | alone:
            yield column


def _made(uow: UnitOfWork, model: Any, review: str) -> Any:
    """Return a record of a kind of which the desk has no restricted one, filled in somehow."""
    values: dict[str, Any] = {}
    for column in model.__table__.c:
        if column.primary_key or column.name in {"version", "created_at"}:
            continue
        values[column.name] = _value(uow, column, review)
    return model(**values)


def _value(uow: UnitOfWork, column: Column[Any], review: str) -> Any:
    known: dict[str, Any] = {
        "review_id": review,
        "source_kind": "reviews",
        "source_id": review,
        "restricted": True,
    }
    if column.name in known:
        return known[column.name]
    if column.foreign_keys:
        return _some(uow, column, review)
    if isinstance(column.type, Coded):
        return next(iter(column.type.term))
    if column.nullable:
        return None
    simple: dict[type, Any] = {
        bool: False,
        int: 1,
        float: 1.0,
        date: uow.today,
        time: time(10),
        datetime: datetime.combine(uow.today, time(10), UTC),
    }
    return simple.get(column.type.python_type, f"{PHRASE} {column.name}")


def _some(uow: UnitOfWork, column: Column[Any], review: str) -> str | None:
    """Return a record for a link: the Case Review group and its meetings where it is one."""
    of: Any = next(iter(column.foreign_keys)).column.table
    if of.name == "groups":
        statement = select(Group.id).where(Group.kind == GroupKind.REVIEW)
    elif of.name == "meetings":
        own = select(Group.id).where(Group.kind == GroupKind.REVIEW).scalar_subquery()
        statement = select(Meeting.id).where(Meeting.group_id.in_(own))
    elif of.name == "boards":
        statement = select(Board.id)
    elif column.nullable:
        return None
    else:
        statement = select(of.c.id)
    found: str | None = uow.session.scalars(statement).first()
    if found is None:
        made = uow.add(_made(uow, KINDS[of.name], review))
        uow.flush()
        found = str(made.id)
    return found
