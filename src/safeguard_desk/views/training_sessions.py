"""Sessions of training: the list of them, and one with its delegates, waiting list and trainers."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import func, select

from safeguard_desk.desk.reading import Reader
from safeguard_desk.errors import Refusal
from safeguard_desk.models import (
    Agency,
    Booking,
    Course,
    CourseVersion,
    Delegate,
    Person,
    SessionTrainer,
    Trainer,
    TrainingSession,
)
from safeguard_desk.rules.booking import last_day
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.terms import Side
from safeguard_desk.rules.terms_learning import (
    BookingState,
    ChargeState,
    Delivery,
    SessionState,
)
from safeguard_desk.rules.training_figures import Numbers, Told, of_session
from safeguard_desk.views.booking_rules import booking_rules
from safeguard_desk.views.choices import Choice

S = BookingState


@dataclass(frozen=True)
class SessionHead:
    """A session in a list. `counts` is how many bookings there are of each state."""

    id: str
    ref: str
    code: str
    course_id: str
    course_ref: str
    course: str
    side: Side
    held_on: date
    starts_at: time | None
    length_minutes: int
    delivery: Delivery
    venue: str
    link: str
    joining: str
    capacity: int
    state: SessionState
    state_reason: str
    cost_planned: int | None
    cost_actual: int | None
    sequence: int
    version: int | None
    counts: Counter[BookingState]
    told: Told

    @property
    def taken(self) -> int:
        """Places that are held."""
        return sum(number for state, number in self.counts.items() if state.holds_place)

    @property
    def waiting(self) -> int:
        """How many are on the waiting list."""
        return self.counts[S.WAITING]

    @property
    def free(self) -> int:
        """Places that are free; none once it takes no bookings."""
        return max(0, self.capacity - self.taken) if self.state.takes_bookings else 0

    @property
    def numbers(self) -> Numbers:
        """Its numbers by the rule of all figures; nothing before it was delivered."""
        if self.state is not SessionState.DELIVERED:
            return Numbers()
        return of_session(self.capacity, self.counts, self.told)

    @property
    def came(self) -> int:
        """How many came, in whole or in part."""
        return self.counts[S.ATTENDED] + self.counts[S.PART_ATTENDED]

    @property
    def times(self) -> str:
        """Return "10:00 to 13:00", or nothing where the time is not known."""
        if self.starts_at is None:
            return ""
        end = datetime.combine(self.held_on, self.starts_at) + timedelta(
            minutes=self.length_minutes
        )
        return f"{self.starts_at:%H:%M} to {end:%H:%M}"

    @property
    def place(self) -> str:
        """Return where it is held."""
        return self.venue or self.delivery.label

    @property
    def words(self) -> str:
        """Return which session it is."""
        return f"{self.ref}  {self.course}, {write_date(self.held_on)}"


@dataclass(frozen=True)
class DelegateLine:
    """A booking in a session's list; `id` is the booking's, `number` that of the sign-in sheet."""

    id: str
    number: int
    delegate_id: str
    code: str
    name: str
    email: str
    role: str
    agency: str
    state: BookingState
    state_reason: str
    booked_on: date | None
    cancelled_on: date | None
    charge: int | None
    charge_state: ChargeState | None
    certificate_on: date | None

    @property
    def called(self) -> str:
        """Return how the delegate is called."""
        return f"{self.code} {self.name}".strip()


@dataclass(frozen=True)
class TrainerLine:
    """A trainer of a session with the hours given; `id` is that of the giving."""

    id: str
    trainer_id: str
    name: str
    agency: str
    hours: float


@dataclass(frozen=True)
class SessionView:
    """A session with all that its page shows."""

    head: SessionHead
    delegates: tuple[DelegateLine, ...]
    waiting: tuple[DelegateLine, ...]
    trainers: tuple[TrainerLine, ...]
    cancel_by: date
    """The last day on which a place is given back in time."""
    today: date

    @property
    def unmarked(self) -> int:
        """How many with a place nobody has marked, once the day has come."""
        return self.head.counts[S.BOOKED] if self.head.held_on <= self.today else 0

    @property
    def over(self) -> int:
        """By how many more came than there are places."""
        return max(0, self.head.came - self.head.capacity)


def sessions(
    reader: Reader,
    group_id: str | None = None,
    *,
    course_id: str | None = None,
    starts_on: date | None = None,
    ends_on: date | None = None,
    session_id: str | None = None,
) -> list[SessionHead]:
    """Return sessions by their day, the earliest first."""
    s, c, v = TrainingSession, Course, CourseVersion
    statement: Any = (
        select(
            *(s.id, s.ref, s.code, s.course_id, c.ref, c.title, c.side, s.held_on, s.starts_at),
            *(s.length_minutes, s.delivery, s.venue, s.link, s.joining, s.capacity, s.state),
            *(s.state_reason, s.cost_planned, s.cost_actual, s.sequence, v.number),
            *(s.sessions_told, s.booked_told, s.attended_told, s.absent_told),
        )
        .join(c, c.id == s.course_id)
        .outerjoin(v, v.id == s.course_version_id)
        .order_by(s.held_on, s.starts_at, s.ref)
    )
    wanted = (
        (c.group_id, group_id),
        (s.course_id, course_id),
        (s.id, session_id),
    )
    for column, value in wanted:
        if value is not None:
            statement = statement.where(column == value)
    if starts_on is not None:
        statement = statement.where(s.held_on >= starts_on)
    if ends_on is not None:
        statement = statement.where(s.held_on <= ends_on)
    counts = _counts(reader, session_id)
    found = []
    for row in reader.rows(statement):
        own: dict[str, Any] = dict(zip(_HEAD, row, strict=False))
        own["counts"] = counts.get(own["id"], Counter())
        own["told"] = Told(*row[len(_HEAD) :])
        found.append(SessionHead(**own))
    return found


_HEAD = tuple(one.name for one in fields(SessionHead))[:-2]
"""What a head takes from its row, in this order; its last two fields are counted."""


def _counts(reader: Reader, session_id: str | None) -> dict[str, Counter[BookingState]]:
    b = Booking
    statement = select(b.session_id, b.state, func.count()).group_by(b.session_id, b.state)
    if session_id is not None:
        statement = statement.where(b.session_id == session_id)
    found: dict[str, Counter[BookingState]] = {}
    for identity, state, number in reader.rows(statement):
        found.setdefault(identity, Counter())[state] = number
    return found


def session_view(reader: Reader, session_id: str) -> SessionView:
    """Return a session; refuses one that is no longer there."""
    heads = sessions(reader, session_id=session_id)
    if not heads:
        raise Refusal("This session is no longer there.", "", "Look at the list again.")
    lines = delegate_lines(reader, session_id)
    return SessionView(
        head=heads[0],
        delegates=tuple(one for one in lines if one.state is not S.WAITING),
        waiting=tuple(one for one in lines if one.state is S.WAITING),
        trainers=tuple(_trainers(reader, session_id)),
        cancel_by=last_day(heads[0].held_on, booking_rules(reader)),
        today=reader.today,
    )


def delegate_lines(reader: Reader, session_id: str) -> list[DelegateLine]:
    """Return the bookings of a session in the order of booking, numbered from 1."""
    b, d = Booking, Delegate
    statement = (
        select(
            *(b.id, b.delegate_id, d.code, d.name, d.email, b.role, Agency.short_name),
            *(Agency.name, b.agency_words, b.state, b.state_reason, b.booked_on, b.cancelled_on),
            *(b.charge, b.charge_state, b.certificate_on),
        )
        .join(d, d.id == b.delegate_id)
        .outerjoin(Agency, Agency.id == b.agency_id)
        .where(b.session_id == session_id)
        .order_by(b.position, b.created_at, b.id)
    )
    return [
        DelegateLine(
            *(row[0], number, *row[1:6]), agency=row[6] or row[7] or row[8], **_rest(row[9:])
        )
        for number, row in enumerate(reader.rows(statement), start=1)
    ]


def _rest(values: Iterable[Any]) -> dict[str, Any]:
    names = (
        *("state", "state_reason", "booked_on", "cancelled_on"),
        *("charge", "charge_state", "certificate_on"),
    )
    return dict(zip(names, values, strict=True))


def _trainers(reader: Reader, session_id: str) -> Iterable[TrainerLine]:
    t, p = Trainer, Person
    statement = (
        select(SessionTrainer.id, t.id, p.role, t.words, Agency.short_name, Agency.name)
        .add_columns(SessionTrainer.hours)
        .join(t, t.id == SessionTrainer.trainer_id)
        .outerjoin(p, p.id == t.person_id)
        .outerjoin(Agency, Agency.id == t.agency_id)
        .where(SessionTrainer.session_id == session_id)
        .order_by(SessionTrainer.created_at)
    )
    for identity, trainer_id, role, words, short, name, hours in reader.rows(statement):
        yield TrainerLine(identity, trainer_id, role or words, short or name or "", hours)


def next_or_last(found: list[SessionHead], today: date) -> str | None:
    """Return which session work goes on with: one to mark, then the next, then the last."""
    live = [one for one in found if one.state is not SessionState.CANCELLED]
    marks = [one for one in live if one.held_on <= today and one.counts[S.BOOKED]]
    coming = [one for one in live if one.held_on >= today]
    chosen = (marks[-1:] or coming[:1] or live[-1:] or found[-1:])[:1]
    return chosen[0].id if chosen else None


def known_delegates(reader: Reader) -> list[Choice]:
    """Return the delegates that can be booked: "D1018 Ann Example, Housing, Practitioner"."""
    d = Delegate
    statement = (
        select(d.id, d.code, d.name, d.role, Agency.short_name, Agency.name)
        .outerjoin(Agency, Agency.id == d.agency_id)
        .order_by(d.code)
    )
    return [
        (
            identity,
            ", ".join(one for one in (f"{code} {name}".strip(), short or agency, role) if one),
        )
        for identity, code, name, role, short, agency in reader.rows(statement)
    ]
