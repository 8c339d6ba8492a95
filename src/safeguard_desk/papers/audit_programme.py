"""The programme of audits of a year: what is audited, why, when, and what else calls for one."""

from dataclasses import dataclass
from datetime import date

from safeguard_desk.desk.reading import Reader
from safeguard_desk.documents.model import (
    Block,
    BulletList,
    Column,
    Document,
    Heading,
    Orientation,
    Paragraph,
    Role,
)
from safeguard_desk.papers.parts import created, lead, marking, small, table
from safeguard_desk.papers.request import Request, asked
from safeguard_desk.papers.wording import boards_of, spoken
from safeguard_desk.rules.audit_stages import STAGES
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.terms import Marking
from safeguard_desk.rules.terms_quality import AuditState
from safeguard_desk.rules.working_days import financial_year
from safeguard_desk.views import audit_programme, audits
from safeguard_desk.views import groups as group_views
from safeguard_desk.views.audit_programme import Called
from safeguard_desk.views.audits import AuditHead, StageView

_SHOWN = (
    AuditState.SCOPED,
    AuditState.RETURNS,
    AuditState.FINDINGS,
    AuditState.PLAN,
    AuditState.IMPACT,
)
"""Stages that the paper has a column for."""


@dataclass(frozen=True)
class ProgrammeFacts:
    """What the programme says. Suggestions that are restricted are left out of an open copy."""

    organisation: str
    group: str
    marking: Marking
    copy: str
    year: int
    today: date
    rows: tuple[tuple[AuditHead, str], ...]
    calls: tuple[Called, ...]
    restricted: bool


def collect(reader: Reader, request: Request) -> ProgrammeFacts:
    """Return a group's programme of a year; this one where none is named."""
    group = group_views.head(reader, asked(request.group_id, "group"))
    year = request.year or financial_year(reader.today)
    rows = []
    for one in audits.programme(reader, group.id, year):
        why = "; ".join(reason.text for reason in audits.reasons(reader, one.id))
        rows.append((one, why or "No reason is recorded"))
    calls = [] if request.public else audit_programme.suggestions(reader, group.id)
    shown = tuple(one for one in calls if request.restricted or not one.restricted)
    return ProgrammeFacts(
        organisation=group_views.partnership(reader),
        group=group.name,
        marking=group.marking,
        copy=request.copy,
        year=year,
        today=reader.today,
        rows=tuple(rows),
        calls=shown,
        restricted=any(one.restricted for one in shown),
    )


def name(reader: Reader, request: Request) -> str:
    """Return what the file of a programme is called."""
    group = group_views.head(reader, asked(request.group_id, "group"))
    year = request.year or financial_year(reader.today)
    return f"{group.code} programme of audits {year}-{(year + 1) % 100:02d}"


def compose(facts: ProgrammeFacts) -> Document:
    """Return the programme as a document."""
    year = f"{facts.year}/{(facts.year + 1) % 100:02d}"
    return Document(
        title=f"Programme of audits {year}",
        subtitle=f"{facts.group}, as on {write_date(facts.today)}",
        organisation=boards_of(facts.organisation),
        blocks=_blocks(facts),
        created=created(facts.today),
        footer=facts.copy,
        marking=marking(facts.marking, restricted=facts.restricted),
        header=f"Programme of audits {year}",
        orientation=Orientation.LANDSCAPE,
        subject=f"Programme of audits of {facts.group} {year}",
    )


def _blocks(facts: ProgrammeFacts) -> tuple[Block, ...]:
    if not facts.rows:
        blocks: list[Block] = [Paragraph("No audit is planned in this year yet.")]
    else:
        late = sum(bool(head.late_since(facts.today)) for head, _ in facts.rows)
        behind = f"; {spoken(late, 'is', 'are')} behind the timetable" if late else ""
        blocks = [lead(f"{spoken(len(facts.rows), 'audit').capitalize()} this year{behind}.")]
        columns = [Column("Ref", role=Role.REF), Column("Theme", 2), Column("Why", 2.6)]
        columns += [Column("Concerns", 1.2), Column("Stage", 1.2)]
        columns += [Column(stage.label, 1.45) for stage in _SHOWN]
        rows = [
            (
                head.ref,
                head.title,
                why,
                head.side.label,
                head.state.label,
                *(_day(_of(head, stage), facts.today) for stage in _SHOWN),
            )
            for head, why in facts.rows
        ]
        blocks.append(table(columns, rows, "Programme"))
        blocks.append(
            small("✓ reached on that day; the others are planned; late: that day is past.")
        )
    if facts.calls:
        blocks.append(Heading(1, "What calls for an audit and has none"))
        blocks.append(BulletList(tuple(f"{one.title}: {one.reason}." for one in facts.calls)))
    return tuple(blocks)


def _of(head: AuditHead, stage: AuditState) -> StageView | None:
    return next((one for one in head.stages if one.stage is stage and stage in STAGES), None)


def _day(stage: StageView | None, today: date) -> str:
    if stage is None or (stage.reached_on or stage.planned_on) is None:
        return "–"
    if stage.reached_on is not None:
        return f"✓ {write_date(stage.reached_on)}"
    planned = stage.planned_on or today
    return write_date(planned) + (", late" if planned < today else "")
