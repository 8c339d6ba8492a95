"""A board's priorities against the work that serves them, with the spots that nothing tests."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import or_, select

from safeguard_desk.desk.reading import Reader
from safeguard_desk.models import KINDS, Action, AgendaItem, Board, Group, Link, Meeting, Priority
from safeguard_desk.rules.terms import MeetingState
from safeguard_desk.views.actions import is_restricted
from safeguard_desk.views.behind import Key

KIND = "priorities"
COLUMNS: tuple[tuple[str, str, bool], ...] = (
    ("agenda_items", "Items", True),
    ("audits", "Audits", True),
    ("reviews", "Reviews", True),
    ("courses", "Courses", True),
    ("inspections", "Inspections", True),
    ("actions", "Actions", False),
    ("matters", "Planned", False),
    ("learning_needs", "Needs", False),
    ("risks", "Risks", False),
)
"""Kinds of work: the kind, its heading, and whether it tests the priority or only serves it."""
_OWN = ("agenda_items", "courses", "matters", "learning_needs")
"""Kinds that name the priority they serve; all others are linked to it on the thread."""


@dataclass(frozen=True)
class PriorityLine:
    """A priority with what serves it, by kind of work; `groups` says which group did it."""

    id: str
    number: int
    title: str
    by_kind: Mapping[str, tuple[Key, ...]]
    by_group: Mapping[str, tuple[Key, ...]]

    @property
    def is_blank(self) -> bool:
        """True where no item, audit, course, review or inspection tests it."""
        return not any(self.by_kind.get(kind) for kind, _, tests in COLUMNS if tests)


@dataclass(frozen=True)
class PrioritiesMap:
    """The priorities of a board's year, and the groups that worked on them."""

    board: str
    year: int
    lines: tuple[PriorityLine, ...]
    groups: tuple[str, ...]

    @property
    def blank(self) -> tuple[PriorityLine, ...]:
        """The priorities that nothing tests."""
        return tuple(one for one in self.lines if one.is_blank)


def priorities_map(
    reader: Reader, board_id: str, year: int, *, restricted: bool = False
) -> PrioritiesMap:
    """Return the map of a board's financial year, by the one in which it starts.

    Items are those of meetings held; a restricted record is left out unless asked for.
    """
    p = Priority
    wanted = select(p.id, p.number, p.title).where(p.board_id == board_id, p.year == year)
    groups = dict(reader.rows(select(Group.id, Group.code)))
    lines = []
    for identity, number, title in reader.rows(wanted.order_by(p.number)):
        found = {kind: _serving(reader, kind, identity, restricted) for kind, *_ in COLUMNS}
        by_kind = {kind: tuple((kind, key) for key, _ in rows) for kind, rows in found.items()}
        by_group: dict[str, list[Key]] = {}
        for kind, rows in found.items():
            for key, group in rows:
                by_group.setdefault(groups.get(group or "", ""), []).append((kind, key))
        told = {code: tuple(keys) for code, keys in by_group.items()}
        lines.append(PriorityLine(identity, number, title, by_kind, told))
    code = reader.scalar(select(Board.code).where(Board.id == board_id)) or ""
    codes = sorted({group for line in lines for group in line.by_group if group})
    return PrioritiesMap(code, year, tuple(lines), tuple(codes))


def _serving(
    reader: Reader, kind: str, priority: str, restricted: bool
) -> list[tuple[str, str | None]]:
    """Return the ids and groups of the records of a kind that serve a priority."""
    columns: Any = KINDS[kind].__table__.c
    linked = _linked(reader, kind, priority)
    conditions = [columns.id.in_(linked)]
    if kind in _OWN:
        conditions.append(columns.priority_id == priority)
    if kind == "agenda_items":
        return _items(reader, priority, linked, restricted)
    if kind == "actions":
        raised = select(AgendaItem.id).where(AgendaItem.priority_id == priority)
        statement = select(Action.id, Action.group_id).where(
            or_(Action.id.in_(linked), Action.item_id.in_(raised))
        )
        if not restricted:
            statement = statement.where(~is_restricted())
        return list(reader.rows(statement.order_by(Action.ref)))
    statement = select(columns.id, columns.group_id).where(or_(*conditions))
    if "restricted" in columns and not restricted:
        statement = statement.where(~columns.restricted)
    return list(reader.rows(statement))


def _items(
    reader: Reader, priority: str, linked: Iterable[str], restricted: bool
) -> list[tuple[str, str | None]]:
    statement = (
        select(AgendaItem.id, Meeting.group_id)
        .join(Meeting, Meeting.id == AgendaItem.meeting_id)
        .where(Meeting.state == MeetingState.HELD)
        .where(or_(AgendaItem.priority_id == priority, AgendaItem.id.in_(linked)))
        .order_by(Meeting.held_on, AgendaItem.position)
    )
    if not restricted:
        statement = statement.where(~AgendaItem.restricted)
    return list(reader.rows(statement))


def _linked(reader: Reader, kind: str, priority: str) -> list[str]:
    after = select(Link.to_id).where(
        Link.from_kind == KIND, Link.from_id == priority, Link.to_kind == kind
    )
    before = select(Link.from_id).where(
        Link.to_kind == KIND, Link.to_id == priority, Link.from_kind == kind
    )
    return [*reader.scalars(after), *reader.scalars(before)]
