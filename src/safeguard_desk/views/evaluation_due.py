"""Later forms that are due: whom to ask, whom to remind, and who has not answered."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from safeguard_desk.desk.reading import Reader
from safeguard_desk.models import (
    Agency,
    Booking,
    Course,
    Delegate,
    EvaluationForm,
    EvaluationRequest,
    TrainingSession,
)
from safeguard_desk.rules.evaluation import later_due, later_form
from safeguard_desk.rules.terms import ItemKind, Purpose, Side
from safeguard_desk.rules.terms_learning import Asked, LaterForm, SessionState
from safeguard_desk.views.agenda_proposals import Proposal
from safeguard_desk.views.evaluation import PRESENT
from safeguard_desk.views.meetings import MeetingHead

UNDER = "evaluation"
"""The code of the standing item that takes evaluation up, and of the page that shows it."""
_MARK = "Later evaluation forms"


@dataclass(frozen=True)
class Due:
    """A delegate whose later form is due and has not come; `id` is the booking's."""

    id: str
    state: LaterForm
    session_id: str
    session: str
    course_id: str
    course: str
    held_on: date
    due_on: date
    code: str
    name: str
    email: str
    manager_email: str
    agency: str
    role: str
    requests: int
    last_on: date | None

    @property
    def can_write(self) -> bool:
        """Say whether a mail can go to the delegate or, failing that, to the line manager."""
        return bool(self.email or self.manager_email)

    @property
    def wanted(self) -> bool:
        """Say whether it is to be asked for now."""
        return self.state in {LaterForm.ASK, LaterForm.REMIND}


@dataclass(frozen=True)
class Counts:
    """How later forms stand, as counts only; without: those to be written to without address."""

    ask: int = 0
    remind: int = 0
    waiting: int = 0
    silent: int = 0
    gone: int = 0
    without: int = 0

    @property
    def words(self) -> str:
        """Return them in a line."""
        told = (
            (self.ask, "to ask"), (self.remind, "to remind"), (self.waiting, "asked and waiting"),
            (self.silent, "without an answer after three requests"),
            (self.gone, "never asked and too long ago"),
        )  # fmt: skip
        return ", ".join(f"{count} {words}" for count, words in told if count) or "none is due"


def due(
    reader: Reader,
    group_id: str | None = None,
    *,
    course_id: str | None = None,
    session_id: str | None = None,
) -> list[Due]:
    """Return the later forms that are due and have not come, those to be asked for first."""
    b, d, s, c = Booking, Delegate, TrainingSession, Course
    came = select(EvaluationForm.booking_id).where(
        EvaluationForm.asked == Asked.LATER, EvaluationForm.booking_id.is_not(None)
    )
    statement = (
        select(b.id, s.id, s.ref, c.id, c.title, s.held_on, d.code, d.name, d.email)
        .add_columns(d.manager_email, func.coalesce(Agency.name, b.agency_words), b.role, d.role)
        .join(s, s.id == b.session_id)
        .join(c, c.id == s.course_id)
        .join(d, d.id == b.delegate_id)
        .outerjoin(Agency, Agency.id == b.agency_id)
        .where(b.state.in_(PRESENT), s.state != SessionState.CANCELLED, b.id.not_in(came))
        .where(s.held_on <= reader.today)
        .order_by(s.held_on, s.ref, b.position)
    )
    if group_id is not None:
        statement = statement.where(c.group_id == group_id)
    if course_id is not None:
        statement = statement.where(c.id == course_id)
    if session_id is not None:
        statement = statement.where(s.id == session_id)
    asked = _asked(reader)
    found = []
    for row in reader.rows(statement):
        booking, session, ref, course, title, held_on, code, name, email, *rest = row
        manager, agency, role, usual = rest
        requests, last_on = asked.get(booking, (0, None))
        state = later_form(held_on, requests, last_on, reader.today)
        if state is not None:
            found.append(
                Due(
                    *(booking, state, session, ref, course, title, held_on, later_due(held_on)),
                    *(code, name, email, manager, agency, role or usual, requests, last_on),
                )
            )
    order = list(LaterForm)
    return sorted(found, key=lambda one: order.index(one.state))


def _asked(reader: Reader) -> dict[str, tuple[int, date]]:
    r = EvaluationRequest
    counted = select(r.booking_id, func.count(), func.max(r.asked_on)).where(r.asked == Asked.LATER)
    return {row[0]: (row[1], row[2]) for row in reader.rows(counted.group_by(r.booking_id))}


def count(lines: Iterable[Due]) -> Counts:
    """Return how some later forms stand."""
    held = list(lines)
    states = [one.state for one in held]
    return Counts(
        ask=states.count(LaterForm.ASK),
        remind=states.count(LaterForm.REMIND),
        waiting=states.count(LaterForm.WAITING),
        silent=states.count(LaterForm.SILENT),
        gone=states.count(LaterForm.GONE),
        without=sum(one.wanted and not one.can_write for one in held),
    )


def counts(reader: Reader, group_id: str | None = None) -> Counts:
    """Return how the later forms of a group, or of all, stand."""
    return count(due(reader, group_id))


def open_counts(
    reader: Reader, sides: frozenset[Side] = frozenset(Side)
) -> Iterator[tuple[str, Counts]]:
    """Yield the groups that have later forms to ask for now, by id, with how all theirs stand.

    sides: those of courses for these sides only.
    """
    of = {
        course: (group_id, side)
        for course, group_id, side in reader.rows(select(Course.id, Course.group_id, Course.side))
    }
    for group_id in sorted({group_id for group_id, _ in of.values()}):
        held = count([one for one in due(reader, group_id) if of[one.course_id][1] in sides])
        if held.ask or held.remind:
            yield group_id, held


def proposals(reader: Reader, meeting: MeetingHead) -> Iterator[Proposal]:
    """Propose to hear how later forms stand, as counts, where some are due."""
    held = counts(reader, meeting.group_id)
    if not (held.ask or held.remind or held.silent):
        return
    words = f"{_MARK}: {held.words}"
    yield Proposal(
        id=f"{UNDER}:later",
        kind=ItemKind.DUE,
        title=words,
        reason="Due three months after a course, with the line manager",
        purpose=Purpose.ASSURANCE,
        minutes=0,
        under=UNDER,
        line=words,
        mark=_MARK,
    )
