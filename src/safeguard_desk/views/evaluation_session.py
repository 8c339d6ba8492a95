"""A session as its evaluation sees it: its questions, and its delegates by number."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from safeguard_desk.desk.reading import Reader
from safeguard_desk.errors import Refusal
from safeguard_desk.models import (
    Agency,
    Booking,
    Course,
    EvaluationForm,
    TrainingSession,
)
from safeguard_desk.models import Delegate as Known
from safeguard_desk.rules.dates import write_day
from safeguard_desk.rules.terms_learning import Asked, BookingState, SessionState
from safeguard_desk.views.evaluation import PRESENT, QuestionView, questions


@dataclass(frozen=True)
class Delegate:
    """A delegate of a session: `id` is the booking's, `number` that of the sign-in sheet."""

    id: str
    number: int
    code: str
    name: str
    email: str
    agency: str
    state: BookingState

    @property
    def words(self) -> str:
        """Return how the delegate is called."""
        who = f"{self.code} {self.name}".strip()
        return f"{who}, {self.agency}" if self.agency else who


@dataclass(frozen=True)
class SessionView:
    """A session with its questions, its delegates, and how many forms of each stage have come."""

    id: str
    ref: str
    code: str
    course_id: str
    course: str
    held_on: date
    state: SessionState
    questions: tuple[QuestionView, ...]
    delegates: tuple[Delegate, ...]
    forms: tuple[int, ...]

    @property
    def words(self) -> str:
        """Return which session it is."""
        return f"{self.ref}, {write_day(self.held_on)}"

    def asked(self, stage: Asked) -> tuple[QuestionView, ...]:
        """Return the questions of a stage, those answered in words last."""
        there = [one for one in self.questions if stage in one.stages]
        order = ("score", "yes_no", "words")
        return tuple(sorted(there, key=lambda one: order.index(one.kind.value)))

    def present(self, stage: Asked) -> tuple[Delegate, ...]:
        """Return whom a stage is asked of: everybody with a place, or those who came."""
        if stage is Asked.BEFORE:
            return self.delegates
        there = tuple(one for one in self.delegates if one.state in PRESENT)
        # Where attendance is not marked yet, everybody with a place was there as far as is known.
        return there or self.delegates

    def count(self, stage: Asked) -> int:
        """Return how many forms of a stage have come."""
        return self.forms[list(Asked).index(stage)]


def session_view(reader: Reader, session_id: str) -> SessionView:
    """Return a session; refuses one that is no longer there."""
    found = sessions(reader, session_id=session_id)
    if not found:
        raise Refusal("This session is no longer there.", "", "Look at the list again.")
    return found[0]


def find_session(reader: Reader, ref: str) -> str:
    """Return a session's id by its reference or the booking system's code."""
    s, wanted = TrainingSession, ref.strip().upper()
    matching = (func.upper(s.ref) == wanted) | (func.upper(s.code) == wanted)
    found = reader.scalars(select(s.id).where(matching).limit(2)) if wanted else ()
    if len(found) != 1:
        raise Refusal(
            f"There is {'no session' if not found else 'more than one session'} “{ref.strip()}”.",
            "Nothing was done.",
            "See: list sessions. A reference reads like LD-S-0001.",
        )
    return str(found[0])


def sessions(
    reader: Reader,
    *,
    course_id: str | None = None,
    session_id: str | None = None,
) -> list[SessionView]:
    """Return sessions that were not cancelled, the newest first."""
    s, c = TrainingSession, Course
    statement = (
        select(s.id, s.ref, s.code, s.course_id, c.title, s.held_on, s.state)
        .join(c, c.id == s.course_id)
        .where(s.state != SessionState.CANCELLED)
        .order_by(s.held_on.desc(), s.ref)
    )
    if course_id is not None:
        statement = statement.where(s.course_id == course_id)
    if session_id is not None:
        statement = statement.where(s.id == session_id)
    rows = reader.rows(statement)
    people = _delegates(reader, [row[0] for row in rows])
    forms = _forms(reader)
    asked = {course: tuple(questions(reader, course)) for course in {row[3] for row in rows}}
    return [
        SessionView(
            *(identity, ref, code, course, title, held_on, state, asked[course]),
            tuple(people.get(identity, ())),
            tuple(forms.get((identity, stage), 0) for stage in Asked),
        )
        for identity, ref, code, course, title, held_on, state in rows
    ]


def _delegates(reader: Reader, ids: list[str]) -> dict[str, list[Delegate]]:
    """Return the delegates with a place, numbered as the sign-in sheet has them."""
    b, d = Booking, Known
    statement = (
        select(b.session_id, b.id, d.code, d.name, d.email)
        .add_columns(func.coalesce(Agency.name, b.agency_words), b.state)
        .join(d, d.id == b.delegate_id)
        .outerjoin(Agency, Agency.id == b.agency_id)
        .where(b.session_id.in_(ids))
        .order_by(b.session_id, b.position, b.created_at, b.id)
    )
    found: dict[str, list[Delegate]] = {}
    for session_id, booking, code, name, email, agency, state in reader.rows(statement):
        if state.holds_place:
            held = found.setdefault(session_id, [])
            held.append(Delegate(booking, len(held) + 1, code, name, email, agency, state))
    return found


def _forms(reader: Reader) -> dict[tuple[str, Asked], int]:
    f = EvaluationForm
    counted = select(f.session_id, f.asked, func.count()).group_by(f.session_id, f.asked)
    return {(session, asked): number for session, asked, number in reader.rows(counted)}
