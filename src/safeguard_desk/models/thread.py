"""The golden thread: what was found, what follows from it, and what belongs together."""

from datetime import date

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from safeguard_desk.models.base import Record, Words, coded, refers
from safeguard_desk.rules.terms import Side
from safeguard_desk.rules.terms_thread import FindingKind, LinkKind, Response


class Finding(Record):
    """What an audit, a review, an inspection or a signal showed of practice.

    source_kind and source_id name the record that it comes from, whichever kind that is.
    """

    __tablename__ = "findings"
    __table_args__ = (Index("ix_findings_source", "source_kind", "source_id"),)
    searched = ("text", "ref", "evidence")

    ref: Mapped[str] = mapped_column(unique=True)
    text: Mapped[Words]
    kind: Mapped[FindingKind] = coded(FindingKind, default=FindingKind.IMPROVEMENT)
    group_id: Mapped[str] = refers("groups")
    side: Mapped[Side] = coded(Side, default=Side.BOTH)
    source_kind: Mapped[Words]
    source_id: Mapped[str | None]
    found_on: Mapped[date]
    evidence: Mapped[Words]
    no_recommendation: Mapped[Words]
    """Why nothing is recommended on it, where that was decided."""
    restricted: Mapped[bool] = mapped_column(default=False)


class FindingAgency(Record):
    """An agency that a finding concerns."""

    __tablename__ = "finding_agencies"

    finding_id: Mapped[str] = refers("findings")
    agency_id: Mapped[str] = refers("agencies")


class Recommendation(Record):
    """What is recommended, to an agency or to the partnership, and what it answered."""

    __tablename__ = "recommendations"
    __table_args__ = (Index("ix_recommendations_source", "source_kind", "source_id"),)
    searched = ("text", "ref")

    ref: Mapped[str] = mapped_column(unique=True)
    text: Mapped[Words]
    finding_id: Mapped[str | None] = refers("findings")
    group_id: Mapped[str] = refers("groups")
    side: Mapped[Side] = coded(Side, default=Side.BOTH)
    source_kind: Mapped[Words]
    source_id: Mapped[str | None]
    agency_id: Mapped[str | None] = refers("agencies")
    owner_id: Mapped[str | None] = refers("people")
    made_on: Mapped[date]
    response: Mapped[Response] = coded(Response, default=Response.AWAITED)
    response_reason: Mapped[Words]
    public_words: Mapped[Words]
    """The anonymous wording that was agreed for papers of other groups, where it is restricted."""
    responded_on: Mapped[date | None]
    restricted: Mapped[bool] = mapped_column(default=False)


class LearningPoint(Record):
    """What is to be learned, and which of its three audiences have heard it."""

    __tablename__ = "learning_points"
    __table_args__ = (Index("ix_learning_points_source", "source_kind", "source_id"),)
    searched = ("text", "ref")

    ref: Mapped[str] = mapped_column(unique=True)
    text: Mapped[Words]
    finding_id: Mapped[str | None] = refers("findings")
    group_id: Mapped[str] = refers("groups")
    side: Mapped[Side] = coded(Side, default=Side.BOTH)
    source_kind: Mapped[Words]
    source_id: Mapped[str | None]
    noted_on: Mapped[date]
    individuals_on: Mapped[date | None]
    teams_on: Mapped[date | None]
    organisations_on: Mapped[date | None]
    public_words: Mapped[Words]
    """The anonymous wording that was agreed for other groups, where it is restricted."""
    not_carried: Mapped[Words]
    """Why no course or briefing carries it, where that was decided."""
    restricted: Mapped[bool] = mapped_column(default=False)


class Link(Record):
    """A step of a thread that the records do not tell by themselves: one, and what followed."""

    __tablename__ = "links"
    __table_args__ = (
        Index("ix_links_from", "from_kind", "from_id"),
        Index("ix_links_to", "to_kind", "to_id"),
    )

    kind: Mapped[LinkKind] = coded(LinkKind, default=LinkKind.LED_TO)
    from_kind: Mapped[str]
    from_id: Mapped[str]
    to_kind: Mapped[str]
    to_id: Mapped[str]
    on: Mapped[date]
    words: Mapped[Words]
