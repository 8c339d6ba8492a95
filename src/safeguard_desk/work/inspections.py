"""Inspections of single agencies: received, analysed, challenged, monitored or escalated."""

from datetime import date

from sqlalchemy import select

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.errors import Lacking, Refusal
from safeguard_desk.models import Agency, Board, Group, Inspection, InspectionWord, Matter
from safeguard_desk.rules.terms import Side
from safeguard_desk.rules.terms_quality import Decided, Inspectorate, Turn
from safeguard_desk.work import challenges
from safeguard_desk.work.escalating import put_before
from safeguard_desk.work.references import next_reference


def receive(
    uow: UnitOfWork,
    group_id: str,
    title: str,
    *,
    body: Inspectorate = Inspectorate.OTHER,
    agency_id: str | None = None,
    published_on: date | None = None,
    side: Side | None = None,
    judgement: str = "",
    issues: str = "",
) -> Inspection:
    """Take an inspection down; its side is its agency's where none is named."""
    if not title.strip():
        raise Refusal("An inspection needs a title.", "Nothing was added.", "Say what it is of.")
    group = uow.get(Group, group_id)
    agency = uow.get(Agency, agency_id) if agency_id is not None else None
    return uow.add(
        Inspection(
            ref=next_reference(uow, f"{group.code}-INS"),
            title=title.strip(),
            group_id=group_id,
            body=body,
            agency_id=agency_id,
            side=side or (agency.side if agency is not None else Side.BOTH),
            published_on=published_on or uow.today,
            judgement=judgement.strip(),
            issues=issues.strip(),
        )
    )


def say(
    uow: UnitOfWork, inspection_id: str, turn: Turn, words: str, *, by: str = ""
) -> InspectionWord:
    """Add a challenge, or the agency's response to one; a response needs a challenge before it."""
    inspection = uow.get(Inspection, inspection_id)
    said = words.strip()
    if not said:
        raise Lacking(
            f"The {turn.label.lower()} needs words.", "Nothing was added.", "Say it in a sentence."
        )
    if turn is Turn.RESPONSE and not _challenged(uow, inspection_id):
        raise Refusal(
            f"{inspection.ref} has not been challenged yet.",
            "Nothing was added.",
            "Take down the challenge first.",
        )
    agency = uow.get(Agency, inspection.agency_id).name if inspection.agency_id else ""
    named = by.strip() or (agency if turn is Turn.RESPONSE else uow.who)
    word = uow.add(
        InspectionWord(
            inspection_id=inspection_id, turn=turn, on=uow.today, by_words=named, text=said
        )
    )
    challenges.follow_word(uow, word)
    return word


def _challenged(uow: UnitOfWork, inspection_id: str) -> bool:
    uow.flush()
    statement = select(InspectionWord).where(
        InspectionWord.inspection_id == inspection_id, InspectionWord.turn == Turn.CHALLENGE
    )
    return uow.find(statement.limit(1)) is not None


def decide(
    uow: UnitOfWork,
    inspection_id: str,
    decided: Decided,
    reason: str,
    *,
    next_on: date | None = None,
) -> None:
    """Take down what the group decided, with its reason; what is monitored needs a next date."""
    inspection = uow.get(Inspection, inspection_id)
    why = reason.strip()
    if not why:
        raise Lacking(
            f"The decision on {inspection.ref} needs a reason.",
            "Nothing was changed.",
            "Say why in a sentence.",
        )
    if decided is Decided.MONITOR and next_on is None and inspection.next_on is None:
        raise Refusal(
            f"{inspection.ref} is to be monitored, and it is not said when the group hears of it.",
            "Nothing was changed.",
            "Fill in “Next update” first.",
        )
    inspection.decided, inspection.decided_reason = decided, why
    inspection.decided_on = uow.today
    inspection.next_on = next_on or inspection.next_on


def escalate(uow: UnitOfWork, inspection_id: str, board_id: str, ask: str) -> Matter:
    """Put an inspection before a board with the decision asked for; once for each inspection."""
    inspection = uow.get(Inspection, inspection_id)
    if inspection.matter_id is not None:
        raise Refusal(
            f"{inspection.ref} is before a board already.",
            "Nothing was escalated again.",
            "Look among the board's matters.",
        )
    decide(uow, inspection_id, Decided.ESCALATE, ask)
    matter = put_before(
        *(uow, inspection.group_id, board_id),
        f"{inspection.ref} {inspection.title}: {' '.join(ask.split())}",
        f"Inspection {inspection.ref}: {ask.strip()}",
        restricted=inspection.restricted,
        source=("inspections", inspection_id),
    )
    inspection.matter_id = matter.id
    return matter


def escalate_by_side(uow: UnitOfWork, inspection_id: str, ask: str) -> Matter:
    """Escalate to the board of the inspection's side; of both sides to the joint one."""
    inspection = uow.get(Inspection, inspection_id)
    boards = uow.all(select(Board).where(Board.ended_on.is_(None)).order_by(Board.code))
    fitting = [board for board in boards if board.side is inspection.side] or list(boards)
    if not fitting:
        raise Refusal("There is no board.", "Nothing was escalated.", "Add one in Boards.")
    return escalate(uow, inspection_id, fitting[0].id, ask)
