"""Counts that several papers make of actions, all from the same rows that they list."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from safeguard_desk.documents.model import Tally
from safeguard_desk.rules.terms import Rating
from safeguard_desk.views.actions import ActionRow

WORST_FIRST = (Rating.RED, Rating.AMBER, Rating.GREEN, Rating.BLUE)
"""The order in which ratings are shown and read."""

NO_AGENCY = "No agency recorded"
"""Stands where an action or a person has no agency: a gap is shown, never dropped."""


@dataclass(frozen=True)
class AgencyCount:
    """How many open actions an agency has, by rating, and how many of them are overdue.

    `agency` is what charts and lists call it, `name` is its full name.
    """

    agency: str
    name: str
    red: int
    amber: int
    green: int
    overdue: int
    total: int
    """All its open actions."""


def urgent_first(actions: Iterable[ActionRow]) -> list[ActionRow]:
    """Return actions with the overdue ones first, then by rating, due date and reference."""
    return sorted(actions, key=_urgency)


def _urgency(action: ActionRow) -> tuple[bool, int, date, str]:
    place = len(WORST_FIRST) if action.rating is None else WORST_FIRST.index(action.rating)
    return action.days_overdue == 0, place, action.due_on or date.max, action.ref


def tally(actions: Iterable[ActionRow]) -> Tally:
    """Return how many actions there are, with the actions behind the number."""
    keys = tuple(("actions", action.id) for action in actions)
    return Tally(len(keys), keys)


def rated(actions: Iterable[ActionRow], rating: Rating) -> Tally:
    """Return how many actions have a rating."""
    return tally(action for action in actions if action.rating is rating)


def overdue(actions: Iterable[ActionRow]) -> list[ActionRow]:
    """Return the actions that are past their due date."""
    return [action for action in actions if action.days_overdue > 0]


def by_agency(actions: Iterable[ActionRow]) -> tuple[AgencyCount, ...]:
    """Return the open actions of each agency: most overdue first, then most actions, then name."""
    held: dict[str, list[ActionRow]] = {}
    for action in actions:
        held.setdefault(action.agency or NO_AGENCY, []).append(action)
    counts = [_count(agency, group) for agency, group in held.items()]
    return tuple(sorted(counts, key=lambda c: (-c.overdue, -c.total, c.agency)))


def _count(agency: str, actions: Sequence[ActionRow]) -> AgencyCount:
    red, amber, green = (rated(actions, rating) for rating in WORST_FIRST[:3])
    name = actions[0].agency_name or NO_AGENCY
    return AgencyCount(agency, name, red, amber, green, tally(overdue(actions)), tally(actions))
