"""What an audit leads to: its action plan, the verdict on practice, and the re-audit."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import select

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.errors import Refusal
from safeguard_desk.models import (
    Action,
    Audit,
    AuditAgency,
    AuditCase,
    AuditQuestion,
    AuditReason,
    Link,
)
from safeguard_desk.rules import audit_stages
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.rating import beyond_six_months, six_month_limit
from safeguard_desk.rules.terms import ActionStatus
from safeguard_desk.rules.terms_quality import Basis, Practice, Why
from safeguard_desk.rules.terms_thread import LinkKind
from safeguard_desk.work import linking
from safeguard_desk.work.actions import NewAction, update
from safeguard_desk.work.audits import KIND, open_audit, plan_audit, plan_of, words_for


def raise_action(
    uow: UnitOfWork, audit_id: str, source: tuple[str, str], new: NewAction, reason: str = ""
) -> Action:
    """Raise an action of the plan on a finding or recommendation of the audit.

    Once the plan is agreed the action's six months run from that day; without a due date it is
    due when they end. Refuses a later due date without a reason (DOMAIN 3, six-month rule).
    """
    audit = uow.get(Audit, audit_id)
    agreed = audit.plan_agreed_on
    if beyond_six_months(agreed, new.due_on) and agreed and not reason.strip():
        raise Refusal(
            f"The six months of this plan end on {write_date(six_month_limit(agreed))}.",
            "The action was not added.",
            "Give an earlier due date, or say why it takes longer.",
        )
    action = linking.raise_action_on(uow, source, new, group_id=audit.group_id)
    action.side = audit.side
    _start_clock(action, agreed)
    if reason.strip():
        update(uow, action.id, f"Beyond six months: {reason.strip()}")
    return action


def _start_clock(action: Action, agreed: date | None) -> None:
    action.plan_agreed_on = agreed
    if agreed is not None and action.due_on is None and action.status is not ActionStatus.CANCELLED:
        action.due_on, action.due_words = six_month_limit(agreed), ""


def agree_plan(uow: UnitOfWork, audit_id: str, on: date | None = None) -> int:
    """Agree the action plan: the six months of all its actions run from this day.

    Returns how many actions it has; refuses a plan without any. Practice is to be looked at again
    a year on, unless a day is set already.
    """
    audit = open_audit(uow, audit_id)
    day = on or uow.today
    if day > uow.today:
        raise Refusal(
            f"{write_date(day)} is still to come.",
            "The plan is not agreed yet.",
            "Give the day on which the group agreed it.",
        )
    actions = plan_of(uow, audit_id)
    if not actions:
        raise Refusal(
            f"{audit.ref} has no action yet.",
            "The plan is not agreed.",
            "Raise an action on a finding or a recommendation first.",
        )
    audit.plan_agreed_on = day
    if audit.re_audit_due_on is None:
        audit.re_audit_due_on = audit_stages.usual_re_audit(day)
    for action in actions:
        _start_clock(action, day)
    return len(actions)


def give_verdict(
    uow: UnitOfWork,
    audit_id: str,
    verdict: Practice,
    basis: Basis,
    reasons: str,
    *,
    on: date | None = None,
) -> None:
    """Take down whether practice has changed; refuses a verdict without reasons."""
    audit = open_audit(uow, audit_id)
    audit.verdict_reasons = words_for(
        *(reasons, "A verdict on practice needs its reasons"),
        "Say what the re-audit or the indicator shows.",
    )
    audit.verdict, audit.verdict_basis, audit.verdict_on = verdict, basis, on or uow.today


def measure_by(uow: UnitOfWork, audit_id: str, indicator_id: str) -> Link:
    """Choose an indicator as evidence of impact."""
    return linking.link(uow, (KIND, audit_id), ("indicators", indicator_id), LinkKind.MEASURED_BY)


def plan_re_audit(
    uow: UnitOfWork,
    audit_id: str,
    *,
    start: date | None = None,
    same_cases: bool = False,
    titles: Mapping[str, str] | None = None,
) -> Audit:
    """Plan the re-audit of an audit whose plan was agreed: same questions, agencies and side.

    Questions are paired with those of the first audit. titles: other words for some of them, by
    the first question's id. same_cases: the same cases under the same codes are looked at again.
    """
    first = uow.get(Audit, audit_id)
    if first.plan_agreed_on is None:
        raise Refusal(
            f"{first.ref} has no agreed action plan yet.",
            "No re-audit was planned.",
            "Agree its plan first: a re-audit looks at what the plan has changed.",
        )
    again = plan_audit(
        *(uow, first.group_id, f"Re-audit: {first.title}"),
        side=first.side,
        start=start or max(first.re_audit_due_on or uow.today, uow.today),
        cases=first.cases_wanted,
        lead_id=first.lead_id,
    )
    again.re_audit_of_id, again.scope, again.same_cases = first.id, first.scope, same_cases
    again.tool_id = first.tool_id
    _copy_questions(uow, first.id, again.id, titles or {})
    for row in uow.all(select(AuditAgency).where(AuditAgency.audit_id == first.id)):
        uow.add(AuditAgency(audit_id=again.id, agency_id=row.agency_id))
    if same_cases:
        for case in uow.all(select(AuditCase).where(AuditCase.audit_id == first.id)):
            uow.add(AuditCase(audit_id=again.id, position=case.position, code=case.code))
    uow.flush()
    link = linking.link(uow, (KIND, first.id), (KIND, again.id), LinkKind.CHECKED_BY)
    uow.add(AuditReason(audit_id=again.id, why=Why.RE_AUDIT, words="", link_id=link.id))
    return again


def _copy_questions(uow: UnitOfWork, first: str, again: str, titles: Mapping[str, str]) -> None:
    asked = select(AuditQuestion).where(AuditQuestion.audit_id == first)
    for question in uow.all(asked.order_by(AuditQuestion.position)):
        uow.add(
            AuditQuestion(
                audit_id=again,
                position=question.position,
                text=titles.get(question.id, question.text),
                standard=question.standard,
                tool_question_id=question.tool_question_id,
                earlier_id=question.id,
            )
        )
