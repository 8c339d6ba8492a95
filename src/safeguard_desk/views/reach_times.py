"""The times that reach can be asked of: the last quarters and years, or days that are said."""

from datetime import date

from safeguard_desk.errors import Refusal
from safeguard_desk.rules.dates import read_date
from safeguard_desk.rules.periods import Period, up_to
from safeguard_desk.rules.terms import Side
from safeguard_desk.rules.terms_quality import Frequency
from safeguard_desk.views.reach_lines import Asked

QUARTERS, YEARS = 8, 3


def times(today: date) -> tuple[Period, ...]:
    """Return the times to choose from: this quarter and those before it, then years."""
    quarters = up_to(Period.of(today, Frequency.QUARTER), QUARTERS)
    years = up_to(Period.of(today, Frequency.YEAR), YEARS)
    return (*reversed(quarters), *reversed(years))


def usual(today: date) -> Period:
    """Return the year so far: what is asked where nobody says a time."""
    return Period.of(today, Frequency.YEAR)


def between(first: str, last: str, today: date, side: Side | None = None) -> Asked:
    """Return what is asked of some days; refuses what is no day, and days the wrong way round."""
    read = [read_date(words, today) for words in (first, last)]
    if read[0] is None or read[1] is None:
        wrong = first if read[0] is None else last
        raise Refusal(f"“{wrong}” is no date.", "Nothing was counted.", "Write 1 Jul 2026.")
    if read[1] < read[0]:
        raise Refusal("The last day is before the first.", "Nothing was counted.", "Turn them.")
    return Asked(read[0], read[1], side)
