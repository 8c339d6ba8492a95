"""The hand-over sheet: the state of a group for somebody who takes it on as co-chair."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import aliased

from safeguard_desk.desk.reading import Reader
from safeguard_desk.documents.model import Block, BulletList, Column, Document, Heading, Paragraph
from safeguard_desk.models import DecisionBetween, Matter, Meeting, Membership, Person, Risk
from safeguard_desk.papers.counting import OpenCounts, open_counts
from safeguard_desk.papers.parts import created, lead, marking, rating_table, table
from safeguard_desk.papers.request import Request, asked
from safeguard_desk.papers.wording import count, person
from safeguard_desk.rules.dates import write_date, write_day
from safeguard_desk.rules.terms import Capacity, Marking, MatterState, MeetingState, RiskStatus
from safeguard_desk.views import groups
from safeguard_desk.views.action_figures import figures
from safeguard_desk.views.counted import Scope


@dataclass(frozen=True)
class Facts:
    """What somebody needs to know who takes a group on."""

    group: str
    code: str
    organisation: str
    marking: Marking
    today: date
    co_chairs: tuple[str, ...]
    members: int
    meetings: tuple[tuple[Any, ...], ...]
    open_actions: OpenCounts
    decisions: tuple[str, ...]
    matters: tuple[str, ...]
    risks: tuple[str, ...]
    restricted: bool


def collect(reader: Reader, request: Request) -> Facts:
    """Return the state of the group that is asked for."""
    group = groups.head(reader, asked(request.group_id, "group"))
    scope = Scope(group.id, restricted=request.restricted)
    chairs = groups.co_chairs(reader, group.id, reader.today)
    s = Membership
    members = reader.rows(
        select(s.person_id)
        .where(
            s.group_id == group.id,
            s.capacity.in_([Capacity.CO_CHAIR, Capacity.MEMBER]),
            (s.to_on.is_(None)) | (s.to_on >= reader.today),
        )
        .distinct()
    )
    return Facts(
        *(group.name, group.code, groups.partnership(reader), group.marking, reader.today),
        co_chairs=tuple(person(chair.role, chair.agency) for chair in chairs),
        members=len(list(members)),
        meetings=tuple(_meetings(reader, group.id)),
        open_actions=open_counts(figures(reader, scope)),
        decisions=tuple(_decisions(reader, group.id, restricted=request.restricted)),
        matters=tuple(_matters(reader, group.id, restricted=request.restricted)),
        risks=tuple(_risks(reader, group.id, restricted=request.restricted)),
        restricted=request.restricted,
    )


def _meetings(reader: Reader, group_id: str) -> Iterable[tuple[Any, ...]]:
    m, chair = Meeting, aliased(Person)
    statement = (
        select(m.held_on, m.starts_at, m.venue, chair.role)
        .outerjoin(chair, chair.id == m.chair_id)
        .where(m.group_id == group_id, m.held_on >= reader.today, m.state != MeetingState.CANCELLED)
        .order_by(m.held_on)
    )
    for day, at, venue, role in reader.rows(statement):
        yield write_day(day), f"{at:%H:%M}", venue, role or ""


def _decisions(reader: Reader, group_id: str, *, restricted: bool) -> Iterable[str]:
    d = DecisionBetween
    statement = select(d.ref, d.text, d.restricted).where(
        d.group_id == group_id, d.ratified_at_id.is_(None)
    )
    for ref, text, hidden in reader.rows(statement.order_by(d.ref)):
        if restricted or not hidden:
            yield f"{ref}: {text}"


def _matters(reader: Reader, group_id: str, *, restricted: bool) -> Iterable[str]:
    t = Matter
    statement = (
        select(t.title, t.state, t.restricted, Meeting.held_on)
        .outerjoin(Meeting, Meeting.id == t.meeting_id)
        .where(t.group_id == group_id, t.state != MatterState.CLOSED)
        .order_by(Meeting.held_on, t.title)
    )
    for title, state, hidden, day in reader.rows(statement):
        if restricted or not hidden:
            when = f"for {write_date(day)}" if day else state.label.lower()
            yield f"{title} ({when})"


def _risks(reader: Reader, group_id: str, *, restricted: bool) -> Iterable[str]:
    r = Risk
    statement = (
        select(r.ref, r.title, r.likelihood, r.impact, r.restricted)
        .where(r.group_id == group_id, r.status == RiskStatus.OPEN)
        .order_by(r.ref)
    )
    for ref, title, likelihood, impact, hidden in reader.rows(statement):
        if restricted or not hidden:
            score = f", {likelihood} x {impact}" if likelihood and impact else ""
            yield f"{ref}: {title}{score}"


def name(reader: Reader, request: Request) -> str:
    """Return a file name: "QA hand-over 2026-11-20"."""
    group = groups.head(reader, asked(request.group_id, "group"))
    return f"{group.code} hand-over {reader.today.isoformat()}"


def compose(facts: Facts) -> Document:
    """Return the sheet."""
    return Document(
        title="Hand-over",
        subtitle=f"{facts.group}, {write_date(facts.today)}",
        blocks=tuple(_blocks(facts)),
        created=created(facts.today),
        organisation=facts.organisation,
        marking=marking(facts.marking, restricted=facts.restricted),
        subject=f"Hand-over of the {facts.group}",
    )


def _blocks(facts: Facts) -> Iterable[Block]:
    chairs = "; ".join(facts.co_chairs) or "nobody"
    yield lead(f"Co-chairs: {chairs}. {count(facts.members, 'member')}.")
    yield Heading(1, "Meetings to come")
    if facts.meetings:
        columns = (Column("Day", 3), Column("Time", 1), Column("Place", 3), Column("Chair", 3))
        yield table(columns, facts.meetings, "Meetings to come")
    else:
        yield Paragraph("None is planned.")
    yield Heading(1, "Open actions")
    if facts.open_actions.total:
        yield rating_table(facts.open_actions, "Open actions by rating")
    else:
        yield Paragraph("No action is open.")
    for title, lines, otherwise in (
        ("Decisions waiting for ratification", facts.decisions, "None."),
        ("What is planned to be spoken of", facts.matters, "Nothing is on the forward plan."),
        ("Open risks", facts.risks, "None."),
    ):
        yield Heading(1, title)
        yield BulletList(lines) if lines else Paragraph(otherwise)
