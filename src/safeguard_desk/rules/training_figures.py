"""What sessions of training are counted by, and the attendance rate (DOMAIN 5).

One rule for every page, paper and table. The rate is attended over places: places are those of the
sessions that were delivered, and whoever was there for a part only is counted beside, not in it.
Totals are sums, and the rate of a total is the rate of its sums, never a mean of rates.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from safeguard_desk.rules.terms_learning import BookingState, SessionState

HOW = (
    "Places are those of delivered sessions. Booked counts everybody who was given a place, also"
    " those who cancelled it. The rate is attended over places, rounded half up; part attended is"
    " counted beside it, not in it. Totals are sums, and their rate is that of the sums."
)


def rounded(part: int, whole: int, places: int = 0) -> float | None:
    """Return a share as a percentage, rounded half up exactly; None of nothing.

    places: decimals, none or one. Whole percentages come as whole numbers.
    """
    if whole <= 0:
        return None
    steps = 10 if places else 1
    return (200 * steps * part + whole) // (2 * whole) / steps


def percent(part: int, whole: int) -> int | None:
    """Return a share as a whole percentage, rounded half up; None of nothing."""
    found = rounded(part, whole)
    return None if found is None else int(found)


@dataclass(frozen=True)
class Numbers:
    """Sessions with their places and what became of their bookings."""

    sessions: int = 0
    places: int = 0
    booked: int = 0
    attended: int = 0
    part_attended: int = 0
    did_not_attend: int = 0
    cancelled_in_time: int = 0
    cancelled_late: int = 0
    waiting: int = 0
    without_delegates: int = 0
    """Of the sessions, those that are known by totals only."""

    def __add__(self, other: "Numbers") -> "Numbers":
        """Return both together."""
        return Numbers(*(a + b for a, b in zip(self.values, other.values, strict=True)))

    @property
    def values(self) -> tuple[int, ...]:
        """Return the counts in their order."""
        return tuple(vars(self).values())

    @property
    def cancelled(self) -> int:
        """Places that were given back, in time or late."""
        return self.cancelled_in_time + self.cancelled_late

    @property
    def rate(self) -> int | None:
        """Return attended over places in whole per cent, rounded half up; None without places."""
        return percent(self.attended, self.places)

    @property
    def exact_rate(self) -> float | None:
        """Return the rate with one decimal, rounded half up."""
        return rounded(self.attended, self.places, 1)

    @property
    def rate_words(self) -> str:
        """Return the rate as people read it."""
        return "–" if self.rate is None else f"{self.rate}%"

    def plain(self) -> dict[str, int | float | None]:
        """Return it as JSON prints it."""
        counts: dict[str, int | float | None] = dict(vars(self))
        return counts | {
            "cancelled": self.cancelled,
            "attendance_rate": self.rate,
            "attendance_rate_exact": self.exact_rate,
        }


def together(parts: Iterable[Numbers]) -> Numbers:
    """Return the sums of several."""
    return sum(parts, Numbers())


@dataclass(frozen=True)
class Told:
    """Totals of a session as a table told them; None where it did not."""

    sessions: int | None = None
    booked: int | None = None
    attended: int | None = None
    absent: int | None = None


def of_session(
    capacity: int, bookings: Mapping[BookingState, int], told: Told | None = None
) -> Numbers:
    """Return the numbers of a delivered session.

    Totals that a table told stand until there is somebody of whom it is known what became of them.
    """
    s = BookingState
    come = {s.ATTENDED, s.PART_ATTENDED, s.DID_NOT_ATTEND}
    count = {state: bookings.get(state, 0) for state in s}
    if told is not None and told.attended is not None and not any(count[one] for one in come):
        absent = told.absent or 0
        return Numbers(
            sessions=told.sessions or 1,
            places=capacity,
            booked=told.booked if told.booked is not None else told.attended + absent,
            attended=told.attended,
            did_not_attend=absent,
            without_delegates=told.sessions or 1,
        )
    return Numbers(
        sessions=told.sessions or 1 if told is not None else 1,
        places=capacity,
        booked=sum(count.values()) - count[s.WAITING],
        attended=count[s.ATTENDED],
        part_attended=count[s.PART_ATTENDED],
        did_not_attend=count[s.DID_NOT_ATTEND],
        cancelled_in_time=count[s.CANCELLED_IN_TIME],
        cancelled_late=count[s.CANCELLED_LATE],
        waiting=count[s.WAITING],
    )


def numbers_of(
    state: SessionState, capacity: int, bookings: Iterable[BookingState], told: Told | None = None
) -> Numbers:
    """Return the numbers of a session from its bookings' states; none before it was delivered."""
    if state is not SessionState.DELIVERED:
        return Numbers()
    return of_session(capacity, Counter(bookings), told)


@dataclass(frozen=True)
class TakeUp:
    """Attendance of an agency (or a side) against the workforce: how it stands to its share."""

    attended: int
    of_attended: int
    """Everybody who attended, of whichever agency."""
    staff: int | None
    """Workforce; None where nobody has told it."""
    of_staff: int
    """Workforce of all agencies that have told theirs."""
    of_told: int | None = None
    """Everybody who attended of agencies that have told theirs; None: as `of_attended`."""

    @property
    def share(self) -> float | None:
        """Return the share of attendance in per cent, one decimal."""
        return rounded(self.attended, self.of_attended, 1)

    @property
    def workforce_share(self) -> float | None:
        """Return the share of the workforce in per cent, one decimal; None where it is unknown."""
        return None if self.staff is None else rounded(self.staff, self.of_staff, 1)

    @property
    def points(self) -> float | None:
        """Return by how many points the share of attendance is above that of the workforce.

        Both are shares among the agencies that have told their workforce: else they would not be of
        the same whole.
        """
        whole = self.of_attended if self.of_told is None else self.of_told
        share = rounded(self.attended, whole, 1)
        if share is None or self.workforce_share is None:
            return None
        return round(share - self.workforce_share, 1)

    @property
    def per_hundred(self) -> float | None:
        """Return attendances for each hundred of staff, one decimal; None where it is unknown."""
        return None if not self.staff else rounded(self.attended, self.staff, 1)
