"""What a board hears of audits in a quarter: where they stand, and whether practice changed."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from safeguard_desk.desk.reading import Reader
from safeguard_desk.documents.model import Block, Column, Heading, Paragraph, Role, Told
from safeguard_desk.papers.parts import small, table
from safeguard_desk.papers.wording import sentence, spoken
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.rating import six_month_limit
from safeguard_desk.rules.terms import Side
from safeguard_desk.rules.terms_quality import AuditState
from safeguard_desk.rules.working_days import Quarter
from safeguard_desk.views import audit_programme, audits, audits_due
from safeguard_desk.views.audits import AuditHead


@dataclass(frozen=True)
class AuditLine:
    """An audit of a board's side: where it stands, and what its returns come to."""

    head: AuditHead
    received: int
    expected: int
    missing: str
    """Agencies whose returns are late, in words."""


@dataclass(frozen=True)
class BoardAudits:
    """The audits that a board hears of; `judged` are those with a verdict in the quarter."""

    lines: tuple[AuditLine, ...]
    judged: tuple[AuditHead, ...]
    due: tuple[AuditHead, ...]
    """Audits whose re-audit is due by the end of the quarter, and not planned."""


def collect(
    reader: Reader, group_id: str | None, sides: Collection[Side], quarter: Quarter
) -> BoardAudits:
    """Return the audits of a side that were open in a quarter, began or ended in it."""
    heads = [
        one
        for one in audits.programme(reader, group_id)
        if one.side in sides and one.state is not AuditState.CANCELLED
    ]
    late = {one.head.id: one.words for one in audits_due.returns_missing(reader, group_id)}
    due = audit_programme.re_audits_due(reader, group_id, quarter.end)
    return BoardAudits(
        tuple(
            _line(reader, one, late.get(one.id, "")) for one in heads if _in_quarter(one, quarter)
        ),
        tuple(one for one in heads if _within(one.verdict_on, quarter)),
        tuple(one for one in due if one.side in sides),
    )


def _line(reader: Reader, head: AuditHead, late: str) -> AuditLine:
    view = audits.audit(reader, head.id)
    return AuditLine(head, view.received, view.expected, late)


def _within(day: date | None, quarter: Quarter) -> bool:
    return day is not None and quarter.start <= day <= quarter.end


def _in_quarter(head: AuditHead, quarter: Quarter) -> bool:
    reached = [stage.reached_on for stage in head.stages if stage.reached_on]
    if not reached or min(reached) > quarter.end:
        return False
    return head.state.is_open or max(reached) >= quarter.start


def blocks(found: BoardAudits, today: date) -> Iterator[Block]:
    """Return the section of a report; nothing where there is no audit to tell of."""
    if not found.lines and not found.due:
        return
    yield Heading(1, "Audits and their impact")
    for head in found.judged:
        verdict = head.verdict.label if head.verdict else ""
        yield Paragraph(f"{head.ref} {head.title}: {verdict}. {sentence(head.verdict_reasons)}")
    if not found.judged:
        yield Paragraph("No verdict on practice was given in the quarter.")
    columns = [Column("Ref", role=Role.REF), Column("Theme", 2.2), Column("Stage", 1.5)]
    columns += [Column("Next", 2), Column("Returns", 1.2), Column("Six months end", 1.4)]
    rows = [
        (
            one.head.ref,
            one.head.title,
            one.head.state.label,
            _next(one.head, today),
            Told(f"{one.received} of {one.expected}", _returns(one)) if one.expected else "–",
            _limit(one.head, today),
        )
        for one in found.lines
    ]
    yield table(columns, rows, "Audits")
    for one in found.lines:
        if one.missing:
            yield small(f"{one.head.ref}: returns {one.missing}.")
    if found.due:
        named = "; ".join(
            f"{one.ref} {one.title}, {write_date(one.re_audit_due_on or today)}"
            for one in found.due
        )
        yield Paragraph(
            f"{spoken(len(found.due), 're-audit').capitalize()} due and not planned: {named}."
        )


def _returns(one: AuditLine) -> tuple[tuple[str, str], ...]:
    return (("audits", one.head.id),)


def _next(head: AuditHead, today: date) -> str:
    to_come = head.next_stage
    if to_come is None or to_come.planned_on is None:
        return "–"
    late = ", late" if to_come.planned_on < today else ""
    return f"{to_come.stage.label} {write_date(to_come.planned_on)}{late}"


def _limit(head: AuditHead, today: date) -> str:
    if head.plan_agreed_on is None:
        return "–"
    limit = six_month_limit(head.plan_agreed_on)
    ended = head.state.is_open and limit < today and head.verdict is None
    return f"{write_date(limit)}{', ended' if ended else ''}"
