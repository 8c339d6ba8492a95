"""Filters, gaps and clashes of a merged chronology."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeguard_desk.rules.chronology import Sieve, clashes, gaps, sieved, span, told
from safeguard_desk.rules.terms_review import Exact, Significance


@dataclass(frozen=True)
class Event:
    on: date
    agency: str = "GP"
    words: str = "Seen"
    exact: Exact = Exact.DAY
    significance: Significance = Significance.ROUTINE
    compared: str = ""


JAN = date(2026, 1, 1)


@pytest.mark.parametrize(
    ("exact", "first", "last"),
    [
        (Exact.DAY, date(2024, 2, 10), date(2024, 2, 10)),
        (Exact.ABOUT, date(2024, 2, 3), date(2024, 2, 17)),
        (Exact.MONTH, date(2024, 2, 1), date(2024, 2, 29)),
        (Exact.YEAR, date(2024, 1, 1), date(2024, 12, 31)),
    ],
)
def test_an_event_known_roughly_spans_what_it_may_be(exact: Exact, first: date, last: date) -> None:
    assert span(date(2024, 2, 10), exact) == (first, last)


@pytest.mark.parametrize(
    ("sieve", "seen"),
    [
        (Sieve(), [0, 1, 2]),
        (Sieve(words="call GP"), [0]),
        (Sieve(agency="Police"), [1, 2]),
        (Sieve(least=Significance.NOTABLE), [1, 2]),
        (Sieve(least=Significance.KEY), [2]),
        (Sieve(first=date(2026, 2, 20)), [1, 2]),
        (Sieve(last=date(2026, 2, 2)), [0, 1]),
        (Sieve(agency="Police", first=date(2026, 3, 2)), [2]),
    ],
)
def test_a_sieve_lets_through_what_fits_all_its_parts(sieve: Sieve, seen: list[int]) -> None:
    events = [
        Event(JAN, words="A call came"),
        Event(date(2026, 2, 3), "Police", exact=Exact.MONTH, significance=Significance.NOTABLE),
        Event(date(2026, 3, 5), "Police", significance=Significance.KEY),
    ]
    assert sieved(events, sieve) == [events[place] for place in seen]


def test_a_gap_is_only_where_nothing_can_have_been() -> None:
    late = JAN + timedelta(days=100)
    assert [one.days for one in gaps([Event(JAN), Event(late)])] == [100]
    assert gaps([Event(JAN), Event(late)], 100) == []
    assert gaps([Event(JAN), Event(date(2026, 3, 9), exact=Exact.YEAR), Event(late)]) == []
    assert gaps([Event(JAN), Event(date(2026, 1, 9), exact=Exact.MONTH), Event(late)]) == []
    assert gaps([]) == []


@given(st.lists(st.dates(date(2020, 1, 1), date(2026, 1, 1)), min_size=2))
def test_gaps_never_hold_an_event_and_are_in_order(days: list[date]) -> None:
    found = gaps([Event(day) for day in days], 30)
    assert all(not one.first < day < one.last for one in found for day in days)
    assert [one.first for one in found] == sorted(one.first for one in found)


def test_a_day_that_one_agency_denies_and_another_tells_is_contradicting() -> None:
    visited, denied = Event(JAN, "HAS", "Home visit made"), Event(JAN, "Housing", "No contact")
    (clash,) = clashes([visited, denied])
    assert clash.contradicting
    assert "HAS and Housing: they contradict each other" in clash.words
    (same,) = clashes([visited, Event(JAN, "GP", "Seen at the surgery")])
    assert not same.contradicting
    assert "compare" in same.words
    assert clashes([visited, Event(JAN, "HAS", "No contact")]) == []
    assert clashes([visited, Event(JAN, "GP", "No", exact=Exact.ABOUT)]) == []


def test_a_clash_that_was_compared_is_told_no_longer() -> None:
    one = Event(JAN, "HAS", "Visit", compared="Housing had the wrong day")
    other = Event(JAN, "Housing", "No contact")
    (clash,) = clashes([one, other])
    assert "Housing had the wrong day" in clash.words
    assert told([one, other]) == ()
