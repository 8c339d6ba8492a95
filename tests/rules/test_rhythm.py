"""How often a group meets, as people type it."""

from contextlib import suppress
from datetime import date, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeguard_desk.errors import Refusal
from safeguard_desk.rules.rhythm import LAST, Rhythm, dates, read_rhythm, write_rhythm

MON, TUE, WED, THU, FRI = range(5)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("every second month, second Tuesday, 10:00", Rhythm(2, False, TUE, 2, time(10))),
        ("Every 6 weeks on Thursday at 14:00", Rhythm(6, True, THU, 0, time(14))),
        ("quarterly, last Wednesday, 09:30", Rhythm(3, False, WED, LAST, time(9, 30))),
        ("monthly, first Monday", Rhythm(1, False, MON, 1)),
        ("six times a year, third Tuesday", Rhythm(2, False, TUE, 3)),
        ("4 times a year on the 2nd Thu at 2pm", Rhythm(3, False, THU, 2, time(14))),
        ("every other month on the last Friday, 9.30", Rhythm(2, False, FRI, LAST, time(9, 30))),
        ("bi-monthly 1st Wed 1000", Rhythm(2, False, WED, 1, time(10))),
        ("every two months, third tuesday of the month", Rhythm(2, False, TUE, 3)),
        ("third Tuesday of every month", Rhythm(1, False, TUE, 3)),
        ("fortnightly on Mondays at noon", Rhythm(2, True, MON, 0, time(12))),
        ("every third week, Friday", Rhythm(3, True, FRI)),
        ("weekly tues 8am", Rhythm(1, True, TUE, 0, time(8))),
        ("twice a year, first Thursday", Rhythm(6, False, THU, 1)),
        ("once a year, first Thursday, from May", Rhythm(12, False, THU, 1, anchor=5)),
        ("every 3 months starting in February, 2nd Mon", Rhythm(3, False, MON, 2, anchor=2)),
        ("quarterly, second Tuesday, 10:00 to 12:30", Rhythm(3, False, TUE, 2, time(10), 150)),
        ("quarterly, second Tuesday, 10:00–12:30", Rhythm(3, False, TUE, 2, time(10), 150)),
        ("monthly, first Monday 10am for 1.5 hours", Rhythm(1, False, MON, 1, time(10), 90)),
        (
            "monthly except August, first Monday",
            Rhythm(1, False, MON, 1, months=frozenset(range(1, 13)) - {8}),
        ),
        (
            "in Jan, Apr, July and October, second Tuesday, 10:00",
            Rhythm(1, False, TUE, 2, time(10), months=frozenset({1, 4, 7, 10})),
        ),
        (
            "second Tuesday of March and September",
            Rhythm(1, False, TUE, 2, months=frozenset({3, 9})),
        ),
    ],
)
def test_a_rule_is_read_as_people_type_it(typed: str, meant: Rhythm) -> None:
    assert read_rhythm(typed) == meant


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("", "The rule is empty"),
        ("second Tuesday", "does not say how often"),
        ("monthly", "does not name a weekday"),
        ("monthly, Tuesday", "which Tuesday of the month"),
        ("every 6 weeks, first Thursday", "weeks know no first Thursday"),
        ("monthly, fifth Friday", "not every month has a fifth"),
        ("five times a year, third Tuesday", "five meetings do not fall evenly"),
        ("monthly, first Monday, after lunch", "what does “after lunch” mean"),
        ("every 30 months, first Monday", "at least once a year"),
        ("every 99 weeks on Monday", "at least once a year"),
        ("monthly, first Monday, 25:00", "no time of day"),
        ("monthly, first Monday, 12:00 to 10:00", "ends before it begins"),
        ("monthly, first Monday or Tuesday", "what does “or tuesday” mean"),
        ("x" * 300, "too long"),
    ],
)
def test_what_is_not_understood_is_named(typed: str, why: str) -> None:
    with pytest.raises(Refusal, match=why) as refused:
        read_rhythm(typed)
    assert refused.value.todo


@pytest.mark.parametrize(
    ("typed", "last", "first_four"),
    [
        (
            "every second month, second Tuesday",
            None,
            [date(2027, 4, 13), date(2027, 6, 8), date(2027, 8, 10), date(2027, 10, 12)],
        ),
        (
            "every second month, second Tuesday",
            date(2027, 3, 9),
            [date(2027, 5, 11), date(2027, 7, 13), date(2027, 9, 14), date(2027, 11, 9)],
        ),
        (
            "every 6 weeks on Thursday",
            date(2027, 3, 18),
            [date(2027, 4, 29), date(2027, 6, 10), date(2027, 7, 22), date(2027, 9, 2)],
        ),
        (
            "every 6 weeks on Thursday",
            date(2027, 3, 16),  # moved to the Tuesday of its week
            [date(2027, 4, 29), date(2027, 6, 10), date(2027, 7, 22), date(2027, 9, 2)],
        ),
        (
            "quarterly, last Wednesday",
            None,
            [date(2027, 4, 28), date(2027, 7, 28), date(2027, 10, 27), date(2028, 1, 26)],
        ),
        (
            "quarterly, last Wednesday, from May",
            date(2027, 3, 31),
            [date(2027, 5, 26), date(2027, 8, 25), date(2027, 11, 24), date(2028, 2, 23)],
        ),
        ("in June and Dec, first Monday", None, [date(2027, 6, 7), date(2027, 12, 6)]),
    ],
)
def test_the_days_of_a_financial_year(
    typed: str, last: date | None, first_four: list[date]
) -> None:
    found = dates(read_rhythm(typed), date(2027, 4, 1), date(2028, 3, 31), last=last)
    assert found[:4] == first_four


def test_a_first_month_whose_day_is_past_is_not_counted_from() -> None:
    rhythm = read_rhythm("every second month, first Monday")
    found = dates(rhythm, date(2027, 4, 20), date(2027, 8, 31))
    assert found == [date(2027, 5, 3), date(2027, 7, 5)]


RHYTHMS = st.one_of(
    st.builds(Rhythm, st.integers(1, 26), st.just(True), st.integers(0, 6)),
    st.builds(
        Rhythm,
        st.sampled_from([1, 2, 3, 4, 6, 12]),
        st.just(False),
        st.integers(0, 6),
        st.sampled_from([1, 2, 3, 4, LAST]),
        st.one_of(st.none(), st.times().map(lambda at: at.replace(second=0, microsecond=0))),
        anchor=st.integers(0, 12),
        length_minutes=st.one_of(st.none(), st.integers(5, 600)),
    ),
)
DAYS = st.dates(date(2020, 1, 1), date(2040, 12, 31))


@given(RHYTHMS, DAYS, st.integers(0, 800), st.one_of(st.none(), DAYS))
def test_every_day_is_of_its_weekday_within_the_span_and_in_order(
    rhythm: Rhythm, start: date, span: int, last: date | None
) -> None:
    end = start + timedelta(days=span)
    found = dates(rhythm, start, end, last=last)
    assert found == sorted(set(found))
    assert all(start <= day <= end and day.weekday() == rhythm.weekday for day in found)
    least = rhythm.every * 7 if rhythm.weeks else rhythm.every * 28 - 7
    assert all((b - a).days >= least for a, b in pairwise(found))
    gap = rhythm.every * 7 if rhythm.weeks else rhythm.every * 31 + 7
    assert all((b - a).days <= gap for a, b in pairwise(found))
    if span > 2 * gap:
        assert found


@given(RHYTHMS)
def test_what_is_understood_reads_back_as_the_same(rhythm: Rhythm) -> None:
    assert read_rhythm(write_rhythm(rhythm)) == rhythm


@given(st.frozensets(st.integers(1, 12), min_size=1, max_size=11))
def test_named_months_read_back_as_the_same(months: frozenset[int]) -> None:
    rhythm = Rhythm(1, False, TUE, 2, months=months)
    assert read_rhythm(write_rhythm(rhythm)) == rhythm
    found = dates(rhythm, date(2027, 4, 1), date(2028, 3, 31))
    assert {day.month for day in found} == months


@given(st.text(max_size=60))
def test_no_text_does_anything_but_be_understood_or_refused(text: str) -> None:
    with suppress(Refusal):
        assert read_rhythm(text).every >= 1
