"""The ways in which people write a date, as one table: a pattern, and what it means.

Read by rules/dates.py. A meaning is a date, or the reason why the words are none.
"""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from safeguard_desk.rules.working_days import Quarter, add_months, add_working_days, month_end

MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_COUNTS = (
    *("a", "one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)
_FRIDAY = 4
_LEAP_YEARS_APART = 8

Reading = date | str


class Seen(NamedTuple):
    """From where a date is looked at."""

    today: date
    next_meeting: date | None


class Form(NamedTuple):
    """A way to write a date; `in_text` where it is clear enough to be found among other words."""

    pattern: re.Pattern[str]
    read: Callable[[re.Match[str], Seen], Reading]
    in_text: bool


def _number(names: tuple[str, ...], word: str) -> int:
    """Return the place of a name, from 0, by its first three letters."""
    return [name[:3].lower() for name in names].index(word[:3].lower())


def _on(day: int, month: int, year: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _next_such(day: int, month: int, today: date) -> date | None:
    years = range(today.year, today.year + _LEAP_YEARS_APART + 1)
    days = (_on(day, month, year) for year in years)
    return next((on for on in days if on is not None and on >= today), None)


def _year(digits: str) -> int:
    return int(digits) if len(digits) == len("2026") else 2000 + int(digits)


def _calendar(found: re.Match[str], seen: Seen) -> Reading:
    parts = found.groupdict()
    day, word, digits = int(parts["day"]), parts["month"], parts.get("year") or parts.get("yy")
    month = int(word) if word.isdigit() else _number(MONTHS, word) + 1
    if not 1 <= month <= len(MONTHS):
        return f"There is no month {month}: the day comes first, as in 31/12/2026."
    on = _on(day, month, _year(digits)) if digits else _next_such(day, month, seen.today)
    if on is None:
        words = f"{day} {MONTHS[month - 1]} {_year(digits) if digits else ''}"
        return f"{words.strip()} is no day of the calendar."
    weekday = parts["weekday"]
    if weekday and on.weekday() != _number(WEEKDAYS, weekday):
        return f"{on.day} {MONTHS[month - 1]} {on.year} is a {WEEKDAYS[on.weekday()]}."
    return on - timedelta(days=on.weekday()) if parts["week"] else on


def _last_of_month(found: re.Match[str], seen: Seen) -> Reading:
    month, digits = _number(MONTHS, found["month"]) + 1, found["year"]
    year = _year(digits) if digits else seen.today.year + (month < seen.today.month)
    if not date.min.year <= year <= date.max.year:
        return f"There is no year {year}."
    return month_end(year, month)


def _weekday(found: re.Match[str], seen: Seen) -> Reading:
    which = (found.groupdict().get("which") or "").lower()
    ahead = _number(WEEKDAYS, found["weekday"]) - seen.today.weekday()
    if which == "next":  # of the next week, which begins on Monday
        return seen.today + timedelta(days=ahead + 7)
    if not which and ahead == 0:  # who means today says so
        ahead = 7
    return seen.today + timedelta(days=ahead if ahead >= 0 else ahead + 7)


def _near(found: re.Match[str], seen: Seen) -> Reading:
    return seen.today + timedelta(days=0 if found[0].lower() == "today" else 1)


def _ahead(found: re.Match[str], seen: Seen) -> Reading:
    count, unit = found["count"].lower(), found["unit"].lower()
    n = int(count) if count.isdigit() else max(1, _COUNTS.index(count))
    if unit.startswith(("wd", "working")):
        return add_working_days(seen.today, n)
    if unit.startswith(("m", "y")):
        return add_months(seen.today, 12 * n if unit.startswith("y") else n)
    return seen.today + timedelta(days=n * {"d": 1, "w": 7, "f": 14}[unit[0]])


def _end(found: re.Match[str], seen: Seen) -> Reading:
    span, later = found["span"][0].lower(), bool(found.groupdict().get("next"))
    if span == "w":
        friday = timedelta(days=(_FRIDAY - seen.today.weekday()) % 7)
        return seen.today + friday + timedelta(weeks=later)
    if span == "q":
        quarter = Quarter.of(seen.today)
        return Quarter.of(quarter.end + timedelta(days=1)).end if later else quarter.end
    first = add_months(seen.today, 1) if later else seen.today
    return month_end(first.year, first.month)


def _end_of_quarter(found: re.Match[str], seen: Seen) -> Reading:
    if found["year"]:
        return Quarter.parse(f"{found['year']} Q{found['number']}").end
    this, number = Quarter.of(seen.today), int(found["number"])
    return Quarter(this.year + (number < this.number), number).end


def _meeting(_found: re.Match[str], seen: Seen) -> Reading:
    return seen.next_meeting or "No next meeting is planned yet."


def _which_day(found: re.Match[str], _seen: Seen) -> Reading:
    month = MONTHS[_number(MONTHS, found["month"])]
    return f"Which day of {month}? For its last, type “end of {month}”."


def _which_month(found: re.Match[str], _seen: Seen) -> Reading:
    return f"Which month? Type “{found['day']} jan”, for example."


def _form(
    pattern: str, read: Callable[[re.Match[str], Seen], Reading], *, in_text: bool = False
) -> Form:
    if in_text:  # not within a longer number, reference or word
        pattern = rf"(?<![\w/.+'-])(?:{pattern})(?!\w|[/.'-][0-9])"
    return Form(re.compile(pattern, re.IGNORECASE | re.ASCII), read, in_text)


MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
WEEKDAY = (
    r"(?P<weekday>mon(?:day)?|tue(?:s(?:day)?)?|wed(?:s|nesday)?|thu(?:r(?:s(?:day)?)?)?"
    r"|fri(?:day)?|sat(?:urday)?|sun(?:day)?)"
)
_BEFORE = (
    r"(?P<week>(?:w ?/? ?[cb]|week\s+(?:commencing|beginning|of))[.:]?\s+)?"
    rf"(?:{WEEKDAY}\.?,?\s+)?"
)
_DAY = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
_DATED = r"(?P<month>[0-9]{1,2})(?P=sep)"
_YEAR = r"'?(?P<year>[0-9]{4}|[0-9]{2})"
_COUNT = rf"(?P<count>[0-9]{{1,4}}|{'|'.join(_COUNTS)})"
_UNIT = (
    r"(?P<unit>wds?|working\s+days?|days?|d|wks?|weeks?|w|mths?|months?|m|yrs?|years?|y"
    r"|fortnights?)(?:'?\s+time)?"
)
_THE_END = r"(?:the\s+)?end(?:\s+of)?(?:\s+the)?\s+"
_NAMED = rf"{_BEFORE}{_DAY}(?:\s+of)?[\s./-]*{MONTH}"

FORMS = (
    # 2026-10-02
    _form(rf"{_BEFORE}(?P<year>[0-9]{{4}})(?P<sep>[-/.]){_DATED}{_DAY}", _calendar, in_text=True),
    # 31/05/27, 31.12.2026, w/c 7/12/26
    _form(rf"{_BEFORE}{_DAY}(?P<sep>[-/.]){_DATED}{_YEAR}", _calendar, in_text=True),
    # 7/12, and where nothing else stands also 7.12 and 7-12
    _form(rf"{_BEFORE}{_DAY}/(?P<month>[0-9]{{1,2}})", _calendar, in_text=True),
    _form(rf"{_BEFORE}{_DAY}[.-](?P<month>[0-9]{{1,2}})", _calendar),
    # 14 jan, 14th of January 2027, 15-Sep-26, and where nothing else stands 14 Jan 27
    _form(
        rf"{_NAMED}(?:[\s,./-]*(?P<year>[0-9]{{4}})|(?:[./-]|\s*')(?P<yy>[0-9]{{2}}))?",
        _calendar,
        in_text=True,
    ),
    _form(rf"{_NAMED}[\s,]*{_YEAR}", _calendar),
    # Jan 15, January 15th, 2027
    _form(rf"{_BEFORE}{MONTH}\s*{_DAY}(?:,?\s+(?P<year>[0-9]{{4}}))?", _calendar),
    # Nov-26, November 2026, end of July, end July 2027
    _form(
        rf"(?:{_THE_END})?{MONTH}(?:\s*[/-]\s*|\s*(?=')|,?\s+(?=[0-9]{{4}})){_YEAR}",
        _last_of_month,
        in_text=True,
    ),
    _form(rf"{_THE_END}{MONTH}(?:[\s,]*{_YEAR})?", _last_of_month, in_text=True),
    # next tue, this friday, tue
    _form(rf"(?P<which>next|this|coming)\s+{WEEKDAY}", _weekday, in_text=True),
    _form(rf"{WEEKDAY}\.?", _weekday),
    _form(r"today|tomorrow|tmrw", _near, in_text=True),
    # in 3 weeks, +10wd, 10 working days
    _form(rf"(?:in|within)\s+{_COUNT}\s*{_UNIT}", _ahead, in_text=True),
    _form(rf"(?:\+\s*)?{_COUNT}\s*{_UNIT}", _ahead),
    # end of next month, end of quarter, eom, quarter end, end Q3 2026/27
    _form(
        rf"{_THE_END}(?:this\s+|(?P<next>next\s+))?(?P<span>week|month|quarter)",
        _end,
        in_text=True,
    ),
    _form(r"eo(?P<span>[wmq])", _end),
    _form(r"(?P<span>week|month|quarter)\s+end", _end),
    _form(
        rf"{_THE_END}Q(?P<number>[1-4])(?:,?\s+(?P<year>[0-9]{{4}}(?:/[0-9]{{2}})?))?",
        _end_of_quarter,
        in_text=True,
    ),
    _form(r"(?:the\s+|our\s+)?next\s+meeting", _meeting, in_text=True),
    # not yet a date
    _form(MONTH, _which_day),
    _form(_DAY, _which_month),
)
