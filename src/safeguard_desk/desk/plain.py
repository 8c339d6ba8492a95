"""Values as the journal keeps them: JSON, and back to what the column holds."""

from datetime import date, datetime, time
from typing import Any

from sqlalchemy import Column, Date, Time

from safeguard_desk.models.base import Coded, Moment
from safeguard_desk.rules.terms import Term


def as_plain(value: Any) -> Any:
    """Return a column's value as JSON can hold it."""
    if isinstance(value, Term):
        return value.value
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return value


def from_plain(column: Column[Any], value: Any) -> Any:
    """Return what `as_plain` was given, by the column's type."""
    if value is None:
        return None
    kind = column.type
    if isinstance(kind, Coded):
        return kind.term(value)
    if isinstance(kind, Moment):
        return datetime.fromisoformat(value)
    if isinstance(kind, Date):
        return date.fromisoformat(value)
    if isinstance(kind, Time):
        return time.fromisoformat(value)
    return value
