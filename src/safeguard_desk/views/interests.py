"""Interests declared at a meeting, each with the item it was declared in."""

from dataclasses import dataclass
from datetime import time
from typing import Any

from sqlalchemy import select

from safeguard_desk.desk.reading import Reader
from safeguard_desk.models import Agency, AgendaItem, Attendance, Interest, Person


@dataclass(frozen=True)
class InterestView:
    """A declared interest. Without an item it concerns the meeting as a whole.

    `restricted` is true of an interest in a restricted item: it is shown where that item is.
    """

    id: str
    item_id: str | None
    number: int | None
    title: str
    person_id: str
    role: str
    agency: str
    words: str
    withdrew: bool
    at: time | None
    restricted: bool


def interests(reader: Reader, meeting_id: str) -> list[InterestView]:
    """Return the interests declared at a meeting, in the order of the agenda."""
    i, item = Interest, AgendaItem
    statement = (
        select(
            *(i.id, i.item_id, item.position, item.title, Person.id, Person.role, Agency.name),
            *(i.words, i.withdrew, i.at, item.restricted),
        )
        .join(Person, Person.id == i.person_id)
        .outerjoin(item, item.id == i.item_id)
        .outerjoin(
            Attendance,
            (Attendance.meeting_id == i.meeting_id) & (Attendance.person_id == i.person_id),
        )
        .outerjoin(Agency, Agency.id == Attendance.agency_id)
        .where(i.meeting_id == meeting_id)
        .order_by(item.position, i.created_at, i.id)
    )
    return [_interest(row) for row in reader.rows(statement)]


def _interest(row: tuple[Any, ...]) -> InterestView:
    interest, item_id, number, title, person, role, agency, words, withdrew, at, restricted = row
    return InterestView(
        *(interest, item_id, number, title or "", person, role, agency or ""),
        *(words, withdrew, at, bool(restricted)),
    )


def withdrawn(reader: Reader, meeting_id: str) -> dict[str, set[str]]:
    """Return the ids of those who withdrew, by the item they withdrew from."""
    statement = select(Interest.item_id, Interest.person_id).where(
        Interest.meeting_id == meeting_id, Interest.withdrew
    )
    found: dict[str, set[str]] = {}
    for item_id, person_id in reader.rows(statement):
        if item_id is not None:
            found.setdefault(item_id, set()).add(person_id)
    return found
