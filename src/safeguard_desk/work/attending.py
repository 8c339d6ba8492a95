"""Attendance: who came, who sent apologies or a deputy, who else was there."""

from datetime import time

from sqlalchemy import select

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.errors import Refusal
from safeguard_desk.models import Attendance, Meeting, Membership, Person
from safeguard_desk.rules.terms import Capacity, Presence
from safeguard_desk.work import people
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
    """Mark how a person attended. A deputy is named by role; without one the usual deputy came.

    Another mark lets go of the times of coming and going that belonged to the one before.
    """
    seat = uow.get(Attendance, attendance_id)
    meeting = uow.get(Meeting, seat.meeting_id)
    refuse_if_locked(meeting)
    if presence is not seat.presence:
        seat.arrived_at = seat.left_at = None
    seat.presence = presence
    seat.marked_at = at
    seat.deputy_id, seat.deputy_words = None, ""
    if presence is Presence.DEPUTY:
        usual = _usual_deputy(uow, meeting, seat.person_id)
        if usual is not None and deputy.strip().casefold() in {"", usual.role.casefold()}:
            seat.deputy_id = usual.id
        seat.deputy_words = deputy.strip() or (usual.role if usual else "")
    review_decisions(uow, meeting.id)


def arrive(uow: UnitOfWork, attendance_id: str, at: time | None) -> None:
    """Take down when somebody came late, or came back; they are present from then on.

    Refuses without a time, and a return after a late arrival: two times are kept of a person.
    """
    seat = uow.get(Attendance, attendance_id)
    refuse_if_locked(uow.get(Meeting, seat.meeting_id))
    when = _timed(at, "arrived")
    came_late_and_left = seat.arrived_at and seat.left_at and seat.arrived_at < seat.left_at
    if came_late_and_left and seat.left_at is not None and when >= seat.left_at:
        raise Refusal(
            f"The {uow.get(Person, seat.person_id).role} came at {seat.arrived_at:%H:%M} and left"
            f" at {seat.left_at:%H:%M} already.",
            "Both times stay.",
            "Correct them by hand, or take the return down as a note.",
        )
    _be_there(seat)
    seat.arrived_at = when
    review_decisions(uow, seat.meeting_id)


def depart(uow: UnitOfWork, attendance_id: str, at: time | None) -> None:
    """Take down when somebody left early; refuses without a time, and one who was not there."""
    seat = uow.get(Attendance, attendance_id)
    refuse_if_locked(uow.get(Meeting, seat.meeting_id))
    when = _timed(at, "left")
    if seat.presence in {Presence.APOLOGIES, Presence.ABSENT}:
        raise Refusal(
            f"The {uow.get(Person, seat.person_id).role} is marked: {seat.presence.label.lower()}.",
            "Nothing was changed.",
            "Mark them present first.",
        )
    _be_there(seat)
    seat.left_at = when
    review_decisions(uow, seat.meeting_id)


def set_times(
    uow: UnitOfWork, attendance_id: str, arrived_at: time | None, left_at: time | None
) -> None:
    """Set by hand when somebody came late and left early; None for one who did not."""
    seat = uow.get(Attendance, attendance_id)
    refuse_if_locked(uow.get(Meeting, seat.meeting_id))
    if arrived_at is not None or left_at is not None:
        _be_there(seat)
    seat.arrived_at, seat.left_at = arrived_at, left_at
    review_decisions(uow, seat.meeting_id)


def _timed(at: time | None, word: str) -> time:
    if at is None:
        raise Refusal(
            f"When they {word} is not said.",
            "Nothing was changed.",
            f"Give the time: DN {word} 10:20.",
        )
    return at


def _be_there(seat: Attendance) -> None:
    """Mark as present whoever came or left; a deputy, or one in attendance, stays what they are."""
    if seat.presence in {Presence.EXPECTED, Presence.APOLOGIES, Presence.ABSENT}:
        seat.presence = Presence.PRESENT


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


def add_by_role(
    uow: UnitOfWork, meeting_id: str, role: str, agency: str = "", *, at: time | None = None
) -> Attendance:
    """Take down that somebody new was in attendance: they come into the directory too.

    An agency that the directory does not know is refused; empty is none.
    """
    refuse_if_locked(uow.get(Meeting, meeting_id))
    found = people.find_agency(uow, agency)
    if agency.strip() and found is None:
        raise Refusal(
            f"The directory has no agency called “{agency.strip()}”.",
            "Nobody was added.",
            "Leave the agency out, or add it to the directory first.",
        )
    person = people.add_person(uow, role, agency_id=found.id if found else None)
    return add_attendee(uow, meeting_id, person.id, at=at)


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
