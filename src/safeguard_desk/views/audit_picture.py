"""One audit as its workspace and its report show it: grades, findings, plan and impact."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, or_, select

from safeguard_desk.desk.reading import Reader
from safeguard_desk.models import (
    Action,
    Agency,
    Finding,
    FindingAgency,
    Group,
    Indicator,
    Link,
    Recommendation,
)
from safeguard_desk.rules.audit_stages import Held
from safeguard_desk.rules.rating import beyond_six_months, brag, six_month_limit
from safeguard_desk.rules.terms import ActionStatus, GroupKind, Rating
from safeguard_desk.rules.terms_thread import FindingKind, LinkKind, Response
from safeguard_desk.views import audit_grades, audits, scorecard
from safeguard_desk.views.audit_grades import Comparison, Grades
from safeguard_desk.views.audits import AuditHead


@dataclass(frozen=True)
class RecommendationView:
    """A recommendation of an audit, and what it was answered."""

    id: str
    ref: str
    text: str
    to: str
    response: Response
    restricted: bool


@dataclass(frozen=True)
class FindingView:
    """A finding of an audit with the agencies it concerns and what is recommended on it."""

    id: str
    ref: str
    kind: FindingKind
    text: str
    evidence: str
    no_recommendation: str
    restricted: bool
    agencies: tuple[str, ...]
    recommendations: tuple[RecommendationView, ...]


@dataclass(frozen=True)
class PlanView:
    """An action of an audit's plan."""

    id: str
    ref: str
    title: str
    on: str
    """The finding or recommendation that it was raised on."""
    owner: str
    due_on: date | None
    status: ActionStatus
    rating: Rating | None
    plan_agreed_on: date | None
    completed_on: date | None
    evidence: str
    impact: str
    restricted: bool

    @property
    def beyond(self) -> bool:
        """True where it is due after the six months of its plan."""
        return beyond_six_months(self.plan_agreed_on, self.due_on)


@dataclass(frozen=True)
class MeasureView:
    """An indicator chosen as evidence, with its figures of the last three years."""

    id: str
    """The link's: what is taken away when it is evidence no longer."""
    indicator_id: str
    name: str
    sign: str
    """What follows a figure: "%"."""
    points: tuple[tuple[str, date, float], ...]
    """Period, its first day and the figure, in order; periods without a figure are left out."""
    target: float | None

    def side_of(self, plan: date | None) -> tuple[list[float], list[float]]:
        """Return the figures of periods that began before a plan, and of those since."""
        before = [value for _, day, value in self.points if plan is None or day < plan]
        return before, [value for _, _, value in self.points[len(before) :]]


@dataclass(frozen=True)
class Picture:
    """An audit with all that belongs to it, on a day."""

    today: date
    grades: Grades
    findings: tuple[FindingView, ...]
    plan: tuple[PlanView, ...]
    measures: tuple[MeasureView, ...]
    comparison: Comparison | None
    again: tuple[AuditHead, ...]
    """The audits that repeat it."""

    @property
    def head(self) -> AuditHead:
        """The audit by itself."""
        return self.grades.audit.head

    @property
    def limit(self) -> date | None:
        """The day on which the six months of its plan end."""
        agreed = self.head.plan_agreed_on
        return six_month_limit(agreed) if agreed else None

    @property
    def held(self) -> Held:
        """What its stages ask for, as far as it is there."""
        view = self.grades.audit
        return Held(
            scope=bool(view.head.scope.strip()),
            questions=len(view.questions),
            cases=len(view.cases),
            agencies=len(view.agencies),
            returns=len(self.grades.returns),
            findings=len(self.findings),
            plan_agreed=view.head.plan_agreed_on is not None,
            actions_awaited=sum(one.status.is_awaited for one in self.plan),
            verdict=view.head.verdict is not None,
        )

    def without_restricted(self) -> "Picture":
        """Return it without what is for named people only."""
        open_findings = tuple(
            FindingView(
                *(one.id, one.ref, one.kind, one.text, one.evidence, one.no_recommendation),
                *(one.restricted, one.agencies),
                tuple(made for made in one.recommendations if not made.restricted),
            )
            for one in self.findings
            if not one.restricted
        )
        plan = tuple(one for one in self.plan if not one.restricted)
        return Picture(
            *(self.today, self.grades, open_findings, plan, self.measures),
            *(self.comparison, self.again),
        )


def picture(reader: Reader, audit_id: str) -> Picture:
    """Return an audit with all that belongs to it; refuse one that is no longer there."""
    held = audit_grades.grades(reader, audit_id)
    found = _findings(reader, audit_id)
    return Picture(
        *(reader.today, held, found),
        _plan(reader, audit_id, found),
        _measures(reader, audit_id),
        audit_grades.comparison(reader, audit_id),
        tuple(audits.re_audits(reader, audit_id)),
    )


def _findings(reader: Reader, audit_id: str) -> tuple[FindingView, ...]:
    f, r = Finding, Recommendation
    concerned: dict[str, list[str]] = defaultdict(list)
    linked = (
        select(FindingAgency.finding_id, Agency.name)
        .join(Agency, Agency.id == FindingAgency.agency_id)
        .join(f, f.id == FindingAgency.finding_id)
        .where(f.source_kind == "audits", f.source_id == audit_id)
        .order_by(Agency.name)
    )
    for finding_id, name in reader.rows(linked):
        concerned[finding_id].append(name)
    made: dict[str, list[RecommendationView]] = defaultdict(list)
    recommended = (
        select(r.finding_id, r.id, r.ref, r.text)
        .add_columns(func.coalesce(Agency.name, "The partnership"), r.response, r.restricted)
        .outerjoin(Agency, Agency.id == r.agency_id)
        .where(r.source_kind == "audits", r.source_id == audit_id)
        .order_by(r.ref)
    )
    for finding_id, *row in reader.rows(recommended):
        made[finding_id or ""].append(RecommendationView(*row))
    statement = (
        select(f.id, f.ref, f.kind, f.text, f.evidence, f.no_recommendation, f.restricted)
        .where(f.source_kind == "audits", f.source_id == audit_id)
        .order_by(f.ref)
    )
    return tuple(
        FindingView(*row, tuple(concerned[row[0]]), tuple(made[row[0]]))
        for row in reader.rows(statement)
    )


def _plan(reader: Reader, audit_id: str, found: tuple[FindingView, ...]) -> tuple[PlanView, ...]:
    on = {one.id: one.ref for one in found}
    on |= {made.id: made.ref for one in found for made in one.recommendations}
    a = Action
    statement = (
        select(a.id, a.ref, a.title, a.source_id, a.owner_words, a.due_on, a.status, a.slips)
        .add_columns(a.rating_override, a.plan_agreed_on, a.completed_on, a.evidence)
        .add_columns(a.impact_evidence, a.restricted)
        .where(
            or_(
                a.source_id.in_(list(on)),
                (a.source_kind == "audits") & (a.source_id == audit_id),
            )
        )
        .order_by(a.ref)
    )
    rows: Any = reader.rows(statement)
    return tuple(
        PlanView(
            *(row[0], row[1], row[2], on.get(row[3], ""), row[4], row[5], row[6]),
            brag(row[6], row[5], reader.today, row[7], row[8]),
            *row[9:],
        )
        for row in rows
    )


def _measures(reader: Reader, audit_id: str) -> tuple[MeasureView, ...]:
    statement = (
        select(Link.id, Link.to_id)
        .where(
            Link.from_kind == "audits",
            Link.from_id == audit_id,
            Link.to_kind == "indicators",
            Link.kind == LinkKind.MEASURED_BY,
        )
        .order_by(Link.created_at, Link.id)
    )
    found = []
    for link_id, indicator_id in reader.rows(statement):
        row = scorecard.indicator(reader, indicator_id, count=_PERIODS)
        if row is None:
            continue
        points = [
            (cell.period.label, cell.period.starts_on, cell.value)
            for cell in row.cells
            if cell.value is not None
        ]
        name = f"{row.ref} {row.title}"
        target = row.target.value if row.target else None
        found.append(MeasureView(link_id, indicator_id, name, row.unit.sign, tuple(points), target))
    return tuple(found)


_PERIODS = 12
"""Periods of an indicator that are looked at: three years of quarters."""


def indicators(reader: Reader) -> list[tuple[str, str]]:
    """Return the indicators that may be chosen as evidence, by id and words."""
    i = Indicator
    statement = select(i.id, i.ref, i.title).where(i.ended_on.is_(None)).order_by(i.ref)
    return [(identity, f"{ref} {title}") for identity, ref, title in reader.rows(statement)]


def resembling(
    reader: Reader, text: str, audit_id: str, *, careful: bool = False
) -> list[tuple[str, str, date]]:
    """Return earlier findings that share three long words with a text: found before, and when.

    Findings of this audit, and restricted ones, are left out; careful: those of case reviews too.
    """
    wanted = _words(text)
    if len(wanted) < _SHARED:
        return []
    f = Finding
    statement = (
        select(f.ref, f.text, f.found_on)
        .join(Group, Group.id == f.group_id)
        .where(or_(f.source_id.is_(None), f.source_id != audit_id), f.restricted.is_(False))
        .order_by(f.found_on.desc())
    )
    if careful:
        statement = statement.where(Group.kind != GroupKind.REVIEW)
    return [
        (ref, said, on)
        for ref, said, on in reader.rows(statement)
        if len(wanted & _words(said)) >= _SHARED
    ]


_SHARED = 3
_LONG = 5


def _words(text: str) -> set[str]:
    letters = "".join(sign if sign.isalnum() else " " for sign in text.casefold())
    return {word.rstrip("s") for word in letters.split() if len(word) >= _LONG}
