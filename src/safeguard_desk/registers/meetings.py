"""The list of meetings, declared; a meeting itself opens in its workspace."""

from sqlalchemy import func, select

from safeguard_desk.models import Action, Group, Meeting
from safeguard_desk.registers.declare import EVERY_GROUP, Column, Filter, Register, Shown
from safeguard_desk.rules.terms import MeetingState, MinutesState

_RAISED = (
    select(func.count())
    .select_from(Action)
    .where(Action.meeting_id == Meeting.id)
    .correlate(Meeting.__table__)
    .scalar_subquery()
)

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
    shown_in=EVERY_GROUP,
    empty="No meetings yet. Press N to plan the first: date and time are enough.",
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
    follows=frozenset({"actions", "groups"}),
)
