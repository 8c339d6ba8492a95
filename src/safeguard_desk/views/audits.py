"""Audits as people see them: the programme's rows, and one audit with all that it holds."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import String, cast, func, select
from sqlalchemy.orm import aliased

from safeguard_desk.desk.reading import Reader
from safeguard_desk.errors import Refusal
from safeguard_desk.models import (
    KINDS,
    Agency,
    Audit,
    AuditAgency,
    AuditCase,
    AuditQuestion,
    AuditReason,
    AuditReturn,
    AuditStage,
    AuditTool,
    Group,
    Link,
    Person,
    ToolQuestion,
)
from safeguard_desk.rules.audit_stages import STAGES, following, late_since
from safeguard_desk.rules.terms import Side
from safeguard_desk.rules.terms_quality import AuditState, Basis, Part, Practice, Why
from safeguard_desk.views.places import may_be_shown


@dataclass(frozen=True)
class StageView:
    """A stage of an audit: the day it is planned for, and the day it was reached."""

    stage: AuditState
    planned_on: date | None
    reached_on: date | None


@dataclass(frozen=True)
class ReasonView:
    """Why a theme was chosen; `record` is what called for it, by its reference or title."""

    id: str
    why: Why
    words: str
    kind: str
    record_id: str
    record: str

    @property
    def text(self) -> str:
        """Return it in a line: "Board priority: Neglect"."""
        told = ": ".join(part for part in (self.record, self.words) if part)
        return f"{self.why.label}: {told}" if told else self.why.label


@dataclass(frozen=True)
class AuditHead:
    """An audit by itself, with its stages."""

    id: str
    ref: str
    title: str
    group_id: str
    group: str
    side: Side
    year: int
    state: AuditState
    state_reason: str
    scope: str
    summary: str
    period_from: date | None
    period_to: date | None
    cases_wanted: int
    lead_id: str | None
    lead: str
    tool_id: str | None
    tool: str
    plan_agreed_on: date | None
    re_audit_of_id: str | None
    re_audit_of: str
    same_cases: bool
    re_audit_due_on: date | None
    verdict: Practice | None
    verdict_basis: Basis | None
    verdict_reasons: str
    verdict_on: date | None
    stages: tuple[StageView, ...]

    @property
    def next_stage(self) -> StageView | None:
        """The stage that comes next; None once it is closed or cancelled."""
        to_come = following(self.state)
        return next((one for one in self.stages if one.stage is to_come), None)

    def late_since(self, today: date) -> date | None:
        """Return the day the next stage was planned for where that is past."""
        return late_since(self.state, {s.stage: s.planned_on for s in self.stages}, today)


@dataclass(frozen=True)
class QuestionView:
    """A question of an audit; `code` is how tables and forms call it: Q1."""

    id: str
    position: int
    text: str
    standard: str
    earlier_id: str | None

    @property
    def code(self) -> str:
        """Return how it is called in narrow places."""
        return f"Q{self.position}"

    @property
    def heading(self) -> str:
        """Return how return forms head its column."""
        return f"{self.code} {self.text}"


@dataclass(frozen=True)
class CaseView:
    """A case by its code number."""

    id: str
    code: str
    note: str


@dataclass(frozen=True)
class AgencyView:
    """An agency in an audit: whether it takes part, and how many of its returns have come in."""

    id: str
    agency_id: str
    name: str
    short: str
    side: Side
    part: Part
    reason: str
    invited_on: date | None
    due_on: date | None
    returned_on: date | None
    returns: int

    @property
    def expected(self) -> bool:
        """True where a return on each case is expected of it."""
        return self.part in {Part.INVITED, Part.TOOK_PART}


@dataclass(frozen=True)
class ToolView:
    """A version of a tool of the library."""

    id: str
    name: str
    number: int
    side: Side
    purpose: str
    questions: tuple[tuple[str, str], ...]
    latest: bool

    @property
    def title(self) -> str:
        """Return its name with its version."""
        return f"{self.name}, version {self.number}"


@dataclass(frozen=True)
class AuditView:
    """An audit with its reasons, questions, cases and agencies."""

    head: AuditHead
    reasons: tuple[ReasonView, ...]
    questions: tuple[QuestionView, ...]
    cases: tuple[CaseView, ...]
    agencies: tuple[AgencyView, ...]

    @property
    def expected(self) -> int:
        """How many returns are expected: one of each agency that takes part, on each case."""
        return len(self.cases) * sum(one.expected for one in self.agencies)

    @property
    def received(self) -> int:
        """How many returns of those expected came in, with those on cases not known."""
        return sum(one.returns for one in self.agencies if one.expected)


def find_id(reader: Reader, ref: str) -> str:
    """Return the id of an audit by its reference; refuse one that is not there."""
    found = reader.scalar(select(Audit.id).where(func.upper(Audit.ref) == ref.strip().upper()))
    if found is None:
        raise Refusal(
            f"There is no audit with the reference “{ref.strip()}”.",
            "Nothing was done.",
            "See: list audits. A reference reads like QA-A-0001.",
        )
    return str(found)


def head(reader: Reader, audit_id: str) -> AuditHead:
    """Return an audit; refuse one that is no longer there."""
    found = _heads(reader, Audit.id == audit_id)
    if not found:
        raise Refusal(
            "This audit is no longer there.",
            "Nothing was changed.",
            "It may have been undone; look at the programme again.",
        )
    return found[0]


def programme(
    reader: Reader, group_id: str | None = None, year: int | None = None
) -> list[AuditHead]:
    """Return the audits of a group or of all.

    year: a financial year by the one in which it starts; those that began before it and were
    still open in it are there too. Without it, all of them.
    """
    conditions = [Audit.group_id == group_id] if group_id else []
    found = _heads(reader, *conditions)
    if year is None:
        return found
    begin = date(year, 4, 1)
    return [one for one in found if one.year == year or (one.year < year and _lasts(one, begin))]


def _lasts(one: AuditHead, begin: date) -> bool:
    """Tell whether an audit is open, or was closed on or after a day."""
    if one.state.is_open:
        return True
    closed = [stage.reached_on for stage in one.stages if stage.reached_on]
    return one.state is AuditState.CLOSED and max(closed, default=date.min) >= begin


def _heads(reader: Reader, *conditions: Any) -> list[AuditHead]:
    a, first = Audit, aliased(Audit)
    statement = (
        select(
            *(a.id, a.ref, a.title, a.group_id, Group.code, a.side, a.year, a.state),
            *(a.state_reason, a.scope, a.summary, a.period_from, a.period_to, a.cases_wanted),
            *(a.lead_id, func.coalesce(Person.role, ""), a.tool_id),
            func.coalesce(AuditTool.name + ", version " + cast(AuditTool.number, String), ""),
            *(a.plan_agreed_on, a.re_audit_of_id, func.coalesce(first.ref, ""), a.same_cases),
            *(a.re_audit_due_on, a.verdict, a.verdict_basis, a.verdict_reasons, a.verdict_on),
        )
        .join(Group, Group.id == a.group_id)
        .outerjoin(Person, Person.id == a.lead_id)
        .outerjoin(AuditTool, AuditTool.id == a.tool_id)
        .outerjoin(first, first.id == a.re_audit_of_id)
        .where(*conditions)
        .order_by(a.year, a.ref)
    )
    rows: Any = reader.rows(statement)
    stages = _stages(reader, [row[0] for row in rows])
    values: list[tuple[Any, ...]] = [(*row, stages.get(row[0], ())) for row in rows]
    return [AuditHead(*one) for one in values]


def _stages(reader: Reader, ids: list[str]) -> dict[str, tuple[StageView, ...]]:
    s = AuditStage
    statement = select(s.audit_id, s.stage, s.planned_on, s.reached_on).where(s.audit_id.in_(ids))
    found: dict[str, list[StageView]] = {}
    for audit_id, stage, planned, reached in reader.rows(statement):
        found.setdefault(audit_id, []).append(StageView(stage, planned, reached))
    return {
        audit_id: tuple(sorted(rows, key=lambda row: STAGES.index(row.stage)))
        for audit_id, rows in found.items()
    }


def audit(reader: Reader, audit_id: str) -> AuditView:
    """Return an audit with all that it asks, of which cases and of whom."""
    return AuditView(
        head(reader, audit_id),
        tuple(reasons(reader, audit_id)),
        questions(reader, audit_id),
        cases(reader, audit_id),
        agencies(reader, audit_id),
    )


def reasons(reader: Reader, audit_id: str) -> list[ReasonView]:
    """Return why a theme was chosen."""
    r = AuditReason
    statement = (
        select(r.id, r.why, r.words, Link.from_kind, Link.from_id)
        .outerjoin(Link, Link.id == r.link_id)
        .where(r.audit_id == audit_id)
        .order_by(r.created_at, r.id)
    )
    return [
        ReasonView(found, why, words, kind or "", record or "", called(reader, kind, record))
        for found, why, words, kind, record in reader.rows(statement)
    ]


def called(reader: Reader, kind: str | None, record_id: str | None) -> str:
    """Return what a record is called: its reference and its title, as far as it has them.

    What may not be shown to everybody is called by its reference alone.
    """
    if not kind or kind not in KINDS:
        return ""
    columns: Any = KINDS[kind].__table__.c
    names = [name for name in ("ref", "title", "text", "name") if name in columns][:2]
    if record_id and not may_be_shown(reader, kind, record_id):
        names = names[:1] if "ref" in names else []
    if not names:
        return ""
    found = reader.one(select(*(columns[name] for name in names)).where(columns.id == record_id))
    return " ".join(str(word) for word in found or () if word)


def questions(reader: Reader, audit_id: str) -> tuple[QuestionView, ...]:
    """Return what an audit asks."""
    q = AuditQuestion
    statement = select(q.id, q.position, q.text, q.standard, q.earlier_id)
    found = reader.rows(statement.where(q.audit_id == audit_id).order_by(q.position))
    return tuple(QuestionView(*row) for row in found)


def cases(reader: Reader, audit_id: str) -> tuple[CaseView, ...]:
    """Return the cases of an audit."""
    c = AuditCase
    statement = select(c.id, c.code, c.note).where(c.audit_id == audit_id).order_by(c.position)
    return tuple(CaseView(*row) for row in reader.rows(statement))


def agencies(reader: Reader, audit_id: str) -> tuple[AgencyView, ...]:
    """Return the agencies of an audit by name."""
    a = AuditAgency
    came = (
        select(func.count())
        .select_from(AuditReturn)
        .where(AuditReturn.audit_id == a.audit_id, AuditReturn.agency_id == a.agency_id)
        .correlate(a)
        .scalar_subquery()
    )
    statement = (
        select(a.id, a.agency_id, Agency.name, Agency.short_name, Agency.side, a.part, a.reason)
        .add_columns(a.invited_on, a.due_on, a.returned_on, came)
        .join(Agency, Agency.id == a.agency_id)
        .where(a.audit_id == audit_id)
        .order_by(Agency.name)
    )
    rows: Iterable[Any] = reader.rows(statement)
    return tuple(AgencyView(*row) for row in rows)


def tools(reader: Reader, group_id: str | None = None) -> list[ToolView]:
    """Return the library's tools, each with its versions, the newest first."""
    t = AuditTool
    statement = select(t.id, t.name, t.number, t.side, t.purpose).order_by(t.name, t.number.desc())
    if group_id is not None:
        statement = statement.where(t.group_id == group_id)
    asked: dict[str, list[tuple[str, str]]] = {}
    q = ToolQuestion
    for tool_id, text, standard in reader.rows(
        select(q.tool_id, q.text, q.standard).order_by(q.position)
    ):
        asked.setdefault(tool_id, []).append((text, standard))
    seen: set[str] = set()
    found = []
    for tool_id, name, number, side, purpose in reader.rows(statement):
        given = tuple(asked.get(tool_id, ()))
        found.append(ToolView(tool_id, name, number, side, purpose, given, name not in seen))
        seen.add(name)
    return found


def re_audits(reader: Reader, audit_id: str) -> list[AuditHead]:
    """Return the audits that repeat one, oldest first."""
    return _heads(reader, Audit.re_audit_of_id == audit_id)
