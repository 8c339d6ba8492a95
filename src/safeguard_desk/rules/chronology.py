"""A merged chronology: long stretches without an event, and days on which agencies disagree."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.terms_review import Exact

GAP_DAYS = 90
"""Days without an event after which a gap is shown; local, a first proposal."""


def gaps(days: Sequence[date], longest: int = GAP_DAYS) -> list[tuple[date, date]]:
    """Return the stretches between events that are longer than `longest` days."""
    ordered = sorted(days)
    return [(a, b) for a, b in pairwise(ordered) if (b - a).days > longest]


def clashes(events: Sequence[tuple[date, Exact, str]]) -> list[tuple[date, tuple[str, ...]]]:
    """Return the exactly known days of which two agencies or more tell (day, exact, agency).

    Whether they tell the same is for a person to read: no rule knows what words mean.
    """
    by_day: dict[date, dict[str, None]] = {}
    for day, exact, agency in events:
        if exact is Exact.DAY and agency:
            by_day.setdefault(day, {})[agency] = None
    return [(day, tuple(told)) for day, told in sorted(by_day.items()) if len(told) > 1]


def told(events: Sequence[tuple[date, Exact, str]]) -> tuple[str, ...]:
    """Return gaps and clashes in words, gaps first."""
    found = [
        f"Gap of {(b - a).days} days: {write_date(a)} to {write_date(b)}"
        for a, b in gaps([day for day, _, _ in events])
    ]
    found += [
        f"{write_date(day)} is told by {' and '.join(agencies)}: compare"
        for day, agencies in clashes(events)
    ]
    return tuple(found)
