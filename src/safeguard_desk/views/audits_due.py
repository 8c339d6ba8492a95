"""What audits have due: for the next agenda of their group, and for whoever opens the desk."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from safeguard_desk.desk.reading import Reader
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.rating import six_month_limit
from safeguard_desk.rules.terms import ItemKind, Purpose
from safeguard_desk.rules.terms_quality import AuditState
from safeguard_desk.views import audits
from safeguard_desk.views.agenda_proposals import Proposal
from safeguard_desk.views.audit_programme import re_audits_due
from safeguard_desk.views.audits import AuditHead
from safeguard_desk.views.meetings import MeetingHead

UNDER = "audits"
"""The code of the standing item that takes business of audits up."""
_NEAR = timedelta(days=14)
_TOLD = {
    AuditState.SCOPED: "scope and tool to agree",
    AuditState.FINDINGS: "findings to hear",
    AuditState.PLAN: "action plan to agree",
    AuditState.IMPACT: "impact to judge",
    AuditState.CLOSED: "to close",
}
"""Stages that a meeting of the group has its part in, and what that is."""


@dataclass(frozen=True)
class Missing:
    """An audit whose returns are past their day: which agencies, and how many returns."""

    head: AuditHead
    agencies: tuple[str, ...]
    returns: int
    since: date

    @property
    def words(self) -> str:
        """Return it in a line: "34 missing since 29 Oct 2026, of CNWL, HAS and 2 more"."""
        return f"{self.returns} missing since {write_date(self.since)}, of {_some(self.agencies)}"


def returns_missing(
    reader: Reader, group_id: str | None = None, day: date | None = None
) -> list[Missing]:
    """Return the open audits that wait for returns which were due before a day."""
    before = day or reader.today
    found = []
    for head in audits.programme(reader, group_id):
        if head.state not in {AuditState.CASES, AuditState.RETURNS}:
            continue
        cases = len(audits.cases(reader, head.id))
        late = [
            one
            for one in audits.agencies(reader, head.id)
            if one.expected and one.due_on and one.due_on < before and one.returns < cases
        ]
        if late:
            found.append(
                Missing(
                    head,
                    tuple(one.short or one.name for one in late),
                    sum(cases - one.returns for one in late),
                    min(one.due_on or before for one in late),
                )
            )
    return found


def stages_due(reader: Reader, group_id: str | None, day: date) -> list[tuple[AuditHead, str]]:
    """Return the audits whose next stage is planned by a day and is the group's business."""
    found = []
    for head in audits.programme(reader, group_id):
        to_come = head.next_stage
        told = _TOLD.get(to_come.stage) if to_come else None
        if told and to_come and to_come.planned_on and to_come.planned_on <= day:
            found.append((head, f"{told}, planned for {write_date(to_come.planned_on)}"))
    return found


def proposals(reader: Reader, meeting: MeetingHead) -> Iterator[Proposal]:
    """Propose lines under the standing item of audits: due, returns missing, re-audits due."""
    group_id, day = meeting.group_id, meeting.held_on
    for head, told in stages_due(reader, group_id, day + _NEAR):
        yield _line(head, "due", told)
    for one in returns_missing(reader, group_id, day):
        yield _line(one.head, "returns", one.words)
    for head in re_audits_due(reader, group_id, day + _NEAR):
        yield _line(head, "re-audit", f"due {write_date(head.re_audit_due_on or day)}")
    for head in breaches(reader, group_id, day):
        limit = six_month_limit(head.plan_agreed_on or day)
        yield _line(head, "six months", f"ended {write_date(limit)}")


def breaches(reader: Reader, group_id: str | None, day: date) -> list[AuditHead]:
    """Return the audits whose plan is older than six months and is not closed."""
    return [
        head
        for head in audits.programme(reader, group_id)
        if head.state.is_open
        and head.plan_agreed_on is not None
        and six_month_limit(head.plan_agreed_on) < day
        and head.verdict is None
    ]


def _line(head: AuditHead, what: str, told: str) -> Proposal:
    mark = f"{head.ref} {what}"
    words = f"{mark}: {told} ({head.title})"
    return Proposal(
        id=f"audits:{mark}",
        kind=ItemKind.DUE,
        title=words,
        reason=f"{head.ref} is at “{head.state.label}”",
        purpose=Purpose.ASSURANCE,
        under=UNDER,
        line=words,
        mark=mark,
    )


def _some(names: Iterable[str], most: int = 3) -> str:
    listed = list(names)
    rest = len(listed) - most
    return ", ".join(listed[:most]) + (f" and {rest} more" if rest > 0 else "")
