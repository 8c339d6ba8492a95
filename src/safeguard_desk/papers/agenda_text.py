"""What the agenda looks like: its facts made into a document."""

from collections.abc import Iterable

from safeguard_desk.documents.model import (
    Block,
    Column,
    Document,
    Heading,
    KeyFacts,
    PageBreak,
    Paragraph,
    Role,
    Run,
    Table,
)
from safeguard_desk.papers.agenda import AgendaFacts, AgendaLine, PaperLine
from safeguard_desk.papers.parts import created, lead, marking, small, table
from safeguard_desk.papers.wording import boards_of, clock, listed, person
from safeguard_desk.rules.dates import write_day
from safeguard_desk.rules.terms import MeetingState

_COLUMNS = (
    Column("Time", fixed=14),
    Column("Item", fixed=11, role=Role.NUMBER),
    Column("Title and papers", weight=2.6),
    Column("Presenter", weight=1),
    Column("For", fixed=25),
    Column("Minutes", fixed=17, role=Role.NUMBER),
)
PART_2_ELSEWHERE = (
    "This meeting has a restricted part. It goes to named people only and is left out of this copy."
)


def compose(facts: AgendaFacts) -> Document:
    """Return the agenda as a document."""
    head = facts.head
    return Document(
        title=f"{head.group_name}: agenda",
        subtitle=f"{write_day(head.held_on)}, {_times(facts)}",
        organisation=boards_of(facts.organisation),
        blocks=tuple(_blocks(facts)),
        created=created(facts.today),
        footer=facts.copy,
        marking=marking(head.marking, restricted=facts.restricted),
        header=f"{head.group_name} agenda, {head.ref}",
        subject=f"Agenda of {head.ref}",
    )


def _times(facts: AgendaFacts) -> str:
    return f"{clock(facts.head.starts_at)} to {clock(facts.ends_at)}"


def _blocks(facts: AgendaFacts) -> Iterable[Block]:
    if facts.head.state is MeetingState.CANCELLED:
        yield lead("This meeting is cancelled.")
    yield _head(facts)
    yield Heading(1, "Part 1" if facts.has_part_2 else "Agenda")
    if facts.part_1:
        yield _table(facts.part_1, "Agenda")
    else:
        yield Paragraph("No items are on the agenda yet.")
    if facts.has_part_2 and not facts.part_2:
        yield Heading(1, "Part 2: restricted")
        yield Paragraph(PART_2_ELSEWHERE)
    if facts.other_papers:
        yield Heading(1, "Other papers")
        yield Paragraph("\n".join(_named(paper) for paper in facts.other_papers))
    yield from _expected(facts)
    if facts.part_2:
        yield PageBreak()
        yield Heading(1, "Part 2: restricted")
        yield Paragraph("For named people only. Not to be copied or sent on.")
        yield _table(facts.part_2, "Agenda, part 2")


def _head(facts: AgendaFacts) -> KeyFacts:
    head = facts.head
    chairs = listed([person(chair.role, chair.agency) for chair in facts.co_chairs])
    pairs = [
        ("Date", write_day(head.held_on)),
        ("Time", _times(facts)),
        ("Venue", head.venue or ("Online" if facts.online else "To be confirmed")),
        ("Link", Run(head.link, link=head.link) if head.link.startswith("http") else head.link),
        ("Co-chairs", chairs or "None recorded"),
        ("Reference", head.ref),
    ]
    return KeyFacts(tuple((label, value) for label, value in pairs if value))


def _table(lines: Iterable[AgendaLine], name: str) -> Table:
    """Return the items; where one says what it takes up, numbers name the rows, not titles."""
    shown = tuple(lines)
    noted = any(line.notes for line in shown)
    rows = (
        (
            clock(line.starts_at),
            line.number,
            _title(line, bold=noted),
            line.presenter,
            line.purpose,
            line.minutes,
        )
        for line in shown
    )
    return table(_COLUMNS, rows, name, 1 if noted else 2)


def _title(line: AgendaLine, *, bold: bool) -> str | tuple[str | Run, ...]:
    if not (line.papers or line.notes or bold):
        return line.title
    notes = "".join(f"\n{note}" for note in line.notes)
    papers = "".join(f"\nPaper: {_named(paper)}" for paper in line.papers)
    return (Run(line.title, bold=bold), Run(notes), Run(papers, italic=True))


def _named(paper: PaperLine) -> str:
    return f"{paper.title} ({paper.mark})" if paper.mark else paper.title


def _expected(facts: AgendaFacts) -> Iterable[Block]:
    yield Heading(1, "Members expected")
    if not facts.expected:
        yield Paragraph("The group has no members yet.")
        return
    noted = any(member.note for member in facts.expected)
    columns: tuple[Column, ...] = (
        Column("Role", 2),
        Column("Agency", 2),
        Column("Capacity", fixed=24),
    )
    columns += (Column("Known beforehand", 1.5),) if noted else ()
    rows = (
        (member.role, member.agency, member.capacity, *((member.note,) if noted else ()))
        for member in facts.expected
    )
    yield table(columns, rows, "Members expected")
    yield small("Apologies and deputies are sent to the business unit before the meeting.")
