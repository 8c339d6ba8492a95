"""A year's dates proposed: off bank holidays, weekends, closed days and clashes, each with why."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.rhythm import Rhythm, dates
from safeguard_desk.rules.terms import HolidayKind
from safeguard_desk.rules.working_days import bank_holidays

_WEEK = 7
_SATURDAY = 5
_NO_ROOM = frozenset(
    {"", "online", "virtual", "remote", "teams", "ms teams", "microsoft teams", "zoom", "tbc"}
)
"""Venues that any number of meetings can use at once."""
_SHORT = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


@dataclass(frozen=True)
class Closed:
    """Days on which no meeting should fall: a school holiday or a closure, both ends counted."""

    title: str
    kind: HolidayKind
    from_on: date
    to_on: date


@dataclass(frozen=True)
class Taken:
    """Another meeting that stands: when and where, who sits in it, and who of them chairs.

    People are ids; `names` gives the role of each.
    """

    id: str
    ref: str
    group_id: str
    held_on: date
    starts_at: time
    length_minutes: int
    venue: str = ""
    chairs: frozenset[str] = frozenset()
    members: frozenset[str] = frozenset()
    """All who sit in it, its co-chairs too."""


@dataclass(frozen=True)
class Wanted:
    """What is to be planned: whose meetings, at what time, where, and who chairs or sits there."""

    group_id: str
    starts_at: time
    length_minutes: int
    venue: str = ""
    chairs: frozenset[str] = frozenset()
    members: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Around:
    """What stands around a date: closed days, other meetings, and the roles of people by id."""

    closed: tuple[Closed, ...] = ()
    taken: tuple[Taken, ...] = ()
    names: tuple[tuple[str, str], ...] = ()

    def name(self, person_id: str) -> str:
        """Return a person's role; "A co-chair" where nobody said it."""
        return dict(self.names).get(person_id, "A co-chair")


@dataclass(frozen=True)
class Proposal:
    """A date of the year: the day the rule gives, the day proposed, and why they differ.

    clashes: what still stands against the proposed day, empty when it is free. standing: the
    group's own meeting that is there already, empty for none.
    """

    wanted: date
    held_on: date
    why: tuple[str, ...] = ()
    clashes: tuple[str, ...] = ()
    standing: str = ""

    @property
    def moved(self) -> bool:
        """Whether the day proposed is another than the rule gives."""
        return self.held_on != self.wanted


def against(day: date, wanted: Wanted, around: Around) -> tuple[str, ...]:
    """Return what stands against a meeting on a day, a phrase each; nothing when it is free."""
    found = list(not_open(day, around.closed))
    for other in around.taken:
        if other.held_on == day:
            found += _collisions(wanted, other, around)
    return tuple(found)


def not_open(day: date, closed: Iterable[Closed] = ()) -> tuple[str, ...]:
    """Return why offices or schools are closed on a day: weekend, bank holiday, listed days."""
    found = []
    if day.weekday() >= _SATURDAY:
        found.append("weekend")
    if name := bank_holidays(day.year).get(day):
        found.append(f"bank holiday: {name}")
    found += [
        f"{one.kind.label.lower()}: {one.title}"
        for one in closed
        if one.from_on <= day <= one.to_on
    ]
    return tuple(found)


def _collisions(wanted: Wanted, other: Taken, around: Around) -> list[str]:
    where = f"{other.ref}, {other.starts_at:%H:%M}"
    if other.group_id == wanted.group_id:
        return [f"the group meets that day already ({where})"]
    if not _overlap(wanted, other):
        return []
    both = (wanted.chairs & other.members) | (wanted.members & other.chairs)
    found = [f"{around.name(person)} is at {where}" for person in sorted(both, key=around.name)]
    if _room(wanted.venue) and _room(wanted.venue) == _room(other.venue):
        found.append(f"{other.venue} is taken by {where}")
    return found


def _overlap(wanted: Wanted, other: Taken) -> bool:
    begin, other_begin = (datetime.combine(date.min, x.starts_at) for x in (wanted, other))
    end = begin + timedelta(minutes=wanted.length_minutes)
    other_end = other_begin + timedelta(minutes=other.length_minutes)
    return begin < other_end and other_begin < end


def _room(venue: str) -> str:
    """Return a venue as one room is told from another; empty where it is none."""
    words = " ".join(venue.casefold().replace(",", " ").split())
    return "" if words in _NO_ROOM else words


def propose(
    rhythm: Rhythm,
    wanted: Wanted,
    around: Around,
    start: date,
    end: date,
    *,
    last: date | None = None,
) -> list[Proposal]:
    """Return a proposal for every date a rhythm gives from `start` to `end`, both counted.

    A date that will not do goes to the nearest free day within the rhythm's tolerance and within
    the span: first of the same weekday, a week later or earlier, then any. One that finds no place
    stays, with what stands against it. One near which the group meets already says so.
    """
    own = [one for one in around.taken if one.group_id == wanted.group_id]
    proposals: list[Proposal] = []
    seen: set[str] = set()
    for day in dates(rhythm, start, end, last=last):
        there = _there_already(day, rhythm, [one for one in own if one.ref not in seen])
        if there is not None:
            seen.add(there.ref)
            proposals.append(Proposal(day, there.held_on, standing=there.ref))
            continue
        found = _placed(day, rhythm, wanted, around, start, end)
        proposals.append(found)
        around = replace(around, taken=(*around.taken, _as_taken(found, wanted)))
    return proposals


def _as_taken(proposal: Proposal, wanted: Wanted) -> Taken:
    """Return a date proposed just now as it stands in the way of the next."""
    return Taken(
        *("", write_date(proposal.held_on), wanted.group_id, proposal.held_on, wanted.starts_at),
        wanted.length_minutes,
    )


def _there_already(day: date, rhythm: Rhythm, own: Sequence[Taken]) -> Taken | None:
    near = [one for one in own if abs((one.held_on - day).days) <= rhythm.tolerance]
    return min(near, key=lambda one: abs((one.held_on - day).days), default=None)


def _placed(
    day: date, rhythm: Rhythm, wanted: Wanted, around: Around, start: date, end: date
) -> Proposal:
    why = against(day, wanted, around)
    if not why:
        return Proposal(day, day)
    for candidate in _nearby(day, rhythm.tolerance):
        if start <= candidate <= end and not against(candidate, wanted, around):
            return Proposal(day, candidate, why)
    return Proposal(day, day, why, why)


def _nearby(day: date, tolerance: int) -> list[date]:
    """Return the days within a tolerance: the same weekday first, near before far, later first."""
    away = [by for n in range(1, tolerance + 1) for by in (n, -n)]
    away.sort(key=lambda by: (by % _WEEK != 0, abs(by)))
    return [day + timedelta(days=by) for by in away]


def write_why(proposal: Proposal) -> str:
    """Return in a sentence why a date is where it is; empty where there is nothing to say."""
    if proposal.standing:
        return f"Planned already as {proposal.standing}."
    if not proposal.why:
        return ""
    reasons = "; ".join(proposal.why)
    if proposal.moved:
        day = f"{_SHORT[proposal.wanted.weekday()]} {write_date(proposal.wanted)}"
        return f"Moved from {day}: {reasons}."
    return f"No free day near it: {reasons}."
