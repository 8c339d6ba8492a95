"""Actions, what was said about them, and every move of their due date."""

from datetime import date

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from safeguard_desk.models.base import Record, Words, coded, refers
from safeguard_desk.rules.terms import ActionSource, ActionStatus, EvidenceKind, Rating, Side


class Action(Record):
    """Something somebody has undertaken to do. Its reference is never used again.

    owner_words is who owns it as papers show it (also when nobody of the directory was meant);
    due_words keeps a due date as it was said. `slips` counts the times the due date moved later.
    """

    __tablename__ = "actions"
    __table_args__ = (
        Index("ix_actions_group_id_due_on", "group_id", "due_on"),
        Index("ix_actions_status_due_on", "status", "due_on", "group_id"),
        Index("ix_actions_source", "source_kind", "source_id"),
    )
    searched = ("title", "ref", "owner_words", "evidence", "impact_evidence")

    ref: Mapped[str] = mapped_column(unique=True)
    title: Mapped[Words]
    group_id: Mapped[str] = refers("groups", index=False)
    side: Mapped[Side] = coded(Side, default=Side.BOTH)
    owner_id: Mapped[str | None] = refers("people")
    owner_words: Mapped[Words]
    agency_id: Mapped[str | None] = refers("agencies")
    raised_on: Mapped[date]
    source: Mapped[ActionSource] = coded(ActionSource, default=ActionSource.MEETING)
    meeting_id: Mapped[str | None] = refers("meetings")
    item_id: Mapped[str | None] = refers("agenda_items")
    raised_at: Mapped[Words]
    due_on: Mapped[date | None] = mapped_column(index=True)
    due_words: Mapped[Words]
    status: Mapped[ActionStatus] = coded(ActionStatus, default=ActionStatus.OPEN)
    status_reason: Mapped[Words]
    slips: Mapped[int] = mapped_column(default=0)
    rating_override: Mapped[Rating | None] = coded(Rating)
    rating_reason: Mapped[Words]
    completed_on: Mapped[date | None]
    evidence: Mapped[Words]
    impact_evidence: Mapped[Words]
    closed_on: Mapped[date | None]
    closed_at_id: Mapped[str | None] = refers("meetings")
    plan_agreed_on: Mapped[date | None]
    restricted: Mapped[bool] = mapped_column(default=False)
    source_kind: Mapped[Words]
    source_id: Mapped[str | None]
    """The record it was raised on where that is no minute: a finding, a recommendation, a risk."""
    source_ref: Mapped[Words]
    """What it was called where it came from, as "14" in somebody else's tracker."""
    completed_by: Mapped[Words]
    impact_on: Mapped[date | None]
    impact_by: Mapped[Words]
    """Who judged that it made a difference, and when: another than who said that it is done."""


class ActionOwner(Record):
    """One who owns an action together with its lead owner."""

    __tablename__ = "action_owners"

    action_id: Mapped[str] = refers("actions")
    person_id: Mapped[str] = refers("people")


class ActionUpdate(Record):
    """A dated word on an action's progress."""

    __tablename__ = "action_updates"
    searched = ("text",)

    action_id: Mapped[str] = refers("actions")
    on: Mapped[date]
    text: Mapped[Words]
    by_words: Mapped[Words]
    meeting_id: Mapped[str | None] = refers("meetings")


class DueDateChange(Record):
    """A move of an action's due date, with the reason given."""

    __tablename__ = "due_date_changes"

    action_id: Mapped[str] = refers("actions")
    on: Mapped[date]
    before_on: Mapped[date | None]
    after_on: Mapped[date | None]
    reason: Mapped[Words]


class ActionEvidence(Record):
    """A revision of the proof held for an action: words, and a file where there is one.

    A revision is added and never changed, so that what was held on a day can be shown.
    """

    __tablename__ = "action_evidence"
    searched = ("words", "filename")

    action_id: Mapped[str] = refers("actions")
    kind: Mapped[EvidenceKind] = coded(EvidenceKind, default=EvidenceKind.DONE)
    number: Mapped[int]
    on: Mapped[date]
    by_words: Mapped[Words]
    words: Mapped[Words]
    filename: Mapped[Words]
    media_type: Mapped[Words]
    sha256: Mapped[Words]
    size: Mapped[int] = mapped_column(default=0)
