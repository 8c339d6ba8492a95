"""What sessions are counted by: rates rounded half up, totals from sums."""

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeguard_desk.rules.terms_learning import BookingState as S
from safeguard_desk.rules.training_figures import (
    Numbers,
    TakeUp,
    Told,
    of_session,
    percent,
    rounded,
    together,
)


@pytest.mark.parametrize(
    ("attended", "places", "whole", "exact"),
    [
        (22, 25, 88, 88.0),
        (1, 200, 1, 0.5),
        (1, 8, 13, 12.5),
        (27, 40, 68, 67.5),
        (1, 3, 33, 33.3),
        (2, 3, 67, 66.7),
        (0, 25, 0, 0.0),
        (26, 25, 104, 104.0),
        (3, 0, None, None),
    ],
)
def test_a_rate_is_rounded_half_up(
    attended: int, places: int, whole: int | None, exact: float | None
) -> None:
    assert percent(attended, places) == whole
    assert rounded(attended, places, 1) == exact


@given(st.integers(0, 100_000), st.integers(1, 100_000), st.sampled_from([0, 1]))
def test_rounding_is_that_of_exact_decimals(part: int, whole: int, places: int) -> None:
    share = Decimal(100 * part) / Decimal(whole)
    wanted = share.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    assert Decimal(str(rounded(part, whole, places))) == wanted


_numbers = st.builds(
    of_session, st.integers(0, 60), st.dictionaries(st.sampled_from(list(S)), st.integers(0, 60))
)


@given(st.lists(_numbers, max_size=12))
def test_a_total_is_the_sum_and_its_rate_is_that_of_the_sums(parts: list[Numbers]) -> None:
    total = together(parts)
    assert total.places == sum(one.places for one in parts)
    assert total.attended == sum(one.attended for one in parts)
    assert total.rate == percent(total.attended, total.places)
    assert total.cancelled == sum(one.cancelled for one in parts)


def test_the_mean_of_rates_is_not_the_rate_of_the_total() -> None:
    total = together([Numbers(1, 10, 10, 10), Numbers(1, 90, 10, 0)])
    assert total.rate == 10


def test_part_attended_is_counted_beside_the_rate_and_not_in_it() -> None:
    found = of_session(10, {S.ATTENDED: 5, S.PART_ATTENDED: 2, S.CANCELLED_LATE: 1, S.WAITING: 4})
    assert (found.attended, found.part_attended, found.booked, found.waiting) == (5, 2, 8, 4)
    assert (found.rate, found.cancelled) == (50, 1)


def test_totals_that_a_table_told_stand_until_delegates_are_known() -> None:
    told = Told(sessions=3, booked=58, attended=51, absent=7)
    found = of_session(60, {S.BOOKED: 2}, told)
    assert (found.sessions, found.places, found.booked, found.attended) == (3, 60, 58, 51)
    assert (found.did_not_attend, found.rate, found.without_delegates) == (7, 85, 3)
    known = of_session(60, {S.ATTENDED: 2}, told)
    assert (known.attended, known.without_delegates) == (2, 0)


def test_take_up_is_held_against_the_share_of_the_workforce() -> None:
    found = TakeUp(attended=9, of_attended=60, staff=200, of_staff=1000)
    assert (found.share, found.workforce_share, found.points) == (15.0, 20.0, -5.0)
    assert found.per_hundred == 4.5


def test_points_are_taken_among_those_who_have_told_their_workforce() -> None:
    found = TakeUp(attended=9, of_attended=60, staff=200, of_staff=1000, of_told=30)
    assert (found.share, found.points) == (15.0, 10.0)


def test_an_agency_whose_workforce_nobody_told_has_no_share_of_it() -> None:
    found = TakeUp(attended=9, of_attended=60, staff=None, of_staff=1000)
    assert (found.workforce_share, found.points, found.per_hundred) == (None, None, None)
