"""What a board hears of: its priorities, the risks of its side, and what meetings put before it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import aliased

from safeguard_desk.desk.reading import Reader
from safeguard_desk.errors import Refusal
from safeguard_desk.models import (
    Action,
    Agency,
    AgendaItem,
    Board,
    Group,
    Meeting,
    MinuteEntry,
    Person,
    Priority,
    Risk,
)
from safeguard_desk.rules.terms import EntryKind, RiskStatus, Side
from safeguard_desk.views.actions import is_restricted as action_is_restricted


@dataclass(frozen=True)
class BoardHead:
    """A board: its code, its name, and whose side it hears."""

    id: str
    code: str
    name: str
    side: Side

    @property
    def sides(self) -> frozenset[Side]:
        """The sides of the records it hears of: its own and both; every side if it is joint."""
        return frozenset(Side) if self.side is Side.BOTH else frozenset({self.side, Side.BOTH})


@dataclass(frozen=True)
class PriorityView:
    """A priority of a board's year."""

    number: int
    title: str
    description: str


@dataclass(frozen=True)
class RiskView:
    """A risk; score is likelihood times impact, None until the group has judged it."""

    id: str
    ref: str
    title: str
    group: str
    likelihood: int | None
    impact: int | None
    controls: str
    owner: str
    review_on: date | None
    raised_on: date

    @property
    def score(self) -> int | None:
        """Likelihood times impact, from 1 to 25."""
        if self.likelihood is None or self.impact is None:
            return None
        return self.likelihood * self.impact


@dataclass(frozen=True)
class Statement:
    """A minute that reports pick out: what was said, where, and by and about whom."""

    meeting_id: str
    meeting: str
    group: str
    held_on: date
    number: str
    kind: EntryKind
    side: Side
    text: str
    by_agency: str
    about_agency: str
    response: str
    board_id: str | None
    board: str
    subject_to_ratification: bool


def board(reader: Reader, board_id: str) -> BoardHead:
    """Return a board; refuses one that is no longer there."""
    b = Board
    row: tuple[Any, ...] | None = reader.one(
        select(b.id, b.code, b.name, b.side).where(b.id == board_id)
    )
    if row is None:
        raise Refusal(
            "This board is no longer there.",
            "Nothing was changed.",
            "It may have been undone; look at the list of boards.",
        )
    return BoardHead(*row)


def every(reader: Reader) -> list[BoardHead]:
    """Return the boards that have not ended, by code."""
    b = Board
    statement = (
        select(b.id, b.code, b.name, b.side)
        .where(or_(b.ended_on.is_(None), b.ended_on >= reader.today))
        .order_by(b.code)
    )
    return [BoardHead(*row) for row in reader.rows(statement)]


def priorities(reader: Reader, board_id: str, year: int) -> list[PriorityView]:
    """Return a board's priorities for the financial year that starts in `year`."""
    p = Priority
    statement = (
        select(p.number, p.title, p.description)
        .where(p.board_id == board_id, p.year == year)
        .order_by(p.number)
    )
    return [PriorityView(*row) for row in reader.rows(statement)]


@dataclass(frozen=True)
class Considered:
    """An item of a meeting's agenda that served a priority."""

    priority: int
    meeting: str
    held_on: date
    number: int
    title: str


def considered(
    reader: Reader, board_id: str, year: int, meeting_ids: Collection[str], *, restricted: bool
) -> list[Considered]:
    """Return which items of meetings served a board's priorities of a financial year."""
    i = AgendaItem
    statement = (
        select(Priority.number, Meeting.ref, Meeting.held_on, i.position, i.title)
        .join(Priority, Priority.id == i.priority_id)
        .join(Meeting, Meeting.id == i.meeting_id)
        .where(Priority.board_id == board_id, Priority.year == year, i.meeting_id.in_(meeting_ids))
        .order_by(Priority.number, Meeting.held_on, Meeting.ref, i.position)
    )
    if not restricted:
        statement = statement.where(~i.restricted)
    return [Considered(*row) for row in reader.rows(statement)]


def agency_sides(reader: Reader) -> dict[str, Side]:
    """Return the side of every agency, by id."""
    return dict(reader.rows(select(Agency.id, Agency.side)))


def _risk_is_restricted() -> ColumnElement[bool]:
    minute = (
        select(MinuteEntry.id)
        .join(AgendaItem, AgendaItem.id == MinuteEntry.item_id)
        .where(MinuteEntry.risk_id == Risk.id, or_(MinuteEntry.restricted, AgendaItem.restricted))
        .correlate(Risk)
        .exists()
    )
    return or_(Risk.restricted, minute)


def open_risks(
    reader: Reader, group_id: str | None, sides: Collection[Side], *, restricted: bool = False
) -> list[RiskView]:
    """Return the open risks of a group, or of all, the highest score first, unscored last."""
    r = Risk
    statement = (
        select(
            *(r.id, r.ref, r.title, Group.code, r.likelihood, r.impact, r.controls),
            *(Person.role, r.review_on, r.raised_on),
        )
        .join(Group, Group.id == r.group_id)
        .outerjoin(Person, Person.id == r.owner_id)
        .where(r.status == RiskStatus.OPEN, r.side.in_(sides))
    )
    if group_id is not None:
        statement = statement.where(r.group_id == group_id)
    if not restricted:
        statement = statement.where(~_risk_is_restricted())
    rows: list[Any] = [(*row[:7], row[7] or "", *row[8:]) for row in reader.rows(statement)]
    found = [RiskView(*row) for row in rows]
    return sorted(found, key=lambda risk: (-(risk.score or 0), risk.ref))


def restricted_risk_refs(reader: Reader, meeting_id: str) -> frozenset[str]:
    """Return the references of the restricted risks that a meeting's minutes speak of."""
    statement = (
        select(Risk.ref)
        .join(MinuteEntry, MinuteEntry.risk_id == Risk.id)
        .where(MinuteEntry.meeting_id == meeting_id, _risk_is_restricted())
    )
    return frozenset(reader.scalars(statement))


def statements(
    reader: Reader,
    meeting_ids: Collection[str],
    kinds: Collection[EntryKind],
    *,
    restricted: bool = False,
) -> list[Statement]:
    """Return the minutes of some kinds that meetings recorded, in their order."""
    e, by, about = MinuteEntry, aliased(Agency), aliased(Agency)
    statement = (
        select(
            *(e.meeting_id, Meeting.ref, Group.name, Meeting.held_on, AgendaItem.position),
            *(e.position, e.kind, e.side, e.text, by.name, about.name, e.response),
            *(e.board_id, Board.code, e.subject_to_ratification),
        )
        .join(Meeting, Meeting.id == e.meeting_id)
        .join(Group, Group.id == Meeting.group_id)
        .join(AgendaItem, AgendaItem.id == e.item_id)
        .outerjoin(by, by.id == e.by_agency_id)
        .outerjoin(about, about.id == e.about_agency_id)
        .outerjoin(Board, Board.id == e.board_id)
        .where(e.meeting_id.in_(meeting_ids), e.kind.in_(kinds))
        .order_by(Meeting.held_on, Meeting.ref, AgendaItem.position, e.position)
    )
    if not restricted:
        hidden_action = select(Action.id).where(Action.id == e.action_id, action_is_restricted())
        hidden_risk = select(Risk.id).where(Risk.id == e.risk_id, _risk_is_restricted())
        statement = statement.where(
            ~e.restricted, ~AgendaItem.restricted, ~hidden_action.exists(), ~hidden_risk.exists()
        )
    return [_statement(row) for row in reader.rows(statement)]


def _statement(row: tuple[Any, ...]) -> Statement:
    by, about, response, board_id, board = row[9:14]
    values: tuple[Any, ...] = (
        *(*row[:4], f"{row[4]}.{row[5]}", *row[6:9]),
        *(by or "", about or "", response, board_id, board or "", row[14]),
    )
    return Statement(*values)
