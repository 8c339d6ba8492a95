"""Reading a register: filtered, found, ordered and paged in the file, never in Python."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import Column, ColumnElement, Select, func, select
from sqlalchemy.sql import coercions, roles, visitors

from safeguard_desk.desk import search
from safeguard_desk.desk.reading import Reader
from safeguard_desk.registers.declare import Register

Row = tuple[Any, ...]
"""A record's id and then its columns' values."""


@dataclass(frozen=True)
class Query:
    """Which records of a register are wanted, and in what order."""

    group_id: str | None = None
    words: str = ""
    filters: frozenset[str] = frozenset()
    order: str = ""
    """A column's code; empty for the register's own order."""
    descending: bool = False
    without_restricted: bool = False

    def by(self, **changes: Any) -> "Query":
        """Return the query with some of its parts changed."""
        return replace(self, **changes)


def _conditions(register: Register, query: Query, today: date) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if query.group_id is not None and register.group is not None:
        conditions.append(register.group == query.group_id)
    if query.without_restricted and register.restricted is not None:
        conditions.append(register.restricted.is_(False))
    conditions += [f.condition(today) for f in register.filters if f.code in query.filters]
    return conditions + [
        search.holds(register.kind, register.id, word, register.related)
        for word in query.words.split()
    ]


def _order(register: Register, query: Query, today: date) -> tuple[Any, ...]:
    if not query.order:
        return (*register.order, register.id)
    chosen = register.column(query.order).order_at(today)
    return (chosen.desc() if query.descending else chosen, *register.order, register.id)


def ids(
    reader: Reader, register: Register, query: Query, *, offset: int = 0, limit: int | None = None
) -> Sequence[str]:
    """Return the ids a query gives, in its order."""
    statement = listed(register, query, reader.today)
    return reader.scalars(statement.offset(offset or None).limit(limit))


def listed(register: Register, query: Query, today: date) -> Select[tuple[str]]:
    """Return the statement that lists the ids a query gives, in its order."""
    conditions = _conditions(register, query, today)
    order = _order(register, query, today)
    source = register.source
    if not query.words and _own_only(register, (*conditions, *order)):
        # Without the joined tables an index on the order serves: 4 ms instead of 200.
        source = register.id.class_.__table__  # type: ignore[attr-defined]
    return select(register.id).select_from(source).where(*conditions).order_by(*order)


def _own_only(register: Register, parts: Iterable[Any]) -> bool:
    own = register.id.class_.__table__  # type: ignore[attr-defined]
    used = {
        element.table.name
        for part in parts
        for element in visitors.iterate(coercions.expect(roles.ByOfRole, part))
        if isinstance(element, Column)
    }
    return used <= {own.name}


def count(reader: Reader, register: Register, query: Query) -> int:
    """Return how many records a query gives."""
    statement = select(func.count()).select_from(register.source)
    statement = statement.where(*_conditions(register, query, reader.today))
    return int(reader.scalar(statement))


def page(
    reader: Reader, register: Register, query: Query, *, offset: int = 0, limit: int | None = None
) -> Sequence[Row]:
    """Return rows in a query's order: each its id and its columns' values."""
    statement = _rows(register, reader.today).where(*_conditions(register, query, reader.today))
    statement = statement.order_by(*_order(register, query, reader.today))
    return reader.rows(statement.offset(offset or None).limit(limit))


def rows(reader: Reader, register: Register, wanted: Sequence[str]) -> dict[str, Row]:
    """Return rows by id; an id that is no longer there is left out."""
    statement = _rows(register, reader.today).where(register.id.in_(wanted))
    return {row[0]: row for row in reader.rows(statement)}


def _rows(register: Register, today: date) -> Select[Any]:
    values: list[Any] = [column.at(today).label(column.code) for column in register.columns]
    return select(register.id, *values).select_from(register.source)
