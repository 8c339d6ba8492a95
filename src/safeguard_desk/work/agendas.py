"""The agenda of a meeting: items added, changed, put in order and taken off."""

from typing import Any

from sqlalchemy import func, select

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.errors import Refusal
from safeguard_desk.models import Action, AgendaItem, Interest, Meeting, MinuteEntry, Paper
from safeguard_desk.rules.terms import ItemKind, MinutesState, Purpose

EDITABLE = (
    *("title", "presenter", "purpose", "minutes", "restricted", "priority_id"),
    *("discussed", "notes"),
)
"""What may be changed of an item by hand; its number follows from its place."""


def agenda(uow: UnitOfWork, meeting_id: str) -> list[AgendaItem]:
    """Return the items of a meeting in their order."""
    uow.flush()
    statement = select(AgendaItem).where(AgendaItem.meeting_id == meeting_id)
    return list(uow.all(statement.order_by(AgendaItem.position)))


def refuse_if_locked(meeting: Meeting) -> None:
    """Refuse a change to a meeting whose minutes are ratified (DOMAIN 2.5)."""
    if meeting.minutes_state is MinutesState.RATIFIED:
        raise Refusal(
            f"The minutes of {meeting.ref} are ratified and locked.",
            "They stay as they were ratified.",
            "Record a dated correction under Minutes instead.",
        )


def add_item(
    uow: UnitOfWork,
    meeting_id: str,
    title: str,
    *,
    at: int | None = None,
    kind: ItemKind = ItemKind.OTHER,
    presenter: str = "",
    purpose: Purpose = Purpose.DISCUSSION,
    minutes: int = 10,
    restricted: bool = False,
) -> AgendaItem:
    """Add an item as number `at`, or at the end; refuses one without a title."""
    if not title.strip():
        raise Refusal("An item needs a title.", "Nothing was added.", "Say what it is about.")
    refuse_if_locked(uow.get(Meeting, meeting_id))
    items = agenda(uow, meeting_id)
    item = uow.add(
        AgendaItem(
            meeting_id=meeting_id,
            position=len(items) + 1,
            title=title.strip(),
            kind=kind,
            presenter=presenter.strip(),
            purpose=purpose,
            minutes=minutes,
            restricted=restricted,
        )
    )
    if at is not None or not restricted:
        _place(items, item, at if at is not None else len(items) + 1)
        refresh_sources(uow, meeting_id)
    return item


def _place(others: list[AgendaItem], item: AgendaItem, at: int) -> None:
    """Make one of the items number `at`; the restricted part stays together behind the other."""
    order = [other for other in others if other is not item]
    order.insert(max(0, min(at - 1, len(order))), item)
    order.sort(key=lambda placed: placed.restricted)
    for position, placed in enumerate(order, 1):
        placed.position = position


def move_item(uow: UnitOfWork, item_id: str, to: int) -> None:
    """Make an item number `to` within its part; the others close up (part 2 stays behind)."""
    item = uow.get(AgendaItem, item_id)
    refuse_if_locked(uow.get(Meeting, item.meeting_id))
    _place(agenda(uow, item.meeting_id), item, to)
    refresh_sources(uow, item.meeting_id)


def refresh_sources(uow: UnitOfWork, meeting_id: str) -> None:
    """Let the actions of a meeting name the minute they came from by its present number."""
    uow.flush()
    meeting = uow.get(Meeting, meeting_id)
    statement = (
        select(Action, AgendaItem.position, MinuteEntry.position)
        .join(MinuteEntry, MinuteEntry.action_id == Action.id)
        .join(AgendaItem, AgendaItem.id == MinuteEntry.item_id)
        .where(MinuteEntry.meeting_id == meeting_id)
    )
    for action, item, entry in uow.session.execute(statement):
        action.raised_at = f"{meeting.ref}, {item}.{entry}"


def edit_item(uow: UnitOfWork, item_id: str, **fields: Any) -> None:
    """Change fields of an item (EDITABLE); refuses an empty title and negative minutes."""
    item = uow.get(AgendaItem, item_id)
    refuse_if_locked(uow.get(Meeting, item.meeting_id))
    unknown = fields.keys() - set(EDITABLE)
    if unknown:
        raise TypeError(f"not a field of an agenda item: {sorted(unknown)}")
    if "title" in fields and not fields["title"].strip():
        raise Refusal("An item needs a title.", f"It stays “{item.title}”.", "Type a title.")
    if not 0 <= fields.get("minutes", 0) <= 600:
        raise Refusal("That is no length for an item.", "It stays as it was.", "Give minutes.")
    moves = fields.get("restricted", item.restricted) != item.restricted
    for name, value in fields.items():
        setattr(item, name, value)
    if moves:  # to the end of the part that it belongs to now
        items = agenda(uow, item.meeting_id)
        _place(items, item, len(items))
        refresh_sources(uow, item.meeting_id)


def remove_item(uow: UnitOfWork, item_id: str) -> None:
    """Take an item off the agenda; refuses one that holds minutes. Its papers stay unassigned."""
    item = uow.get(AgendaItem, item_id)
    refuse_if_locked(uow.get(Meeting, item.meeting_id))
    held = select(func.count()).select_from(MinuteEntry).where(MinuteEntry.item_id == item_id)
    if uow.session.scalar(held):
        raise Refusal(
            f"Item {item.position}, “{item.title}”, has minutes.",
            "It stays on the agenda.",
            "Move or remove its entries first.",
        )
    for paper in uow.all(select(Paper).where(Paper.item_id == item_id)):
        paper.item_id = None
    for interest in uow.all(select(Interest).where(Interest.item_id == item_id)):
        interest.item_id = None
    others = [other for other in agenda(uow, item.meeting_id) if other is not item]
    uow.delete(item)
    for position, placed in enumerate(others, 1):
        placed.position = position
    refresh_sources(uow, item.meeting_id)
