"""What a board's report says of reviews: counts, and the wording that was agreed for others."""

from collections.abc import Collection, Iterator

from sqlalchemy import select

from safeguard_desk.desk.reading import Reader
from safeguard_desk.documents.model import Block, Heading, Paragraph
from safeguard_desk.models import Group
from safeguard_desk.papers import told_parts
from safeguard_desk.papers.wording import count
from safeguard_desk.rules.terms import GroupKind, Side
from safeguard_desk.views.review_told import ReviewsTold, told


def collect(reader: Reader, group_id: str | None, sides: Collection[Side]) -> ReviewsTold | None:
    """Return what a board hears of reviews; None where another group reports, or there are none."""
    if group_id is not None:
        kind = reader.scalar(select(Group.kind).where(Group.id == group_id))
        if kind is not GroupKind.REVIEW:
            return None
    found = told(reader, sides)
    return found if found.cases else None


def blocks(found: ReviewsTold | None) -> Iterator[Block]:
    """Yield how many reviews are under way, and what may be told of them."""
    if found is None:
        return
    yield Heading(1, "Reviews")
    yield Paragraph(
        f"{count(len(found.open), 'review')} under way, {count(found.missed, 'clock')} missed;"
        f" {count(len(found.recommendations), 'recommendation')} made by reviews so far."
    )
    yield from told_parts.in_agreed_words(found.open)
    worded = [one for one in found.recommendations if one.words]
    if worded:
        yield told_parts.agreed_recommendations(worded)
