"""Escalations, challenges and guidance as people read them, and what of them wants attention."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import aliased

from safeguard_desk.desk.reading import Reader
from safeguard_desk.models import Agency, Challenge, Group, Guidance, Matter, MatterMove
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.terms import GroupKind, ItemKind, Purpose, Side
from safeguard_desk.rules.terms_boards import (
    Answer,
    ChallengeOutcome,
    GuidanceKind,
    GuidanceState,
)
from safeguard_desk.views.agenda_proposals import Proposal
from safeguard_desk.views.meetings import MeetingHead

ANSWER = timedelta(days=100)
"""Within which a board, that meets four times a year, is to have answered."""


@dataclass(frozen=True)
class EscalationRow:
    """What a group put before a board, and what came back."""

    id: str
    ref: str
    ask: str
    group_id: str
    group: str
    board: str
    board_id: str | None
    on: date
    answer: Answer
    decision: str
    decided_by: str
    decided_on: date | None
    reason: str
    heard_on: date | None
    came_from: str
    restricted: bool

    def days(self, today: date) -> int:
        """Return for how many days it has waited, or how long the answer took."""
        return max(0, ((self.decided_on or today) - self.on).days)


@dataclass(frozen=True)
class ChallengeRow:
    """A challenge with its source, response and outcome."""

    id: str
    ref: str
    text: str
    group: str
    to: str
    side: Side
    made_on: date
    answer_by: date | None
    source_kind: str
    response: str
    responded_on: date | None
    chases: int
    outcome: ChallengeOutcome
    outcome_words: str
    restricted: bool

    @property
    def is_unanswered(self) -> bool:
        """True while nothing was answered and nothing came of it."""
        return self.outcome is ChallengeOutcome.OPEN and not self.response


@dataclass(frozen=True)
class GuidanceRow:
    """A London procedure that was adopted, or a local addition."""

    id: str
    ref: str
    title: str
    group_id: str
    group: str
    kind: GuidanceKind
    side: Side
    state: GuidanceState
    edition: str
    approved_on: date | None
    approved_by: str
    review_on: date | None
    reason: str
    consulted: str
    found_at: str
    withdrawn_on: date | None
    withdrawn_reason: str
    restricted: bool


def _back(waiting: bool) -> Any:
    """Return the condition that an escalation waits, or not; one sent back long ago does not."""
    later, giver = aliased(MatterMove), aliased(Group)
    returned = (
        select(later.id)
        .join(giver, giver.id == later.from_group_id)
        .where(later.matter_id == MatterMove.matter_id, giver.kind == GroupKind.BOARD)
        .where(later.on >= MatterMove.on, MatterMove.ref.is_(None))
        .correlate(MatterMove)
        .exists()
    )
    awaited = MatterMove.answer.in_([one for one in Answer if one.is_awaited])
    return and_(awaited, ~returned) if waiting else or_(~awaited, returned)


def escalations(
    reader: Reader,
    group_id: str | None = None,
    *,
    board_id: str | None = None,
    since: date | None = None,
    until: date | None = None,
    waiting: bool | None = None,
    restricted: bool = True,
) -> list[EscalationRow]:
    """Return what was put before boards, the oldest first.

    since, until: of these days, and what was answered in them; waiting: unanswered only, or
    answered only.
    """
    v, giver, taker = MatterMove, aliased(Group), aliased(Group)
    hidden = or_(Matter.restricted, giver.kind == GroupKind.REVIEW)
    statement: Any = (
        select(
            *(v.id, func.coalesce(v.ref, ""), Matter.title, giver.id, giver.code, taker.code),
            *(taker.board_id, v.on, v.answer, v.decision, v.decided_by, v.decided_on, v.reason),
            *(v.heard_on, v.words, hidden),
        )
        .join(Matter, Matter.id == v.matter_id)
        .join(giver, and_(giver.id == v.from_group_id, giver.kind != GroupKind.BOARD))
        .join(taker, and_(taker.id == v.to_group_id, taker.kind == GroupKind.BOARD))
        .order_by(v.on, v.ref, v.id)
    )
    if group_id is not None:
        statement = statement.where(giver.id == group_id)
    if board_id is not None:
        statement = statement.where(taker.board_id == board_id)
    if since is not None:
        statement = statement.where(or_(v.on >= since, v.decided_on >= since, _back(waiting=True)))
    if until is not None:
        statement = statement.where(v.on <= until)
    if waiting is not None:
        statement = statement.where(_back(waiting))
    if not restricted:
        statement = statement.where(~hidden)
    rows: Any = reader.rows(statement)
    return [EscalationRow(*row) for row in rows]


def challenges(
    reader: Reader,
    group_id: str | None = None,
    *,
    sides: Collection[Side] = tuple(Side),
    since: date | None = None,
    until: date | None = None,
    unanswered: bool = False,
    restricted: bool = True,
) -> list[ChallengeRow]:
    """Return challenges, the oldest first; since: made or answered since, and what is open."""
    c, to = Challenge, aliased(Group)
    name = func.coalesce(func.nullif(Agency.short_name, ""), Agency.name, to.code, "")
    hidden = or_(c.restricted, Group.kind == GroupKind.REVIEW)
    open_ = c.outcome == ChallengeOutcome.OPEN
    statement: Any = (
        select(
            *(c.id, c.ref, c.text, Group.code, name, c.side, c.made_on, c.answer_by),
            *(c.source_kind, c.response, c.responded_on, c.chases, c.outcome, c.outcome_words),
            hidden,
        )
        .join(Group, Group.id == c.group_id)
        .outerjoin(Agency, Agency.id == c.to_agency_id)
        .outerjoin(to, to.id == c.to_group_id)
        .where(c.side.in_(sides))
        .order_by(c.made_on, c.ref)
    )
    if group_id is not None:
        statement = statement.where(c.group_id == group_id)
    if since is not None:
        statement = statement.where(or_(c.made_on >= since, c.responded_on >= since, open_))
    if until is not None:
        statement = statement.where(c.made_on <= until)
    if unanswered:
        statement = statement.where(open_, c.response == "")
    if not restricted:
        statement = statement.where(~hidden)
    rows: Any = reader.rows(statement)
    return [ChallengeRow(*row) for row in rows]


def guidance(
    reader: Reader,
    group_id: str | None = None,
    *,
    sides: Collection[Side] = tuple(Side),
    due: date | None = None,
    restricted: bool = True,
) -> list[GuidanceRow]:
    """Return guidance by kind and title; due: what is to be reviewed by that day only."""
    g = Guidance
    statement: Any = (
        select(
            *(g.id, g.ref, g.title, g.group_id, Group.code, g.kind, g.side, g.state, g.edition),
            *(g.approved_on, g.approved_by, g.review_on, g.reason, g.consulted, g.found_at),
            *(g.withdrawn_on, g.withdrawn_reason, Group.kind == GroupKind.REVIEW),
        )
        .join(Group, Group.id == g.group_id)
        .where(g.side.in_(sides))
        .order_by(g.kind.desc(), g.title, g.ref)
    )
    if group_id is not None:
        statement = statement.where(g.group_id == group_id)
    if due is not None:
        statement = statement.where(g.review_on <= due, g.state != GuidanceState.WITHDRAWN)
    if not restricted:
        statement = statement.where(Group.kind != GroupKind.REVIEW)
    rows: Any = reader.rows(statement)
    return [GuidanceRow(*row) for row in rows]


def proposals(reader: Reader, meeting: MeetingHead) -> Iterator[Proposal]:
    """Propose guidance to review and challenges that are unanswered by the day of a meeting."""
    for one in guidance(reader, meeting.group_id, due=meeting.held_on):
        words = f"{one.ref} {one.title}"
        reason = f"Review due on {write_date(one.review_on)}" if one.review_on else "Review due"
        yield Proposal(
            id=f"guidance:{one.ref}",
            kind=ItemKind.DUE,
            title=f"Review of guidance: {words}",
            reason=reason,
            minutes=10,
            purpose=Purpose.DECISION,
            under=f"guidance:{one.ref}",
        )
    for said in challenges(reader, meeting.group_id, unanswered=True):
        if said.answer_by is None or said.answer_by > meeting.held_on:
            continue
        reason = f"No answer; asked for by {write_date(said.answer_by)}"
        words = f"{said.ref} to {said.to or 'the partnership'}: {said.text}"
        apart = said.restricted
        yield Proposal(
            id=f"challenge:{said.ref}",
            kind=ItemKind.DUE,
            title=said.ref if apart else words,
            reason=reason,
            minutes=5 if apart else 0,
            purpose=Purpose.ASSURANCE,
            restricted=apart,
            under=f"challenge:{said.ref}" if apart else "challenge",
            line="" if apart else words,
            mark="" if apart else said.ref,
        )
