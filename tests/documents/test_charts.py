"""Charts: drawn in three ways, and told in words."""

from dataclasses import replace
from io import BytesIO
from xml.etree import ElementTree as ET

import pytest
from PIL import Image
from tests.documents.examples import all_charts

from safeguard_desk.documents.chart_parts import scale
from safeguard_desk.documents.chart_words import describe, table_of
from safeguard_desk.documents.charts import draw
from safeguard_desk.documents.model import Chart, ChartKind, Series, plain
from safeguard_desk.documents.picture import Box, Sign, Stroke, Words, text_width
from safeguard_desk.documents.picture_png import to_png
from safeguard_desk.documents.picture_svg import to_svg
from safeguard_desk.documents.shown import cell_text

CHARTS = {chart.kind.value: chart for chart in all_charts()}
EMPTY = [
    Chart(kind, "Nothing yet", categories, series)
    for kind in ChartKind
    for categories, series in (((), ()), (("Q1",), (Series("None", (None,)),)))
]


def words(chart: Chart, wide: float = 480) -> list[str]:
    return [shape.text for shape in draw(chart, wide).shapes if isinstance(shape, Words)]


@pytest.mark.parametrize("chart", [*CHARTS.values(), *EMPTY], ids=str)
@pytest.mark.parametrize("wide", [300, 480, 690])
def test_nothing_of_a_chart_lies_outside_it(chart: Chart, wide: float) -> None:
    picture = draw(chart, wide)
    for shape in picture.shapes:
        match shape:
            case Box():
                edges = [(shape.x, shape.y), (shape.x + shape.wide, shape.y + shape.high)]
            case Sign():
                edges = [(shape.x, shape.y), (shape.x + shape.side, shape.y + shape.side)]
            case Words():
                long = text_width(shape.text, shape.size, bold=shape.bold)
                edges = [(shape.x, shape.y), (shape.x + long, shape.y + shape.size * 0.7)]
            case Stroke():
                edges = list(shape.points)
        for x, y in edges:
            assert -4 <= x <= wide + 4
            assert -1 <= y <= picture.high + 1


def test_figures_are_written_on_the_bars() -> None:
    assert {"6", "3", "1"} <= set(words(CHARTS["bars"]))
    assert {"67 %", "33 %", "n = 12"} <= set(words(CHARTS["shares"]))
    assert {"120", "96", "Target 110"} <= set(words(CHARTS["columns"]))
    assert {"82 %", "Target 85 %"} <= set(words(CHARTS["run"]))


def test_a_missing_figure_is_a_gap_and_never_nought() -> None:
    assert "–" in words(CHARTS["columns"])
    lines = [
        shape
        for shape in draw(CHARTS["run"]).shapes
        if isinstance(shape, Stroke) and shape.thick == 1.6
    ]
    assert [len(line.points) for line in lines] == [2, 3]


def test_series_differ_without_colour() -> None:
    boxes = [shape for shape in draw(CHARTS["shares"]).shapes if isinstance(shape, Box)]
    assert {box.hatch for box in boxes} == {0, 1}
    assert all(box.hatching() for box in boxes if box.hatch)
    signs = [shape.shape for shape in draw(CHARTS["bars"]).shapes if isinstance(shape, Sign)]
    assert {"circle", "diamond"} <= set(signs)
    two = replace(
        CHARTS["run"], series=(*CHARTS["run"].series, Series("London", (80, 81, 82, 83, 84, 85)))
    )
    signs = [shape.shape for shape in draw(two).shapes if isinstance(shape, Sign)]
    assert {"circle", "square"} <= set(signs)


@pytest.mark.parametrize("hatch", [1, 2, 3])
def test_a_hatch_stays_within_its_bar(hatch: int) -> None:
    box = Box(10, 20, 33, 15, (0, 0, 0), hatch)
    for line in box.hatching():
        for x, y in line.points:
            assert 10 - 1e-6 <= x <= 43 + 1e-6
            assert 20 - 1e-6 <= y <= 35 + 1e-6


@pytest.mark.parametrize(
    ("low", "high", "ticks"),
    [
        (0, 9, [0, 5, 10]),
        (3, 140, [0, 50, 100, 150]),
        (75, 91, [75, 80, 85, 90, 95]),
        (-3, 5, [-4, -2, 0, 2, 4, 6]),
        (0, 0, [0, 0.5, 1]),
        (0, 0.4, [0, 0.1, 0.2, 0.3, 0.4]),
    ],
)
def test_a_scale_has_even_steps_that_hold_all_values(
    low: float, high: float, ticks: list[float]
) -> None:
    assert scale(low, high)[2] == ticks


@pytest.mark.parametrize("chart", CHARTS.values(), ids=CHARTS)
def test_words_and_table_state_every_figure(chart: Chart) -> None:
    text = describe(chart)
    table = table_of(chart, first="Agency")
    cells = {plain(cell_text(cell)) for row in table.full_rows() for cell in row.cells}
    for one in chart.series:
        for value in one.values:
            shown = "no figure" if value is None else f"{value:g}"
            assert shown in text
            assert ("–" if value is None else f"{value:g}{chart.unit}") in cells
    assert all(category in text for category in chart.categories)


def test_a_run_chart_is_told_as_its_way() -> None:
    assert describe(CHARTS["run"]) == (
        "Run chart: Conferences within 15 working days. Harrow: 82 per cent in Apr 26, rising to "
        "85 per cent in May 26, no figure for Jun 26, rising to 88 per cent in Jul 26, rising to "
        "91 per cent in Aug 26, unchanged at 91 per cent in Sep 26. Target: 85 per cent."
    )


@pytest.mark.parametrize("chart", [*CHARTS.values(), *EMPTY], ids=str)
def test_the_screen_gets_the_same_drawing_with_its_description(chart: Chart) -> None:
    root = ET.fromstring(to_svg(chart))  # noqa: S314  our own drawing
    space = "{http://www.w3.org/2000/svg}"
    assert root.findtext(f"{space}desc") == describe(chart)
    assert [text.text for text in root.iter(f"{space}text")] == words(chart)


@pytest.mark.parametrize("chart", [*CHARTS.values(), *EMPTY], ids=str)
def test_word_gets_the_same_drawing_as_pixels(chart: Chart) -> None:
    image = Image.open(BytesIO(to_png(chart, 300)))
    assert image.size == (900, round(draw(chart, 300).high * 3))
    blank = image.convert("L").getextrema() == (255, 255)
    assert not blank or not chart.categories
