"""The cover sheet of a paper: what the group is asked, and what it means for whom."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from safeguard_desk.desk.reading import Reader
from safeguard_desk.documents.model import Block, Document, Heading, KeyFacts, Paragraph
from safeguard_desk.errors import Refusal
from safeguard_desk.papers.parts import created, marking
from safeguard_desk.papers.wording import boards_of
from safeguard_desk.rules.dates import write_day
from safeguard_desk.views import groups
from safeguard_desk.views import meetings as view
from safeguard_desk.views.meetings import MeetingHead
from safeguard_desk.views.papers import CoverView, covers

_NOT_STATED = "Not stated."


@dataclass(frozen=True)
class CoverFacts:
    """What a cover sheet says, with the meeting it is for."""

    organisation: str
    today: date
    head: MeetingHead
    sheet: CoverView
    restricted: bool


def collect(reader: Reader, meeting_id: str, paper_id: str) -> CoverFacts:
    """Return the facts of a paper's cover sheet; refuses a paper that is no longer there."""
    sheet = covers(reader, meeting_id).get(paper_id)
    if sheet is None:
        raise Refusal("This paper is no longer there.", "Nothing was made.", "Look at the list.")
    papers = {paper.id: paper for paper in view.papers(reader, meeting_id)}
    items = {item.id: item.restricted for item in view.items(reader, meeting_id)}
    paper = papers[paper_id]
    hidden = paper.restricted or items.get(paper.item_id or "", False)
    head = view.head(reader, meeting_id)
    return CoverFacts(groups.partnership(reader), reader.today, head, sheet, hidden)


def compose(facts: CoverFacts) -> Document:
    """Return the cover sheet as a document."""
    head, sheet = facts.head, facts.sheet
    return Document(
        title=sheet.title,
        subtitle=f"{head.group_name}, {write_day(head.held_on)}",
        organisation=boards_of(facts.organisation),
        blocks=tuple(_blocks(sheet)),
        created=created(facts.today),
        marking=marking(head.marking, restricted=facts.restricted),
        header=f"Cover sheet, {head.ref}",
        subject=f"Cover sheet of a paper for {head.ref}",
    )


def _blocks(sheet: CoverView) -> Iterable[Block]:
    facts = (
        ("Agenda item", sheet.item),
        ("Author", sheet.author),
        ("Purpose", sheet.purpose.label if sheet.purpose else ""),
        ("Board priority", sheet.priority),
    )
    told = tuple((label, words) for label, words in facts if words)
    if told:
        yield KeyFacts(told)
    yield Heading(1, "What the group is asked to do")
    yield Paragraph(sheet.recommendation or _NOT_STATED)
    yield Heading(1, "Summary")
    yield Paragraph(sheet.summary or _NOT_STATED)
    yield Heading(1, "What it means")
    for title, words in (
        ("For children and young people", sheet.for_children),
        ("For adults at risk", sheet.for_adults),
        ("For equality and diversity", sheet.for_equality),
    ):
        yield Heading(2, title)
        yield Paragraph(words or _NOT_STATED)
