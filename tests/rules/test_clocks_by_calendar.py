"""The clocks against a calendar kept apart: bank holidays typed in, days counted off a list.

The program takes its bank holidays from a package and steps from day to day. Here they stand as
GOV.UK published them for England and Wales, one-off and moved days included (2018 to 2028; those
after by the same rules), and a period is a place in the list of all working days.
"""

from bisect import bisect_left, bisect_right
from datetime import date, timedelta

import pytest

from safeguard_desk.rules.clocks import CLOCKS, Period, clock_state, due
from safeguard_desk.rules.working_days import (
    add_working_days,
    bank_holidays,
    clear_working_days_before,
    is_working_day,
    working_days_between,
)

CLOSED = {
    2017: "2/1 14/4 17/4 1/5 29/5 28/8 25/12 26/12",
    2018: "1/1 30/3 2/4 7/5 28/5 27/8 25/12 26/12",
    2019: "1/1 19/4 22/4 6/5 27/5 26/8 25/12 26/12",
    2020: "1/1 10/4 13/4 8/5 25/5 31/8 25/12 28/12",  # early May moved to VE day
    2021: "1/1 2/4 5/4 3/5 31/5 30/8 27/12 28/12",
    2022: "3/1 15/4 18/4 2/5 2/6 3/6 29/8 19/9 26/12 27/12",  # jubilee, state funeral
    2023: "2/1 7/4 10/4 1/5 8/5 29/5 28/8 25/12 26/12",  # coronation
    2024: "1/1 29/3 1/4 6/5 27/5 26/8 25/12 26/12",
    2025: "1/1 18/4 21/4 5/5 26/5 25/8 25/12 26/12",
    2026: "1/1 3/4 6/4 4/5 25/5 31/8 25/12 28/12",
    2027: "1/1 26/3 29/3 3/5 31/5 30/8 27/12 28/12",
    2028: "3/1 14/4 17/4 1/5 29/5 28/8 25/12 26/12",
    2029: "1/1 30/3 2/4 7/5 28/5 27/8 25/12 26/12",
    2030: "1/1 19/4 22/4 6/5 27/5 26/8 25/12 26/12",
    2031: "1/1 11/4 14/4 5/5 26/5 25/8 25/12 26/12",
}
"""Days on which offices are closed besides weekends: day/month, in their order."""
HOLIDAYS = {
    date(year, int(month), int(day))
    for year, words in CLOSED.items()
    for day, _, month in (one.partition("/") for one in words.split())
}
EVERY = [date(2017, 1, 1) + timedelta(days=n) for n in range(15 * 365 + 3)]
OPEN = [day for day in EVERY if day.strftime("%a") not in {"Sat", "Sun"} and day not in HOLIDAYS]
ROUND_HOLIDAYS = {
    holiday + timedelta(days=n)
    for holiday in HOLIDAYS
    for n in (-21, -15, -7, -5, -3, -2, -1, 0, 1, 2, 3)
}
STARTS = sorted(
    day for day in {*ROUND_HOLIDAYS, *EVERY[::9]} if date(2018, 1, 1) <= day <= date(2030, 12, 31)
)


def counted(start: date, days: int) -> date:
    """Return the working day so many places after a day in the list, or before it."""
    if days > 0:
        return OPEN[bisect_right(OPEN, start) + days - 1]
    return OPEN[bisect_left(OPEN, start) + days]


def months_on(start: date, months: int) -> date:
    """Return the same day some months on by walking there; the last day where it has no such."""
    day, turned = start, 0
    while True:
        following = day + timedelta(days=1)
        turned += following.day == 1
        if turned == months + 1 or (turned == months and following.day == start.day):
            return following if turned == months else day
        day = following


def ends(start: date, period: Period) -> date:
    if period.unit == "months":
        return months_on(start, period.amount)
    if period.unit == "clear_working_days":
        return counted(start, period.amount - 1)
    return counted(start, period.amount)


def test_there_are_several_hundred_days_to_begin_on() -> None:
    assert len(STARTS) > 1000
    assert {day.year for day in STARTS} == set(range(2018, 2031))


@pytest.mark.parametrize("year", sorted(CLOSED))
def test_the_calendar_shipped_closes_on_just_these_weekdays(year: int) -> None:
    shipped = {day for day in bank_holidays(year) if day.strftime("%a") not in {"Sat", "Sun"}}
    assert sorted(shipped) == sorted(day for day in HOLIDAYS if day.year == year)


def test_one_off_and_moved_days_are_known() -> None:
    closed = {date(2020, 5, 8), date(2022, 6, 2), date(2022, 6, 3), date(2022, 9, 19)}
    assert not any(is_working_day(day) for day in closed | {date(2023, 5, 8)})
    worked = (date(2020, 5, 4), date(2022, 5, 30), date(2023, 5, 15), date(2022, 9, 20))
    assert all(is_working_day(day) for day in worked)


@pytest.mark.parametrize("kind", list(CLOCKS))
def test_each_clock_ends_on_the_day_of_the_calendar_kept_apart(kind: str) -> None:
    period = CLOCKS[kind].period
    wrong = [
        (start, found, wanted)
        for start in STARTS
        if (found := due(kind, start).due) != (wanted := ends(start, period))
    ]
    assert wrong == []


@pytest.mark.parametrize("days", [-40, -15, -7, -1, 1, 2, 5, 10, 15, 30, 60])
def test_counting_on_and_back_agrees_with_the_list(days: int) -> None:
    assert [s for s in STARTS if add_working_days(s, days) != counted(s, days)] == []


def test_clear_days_leave_that_many_working_days_between() -> None:
    for start in STARTS:
        sent = clear_working_days_before(start, 5)
        assert sum(sent < day < start for day in OPEN[bisect_left(OPEN, sent) :][:12]) == 5


@pytest.mark.parametrize("apart", [1, 4, 11, 33, 120, 300])
def test_days_between_two_days_are_the_days_of_the_list(apart: int) -> None:
    for start in STARTS[::3]:
        end = start + timedelta(days=apart)
        listed = bisect_right(OPEN, end) - bisect_right(OPEN, start)
        assert working_days_between(start, end) == listed
        assert working_days_between(end, start) == -listed
        if apart <= 33:
            assert clock_state(end, start).days == listed
