"""The progress report on reviews to the boards: an edition for each side, and one for both.

Anonymous whatever is asked for: counts, and the wording agreed for others. Nothing else is in the
facts that it is made of.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from safeguard_desk.desk.reading import Reader
from safeguard_desk.documents.model import (
    Block,
    BulletList,
    Cell,
    Column,
    Document,
    Heading,
    KeyFacts,
    Paragraph,
    Role,
)
from safeguard_desk.papers import told_parts
from safeguard_desk.papers.parts import created, lead, marking, small, table
from safeguard_desk.papers.request import Request
from safeguard_desk.papers.wording import boards_of, count, listed
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.terms import Marking, Side
from safeguard_desk.rules.terms_review import Publication, ReviewState
from safeguard_desk.views import boards as board_views
from safeguard_desk.views import groups as group_views
from safeguard_desk.views.review_told import CaseTold, ReviewsTold, told

_PLACES: tuple[tuple[str, frozenset[ReviewState]], ...] = (
    ("Waiting for a decision", frozenset({ReviewState.REFERRED, ReviewState.SCREENED})),
    (
        "Being scoped and gathered",
        frozenset({ReviewState.DECISION, ReviewState.SCOPED, ReviewState.GATHERING}),
    ),
    (
        "Analysis and report",
        frozenset({ReviewState.ANALYSIS, ReviewState.DRAFT, ReviewState.AGREED}),
    ),
    (
        "Accepted, actions under way",
        frozenset({ReviewState.ACCEPTED, ReviewState.PUBLISHED, ReviewState.PLAN}),
    ),
    ("Impact checked", frozenset({ReviewState.IMPACT})),
)
_WHOSE = {
    Side.CHILDREN: "reviews of children, and those of both sides",
    Side.ADULTS: "reviews of adults, and those of both sides",
    Side.BOTH: "the reviews of both sides",
}


@dataclass(frozen=True)
class ProgressFacts:
    """What the report says. `board` is its code, "" for both boards together."""

    organisation: str
    board: str
    addressed: str
    side: Side
    told: ReviewsTold


def collect(reader: Reader, request: Request) -> ProgressFacts:
    """Return what a board hears of reviews; both boards together where none is named."""
    if request.board_id is None:
        names = [one.name for one in board_views.every(reader)]
        return ProgressFacts(
            group_views.partnership(reader), "", listed(names), Side.BOTH, told(reader)
        )
    board = board_views.board(reader, request.board_id)
    return ProgressFacts(
        *(group_views.partnership(reader), board.code, board.name, board.side),
        told(reader, board.sides),
    )


def name(reader: Reader, request: Request) -> str:
    """Return what the file of the report is called."""
    facts = collect(reader, request)
    return f"Progress of reviews {facts.board or 'both boards'} {reader.today.isoformat()}"


def compose(facts: ProgressFacts) -> Document:
    """Return the report as a document."""
    return Document(
        title="Reviews: progress report",
        subtitle=f"To the {facts.addressed}. As of {write_date(facts.told.today)}",
        organisation=boards_of(facts.organisation),
        blocks=tuple(_blocks(facts)),
        created=created(facts.told.today),
        marking=marking(Marking.OFFICIAL, restricted=False),
        header=f"Reviews: progress, {facts.board or 'both boards'}",
        footer="Anonymous edition",
        subject="Progress of reviews in counts and agreed wording",
    )


def _blocks(facts: ProgressFacts) -> Iterator[Block]:
    every, held = facts.told, facts.told.open
    waiting = sum(one.state in _PLACES[0][1] for one in held)
    yield lead(
        f"{count(len(held), 'review')} under way, {waiting} of them waiting for a decision;"
        f" {count(every.missed, 'clock')} missed, {count(every.overdue, 'action')} overdue."
    )
    yield small(f"This report holds {_WHOSE[facts.side]}. {told_parts.APART}")
    asked = [one for one in held if one.state is ReviewState.AGREED]
    yield from told_parts.section("What is asked of the board", _asked(asked))
    yield Heading(1, "Reviews under way")
    yield _places(held)
    yield from told_parts.in_agreed_words(held)
    yield Heading(1, "Clocks of reviews under way")
    chart = told_parts.clock_chart(held)
    if chart is not None:
        yield chart
    yield from told_parts.clocks(held)
    yield from told_parts.section(
        "Recommendations", told_parts.recommendations(every.recommendations)
    )
    yield from told_parts.section("Learning shared", told_parts.learning(every.learning))
    yield Heading(1, "Publication")
    yield KeyFacts(
        tuple(
            (one.label, sum(case.publication is one for case in _reported(every.cases)))
            for one in Publication
        )
    )


def _asked(agreed: list[CaseTold]) -> Iterator[Block]:
    if not agreed:
        yield Paragraph("No report waits for the board to accept it.")
        return
    yield Paragraph(f"{count(len(agreed), 'report')} to be accepted by the board.")
    worded = tuple(f"{one.kind.label}: {one.words}" for one in agreed if one.words)
    if worded:
        yield BulletList(worded)


def _reported(cases: tuple[CaseTold, ...]) -> list[CaseTold]:
    """Return the cases of which there is, or is to be, a report of this partnership."""
    return [
        one
        for one in cases
        if not one.kind.is_light
        and not one.kind.is_elsewhere
        and one.state is not ReviewState.NOT_PROGRESSED
        and one.decided_on is not None
    ]


def _places(held: tuple[CaseTold, ...]) -> Block:
    if not held:
        return Paragraph("No review is under way.")
    kinds = sorted({one.kind.label for one in held})
    rows: list[tuple[Cell, ...]] = []
    for kind in kinds:
        own = [one for one in held if one.kind.label == kind]
        places = (sum(one.state in states for one in own) for _, states in _PLACES)
        rows.append((kind, *places, len(own)))
    titles = (*(words for words, _ in _PLACES), "All")
    columns = (
        Column("Kind", weight=3),
        *(Column(one, fixed=22, role=Role.NUMBER) for one in titles),
    )
    return table(columns, rows, "Reviews under way")
