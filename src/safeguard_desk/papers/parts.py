"""Blocks that several papers share: the marking, rating marks, small print, charts of actions."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time

from safeguard_desk.documents.model import (
    Block,
    Cell,
    Chart,
    ChartKind,
    Column,
    Figure,
    Paragraph,
    RatingMark,
    Role,
    Row,
    Series,
    Table,
    Tone,
    Voice,
)
from safeguard_desk.papers.counting import AgencyCount, OpenCounts
from safeguard_desk.papers.wording import due, percent
from safeguard_desk.rules.terms import Marking, Rating
from safeguard_desk.views.actions import ActionRow

MOST_BARS = 12
"""Agencies that a chart shows by name; the others are one bar together."""

_NUMBERS = ("red", "amber", "green", "overdue", "total")
_OPEN = (Rating.RED, Rating.AMBER, Rating.GREEN)
_MEANING = {
    Rating.RED: "overdue, moved later more than once, or set so for a reason",
    Rating.AMBER: "due within 14 days, or moved later once",
    Rating.GREEN: "on track, or completed and waiting to be agreed closed",
}


def created(today: date) -> datetime:
    """Return the moment a document is dated: noon of its day, so that it can be made again."""
    return datetime.combine(today, time(12), UTC)


def marking(group: Marking, *, restricted: bool) -> str:
    """Return the marking of a copy: with a restricted part it is sensitive, whosever it is."""
    return (Marking.OFFICIAL_SENSITIVE if restricted else group).label


def lead(text: str) -> Paragraph:
    """Return the sentence that says it all."""
    return Paragraph(text, Voice.LEAD)


def small(text: str) -> Paragraph:
    """Return small print: sources, and what counts are taken on."""
    return Paragraph(text, Voice.SMALL)


def mark(rating: Rating | None) -> Cell:
    """Return a rating's mark, its word written; a cancelled action has none."""
    return "" if rating is None else RatingMark(Tone(rating.value), rating.label)


def listing(blocks: Sequence[Block], otherwise: str) -> tuple[Block, ...]:
    """Return blocks, or a sentence where there are none."""
    return tuple(blocks) or (Paragraph(otherwise),)


def table(
    columns: Sequence[Column],
    rows: Iterable[Row | tuple[Cell, ...]],
    name: str,
    heads: int = 0,
) -> Table:
    """Return a table whose column `heads` names its rows.

    A single row needs no name: it would have more headings than there is to head.
    """
    all_rows = tuple(rows)
    return Table(
        tuple(columns), all_rows, name=name, row_header=heads if len(all_rows) > 1 else None
    )


def rating_table(counts: OpenCounts, name: str) -> Table:
    """Return how many open actions have each rating, and what the rating means."""
    rows = tuple(
        (
            mark(rating),
            counts.ratings[rating],
            percent(counts.ratings[rating], counts.total),
            _MEANING[rating],
        )
        for rating in _OPEN
    )
    columns = (
        Column("Rating", role=Role.RATING),
        Column("Actions", role=Role.NUMBER),
        Column("Share", role=Role.NUMBER),
        Column("Meaning"),
    )
    return table(columns, rows, name)


def rating_chart(counts: OpenCounts) -> Figure:
    """Return the chart of what share of the open actions has which rating."""
    series = tuple(
        Series(rating.label, (float(counts.ratings[rating]),), Tone(rating.value))
        for rating in _OPEN
    )
    title = "Share of open actions by rating"
    return Figure(Chart(ChartKind.SHARES, title, ("Open actions",), series))


def agency_chart(counts: Sequence[AgencyCount]) -> Figure:
    """Return the chart of open actions by agency and rating, most overdue first."""
    shown = _bars(counts)
    series = tuple(
        Series(
            rating.label,
            tuple(float(getattr(count, rating.value)) for count in shown),
            Tone(rating.value),
        )
        for rating in _OPEN
    )
    categories = tuple(count.agency for count in shown)
    title = "Open actions by agency and rating"
    return Figure(Chart(ChartKind.BARS, title, categories, series))


def _bars(counts: Sequence[AgencyCount]) -> list[AgencyCount]:
    if len(counts) <= MOST_BARS:
        return list(counts)
    others = counts[MOST_BARS - 1 :]
    words = f"{len(others)} others"
    rest = AgencyCount(
        *(words, words),
        *(sum(getattr(c, name) for c in others) for name in _NUMBERS),
    )
    return [*counts[: MOST_BARS - 1], rest]


def agency_table(counts: Iterable[AgencyCount], name: str) -> Table:
    """Return the figures behind the chart for every agency, its name in full."""
    rows = tuple((_full(c), c.total, c.red, c.amber, c.green, c.overdue) for c in counts)
    numbers = ("Open", "Red", "Amber", "Green", "Overdue")
    columns = (Column("Agency", 2), *(Column(title, role=Role.NUMBER) for title in numbers))
    return table(columns, rows, name)


def _full(count: AgencyCount) -> str:
    return count.name if count.agency in count.name else f"{count.name} ({count.agency})"


def source_of(action: ActionRow) -> str:
    """Return where an action was raised, or by what."""
    return action.raised_at or action.source.label


def due_of(action: ActionRow) -> Cell:
    """Return an action's due date as a date; as it was said where none is known."""
    return action.due_on or due(None, action.due_words)
