"""The calendar of all groups and boards: their meetings, closed days, and a year proposed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any

from sqlalchemy import or_, select

from safeguard_desk.desk.reading import Reader
from safeguard_desk.models import Board, Group, Holiday, Meeting, Membership, Person
from safeguard_desk.rules.rhythm import Rhythm
from safeguard_desk.rules.terms import Capacity, GroupKind, MeetingState, MinutesState
from safeguard_desk.rules.working_days import bank_holidays, month_end
from safeguard_desk.rules.year import Around, Closed, Proposal, Taken, Wanted, against, propose

USUAL_TIME = time(10)
_SEATED = (Capacity.CO_CHAIR, Capacity.MEMBER)
_NEAR = timedelta(days=62)
"""How far beyond a span of days meetings are read that may stand in the way."""


@dataclass(frozen=True)
class Entry:
    """A meeting on the calendar."""

    id: str
    ref: str
    group_id: str
    code: str
    group: str
    kind: GroupKind
    held_on: date
    starts_at: time
    length_minutes: int
    venue: str
    link: str
    state: MeetingState
    minutes_state: MinutesState


@dataclass(frozen=True)
class Body:
    """A group or board that can meet; `id` is the board's while it has not met here yet."""

    id: str
    code: str
    name: str
    kind: GroupKind
    minutes: int = 120
    rhythm: str = ""
    venue: str = ""


@dataclass(frozen=True)
class Named:
    """A closed day or span on the calendar: its name, and whether offices are closed by law."""

    title: str
    from_on: date
    to_on: date
    bank: bool


def span_of(year: int) -> tuple[date, date]:
    """Return the first and last day of the financial year that starts in a year."""
    return date(year, 4, 1), month_end(year + 1, 3)


def entries(
    reader: Reader,
    start: date,
    end: date,
    *,
    group_id: str | None = None,
    without_reviews: bool = False,
) -> list[Entry]:
    """Return the meetings of all groups and boards from `start` to `end`, both counted.

    without_reviews: those of case review groups are left out, for a screen that is shared.
    """
    m, g = Meeting, Group
    statement = (
        select(
            *(m.id, m.ref, g.id, g.code, g.name, g.kind, m.held_on, m.starts_at),
            *(m.length_minutes, m.venue, m.link, m.state, m.minutes_state),
        )
        .join(g, g.id == m.group_id)
        .where(m.held_on.between(start, end))
        .order_by(m.held_on, m.starts_at, m.ref)
    )
    if group_id is not None:
        statement = statement.where(g.id == group_id)
    if without_reviews:
        statement = statement.where(g.kind != GroupKind.REVIEW)
    rows: Sequence[tuple[Any, ...]] = reader.rows(statement)
    return [Entry(*row) for row in rows]


def bodies(reader: Reader, *, without_reviews: bool = False) -> list[Body]:
    """Return the groups as they were founded, then the boards by code, that can meet today."""
    g, b = Group, Board
    met = (
        select(g.id, g.code, g.name, g.kind, g.meeting_minutes, g.rhythm, g.venue)
        .where(or_(g.ended_on.is_(None), g.ended_on >= reader.today))
        .order_by(g.created_at, g.id)
    )
    founded = select(g.board_id).where(g.board_id.is_not(None))
    waiting = select(b.id, b.code, b.name).where(
        b.id.not_in(founded), or_(b.ended_on.is_(None), b.ended_on >= reader.today)
    )
    found = [Body(*row) for row in reader.rows(met)]
    found += [Body(*row, GroupKind.BOARD) for row in reader.rows(waiting)]
    boards = sorted((x for x in found if x.kind is GroupKind.BOARD), key=lambda x: x.code)
    hidden = {GroupKind.BOARD} | ({GroupKind.REVIEW} if without_reviews else set())
    return [one for one in found if one.kind not in hidden] + boards


def body(reader: Reader, body_id: str) -> Body | None:
    """Return a group or board by its id; None when it is gone or has ended."""
    return next((one for one in bodies(reader) if one.id == body_id), None)


def closed(reader: Reader, start: date, end: date) -> tuple[Closed, ...]:
    """Return the school holidays and closures that touch a span of days, in order."""
    h = Holiday
    statement = (
        select(h.title, h.kind, h.from_on, h.to_on)
        .where(h.from_on <= end, h.to_on >= start)
        .order_by(h.from_on, h.title)
    )
    return tuple(Closed(*row) for row in reader.rows(statement))


def named_days(reader: Reader, start: date, end: date) -> list[Named]:
    """Return bank holidays, school holidays and closures that touch a span of days."""
    banks = [
        Named(name, day, day, True)
        for year in range(start.year, end.year + 1)
        for day, name in bank_holidays(year).items()
        if start <= day <= end
    ]
    ours = [Named(one.title, one.from_on, one.to_on, False) for one in closed(reader, start, end)]
    return sorted(banks + ours, key=lambda one: (one.from_on, not one.bank, one.title))


def around(reader: Reader, start: date, end: date, *, but: str = "") -> Around:
    """Return what may stand in the way of a meeting in a span of days: all but one meeting's own.

    Cancelled meetings stand in nobody's way.
    """
    start, end = start - _NEAR, end + _NEAR
    m = Meeting
    statement = select(
        *(m.id, m.ref, m.group_id, m.held_on, m.starts_at, m.length_minutes, m.venue)
    ).where(m.held_on.between(start, end), m.state != MeetingState.CANCELLED, m.id != but)
    seats = _seats(reader)
    names = select(Person.id, Person.role)
    taken = (_taken(row, seats) for row in reader.rows(statement.order_by(m.held_on, m.ref)))
    return Around(closed(reader, start, end), tuple(taken), tuple(reader.rows(names)))


_Seat = tuple[str, str, Capacity, date | None, date | None]


def _seats(reader: Reader) -> Sequence[_Seat]:
    s = Membership
    statement = select(s.group_id, s.person_id, s.capacity, s.from_on, s.to_on)
    return reader.rows(statement.where(s.capacity.in_(_SEATED)))


def _seated(
    seats: Iterable[_Seat], group_id: str, day: date
) -> tuple[frozenset[str], frozenset[str]]:
    """Return who chairs a group on a day, and all who sit in it."""
    there = [
        (person, capacity)
        for group, person, capacity, from_on, to_on in seats
        if group == group_id
        and (from_on is None or from_on <= day)
        and (to_on is None or to_on >= day)
    ]
    chairs = frozenset(person for person, capacity in there if capacity is Capacity.CO_CHAIR)
    return chairs, frozenset(person for person, _ in there)


def _taken(row: tuple[Any, ...], seats: Sequence[_Seat]) -> Taken:
    chairs, members = _seated(seats, row[2], row[3])
    values: tuple[Any, ...] = (*row, chairs, members)
    return Taken(*values)


def wanted(
    reader: Reader, body_id: str, day: date, *, starts_at: time, length_minutes: int, venue: str
) -> Wanted:
    """Return what a group wants when it meets on a day: its room, its co-chairs and members."""
    chairs, members = _seated(_seats(reader), body_id, day)
    return Wanted(body_id, starts_at, length_minutes, venue, chairs, members)


def obstacles(
    reader: Reader,
    body_id: str,
    day: date,
    *,
    starts_at: time,
    length_minutes: int,
    venue: str,
    but: str = "",
) -> tuple[str, ...]:
    """Return what stands against a meeting of a group on a day; nothing when it is free.

    but: a meeting that is to move there itself.
    """
    meeting = wanted(
        *(reader, body_id, day),
        starts_at=starts_at,
        length_minutes=length_minutes,
        venue=venue,
    )
    return against(day, meeting, around(reader, day, day, but=but))


def last_before(reader: Reader, body_id: str, day: date) -> tuple[date, time] | None:
    """Return when a group last meets before a day; None where it never does."""
    m = Meeting
    statement = (
        select(m.held_on, m.starts_at)
        .where(m.group_id == body_id, m.held_on < day, m.state != MeetingState.CANCELLED)
        .order_by(m.held_on.desc())
    )
    return reader.one(statement)


def propose_year(
    reader: Reader, meeting: Body, rhythm: Rhythm, year: int, *, venue: str = ""
) -> list[Proposal]:
    """Return the dates a rule gives a group in a financial year, none of them past.

    They go on from the group's last meeting before; the time is the rule's, or the last meeting's.
    """
    start, end = span_of(year)
    start = max(start, reader.today + timedelta(days=1))
    if start > end:
        return []
    last = last_before(reader, meeting.id, start)
    asked = wanted(
        *(reader, meeting.id, start),
        starts_at=time_of(rhythm, last),
        length_minutes=rhythm.length_minutes or meeting.minutes,
        venue=venue,
    )
    before = last[0] if last is not None else None
    return propose(rhythm, asked, around(reader, start, end), start, end, last=before)


def time_of(rhythm: Rhythm, last: tuple[date, time] | None) -> time:
    """Return at what time a group meets: the rule's, its last meeting's, or ten o'clock."""
    return rhythm.starts_at or (last[1] if last is not None else USUAL_TIME)
