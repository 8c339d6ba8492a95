"""Terms of reference with their duties, and at which meeting of the year each was exercised."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from safeguard_desk.desk.reading import Reader
from safeguard_desk.documents.model import (
    Align,
    Block,
    BulletList,
    Cell,
    Column,
    Document,
    Heading,
    KeyFacts,
    Orientation,
    Paragraph,
    Role,
)
from safeguard_desk.papers.parts import created, lead, marking, small, table
from safeguard_desk.papers.request import Request, asked
from safeguard_desk.papers.wording import count
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.terms import Marking
from safeguard_desk.rules.working_days import financial_year
from safeguard_desk.views import duties as view
from safeguard_desk.views import groups
from safeguard_desk.views.calendar import span_of
from safeguard_desk.views.duties import DutiesYear, TermsView


@dataclass(frozen=True)
class Facts:
    """A group's terms in force and how its duties were exercised in a year."""

    group: str
    code: str
    organisation: str
    marking: Marking
    today: date
    year: int
    terms: TermsView | None
    found: DutiesYear | None


def collect(reader: Reader, request: Request) -> Facts:
    """Return the terms of the group that is asked for, over this year where none is named."""
    group = groups.head(reader, asked(request.group_id, "group"))
    year = financial_year(reader.today) if request.year is None else request.year
    terms = view.in_force(view.versions(reader, group.id))
    found = view.year(reader, group.id, terms.id, *span_of(year)) if terms else None
    return Facts(
        *(group.name, group.code, groups.partnership(reader), group.marking, reader.today),
        *(year, terms, found),
    )


def name(reader: Reader, request: Request) -> str:
    """Return a file name: "QA terms and duties 2026-27"."""
    facts = collect(reader, request)
    return f"{facts.code} terms and duties {facts.year}-{(facts.year + 1) % 100:02d}"


def compose(facts: Facts) -> Document:
    """Return the paper."""
    return Document(
        title="Terms of reference and duties",
        subtitle=f"{facts.group}, {facts.year}/{(facts.year + 1) % 100:02d}",
        blocks=tuple(_blocks(facts)),
        created=created(facts.today),
        organisation=facts.organisation,
        marking=marking(facts.marking, restricted=False),
        orientation=Orientation.LANDSCAPE,
        subject=f"Terms of reference of the {facts.group}",
    )


def _blocks(facts: Facts) -> Iterable[Block]:
    terms, found = facts.terms, facts.found
    if terms is None or found is None:
        yield Paragraph("This group has no terms of reference on the desk yet.")
        return
    idle = found.idle
    held = count(len(found.meetings), "meeting")
    if found.lines:
        yield lead(
            f"{len(found.lines) - len(idle)} of {len(found.lines)} duties were exercised at"
            f" {held} of the year."
        )
    yield KeyFacts(
        (
            ("Version", str(terms.number)),
            ("Agreed on", write_date(terms.agreed_on) if terms.agreed_on else "Draft"),
            ("Review by", _review(terms, facts.today)),
        )
    )
    if idle:
        yield Heading(1, "Not exercised this year")
        yield BulletList(tuple(f"{line.number}. {line.text}" for line in idle))
    if found.lines:
        yield Heading(1, "Duties and meetings")
        yield _table(found)
        yield small("The numbers are those of the agenda items under which it was exercised.")
    if terms.text.strip():
        yield Heading(1, terms.title)
        for part in terms.text.split("\n\n"):
            if part.strip():
                yield Paragraph(part.strip())


def _review(terms: TermsView, today: date) -> str:
    if terms.review_on is None:
        return "No date set"
    late = " (overdue)" if terms.overdue(today) else ""
    return f"{write_date(terms.review_on)}{late}"


def _table(found: DutiesYear) -> Block:
    days = [
        Column(write_date(day).rsplit(" ", 1)[0], align=Align.CENTRE)
        for _, _, day in found.meetings
    ]
    columns = [
        Column("No.", role=Role.NUMBER),
        Column("Duty", 6),
        *days,
        Column("Times", role=Role.NUMBER),
    ]
    rows: list[tuple[Cell, ...]] = [
        (
            line.number,
            line.text,
            *(", ".join(map(str, items)) for items in line.items),
            line.times,
        )
        for line in found.lines
    ]
    return table(columns, rows, "Duties and meetings", 1)
