"""Matters: planned, carried, left out once, parked, closed, and handed from group to group."""

from datetime import date
from typing import Any

from sqlalchemy import select

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.errors import Refusal
from safeguard_desk.models import (
    Agency,
    AgendaItem,
    Board,
    Group,
    Matter,
    MatterMove,
    Meeting,
    Person,
    Priority,
)
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.terms import GroupKind, ItemKind, MatterState, MeetingState, Purpose
from safeguard_desk.rules.terms_boards import Answer
from safeguard_desk.work import agendas
from safeguard_desk.work.boards import group_that_meets
from safeguard_desk.work.references import next_reference

EDITABLE = (
    *("title", "notes", "owner_id", "priority_id", "purpose", "minutes", "restricted", "recurs"),
)
"""What may be changed of a matter by hand; where it stands has verbs of its own."""
LONGEST = 600
"""Minutes beyond which nothing is an item of a meeting."""


def plan(
    uow: UnitOfWork,
    group_id: str,
    title: str,
    *,
    meeting_id: str | None = None,
    kind: ItemKind = ItemKind.FORWARD_PLAN,
    asked_by_id: str | None = None,
    **fields: Any,
) -> Matter:
    """Put a matter on a group's forward plan, for a meeting or without a date (fields: EDITABLE).

    Refuses one without a title, minutes that are none, and a meeting of another group.
    """
    group = uow.get(Group, group_id)
    if asked_by_id is not None:
        uow.get(Agency, asked_by_id)
    matter = Matter(
        group_id=group.id, title="", kind=kind, asked_by_id=asked_by_id, state=MatterState.PLANNED
    )
    matter.purpose, matter.minutes = Purpose.DISCUSSION, 10
    _set(uow, matter, {"title": title, **fields})
    uow.add(matter)
    _aim(uow, matter, meeting_id)
    return matter


def edit(uow: UnitOfWork, matter_id: str, **fields: Any) -> None:
    """Change fields of a matter (EDITABLE); refuses an empty title and minutes that are none."""
    _set(uow, uow.get(Matter, matter_id), fields)


def _set(uow: UnitOfWork, matter: Matter, fields: dict[str, Any]) -> None:
    unknown = fields.keys() - set(EDITABLE)
    if unknown:
        raise TypeError(f"not a field of a matter: {sorted(unknown)}")
    if "title" in fields:
        fields["title"] = fields["title"].strip()
        if not fields["title"]:
            kept = f"It stays “{matter.title}”." if matter.title else "Nothing was added."
            raise Refusal("A matter needs a title.", kept, "Say what it is about.")
    if not 0 <= fields.get("minutes", 0) <= LONGEST:
        raise Refusal(
            f"{fields['minutes']} minutes cannot be right for one matter.",
            "Nothing was changed.",
            f"Give between 0 and {LONGEST}.",
        )
    for name, kind in (("owner_id", Person), ("priority_id", Priority)):
        if fields.get(name) is not None:
            uow.get(kind, fields[name])
    for name, value in fields.items():
        setattr(matter, name, value)


def target(uow: UnitOfWork, matter_id: str, meeting_id: str | None) -> None:
    """Plan a matter for a meeting, or for none yet (None); off the agenda it was planned for.

    Brings a parked matter back. Refuses a closed one, a meeting of another group and one that was
    held or cancelled; and to take it off an agenda under which it has minutes.
    """
    matter = _open(uow, matter_id)
    if meeting_id == matter.meeting_id and matter.state is MatterState.PLANNED:
        return
    _aim(uow, matter, meeting_id)
    _leave_agendas(uow, matter, but=meeting_id)
    matter.state = MatterState.PLANNED


def _aim(uow: UnitOfWork, matter: Matter, meeting_id: str | None) -> None:
    if meeting_id is not None:
        meeting = uow.get(Meeting, meeting_id)
        if meeting.group_id != matter.group_id:
            raise Refusal(
                f"{meeting.ref} is a meeting of another group.",
                f"“{matter.title}” stays where it is.",
                "Hand the matter to that group first.",
            )
        if meeting.state in {MeetingState.HELD, MeetingState.CANCELLED}:
            raise Refusal(
                f"{meeting.ref} is {meeting.state.label.lower()}: it takes nothing any more.",
                f"“{matter.title}” stays where it is.",
                "Choose a meeting to come, or no date yet.",
            )
        if matter.skipped_at_id == meeting_id:
            matter.skipped_at_id = None
    matter.meeting_id = meeting_id


def _open(uow: UnitOfWork, matter_id: str) -> Matter:
    matter = uow.get(Matter, matter_id)
    if matter.state is MatterState.CLOSED:
        raise Refusal(
            f"“{matter.title}” is closed.", "It stays closed.", "Reopen it first if it goes on."
        )
    return matter


def _coming_items(uow: UnitOfWork, matter: Matter) -> list[AgendaItem]:
    """Return where the matter stands on agendas of meetings that are still to be held."""
    uow.flush()
    statement = (
        select(AgendaItem)
        .join(Meeting, Meeting.id == AgendaItem.meeting_id)
        .where(
            AgendaItem.matter_id == matter.id,
            Meeting.state.not_in((MeetingState.HELD, MeetingState.CANCELLED)),
            Meeting.held_on >= uow.today,
        )
    )
    return list(uow.all(statement))


def _leave_agendas(uow: UnitOfWork, matter: Matter, *, but: str | None = None) -> None:
    for item in _coming_items(uow, matter):
        if item.meeting_id != but:
            agendas.remove_item(uow, item.id)


def recur(uow: UnitOfWork, matter_id: str, recurs: bool) -> None:
    """Let a matter come to every meeting, or no longer; refuses for a closed one."""
    _open(uow, matter_id).recurs = recurs


def skip(uow: UnitOfWork, matter_id: str, meeting_id: str) -> None:
    """Leave a matter out of one meeting; it comes back to the next.

    Refuses a meeting of another group, one that takes nothing any more, and a matter that would not
    come there: parked or closed.
    """
    matter = _open(uow, matter_id)
    if matter.state is MatterState.PARKED:
        raise Refusal(
            f"“{matter.title}” is parked.", "It stays parked.", "It comes to no meeting as it is."
        )
    kept = matter.meeting_id
    _aim(uow, matter, meeting_id)
    matter.meeting_id = kept
    for item in _coming_items(uow, matter):
        if item.meeting_id == meeting_id:
            agendas.remove_item(uow, item.id)
    matter.skipped_at_id = meeting_id


def unskip(uow: UnitOfWork, matter_id: str) -> None:
    """Let a matter come to the meeting that it was to be left out of."""
    _open(uow, matter_id).skipped_at_id = None


def park(uow: UnitOfWork, matter_id: str) -> None:
    """Put a matter aside until it is brought back; it leaves the agendas still to come."""
    matter = _open(uow, matter_id)
    if matter.state is MatterState.PARKED:
        raise Refusal(f"“{matter.title}” is parked already.", "Nothing was changed.")
    _leave_agendas(uow, matter)
    matter.state, matter.meeting_id = MatterState.PARKED, None


def unpark(uow: UnitOfWork, matter_id: str, meeting_id: str | None = None) -> None:
    """Bring a parked matter back, for a meeting or without a date."""
    matter = _open(uow, matter_id)
    if matter.state is not MatterState.PARKED:
        raise Refusal(f"“{matter.title}” is not parked.", "Nothing was changed.")
    target(uow, matter_id, meeting_id)


def close(uow: UnitOfWork, matter_id: str) -> None:
    """Close a matter: it does not come back, and leaves the agendas still to come."""
    matter = _open(uow, matter_id)
    _leave_agendas(uow, matter)
    matter.state, matter.skipped_at_id = MatterState.CLOSED, None
    for move in _asked(uow, matter.id, matter.group_id):
        if move.answer.is_awaited:
            move.answer = Answer.CLOSED


def reopen(uow: UnitOfWork, matter_id: str) -> None:
    """Put a closed matter on the forward plan again, without a date."""
    matter = uow.get(Matter, matter_id)
    if matter.state is not MatterState.CLOSED:
        raise Refusal(f"“{matter.title}” is not closed.", "Nothing was changed.")
    matter.state, matter.meeting_id = MatterState.PLANNED, None
    for move in _asked(uow, matter.id, matter.group_id):
        if move.answer is Answer.CLOSED:
            move.answer = Answer.AWAITED


def hand_over(
    uow: UnitOfWork,
    matter_id: str,
    body_id: str,
    words: str = "",
    *,
    on: date | None = None,
    entry_id: str | None = None,
) -> MatterMove:
    """Hand a matter to another group, or to a board (the id of either); it stays one matter.

    It comes to the next agenda of who takes it. Refuses the group that has it, one that has ended,
    and a closed matter.
    """
    matter = _open(uow, matter_id)
    taker = group_that_meets(uow, body_id)
    giver = uow.get(Group, matter.group_id)
    if taker.id == giver.id:
        raise Refusal(f"{taker.name} has this matter already.", "Nothing was changed.")
    if taker.ended_on is not None and taker.ended_on < uow.today:
        raise Refusal(
            f"{taker.name} ended on {write_date(taker.ended_on)}.",
            f"“{matter.title}” stays with {giver.name}.",
            "Hand it to the group that followed.",
        )
    _leave_agendas(uow, matter)
    matter.group_id, matter.meeting_id, matter.skipped_at_id = taker.id, None, None
    matter.state = MatterState.PLANNED
    if GroupKind.BOARD in {giver.kind, taker.kind}:
        matter.kind = ItemKind.ESCALATED
    return note_move(uow, matter, giver.id, words, on or uow.today, entry_id)


def note_move(
    uow: UnitOfWork, matter: Matter, giver: str, words: str, on: date, entry_id: str | None
) -> MatterMove:
    """Write down that a matter came from a group, why, and by which minute.

    Handed to a board it is an escalation, and gets a reference; sent back by the board, the
    escalation is answered with the words that go back with it.
    """
    came, goes = uow.get(Group, giver), uow.get(Group, matter.group_id)
    up = goes.kind is GroupKind.BOARD and came.kind is not GroupKind.BOARD
    if came.kind is GroupKind.BOARD and goes.kind is not GroupKind.BOARD:
        _answer(uow, matter, came, words, on)
    return uow.add(
        MatterMove(
            matter_id=matter.id,
            from_group_id=giver,
            to_group_id=matter.group_id,
            on=on,
            words=words.strip(),
            entry_id=entry_id,
            ref=next_reference(uow, f"{came.code}-ESC") if up else None,
        )
    )


def _answer(uow: UnitOfWork, matter: Matter, board: Group, words: str, on: date) -> None:
    """Take what a board sends back with a matter as its answer, where it waited for one."""
    for move in _asked(uow, matter.id, board.id):
        if move.answer.is_awaited:
            move.answer, move.decision = Answer.DECIDED, words.strip()
            move.decided_by, move.decided_on = board.name, on


def _asked(uow: UnitOfWork, matter_id: str, board_id: str) -> list[MatterMove]:
    """Return how a matter came to a board's group, if it did."""
    uow.flush()
    v = MatterMove
    asked = select(v).where(v.matter_id == matter_id, v.to_group_id == board_id, v.ref.is_not(None))
    return list(uow.all(asked))


def send_back(uow: UnitOfWork, matter_id: str, words: str = "") -> MatterMove:
    """Send a matter back to who handed it over last; refuses one that never was."""
    matter = _open(uow, matter_id)
    uow.flush()
    moves = (
        select(MatterMove)
        .where(MatterMove.matter_id == matter_id, MatterMove.to_group_id == matter.group_id)
        .order_by(MatterMove.on.desc(), MatterMove.created_at.desc(), MatterMove.id.desc())
    )
    last = uow.find(moves)
    if last is None:
        raise Refusal(
            f"“{matter.title}” was never handed over: it began here.",
            "Nothing was changed.",
            "Hand it to a group or board by name.",
        )
    return hand_over(uow, matter_id, last.from_group_id, words)


def of_item(uow: UnitOfWork, item_id: str) -> Matter:
    """Return the matter of an agenda item; an item added by hand is given one now.

    Refuses a standing item: it comes by itself, and what is due under a heading does too.
    """
    item = uow.get(AgendaItem, item_id)
    if item.matter_id is not None:
        return uow.get(Matter, item.matter_id)
    if item.code:
        raise Refusal(
            f"“{item.title}” comes to every agenda by itself.",
            "Nothing was changed.",
            "Take it off this agenda with Delete if it is not wanted here.",
        )
    meeting = uow.get(Meeting, item.meeting_id)
    matter = uow.add(
        Matter(
            group_id=meeting.group_id,
            title=item.title,
            kind=item.kind,
            purpose=item.purpose,
            minutes=item.minutes,
            restricted=item.restricted,
            priority_id=item.priority_id,
            meeting_id=meeting.id,
        )
    )
    item.matter_id = matter.id
    return matter


def presenter(uow: UnitOfWork, matter: Matter) -> str:
    """Return who presents a matter: its owner, or the agency that asked for it."""
    if matter.owner_id is not None:
        return uow.get(Person, matter.owner_id).role
    return uow.get(Agency, matter.asked_by_id).name if matter.asked_by_id is not None else ""


def park_item(uow: UnitOfWork, item_id: str) -> str:
    """Park what an agenda item is about, and return the matter's id; it leaves this agenda."""
    matter = of_item(uow, item_id)
    park(uow, matter.id)
    return matter.id


def skip_item(uow: UnitOfWork, item_id: str) -> str:
    """Leave what an item is about out of its meeting once, and return the matter's id."""
    meeting_id = uow.get(AgendaItem, item_id).meeting_id
    matter = of_item(uow, item_id)
    skip(uow, matter.id, meeting_id)
    return matter.id


def recur_item(uow: UnitOfWork, item_id: str) -> bool:
    """Let what an item is about come to every meeting, or no longer; return which."""
    matter = of_item(uow, item_id)
    recur(uow, matter.id, not matter.recurs)
    return matter.recurs


def hand_over_item(uow: UnitOfWork, item_id: str, body_id: str, words: str = "") -> str:
    """Hand what an item is about to another group or board; return the name of who takes it."""
    matter = of_item(uow, item_id)
    return uow.get(Group, hand_over(uow, matter.id, body_id, words).to_group_id).name


def hand_over_by_code(uow: UnitOfWork, matter_id: str, code: str) -> MatterMove:
    """Hand a matter to the group or board of a code; refuses one that nobody has."""
    wanted = code.strip().upper()
    group = uow.find(select(Group).where(Group.code == wanted))
    board = uow.find(select(Board).where(Board.code == wanted))
    body = group or board
    if body is None:
        codes = [*uow.session.scalars(select(Group.code)), *uow.session.scalars(select(Board.code))]
        raise Refusal(
            f"There is no group or board with the code “{code}”.",
            "Nothing was changed.",
            f"Known: {', '.join(sorted(set(codes)))}.",
        )
    return hand_over(uow, matter_id, body.id)
