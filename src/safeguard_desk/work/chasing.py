"""Chases of actions: recorded when they go out, and escalated to a board when nobody answers."""

from collections.abc import Sequence

from sqlalchemy import select

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.errors import Lacking, Refusal
from safeguard_desk.models import (
    Action,
    ActionUpdate,
    AgendaItem,
    Board,
    Chase,
    Dispatch,
    Group,
    Matter,
    MinuteEntry,
    Person,
)
from safeguard_desk.rules.dates import explain, read_date
from safeguard_desk.rules.terms import (
    ChasedTo,
    DispatchKind,
    GroupKind,
    MatterState,
    Side,
)
from safeguard_desk.views.chasing import ToChase, to_chase
from safeguard_desk.work import actions
from safeguard_desk.work.escalating import put_before


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
    line = _due(uow, action_id)
    if line is None:
        ref = uow.get(Action, action_id).ref
        raise Refusal(f"{ref} is not to be chased today.", "Nothing was recorded.")
    return line


def _due(uow: UnitOfWork, action_id: str) -> ToChase | None:
    group_id = uow.get(Action, action_id).group_id
    lines = to_chase(uow.reader, group_id)
    return next((one for one in lines if one.id == action_id and one.due_on is not None), None)


def mend(uow: UnitOfWork, action_id: str, lacks: str, given: str) -> None:
    """Give what a chase lacks: the due date, the owner, an address, the agency's senior member.

    given: a date as it is typed; initials or a role; an address. Refuses what means none of them.
    """
    said = given.strip()
    action = uow.get(Action, action_id)
    if lacks == "due_on":
        day = read_date(said, uow.today)
        if day is None:
            why = explain(said, uow.today) or "No date was given."
            raise Refusal(why, f"{action.ref} has no due date yet.", "Type it as 14 jan or +10wd.")
        actions.move_due(uow, action_id, day, "")
    elif lacks == "owner":
        actions.assign(uow, action_id, (_person(uow, said).id,))
    elif lacks == "senior":
        _person(uow, said, action.agency_id).senior = True
    else:
        if said.count("@") != 1 or said.startswith("@") or said.endswith("@") or " " in said:
            raise Refusal(
                f"“{said}” is no e-mail address.",
                "Nothing was changed.",
                "It reads like name@example.org.",
            )
        uow.get(Person, _owed(uow, action_id)).email = said


def _owed(uow: UnitOfWork, action_id: str) -> str:
    """Return who has no address; refuses where somebody gave it meanwhile."""
    line = _due(uow, action_id)
    if line is None or line.person_id is None or line.lacks != "email":
        raise Refusal("No address is missing here any more.", "Nothing was changed.")
    return line.person_id


def _person(uow: UnitOfWork, words: str, agency_id: str | None = None) -> Person:
    """Return the one person who has these initials or this role, of an agency if one is meant."""
    statement = select(Person).where(Person.ended_on.is_(None))
    if agency_id is not None:
        statement = statement.where(Person.agency_id == agency_id)
    wanted = words.casefold()
    everybody = list(uow.all(statement))
    found = [one for one in everybody if wanted and one.initials.casefold() == wanted]
    found = found or [one for one in everybody if wanted and one.role.casefold() == wanted]
    if len(found) != 1:
        how = f"{len(found)} people are" if found else "Nobody is"
        where = " of that agency" if agency_id is not None else ""
        raise Refusal(
            f"{how} known as “{words}”{where}.",
            "Nothing was changed.",
            "Give initials or the whole role as in the Directory; add who is not there first.",
        )
    return found[0]


def board_for(uow: UnitOfWork, action_id: str) -> str:
    """Return the board of an action's side: the one of its own side, else the first there is."""
    side = uow.get(Action, action_id).side
    boards = list(uow.all(select(Board).order_by(Board.created_at)))
    if not boards:
        raise Refusal("There is no board yet.", "Nothing was escalated.", "Add one in Boards.")
    own = [one for one in boards if one.side is side]
    return (own or [one for one in boards if side is Side.BOTH] or boards)[0].id


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
            due_on=line.due_on or uow.today,
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
    matter = put_before(
        *(uow, action.group_id, board_id, f"{action.ref} {action.title}: {wanted}"),
        f"Action {action.ref}: {wanted}",
        restricted=_is_restricted(uow, action),
        source=("actions", action_id),
    )
    line = _due(uow, action_id)
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


def _is_restricted(uow: UnitOfWork, action: Action) -> bool:
    """Tell whether an action is for named people only; all of a review group's are."""
    group = uow.get(Group, action.group_id)
    if action.restricted or group.kind is GroupKind.REVIEW:
        return True
    item = uow.get(AgendaItem, action.item_id) if action.item_id is not None else None
    minute = select(MinuteEntry).where(MinuteEntry.action_id == action.id, MinuteEntry.restricted)
    return (item is not None and item.restricted) or uow.find(minute) is not None


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
