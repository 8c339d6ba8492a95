"""Where in the program a record is looked at: its own list, or the meeting it belongs to."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from safeguard_desk.desk.reading import Reader
from safeguard_desk.models import KINDS, Group, MatterMove
from safeguard_desk.rules.terms import GroupKind, Side

_OWNERS = (
    ("action_id", "actions"),
    ("meeting_id", "meetings"),
    ("item_id", "agenda_items"),
    ("matter_id", "matters"),
    ("entry_id", "minute_entries"),
    ("audit_id", "audits"),
    ("return_id", "audit_returns"),
    ("indicator_id", "indicators"),
    ("inspection_id", "inspections"),
    ("review_id", "reviews"),
    ("theme_id", "review_themes"),
    ("form_id", "evaluation_forms"),
    ("session_id", "training_sessions"),
    ("course_id", "courses"),
    ("product_id", "learning_products"),
    ("course_version_id", "course_versions"),
    ("need_id", "learning_needs"),
    ("trainer_id", "trainers"),
    ("booking_id", "bookings"),
    ("agency_id", "agencies"),
    ("guidance_id", "guidance"),
    ("risk_id", "risks"),
)
"""Links that say which record another one is a part of, the nearest first."""
LISTED = frozenset(
    {
        "actions", "agencies", "assessment_rounds", "audits", "boards", "challenges",
        "child_death_findings", "courses", "decisions_between", "evaluation_forms", "expansions",
        "findings", "groups", "guidance", "holidays", "indicators", "learning_needs",
        "learning_points", "learning_products", "letter_templates", "matter_moves", "matters",
        "meetings", "memberships", "people", "priorities", "recommendations", "review_themes",
        "reviews", "risks", "training_returns", "training_sessions",
    }
)  # fmt: skip
"""Kinds of record that have a list or a page of their own."""
_BY_OWNER = frozenset({"evaluation_forms", "training_sessions"})
"""Kinds whose group is that of what they are a part of."""
IN_MEETINGS = frozenset({"agenda_items", "minute_entries", "papers"})
"""Kinds of record that are shown at a place of their own within their meeting."""


@dataclass(frozen=True)
class Where:
    """The kind and id of the record whose place is shown, and the group it belongs to.

    part: the kind and id of the place within a meeting (IN_MEETINGS), where it has one.
    """

    kind: str
    id: str
    group_id: str | None
    part: tuple[str, str] | None = None


def where(reader: Reader, kind: str, record_id: str) -> Where | None:
    """Return where a record is looked at; None when it is gone, or nobody ever looks at it."""
    seen: set[str] = set()
    part: tuple[str, str] | None = None
    while kind not in LISTED or _only_handed_on(reader, kind, record_id):
        if kind in seen or kind not in KINDS:
            return None
        seen.add(kind)
        if kind in IN_MEETINGS and part is None:
            part = (kind, record_id)
        owner = _owner(reader, kind, record_id)
        if owner is None:
            return None
        kind, record_id = owner
    columns: Any = KINDS[kind].__table__.c
    if reader.scalar(select(columns.id).where(columns.id == record_id)) is None:
        return None
    group_id = _group_of(reader, kind, record_id)
    return Where(kind, record_id, group_id, part if kind == "meetings" else None)


def _group_of(reader: Reader, kind: str, record_id: str) -> str | None:
    """Return the group of a record; of a session or a form, that of its course."""
    columns: Any = KINDS[kind].__table__.c
    if "group_id" in columns:
        found: str | None = reader.scalar(select(columns.group_id).where(columns.id == record_id))
        return found
    owner = _owner(reader, kind, record_id) if kind in _BY_OWNER else None
    return _group_of(reader, *owner) if owner is not None else None


def side_of(reader: Reader, kind: str, record_id: str) -> Side:
    """Return the side a record belongs to; a kind without sides concerns both."""
    columns: Any = KINDS[kind].__table__.c
    if "side" not in columns:
        return Side.BOTH
    found: Side | None = reader.scalar(select(columns.side).where(columns.id == record_id))
    return found or Side.BOTH


def _only_handed_on(reader: Reader, kind: str, record_id: str) -> bool:
    """Tell of a matter's move that it is no escalation: it is looked at with its matter."""
    if kind != "matter_moves":
        return False
    return reader.scalar(select(MatterMove.ref).where(MatterMove.id == record_id)) is None


def may_be_shown(reader: Reader, kind: str, record_id: str) -> bool:
    """Say whether a record may be seen by everybody in the room.

    It may not where it, or what it is a part of, is restricted, or belongs to case reviews.
    """
    waiting, seen = [(kind, record_id)], set[tuple[str, str]]()
    while waiting:
        step = waiting.pop()
        if step in seen or step[0] not in KINDS:
            continue
        seen.add(step)
        columns: Any = KINDS[step[0]].__table__.c
        if "restricted" in columns:
            statement = select(columns.restricted).where(columns.id == step[1])
            if reader.scalar(statement):
                return False
        waiting += _owners(reader, *step)
    place = where(reader, kind, record_id)
    group_id = place.group_id if place is not None else None
    group_kind = reader.scalar(select(Group.kind).where(Group.id == group_id))
    return group_kind is not GroupKind.REVIEW


def _owner(reader: Reader, kind: str, record_id: str) -> tuple[str, str] | None:
    owners = _owners(reader, kind, record_id)
    if kind == "minute_entries":  # read in its meeting, whatever action it raised
        owners = [one for one in owners if one[0] != "actions"]
    return owners[0] if owners else None


def _owners(reader: Reader, kind: str, record_id: str) -> list[tuple[str, str]]:
    columns: Any = KINDS[kind].__table__.c
    links = [(columns[link], owner) for link, owner in _OWNERS if link in columns]
    if not links:
        return []
    found = reader.one(select(*(link for link, _ in links)).where(columns.id == record_id)) or ()
    owned = zip(found, links, strict=False)
    return [(owner, identity) for identity, (_, owner) in owned if identity is not None]
