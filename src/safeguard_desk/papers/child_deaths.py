"""Child death findings for the boards: the region beside Harrow, the trend, and what was answered.

Suppressed numbers stay so in every sum, and none can be worked out from the others.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from safeguard_desk.desk.reading import Reader
from safeguard_desk.documents.model import (
    Block,
    Cell,
    Chart,
    ChartKind,
    Column,
    Document,
    Emphasis,
    Figure,
    Heading,
    Paragraph,
    Role,
    Row,
    Series,
)
from safeguard_desk.papers.parts import created, lead, marking, small, table
from safeguard_desk.papers.request import Request
from safeguard_desk.papers.wording import boards_of, count
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.suppression import Count
from safeguard_desk.rules.terms import Marking
from safeguard_desk.views import child_deaths as view
from safeguard_desk.views import groups as group_views
from safeguard_desk.views.child_deaths import AreaOf, ChildDeaths


@dataclass(frozen=True)
class DeathFacts:
    """What the paper says."""

    organisation: str
    today: date
    found: ChildDeaths


def collect(reader: Reader, request: Request) -> DeathFacts:
    """Return what the paper says; it is the same for everybody."""
    return DeathFacts(group_views.partnership(reader), reader.today, view.findings(reader))


def name(reader: Reader, request: Request) -> str:
    """Return what the file of the paper is called."""
    return f"Child death findings {reader.today.isoformat()}"


def compose(facts: DeathFacts) -> Document:
    """Return the paper as a document."""
    return Document(
        title="Child death reviews: collated findings",
        subtitle=f"As of {write_date(facts.today)}",
        organisation=boards_of(facts.organisation),
        blocks=tuple(_blocks(facts.found)),
        created=created(facts.today),
        marking=marking(Marking.OFFICIAL, restricted=False),
        subject="Collated findings of child death reviews by period and area",
    )


def trend(found: ChildDeaths, what: str = "deaths") -> Chart | None:
    """Return numbers over the periods, a line for each area that has any; None without any."""
    series = []
    for area in found.areas:
        rows = [found.of(period, area) for period in found.periods]
        values = tuple(
            None if row is None or getattr(row, what).number is None else float(_number(row, what))
            for row in rows
        )
        if any(value is not None for value in values):
            series.append(Series(area, values))
    if not series:
        return None
    words = "Deaths reviewed" if what == "deaths" else "Deaths with modifiable factors"
    return Chart(
        *(ChartKind.RUN, f"{words} by period", found.periods, tuple(series)),
        note="A gap is a number that is suppressed or was not given.",
    )


def _number(row: AreaOf, what: str) -> int:
    counted: Count = getattr(row, what)
    return counted.number or 0


def _blocks(found: ChildDeaths) -> Iterator[Block]:
    if not found.rows:
        yield Paragraph("No findings have been received yet.")
        return
    waiting = sum(not one.presented for one in found.rows)
    yield lead(
        f"Findings of {count(len(found.periods), 'period')} and"
        f" {count(len(found.areas), 'area')}; {waiting} not yet presented to both boards."
    )
    yield Heading(1, "Deaths reviewed, and those with modifiable factors")
    yield _numbers(found)
    yield small(
        "Numbers below five are suppressed, and so is every sum with a suppressed part. Where one"
        " part alone would be left over beside the whole, another is suppressed with it."
    )
    for what in ("deaths", "modifiable"):
        chart = trend(found, what)
        if chart is not None:
            yield Figure(chart)
    yield from _said(found)
    yield from _answered(found)


def _numbers(found: ChildDeaths) -> Block:
    rows: list[Row | tuple[Cell, ...]] = []
    for period in found.periods:
        for area in found.areas:
            one = found.of(period, area)
            if one is not None:
                rows.append((period, area, one.deaths.words, one.modifiable.words))
    for area in found.areas:
        sums = (
            found.total(area, lambda one: one.deaths).words,
            found.total(area, lambda one: one.modifiable).words,
        )
        rows.append(Row(("All periods", area, *sums), Emphasis.STRONG))
    columns = (
        Column("Period", fixed=30),
        Column("Area", weight=2),
        Column("Deaths reviewed", role=Role.NUMBER),
        Column("With modifiable factors", role=Role.NUMBER),
    )
    return table(columns, rows, "Numbers")


def _said(found: ChildDeaths) -> Iterator[Block]:
    yield Heading(1, "Themes and recommendations")
    rows = [
        (one.period, one.area, one.theme or "–", one.recommendation or "–")
        for one in found.rows
        if one.theme or one.recommendation
    ]
    if not rows:
        yield Paragraph("None were received.")
        return
    columns = (
        Column("Period", fixed=26),
        Column("Area", weight=1.4),
        Column("Theme", weight=2),
        Column("Recommendation", weight=3),
    )
    yield table(columns, rows, "Themes")


def _answered(found: ChildDeaths) -> Iterator[Block]:
    yield Heading(1, "Presented, answered, and what followed")
    rows: list[tuple[Cell, ...]] = []
    for one in found.rows:
        actions = "\n".join(f"{a.ref}: {a.title} ({a.status.label.lower()})" for a in one.actions)
        presented = (one.to_ssp_on or "Not yet", one.to_hscb_on or "Not yet")
        rows.append((one.period, one.area, *presented, one.response or "–", actions or "–"))
    columns = (
        Column("Period", fixed=24),
        Column("Area", weight=1.3),
        Column("To SSP", fixed=22),
        Column("To HSCB", fixed=22),
        Column("Response", weight=2),
        Column("Actions", weight=2.4),
    )
    yield table(columns, rows, "Presented and answered")
