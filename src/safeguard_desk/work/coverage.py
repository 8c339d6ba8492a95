"""What is done about a partner that is missing: put before a board, or written to."""

from sqlalchemy import select

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.errors import Lacking, Refusal
from safeguard_desk.models import Agency, Link, Matter
from safeguard_desk.rules.terms import DispatchKind, MatterState
from safeguard_desk.work import dispatching, linking
from safeguard_desk.work.boards import group_of_board
from safeguard_desk.work.escalating import put_before


def escalate(uow: UnitOfWork, group_id: str, agency_id: str, board_id: str, ask: str) -> Matter:
    """Put a missing partner before a board, as a matter of its group; once until it has answered.

    Refuses without the decision that is asked for.
    """
    agency = uow.get(Agency, agency_id)
    wanted = " ".join(ask.split())
    if not wanted:
        raise Lacking(
            f"{agency.name} goes to a board with the decision asked for, and none is given.",
            "Nothing was escalated.",
            "Say what the board is to decide.",
        )
    board = group_of_board(uow, board_id)
    uow.flush()
    waiting = uow.find(
        select(Matter)
        .join(Link, Link.to_id == Matter.id)
        .where(Link.from_kind == "agencies", Link.from_id == agency_id)
        .where(Link.to_kind == "matters", Matter.group_id == board.id)
        .where(Matter.state != MatterState.CLOSED)
    )
    if waiting is not None:
        raise Refusal(
            f"{board.code} has {agency.name} before it already: “{waiting.title}”.",
            "Nothing was escalated again.",
            "Close that matter when the board has answered.",
        )
    matter = put_before(
        *(uow, group_id, board_id),
        f"{agency.name} takes no part in quality assurance: {wanted}",
        f"Coverage of audits and data: {wanted}",
    )
    uow.flush()
    linking.link(uow, ("agencies", agency_id), ("matters", matter.id))
    return matter


def record_letter(
    uow: UnitOfWork,
    group_id: str,
    agency_id: str,
    *,
    person_id: str | None,
    address: str,
    subject: str,
    filename: str,
) -> None:
    """Record that a missing partner was written to."""
    sent = dispatching.Sent(address, person_id, agency_id, files=(filename,))
    dispatching.record(uow, DispatchKind.LETTER, (sent,), subject=subject, group_id=group_id)
