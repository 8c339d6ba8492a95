"""The bodies that meet, each with its last and its next meeting, as people speak of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, or_, select

from safeguard_desk.desk.reading import Reader
from safeguard_desk.models import Board, Meeting
from safeguard_desk.rules.terms import GroupKind, MeetingState
from safeguard_desk.views.groups import groups


@dataclass(frozen=True)
class Body:
    """A group, or a board that meets; last and next are a meeting's id and day, where it has one.

    The last is over: before today, or held today. The next is not: today or later.
    """

    id: str
    code: str
    name: str
    board: bool
    last: tuple[str, date] | None
    next: tuple[str, date] | None


def bodies(reader: Reader) -> tuple[Body, ...]:
    """Return every group and every board that meets, groups in the order they were founded."""
    m, today = Meeting, reader.today
    held, cancelled = m.state == MeetingState.HELD, m.state == MeetingState.CANCELLED
    over = and_(~cancelled, or_(m.held_on < today, and_(m.held_on == today, held)))
    coming = and_(~cancelled, m.held_on >= today, ~held)
    return tuple(
        Body(
            *(one.id, one.code, one.name, one.kind is GroupKind.BOARD),
            _first(reader, one.id, over, newest=True),
            _first(reader, one.id, coming, newest=False),
        )
        for one in groups(reader, boards=True)
    )


def _first(
    reader: Reader, group_id: str, which: ColumnElement[bool], *, newest: bool
) -> tuple[str, date] | None:
    order = (Meeting.held_on.desc(),) if newest else (Meeting.held_on, Meeting.starts_at)
    wanted = select(Meeting.id, Meeting.held_on).where(Meeting.group_id == group_id, which)
    return reader.one(wanted.order_by(*order))


def named_boards(reader: Reader) -> Sequence[tuple[str, str, str]]:
    """Return the id, code and name of every board."""
    return reader.rows(select(Board.id, Board.code, Board.name).order_by(Board.code))
