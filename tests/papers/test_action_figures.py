"""Figures in papers: chart and table say the same, and what cannot be drawn is said in words."""

from datetime import date

import pytest
from tests.papers.flat import flat
from tests.papers.stage import TODAY, Stage

from safeguard_desk import papers
from safeguard_desk.documents.chart_words import describe
from safeguard_desk.documents.model import (
    Block,
    ChartKind,
    Document,
    Figure,
    KeepTogether,
    Paragraph,
    Row,
    Table,
    Tone,
)
from safeguard_desk.papers import action_figures
from safeguard_desk.papers.action_figures import FigureFacts
from safeguard_desk.papers.parts import MOST_BARS, created
from safeguard_desk.papers.request import Request
from safeguard_desk.rules.action_figures import SixMonths
from safeguard_desk.rules.terms import Rating
from safeguard_desk.rules.working_days import Quarter
from safeguard_desk.views.counted import Scope
from safeguard_desk.views.figure_parts import Cell, Column, Figures, Line
from safeguard_desk.views.six_month_exceptions import Excepted, Exceptions


def facts(stage: Stage, group: str = "QA") -> FigureFacts:
    with stage.desk.read() as reader:
        return action_figures.collect(reader, Scope(group_id=stage.groups[group]))


def drawn(blocks: list[Block]) -> list[Figure]:
    inner = [b for block in blocks if isinstance(block, KeepTogether) for b in block.blocks]
    return [block for block in (*blocks, *inner) if isinstance(block, Figure)]


def cells(table: Table) -> dict[str, tuple[object, ...]]:
    rows = [row.cells if isinstance(row, Row) else row for row in table.rows]
    return {str(row[0]): tuple(row[1:]) for row in rows}


def test_the_table_below_a_chart_has_its_figures(stage: Stage) -> None:
    found = facts(stage)
    blocks = [*action_figures.blocks(found), *action_figures.six_months(found)]
    tables = [block for block in blocks if isinstance(block, Table)]
    assert len(drawn(blocks)) == 6
    for figure in drawn(blocks):
        chart = figure.chart
        for series in chart.series:
            (table,) = (
                one
                for one in tables
                if chart.title in one.name or set(chart.categories) <= set(cells(one))
                if series.name in [column.title for column in one.columns]
            )
            place = [column.title for column in table.columns].index(series.name) - 1
            for line, value in zip(cells(table).values(), series.values, strict=False):
                assert line[place] == ("–" if value is None else value)


def test_every_chart_says_its_figures_in_words(stage: Stage) -> None:
    found = facts(stage)
    for figure in drawn([*action_figures.blocks(found), *action_figures.six_months(found)]):
        said = figure.alternative or describe(figure.chart)
        for series in figure.chart.series:
            assert all(f"{value:g}" in said for value in series.values if value is not None)


def agencies(count: int) -> Figures:
    lines = tuple(
        Line(f"A{n}", f"A{n}", (Cell(float(n)), Cell(1.0)), f"Agency {n}") for n in range(count)
    )
    columns = (Column("Red", Rating.RED), Column("Overdue", charted=False))
    return Figures("agencies", "By agency", ChartKind.BARS, "Agency", columns, lines, "All")


@pytest.mark.parametrize("count", [1, MOST_BARS, MOST_BARS + 1, 40])
def test_very_many_bars_end_in_one_of_all_the_others(count: int) -> None:
    chart = action_figures.chart(agencies(count))
    assert len(chart.categories) == min(count, MOST_BARS)
    (red,) = chart.series
    assert red.tone is Tone.RED
    assert sum(value or 0 for value in red.values) == sum(range(count))
    if count > MOST_BARS:
        assert chart.categories[-1] == f"{count - MOST_BARS + 1} others"
    table = action_figures.figures_table(agencies(count))
    assert isinstance(table, Table)
    assert len(table.rows) == count


def test_where_nothing_is_to_be_counted_a_sentence_says_so(empty: Stage) -> None:
    found = facts(empty)
    blocks = [*action_figures.blocks(found), *action_figures.six_months(found)]
    assert not drawn(blocks)
    said = [block.text for block in blocks if isinstance(block, Paragraph)]
    assert "No action was closed in these months." in said
    assert "No action is under the rule." in said


def test_exceptions_are_listed_with_their_reasons_and_how_many_more_there_are(
    stage: Stage,
) -> None:
    found = facts(stage)
    one = Excepted(
        *("1", "QA-0001", "Re-audit", "ICB", date(2026, 1, 1), date(2026, 7, 1)),
        due=TODAY,
        stands=SixMonths.OVERRUN,
        reason="The data come late",
    )
    told = action_figures.six_months(FigureFacts(found.found, Exceptions((one,), 7)))
    text = flat(Document("Figures", tuple(told), created(TODAY)))
    assert "QA-0001 | ICB | 1 Jan 2026 | 1 Jul 2026 |" in text
    assert "Broken: still to do | The data come late" in text
    assert "The 1 latest due are shown of 7." in text


def test_figures_over_time_end_with_the_quarter_of_a_board_report(stage: Stage) -> None:
    with stage.desk.read() as reader:
        request = Request(board_id=stage.boards["HSCB"], quarter=Quarter(2026, 2))
        text = flat(papers.make("board-report", reader, request))
    assert "\nSep 2026 | " in text
    assert "\nOct 2026 | " not in text
