"""Small numbers: hidden, and not to be worked out again from what stands beside them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeguard_desk.rules.suppression import SMALLEST, Count, beside, guarded, total

HIDDEN = Count(None, suppressed=True)


@pytest.mark.parametrize(
    ("number", "suppressed", "shown"),
    [
        (0, False, "0"),
        (1, False, "suppressed"),
        (4, False, "suppressed"),
        (5, False, "5"),
        (31, True, "suppressed"),
        (None, False, "–"),
        (None, True, "suppressed"),
    ],
)
def test_a_small_number_is_hidden_whoever_sent_it(
    number: int | None, suppressed: bool, shown: str
) -> None:
    assert guarded(number, suppressed).words == shown


def test_one_part_alone_beside_its_whole_is_left() -> None:
    assert beside({"Harrow": HIDDEN}, Count(31)) == {"Harrow": HIDDEN}


def test_what_would_be_left_over_takes_the_smallest_other_with_it() -> None:
    shown = beside({"Harrow": HIDDEN, "Brent": Count(9), "Ealing": Count(19)}, Count(31))
    assert shown == {"Harrow": HIDDEN, "Brent": HIDDEN, "Ealing": Count(19)}
    assert beside({"Harrow": HIDDEN, "Brent": Count(9)}, HIDDEN)["Brent"] == Count(9)


@given(st.lists(st.integers(0, 40), min_size=1, max_size=8))
def test_no_hidden_part_is_what_is_left_of_the_whole(numbers: list[int]) -> None:
    parts = {str(place): guarded(number) for place, number in enumerate(numbers)}
    whole = guarded(sum(numbers))
    shown = beside(parts, whole)
    hidden = [name for name, one in shown.items() if one.suppressed]
    assert {name for name, one in parts.items() if one.suppressed} <= set(hidden)
    if whole.number is not None and len(numbers) > 1:
        assert len(hidden) != 1


@given(st.lists(st.integers(0, 40), min_size=1, max_size=8))
def test_no_sum_is_given_of_a_hidden_part(numbers: list[int]) -> None:
    counts = [guarded(number) for number in numbers]
    small = any(0 < number < SMALLEST for number in numbers)
    assert total(counts) == (HIDDEN if small else Count(sum(numbers)))
