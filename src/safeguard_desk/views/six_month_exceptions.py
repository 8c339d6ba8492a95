"""The exceptions to the six-month rule: later due dates for which a reason is recorded."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, func, or_, select

from safeguard_desk.desk.reading import Reader
from safeguard_desk.models import Action, Agency, DueDateChange
from safeguard_desk.rules.action_figures import SixMonths
from safeguard_desk.rules.rating import six_month_limit
from safeguard_desk.views import counted
from safeguard_desk.views.counted import Scope

MOST = 60
"""Exceptions that are listed; the number of all is told beside."""


@dataclass(frozen=True)
class Excepted:
    """An action with a reason for a due date beyond six months; limit: their last day."""

    id: str
    ref: str
    title: str
    agency: str
    agreed: date
    limit: date
    due: date | None
    stands: SixMonths
    reason: str


@dataclass(frozen=True)
class Exceptions:
    """The exceptions that are listed, the latest due first, and how many there are in all."""

    rows: tuple[Excepted, ...]
    total: int


def exceptions(reader: Reader, scope: Scope, most: int = MOST) -> Exceptions:
    """Return the actions that keep to the rule, or broke it, with a reason for their date."""
    stands = counted.six_months(reader.today)
    wanted = (SixMonths.EXCEPTION, SixMonths.LATE, SixMonths.OVERRUN)
    condition = and_(
        scope.condition(),
        Action.plan_agreed_on.is_not(None),
        counted.is_ruled(),
        counted.is_reasoned(),
        or_(*(stands == one.value for one in wanted)),
    )
    a = Action
    rows = reader.rows(
        select(a.id, a.ref, a.title, Agency.short_name, Agency.name, a.plan_agreed_on)
        .add_columns(a.due_on, stands)
        .outerjoin(Agency, Agency.id == a.agency_id)
        .where(condition)
        .order_by(a.due_on.desc(), a.ref)
        .limit(most)
    )
    reasons = _reasons(reader, [row[0] for row in rows])
    found = tuple(
        Excepted(
            *(key, ref, title, short or name or "", agreed, six_month_limit(agreed), due),
            stands=SixMonths(code),
            reason=reasons.get(key, ""),
        )
        for key, ref, title, short, name, agreed, due, code in rows
    )
    if len(found) < most:
        return Exceptions(found, len(found))
    total = reader.scalar(select(func.count()).select_from(a).where(condition))
    return Exceptions(found, int(total))


def _reasons(reader: Reader, ids: list[str]) -> dict[str, str]:
    """Return the latest reason given for a later date of each action."""
    c = DueDateChange
    statement = (
        select(c.action_id, c.reason)
        .where(c.action_id.in_(ids), c.reason != "")
        .order_by(c.on, c.created_at, c.id)
    )
    return dict(reader.rows(statement))
