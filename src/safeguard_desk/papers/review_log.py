"""The case review log: every case with its kind, state, decision, clocks, tool and cost.

For named people only: there is no public copy, and without the restricted part it holds counts,
and the wording that was agreed for others where there is one.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from safeguard_desk.desk.reading import Reader
from safeguard_desk.documents.model import (
    Block,
    Cell,
    Column,
    Document,
    Heading,
    KeyFacts,
    Orientation,
    Paragraph,
    Role,
)
from safeguard_desk.papers.parts import created, lead, marking, small, table
from safeguard_desk.papers.request import Request
from safeguard_desk.papers.wording import boards_of, count
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.leaks import leaks
from safeguard_desk.rules.terms import Marking
from safeguard_desk.views import groups as group_views
from safeguard_desk.views import reviews
from safeguard_desk.views.reviews import Card


@dataclass(frozen=True)
class LogFacts:
    """What the log says; `cards` is empty without the restricted part, `agreed` is not."""

    organisation: str
    today: date
    copy: str
    restricted: bool
    cards: tuple[Card, ...]
    agreed: tuple[tuple[str, str], ...]
    by_state: tuple[tuple[str, int], ...]
    missed: int


def collect(reader: Reader, request: Request) -> LogFacts:
    """Return what the log says to those the request is for."""
    cards = reviews.cards(reader)
    states = Counter(one.head.state.label for one in cards)
    missed = sum(
        clock.state.standing == "missed"
        for one in cards
        if one.head.state.is_open
        for clock in one.clocks
    )
    agreed = tuple(
        (one.head.kind.label, one.head.public_words)
        for one in cards
        if one.head.public_words and not leaks(one.head.public_words)
    )
    return LogFacts(
        organisation=group_views.partnership(reader),
        today=reader.today,
        copy=request.copy,
        restricted=request.restricted,
        cards=tuple(sorted(cards, key=lambda one: one.head.ref)) if request.restricted else (),
        agreed=agreed,
        by_state=tuple(sorted(states.items())),
        missed=missed,
    )


def name(reader: Reader, request: Request) -> str:
    """Return what the file of the log is called."""
    return f"Case review log {reader.today.isoformat()}"


def compose(facts: LogFacts) -> Document:
    """Return the log as a document."""
    return Document(
        title="Case review log",
        subtitle=f"As of {write_date(facts.today)}",
        organisation=boards_of(facts.organisation),
        blocks=tuple(_blocks(facts)),
        created=created(facts.today),
        marking=marking(Marking.OFFICIAL, restricted=facts.restricted),
        footer=facts.copy,
        orientation=Orientation.LANDSCAPE if facts.restricted else Orientation.PORTRAIT,
        subject="Cases for review, their states and clocks",
    )


def _blocks(facts: LogFacts) -> list[Block]:
    total = sum(number for _, number in facts.by_state)
    blocks: list[Block] = [
        lead(f"{count(total, 'case')} in all; {count(facts.missed, 'clock')} missed."),
        KeyFacts(tuple((state, number) for state, number in facts.by_state)),
    ]
    if facts.restricted:
        blocks += [Heading(1, "Cases"), _cases(facts.cards)]
        return blocks
    if facts.agreed:
        blocks.append(Heading(1, "In the wording agreed for others"))
        rows: list[tuple[Cell, ...]] = [(kind, words) for kind, words in facts.agreed]
        columns = (Column("Kind", weight=1), Column("What", weight=3))
        blocks.append(table(columns, rows, "Agreed wording"))
    blocks.append(small("Cases themselves are restricted, and left out of this copy."))
    return blocks


def _cases(cards: tuple[Card, ...]) -> Block:
    if not cards:
        return Paragraph("No case has been referred yet.")
    rows: list[tuple[Cell, ...]] = []
    for one in cards:
        head = one.head
        cost = f"{head.cost_planned:,} / {head.cost_actual:,}" if head.cost_planned else ""
        clocks = "\n".join(f"{clock.kind}: {clock.state.words}" for clock in one.clocks)
        rows.append(
            (
                head.ref,
                head.title,
                f"{head.kind.label}, {head.board}",
                head.state.label,
                head.referred_on,
                head.decided_on,
                clocks,
                head.tool,
                cost,
            )
        )
    columns = (
        Column("Case", role=Role.REF),
        Column("About", weight=2),
        Column("Kind", weight=2),
        Column("State", fixed=26),
        Column("Referred", role=Role.DATE),
        Column("Decided", role=Role.DATE),
        Column("Clocks", weight=3),
        Column("Tool", weight=2),
        Column("£ planned / so far", fixed=24),
    )
    return table(columns, rows, "Cases")
