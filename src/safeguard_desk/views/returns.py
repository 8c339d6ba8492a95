"""Pre-meeting returns: what each agency is asked, and who has answered."""

from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import func, or_, select

from safeguard_desk.desk.reading import Reader
from safeguard_desk.models import Action, Agency, AgencyReturn
from safeguard_desk.rules.terms import Capacity, Presence
from safeguard_desk.views.actions import is_restricted
from safeguard_desk.views.matters import OPEN_ACTIONS
from safeguard_desk.views.meetings import MeetingHead, SeatView, head, seats


@dataclass(frozen=True)
class AskedAction:
    """An open action as the form shows it."""

    ref: str
    title: str
    owner: str
    due_on: date | None
    status: str


@dataclass(frozen=True)
class AskedMember:
    """A member as the form shows them, with what is known of their coming."""

    role: str
    reply: str
    deputy: str


@dataclass(frozen=True)
class AgencyForm:
    """What one agency's form holds."""

    agency_id: str
    agency: str
    actions: tuple[AskedAction, ...]
    members: tuple[AskedMember, ...]


@dataclass(frozen=True)
class ReturnLine:
    """Whether an agency was asked, and whether it has answered."""

    id: str
    agency: str
    members: int
    actions: int
    asked_on: date | None
    received_on: date | None
    words: str = field(default="")


def _expected(reader: Reader, meeting_id: str) -> list[SeatView]:
    """Return those of a meeting who answer for an agency."""
    asked = {Capacity.CO_CHAIR, Capacity.MEMBER, Capacity.IN_ATTENDANCE}
    return [seat for seat in seats(reader, meeting_id) if seat.agency_id and seat.capacity in asked]


def forms(reader: Reader, meeting_id: str) -> tuple[MeetingHead, list[AgencyForm]]:
    """Return what each agency that is expected at a meeting is asked, by name.

    An agency's actions are those of the meeting's group; restricted ones are on no form.
    """
    meeting = head(reader, meeting_id)
    by_agency: dict[str, list[SeatView]] = {}
    for seat in _expected(reader, meeting_id):
        by_agency.setdefault(str(seat.agency_id), []).append(seat)
    found = [
        AgencyForm(
            agency_id,
            members[0].agency,
            tuple(_actions(reader, meeting.group_id, agency_id)),
            tuple(AskedMember(m.role, _reply(m), m.deputy) for m in members),
        )
        for agency_id, members in by_agency.items()
    ]
    return meeting, sorted(found, key=lambda form: form.agency)


def _reply(seat: SeatView) -> str:
    known = {Presence.APOLOGIES: "Apologies", Presence.DEPUTY: "Sends a deputy"}
    return known.get(seat.presence, "")


def _actions(reader: Reader, group_id: str, agency_id: str) -> list[AskedAction]:
    a = Action
    statement = (
        select(a.ref, a.title, a.owner_words, a.due_on, a.status)
        .where(a.group_id == group_id, a.agency_id == agency_id, ~is_restricted())
        .where(a.status.in_(OPEN_ACTIONS))
        .order_by(func.coalesce(a.due_on, date.max), a.ref)
    )
    return [
        AskedAction(ref, title, owner, due_on, status.label)
        for ref, title, owner, due_on, status in reader.rows(statement)
    ]


def returns(reader: Reader, meeting_id: str) -> list[ReturnLine]:
    """Return every agency that is expected, and those that answered, by name."""
    _, asked = forms(reader, meeting_id)
    r = AgencyReturn
    rows = reader.rows(
        select(r.agency_id, Agency.name, r.asked_on, r.received_on, r.words)
        .join(Agency, Agency.id == r.agency_id)
        .where(r.meeting_id == meeting_id)
    )
    known = {row[0]: row for row in rows}
    lines = [
        ReturnLine(
            *(form.agency_id, form.agency, len(form.members), len(form.actions)),
            *(known[form.agency_id][2:] if form.agency_id in known else (None, None, "")),
        )
        for form in asked
    ]
    here = {line.id for line in lines}
    lines += [ReturnLine(row[0], row[1], 0, 0, *row[2:]) for row in rows if row[0] not in here]
    return sorted(lines, key=lambda line: line.agency)


def agency_name(reader: Reader, agency_id: str) -> str | None:
    """Return an agency's name; None where the desk does not know it."""
    found: str | None = reader.scalar(
        select(Agency.name).where(or_(Agency.id == agency_id, Agency.name == agency_id))
    )
    return found
