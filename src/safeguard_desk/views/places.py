"""Where in the program a record is looked at: its own list, or the meeting it belongs to."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from safeguard_desk.desk.reading import Reader
from safeguard_desk.models import KINDS, Group
from safeguard_desk.rules.terms import GroupKind

_OWNERS = (
    ("action_id", "actions"),
    ("meeting_id", "meetings"),
    ("item_id", "agenda_items"),
    ("matter_id", "matters"),
    ("entry_id", "minute_entries"),
    ("agency_id", "agencies"),
)
"""Links that say which record another one is a part of, the nearest first."""
LISTED = frozenset(
    {
        "actions", "agencies", "boards", "decisions_between", "groups", "holidays", "matters",
        "meetings", "memberships", "people", "priorities", "risks",
    }
)  # fmt: skip
"""Kinds of record that have a list of their own."""


@dataclass(frozen=True)
class Where:
    """The kind and id of the record whose place is shown, and the group it belongs to."""

    kind: str
    id: str
    group_id: str | None


def where(reader: Reader, kind: str, record_id: str) -> Where | None:
    """Return where a record is looked at; None when it is gone, or nobody ever looks at it."""
    seen: set[str] = set()
    while kind not in LISTED:
        if kind in seen or kind not in KINDS:
            return None
        seen.add(kind)
        owner = _owner(reader, kind, record_id)
        if owner is None:
            return None
        kind, record_id = owner
    columns: Any = KINDS[kind].__table__.c
    group = columns.group_id if "group_id" in columns else columns.id
    found = reader.one(select(group).where(columns.id == record_id))
    if found is None:
        return None
    return Where(kind, record_id, found[0] if "group_id" in columns else None)


def may_be_shown(reader: Reader, kind: str, record_id: str) -> bool:
    """Say whether a record may be seen by everybody in the room.

    It may not where it, or what it is a part of, is restricted, or belongs to case reviews.
    """
    step: tuple[str, str] | None = (kind, record_id)
    seen: set[str] = set()
    while step is not None and step[0] not in seen and step[0] in KINDS:
        seen.add(step[0])
        columns: Any = KINDS[step[0]].__table__.c
        if "restricted" in columns:
            statement = select(columns.restricted).where(columns.id == step[1])
            if reader.scalar(statement):
                return False
        step = _owner(reader, *step)
    place = where(reader, kind, record_id)
    group_id = place.group_id if place is not None else None
    group_kind = reader.scalar(select(Group.kind).where(Group.id == group_id))
    return group_kind is not GroupKind.REVIEW


def _owner(reader: Reader, kind: str, record_id: str) -> tuple[str, str] | None:
    columns: Any = KINDS[kind].__table__.c
    for link, owner in _OWNERS:
        if link in columns:
            found = reader.scalar(select(columns[link]).where(columns.id == record_id))
            if found is not None:
                return owner, found
    return None
