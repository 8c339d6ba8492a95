"""How often a group meets, read as people type it, and the days that follow from it.

"every second month, second Tuesday, 10:00", "every 6 weeks on Thursday at 14:00", "six times a
year, third Tuesday", "monthly except August, first Monday 9:30 to 11:30".
"""

import re
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from typing import Any

from safeguard_desk.errors import Refusal
from safeguard_desk.rules.date_forms import MONTHS, WEEKDAYS
from safeguard_desk.rules.plain_text import plain
from safeguard_desk.rules.times import read_time
from safeguard_desk.rules.working_days import month_end

LAST = -1
"""The ordinal of a month's last Tuesday."""
MOST_WEEKS, YEAR = 26, 12
_MOST_DAYS = 28
"""No date moves further than four weeks: a week more and it is another month's meeting."""
_EXAMPLE = "Type it as “every second month, second Tuesday, 10:00” or “every 6 weeks on Thursday”."
_KEPT = "Nothing was proposed; what you typed is kept."


@dataclass(frozen=True)
class Rhythm:
    """How often a group meets: every so many months or weeks, on which weekday, at what time.

    weekday: 0 is Monday. ordinal: 1 to 4, or LAST; 0 where the rhythm counts weeks. anchor: a month
    (1 to 12) in which it surely meets. months: the only months it meets in, empty for any.
    """

    every: int
    weeks: bool
    weekday: int
    ordinal: int = 0
    starts_at: time | None = None
    length_minutes: int | None = None
    anchor: int = 0
    months: frozenset[int] = frozenset()

    @property
    def tolerance(self) -> int:
        """By how many days a date may move: to half-way to its neighbour, four weeks at most."""
        step = self.every * 7 if self.weeks else self.every * 30
        return min(step // 2, _MOST_DAYS)


_COUNTS = (
    *("one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)
_ORDINALS = {
    "first": 1,
    "1st": 1,
    "second": 2,
    "2nd": 2,
    "third": 3,
    "3rd": 3,
    "fourth": 4,
    "4th": 4,
    "fifth": 5,
    "5th": 5,
    "last": LAST,
}
_NTH = {
    **_ORDINALS,
    "other": 2,
    "alternate": 2,
    "sixth": 6,
    "6th": 6,
    "eighth": 8,
    "8th": 8,
}
_COUNT = rf"(?:[0-9]{{1,2}}|{'|'.join(_COUNTS)})"
_CLOCK = r"[0-9]{1,2}(?:[:.h][0-9]{2})?\s*(?:am|pm)|[0-9]{1,2}[:.][0-9]{2}|[0-9]{4}|noon"
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_SOME = rf"{_MONTH}(?:(?:\s*,\s*|\s+and\s+|\s*&\s*|\s*,\s*and\s+){_MONTH})*"
_WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?s?"  # also Mondays


def _form(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{pattern})(?!\w)", re.IGNORECASE | re.ASCII)


_PERIODS = (
    (_form(r"every\s+weeks?|weekly"), 1, True),
    (_form(r"fortnightly|every\s+fortnight"), 2, True),
    (_form(r"bi-?monthly|alternate\s+months"), 2, False),
    (_form(r"every\s+month|monthly|each\s+month"), 1, False),
    (_form(r"every\s+quarter|quarterly|each\s+quarter"), 3, False),
    (_form(r"termly|every\s+term|each\s+term"), 4, False),
    (_form(r"half[\s-]?yearly|every\s+half[\s-]?year|twice\s+(?:a|per|each)\s+year"), 6, False),
    (_form(r"annually|yearly|every\s+year|once\s+(?:a|per|each)\s+year"), 12, False),
)
_EVERY = _form(rf"every\s+(?P<n>{_COUNT}|{'|'.join(_NTH)})\s+(?P<unit>weeks?|months?|years?)")
_TIMES = _form(rf"(?P<n>{_COUNT})\s*(?:times|x|meetings)\s+(?:a|per|each|in\s+the)\s+year")
_EXCEPT = _form(rf"(?:except|but\s+not|not|without)\s+(?:in\s+)?(?P<months>{_SOME})")
_FROM = _form(rf"(?:from|starting|starting\s+in|beginning\s+in|starting\s+from)\s+(?P<m>{_MONTH})")
_IN = _form(rf"(?:each\s+|every\s+)?(?:in\s+)?(?P<months>{_SOME})")
_DAY = _form(
    rf"(?:on\s+)?(?:the\s+)?(?:(?P<nth>{'|'.join(_ORDINALS)})\s+)?(?P<day>{_WEEKDAY})"
    r"(?:\s+(?:of|in)\s+(?:the|each|every)\s+month)?"
)
_WHEN = _form(
    rf"(?:(?:at|from)\s+)?(?P<start>{_CLOCK})(?:\s*(?:-|to|until|till)\s*(?P<end>{_CLOCK}))?"
)
_LONG = _form(r"for\s+(?P<n>[0-9]{1,3}(?:\.5)?)\s*(?P<unit>h|hours?|m|min|minutes?)")
_FILLING = re.compile(r"\b(?:at|on|of|the|in|and|we\s+meet|meets?|o'clock)\b|[\s,;.:-]+", re.I)


class _Reading:
    """What is left of a rule while its parts are taken out of it."""

    def __init__(self, text: str) -> None:
        self.typed = text.strip()
        self.left = plain(text).strip().lower()

    def take(self, form: re.Pattern[str]) -> dict[str, Any] | None:
        """Take the first match of a form out of what is left; None when there is none."""
        found = form.search(self.left)
        if found is None:
            return None
        self.left = f"{self.left[: found.start()]} , {self.left[found.end() :]}"
        return found.groupdict()

    def refuse(self, why: str, todo: str = _EXAMPLE) -> Refusal:
        return Refusal(f"“{self.typed[:80]}” is not understood: {why}.", _KEPT, todo)


def read_rhythm(text: str) -> Rhythm:
    """Return what a rule means; refuses, naming what is not understood or lacking in it."""
    reading = _Reading(text)
    if not reading.typed:
        raise Refusal("The rule is empty.", "Nothing was proposed.", _EXAMPLE)
    if len(reading.typed) > 200:
        raise reading.refuse("it is too long for a rule")
    left_out = reading.take(_EXCEPT)
    every, weeks, months = _period(reading)
    anchor = reading.take(_FROM)
    starts_at, length = _time(reading)
    ordinal, weekday = _weekday(reading, weeks=weeks)
    if not months and (named := reading.take(_IN)):
        months = _months(named["months"])
        every = every if weeks else 1
    rest = _FILLING.sub(" ", reading.left).strip()
    if rest:
        raise reading.refuse(f"what does “{rest}” mean")
    months -= _months(left_out["months"]) if left_out else frozenset()
    if left_out and not months:
        months = frozenset(range(1, YEAR + 1)) - _months(left_out["months"])
    rhythm = Rhythm(every, weeks, weekday, ordinal, starts_at, length, months=months)
    return replace(rhythm, anchor=min(_months(anchor["m"]))) if anchor else rhythm


def _period(reading: _Reading) -> tuple[int, bool, frozenset[int]]:
    """Return the number of months or weeks, whether it is weeks, and months that were named."""
    if found := reading.take(_TIMES):
        times = _count(found["n"])
        if not times or YEAR % times:
            raise reading.refuse(
                f"{found['n']} meetings do not fall evenly into a year",
                "Name the months, as in “in Jan, Mar, May, Sep and Nov, second Tuesday”.",
            )
        return YEAR // times, False, frozenset()
    if found := reading.take(_EVERY):
        every = _NTH.get(found["n"]) or _count(found["n"])
        weeks = found["unit"].startswith("week")
        every *= YEAR if found["unit"].startswith("year") else 1
        if not 1 <= every <= (MOST_WEEKS if weeks else YEAR):
            raise reading.refuse(
                "a group meets at least once a year",
                f"Give up to {MOST_WEEKS} weeks or {YEAR} months.",
            )
        return every, weeks, frozenset()
    for form, every, weeks in _PERIODS:
        if reading.take(form) is not None:
            return every, weeks, frozenset()
    if found := reading.take(_IN):
        return 1, False, _months(found["months"])
    raise reading.refuse("it does not say how often")


def _weekday(reading: _Reading, *, weeks: bool) -> tuple[int, int]:
    """Return which of a month's weekdays it is (0 where weeks are counted), and the weekday."""
    found = reading.take(_DAY)
    if found is None:
        raise reading.refuse("it does not name a weekday")
    weekday = [name[:3].lower() for name in WEEKDAYS].index(found["day"][:3])
    ordinal = _ORDINALS.get(found["nth"] or "", 0)
    if weeks:
        if ordinal:
            raise reading.refuse(f"weeks know no {found['nth']} {WEEKDAYS[weekday]}")
        return 0, weekday
    if not ordinal:
        name = WEEKDAYS[weekday]
        raise reading.refuse(
            f"which {name} of the month",
            f"Add it, as “second {name}” or “last {name}”.",
        )
    if ordinal == 5:
        raise reading.refuse("not every month has a fifth", "Say “last” where you mean that.")
    return ordinal, weekday


def _time(reading: _Reading) -> tuple[time | None, int | None]:
    """Return when a meeting starts and how long it lasts, in minutes; None where not said."""
    lasting = reading.take(_LONG)
    length = _minutes(**lasting) if lasting else None
    found = reading.take(_WHEN)
    if found is None:
        return None, length
    start, end = (_clock(found[name]) if found[name] else None for name in ("start", "end"))
    if start is None or (found["end"] and end is None):
        raise reading.refuse("that is no time of day", "Type 10:00 or 2pm.")
    if end is None:
        return start, length
    minutes = (end.hour - start.hour) * 60 + end.minute - start.minute
    if minutes <= 0:
        raise reading.refuse("it ends before it begins", "Type 10:00 to 12:00.")
    return start, minutes


def _minutes(n: str, unit: str) -> int:
    return round(float(n) * (60 if unit.startswith("h") else 1))


def _clock(word: str) -> time | None:
    return time(12) if word == "noon" else read_time(word.replace("h", ":"))


def _count(word: str) -> int:
    return int(word) if word.isdigit() else _COUNTS.index(word) + 1


def _months(words: str) -> frozenset[int]:
    names = [name[:3].lower() for name in MONTHS]
    return frozenset(names.index(word[:3]) + 1 for word in re.findall(_MONTH, words))


def write_rhythm(rhythm: Rhythm) -> str:
    """Return a rhythm in plain words: "Every 2 months on the second Tuesday, at 10:00"."""
    unit = "week" if rhythm.weeks else "month"
    words = f"Every {unit}" if rhythm.every == 1 else f"Every {rhythm.every} {unit}s"
    named = [MONTHS[number - 1] for number in sorted(rhythm.months)]
    missing = [name for name in MONTHS if name not in named]
    if named and len(missing) <= 4:
        words += f" but not in {_listed(missing)}"
    elif named:
        words = f"In {_listed(named)}"
    which = {number: word for word, number in _ORDINALS.items() if word.isalpha()}
    day = WEEKDAYS[rhythm.weekday]
    words += f" on {day}" if rhythm.weeks else f" on the {which[rhythm.ordinal]} {day}"
    words += f", from {MONTHS[rhythm.anchor - 1]}" if rhythm.anchor else ""
    words += f", at {rhythm.starts_at:%H:%M}" if rhythm.starts_at else ""
    return words + (f" for {rhythm.length_minutes} minutes" if rhythm.length_minutes else "")


def _listed(words: list[str]) -> str:
    return " and ".join(part for part in (", ".join(words[:-1]), words[-1]) if part)


def dates(rhythm: Rhythm, start: date, end: date, *, last: date | None = None) -> list[date]:
    """Return the days from `start` to `end`, both counted, on which a rhythm falls.

    `last` is the meeting before, from which months and weeks are counted; without it they are
    counted from `start`. A month that the rule names comes before both.
    """
    if rhythm.weeks:
        return [day for day in _weekly(rhythm, start, end, last) if _meets_in(rhythm, day)]
    begin = _month(last) if last is not None and last < start else _month(start)
    if last is None and not rhythm.anchor and nth_weekday(rhythm, start.year, start.month) < start:
        begin += 1
    if rhythm.anchor:
        begin = rhythm.anchor - 1
    found = []
    for number in range(_month(start), _month(end) + 1):
        if (number - begin) % rhythm.every:
            continue
        day = nth_weekday(rhythm, *_year_month(number))
        if start <= day <= end and _meets_in(rhythm, day):
            found.append(day)
    return found


def _weekly(rhythm: Rhythm, start: date, end: date, last: date | None) -> list[date]:
    if last is not None and last < start:
        # A meeting that was moved to another day of its week keeps the count.
        base = last + timedelta(days=rhythm.weekday - last.weekday())
    else:
        base = start + timedelta(days=(rhythm.weekday - start.weekday()) % 7)
    days = rhythm.every * 7
    behind = max(0, -((base - start).days // days)) if base < start else 0
    first = base.toordinal() + behind * days
    return [date.fromordinal(number) for number in range(first, end.toordinal() + 1, days)]


def nth_weekday(rhythm: Rhythm, year: int, month: int) -> date:
    """Return the day of a month on which a rhythm of months falls."""
    if rhythm.ordinal == LAST:
        end = month_end(year, month)
        return end - timedelta(days=(end.weekday() - rhythm.weekday) % 7)
    first = date(year, month, 1)
    ahead = (rhythm.weekday - first.weekday()) % 7
    return first + timedelta(days=ahead + 7 * (rhythm.ordinal - 1))


def _meets_in(rhythm: Rhythm, day: date) -> bool:
    return not rhythm.months or day.month in rhythm.months


def _month(day: date) -> int:
    """Return the number of a month in the count of all months."""
    return day.year * YEAR + day.month - 1


def _year_month(number: int) -> tuple[int, int]:
    return number // YEAR, number % YEAR + 1
