"""Self-assessment rounds: standards in versions, what agencies say, and what others say."""

from datetime import date

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from safeguard_desk.models.base import Record, Words, coded, refers
from safeguard_desk.rules.terms import Side
from safeguard_desk.rules.terms_quality import Part, Score


class StandardSet(Record):
    """A version of a set of standards; one that a round has used is never changed again."""

    __tablename__ = "standard_sets"
    __table_args__ = (UniqueConstraint("name", "number"),)
    searched = ("name",)

    name: Mapped[str]
    number: Mapped[int] = mapped_column(default=1)
    group_id: Mapped[str] = refers("groups")
    side: Mapped[Side] = coded(Side, default=Side.BOTH)
    made_on: Mapped[date]
    earlier_id: Mapped[str | None] = refers("standard_sets")


class Standard(Record):
    """A standard that agencies hold themselves against, with its number in the set."""

    __tablename__ = "standards"
    __table_args__ = (UniqueConstraint("set_id", "code"),)
    searched = ("text",)

    set_id: Mapped[str] = refers("standard_sets")
    position: Mapped[int]
    code: Mapped[str]
    text: Mapped[Words]
    expected: Mapped[Words]


class StandardMap(Record):
    """A standard of an earlier version that a standard carries on; it may be joined or split."""

    __tablename__ = "standard_maps"
    __table_args__ = (UniqueConstraint("standard_id", "earlier_id"),)

    standard_id: Mapped[str] = refers("standards")
    earlier_id: Mapped[str] = refers("standards")


class StandardQuestion(Record):
    """A question of an audit that shows whether a standard is met in practice."""

    __tablename__ = "standard_questions"
    __table_args__ = (UniqueConstraint("standard_id", "question_id"),)

    standard_id: Mapped[str] = refers("standards")
    question_id: Mapped[str] = refers("audit_questions")


class AssessmentRound(Record):
    """A round in which agencies assess themselves against a version of standards."""

    __tablename__ = "assessment_rounds"
    searched = ("title", "ref")

    ref: Mapped[str] = mapped_column(unique=True)
    title: Mapped[Words]
    group_id: Mapped[str] = refers("groups")
    set_id: Mapped[str] = refers("standard_sets")
    side: Mapped[Side] = coded(Side, default=Side.BOTH)
    year: Mapped[int]
    opened_on: Mapped[date]
    due_on: Mapped[date]
    closed_on: Mapped[date | None]


class Assessment(Record):
    """An agency's part in a round: whether it took part, and when its form came back."""

    __tablename__ = "assessments"
    __table_args__ = (UniqueConstraint("round_id", "agency_id"),)

    round_id: Mapped[str] = refers("assessment_rounds")
    agency_id: Mapped[str] = refers("agencies")
    part: Mapped[Part] = coded(Part, default=Part.INVITED)
    reason: Mapped[Words]
    invited_on: Mapped[date | None]
    returned_on: Mapped[date | None]
    peer_id: Mapped[str | None] = refers("agencies")
    """The agency whose people moderate it."""


class AssessmentAnswer(Record):
    """What an agency says of itself on a standard, and the peers' score beside it."""

    __tablename__ = "assessment_answers"
    __table_args__ = (UniqueConstraint("assessment_id", "standard_id"),)
    searched = ("evidence", "planned")

    assessment_id: Mapped[str] = refers("assessments")
    standard_id: Mapped[str] = refers("standards")
    score: Mapped[Score] = coded(Score)
    evidence: Mapped[Words]
    planned: Mapped[Words]
    moderated: Mapped[Score | None] = coded(Score)
    moderated_by: Mapped[Words]
    moderated_on: Mapped[date | None]
    reason: Mapped[Words]


class StaffSurvey(Record):
    """What an agency's staff said on a standard: how many answered, and how many agreed."""

    __tablename__ = "staff_surveys"
    __table_args__ = (UniqueConstraint("round_id", "agency_id", "standard_id"),)

    round_id: Mapped[str] = refers("assessment_rounds")
    agency_id: Mapped[str] = refers("agencies")
    standard_id: Mapped[str] = refers("standards")
    answered: Mapped[int]
    agreed: Mapped[int]
