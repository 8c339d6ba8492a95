"""Reading a register: filtered, found, ordered and paged in the file, never in Python."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select

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


def _ordered(statement: Select[Any], register: Register, query: Query, today: date) -> Select[Any]:
    order: Iterable[Any] = register.order
    if query.order:
        chosen = register.column(query.order).order_at(today)
        order = (chosen.desc() if query.descending else chosen, *register.order)
    return statement.order_by(*order, register.id)


def ids(
    reader: Reader, register: Register, query: Query, *, offset: int = 0, limit: int | None = None
) -> Sequence[str]:
    """Return the ids a query gives, in its order."""
    statement = select(register.id).select_from(register.source)
    statement = statement.where(*_conditions(register, query, reader.today))
    statement = _ordered(statement, register, query, reader.today)
    return reader.scalars(statement.offset(offset or None).limit(limit))


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
    statement = _ordered(statement, register, query, reader.today)
    return reader.rows(statement.offset(offset or None).limit(limit))


def rows(reader: Reader, register: Register, wanted: Sequence[str]) -> dict[str, Row]:
    """Return rows by id; an id that is no longer there is left out."""
    statement = _rows(register, reader.today).where(register.id.in_(wanted))
    return {row[0]: row for row in reader.rows(statement)}


def _rows(register: Register, today: date) -> Select[Any]:
    values: list[Any] = [column.at(today).label(column.code) for column in register.columns]
    return select(register.id, *values).select_from(register.source)
