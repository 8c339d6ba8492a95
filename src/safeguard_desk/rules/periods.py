"""The periods that indicators are measured for, and how spreadsheets write them."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Self

from safeguard_desk.errors import Refusal
from safeguard_desk.rules.terms_quality import Frequency
from safeguard_desk.rules.working_days import Quarter, add_months, financial_year

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_LENGTH = {Frequency.MONTH: 1, Frequency.QUARTER: 3, Frequency.YEAR: 12}


@dataclass(frozen=True, order=True)
class Period:
    """A month, a quarter of the financial year or a financial year, by its first day."""

    starts_on: date
    frequency: Frequency

    @classmethod
    def of(cls, day: date, frequency: Frequency) -> Self:
        """Return the period that a day falls in."""
        if frequency is Frequency.MONTH:
            return cls(day.replace(day=1), frequency)
        if frequency is Frequency.QUARTER:
            return cls(Quarter.of(day).start, frequency)
        return cls(date(financial_year(day), 4, 1), frequency)

    @classmethod
    def parse(cls, code: str) -> Self:
        """Read a code (2026-Q3, 2026-07, 2026) or what stands in a heading; refuse anything else.

        2026-07 is July, 2026-27 and 2026 the financial year; a year alone is the one in which a
        financial year begins.
        """
        found = read_heading(code)
        if found is None:
            raise Refusal(
                f"“{code}” is no period.",
                "Nothing was changed.",
                "Write a quarter of the financial year (2026-Q3), a month (2026-07) or a financial"
                " year (2026/27).",
            )
        return cls(found.period.starts_on, found.period.frequency)

    @property
    def code(self) -> str:
        """How it is kept, and how the command line writes it."""
        if self.frequency is Frequency.MONTH:
            return f"{self.starts_on:%Y-%m}"
        if self.frequency is Frequency.QUARTER:
            return Quarter.of(self.starts_on).code
        return f"{self.starts_on.year:04d}"

    @property
    def label(self) -> str:
        """How people write it: "Q3 26/27", "Jul 26", "2026/27"."""
        year = self.starts_on.year
        if self.frequency is Frequency.MONTH:
            return f"{_MONTHS[self.starts_on.month - 1].capitalize()} {year % 100:02d}"
        if self.frequency is Frequency.QUARTER:
            quarter = Quarter.of(self.starts_on)
            return f"Q{quarter.number} {quarter.year % 100:02d}/{(quarter.year + 1) % 100:02d}"
        return f"{year}/{(year + 1) % 100:02d}"

    @property
    def ends_before(self) -> date:
        """The first day of the next one."""
        return add_months(self.starts_on, _LENGTH[self.frequency])

    def moved(self, by: int) -> "Period":
        """Return the period so many later, or earlier if negative."""
        return Period(add_months(self.starts_on, by * _LENGTH[self.frequency]), self.frequency)


def up_to(last: Period, count: int) -> tuple[Period, ...]:
    """Return so many periods in a row, the last one being `last`."""
    return tuple(last.moved(by - count + 1) for by in range(count))


@dataclass(frozen=True)
class Heading:
    """What a column's heading says: its period, and whether its figures are provisional."""

    period: Period
    provisional: bool = False


_PROVISIONAL = re.compile(r"[(\[]?\s*\b(?:prov(?:isional|\.)?|p)(?=\W|$)\s*\.?[)\]]?", re.I)
_YEAR = r"(?:20)?(\d\d)(?:\s*[/–-]\s*(?:20)?(\d\d))?"
_QUARTER = re.compile(
    rf"(?:q(?:uarter|tr)?\s*([1-4])\W*{_YEAR}|{_YEAR}\W*q(?:tr)?\s*([1-4]))", re.I
)
_MONTH = re.compile(rf"({'|'.join(_MONTHS)})[a-z]*\W*(?:20)?(\d\d)", re.I)
_ISO = re.compile(r"(20\d\d)-(\d\d)(?:-01(?: 00:00:00)?)?")
_FINANCIAL = re.compile(r"(?:fy\s*)?20(\d\d)\s*[/–-]\s*(?:20)?(\d\d)|(?:fy\s*)?(20\d\d)", re.I)


def read_heading(words: str) -> Heading | None:
    """Return the period that a heading names; None where it names none.

    "Q2 25/26", "Q2 2025-26 (prov.)", "2025-Q2", "Jul 2026", "2025/26". A quarter is always of the
    financial year, also where one year alone stands with it.
    """
    text = " ".join(words.split())
    rest = _PROVISIONAL.sub("", text).strip(" .-–")
    period = _period(rest)
    return None if period is None else Heading(period, provisional=rest != text.strip(" .-–"))


def _period(text: str) -> Period | None:
    for read in (_quarter, _month, _financial):
        found = read(text)
        if found is not None:
            return found
    return None


def _quarter(text: str) -> Period | None:
    found = _QUARTER.fullmatch(text)
    if found is None:
        return None
    first, following = found[2] or found[4], found[3] or found[5]
    if following is not None and int(following) != (int(first) + 1) % 100:
        return None
    quarter = Quarter(2000 + int(first), int(found[1] or found[6]))
    return Period(quarter.start, Frequency.QUARTER)


def _month(text: str) -> Period | None:
    if (found := _ISO.fullmatch(text)) and 1 <= int(found[2]) <= 12:
        return Period(date(int(found[1]), int(found[2]), 1), Frequency.MONTH)
    if found := _MONTH.fullmatch(text):
        month = _MONTHS.index(found[1].lower()) + 1
        return Period(date(2000 + int(found[2]), month, 1), Frequency.MONTH)
    return None


def _financial(text: str) -> Period | None:
    found = _FINANCIAL.fullmatch(text)
    if found is None:
        return None
    if found[3] is not None:
        return Period(date(int(found[3]), 4, 1), Frequency.YEAR)
    if int(found[2]) != (int(found[1]) + 1) % 100:
        return None
    return Period(date(2000 + int(found[1]), 4, 1), Frequency.YEAR)
