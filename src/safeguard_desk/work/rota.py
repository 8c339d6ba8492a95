"""Who takes the chair: co-chairs in turn over a group's meetings to come."""

from dataclasses import dataclass

from sqlalchemy import or_, select

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.errors import Refusal
from safeguard_desk.models import Meeting, Membership, Person
from safeguard_desk.rules.terms import Capacity, MeetingState
from safeguard_desk.work.agendas import refuse_if_locked


@dataclass(frozen=True)
class Turn:
    """A meeting and the co-chair whose turn it is."""

    ref: str
    role: str


def take_chair(uow: UnitOfWork, meeting_id: str, person_id: str | None) -> None:
    """Say who takes the chair at a meeting; None: not settled."""
    meeting = uow.get(Meeting, meeting_id)
    refuse_if_locked(meeting)
    if person_id is not None:
        uow.get(Person, person_id)
    meeting.chair_id = person_id


def take_minutes(uow: UnitOfWork, meeting_id: str, person_id: str | None) -> None:
    """Say who takes the minutes at a meeting; None: not settled."""
    meeting = uow.get(Meeting, meeting_id)
    refuse_if_locked(meeting)
    if person_id is not None:
        uow.get(Person, person_id)
    meeting.minute_taker_id = person_id


def alternate(uow: UnitOfWork, group_id: str) -> list[Turn]:
    """Let the co-chairs take turns at the meetings to come, beginning with who was not last.

    Meetings that have a chair already keep it, and the turn goes on from there. Refuses a group
    without co-chairs, and one without a meeting to come.
    """
    m = Meeting
    coming = uow.all(
        select(m)
        .where(m.group_id == group_id, m.held_on >= uow.today, m.state != MeetingState.CANCELLED)
        .order_by(m.held_on)
    )
    if not coming:
        raise Refusal(
            "No meeting of this group is planned.", "Nothing was changed.", "Plan the year first."
        )
    before = uow.find(
        select(m)
        .where(m.group_id == group_id, m.held_on < uow.today, m.chair_id.is_not(None))
        .order_by(m.held_on.desc())
    )
    last = before.chair_id if before else None
    turns = []
    for meeting in coming:
        if meeting.chair_id is None:
            chairs = _co_chairs(uow, meeting)
            ids = [chair.id for chair in chairs]
            meeting.chair_id = ids[(ids.index(last) + 1) % len(ids)] if last in ids else ids[0]
            turns.append(Turn(meeting.ref, uow.get(Person, meeting.chair_id).role))
        last = meeting.chair_id
    return turns


def _co_chairs(uow: UnitOfWork, meeting: Meeting) -> list[Person]:
    """Return the co-chairs on a meeting's day, in the order of their membership."""
    s = Membership
    found = list(
        uow.all(
            select(Person)
            .join(s, s.person_id == Person.id)
            .where(
                s.group_id == meeting.group_id,
                s.capacity == Capacity.CO_CHAIR,
                or_(s.from_on.is_(None), s.from_on <= meeting.held_on),
                or_(s.to_on.is_(None), s.to_on >= meeting.held_on),
            )
            .order_by(s.id)
        )
    )
    if not found:
        raise Refusal(
            f"Nobody is co-chair on the day of {meeting.ref}.",
            "Nothing was changed.",
            "Name the co-chairs under Members first.",
        )
    return found
