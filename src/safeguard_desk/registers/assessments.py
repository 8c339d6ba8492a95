"""Self-assessments as a plain list: each agency's part in each round, and what came of it."""

from typing import Any

from sqlalchemy import and_, case, func, or_, select

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.models import (
    Agency,
    Assessment,
    AssessmentAnswer,
    AssessmentRound,
    Group,
    StandardSet,
)
from safeguard_desk.registers.declare import Act, Column, Filter, Register, Shown
from safeguard_desk.rules.self_assessment import MOST, POINTS
from safeguard_desk.rules.terms import GroupKind
from safeguard_desk.rules.terms_quality import Part, Score
from safeguard_desk.work import assessments as verbs

_A = AssessmentAnswer
_waited = and_(Assessment.returned_on.is_(None), Assessment.part.in_([Part.INVITED, Part.MISSING]))


def _share(score: Any) -> Any:
    """Return the points of what applies in per cent; none where nothing applies."""
    points = func.sum(case(*((score == one, number) for one, number in POINTS.items()), else_=0))
    applies = func.sum(case((score == Score.NOT_APPLICABLE, 0), else_=1))
    reached = select(func.round(100.0 * points / func.nullif(MOST * applies, 0)))
    own = reached.where(_A.assessment_id == Assessment.id)
    return own.correlate(Assessment.__table__).scalar_subquery()


def _decline(uow: UnitOfWork, assessment_id: str, words: str) -> None:
    verbs.decline(uow, assessment_id, words)


ASSESSMENTS = Register(
    code="assessments",
    kind="assessments",
    title="Self-assessments",
    one="self-assessment",
    source=Assessment.__table__.join(
        AssessmentRound.__table__, AssessmentRound.id == Assessment.round_id
    )
    .join(Agency.__table__, Agency.id == Assessment.agency_id)
    .join(Group.__table__, Group.id == AssessmentRound.group_id)
    .join(StandardSet.__table__, StandardSet.id == AssessmentRound.set_id),
    id=Assessment.id,
    ref=AssessmentRound.ref + " " + Agency.name,
    columns=(
        Column("round", "Round", AssessmentRound.ref, 11, Shown.REFERENCE, groups=True),
        Column("title", "Title", AssessmentRound.title, 26),
        Column("agency", "Agency", Agency.name, 34, grow=True),
        Column("part", "Part", Assessment.part, 12, Shown.TERM),
        Column("due_on", "Due", AssessmentRound.due_on, 12, Shown.DATE),
        Column("returned_on", "Returned", Assessment.returned_on, 12, Shown.DATE),
        Column("own", "Own score %", _share(_A.score), 11, Shown.NUMBER),
        Column(
            *("moderated", "After peers %", _share(func.coalesce(_A.moderated, _A.score)), 13),
            Shown.NUMBER,
        ),
        Column("reason", "Why declined", Assessment.reason, 24),
        Column("standards", "Standards", StandardSet.name, 16, hidden=True),
        Column("group", "Group", Group.code, 6, hidden=True),
    ),
    order=(AssessmentRound.opened_on.desc(), AssessmentRound.ref, Agency.name),
    shown_in=frozenset({GroupKind.QUALITY}),
    empty="No round of self-assessment yet. The command “safeguard-desk self-assessment” opens one"
    " from a table of standards.",
    filters=(
        Filter("open", "Awaited", lambda _: _waited),
        Filter("late", "Late", lambda today: and_(_waited, AssessmentRound.due_on < today)),
        Filter("declined", "Declined", lambda _: or_(Assessment.part == Part.DECLINED)),
    ),
    acts=(Act("decline", "Declines", _decline, asks="Why does it decline?", key="D"),),
    group=AssessmentRound.group_id,
    related=((Assessment.agency_id, Agency.name),),
    follows=frozenset({"assessment_rounds", "assessment_answers", "agencies"}),
)
