"""The library of review tools that a desk begins with, put there with its first referral."""

from sqlalchemy import func, select

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.models import ReviewTool, ReviewToolFit, ReviewToolStage
from safeguard_desk.rules.review_tools import LIBRARY, StageOf, Tool


def stock(uow: UnitOfWork) -> int:
    """Put the usual tools into a library that has none; return how many were put there."""
    if uow.session.scalar(select(func.count()).select_from(ReviewTool)):
        return 0
    for position, tool in enumerate(LIBRARY, 1):
        _put(uow, position, tool)
    uow.flush()
    return len(LIBRARY)


def _put(uow: UnitOfWork, position: int, tool: Tool) -> None:
    made = uow.add(
        ReviewTool(
            name=tool.name,
            position=position,
            fits=tool.fits,
            people=tool.people,
            days=tool.days,
            cost=tool.cost,
        )
    )
    for fit in tool.fit:
        uow.add(
            ReviewToolFit(tool_id=made.id, trait=fit.trait, points=fit.points, reason=fit.reason)
        )
    put_stages(uow, made.id, tool.stages)


def put_stages(uow: UnitOfWork, tool_id: str, stages: tuple[StageOf, ...]) -> None:
    """Give a tool its stages, in their order."""
    for place, stage in enumerate(stages, 1):
        uow.add(
            ReviewToolStage(
                tool_id=tool_id,
                position=place,
                name=stage.name,
                on_day=stage.on_day,
                days=stage.days,
            )
        )
