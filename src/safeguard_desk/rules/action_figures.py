"""How actions are counted: months, bands of age, bands of slips, and the six-month rule.

Every action falls into exactly one band and one standing, so that the counts add up.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from safeguard_desk.rules import rating
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.terms import ActionStatus, Term
from safeguard_desk.rules.working_days import add_months, month_end

MONTHS = 12
"""Months that figures over time look back on, the present one among them."""


@dataclass(frozen=True)
class Month:
    """A month of the calendar."""

    start: date
    end: date

    @property
    def code(self) -> str:
        """Return it as 2026-11."""
        return f"{self.start:%Y-%m}"

    @property
    def title(self) -> str:
        """Return it as people read it: Nov 2026."""
        return write_date(self.start).split(" ", 1)[1]


def months_to(day: date, count: int = MONTHS) -> tuple[Month, ...]:
    """Return the months that lead up to a day's own, oldest first."""
    first = day.replace(day=1)
    starts = (add_months(first, -back) for back in range(count - 1, -1, -1))
    return tuple(Month(start, month_end(start.year, start.month)) for start in starts)


@dataclass(frozen=True)
class Band:
    """A band of whole numbers, both ends within; `most` None where it has no upper end."""

    code: str
    title: str
    least: int
    most: int | None = None

    def holds(self, number: int) -> bool:
        """Tell whether a number falls into the band."""
        return self.least <= number and (self.most is None or number <= self.most)


AGES = (
    Band("to_30", "Up to 30 days", 0, 30),
    Band("to_90", "31 to 90 days", 31, 90),
    Band("to_182", "91 to 182 days", 91, 182),
    Band("to_365", "183 to 365 days", 183, 365),
    Band("over_365", "Over a year", 366),
)
"""Ages of open actions, in calendar days since they were raised; 182 days are half a year."""

SLIPS = (
    Band("never", "Not moved", 0, 0),
    Band("once", "Once", 1, 1),
    Band("twice", "Twice", 2, 2),
    Band("more", "Three times or more", 3),
)
"""How often the due date of an action has moved later."""


def age_band(raised: date, today: date) -> Band:
    """Return the band of an action's age; one dated ahead has the least."""
    days = max(0, (today - raised).days)
    return next(band for band in AGES if band.holds(days))


def slip_band(slips: int) -> Band:
    """Return the band of how often a due date has moved later."""
    return next(band for band in SLIPS if band.holds(slips))


def raised_within(band: Band, today: date) -> tuple[date | None, date | None]:
    """Return the first and last day on which actions of a band of ages were raised.

    None stands for no bound: the youngest band takes in what is dated ahead.
    """
    last = today - timedelta(days=band.least) if band.least else None
    first = today - timedelta(days=band.most) if band.most is not None else None
    return first, last


class SixMonths(Term):
    """How an action of an audit or a performance risk stands by the six-month rule (DOMAIN 3)."""

    HELD = "held", "Held: completed in time"
    RUNNING = "running", "Still to do, due in time"
    EXCEPTION = "exception", "Exception: due later, with a reason"
    UNREASONED = "unreasoned", "Due later, no reason recorded"
    LATE = "late", "Broken: completed late"
    OVERRUN = "overrun", "Broken: still to do"
    UNDATED = "undated", "Cannot be judged: a date is missing"

    @property
    def is_broken(self) -> bool:
        """True where the rule is broken, whatever reason was given for a later date."""
        return self in {SixMonths.LATE, SixMonths.OVERRUN}


def six_months(
    status: ActionStatus,
    agreed: date | None,
    due: date | None,
    completed: date | None,
    today: date,
    *,
    reasoned: bool,
) -> SixMonths | None:
    """Return how an action under the rule stands; None for a cancelled one.

    agreed: when its plan was agreed. completed: when it was completed, or closed where that alone
    is known. reasoned: a reason is recorded for a due date beyond the six months.
    """
    if status is ActionStatus.CANCELLED:
        return None
    if agreed is None or (completed is None and not status.is_awaited):
        return SixMonths.UNDATED
    broken = rating.breaches_six_months(agreed, completed, today)
    if completed is not None:
        return SixMonths.LATE if broken else SixMonths.HELD
    if broken:
        return SixMonths.OVERRUN
    if not rating.beyond_six_months(agreed, due):
        return SixMonths.RUNNING
    return SixMonths.EXCEPTION if reasoned else SixMonths.UNREASONED
