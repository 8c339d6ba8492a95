"""The scorecard as a paper: for the children's board, the adults' board, or both together."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from safeguard_desk.desk.reading import Reader
from safeguard_desk.documents.model import (
    Align,
    Block,
    Callout,
    CalloutKind,
    Cell,
    Column,
    Document,
    Figure,
    Heading,
    KeepTogether,
    Orientation,
    Paragraph,
    Row,
)
from safeguard_desk.papers.parts import created, lead, marking, small, table
from safeguard_desk.papers.request import Request
from safeguard_desk.papers.scorecard_charts import small_charts
from safeguard_desk.papers.wording import count
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.measuring import figure_text, is_small, shown
from safeguard_desk.rules.periods import Period
from safeguard_desk.rules.signals import Standing
from safeguard_desk.rules.terms import Marking, Side
from safeguard_desk.rules.terms_quality import Against, Direction, Frequency
from safeguard_desk.rules.working_days import Quarter
from safeguard_desk.views import boards, groups
from safeguard_desk.views import scorecard as view
from safeguard_desk.views.scorecard import Awaited, IndicatorRow, Scorecard

_SHOWN = {Frequency.MONTH: 12, Frequency.QUARTER: 8, Frequency.YEAR: 5}
"""Periods of each rhythm that a paper shows."""
_AT_ONCE = 12
"""Small charts that fit a page with its heading."""
_SIGNS = {
    Standing.OFF: "!\N{NO-BREAK SPACE}",
    Standing.NEAR: "~\N{NO-BREAK SPACE}",
    Standing.ON: "",
}
"""Not parted from the figure at the end of a line."""
_WAYS = {Direction.UP: "≥ ", Direction.DOWN: "≤ ", Direction.NEITHER: ""}
_KEY = (
    "! off target; ~ off target within its tolerance; p provisional; <5 and *: suppressed, because"
    " a small number could tell of a person; awaited and missing: not given; n/a: not applicable."
)
_RULES = (
    "A signal is what is unlikely to be chance or lasts: off target two periods running; seven"
    " points on one side of the median; six points rising or falling. The median is of the first"
    " twelve figures. A period without a figure is no point: it breaks a run off target, and the"
    " other two rules pass over it. A point on the median neither adds to a run nor breaks it."
)


@dataclass(frozen=True)
class Facts:
    """The indicators of a board's side, over periods up to the quarter that was asked for."""

    organisation: str
    board: str
    marking: Marking
    today: date
    quarter: Quarter
    cards: tuple[Scorecard, ...]
    awaited: tuple[Awaited, ...]

    @property
    def rows(self) -> tuple[IndicatorRow, ...]:
        """Every indicator, of whatever rhythm."""
        return tuple(row for card in self.cards for row in card.rows)


def collect(reader: Reader, request: Request) -> Facts:
    """Return the scorecard of a board's side, joint where no board is named.

    Without a quarter it goes up to the last one that is over.
    """
    head = boards.board(reader, request.board_id) if request.board_id else None
    sides = head.sides if head else frozenset(Side)
    last = Period.of(reader.today, Frequency.QUARTER).moved(-1)
    quarter = request.quarter or Quarter.of(last.starts_on)
    cards = tuple(
        card
        for frequency in (Frequency.QUARTER, Frequency.MONTH, Frequency.YEAR)
        if (card := _card(reader, request, frequency, quarter, sides)).rows
    )
    end = Period(quarter.start, Frequency.QUARTER)
    group = groups.head(reader, request.group_id) if request.group_id else None
    return Facts(
        groups.partnership(reader),
        head.name if head else "Both boards",
        group.marking if group else Marking.OFFICIAL_SENSITIVE,
        reader.today,
        quarter,
        cards,
        view.awaited(reader, request.group_id, sides, until=end),
    )


def _card(
    reader: Reader,
    request: Request,
    frequency: Frequency,
    quarter: Quarter,
    sides: frozenset[Side],
) -> Scorecard:
    """Return the indicators of a rhythm up to the last period that ends within the quarter."""
    last = Period.of(quarter.end, frequency)
    if last.ends_before > Period(quarter.start, Frequency.QUARTER).ends_before:
        last = last.moved(-1)
    return view.scorecard(
        reader,
        request.group_id,
        frequency=frequency,
        last=last,
        count=_SHOWN[frequency],
        sides=sides,
    )


def name(reader: Reader, request: Request) -> str:
    """Return a file name: "Scorecard HSCB 2026-Q2"."""
    facts = collect(reader, request)
    code = boards.board(reader, request.board_id).code if request.board_id else "both boards"
    return f"Scorecard {code} {facts.quarter.code}"


def compose(facts: Facts) -> Document:
    """Return the paper; it lies on its side, a column for each period."""
    return Document(
        title="Multi-agency scorecard",
        subtitle=f"{facts.board}, {facts.quarter.label}",
        blocks=tuple(_blocks(facts)),
        created=created(facts.today),
        organisation=facts.organisation,
        marking=marking(facts.marking, restricted=False),
        orientation=Orientation.LANDSCAPE,
        subject=f"Scorecard for {facts.board}, {facts.quarter.label}",
    )


def _blocks(facts: Facts) -> Iterable[Block]:
    if not facts.rows:
        yield Paragraph("No indicator of this side is on the scorecard.")
        return
    yield lead(_headline(facts))
    yield Heading(1, "What warns")
    yield from _warnings(facts.rows)
    for card in facts.cards:
        yield Heading(1, f"Figures, {card.frequency.label.lower()}")
        yield _figures(card)
        yield small(_KEY)
    glance, *others = _glances(facts.cards)
    yield KeepTogether((Heading(1, "All indicators at a glance"), glance))
    yield from others
    yield small(_RULES)
    yield Heading(1, "Figures awaited")
    yield from _awaited(facts.awaited)
    yield Heading(1, "Commentary")
    yield from _commentary(facts.rows)


def _glances(cards: Sequence[Scorecard]) -> list[Figure]:
    """Return the run charts as pictures of a page at most each."""
    found = []
    for card in cards:
        for start in range(0, len(card.rows), _AT_ONCE):
            some = card.rows[start : start + _AT_ONCE]
            title = f"Run charts, {card.frequency.label.lower()}"
            if len(card.rows) > _AT_ONCE:
                title += f", {start + 1} to {start + len(some)} of {len(card.rows)}"
            found.append(Figure(small_charts(title, some, leaving=True)))
    return found


def _headline(facts: Facts) -> str:
    warning = sum(row.warns for row in facts.rows)
    latest = [row.latest.standing for row in facts.rows if row.latest and row.latest.standing]
    on = sum(one is Standing.ON for one in latest)
    said = f"{count(len(facts.rows), 'indicator')}; {warning} warn."
    if latest:
        said += f" Of {len(latest)} with a target, {on} are on it in their latest period."
    if facts.awaited:
        said += f" {count(len(facts.awaited), 'figure')} awaited."
    return said


def _warnings(rows: Sequence[IndicatorRow]) -> Iterable[Block]:
    warning = [row for row in rows if row.warns]
    if not warning:
        yield Paragraph("No indicator warns.")
    for row in warning:
        answer = f"risk {row.risk[0]} is open" if row.risk else "no risk is open for it"
        details: tuple[tuple[str, Any], ...] = (
            ("Given by", row.agency),
            ("Target", _target(row)),
            ("Answer", answer),
        )
        said = row.latest.commentary if row.latest else ""
        text = f"{row.title}: {row.warning}." + (f" {said}" if said else "")
        yield Callout(CalloutKind.RISK, text, "Signal", row.ref, details)
    better = [row for row in rows if row.signals and not row.warns]
    if better:
        said = "; ".join(f"{row.title}: {row.warning}" for row in better)
        yield Paragraph(f"To the better: {said}.")


def _target(row: IndicatorRow) -> str:
    level = row.target
    if level is None or level.value is None:
        return "none"
    wide = f" ±{level.tolerance:g}" if level.tolerance else ""
    return f"{_WAYS[row.direction]}{figure_text(level.value, row.unit)}{wide}"


def _figures(card: Scorecard) -> Block:
    columns = (
        Column("Indicator", 3.4),
        Column("Agency", 1.4),
        Column("Target", 1.3),
        Column("London", 1.1),
        *(Column(period.label, 1, align=Align.RIGHT) for period in card.periods),
        Column("Signal", 2.4),
    )
    rows: list[Row | tuple[Cell, ...]] = [
        (
            row.title,
            row.agency,
            _target(row) if row.target else "–",
            _level(row, Against.LONDON),
            *_cells(row),
            row.warning or "–",
        )
        for row in card.rows
    ]
    return table(columns, rows, f"Scorecard, {card.frequency.label.lower()}")


def _cells(row: IndicatorRow) -> list[str]:
    """Return the row's figures as they may leave the program: small counts suppressed."""
    said = []
    for cell in row.cells:
        if cell.reading is None:
            said.append("")
            continue
        hidden = is_small(cell.reading, row.unit)
        sign = _SIGNS[cell.standing] if cell.standing and not hidden else ""
        said.append(
            sign + shown(cell.reading, row.unit, leaving=True).replace(" ", "\N{NO-BREAK SPACE}")
        )
    return said


def _level(row: IndicatorRow, against: Against) -> str:
    found = next((one.value for one in row.levels if one.against is against), None)
    return "–" if found is None else figure_text(found, row.unit)


def _awaited(found: Sequence[Awaited]) -> Iterable[Block]:
    if not found:
        yield Paragraph("No figure is awaited.")
        return
    columns = (
        Column("Awaited from", 2),
        Column("Indicator", 4),
        Column("For", 1),
        Column("Since", 1.2),
        Column("Is", 1.4),
    )
    rows = [
        (
            one.agency,
            f"{one.ref} {one.title}",
            one.period.label,
            write_date(one.since),
            one.said or "nothing was said",
        )
        for one in found
    ]
    yield table(columns, rows, "Figures awaited")


def _commentary(rows: Sequence[IndicatorRow]) -> Iterable[Block]:
    said = [
        (row.title, cell.period.label, cell.commentary)
        for row in rows
        for cell in reversed(row.cells)
        if cell.commentary
    ]
    if not said:
        yield Paragraph("Nothing was said of these figures.")
        return
    columns = (Column("Indicator", 2.4), Column("Period", 1), Column("Commentary", 5))
    yield table(columns, said, "Commentary")
