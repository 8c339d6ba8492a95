"""The rating of an action worked out in the file, so that very many can be rated and counted."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, case, literal, or_

from safeguard_desk.models import Action
from safeguard_desk.rules.rating import AMBER_DAYS
from safeguard_desk.rules.terms import ActionStatus, Rating

OPEN = tuple(status for status in ActionStatus if status.is_open)
AWAITED = tuple(status for status in ActionStatus if status.is_awaited)


def rating(today: date) -> ColumnElement[Any]:
    """Return the BRAG rating in SQL: the rule of rules/rating.py, which a test holds it to."""
    soon = today + timedelta(days=AMBER_DAYS)
    late = and_(Action.due_on.is_not(None), Action.due_on < today)
    near = and_(Action.due_on.is_not(None), Action.due_on <= soon)
    kind = Action.rating_override.type
    return case(
        (Action.status == ActionStatus.CLOSED, literal(Rating.BLUE, kind)),
        (Action.status == ActionStatus.CANCELLED, literal(None, kind)),
        (Action.rating_override.is_not(None), Action.rating_override),
        (Action.status == ActionStatus.COMPLETED, literal(Rating.GREEN, kind)),
        (or_(late, Action.slips > 1), literal(Rating.RED, kind)),
        (or_(near, Action.slips == 1), literal(Rating.AMBER, kind)),
        else_=literal(Rating.GREEN, kind),
    )
