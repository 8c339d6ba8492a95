"""The side of any record: its own, or that of the board or course it belongs to."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import aliased

from safeguard_desk.desk.reading import Reader
from safeguard_desk.models import (
    KINDS,
    Board,
    Course,
    Group,
    MatterMove,
    Meeting,
    Priority,
    TrainingSession,
)
from safeguard_desk.rules.terms import GroupKind, Side

EVERY = frozenset(Side)


def _through() -> dict[str, tuple[Any, Any]]:
    """Return of kinds without a side of their own: their id, and the statement that finds one."""
    board = aliased(Group)
    return {
        "meetings": (
            Meeting.id,
            select(Meeting.id, Board.side)
            .join(Group, Group.id == Meeting.group_id)
            .join(Board, Board.id == Group.board_id)
            .where(Group.kind == GroupKind.BOARD),
        ),
        "matter_moves": (
            MatterMove.id,
            select(MatterMove.id, Board.side)
            .join(board, board.id == MatterMove.to_group_id)
            .join(Board, Board.id == board.board_id)
            .where(board.kind == GroupKind.BOARD),
        ),
        "priorities": (
            Priority.id,
            select(Priority.id, Board.side).join(Board, Board.id == Priority.board_id),
        ),
        "training_sessions": (
            TrainingSession.id,
            select(TrainingSession.id, Course.side).join(
                Course, Course.id == TrainingSession.course_id
            ),
        ),
    }


def sides_of(reader: Reader, records: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Side]:
    """Return the sides of records by kind and id; one that has none concerns both."""
    ids: dict[str, set[str]] = {}
    for kind, identity in records:
        ids.setdefault(kind, set()).add(identity)
    through = _through()
    found = {(kind, identity): Side.BOTH for kind in ids for identity in ids[kind]}
    for kind, wanted in ids.items():
        if kind in KINDS and "side" in KINDS[kind].__table__.c:
            columns: Any = KINDS[kind].__table__.c
            own, statement = columns.id, select(columns.id, columns.side)
        elif kind in through:
            own, statement = through[kind]
        else:
            continue
        for identity, side in reader.rows(statement.where(own.in_(wanted))):
            found[kind, identity] = side
    return found
