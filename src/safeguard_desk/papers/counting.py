"""Counts that several papers make of actions, read from their figures or of rows they list."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from safeguard_desk.documents.model import Tally
from safeguard_desk.rules.terms import Rating
from safeguard_desk.views.action_figures import LATE, OPEN, ActionFigures
from safeguard_desk.views.actions import ActionRow
from safeguard_desk.views.figure_parts import NO_AGENCY, WORST_FIRST, Figures, Line

__all__ = [
    "NO_AGENCY",
    "AgencyCount",
    "OpenCounts",
    "open_counts",
    "overdue",
    "tally",
    "urgent_first",
]


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


@dataclass(frozen=True)
class OpenCounts:
    """How many actions are open: all, those overdue, by rating, and by agency.

    No agencies where the actions are those of one.
    """

    total: int
    overdue: int
    ratings: Mapping[Rating, int]
    agencies: tuple[AgencyCount, ...]


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


def overdue(actions: Iterable[ActionRow]) -> list[ActionRow]:
    """Return the actions that are past their due date."""
    return [action for action in actions if action.days_overdue > 0]


def open_counts(found: ActionFigures) -> OpenCounts:
    """Return the open actions of figures as counts, agencies with the most overdue first."""
    ratings, agencies = found.of("rating"), found.of("agencies")
    whole = _counted(ratings, ratings.lines[0]) if ratings is not None else {}
    parts = () if agencies is None else ((one, _counted(agencies, one)) for one in agencies.lines)
    return OpenCounts(
        total=whole.get(OPEN, 0),
        overdue=whole.get(LATE, 0),
        ratings={grade: whole.get(grade.label, 0) for grade in WORST_FIRST},
        agencies=tuple(
            AgencyCount(
                line.title,
                line.full,
                part[Rating.RED.label],
                part[Rating.AMBER.label],
                part[Rating.GREEN.label],
                part[LATE],
                part[OPEN],
            )
            for line, part in parts
        ),
    )


def _counted(shown: Figures, line: Line) -> dict[str, int]:
    """Return the numbers of a line by their columns, each with what picks its actions."""
    return {
        column.title: Tally(int(cell.value or 0), cell.selection)
        for column, cell in zip(shown.columns, line.cells, strict=True)
    }
