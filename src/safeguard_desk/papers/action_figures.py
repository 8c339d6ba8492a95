"""The figures of actions in papers and on the screen: each as a chart, and the same as a table."""

from collections.abc import Iterable, Sequence

from safeguard_desk.documents.chart_words import value_text
from safeguard_desk.documents.model import (
    Block,
    Cell,
    Chart,
    ChartKind,
    Column,
    Figure,
    Heading,
    KeepTogether,
    Paragraph,
    Role,
    Series,
    Tone,
)
from safeguard_desk.papers.parts import MOST_BARS, small, table
from safeguard_desk.papers.wording import count
from safeguard_desk.rules.action_figures import SixMonths
from safeguard_desk.views.action_figures import ActionFigures, Figures, Line
from safeguard_desk.views.six_month_exceptions import Exceptions

OVER_TIME = ("months", "ages", "days", "slips", "six_months")
"""What a paper shows besides the ratings that it has already."""


def chart(figures: Figures) -> Chart:
    """Return figures as a chart; of very many lines the last are one bar together."""
    shown = charted(figures)
    others = figures.lines[len(shown) :]
    places = [place for place, column in enumerate(figures.columns) if column.charted]
    series = []
    for place in places:
        column = figures.columns[place]
        values = [line.cells[place].value for line in shown]
        if others:
            values.append(sum(line.cells[place].value or 0 for line in others))
        tone = Tone(column.rating.value) if column.rating is not None else None
        series.append(Series(column.title, tuple(values), tone))
    titles = [line.title for line in shown] + ([f"{len(others)} others"] if others else [])
    return Chart(figures.kind, figures.title, tuple(titles), tuple(series), figures.unit)


def charted(figures: Figures) -> Sequence[Line]:
    """Return the lines that have a bar of their own."""
    if figures.kind is not ChartKind.BARS or len(figures.lines) <= MOST_BARS:
        return figures.lines
    return figures.lines[: MOST_BARS - 1]


def figures_table(figures: Figures) -> Block:
    """Return the same figures, and those that only a table shows, as a table."""
    columns = (
        Column(figures.first, 2),
        *(Column(column.title, role=Role.NUMBER) for column in figures.columns),
    )
    rows = (
        (line.full, *(value_text(cell.value, figures.unit) for cell in line.cells))
        for line in figures.lines
    )
    return table(columns, rows, figures.title)


def blocks(
    found: ActionFigures, excepted: Exceptions, level: int = 2, codes: Iterable[str] = OVER_TIME
) -> Iterable[Block]:
    """Return the figures as blocks of a paper, under headings of a level."""
    for code in codes:
        figures = found.of(code)
        if figures is None:
            continue
        yield Heading(level, figures.title)
        if not _counts(figures):
            yield Paragraph(_NOTHING[code])
            continue
        drawn = Figure(chart(figures))
        yield KeepTogether((small(figures.note), drawn))
        yield figures_table(figures)
        if code == "days" and found.days is not None:
            yield small(average(found))
        if code == "six_months":
            yield from _excepted(excepted)


_NOTHING = {
    "months": "No action was raised or closed in these months.",
    "ages": "No action is open.",
    "days": "No action was closed in these months.",
    "slips": "No action is open.",
    "six_months": "No action is under the rule.",
}


def _counts(figures: Figures) -> bool:
    return any(cell.value for line in figures.lines for cell in line.cells)


def average(found: ActionFigures) -> str:
    """Return in a sentence how long actions took to be closed over all the months."""
    if found.days is None:
        return "None was closed in the last twelve months."
    days = f"{found.days:.0f}"
    return f"Over all these months an action took {days} days on average to be closed."


def broken(found: ActionFigures) -> int:
    """Return how many actions have broken the six-month rule."""
    figures = found.of("six_months")
    lines = zip(SixMonths, figures.lines, strict=True) if figures else ()
    return sum(int(line.cells[0].value or 0) for one, line in lines if one.is_broken)


def _excepted(excepted: Exceptions) -> Iterable[Block]:
    if not excepted.rows:
        yield Paragraph("No exception with a reason is recorded.")
        return
    columns = (
        Column("Ref", role=Role.REF),
        Column("Agency", fixed=26),
        Column("Plan agreed", role=Role.DATE),
        Column("Six months", role=Role.DATE),
        Column("Due", role=Role.DATE),
        Column("How it stands", 1.6),
        Column("Reason", 3),
    )
    rows: list[tuple[Cell, ...]] = [
        (one.ref, one.agency, one.agreed, one.limit, one.due, one.stands.label, one.reason)
        for one in excepted.rows
    ]
    yield Paragraph(f"{count(excepted.total, 'action')} with a reason for the later date:")
    yield table(columns, rows, "Exceptions to the six-month rule")
    if excepted.total > len(rows):
        yield small(f"The {len(rows)} latest due are shown of {excepted.total}.")
