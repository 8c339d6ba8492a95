"""A session's life: moved, delivered, cancelled, and its places as its bookings leave them."""

from typing import Any

from sqlalchemy import select

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.errors import Refusal
from safeguard_desk.models import Booking, TrainingSession
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.terms_learning import BookingState, SessionState
from safeguard_desk.work.audits import words_for
from safeguard_desk.work.editing import set_field

CALENDAR = frozenset(
    {"held_on", "starts_at", "length_minutes", "delivery", "venue", "link", "state"}
)
"""Fields that stand in the calendar entry of a session: a change gives it the next SEQUENCE."""


def bookings_of(uow: UnitOfWork, session_id: str) -> list[Booking]:
    """Return a session's bookings in the order of booking."""
    uow.flush()
    b = Booking
    of = select(b).where(b.session_id == session_id)
    return list(uow.all(of.order_by(b.position, b.created_at, b.id)))


def follow(session: TrainingSession, bookings: list[Booking]) -> None:
    """Let a session be open or full as its bookings have it, while it takes any."""
    if not session.state.takes_bookings:
        return
    taken = sum(one.state.holds_place for one in bookings)
    if taken >= session.capacity:
        session.state = SessionState.FULL
    elif taken or session.state is SessionState.FULL:
        session.state = SessionState.OPEN


def move_up(uow: UnitOfWork, session: TrainingSession, bookings: list[Booking]) -> list[Booking]:
    """Give free places to the waiting list in its order; return who has one now.

    Nothing moves once the session's day has passed, or when it takes no bookings.
    """
    moved: list[Booking] = []
    if session.state.takes_bookings and session.held_on >= uow.today:
        free = session.capacity - sum(one.state.holds_place for one in bookings)
        waiting = [one for one in bookings if one.state is BookingState.WAITING]
        moved = waiting[: max(0, free)]
        for one in moved:
            one.state = BookingState.BOOKED
    follow(session, bookings)
    return moved


def edit_session(
    uow: UnitOfWork, session_id: str, name: str, seen: Any, value: Any
) -> list[Booking]:
    """Change a field of a session; return who moved up from the waiting list by it.

    Refuses a session without a date, and fewer places than none. What stands in its calendar
    entry raises its sequence, so that delegates' calendars take the change.
    """
    session = uow.get(TrainingSession, session_id)
    if name == "held_on" and value is None:
        raise Refusal(
            f"{session.ref} would have no date.", "Its day stays.", "Give the day it is held on."
        )
    if name in {"capacity", "length_minutes"} and (value is None or value < 1):
        raise Refusal(
            f"{session.ref} would have no places or no length.",
            "Nothing was changed.",
            "Give at least 1; cancel the session if it is not held.",
        )
    if name == "state":
        raise ValueError("a state follows from bookings, delivery or cancellation")
    before = getattr(session, name)
    set_field(uow, TrainingSession, session_id, name, seen, value)
    if name in CALENDAR and before != value:
        session.sequence += 1
    return move_up(uow, session, bookings_of(uow, session_id)) if name == "capacity" else []


def deliver(uow: UnitOfWork, session_id: str) -> int:
    """Say that a session was held; return how many of its bookings nobody has marked yet.

    Who still waited stays on the waiting list: it tells how many places were wanted.
    """
    session = uow.get(TrainingSession, session_id)
    if session.state is SessionState.CANCELLED:
        raise Refusal(
            f"{session.ref} was cancelled.", "It stays so.", "Take the cancellation back first."
        )
    if session.held_on > uow.today:
        raise Refusal(
            f"{session.ref} is only held on {write_date(session.held_on)}.",
            "It was not marked as delivered.",
            "Put its date right if it was held earlier.",
        )
    session.state = SessionState.DELIVERED
    marks = bookings_of(uow, session_id)
    return sum(one.state is BookingState.BOOKED for one in marks)


def cancel_session(uow: UnitOfWork, session_id: str, reason: str) -> int:
    """Cancel a session; return how many delegates, booked or waiting, are to be told.

    Their bookings stay as they are. Refuses without a reason, and a session that was delivered.
    """
    session = uow.get(TrainingSession, session_id)
    if session.state is SessionState.DELIVERED:
        raise Refusal(
            f"{session.ref} was delivered.", "It stays so.", "Take that back first: reopen it."
        )
    session.state_reason = words_for(
        reason, f"{session.ref} is cancelled and no reason is given", "Say why."
    )
    if session.state is not SessionState.CANCELLED:
        session.state = SessionState.CANCELLED
        session.sequence += 1
    told = {BookingState.BOOKED, BookingState.WAITING}
    return sum(one.state in told for one in bookings_of(uow, session_id))


def reopen(uow: UnitOfWork, session_id: str, _: str = "") -> list[Booking]:
    """Take back that a session was delivered or cancelled; return who moved up by it."""
    session = uow.get(TrainingSession, session_id)
    if session.state.takes_bookings:
        return []
    if session.state is SessionState.CANCELLED:
        session.sequence += 1
    session.state, session.state_reason = SessionState.PLANNED, ""
    return move_up(uow, session, bookings_of(uow, session_id))
