"""A merged chronology: what fits a filter, long stretches without a word, days told differently."""

import re
from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol, TypeVar

from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.terms_review import Exact, Significance

GAP_DAYS = 90
"""Days without an event after which a gap is shown; local, a first proposal."""
_ABOUT = timedelta(days=7)


class Told(Protocol):
    """An event as an agency tells it."""

    @property
    def on(self) -> date:
        """Its day, or the first day it may have been."""

    @property
    def exact(self) -> Exact:
        """How exactly that is known."""

    @property
    def agency(self) -> str:
        """Who tells it."""

    @property
    def words(self) -> str:
        """What is told."""

    @property
    def significance(self) -> Significance:
        """How much it matters."""

    @property
    def compared(self) -> str:
        """What comparing it brought."""


T = TypeVar("T", bound=Told)


def span(on: date, exact: Exact) -> tuple[date, date]:
    """Return the first and the last day an event may have been on."""
    if exact is Exact.MONTH:
        return on.replace(day=1), on.replace(day=monthrange(on.year, on.month)[1])
    if exact is Exact.YEAR:
        return date(on.year, 1, 1), date(on.year, 12, 31)
    return (on - _ABOUT, on + _ABOUT) if exact is Exact.ABOUT else (on, on)


@dataclass(frozen=True)
class Sieve:
    """What is to be seen of a chronology; empty parts let everything through."""

    words: str = ""
    agency: str = ""
    least: Significance = Significance.ROUTINE
    first: date | None = None
    last: date | None = None

    def lets(self, event: Told) -> bool:
        """Tell whether an event is seen; one known roughly is seen wherever it may have been."""
        order = list(Significance)
        begins, ends = span(event.on, event.exact)
        text = f"{event.words} {event.agency}".casefold()
        return (
            order.index(event.significance) >= order.index(self.least)
            and self.agency in {"", event.agency}
            and (self.first is None or ends >= self.first)
            and (self.last is None or begins <= self.last)
            and all(word in text for word in self.words.casefold().split())
        )


@dataclass(frozen=True)
class Gap:
    """A stretch of which no agency tells anything."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """How long it is."""
        return (self.last - self.first).days

    @property
    def words(self) -> str:
        """The gap in words."""
        return f"Gap of {self.days} days: {write_date(self.first)} to {write_date(self.last)}"


@dataclass(frozen=True)
class Clash:
    """A day of which several agencies tell. `contradicting`: one denies what another tells."""

    day: date
    agencies: tuple[str, ...]
    contradicting: bool = False
    compared: str = ""

    @property
    def words(self) -> str:
        """The clash in words."""
        who = " and ".join(self.agencies)
        if self.compared:
            return f"{write_date(self.day)}, {who}: {self.compared}"
        asks = "they contradict each other" if self.contradicting else "compare"
        return f"{write_date(self.day)} is told by {who}: {asks}"


def gaps(events: Iterable[Told], longest: int = GAP_DAYS) -> list[Gap]:
    """Return the stretches of more than `longest` days in which nothing can have been."""
    found: list[Gap] = []
    seen_to: date | None = None
    for begins, ends in sorted(span(one.on, one.exact) for one in events):
        if seen_to is not None and (begins - seen_to).days > longest:
            found.append(Gap(seen_to, begins))
        seen_to = ends if seen_to is None else max(seen_to, ends)
    return found


_DENIES = re.compile(
    r"\b(?:no|not|none|never|nobody|without|declined|refused|missed|failed|unable|cancelled|"
    r"unanswered|closed|discharged|did ?n[o']t|was ?n[o']t)\b",
    re.IGNORECASE,
)


def clashes(events: Iterable[Told]) -> list[Clash]:
    """Return the exactly known days of which two agencies or more tell.

    Whether they tell the same is for a person to read. Where one agency's words deny something and
    another's do not, the day is said to be contradicting: it is read first.
    """
    by_day: dict[date, list[Told]] = {}
    for one in events:
        if one.exact is Exact.DAY and one.agency:
            by_day.setdefault(one.on, []).append(one)
    return [_clash(day, told) for day, told in sorted(by_day.items()) if len(set(_who(told))) > 1]


def _who(told: Sequence[Told]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.agency for one in told))


def _clash(day: date, told: Sequence[Told]) -> Clash:
    denying = {one.agency for one in told if _DENIES.search(one.words)}
    stating = {one.agency for one in told if not _DENIES.search(one.words)}
    compared = next((one.compared for one in told if one.compared), "")
    return Clash(day, _who(told), bool(denying - stating and stating - denying), compared)


def told(events: Sequence[Told], longest: int = GAP_DAYS) -> tuple[str, ...]:
    """Return gaps, and clashes that were not compared yet, in words; gaps first."""
    found = [one.words for one in gaps(events, longest)]
    return (*found, *(one.words for one in clashes(events) if not one.compared))


def sieved(events: Iterable[T], sieve: Sieve) -> list[T]:
    """Return the events that a sieve lets through, in their order."""
    return [one for one in events if sieve.lets(one)]
