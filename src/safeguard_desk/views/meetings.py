"""A meeting as people see it: its head, agenda, papers, attendance, minutes and quoracy."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import aliased

from safeguard_desk.desk.reading import Reader
from safeguard_desk.errors import Refusal
from safeguard_desk.models import (
    Action,
    ActionOwner,
    Agency,
    AgendaItem,
    Attendance,
    Board,
    Group,
    Meeting,
    MinuteEntry,
    MinutesEvent,
    Paper,
    Person,
    Risk,
)
from safeguard_desk.rules import quoracy as rule
from safeguard_desk.rules.references import read_meeting_reference
from safeguard_desk.rules.terms import (
    ActionStatus,
    Capacity,
    EntryKind,
    GroupKind,
    ItemKind,
    Marking,
    MeetingState,
    MinutesState,
    MinutesStep,
    PaperState,
    Presence,
    Purpose,
    StatutoryPartner,
)
from safeguard_desk.views.groups import name_on


@dataclass(frozen=True)
class MeetingHead:
    """What stands at the top of every paper of a meeting."""

    id: str
    ref: str
    group_id: str
    group_code: str
    group_name: str
    group_kind: GroupKind
    marking: Marking
    held_on: date
    starts_at: time
    length_minutes: int
    venue: str
    link: str
    state: MeetingState
    minutes_state: MinutesState
    opened_at: time | None
    closed_at: time | None
    ratified_at_id: str | None
    why: str
    """Why it was cancelled, or is held after all."""
    chair_id: str | None = None
    minute_taker_id: str | None = None


@dataclass(frozen=True)
class PaperView:
    """A paper of a meeting; content is read by its SHA-256, empty while it is awaited."""

    id: str
    item_id: str | None
    position: int
    title: str
    state: PaperState
    received_on: date | None
    restricted: bool
    filename: str
    media_type: str
    sha256: str
    size: int


@dataclass(frozen=True)
class ItemView:
    """An item of the agenda; `number` is how minutes and people call it."""

    id: str
    number: int
    code: str
    kind: ItemKind
    title: str
    presenter: str
    purpose: Purpose
    minutes: int
    restricted: bool
    started_at: time | None
    ended_at: time | None
    notes: str = ""
    matter_id: str | None = None
    discussed: bool = False
    """Ticked in the room; minutes of its own say it too."""


@dataclass(frozen=True)
class ActionBrief:
    """An action as it stands beside the minute that raised it.

    `agency` is empty where owners of several agencies share it: it is then not one agency's.
    """

    id: str
    ref: str
    title: str
    owner: str
    agency: str
    due_on: date | None
    due_words: str
    status: ActionStatus


@dataclass(frozen=True)
class EntryView:
    """An entry of the minutes; `number` is its item's number and its own, as 3.2."""

    id: str
    item_id: str
    number: str
    kind: EntryKind
    text: str
    at: time | None
    restricted: bool
    subject_to_ratification: bool
    by_agency: str
    about_agency: str
    response: str
    board: str
    risk_ref: str
    action: ActionBrief | None


@dataclass(frozen=True)
class SeatView:
    """One person's attendance at a meeting."""

    id: str
    person_id: str
    initials: str
    role: str
    agency_id: str | None
    agency: str
    partner: StatutoryPartner | None
    capacity: Capacity
    presence: Presence
    deputy: str
    marked_at: time | None
    arrived_at: time | None = None
    left_at: time | None = None
    reply: Presence | None = None
    """What was answered before the meeting; None while nothing was."""


@dataclass(frozen=True)
class EventView:
    """A step of the minutes on their way to ratification."""

    id: str
    step: MinutesStep
    on: date
    who: str
    person_id: str | None
    words: str
    restricted: bool


def meeting_id(reader: Reader, ref: str) -> str:
    """Return the id of a meeting by its reference; refuse one that is not there."""
    wanted = read_meeting_reference(ref) or ref.strip().upper()
    found: str | None = reader.scalar(select(Meeting.id).where(Meeting.ref == wanted))
    if found is None:
        latest = select(Meeting.ref).order_by(Meeting.held_on.desc()).limit(3)
        known = ", ".join(reader.scalars(latest)) or "none yet"
        raise Refusal(
            f"There is no meeting with the reference “{ref}”.",
            "Nothing was changed.",
            f"A reference reads like QA-2026-11-17; the latest here: {known}.",
        )
    return found


def head(reader: Reader, meeting_id: str) -> MeetingHead:
    """Return the head of a meeting, its group by the name of that day; refuse one not there."""
    m, g = Meeting, Group
    statement = (
        select(
            *(m.id, m.ref, g.id, g.code, g.name, g.kind, g.marking, m.held_on, m.starts_at),
            *(m.length_minutes, m.venue, m.link, m.state, m.minutes_state),
            *(m.opened_at, m.closed_at, m.ratified_at_id, m.why, m.chair_id, m.minute_taker_id),
        )
        .join(g, g.id == m.group_id)
        .where(m.id == meeting_id)
    )
    row: tuple[Any, ...] | None = reader.one(statement)
    if row is None:
        raise Refusal(
            "This meeting is no longer there.",
            "Nothing was changed.",
            "It may have been undone; look at the list of meetings.",
        )
    row = (*row[:4], name_on(reader, row[2], row[4], row[7]), *row[5:])
    return MeetingHead(*row)


def items(reader: Reader, meeting_id: str) -> list[ItemView]:
    """Return the agenda of a meeting in its order."""
    i = AgendaItem
    statement = (
        select(
            *(i.id, i.position, i.code, i.kind, i.title, i.presenter, i.purpose, i.minutes),
            *(i.restricted, i.started_at, i.ended_at, i.notes, i.matter_id, i.discussed),
        )
        .where(i.meeting_id == meeting_id)
        .order_by(i.position)
    )
    return [ItemView(*row) for row in reader.rows(statement)]


def papers(reader: Reader, meeting_id: str) -> list[PaperView]:
    """Return the papers of a meeting in the order of their items."""
    p = Paper
    statement = (
        select(
            *(p.id, p.item_id, p.position, p.title, p.state, p.received_on, p.restricted),
            *(p.filename, p.media_type, p.sha256, p.size),
        )
        .outerjoin(AgendaItem, AgendaItem.id == p.item_id)
        .where(p.meeting_id == meeting_id)
        .order_by(AgendaItem.position, p.position)
    )
    return [PaperView(*row) for row in reader.rows(statement)]


def entries(reader: Reader, meeting_id: str) -> list[EntryView]:
    """Return the minutes of a meeting, entry by entry, in the order of the agenda."""
    e, by, about, owner_agency = MinuteEntry, aliased(Agency), aliased(Agency), aliased(Agency)
    a = Action
    statement = (
        select(
            *(e.id, e.item_id, AgendaItem.position, e.position, e.kind, e.text, e.at),
            *(e.restricted, e.subject_to_ratification, by.name, about.name, e.response),
            *(Board.code, Risk.ref),
            *(a.id, a.ref, a.title, a.owner_words, owner_agency.name, a.due_on, a.due_words),
            *(a.status, _shared_with_another_agency()),
        )
        .join(AgendaItem, AgendaItem.id == e.item_id)
        .outerjoin(by, by.id == e.by_agency_id)
        .outerjoin(about, about.id == e.about_agency_id)
        .outerjoin(Board, Board.id == e.board_id)
        .outerjoin(Risk, Risk.id == e.risk_id)
        .outerjoin(a, a.id == e.action_id)
        .outerjoin(owner_agency, owner_agency.id == a.agency_id)
        .where(e.meeting_id == meeting_id)
        .order_by(AgendaItem.position, e.position)
    )
    return [_entry(row) for row in reader.rows(statement)]


def _shared_with_another_agency() -> ColumnElement[bool]:
    """Return whether an action has a second owner of another agency than its lead's."""
    return (
        select(ActionOwner.id)
        .join(Person, Person.id == ActionOwner.person_id)
        .where(
            ActionOwner.action_id == Action.id, Person.agency_id.is_distinct_from(Action.agency_id)
        )
        .correlate(Action)
        .exists()
    )


def _entry(row: tuple[Any, ...]) -> EntryView:
    entry_id, item_id, item, position, kind, text, at, restricted, subject = row[:9]
    by, about, response, board, risk_ref = row[9:14]
    action_id, ref, title, owner, lead_agency, due_on, due_words, status, shared = row[14:23]
    agency = "" if shared else lead_agency
    brief = (
        ActionBrief(action_id, ref, title, owner, agency or "", due_on, due_words, status)
        if action_id
        else None
    )
    return EntryView(
        *(entry_id, item_id, f"{item}.{position}", kind, text, at, restricted, subject),
        *(by or "", about or "", response, board or "", risk_ref or "", brief),
    )


def seats(reader: Reader, meeting_id: str) -> list[SeatView]:
    """Return the attendance of a meeting: co-chairs first, then by agency and role."""
    a, deputy = Attendance, aliased(Person)
    statement = (
        select(
            *(a.id, Person.id, Person.initials, Person.role, Agency.id, Agency.name),
            *(Agency.partner, a.capacity, a.presence, deputy.role, a.deputy_words, a.marked_at),
            *(a.arrived_at, a.left_at, a.reply),
        )
        .join(Person, Person.id == a.person_id)
        .outerjoin(Agency, Agency.id == a.agency_id)
        .outerjoin(deputy, deputy.id == a.deputy_id)
        .where(a.meeting_id == meeting_id)
    )
    found = [_seat(row) for row in reader.rows(statement)]
    order = list(Capacity)
    return sorted(found, key=lambda seat: (order.index(seat.capacity), seat.agency, seat.role))


def _seat(row: tuple[Any, ...]) -> SeatView:
    seat, person, initials, role, agency_id, agency, partner, capacity, presence = row[:9]
    deputy, deputy_words, *times, reply = row[9:]
    return SeatView(
        *(seat, person, initials, role, agency_id, agency or "", partner, capacity, presence),
        *(deputy or deputy_words, times[0], times[1], times[2], reply),
    )


def quoracy(reader: Reader, meeting_id: str) -> rule.Quoracy:
    """Judge whether a meeting is quorate by the attendance marked so far."""
    return judge(seats(reader, meeting_id))


def judge(
    found: Sequence[SeatView], moment: time | None = None, withdrawn: Collection[str] = ()
) -> rule.Quoracy:
    """Judge quoracy of seats already read: at a moment, or of the meeting as a whole."""
    return rule.at(
        [
            rule.Seat(
                agency=seat.agency,
                partner=seat.partner,
                is_co_chair=seat.capacity is Capacity.CO_CHAIR,
                counts=seat.capacity in {Capacity.CO_CHAIR, Capacity.MEMBER},
                presence=seat.presence,
                person=seat.person_id,
                arrived_at=seat.arrived_at,
                left_at=seat.left_at,
            )
            for seat in found
        ],
        rule.QuoracyRule(),
        moment,
        withdrawn,
    )


def events(reader: Reader, meeting_id: str) -> list[EventView]:
    """Return what happened to the minutes, oldest first."""
    e = MinutesEvent
    statement = (
        select(e.id, e.step, e.on, Person.role, Person.id, e.words, e.restricted)
        .outerjoin(Person, Person.id == e.person_id)
        .where(e.meeting_id == meeting_id)
        .order_by(e.position)
    )
    return [EventView(*row[:3], row[3] or "", *row[4:]) for row in reader.rows(statement)]


def next_meeting(reader: Reader, group_id: str, after: date) -> tuple[str, date] | None:
    """Return the id and date of a group's next meeting after a day, if one is planned."""
    m = Meeting
    statement = (
        select(m.id, m.held_on)
        .where(m.group_id == group_id, m.held_on > after, m.state != MeetingState.CANCELLED)
        .order_by(m.held_on)
    )
    return reader.one(statement)


def last_meeting(reader: Reader, group_id: str, before: date) -> tuple[str, date] | None:
    """Return the id and date of a group's last meeting before a day."""
    m = Meeting
    statement = (
        select(m.id, m.held_on)
        .where(m.group_id == group_id, m.held_on < before, m.state != MeetingState.CANCELLED)
        .order_by(m.held_on.desc())
    )
    return reader.one(statement)


def entry_count(reader: Reader, meeting_id: str) -> int:
    """Return how many entries a meeting's minutes have."""
    counting = select(func.count()).select_from(MinuteEntry)
    return int(reader.scalar(counting.where(MinuteEntry.meeting_id == meeting_id)))
