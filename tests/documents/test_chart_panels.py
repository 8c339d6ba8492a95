"""Small charts beside one another, and the names of lines that lie close."""

from itertools import pairwise

from safeguard_desk.documents.chart_words import describe
from safeguard_desk.documents.charts import draw
from safeguard_desk.documents.model import Chart, ChartKind, Line, Series
from safeguard_desk.documents.picture import Sign, Words


def chart(name: str, *values: float | None, lines: tuple[Line, ...] = ()) -> Chart:
    categories = tuple(f"Q{n}" for n in range(1, len(values) + 1))
    return Chart(
        ChartKind.RUN, name, categories, (Series(name, values),), "%", lines, note="No signal."
    )


def test_each_small_chart_stands_under_its_title_with_all_its_points() -> None:
    panels = tuple(chart(f"Indicator {n}", 10.0, None, 30.0) for n in range(5))
    whole = Chart(ChartKind.PANELS, "Scorecard", (), (), panels=panels)
    picture = draw(whole, 600.0)
    titles = [one for one in picture.shapes if isinstance(one, Words) and "Indicator" in one.text]
    assert [one.text for one in titles] == [panel.title for panel in panels]
    assert len({round(one.x) for one in titles}) == 3
    assert len({round(one.y) for one in titles}) == 2
    points = [one for one in picture.shapes if isinstance(one, Sign) and one.side < 6]
    assert len(points) == 10
    assert all(0 <= one.x <= 600 and 0 <= one.y <= picture.high for one in points)


def test_a_narrow_page_has_fewer_beside_one_another() -> None:
    panels = tuple(chart(f"Indicator {n}", 10.0, 20.0) for n in range(2))
    whole = Chart(ChartKind.PANELS, "Scorecard", (), (), panels=panels)
    assert draw(whole, 250.0).high > draw(whole, 480.0).high


def test_small_charts_speak_with_every_figure_and_note() -> None:
    whole = Chart(
        ChartKind.PANELS, "Scorecard", (), (), panels=(chart("Visits", 10.0, None, 30.0),)
    )
    words = describe(whole)
    assert words.startswith("Charts: Scorecard. Run chart: Visits.")
    assert "10 per cent in Q1, no figure for Q2, rising to 30 per cent in Q3" in words
    assert words.endswith("No signal.")


def test_the_names_of_lines_that_lie_close_are_not_written_over_one_another() -> None:
    lines = (Line("Target", 60.0), Line("London", 60.2), Line("Median", 59.9))
    picture = draw(chart("Visits", 10.0, 90.0, lines=lines), 400.0)
    heights = sorted(
        one.y
        for one in picture.shapes
        if isinstance(one, Words) and one.text.split()[0] in {"Target", "London", "Median"}
    )
    assert len(heights) == 3
    assert min(b - a for a, b in pairwise(heights)) >= 8.5
