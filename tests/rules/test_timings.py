"""How the minutes of an agenda fall on the clock."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeguard_desk.rules.timings import ends, overrun, starts

minutes = st.lists(st.integers(0, 120), max_size=12)


def test_each_item_starts_when_those_before_it_have_had_their_minutes() -> None:
    assert starts(time(10), [5, 20, 0, 90]) == [time(10), time(10, 5), time(10, 25), time(10, 25)]
    assert ends(time(10), [5, 20, 0, 90]) == time(11, 55)


def test_an_agenda_past_midnight_goes_on_the_next_day() -> None:
    assert starts(time(23, 30), [45, 15]) == [time(23, 30), time(0, 15)]


@pytest.mark.parametrize(("items", "length", "over"), [([60, 60], 120, 0), ([60, 75], 120, 15)])
def test_an_overrun_is_what_does_not_fit(items: list[int], length: int, over: int) -> None:
    assert overrun(items, length) == over


@given(minutes)
def test_there_is_a_start_for_each_item_and_the_first_is_the_meetings(items: list[int]) -> None:
    found = starts(time(10), items)
    assert len(found) == len(items)
    assert found[:1] == [time(10)][: len(items)]
    assert ends(time(10), items) == starts(time(10), [*items, 5])[-1]
