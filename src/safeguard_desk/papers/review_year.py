"""The annual summary of reviews: what came in, what was decided, in what time, and what came of it.

Anonymous whatever is asked for, as the boards' annual reports are that it goes into.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from statistics import median

from safeguard_desk.desk.reading import Reader
from safeguard_desk.documents.model import (
    Block,
    Cell,
    Chart,
    ChartKind,
    Column,
    Document,
    Figure,
    Heading,
    KeyFacts,
    Paragraph,
    Role,
    Series,
)
from safeguard_desk.papers import told_parts
from safeguard_desk.papers.parts import created, lead, marking, small, table
from safeguard_desk.papers.request import Request
from safeguard_desk.papers.wording import boards_of, count, share
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.terms import Marking, Side
from safeguard_desk.rules.terms_review import ReviewState
from safeguard_desk.rules.terms_thread import FindingKind
from safeguard_desk.rules.working_days import financial_year, working_days_between
from safeguard_desk.views import boards as board_views
from safeguard_desk.views import groups as group_views
from safeguard_desk.views.review_told import CaseTold, ReviewsTold, told


@dataclass(frozen=True)
class YearFacts:
    """What the summary says of a year; `told` holds its referrals, decisions and what they brought.

    `before`: how many referrals of the year before; `decided`: cases decided in the year.
    """

    organisation: str
    board: str
    year: int
    today: date
    before: int
    referred: tuple[CaseTold, ...]
    decided: tuple[CaseTold, ...]
    told: ReviewsTold

    @property
    def label(self) -> str:
        """The year in words: "2026/27"."""
        return f"{self.year}/{(self.year + 1) % 100:02d}"


def collect(reader: Reader, request: Request) -> YearFacts:
    """Return what is told of a financial year; this one, and both sides, where none is named."""
    year = request.year or financial_year(reader.today)
    board = board_views.board(reader, request.board_id) if request.board_id else None
    every = told(reader, board.sides if board else tuple(Side))

    def inside(day: date | None) -> bool:
        return day is not None and financial_year(day) == year

    return YearFacts(
        organisation=group_views.partnership(reader),
        board=board.name if board else "",
        year=year,
        today=reader.today,
        before=sum(financial_year(one.referred_on) == year - 1 for one in every.cases),
        referred=tuple(one for one in every.cases if inside(one.referred_on)),
        decided=tuple(one for one in every.cases if inside(one.decided_on)),
        told=replace(
            every,
            recommendations=tuple(one for one in every.recommendations if inside(one.made_on)),
            learning=tuple(one for one in every.learning if inside(one.noted_on)),
            actions=tuple(one for one in every.actions if inside(one.raised_on)),
            findings=tuple(one for one in every.findings if inside(one[1])),
        ),
    )


def name(reader: Reader, request: Request) -> str:
    """Return what the file of the summary is called."""
    year = request.year or financial_year(reader.today)
    code = f" {board_views.board(reader, request.board_id).code}" if request.board_id else ""
    return f"Summary of reviews{code} {year}-{(year + 1) % 100:02d}"


def compose(facts: YearFacts) -> Document:
    """Return the summary as a document."""
    return Document(
        title=f"Reviews in {facts.label}: annual summary",
        subtitle=f"{facts.board or 'Both boards'}. As of {write_date(facts.today)}",
        organisation=boards_of(facts.organisation),
        blocks=tuple(_blocks(facts)),
        created=created(facts.today),
        marking=marking(Marking.OFFICIAL, restricted=False),
        footer="Anonymous edition",
        subject=f"Reviews of the financial year {facts.label}",
    )


def _blocks(facts: YearFacts) -> Iterator[Block]:
    taken = [one for one in facts.decided if one.state is not ReviewState.NOT_PROGRESSED]
    yield lead(
        f"{count(len(facts.referred), 'case')} referred in {facts.label} ({facts.before} the year"
        f" before); {count(len(facts.decided), 'decision')}, {len(taken)} for a review."
    )
    yield small(f"The year runs from April to March. {told_parts.APART}")
    yield Heading(1, "Referrals by kind")
    yield told_parts.by_kind(facts.referred, "Referrals")
    yield from _decisions(facts, taken)
    yield Heading(1, "Clocks of cases referred in the year")
    yield from told_parts.clocks(facts.referred)
    yield from _tools(taken)
    yield from _found(facts)
    yield from told_parts.section(
        "Recommendations made in the year", told_parts.recommendations(facts.told.recommendations)
    )
    yield from told_parts.section("Learning shared", told_parts.learning(facts.told.learning))
    worded = tuple({one.id: one for one in (*facts.referred, *facts.decided)}.values())
    yield from told_parts.section("In agreed wording", told_parts.in_agreed_words(worded))


def _decisions(facts: YearFacts, taken: list[CaseTold]) -> Iterator[Block]:
    yield Heading(1, "Decisions")
    if not facts.decided:
        yield Paragraph("No case was decided in the year.")
        return
    days = [
        working_days_between(one.referred_on, one.decided_on)
        for one in facts.decided
        if one.decided_on is not None
    ]
    yield KeyFacts(
        (
            ("Taken to a review or the light route", share(len(taken), len(facts.decided))),
            ("Not taken further", len(facts.decided) - len(taken)),
            ("Working days from referral, middle", median(days)),
            ("Working days from referral, longest", max(days)),
        )
    )


def _tools(taken: list[CaseTold]) -> Iterator[Block]:
    yield Heading(1, "Ways of reviewing, and what they took")
    used = Counter(one.tool for one in taken if one.tool)
    if not used:
        yield Paragraph("No way of reviewing was chosen yet.")
        return
    rows: list[tuple[Cell, ...]] = []
    planned, actual = [], []
    for tool, number in sorted(used.items(), key=lambda one: (-one[1], one[0])):
        own = [one for one in taken if one.tool == tool]
        planned.append(float(sum(one.days_planned for one in own)))
        actual.append(float(sum(one.days_actual for one in own)))
        cost = (sum(one.cost_planned for one in own), sum(one.cost_actual for one in own))
        rows.append((tool, number, planned[-1], actual[-1], *cost))
    if sum(planned) + sum(actual):
        series = (Series("Planned", tuple(planned)), Series("So far", tuple(actual)))
        names = tuple(str(row[0]) for row in rows)
        yield Figure(Chart(ChartKind.COLUMNS, "Days of work by way of reviewing", names, series))
    titles = ("Reviews", "Days planned", "Days so far", "£ planned", "£ so far")
    columns = (Column("Way of reviewing", weight=3), *(Column(t, role=Role.NUMBER) for t in titles))
    yield table(columns, rows, "Ways of reviewing")


def _found(facts: YearFacts) -> Iterator[Block]:
    told_of, actions = facts.told, facts.told.actions
    kinds = Counter(kind for kind, _ in told_of.findings)
    yield Heading(1, "What reviews found")
    yield KeyFacts(
        (
            *((one.label, kinds[one]) for one in FindingKind),
            ("Actions raised", len(actions)),
            ("Actions completed", sum(not one.status.is_awaited for one in actions)),
            ("Actions overdue", told_of.overdue),
        )
    )
