"""The learning report for a board: given, attended, its effect, embedded, unknown, to come."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from safeguard_desk.desk.reading import Reader
from safeguard_desk.documents.model import (
    Block,
    BulletList,
    Cell,
    Column,
    Document,
    Emphasis,
    Heading,
    KeyFacts,
    Paragraph,
    Role,
    Row,
    Tally,
    Told,
)
from safeguard_desk.papers import embedding, reach, training_returns
from safeguard_desk.papers.parts import created, lead, listing, marking, small, table
from safeguard_desk.papers.request import Request, asked
from safeguard_desk.papers.wording import boards_of, count, spoken
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.evaluation import HIGHEST, LOWEST
from safeguard_desk.rules.shares import FEWEST
from safeguard_desk.rules.terms import Marking, Side
from safeguard_desk.rules.terms_learning import Asked, Kirkpatrick, NeedState
from safeguard_desk.rules.training_figures import HOW, Numbers
from safeguard_desk.rules.training_returns import year_words
from safeguard_desk.rules.working_days import Quarter
from safeguard_desk.views import boards, groups
from safeguard_desk.views.boards import BoardHead
from safeguard_desk.views.kirkpatrick import CourseView
from safeguard_desk.views.learning_report import LearningFacts, confidence, learning_facts

_SIDES = {
    Side.CHILDREN: "children's training and what is for both sides",
    Side.ADULTS: "adults' training and what is for both sides",
    Side.BOTH: "the training of both sides",
}


@dataclass(frozen=True)
class Facts:
    """A board's report of learning for a quarter or a financial year."""

    organisation: str
    copy: str
    public: bool
    board: BoardHead
    words: str
    """The time in words: "Quarter 3 of 2026/27"."""
    today: date
    found: LearningFacts


def collect(reader: Reader, request: Request) -> Facts:
    """Return the report of a quarter, of a year where one is named, else of today's quarter."""
    board = boards.board(reader, asked(request.board_id, "board"))
    first, last, words = _time(reader, request)
    return Facts(
        organisation=groups.partnership(reader),
        copy=request.copy,
        public=request.public,
        board=board,
        words=words,
        today=reader.today,
        found=learning_facts(reader, board.side, board.sides, first, last),
    )


def _time(reader: Reader, request: Request) -> tuple[date, date, str]:
    if request.quarter is None and request.year is not None:
        year = request.year
        return date(year, 4, 1), date(year + 1, 3, 31), f"Year {year_words(year)}"
    quarter = request.quarter or Quarter.of(reader.today)
    return quarter.start, quarter.end, quarter.label


def name(reader: Reader, request: Request) -> str:
    """Return what the file is called: "learning report to HSCB 2026-Q3"."""
    board = boards.board(reader, asked(request.board_id, "board"))
    if request.quarter is None and request.year is not None:
        return f"learning report to {board.code} {year_words(request.year).replace('/', '-')}"
    return f"learning report to {board.code} {(request.quarter or Quarter.of(reader.today)).code}"


def compose(facts: Facts) -> Document:
    """Return the report as a document."""
    seen = facts.found
    return Document(
        title=f"Learning and development: report to the {facts.board.name}",
        subtitle=f"{facts.words}: {write_date(seen.first)} to {write_date(seen.last)}",
        organisation=boards_of(facts.organisation),
        blocks=tuple(_blocks(facts)),
        created=created(facts.today),
        footer=facts.copy,
        marking=marking(Marking.OFFICIAL, restricted=False),
        header=f"Learning report to {facts.board.code}, {facts.words}",
        subject="How training is given, attended, evaluated and embedded",
    )


def _blocks(facts: Facts) -> Iterator[Block]:
    seen = facts.found
    first, *others = sentences(seen, public=facts.public)
    yield lead(first)
    yield BulletList(tuple(others))
    yield small(
        f"This report holds {_SIDES[facts.board.side]}. Sessions are those of the time; needs,"
        f" products and returns stand as on {write_date(facts.today)}."
    )
    yield Heading(1, "What was needed")
    yield from _needs(seen)
    yield Heading(1, "What was commissioned and delivered")
    yield from _given(seen)
    yield Heading(1, "Who attended")
    yield from _attended(facts)
    yield Heading(1, "Quality and impact")
    yield from quality(seen, public=facts.public)
    yield Heading(1, "How learning was embedded")
    yield from _embedded(facts)
    yield Heading(1, "What agencies train themselves")
    yield from _returns(facts)
    yield Heading(1, "What is not known")
    missing = seen.unknown(names=not facts.public)
    yield BulletList(missing) if missing else Paragraph("Nothing asked for is missing.")
    yield Heading(1, "What comes next")
    yield from _next(seen)


def sentences(seen: LearningFacts, *, public: bool) -> list[str]:
    """Return what a board is to know first: attendance, effect, use, what is missing."""
    held = tuple(key for one in seen.given for key in one.keys["delivered"])
    told: list[str] = [Told(reach.headline(seen.reach), held)]
    forms = sum(one.evaluated.stage(Asked.END).forms for one in seen.courses)
    sought = sum(one.evaluated.stage(Asked.END).sought for one in seen.courses)
    later = sum(one.evaluated.stage(Asked.LATER).forms for one in seen.courses)
    due = sum(one.evaluated.stage(Asked.LATER).sought for one in seen.courses)
    if sought:
        said = f"{forms} of {sought} delegates answered at the end of a course"
        told.append(f"{said}, {later} of {due} who were due to be asked three months on.")
    needs = seen.open_needs
    if needs:
        agreed = sum(one.state is not NeedState.IDENTIFIED for one in needs)
        said = f"{count(len(needs), 'learning need')} are open, {agreed} of them agreed."
        told.append(Told(said, tuple(("learning_needs", one.id) for one in needs)))
    if seen.products:
        sent = tuple(("learning_products", one.id) for one in seen.products)
        told.append(Told(embedding.summary(seen.products), sent))
    if seen.returns.lines:
        year = year_words(seen.returns.year)
        said = training_returns.summary(seen.returns, names=not public)
        told.append(f"Single agency training {year}: {said}")
    return told


def _needs(seen: LearningFacts) -> Iterator[Block]:
    if not seen.needs:
        yield Paragraph("No learning need is open.")
        return
    yield Paragraph(
        f"{spoken(seen.raised, 'need').capitalize()} raised in the time; those that are open, and"
        " those raised since it began:"
    )
    columns = [Column("Ref", role=Role.REF), Column("Need", 3), Column("Shown by", 1.2)]
    columns += [Column("Answered by", 1.2), Column("State", 1.1)]
    rows = [
        (one.ref, one.title, one.source.label, one.response.label, one.state.label)
        for one in seen.needs
    ]
    yield table(columns, rows, "Learning needs")


def _given(seen: LearningFacts) -> Iterator[Block]:
    if not seen.given:
        yield Paragraph("No session was held or cancelled in the time.")
    else:
        columns = [Column("Given by", 2), Column("Courses", role=Role.NUMBER)]
        columns += [Column("Sessions", role=Role.NUMBER), Column("Cancelled", role=Role.NUMBER)]
        columns += [Column("Cost", 1.6)]
        rows = [
            (
                one.way.label,
                Tally(one.courses, one.keys["courses"]),
                Tally(one.delivered, one.keys["delivered"]),
                Tally(one.cancelled, one.keys["cancelled"]),
                _cost(one.cost, one.known),
            )
            for one in seen.given
        ]
        yield table(columns, rows, "Commissioning")
    if seen.overtaken:
        yield Paragraph("Courses that teach what something later has overtaken:")
        yield BulletList(
            tuple(f"{one.ref} {one.title}: {'; '.join(one.what)}" for one in seen.overtaken)
        )


def _cost(cost: int, known: int) -> str:
    return f"£{cost:,} for {count(known, 'session')}" if known else "not recorded"


def _attended(facts: Facts) -> Iterator[Block]:
    found = facts.found.reach
    if not found.total.sessions:
        yield Paragraph("No session was delivered in the time.")
        return
    columns = [Column("Course", 3.4), *(Column(one, role=Role.NUMBER) for one in _COUNTS)]
    rows: list[Row | tuple[Cell, ...]] = [
        (one.title, *_numbers(one.numbers)) for one in found.courses
    ]
    rows.append(Row(("Total", *_numbers(found.total)), Emphasis.STRONG))
    yield table(columns, rows, "Attendance by course")
    yield small(HOW)
    if facts.public:
        came = sum(one.attended > 0 for one in found.agencies)
        yield Paragraph(f"People of {count(came, 'agency', 'agencies')} came.")
        return
    if found.agencies:
        columns = [Column("Agency", 3), *(Column(one, role=Role.NUMBER) for one in _HEADS)]
        rows = [
            (
                *(one.title, one.booked, one.attended, one.part_attended, one.did_not_attend),
                _points(one.take_up.points),
            )
            for one in found.agencies
        ]
        yield table(columns, rows, "Attendance by agency")
        yield small(
            "Against workforce: points by which an agency's share of those who came is above its"
            " share of the workforce, where it told its workforce."
        )
    if found.never:
        names = ", ".join(one.name for one in found.never)
        yield Paragraph(f"Nobody came of {count(len(found.never), 'agency', 'agencies')}: {names}.")


_COUNTS = ("Sessions", "Places", "Attended", "Part", "Not there", "Cancelled", "Rate")


def _numbers(one: Numbers) -> tuple[Cell, ...]:
    return (
        *(one.sessions, one.places, one.attended, one.part_attended, one.did_not_attend),
        *(one.cancelled, one.rate_words),
    )


_HEADS = ("Booked", "Attended", "Part", "Did not attend", "Against workforce")


def _points(points: float | None) -> str:
    return "–" if points is None else f"{points:+.1f}"


def quality(seen: LearningFacts, *, public: bool) -> Iterator[Block]:
    """Return each course with who answered, how confidence changed, and what its results show."""
    if not seen.courses:
        yield Paragraph("No course was held, so there is nothing to judge.")
        return
    columns = [Column("Course", 2.2), Column("Answered at the end", 1.5)]
    columns += [Column("After three months", 1.5), Column("Confidence", 3)]
    yield table(columns, [_course(one, public=public) for one in seen.courses], "Evaluation")
    yield small(
        f"Scores go from {LOWEST} to {HIGHEST}. Answered: forms of the delegates who were to be"
        " asked by now. A change is told of people who answered both times."
    )
    told = [
        f"{one.head.title}: {words}"
        for one in seen.courses
        for words in one.level(Kirkpatrick.RESULTS).known
    ]
    if told:
        yield Paragraph("What is known of results for children and adults:")
        yield BulletList(tuple(told))
    else:
        yield Paragraph("Of results for children and adults nothing is known from these courses.")


def _course(one: CourseView, *, public: bool) -> tuple[str, str, str, str]:
    end, later = one.evaluated.stage(Asked.END), one.evaluated.stage(Asked.LATER)
    few = public and end.forms < FEWEST
    return (
        one.head.title,
        "fewer than five" if few else end.words,
        later.words if later.sought else "not due yet",
        "too few to tell" if few else confidence(one.evaluated),
    )


def _embedded(facts: Facts) -> Iterator[Block]:
    seen = facts.found
    if not seen.products:
        yield Paragraph("No briefing, note or other product was sent in the time.")
        return
    yield embedding.listing(seen.products)
    if not facts.public:
        rows = [
            (one.ref, line.name, line.words)
            for one in seen.products
            for line in one.sent
            if line.embedded
        ]
        if rows:
            columns = [Column("Ref", role=Role.REF), Column("Agency", 1.4)]
            yield table([*columns, Column("How it was used", 3.6)], rows, "How it was used")


def _returns(facts: Facts) -> Iterator[Block]:
    seen = facts.found.returns
    if not seen.lines:
        yield Paragraph(f"No agency was asked for its training of {year_words(seen.year)}.")
        return
    yield Paragraph(training_returns.summary(seen, names=not facts.public))
    yield from listing([training_returns.by_level(seen)] if seen.answered else [], "")
    if facts.public:
        return
    for one in seen.lines:
        if one.challenged_on is not None:
            yield training_returns.challenged(one)


def _next(seen: LearningFacts) -> Iterator[Block]:
    to_agree = [one for one in seen.needs if one.state is NeedState.IDENTIFIED]
    agreed = [one for one in seen.needs if one.state is NeedState.AGREED]
    yield KeyFacts(
        (
            ("Needs to be agreed", len(to_agree)),
            ("Needs agreed, not yet in the programme", len(agreed)),
            ("Courses to be brought up to date", len(seen.overtaken)),
            ("Products being written", seen.drafts),
        )
    )
    if not seen.coming:
        yield Paragraph("No session is planned for the three months after.")
        return
    columns = [Column("Course", 3), Column("Sessions", role=Role.NUMBER)]
    columns += [Column("Places", role=Role.NUMBER), Column("First on", role=Role.DATE)]
    rows = [(one.course, one.sessions, one.places, one.first) for one in seen.coming]
    yield table(columns, rows, "Planned for the three months after")
