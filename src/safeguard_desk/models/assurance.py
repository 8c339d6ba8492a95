"""What boards and groups challenge, and the procedures and guidance that practice follows."""

from datetime import date

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from safeguard_desk.models.base import Record, Words, coded, refers
from safeguard_desk.rules.terms import Side
from safeguard_desk.rules.terms_boards import ChallengeOutcome, GuidanceKind, GuidanceState


class Challenge(Record):
    """A challenge by a group or board to an agency or another group, with what came of it.

    source_kind and source_id name the record over which it was made: a minute, an inspection.
    """

    __tablename__ = "challenges"
    __table_args__ = (Index("ix_challenges_source", "source_kind", "source_id"),)
    searched = ("text", "ref", "response")

    ref: Mapped[str] = mapped_column(unique=True)
    text: Mapped[Words]
    group_id: Mapped[str] = refers("groups")
    """The group or board that challenges."""
    by_agency_id: Mapped[str | None] = refers("agencies")
    to_agency_id: Mapped[str | None] = refers("agencies")
    to_group_id: Mapped[str | None] = refers("groups")
    side: Mapped[Side] = coded(Side, default=Side.BOTH)
    made_on: Mapped[date]
    answer_by: Mapped[date | None]
    source_kind: Mapped[Words]
    source_id: Mapped[str | None]
    meeting_id: Mapped[str | None] = refers("meetings")
    response: Mapped[Words]
    responded_on: Mapped[date | None]
    chases: Mapped[int] = mapped_column(default=0)
    chased_on: Mapped[date | None]
    outcome: Mapped[ChallengeOutcome] = coded(ChallengeOutcome, default=ChallengeOutcome.OPEN)
    outcome_words: Mapped[Words]
    closed_on: Mapped[date | None]
    restricted: Mapped[bool] = mapped_column(default=False)


class Guidance(Record):
    """A London procedure that was adopted, or a local addition to them, with its owner group."""

    __tablename__ = "guidance"
    searched = ("title", "ref", "reason")

    ref: Mapped[str] = mapped_column(unique=True)
    title: Mapped[Words]
    group_id: Mapped[str] = refers("groups")
    kind: Mapped[GuidanceKind] = coded(GuidanceKind, default=GuidanceKind.LOCAL)
    side: Mapped[Side] = coded(Side, default=Side.BOTH)
    state: Mapped[GuidanceState] = coded(GuidanceState, default=GuidanceState.DRAFT)
    edition: Mapped[Words]
    begun_on: Mapped[date]
    found_at: Mapped[Words]
    """Where it is to be read: the chapter of the London procedures, or an address."""
    reason: Mapped[Words]
    """Why it was needed beside the London procedures."""
    consulted: Mapped[Words]
    """Who was asked, and what came of it."""
    consulted_on: Mapped[date | None]
    approved_on: Mapped[date | None]
    approved_by: Mapped[Words]
    review_on: Mapped[date | None]
    withdrawn_on: Mapped[date | None]
    withdrawn_reason: Mapped[Words]


class GuidanceEdition(Record):
    """An edition of guidance that was approved: by whom, and what it changed."""

    __tablename__ = "guidance_editions"
    __table_args__ = (UniqueConstraint("guidance_id", "edition"),)

    guidance_id: Mapped[str] = refers("guidance")
    edition: Mapped[str]
    approved_on: Mapped[date]
    approved_by: Mapped[Words]
    changes: Mapped[Words]
