"""What minutes escalate: handed to the board they name, as a matter of its group."""

from sqlalchemy import select

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.models import AgendaItem, Matter, MatterMove, Meeting, MinuteEntry
from safeguard_desk.rules.terms import ItemKind, Purpose
from safeguard_desk.work.boards import group_of_board
from safeguard_desk.work.matters import note_move, plan


def escalate(uow: UnitOfWork, entry_id: str) -> Matter | None:
    """Hand what a minute escalates to the board it names, as a new matter of that board's group.

    Once for each minute: if its words or board change before the board has seen it, the matter
    follows. Returns None while no board is named.
    """
    entry = uow.get(MinuteEntry, entry_id)
    if entry.board_id is None or not entry.text.strip():
        return None
    uow.flush()
    move = uow.find(select(MatterMove).where(MatterMove.entry_id == entry_id))
    board = group_of_board(uow, entry.board_id)
    if move is not None:
        matter = uow.get(Matter, move.matter_id)
        seen = select(AgendaItem).where(AgendaItem.matter_id == matter.id)
        if uow.find(seen) is None and matter.group_id == move.to_group_id:
            matter.title, matter.restricted = _title(entry.text), entry.restricted
            matter.group_id = move.to_group_id = board.id
        return matter
    meeting = uow.get(Meeting, entry.meeting_id)
    item = uow.get(AgendaItem, entry.item_id)
    matter = plan(
        uow,
        board.id,
        _title(entry.text),
        kind=ItemKind.ESCALATED,
        purpose=Purpose.DECISION,
        restricted=entry.restricted,
        priority_id=item.priority_id,
    )
    words = f"Minute {item.position}.{entry.position} of {meeting.ref}"
    note_move(uow, matter, meeting.group_id, words, meeting.held_on, entry_id)
    return matter


def take_back(uow: UnitOfWork, entry_id: str) -> None:
    """Undo what a minute escalated before it is removed; what a board has seen by then stays."""
    uow.flush()
    for move in uow.all(select(MatterMove).where(MatterMove.entry_id == entry_id)):
        matter = uow.get(Matter, move.matter_id)
        others = select(MatterMove).where(
            MatterMove.matter_id == matter.id, MatterMove.id != move.id
        )
        seen = uow.find(select(AgendaItem).where(AgendaItem.matter_id == matter.id))
        if seen is not None or uow.find(others) is not None:
            move.entry_id = None
            continue
        uow.delete(move)
        uow.flush()
        uow.delete(matter)


def _title(text: str) -> str:
    return " ".join(text.split())
