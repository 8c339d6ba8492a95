"""Minuting: entries under items, taken by hand or as typed quick-capture lines."""

from collections.abc import Iterator
from datetime import time

from sqlalchemy import func, select

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.errors import Refusal
from safeguard_desk.models import (
    Action,
    AgendaItem,
    DecisionBetween,
    Meeting,
    MinuteEntry,
    Proposal,
    Risk,
)
from safeguard_desk.rules.terms import EntryKind, MinutesState
from safeguard_desk.work import agendas, approving, challenges, escalating, planning
from safeguard_desk.work.quorum import review_decisions

EDITABLE_STATES = frozenset(
    {MinutesState.NOT_STARTED, MinutesState.DRAFT, MinutesState.WITH_CO_CHAIRS}
)
EDITABLE = ("text", "response", "restricted", "by_agency_id", "about_agency_id", "board_id", "at")
"""What may be changed of an entry by hand."""


def _open_minutes(uow: UnitOfWork, meeting_id: str) -> Meeting:
    """Return the meeting, held and with its draft begun; refuse one whose minutes are closed."""
    meeting = uow.get(Meeting, meeting_id)
    agendas.refuse_if_locked(meeting)
    if meeting.minutes_state not in EDITABLE_STATES:
        raise Refusal(
            f"The minutes of {meeting.ref} are {meeting.minutes_state.label.lower()}.",
            "They stay as they are.",
            "Return them to draft first, or record an amendment.",
        )
    planning.be_held(uow, meeting)
    approving.begin_draft(uow, meeting)
    return meeting


def start_meeting(uow: UnitOfWork, meeting_id: str, at: time) -> None:
    """Take down when the meeting began."""
    _open_minutes(uow, meeting_id).opened_at = at


def start_item(uow: UnitOfWork, item_id: str, at: time | None) -> None:
    """Begin an item: the one before it ends at the same time."""
    item = uow.get(AgendaItem, item_id)
    meeting = _open_minutes(uow, item.meeting_id)
    if at is None:
        return
    meeting.opened_at = meeting.opened_at or at
    for other in agendas.agenda(uow, item.meeting_id):
        if other is not item and other.started_at is not None and other.ended_at is None:
            other.ended_at = at
    item.started_at, item.ended_at = item.started_at or at, None


def stop_item(uow: UnitOfWork, item_id: str, at: time | None) -> None:
    """Stop an item's clock; begun again, it goes on counting from its first beginning."""
    item = uow.get(AgendaItem, item_id)
    _open_minutes(uow, item.meeting_id)
    if item.started_at is not None:
        item.ended_at = at


def tick(uow: UnitOfWork, item_id: str, *, discussed: bool) -> None:
    """Tick an item as discussed, or take the tick off."""
    item = uow.get(AgendaItem, item_id)
    _open_minutes(uow, item.meeting_id)
    item.discussed = discussed


def close_meeting(uow: UnitOfWork, meeting_id: str, at: time | None) -> None:
    """Take down when the meeting ended."""
    meeting = _open_minutes(uow, meeting_id)
    meeting.closed_at = at
    for item in agendas.agenda(uow, meeting_id):
        if item.started_at is not None and item.ended_at is None:
            item.ended_at = at


def add_entry(
    uow: UnitOfWork,
    item_id: str,
    kind: EntryKind,
    text: str,
    *,
    at: time | None = None,
    restricted: bool = False,
) -> MinuteEntry:
    """Add an entry at the end of an item; in a restricted item it is restricted."""
    item = uow.get(AgendaItem, item_id)
    meeting = _open_minutes(uow, item.meeting_id)
    uow.flush()
    last = select(func.max(MinuteEntry.position)).where(MinuteEntry.item_id == item_id)
    entry = uow.add(
        MinuteEntry(
            meeting_id=meeting.id,
            item_id=item_id,
            position=(uow.session.scalar(last) or 0) + 1,
            kind=kind,
            text=text,
            at=at,
            restricted=restricted or item.restricted,
        )
    )
    if kind is EntryKind.DECISION:
        review_decisions(uow, meeting.id)
    return entry


def edit_entry(uow: UnitOfWork, entry_id: str, **fields: object) -> None:
    """Change fields of an entry (EDITABLE); the action or risk it raised follows.

    The time it was noted at stays unless it is itself what is changed (`at`).
    """
    entry = uow.get(MinuteEntry, entry_id)
    _open_minutes(uow, entry.meeting_id)
    unknown = fields.keys() - set(EDITABLE)
    if unknown:
        raise TypeError(f"not a field of a minute entry: {sorted(unknown)}")
    for name, value in fields.items():
        setattr(entry, name, value)
    for raised in _raised_by(uow, entry):
        if "text" in fields:
            raised.title = entry.text
        if "restricted" in fields:
            raised.restricted = entry.restricted
    if entry.kind is EntryKind.ESCALATION:
        escalating.escalate(uow, entry_id)
    challenges.follow_minute(uow, entry_id)
    if "at" in fields:
        review_decisions(uow, entry.meeting_id)


def _raised_by(uow: UnitOfWork, entry: MinuteEntry) -> Iterator[Action | Risk]:
    if entry.action_id is not None:
        yield uow.get(Action, entry.action_id)
    if entry.risk_id is not None:
        yield uow.get(Risk, entry.risk_id)


def change_kind(uow: UnitOfWork, entry_id: str, kind: EntryKind) -> None:
    """Make an entry of another kind; refuses once an action or risk has come of it."""
    entry = uow.get(MinuteEntry, entry_id)
    _open_minutes(uow, entry.meeting_id)
    if entry.action_id is not None or entry.risk_id is not None:
        raise Refusal(
            "An action or risk has been raised by this entry.",
            "It stays as it is.",
            "Undo it, or add another entry.",
        )
    if entry.kind is EntryKind.CHALLENGE:
        challenges.take_back(uow, entry_id)
    entry.kind = kind
    challenges.follow_minute(uow, entry_id)
    review_decisions(uow, entry.meeting_id)


def move_entry(uow: UnitOfWork, entry_id: str, item_id: str, to: int) -> None:
    """Move an entry to place `to` of an item; the others close up."""
    entry = uow.get(MinuteEntry, entry_id)
    _open_minutes(uow, entry.meeting_id)
    uow.get(AgendaItem, item_id)
    left = entry.item_id
    entry.item_id = item_id
    order = [other for other in _entries(uow, item_id) if other is not entry]
    order.insert(max(0, min(to - 1, len(order))), entry)
    _number(order)
    if left != item_id:
        _number(_entries(uow, left))
        review_decisions(uow, entry.meeting_id)
    agendas.refresh_sources(uow, entry.meeting_id)


def remove_entry(uow: UnitOfWork, entry_id: str) -> None:
    """Take an entry out of the minutes; an action or risk that came of it stays and is named."""
    entry = uow.get(MinuteEntry, entry_id)
    _open_minutes(uow, entry.meeting_id)
    item_id = entry.item_id
    _let_go(uow, entry_id)
    escalating.take_back(uow, entry_id)
    challenges.take_back(uow, entry_id)
    uow.delete(entry)
    uow.flush()
    _number(_entries(uow, item_id))
    agendas.refresh_sources(uow, entry.meeting_id)


def _let_go(uow: UnitOfWork, entry_id: str) -> None:
    """Take off an entry what hangs on it: proposals lose their place, a decision waits again."""
    uow.flush()
    for proposal in uow.all(select(Proposal).where(Proposal.entry_id == entry_id)):
        proposal.entry_id = None
    for decision in uow.all(select(DecisionBetween).where(DecisionBetween.entry_id == entry_id)):
        decision.entry_id = decision.ratified_at_id = None
    uow.flush()


def _entries(uow: UnitOfWork, item_id: str) -> list[MinuteEntry]:
    uow.flush()
    statement = select(MinuteEntry).where(MinuteEntry.item_id == item_id)
    return list(uow.all(statement.order_by(MinuteEntry.position, MinuteEntry.id)))


def _number(entries: list[MinuteEntry]) -> None:
    for position, entry in enumerate(entries, 1):
        entry.position = position
