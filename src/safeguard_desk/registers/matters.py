"""The forward plan as a list, declared: every matter of a group or board, wherever it stands."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import aliased

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.models import Agency, Group, Matter, MatterMove, Meeting, Person, Priority
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
from safeguard_desk.rules.terms import GroupKind, ItemKind, MatterState, Purpose
from safeguard_desk.views.choices import bodies
from safeguard_desk.work import matters as verbs
from safeguard_desk.work.boards import group_that_meets
from safeguard_desk.work.editing import set_field

_PEOPLE, _MEETINGS, _GIVERS = aliased(Person), aliased(Meeting), aliased(Group)
_FROM_REVIEWS = (
    select(MatterMove.id)
    .join(_GIVERS, _GIVERS.id == MatterMove.from_group_id)
    .where(MatterMove.matter_id == Matter.id, _GIVERS.kind == GroupKind.REVIEW)
    .correlate(Matter.__table__)
    .exists()
)


def _plan(uow: UnitOfWork, body_id: str | None, values: dict[str, Any]) -> str:
    group = group_that_meets(uow, body_id or "")
    fields = {key: value for key, value in values.items() if value not in {None, ""}}
    title = str(fields.pop("title", ""))
    return verbs.plan(uow, group.id, title, **fields).id


def _edit(uow: UnitOfWork, record_id: str, name: str, seen: Any, value: Any, _: str) -> None:
    if name == "minutes" and value is None:
        value = 0
    set_field(uow, Matter, record_id, name, seen, value)
    verbs.edit(uow, record_id, **{name: value})


def _park(uow: UnitOfWork, record_id: str, _: str) -> None:
    verbs.park(uow, record_id)


def _unpark(uow: UnitOfWork, record_id: str, _: str) -> None:
    verbs.unpark(uow, record_id)


def _close(uow: UnitOfWork, record_id: str, _: str) -> None:
    verbs.close(uow, record_id)


def _reopen(uow: UnitOfWork, record_id: str, _: str) -> None:
    verbs.reopen(uow, record_id)


FORWARD = Register(
    code="matters",
    kind="matters",
    title="All matters",
    one="matter",
    source=Matter.__table__.join(Group.__table__, Group.id == Matter.group_id)
    .outerjoin(_PEOPLE, _PEOPLE.id == Matter.owner_id)
    .outerjoin(Priority.__table__, Priority.id == Matter.priority_id)
    .outerjoin(_MEETINGS, _MEETINGS.id == Matter.meeting_id)
    .outerjoin(Agency.__table__, Agency.id == Matter.asked_by_id),
    id=Matter.id,
    ref=Matter.title,
    columns=(
        Column("title", "Matter", Matter.title, 40, grow=True),
        Column("group", "Group", Group.code, 8, hidden=True),
        Column("status", "State", Matter.state, 20, Shown.TERM),
        Column("meeting", "Meeting", _MEETINGS.ref, 15),
        Column("kind", "From", Matter.kind, 22, Shown.TERM),
        Column("owner", "Owner", _PEOPLE.role, 26),
        Column("purpose", "Purpose", Matter.purpose, 16, Shown.TERM),
        Column("minutes", "Minutes", Matter.minutes, 9, Shown.NUMBER),
        Column("priority", "Priority", Priority.title, 26, hidden=True),
        Column("asked_by", "Asked for by", Agency.name, 22, hidden=True),
        Column("recurs", "Every meeting", Matter.recurs, 9, hidden=True),
        Column("notes", "Notes", Matter.notes, 30, hidden=True),
    ),
    order=(Matter.state.desc(), _MEETINGS.held_on, Matter.created_at, Matter.id),
    shown_in=EVERY_GROUP | {Place.BOARDS},
    empty="No matters yet. Press N for the first: a title is enough. Forward plan shows them by"
    " meeting.",
    form=(
        Section(
            "Matter",
            (
                Field("title", "Title", required=True),
                Field("owner_id", "Owner", Editor.PERSON),
                Field("priority_id", "Board priority", Editor.PRIORITY),
                Field("purpose", "Purpose", Editor.TERM, Purpose),
                Field("minutes", "Minutes", Editor.NUMBER),
                Field("recurs", "Comes to every meeting", Editor.YES_NO),
                Field("restricted", "Restricted part", Editor.YES_NO),
                Field("notes", "Notes", Editor.TEXT),
            ),
        ),
    ),
    filters=(
        Filter("open", "Not closed", lambda today: Matter.state != MatterState.CLOSED),
        Filter("no_date", "No date", lambda today: Matter.meeting_id.is_(None)),
        Filter("parked", "Parked", lambda today: Matter.state == MatterState.PARKED),
        Filter("boards", "With the boards", lambda today: Group.kind == GroupKind.BOARD),
        Filter("asked", "Asked for", lambda today: Matter.kind == ItemKind.ASKED),
    ),
    acts=(
        Act("park", "Park", _park, key="P"),
        Act("bring_back", "Bring back", _unpark, key="B"),
        Act("close", "Close", _close),
        Act("reopen", "Reopen", _reopen),
        Act("send_back", "Send back", verbs.send_back, asks="What is sent back with it"),
        Act("hand_over", "Hand over", verbs.hand_over_by_code, asks="Code of the group or board"),
    ),
    group=Matter.group_id,
    related=(
        (Matter.owner_id, Person.role),
        (Matter.priority_id, Priority.title),
        (Matter.asked_by_id, Agency.name),
    ),
    restricted=Matter.restricted | (Group.kind == GroupKind.REVIEW) | _FROM_REVIEWS,
    open_filter="open",
    edit=_edit,
    create=_plan,
    offered=bodies,
    follows=frozenset({"groups", "meetings", "agenda_items"}),
)
