"""Bookings as another system has them, many at once: what is there is brought up to date.

What is booked on this desk goes through work/bookings.py, where the waiting list moves up and the
day is looked at. Here another system has decided already, and what it says is taken down.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from enum import Enum

from sqlalchemy import select

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.models import (
    Booking,
    Course,
    Delegate,
    TrainingSession,
)
from safeguard_desk.rules.booking_words import plain_title, says_more
from safeguard_desk.rules.terms_learning import BookingState, SessionState
from safeguard_desk.work import learning
from safeguard_desk.work.references import next_reference

OWN = "DEL"
"""What the codes begin with that this desk gives to delegates without one."""
USUAL_PLACES = 20
"""Places of a session of which nobody has told any."""


class Became(Enum):
    """What became of something that was taken."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"


@dataclass(frozen=True)
class Person:
    """A delegate as another system has them."""

    code: str = ""
    name: str = ""
    email: str = ""
    manager: str = ""
    role: str = ""
    agency_id: str | None = None
    agency_words: str = ""


@dataclass(frozen=True)
class Place:
    """A booking as another system has it; what is empty takes nothing away."""

    state: BookingState | None = None
    role: str = ""
    agency_id: str | None = None
    agency_words: str = ""
    booked_on: date | None = None
    cancelled_on: date | None = None


class Ledger:
    """Courses, sessions, delegates and bookings at hand, so that rows are taken without reading."""

    def __init__(self, uow: UnitOfWork, group_id: str) -> None:
        """Read what is there."""
        self.uow, self.group_id = uow, group_id
        self._courses: dict[str, Course] = {}
        for course in uow.all(select(Course).order_by(Course.ended_on.is_not(None), Course.ref)):
            self._courses.setdefault(plain_title(course.title), course)
        self._by_ref = {one.ref.casefold(): one for one in self._courses.values()}
        self._sessions: dict[str, TrainingSession] = {}
        self._by_day: dict[tuple[str, date], list[TrainingSession]] = defaultdict(list)
        for session in uow.all(select(TrainingSession).order_by(TrainingSession.ref)):
            self._know(session)
        self._delegates: dict[str, Delegate] = {}
        for delegate in uow.all(select(Delegate)):
            self._meet(delegate)
        self.bookings: dict[str, dict[str, Booking]] = defaultdict(dict)
        for booking in uow.all(select(Booking).order_by(Booking.position)):
            self.bookings[booking.session_id][booking.delegate_id] = booking

    def _know(self, session: TrainingSession) -> None:
        for name in (session.ref, session.code):
            if name:
                self._sessions.setdefault(name.casefold(), session)
        self._by_day[session.course_id, session.held_on].append(session)

    def _meet(self, delegate: Delegate) -> None:
        for key in _keys(delegate.code, delegate.email, delegate.name, _agency(delegate)):
            self._delegates.setdefault(key, delegate)

    def course(self, title: str) -> Course | None:
        """Return the course that a title or a reference names."""
        found = self._courses.get(plain_title(title))
        return found or self._by_ref.get(title.strip().casefold())

    def add_course(self, title: str, capacity: int | None, day: date) -> Course:
        """Add a course that another system names, from its first session on."""
        added = learning.add_course(
            *(self.uow, self.group_id, title),
            capacity=capacity or USUAL_PLACES,
            started_on=min(day, self.uow.today),
        )
        self._courses[plain_title(title)] = added
        return added

    def session_of(self, code: str) -> TrainingSession | None:
        """Return the session that a code or a reference names."""
        return self._sessions.get(code.casefold()) if code else None

    def session_by_id(self, session_id: str) -> TrainingSession:
        """Return a session."""
        return self.uow.get(TrainingSession, session_id)

    def peek(self, session: TrainingSession, person: Person) -> Booking | None:
        """Return the booking that a person has in a session; None where there is none."""
        found = self._known(person)
        return None if found is None else self.bookings[session.id].get(found.id)

    def session_on(self, course_id: str, day: date, at: time | None) -> TrainingSession | None:
        """Return the session of a course on a day, of several the one at that time."""
        held = self._by_day.get((course_id, day), [])
        if at is not None:
            exact = [one for one in held if one.starts_at == at]
            loose = [one for one in held if one.starts_at is None]
            return next(iter(exact or loose), None)
        return held[0] if len(held) == 1 else None

    def several_on(self, course_id: str, day: date) -> bool:
        """Say whether a course has more than one session on a day."""
        return len(self._by_day.get((course_id, day), [])) > 1

    def sessions_between(self, course_id: str, first: date, last: date) -> list[TrainingSession]:
        """Return the sessions of a course within some days."""
        return [
            one
            for (course, day), held in self._by_day.items()
            if course == course_id and first <= day <= last
            for one in held
        ]

    def add_session(
        self,
        course: Course,
        day: date,
        *,
        at: time | None,
        venue: str,
        code: str,
        capacity: int | None,
    ) -> TrainingSession:
        """Add a session that another system tells of."""
        added = learning.add_session(
            self.uow, course.id, day, starts_at=at, venue=venue, code=code, capacity=capacity
        )
        self._know(added)
        return added

    def move(self, session: TrainingSession, day: date) -> None:
        """Let a session be held on another day."""
        self._by_day[session.course_id, session.held_on].remove(session)
        session.held_on = day
        session.sequence += 1
        self._by_day[session.course_id, day].append(session)

    def _known(self, person: Person) -> Delegate | None:
        agency = person.agency_id or person.agency_words.casefold()
        keys = _keys(person.code, person.email, person.name, agency)
        found = next((self._delegates[key] for key in keys if key in self._delegates), None)
        if found is not None and person.code and found.code.casefold() != person.code.casefold():
            # Found by e-mail or name: only a code that this desk gave itself may be another.
            return found if found.code.startswith(OWN) else None
        return found

    def _delegate(self, person: Person) -> tuple[Delegate, bool]:
        """Return the delegate who is meant, with blanks filled in, or a new one; and if changed."""
        found = self._known(person)
        if found is None:
            found = self.uow.add(
                Delegate(
                    code=person.code or next_reference(self.uow, OWN),
                    name=person.name,
                    email=person.email,
                    manager_email=person.manager,
                    role=person.role,
                    agency_id=person.agency_id,
                    agency_words=person.agency_words,
                )
            )
            self._meet(found)
            return found, True
        told = {"name": person.name, "email": person.email, "manager_email": person.manager}
        blank = {name: value for name, value in told.items() if not getattr(found, name)}
        changed = _set(found, {"role": found.role or person.role, **blank})
        if found.agency_id is None and person.agency_id is not None:
            changed |= _set(found, {"agency_id": person.agency_id, "agency_words": ""})
        if changed:
            self._meet(found)
        return found, changed

    def take(
        self, session: TrainingSession, person: Person, place: Place
    ) -> tuple[Booking, Became, bool]:
        """Take a booking down; return it, what became of it, and whether its state was kept.

        What is known of a booking on this desk is not undone by a system that knows less: somebody
        who attended is not booked again.
        """
        delegate, touched = self._delegate(person)
        booking = self.bookings[session.id].get(delegate.id)
        if booking is None:
            return self._add(session, delegate, place), Became.CREATED, False
        state = place.state or booking.state
        kept = state is not booking.state and state.is_open
        kept = kept and says_more(booking.state, state)
        told: dict[str, object] = {"state": booking.state if kept else state}
        if place.agency_id is not None or place.agency_words:
            told |= {"agency_id": place.agency_id, "agency_words": place.agency_words}
        for name in ("role", "booked_on", "cancelled_on"):
            if getattr(place, name):
                told[name] = getattr(place, name)
        touched |= _set(booking, told)
        self._deliver(session, booking.state)
        return booking, Became.UPDATED if touched else Became.UNCHANGED, kept

    def _add(self, session: TrainingSession, delegate: Delegate, place: Place) -> Booking:
        held = self.bookings[session.id]
        state = place.state or BookingState.BOOKED
        booking = self.uow.add(
            Booking(
                session_id=session.id,
                delegate_id=delegate.id,
                agency_id=place.agency_id,
                agency_words=place.agency_words,
                role=place.role,
                state=state,
                booked_on=place.booked_on,
                cancelled_on=place.cancelled_on,
                position=max((one.position for one in held.values()), default=0) + 1,
            )
        )
        held[delegate.id] = booking
        self._deliver(session, state)
        return booking

    def _deliver(self, session: TrainingSession, state: BookingState) -> None:
        if state.shows_held and session.state is not SessionState.DELIVERED:
            session.state, session.state_reason = SessionState.DELIVERED, ""


def _set(record: Delegate | Booking, told: Mapping[str, object]) -> bool:
    """Set fields that differ; say whether any did."""
    differing = {name: value for name, value in told.items() if getattr(record, name) != value}
    for name, value in differing.items():
        setattr(record, name, value)
    return bool(differing)


def _agency(delegate: Delegate) -> str:
    return delegate.agency_id or delegate.agency_words.casefold()


def _keys(code: str, email: str, name: str, agency: str) -> list[str]:
    """Return what a delegate is known by: code, e-mail, or name within an agency."""
    keys = [f"code {code.casefold()}"] if code else []
    keys += [f"mail {email.casefold()}"] if email else []
    if name and not email:
        keys.append(f"name {' '.join(name.casefold().split())}\n{agency}")
    return keys
