"""How learning products were passed on: products and agencies in a grid, and their own words."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from safeguard_desk.desk.reading import Reader
from safeguard_desk.documents.model import (
    Align,
    Block,
    Column,
    Document,
    Heading,
    Orientation,
    Role,
)
from safeguard_desk.papers.parts import created, lead, marking, small, table
from safeguard_desk.papers.request import Request, asked
from safeguard_desk.papers.wording import boards_of, count, share
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.terms import Marking
from safeguard_desk.rules.training_returns import year_words
from safeguard_desk.rules.working_days import financial_year
from safeguard_desk.views import groups, products
from safeguard_desk.views.products import Matrix, ProductHead

_ACROSS = 8
"""Products that a grid has side by side."""
_KEY = (
    "Embedded: the agency told how it passed the product on. Has it: it acknowledged the product."
    " Late: the day for its answer has passed. Empty: it was not sent there."
)


@dataclass(frozen=True)
class Facts:
    """The products that were sent in a year."""

    organisation: str
    marking: Marking
    group: str
    year: int
    matrix: Matrix
    today: date


def collect(reader: Reader, request: Request) -> Facts:
    """Return the products of a group that were sent in the year that is asked for."""
    group = groups.head(reader, asked(request.group_id, "group"))
    year = request.year or financial_year(reader.today)
    first, last = date(year, 4, 1), date(year + 1, 3, 31)
    seen = products.matrix(reader, group.id, since=first, until=last)
    organisation = boards_of(groups.partnership(reader))
    return Facts(organisation, group.marking, group.name, year, seen, reader.today)


def name(reader: Reader, request: Request) -> str:
    """Return what the file is called: "LD embedding 2026-27"."""
    group = groups.head(reader, asked(request.group_id, "group"))
    year = request.year or financial_year(reader.today)
    return f"{group.code} embedding {year_words(year).replace('/', '-')}"


def compose(facts: Facts) -> Document:
    """Return the paper, lying on its side."""
    return Document(
        title=f"How learning was embedded, {year_words(facts.year)}",
        subtitle=f"{facts.group}, as on {write_date(facts.today)}",
        blocks=tuple(_blocks(facts)),
        created=created(facts.today),
        organisation=facts.organisation,
        marking=marking(facts.marking, restricted=False),
        orientation=Orientation.LANDSCAPE,
        subject="Who has which learning product, and how it was passed on",
    )


def _blocks(facts: Facts) -> Iterator[Block]:
    seen = facts.matrix
    if not seen.products:
        yield lead(f"No learning product was sent in {year_words(facts.year)}.")
        return
    yield lead(summary(seen.products))
    yield Heading(1, "Products")
    yield listing(seen.products)
    yield Heading(1, "Agencies")
    for start in range(0, len(seen.products), _ACROSS):
        yield _grid(seen, start)
    yield small(_KEY)
    yield from answers(seen.products)


def summary(sent: tuple[ProductHead, ...]) -> str:
    """Return some products in a sentence: sent, acknowledged, embedded, late."""
    places = sum(len(one.sent) for one in sent)
    heard = sum(one.acknowledged for one in sent)
    embedded = sum(one.embedded for one in sent)
    late = sum(len(one.late) for one in sent)
    told = f"{count(len(sent), 'product')} went to agencies. Of the {places} that were sent,"
    told += f" {share(heard, places)} were acknowledged and {share(embedded, places)} embedded."
    return f"{told} {late} answers are late." if late else told


def listing(sent: tuple[ProductHead, ...]) -> Block:
    """Return the products with how many agencies have them and embedded them."""
    columns = [Column("Ref", role=Role.REF), Column("Product", 3), Column("Kind", 1.4)]
    columns += [Column("Sent", role=Role.DATE), Column("Acknowledged", 1.2)]
    columns += [Column("Embedded", 1.2), Column("Staff reached", role=Role.NUMBER)]
    rows = [
        (
            *(one.ref, one.title, one.kind.label, one.sent_on),
            share(one.acknowledged, len(one.sent)),
            share(one.embedded, len(one.sent)),
            one.staff or None,
        )
        for one in sent
    ]
    return table(columns, rows, "Products")


def _grid(seen: Matrix, start: int) -> Block:
    shown = seen.products[start : start + _ACROSS]
    columns = [Column("Agency", 2.4)]
    columns += [Column(one.ref, 1, align=Align.CENTRE) for one in shown]
    rows = []
    for agency_id, agency in seen.agencies:
        lines = [seen.line(agency_id, one.id) for one in shown]
        rows.append((agency, *(line.mark if line else "" for line in lines)))
    return table(columns, rows, f"Agencies {shown[0].ref}")


def answers(sent: tuple[ProductHead, ...]) -> Iterator[Block]:
    """Return what agencies told of how they embedded products."""
    rows = [
        (one.ref, line.name, line.embedded, line.staff, line.proof, line.embedded_on)
        for one in sent
        for line in one.sent
        if line.embedded
    ]
    if not rows:
        return
    yield Heading(1, "How agencies embedded them")
    columns = [Column("Ref", role=Role.REF), Column("Agency", 1.4)]
    columns += [Column("In their words", 3), Column("Staff", role=Role.NUMBER)]
    columns += [Column("Shown by", 1.6), Column("Told", role=Role.DATE)]
    yield table(columns, rows, "In their words")
