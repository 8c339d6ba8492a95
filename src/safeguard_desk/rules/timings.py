"""How the minutes of an agenda fall on the clock."""

from collections.abc import Sequence
from datetime import time

_DAY = 24 * 60


def starts(begins_at: time, minutes: Sequence[int]) -> list[time]:
    """Return when each item starts if all before it take the minutes allotted to them."""
    at = begins_at.hour * 60 + begins_at.minute
    found = []
    for length in minutes:
        found.append(time(at % _DAY // 60, at % 60))
        at += length
    return found


def ends(begins_at: time, minutes: Sequence[int]) -> time:
    """Return when the last item ends."""
    return starts(begins_at, (*minutes, 0))[-1]


def overrun(minutes: Sequence[int], length: int) -> int:
    """Return by how many minutes the items are longer than the meeting; 0 if they fit."""
    return max(0, sum(minutes) - length)
