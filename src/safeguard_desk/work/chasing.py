"""Chases of actions: recorded when they go out, and escalated to a board when nobody answers."""

from collections.abc import Sequence

from sqlalchemy import select

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.errors import Lacking, Refusal
from safeguard_desk.models import Action, ActionUpdate, Chase, Dispatch, Matter
from safeguard_desk.rules.terms import (
    ChasedTo,
    DispatchKind,
    ItemKind,
    MatterState,
    Purpose,
)
from safeguard_desk.views.chasing import ToChase, to_chase
from safeguard_desk.work.boards import group_of_board
from safeguard_desk.work.matters import note_move, plan


def record_mail(
    uow: UnitOfWork, lines: Sequence[ToChase], *, subject: str, filename: str
) -> Dispatch:
    """Record one mail that chases somebody's actions, and a chase of each of them."""
    first = lines[0]
    sent = uow.add(
        Dispatch(
            kind=DispatchKind.CHASE,
            group_id=first.group_id,
            person_id=first.person_id,
            agency_id=first.agency_id,
            address=first.email,
            on=uow.today,
            subject=subject,
            files=filename,
        )
    )
    for line in lines:
        _record(uow, line, dispatch_id=sent.id)
    return sent


def by_phone(uow: UnitOfWork, action_id: str, words: str) -> None:
    """Record a chase by word of mouth, with what was answered; refuses one without words.

    Refuses an action that is not to be chased today: a chase more would bring the board nearer.
    """
    said = words.strip()
    if not said:
        raise Lacking(
            "What was answered is missing.", "Nothing was recorded.", "Say it in a sentence."
        )
    line = due_today(uow, action_id)
    _record(uow, line, words=said)
    uow.add(ActionUpdate(action_id=action_id, on=uow.today, text=said, by_words=uow.who))


def due_today(uow: UnitOfWork, action_id: str) -> ToChase:
    """Return the chase of an action that is due today; refuses where none is."""
    uow.flush()
    line = next((one for one in to_chase(uow.reader) if one.id == action_id), None)
    if line is None:
        ref = uow.get(Action, action_id).ref
        raise Refusal(f"{ref} is not to be chased today.", "Nothing was recorded.")
    return line


def _record(
    uow: UnitOfWork,
    line: ToChase,
    *,
    dispatch_id: str | None = None,
    matter_id: str | None = None,
    words: str = "",
) -> None:
    uow.add(
        Chase(
            action_id=line.id,
            due_on=line.due_on,
            number=line.number,
            to=line.to,
            on=uow.today,
            person_id=line.person_id if line.to is not ChasedTo.BOARD else None,
            agency_id=line.agency_id,
            dispatch_id=dispatch_id,
            matter_id=matter_id,
            words=words,
        )
    )


def escalate(uow: UnitOfWork, action_id: str, board_id: str, ask: str) -> Matter:
    """Put an overdue action before a board, with the decision asked for, as a matter of its group.

    Once until the board has answered. Refuses without words, and an action nobody waits for.
    """
    action = uow.get(Action, action_id)
    wanted = " ".join(ask.split())
    if not wanted:
        raise Lacking(
            f"{action.ref} goes to a board with the decision asked for, and none is given.",
            "Nothing was escalated.",
            "Say what the board is to decide.",
        )
    if not action.status.is_awaited:
        raise Refusal(
            f"{action.ref} is {action.status.label.lower()}: nothing is awaited any more.",
            "Nothing was escalated.",
        )
    _refuse_waiting(uow, action)
    board = group_of_board(uow, board_id)
    matter = plan(
        uow,
        board.id,
        f"{action.ref} {action.title}: {wanted}",
        kind=ItemKind.ESCALATED,
        purpose=Purpose.DECISION,
        restricted=action.restricted,
    )
    note_move(uow, matter, action.group_id, f"Action {action.ref}: {wanted}", uow.today, None)
    line = next((one for one in to_chase(uow.reader) if one.id == action_id), None)
    uow.add(
        Chase(
            action_id=action_id,
            due_on=action.due_on or uow.today,
            number=line.number if line is not None else 0,
            to=ChasedTo.BOARD,
            on=uow.today,
            agency_id=action.agency_id,
            matter_id=matter.id,
            words=wanted,
        )
    )
    return matter


def _refuse_waiting(uow: UnitOfWork, action: Action) -> None:
    """Refuse an action that a board has before it and has not answered."""
    uow.flush()
    waiting = uow.find(
        select(Matter)
        .join(Chase, Chase.matter_id == Matter.id)
        .where(Chase.action_id == action.id, Matter.state != MatterState.CLOSED)
    )
    if waiting is not None:
        raise Refusal(
            f"{action.ref} is before a board already: “{waiting.title}”.",
            "Nothing was escalated again.",
            "Close that matter when the board has answered.",
        )
