"""The minutes of a meeting: the facts of them. What they look like is minutes_text.py."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date

from safeguard_desk.desk.reading import Reader
from safeguard_desk.papers.agenda import co_chairs
from safeguard_desk.papers.request import Request, asked
from safeguard_desk.papers.without_names import without_names
from safeguard_desk.rules.quoracy import Quoracy
from safeguard_desk.rules.terms import Capacity, EntryKind, MinutesState, MinutesStep, Presence
from safeguard_desk.rules.times import coming_and_going
from safeguard_desk.views import actions as action_views
from safeguard_desk.views import meetings as view
from safeguard_desk.views.between import DecisionView, ratified_at
from safeguard_desk.views.groups import (
    MeetingLine,
    MemberView,
    meetings,
    partnership,
    people_by_initials,
    public_names_nobody,
)
from safeguard_desk.views.interests import InterestView, interests
from safeguard_desk.views.meetings import (
    ActionBrief,
    EntryView,
    EventView,
    ItemView,
    MeetingHead,
    SeatView,
)
from safeguard_desk.views.minutes_versions import (
    KNOWN_BY_MEETING,
    KNOWN_BY_PART,
    KNOWN_BY_VERSION,
    latest_number,
    restricted_ids,
)

UNAPPROVED = frozenset({MinutesState.NOT_STARTED, MinutesState.DRAFT, MinutesState.WITH_CO_CHAIRS})
"""The states in which minutes are a draft to everybody who reads them."""

_TOOK_PART = frozenset({Presence.PRESENT, Presence.DEPUTY})


@dataclass(frozen=True)
class AttendanceLine:
    """A line of the attendance table; `who` is the deputy's role where one came."""

    role: str
    agency: str
    capacity: str
    presence: Presence
    deputy: str
    times: str = ""
    """When somebody came late or left early."""


@dataclass(frozen=True)
class MinutedItem:
    """An item with its entries. `apart`: what was said on it is in the restricted part only."""

    number: int
    title: str
    entries: tuple[EntryView, ...]
    taken: bool
    apart: bool = False
    between: tuple[DecisionView, ...] = ()
    """Decisions taken between meetings that entries of this item ratify."""
    interests: tuple[InterestView, ...] = ()
    """Interests declared in it; under the declarations themselves all of the meeting."""
    declarations: bool = False

    @property
    def discussed(self) -> bool:
        """True if it was reached in the meeting."""
        return bool(self.entries or self.interests) or self.taken or self.apart


@dataclass(frozen=True)
class Approval:
    """An approval of the minutes: by whom, by role, and when."""

    role: str
    on: date


@dataclass(frozen=True)
class Raised:
    """The actions that a part of the minutes raised, and those agreed closed (reference, title)."""

    actions: tuple[ActionBrief, ...] = ()
    closed: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class MinutesFacts:
    """What the minutes say.

    Without the restricted part, part_2, part_2_for and raised_apart are empty and only
    `has_part_2` tells that there is one.
    """

    organisation: str
    copy: str
    today: date
    head: MeetingHead
    co_chairs: tuple[MemberView, ...]
    attendance: tuple[AttendanceLine, ...]
    quoracy: Quoracy
    part_1: tuple[MinutedItem, ...]
    part_2: tuple[MinutedItem, ...]
    has_part_2: bool
    part_2_for: tuple[MemberView, ...]
    restricted: bool
    raised: Raised
    raised_apart: Raised
    amendments: tuple[EventView, ...]
    next_meeting: MeetingLine | None
    approvals: tuple[Approval, ...]
    circulated_on: date | None
    ratified_on: date | None
    ratified_at: str
    review: tuple[tuple[str, str], ...] | None
    """What a copy for comments is known by when it comes back; None for any other."""

    @property
    def is_draft(self) -> bool:
        """True until both co-chairs have approved the minutes."""
        return self.head.minutes_state in UNAPPROVED

    @property
    def is_empty(self) -> bool:
        """True while nothing has been minuted that this copy may show."""
        return not any(item.discussed for item in (*self.part_1, *self.part_2))


def collect(reader: Reader, request: Request) -> MinutesFacts:
    """Return the facts of a meeting's minutes, without what the request may not show."""
    head = view.head(reader, asked(request.meeting_id, "meeting"))
    items, seats = view.items(reader, head.id), view.seats(reader, head.id)
    events = view.events(reader, head.id)
    entries = _as_agreed(reader, head, view.entries(reader, head.id), events)
    hidden = restricted_ids(reader, head.id)
    between = ratified_at(reader, head.id)
    part_1, part_2 = (
        tuple(_with_between(item, between) for item in part)
        for part in _parts(items, entries, hidden, _declared(reader, request, head.id))
    )
    has_part_2 = bool(part_2)
    with_part_2 = request.restricted and has_part_2
    facts = MinutesFacts(
        organisation=partnership(reader),
        copy=request.copy,
        today=reader.today,
        head=replace(head, link="") if request.public else head,
        co_chairs=co_chairs(seats),
        attendance=tuple(_attendance(seats)),
        quoracy=view.judge(seats),
        part_1=part_1,
        part_2=part_2 if with_part_2 else (),
        has_part_2=has_part_2,
        part_2_for=tuple(_took_part(seats)) if with_part_2 else (),
        restricted=with_part_2,
        raised=_raised(reader, head.id, part_1, restricted=False),
        raised_apart=_raised(reader, head.id, part_2, restricted=True) if with_part_2 else Raised(),
        amendments=tuple(event for event in events if event.step in _AMENDING)
        if request.restricted
        else tuple(_open_amendments(events, entries, hidden)),
        next_meeting=_next(reader, head),
        approvals=_approvals(events),
        circulated_on=_last(events, MinutesStep.CIRCULATED),
        ratified_on=_last(events, MinutesStep.RATIFIED),
        ratified_at=view.head(reader, head.ratified_at_id).ref if head.ratified_at_id else "",
        review=review_marks(reader, head, restricted=with_part_2) if request.review else None,
    )
    nameless = request.public and public_names_nobody(reader, head.group_id)
    return without_names(facts, seats, list(people_by_initials(reader))) if nameless else facts


def _declared(reader: Reader, request: Request, meeting_id: str) -> list[InterestView]:
    """Return the declared interests; to the public it is not told what they are."""
    found = interests(reader, meeting_id)
    return [replace(one, words="") for one in found] if request.public else found


def _with_between(item: MinutedItem, between: tuple[DecisionView, ...]) -> MinutedItem:
    ids = {entry.id for entry in item.entries}
    return replace(item, between=tuple(one for one in between if one.entry_id in ids))


def review_marks(
    reader: Reader, head: MeetingHead, *, restricted: bool
) -> tuple[tuple[str, str], ...]:
    """Return what a copy for comments is known by when it comes back; see returned_minutes."""
    return (
        (KNOWN_BY_MEETING, head.ref),
        (KNOWN_BY_VERSION, str(latest_number(reader, head.id))),
        (KNOWN_BY_PART, "yes" if restricted else "no"),
    )


def name(reader: Reader, request: Request) -> str:
    """Return what the file of minutes is called; a draft says so."""
    head = view.head(reader, asked(request.meeting_id, "meeting"))
    return f"{head.ref} minutes{' draft' if head.minutes_state in UNAPPROVED else ''}"


_AMENDING = frozenset({MinutesStep.AMENDMENT, MinutesStep.CORRECTION})
_NUMBERS = re.compile(r"(?<![\d.])\d{1,3}\.\d{1,3}(?![\d]|\.\d)")


def _open_amendments(
    events: list[EventView], entries: list[EntryView], left_out: Collection[str]
) -> Iterable[EventView]:
    """Yield amendments and corrections but restricted ones and those that name a hidden entry."""
    unseen = {entry.number for entry in entries if entry.id in left_out}
    for event in events:
        hidden = event.restricted or not unseen.isdisjoint(_NUMBERS.findall(event.words))
        if event.step in _AMENDING and not hidden:
            yield event


def _as_agreed(
    reader: Reader, head: MeetingHead, entries: list[EntryView], events: list[EventView]
) -> list[EntryView]:
    """Return the entries with the due dates that were agreed: a later move is the tracker's."""
    approved = _last(events, MinutesStep.APPROVAL)
    if head.minutes_state in UNAPPROVED or approved is None:
        return entries
    agreed = action_views.due_as_on(reader, head.id, approved)
    return [
        replace(entry, action=replace(entry.action, due_on=agreed[entry.action.id]))
        if entry.action is not None and entry.action.id in agreed
        else entry
        for entry in entries
    ]


def _parts(
    items: list[ItemView],
    entries: list[EntryView],
    hidden: frozenset[str],
    declared: list[InterestView],
) -> tuple[tuple[MinutedItem, ...], tuple[MinutedItem, ...]]:
    """Return what everybody may read, and the restricted part, item by item."""
    part_1, part_2 = [], []
    for item in items:
        said = [entry for entry in entries if entry.item_id == item.id]
        kept = tuple(entry for entry in said if entry.id in hidden)
        taken = item.started_at is not None or item.discussed
        told = item.code == "interests"
        own = [one for one in declared if one.item_id == item.id or (told and not one.restricted)]
        minuted = MinutedItem(item.number, item.title, (), taken, declarations=told)
        if not item.restricted:
            open_ = tuple(entry for entry in said if entry.id not in hidden)
            shown = tuple(one for one in own if not one.restricted)
            apart = bool(kept) and not open_
            part_1.append(replace(minuted, entries=open_, apart=apart, interests=shown))
        if item.restricted or kept:
            own = own if item.restricted else []
            part_2.append(replace(minuted, entries=kept, interests=tuple(own)))
    return tuple(part_1), tuple(part_2)


_IN_ORDER = (
    Presence.PRESENT,
    Presence.DEPUTY,
    Presence.IN_ATTENDANCE,
    Presence.APOLOGIES,
    Presence.ABSENT,
    Presence.EXPECTED,
)


def _attendance(seats: list[SeatView]) -> Iterable[AttendanceLine]:
    """Yield the attendance: who was there first, members before others."""
    lines = [_line(seat) for seat in seats]
    return sorted(lines, key=lambda line: _IN_ORDER.index(line.presence))


def _line(seat: SeatView) -> AttendanceLine:
    """Return a seat's line; one who only attends is in attendance, however that was marked."""
    attends = seat.capacity in {Capacity.IN_ATTENDANCE, Capacity.SECRETARIAT}
    there = attends and seat.presence is Presence.PRESENT
    presence = Presence.IN_ATTENDANCE if there else seat.presence
    times = coming_and_going(seat.arrived_at, seat.left_at)
    return AttendanceLine(seat.role, seat.agency, seat.capacity.label, presence, seat.deputy, times)


def _took_part(seats: list[SeatView]) -> Iterable[MemberView]:
    """Yield to whom the restricted part goes: co-chairs, and members or deputies who took part."""
    for seat in seats:
        chairs = seat.capacity is Capacity.CO_CHAIR
        if chairs or (seat.capacity is Capacity.MEMBER and seat.presence in _TOOK_PART):
            came = seat.presence is Presence.DEPUTY and not chairs and seat.deputy
            yield MemberView(seat.deputy if came else seat.role, seat.agency)


def _raised(
    reader: Reader, meeting_id: str, part: tuple[MinutedItem, ...], *, restricted: bool
) -> Raised:
    actions = tuple(
        entry.action
        for item in part
        for entry in item.entries
        if entry.kind is EntryKind.ACTION and entry.action is not None
    )
    closed = action_views.closed_at(reader, meeting_id, restricted=restricted)
    return Raised(actions, tuple(closed))


def _next(reader: Reader, head: MeetingHead) -> MeetingLine | None:
    found = view.next_meeting(reader, head.group_id, head.held_on)
    if found is None:
        return None
    planned = meetings(reader, head.group_id, found[1], found[1])
    return next(meeting for meeting in planned if meeting.id == found[0])


def _approvals(events: list[EventView]) -> tuple[Approval, ...]:
    """Return the approvals that stand: those since the minutes were last sent."""
    given: list[Approval] = []
    for event in events:
        if event.step in {MinutesStep.SENT, MinutesStep.RETURNED}:
            given.clear()
        elif event.step is MinutesStep.APPROVAL:
            given.append(Approval(event.who, event.on))
    return tuple(given)


def _last(events: list[EventView], step: MinutesStep) -> date | None:
    return next((event.on for event in reversed(events) if event.step is step), None)
