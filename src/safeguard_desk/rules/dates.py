"""Dates as people in Britain type them, and as papers show them. Never month first.

A date without a year is the next such day on or after today: a due date looks ahead. A bare
weekday is the next one after today; "next Tuesday" is that of the week that begins next Monday.
"""

import re
from datetime import date

from safeguard_desk.errors import Refusal
from safeguard_desk.rules.date_forms import FORMS, MONTHS, WEEKDAYS, Form, Reading, Seen
from safeguard_desk.rules.plain_text import plain

_HINT = "Type a date such as 14 jan, next tue or +10wd."
LONGEST = 60
"""Characters beyond which nothing is a date: no field holds so much by meaning one."""

_LEAD = re.compile(
    r"\s*(?:(?:(?:due\s+|completed?\s+|done\s+)?by|due|on|until|till|no\s+later\s+than)\s+)?"
    r"(?:before\s+(?=(?:the\s+|our\s+)?next\s+meeting))?",
    re.IGNORECASE | re.ASCII,
)
_MAY = re.compile(r"\bmay\b", re.ASCII)


def write_date(day: date) -> str:
    """Return a date as every screen and paper shows it: "14 Jan 2027"."""
    return f"{day.day} {MONTHS[day.month - 1][:3]} {day.year}"


def write_day(day: date) -> str:
    """Return a date with its weekday, in full: "Tuesday 17 November 2026"."""
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}"


def read_date(text: str, today: date, *, next_meeting: date | None = None) -> date | None:
    """Return the date that a text means and nothing else but it; None if it means none.

    A leading "by" or "due" is passed over. No text raises.
    """
    reading = _read(text, Seen(today, next_meeting))
    return reading if isinstance(reading, date) else None


def explain(text: str, today: date, *, next_meeting: date | None = None) -> str:
    """Return in a short sentence why a text is no date; empty if it is one, or is empty."""
    if not text.strip():
        return ""
    reading = _read(text, Seen(today, next_meeting))
    return "" if isinstance(reading, date) else reading


def find_date(
    text: str, today: date, next_meeting: date | None = None
) -> tuple[date, tuple[int, int]] | None:
    """Return the first date in running text, and its span; None if there is none.

    Only ways of writing that mean nothing else are looked for: "7/12/26" and "next tue", but not
    "tue" or "7.12".
    """
    words, seen = plain(text), Seen(today, next_meeting)
    found: list[tuple[int, int, date]] = []
    for form in FORMS:
        for match in form.pattern.finditer(words) if form.in_text else ():
            reading = _meaning(form, match, seen)
            if isinstance(reading, date) and not _MAY.search(match[0]):  # "10 may attend"
                found.append((match.start(), -match.end(), reading))
                break
    if not found:
        return None
    start, end, day = min(found)
    return day, (start, -end)


def _read(text: str, seen: Seen) -> Reading:
    words = _LEAD.sub("", plain(text), count=1).strip().rstrip(".,;:! ")
    if len(words) > LONGEST:
        return f"This is too long for a date. {_HINT}"
    for form in FORMS:
        match = form.pattern.fullmatch(words)
        if match is not None:
            return _meaning(form, match, seen)
    return f"“{words}” is not understood as a date. {_HINT}"


def _meaning(form: Form, match: re.Match[str], seen: Seen) -> Reading:
    try:
        return form.read(match, seen)
    except (OverflowError, Refusal):
        return f"“{match[0]}” lies beyond the calendar."
