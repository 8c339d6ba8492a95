"""Papers of a meeting named, and put in order within their item."""

from sqlalchemy import select

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.errors import Refusal
from safeguard_desk.models import Paper


def rename(uow: UnitOfWork, paper_id: str, title: str) -> None:
    """Give a paper another title; refuses an empty one."""
    paper = uow.get(Paper, paper_id)
    if not title.strip():
        raise Refusal("A paper needs a title.", f"It stays “{paper.title}”.", "Type a title.")
    paper.title = title.strip()


def move(uow: UnitOfWork, paper_id: str, by: int) -> None:
    """Move a paper up or down among those of its item; at an end it stays."""
    paper = uow.get(Paper, paper_id)
    statement = select(Paper).where(
        Paper.meeting_id == paper.meeting_id, Paper.item_id == paper.item_id
    )
    order = list(uow.all(statement.order_by(Paper.position, Paper.id)))
    places = sorted(other.position for other in order)
    here = order.index(paper)
    order.insert(max(0, min(here + by, len(order) - 1)), order.pop(here))
    for place, other in zip(places, order, strict=True):
        other.position = place
