"""A chart on the screen: it can be read in the light and in the dark, and knows its bars."""

import pytest
from PySide6.QtCore import QPointF
from pytestqt.qtbot import QtBot

from safeguard_desk.documents.model import Chart, ChartKind, Series, Tone
from safeguard_desk.documents.theme import INK, MARKS, PAPER, QUIET, SERIES, contrast
from safeguard_desk.ui.figures.chart_view import ChartView, shown_colour
from safeguard_desk.ui.theme import DARK, LIGHT, Colours

BARS = Chart(
    ChartKind.BARS,
    "By agency",
    ("ICB", "Police", "Housing"),
    (Series("Red", (3.0, 0.0, 1.0), Tone.RED), Series("Green", (2.0, 4.0, None), Tone.GREEN)),
)
COLUMNS = Chart(ChartKind.COLUMNS, "By month", ("Oct", "Nov"), (Series("Raised", (3.0, 2.0)),))
RUN = Chart(ChartKind.RUN, "Days", ("Oct", "Nov", "Dec"), (Series("Days", (30.0, None, 12.5)),))


def rgb(colour: tuple[int, int, int], known: Colours) -> tuple[int, int, int]:
    shown = shown_colour(colour, known)
    return shown.red(), shown.green(), shown.blue()


@pytest.mark.parametrize("known", [LIGHT, DARK], ids=["light", "dark"])
def test_words_and_bars_stand_out_from_the_ground(known: Colours) -> None:
    ground = rgb(PAPER, known)
    for ink in (INK, QUIET):
        assert contrast(rgb(ink, known), ground) >= 4.5
    for bar in (*SERIES, *(mark.colour for mark in MARKS.values())):
        assert contrast(rgb(bar, known), ground) >= 3, bar


@pytest.mark.parametrize("chart", [BARS, COLUMNS, RUN], ids=["bars", "columns", "run"])
def test_every_figure_that_is_drawn_is_found_where_it_is_drawn(qtbot: QtBot, chart: Chart) -> None:
    view = ChartView()
    qtbot.addWidget(view)
    view.resize(500, 300)
    view.show_chart(chart)
    for at, series in enumerate(chart.series):
        for index, value in enumerate(series.values):
            middle = view.middle_of((index, at))
            if not value and chart.kind is not ChartKind.COLUMNS:
                assert middle is None
                continue
            assert middle is not None
            assert view.place_at(middle) == (index, at)
    assert view.place_at(QPointF(1, 1)) is None


def test_a_chart_fits_its_width_and_keeps_its_words_as_large_as_the_windows(qtbot: QtBot) -> None:
    view = ChartView()
    qtbot.addWidget(view)
    view.show_chart(BARS)
    view.resize(900, 300)
    view.show()
    assert view.picture is not None
    wide = view.picture.wide
    view.resize(450, 300)
    assert view.picture.wide == pytest.approx(wide / 2, rel=0.01)
    font = view.font()
    font.setPixelSize(2 * view.fontInfo().pixelSize())
    before = view.height()
    view.setFont(font)
    assert view.height() > 1.5 * before
