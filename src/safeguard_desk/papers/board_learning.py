"""What a board hears of learning in its report of a quarter; the learning report has the rest."""

from collections.abc import Iterator

from safeguard_desk.desk.reading import Reader
from safeguard_desk.documents.model import Block, BulletList, Heading, Paragraph
from safeguard_desk.papers.learning_report import quality, sentences
from safeguard_desk.rules.terms import GroupKind
from safeguard_desk.rules.working_days import Quarter
from safeguard_desk.views import groups
from safeguard_desk.views.boards import BoardHead
from safeguard_desk.views.learning_report import LearningFacts, learning_facts


def collect(
    reader: Reader, group_id: str | None, board: BoardHead, quarter: Quarter
) -> LearningFacts | None:
    """Return what a board hears of learning; None in the report of a group of another kind."""
    if group_id is not None and groups.head(reader, group_id).kind is not GroupKind.LEARNING:
        return None
    return learning_facts(reader, board.side, board.sides, quarter.start, quarter.end)


def blocks(found: LearningFacts | None, *, public: bool) -> Iterator[Block]:
    """Return the section of a report; nothing where there is nothing of learning to tell."""
    if found is None or not found.anything:
        return
    yield Heading(1, "Learning and its impact")
    yield BulletList(tuple(sentences(found, public=public)))
    if found.courses:
        yield from quality(found, public=public)
    if missing := found.unknown(names=not public):
        yield Paragraph("What is not known:")
        yield BulletList(missing)
