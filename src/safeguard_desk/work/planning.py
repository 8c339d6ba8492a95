"""Planning a meeting: date, standing agenda, who is expected; and its way to the day."""

from datetime import date, time

from sqlalchemy import or_, select

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.errors import Refusal
from safeguard_desk.models import (
    Action,
    AgendaItem,
    Attendance,
    Group,
    Meeting,
    Membership,
    Person,
    StandingItem,
)
from safeguard_desk.rules import states
from safeguard_desk.rules.capture_actions import NEXT_MEETING
from safeguard_desk.rules.references import meeting_reference
from safeguard_desk.rules.terms import ActionStatus, MeetingState, Presence
from safeguard_desk.views.meetings import next_meeting
from safeguard_desk.work.agendas import refuse_if_locked


def group_by_code(uow: UnitOfWork, code: str) -> Group:
    """Return a group by its code; refuse one that is not there, naming those that are."""
    group = uow.find(select(Group).where(Group.code == code.strip().upper()))
    if group is None:
        known = ", ".join(uow.session.scalars(select(Group.code).order_by(Group.code)))
        raise Refusal(
            f"There is no group with the code “{code}”.", "Nothing was changed.", f"Known: {known}."
        )
    return group


def plan_meeting(
    uow: UnitOfWork,
    group_id: str,
    held_on: date,
    starts_at: time = time(10),
    *,
    venue: str = "",
    link: str = "",
) -> Meeting:
    """Plan a meeting with its standing agenda and the group's members expected.

    Refuses a second meeting of a group on one day, and a day on which the group has ended.
    """
    group = uow.get(Group, group_id)
    ref = meeting_reference(group.code, held_on)
    if uow.find(select(Meeting).where(Meeting.ref == ref)) is not None:
        raise Refusal(
            f"{group.name} meets on that day already ({ref}).",
            "Nothing was planned.",
            "Open that meeting, or choose another day.",
        )
    if group.ended_on is not None and held_on > group.ended_on:
        raise Refusal(
            f"{group.name} ended on {group.ended_on:%d %b %Y}.",
            "Nothing was planned.",
            "Plan the meeting for the group that followed it.",
        )
    meeting = uow.add(
        Meeting(
            ref=ref,
            group_id=group_id,
            held_on=held_on,
            starts_at=starts_at,
            length_minutes=group.meeting_minutes,
            venue=venue.strip(),
            link=link.strip(),
        )
    )
    _copy_standing_agenda(uow, meeting)
    expect_members(uow, meeting.id)
    _date_what_is_due_then(uow, meeting)
    return meeting


def _date_what_is_due_then(uow: UnitOfWork, meeting: Meeting) -> None:
    """Give open actions that are due by the group's next meeting its date, now that it has one."""
    undated = select(Action).where(
        Action.group_id == meeting.group_id,
        Action.due_on.is_(None),
        Action.due_words != "",
        Action.raised_on < meeting.held_on,
        Action.status.in_([status for status in ActionStatus if status.is_open]),
    )
    uow.flush()
    for action in uow.all(undated):
        following = next_meeting(uow.reader, meeting.group_id, action.raised_on)
        first = following is not None and following[0] == meeting.id
        if first and NEXT_MEETING.fullmatch(action.due_words):
            action.due_on = meeting.held_on


def _copy_standing_agenda(uow: UnitOfWork, meeting: Meeting) -> None:
    standing = select(StandingItem).where(StandingItem.group_id == meeting.group_id)
    for item in uow.all(standing.order_by(StandingItem.position)):
        uow.add(
            AgendaItem(
                meeting_id=meeting.id,
                position=item.position,
                code=item.code,
                kind=item.kind,
                title=item.title,
                presenter=item.presenter,
                purpose=item.purpose,
                minutes=item.minutes,
                restricted=item.restricted,
            )
        )


def expect_members(uow: UnitOfWork, meeting_id: str) -> int:
    """Expect at a meeting all who are members on its day; return how many were added."""
    meeting = uow.get(Meeting, meeting_id)
    uow.flush()
    expected = set(
        uow.session.scalars(select(Attendance.person_id).where(Attendance.meeting_id == meeting_id))
    )
    day = meeting.held_on
    members = (
        select(Membership.person_id, Membership.capacity, Person.agency_id)
        .join(Person, Person.id == Membership.person_id)
        .where(
            Membership.group_id == meeting.group_id,
            or_(Membership.from_on.is_(None), Membership.from_on <= day),
            or_(Membership.to_on.is_(None), Membership.to_on >= day),
            or_(Person.ended_on.is_(None), Person.ended_on >= day),
        )
        .order_by(Membership.id)
    )
    # Somebody who left and came back on one day holds the later membership.
    by_person = {member[0]: member for member in uow.reader.rows(members)}
    added = 0
    for person_id, capacity, agency_id in by_person.values():
        if person_id in expected:
            continue
        uow.add(
            Attendance(
                meeting_id=meeting_id,
                person_id=person_id,
                agency_id=agency_id,
                capacity=capacity,
                presence=Presence.EXPECTED,
            )
        )
        added += 1
    return added


def arrange(
    uow: UnitOfWork, meeting_id: str, *, starts_at: time, length_minutes: int, venue: str, link: str
) -> None:
    """Set a meeting's time and place; refuses a length that is none, and ratified minutes."""
    if not 5 <= length_minutes <= 600:
        raise Refusal(
            f"A meeting of {length_minutes} minutes cannot be right.",
            "The meeting stays as it was.",
            "Give between 5 and 600 minutes.",
        )
    meeting = uow.get(Meeting, meeting_id)
    refuse_if_locked(meeting)
    wanted = (starts_at, length_minutes, venue.strip(), link.strip())
    if wanted != (meeting.starts_at, meeting.length_minutes, meeting.venue, meeting.link):
        meeting.starts_at, meeting.length_minutes, meeting.venue, meeting.link = wanted
        meeting.sequence += 1


def advance(uow: UnitOfWork, meeting_id: str, state: MeetingState, reason: str = "") -> None:
    """Take a meeting to its next state (states: rules/states.py); refuses a leap.

    A cancelled meeting is planned again with a reason only. Both are news to every calendar.
    """
    meeting = uow.get(Meeting, meeting_id)
    given = {states.REASON} if reason.strip() else set()
    states.move(states.MEETINGS, meeting.state, state, given, subject=meeting.ref)
    if MeetingState.CANCELLED in {meeting.state, state}:
        meeting.sequence += 1
        meeting.why = reason.strip()
    meeting.state = state


def be_held(uow: UnitOfWork, meeting: Meeting) -> None:
    """Let a meeting be held, whatever preparation was skipped."""
    if meeting.state is not MeetingState.HELD:
        for step in states.path(
            states.MEETINGS, meeting.state, MeetingState.HELD, subject=meeting.ref
        ):
            advance(uow, meeting.id, MeetingState(step))
