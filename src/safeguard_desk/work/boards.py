"""What the boards have set out to do, and the group in which a board meets."""

from sqlalchemy import func, select

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.errors import Refusal
from safeguard_desk.models import Board, Group, Priority
from safeguard_desk.rules.terms import GroupKind
from safeguard_desk.work.setting_up import found_group


def add_priority(
    uow: UnitOfWork, board_id: str, year: int, title: str, *, description: str = ""
) -> Priority:
    """Add a priority to a board's year (the one in which it starts); numbered in order."""
    if not title.strip():
        raise Refusal("A priority needs words.", "Nothing was added.", "Say what it is.")
    if not 2000 <= year <= 2100:
        raise Refusal(f"{year} is no financial year.", "Nothing was added.", "Give one as 2026.")
    board = uow.get(Board, board_id)
    uow.flush()
    counting = select(func.max(Priority.number))
    last = uow.session.scalar(counting.where(Priority.board_id == board_id, Priority.year == year))
    return uow.add(
        Priority(
            board_id=board.id,
            year=year,
            number=(last or 0) + 1,
            title=title.strip(),
            description=description.strip(),
        )
    )


def group_of_board(uow: UnitOfWork, board_id: str) -> Group:
    """Return the group in which a board meets; it is founded when it is first asked for.

    It has the board's code and name and a board's standing agenda. Refuses a code that another
    group has already, and one that is no code of a group (work/setting_up.found_group).
    """
    uow.flush()
    found = uow.find(select(Group).where(Group.board_id == board_id))
    if found is not None:
        return found
    board = uow.get(Board, board_id)
    group = found_group(uow, board.code, board.name, GroupKind.BOARD, started_on=board.started_on)
    group.board_id, group.ended_on = board.id, board.ended_on
    return group


def group_that_meets(uow: UnitOfWork, body_id: str) -> Group:
    """Return the group an id means: a group's own, or that of a board which meets as one."""
    is_board = uow.session.get(Board, body_id) is not None
    return group_of_board(uow, body_id) if is_board else uow.get(Group, body_id)
