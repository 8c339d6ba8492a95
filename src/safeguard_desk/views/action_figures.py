"""The figures of actions: by rating, over time, by age, days to close, slips, six-month rule.

Everything is counted in the file. Each number knows the actions it counts (`Selection`), so that
whoever sees it can see them.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select

from safeguard_desk.desk.reading import Reader
from safeguard_desk.documents.model import ChartKind
from safeguard_desk.models import Agency, Group
from safeguard_desk.rules.action_figures import (
    AGES,
    SLIPS,
    Band,
    Month,
    SixMonths,
    age_band,
    months_to,
    slip_band,
)
from safeguard_desk.rules.terms import Rating
from safeguard_desk.views import action_pace as pace
from safeguard_desk.views import counted
from safeguard_desk.views.action_pace import Closed, Ruled
from safeguard_desk.views.counted import Condition, Scope
from safeguard_desk.views.figure_parts import (
    WORST_FIRST,
    Cell,
    Column,
    Figures,
    Line,
    Names,
    cell,
)
from safeguard_desk.views.tally import Part, Tally, tallied

LATE, OPEN = "Overdue", "Open"
"""The columns that count the overdue ones and all."""


@dataclass(frozen=True)
class ActionFigures:
    """All figures of a scope as on a day. days: the average from raised to closed, in `months`."""

    scope: Scope
    today: date
    months: tuple[Month, ...]
    open: int
    overdue: int
    closed: int
    cancelled: int
    days: float | None
    figures: tuple[Figures, ...]

    def of(self, code: str) -> Figures | None:
        """Return the figures of a code; None where the scope has none."""
        return next((one for one in self.figures if one.code == code), None)


def figures(reader: Reader, scope: Scope, until: date | None = None) -> ActionFigures:
    """Return the figures of a scope; those over time look back from the month of `until`."""
    today = reader.today
    months = months_to(until or today)
    tally, names = tallied(reader, scope), _names(reader)
    each, ruled = pace.closed(reader, scope, months), pace.ruled(reader, scope)
    closed = _by_month(months, each)
    found = [_ratings(scope, tally)]
    known = pace.Known(scope, (months[0].start, months[-1].end), tally, each, ruled, names)
    if scope.group_id is None:
        found += [_by_group(scope, tally, names), pace.by_group(known)]
    if scope.agency_id is None:
        found += [_by_agency(scope, tally, names), pace.by_agency(known)]
    found += [
        _over_time(scope, months, tally, closed),
        _ages(scope, tally, today),
        _days_to_close(scope, months, closed),
        _slips(scope, tally),
        _six_months(scope, ruled),
    ]
    number = sum(count for count, _ in closed)
    return ActionFigures(
        scope=scope,
        today=today,
        months=months,
        open=sum(tally.parts.values()),
        overdue=sum(count for part, count in tally.parts.items() if part.overdue),
        closed=tally.closed,
        cancelled=tally.cancelled,
        days=sum(days for _, days in closed) / number if number else None,
        figures=tuple(found),
    )


def _by_month(months: Sequence[Month], closed: Sequence[Closed]) -> list[tuple[int, int]]:
    """Return for each month how many actions were closed, and their days to close together."""
    number: Counter[str] = Counter()
    days: Counter[str] = Counter()
    for one in closed:
        number[f"{one.on:%Y-%m}"] += one.count
        days[f"{one.on:%Y-%m}"] += one.days
    return [(number[month.code], days[month.code]) for month in months]


def _names(reader: Reader) -> Names:
    groups = reader.rows(
        select(Group.id, Group.code, Group.name).order_by(Group.created_at, Group.id)
    )
    agencies = reader.rows(select(Agency.id, Agency.short_name, Agency.name))
    return Names(
        {key: (code, name) for key, code, name in groups},
        {key: (short or name, name) for key, short, name in agencies},
    )


def _parted(
    scope: Scope, title: str, parts: Mapping[Part, int], *tests: Condition
) -> tuple[Cell, ...]:
    """Return open actions by rating, then those overdue, then all."""
    held: Counter[Rating] = Counter()
    late = 0
    for part, count in parts.items():
        held[part.rating] += count
        late += count if part.overdue else 0
    after = f", {title}" if title else ""
    return (
        *(
            cell(scope, f"Rated {grade.label.lower()}{after}", held[grade], *tests, test)
            for grade in WORST_FIRST
            for test in (counted.rated(grade),)
        ),
        cell(scope, f"Overdue{after}", late, *tests, counted.overdue()),
        cell(scope, f"Open{after}", sum(held.values()), *tests, counted.is_open()),
    )


_PARTED = (
    *(Column(grade.label, grade) for grade in WORST_FIRST),
    Column(LATE, charted=False),
    Column(OPEN, charted=False),
)
_BLUE = WORST_FIRST.index(Rating.BLUE)


def _without_blue(
    columns: tuple[Column, ...], lines: tuple[Line, ...]
) -> tuple[tuple[Column, ...], tuple[Line, ...]]:
    """Leave out the blue where no open action is: only by hand can an open one be rated so."""
    if any(line.cells[_BLUE].value for line in lines):
        return columns, lines
    kept = tuple(replace(one, cells=one.cells[:_BLUE] + one.cells[_BLUE + 1 :]) for one in lines)
    return columns[:_BLUE] + columns[_BLUE + 1 :], kept


def _ratings(scope: Scope, tally: Tally) -> Figures:
    lines = (Line("open", "Open actions", _parted(scope, "", tally.parts)),)
    return Figures(
        *("rating", "Open actions by rating", ChartKind.SHARES, "Actions"),
        *_without_blue(_PARTED, lines),
        note="Counted on the open actions, as they stand today.",
    )


def _by_group(scope: Scope, tally: Tally, names: Names) -> Figures:
    lines = []
    for group_id, (code, name) in names.groups.items():
        own = {part: count for part, count in tally.parts.items() if part.group_id == group_id}
        if own:
            cells = _parted(scope, code, own, counted.of_group(group_id))
            lines.append(Line(code, code, cells, name))
    return Figures(
        *("groups", "Open actions by group", ChartKind.BARS, "Group"),
        *_without_blue(_PARTED, tuple(lines)),
        note="Groups without an open action are left out.",
    )


def _by_agency(scope: Scope, tally: Tally, names: Names) -> Figures:
    held: dict[str | None, dict[Part, int]] = {}
    for part, count in tally.parts.items():
        held.setdefault(part.agency_id, {})[part] = count
    lines = []
    for agency_id, own in held.items():
        short, name = names.agency(agency_id)
        cells = _parted(scope, short, own, counted.of_agency(agency_id))
        lines.append(Line(short, short, cells, name))
    lines.sort(key=_most_late)
    return Figures(
        *("agencies", "Open actions by agency", ChartKind.BARS, "Agency"),
        *_without_blue(_PARTED, tuple(lines)),
        note="The most overdue first. An action counts for the agency of its lead owner.",
    )


def _most_late(line: Line) -> tuple[float, float, str]:
    *_, late, every = line.cells
    return -(late.value or 0), -(every.value or 0), line.title


def _over_time(
    scope: Scope, months: Sequence[Month], tally: Tally, closed: Sequence[tuple[int, int]]
) -> Figures:
    raised: Counter[str] = Counter()
    for day, count in tally.raised.items():
        raised[f"{day:%Y-%m}"] += count
    lines = tuple(
        Line(
            month.code,
            month.title,
            (
                cell(
                    scope,
                    f"Raised in {month.title}",
                    raised[month.code],
                    counted.raised_in(month),
                ),
                cell(scope, f"Closed in {month.title}", done, counted.closed_in(month)),
            ),
        )
        for month, (done, _) in zip(months, closed, strict=True)
    )
    return Figures(
        *("months", "Actions raised and closed by month", ChartKind.COLUMNS, "Month"),
        *((Column("Raised"), Column("Closed")), lines),
        note="Raised counts every action, whatever became of it; closed, those that are closed"
        " today, in the month of their closing.",
    )


def _days_to_close(
    scope: Scope, months: Sequence[Month], closed: Sequence[tuple[int, int]]
) -> Figures:
    lines = []
    for month, (done, days) in zip(months, closed, strict=True):
        number = cell(scope, f"Closed in {month.title}", done, counted.closed_in(month))
        average = Cell(round(days / done, 1) if done else None, number.selection)
        lines.append(Line(month.code, month.title, (average, number)))
    return Figures(
        *("days", "Average days to close, by month of closing", ChartKind.RUN, "Month"),
        *((Column("Average days"), Column("Closed", charted=False)), tuple(lines)),
        note="Calendar days from the day an action was raised to the day it was closed.",
    )


def _banded(
    scope: Scope, bands: Sequence[Band], held: Counter[str], test: Callable[[Band], Condition]
) -> tuple[Line, ...]:
    return tuple(
        Line(band.code, band.title, (_band(scope, band, held[band.code], test(band)),))
        for band in bands
    )


def _band(scope: Scope, band: Band, count: int, test: Condition) -> Cell:
    return cell(scope, f"Open, {band.title.lower()}", count, counted.is_open(), test)


def _ages(scope: Scope, tally: Tally, today: date) -> Figures:
    held: Counter[str] = Counter()
    for day, count in tally.open_raised.items():
        held[age_band(day, today).code] += count
    return Figures(
        *("ages", "Age of open actions", ChartKind.BARS, "Days since raised"),
        *((Column("Open actions"),), _banded(scope, AGES, held, counted.aged)),
        note="Calendar days from the day an action was raised to today.",
    )


def _slips(scope: Scope, tally: Tally) -> Figures:
    held: Counter[str] = Counter()
    for part, count in tally.parts.items():
        held[slip_band(part.slips).code] += count
    return Figures(
        *("slips", "Due dates moved later", ChartKind.BARS, "Times moved"),
        *((Column("Open actions"),), _banded(scope, SLIPS, held, counted.slipped)),
        note="How often the due date of each open action has moved to a later day.",
    )


def _six_months(scope: Scope, ruled: Sequence[Ruled]) -> Figures:
    held: Counter[SixMonths] = Counter()
    for one in ruled:
        held[one.stands] += one.count
    lines = tuple(
        Line(
            one.value,
            one.label,
            (cell(scope, f"Six months: {one.label}", held[one], counted.standing(one)),),
        )
        for one in SixMonths
    )
    return Figures(
        *("six_months", "Six-month rule", ChartKind.BARS, "How they stand", (Column("Actions"),)),
        lines,
        note="Actions of audits and performance risks are to be completed within six months of"
        " their plan being agreed. Cancelled ones are not counted.",
    )
