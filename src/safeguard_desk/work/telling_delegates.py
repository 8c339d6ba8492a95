"""What delegates were told, and what became of charges for places that were not used."""

from collections.abc import Sequence

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.errors import Refusal
from safeguard_desk.models import Booking, TrainingSession
from safeguard_desk.rules.terms_learning import BookingState, ChargeState
from safeguard_desk.views.booking_rules import booking_rules


def joined(uow: UnitOfWork, bookings: Sequence[str]) -> None:
    """Take down that delegates have the calendar entry as it stands, or were told to strike it."""
    for key in bookings:
        booking = uow.get(Booking, key)
        session = uow.get(TrainingSession, booking.session_id)
        booking.joining_on = uow.today
        placed = booking.state is BookingState.BOOKED and session.state.takes_bookings
        booking.joining_sequence = session.sequence if placed else None


def reminded(uow: UnitOfWork, bookings: Sequence[str]) -> None:
    """Take down that delegates were reminded today."""
    for key in bookings:
        uow.get(Booking, key).reminded_on = uow.today


def certified(uow: UnitOfWork, bookings: Sequence[str]) -> int:
    """Take down that certificates were made today; return how many. Only who attended has one."""
    for key in bookings:
        booking = uow.get(Booking, key)
        if booking.state is not BookingState.ATTENDED:
            raise Refusal(
                "A certificate is for somebody who attended.",
                "Nothing was recorded.",
                "Mark the attendance first.",
            )
        booking.certificate_on = uow.today
    return len(bookings)


def charge(uow: UnitOfWork, booking_id: str, amount: int | None = None) -> int:
    """Make a charge for a place that was not used; return it in pounds. Without one, the usual.

    Refuses where the place was used or given back in time, where none is made, and a second one.
    """
    booking = uow.get(Booking, booking_id)
    if not booking.state.charged:
        raise Refusal(
            f"This place was not lost: {booking.state.label.lower()}.",
            "No charge was made.",
            "Only who did not attend or cancelled late is charged.",
        )
    pounds = booking_rules(uow.reader).charge if amount is None else amount
    if pounds < 1:
        raise Refusal(
            "No charge is settled for places that are not used.",
            "No charge was made.",
            "Settle it: training.charge, in pounds.",
        )
    if booking.charge_state not in {None, ChargeState.DUE}:
        raise Refusal(
            f"The charge was {booking.charge_state.label.lower() if booking.charge_state else ''}.",
            "It stays so.",
            "Set its state back first.",
        )
    booking.charge, booking.charge_state = pounds, ChargeState.DUE
    return pounds


def settle_charge(uow: UnitOfWork, booking_id: str, state: ChargeState, reason: str = "") -> None:
    """Say what became of a charge; waiving one needs a reason, and takes no amount away."""
    booking = uow.get(Booking, booking_id)
    if booking.charge is None:
        if state is not ChargeState.WAIVED:
            charge(uow, booking_id)
        else:
            booking.charge = booking_rules(uow.reader).charge
    if state is ChargeState.WAIVED and not reason.strip():
        raise Refusal(
            "A charge is waived for a reason, and none is given.",
            "The charge stays as it was.",
            "Say why.",
        )
    booking.charge_state = state
    booking.charge_reason = reason.strip() or booking.charge_reason
