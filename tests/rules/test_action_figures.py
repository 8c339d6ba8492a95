"""Months, bands and the six-month rule: every action falls into exactly one."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeguard_desk.rules.action_figures import (
    AGES,
    MONTHS,
    SLIPS,
    SixMonths,
    age_band,
    months_to,
    raised_within,
    six_months,
    slip_band,
)
from safeguard_desk.rules.terms import ActionStatus

TODAY = date(2026, 11, 23)
DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))


def test_twelve_months_lead_up_to_the_present_one() -> None:
    months = months_to(TODAY)
    assert [month.title for month in (months[0], months[-1])] == ["Dec 2025", "Nov 2026"]
    assert months[2].code == "2026-02"
    assert months[2].end == date(2026, 2, 28)


@given(DAYS, st.integers(1, 40))
def test_months_follow_each_other_without_a_gap(day: date, count: int) -> None:
    months = months_to(day, count)
    assert len(months) == count
    assert months[-1].start <= day <= months[-1].end
    for one, following in pairwise(months):
        assert one.end + timedelta(days=1) == following.start
    assert len(months_to(day)) == MONTHS


@pytest.mark.parametrize(
    ("days", "band"),
    [
        *((-3, "to_30"), (0, "to_30"), (30, "to_30"), (31, "to_90"), (90, "to_90")),
        *((91, "to_182"), (182, "to_182"), (183, "to_365"), (365, "to_365"), (366, "over_365")),
    ],
)
def test_an_age_falls_into_its_band(days: int, band: str) -> None:
    assert age_band(TODAY - timedelta(days=days), TODAY).code == band


@given(DAYS, DAYS)
def test_the_days_of_a_band_are_those_whose_age_falls_into_it(raised: date, today: date) -> None:
    for band in AGES:
        first, last = raised_within(band, today)
        within = (first is None or first <= raised) and (last is None or raised <= last)
        assert within == (age_band(raised, today) is band)


@given(st.integers(0, 50))
def test_slips_fall_into_one_band(slips: int) -> None:
    assert [band for band in SLIPS if band.holds(slips)] == [slip_band(slips)]


OPEN, DONE = ActionStatus.OPEN, ActionStatus.COMPLETED
AGREED = date(2026, 8, 31)
LIMIT = date(2027, 2, 28)


@pytest.mark.parametrize(
    ("status", "agreed", "due", "completed", "today", "reasoned", "stands"),
    [
        (DONE, AGREED, None, LIMIT, LIMIT, False, SixMonths.HELD),
        (DONE, AGREED, None, date(2027, 3, 1), date(2027, 4, 1), True, SixMonths.LATE),
        (ActionStatus.CLOSED, AGREED, None, TODAY, TODAY, False, SixMonths.HELD),
        (OPEN, AGREED, LIMIT, None, LIMIT, False, SixMonths.RUNNING),
        (OPEN, AGREED, None, None, TODAY, False, SixMonths.RUNNING),
        (OPEN, AGREED, date(2027, 3, 1), None, TODAY, True, SixMonths.EXCEPTION),
        (OPEN, AGREED, date(2027, 3, 1), None, TODAY, False, SixMonths.UNREASONED),
        (OPEN, AGREED, date(2027, 5, 1), None, date(2027, 3, 1), True, SixMonths.OVERRUN),
        (ActionStatus.ON_HOLD, AGREED, None, None, date(2027, 3, 1), False, SixMonths.OVERRUN),
        (OPEN, None, LIMIT, None, TODAY, False, SixMonths.UNDATED),
        (ActionStatus.CLOSED, AGREED, None, None, TODAY, False, SixMonths.UNDATED),
        (ActionStatus.CANCELLED, AGREED, None, None, TODAY, False, None),
    ],
)
def test_an_action_stands_by_the_six_month_rule(
    status: ActionStatus,
    agreed: date | None,
    due: date | None,
    completed: date | None,
    today: date,
    reasoned: bool,
    stands: SixMonths | None,
) -> None:
    assert six_months(status, agreed, due, completed, today, reasoned=reasoned) is stands
    assert stands is None or stands.is_broken == stands.label.startswith("Broken")
