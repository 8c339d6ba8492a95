"""A letter on the partnership's paper, from the words of a template already filled in."""

from dataclasses import dataclass
from datetime import date

from safeguard_desk.documents.model import Document, KeyFacts, Paragraph
from safeguard_desk.papers.parts import created, marking
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.terms import Marking


@dataclass(frozen=True)
class Letter:
    """To whom, about what, in which words; empty lines divide paragraphs."""

    organisation: str
    role: str
    agency: str
    subject: str
    body: str
    written_on: date
    marking: Marking = Marking.OFFICIAL


def compose(letter: Letter) -> Document:
    """Return the letter."""
    to = f"{letter.role}, {letter.agency}" if letter.agency else letter.role
    parts = [part.strip() for part in letter.body.split("\n\n") if part.strip()]
    return Document(
        title=letter.subject,
        blocks=(
            KeyFacts((("To", to), ("Date", write_date(letter.written_on)))),
            *(Paragraph(part) for part in parts),
        ),
        created=created(letter.written_on),
        organisation=letter.organisation,
        marking=marking(letter.marking, restricted=False),
        subject=letter.subject,
    )
