"""The exceptions to the six-month rule: later due dates for which a reason is recorded."""

from dataclasses import dataclass
from datetime import date
from operator import itemgetter

from sqlalchemy import select

from safeguard_desk.desk.reading import Reader
from safeguard_desk.models import Action, Agency, DueDateChange
from safeguard_desk.rules.action_figures import SixMonths
from safeguard_desk.rules.rating import six_month_limit
from safeguard_desk.rules.terms import ActionStatus
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
    a = Action
    stands = counted.six_months(reader.today).label("stands")
    wanted = (SixMonths.EXCEPTION, SixMonths.LATE, SixMonths.OVERRUN)
    # Put in order here: asked to, the file goes along its index of dates, four times as slowly.
    found = [
        (due or date.min, ref, key, SixMonths(code))
        for key, ref, due, code in reader.rows(
            select(a.id, a.ref, a.due_on, stands)
            .where(a.plan_agreed_on.is_not(None), a.status != ActionStatus.CANCELLED)
            .where(scope.condition(), counted.is_reasoned())
        )
        if code in wanted
    ]
    found.sort(key=itemgetter(1))
    found.sort(key=itemgetter(0), reverse=True)
    standing = {key: code for _, _, key, code in found[:most]}
    return Exceptions(_rows(reader, standing), len(found))


def _rows(reader: Reader, standing: dict[str, SixMonths]) -> tuple[Excepted, ...]:
    """Return the actions of some ids in the order of these."""
    a = Action
    rows = reader.rows(
        select(a.id, a.ref, a.title, Agency.short_name, Agency.name, a.plan_agreed_on, a.due_on)
        .outerjoin(Agency, Agency.id == a.agency_id)
        .where(a.id.in_(standing))
    )
    reasons = _reasons(reader, list(standing))
    made = {
        key: Excepted(
            *(key, ref, title, short or name or "", agreed, six_month_limit(agreed), due),
            stands=standing[key],
            reason=reasons.get(key, ""),
        )
        for key, ref, title, short, name, agreed, due in rows
        if agreed is not None
    }
    return tuple(made[key] for key in standing)


def _reasons(reader: Reader, ids: list[str]) -> dict[str, str]:
    """Return the latest reason given for a later date of each action."""
    c = DueDateChange
    statement = (
        select(c.action_id, c.reason)
        .where(c.action_id.in_(ids), c.reason != "")
        .order_by(c.on, c.created_at, c.id)
    )
    return dict(reader.rows(statement))
