"""What is put before a board: by minutes, or by hand, as a matter of the board's group."""

from datetime import date

from sqlalchemy import select

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.errors import Refusal
from safeguard_desk.models import AgendaItem, Matter, MatterMove, Meeting, MinuteEntry
from safeguard_desk.rules.terms import ItemKind, Purpose
from safeguard_desk.work import linking
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
    return put_before(
        *(uow, meeting.group_id, entry.board_id, entry.text),
        f"Minute {item.position}.{entry.position} of {meeting.ref}",
        on=meeting.held_on,
        restricted=entry.restricted,
        priority_id=item.priority_id,
        entry_id=entry_id,
    )


def put_before(
    uow: UnitOfWork,
    group_id: str,
    board_id: str,
    ask: str,
    words: str = "",
    *,
    on: date | None = None,
    restricted: bool = False,
    priority_id: str | None = None,
    entry_id: str | None = None,
    source: tuple[str, str] | None = None,
) -> Matter:
    """Put a matter before a board with the decision asked for; `words` say where it comes from.

    source: the kind and id of the record it is about; the thread leads on from it to the board.
    """
    board, wanted = group_of_board(uow, board_id), _title(ask)
    if not wanted:
        raise Refusal(
            f"{board.code} is to decide something, and it is not said what.",
            "Nothing was escalated.",
            "Say what the board is to decide.",
        )
    matter = plan(
        uow,
        board.id,
        wanted,
        kind=ItemKind.ESCALATED,
        purpose=Purpose.DECISION,
        restricted=restricted,
        priority_id=priority_id,
    )
    move = note_move(uow, matter, group_id, words, on or uow.today, entry_id)
    if source is not None:
        uow.flush()
        linking.link(uow, source, ("matter_moves", move.id))
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
