"""What delegates of a session are to be told: that they have a place, a change, a reminder."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum
from typing import Any

from sqlalchemy import select

from safeguard_desk.desk.reading import Reader
from safeguard_desk.models import Agency, Booking, Course, Delegate, TrainingSession
from safeguard_desk.rules.terms_learning import BookingState, ChargeState, SessionState
from safeguard_desk.views.booking_rules import booking_rules
from safeguard_desk.views.training_sessions import SessionHead, sessions

JOIN_AHEAD = timedelta(days=28)
"""How long before a session joining instructions are asked for on Home."""


class News(Enum):
    """What a mail tells a delegate; its value is the letter that words it."""

    JOINING = "joining"
    CHANGED = "session_changed"
    CANCELLED = "session_cancelled"
    REMINDER = "session_reminder"
    NON_ATTENDANCE = "non_attendance"


@dataclass(frozen=True)
class Told:
    """A delegate who is to be told something; without an address nobody can be."""

    booking_id: str
    number: int
    code: str
    name: str
    email: str
    manager_email: str
    agency: str
    role: str
    state: BookingState
    charge: int | None
    charge_state: ChargeState | None
    news: News

    @property
    def called(self) -> str:
        """Return how a letter calls the delegate."""
        return self.name or self.role or "colleague"


def to_tell(reader: Reader, session_id: str) -> list[Told]:
    """Return whom a session's mails go to, each with what is news; nobody twice.

    Who has a place gets joining instructions, then news of each change, and a reminder once it is
    near. Who had a calendar entry and has no place any more is told to strike it.
    """
    (head,) = sessions(reader, session_id=session_id)
    near = head.held_on - timedelta(days=booking_rules(reader).remind_days)
    found = []
    for row in _rows(reader, session_id):
        (*told, joined, reminded) = row
        state = told[8]
        news = _news(head, state, joined)
        if news is None and state is BookingState.BOOKED and joined is not None:
            coming = near <= reader.today <= head.held_on
            news = News.REMINDER if coming and reminded is None else None
        if news is not None:
            found.append(_told(told, news))
    return found


def _news(head: SessionHead, state: BookingState, joined: int | None) -> News | None:
    if head.state is SessionState.DELIVERED:
        return None
    placed = state is BookingState.BOOKED and head.state is not SessionState.CANCELLED
    if not placed:
        return News.CANCELLED if joined is not None else None
    if joined is None:
        return News.JOINING
    return News.CHANGED if joined < head.sequence else None


def to_charge(reader: Reader, session_id: str) -> list[Told]:
    """Return whose place was not used and for whom no charge was sent, paid or waived yet."""
    found = []
    for row in _rows(reader, session_id):
        (*told, _, _) = row
        if told[8].charged and told[10] in {None, ChargeState.DUE}:
            found.append(_told(told, News.NON_ATTENDANCE))
    return found


def _told(row: list[Any], news: News) -> Told:
    booking, number, code, name, email, manager, agency, role, state, charge, settled = row
    return Told(
        *(booking, number, code, name, email, manager, agency, role, state, charge, settled, news)
    )


def group_of(reader: Reader, session_id: str) -> str:
    """Return the group whose course a session is of."""
    s, c = TrainingSession, Course
    found = reader.scalar(select(c.group_id).join(s, s.course_id == c.id).where(s.id == session_id))
    return str(found)


def _rows(reader: Reader, session_id: str) -> Iterable[list[Any]]:
    b, d = Booking, Delegate
    statement = (
        select(b.id, d.code, d.name, d.email, d.manager_email, Agency.name, b.agency_words)
        .add_columns(b.role, b.state, b.charge, b.charge_state, b.joining_sequence, b.reminded_on)
        .join(d, d.id == b.delegate_id)
        .outerjoin(Agency, Agency.id == b.agency_id)
        .where(b.session_id == session_id)
        .order_by(b.position, b.created_at, b.id)
    )
    for number, row in enumerate(reader.rows(statement), 1):
        booking, code, name, email, manager, agency, words, *rest = row
        yield [booking, number, code, name, email, manager, agency or words or "", *rest]


@dataclass(frozen=True)
class Waiting:
    """A session with mails that wait to be written: how many of which news."""

    head: SessionHead
    counts: dict[News, int]

    @property
    def words(self) -> str:
        """Return what waits, in words."""
        titles = {
            News.JOINING: "joining instructions",
            News.CHANGED: "told of a change",
            News.CANCELLED: "told that it is cancelled",
            News.REMINDER: "reminders",
        }
        return ", ".join(f"{number} {titles[news]}" for news, number in self.counts.items())


def waiting(reader: Reader) -> list[Waiting]:
    """Return the sessions near enough whose delegates are to be told something."""
    s = TrainingSession
    last = reader.today + JOIN_AHEAD
    near = select(s.id).where(s.held_on.between(reader.today, last)).order_by(s.held_on, s.ref)
    found = []
    for session_id in reader.scalars(near):
        counts: dict[News, int] = {}
        for one in to_tell(reader, session_id):
            counts[one.news] = counts.get(one.news, 0) + 1
        if counts:
            (head,) = sessions(reader, session_id=session_id)
            found.append(Waiting(head, counts))
    return found
