"""What is settled about bookings: until when a place may be given back, and what absence costs."""

from dataclasses import dataclass
from datetime import date, timedelta

from safeguard_desk.rules.terms_learning import BookingState


@dataclass(frozen=True)
class BookingRules:
    """What the partnership has settled; amounts in pounds, `charge` 0 where none is made.

    cancel_days: calendar days before a session until which a place is given back in time.
    remind_days: calendar days before a session from which its delegates are reminded of it.
    """

    cancel_days: int = 7
    charge: int = 50
    remind_days: int = 3


KEYS = {
    "cancel_days": "training.cancel_days",
    "charge": "training.charge",
    "remind_days": "training.remind_days",
}
"""The settings that hold each rule."""
MOST = {"cancel_days": 60, "charge": 1000, "remind_days": 60}
"""The largest value of each rule that is believed."""


def last_day(held_on: date, rules: BookingRules) -> date:
    """Return the last day on which a place may be given back in time."""
    return held_on - timedelta(days=rules.cancel_days)


def cancelled(on: date, held_on: date, rules: BookingRules) -> BookingState:
    """Return what a booking becomes that is cancelled on a day."""
    in_time = on <= last_day(held_on, rules)
    return BookingState.CANCELLED_IN_TIME if in_time else BookingState.CANCELLED_LATE
