"""Working days, months and quarters."""

import os
from datetime import date, timedelta

import pytest
from holidays import country_holidays
from hypothesis import given
from hypothesis import strategies as st

from safeguard_desk import resources
from safeguard_desk.errors import Refusal
from safeguard_desk.rules.working_days import (
    BANK_HOLIDAYS,
    LONGEST,
    Quarter,
    add_months,
    add_working_days,
    bank_holidays,
    clear_working_days_before,
    financial_year,
    is_working_day,
    month_end,
    working_days_between,
)

days = st.dates(date(1990, 1, 1), date(2090, 12, 31))


@pytest.mark.parametrize(
    ("day", "working"),
    [
        (date(2026, 12, 24), True),
        (date(2026, 12, 25), False),
        (date(2026, 12, 26), False),  # Boxing Day, a Saturday
        (date(2026, 12, 28), False),  # its substitute
        (date(2026, 12, 29), True),
        (date(2027, 1, 1), False),
        (date(2026, 8, 31), False),  # late summer bank holiday
        (date(2026, 8, 3), True),  # Scotland's
        (date(2026, 11, 30), True),  # St Andrew's Day
        (date(2023, 5, 8), False),  # the coronation
        (date(2022, 9, 19), False),  # the Queen's funeral
        (date(2026, 11, 21), False),
        (date(2026, 11, 22), False),
    ],
)
def test_working_days_leave_out_weekends_and_bank_holidays_of_england(
    day: date, working: bool
) -> None:
    assert is_working_day(day) is working


def test_bank_holidays_are_named_and_in_order() -> None:
    found = bank_holidays(2026)
    assert list(found) == sorted(found)
    assert found[date(2026, 4, 3)] == "Good Friday"
    assert len(found) == 9


def test_bank_holidays_are_those_of_a_library_that_is_kept_up_to_date() -> None:
    """After a newer library knows more, WRITE_REFERENCES=1 writes the program's table anew."""
    known = country_holidays("GB", subdiv="ENG", years=range(1860, 2111), language="en_GB")
    lines = "".join(f"{day.isoformat()},{name}\n" for day, name in sorted(known.items()))
    path = resources.file(BANK_HOLIDAYS)
    if os.environ.get("WRITE_REFERENCES"):
        path.write_text(lines, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == lines


@pytest.mark.parametrize("year", [1, 1871, 2101, 9999])
def test_a_year_without_known_bank_holidays_has_none(year: int) -> None:
    assert not bank_holidays(year)


@pytest.mark.parametrize(
    ("start", "n", "due"),
    [
        (date(2026, 12, 14), 5, date(2026, 12, 21)),
        (date(2026, 12, 14), 15, date(2027, 1, 7)),
        (date(2026, 12, 14), 0, date(2026, 12, 14)),
        (date(2026, 11, 21), 0, date(2026, 11, 21)),
        (date(2026, 11, 21), 1, date(2026, 11, 23)),
        (date(2026, 11, 21), -1, date(2026, 11, 20)),
        (date(2027, 1, 4), -5, date(2026, 12, 23)),
        (date(2026, 11, 17), -15, date(2026, 10, 27)),
    ],
)
def test_the_day_of_the_event_is_day_0(start: date, n: int, due: date | None) -> None:
    assert add_working_days(start, n) == due


@pytest.mark.parametrize(
    ("start", "n"),
    [(date.max, 1), (date.min, -1), (date(2026, 1, 1), LONGEST + 1), (date(2026, 1, 1), -(10**9))],
)
def test_a_period_beyond_the_calendar_is_refused(start: date, n: int) -> None:
    with pytest.raises(Refusal, match="beyond what can be reckoned"):
        add_working_days(start, n)


def test_five_clear_working_days_count_neither_dispatch_nor_meeting() -> None:
    assert clear_working_days_before(date(2026, 11, 17), 5) == date(2026, 11, 9)
    assert clear_working_days_before(date(2027, 1, 5), 5) == date(2026, 12, 23)


@given(days, st.integers(1, 300))
def test_adding_and_counting_working_days_agree(start: date, n: int) -> None:
    end = add_working_days(start, n)
    assert is_working_day(end)
    assert working_days_between(start, end) == n
    assert working_days_between(end, start) == -n
    assert add_working_days(end, -n) <= start


@given(days, days)
def test_working_days_between_is_what_counting_on_fingers_gives(a: date, b: date) -> None:
    first, last = min(a, b), min(max(a, b), min(a, b) + timedelta(days=400))
    counted = sum(
        is_working_day(first + timedelta(days=n)) for n in range(1, (last - first).days + 1)
    )
    assert working_days_between(first, last) == counted


def test_a_count_over_all_time_is_possible() -> None:
    assert working_days_between(date.min, date.max) > 2_500_000


@pytest.mark.parametrize(
    ("start", "n", "end"),
    [
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2026, 12, 14), 6, date(2027, 6, 14)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
        (date(9999, 11, 30), 1, date(9999, 12, 30)),
    ],
)
def test_months_end_on_the_same_day_or_the_months_last(start: date, n: int, end: date) -> None:
    assert add_months(start, n) == end


@pytest.mark.parametrize(("start", "n"), [(date.max, 1), (date.min, -1), (date.min, 10**6)])
def test_months_beyond_the_calendar_are_refused(start: date, n: int) -> None:
    with pytest.raises(Refusal, match="beyond"):
        add_months(start, n)


def test_a_leap_year_february_has_29_days() -> None:
    assert month_end(2028, 2) == date(2028, 2, 29)


def test_the_financial_year_begins_in_april() -> None:
    assert financial_year(date(2027, 3, 31)) == 2026
    assert financial_year(date(2027, 4, 1)) == 2027


@pytest.mark.parametrize(
    ("text", "start", "end", "label"),
    [
        ("2026-Q1", date(2026, 4, 1), date(2026, 6, 30), "Q1 2026/27"),
        ("2026-Q2", date(2026, 7, 1), date(2026, 9, 30), "Q2 2026/27"),
        ("2026-Q3", date(2026, 10, 1), date(2026, 12, 31), "Q3 2026/27"),
        ("2026-Q4", date(2027, 1, 1), date(2027, 3, 31), "Q4 2026/27"),
        (" 2026 q4 ", date(2027, 1, 1), date(2027, 3, 31), "Q4 2026/27"),
        ("2026/27 Q4", date(2027, 1, 1), date(2027, 3, 31), "Q4 2026/27"),
        ("1999-Q1", date(1999, 4, 1), date(1999, 6, 30), "Q1 1999/00"),
    ],
)
def test_a_quarter_is_of_the_financial_year(text: str, start: date, end: date, label: str) -> None:
    quarter = Quarter.parse(text)
    assert (quarter.start, quarter.end, quarter.label) == (start, end, label)
    assert Quarter.of(start) == Quarter.of(end) == Quarter.parse(quarter.code) == quarter


@pytest.mark.parametrize(
    "text", ["", "2026", "2026-Q5", "2026-Q0", "26-Q3", "2026/28 Q1", "9999-Q4"]
)
def test_what_is_no_quarter_is_refused(text: str) -> None:
    with pytest.raises(Refusal, match="is no quarter"):
        Quarter.parse(text)


def test_a_quarter_before_the_calendar_is_refused() -> None:
    with pytest.raises(Refusal):
        Quarter(0, 3)
    assert Quarter.of(date.min).start == date.min


@given(st.dates())
def test_every_day_lies_in_its_quarter(day: date) -> None:
    quarter = Quarter.of(day)
    assert quarter.start <= day <= quarter.end


def test_quarters_sort_by_time() -> None:
    assert Quarter(2026, 4) < Quarter(2027, 1)
