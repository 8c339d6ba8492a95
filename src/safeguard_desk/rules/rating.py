"""BRAG of an action, the six-month rule, and when its owner is chased (DOMAIN 3)."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import islice
from typing import NamedTuple

from safeguard_desk.rules.terms import ActionStatus, ChasedTo, Rating
from safeguard_desk.rules.working_days import add_months, add_working_days, is_working_day

AMBER_DAYS = 14
"""Calendar days before the due date from which an action is amber."""

CHASE_BEFORE = 10
"""Working days before the due date of the first chase."""

SIX_MONTHS = 6
"""Months within which actions of audits and performance risks are to be completed."""

_CHASES_TO_OWNER = 2


def brag(
    status: ActionStatus,
    due: date | None,
    today: date,
    slips: int,
    override: Rating | None = None,
) -> Rating | None:
    """Return an action's rating; None for a cancelled one. `override` wins while it is open.

    Completed is green whatever the date: nothing is awaited from the owner any more.
    """
    if not status.is_open:
        return Rating.BLUE if status is ActionStatus.CLOSED else None
    if override is not None or not status.is_awaited:
        return override or Rating.GREEN
    if slips > 1 or (due is not None and due < today):
        return Rating.RED
    if slips == 1 or (due is not None and (due - today).days <= AMBER_DAYS):
        return Rating.AMBER
    return Rating.GREEN


def days_overdue(status: ActionStatus, due: date | None, today: date) -> int:
    """Return the calendar days since the due date; 0 if it is to come or nothing is awaited."""
    if due is None or not status.is_awaited:
        return 0
    return max(0, (today - due).days)


def six_month_limit(agreed: date) -> date:
    """Return the last day for an action of an audit or performance risk: six months on."""
    return add_months(agreed, SIX_MONTHS)


def beyond_six_months(agreed: date | None, due: date | None) -> bool:
    """Tell whether a due date lies beyond the six months, and so needs a reason."""
    return agreed is not None and due is not None and due > six_month_limit(agreed)


def breaches_six_months(agreed: date | None, completed: date | None, today: date) -> bool:
    """Tell whether an action was completed too late for the rule, or is still awaited past it."""
    return agreed is not None and (completed or today) > six_month_limit(agreed)


class Chase(NamedTuple):
    """One chase of an action: which it is, counted from 1, on what day, and whom it goes to."""

    number: int
    on: date
    to: ChasedTo


def chase_days(due: date) -> Iterator[Chase]:
    """Yield the chases of an action, without end: stop when it is completed.

    10 working days before, on the day, then weekly. The first two go to the owner, the third to the
    agency's senior member, the rest to the board. A chase that falls on a day without work goes
    out on the next working day.
    """
    yield Chase(1, add_working_days(due, -CHASE_BEFORE), ChasedTo.OWNER)
    number = _CHASES_TO_OWNER
    while (date.max - due).days >= 7 * (number - 1):
        day = due + timedelta(weeks=number - _CHASES_TO_OWNER)
        yield Chase(number, _working(day), _chased(number))
        number += 1


def _chased(number: int) -> ChasedTo:
    if number <= _CHASES_TO_OWNER:
        return ChasedTo.OWNER
    return ChasedTo.SENIOR if number == _CHASES_TO_OWNER + 1 else ChasedTo.BOARD


def _working(day: date) -> date:
    return day if is_working_day(day) else add_working_days(day, 1)


def chases_due(due: date, until: date) -> tuple[Chase, ...]:
    """Return the chases that fall on or before a day."""
    found: list[Chase] = []
    for chase in chase_days(due):
        if chase.on > until:
            break
        found.append(chase)
    return tuple(found)


def next_chase(due: date, made: Sequence[date], today: date) -> Chase | None:
    """Return the chase that is due today after those that were made; None while none is.

    One that nobody made on its day is not lost: it is due until it is made. The one after a chase
    that went out late waits a week, so that nobody is chased twice in a day.
    """
    number = len(made) + 1
    planned = next(islice(chase_days(due), number - 1, None), None)
    if planned is None:
        return None
    on = planned.on
    if made and on <= made[-1]:
        on = _working(made[-1] + timedelta(weeks=1))
    return planned._replace(on=on) if on <= today else None
