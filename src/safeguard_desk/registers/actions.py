"""The action tracker, declared."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.errors import Refusal
from safeguard_desk.models import Action, Agency, Group
from safeguard_desk.registers.declare import (
    EVERY_GROUP,
    Act,
    Column,
    Editor,
    Field,
    Filter,
    Place,
    Register,
    Section,
    Shown,
)
from safeguard_desk.rules.action_figures import SixMonths
from safeguard_desk.rules.rating import AMBER_DAYS
from safeguard_desk.rules.terms import ActionStatus, Rating, Side
from safeguard_desk.views import counted
from safeguard_desk.views.rated import AWAITED, OPEN, rating
from safeguard_desk.work import actions as verbs
from safeguard_desk.work import evidence
from safeguard_desk.work.adding import add_action
from safeguard_desk.work.editing import set_field


def _urgency(today: date) -> ColumnElement[Any]:
    order = {Rating.RED: 0, Rating.AMBER: 1, Rating.GREEN: 2, Rating.BLUE: 3}
    return case(*((rating(today) == grade, place) for grade, place in order.items()), else_=4)


def _overdue(today: date) -> ColumnElement[bool]:
    return and_(Action.due_on < today, Action.status.in_(AWAITED))


def _due_soon(today: date) -> ColumnElement[bool]:
    soon = today + timedelta(days=AMBER_DAYS)
    return and_(Action.due_on.between(today, soon), Action.status.in_(AWAITED))


def _past_six_months(today: date) -> ColumnElement[bool]:
    """Return what picks the open actions that have broken the six-month rule."""
    return and_(Action.status.in_(OPEN), counted.standing(SixMonths.OVERRUN)(today))


def _edit(uow: UnitOfWork, record_id: str, name: str, seen: Any, value: Any, reason: str) -> None:
    """Change a field by its own verb: a due date leaves its trace, an owner brings the agency."""
    if name == "due_on":
        verbs.move_due(uow, record_id, value, reason)
    elif name == "owner_id":
        verbs.assign(uow, record_id, (value,) if value else ())
    elif name == "status":
        verbs.become(uow, record_id, value, reason)
    elif name == "rating_override":
        verbs.override_rating(uow, record_id, value, reason)
    elif name == "side" and value is None:
        raise Refusal(
            "An action concerns children, adults or both.",
            "The board stays as it was.",
            "Choose one of them.",
        )
    else:
        set_field(uow, Action, record_id, name, seen, value)


def _create(uow: UnitOfWork, group_id: str | None, values: dict[str, Any]) -> str:
    owner = values.get("owner_id")
    new = verbs.NewAction(
        title=values.get("title", ""),
        owners=(owner,) if owner else (),
        agency_id=values.get("agency_id"),
        due_on=values.get("due_on"),
        side=values.get("side", Side.BOTH),
    )
    return verbs.raise_action(uow, group_id or values["group_id"], new).id


def _asks(status: ActionStatus) -> str:
    """Return what a status needs to be told."""
    return {
        ActionStatus.COMPLETED: "What shows that it is done?",
        ActionStatus.CLOSED: "Which meeting agreed? Its reference or its day",
        ActionStatus.ON_HOLD: "Why is it on hold?",
        ActionStatus.CANCELLED: "Why is it cancelled?",
    }.get(status, "Why is it open again?")


def _one_line(uow: UnitOfWork, group_id: str, line: str) -> str:
    return add_action(uow, group_id, line).id


TITLE = Field("title", "Action", Editor.TEXT, required=True)
OWNER = Field("owner_id", "Owner", Editor.PERSON)
AGENCY = Field("agency_id", "Agency", Editor.AGENCY)
DUE = Field(
    "due_on",
    "Due",
    Editor.DATE,
    hint="14 jan, next tue, +10wd",
    reason="Why does it move to a later date?",
)
SIDE = Field("side", "Board", Editor.TERM, Side)
STATUS = Field("status", "Status", Editor.TERM, ActionStatus, required=True, reason=_asks)
RATING = Field(
    "rating_override",
    "Rating set by hand",
    Editor.TERM,
    Rating,
    reason="Why does it differ from what the dates tell?",
)

ACTIONS = Register(
    code="actions",
    kind="actions",
    title="Actions",
    one="action",
    source=Action.__table__.join(Group.__table__, Group.id == Action.group_id).outerjoin(
        Agency.__table__, Agency.id == Action.agency_id
    ),
    id=Action.id,
    ref=Action.ref,
    columns=(
        Column(
            *("rating", "Rating", rating, 10, Shown.RATING),
            sort=_urgency,
            field=RATING,
            groups=True,
        ),
        Column("ref", "Ref", Action.ref, 9, Shown.REFERENCE),
        Column("action", "Action", Action.title, 40, grow=True, field=TITLE),
        Column("owner", "Owner", Action.owner_words, 24, field=OWNER, key="O", groups=True),
        Column(
            *("agency", "Agency", func.coalesce(Agency.name, ""), 22),
            field=AGENCY,
            groups=True,
        ),
        Column("due", "Due", Action.due_on, 12, Shown.DATE, field=DUE, key="D"),
        Column(
            *("status", "Status", Action.status, 11, Shown.TERM),
            field=STATUS,
            key="S",
            groups=True,
        ),
        Column("raised_at", "Raised at", Action.raised_at, 20),
        Column(
            *("source", "Source", Action.source, 16, Shown.TERM),
            hidden=True,
            groups=True,
        ),
        Column("slips", "Slipped", Action.slips, 8, Shown.NUMBER, hidden=True),
        Column("raised_on", "Raised on", Action.raised_on, 12, Shown.DATE, hidden=True),
        Column("due_words", "Due as said", Action.due_words, 14, hidden=True),
        Column("closed_on", "Closed on", Action.closed_on, 12, Shown.DATE, hidden=True),
        Column("evidence", "Evidence", Action.evidence, 30, hidden=True),
        Column("impact_evidence", "Impact", Action.impact_evidence, 30, hidden=True),
        Column(
            *("side", "Board", Action.side, 12, Shown.TERM),
            hidden=True,
            field=SIDE,
            groups=True,
        ),
        Column("group", "Group", Group.code, 6, hidden=True, groups=True),
    ),
    order=(Action.due_on, Action.ref),
    shown_in=EVERY_GROUP | {Place.BOARDS},
    empty="No actions yet. Press N for the first, or raise one in a meeting with a:",
    form=(
        Section("Action", (TITLE, OWNER, AGENCY, DUE, SIDE)),
        Section("Rating", (RATING,)),
    ),
    filters=(
        Filter("open", "Open", lambda _: Action.status.in_(OPEN)),
        Filter("overdue", "Overdue", _overdue),
        Filter("due_soon", f"Due in {AMBER_DAYS} days", _due_soon),
        Filter(
            "to_agree", "To be agreed closed", lambda _: Action.status == ActionStatus.COMPLETED
        ),
        Filter(
            "unjudged",
            "Impact unjudged",
            lambda _: and_(Action.status == ActionStatus.CLOSED, Action.impact_on.is_(None)),
        ),
        Filter("six_months", "Past six months", _past_six_months),
        Filter("no_owner", "Without owner", lambda _: Action.owner_words == ""),
    ),
    acts=(
        Act("update", "Add update", verbs.update, "What has been done?", "U"),
        Act("complete", "Complete", verbs.complete, "What shows that it is done?", "C"),
        Act("judge", "It made a difference", evidence.judge, "What shows the difference?", "M"),
        Act("hold", "Put on hold", verbs.hold, "Why is it on hold?", "H"),
        Act("open", "Open again", verbs.resume, "Why?"),
        Act("cancel", "Cancel action", verbs.cancel, "Why is it cancelled?"),
    ),
    group=Action.group_id,
    related=((Action.agency_id, Agency.name), (Action.agency_id, Agency.short_name)),
    restricted=Action.restricted,
    open_filter="open",
    edit=_edit,
    create=_create,
    one_line=_one_line,
    follows=frozenset({"agencies", "people"}),
)
