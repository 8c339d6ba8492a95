"""Flows: no box lies on another, no line runs through one, and all is in the frame."""

from itertools import combinations, pairwise

from hypothesis import given, settings
from hypothesis import strategies as some

from safeguard_desk.documents.chart_flow import flow, lay_out
from safeguard_desk.documents.chart_model import Chart, ChartKind, Flow, FlowBox
from safeguard_desk.documents.picture import Words

WIDE = 728.0
WORDS = some.sampled_from(
    ("Neglect", "Put a review date for the neglect tool into every plan", "X" * 90)
)
STATES = some.sampled_from(("Closed", "Green, Open, due 23 Dec 2026 and moved twice since it was"))


@some.composite
def flows(draw: some.DrawFn) -> tuple[Flow, int]:
    columns = draw(some.integers(1, 8))
    boxes = draw(
        some.lists(
            some.builds(
                FlowBox,
                some.integers(0, columns - 1),
                some.just("QA-F-0001"),
                WORDS,
                STATES,
                missing=some.sampled_from(("", "No recommendation yet")),
            ),
            min_size=1,
            max_size=24,
        )
    )
    places = some.integers(0, len(boxes) - 1)
    steps = draw(some.lists(some.tuples(places, places).filter(lambda one: one[0] != one[1])))
    return Flow(tuple(boxes), tuple(steps)), columns


@settings(max_examples=150, deadline=None)
@given(flows())
def test_boxes_and_lines_keep_clear_of_each_other(drawn: tuple[Flow, int]) -> None:
    held, columns = drawn
    found = lay_out(held, columns, WIDE)
    for left, bottom, wide, tall in found.boxes:
        assert left >= 0
        assert bottom >= -0.01
        assert left + wide <= WIDE + 0.01
        assert bottom + tall <= found.high
    for one, other in combinations(found.boxes, 2):
        apart = one[0] != other[0]
        above = one[1] >= other[1] + other[3] or other[1] >= one[1] + one[3]
        assert apart or above
    for path in found.paths:
        for (x1, y1), (x2, y2) in pairwise(path):
            assert x1 == x2 or y1 == y2
            assert min(x1, x2) >= 0
            assert max(x1, x2) <= WIDE
            assert max(y1, y2) < found.high
            for left, bottom, wide, tall in found.boxes:
                beside = max(x1, x2) <= left + 0.01 or min(x1, x2) >= left + wide - 0.01
                past = max(y1, y2) <= bottom + 0.01 or min(y1, y2) >= bottom + tall - 0.01
                assert beside or past


def test_a_step_joins_the_sides_of_its_boxes() -> None:
    boxes = tuple(FlowBox(column, f"QA-{column}", "Words", "Open") for column in range(4))
    found = lay_out(Flow(boxes, ((0, 1), (0, 3), (2, 1))), 4, WIDE)
    near, far, back = found.paths
    rooms = found.boxes
    assert near[0][0] == rooms[0][0] + rooms[0][2]
    assert near[-1][0] == rooms[1][0]
    assert far[-1][0] == rooms[3][0]
    assert max(y for _, y in far) > max(bottom + tall for _, bottom, _, tall in rooms)
    assert back[0][0] == rooms[2][0]
    assert back[-1][0] == rooms[1][0] + rooms[1][2]


def test_words_are_shortened_where_many_boxes_stand_under_each_other() -> None:
    long = "Put a review date for the neglect tool into every plan that is made from now on"
    few = Flow((FlowBox(0, "QA-1", long, "Open"),), ())
    many = Flow(tuple(FlowBox(0, f"QA-{n}", long, "Open") for n in range(6)), ())
    assert lay_out(few, 5, WIDE).lines > lay_out(many, 5, WIDE).lines
    picture = flow(Chart(ChartKind.FLOW, "T", tuple("ABCDE"), (), flow=few), WIDE)
    said = [shape.text for shape in picture.shapes if isinstance(shape, Words)]
    assert said[:5] == list("ABCDE")
    assert {"QA-1", "Open"} <= set(said)
