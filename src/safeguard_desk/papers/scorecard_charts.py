"""An indicator as a run chart: its figures, target, comparators and median, and what it says."""

from collections.abc import Sequence

from safeguard_desk.documents.model import Chart, ChartKind, Line, Series
from safeguard_desk.rules.measuring import FEWEST, is_small, shown
from safeguard_desk.rules.terms_quality import Against, Unit
from safeguard_desk.views.scorecard import Cell, IndicatorRow


def run_chart(row: IndicatorRow, *, leaving: bool = False) -> Chart:
    """Return the run chart of an indicator over its periods.

    A target that changed over these periods is a line of its own, else it is level. leaving: small
    counts are left out, as they are of the table. Why a period has no figure is said in the note.
    """
    series = [Series(row.title, tuple(_value(row, cell, leaving=leaving) for cell in row.cells))]
    moved = len({cell.target for cell in row.cells}) > 1
    if moved:
        series.append(Series("Target", tuple(cell.target for cell in row.cells)))
    held = {level.against: level.value for level in row.levels}
    # Each period has the target of its time: one that is only to come has no place here.
    held[Against.TARGET] = None if moved else row.cells[-1].target
    lines = [
        Line(against.label, _rounded(row.unit, value))
        for against in Against
        if (value := held.get(against)) is not None
    ]
    telling = leaving and row.unit is Unit.NUMBER and 0 < (row.median or 0) < FEWEST
    if row.median is not None and not telling:
        lines.append(Line("Median", _rounded(row.unit, row.median)))
    return Chart(
        *(ChartKind.RUN, row.title),
        tuple(cell.period.label for cell in row.cells),
        tuple(series),
        unit=row.unit.sign,
        lines=tuple(lines),
        note=_note(row, leaving=leaving),
    )


def small_charts(title: str, rows: Sequence[IndicatorRow], *, leaving: bool = False) -> Chart:
    """Return the run charts of several indicators as one picture."""
    panels = tuple(run_chart(row, leaving=leaving) for row in rows)
    return Chart(ChartKind.PANELS, title, (), (), panels=panels)


def _rounded(unit: Unit, value: float) -> float:
    return value if unit is Unit.NUMBER else round(value, 1)


def _value(row: IndicatorRow, cell: Cell, *, leaving: bool) -> float | None:
    if cell.reading is None or cell.reading.value is None:
        return None
    if leaving and is_small(cell.reading, row.unit):
        return None
    return _rounded(row.unit, cell.reading.value)


def _note(row: IndicatorRow, *, leaving: bool) -> str:
    """Return what warns, and why periods have no point."""
    gaps = [
        f"{cell.period.label} {shown(cell.reading, row.unit, leaving=leaving)}"
        for cell in row.cells
        if cell.reading is not None and _value(row, cell, leaving=leaving) is None
    ]
    said = [f"Signal: {row.warning}."] if row.signals else ["No signal."]
    return " ".join([*said, *([f"Without a point: {', '.join(gaps)}."] if gaps else [])])
