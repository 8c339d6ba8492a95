"""A learning product as a page: its fixed headings in boxes, for print and for the screen."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from safeguard_desk.desk.reading import Reader
from safeguard_desk.documents.model import (
    Block,
    BulletList,
    Callout,
    CalloutKind,
    Document,
    Heading,
    Paragraph,
)
from safeguard_desk.papers.parts import created, small
from safeguard_desk.papers.request import Request, asked
from safeguard_desk.papers.wording import boards_of
from safeguard_desk.rules.products import lines
from safeguard_desk.rules.terms import Marking
from safeguard_desk.rules.terms_learning import ProductKind, ProductState
from safeguard_desk.views import groups, products
from safeguard_desk.views.products import ProductView, SectionView

_SUBTITLE = {
    ProductKind.SEVEN_MINUTE: "Seven-minute briefing: read it together and talk about box 6",
    ProductKind.PRACTICE_NOTE: "Practice note",
    ProductKind.WEBINAR: "Record of a webinar",
    ProductKind.NEWSLETTER: "Newsletter",
}


@dataclass(frozen=True)
class Facts:
    """A product with who makes it."""

    organisation: str
    group: str
    view: ProductView
    today: date


def collect(reader: Reader, request: Request) -> Facts:
    """Return the product that is asked for."""
    seen = products.product(reader, asked(request.about[1] if request.about else None, "product"))
    group = groups.head(reader, seen.head.group_id)
    organisation = boards_of(groups.partnership(reader))
    return Facts(organisation, group.name, seen, reader.today)


def name(reader: Reader, request: Request) -> str:
    """Return what the file is called: "LD-P-0001 Was not brought"."""
    seen = products.product(reader, asked(request.about[1] if request.about else None, "product"))
    return f"{seen.head.ref} {seen.head.title}"


def compose(facts: Facts) -> Document:
    """Return the page; a draft says that it is one."""
    head = facts.view.head
    draft = head.state is ProductState.DRAFT
    return Document(
        title=head.title,
        subtitle=_SUBTITLE[head.kind],
        blocks=tuple(_blocks(facts)),
        created=created(head.approved_on or facts.today),
        organisation=facts.organisation,
        marking=(Marking.OFFICIAL_SENSITIVE if head.restricted else Marking.OFFICIAL).label,
        watermark="DRAFT" if draft else None,
        header=f"{head.ref} {head.title}",
        subject=head.kind.label,
    )


def _blocks(facts: Facts) -> Iterator[Block]:
    boxed = facts.view.head.kind is ProductKind.SEVEN_MINUTE
    for number, part in enumerate(facts.view.sections, 1):
        yield from _boxed(number, part) if boxed else _plain(part)
    made = f"Made by the {facts.group} group. Copy it and pass it on."
    yield small(f"{made} {facts.view.head.ref}")


def _boxed(number: int, part: SectionView) -> Iterator[Block]:
    """Return a section as a box with its number."""
    told = lines(part.text)
    words = "\n".join(told if len(told) < 2 else [f"• {line}" for line in told])
    yield Callout(
        CalloutKind.NOTE,
        words or f"To be written: {part.heading.hint}",
        label=f"{number}  {part.heading.title}",
    )


def _plain(part: SectionView) -> Iterator[Block]:
    told = lines(part.text)
    if not told and part.heading.may_be_empty:
        return
    yield Heading(1, part.heading.title)
    if len(told) > 1:
        yield BulletList(tuple(told))
    else:
        yield Paragraph(told[0] if told else f"To be written: {part.heading.hint}")
