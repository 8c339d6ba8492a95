"""When a run of figures warns, and when it does not."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeguard_desk.rules.signals import (
    Point,
    Standing,
    middle,
    off_target,
    shift,
    signals,
    standing,
    trend,
)
from safeguard_desk.rules.terms_quality import Direction, SignalKind

UP, DOWN, NEITHER = Direction.UP, Direction.DOWN, Direction.NEITHER


def run(
    values: Sequence[float | None], target: float | None = None, tolerance: float = 0.0
) -> list[Point]:
    return [Point(f"P{n}", value, target, tolerance) for n, value in enumerate(values, 1)]


@pytest.mark.parametrize(
    ("value", "target", "tolerance", "direction", "stands"),
    [
        (85.0, 85.0, 0.0, UP, Standing.ON),
        (84.9, 85.0, 0.0, UP, Standing.OFF),
        (84.0, 85.0, 2.0, UP, Standing.NEAR),
        (82.9, 85.0, 2.0, UP, Standing.OFF),
        (83.0, 85.0, 2.0, UP, Standing.NEAR),
        (19.0, 20.0, 0.0, DOWN, Standing.ON),
        (22.0, 20.0, 2.0, DOWN, Standing.NEAR),
        (23.8, 20.0, 2.0, DOWN, Standing.OFF),
        (40.7, 38.0, 3.0, NEITHER, Standing.ON),
        (34.9, 38.0, 3.0, NEITHER, Standing.OFF),
        (41.1, 38.0, 3.0, NEITHER, Standing.OFF),
        (None, 85.0, 0.0, UP, None),
        (85.0, None, 0.0, UP, None),
        (0.1 + 0.2, 0.3, 0.0, DOWN, Standing.ON),
    ],
)
def test_a_figure_stands_to_its_target_by_its_good_direction(
    value: float | None,
    target: float | None,
    tolerance: float,
    direction: Direction,
    stands: Standing | None,
) -> None:
    assert standing(value, target, tolerance, direction) is stands


@pytest.mark.parametrize(
    ("values", "periods"),
    [
        ([90, 80, 79], ("P2", "P3")),
        ([80, 90, 79], None),
        ([80], None),
        ([80, 79, 90], None),
        ([80, None, 79], None),  # nobody knows how it stood between
        ([80, 79, None], ("P1", "P2")),  # the latest is not known yet
        ([None, None], None),
        ([], None),
        ([84, 84], None),  # within the tolerance
    ],
)
def test_two_periods_running_off_target_warn(
    values: list[float | None], periods: tuple[str, ...] | None
) -> None:
    found = off_target(run(values, 85.0, 2.0), UP)
    assert (found.periods if found else None) == periods
    assert found is None or found.warns


def test_a_period_is_held_against_the_target_of_its_own_time() -> None:
    points = [Point("P1", 80.0, 75.0), Point("P2", 80.0, 85.0), Point("P3", 81.0, 85.0)]
    found = off_target(points, UP)
    assert found is not None
    assert found.periods == ("P2", "P3")


LOW, HIGH = [1.0, 2.0, 3.0, 2.0, 1.0, 2.0, 3.0], [11.0, 12.0, 10.0, 11.0, 12.0, 11.0, 10.0]


@pytest.mark.parametrize(
    ("values", "length"),
    [
        (LOW + HIGH, 7),
        (LOW + HIGH[:6], None),
        ([*LOW, *HIGH[:3], None, *HIGH[3:]], 7),  # a gap is passed over
        ([*LOW, *HIGH, 1.0], None),  # it is over
        ([5.0] * 20, None),  # all on the median: no run at all
    ],
)
def test_seven_figures_on_one_side_of_the_median_are_a_shift(
    values: list[float | None], length: int | None
) -> None:
    found = shift(run(values), NEITHER)
    assert (len(found.periods) if found else None) == length


def test_a_point_on_the_median_neither_adds_to_a_run_nor_breaks_it() -> None:
    values = [1.0, 9.0, 5.0, 1.0, 9.0, 5.0, 1.0, 9.0, 5.0, 1.0, 9.0, 5.0]  # their median is 5
    assert middle(run(values)) == 5.0
    found = shift(run([*values, 1.0, 7.0, 7.0, 5.0, 7.0, 7.0, 7.0, 7.0, 7.0]), UP)
    assert found is not None
    assert len(found.periods) == 7
    assert found.good is True


def test_the_median_of_the_first_twelve_stays_when_more_figures_follow() -> None:
    points = run([float(n) for n in range(1, 31)])
    assert middle(points) == 6.5


@pytest.mark.parametrize(
    ("values", "direction", "length", "good"),
    [
        ([1, 2, 3, 4, 5, 6], UP, 6, True),
        ([1, 2, 3, 4, 5, 6], DOWN, 6, False),
        ([6, 5, 4, 3, 2, 1], UP, 6, False),
        ([6, 5, 4, 3, 2, 1], NEITHER, 6, None),
        ([1, 2, 3, 4, 5], UP, None, None),
        ([1, 2, 2, 3, 4, 5, 6], UP, 6, True),  # equal neighbours count once
        ([1, 2, 2, 3, 4, 5], UP, None, None),
        ([1, 2, None, 3, 4, 5, 6], UP, 6, True),
        ([1, 2, 3, 4, 5, 6, 5], UP, None, None),
        ([9, 1, 2, 3, 4, 5, 6], UP, 6, True),
        ([144, 151, 160, 172, 181], DOWN, None, None),
    ],
)
def test_six_figures_rising_or_falling_are_a_trend(
    values: list[float | None], direction: Direction, length: int | None, good: bool | None
) -> None:
    found = trend(run(values), direction)
    assert (len(found.periods) if found else None) == length
    assert (found.good if found else None) == good


FIGURES = st.lists(st.one_of(st.none(), st.integers(0, 20).map(float)), max_size=30)


@given(FIGURES, st.sampled_from(list(Direction)), st.integers(0, 20).map(float))
def test_every_period_of_a_signal_has_a_figure_and_meets_its_rule(
    values: list[float | None], direction: Direction, target: float
) -> None:
    points = run(values, target)
    by_period = {one.period: one for one in points}
    for found in signals(points, direction):
        figures = [by_period[period].value for period in found.periods]
        assert None not in figures
        known = [one for one in figures if one is not None]
        if found.kind is SignalKind.SHIFT:
            line = middle(points) or 0.0
            assert len(known) >= 7
            assert all(one > line for one in known) or all(one < line for one in known)
        elif found.kind is SignalKind.TREND:
            assert len(known) >= 6
            assert known in (sorted(set(known)), sorted(set(known), reverse=True))
        else:
            assert len(known) >= 2
            assert all(standing(one, target, 0.0, direction) is Standing.OFF for one in known)


@given(FIGURES, st.sampled_from(list(Direction)), st.integers(0, 29))
def test_a_period_without_a_figure_never_makes_a_shift_or_trend(
    values: list[float | None], direction: Direction, at: int
) -> None:
    place = min(at, len(values))
    with_gap = [*values[:place], None, *values[place:]]

    def lengths(points: list[float | None]) -> list[tuple[SignalKind, int]]:
        found = (shift(run(points), direction), trend(run(points), direction))
        return [(one.kind, len(one.periods)) for one in found if one is not None]

    assert lengths(with_gap) == lengths(values)
