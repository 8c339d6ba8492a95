"""What the boards have set out to do."""

from sqlalchemy import func, select

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.errors import Refusal
from safeguard_desk.models import Board, Priority


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
