"""Flows: no box over another, no line through a box, all inside the frame, whole over its bands."""

from itertools import combinations, pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from safeguard_desk.documents.chart_flow import bands, flow
from safeguard_desk.documents.chart_model import Chart, ChartKind, Flow, FlowBox
from safeguard_desk.documents.chart_words import describe
from safeguard_desk.documents.flow_grid import rows_of, within
from safeguard_desk.documents.picture import Box, Picture, Stroke, Words, text_width
from safeguard_desk.documents.theme import QUIET

_WORDS = st.lists(st.sampled_from(["neglect", "a", "re-audit", "of", "unaccompanied"]), max_size=25)
_NAMES = ("Signal", "Finding", "Recommendation", "Action", "Learning", "Check", "Verdict")


@st.composite
def flows(draw: st.DrawFn) -> Flow:
    """A thread of 3 to 60 records with steps onward, back, and within a stage."""
    size = draw(st.integers(3, 60))
    columns = draw(st.lists(st.integers(0, 6), min_size=size, max_size=size))
    boxes = tuple(
        FlowBox(
            column,
            f"QA-{number:04}",
            " ".join(draw(_WORDS)),
            draw(st.sampled_from(["", "Open", "In progress, due 14 January 2027, chased twice"])),
            missing=draw(st.sampled_from(["", "No answer yet"])),
        )
        for number, column in enumerate(columns)
    )
    ends = st.integers(0, size - 1)
    steps = draw(st.lists(st.tuples(ends, ends), max_size=2 * size))
    return Flow(boxes, tuple(step for step in dict.fromkeys(steps) if step[0] != step[1]))


def chart(held: Flow) -> Chart:
    return Chart(ChartKind.FLOW, "Golden thread", _NAMES, (), flow=held)


def routes(picture: Picture) -> list[Stroke]:
    return [one for one in picture.shapes if isinstance(one, Stroke) and one.thick == 0.8]


@settings(max_examples=40, deadline=None)
@given(flows(), st.sampled_from([480.0, 728.0]))
def test_boxes_stand_apart_and_no_line_runs_through_one(held: Flow, wide: float) -> None:
    picture = flow(chart(held), wide)
    boxes = [one for one in picture.shapes if isinstance(one, Box)]
    assert len(boxes) == len(held.boxes)
    for one, other in combinations(boxes, 2):
        aside = one.x + one.wide <= other.x or other.x + other.wide <= one.x
        assert aside or one.y + one.high <= other.y or other.y + other.high <= one.y
    for box in boxes:
        assert box.x >= 0
        assert box.x + box.wide <= wide + 0.1
        assert 0 <= box.y < box.y + box.high <= picture.high
    lines = [one for one in routes(picture) if one.colour == QUIET and not one.dash]
    assert len(lines) == len(held.steps)
    for line in lines:
        for (x1, y1), (x2, y2) in pairwise(line.points):
            assert x1 == x2 or y1 == y2, "lines run level or upright"
            low, high, left, right = min(y1, y2), max(y1, y2), min(x1, x2), max(x1, x2)
            assert 0 <= left <= right <= wide + 0.1
            assert 0 <= low <= high <= picture.high
            for box in boxes:
                over = low < box.y + box.high and high > box.y
                assert not (over and left < box.x + box.wide and right > box.x)
    for words in (one for one in picture.shapes if isinstance(one, Words)):
        assert words.x + text_width(words.text, words.size, bold=words.bold) <= wide + 0.5


@settings(max_examples=30, deadline=None)
@given(flows())
def test_a_flow_too_high_for_a_page_is_cut_between_rows_and_stays_whole(held: Flow) -> None:
    parts = bands(chart(held), 728.0, 330.0, 420.0)
    drawn = [flow(part, 728.0) for part in parts]
    boxes = [one for picture in drawn for one in picture.shapes if isinstance(one, Box)]
    assert len(boxes) == len(held.boxes)
    for number, picture in enumerate(drawn):
        assert picture.high <= (420.0 if number else 330.0)
    told = " ".join(describe(part) for part in parts)
    assert all(f"{box.ref} {box.words}".strip() in told for box in held.boxes)


def test_a_record_stands_beside_what_it_follows() -> None:
    assert rows_of([0, 1, 1, 1, 2], [(0, 1), (0, 2), (0, 3), (3, 4)]) == (0, 0, 1, 2, 2)
    assert rows_of([0, 0, 1], [(1, 2)]) == (0, 1, 1)
    assert rows_of([], []) == ()


def test_a_line_over_two_pages_is_cut_and_goes_on() -> None:
    line = ((0.0, 10.0), (5.0, 10.0), (5.0, 90.0), (9.0, 90.0))
    assert within(line, 0, 50) == [((0, 10), (5, 10), (5, 50))]
    assert within(line, 50, 100) == [((5, 50), (5, 90), (9, 90))]


def test_a_state_is_told_whole_on_as_many_lines_as_it_needs() -> None:
    state = "Red, Not started, due 14 January 2027, moved three times since it was agreed"
    held = Flow(
        (FlowBox(0, "QA-0001", "Write", state), *(FlowBox(n, "", "x", "") for n in range(1, 7))), ()
    )
    words = [one.text for one in flow(chart(held), 728.0).shapes if isinstance(one, Words)]
    assert state in " ".join(words)
