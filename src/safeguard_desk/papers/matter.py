"""One matter over time as a paper: everything every meeting said about it, in order."""

from dataclasses import dataclass, replace
from datetime import date

from safeguard_desk.desk.reading import Reader
from safeguard_desk.documents.model import Block, Column, Document, Heading, Paragraph, Role
from safeguard_desk.errors import Refusal
from safeguard_desk.papers.parts import created, marking, table
from safeguard_desk.papers.request import Request
from safeguard_desk.papers.wording import boards_of
from safeguard_desk.rules.terms import Marking
from safeguard_desk.views import groups as group_views
from safeguard_desk.views.matter_history import story
from safeguard_desk.views.story import Story

_COLUMNS = (
    Column("Date", role=Role.DATE),
    Column("Where", fixed=38),
    Column("What", fixed=30),
    Column("Words", weight=1),
)
_NAME = 60
"""Characters of a title that a file is named by."""


@dataclass(frozen=True)
class MatterFacts:
    """What the paper says; without the restricted part `left_out` tells that there is more."""

    organisation: str
    copy: str
    today: date
    story: Story
    left_out: bool
    restricted: bool


def collect(reader: Reader, request: Request) -> MatterFacts:
    """Return the history of a matter, without what the request may not show."""
    whole = _story(reader, request)
    if whole.restricted and not request.restricted:
        raise Refusal(
            "This matter belongs to the restricted part.",
            "Nothing was made.",
            "Ask for the copy with the restricted part.",
        )
    kept = whole
    if not request.restricted:
        kept = replace(whole, events=tuple(e for e in whole.events if not e.restricted))
    return MatterFacts(
        organisation=group_views.partnership(reader),
        copy=request.copy,
        today=reader.today,
        story=kept,
        left_out=len(kept.events) < len(whole.events),
        restricted=request.restricted and whole.has_restricted,
    )


def _story(reader: Reader, request: Request) -> Story:
    if request.about is None:
        raise Refusal(
            "This paper is made for a matter, and none was named.",
            "Nothing was made.",
            "Choose the matter first.",
        )
    return story(reader, *request.about)


def name(reader: Reader, request: Request) -> str:
    """Return what the file of a matter's history is called."""
    title = "".join(sign if sign.isalnum() else " " for sign in _story(reader, request).title)
    return f"History of {' '.join(title.split())[:_NAME].strip()}"


def compose(facts: MatterFacts) -> Document:
    """Return the history as a document."""
    told = facts.story
    return Document(
        title=told.title,
        subtitle=f"One matter over time: {told.group}",
        organisation=boards_of(facts.organisation),
        blocks=_blocks(facts),
        created=created(facts.today),
        footer=facts.copy,
        marking=marking(Marking.OFFICIAL, restricted=facts.restricted),
        header=f"History of {told.title}",
        subject=f"What meetings said about {told.title}",
    )


def _blocks(facts: MatterFacts) -> tuple[Block, ...]:
    told = facts.story
    blocks: list[Block] = []
    if told.now:
        blocks.append(Paragraph(" ".join(told.now)))
    blocks.append(Heading(1, "What was said, in order"))
    if told.events:
        rows = ((event.on, event.where, event.kind, event.words) for event in told.events)
        blocks.append(table(_COLUMNS, rows, "What was said, in order", 0))
    else:
        blocks.append(Paragraph("No meeting has spoken of it yet."))
    if facts.left_out:
        blocks.append(Paragraph("What belongs to the restricted part is left out of this copy."))
    return tuple(blocks)
