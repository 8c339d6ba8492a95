"""Escalations to the boards, the challenge log and the guidance register, declared."""

from functools import partial
from typing import Any

from sqlalchemy import and_, case, func, or_, select
from sqlalchemy.orm import aliased

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.errors import Refusal
from safeguard_desk.models import (
    Agency,
    Board,
    Challenge,
    Group,
    Guidance,
    GuidanceEdition,
    Matter,
    MatterMove,
)
from safeguard_desk.registers.declare import (
    EVERY_GROUP,
    Act,
    Column,
    Editor,
    Field,
    Filter,
    ListAct,
    Place,
    Register,
    Section,
    Shown,
)
from safeguard_desk.registers.directory import edits
from safeguard_desk.rules.terms import GroupKind, Side
from safeguard_desk.rules.terms_boards import (
    Answer,
    ChallengeOutcome,
    GuidanceKind,
    GuidanceState,
)
from safeguard_desk.views.choices import bodies
from safeguard_desk.work import answering, challenges, escalating, guidance, linking
from safeguard_desk.work.actions import NewAction
from safeguard_desk.work.boards import group_that_meets

_SHOWN_IN = EVERY_GROUP | {Place.BOARDS}
_BOARDS, _TO = aliased(Group), aliased(Group)
_AWAITED = MatterMove.answer.in_([one for one in Answer if one.is_awaited])
_RANK = case((_AWAITED, 0), (MatterMove.answer == Answer.DECIDED, 1), else_=2)


def _escalate(uow: UnitOfWork, group_id: str | None, values: dict[str, Any]) -> str:
    board = values.get("to_group_id")
    if not board:
        raise Refusal("No board is named.", "Nothing was escalated.", "Choose the board.")
    matter = escalating.put_before(*(uow, group_id or "", board, values.get("words", "")))
    uow.flush()
    return uow.session.scalars(select(MatterMove.id).where(MatterMove.matter_id == matter.id)).one()


def _hear(uow: UnitOfWork, record_id: str, _: str) -> None:
    answering.hear(uow, record_id)


def _act_on_decision(uow: UnitOfWork, record_id: str, words: str) -> None:
    move = uow.get(MatterMove, record_id)
    restricted = uow.get(Matter, move.matter_id).restricted
    new = NewAction(title=words, restricted=restricted)
    linking.raise_action_on(uow, ("matter_moves", record_id), new, group_id=move.from_group_id)


def _edit_move(uow: UnitOfWork, record_id: str, name: str, seen: Any, value: Any, why: str) -> None:
    if name == "decision" and not str(value or "").strip():
        raise Refusal(
            "A decision cannot be emptied.", "It stays as it was.", "Say what was decided."
        )
    _set_move(uow, record_id, name, seen, value, why)


_set_move = edits(MatterMove)

ESCALATIONS = Register(
    code="escalations",
    kind="matter_moves",
    title="Escalations",
    one="escalation",
    source=MatterMove.__table__.join(Matter.__table__, Matter.id == MatterMove.matter_id)
    .join(_BOARDS, and_(_BOARDS.id == MatterMove.to_group_id, _BOARDS.kind == GroupKind.BOARD))
    .join(Board.__table__, Board.id == _BOARDS.board_id)
    .join(
        Group.__table__,
        and_(Group.id == MatterMove.from_group_id, Group.kind != GroupKind.BOARD),
    ),
    id=MatterMove.id,
    ref=func.coalesce(MatterMove.ref, Matter.title),
    columns=(
        Column("ref", "Ref", func.coalesce(MatterMove.ref, ""), 12, Shown.REFERENCE),
        Column("title", "Decision asked for", Matter.title, 40, grow=True),
        Column("group", "From", Group.code, 7, groups=True),
        Column("board", "To", _BOARDS.code, 7, groups=True),
        Column("on", "Put on", MatterMove.on, 12, Shown.DATE),
        Column("status", "State", MatterMove.answer, 24, Shown.TERM, groups=True),
        Column("decision", "Decision", MatterMove.decision, 30),
        Column("decided_on", "Decided on", MatterMove.decided_on, 12, Shown.DATE),
        Column("decided_by", "By", MatterMove.decided_by, 20, hidden=True),
        Column("reason", "Why", MatterMove.reason, 24, hidden=True),
        Column("words", "From minute", MatterMove.words, 24, hidden=True),
        Column("heard_on", "Heard on", MatterMove.heard_on, 12, Shown.DATE, hidden=True),
        Column("side", "Side", Board.side, 18, Shown.TERM, hidden=True),
    ),
    order=(_RANK, MatterMove.on, Group.code, MatterMove.ref),
    shown_in=_SHOWN_IN,
    empty="Nothing was put before a board yet. In a meeting type e: and what the board is to"
    " decide, or press N here.",
    form=(
        Section(
            "Put before a board",
            (
                Field("to_group_id", "Board", Editor.BOARD, required=True, new_only=True),
                Field("words", "Decision asked for", required=True, new_only=True),
            ),
        ),
        Section(
            "The board's answer",
            (
                Field("decision", "Decision", Editor.TEXT),
                Field("decided_by", "Decided by"),
                Field("reason", "Why", Editor.TEXT),
            ),
        ),
    ),
    filters=(
        Filter("open", "Unanswered", lambda _: _AWAITED),
        Filter("back", "Back, not yet heard", lambda _: MatterMove.answer == Answer.DECIDED),
    ),
    acts=(
        Act(
            "decide",
            "Decided",
            answering.decide,
            "What did the board decide? Empty: as the board minuted it",
            "D",
        ),
        Act("defer", "Put off", answering.defer, "Why did the board put it off?", "P"),
        Act("hear", "Heard by the group", _hear, key="H"),
        Act("action", "Raise action", _act_on_decision, "What follows of the decision?", "A"),
        Act("withdraw", "Withdraw", answering.withdraw, "Why is it withdrawn?"),
    ),
    group=MatterMove.from_group_id,
    related=((MatterMove.matter_id, Matter.title),),
    restricted=or_(Matter.restricted, Group.kind == GroupKind.REVIEW),
    edit=_edit_move,
    create=_escalate,
    follows=frozenset({"matters", "groups"}),
)


def _challenge(uow: UnitOfWork, body_id: str | None, values: dict[str, Any]) -> str:
    return challenges.challenge(
        *(uow, group_that_meets(uow, body_id or "").id, values.get("text", "")),
        to_agency_id=values.get("to_agency_id"),
        by_agency_id=values.get("by_agency_id"),
        answer_by=values.get("answer_by"),
        side=values.get("side"),
    ).id


def _respond(uow: UnitOfWork, record_id: str, words: str) -> None:
    challenges.respond(uow, record_id, words)


def _act_on_challenge(uow: UnitOfWork, record_id: str, words: str) -> None:
    found = uow.get(Challenge, record_id)
    new = NewAction(title=words, agency_id=found.to_agency_id, side=found.side)
    linking.raise_action_on(uow, ("challenges", record_id), new)


def _chase(uow: UnitOfWork, record_id: str, _: str) -> None:
    challenges.chase(uow, record_id)


def _settle(outcome: ChallengeOutcome, uow: UnitOfWork, record_id: str, words: str) -> None:
    challenges.settle(uow, record_id, outcome, words)


_set_challenge = edits(Challenge)
_open = Challenge.outcome == ChallengeOutcome.OPEN
_unanswered = and_(_open, Challenge.response == "")
_to_whom = func.coalesce(func.nullif(Agency.short_name, ""), Agency.name, _TO.code, "")

CHALLENGES = Register(
    code="challenges",
    kind="challenges",
    title="Challenge log",
    one="challenge",
    source=Challenge.__table__.join(Group.__table__, Group.id == Challenge.group_id)
    .outerjoin(Agency.__table__, Agency.id == Challenge.to_agency_id)
    .outerjoin(_TO, _TO.id == Challenge.to_group_id),
    id=Challenge.id,
    ref=Challenge.ref,
    columns=(
        Column("ref", "Ref", Challenge.ref, 12, Shown.REFERENCE),
        Column("title", "Challenge", Challenge.text, 40, grow=True),
        Column("group", "By", Group.code, 7, groups=True),
        Column("agency", "To", _to_whom, 16, groups=True),
        Column("made_on", "Made on", Challenge.made_on, 12, Shown.DATE),
        Column(
            "answer_by",
            "Answer by",
            Challenge.answer_by,
            12,
            Shown.DATE,
            field=Field("answer_by", "Answer by", Editor.DATE),
        ),
        Column("response", "Response", Challenge.response, 30),
        Column("status", "Outcome", Challenge.outcome, 22, Shown.TERM, groups=True),
        Column("chases", "Chased", Challenge.chases, 8, Shown.NUMBER),
        Column("responded_on", "Answered on", Challenge.responded_on, 12, Shown.DATE, hidden=True),
        Column("outcome_words", "What came of it", Challenge.outcome_words, 30, hidden=True),
        Column("side", "Side", Challenge.side, 14, Shown.TERM, hidden=True, groups=True),
    ),
    order=(case((_unanswered, 0), (_open, 1), else_=2), Challenge.made_on.desc(), Challenge.ref),
    shown_in=_SHOWN_IN,
    empty="No challenges yet. They come from minutes (type c:) and inspections; press N for one"
    " that was made another way.",
    form=(
        Section(
            "Challenge",
            (
                Field("text", "What is challenged", Editor.TEXT, required=True),
                Field("to_agency_id", "To which agency", Editor.AGENCY),
                Field("by_agency_id", "Spoken by", Editor.AGENCY),
                Field("answer_by", "Answer by", Editor.DATE),
                Field("side", "Side", Editor.TERM, Side),
                Field("restricted", "Restricted part", Editor.YES_NO),
            ),
        ),
        Section(
            "What came of it",
            (
                Field("response", "Response", Editor.TEXT),
                Field("outcome_words", "Outcome in words", Editor.TEXT),
            ),
        ),
    ),
    filters=(
        Filter("open", "Open", lambda _: _open),
        Filter("unanswered", "Unanswered", lambda _: _unanswered),
        Filter("late", "Answer late", lambda day: and_(_unanswered, Challenge.answer_by < day)),
    ),
    acts=(
        Act("respond", "Response", _respond, "What was answered?", "R"),
        Act("chase", "Asked again", _chase, key="C"),
        Act(
            *("accepted", "Accepted", partial(_settle, ChallengeOutcome.ACCEPTED)),
            *("What has changed?", "A"),
        ),
        Act("part", "In part", partial(_settle, ChallengeOutcome.PART), "What has changed?"),
        Act(
            *("explained", "Explained", partial(_settle, ChallengeOutcome.EXPLAINED)),
            "Why is nothing to change?",
        ),
        Act(
            *("further", "Taken further", partial(_settle, ChallengeOutcome.ESCALATED)),
            "To whom, and why?",
        ),
        Act("action", "Raise action", _act_on_challenge, "What is to be done?"),
        Act("reopen", "Open again", partial(_settle, ChallengeOutcome.OPEN)),
    ),
    list_acts=(ListAct("gather", "Take in from earlier minutes", challenges.gather),),
    group=Challenge.group_id,
    related=((Challenge.to_agency_id, Agency.name), (Challenge.to_agency_id, Agency.short_name)),
    restricted=or_(Challenge.restricted, Group.kind == GroupKind.REVIEW),
    edit=_set_challenge,
    create=_challenge,
    offered=bodies,
    follows=frozenset({"agencies", "groups"}),
)


def _begin(uow: UnitOfWork, body_id: str | None, values: dict[str, Any]) -> str:
    return guidance.begin(
        *(uow, group_that_meets(uow, body_id or "").id, values.get("title", "")),
        kind=values.get("kind") or GuidanceKind.LOCAL,
        side=values.get("side") or Side.BOTH,
        reason=values.get("reason", ""),
        found_at=values.get("found_at", ""),
    ).id


def _consult(uow: UnitOfWork, record_id: str, words: str) -> None:
    guidance.consult(uow, record_id, words)


def _approve(uow: UnitOfWork, record_id: str, words: str) -> None:
    guidance.approve(uow, record_id, words)


def _withdraw(uow: UnitOfWork, record_id: str, words: str) -> None:
    guidance.withdraw(uow, record_id, words)


_editions = (
    select(func.count())
    .select_from(GuidanceEdition.__table__)
    .where(GuidanceEdition.guidance_id == Guidance.id)
    .correlate(Guidance.__table__)
    .scalar_subquery()
)
_REVIEW = Field("review_on", "Review on", Editor.DATE)

GUIDANCE = Register(
    code="guidance",
    kind="guidance",
    title="Guidance",
    one="piece of guidance",
    source=Guidance.__table__.join(Group.__table__, Group.id == Guidance.group_id),
    id=Guidance.id,
    ref=Guidance.ref,
    columns=(
        Column("ref", "Ref", Guidance.ref, 11, Shown.REFERENCE),
        Column("title", "Guidance", Guidance.title, 40, grow=True),
        Column("kind", "Kind", Guidance.kind, 24, Shown.TERM, groups=True),
        Column("group", "Owner", Group.code, 7, groups=True),
        Column("status", "State", Guidance.state, 20, Shown.TERM, groups=True),
        Column("edition", "Edition", Guidance.edition, 8),
        Column("approved_on", "Approved", Guidance.approved_on, 12, Shown.DATE),
        Column("review_on", "Review", Guidance.review_on, 12, Shown.DATE, field=_REVIEW, key="D"),
        Column("side", "Side", Guidance.side, 18, Shown.TERM, groups=True),
        Column("reason", "Why it was needed", Guidance.reason, 34, hidden=True),
        Column("consulted", "Consulted", Guidance.consulted, 24, hidden=True),
        Column("found_at", "To be read at", Guidance.found_at, 24, hidden=True),
        Column("editions", "Editions", _editions, 9, Shown.NUMBER, hidden=True),
        Column("withdrawn_on", "Withdrawn", Guidance.withdrawn_on, 12, Shown.DATE, hidden=True),
    ),
    order=(Guidance.kind, Guidance.title, Guidance.ref),
    shown_in=_SHOWN_IN,
    empty="No guidance yet. Press N for a London procedure that was adopted, or for a local"
    " addition with the reason why it is needed.",
    form=(
        Section(
            "Guidance",
            (
                Field("title", "Title", required=True),
                Field("kind", "Kind", Editor.TERM, GuidanceKind, new_only=True),
                Field("reason", "Why it is needed beside London's", Editor.TEXT),
                Field("found_at", "To be read at"),
                Field("side", "Side", Editor.TERM, Side),
            ),
        ),
        Section(
            "Its life",
            (
                _REVIEW,
                Field("consulted", "Consultation: who, and what came of it", Editor.TEXT),
                Field("approved_by", "Approved by"),
                Field("withdrawn_reason", "Why it was withdrawn", Editor.TEXT),
            ),
        ),
    ),
    filters=(
        Filter("open", "Not withdrawn", lambda _: Guidance.state != GuidanceState.WITHDRAWN),
        Filter("local", "Local additions", lambda _: Guidance.kind == GuidanceKind.LOCAL),
        Filter("review_due", "Review due", lambda today: Guidance.review_on <= today),
    ),
    acts=(
        Act("consult", "Consult", _consult, "Who is consulted?", "C"),
        Act("approve", "Approve edition", _approve, "What does this edition change?", "A"),
        Act("reviewed", "Reviewed, stands", guidance.reviewed, "What did the review find?", "R"),
        Act("withdraw", "Withdraw", _withdraw, "Why is it withdrawn?"),
    ),
    group=Guidance.group_id,
    restricted=Group.kind == GroupKind.REVIEW,
    open_filter="open",
    edit=guidance.edit,
    create=_begin,
    offered=bodies,
    follows=frozenset({"groups", "guidance_editions"}),
)
