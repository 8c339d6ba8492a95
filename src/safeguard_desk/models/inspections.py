"""Inspections, single agency audits and reviews: what they say, and what the group makes of it."""

from datetime import date

from sqlalchemy.orm import Mapped, mapped_column

from safeguard_desk.models.base import Record, Words, coded, refers
from safeguard_desk.rules.terms import Side
from safeguard_desk.rules.terms_quality import Decided, Inspectorate, Turn


class Inspection(Record):
    """An inspection, audit report or review of one agency, received by the group."""

    __tablename__ = "inspections"
    searched = ("title", "ref", "judgement", "issues", "analysis")

    ref: Mapped[str] = mapped_column(unique=True)
    title: Mapped[Words]
    group_id: Mapped[str] = refers("groups")
    body: Mapped[Inspectorate] = coded(Inspectorate, default=Inspectorate.OTHER)
    agency_id: Mapped[str | None] = refers("agencies")
    side: Mapped[Side] = coded(Side, default=Side.BOTH)
    published_on: Mapped[date]
    judgement: Mapped[Words]
    """In the words of the body's own scale."""
    issues: Mapped[Words]
    analysis: Mapped[Words]
    presented_at_id: Mapped[str | None] = refers("meetings")
    decided: Mapped[Decided] = coded(Decided, default=Decided.AWAITED)
    decided_reason: Mapped[Words]
    decided_on: Mapped[date | None]
    next_on: Mapped[date | None]
    """When the group hears of it again."""
    matter_id: Mapped[str | None] = refers("matters")
    """The board's matter, where it was escalated."""
    restricted: Mapped[bool] = mapped_column(default=False)


class InspectionWord(Record):
    """A word in the challenge of an agency over an inspection, or its answer."""

    __tablename__ = "inspection_words"
    searched = ("text",)

    inspection_id: Mapped[str] = refers("inspections")
    turn: Mapped[Turn] = coded(Turn)
    on: Mapped[date]
    by_words: Mapped[Words]
    text: Mapped[Words]
