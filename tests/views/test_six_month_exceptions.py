"""The exceptions to the six-month rule: later dates with a reason, and nothing else."""

from collections.abc import Callable
from datetime import date
from functools import partial

import pytest

from safeguard_desk.desk.desk import Desk
from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.models import Action
from safeguard_desk.rules.action_figures import SixMonths
from safeguard_desk.rules.terms import ActionSource, ActionStatus
from safeguard_desk.views.counted import Scope
from safeguard_desk.views.six_month_exceptions import Exceptions, exceptions
from safeguard_desk.work import actions
from safeguard_desk.work.actions import NewAction

LATER = date(2027, 6, 30)


def found(desk: Desk, scope: Scope | None = None, most: int = 60) -> Exceptions:
    with desk.read() as reader:
        return exceptions(reader, scope or Scope(), most)


@pytest.fixture
def put(desk: Desk, group_id: Callable[[str], str]) -> Callable[..., str]:
    """Raise an action of an audit whose plan was agreed, and move its date with reasons."""

    def put(agreed: date | None, *moves: tuple[date, str], restricted: bool = False) -> str:
        def do(uow: UnitOfWork) -> str:
            new = NewAction(
                "Re-audit the toolkit",
                due_on=date(2026, 12, 1),
                source=ActionSource.AUDIT,
                plan_agreed_on=agreed,
                restricted=restricted,
            )
            raised_on = date(2026, 3, 1)
            return actions.raise_action(uow, group_id("QA"), new, raised_on=raised_on).id

        key = desk.change("Put", do).result
        for day, reason in moves:
            desk.change("Move", partial(actions.move_due, action_id=key, due_on=day, reason=reason))
        return key

    return put


def test_a_later_date_with_a_reason_is_an_exception(desk: Desk, put: Callable[..., str]) -> None:
    key = put(date(2026, 9, 1), (LATER, "The data come in spring"))
    (one,) = found(desk).rows
    assert (one.id, one.stands, one.reason) == (
        *(key, SixMonths.EXCEPTION),
        "The data come in spring",
    )
    assert (one.limit, one.due) == (date(2027, 3, 1), LATER)


def test_a_broken_rule_keeps_its_reason_and_the_latest_due_comes_first(
    desk: Desk, put: Callable[..., str]
) -> None:
    past = put(date(2026, 3, 1), (date(2026, 12, 24), "The lead was away"))
    later = put(date(2026, 9, 1), (date(2027, 4, 1), "One"), (LATER, "Two"))
    shown = found(desk)
    assert [one.id for one in shown.rows] == [later, past]
    assert [one.reason for one in shown.rows] == ["Two", "The lead was away"]
    assert shown.rows[1].stands is SixMonths.OVERRUN
    assert found(desk, most=1).rows == shown.rows[:1]
    assert found(desk, most=1).total == 2


def test_what_keeps_to_the_rule_or_is_cancelled_or_has_no_plan_is_no_exception(
    desk: Desk, put: Callable[..., str]
) -> None:
    put(date(2026, 9, 1), (date(2027, 2, 1), "Within the six months"))
    put(None, (LATER, "No plan is dated"))
    cancelled = put(date(2026, 9, 1), (LATER, "Later"))
    desk.change("Cancel", lambda uow: actions.cancel(uow, cancelled, "Not needed"))
    assert found(desk).rows == ()


def test_one_completed_late_is_listed_and_one_in_time_is_not(
    desk: Desk, put: Callable[..., str]
) -> None:
    late = put(date(2026, 3, 1), (date(2026, 10, 1), "Staff were away"))
    in_time = put(date(2026, 9, 1), (LATER, "The data come in spring"))

    def complete(uow: UnitOfWork) -> None:
        for key in (late, in_time):
            actions.complete(uow, key, "Report", on=date(2026, 11, 1))
            assert uow.get(Action, key).status is ActionStatus.COMPLETED

    desk.change("Complete", complete)
    (one,) = found(desk).rows
    assert (one.id, one.stands) == (late, SixMonths.LATE)


def test_restricted_exceptions_are_left_out_where_they_may_not_be_seen(
    desk: Desk, put: Callable[..., str]
) -> None:
    put(date(2026, 9, 1), (LATER, "The data come in spring"), restricted=True)
    assert found(desk).total == 1
    assert found(desk, Scope(restricted=False)).total == 0
