"""What a chart says in words and in a table, so that nobody has to see it."""

from datetime import date

from safeguard_desk.documents.chart_model import DAY, Flow
from safeguard_desk.documents.flow_grid import shown
from safeguard_desk.documents.model import (
    Cell,
    Chart,
    ChartKind,
    Column,
    Role,
    Row,
    Series,
    Table,
)
from safeguard_desk.documents.shown import show_date, show_number

_NAMES = {
    ChartKind.BARS: "Bar chart",
    ChartKind.SHARES: "Bar chart of shares",
    ChartKind.COLUMNS: "Column chart",
    ChartKind.RUN: "Run chart",
    ChartKind.HEAT: "Grid",
    ChartKind.TIMELINE: "Timeline",
    ChartKind.PANELS: "Charts",
    ChartKind.FLOW: "Flow chart",
}


def value_text(value: float | None, unit: str = "") -> str:
    """Return a value as it is written beside a bar; a missing one as a dash."""
    if value is not None and unit == DAY:
        return show_date(date.fromordinal(int(value)))
    return "–" if value is None else f"{show_number(round(value, 2))}{unit}"


def describe(chart: Chart) -> str:
    """Return the alternative text: what kind of picture, and every figure in it."""
    parts = [f"{_NAMES[chart.kind]}: {chart.title}."]
    if chart.kind is ChartKind.RUN:
        parts += [_over_time(chart, one) for one in chart.series]
    elif chart.flow is not None:
        columns = (_boxes(chart, chart.flow, at) for at in range(len(chart.categories)))
        parts += filter(None, columns)
    else:
        parts += [_category(chart, index) for index in range(len(chart.categories))]
    parts += [f"{line.label}: {_spoken(line.value, chart.unit)}." for line in chart.lines]
    parts += [chart.note] if chart.note else []
    parts += [describe(panel) for panel in chart.panels]
    return " ".join(parts)


def _boxes(chart: Chart, flow: Flow, column: int) -> str:
    """Return the boxes of a column in words, each with what it leads to."""
    told = []
    seen = shown(flow)
    for number, box in enumerate(flow.boxes):
        if box.column != column or number not in seen:
            continue
        after = [flow.boxes[last] for first, last in flow.steps if first == number]
        leads = ", ".join(one.ref or one.words for one in after)
        parts = (
            f"{box.ref} {box.words}".strip(),
            box.state,
            f"missing: {box.missing}" if box.missing else "",
            f"leads to {leads}" if leads else "",
        )
        told.append("; ".join(filter(None, parts)))
    return f"{chart.categories[column]}: {'. '.join(told)}." if told else ""


def _over_time(chart: Chart, series: Series) -> str:
    """Return a line as its way from figure to figure."""
    steps: list[str] = []
    before: float | None = None
    for category, value in zip(chart.categories, series.values, strict=True):
        if value is None:
            steps.append(f"no figure for {category}")
            continue
        way = "" if before is None else _way(before, value)
        steps.append(f"{way}{_spoken(value, chart.unit)} in {category}")
        before = value
    return f"{series.name}: {', '.join(steps)}."


def _way(before: float, value: float) -> str:
    if value == before:
        return "unchanged at "
    return "rising to " if value > before else "falling to "


def _category(chart: Chart, index: int) -> str:
    days = chart.kind is ChartKind.TIMELINE
    values = ", ".join(
        f"{one.name} {_spoken(one.values[index], chart.unit)}"
        for one in chart.series
        if not days or one.values[index] is not None
    )
    return f"{chart.categories[index]}: {values}."


def _spoken(value: float | None, unit: str) -> str:
    if value is None:
        return "no figure"
    return value_text(value, " per cent" if unit.strip() == "%" else unit)


def table_of(chart: Chart, *, first: str = "", caption: str = "") -> Table:
    """Return the figures as a table: a row for each category, a column for each series.

    first: the title of the column of categories. Lines (target, median) are further rows.
    """
    columns = (
        Column(first or "Figures"),
        *(Column(one.name, role=Role.NUMBER) for one in chart.series),
    )
    rows: list[Row | tuple[Cell, ...]] = [
        (category, *(value_text(one.values[index], chart.unit) for one in chart.series))
        for index, category in enumerate(chart.categories)
    ]
    rows += [
        (line.label, *(value_text(line.value, chart.unit) for _ in chart.series))
        for line in chart.lines
    ]
    return Table(columns, tuple(rows), caption=caption or chart.title, row_header=0)
