"""Which actions a figure counts: whose, and on what condition, so that its rows can be shown.

Each condition is the SQL of a rule in rules/ (rating, action_figures); tests hold one to the other.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, literal, or_, select, true

from safeguard_desk.desk.reading import Reader
from safeguard_desk.desk.reckoning import months_after
from safeguard_desk.models import Action, ActionOwner, DueDateChange, Group
from safeguard_desk.rules.action_figures import (
    Band,
    Month,
    SixMonths,
    raised_within,
)
from safeguard_desk.rules.rating import SIX_MONTHS
from safeguard_desk.rules.terms import ActionSource, ActionStatus, GroupKind, Rating, Side
from safeguard_desk.views.actions import is_restricted
from safeguard_desk.views.rated import AWAITED, OPEN, rating

RULED = (ActionSource.AUDIT, ActionSource.RISK, ActionSource.SIGNAL)
"""Actions of audits and performance risks are under the six-month rule, as is every plan dated."""
Condition = Callable[[date], ColumnElement[bool]]
"""What picks actions on a day."""


@dataclass(frozen=True)
class _Test:
    """A condition about something, equal to another one about the same."""

    rule: Callable[[Any, date], ColumnElement[bool]]
    about: object

    def __call__(self, today: date) -> ColumnElement[bool]:
        """Return what picks the actions."""
        return self.rule(self.about, today)


@dataclass(frozen=True)
class Scope:
    """Whose actions are counted; every part narrows it further.

    restricted: with those of a restricted part. reviews: with those of case review groups, which
    are never on a shared screen.
    """

    group_id: str | None = None
    sides: frozenset[Side] = frozenset(Side)
    agency_id: str | None = None
    owner_id: str | None = None
    restricted: bool = True
    reviews: bool = True

    def condition(self) -> ColumnElement[bool]:
        """Return what its actions have in common."""
        parts: list[ColumnElement[bool]] = []
        if self.group_id is not None:
            parts.append(Action.group_id == self.group_id)
        if self.sides != frozenset(Side):
            parts.append(Action.side.in_(sorted(self.sides)))
        if self.agency_id is not None:
            parts.append(Action.agency_id == self.agency_id)
        if self.owner_id is not None:
            shared = select(ActionOwner.action_id).where(ActionOwner.person_id == self.owner_id)
            parts.append(or_(Action.owner_id == self.owner_id, Action.id.in_(shared)))
        if not self.restricted:
            parts.append(~is_restricted())
        if not self.reviews:
            reviews = select(Group.id).where(Group.kind == GroupKind.REVIEW)
            parts.append(Action.group_id.not_in(reviews))
        return and_(true(), *parts)


@dataclass(frozen=True)
class Selection:
    """The actions behind a figure: what they are called together, and what picks them."""

    title: str
    scope: Scope
    tests: tuple[Condition, ...]

    def condition(self, today: date) -> ColumnElement[bool]:
        """Return what picks exactly these actions on a day."""
        return and_(self.scope.condition(), *(test(today) for test in self.tests))


def number(reader: Reader, selection: Selection) -> int:
    """Return how many actions a selection picks."""
    picked = select(func.count(Action.id)).where(selection.condition(reader.today))
    return int(reader.scalar(picked))


def any_of(title: str, several: Sequence[Selection]) -> Selection:
    """Return the actions of several selections of one scope together."""
    return Selection(title, several[0].scope, (_Test(_any_of, tuple(several)),))


def is_open() -> Condition:
    """Return what picks the open ones."""
    return _is_open


def overdue() -> Condition:
    """Return what picks the overdue ones."""
    return late


def rated(grade: Rating) -> Condition:
    """Return what picks a rating."""
    return _Test(_rated, grade)


def of_agency(agency_id: str | None) -> Condition:
    """Return what picks an agency's; None for those without one."""
    return _Test(_of_agency, agency_id)


def of_group(group_id: str) -> Condition:
    """Return what picks a group's."""
    return _Test(_of_group, group_id)


def aged(band: Band) -> Condition:
    """Return what picks a band of ages."""
    return _Test(_aged, band)


def slipped(band: Band) -> Condition:
    """Return what picks those whose due date has moved later so often."""
    return _Test(_slipped, band)


def raised_in(month: Month) -> Condition:
    """Return what picks those raised in a month."""
    return _Test(_raised, month)


def closed_in(month: Month) -> Condition:
    """Return what picks those closed in a month."""
    return _Test(_closed, month)


def raised_between(span: tuple[date, date]) -> Condition:
    """Return what picks those raised from a day to a day."""
    return _Test(_raised_between, span)


def closed_within(span: tuple[date, date]) -> Condition:
    """Return what picks those closed from a day to a day."""
    return _Test(_closed_within, span)


def moved() -> Condition:
    """Return what picks the open ones whose due date has moved later."""
    return _moved


def broken() -> Condition:
    """Return what picks those that broke the six-month rule."""
    return _broke


def standing(one: SixMonths) -> Condition:
    """Return what picks those that stand so by the six-month rule."""
    return _Test(_stands, one)


def _any_of(several: Sequence[Selection], today: date) -> ColumnElement[bool]:
    return or_(*(and_(true(), *(test(today) for test in one.tests)) for one in several))


def _is_open(_: date) -> ColumnElement[bool]:
    return Action.status.in_(OPEN)


def late(today: date) -> ColumnElement[bool]:
    """Return what makes an action overdue, as rules/rating.days_overdue has it."""
    return and_(Action.due_on < today, Action.status.in_(AWAITED))


def _rated(grade: Rating, today: date) -> ColumnElement[bool]:
    return and_(Action.status.in_(OPEN), rating(today) == grade)


def _of_agency(agency_id: str | None, _: date) -> ColumnElement[bool]:
    return Action.agency_id.is_(None) if agency_id is None else Action.agency_id == agency_id


def _of_group(group_id: str, _: date) -> ColumnElement[bool]:
    return Action.group_id == group_id


def _aged(band: Band, today: date) -> ColumnElement[bool]:
    first, last = raised_within(band, today)
    after = true() if first is None else Action.raised_on >= first
    return and_(after, true() if last is None else Action.raised_on <= last)


def _slipped(band: Band, _: date) -> ColumnElement[bool]:
    most = true() if band.most is None else Action.slips <= band.most
    return and_(Action.slips >= band.least, most)


def _raised(month: Month, today: date) -> ColumnElement[bool]:
    return _raised_between((month.start, month.end), today)


def _raised_between(span: tuple[date, date], _: date) -> ColumnElement[bool]:
    return Action.raised_on.between(*span)


def _closed(month: Month, today: date) -> ColumnElement[bool]:
    return _closed_within((month.start, month.end), today)


def _closed_within(span: tuple[date, date], _: date) -> ColumnElement[bool]:
    return and_(Action.status == ActionStatus.CLOSED, Action.closed_on.between(*span))


def _moved(_: date) -> ColumnElement[bool]:
    return and_(Action.status.in_(OPEN), Action.slips > 0)


def _broke(today: date) -> ColumnElement[bool]:
    past = [one.value for one in SixMonths if one.is_broken]
    return and_(is_ruled(), six_months(today).in_(past))


def is_ruled() -> ColumnElement[bool]:
    """Return what puts an action under the six-month rule."""
    of_a_plan = or_(Action.plan_agreed_on.is_not(None), Action.source.in_(RULED))
    return and_(of_a_plan, Action.status != ActionStatus.CANCELLED)


def is_reasoned() -> ColumnElement[bool]:
    """Return what tells that a reason is recorded for a due date beyond the six months."""
    change = DueDateChange
    return (
        select(change.id)
        .where(change.action_id == Action.id, change.reason != "")
        .where(change.after_on > months_after(Action.plan_agreed_on, SIX_MONTHS))
        .correlate(Action)
        .exists()
    )


def six_months(today: date) -> ColumnElement[str]:
    """Return the code of how an action stands by the rule: rules/action_figures.six_months."""
    limit = months_after(Action.plan_agreed_on, SIX_MONTHS)
    done = func.coalesce(Action.completed_on, Action.closed_on)
    unknown = and_(done.is_(None), Action.status.not_in(AWAITED))
    return case(
        (or_(Action.plan_agreed_on.is_(None), unknown), literal(SixMonths.UNDATED.value)),
        (done > limit, literal(SixMonths.LATE.value)),
        (done.is_not(None), literal(SixMonths.HELD.value)),
        (limit < today, literal(SixMonths.OVERRUN.value)),
        (or_(Action.due_on.is_(None), Action.due_on <= limit), literal(SixMonths.RUNNING.value)),
        (is_reasoned(), literal(SixMonths.EXCEPTION.value)),
        else_=literal(SixMonths.UNREASONED.value),
    )


def _stands(one: SixMonths, today: date) -> ColumnElement[bool]:
    return and_(is_ruled(), six_months(today) == one.value)
