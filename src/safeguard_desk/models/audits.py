"""Multi-agency audits: the programme, the tool, the cases, who takes part, and the grades.

What an audit finds, recommends and leads to is in the thread, as for every other source.
"""

from datetime import date

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from safeguard_desk.models.base import Record, Words, coded, refers
from safeguard_desk.rules.terms import Side
from safeguard_desk.rules.terms_quality import AuditState, Basis, Grade, Part, Practice, Why


class Audit(Record):
    """A multi-agency audit, from its place in the year's programme to the verdict on practice."""

    __tablename__ = "audits"
    searched = ("title", "ref", "scope", "summary")

    ref: Mapped[str] = mapped_column(unique=True)
    title: Mapped[Words]
    group_id: Mapped[str] = refers("groups")
    side: Mapped[Side] = coded(Side, default=Side.BOTH)
    year: Mapped[int]
    state: Mapped[AuditState] = coded(AuditState, default=AuditState.PLANNED)
    state_reason: Mapped[Words]
    scope: Mapped[Words]
    period_from: Mapped[date | None]
    period_to: Mapped[date | None]
    cases_wanted: Mapped[int] = mapped_column(default=0)
    lead_id: Mapped[str | None] = refers("people")
    tool_id: Mapped[str | None] = refers("audit_tools")
    """The version of the library's tool that its questions were copied from."""
    summary: Mapped[Words]
    plan_agreed_on: Mapped[date | None]
    """When the action plan was agreed: the six months of its actions run from here."""
    re_audit_of_id: Mapped[str | None] = refers("audits")
    same_cases: Mapped[bool] = mapped_column(default=False)
    """Of a re-audit: it looks at the same cases under the same codes, so they are compared."""
    re_audit_due_on: Mapped[date | None]
    verdict: Mapped[Practice | None] = coded(Practice)
    verdict_basis: Mapped[Basis | None] = coded(Basis)
    verdict_reasons: Mapped[Words]
    verdict_on: Mapped[date | None]


class AuditStage(Record):
    """A stage of an audit: when it is planned to be reached, and when it was."""

    __tablename__ = "audit_stages"
    __table_args__ = (UniqueConstraint("audit_id", "stage"),)

    audit_id: Mapped[str] = refers("audits")
    stage: Mapped[AuditState] = coded(AuditState)
    planned_on: Mapped[date | None]
    reached_on: Mapped[date | None]


class AuditReason(Record):
    """Why a theme was chosen, with the link to the record that called for it, if there is one."""

    __tablename__ = "audit_reasons"

    audit_id: Mapped[str] = refers("audits")
    why: Mapped[Why] = coded(Why)
    words: Mapped[Words]
    link_id: Mapped[str | None] = refers("links")


class AuditTool(Record):
    """A version of a tool of the library; one that an audit has used is never changed again."""

    __tablename__ = "audit_tools"
    __table_args__ = (UniqueConstraint("name", "number"),)
    searched = ("name", "purpose")

    name: Mapped[str]
    number: Mapped[int] = mapped_column(default=1)
    group_id: Mapped[str] = refers("groups")
    side: Mapped[Side] = coded(Side, default=Side.BOTH)
    purpose: Mapped[Words]
    made_on: Mapped[date]
    earlier_id: Mapped[str | None] = refers("audit_tools")


class ToolQuestion(Record):
    """A question of a tool, with the standard by which it is graded."""

    __tablename__ = "tool_questions"

    tool_id: Mapped[str] = refers("audit_tools")
    position: Mapped[int]
    text: Mapped[Words]
    standard: Mapped[Words]


class AuditQuestion(Record):
    """A question as this audit asks it: a copy, so that a later tool alters nothing."""

    __tablename__ = "audit_questions"
    searched = ("text",)

    audit_id: Mapped[str] = refers("audits")
    position: Mapped[int]
    text: Mapped[Words]
    standard: Mapped[Words]
    tool_question_id: Mapped[str | None] = refers("tool_questions")
    earlier_id: Mapped[str | None] = refers("audit_questions")
    """Of a re-audit: the question of the first audit that it is compared with."""


class AuditCase(Record):
    """A case that is audited, by its code number only."""

    __tablename__ = "audit_cases"
    __table_args__ = (UniqueConstraint("audit_id", "code"),)

    audit_id: Mapped[str] = refers("audits")
    position: Mapped[int]
    code: Mapped[str]
    note: Mapped[Words]


class AuditAgency(Record):
    """An agency that was invited to an audit, and whether it took part."""

    __tablename__ = "audit_agencies"
    __table_args__ = (UniqueConstraint("audit_id", "agency_id"),)

    audit_id: Mapped[str] = refers("audits")
    agency_id: Mapped[str] = refers("agencies")
    part: Mapped[Part] = coded(Part, default=Part.INVITED)
    reason: Mapped[Words]
    invited_on: Mapped[date | None]
    due_on: Mapped[date | None]
    returned_on: Mapped[date | None]


class AuditReturn(Record):
    """What one agency returned on one case; its grades hang on it."""

    __tablename__ = "audit_returns"
    __table_args__ = (UniqueConstraint("case_id", "agency_id"),)
    searched = ("comment", "evidence")

    audit_id: Mapped[str] = refers("audits")
    case_id: Mapped[str] = refers("audit_cases")
    agency_id: Mapped[str] = refers("agencies")
    not_known: Mapped[bool] = mapped_column(default=False)
    """The agency does not know the case: nothing more is expected."""
    comment: Mapped[Words]
    evidence: Mapped[Words]
    received_on: Mapped[date]


class AuditGrade(Record):
    """The grade an agency gave itself on a question of a case, and the moderated one beside it."""

    __tablename__ = "audit_grades"
    __table_args__ = (UniqueConstraint("return_id", "question_id"),)

    return_id: Mapped[str] = refers("audit_returns")
    question_id: Mapped[str] = refers("audit_questions")
    self_grade: Mapped[Grade] = coded(Grade)
    moderated: Mapped[Grade | None] = coded(Grade)
    moderated_on: Mapped[date | None]
    moderated_by: Mapped[Words]
    reason: Mapped[Words]
