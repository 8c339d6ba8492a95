"""Findings of an audit: taken down with the figures they rest on."""

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.models import Finding
from safeguard_desk.rules.terms_thread import FindingKind
from safeguard_desk.views import audit_grades
from safeguard_desk.work import linking
from safeguard_desk.work.audits import KIND, open_audit
from safeguard_desk.work.linking import recommend, recommend_nothing, respond

__all__ = ["add", "recommend", "recommend_nothing", "respond"]


def add(
    uow: UnitOfWork,
    audit_id: str,
    text: str,
    *,
    kind: FindingKind = FindingKind.IMPROVEMENT,
    question_id: str | None = None,
    agencies: tuple[str, ...] = (),
    evidence: str = "",
) -> Finding:
    """Take down what an audit shows; with a question, its figures are the evidence."""
    audit = open_audit(uow, audit_id)
    told = evidence.strip()
    if question_id is not None:
        uow.flush()
        held = audit_grades.grades(uow.reader, audit_id)
        tally = next(one for one in held.tallies if one.question.id == question_id)
        figures = f"{tally.question.heading}: good or better in {tally.share.words}"
        told = f"{figures}. {told}" if told else figures
    return linking.add_finding(
        *(uow, audit.group_id, text),
        kind=kind,
        source=(KIND, audit_id),
        side=audit.side,
        agencies=agencies,
        evidence=told,
    )
