"""What a board answers to what was put before it, and how that comes back to the group."""

from datetime import date

from sqlalchemy import select

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.errors import Lacking, Refusal
from safeguard_desk.models import AgendaItem, Group, Matter, MatterMove, Meeting, MinuteEntry
from safeguard_desk.rules.terms import EntryKind, GroupKind, MatterState
from safeguard_desk.rules.terms_boards import Answer
from safeguard_desk.work import matters


def decide(
    uow: UnitOfWork,
    escalation_id: str,
    decision: str = "",
    *,
    by: str = "",
    reason: str = "",
    on: date | None = None,
    meeting_id: str | None = None,
) -> MatterMove:
    """Take down what the board decided, and send the matter back to the group's next agenda.

    Without words, what the board has minuted as a decision on it is taken. Refuses where there is
    none, and what was decided already.
    """
    move, board = _escalation(uow, escalation_id)
    _refuse_answered(move)
    said, meeting = " ".join(decision.split()), _meeting(uow, meeting_id)
    if not said:
        said, meeting = _minuted(uow, move)
    day = on or (meeting.held_on if meeting is not None else uow.today)
    move.answer, move.decision, move.reason = Answer.DECIDED, said, reason.strip()
    move.decided_by = by.strip() or board.name
    move.decided_on, move.decided_at_id = day, meeting.id if meeting is not None else None
    matter = uow.get(Matter, move.matter_id)
    if matter.group_id == board.id and matter.state is not MatterState.CLOSED:
        back = _successor(uow, uow.get(Group, move.from_group_id))
        matters.hand_over(uow, matter.id, back.id, f"{board.code} decided: {said}", on=day)
    return move


def defer(uow: UnitOfWork, escalation_id: str, reason: str) -> None:
    """Take down that the board put its decision off, and why; it goes on waiting."""
    move, board = _escalation(uow, escalation_id)
    _refuse_answered(move)
    move.reason = _why(reason, f"Why did {board.code} put it off?")
    move.answer = Answer.DEFERRED


def withdraw(uow: UnitOfWork, escalation_id: str, reason: str) -> None:
    """Withdraw what was put before a board, with the reason; the matter is closed."""
    move, _ = _escalation(uow, escalation_id)
    _refuse_answered(move)
    move.reason = _why(reason, "Why is it withdrawn?")
    move.answer, move.heard_on = Answer.WITHDRAWN, uow.today
    if uow.get(Matter, move.matter_id).state is not MatterState.CLOSED:
        matters.close(uow, move.matter_id)


def hear(uow: UnitOfWork, escalation_id: str, on: date | None = None) -> None:
    """Take down that the group has heard the board's decision; its matter is closed.

    What follows of it is raised as an action. Refuses what the board has not decided.
    """
    move, board = _escalation(uow, escalation_id)
    if move.answer is not Answer.DECIDED:
        raise Refusal(
            f"{_named(move)} is {move.answer.label.lower()}.",
            "Nothing was changed.",
            f"Take down first what {board.code} decided.",
        )
    move.answer, move.heard_on = Answer.HEARD, on or uow.today
    matter = uow.get(Matter, move.matter_id)
    here = uow.get(Group, matter.group_id).kind is not GroupKind.BOARD
    if here and matter.state is not MatterState.CLOSED:
        matters.close(uow, matter.id)


def next_step(uow: UnitOfWork, escalation_id: str, words: str = "") -> None:
    """Take the next step: the board's decision, or that the group has heard it."""
    if uow.get(MatterMove, escalation_id).answer is Answer.DECIDED:
        hear(uow, escalation_id)
    else:
        decide(uow, escalation_id, words)


def _escalation(uow: UnitOfWork, escalation_id: str) -> tuple[MatterMove, Group]:
    uow.flush()
    move = uow.get(MatterMove, escalation_id)
    board = uow.get(Group, move.to_group_id)
    if board.kind is not GroupKind.BOARD:
        raise Refusal(
            f"{board.name} is no board: the matter was handed over, not escalated.",
            "Nothing was changed.",
            "Look among the matters.",
        )
    return move, board


def _named(move: MatterMove) -> str:
    return move.ref or "This escalation"


def _refuse_answered(move: MatterMove) -> None:
    if not move.answer.is_awaited:
        raise Refusal(
            f"{_named(move)} is {move.answer.label.lower()} already.",
            "Nothing was changed.",
            "Put a new matter before the board if it has to look again.",
        )


def _why(words: str, ask: str) -> str:
    why = words.strip()
    if not why:
        raise Lacking("A reason is needed.", "Nothing was changed.", ask)
    return why


def _meeting(uow: UnitOfWork, meeting_id: str | None) -> Meeting | None:
    return uow.get(Meeting, meeting_id) if meeting_id is not None else None


def _minuted(uow: UnitOfWork, move: MatterMove) -> tuple[str, Meeting]:
    """Return the decision that the board minuted last on the matter, and the meeting."""
    uow.flush()
    e, i, m = MinuteEntry, AgendaItem, Meeting
    statement = (
        select(e)
        .join(i, i.id == e.item_id)
        .join(m, m.id == e.meeting_id)
        .where(i.matter_id == move.matter_id, m.group_id == move.to_group_id)
        .where(m.held_on >= move.on, e.kind == EntryKind.DECISION)
        .order_by(m.held_on.desc(), i.position.desc(), e.position.desc())
    )
    entry = uow.find(statement.limit(1))
    if entry is None:
        raise Lacking(
            f"It is not said what the board decided on {_named(move)}, and it minuted nothing.",
            "Nothing was changed.",
            "Say what was decided.",
        )
    return " ".join(entry.text.split()), uow.get(Meeting, entry.meeting_id)


def _successor(uow: UnitOfWork, group: Group) -> Group:
    """Return the group itself, or the one that followed it where it has ended."""
    while group.ended_on is not None and group.ended_on < uow.today and group.successor_id:
        group = uow.get(Group, group.successor_id)
    return group
