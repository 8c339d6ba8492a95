"""Pre-meeting returns: forms asked for, and what came back taken in; a second reading adds nothing.

An update is added to an action and its status is never changed: that it is done is for the owner's
evidence and the group to say. A reply is what was answered before the meeting, not who came.
"""

from dataclasses import dataclass, field

from sqlalchemy import select

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.errors import Refusal
from safeguard_desk.models import (
    Action,
    ActionUpdate,
    Agency,
    AgencyReturn,
    Attendance,
    Matter,
    Meeting,
    Person,
)
from safeguard_desk.rules import references
from safeguard_desk.rules.returning import (
    EDITION,
    Returned,
    SaidOfAction,
    SaidOfItem,
    SaidOfMember,
    read_purpose,
    read_reply,
)
from safeguard_desk.rules.terms import (
    DispatchKind,
    ItemKind,
    MatterState,
    MeetingState,
    Presence,
    Purpose,
)
from safeguard_desk.rules.times import read_minutes
from safeguard_desk.work import dispatching, matters

_KEPT = "Nothing of it was taken in."


@dataclass
class TakenIn:
    """What became of a return: counts of its lines, and what was not understood, by line."""

    agency: str
    rows: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    skipped: list[tuple[int, str]] = field(default_factory=list)
    notes: list[tuple[int, str, str, str]] = field(default_factory=list)
    """(line, field, words as they stood, what they are kept as)."""


def ask(uow: UnitOfWork, meeting_id: str, agency_ids: tuple[str, ...]) -> int:
    """Take down that agencies were asked for a return; return how many are asked for new."""
    uow.flush()
    new = [agency for agency in agency_ids if _known(uow, meeting_id, agency) is None]
    for agency_id in new:
        uow.add(AgencyReturn(meeting_id=meeting_id, agency_id=agency_id, asked_on=uow.today))
    if new:
        ref = uow.get(Meeting, meeting_id).ref
        asked = [dispatching.Sent("", agency_id=agency_id) for agency_id in new]
        subject = f"{ref}: your return"
        dispatching.record(
            uow, DispatchKind.RETURN_FORM, asked, subject=subject, meeting_id=meeting_id
        )
    return len(new)


def _known(uow: UnitOfWork, meeting_id: str, agency_id: str) -> AgencyReturn | None:
    return uow.find(
        select(AgencyReturn).where(
            AgencyReturn.meeting_id == meeting_id, AgencyReturn.agency_id == agency_id
        )
    )


def check(uow: UnitOfWork, meeting_id: str, returned: Returned, filename: str) -> Agency:
    """Return the agency that a form is from; refuse one that is not for this meeting or desk."""
    meeting = uow.get(Meeting, meeting_id)
    stamp = returned.stamp
    if stamp.edition != EDITION:
        older = stamp.edition < EDITION
        raise Refusal(
            f"{filename} is a{'n older' if older else ' newer'} form (edition {stamp.edition}).",
            _KEPT,
            "Send the agency the present form." if older else "Update the program first.",
        )
    if stamp.meeting != meeting.ref:
        raise Refusal(
            f"{filename} is the return of {stamp.agency} for {stamp.meeting},"
            f" not for {meeting.ref}.",
            _KEPT,
            f"Read it under {stamp.meeting}.",
        )
    agency = uow.session.get(Agency, stamp.agency_id)
    if agency is None:
        raise Refusal(
            f"{filename} is from “{stamp.agency}”, which this desk does not know.",
            _KEPT,
            "It was made by another desk, or the agency was removed.",
        )
    if meeting.state in {MeetingState.HELD, MeetingState.CANCELLED}:
        raise Refusal(
            f"{meeting.ref} is {meeting.state.label.lower()}: its returns are closed.",
            _KEPT,
            "Add updates to the actions themselves.",
        )
    return agency


def take_in(
    uow: UnitOfWork, meeting_id: str, returned: Returned, filename: str, sha256: str
) -> TakenIn:
    """Take in a return that was read: updates, replies, and items asked for.

    Refuses a form of another meeting, edition or desk. What is not understood is kept as words.
    """
    agency = check(uow, meeting_id, returned, filename)
    uow.flush()
    done = TakenIn(agency.name, rows=returned.rows)
    for action in returned.actions:
        _take_action(uow, meeting_id, agency, action, done)
    _take_members(uow, meeting_id, agency, returned.members, done)
    for item in returned.items:
        _take_item(uow, meeting_id, agency, item, done)
    record = _known(uow, meeting_id, agency.id)
    if record is None:
        record = uow.add(
            AgencyReturn(meeting_id=meeting_id, agency_id=agency.id, asked_on=uow.today)
        )
    words = "\n".join([*returned.words, *(f"{text} ({kept})" for _, _, text, kept in done.notes)])
    if record.sha256 != sha256:
        record.received_on, record.filename = uow.today, filename
        record.sha256, record.words = sha256, words
    return done


def _take_action(
    uow: UnitOfWork, meeting_id: str, agency: Agency, said: SaidOfAction, done: TakenIn
) -> None:
    parsed = references.parse(said.ref)
    ref = references.reference(*parsed) if parsed else said.ref
    action = uow.find(select(Action).where(Action.ref == ref))
    words = said.text.strip()
    if said.status.strip():
        words = f"{words} ({said.status.strip().lower()})" if words else said.status.strip()
    if action is None or action.agency_id != agency.id:
        why = "is not known" if action is None else f"is not an action of {agency.name}"
        done.skipped.append((said.row, f"“{said.ref}” {why}; “{words}” is kept as words."))
        done.notes.append((said.row, "action", words, "words of the return"))
        return
    same = select(ActionUpdate).where(
        ActionUpdate.action_id == action.id,
        ActionUpdate.text == words,
        ActionUpdate.by_words == agency.name,
        ActionUpdate.meeting_id == meeting_id,
    )
    if uow.find(same) is not None:
        done.unchanged += 1
        return
    uow.add(
        ActionUpdate(
            action_id=action.id,
            on=uow.today,
            text=words,
            by_words=agency.name,
            meeting_id=meeting_id,
        )
    )
    done.created += 1


def _take_members(
    uow: UnitOfWork,
    meeting_id: str,
    agency: Agency,
    members: tuple[SaidOfMember, ...],
    done: TakenIn,
) -> None:
    """Take the replies; two members of one role are told apart by their order."""
    statement = (
        select(Attendance, Person.role)
        .join(Person, Person.id == Attendance.person_id)
        .where(Attendance.meeting_id == meeting_id, Attendance.agency_id == agency.id)
        .order_by(Attendance.id)
    )
    free = [(seat, role) for seat, role in uow.session.execute(statement)]
    for said in members:
        role = " ".join(said.role.split()).casefold()
        found = next((pair for pair in free if pair[1].casefold() == role), None)
        if found is None:
            done.skipped.append((said.row, f"Nobody is expected as “{said.role}”."))
            done.notes.append((said.row, "member", _answer(said), "words of the return"))
            continue
        free.remove(found)
        _take_reply(found[0], said, done)


def _answer(said: SaidOfMember) -> str:
    return ", ".join(part for part in (said.role, said.reply, said.deputy, said.reason) if part)


def _take_reply(seat: Attendance, said: SaidOfMember, done: TakenIn) -> None:
    reply = read_reply(said.reply)
    reason = said.reason.strip()
    if reply is None and said.deputy.strip():
        reply = Presence.DEPUTY
    elif reply is None and said.reply.strip():
        done.notes.append((said.row, "reply", said.reply, "reason"))
        reason = "; ".join(part for part in (said.reply.strip(), reason) if part)
    deputy = said.deputy.strip() if reply is Presence.DEPUTY else seat.deputy_words
    wanted = (reply or seat.reply, reason or seat.reason, deputy)
    if wanted == (seat.reply, seat.reason, seat.deputy_words):
        done.unchanged += 1
        return
    seat.reply, seat.reason, seat.deputy_words = wanted
    done.updated += 1


def _take_item(
    uow: UnitOfWork, meeting_id: str, agency: Agency, said: SaidOfItem, done: TakenIn
) -> None:
    meeting = uow.get(Meeting, meeting_id)
    title = " ".join(said.title.split())
    if not title:
        text = ", ".join(part for part in (said.minutes, said.purpose, said.why) if part)
        done.skipped.append((said.row, f"An item without a title; “{text}” is kept as words."))
        done.notes.append((said.row, "item", text, "words of the return"))
        return
    same = select(Matter).where(
        Matter.group_id == meeting.group_id,
        Matter.asked_by_id == agency.id,
        Matter.title == title,
        Matter.state != MatterState.CLOSED,
    )
    if uow.find(same) is not None:
        done.unchanged += 1
        return
    minutes, purpose = read_minutes(said.minutes), read_purpose(said.purpose)
    notes = said.why.strip()
    for name, text, value in (
        ("minutes", said.minutes, minutes),
        ("purpose", said.purpose, purpose),
    ):
        if text.strip() and value is None:
            done.notes.append((said.row, name, text, "notes of the item"))
            notes = f"{notes}\n{name.capitalize()} as written: {text}".strip()
    matters.plan(
        uow,
        meeting.group_id,
        title,
        meeting_id=meeting_id,
        kind=ItemKind.ASKED,
        asked_by_id=agency.id,
        notes=notes,
        minutes=min(minutes or 10, matters.LONGEST),
        purpose=purpose or Purpose.DISCUSSION,
    )
    done.created += 1
