"""What the year's programme of audits should hold, and why."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import or_, select

from safeguard_desk.desk.reading import Reader
from safeguard_desk.models import Audit, Board, Finding, Group, Link, Priority, Risk
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.terms import GroupKind, Side
from safeguard_desk.rules.terms_quality import AuditState, Frequency, Why
from safeguard_desk.rules.terms_thread import FindingKind
from safeguard_desk.rules.working_days import financial_year
from safeguard_desk.views import audits, scorecard

SOON = timedelta(days=90)
"""How far ahead a re-audit that is due is suggested."""
_RECENT = timedelta(days=730)
_WHY = {"reviews": Why.REVIEW, "inspections": Why.INSPECTION, "indicators": Why.DATA}


@dataclass(frozen=True)
class Called:
    """An audit that something calls for: a theme, why, and the record that calls for it."""

    kind: str
    id: str
    why: Why
    title: str
    reason: str
    side: Side
    restricted: bool = False
    late: bool = False
    theme: str = ""
    """What the audit is called at first where the title may not be shown to everybody."""


def suggestions(reader: Reader, group_id: str | None = None) -> list[Called]:
    """Return what calls for an audit and has none: re-audits due, findings, priorities."""
    answered = _answered(reader)
    return [
        *_re_audits(reader, group_id),
        *(one for one in _signals(reader, group_id) if (one.kind, one.id) not in answered),
        *(one for one in _findings(reader) if (one.kind, one.id) not in answered),
        *(one for one in _priorities(reader) if (one.kind, one.id) not in answered),
    ]


def _answered(reader: Reader) -> set[tuple[str, str]]:
    """Return the records that an audit which is not cancelled was planned for."""
    statement = (
        select(Link.from_kind, Link.from_id)
        .join(Audit, Audit.id == Link.to_id)
        .where(Link.to_kind == "audits", Audit.state != AuditState.CANCELLED)
    )
    return {(kind, record) for kind, record in reader.rows(statement)}


def re_audits_due(reader: Reader, group_id: str | None, until: date) -> list[audits.AuditHead]:
    """Return the audits whose re-audit is due by a day, not yet judged and not yet repeated."""
    heads = audits.programme(reader, group_id)
    repeated = {one.re_audit_of_id for one in heads if one.state is not AuditState.CANCELLED}
    return [
        one
        for one in heads
        if one.re_audit_due_on is not None
        and one.re_audit_due_on <= until
        and one.verdict is None
        and one.id not in repeated
        and one.state is not AuditState.CANCELLED
    ]


def _re_audits(reader: Reader, group_id: str | None) -> Iterator[Called]:
    for one in re_audits_due(reader, group_id, reader.today + SOON):
        due = one.re_audit_due_on or reader.today
        late = due < reader.today
        told = "was due" if late else "is due"
        reason = f"The re-audit of {one.ref} {told} on {write_date(due)}"
        yield Called("audits", one.id, Why.RE_AUDIT, one.title, reason, one.side, late=late)


def _signals(reader: Reader, group_id: str | None) -> Iterator[Called]:
    for frequency in Frequency:
        for row in scorecard.scorecard(reader, group_id, frequency=frequency).warning:
            reason = f"{row.ref} on the scorecard: {row.warning}"
            yield Called("indicators", row.id, Why.DATA, row.title, reason, row.side, late=True)


def _findings(reader: Reader) -> Iterator[Called]:
    f = Finding
    since = reader.today - _RECENT
    statement = (
        select(f.id, f.ref, f.text, f.side, f.source_kind, f.found_on)
        .add_columns(or_(f.restricted, Group.kind == GroupKind.REVIEW), Group.kind)
        .join(Group, Group.id == f.group_id)
        .where(f.kind == FindingKind.IMPROVEMENT, f.source_kind != "audits", f.found_on >= since)
        .order_by(f.found_on.desc(), f.ref)
    )
    for found, ref, text, side, source, on, restricted, kind in reader.rows(statement):
        review = kind is GroupKind.REVIEW
        why = _WHY.get(source, Why.REVIEW if review else Why.OTHER)
        reason = f"{why.label} {ref} of {write_date(on)}: no audit has looked at it"
        theme = f"Practice behind {ref}" if restricted else text
        yield Called("findings", found, why, text, reason, side, bool(restricted), theme=theme)


def _priorities(reader: Reader) -> Iterator[Called]:
    year = financial_year(reader.today)
    statement = (
        select(Priority.id, Priority.title, Board.code, Board.side)
        .join(Board, Board.id == Priority.board_id)
        .where(Priority.year == year)
        .order_by(Board.code, Priority.number)
    )
    for found, title, board, side in reader.rows(statement):
        reason = f"Priority of {board} in {year}/{(year + 1) % 100:02d} without an audit"
        yield Called("priorities", found, Why.PRIORITY, title, reason, side)


def callers(reader: Reader) -> list[tuple[str, str]]:
    """Return what can call for an audit, as kind:id and words: priorities, findings, risks.

    Findings and risks of case reviews, and restricted ones, are named by their reference alone.
    """
    year = financial_year(reader.today)
    found = [
        (f"priorities:{identity}", f"{board} priority: {title}")
        for identity, board, title in reader.rows(
            select(Priority.id, Board.code, Priority.title)
            .join(Board, Board.id == Priority.board_id)
            .where(Priority.year >= year - 1)
            .order_by(Board.code, Priority.number)
        )
    ]
    for kind, model, text in (("findings", Finding, Finding.text), ("risks", Risk, Risk.title)):
        statement = (
            select(model.id, model.ref, text, or_(model.restricted, Group.kind == GroupKind.REVIEW))
            .join(Group, Group.id == model.group_id)
            .order_by(model.ref.desc())
        )
        found += [
            (f"{kind}:{identity}", ref if restricted else f"{ref}: {words}")
            for identity, ref, words, restricted in reader.rows(statement)
        ]
    return found
