"""Bookings: delegates, places and the waiting list, cancelling, and who attended."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import func, select

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.errors import Refusal
from safeguard_desk.models import Agency, Booking, Delegate, TrainingSession
from safeguard_desk.rules.booking import KEYS, MOST, cancelled
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.terms_learning import BookingState, CourseLevel, SessionState
from safeguard_desk.views.booking_rules import booking_rules
from safeguard_desk.work import settled
from safeguard_desk.work.references import next_reference
from safeguard_desk.work.sessions import bookings_of, follow, move_up

MARKS = frozenset(
    {
        BookingState.BOOKED,
        BookingState.ATTENDED,
        BookingState.PART_ATTENDED,
        BookingState.DID_NOT_ATTEND,
    }
)
"""What attendance can be marked as; booked takes a mark away."""
_CAME = frozenset({BookingState.ATTENDED, BookingState.PART_ATTENDED})
_GONE = frozenset({BookingState.CANCELLED_IN_TIME, BookingState.CANCELLED_LATE})


@dataclass(frozen=True)
class NewDelegate:
    """What is known of a delegate; the code is the booking system's, if any."""

    code: str = ""
    name: str = ""
    email: str = ""
    manager_email: str = ""
    role: str = ""
    level: CourseLevel | None = None
    agency_id: str | None = None
    agency_words: str = ""


@dataclass(frozen=True)
class Moved:
    """A delegate whom the waiting list gave a place, to be told."""

    booking_id: str
    delegate_id: str
    words: str


@dataclass(frozen=True)
class Booked:
    """A booking that was made; `waiting` is its place on the waiting list, 0 with a place."""

    booking_id: str
    delegate_id: str
    state: BookingState
    waiting: int = 0


@dataclass(frozen=True)
class Cancelled:
    """What a cancelled booking became, and who moved up by it."""

    state: BookingState
    moved: tuple[Moved, ...] = ()


@dataclass(frozen=True)
class Marked:
    """What an attendance mark led to. `over`: how many more came than there are places."""

    state: BookingState
    over: int = 0
    left: int = 0
    """Bookings of the session that nobody has marked yet."""


def called(delegate: Delegate) -> str:
    """Return how a delegate is called: "D1018 Ann Example"."""
    return f"{delegate.code} {delegate.name}".strip()


def find_delegate(uow: UnitOfWork, new: NewDelegate) -> Delegate | None:
    """Return the delegate who is meant: by code, then e-mail, then name within an agency."""
    uow.flush()
    d = Delegate
    if code := new.code.strip():
        return uow.find(select(d).where(func.upper(d.code) == code.upper()))
    if email := new.email.strip():
        found = uow.find(select(d).where(func.lower(d.email) == email.lower()))
        if found is not None:
            return found
    if name := new.name.strip():
        same = func.lower(d.name) == name.lower()
        known = uow.all(select(d).where(same, d.agency_id == new.agency_id).limit(2))
        fitting = [one for one in known if not (new.email.strip() and one.email)]
        return fitting[0] if len(fitting) == 1 == len(known) else None
    return None


def find_or_add(uow: UnitOfWork, new: NewDelegate) -> Delegate:
    """Return the delegate who is meant, with blanks filled in, or add one; one code is one person.

    Refuses somebody without code, name and e-mail.
    """
    found = find_delegate(uow, new)
    if found is None:
        if not (new.code.strip() or new.name.strip() or new.email.strip()):
            raise Refusal(
                "A delegate needs a code, a name or an e-mail address.",
                "Nobody was added.",
                "Type one of them.",
            )
        if new.agency_id is not None:
            uow.get(Agency, new.agency_id)
        code = new.code.strip() or next_reference(uow, "DEL")
        return uow.add(
            Delegate(
                code=code,
                name=new.name.strip(),
                email=new.email.strip(),
                manager_email=new.manager_email.strip(),
                role=new.role.strip(),
                level=new.level,
                agency_id=new.agency_id,
                agency_words=new.agency_words.strip(),
            )
        )
    for name in ("name", "email", "manager_email", "role", "agency_words"):
        if not getattr(found, name):
            setattr(found, name, getattr(new, name).strip())
    found.level = found.level or new.level
    found.agency_id = found.agency_id or new.agency_id
    return found


@dataclass
class Room:
    """A session with its bookings at hand, so that many can be booked without reading again."""

    uow: UnitOfWork
    session: TrainingSession
    held: list[Booking] = field(default_factory=list)

    @classmethod
    def of(cls, uow: UnitOfWork, session_id: str) -> "Room":
        """Read a session's bookings."""
        return cls(uow, uow.get(TrainingSession, session_id), bookings_of(uow, session_id))

    @property
    def taken(self) -> int:
        """Return how many places are held."""
        return sum(one.state.holds_place for one in self.held)

    def book(self, delegate: Delegate, *, on: date | None = None) -> Booked:
        """Give a delegate a place, or one on the waiting list where none is free.

        Somebody who cancelled is booked again. Refuses a delegate twice, a session that was
        cancelled or delivered, and one whose day has passed.
        """
        self._refuse_closed()
        known = next((one for one in self.held if one.delegate_id == delegate.id), None)
        if known is not None and known.state not in _GONE:
            raise Refusal(
                f"{called(delegate)} is down for {self.session.ref} already:"
                f" {known.state.label.lower()}.",
                "Nobody was booked twice.",
                "Choose somebody else, or change that booking.",
            )
        free = self.taken < self.session.capacity
        state = BookingState.BOOKED if free else BookingState.WAITING
        position = max((one.position for one in self.held), default=0) + 1
        if known is None:
            known = self.uow.add(Booking(session_id=self.session.id, delegate_id=delegate.id))
            self.held.append(known)
        known.state, known.state_reason, known.cancelled_on = state, "", None
        known.agency_id, known.agency_words = delegate.agency_id, delegate.agency_words
        known.role, known.position = delegate.role, position
        known.booked_on = on or self.uow.today
        self.held.sort(key=lambda one: one.position)
        follow(self.session, self.held)
        waiting = [one.id for one in self.held if one.state is BookingState.WAITING]
        place = 0 if free else waiting.index(known.id) + 1
        return Booked(known.id, delegate.id, state, place)

    def _refuse_closed(self) -> None:
        session = self.session
        if not session.state.takes_bookings:
            raise Refusal(
                f"{session.ref} was {session.state.label.lower()}.",
                "Nobody was booked.",
                "Choose another session, or reopen this one.",
            )
        if session.held_on < self.uow.today:
            raise Refusal(
                f"{session.ref} was on {write_date(session.held_on)}.",
                "Nobody was booked.",
                "Choose a session to come; or add who came without booking to its attendance.",
            )


def _meant(uow: UnitOfWork, who: NewDelegate | str) -> Delegate:
    """Return the delegate of an id, or of what is known of one."""
    return uow.get(Delegate, who) if isinstance(who, str) else find_or_add(uow, who)


def book(uow: UnitOfWork, session_id: str, who: NewDelegate | str) -> Booked:
    """Book a delegate, known by id or not, into a session, or onto its waiting list if full."""
    room = Room.of(uow, session_id)
    return room.book(_meant(uow, who))


def add_came(
    uow: UnitOfWork,
    session_id: str,
    who: NewDelegate | str,
    state: BookingState = BookingState.ATTENDED,
) -> Booked:
    """Take down somebody who came to a session without a booking; refuses one who has one."""
    room = Room.of(uow, session_id)
    delegate = _meant(uow, who)
    if any(one.delegate_id == delegate.id for one in room.held):
        raise Refusal(
            f"{called(delegate)} is on the list of {room.session.ref} already.",
            "Nobody was added.",
            "Mark the attendance there.",
        )
    _refuse_unheld(uow, room.session)
    made = uow.add(
        Booking(
            session_id=session_id,
            delegate_id=delegate.id,
            agency_id=delegate.agency_id,
            agency_words=delegate.agency_words,
            role=delegate.role,
            state=state,
            booked_on=room.session.held_on,
            position=max((one.position for one in room.held), default=0) + 1,
        )
    )
    room.session.state = SessionState.DELIVERED
    return Booked(made.id, delegate.id, state)


def cancel(
    uow: UnitOfWork, booking_id: str, reason: str = "", *, on: date | None = None
) -> Cancelled:
    """Cancel a booking on a day; whether in time or late follows from the setting.

    The waiting list moves up by itself. Giving up a place on it is always in time.
    """
    booking = uow.get(Booking, booking_id)
    if booking.state in _GONE:
        raise Refusal(
            f"This booking was cancelled on {write_date(booking.cancelled_on or uow.today)}.",
            "Nothing was changed.",
            "Book the delegate again if they come after all.",
        )
    session = uow.get(TrainingSession, booking.session_id)
    day = on or uow.today
    waited = booking.state is BookingState.WAITING
    became = cancelled(day, session.held_on, booking_rules(uow.reader))
    booking.state = BookingState.CANCELLED_IN_TIME if waited else became
    booking.cancelled_on, booking.state_reason = day, reason.strip()
    moved = move_up(uow, session, bookings_of(uow, session.id))
    return Cancelled(booking.state, told(uow, moved))


def told(uow: UnitOfWork, moved: Iterable[Booking]) -> tuple[Moved, ...]:
    """Return whom the waiting list gave a place, as people are called."""
    return tuple(
        Moved(one.id, one.delegate_id, called(uow.get(Delegate, one.delegate_id))) for one in moved
    )


def attend(uow: UnitOfWork, booking_id: str, state: BookingState) -> Marked:
    """Mark a delegate's attendance; `booked` takes the mark away.

    The first mark says that the session was held. Refuses a session that was cancelled or is still
    to come. That more came than there are places is told, and kept: it is what happened.
    """
    if state not in MARKS:
        raise Refusal(
            f"“{state.label}” is not attendance.", "Nothing was changed.", "Cancel the booking."
        )
    booking = uow.get(Booking, booking_id)
    session = uow.get(TrainingSession, booking.session_id)
    _refuse_unheld(uow, session)
    booking.state, booking.cancelled_on = state, None
    if state is not BookingState.BOOKED:
        session.state = SessionState.DELIVERED
    held = bookings_of(uow, session.id)
    came = sum(one.state in _CAME for one in held)
    return Marked(
        state,
        over=max(0, came - session.capacity),
        left=sum(one.state is BookingState.BOOKED for one in held),
    )


def attend_rest(uow: UnitOfWork, session_id: str) -> int:
    """Mark everybody as attended who has a place and no mark yet; return how many."""
    session = uow.get(TrainingSession, session_id)
    _refuse_unheld(uow, session)
    rest = [one for one in bookings_of(uow, session_id) if one.state is BookingState.BOOKED]
    for one in rest:
        one.state = BookingState.ATTENDED
    session.state = SessionState.DELIVERED
    return len(rest)


def _refuse_unheld(uow: UnitOfWork, session: TrainingSession) -> None:
    if session.state is SessionState.CANCELLED:
        raise Refusal(
            f"{session.ref} was cancelled.", "Nobody was marked.", "Reopen it if it was held."
        )
    if session.held_on > uow.today:
        raise Refusal(
            f"{session.ref} is only held on {write_date(session.held_on)}.",
            "Nobody was marked.",
            "Mark attendance on the day; put the date right if it was held earlier.",
        )


def settle(uow: UnitOfWork, name: str, value: int) -> None:
    """Settle a rule of bookings (rules/booking.py): days to cancel in time, or the charge."""
    if not 0 <= value <= MOST[name]:
        raise Refusal(
            f"{value} is not between 0 and {MOST[name]}.",
            "The setting stays as it was.",
            "Give a number in between.",
        )
    settled.settle(uow, KEYS[name], str(value))


def cancelled_on(uow: UnitOfWork, booking_id: str, day: date) -> Cancelled:
    """Put right on which day a booking was cancelled; in time or late follows from it anew."""
    booking = uow.get(Booking, booking_id)
    if booking.state not in _GONE:
        return cancel(uow, booking_id, on=day)
    session = uow.get(TrainingSession, booking.session_id)
    booking.state = cancelled(day, session.held_on, booking_rules(uow.reader))
    booking.cancelled_on = day
    return Cancelled(booking.state)


def say_why(uow: UnitOfWork, booking_id: str, words: str) -> None:
    """Take down why a booking became what it is."""
    uow.get(Booking, booking_id).state_reason = words.strip()
