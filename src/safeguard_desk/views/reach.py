"""Whom training reaches: courses, agencies, sides, roles and levels against the workforce.

Figures of a time are counted from its delivered sessions (views/reach_lines.py); every one of them
leads back to its bookings by a Selection.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from safeguard_desk.desk.reading import Reader
from safeguard_desk.models import Agency, Booking, TrainingSession, Workforce
from safeguard_desk.rules.terms import Side
from safeguard_desk.rules.terms_learning import BookingState, CourseLevel
from safeguard_desk.rules.training_figures import Numbers, TakeUp, together
from safeguard_desk.views.reach_lines import CAME, Asked, Line, Selection, SessionLine, read

_S = BookingState


@dataclass(frozen=True)
class CourseRow:
    """A course with its numbers, and its sessions."""

    id: str
    ref: str
    title: str
    numbers: Numbers
    sessions: tuple[SessionLine, ...]

    @property
    def selection(self) -> Selection:
        """Return all bookings of it."""
        return Selection(self.title, course_id=self.id)


@dataclass(frozen=True)
class Part:
    """One agency, side, role or level: its bookings by state, its people, and its take-up.

    attended: in full; whoever came for a part is beside it. people: different delegates who came.
    """

    key: str
    title: str
    counts: dict[BookingState, int]
    people: int
    take_up: TakeUp
    selection: Selection
    side: Side | None = None

    @property
    def attended(self) -> int:
        """How often somebody attended."""
        return self.counts.get(_S.ATTENDED, 0)

    @property
    def part_attended(self) -> int:
        """How often somebody attended a part."""
        return self.counts.get(_S.PART_ATTENDED, 0)

    @property
    def did_not_attend(self) -> int:
        """How often somebody did not attend."""
        return self.counts.get(_S.DID_NOT_ATTEND, 0)

    @property
    def cancelled(self) -> int:
        """How often a place was given back."""
        return self.counts.get(_S.CANCELLED_IN_TIME, 0) + self.counts.get(_S.CANCELLED_LATE, 0)

    @property
    def booked(self) -> int:
        """How many places were given, also those given back."""
        return sum(self.counts.values()) - self.counts.get(_S.WAITING, 0)


@dataclass(frozen=True)
class Never:
    """An agency of which nobody came: its staff, when somebody last did, and what was booked."""

    id: str
    name: str
    side: Side
    staff: int | None
    last_on: date | None
    booked: int


@dataclass(frozen=True)
class Heat:
    """Who came to what: agencies down, courses across, and how often somebody attended."""

    agencies: tuple[tuple[str, str], ...]
    courses: tuple[tuple[str, str], ...]
    counts: dict[tuple[str, str], int]

    @property
    def most(self) -> int:
        """The largest number."""
        return max(self.counts.values(), default=0)

    def selection(self, agency: tuple[str, str], course: tuple[str, str]) -> Selection:
        """Return the bookings behind a field."""
        title = f"{agency[1]}, {course[1]}"
        return Selection(
            title, course_id=course[0], agency_key=agency[0], states=frozenset({_S.ATTENDED})
        )


@dataclass(frozen=True)
class Reach:
    """Whom training reached in a time."""

    asked: Asked
    courses: tuple[CourseRow, ...]
    total: Numbers
    agencies: tuple[Part, ...]
    sides: tuple[Part, ...]
    roles: tuple[Part, ...]
    levels: tuple[Part, ...]
    never: tuple[Never, ...]
    heat: Heat
    people: int
    """Different delegates who came."""
    staff: int
    """Workforce of all agencies that have told theirs."""
    told_by: int
    """How many agencies have told their workforce."""
    agencies_known: int
    lines: tuple[Line, ...]

    @property
    def known(self) -> int:
        """How many of those who attended are known by delegate."""
        return sum(one.state is _S.ATTENDED for one in self.lines)


@dataclass(frozen=True)
class _Staff:
    """Workforces as the last figures up to a day have them."""

    by_agency: dict[str, int]
    by_role: dict[str, int]
    by_level: dict[CourseLevel, int]


def reach(reader: Reader, asked: Asked) -> Reach:
    """Return whom training reached."""
    sessions, lines = read(reader, asked)
    staff = _staff(reader, asked.last)
    known = _agencies(reader, asked)
    names = {key: name for key, name, _ in known}
    sides = {key: side for key, _, side in known}
    # The lens of a side narrows agencies as it narrows courses.
    within = {key: number for key, number in staff.by_agency.items() if key in names}
    return Reach(
        asked=asked,
        courses=_courses(sessions),
        total=together(one.numbers for one in sessions),
        agencies=_by_agency(lines, within),
        sides=_by_side(lines, within, sides),
        roles=_by_role(lines, staff.by_role),
        levels=_by_level(lines, staff.by_level),
        never=_never(reader, lines, known, staff.by_agency, asked),
        heat=_heat(lines),
        people=len({one.delegate_id for one in lines if one.came}),
        staff=sum(within.values()),
        told_by=len(within),
        agencies_known=len(known),
        lines=tuple(lines),
    )


def _courses(sessions: Iterable[SessionLine]) -> tuple[CourseRow, ...]:
    held: dict[str, list[SessionLine]] = defaultdict(list)
    for one in sessions:
        held[one.course_id].append(one)
    rows = [
        CourseRow(
            *(key, several[0].course_ref, several[0].course),
            together(one.numbers for one in several),
            tuple(several),
        )
        for key, several in held.items()
    ]
    return tuple(sorted(rows, key=lambda row: (row.title.casefold(), row.ref)))


def _agencies(reader: Reader, asked: Asked) -> list[tuple[str, str, Side]]:
    """Return the agencies that were there in a time, within the lens of a side."""
    a = Agency
    statement = select(a.id, a.name, a.side).order_by(a.name)
    statement = statement.where(a.ended_on.is_(None) | (a.ended_on >= asked.first))
    if asked.side is not None and asked.side is not Side.BOTH:
        statement = statement.where(a.side.in_((asked.side, Side.BOTH)))
    return [(str(key), str(name), Side(side)) for key, name, side in reader.rows(statement)]


def _staff(reader: Reader, on: date) -> _Staff:
    """Return the last workforce figures of each agency up to a day, or its first ones after it."""
    w = Workforce
    statement = select(w.agency_id, w.role, w.level, w.as_at, w.staff).order_by(w.as_at)
    last: dict[tuple[str, str, CourseLevel | None], int] = {}
    for agency, role, level, as_at, staff in reader.rows(statement):
        key = (str(agency), " ".join(role.casefold().split()), level)
        if as_at <= on or key not in last:
            last[key] = staff
    by_agency = {agency: n for (agency, role, level), n in last.items() if not role and not level}
    parted: dict[str, int] = defaultdict(int)
    by_role: dict[str, int] = defaultdict(int)
    by_level: dict[CourseLevel, int] = defaultdict(int)
    for (agency, role, level), number in last.items():
        if role:
            by_role[role] += number
            parted[agency] += number if level is None else 0
        elif level is not None:
            by_level[level] += number
    # Who has told staff by role only has told all of them.
    return _Staff({**parted, **by_agency}, dict(by_role), dict(by_level))


def _parts(
    lines: Sequence[Line],
    key: Callable[[Line], str],
    title: Callable[[Line], str],
    staff: dict[str, int],
    select_by: Callable[[str, str], Selection],
    side: Callable[[Line], Side | None] = lambda _: None,
) -> tuple[Part, ...]:
    """Return bookings put together by a key, those who attended most first."""
    groups: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        groups[key(line)].append(line)
    everybody = sum(line.state is _S.ATTENDED for line in lines)
    whole = sum(staff.values())
    told = sum(line.state is _S.ATTENDED and key(line) in staff for line in lines)
    found = []
    for one, held in groups.items():
        counts: dict[BookingState, int] = defaultdict(int)
        for line in held:
            counts[line.state] += 1
        found.append(
            Part(
                key=one,
                title=title(held[0]),
                counts=dict(counts),
                people=len({line.delegate_id for line in held if line.came}),
                take_up=TakeUp(counts[_S.ATTENDED], everybody, staff.get(one), whole, told),
                selection=select_by(one, title(held[0])),
                side=side(held[0]),
            )
        )
    return tuple(sorted(found, key=lambda part: (-part.attended, part.title.casefold())))


def _by_agency(lines: Sequence[Line], staff: dict[str, int]) -> tuple[Part, ...]:
    return _parts(
        lines,
        lambda line: line.agency_key,
        lambda line: line.agency,
        staff,
        lambda key, title: Selection(title, agency_key=key),
        lambda line: line.side,
    )


def _by_side(
    lines: Sequence[Line], staff: dict[str, int], sides: dict[str, Side]
) -> tuple[Part, ...]:
    summed: dict[str, int] = defaultdict(int)
    for key, number in staff.items():
        summed[sides[key].value] += number
    return _parts(
        [line for line in lines if line.side is not None],
        lambda line: line.side.value if line.side else "",
        lambda line: line.side.label if line.side else "",
        dict(summed),
        lambda key, title: Selection(title, side=Side(key)),
    )


def _by_role(lines: Sequence[Line], staff: dict[str, int]) -> tuple[Part, ...]:
    return _parts(
        lines,
        lambda line: line.role.casefold(),
        lambda line: line.role or "No role named",
        staff,
        lambda key, title: Selection(title, role=key),
    )


def _by_level(lines: Sequence[Line], staff: dict[CourseLevel, int]) -> tuple[Part, ...]:
    return _parts(
        lines,
        lambda line: line.level.value,
        lambda line: line.level.label,
        {level.value: number for level, number in staff.items()},
        lambda key, title: Selection(title, level=CourseLevel(key)),
    )


def _never(
    reader: Reader,
    lines: Sequence[Line],
    known: Sequence[tuple[str, str, Side]],
    staff: dict[str, int],
    asked: Asked,
) -> tuple[Never, ...]:
    """Return the agencies of which nobody came, the largest first."""
    there = {line.agency_key for line in lines if line.came}
    booked: dict[str, int] = defaultdict(int)
    for line in lines:
        booked[line.agency_key] += line.state is not _S.WAITING
    b, s = Booking, TrainingSession
    last = dict(
        reader.rows(
            select(b.agency_id, func.max(s.held_on))
            .join(s, s.id == b.session_id)
            .where(b.state.in_(CAME), s.held_on < asked.first, b.agency_id.is_not(None))
            .group_by(b.agency_id)
        )
    )
    found = [
        Never(key, name, side, staff.get(key), last.get(key), booked[key])
        for key, name, side in known
        if key not in there
    ]
    return tuple(sorted(found, key=lambda one: (-(one.staff or 0), one.name)))


def _heat(lines: Sequence[Line]) -> Heat:
    counts: dict[tuple[str, str], int] = defaultdict(int)
    agencies: dict[str, str] = {}
    courses: dict[str, str] = {}
    for line in lines:
        agencies[line.agency_key] = line.agency
        courses[line.course_id] = line.course
        if line.state is _S.ATTENDED:
            counts[line.agency_key, line.course_id] += 1
    return Heat(
        tuple(sorted(agencies.items(), key=lambda one: one[1].casefold())),
        tuple(sorted(courses.items(), key=lambda one: one[1].casefold())),
        dict(counts),
    )
