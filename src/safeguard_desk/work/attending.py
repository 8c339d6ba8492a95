"""Attendance: who came, who sent apologies or a deputy, who else was there."""

from datetime import time

from sqlalchemy import select

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.errors import Refusal
from safeguard_desk.models import Attendance, Meeting, Membership, Person
from safeguard_desk.rules.terms import Capacity, Presence
from safeguard_desk.work.agendas import refuse_if_locked
from safeguard_desk.work.quorum import review_decisions


def mark(
    uow: UnitOfWork,
    attendance_id: str,
    presence: Presence,
    *,
    deputy: str = "",
    at: time | None = None,
) -> None:
    """Mark how a person attended. A deputy is named by role; without one the usual deputy came."""
    seat = uow.get(Attendance, attendance_id)
    meeting = uow.get(Meeting, seat.meeting_id)
    refuse_if_locked(meeting)
    seat.presence = presence
    seat.marked_at = at
    seat.deputy_id, seat.deputy_words = None, ""
    if presence is Presence.DEPUTY:
        usual = _usual_deputy(uow, meeting, seat.person_id)
        if usual is not None and deputy.strip().casefold() in {"", usual.role.casefold()}:
            seat.deputy_id = usual.id
        seat.deputy_words = deputy.strip() or (usual.role if usual else "")
    review_decisions(uow, meeting.id)


def _usual_deputy(uow: UnitOfWork, meeting: Meeting, person_id: str) -> Person | None:
    statement = (
        select(Person)
        .join(Membership, Membership.deputy_id == Person.id)
        .where(Membership.group_id == meeting.group_id, Membership.person_id == person_id)
    )
    return uow.find(statement)


def mark_all(uow: UnitOfWork, meeting_id: str, *, at: time | None = None) -> int:
    """Mark everyone who is not marked yet as present; return how many that were."""
    refuse_if_locked(uow.get(Meeting, meeting_id))
    uow.flush()
    expected = select(Attendance).where(
        Attendance.meeting_id == meeting_id, Attendance.presence == Presence.EXPECTED
    )
    seats = uow.all(expected)
    for seat in seats:
        seat.presence, seat.marked_at = Presence.PRESENT, at
    review_decisions(uow, meeting_id)
    return len(seats)


def add_attendee(
    uow: UnitOfWork, meeting_id: str, person_id: str, *, at: time | None = None
) -> Attendance:
    """Take down that somebody who is no member was in attendance; refuses one listed already."""
    refuse_if_locked(uow.get(Meeting, meeting_id))
    uow.flush()
    there = select(Attendance).where(
        Attendance.meeting_id == meeting_id, Attendance.person_id == person_id
    )
    person = uow.get(Person, person_id)
    if uow.find(there) is not None:
        raise Refusal(
            f"The {person.role} is on the list already.", "Nothing was added.", "Mark that line."
        )
    return uow.add(
        Attendance(
            meeting_id=meeting_id,
            person_id=person_id,
            agency_id=person.agency_id,
            capacity=Capacity.IN_ATTENDANCE,
            presence=Presence.IN_ATTENDANCE,
            marked_at=at,
        )
    )
