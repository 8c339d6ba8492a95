"""A group as people see it: its name and marking, its co-chairs, and its meetings in a period."""

from dataclasses import dataclass
from datetime import date, time
from typing import Any

from sqlalchemy import literal, or_, select

from safeguard_desk.desk.reading import Reader, local_day
from safeguard_desk.errors import Refusal
from safeguard_desk.models import Agency, Group, Meeting, Membership, Person, Setting
from safeguard_desk.rules.terms import Capacity, GroupKind, Marking, MeetingState, MinutesState


@dataclass(frozen=True)
class GroupHead:
    """What papers say of a group at their top."""

    id: str
    code: str
    name: str
    kind: GroupKind
    marking: Marking


@dataclass(frozen=True)
class MemberView:
    """A person by role, with the agency they come from (empty where none is recorded)."""

    role: str
    agency: str


@dataclass(frozen=True)
class MeetingLine:
    """A meeting in a list of meetings."""

    id: str
    ref: str
    group_id: str
    group: str
    held_on: date
    starts_at: time
    venue: str
    state: MeetingState
    minutes_state: MinutesState


def groups(reader: Reader, *, boards: bool = False) -> list[GroupHead]:
    """Return every group that has not ended, in the order in which they were founded.

    boards: the boards that meet too, which are groups of their own kind.
    """
    g = Group
    statement = (
        select(g.id, g.code, g.name, g.kind, g.marking)
        .where(or_(g.ended_on.is_(None), g.ended_on >= reader.today))
        .where(or_(g.kind != GroupKind.BOARD, literal(boards)))
        .order_by(g.created_at, g.id)
    )
    return [GroupHead(*row) for row in reader.rows(statement)]


def head(reader: Reader, group_id: str) -> GroupHead:
    """Return a group, ended or not; refuses one that is no longer there."""
    g = Group
    statement = select(g.id, g.code, g.name, g.kind, g.marking).where(g.id == group_id)
    row: tuple[Any, ...] | None = reader.one(statement)
    if row is None:
        raise Refusal(
            "This group is no longer there.",
            "Nothing was changed.",
            "It may have been undone; look at the list of groups.",
        )
    return GroupHead(*row)


def name_on(reader: Reader, group_id: str, name: str, day: date) -> str:
    """Return what a group that is called `name` now was called on a day: its journal tells."""
    if day < reader.today:
        for change in reader.history("groups", group_id):
            renamed = change.field == "name" and change.operation == "update"
            if renamed and local_day(change.at) > day:
                name = str(change.before)
    return name


def public_names_nobody(reader: Reader, group_id: str) -> bool:
    """Tell whether a group wishes its public minutes to name nobody, not even by initials."""
    return bool(reader.scalar(select(Group.roles_only).where(Group.id == group_id)))


def people_by_initials(reader: Reader) -> list[tuple[str, str]]:
    """Return initials and role of everybody, those who left first."""
    p = Person
    statement = select(p.initials, p.role).order_by(p.ended_on.is_(None), p.ended_on, p.id)
    return [(initials, role) for initials, role in reader.rows(statement)]


def co_chairs(reader: Reader, group_id: str, on: date) -> list[MemberView]:
    """Return who chairs a group on a day, by agency and role."""
    m = Membership
    statement = (
        select(Person.role, Agency.name)
        .join(m, m.person_id == Person.id)
        .outerjoin(Agency, Agency.id == Person.agency_id)
        .where(
            m.group_id == group_id,
            m.capacity == Capacity.CO_CHAIR,
            or_(m.from_on.is_(None), m.from_on <= on),
            or_(m.to_on.is_(None), m.to_on >= on),
        )
        .order_by(Agency.name, Person.role)
    )
    return [MemberView(role, agency or "") for role, agency in reader.rows(statement)]


def meetings(
    reader: Reader, group_id: str | None, start: date | None, end: date | None
) -> list[MeetingLine]:
    """Return the meetings of a group, or of all, between two days (both counted), oldest first."""
    m = Meeting
    statement = (
        select(
            *(m.id, m.ref, m.group_id, Group.name, m.held_on, m.starts_at, m.venue),
            *(m.state, m.minutes_state),
        )
        .join(Group, Group.id == m.group_id)
        .order_by(m.held_on, m.starts_at, m.ref)
    )
    if group_id is not None:
        statement = statement.where(m.group_id == group_id)
    if start is not None:
        statement = statement.where(m.held_on >= start)
    if end is not None:
        statement = statement.where(m.held_on <= end)
    return [MeetingLine(*row) for row in reader.rows(statement)]


def last_held(reader: Reader, group_id: str, by: date) -> date | None:
    """Return the day of a group's last meeting that was held on or before a day."""
    m = Meeting
    statement = (
        select(m.held_on)
        .where(m.group_id == group_id, m.state == MeetingState.HELD, m.held_on <= by)
        .order_by(m.held_on.desc())
        .limit(1)
    )
    found: date | None = reader.scalar(statement)
    return found


def partnership(reader: Reader) -> str:
    """Return the name of the partnership, as "Harrow"; empty where none was settled."""
    name: str | None = reader.scalar(select(Setting.value).where(Setting.key == "partnership"))
    return name or ""
