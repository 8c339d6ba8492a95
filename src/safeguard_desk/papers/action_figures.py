"""The figures of actions in papers and on the screen: each as a chart, and the same as a table."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from safeguard_desk.desk.reading import Reader
from safeguard_desk.documents.model import (
    Block,
    Cell,
    Chart,
    ChartKind,
    Column,
    Figure,
    KeepTogether,
    Paragraph,
    Role,
    Series,
    Tally,
    Tone,
)
from safeguard_desk.papers.parts import MOST_BARS, small, table
from safeguard_desk.papers.wording import count
from safeguard_desk.rules.action_figures import SixMonths
from safeguard_desk.views.action_figures import ActionFigures, figures
from safeguard_desk.views.counted import Scope
from safeguard_desk.views.figure_parts import Cell as Counted
from safeguard_desk.views.figure_parts import Figures, Line
from safeguard_desk.views.six_month_exceptions import Exceptions, exceptions

BY_MONTH, BY_WHOM = ("months", "days"), ("group_days", "agency_days")
OF_THE_OPEN = ("ages", "slips")
"""What a paper shows besides the ratings that it has already, and the six-month rule."""


@dataclass(frozen=True)
class FigureFacts:
    """The figures of a scope, and the exceptions to the six-month rule."""

    found: ActionFigures
    excepted: Exceptions


def chart(shown: Figures) -> Chart:
    """Return figures as a chart; of very many lines the last are one bar together."""
    lines = charted(shown)
    others = shown.lines[len(lines) :] if shown.adds else ()
    places = [place for place, column in enumerate(shown.columns) if column.charted]
    series = []
    for place in places:
        column = shown.columns[place]
        values = [line.cells[place].value for line in lines]
        if others:
            values.append(sum(line.cells[place].value or 0 for line in others))
        tone = Tone(column.rating.value) if column.rating is not None else None
        series.append(Series(column.title, tuple(values), tone))
    titles = [line.title for line in lines] + ([f"{len(others)} others"] if others else [])
    return Chart(shown.kind, shown.title, tuple(titles), tuple(series))


def charted(shown: Figures) -> Sequence[Line]:
    """Return the lines that have a bar of their own."""
    places = [place for place, column in enumerate(shown.columns) if column.charted]
    if shown.kind is not ChartKind.BARS:
        return shown.lines
    lines = [line for line in shown.lines if any(line.cells[p].value is not None for p in places)]
    most = MOST_BARS if len(shown.lines) <= MOST_BARS or not shown.adds else MOST_BARS - 1
    return lines[:most]


def figures_table(*several: Figures) -> Block:
    """Return figures of the same lines, and those that only a table shows, as one table.

    A column that two of them have is shown once.
    """
    places = {
        column.title: (shown, place)
        for shown in reversed(several)
        for place, column in enumerate(shown.columns)
    }
    titles = dict.fromkeys(column.title for shown in several for column in shown.columns)
    columns = (
        Column(several[0].first, 2),
        *(Column(title, role=Role.NUMBER) for title in titles),
    )
    rows = (
        (
            line.full,
            *(_said(places[title][0].lines[at].cells[places[title][1]]) for title in titles),
        )
        for at, line in enumerate(several[0].lines)
    )
    return table(columns, rows, several[0].title)


def _said(cell: Counted) -> Cell:
    if cell.value is None or cell.selection is None or cell.value != int(cell.value):
        return "–" if cell.value is None else cell.value
    return Tally(int(cell.value), cell.selection)


def collect(reader: Reader, scope: Scope, until: date | None = None) -> FigureFacts:
    """Return the figures of a scope, those over time up to the month of `until`."""
    return FigureFacts(figures(reader, scope, until), exceptions(reader, scope))


def blocks(facts: FigureFacts) -> Iterable[Block]:
    """Return the figures as blocks of a paper: by month, then the open ones, each with a table."""
    over_time = [shown for code in BY_MONTH if (shown := facts.found.of(code))]
    counted = [shown for shown in over_time if _counts(shown)]
    for shown in over_time:
        yield from _picture(shown)
    if counted:
        yield small(average(facts.found))
        yield figures_table(*counted)
    for code in (*BY_WHOM, *OF_THE_OPEN):
        if shown := facts.found.of(code):
            yield from _drawn(shown)


def six_months(facts: FigureFacts) -> Iterable[Block]:
    """Return how actions stand by the six-month rule, and the exceptions with their reasons."""
    shown = facts.found.of("six_months")
    if shown is not None:
        yield from _drawn(shown)
        yield from _excepted(facts.excepted)


def _drawn(shown: Figures) -> Iterable[Block]:
    yield from _picture(shown)
    if _counts(shown):
        yield figures_table(shown)


def _picture(shown: Figures) -> Iterable[Block]:
    if _counts(shown):
        yield KeepTogether((Figure(chart(shown)), small(shown.note)))
    else:
        yield Paragraph(_NOTHING[shown.code])


def _counts(shown: Figures) -> bool:
    return any(cell.value for line in shown.lines for cell in line.cells)


_NOTHING = {
    "months": "No action was raised or closed in these months.",
    "ages": "No action is open.",
    "days": "No action was closed in these months.",
    "slips": "No action is open.",
    "group_days": "No group has actions that are open, or were closed in these months.",
    "agency_days": "No agency has actions that are open, or were closed in these months.",
    "six_months": "No action is under the rule.",
}


def average(found: ActionFigures) -> str:
    """Return in a sentence how long actions took to be closed over all the months."""
    if found.days is None:
        return "None was closed in the last twelve months."
    days = f"{found.days:.0f}"
    return f"Over all these months an action took {days} days on average to be closed."


def broken(found: ActionFigures) -> int:
    """Return how many actions have broken the six-month rule."""
    shown = found.of("six_months")
    lines = zip(SixMonths, shown.lines, strict=True) if shown else ()
    return sum(int(line.cells[0].value or 0) for one, line in lines if one.is_broken)


def _excepted(excepted: Exceptions) -> Iterable[Block]:
    if not excepted.rows:
        yield Paragraph("No exception with a reason is recorded.")
        return
    columns = (
        Column("Ref", role=Role.REF),
        Column("Agency", fixed=26),
        Column("Agreed", role=Role.DATE),
        Column("Limit", role=Role.DATE),
        Column("Due", role=Role.DATE),
        Column("Standing", 1.6),
        Column("Reason", 3),
    )
    rows: list[tuple[Cell, ...]] = [
        (one.ref, one.agency, one.agreed, one.limit, one.due, one.stands.label, one.reason)
        for one in excepted.rows
    ]
    words = f"{count(excepted.total, 'action')} with a reason for the later date"
    yield Paragraph(f"{words}. Agreed is the plan; limit the last day of its six months.")
    yield table(columns, rows, "Exceptions to the six-month rule")
    if excepted.total > len(rows):
        yield small(f"The {len(rows)} latest due are shown of {excepted.total}.")
