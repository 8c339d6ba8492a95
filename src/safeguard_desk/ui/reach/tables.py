"""The tables of reach: attendance by course, by agency, side, role and level, who came to what."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.terms_learning import BookingState
from safeguard_desk.rules.training_figures import Numbers
from safeguard_desk.ui.meeting.rows import Column
from safeguard_desk.views.reach import Never, Part, Reach
from safeguard_desk.views.reach_lines import Line, Selection

_ATTENDED = frozenset({BookingState.ATTENDED})
_STATES = {
    "Attended": _ATTENDED,
    "Part": frozenset({BookingState.PART_ATTENDED}),
    "Did not attend": frozenset({BookingState.DID_NOT_ATTEND}),
    "Cancelled": frozenset({BookingState.CANCELLED_IN_TIME, BookingState.CANCELLED_LATE}),
    "Booked": frozenset(BookingState) - {BookingState.WAITING},
}
"""What a column of numbers counts: its field leads to those bookings alone."""
_SHORT = 22
MOST_COURSES = 14
"""Courses that the map has room for; the paper and the workbook have all."""


@dataclass(frozen=True)
class Shown:
    """A row of any table: its cells as words, what it counts, and whether it is a total."""

    id: str
    cells: tuple[str, ...]
    selection: Selection | None
    total: bool = False
    heat: tuple[int, ...] = ()
    """The numbers of the cells of a map, from its second column on."""
    keys: tuple[str, ...] = ()
    """The courses of these cells, by id."""


@dataclass(frozen=True)
class TableView:
    """A table: its columns, its rows, and what to say where there is none."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[Shown, ...]
    empty: str = "No session was delivered in this time."
    names: tuple[str, ...] = ()
    """The courses of a map in full."""

    def behind(self, row: Shown, column: int) -> Selection | None:
        """Return the bookings behind a cell; those of its row where it counts no others."""
        if row.selection is None:
            return None
        if row.keys and column > 0:
            return Selection(
                f"{row.cells[0]}, {self.names[column - 1]}",
                course_id=row.keys[column - 1],
                agency_key=row.selection.agency_key,
                states=_ATTENDED,
            )
        title = self.columns[column].title if 0 <= column < len(self.columns) else ""
        states = _STATES.get(title)
        if states is None:
            return row.selection
        words = f"{row.selection.title}: {title.lower()}"
        return Selection(**{**vars(row.selection), "title": words, "states": states})


def _cell(place: int, row: Shown) -> str:
    return row.cells[place] if place < len(row.cells) else ""


def _columns(first: str, *others: tuple[str, int]) -> tuple[Column, ...]:
    return (
        Column(first, partial(_cell, 0)),
        *(
            Column(title, partial(_cell, place), width, right=True)
            for place, (title, width) in enumerate(others, 1)
        ),
    )


def tables(found: Reach) -> tuple[TableView, ...]:
    """Return every table of a time."""
    return (
        _courses(found),
        _parts("Agencies", "Agency", found.agencies),
        _parts("Sides", "Side", found.sides),
        _parts("Roles", "Role", found.roles),
        _parts("Levels", "Level", found.levels),
        _never(found.never),
        _heat(found),
    )


def _courses(found: Reach) -> TableView:
    columns = _columns(
        "Course",
        *(("Sessions", 8), ("Places", 7), ("Booked", 7), ("Attended", 8), ("Part", 6)),
        *(("Did not attend", 14), ("Cancelled", 9), ("Rate", 6), ("To one decimal", 14)),
    )
    rows = [
        Shown(row.id, (row.title, *_numbers(row.numbers)), row.selection) for row in found.courses
    ]
    if rows:
        everything = Selection("All courses")
        rows.append(Shown("total", ("Total", *_numbers(found.total)), everything, total=True))
    return TableView("Courses", columns, tuple(rows))


def _numbers(one: Numbers) -> tuple[str, ...]:
    exact = "–" if one.exact_rate is None else f"{one.exact_rate}%"
    counts = (one.sessions, one.places, one.booked, one.attended, one.part_attended)
    rest = (one.did_not_attend, one.cancelled)
    return (*(f"{number:,}" for number in (*counts, *rest)), one.rate_words, exact)


def _parts(title: str, first: str, parts: Sequence[Part]) -> TableView:
    columns = _columns(
        first,
        *(("Booked", 7), ("Attended", 8), ("Part", 6), ("Did not attend", 14), ("Cancelled", 9)),
        *(("People", 7), ("Share", 7), ("Staff", 7), ("Of workforce", 13), ("Points", 7)),
        ("Per 100 staff", 13),
    )
    rows = tuple(Shown(one.key or "-", _part(one), one.selection) for one in parts)
    return TableView(title, columns, rows, "Nobody is known by delegate in this time.")


def _part(one: Part) -> tuple[str, ...]:
    share = one.take_up
    counts = (one.booked, one.attended, one.part_attended, one.did_not_attend, one.cancelled)
    return (
        one.title,
        *(f"{number:,}" for number in (*counts, one.people)),
        _percent(share.share),
        "–" if share.staff is None else f"{share.staff:,}",
        _percent(share.workforce_share),
        "–" if share.points is None else f"{share.points:+.1f}",
        "–" if share.per_hundred is None else f"{share.per_hundred:.1f}",
    )


def _percent(value: float | None) -> str:
    return "–" if value is None else f"{value:.1f}%"


def _never(never: Sequence[Never]) -> TableView:
    columns = _columns(
        "Agency", ("Side", 18), ("Staff", 8), ("Booked", 8), ("Last attended before", 22)
    )
    rows = tuple(
        Shown(
            one.id,
            (
                *(one.name, one.side.label, "–" if one.staff is None else f"{one.staff:,}"),
                str(one.booked),
                "never" if one.last_on is None else write_date(one.last_on),
            ),
            Selection(one.name, agency_key=one.id),
        )
        for one in never
    )
    return TableView("Never there", columns, rows, "Somebody of every agency was there.")


def _heat(found: Reach) -> TableView:
    heat = found.heat
    across = sorted(
        heat.courses,
        key=lambda one: -sum(heat.counts.get((key, one[0]), 0) for key, _ in heat.agencies),
    )[:MOST_COURSES]
    columns = (
        Column("Agency", partial(_cell, 0), 30),
        *(
            Column(_short(title), partial(_cell, place), right=True, tip=_tip(place, title))
            for place, (_, title) in enumerate(across, 1)
        ),
    )
    rows = []
    for key, name in heat.agencies:
        numbers = tuple(heat.counts.get((key, course), 0) for course, _ in across)
        cells = (name, *(str(number) if number else "·" for number in numbers))
        keys = tuple(course for course, _ in across)
        rows.append(
            Shown(key or "-", cells, Selection(name, agency_key=key), heat=numbers, keys=keys)
        )
    empty = "Nobody is known by delegate in this time."
    return TableView("Map", columns, tuple(rows), empty, tuple(title for _, title in across))


def _short(title: str) -> str:
    return title if len(title) <= _SHORT else f"{title[: _SHORT - 1]}…"


def _tip(place: int, title: str) -> Callable[[Shown], str]:
    def tip(row: Shown) -> str:
        return f"{row.cells[0]}, {title}: {row.heat[place - 1]} attended"

    return tip


LINES = (
    Column("Date", lambda line: write_date(line.held_on), 12),
    Column("Session", lambda line: line.session, 11),
    Column("Course", lambda line: line.course),
    Column("Delegate", lambda line: line.delegate, 20),
    Column("Agency", lambda line: line.agency, 32),
    Column("Role", lambda line: line.role, 20),
    Column("Status", lambda line: line.state.label, 18),
)


def summary(lines: Sequence[Line], selection: Selection) -> str:
    """Return what a figure is counted from, in a sentence."""
    people = len({one.delegate_id for one in lines})
    bookings = "1 booking" if len(lines) == 1 else f"{len(lines):,} bookings"
    by = "1 person" if people == 1 else f"{people:,} people"
    return f"{selection.title}: {bookings} of {by}. Enter opens the session."
