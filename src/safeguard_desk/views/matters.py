"""Matters as people see them: whose they are, when they come, and where they were spoken of."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import aliased

from safeguard_desk.desk.reading import Reader
from safeguard_desk.models import (
    Action,
    Agency,
    AgendaItem,
    Group,
    Matter,
    MatterMove,
    Meeting,
    MinuteEntry,
    Person,
    Priority,
)
from safeguard_desk.rules.terms import (
    ActionStatus,
    GroupKind,
    ItemKind,
    MatterState,
    MeetingState,
    Purpose,
)

OPEN_ACTIONS = tuple(status for status in ActionStatus if status.is_open)
"""Statuses of an action that lets its topic come back."""


@dataclass(frozen=True)
class Appearance:
    """A matter, or a topic without one, on the agenda of a meeting.

    `discussed`: ticked, or it has minutes. `over`: the meeting was held, cancelled, or its day has
    passed, so that what was not discussed there will not be.
    """

    item_id: str
    meeting_id: str
    ref: str
    group_id: str
    held_on: date
    number: int
    presenter: str
    discussed: bool
    over: bool


@dataclass(frozen=True)
class Handed:
    """A matter handed from one group or board to another."""

    on: date
    from_id: str
    from_code: str
    to_id: str
    to_code: str
    words: str
    review: bool = False
    """It came from case reviews."""


@dataclass(frozen=True)
class MatterView:
    """A matter with all that the carry rule and the forward plan ask of it."""

    id: str
    group_id: str
    group: str
    title: str
    notes: str
    kind: ItemKind
    state: MatterState
    owner_id: str | None
    owner: str
    priority_id: str | None
    priority: str
    purpose: Purpose
    minutes: int
    restricted: bool
    meeting_id: str | None
    meeting_ref: str
    recurs: bool
    skipped_at_id: str | None
    asked_by: str
    appearances: tuple[Appearance, ...] = ()
    moves: tuple[Handed, ...] = ()
    open_actions: tuple[str, ...] = field(default=())
    review: bool = False
    """Its group is of case reviews."""

    @property
    def private(self) -> bool:
        """True of what is not shown while the screen is shared: restricted, or of case reviews."""
        return self.restricted or self.review or any(move.review for move in self.moves)

    def before(self, day: date) -> Appearance | None:
        """Return where it last was on an agenda of the group that has it, before a day."""
        earlier = [a for a in self.appearances if a.held_on < day and a.group_id == self.group_id]
        return earlier[-1] if earlier else None


def discussed() -> ColumnElement[bool]:
    """Return what makes an agenda item discussed: the tick, or minutes of its own."""
    minuted = (
        select(MinuteEntry.id)
        .where(MinuteEntry.item_id == AgendaItem.id)
        .correlate(AgendaItem)
        .exists()
    )
    return or_(AgendaItem.discussed, minuted)


def matters(
    reader: Reader, group_id: str | None = None, *, ids: Collection[str] | None = None
) -> list[MatterView]:
    """Return the matters of a group, or those of these ids, in the order in which they came up."""
    m, target = Matter, aliased(Meeting)
    statement = (
        select(
            *(m.id, m.group_id, Group.code, m.title, m.notes, m.kind, m.state),
            *(m.owner_id, Person.role, m.priority_id, Priority.title, m.purpose, m.minutes),
            *(m.restricted, m.meeting_id, target.ref, m.recurs, m.skipped_at_id, Agency.name),
            Group.kind,
        )
        .join(Group, Group.id == m.group_id)
        .outerjoin(Person, Person.id == m.owner_id)
        .outerjoin(Priority, Priority.id == m.priority_id)
        .outerjoin(target, target.id == m.meeting_id)
        .outerjoin(Agency, Agency.id == m.asked_by_id)
        .order_by(m.created_at, m.id)
    )
    if group_id is not None:
        statement = statement.where(m.group_id == group_id)
    if ids is not None:
        statement = statement.where(m.id.in_(ids))
    rows: Sequence[tuple[Any, ...]] = reader.rows(statement)
    known = [row[0] for row in rows]
    there, moved, refs = _appearances(reader, known), _moves(reader, known), _open(reader, known)
    return [_matter(row, there[row[0]], moved[row[0]], refs[row[0]]) for row in rows]


def _matter(
    row: tuple[Any, ...], there: list[Appearance], moved: list[Handed], refs: list[str]
) -> MatterView:
    words = [value if value is not None else "" for value in row]
    values: tuple[Any, ...] = (
        *(*row[:8], words[8], row[9], words[10], *row[11:15], words[15], *row[16:18], words[18]),
        *(tuple(there), tuple(moved), tuple(refs), row[19] is GroupKind.REVIEW),
    )
    return MatterView(*values)


def _appearances(reader: Reader, ids: list[str]) -> dict[str, list[Appearance]]:
    i, m = AgendaItem, Meeting
    statement = (
        select(
            *(i.matter_id, i.id, m.id, m.ref, m.group_id, m.held_on, i.position, i.presenter),
            *(discussed(), m.state),
        )
        .join(m, m.id == i.meeting_id)
        .where(i.matter_id.in_(ids))
        .order_by(m.held_on, i.position)
    )
    found: dict[str, list[Appearance]] = defaultdict(list)
    rows: Sequence[tuple[Any, ...]] = reader.rows(statement)
    for row in rows:
        values: tuple[Any, ...] = (*row[1:9], is_over(row[9], row[5], reader.today))
        found[row[0]].append(Appearance(*values))
    return found


def is_over(state: MeetingState, held_on: date, today: date) -> bool:
    """Tell whether a meeting takes nothing any more: held, cancelled, or its day has passed."""
    return state in {MeetingState.HELD, MeetingState.CANCELLED} or held_on < today


def _moves(reader: Reader, ids: list[str]) -> dict[str, list[Handed]]:
    v, giver, taker = MatterMove, aliased(Group), aliased(Group)
    statement = (
        select(v.matter_id, v.on, giver.id, giver.code, taker.id, taker.code, v.words, giver.kind)
        .join(giver, giver.id == v.from_group_id)
        .join(taker, taker.id == v.to_group_id)
        .where(v.matter_id.in_(ids))
        .order_by(v.on, v.created_at, v.id)
    )
    found: dict[str, list[Handed]] = defaultdict(list)
    rows: Sequence[tuple[Any, ...]] = reader.rows(statement)
    for row in rows:
        values: tuple[Any, ...] = (*row[1:7], row[7] is GroupKind.REVIEW)
        found[row[0]].append(Handed(*values))
    return found


def _open(reader: Reader, ids: list[str]) -> dict[str, list[str]]:
    statement = (
        select(AgendaItem.matter_id, Action.ref)
        .join(Action, Action.item_id == AgendaItem.id)
        .where(AgendaItem.matter_id.in_(ids), Action.status.in_(OPEN_ACTIONS))
        .order_by(Action.ref)
    )
    found: dict[str, list[str]] = defaultdict(list)
    rows: Sequence[tuple[Any, ...]] = reader.rows(statement)
    for matter_id, ref in rows:
        found[matter_id].append(ref)
    return found


def matter(reader: Reader, matter_id: str) -> MatterView | None:
    """Return one matter; None when it is no longer there."""
    found = matters(reader, ids=(matter_id,))
    return found[0] if found else None
