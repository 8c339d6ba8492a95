"""Evidence for a board's annual report: by statutory heading, with sources, gaps listed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from safeguard_desk.desk.reading import Reader
from safeguard_desk.documents.model import (
    Block,
    BulletList,
    Callout,
    CalloutKind,
    Column,
    Document,
    Heading,
    Item,
    Paragraph,
    Role,
    Tally,
)
from safeguard_desk.papers.parts import created, lead, marking, small, table
from safeguard_desk.papers.request import Request, asked
from safeguard_desk.papers.wording import boards_of, spoken
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.terms import Marking
from safeguard_desk.rules.working_days import financial_year
from safeguard_desk.views import annual as view
from safeguard_desk.views import boards, groups
from safeguard_desk.views.annual import AnnualEvidence, Evidence
from safeguard_desk.views.annual_parts import Statement

_MOST = 12
"""Sources that a statement names; the rest are counted."""


@dataclass(frozen=True)
class Facts:
    """A board's year and who reports it."""

    organisation: str
    copy: str
    today: date
    found: AnnualEvidence
    restricted: bool

    @property
    def label(self) -> str:
        """The financial year as papers write it: 2026/27."""
        return _label(self.found.asked.year)


def _label(year: int) -> str:
    return f"{year}/{(year + 1) % 100:02d}"


def collect(reader: Reader, request: Request) -> Facts:
    """Return the evidence for a board's year; for this one where none is named."""
    board = asked(request.board_id, "board")
    return Facts(
        organisation=groups.partnership(reader),
        copy=request.copy,
        today=reader.today,
        found=view.evidence(reader, board, request.year, restricted=request.restricted),
        restricted=request.restricted,
    )


def name(reader: Reader, request: Request) -> str:
    """Return a file name: "HSAB annual report evidence 2026-27"."""
    code = boards.board(reader, asked(request.board_id, "board")).code
    year = request.year or financial_year(reader.today)
    return f"{code} annual report evidence {year}-{(year + 1) % 100:02d}"


def compose(facts: Facts) -> Document:
    """Return the evidence as a document."""
    board = facts.found.asked.board
    return Document(
        title=f"{board.name}: evidence for the annual report {facts.label}",
        subtitle=f"From the records as they stand on {write_date(facts.today)}",
        organisation=boards_of(facts.organisation),
        blocks=tuple(_blocks(facts)),
        created=created(facts.today),
        footer=facts.copy,
        header=f"{board.code}: annual report evidence {facts.label}",
        marking=marking(Marking.OFFICIAL, restricted=facts.restricted),
        subject=f"Evidence for the annual report of {board.code} {facts.label}",
    )


def _blocks(facts: Facts) -> Iterator[Block]:
    found = facts.found
    yield lead(_lead(found))
    yield table(
        (
            Column("What the report has to say", 3),
            Column("Statements", role=Role.NUMBER),
            Column("What is missing", 2.4),
        ),
        [(one.requirement.heading, _tally(one), one.gap or "–") for one in found.evidence],
        "Overview",
    )
    for one in found.evidence:
        yield Heading(1, one.requirement.heading)
        yield small(f"Asked: {one.requirement.asks}. Source: {one.requirement.source}.")
        if one.gap:
            yield Callout(CalloutKind.RISK, one.gap, label="Gap")
        if one.statements:
            yield BulletList(tuple(_item(statement) for statement in one.statements))
        elif not one.gap:
            yield Paragraph("None on record in this year.")


def _lead(found: AnnualEvidence) -> str:
    whole, gaps = len(found.evidence), len(found.gaps)
    if not gaps:
        return f"There is evidence under each of {spoken(whole, 'heading')}."
    return (
        f"Of {spoken(whole, 'heading')} that the annual report has to cover,"
        f" {spoken(gaps, 'has a gap', 'have a gap')}."
    )


def _tally(one: Evidence) -> Tally:
    keys = {
        (kind, identity): None
        for statement in one.statements
        for kind, identity, _ in statement.sources
        if kind
    }
    return Tally(len(one.statements), tuple(keys))


def _item(statement: Statement) -> Item:
    refs = list(dict.fromkeys(ref for *_, ref in statement.sources))
    more = f" and {len(refs) - _MOST} more" if len(refs) > _MOST else ""
    told = f"Sources: {', '.join(refs[:_MOST])}{more}." if refs else ""
    return Item(statement.text, (small(told),) if told else ())
