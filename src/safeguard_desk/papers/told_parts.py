"""Parts that papers on reviews share where only counts and agreed wording may be told."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from safeguard_desk.documents.model import (
    Block,
    Cell,
    Chart,
    ChartKind,
    Column,
    Figure,
    Heading,
    Paragraph,
    Role,
    Series,
    Tone,
)
from safeguard_desk.papers.parts import small, table
from safeguard_desk.papers.wording import count
from safeguard_desk.rules.terms_thread import Audience, Response
from safeguard_desk.views.review_told import (
    CaseTold,
    LearningTold,
    RecommendationTold,
    tallies,
)

APART = (
    "Cases are restricted: they are counted here, and told only in wording that was agreed for"
    " others. Code names, titles and reasons are left out."
)


def in_agreed_words(cases: Sequence[CaseTold]) -> Iterator[Block]:
    """Yield the cases for which wording was agreed, and how many are counted only."""
    worded = [one for one in cases if one.words]
    if worded:
        rows: list[tuple[Cell, ...]] = [
            (
                one.words,
                one.kind.label,
                one.state.label,
                "\n".join(clock.words for clock in one.clocks if clock.standing != "met"),
            )
            for one in worded
        ]
        columns = (
            Column("What, in agreed wording", weight=4),
            Column("Kind", weight=2),
            Column("How far", fixed=26),
            Column("Clocks that run", weight=2),
        )
        yield table(columns, rows, "Agreed wording")
    silent = len(cases) - len(worded)
    if silent:
        verb = "is" if silent == 1 else "are"
        yield small(f"{count(silent, 'review')} without agreed wording {verb} counted only.")


def by_kind(cases: Iterable[CaseTold], name: str) -> Block:
    """Return how many cases of each kind there are."""
    counts = Counter(one.kind.label for one in cases)
    if not counts:
        return Paragraph("None.")
    columns = (Column("Kind", weight=4), Column("Reviews", role=Role.NUMBER))
    return table(columns, [(kind, number) for kind, number in counts.most_common()], name)


def clocks(cases: Iterable[CaseTold]) -> Iterator[Block]:
    """Yield how the clocks stand, kind by kind."""
    held = tallies(cases)
    if not held:
        yield Paragraph("No clock was started.")
        return
    numbers = ("In time", "Late or missed", "Running", "Extended", "Stopped")
    rows = [
        (one.label, one.in_time, one.late, one.running, one.extended, one.stopped) for one in held
    ]
    columns = (Column("Clock", weight=4), *(Column(n, role=Role.NUMBER) for n in numbers))
    yield table(columns, rows, "Clocks")
    yield small("An extension or a stop has its reason, which the case itself keeps.")


def clock_chart(cases: Iterable[CaseTold]) -> Block | None:
    """Return the chart of how clocks stand; None without any."""
    held = tallies(cases)
    if not held:
        return None
    parts = (
        ("In time", Tone.GREEN, [one.in_time for one in held]),
        ("Running or extended", Tone.BLUE, [one.running + one.extended for one in held]),
        ("Stopped", Tone.GREY, [one.stopped for one in held]),
        ("Late or missed", Tone.RED, [one.late for one in held]),
    )
    series = tuple(Series(words, tuple(map(float, n)), tone) for words, tone, n in parts)
    names = tuple(one.label for one in held)
    return Figure(Chart(ChartKind.BARS, "How the clocks stand", names, series))


def recommendations(made: Sequence[RecommendationTold]) -> Iterator[Block]:
    """Yield how recommendations were answered, and those told in agreed wording."""
    if not made:
        yield Paragraph("No recommendation was made.")
        return
    answered = Counter(one.response for one in made)
    done = sum(one.done for one in made)
    rows = [(one.label, answered[one]) for one in Response]
    yield table((Column("Response", weight=4), Column("Number", role=Role.NUMBER)), rows, "Answers")
    actions = sum(one.actions for one in made)
    yield Paragraph(f"{count(actions, 'action')} followed; {done} completed.")
    worded = [one for one in made if one.words]
    if worded:
        yield agreed_recommendations(worded)


def agreed_recommendations(worded: Sequence[RecommendationTold]) -> Block:
    """Return recommendations in the wording agreed for others."""
    shown: list[tuple[Cell, ...]] = [
        (one.words, one.to, one.response.label, f"{one.done} of {one.actions}") for one in worded
    ]
    columns = (
        Column("Recommendation, in agreed wording", weight=4),
        Column("To", weight=2),
        Column("Response", weight=2),
        Column("Actions done", fixed=24),
    )
    return table(columns, shown, "Recommendations in agreed wording")


def learning(points: Sequence[LearningTold]) -> Iterator[Block]:
    """Yield how many learning points each audience has heard."""
    if not points:
        yield Paragraph("No learning point was taken down.")
        return
    rows = [
        (one.label, sum(one in point.heard for point in points), len(points)) for one in Audience
    ]
    columns = (
        Column("Audience", weight=3),
        Column("Have heard", role=Role.NUMBER),
        Column("Of", role=Role.NUMBER),
    )
    yield table(columns, rows, "Learning shared")


def section(title: str, blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield a heading and what stands under it."""
    yield Heading(1, title)
    yield from blocks
