"""A line of an export taken down: its course and session found or added, its booking, its scores.

Everything that can be refused is looked at before anything of a line is written.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from safeguard_desk.errors import Refusal
from safeguard_desk.exchange.training_tables import Given
from safeguard_desk.models import Booking, Course, TrainingSession
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.terms_learning import Asked, BookingState, SessionState
from safeguard_desk.work.taking_bookings import Became, Ledger, Person, Place
from safeguard_desk.work.taking_scores import Scores

_ABSENT = frozenset(
    {
        BookingState.DID_NOT_ATTEND,
        BookingState.CANCELLED_IN_TIME,
        BookingState.CANCELLED_LATE,
    }
)
_CAME = frozenset({BookingState.ATTENDED, BookingState.PART_ATTENDED})
Note = tuple[str, str, str]


@dataclass
class Taken:
    """What became of a line: of which session it is, and what is to be known of it."""

    became: Became
    session: str
    session_id: str
    booking: Booking | None = None
    notes: list[Note] = field(default_factory=list)
    details: list[str] = field(default_factory=list)


def refused(reason: str) -> Refusal:
    """Return that a line is left out."""
    return Refusal(f"{reason[:1].upper()}{reason[1:]}.", "The row was left out.", "Put it right.")


class Rows:
    """Lines taken one by one into what is known."""

    def __init__(self, ledger: Ledger, scores: Scores, codes: frozenset[str]) -> None:
        """Begin with nothing taken. codes: those that each name one session."""
        self.ledger, self.scores, self.codes = ledger, scores, codes
        self._first: dict[str, int] = {}
        """The line that first told of a session: what another says of it otherwise is noted."""

    def delegate(self, given: Given, agency_id: str | None, agency_words: str) -> Taken:
        """Take a line of a delegate."""
        person = Person(
            *(given.delegate, given.name, given.email, given.manager, given.role),
            *(agency_id, agency_words),
        )
        known = self.find(given)
        self._look_at(given, known, person)
        session, became, notes, details = self.settle(given, known)
        place = Place(
            *(given.state, given.role, agency_id, agency_words),
            *(given.booked_on, given.cancelled_on),
        )
        booking, came_of, kept = self.ledger.take(session, person, place)
        if given.state is None and came_of is Became.CREATED:
            notes.append(("Status", "", "booked: the file does not say what became of it"))
        if kept and given.state is not None:
            stands = f"{booking.state.label.lower()}, which is known on the desk"
            notes.append(("Status", given.state.label, stands))
        if booking.state.shows_held and session.held_on > self.ledger.uow.today:
            held = f"it is, though the session is only on {write_date(session.held_on)}"
            notes.append(("Status", booking.state.label, held))
        scored = self._take_scores(given, session, booking, notes)
        if came_of is Became.UNCHANGED and (scored or became is not Became.UNCHANGED):
            came_of = Became.UPDATED
        return Taken(came_of, called(session), session.id, booking, notes, details)

    def _look_at(self, given: Given, known: TrainingSession | None, person: Person) -> None:
        """Refuse what cannot be: a form of somebody who was not there."""
        held = self.ledger.peek(known, person) if known is not None else None
        state = given.state or (held.state if held is not None else BookingState.BOOKED)
        if held is not None and held.state in _ABSENT and state.is_open:
            state = held.state
        after = [asked for _, asked, _ in given.scores if asked is not Asked.BEFORE]
        if after and state in _ABSENT:
            stage = after[0].label.lower()
            raise refused(f"{state.label}, and yet a score {stage} was given")
        cancelled = known is not None and known.state is SessionState.CANCELLED
        if given.scores and cancelled and not state.shows_held:
            raise refused("the session was cancelled, and yet a score was given")
        if given.places == 0:
            raise refused("the session has 0 places")

    def find(self, given: Given) -> TrainingSession | None:
        """Return the session of a line; None where it is not known yet. Refuses what tells none."""
        if given.code and given.code.casefold() in self.codes:
            found = self.ledger.session_of(given.code)
            if found is not None:
                return found
        course = self.ledger.course(given.course) if given.course else None
        if given.held_on is None:
            raise refused("the session has no date")
        if not given.course:
            raise refused(f"no course is named, and no session “{given.code}” is known")
        if course is None:
            return None
        found = self.ledger.session_on(course.id, given.held_on, given.starts_at)
        if found is None and given.starts_at is None:
            self._refuse_several(course, given.held_on)
        if found is not None and self._is_another(found, given):
            return None
        return found

    def _refuse_several(self, course: Course, day: date) -> None:
        if self.ledger.several_on(course.id, day):
            when = write_date(day)
            raise refused(f"the course has several sessions on {when}: give the time or the code")

    def _is_another(self, found: TrainingSession, given: Given) -> bool:
        """Say whether a line has a code of its own, other than the session's on that day."""
        own = given.code.casefold() if given.code.casefold() in self.codes else ""
        return bool(own and found.code and found.code.casefold() != own)

    def settle(
        self, given: Given, known: TrainingSession | None
    ) -> tuple[TrainingSession, Became, list[Note], list[str]]:
        """Return a line's session, added or brought up to date, and what is to be told of it."""
        notes: list[Note]
        if known is not None:
            changed, notes = self._bring_up_to_date(given, known)
            self._first.setdefault(known.id, given.row)
            return known, Became.UPDATED if changed else Became.UNCHANGED, notes, []
        day = given.held_on or self.ledger.uow.today
        details, notes = [], []
        course = self.ledger.course(given.course)
        if course is None:
            course = self.ledger.add_course(given.course, given.places, day)
            details.append(f"new course {course.ref}")
        session = self._add(given, course, day)
        details.append(f"new session {session.ref}")
        if given.places is None:
            notes.append(("Places", "", f"{session.capacity}, as is usual: the file does not say"))
        self._first[session.id] = given.row
        return session, Became.CREATED, notes, details

    def _add(self, given: Given, course: Course, day: date) -> TrainingSession:
        session = self.ledger.add_session(
            course,
            day,
            at=given.starts_at,
            venue=given.venue,
            code=given.code if given.code.casefold() in self.codes else "",
            capacity=given.places,
        )
        if given.session_state in {SessionState.CANCELLED, SessionState.DELIVERED}:
            session.state = given.session_state
        return session

    def _bring_up_to_date(self, given: Given, session: TrainingSession) -> tuple[bool, list[Note]]:
        """Bring a session up to date; the first line of a file that tells of it counts."""
        told: dict[str, object] = {}
        notes: list[Note] = []
        own = given.code if given.code.casefold() in self.codes else ""
        if own and not session.code and own.casefold() != session.ref.casefold():
            told["code"] = own
        for name in ("venue", "starts_at"):
            if getattr(given, name):
                told[name] = getattr(given, name)
        if given.places is not None:
            told["capacity"] = given.places
        differing = {n: v for n, v in told.items() if getattr(session, n) != v}
        moved = given.held_on is not None and given.held_on != session.held_on
        first = self._first.get(session.id)
        if first is not None:
            if "capacity" in differing:
                kept = f"{session.capacity}, as row {first} has it"
                notes.append(("Places", str(given.places), kept))
            if moved and given.held_on is not None:
                kept = f"{write_date(session.held_on)}, as row {first} has it"
                notes.append(("Date", write_date(given.held_on), kept))
            return False, notes
        if moved and given.held_on is not None:
            self.ledger.move(session, given.held_on)
        for name, value in differing.items():
            setattr(session, name, value)
        if {"venue", "starts_at"} & differing.keys():
            session.sequence += 1
        changed = bool(differing) or moved
        return self._follow_state(given, session, notes) or changed, notes

    def _follow_state(self, given: Given, session: TrainingSession, notes: list[Note]) -> bool:
        wanted = given.session_state
        if wanted not in {SessionState.CANCELLED, SessionState.DELIVERED}:
            return False
        if wanted is session.state:
            return False
        if wanted is SessionState.CANCELLED:
            held = self.ledger.bookings[session.id].values()
            if any(one.state.shows_held for one in held):
                notes.append(("Session status", wanted.label, "delivered: somebody attended"))
                return False
            session.sequence += 1
        session.state = wanted
        return True

    def _take_scores(
        self, given: Given, session: TrainingSession, booking: Booking, notes: list[Note]
    ) -> bool:
        if not given.scores:
            return False
        asked = self.scores.asked(session.course_id)
        forms: dict[Asked, dict[str, int]] = defaultdict(dict)
        for code, stage, score in given.scores:
            if (code, stage) in asked:
                forms[stage][code] = score
            else:
                notes.append((code, str(score), f"nothing: not asked {stage.label.lower()}"))
        taken = [self.scores.take(session, booking, stage, said) for stage, said in forms.items()]
        return any(taken)

    def over(self, taken: Sequence[tuple[Given, Taken]]) -> Iterator[tuple[Given, str]]:
        """Give the lines beyond a session's places, with which of how many each is."""
        rows: dict[str, list[tuple[Given, Booking]]] = defaultdict(list)
        for given, one in taken:
            if one.booking is not None:
                rows[one.session_id].append((given, one.booking))
        for session_id, lines in rows.items():
            session = self.ledger.session_by_id(session_id)
            delivered = session.state is SessionState.DELIVERED
            everybody = self.ledger.bookings[session_id].values()
            count = sum(_there(one, delivered=delivered) for one in everybody)
            there = [given for given, one in lines if _there(one, delivered=delivered)]
            elsewhere = count - len(there)
            for number, given in enumerate(there, elsewhere + 1):
                if number > session.capacity:
                    yield given, f"number {number} of {session.capacity}"


def _there(booking: Booking, *, delivered: bool) -> bool:
    return booking.state in _CAME if delivered else booking.state.holds_place


def called(session: TrainingSession) -> str:
    """Return how a session is called."""
    return f"{session.ref}  {write_date(session.held_on)}"
