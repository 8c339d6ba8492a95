"""Dates reckoned in the file: the few functions that every database writes in its own way."""

from typing import Any

from sqlalchemy import ColumnElement, Date, Integer, literal_column
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.sql.functions import GenericFunction


class days_between(GenericFunction[int]):
    """The calendar days from one date to another; negative where the second is the earlier."""

    type = Integer()
    inherit_cache = True
    name = "days_between"


class _MonthsAfter(GenericFunction[Any]):
    """What `months_after` makes."""

    type = Date()
    inherit_cache = True
    name = "months_after"


def months_after(day: ColumnElement[Any] | InstrumentedAttribute[Any], months: int) -> Any:
    """Return a column's date so many months on: the same day of the month, or the month's last.

    As rules/working_days.add_months has it; a test holds one to the other.
    """
    return _MonthsAfter(day, literal_column(str(months)))


def _parts(element: Any, compiler: Any, options: dict[str, Any]) -> tuple[str, str]:
    one, other = element.clauses
    return compiler.process(one, **options), compiler.process(other, **options)


@compiles(days_between, "sqlite")
def _days_in_sqlite(element: ColumnElement[Any], compiler: Any, **options: Any) -> str:
    start, end = _parts(element, compiler, options)
    return f"CAST(julianday({end}) - julianday({start}) AS INTEGER)"


@compiles(days_between, "postgresql")
def _days_in_postgresql(element: ColumnElement[Any], compiler: Any, **options: Any) -> str:
    start, end = _parts(element, compiler, options)
    return f"({end} - {start})"


@compiles(_MonthsAfter, "sqlite")
def _months_in_sqlite(element: ColumnElement[Any], compiler: Any, **options: Any) -> str:
    # SQLite takes a day that the month does not have for one of the next month.
    start, months = _parts(element, compiler, options)
    plain = f"date({start}, ({months}) || ' months')"
    last = f"date({start}, 'start of month', ({months} + 1) || ' months', '-1 day')"
    return f"min({plain}, {last})"


@compiles(_MonthsAfter, "postgresql")
def _months_in_postgresql(element: ColumnElement[Any], compiler: Any, **options: Any) -> str:
    start, months = _parts(element, compiler, options)
    return f"CAST({start} + make_interval(months => {months}) AS DATE)"
