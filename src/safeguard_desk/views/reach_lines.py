"""What reach is counted from: sessions that were delivered, and their bookings, one by one."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from safeguard_desk.desk.reading import Reader
from safeguard_desk.models import Agency, Booking, Course, Delegate, TrainingSession
from safeguard_desk.rules.periods import Period
from safeguard_desk.rules.terms import Side
from safeguard_desk.rules.terms_learning import BookingState, CourseLevel, SessionState
from safeguard_desk.rules.training_figures import Numbers, Told, numbers_of

NOBODY = "No agency named"
CAME = frozenset({BookingState.ATTENDED, BookingState.PART_ATTENDED})


@dataclass(frozen=True)
class Asked:
    """Of which time and courses: days of the sessions, both included, and a side's lens.

    side: courses of that side and those of both.
    """

    first: date
    last: date
    side: Side | None = None
    course_id: str | None = None
    words: str = ""
    """How the time is called: "Q2 26/27"."""

    @classmethod
    def of(cls, period: Period, side: Side | None = None) -> "Asked":
        """Return what is asked of a month, quarter or year."""
        last = date.fromordinal(period.ends_before.toordinal() - 1)
        return cls(period.starts_on, last, side, words=period.label)


@dataclass(frozen=True)
class SessionLine:
    """A delivered session with its numbers; `known` where its delegates are."""

    id: str
    ref: str
    course_id: str
    course: str
    course_ref: str
    side: Side
    level: CourseLevel
    held_on: date
    numbers: Numbers

    @property
    def known(self) -> bool:
        """Say whether it is known by its delegates, and not by totals only."""
        return not self.numbers.without_delegates


@dataclass(frozen=True)
class Line:
    """A booking of a delivered session, with the agency and role of that day.

    agency_key: the agency's id, or the words that a file had for it.
    """

    id: str
    session_id: str
    session: str
    held_on: date
    course_id: str
    course: str
    level: CourseLevel
    agency_key: str
    agency: str
    side: Side | None
    """The agency's side; None where it is not known."""
    role: str
    delegate_id: str
    delegate: str
    state: BookingState

    @property
    def came(self) -> bool:
        """Say whether the delegate was there, at least for a part."""
        return self.state in CAME


@dataclass(frozen=True)
class Selection:
    """Which bookings a figure counts: what is None narrows nothing."""

    title: str
    course_id: str | None = None
    session_id: str | None = None
    agency_key: str | None = None
    side: Side | None = None
    role: str | None = None
    level: CourseLevel | None = None
    states: frozenset[BookingState] | None = None

    def fits(self, line: Line) -> bool:
        """Say whether a booking is one of these."""
        return (
            self.course_id in {None, line.course_id}
            and self.session_id in {None, line.session_id}
            and self.agency_key in {None, line.agency_key}
            and self.side in {None, line.side}
            and self.role in {None, line.role.casefold()}
            and self.level in {None, line.level}
            and (self.states is None or line.state in self.states)
        )


def chosen(lines: Iterable[Line], selection: Selection) -> list[Line]:
    """Return the bookings that a figure counts."""
    return [one for one in lines if selection.fits(one)]


def read(reader: Reader, asked: Asked) -> tuple[list[SessionLine], list[Line]]:
    """Return the delivered sessions of a time with their bookings, by day and reference."""
    s, c = TrainingSession, Course
    statement = (
        select(s.id, s.ref, c.id, c.title, c.ref, c.side, c.level, s.held_on, s.capacity)
        .add_columns(s.sessions_told, s.booked_told, s.attended_told, s.absent_told)
        .join(c, c.id == s.course_id)
        .where(s.state == SessionState.DELIVERED, s.held_on.between(asked.first, asked.last))
        .order_by(s.held_on, s.ref)
    )
    if asked.side is not None and asked.side is not Side.BOTH:
        statement = statement.where(c.side.in_((asked.side, Side.BOTH)))
    if asked.course_id is not None:
        statement = statement.where(c.id == asked.course_id)
    rows: list[Sequence[Any]] = list(reader.rows(statement))
    heads = {row[0]: row for row in rows}
    lines = _lines(reader, heads, asked)
    states: dict[str, list[BookingState]] = defaultdict(list)
    for line in lines:
        states[line.session_id].append(line.state)
    sessions = [_session(row, states[row[0]]) for row in rows]
    return sessions, lines


def _session(row: Sequence[Any], states: Sequence[BookingState]) -> SessionLine:
    identity, ref, course_id, course, course_ref, side, level, held_on, capacity = row[:9]
    numbers = numbers_of(SessionState.DELIVERED, capacity, states, Told(*row[9:13]))
    return SessionLine(
        *(identity, ref, course_id, course, course_ref, side, level, held_on, numbers)
    )


def _lines(reader: Reader, heads: dict[str, Sequence[Any]], asked: Asked) -> list[Line]:
    b, d, s = Booking, Delegate, TrainingSession
    statement = (
        select(b.id, b.session_id, b.agency_id, b.agency_words, Agency.name, Agency.side)
        .add_columns(b.role, b.delegate_id, d.code, d.name, b.state)
        .join(s, s.id == b.session_id)
        .join(d, d.id == b.delegate_id)
        .outerjoin(Agency, Agency.id == b.agency_id)
        .where(s.state == SessionState.DELIVERED, s.held_on.between(asked.first, asked.last))
        .order_by(s.held_on, s.ref, b.position, b.id)
    )
    return [_line(heads[row[1]], row) for row in reader.rows(statement) if row[1] in heads]


def _line(head: Sequence[Any], row: Sequence[Any]) -> Line:
    booking, session, agency_id, words, name, side, role, delegate, code, called, state = row
    said = " ".join(str(words or "").split())
    return Line(
        id=str(booking),
        session_id=str(session),
        session=str(head[1]),
        held_on=head[7],
        course_id=str(head[2]),
        course=str(head[3]),
        level=head[6],
        agency_key=str(agency_id or said.casefold()),
        agency=str(name or said or NOBODY),
        side=side,
        role=" ".join(str(role or "").split()),
        delegate_id=str(delegate),
        delegate=f"{code} {called}".strip(),
        state=state,
    )
