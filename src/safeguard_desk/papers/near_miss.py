"""A near miss or good practice on half a page: what happened, what is learned, what came of it.

It is restricted as every case is; the public copy is refused. It is not made while a text tells who
somebody is.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from safeguard_desk.desk.reading import Reader
from safeguard_desk.documents.model import (
    Block,
    BulletList,
    Cell,
    Document,
    Heading,
    KeyFacts,
    Paragraph,
)
from safeguard_desk.errors import Refusal
from safeguard_desk.papers import one_case
from safeguard_desk.papers.parts import created, lead, marking
from safeguard_desk.papers.request import Request
from safeguard_desk.papers.wording import boards_of
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.terms import Marking
from safeguard_desk.rules.terms_review import ReviewKind
from safeguard_desk.rules.terms_thread import FindingKind
from safeguard_desk.views import groups as group_views
from safeguard_desk.views import reviews
from safeguard_desk.views.review_case import Case


@dataclass(frozen=True)
class NearMissFacts:
    """What the half page says."""

    organisation: str
    group: str
    case: Case


def collect(reader: Reader, request: Request) -> NearMissFacts:
    """Return what the half page says; refuses other kinds, a public copy, and leaks."""
    seen = one_case.for_named_people(reader, request, "half page")
    if not seen.head.kind.is_light:
        raise Refusal(
            f"{seen.head.ref} is no near miss and no good practice.",
            "Nothing was made.",
            "Its own papers tell of it, as the decision record.",
        )
    return NearMissFacts(
        organisation=group_views.partnership(reader),
        group=group_views.head(reader, seen.head.group_id).name,
        case=seen,
    )


def name(reader: Reader, request: Request) -> str:
    """Return what the file of the half page is called."""
    head = reviews.head(reader, one_case.about(request))
    return f"{head.ref} {head.kind.label.lower()}"


def compose(facts: NearMissFacts) -> Document:
    """Return the half page as a document."""
    head = facts.case.head
    return Document(
        title=_title(head.kind.label, head.title),
        subtitle=f"{head.ref}, {facts.group}",
        organisation=boards_of(facts.organisation),
        blocks=tuple(_blocks(facts.case)),
        created=created(facts.case.today),
        marking=marking(Marking.OFFICIAL_SENSITIVE, restricted=True),
        footer="For learning; code names only",
        subject=f"{head.kind.label} {head.ref}",
    )


def _title(kind: str, title: str) -> str:
    """Return a title that says the kind once."""
    return title if kind.casefold() in title.casefold() else f"{kind}: {title}"


def _blocks(seen: Case) -> Iterator[Block]:
    head = seen.head
    yield KeyFacts(tuple(_facts(seen)))
    yield lead(head.happened)
    good = head.kind is ReviewKind.GOOD_PRACTICE
    yield Heading(1, "What went well" if good else "What is learned")
    learned = [one.text for one in seen.findings if one.kind is not FindingKind.STRENGTH or good]
    learned += [one.text for one in seen.learning]
    if learned:
        yield BulletList(tuple(dict.fromkeys(learned)))
    else:
        yield Paragraph("The group has not agreed yet what is learned.")
    strengths = [one.text for one in seen.findings if one.kind is FindingKind.STRENGTH]
    if strengths and not good:
        yield Paragraph(f"What helped: {'; '.join(strengths)}.")
    yield Heading(1, "What came of it")
    done = [f"{one.ref}: {one.title} ({one.status.label.lower()})" for one in seen.actions]
    if done:
        yield BulletList(tuple(done))
    yield Paragraph(_answer(seen))


def _facts(seen: Case) -> Iterator[tuple[str, Cell]]:
    head = seen.head
    yield "Sent", write_date(head.referred_on)
    sender = ", ".join(part for part in (head.referred_by, head.agency) if part)
    if sender:
        yield "By", sender
    yield "Board", head.board
    themes = ", ".join(dict.fromkeys(one.theme for one in seen.notes))
    if themes:
        yield "Themes", themes


def _answer(seen: Case) -> str:
    head = seen.head
    if not head.answer:
        return "Those who sent it have had no answer yet."
    when = f" on {write_date(head.answered_on)}" if head.answered_on else ""
    return f"Those who sent it were told{when}: {head.answer}"
