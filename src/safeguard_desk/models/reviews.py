"""Case review: referrals and reviews as one record, with their clocks, stages and criteria.

Code names only. What a review finds, recommends and leads to is in the thread.
"""

from datetime import date

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from safeguard_desk.models.base import Record, Words, coded, refers
from safeguard_desk.rules.terms import Side
from safeguard_desk.rules.terms_review import (
    Abuse,
    Answer,
    Harm,
    ImpactSeen,
    Publication,
    ReviewKind,
    ReviewState,
    Supports,
)


class Review(Record):
    """A case from its referral to the check of impact, known by its code name (CR-2026-04)."""

    __tablename__ = "reviews"
    searched = ("ref", "title", "happened", "analysis")

    ref: Mapped[str] = mapped_column(unique=True)
    title: Mapped[Words]
    group_id: Mapped[str] = refers("groups")
    board_id: Mapped[str | None] = refers("boards")
    side: Mapped[Side] = coded(Side)
    kind: Mapped[ReviewKind] = coded(ReviewKind)
    state: Mapped[ReviewState] = coded(ReviewState, default=ReviewState.REFERRED)
    state_reason: Mapped[Words]
    referred_on: Mapped[date]
    referred_by: Mapped[Words]
    agency_id: Mapped[str | None] = refers("agencies")
    happened: Mapped[Words]
    happened_on: Mapped[date | None]
    harm: Mapped[Harm] = coded(Harm, default=Harm.UNKNOWN)
    abuse: Mapped[Abuse] = coded(Abuse, default=Abuse.UNKNOWN)
    aware_on: Mapped[date | None]
    notified_on: Mapped[date | None]
    decided_on: Mapped[date | None]
    decided_by: Mapped[Words]
    decision_reasons: Mapped[Words]
    initiated_on: Mapped[date | None]
    purpose: Mapped[Words]
    """Of the terms of reference: what the review is for."""
    questions: Mapped[Words]
    immediate_action: Mapped[Words]
    """What was done at once to keep children or adults safe."""
    lived_experience: Mapped[Words]
    """What daily life was like for the child or the adult, and what they said themselves."""
    national_issues: Mapped[Words]
    """What is of importance beyond the area, for the national Panel or others."""
    period_from: Mapped[date | None]
    period_to: Mapped[date | None]
    traits: Mapped[Words]
    """What was said of the case when its tool was chosen: codes, with blanks between."""
    tool_id: Mapped[str | None] = refers("review_tools")
    tool_reasons: Mapped[Words]
    cost_planned: Mapped[int] = mapped_column(default=0)
    cost_actual: Mapped[int] = mapped_column(default=0)
    analysis: Mapped[Words]
    public_words: Mapped[Words]
    """The anonymous wording that was agreed for papers of other groups."""
    publication: Mapped[Publication] = coded(Publication, default=Publication.OPEN)
    publication_reason: Mapped[Words]
    published_on: Mapped[date | None]
    published_until: Mapped[date | None]
    published_where: Mapped[Words]
    plan_agreed_on: Mapped[date | None]
    impact: Mapped[Words]
    impact_on: Mapped[date | None]
    impact_seen: Mapped[ImpactSeen | None] = coded(ImpactSeen)
    """What the last check of the whole review saw; None until one was made."""
    answer: Mapped[Words]
    """Of a near miss or good practice: what those who sent it were told came of it."""
    answered_on: Mapped[date | None]
    restricted: Mapped[bool] = mapped_column(default=True)


class ReviewCriterion(Record):
    """A criterion of the decision: its answer, when it was given and why."""

    __tablename__ = "review_criteria"
    __table_args__ = (UniqueConstraint("review_id", "code"),)

    review_id: Mapped[str] = refers("reviews")
    code: Mapped[str]
    answer: Mapped[Answer] = coded(Answer)
    reasons: Mapped[Words]
    answered_on: Mapped[date]


class ReviewAgency(Record):
    """An agency involved in a case: its view on a review, and its summary."""

    __tablename__ = "review_agencies"
    __table_args__ = (UniqueConstraint("review_id", "agency_id"),)

    review_id: Mapped[str] = refers("reviews")
    agency_id: Mapped[str] = refers("agencies")
    supports: Mapped[Supports | None] = coded(Supports)
    view: Mapped[Words]
    viewed_on: Mapped[date | None]
    asked_on: Mapped[date | None]
    due_on: Mapped[date | None]
    received_on: Mapped[date | None]
    chased_on: Mapped[date | None]
    chases: Mapped[int] = mapped_column(default=0)
    """How often its summary was asked for again."""


class ReviewClock(Record):
    """A clock that was started: the rule it started by stays with it when guidance changes."""

    __tablename__ = "review_clocks"

    review_id: Mapped[str] = refers("reviews")
    kind: Mapped[str]
    starts_on: Mapped[date]
    due_on: Mapped[date]
    source: Mapped[Words]
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    met_on: Mapped[date | None]
    stopped: Mapped[Words]
    stopped_on: Mapped[date | None]
    extended: Mapped[Words]
    extended_to: Mapped[date | None]


class ReviewStage(Record):
    """A stage of a review: planned and reached, with the days of work it takes."""

    __tablename__ = "review_stages"

    review_id: Mapped[str] = refers("reviews")
    position: Mapped[int]
    name: Mapped[Words]
    planned_on: Mapped[date | None]
    reached_on: Mapped[date | None]
    days_planned: Mapped[int] = mapped_column(default=0)
    days_actual: Mapped[int] = mapped_column(default=0)
