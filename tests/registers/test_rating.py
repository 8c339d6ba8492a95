"""The rating in SQL is the rule's rating: what holds registers/actions.py to rules/rating.py."""

from collections.abc import Callable
from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from tests.making import TestClock

from safeguard_desk.desk.desk import Desk
from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.models import Action
from safeguard_desk.registers import paging
from safeguard_desk.registers.actions import ACTIONS
from safeguard_desk.registers.paging import Query
from safeguard_desk.rules.rating import brag, days_overdue
from safeguard_desk.rules.terms import ActionStatus, Rating
from safeguard_desk.views.rated import rating

TODAY = date(2026, 11, 17)
DUE = (None, *(TODAY + timedelta(days=days) for days in (-400, -1, 0, 1, 13, 14, 15, 400)))
Case = tuple[ActionStatus, date | None, int, Rating | None]
TABLE: list[Case] = list(product(ActionStatus, DUE, (0, 1, 2, 5), (None, *Rating)))
cases = st.tuples(
    st.sampled_from(ActionStatus),
    st.none() | st.dates(date(2026, 10, 1), date(2027, 1, 31)),
    st.integers(0, 4),
    st.sampled_from([None, *Rating]),
)


@pytest.fixture
def put(desk: Desk, group_id: Callable[[str], str]) -> Callable[[list[Case]], None]:
    """Put actions of these cases on the desk, whatever way would have led there."""
    group = group_id("QA")

    def put_all(uow: UnitOfWork, wanted: list[Case]) -> None:
        for action in uow.all(select(Action)):
            uow.delete(action)
        for status, due, slips, override in wanted:
            action = Action(ref=f"QA-{uow.next_number('QA'):04}", group_id=group, raised_on=TODAY)
            action.status, action.due_on, action.slips = status, due, slips
            action.rating_override = override
            uow.add(action)

    def put(wanted: list[Case]) -> None:
        desk.change("Put", lambda uow: put_all(uow, wanted))

    return put


def assert_rated_by_the_rule(desk: Desk, today: date) -> None:
    a = Action
    with desk.read() as reader:
        rows = reader.rows(select(a.status, a.due_on, a.slips, a.rating_override, rating(today)))
    for status, due, slips, override, rated in rows:
        assert rated == brag(status, due, today, slips, override), (status, due, slips, override)


def test_every_case_of_the_table_is_rated_by_the_rule(
    desk: Desk, put: Callable[[list[Case]], None]
) -> None:
    put(TABLE)
    assert_rated_by_the_rule(desk, TODAY)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=True,
)
@given(wanted=st.lists(cases, min_size=1, max_size=20), today=st.dates(TODAY, date(2027, 3, 1)))
def test_any_action_on_any_day_is_rated_by_the_rule(
    desk: Desk, put: Callable[[list[Case]], None], wanted: list[Case], today: date
) -> None:
    put(wanted)
    assert_rated_by_the_rule(desk, today)


def test_overdue_and_due_soon_are_what_the_rule_calls_so(
    desk: Desk, put: Callable[[list[Case]], None]
) -> None:
    put(TABLE)
    a = Action
    with desk.read() as reader:
        rows = {row[0]: row[1:] for row in reader.rows(select(a.id, a.status, a.due_on))}
        overdue = set(paging.ids(reader, ACTIONS, Query(filters=frozenset({"overdue"}))))
        soon = set(paging.ids(reader, ACTIONS, Query(filters=frozenset({"due_soon"}))))
    late = {i for i, (status, due) in rows.items() if days_overdue(status, due, TODAY)}
    assert overdue == late
    assert soon == {
        i
        for i, (status, due) in rows.items()
        if status.is_awaited and due is not None and 0 <= (due - TODAY).days <= 14
    }


def test_the_rating_changes_at_midnight_in_london(
    desk: Desk, clock: TestClock, put: Callable[[list[Case]], None]
) -> None:
    put([(ActionStatus.OPEN, TODAY, 0, None)])

    def rated() -> Rating:
        with desk.read() as reader:
            row = paging.page(reader, ACTIONS, Query())[0]
            found: Rating = row[1 + [column.code for column in ACTIONS.columns].index("rating")]
            return found

    clock.moment = clock.moment.replace(hour=23, minute=59)
    assert rated() is Rating.AMBER
    clock.pass_by(minutes=2)
    assert rated() is Rating.RED


def test_the_most_urgent_come_first_when_ordered_by_rating(
    desk: Desk, put: Callable[[list[Case]], None]
) -> None:
    put(TABLE)
    with desk.read() as reader:
        rows = paging.page(reader, ACTIONS, Query(order="rating"))
    place = 1 + [column.code for column in ACTIONS.columns].index("rating")
    order = [Rating.RED, Rating.AMBER, Rating.GREEN, Rating.BLUE, None]
    ratings = [order.index(row[place]) for row in rows]
    assert ratings == sorted(ratings)
