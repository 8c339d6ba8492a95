"""How the minutes of an agenda fall on the clock."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time

_DAY = 24 * 60


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute


def _clock(minutes: int) -> time:
    return time(minutes % _DAY // 60, minutes % 60)


@dataclass(frozen=True)
class Slot:
    """An item on the clock: its planned minutes, when it began and ended, whether it is done."""

    planned: int
    started_at: time | None = None
    ended_at: time | None = None
    done: bool = False

    def taken(self, now: time) -> int:
        """Return the whole minutes it has taken so far; 0 before it began."""
        if self.started_at is None:
            return 0
        return max(0, _minutes(self.ended_at or now) - _minutes(self.started_at))

    def left(self, now: time) -> int:
        """Return the planned minutes that are still to come; 0 once it is done or over."""
        if self.done or self.ended_at is not None:
            return 0
        return max(0, self.planned - self.taken(now))


def projected_end(slots: Sequence[Slot], now: time) -> time:
    """Return when the meeting would end if what is to come keeps to its plan."""
    return _clock(_minutes(now) + sum(slot.left(now) for slot in slots))


def running_words(running: Slot | None, slots: Sequence[Slot], now: time, planned_end: time) -> str:
    """Return how time goes: "4 min over; the meeting would end at 12:14, 14 min late"."""
    parts = []
    if running is not None:
        over = running.taken(now) - running.planned
        parts.append(f"{over} min over" if over > 0 else f"{-over} min left")
    end = projected_end(slots, now)
    late = _minutes(end) - _minutes(planned_end)
    told = f", {late} min late" if late > 0 else f", {-late} min early" if late < 0 else ", on time"
    parts.append(f"the meeting would end at {end:%H:%M}{told}")
    return "; ".join(parts)


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
