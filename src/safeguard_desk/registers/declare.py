"""What a plain list is: columns, form, filters, search, order. Declared once, read everywhere.

The window, the command line, the export and the papers all read the same declaration, so none of
them can show a list differently from another.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, time
from enum import Enum
from typing import Any

from sqlalchemy import ColumnElement, SQLColumnExpression
from sqlalchemy.sql.selectable import FromClause

from safeguard_desk.desk.reading import Reader
from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.terms import GroupKind, Term
from safeguard_desk.views import choices

EVERY_GROUP = frozenset(GroupKind)
"""Shown in the tab of every kind of group."""
Expression = SQLColumnExpression[Any]
Dated = Callable[[date], Expression]
"""An expression that depends on today, such as a rating."""
Condition = Callable[[date], ColumnElement[bool]]


class Place(Enum):
    """Tabs besides the groups' own in which a register is shown."""

    HOME = "home"
    BOARDS = "boards"
    DIRECTORY = "directory"


class Shown(Enum):
    """How a value is shown and aligned."""

    TEXT = "text"
    DATE = "date"
    TERM = "term"
    RATING = "rating"
    NUMBER = "number"
    REFERENCE = "reference"
    PERCENT = "percent"


class Editor(Enum):
    """How a field is filled in."""

    LINE = "line"
    TEXT = "text"
    DATE = "date"
    TERM = "term"
    NUMBER = "number"
    PERSON = "person"
    AGENCY = "agency"
    BOARD = "board"
    PRIORITY = "priority"
    YES_NO = "yes_no"


@dataclass(frozen=True)
class Field:
    """A field of the form: the record's field, its title and how it is filled in."""

    name: str
    title: str
    editor: Editor = Editor.LINE
    term: type[Term] | None = None
    hint: str = ""
    required: bool = False
    new_only: bool = False
    """Settled when the record is made, and not changed afterwards."""
    reason: str | Callable[[Any], str] = ""
    """What is asked for when this field changes and a reason is needed; it may go by the value."""

    def asks(self, value: Any) -> str:
        """Return what is asked for when the field is to become a value; empty for nothing."""
        return self.reason if isinstance(self.reason, str) else self.reason(value)


@dataclass(frozen=True)
class Column:
    """A column: its code (the key in JSON), title, value, and width in characters."""

    code: str
    title: str
    value: Expression | Dated
    width: int = 12
    shown: Shown = Shown.TEXT
    grow: bool = False
    hidden: bool = False
    """Part of what is exported, but not shown in the table at first."""
    sort: Expression | Dated | None = None
    """What the column is ordered by when that is not its value."""
    field: Field | None = None
    """What is filled in by typing into a cell of the column; None: it is not typed into."""
    key: str = ""
    """The letter that begins to fill it in."""
    groups: bool = False
    """The list can be grouped by it."""

    def at(self, today: date) -> Expression:
        """Return the value's expression on a day."""
        return _on(self.value, today)

    def order_at(self, today: date) -> Expression:
        """Return what the column is ordered by on a day."""
        return _on(self.sort if self.sort is not None else self.value, today)


def _on(value: Expression | Dated, today: date) -> Expression:
    return value if isinstance(value, SQLColumnExpression) else value(today)


@dataclass(frozen=True)
class Section:
    """Fields that stand together under a heading."""

    title: str
    fields: tuple[Field, ...]


@dataclass(frozen=True)
class Filter:
    """A filter that is on or off."""

    code: str
    title: str
    condition: Condition


@dataclass(frozen=True)
class Act:
    """Something that can be done to the chosen record: a verb, its key, and what it asks for."""

    code: str
    title: str
    verb: Callable[[UnitOfWork, str, str], object]
    """verb(uow, record id, words): words is what was asked for, empty when nothing is."""
    asks: str = ""
    key: str = ""


@dataclass(frozen=True)
class ListAct:
    """Something that can be done to the list as a whole: a verb of nothing but the desk."""

    code: str
    title: str
    verb: Callable[[UnitOfWork], object]


Edit = Callable[[UnitOfWork, str, str, Any, Any, str], None]
"""edit(uow, record id, field, value seen, new value, reason)."""
Create = Callable[[UnitOfWork, str | None, dict[str, Any]], str]
"""create(uow, group id or None, values) -> the new record's id."""


OneLine = Callable[[UnitOfWork, str, str], str]
"""one_line(uow, group id, line as typed) -> the new record's id."""


@dataclass(frozen=True)
class Register:
    """A plain list of one kind of record."""

    code: str
    kind: str
    title: str
    one: str
    """What a single record is called."""
    source: FromClause
    id: Expression
    ref: Expression
    """What a record is called by: its reference, or its name where it has none."""
    columns: tuple[Column, ...]
    order: tuple[Expression, ...]
    shown_in: frozenset[GroupKind | Place]
    empty: str
    form: tuple[Section, ...] = ()
    filters: tuple[Filter, ...] = ()
    acts: tuple[Act, ...] = ()
    list_acts: tuple[ListAct, ...] = ()
    group: Expression | None = None
    """The column that says which group a record belongs to."""
    related: tuple[tuple[Expression, Expression], ...] = ()
    """(own column, query of ids by words is made on) pairs: agency_id -> Agency.name."""
    restricted: Expression | None = None
    """The column that says a record belongs to a restricted part."""
    open_filter: str = ""
    """The filter that `--open` and a new window start with."""
    edit: Edit | None = None
    create: Create | None = None
    offered: Callable[[Reader], Sequence[choices.Choice]] = choices.groups
    """Whose a new record can be, where the list is not one group's."""
    follows: frozenset[str] = frozenset()
    """Other kinds of record whose change alters this list."""
    one_line: OneLine | None = None
    """How a new record is made from one typed line, where it can be."""

    def fields(self) -> tuple[Field, ...]:
        """Return the fields of the form in their order."""
        return tuple(field for section in self.form for field in section.fields)

    def column(self, code: str) -> Column:
        """Return a column by its code."""
        return next(column for column in self.columns if column.code == code)


def show(value: Any) -> str:
    """Return a value as people read it: dates as 14 Jan 2027, terms by their label."""
    if value is None:
        return ""
    if isinstance(value, Term):
        return value.label
    if isinstance(value, date):
        return write_date(value)
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, bool):
        return "Yes" if value else ""
    return str(value)


def plain(value: Any) -> Any:
    """Return a value as JSON prints it: codes of terms, dates as YYYY-MM-DD."""
    if isinstance(value, Term):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return value
