"""Inspections in papers: one on a page, and the list of all."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from safeguard_desk.desk.reading import Reader
from safeguard_desk.documents.model import (
    Block,
    Column,
    Document,
    Heading,
    Orientation,
    Paragraph,
    Role,
)
from safeguard_desk.errors import Refusal
from safeguard_desk.papers.parts import created, lead, marking, small, table
from safeguard_desk.papers.request import Request, asked
from safeguard_desk.papers.tracker import asked_groups, code_of, marking_of
from safeguard_desk.papers.wording import boards_of, count
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.terms import Marking
from safeguard_desk.rules.terms_quality import Decided
from safeguard_desk.views import groups as group_views
from safeguard_desk.views import inspections as view
from safeguard_desk.views.inspections import Following, InspectionRow, Said

_LIST = (
    Column("Ref", role=Role.REF),
    Column("Of", 3),
    Column("Body", 1.6),
    Column("Agency", 1.8),
    Column("Published", role=Role.DATE),
    Column("Judgement", 2),
    Column("Decision", fixed=22),
    Column("Why", 2.4),
    Column("Next update", role=Role.DATE),
)


@dataclass(frozen=True)
class OneFacts:
    """An inspection with its challenge and what followed."""

    organisation: str
    copy: str
    today: date
    row: InspectionRow
    said: tuple[Said, ...]
    following: tuple[Following, ...]


@dataclass(frozen=True)
class ListFacts:
    """The inspections of a group, or of all."""

    organisation: str
    copy: str
    today: date
    name: str
    marking: Marking
    rows: tuple[InspectionRow, ...]
    left_out: int
    restricted: bool


def collect_one(reader: Reader, request: Request) -> OneFacts:
    """Return an inspection; refuses a restricted one in an ordinary copy."""
    record = request.about[1] if request.about is not None else None
    row = view.one(reader, asked(record, "inspection"))
    if row.restricted and not request.restricted:
        raise Refusal(
            f"{row.ref} belongs to the restricted part.",
            "Nothing was made.",
            "Ask for the copy with the restricted part.",
        )
    return OneFacts(
        organisation=group_views.partnership(reader),
        copy=request.copy,
        today=reader.today,
        row=row,
        said=tuple(view.said(reader, row.id)),
        following=tuple(view.following(reader, row.id)),
    )


def collect(reader: Reader, request: Request) -> ListFacts:
    """Return the inspections of the group asked for, or of all."""
    groups = asked_groups(reader, request)
    every = view.listed(reader, request.group_id)
    rows = [row for row in every if request.restricted or not row.restricted]
    return ListFacts(
        organisation=group_views.partnership(reader),
        copy=request.copy,
        today=reader.today,
        name=groups[0].name if request.group_id is not None else "All groups",
        marking=marking_of(groups),
        rows=tuple(rows),
        left_out=len(every) - len(rows),
        restricted=request.restricted,
    )


def name(reader: Reader, request: Request) -> str:
    """Return what the file of the list is called."""
    return f"{code_of(reader, request)} inspections {reader.today.isoformat()}"


def name_one(reader: Reader, request: Request) -> str:
    """Return what the file of one inspection is called."""
    return view.one(reader, asked(request.about[1] if request.about else None, "inspection")).ref


def compose(facts: ListFacts) -> Document:
    """Return the list, lying on its side."""
    return Document(
        title=f"{facts.name}: inspections and reviews of agencies",
        subtitle=f"As it stands on {write_date(facts.today)}",
        organisation=boards_of(facts.organisation),
        blocks=tuple(_listed(facts)),
        created=created(facts.today),
        footer=facts.copy,
        marking=marking(facts.marking, restricted=facts.restricted),
        orientation=Orientation.LANDSCAPE,
        subject="Inspections, single agency audits and reviews",
    )


def _listed(facts: ListFacts) -> Iterable[Block]:
    by_decision = ", ".join(
        f"{sum(row.decided is one for row in facts.rows)} {one.label.lower()}" for one in Decided
    )
    yield lead(f"{count(len(facts.rows), 'inspection')}: {by_decision}.")
    if facts.left_out:
        yield small("What belongs to the restricted part is left out of this copy.")
    if not facts.rows:
        yield Paragraph("None was received yet.")
        return
    rows = (
        (
            *(row.ref, row.title, row.body.label, row.agency, row.published_on),
            *(row.judgement, row.decided.label, row.decided_reason, row.next_on or ""),
        )
        for row in facts.rows
    )
    yield table(_LIST, rows, "Inspections", 0)


def compose_one(facts: OneFacts) -> Document:
    """Return one inspection on a page."""
    row = facts.row
    return Document(
        title=row.title,
        subtitle=f"{row.ref}: {row.body.label}, {write_date(row.published_on)}",
        organisation=boards_of(facts.organisation),
        blocks=tuple(_told(facts)),
        created=created(facts.today),
        footer=facts.copy,
        marking=marking(Marking.OFFICIAL, restricted=row.restricted),
        subject=f"Inspection {row.ref}",
    )


def _told(facts: OneFacts) -> Iterable[Block]:
    row = facts.row
    yield lead(f"{row.agency or 'No agency'}: {row.judgement or 'no judgement recorded'}.")
    for title, words in (("Key issues", row.issues), ("Analysis of the group", row.analysis)):
        yield Heading(1, title)
        yield Paragraph(words or "Not written yet.")
    yield Heading(1, "Challenge and response")
    if facts.said:
        columns = (
            Column("On", role=Role.DATE),
            Column("Turn", fixed=24),
            Column("By", 1.4),
            Column("What", 4),
        )
        rows = ((one.on, one.turn.label, one.by, one.text) for one in facts.said)
        yield table(columns, rows, "Challenge and response", 0)
    else:
        yield Paragraph("The agency was not challenged.")
    yield Heading(1, "Decision")
    decided = row.decided.label
    on = f" on {write_date(row.decided_on)}" if row.decided_on else ""
    following = f" Next update: {write_date(row.next_on)}." if row.next_on else ""
    why = f": {row.decided_reason}" if row.decided_reason else ""
    yield Paragraph(f"{decided}{on}{why}.{following}".replace("..", "."))
    yield Heading(1, "What followed")
    if facts.following:
        what = (Column("Ref", role=Role.REF), Column("What", 4), Column("State", 1.4))
        found = ((one.ref, one.text, one.state) for one in facts.following)
        yield table(what, found, "What followed", 0)
    else:
        yield Paragraph("No finding or action came of it.")
