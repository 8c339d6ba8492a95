"""BRAG, the six-month rule and chasing (DOMAIN 3)."""

from datetime import date, timedelta
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeguard_desk.rules.rating import (
    beyond_six_months,
    brag,
    breaches_six_months,
    chase_days,
    chases_due,
    days_overdue,
    next_chase,
    six_month_limit,
)
from safeguard_desk.rules.terms import ActionStatus, ChasedTo, Rating
from safeguard_desk.rules.working_days import is_working_day

TODAY = date(2026, 11, 17)
A, R = ActionStatus, Rating


@pytest.mark.parametrize(
    ("status", "due_in", "slips", "rating"),
    [
        (A.CLOSED, -30, 5, R.BLUE),
        (A.CANCELLED, -30, 0, None),
        (A.COMPLETED, -30, 3, R.GREEN),
        (A.OPEN, -1, 0, R.RED),
        (A.OPEN, 0, 0, R.AMBER),
        (A.OPEN, 14, 0, R.AMBER),
        (A.OPEN, 15, 0, R.GREEN),
        (A.OPEN, 90, 1, R.AMBER),
        (A.OPEN, 90, 2, R.RED),
        (A.OPEN, None, 0, R.GREEN),
        (A.OPEN, None, 1, R.AMBER),
        (A.OPEN, None, 2, R.RED),
        (A.ON_HOLD, -1, 0, R.RED),
        (A.REOPENED, 3, 0, R.AMBER),
        (A.PROPOSED, 60, 0, R.GREEN),
    ],
)
def test_rating_follows_from_status_due_date_and_slips(
    status: ActionStatus, due_in: int | None, slips: int, rating: Rating | None
) -> None:
    due = None if due_in is None else TODAY + timedelta(days=due_in)
    assert brag(status, due, TODAY, slips) is rating


@pytest.mark.parametrize(
    ("status", "rating"),
    [(A.OPEN, R.GREEN), (A.COMPLETED, R.GREEN), (A.CLOSED, R.BLUE), (A.CANCELLED, None)],
)
def test_an_override_wins_only_while_the_action_is_open(
    status: ActionStatus, rating: Rating | None
) -> None:
    assert brag(status, TODAY - timedelta(days=1), TODAY, 0, R.GREEN) is rating


@given(
    st.sampled_from(list(A)),
    st.none() | st.dates(),
    st.dates(),
    st.integers(0, 9),
    st.none() | st.sampled_from(list(R)),
)
def test_every_action_but_a_cancelled_one_has_a_rating(
    status: ActionStatus, due: date | None, today: date, slips: int, override: Rating | None
) -> None:
    assert (brag(status, due, today, slips, override) is None) == (status is A.CANCELLED)


def test_days_overdue_count_only_while_something_is_awaited() -> None:
    late = TODAY - timedelta(days=3)
    assert days_overdue(A.OPEN, late, TODAY) == 3
    assert days_overdue(A.COMPLETED, late, TODAY) == 0
    assert days_overdue(A.OPEN, TODAY, TODAY) == 0
    assert days_overdue(A.OPEN, None, TODAY) == 0


def test_the_six_month_rule_ends_on_the_months_last_day() -> None:
    assert six_month_limit(date(2026, 8, 31)) == date(2027, 2, 28)


def test_a_due_date_beyond_six_months_needs_a_reason() -> None:
    agreed = date(2026, 11, 17)
    assert not beyond_six_months(agreed, date(2027, 5, 17))
    assert beyond_six_months(agreed, date(2027, 5, 18))
    assert not beyond_six_months(None, date(2027, 5, 18))
    assert not beyond_six_months(agreed, None)


def test_completion_after_six_months_breaches_the_rule() -> None:
    agreed, last = date(2026, 5, 17), TODAY
    assert not breaches_six_months(agreed, None, last)
    assert breaches_six_months(agreed, None, last + timedelta(days=1))
    assert not breaches_six_months(agreed, last, last + timedelta(days=400))
    assert breaches_six_months(agreed, last + timedelta(days=1), last + timedelta(days=400))
    assert not breaches_six_months(None, None, TODAY)


def test_an_owner_is_chased_before_on_and_weekly_after_the_due_date() -> None:
    due = date(2026, 12, 11)
    assert [(c.number, c.on, c.to) for c in islice(chase_days(due), 5)] == [
        (1, date(2026, 11, 27), "owner"),
        (2, date(2026, 12, 11), "owner"),
        (3, date(2026, 12, 18), "senior"),
        (4, date(2026, 12, 29), "board"),  # Christmas Day, then the next working day
        (5, date(2027, 1, 4), "board"),  # New Year's Day
    ]


def test_chases_due_are_those_up_to_a_day() -> None:
    due = date(2026, 12, 11)
    assert chases_due(due, date(2026, 11, 26)) == ()
    assert [chase.number for chase in chases_due(due, date(2026, 12, 18))] == [1, 2, 3]


def test_chasing_ends_with_the_calendar() -> None:
    due = date(9999, 12, 1)
    assert chases_due(due, date.max) == tuple(chase_days(due))
    assert [chase.on.month for chase in chase_days(due)] == [11, 12, 12, 12, 12]


@pytest.mark.parametrize(
    ("due", "made", "today", "expected"),
    [
        # Ten working days before 12 January 2027, over Christmas, Boxing Day and New Year's Day.
        (date(2027, 1, 12), (), date(2026, 12, 23), None),
        (date(2027, 1, 12), (), date(2026, 12, 24), (1, ChasedTo.OWNER, date(2026, 12, 24))),
        # Nobody worked from Christmas Day to the 28th: the chase waits and is not lost.
        (date(2027, 1, 12), (), date(2026, 12, 29), (1, ChasedTo.OWNER, date(2026, 12, 24))),
        # Due on Good Friday 2027: the chase of the day goes out after Easter Monday.
        (date(2027, 3, 26), (date(2027, 3, 12),), date(2027, 3, 29), None),
        (
            *(date(2027, 3, 26), (date(2027, 3, 12),), date(2027, 3, 30)),
            (2, ChasedTo.OWNER, date(2027, 3, 30)),
        ),
        # The first went out only after the due date: the second waits a week from it.
        (date(2026, 12, 1), (date(2026, 12, 3),), date(2026, 12, 9), None),
        (
            *(date(2026, 12, 1), (date(2026, 12, 3),), date(2026, 12, 10)),
            (2, ChasedTo.OWNER, date(2026, 12, 10)),
        ),
        (
            *(date(2026, 12, 1), (date(2026, 11, 17), date(2026, 12, 1)), date(2026, 12, 8)),
            (3, ChasedTo.SENIOR, date(2026, 12, 8)),
        ),
    ],
)
def test_the_next_chase_is_the_first_that_nobody_made(
    due: date,
    made: tuple[date, ...],
    today: date,
    expected: tuple[int, ChasedTo, date] | None,
) -> None:
    chase = next_chase(due, made, today)
    assert (chase and (chase.number, chase.to, chase.on)) == expected


@given(
    st.dates(date(2026, 1, 1), date(2028, 12, 31)),
    st.lists(st.integers(1, 20), min_size=4, max_size=30),
)
def test_no_action_is_chased_twice_for_one_chase_whenever_somebody_looks(
    due: date, steps: list[int]
) -> None:
    """Whoever chases whenever the list says so goes owner, owner, senior, board, a day each."""
    today = due - timedelta(days=30)
    made: list[date] = []
    told = []
    for step in [0, *steps]:
        today += timedelta(days=step)
        chase = next_chase(due, made, today)
        if chase is None:
            continue
        assert chase.on <= today
        assert is_working_day(chase.on)
        told.append((chase.number, chase.to))
        made.append(today)
        assert next_chase(due, made, today) is None
    assert [number for number, _ in told] == list(range(1, len(told) + 1))
    order = [ChasedTo.OWNER, ChasedTo.OWNER, ChasedTo.SENIOR]
    assert [to for _, to in told][:3] == order[: len(told)]
    assert {to for _, to in told[3:]} <= {ChasedTo.BOARD}
