"""Whom training reached, as a paper: attendance by course, then by agency, side, role and level."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from safeguard_desk.desk.reading import Reader
from safeguard_desk.documents.model import (
    Block,
    Chart,
    ChartKind,
    Column,
    Document,
    Emphasis,
    Figure,
    Heading,
    Orientation,
    Paragraph,
    Role,
    Row,
    Series,
)
from safeguard_desk.papers.parts import created, lead, marking, small, table
from safeguard_desk.papers.request import Request
from safeguard_desk.papers.wording import boards_of, count
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.periods import Period
from safeguard_desk.rules.terms import Marking, Side
from safeguard_desk.rules.terms_quality import Frequency
from safeguard_desk.rules.training_figures import HOW, Numbers
from safeguard_desk.views import boards, groups
from safeguard_desk.views.reach import Heat, Part, Reach, reach
from safeguard_desk.views.reach_lines import Asked
from safeguard_desk.views.reach_times import usual

_ACROSS, _DOWN = 8, 24
"""Courses that stand side by side in a table of who came to what, and agencies in a picture."""
SHARES = (
    "Share: of everybody who attended and whose agency is known by delegate. Workforce: the last"
    " figures that agencies have told; their share is of all staff that were told. Points: the"
    " share among those who have told their workforce, less that of the workforce; below"
    " none, less is taken up than the number of staff would suggest."
)


@dataclass(frozen=True)
class Facts:
    """Whom training reached in a time."""

    organisation: str
    marking: Marking
    today: date
    reach: Reach


def collect(reader: Reader, request: Request) -> Facts:
    """Return whom training reached in the time asked for, else in the year so far."""
    return Facts(
        boards_of(groups.partnership(reader)),
        Marking.OFFICIAL,
        reader.today,
        reach(reader, asked(reader, request)),
    )


def asked(reader: Reader, request: Request) -> Asked:
    """Return the time and side of a request; a board's side is its lens."""
    side: Side | None = None
    if request.board_id is not None:
        side = boards.board(reader, request.board_id).side
    if request.period is not None:
        return Asked(*request.period, side)
    if request.quarter is not None:
        return Asked.of(Period(request.quarter.start, Frequency.QUARTER), side)
    if request.year is not None:
        return Asked.of(Period(date(request.year, 4, 1), Frequency.YEAR), side)
    return Asked.of(usual(reader.today), side)


def name(reader: Reader, request: Request) -> str:
    """Return what the file is called: "training reach Q2 26-27"."""
    wanted = asked(reader, request)
    words = wanted.words.replace("/", "-") or f"{wanted.first} to {wanted.last}"
    return f"training reach {words}"


def compose(facts: Facts) -> Document:
    """Return the paper."""
    found = facts.reach
    return Document(
        title="Whom training reached",
        subtitle=when(found.asked),
        blocks=tuple(_blocks(found)),
        created=created(facts.today),
        organisation=facts.organisation,
        marking=marking(facts.marking, restricted=False),
        subject="Attendance of multi-agency training by course, agency, side, role and level",
        orientation=Orientation.LANDSCAPE,
    )


def when(wanted: Asked) -> str:
    """Return the time of what is told, in words."""
    days = f"sessions from {write_date(wanted.first)} to {write_date(wanted.last)}"
    side = "" if wanted.side in {None, Side.BOTH} else f", {wanted.side.label.lower()}'s side"
    return f"{wanted.words}: {days}{side}" if wanted.words else f"{days.capitalize()}{side}"


def headline(found: Reach) -> str:
    """Return the one sentence that says it all."""
    total = found.total
    if not total.sessions:
        return "No session was delivered in this time."
    said = (
        f"{count(total.sessions, 'session')} of {count(len(found.courses), 'course')}:"
        f" {total.attended} of {total.places} places attended ({total.rate_words})"
    )
    if found.people:
        said += f", by {count(found.people, 'person', 'people')}"
    if found.never:
        agencies = count(len(found.never), "agency", "agencies")
        said += f"; nobody came of {agencies} of {found.agencies_known}"
    return f"{said}."


def _blocks(found: Reach) -> Iterator[Block]:
    yield lead(headline(found))
    yield Heading(1, "Attendance by course")
    yield courses(found)
    yield small(HOW)
    if found.total.without_delegates:
        yield small(
            f"{count(found.total.without_delegates, 'session')} known by totals only: its"
            f" delegates are in none of the tables below, which rest on {found.known} of the"
            f" {found.total.attended} who attended."
        )
    if found.lines:
        yield from _parts(found)
    yield Heading(1, "Who is never there")
    yield from _never(found)
    if found.heat.counts:
        yield Heading(1, "Who came to what")
        yield from _heat(found.heat)


_COUNTS = (
    "Sessions", "Places", "Booked", "Attended", "Part attended", "Did not attend", "Cancelled",
)  # fmt: skip


def courses(found: Reach) -> Block:
    """Return attendance by course with its total, as every paper shows it."""
    columns = [Column("Course", 4), *(Column(one, role=Role.NUMBER) for one in _COUNTS)]
    columns += [Column("Rate", role=Role.NUMBER), Column("To one decimal", role=Role.NUMBER)]
    rows: list[Row | tuple[str | int, ...]] = [
        (row.title, *_numbers(row.numbers)) for row in found.courses
    ]
    if rows:
        rows.append(Row(("Total", *_numbers(found.total)), Emphasis.STRONG))
    return table(columns, rows, "Attendance by course")


def _numbers(one: Numbers) -> tuple[str | int, ...]:
    exact = "–" if one.exact_rate is None else f"{one.exact_rate}%"
    return (
        *(one.sessions, one.places, one.booked, one.attended, one.part_attended),
        *(one.did_not_attend, one.cancelled, one.rate_words, exact),
    )


def _parts(found: Reach) -> Iterator[Block]:
    yield Heading(1, "Attendance by agency")
    if found.told_by:
        yield Paragraph(
            f"{found.told_by} of {found.agencies_known} agencies have told their workforce:"
            f" {found.staff:,} staff in all."
        )
    else:
        yield Paragraph("No agency has told its workforce, so take-up cannot be held against it.")
    for title, first, parts in (
        ("", "Agency", found.agencies),
        ("Attendance by side", "Side", found.sides),
        ("Attendance by role", "Role", found.roles),
        ("Attendance by level", "Level", found.levels),
    ):
        if not parts:
            continue
        if title:
            yield Heading(1, title)
        yield _table(first, parts)
    yield small(SHARES)


def _table(first: str, parts: Sequence[Part]) -> Block:
    heads = ("Booked", "Attended", "Part", "Did not attend", "Cancelled", "People")
    shares = ("Share", "Staff", "Of workforce", "Points", "Per 100 staff")
    columns = [Column(first, 3), *(Column(one, role=Role.NUMBER) for one in (*heads, *shares))]
    return table(columns, [_part(one) for one in parts], f"Attendance by {first.lower()}")


def _part(one: Part) -> tuple[str | int, ...]:
    share = one.take_up
    points = "–" if share.points is None else f"{share.points:+.1f}"
    return (
        *(one.title, one.booked, one.attended, one.part_attended, one.did_not_attend),
        *(one.cancelled, one.people, _percent(share.share)),
        *("–" if share.staff is None else share.staff, _percent(share.workforce_share), points),
        "–" if share.per_hundred is None else f"{share.per_hundred:.1f}",
    )


def _percent(value: float | None) -> str:
    return "–" if value is None else f"{value:.1f}%"


def _never(found: Reach) -> Iterator[Block]:
    if not found.never:
        yield Paragraph("Somebody of every agency was there.")
        return
    rows = [
        (
            one.name,
            one.side.label,
            "–" if one.staff is None else one.staff,
            one.booked,
            "never" if one.last_on is None else write_date(one.last_on),
        )
        for one in found.never
    ]
    columns = [Column("Agency", 3), Column("Side", 1.2), Column("Staff", role=Role.NUMBER)]
    columns += [Column("Booked", role=Role.NUMBER), Column("Last attended before", 1.2)]
    yield table(columns, rows, "Who is never there")


def _picture(heat: Heat) -> Chart | None:
    """Return the map of agencies by courses; None where it would be too large to be read."""
    if len(heat.courses) > _ACROSS or len(heat.agencies) > _DOWN:
        return None
    return Chart(
        ChartKind.HEAT,
        "How often somebody of an agency attended",
        tuple(agency for _, agency in heat.agencies),
        tuple(
            Series(
                title, tuple(float(heat.counts.get((key, course), 0)) for key, _ in heat.agencies)
            )
            for course, title in heat.courses
        ),
    )


def _column(heat: Heat, course: str) -> tuple[float, ...]:
    return tuple(float(heat.counts.get((key, course), 0)) for key, _ in heat.agencies)


def _heat(heat: Heat) -> Iterator[Block]:
    picture = _picture(heat)
    if picture is not None:
        yield Figure(picture)
    for start in range(0, len(heat.courses), _ACROSS):
        across = heat.courses[start : start + _ACROSS]
        columns = [Column("Agency", 2.2)]
        columns += [Column(title, 1, role=Role.NUMBER) for _, title in across]
        rows = [
            (agency, *(heat.counts.get((key, course), 0) or "·" for course, _ in across))
            for key, agency in heat.agencies
        ]
        first, last = start + 1, start + len(across)
        words = f"Courses {first} to {last}" if len(heat.courses) > _ACROSS else "Who came to what"
        yield table(columns, rows, words)
