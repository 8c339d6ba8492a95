"""The programme of audits: planning one, why it was chosen, and its stages."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, select

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.errors import Refusal
from safeguard_desk.models import (
    Action,
    Audit,
    AuditAgency,
    AuditCase,
    AuditQuestion,
    AuditReason,
    AuditReturn,
    AuditStage,
    Finding,
    Group,
    Link,
    Recommendation,
)
from safeguard_desk.rules import audit_stages
from safeguard_desk.rules.audit_stages import STAGES, Held
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.terms import Side
from safeguard_desk.rules.terms_quality import AuditState, Why
from safeguard_desk.rules.working_days import financial_year
from safeguard_desk.work import linking
from safeguard_desk.work.editing import set_field
from safeguard_desk.work.references import next_reference

KIND = "audits"
"""The kind of record that findings and actions of an audit name as their source."""


def plan_audit(
    uow: UnitOfWork,
    group_id: str,
    title: str,
    *,
    side: Side = Side.BOTH,
    start: date | None = None,
    cases: int = 0,
    lead_id: str | None = None,
) -> Audit:
    """Put an audit on the programme of the year in which it starts, with the usual timetable."""
    begin = start or uow.today
    group = uow.get(Group, group_id)
    audit = uow.add(
        Audit(
            ref=next_reference(uow, f"{group.code}-A"),
            title=words_for(title, "An audit needs a theme", "Say what it looks at, as “Neglect”."),
            group_id=group_id,
            side=side,
            year=financial_year(begin),
            cases_wanted=cases,
            lead_id=lead_id,
        )
    )
    for stage, day in audit_stages.timetable(begin).items():
        reached = uow.today if stage is AuditState.PLANNED else None
        uow.add(AuditStage(audit_id=audit.id, stage=stage, planned_on=day, reached_on=reached))
    uow.flush()
    return audit


def words_for(words: str, what: str, todo: str) -> str:
    """Return words without blanks at their ends; refuse where there are none."""
    if not words.strip():
        raise Refusal(f"{what}.", "Nothing was changed.", todo)
    return words.strip()


def find(uow: UnitOfWork, ref: str) -> Audit:
    """Return an audit by its reference, in any case of letters; refuse one that is not there."""
    audit = uow.find(select(Audit).where(func.upper(Audit.ref) == ref.strip().upper()))
    if audit is None:
        raise Refusal(
            f"There is no audit with the reference “{ref.strip()}”.",
            "Nothing was changed.",
            "See: list audits. A reference reads like QA-A-0001.",
        )
    return audit


def open_audit(uow: UnitOfWork, audit_id: str) -> Audit:
    """Return an audit that may still be changed; refuses one that is closed or cancelled."""
    audit = uow.get(Audit, audit_id)
    if not audit.state.is_open:
        raise Refusal(
            f"{audit.ref} is {audit.state.label.lower()}, and stays as it is.",
            "Nothing was changed.",
            "Open it again first: take it back to an earlier stage.",
        )
    return audit


def edit(
    uow: UnitOfWork, audit_id: str, name: str, seen: Any, value: Any, reason: str = ""
) -> None:
    """Change a field of an audit; refuses an empty theme and a period that ends before it began."""
    audit = open_audit(uow, audit_id)
    if name == "title":
        words_for(value or "", "An audit needs a theme", "Say what it looks at.")
    set_field(uow, Audit, audit_id, name, seen, value)
    if audit.period_from and audit.period_to and audit.period_to < audit.period_from:
        raise Refusal(
            f"The period would end on {write_date(audit.period_to)}, before it begins.",
            "The period stays as it was.",
            "Give a day after its beginning.",
        )


def add_reason(
    uow: UnitOfWork,
    audit_id: str,
    why: Why,
    words: str = "",
    record: tuple[str, str] | None = None,
) -> AuditReason:
    """Say why the theme was chosen; `record` is the kind and id of what called for it.

    The record is linked to the audit, so that the thread goes on from it.
    """
    open_audit(uow, audit_id)
    link = linking.link(uow, record, (KIND, audit_id)) if record else None
    link_id = link.id if link else None
    for known in uow.all(select(AuditReason).where(AuditReason.audit_id == audit_id)):
        if (known.why, known.words, known.link_id) == (why, words.strip(), link_id):
            return known
    return uow.add(AuditReason(audit_id=audit_id, why=why, words=words.strip(), link_id=link_id))


def remove_reason(uow: UnitOfWork, reason_id: str) -> None:
    """Take a reason away, with the link that was made for it."""
    reason = uow.get(AuditReason, reason_id)
    open_audit(uow, reason.audit_id)
    link_id = reason.link_id
    uow.delete(reason)
    if link_id is not None:
        uow.flush()
        uow.delete(uow.get(Link, link_id))


def _stages(uow: UnitOfWork, audit_id: str) -> dict[AuditState, AuditStage]:
    found = uow.all(select(AuditStage).where(AuditStage.audit_id == audit_id))
    return {one.stage: one for one in found}


def plan_stage(uow: UnitOfWork, audit_id: str, stage: AuditState, day: date | None) -> None:
    """Set the day for which a stage is planned; refuses one before an earlier stage's."""
    open_audit(uow, audit_id)
    rows = _stages(uow, audit_id)
    place = STAGES.index(stage)
    for other, row in rows.items():
        if day is None or row.planned_on is None or other is stage:
            continue
        earlier = STAGES.index(other) < place
        if row.planned_on > day if earlier else row.planned_on < day:
            raise Refusal(
                f"“{stage.label}” on {write_date(day)} would be {'before' if earlier else 'after'}"
                f" “{other.label}” on {write_date(row.planned_on)}.",
                "The timetable stays as it was.",
                "Move that stage first, or shift the whole timetable.",
            )
    rows[stage].planned_on = day


def shift(uow: UnitOfWork, audit_id: str, days: int) -> None:
    """Move every planned stage that is not reached yet by some days; earlier if negative."""
    open_audit(uow, audit_id)
    for row in _stages(uow, audit_id).values():
        if row.reached_on is None and row.planned_on is not None:
            row.planned_on += timedelta(days=days)


def held(uow: UnitOfWork, audit_id: str) -> Held:
    """Return what an audit holds, as far as its stages ask for it."""
    uow.flush()
    audit = uow.get(Audit, audit_id)

    def number(kind: Any) -> int:
        counting = select(func.count()).select_from(kind).where(kind.audit_id == audit_id)
        return uow.session.scalar(counting) or 0

    findings = select(func.count()).select_from(Finding).where(*_from_audit(Finding, audit_id))
    awaited = [one for one in plan_of(uow, audit_id) if one.status.is_awaited]
    return Held(
        scope=bool(audit.scope.strip()),
        questions=number(AuditQuestion),
        cases=number(AuditCase),
        agencies=number(AuditAgency),
        returns=number(AuditReturn),
        findings=uow.session.scalar(findings) or 0,
        plan_agreed=audit.plan_agreed_on is not None,
        actions_awaited=len(awaited),
        verdict=audit.verdict is not None,
    )


def _from_audit(kind: Any, audit_id: str) -> tuple[Any, Any]:
    return kind.source_kind == KIND, kind.source_id == audit_id


def move_to(uow: UnitOfWork, audit_id: str, stage: AuditState, *, on: date | None = None) -> None:
    """Take an audit to a stage; refuses what it lacks for it. Back is open, also when closed.

    The stages between are reached on the same day, where they have no day yet.
    """
    audit = uow.get(Audit, audit_id)
    if audit.state.is_open:
        audit_stages.refuse_unready(audit.state, stage, held(uow, audit_id))
    audit.state, audit.state_reason = stage, ""
    for other, row in _stages(uow, audit_id).items():
        if not audit_stages.passed(other, stage):
            row.reached_on = None
        elif row.reached_on is None:
            row.reached_on = on or uow.today


def cancel(uow: UnitOfWork, audit_id: str, reason: str) -> None:
    """Take an audit off the programme; refuses without a reason."""
    audit = open_audit(uow, audit_id)
    audit.state_reason = words_for(
        *(reason, f"{audit.ref} is cancelled and no reason is given"),
        "Say why; the programme shows it.",
    )
    audit.state = AuditState.CANCELLED


def plan_of(uow: UnitOfWork, audit_id: str) -> list[Action]:
    """Return the actions of an audit's plan: raised on it, its findings or recommendations."""
    raised = [(KIND, [audit_id])]
    for kind in (Finding, Recommendation):
        found_ids = uow.session.scalars(select(kind.id).where(*_from_audit(kind, audit_id)))
        raised.append((kind.__tablename__, list(found_ids)))
    found: list[Action] = []
    for name, ids in raised:
        on = select(Action).where(Action.source_kind == name, Action.source_id.in_(ids))
        found += uow.all(on.order_by(Action.ref))
    return found


def plan_for(
    uow: UnitOfWork, group_id: str, title: str, why: Why, record: tuple[str, str], side: Side
) -> Audit:
    """Plan the audit that a record calls for, and say so on it."""
    audit = plan_audit(uow, group_id, title, side=side)
    add_reason(uow, audit.id, why, record=record)
    return audit
