"""A year of training: sessions, costs, the pool of trainers, and places wanted and given."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, or_, select

from safeguard_desk.desk.reading import Reader
from safeguard_desk.models import (
    Agency,
    Booking,
    Course,
    Person,
    SessionTrainer,
    Trainer,
    TrainingSession,
)
from safeguard_desk.rules.capacity import more_sessions
from safeguard_desk.rules.terms_learning import BookingState, SessionState
from safeguard_desk.rules.training_figures import Numbers, together
from safeguard_desk.views.choices import Choice
from safeguard_desk.views.courses import CourseHead, courses
from safeguard_desk.views.training_sessions import SessionHead, sessions


@dataclass(frozen=True)
class CourseYear:
    """A course in a year. Costs are in pounds, of sessions that were not cancelled.

    waiting: people who wanted a place and have none by now. `more` is how many more sessions that
    asks for.
    """

    head: CourseHead
    sessions: tuple[SessionHead, ...]
    numbers: Numbers
    places: int
    taken: int
    waiting: int
    free: int
    planned: int
    actual: int
    more: int

    @property
    def id(self) -> str:
        """The course's id."""
        return self.head.id

    @property
    def wanted(self) -> int:
        """Places that were wanted: those held, and those who wait."""
        return self.taken + self.waiting

    @property
    def suggestion(self) -> str:
        """Return what the waiting lists ask for; empty for nothing."""
        if not self.more:
            return ""
        noun = "session" if self.more == 1 else "sessions"
        return f"{self.more} more {noun} needed: {self.waiting} wait, {self.free} places are free"


@dataclass(frozen=True)
class TrainerYear:
    """A trainer of the pool: hours promised for the year and given in it."""

    id: str
    name: str
    agency: str
    teaches: str
    promised: int
    given: float
    sessions: int


@dataclass(frozen=True)
class AgencyHours:
    """What an agency promised the pool for a year and gave in it."""

    agency: str
    trainers: int
    promised: int
    given: float

    @property
    def id(self) -> str:
        """What the row is known by."""
        return self.agency


@dataclass(frozen=True)
class TrainingYear:
    """A year of training from April to March."""

    year: int
    courses: tuple[CourseYear, ...]
    trainers: tuple[TrainerYear, ...]
    agencies: tuple[AgencyHours, ...]

    @property
    def sessions(self) -> tuple[SessionHead, ...]:
        """Every session of the year by its day."""
        found = [one for course in self.courses for one in course.sessions]
        return tuple(sorted(found, key=lambda one: (one.held_on, one.ref)))

    @property
    def numbers(self) -> Numbers:
        """The numbers of all delivered sessions together."""
        return together(one.numbers for one in self.courses)

    @property
    def planned(self) -> int:
        """What the year was planned to cost."""
        return sum(one.planned for one in self.courses)

    @property
    def actual(self) -> int:
        """What it has cost by now."""
        return sum(one.actual for one in self.courses)


def training_year(reader: Reader, group_id: str | None, year: int) -> TrainingYear:
    """Return a financial year of a group's training; courses that ended before it are left out."""
    first, last = date(year, 4, 1), date(year + 1, 3, 31)
    held: dict[str, list[SessionHead]] = defaultdict(list)
    for one in sessions(reader, group_id, starts_on=first, ends_on=last):
        held[one.course_id].append(one)
    waiting = _waiting(reader)
    found = [
        _course(head, held.get(head.id, []), waiting.get(head.id, 0), reader.today)
        for head in courses(reader, group_id)
        if head.ended_on is None or head.ended_on >= first or head.id in held
    ]
    trainers = _trainers(reader, first, last)
    return TrainingYear(year, tuple(found), tuple(trainers), tuple(_by_agency(trainers)))


def _course(
    head: CourseHead, found: Sequence[SessionHead], waiting: int, today: date
) -> CourseYear:
    live = [one for one in found if one.state is not SessionState.CANCELLED]
    free = sum(one.free for one in live if one.held_on >= today)
    return CourseYear(
        head=head,
        sessions=tuple(found),
        numbers=together(one.numbers for one in live),
        places=sum(one.capacity for one in live),
        taken=sum(one.taken for one in live),
        waiting=waiting,
        free=free,
        planned=sum(one.cost_planned or 0 for one in live),
        actual=sum(one.cost_actual or 0 for one in live),
        more=more_sessions(waiting, free, head.capacity),
    )


def _waiting(reader: Reader) -> dict[str, int]:
    """Return how many people wait for each course: who waited and has had no place since."""
    b, s = Booking, TrainingSession
    statement = select(s.course_id, b.delegate_id, b.state, s.held_on, s.state).join(
        s, s.id == b.session_id
    )
    waits: dict[tuple[str, str], date] = {}
    places: dict[tuple[str, str], date] = {}
    given = {BookingState.BOOKED, BookingState.ATTENDED, BookingState.PART_ATTENDED}
    oldest = reader.today.replace(day=1).replace(year=reader.today.year - 1)
    for course_id, delegate_id, state, held_on, session in reader.rows(statement):
        key = course_id, delegate_id
        if state is BookingState.WAITING and held_on >= oldest:
            waits[key] = max(held_on, waits.get(key, held_on))
        elif state in given and session is not SessionState.CANCELLED:
            places[key] = max(held_on, places.get(key, held_on))
    found: dict[str, int] = {}
    for key, since in waits.items():
        if key not in places or places[key] < since:
            found[key[0]] = found.get(key[0], 0) + 1
    return found


def _trainers(reader: Reader, first: date, last: date) -> list[TrainerYear]:
    t, given, s = Trainer, SessionTrainer, TrainingSession
    hours = (
        select(given.trainer_id, func.sum(given.hours), func.count())
        .join(s, s.id == given.session_id)
        .where(s.held_on.between(first, last), s.state != SessionState.CANCELLED)
        .where(s.held_on <= reader.today)
        .group_by(given.trainer_id)
    )
    spent = {identity: (total, number) for identity, total, number in reader.rows(hours)}
    statement = (
        select(t.id, Person.role, t.words, Agency.short_name, Agency.name, t.teaches)
        .add_columns(t.hours_promised)
        .outerjoin(Person, Person.id == t.person_id)
        .outerjoin(Agency, Agency.id == t.agency_id)
        .where(or_(t.from_on.is_(None), t.from_on <= last))
        .where(or_(t.to_on.is_(None), t.to_on >= first))
    )
    found = []
    for identity, role, words, short, agency, teaches, promised in reader.rows(statement):
        total, number = spent.get(identity, (0.0, 0))
        found.append(
            TrainerYear(
                *(identity, role or words, short or agency or "", teaches),
                *(promised, float(total or 0), number),
            )
        )
    return sorted(found, key=lambda one: (one.agency, one.name))


def _by_agency(found: Iterable[TrainerYear]) -> list[AgencyHours]:
    agencies: dict[str, list[TrainerYear]] = defaultdict(list)
    for one in found:
        agencies[one.agency or "No agency"].append(one)
    return [
        AgencyHours(*(name, len(of)), sum(one.promised for one in of), sum(one.given for one in of))
        for name, of in sorted(agencies.items())
    ]


def trainer_choices(reader: Reader) -> list[Choice]:
    """Return the trainers of the pool to choose from: id and "Named nurse, ICB"."""
    year = date(reader.today.year, 1, 1)
    return [
        (one.id, ", ".join(part for part in (one.name, one.agency) if part))
        for one in _trainers(reader, year, reader.today)
    ]


def course_choices(reader: Reader) -> list[Choice]:
    """Return the courses that go on, to choose from: id and "LD-C-0001 Neglect"."""
    c = Course
    goes_on = or_(c.ended_on.is_(None), c.ended_on >= reader.today)
    rows = reader.rows(select(c.id, c.ref, c.title).where(goes_on).order_by(c.ref))
    return [(identity, f"{ref} {title}") for identity, ref, title in rows]
