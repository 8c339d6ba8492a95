"""A year's returns on single agency training as a paper: agencies compared, and with last year."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from safeguard_desk.desk.reading import Reader
from safeguard_desk.documents.model import (
    Align,
    Block,
    Cell,
    Chart,
    ChartKind,
    Column,
    Document,
    Emphasis,
    Figure,
    Heading,
    Orientation,
    Paragraph,
    Row,
    Run,
    Series,
    Tone,
)
from safeguard_desk.papers.parts import created, lead, marking, small, table
from safeguard_desk.papers.request import Request, asked
from safeguard_desk.papers.wording import boards_of, count, sentence
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.shares import FEWEST, Share
from safeguard_desk.rules.terms import Marking, Side
from safeguard_desk.rules.terms_learning import CourseLevel
from safeguard_desk.rules.training_returns import LARGE, together, year_words
from safeguard_desk.views import groups, training_returns
from safeguard_desk.views.training_returns import ReturnLine, YearView

KEY = (
    "Each share is of the staff who need the level. Somebody who needs two levels counts in both."
    " The change is counted on the levels that an agency told of in both years."
)
_MOST_BARS = 14


@dataclass(frozen=True)
class Facts:
    """A year's returns of a group."""

    organisation: str
    marking: Marking
    group: str
    view: YearView
    today: date


def collect(reader: Reader, request: Request) -> Facts:
    """Return the returns of the year that is asked for, or of the newest one."""
    group = groups.head(reader, asked(request.group_id, "group"))
    year = request.year or training_returns.newest_year(reader, group.id)
    seen = training_returns.year_view(reader, year, group.id)
    organisation = boards_of(groups.partnership(reader))
    return Facts(organisation, group.marking, group.name, seen, reader.today)


def name(reader: Reader, request: Request) -> str:
    """Return what the file is called: "LD single agency training 2026-27"."""
    group = groups.head(reader, asked(request.group_id, "group"))
    year = request.year or training_returns.newest_year(reader, group.id)
    return f"{group.code} single agency training {year_words(year).replace('/', '-')}"


def compose(facts: Facts) -> Document:
    """Return the paper, lying on its side."""
    today = facts.today
    return Document(
        title=f"Single agency training {year_words(facts.view.year)}",
        subtitle=f"{facts.group}, as on {write_date(today)}",
        blocks=tuple(_blocks(facts)),
        created=created(today),
        organisation=facts.organisation,
        marking=marking(facts.marking, restricted=False),
        orientation=Orientation.LANDSCAPE,
        subject="What training agencies give their own staff",
    )


def _blocks(facts: Facts) -> Iterator[Block]:
    seen = facts.view
    if not seen.lines:
        yield lead(f"No agency was asked for its training of {year_words(seen.year)}.")
        return
    yield lead(summary(seen))
    yield from overview(seen)
    yield from challenges(seen)
    said = [
        (one.agency, level.label, told.words)
        for one in seen.lines
        for level, told in one.levels.items()
        if told.words
    ]
    said += [(one.agency, "Quality", one.quality) for one in seen.lines if one.quality]
    if said:
        yield Heading(1, "What agencies say")
        columns = [Column("Agency", 1.4), Column("Of", 0.6), Column("In their words", 3)]
        yield table(columns, sorted(said), "In their words")


def summary(seen: YearView, *, names: bool = True) -> str:
    """Return the year in a sentence or two: returned, trained, missing, by name where wanted."""
    told = f"{len(seen.answered)} of {count(len(seen.lines), 'agency', 'agencies')} sent a return."
    if seen.all.whole:
        told += f" They count {seen.all.words} as trained at the level they need."
    late = [one.name for one in seen.missing]
    if late:
        told += f" Missing past their day: {', '.join(late) if names else len(late)}."
    return told


def overview(seen: YearView) -> Iterator[Block]:
    """Return the levels over all agencies, and the agencies beside one another."""
    if not seen.answered:
        return
    yield Heading(1, "Levels")
    yield by_level(seen)
    yield Heading(1, "Agencies")
    yield _chart(seen)
    yield _agencies(seen)
    yield small(KEY)


def by_level(seen: YearView) -> Block:
    """Return each level over the agencies that told of it, beside the year before."""
    return table(
        [Column("Level", 1.6), Column("Trained of those who need it", 2.2),
         Column("Agencies that told", 1.4), Column("The same agencies last year", 2.2)],
        [
            (
                level.label,
                seen.level(level).words,
                sum(level in one.levels for one in seen.lines),
                seen.level_before(level).words,
            )
            for level in CourseLevel
            if seen.level(level).whole
        ],
        "Levels",
    )  # fmt: skip


def _chart(seen: YearView) -> Figure:
    shown = sorted(seen.answered, key=lambda one: one.all.value or 0)[:_MOST_BARS]
    now = tuple(_per_cent(one.all) for one in shown)
    before = tuple(_per_cent(_all_before(one)) for one in shown)
    series = [Series(year_words(seen.year), now, Tone.BLUE)]
    if any(value is not None for value in before):
        series.insert(0, Series(year_words(seen.year - 1), before, Tone.GREY))
    title = "Staff trained at the level they need"
    if len(seen.answered) > _MOST_BARS:
        title += f", the {_MOST_BARS} lowest"
    return Figure(
        Chart(ChartKind.COLUMNS, title, tuple(one.name for one in shown), tuple(series), "%")
    )


def _all_before(line: ReturnLine) -> Share:
    return together(line.before.values())


def _per_cent(found: Share) -> float | None:
    return None if found.value is None else round(100 * found.value)


def _agencies(seen: YearView) -> Block:
    columns = [Column("Agency", 2.3), Column("Return", 1.7)]
    columns += [Column(level.label, 1.2, align=Align.RIGHT) for level in CourseLevel]
    columns += [Column("All levels", 1.4, align=Align.RIGHT)]
    columns += [Column("Change since last year", 1.2, align=Align.RIGHT)]
    rows: list[Row | tuple[Cell, ...]] = [
        (
            one.agency,
            one.stands,
            *(
                _brief(one.levels[level].share) if level in one.levels else ""
                for level in CourseLevel
            ),
            _brief(one.all),
            change_words(one),
        )
        for one in seen.lines
    ]
    totals = (_brief(seen.level(level)) for level in CourseLevel)
    answered = f"{len(seen.answered)} of {len(seen.lines)} came"
    total = ("All agencies", answered, *totals, _brief(seen.all), "")
    rows.append(Row(total, Emphasis.STRONG))
    return table(columns, rows, "Agencies")


def _brief(found: Share) -> str:
    """Return a share in a narrow cell, the number it is of with it: "64% of 670", "2 of 3"."""
    if not found.whole:
        return ""
    if found.whole < FEWEST:
        return found.words
    return f"{_per_cent(found):.0f}% of {found.whole:,}"


def change_words(line: ReturnLine) -> str:
    """Return how an agency's share moved, and whether that is much."""
    moved = line.moved
    if moved is None:
        return "–"
    much = "" if abs(moved) < LARGE else ", down much" if moved < 0 else ", up much"
    return f"{round(moved):+d} points{much}".replace("+0", "0")


def challenges(seen: YearView, sides: Collection[Side] = tuple(Side)) -> Iterator[Block]:
    """Return what the group asked of agencies, and what they answered."""
    asked_of = [one for one in seen.lines if one.challenge and one.side in sides]
    if not asked_of:
        return
    yield Heading(1, "Challenge and answers")
    for one in asked_of:
        yield challenged(one)


def challenged(one: ReturnLine) -> Paragraph:
    """Return what the group asked of an agency, and its answer."""
    day = write_date(one.challenged_on) if one.challenged_on else ""
    answer = "Not answered yet."
    if one.responded_on:
        answer = f"Answer of {write_date(one.responded_on)}: {sentence(one.response)}"
    words = f"{sentence(one.challenge)} {answer}"
    return Paragraph((Run(f"{one.agency}, {day}: ", bold=True), words))
