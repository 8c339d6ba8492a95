"""Audits as a plain list, for the command line, the export and whoever looks one up.

In the window they are planned and carried out on a page of their own.
"""

from typing import Any

from sqlalchemy import and_, case, func, or_, select
from sqlalchemy.orm import aliased

from safeguard_desk.models import (
    Audit,
    AuditAgency,
    AuditCase,
    AuditReturn,
    AuditStage,
    Group,
    Person,
)
from safeguard_desk.registers.declare import Column, Filter, Place, Register, Shown
from safeguard_desk.rules.terms_quality import AuditState, Part

_FIRST = aliased(Audit)
_open = Audit.state.not_in([AuditState.CLOSED, AuditState.CANCELLED])


def _number(kind: Any, *conditions: Any) -> Any:
    counted = select(func.count()).select_from(kind.__table__)
    own = counted.where(kind.audit_id == Audit.id, *conditions)
    return own.correlate(Audit.__table__).scalar_subquery()


def _stage(stage: AuditState) -> Any:
    own = select(AuditStage.planned_on).where(
        AuditStage.audit_id == Audit.id, AuditStage.stage == stage
    )
    return own.correlate(Audit.__table__).scalar_subquery()


_expected = _number(AuditCase) * _number(
    AuditAgency, AuditAgency.part.in_([Part.INVITED, Part.TOOK_PART])
)

AUDITS = Register(
    code="audits",
    kind="audits",
    title="Audits",
    one="audit",
    source=Audit.__table__.join(Group.__table__, Group.id == Audit.group_id)
    .outerjoin(Person.__table__, Person.id == Audit.lead_id)
    .outerjoin(_FIRST, _FIRST.id == Audit.re_audit_of_id),
    id=Audit.id,
    ref=Audit.ref,
    columns=(
        Column("ref", "Ref", Audit.ref, 11, Shown.REFERENCE),
        Column("title", "Theme", Audit.title, 36, grow=True),
        Column("status", "Stage", Audit.state, 16, Shown.TERM),
        Column("side", "Side", Audit.side, 18, Shown.TERM),
        Column("year", "Year from", Audit.year, 9, Shown.NUMBER),
        Column("lead", "Lead", func.coalesce(Person.role, ""), 24),
        Column("cases", "Cases", _number(AuditCase), 7, Shown.NUMBER),
        Column("agencies", "Agencies", _number(AuditAgency), 9, Shown.NUMBER),
        Column("returns", "Returns", _number(AuditReturn), 9, Shown.NUMBER),
        Column("expected", "Expected", _expected, 9, Shown.NUMBER),
        Column("starts_on", "Starts", _stage(AuditState.PLANNED), 12, Shown.DATE),
        Column("report_on", "Findings", _stage(AuditState.FINDINGS), 12, Shown.DATE),
        Column("plan_agreed_on", "Plan agreed", Audit.plan_agreed_on, 12, Shown.DATE),
        Column("re_audit_of", "Repeats", func.coalesce(_FIRST.ref, ""), 11),
        Column("re_audit_due_on", "Re-audit due", Audit.re_audit_due_on, 12, Shown.DATE),
        Column("verdict", "Practice", Audit.verdict, 24, Shown.TERM),
        Column("group", "Group", Group.code, 6, hidden=True),
    ),
    order=(Audit.year.desc(), Audit.ref),
    shown_in=frozenset({Place.BOARDS}),
    empty="No audits yet. Plan the first on the page “Audits”.",
    filters=(
        Filter("open", "Open", lambda _: _open),
        Filter(
            "re_audit_due",
            "Re-audit due",
            lambda today: and_(Audit.re_audit_due_on <= today, Audit.verdict.is_(None)),
        ),
        Filter(
            "returns_missing",
            "Returns missing",
            lambda _: and_(
                or_(Audit.state == AuditState.CASES, Audit.state == AuditState.RETURNS),
                case((_number(AuditReturn) < _expected, 1), else_=0) == 1,
            ),
        ),
    ),
    group=Audit.group_id,
    related=((Audit.lead_id, Person.role),),
    open_filter="open",
    follows=frozenset({"audit_agencies", "audit_cases", "audit_returns", "audit_stages", "people"}),
)
