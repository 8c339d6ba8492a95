"""The way of minutes from draft to ratified: comments, approvals, amendments, corrections."""

from datetime import date

from sqlalchemy import func, select

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.errors import Refusal
from safeguard_desk.models import (
    Attendance,
    Meeting,
    MinuteEntry,
    MinutesEvent,
    Person,
)
from safeguard_desk.rules import states
from safeguard_desk.rules.terms import Capacity, MinutesState, MinutesStep
from safeguard_desk.views import meetings as view
from safeguard_desk.work import versions


def _event(
    uow: UnitOfWork,
    meeting: Meeting,
    step: MinutesStep,
    *,
    words: str = "",
    person_id: str | None = None,
    on: date | None = None,
    restricted: bool = False,
) -> MinutesEvent:
    uow.flush()
    last = select(func.max(MinutesEvent.position)).where(MinutesEvent.meeting_id == meeting.id)
    return uow.add(
        MinutesEvent(
            meeting_id=meeting.id,
            position=(uow.session.scalar(last) or 0) + 1,
            restricted=restricted,
            step=step,
            on=on or uow.today,
            words=words.strip(),
            person_id=person_id,
        )
    )


def _move(meeting: Meeting, target: MinutesState, given: set[str]) -> None:
    subject = f"The minutes of {meeting.ref}"
    states.move(states.MINUTES, meeting.minutes_state, target, given, subject=subject)
    meeting.minutes_state = target


def begin_draft(uow: UnitOfWork, meeting: Meeting, *, on: date | None = None) -> None:
    """Begin the draft with the first entry; nothing happens when it has begun."""
    if meeting.minutes_state is MinutesState.NOT_STARTED:
        _move(meeting, MinutesState.DRAFT, set())
        _event(uow, meeting, MinutesStep.DRAFTED, on=on)


def send_to_co_chairs(uow: UnitOfWork, meeting_id: str, *, on: date | None = None) -> None:
    """Send the draft to the co-chairs; refuses minutes without an entry."""
    meeting = uow.get(Meeting, meeting_id)
    if not view.entry_count(uow.reader, meeting_id):
        raise Refusal(
            f"The minutes of {meeting.ref} are empty.",
            "Nothing was sent.",
            "Minute the meeting first, or import what was typed.",
        )
    _move(meeting, MinutesState.WITH_CO_CHAIRS, set())
    _event(uow, meeting, MinutesStep.SENT, on=on)
    versions.keep(uow, meeting, MinutesStep.SENT, on)


def comment(uow: UnitOfWork, meeting_id: str, words: str, *, person_id: str | None = None) -> None:
    """Keep a comment on the draft; refuses an empty one."""
    if not words.strip():
        raise Refusal("A comment needs words.", "Nothing was added.", "Say what to change.")
    _event(uow, uow.get(Meeting, meeting_id), MinutesStep.COMMENT, words=words, person_id=person_id)


def co_chairs(uow: UnitOfWork, meeting_id: str) -> list[Person]:
    """Return the co-chairs as they were on the day of the meeting."""
    statement = (
        select(Person)
        .join(Attendance, Attendance.person_id == Person.id)
        .where(Attendance.meeting_id == meeting_id, Attendance.capacity == Capacity.CO_CHAIR)
        .order_by(Person.role)
    )
    return list(uow.all(statement))


def approve(
    uow: UnitOfWork, meeting_id: str, person_id: str, *, on: date | None = None
) -> MinutesState:
    """Take down a co-chair's approval; with all of them the minutes are approved.

    Refuses an approval by anybody else, and one given twice. Returns the state reached.
    """
    meeting = uow.get(Meeting, meeting_id)
    chairs = {person.id: person.role for person in co_chairs(uow, meeting_id)}
    person = uow.get(Person, person_id)
    if person_id not in chairs:
        raise Refusal(
            f"The {person.role} was not a co-chair of this meeting.",
            "No approval was recorded.",
            f"Minutes are approved by: {'; '.join(chairs.values()) or 'nobody is co-chair yet'}.",
        )
    if meeting.minutes_state is not MinutesState.WITH_CO_CHAIRS:
        _move(meeting, MinutesState.APPROVED, set())
    given = approvals(uow, meeting_id)
    if person_id in given:
        raise Refusal(
            f"The {person.role} has approved these minutes already.", "Nothing was changed."
        )
    _event(uow, meeting, MinutesStep.APPROVAL, person_id=person_id, on=on)
    if given | {person_id} == chairs.keys():
        _move(meeting, MinutesState.APPROVED, {"both co-chairs"})
        versions.keep(uow, meeting, MinutesStep.APPROVAL, on)
    return meeting.minutes_state


def approvals(uow: UnitOfWork, meeting_id: str) -> set[str]:
    """Return the ids of those who approved the minutes since they were last sent."""
    uow.flush()
    given: set[str] = set()
    for event in view.events(uow.reader, meeting_id):
        if event.step in {MinutesStep.SENT, MinutesStep.RETURNED}:
            given.clear()
        elif event.step is MinutesStep.APPROVAL and event.person_id:
            given.add(event.person_id)
    return given


def return_to_draft(uow: UnitOfWork, meeting_id: str, words: str = "") -> None:
    """Take the minutes back for work; approvals given so far lapse."""
    meeting = uow.get(Meeting, meeting_id)
    _move(meeting, MinutesState.DRAFT, {"reason"} if words.strip() else set())
    _event(uow, meeting, MinutesStep.RETURNED, words=words)
    versions.keep(uow, meeting, MinutesStep.RETURNED)


def circulate(uow: UnitOfWork, meeting_id: str, *, on: date | None = None) -> None:
    """Circulate approved minutes to the group."""
    meeting = uow.get(Meeting, meeting_id)
    _move(meeting, MinutesState.CIRCULATED, set())
    _event(uow, meeting, MinutesStep.CIRCULATED, on=on)
    versions.keep(uow, meeting, MinutesStep.CIRCULATED, on)


def amend(
    uow: UnitOfWork,
    meeting_id: str,
    words: str,
    *,
    on: date | None = None,
    restricted: bool = False,
) -> None:
    """Record an amendment agreed when the minutes come back to the group.

    restricted: it speaks of the restricted part and goes into no other copy.
    """
    meeting = uow.get(Meeting, meeting_id)
    if meeting.minutes_state is not MinutesState.CIRCULATED:
        raise Refusal(
            f"The minutes of {meeting.ref} are “{meeting.minutes_state.label}”.",
            "No amendment was recorded.",
            "Amendments belong to circulated minutes; edit a draft, correct ratified ones.",
        )
    if not words.strip():
        raise Refusal("An amendment needs words.", "Nothing was added.", "Say what changes.")
    _event(uow, meeting, MinutesStep.AMENDMENT, words=words, on=on, restricted=restricted)


def ratify(uow: UnitOfWork, meeting_id: str, at_meeting_id: str, *, amendments: str = "") -> None:
    """Ratify circulated minutes at a later meeting of the group, and lock them (DOMAIN 2.5)."""
    meeting, later = uow.get(Meeting, meeting_id), uow.get(Meeting, at_meeting_id)
    if later.group_id != meeting.group_id or later.held_on <= meeting.held_on:
        raise Refusal(
            f"{later.ref} cannot ratify the minutes of {meeting.ref}.",
            "Nothing was changed.",
            "Minutes are ratified at a later meeting of the same group.",
        )
    if amendments.strip():
        amend(uow, meeting_id, amendments, on=later.held_on)
    _move(meeting, MinutesState.RATIFIED, {"meeting"})
    meeting.ratified_at_id = at_meeting_id
    confirm_decisions(uow, meeting_id)
    _event(uow, meeting, MinutesStep.RATIFIED, words=later.ref, on=later.held_on)
    versions.keep(uow, meeting, MinutesStep.RATIFIED, later.held_on)


def confirm_decisions(uow: UnitOfWork, meeting_id: str) -> None:
    """Let decisions taken without a quorum stand: ratifying the minutes ratifies them."""
    waiting = select(MinuteEntry).where(
        MinuteEntry.meeting_id == meeting_id, MinuteEntry.subject_to_ratification
    )
    for entry in uow.all(waiting):
        entry.subject_to_ratification = False


def correct(
    uow: UnitOfWork,
    meeting_id: str,
    words: str,
    *,
    on: date | None = None,
    restricted: bool = False,
) -> MinutesEvent:
    """Add a dated correction to ratified minutes; the ratified text itself stays."""
    meeting = uow.get(Meeting, meeting_id)
    if meeting.minutes_state is not MinutesState.RATIFIED:
        raise Refusal(
            f"The minutes of {meeting.ref} are not ratified yet.",
            "No correction was recorded.",
            "Change the text itself.",
        )
    if not words.strip():
        raise Refusal("A correction needs words.", "Nothing was added.", "Say what was wrong.")
    return _event(uow, meeting, MinutesStep.CORRECTION, words=words, on=on, restricted=restricted)
