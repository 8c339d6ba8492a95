"""Where in the program a record is looked at: its own list, or the meeting it belongs to."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from safeguard_desk.desk.reading import Reader
from safeguard_desk.models import KINDS
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


class Places:
    """Tells where records are looked at; each record is read once while this is held."""

    def __init__(self, reader: Reader) -> None:
        """Read with a reader, of one moment of the desk."""
        self._reader = reader
        self._read: dict[tuple[str, str], dict[str, Any] | None] = {}

    def where(self, kind: str, record_id: str) -> Where | None:
        """Return where a record is looked at; None when it is gone, or nobody ever looks at it."""
        seen: set[str] = set()
        part: tuple[str, str] | None = None
        while kind not in LISTED or self._only_handed_on(kind, record_id):
            if kind in seen or kind not in KINDS:
                return None
            seen.add(kind)
            if kind in IN_MEETINGS and part is None:
                part = (kind, record_id)
            owner = self._owner(kind, record_id)
            if owner is None:
                return None
            kind, record_id = owner
        if self._held(kind, record_id) is None:
            return None
        group_id = self._group_of(kind, record_id)
        return Where(kind, record_id, group_id, part if kind == "meetings" else None)

    def may_be_shown(self, kind: str, record_id: str) -> bool:
        """Say whether a record may be seen by everybody in the room.

        It may not where it, or what it is a part of, is restricted, or belongs to case reviews.
        """
        waiting, seen = [(kind, record_id)], set[tuple[str, str]]()
        while waiting:
            step = waiting.pop()
            if step in seen or step[0] not in KINDS:
                continue
            seen.add(step)
            if (self._held(*step) or {}).get("restricted"):
                return False
            waiting += self._owners(*step)
        place = self.where(kind, record_id)
        group = (place.group_id if place is not None else None) or ""
        return (self._held("groups", group) or {}).get("kind") is not GroupKind.REVIEW

    def _held(self, kind: str, record_id: str) -> dict[str, Any] | None:
        """Return what a record says of its place; None where it is gone."""
        key = kind, record_id
        if key not in self._read:
            columns: Any = KINDS[kind].__table__.c
            names = [name for name in _TELLING if name in columns]
            asked = select(*(columns[name] for name in names)).where(columns.id == record_id)
            row = self._reader.one(asked)
            self._read[key] = None if row is None else dict(zip(names, row, strict=True))
        return self._read[key]

    def _group_of(self, kind: str, record_id: str) -> str | None:
        """Return the group of a record; of a session or a form, that of its course."""
        held = self._held(kind, record_id) or {}
        if "group_id" in held:
            found: str | None = held["group_id"]
            return found
        owner = self._owner(kind, record_id) if kind in _BY_OWNER else None
        return self._group_of(*owner) if owner is not None else None

    def _only_handed_on(self, kind: str, record_id: str) -> bool:
        """Tell of a matter's move that it is no escalation: it is looked at with its matter."""
        return kind == "matter_moves" and (self._held(kind, record_id) or {}).get("ref") is None

    def _owner(self, kind: str, record_id: str) -> tuple[str, str] | None:
        owners = self._owners(kind, record_id)
        if kind == "minute_entries":  # read in its meeting, whatever action it raised
            owners = [one for one in owners if one[0] != "actions"]
        return owners[0] if owners else None

    def _owners(self, kind: str, record_id: str) -> list[tuple[str, str]]:
        held = self._held(kind, record_id) or {}
        return [(owner, held[link]) for link, owner in _OWNERS if held.get(link) is not None]


_TELLING = ("id", "restricted", "group_id", "ref", "kind", *(link for link, _ in _OWNERS))
"""Fields that say of a record where it belongs and who may see it."""


def where(reader: Reader, kind: str, record_id: str) -> Where | None:
    """Return where a record is looked at; None when it is gone, or nobody ever looks at it."""
    return Places(reader).where(kind, record_id)


def may_be_shown(reader: Reader, kind: str, record_id: str) -> bool:
    """Say whether a record may be seen by everybody in the room."""
    return Places(reader).may_be_shown(kind, record_id)


def side_of(reader: Reader, kind: str, record_id: str) -> Side:
    """Return the side a record belongs to; a kind without sides concerns both."""
    columns: Any = KINDS[kind].__table__.c
    if "side" not in columns:
        return Side.BOTH
    found: Side | None = reader.scalar(select(columns.side).where(columns.id == record_id))
    return found or Side.BOTH
