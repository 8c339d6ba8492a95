"""The agency accountability sheet: what an agency owes the boards, and what it has done."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from safeguard_desk.desk.reading import Reader
from safeguard_desk.documents.model import (
    Block,
    Cell,
    Column,
    Document,
    Emphasis,
    Heading,
    KeyFacts,
    Paragraph,
    Role,
    Row,
)
from safeguard_desk.papers.parts import created, lead, marking, table
from safeguard_desk.papers.request import Request, asked
from safeguard_desk.papers.wording import boards_of, listed, sentence, spoken
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.terms import Marking
from safeguard_desk.views import accountability as view
from safeguard_desk.views import groups
from safeguard_desk.views.account_parts import Item, Section
from safeguard_desk.views.account_sections import PLACES
from safeguard_desk.views.accountability import Account

_MOST_DONE = 6
"""Things done that a section names; what is owed is always named."""
_LONG = 110


@dataclass(frozen=True)
class Facts:
    """An agency's account, and who gives it."""

    organisation: str
    copy: str
    today: date
    account: Account
    restricted: bool

    @property
    def label(self) -> str:
        """The financial year as papers write it: 2026/27."""
        return f"{self.account.year}/{(self.account.year + 1) % 100:02d}"


def collect(reader: Reader, request: Request) -> Facts:
    """Return the account of an agency's year; of this year where none is named."""
    agency = asked(request.agency_id, "agency")
    return Facts(
        organisation=groups.partnership(reader),
        copy=request.copy,
        today=reader.today,
        account=view.account(reader, agency, request.year, restricted=request.restricted),
        restricted=request.restricted,
    )


def name(reader: Reader, request: Request) -> str:
    """Return a file name: "ICB accountability 2026-27"."""
    found = view.head(reader, asked(request.agency_id, "agency"))
    year = view.year_of(reader, request.year)
    return f"{found.short or found.name} accountability {year}-{(year + 1) % 100:02d}"


def compose(facts: Facts) -> Document:
    """Return the sheet; one page for most agencies, however much was done."""
    found = facts.account
    return Document(
        title=found.head.name,
        subtitle=f"Agency accountability sheet {facts.label}, as on {write_date(facts.today)}",
        organisation=boards_of(facts.organisation),
        blocks=tuple(_blocks(facts)),
        created=created(facts.today),
        footer=facts.copy,
        marking=marking(Marking.OFFICIAL_SENSITIVE, restricted=facts.restricted),
        subject="What an agency owes the safeguarding boards and what it has done",
    )


def _blocks(facts: Facts) -> Iterator[Block]:
    found = facts.account
    yield lead(_lead(found))
    yield KeyFacts(tuple(_head(found)))
    if not found.sections:
        yield Paragraph("Nothing was asked of this agency in the year, and it sits in no group.")
        return
    if found.owed:
        yield Heading(1, "What it owes")
        yield _owed(found)
    done = [section for section in found.sections if section.title != PLACES]
    if done:
        yield Heading(1, "What it has done")
        yield KeyFacts(tuple((section.title, _done(section)) for section in done))
    for section in found.sections:
        if section.title == PLACES:
            yield Heading(1, section.title)
            yield Paragraph(sentence(section.said or "No meeting of its groups was held yet"))
            yield _places(section)


def _lead(found: Account) -> str:
    if not found.owed:
        return f"{found.head.name} owes nothing at this moment."
    late = f", {spoken(found.late, 'of them late', 'of them late')}" if found.late else ""
    return f"{found.head.name} owes {spoken(found.owed, 'thing')}{late}."


def _head(found: Account) -> Iterator[tuple[str, Cell]]:
    yield "Side", found.head.side.label
    if found.aliases:
        yield "Also known as", listed(found.aliases)
    if found.head.ended_on:
        yield "Ended", found.head.ended_on


def _owed(found: Account) -> Block:
    items = [(section, item) for section in found.sections for item in section.items if item.owed]
    items.sort(key=lambda one: (not one[1].late, one[1].due_on or date.max))
    return table(
        [
            Column("Ref", fixed=27),
            Column("What", 3.2),
            Column("How it stands", 2),
            Column("Due", role=Role.DATE),
        ],
        [_row(section, item) for section, item in items],
        "What it owes",
    )


def _row(section: Section, item: Item) -> Row:
    title = item.title if len(item.title) <= _LONG else f"{item.title[:_LONG].rstrip()} …"
    stands = f"LATE: {item.stands}" if item.late else item.stands
    emphasis = Emphasis.STRONG if item.late else Emphasis.PLAIN
    return Row((item.ref or section.title, title, stands, item.due_on), emphasis)


def _done(section: Section) -> str:
    """Return in words what was done under a section: its sum, and the first few by name."""
    done = [item for item in section.items if not item.owed]
    named = [
        f"{' '.join(filter(None, (item.ref, item.title)))} ({item.stands})"
        for item in done[:_MOST_DONE]
    ]
    more = len(done) - len(named)
    words = [section.said, *named, f"and {more} more" if more > 0 else ""]
    told = "; ".join(filter(None, words))
    return sentence(told or "nothing yet; see what it owes")


def _places(section: Section) -> Block:
    return table(
        [Column("Group", fixed=18), Column("Who", 2.6), Column("In what capacity", 2)],
        [(item.ref, item.title, item.stands) for item in section.items],
        section.title,
    )
