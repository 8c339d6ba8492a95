"""How groups and agencies keep pace: days to close, dates moved, the six-month rule broken."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from safeguard_desk.desk.reading import Reader
from safeguard_desk.desk.reckoning import days_between
from safeguard_desk.documents.model import ChartKind
from safeguard_desk.models import Action
from safeguard_desk.rules.action_figures import Month, SixMonths
from safeguard_desk.rules.terms import ActionStatus
from safeguard_desk.views import counted
from safeguard_desk.views.counted import Condition, Scope
from safeguard_desk.views.figure_parts import Cell, Column, Figures, Line, Names, cell
from safeguard_desk.views.tally import Part, Tally

_COLUMNS = (
    Column("Average days"),
    Column("Closed", charted=False),
    Column("Moved", charted=False),
    Column("Broken", charted=False),
)
_NOTE = (
    "Days from raised to closed, of those closed in the last twelve months. Moved: open ones whose"
    " date has moved later. Broken: those that broke the six-month rule."
)


@dataclass(frozen=True)
class Closed:
    """Some actions of a group and an agency that were closed on a day; `days` is their sum."""

    on: date
    group_id: str
    agency_id: str | None
    count: int
    days: int


@dataclass(frozen=True)
class Ruled:
    """Some actions of a group and an agency under the six-month rule, and how they stand."""

    stands: SixMonths
    group_id: str
    agency_id: str | None
    count: int


@dataclass(frozen=True)
class Known:
    """What is counted already: of the open ones, of those closed in a span, and by the rule."""

    scope: Scope
    span: tuple[date, date]
    tally: Tally
    closed: Sequence[Closed]
    ruled: Sequence[Ruled]
    names: Names


def closed(reader: Reader, scope: Scope, months: Sequence[Month]) -> list[Closed]:
    """Return the actions that were closed in some months, by day, group and agency."""
    a = Action
    keys = (a.closed_on, a.group_id, a.agency_id)
    statement = (
        select(*keys, func.count(), func.sum(days_between(a.raised_on, a.closed_on)))
        .where(scope.condition(), a.status == ActionStatus.CLOSED)
        .where(a.closed_on.between(months[0].start, months[-1].end))
        .group_by(*keys)
    )
    return [
        Closed(day, group_id, agency_id, count, days)
        for day, group_id, agency_id, count, days in reader.rows(statement)
        if day is not None
    ]


def ruled(reader: Reader, scope: Scope) -> list[Ruled]:
    """Return the actions under the six-month rule, by how they stand, group and agency."""
    stands = counted.six_months(reader.today).label("stands")
    keys = (stands, Action.group_id, Action.agency_id)
    statement = select(*keys, func.count()).where(scope.condition(), counted.is_ruled())
    return [
        Ruled(SixMonths(code), group_id, agency_id, count)
        for code, group_id, agency_id, count in reader.rows(statement.group_by(*keys))
    ]


def by_group(known: Known) -> Figures:
    """Return the pace of each group that has open or lately closed actions."""
    lines = _lines(known, _group, known.names.groups.__getitem__, counted.of_group)
    title = "Average days to close, by group"
    return Figures(
        *("group_days", title, ChartKind.BARS, "Group", _COLUMNS, lines, _NOTE), adds=False
    )


def by_agency(known: Known) -> Figures:
    """Return the pace of each agency that has open or lately closed actions."""
    lines = _lines(known, _agency, known.names.agency, _of_agency)
    title = "Average days to close, by agency"
    return Figures(
        *("agency_days", title, ChartKind.BARS, "Agency", _COLUMNS, lines, _NOTE), adds=False
    )


def _group(one: Closed | Ruled | Part) -> str:
    return one.group_id


def _agency(one: Closed | Ruled | Part) -> str:
    """Return the id of its agency, empty where it has none."""
    return one.agency_id or ""


def _of_agency(key: str) -> Condition:
    return counted.of_agency(key or None)


def _lines(
    known: Known,
    key: Callable[[Closed | Ruled | Part], str],
    names: Callable[[str], tuple[str, str]],
    test: Callable[[str], Condition],
) -> tuple[Line, ...]:
    """Return a line for each, the slowest first, and last those that closed nothing."""
    number: Counter[str] = Counter()
    days: Counter[str] = Counter()
    moved: Counter[str] = Counter()
    broken: Counter[str] = Counter()
    for one in known.closed:
        number[key(one)] += one.count
        days[key(one)] += one.days
    for part, count in known.tally.parts.items():
        moved[key(part)] += count if part.slips else 0
    for rule in known.ruled:
        broken[key(rule)] += rule.count if rule.stands.is_broken else 0
    lines = []
    for one_id in number | moved | broken:
        short, name = names(one_id)
        own = test(one_id)
        scope, done = known.scope, number[one_id]
        many = cell(scope, f"Closed lately, {short}", done, own, counted.closed_within(known.span))
        average = Cell(round(days[one_id] / done, 1) if done else None, many.selection)
        late = cell(scope, f"Moved later, {short}", moved[one_id], own, counted.moved())
        past = cell(scope, f"Broke six months, {short}", broken[one_id], own, counted.broken())
        lines.append(Line(short, short, (average, many, late, past), name))
    lines.sort(key=_slowest)
    return tuple(lines)


def _slowest(line: Line) -> tuple[float, str]:
    value = line.cells[0].value
    return (1.0 if value is None else -value), line.title
