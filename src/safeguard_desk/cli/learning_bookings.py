"""Bookings at the command line: book, attend, cancel; see cli/learning.py."""

import argparse
from typing import TYPE_CHECKING, Any

from safeguard_desk.cli.common import day, needed
from safeguard_desk.errors import Refusal

if TYPE_CHECKING:
    from safeguard_desk.desk.desk import Desk

Told = tuple[Any, list[str]]
"""What a verb prints as JSON, and in lines."""
MARKS = {
    "attended": "attended",
    "part": "part_attended",
    "absent": "did_not_attend",
    "none": "booked",
}
"""How attendance is marked: the word of the command, and the code that is kept."""


def book(desk: "Desk", arguments: argparse.Namespace) -> Told:
    """Book a delegate into a session, or onto its waiting list."""
    from safeguard_desk.work import bookings

    session, new = _session_id(desk, arguments), _delegate(desk, arguments)
    made = desk.change("Book a delegate", lambda uow: bookings.book(uow, session, new)).result
    place = f", place {made.waiting}" if made.waiting else ""
    return {"state": made.state.value, "waiting": made.waiting}, [f"{made.state.label}{place}"]


def _delegate(desk: "Desk", arguments: argparse.Namespace) -> Any:
    from safeguard_desk.views.figure_scopes import agency_id
    from safeguard_desk.work.bookings import NewDelegate

    agency = None
    if arguments.agency:
        with desk.read() as reader:
            agency = agency_id(reader, arguments.agency)
    return NewDelegate(
        code=arguments.code,
        name=arguments.name,
        email=arguments.email,
        role=arguments.role,
        agency_id=agency,
    )


def _session_id(desk: "Desk", arguments: argparse.Namespace) -> str:
    from safeguard_desk.views.evaluation_session import find_session

    with desk.read() as reader:
        return find_session(reader, needed(arguments.ref, "REF"))


def _booking_id(desk: "Desk", arguments: argparse.Namespace) -> tuple[str, str]:
    from safeguard_desk.views.training_sessions import delegate_lines

    session, wanted = _session_id(desk, arguments), needed(arguments.code, "--code").upper()
    with desk.read() as reader:
        lines = delegate_lines(reader, session)
    found = next((one.id for one in lines if one.code.upper() == wanted), None)
    if found is None:
        raise Refusal(
            f"{wanted} is not on the list of {arguments.ref}.",
            "Nothing was changed.",
            "See: training FILE session REF.",
        )
    return session, found


def attend(desk: "Desk", arguments: argparse.Namespace) -> Told:
    """Mark a delegate's attendance, or that of everybody else."""
    from safeguard_desk.rules.terms_learning import BookingState
    from safeguard_desk.work import bookings

    if arguments.rest:
        session = _session_id(desk, arguments)
        number = desk.change(
            "Mark the rest as attended", lambda uow: bookings.attend_rest(uow, session)
        ).result
        return {"marked": number}, [f"{number} marked as attended."]
    _, booking = _booking_id(desk, arguments)
    state = BookingState(MARKS[needed(arguments.mark, "--as")])
    made = desk.change("Mark attendance", lambda uow: bookings.attend(uow, booking, state)).result
    over = f" {made.over} more came than there are places." if made.over else ""
    plain = {"state": made.state.value, "over": made.over, "unmarked": made.left}
    return plain, [f"{made.state.label}; {made.left} not marked yet.{over}"]


def cancel(desk: "Desk", arguments: argparse.Namespace) -> Told:
    """Cancel a delegate's booking, or a whole session."""
    from safeguard_desk.work import bookings, sessions

    on = day(arguments.date, "--date") if arguments.date else None
    if not arguments.code:
        session = _session_id(desk, arguments)
        told = desk.change(
            "Cancel a session",
            lambda uow: sessions.cancel_session(uow, session, arguments.reason),
        ).result
        return {"to_tell": told}, [f"Cancelled; {told} delegates are to be told."]
    _, booking = _booking_id(desk, arguments)
    gone = desk.change(
        "Cancel a booking", lambda uow: bookings.cancel(uow, booking, arguments.reason, on=on)
    ).result
    moved = [one.words for one in gone.moved]
    lines = [gone.state.label, *(f"{one} has a place now: to be told." for one in moved)]
    return {"state": gone.state.value, "moved_up": moved}, lines
