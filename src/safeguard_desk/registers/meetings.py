"""The list of meetings, declared; a meeting itself opens in its workspace."""

from datetime import time
from typing import Any

from sqlalchemy import func, select

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.errors import Refusal
from safeguard_desk.models import Action, Group, Meeting
from safeguard_desk.registers.declare import (
    EVERY_GROUP,
    Column,
    Editor,
    Field,
    Filter,
    Place,
    Register,
    Section,
    Shown,
)
from safeguard_desk.rules.terms import GroupKind, MeetingState, MinutesState
from safeguard_desk.rules.times import read_time
from safeguard_desk.views.choices import bodies
from safeguard_desk.work.boards import group_that_meets
from safeguard_desk.work.planning import plan_meeting

_RAISED = (
    select(func.count())
    .select_from(Action)
    .where(Action.meeting_id == Meeting.id)
    .correlate(Meeting.__table__)
    .scalar_subquery()
)


def _plan(uow: UnitOfWork, body_id: str | None, values: dict[str, Any]) -> str:
    words = str(values.get("starts_at", "")).strip()
    at = read_time(words) if words else time(10)
    if at is None:
        raise Refusal(f"“{words}” is no time of day.", "What you typed is kept.", "Type 10:00.")
    return plan_meeting(
        uow,
        group_that_meets(uow, body_id or "").id,
        values["held_on"],
        at,
        venue=values.get("venue", ""),
        link=values.get("link", ""),
    ).id


MEETINGS = Register(
    code="meetings",
    kind="meetings",
    title="Meetings",
    one="meeting",
    source=Meeting.__table__.join(Group.__table__, Group.id == Meeting.group_id),
    id=Meeting.id,
    ref=Meeting.ref,
    columns=(
        Column("ref", "Ref", Meeting.ref, 15, Shown.REFERENCE),
        Column("title", "Group", Group.name, 24, grow=True),
        Column("date", "Date", Meeting.held_on, 12, Shown.DATE),
        Column("time", "Time", Meeting.starts_at, 7),
        Column("venue", "Venue", Meeting.venue, 24),
        Column("status", "State", Meeting.state, 18, Shown.TERM),
        Column("minutes", "Minutes", Meeting.minutes_state, 20, Shown.TERM),
        Column("actions", "Actions raised", _RAISED, 9, Shown.NUMBER),
    ),
    order=(Meeting.held_on.desc(),),
    shown_in=EVERY_GROUP | {Place.BOARDS},
    empty="No meetings yet. Press N to plan the first: date and time are enough.",
    form=(
        Section(
            "Meeting",
            (
                Field("held_on", "Date", Editor.DATE, required=True),
                Field("starts_at", "Time", hint="10:00"),
                Field("venue", "Venue"),
                Field("link", "Link"),
            ),
        ),
    ),
    filters=(
        Filter("to_come", "To come", lambda today: Meeting.held_on >= today),
        Filter(
            "unratified",
            "Minutes not ratified",
            lambda today: (
                (Meeting.held_on < today)
                & (Meeting.minutes_state != MinutesState.RATIFIED)
                & (Meeting.state != MeetingState.CANCELLED)
            ),
        ),
    ),
    group=Meeting.group_id,
    restricted=Group.kind == GroupKind.REVIEW,
    create=_plan,
    offered=bodies,
    follows=frozenset({"actions", "groups"}),
)
