"""Working days, months and quarters.

A working day is Monday to Friday but bank holidays of England and Wales; the day of the event is
day 0; a period in months ends on the same day of the month, or the month's last (DOMAIN 6).
"""

import re
from calendar import monthrange
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from types import MappingProxyType
from typing import Self

from safeguard_desk import resources
from safeguard_desk.errors import Refusal

BANK_HOLIDAYS = "calendar/bank-holidays.csv"
"""A line for each: its date and its name, in order; a test holds them against a library's."""
LONGEST = 10_000
"""The longest period that is reckoned, in working days: about forty years."""

_DAY = timedelta(days=1)
_NONE: Mapping[date, str] = MappingProxyType({})
_SATURDAY = 5


def bank_holidays(year: int) -> Mapping[date, str]:
    """Return the bank holidays of England and Wales in a year, by date.

    They are known for 1872 to 2100; any other year has none, so that only weekends count there.
    Proclaimed days (jubilees, a coronation) are known up to the release of the program.
    """
    return _bank_holidays().get(year, _NONE)


@cache
def _bank_holidays() -> Mapping[int, Mapping[date, str]]:
    found: defaultdict[int, dict[date, str]] = defaultdict(dict)
    lines = resources.file(BANK_HOLIDAYS).read_text(encoding="utf-8").splitlines()
    for day, _, name in (line.partition(",") for line in lines):
        found[int(day[:4])][date.fromisoformat(day)] = name
    return {year: MappingProxyType(days) for year, days in found.items()}


def is_working_day(day: date) -> bool:
    """Tell whether offices are open on a day."""
    return day.weekday() < _SATURDAY and day not in bank_holidays(day.year)


def add_working_days(start: date, n: int) -> date:
    """Return the nth working day after `start` (before it, if n is negative); 0 is `start` itself.

    Refuses more than LONGEST working days, and a day the calendar does not have.
    """
    if abs(n) > LONGEST:
        raise _too_far(f"{n} working days from {start.isoformat()}")
    day, step = start, _DAY if n > 0 else -_DAY
    try:
        for _ in range(abs(n)):
            day += step
            while not is_working_day(day):
                day += step
    except OverflowError:
        raise _too_far(f"{n} working days from {start.isoformat()}") from None
    return day


def clear_working_days_before(day: date, n: int) -> date:
    """Return the last working day that leaves n clear working days before `day`.

    Clear: neither the day of sending nor `day` itself counts (DOMAIN 2.3).
    """
    return add_working_days(day, -(n + 1))


def working_days_between(a: date, b: date) -> int:
    """Return how many working days lie after the earlier day, up to and including the later.

    Negative if b is before a. Seen from today `a` to a due date `b`: the working days left.
    """
    if b < a:
        return -working_days_between(b, a)
    weekdays = _weekdays_up_to(b) - _weekdays_up_to(a)
    return weekdays - sum(
        a < day <= b and day.weekday() < _SATURDAY
        for year in range(a.year, b.year + 1)
        for day in bank_holidays(year)
    )


def _weekdays_up_to(day: date) -> int:
    weeks, rest = divmod(day.toordinal(), 7)  # day 1 of the calendar, 1 Jan 1, is a Monday
    return weeks * 5 + min(rest, 5)


def add_months(day: date, n: int) -> date:
    """Return the same day n months on (back, if negative), or that month's last day.

    Refuses a month the calendar does not have.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + n, 12)
    if not date.min.year <= year <= date.max.year:
        raise _too_far(f"{n} months from {day.isoformat()}")
    return day.replace(year=year, month=month + 1, day=min(day.day, month_end(year, month + 1).day))


def month_end(year: int, month: int) -> date:
    """Return the last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def _too_far(period: str) -> Refusal:
    return Refusal(
        f"{period} lies beyond what can be reckoned.",
        "Nothing was changed.",
        "Check the date and the length of the period.",
    )


def financial_year(day: date) -> int:
    """Return the year in which the financial year of a day began: April to March."""
    return day.year if day.month >= 4 else day.year - 1


@dataclass(frozen=True, order=True)
class Quarter:
    """A quarter of a financial year, named by the year's first half: 2026-Q4 ends in March 2027."""

    year: int
    number: int

    def __post_init__(self) -> None:
        """Refuse a quarter that no calendar has."""
        first = self.year + (self.number == 4)
        if not (1 <= self.number <= 4 and date.min.year <= first <= date.max.year):
            raise _no_quarter(f"{self.year}-Q{self.number}")

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read "2026-Q3" (also "2026 q3" and "2026/27 Q3"); refuse anything else."""
        found = _QUARTER.fullmatch(text)
        if found is None:
            raise _no_quarter(text)
        year, following, number = found.groups()
        if following is not None and int(following) != (int(year) + 1) % 100:
            raise _no_quarter(text)
        return cls(int(year), int(number))

    @classmethod
    def of(cls, day: date) -> Self:
        """Return the quarter a day falls in."""
        return cls(financial_year(day), (day.month - 4) // 3 % 4 + 1)

    @property
    def start(self) -> date:
        """The first day: of April, July, October or January."""
        return date(self.year + (self.number == 4), self.number * 3 % 12 + 1, 1)

    @property
    def end(self) -> date:
        """The last day."""
        return month_end(self.start.year, self.start.month + 2)

    @property
    def code(self) -> str:
        """How the command line writes it: "2026-Q3"."""
        return f"{self.year:04d}-Q{self.number}"

    @property
    def label(self) -> str:
        """How papers write it: "Q3 2026/27"."""
        return f"Q{self.number} {self.year}/{(self.year + 1) % 100:02d}"


_QUARTER = re.compile(r"\s*([0-9]{4})(?:/([0-9]{2}))?[-\s]*[Qq]([1-4])\s*", re.ASCII)


def _no_quarter(text: str) -> Refusal:
    return Refusal(
        f"“{text}” is no quarter.",
        "Nothing was changed.",
        "Write the financial year and the quarter: 2026-Q3 is October to December 2026.",
    )
