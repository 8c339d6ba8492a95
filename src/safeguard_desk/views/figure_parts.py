"""What figures of actions are made of: cells that know their rows, columns and lines."""

from dataclasses import dataclass

from safeguard_desk.documents.model import ChartKind
from safeguard_desk.rules.terms import Rating
from safeguard_desk.views.counted import Condition, Scope, Selection

WORST_FIRST = (Rating.RED, Rating.AMBER, Rating.GREEN, Rating.BLUE)
NO_AGENCY = "No agency recorded"


@dataclass(frozen=True)
class Cell:
    """A figure and the actions behind it; None where there is nothing to count."""

    value: float | None
    selection: Selection | None = None


@dataclass(frozen=True)
class Column:
    """What a column counts. `charted` is False for what only the table shows."""

    title: str
    rating: Rating | None = None
    charted: bool = True


@dataclass(frozen=True)
class Line:
    """A line of figures: its code, what it is called in charts, its cells, its name in full."""

    code: str
    title: str
    cells: tuple[Cell, ...]
    name: str = ""

    @property
    def full(self) -> str:
        """Return its name in full."""
        return self.name or self.title


@dataclass(frozen=True)
class Figures:
    """Figures that make one chart and one table; `note` says what they are counted on.

    A line without a value in any charted column comes last, and has no bar.
    """

    code: str
    title: str
    kind: ChartKind
    first: str
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    note: str
    adds: bool = True
    """False for averages: those of several lines make no number together."""


@dataclass(frozen=True)
class Names:
    """What groups and agencies are called in short and in full, by id."""

    groups: dict[str, tuple[str, str]]
    agencies: dict[str, tuple[str, str]]

    def agency(self, agency_id: str | None) -> tuple[str, str]:
        """Return what an agency is called; a gap is named, never dropped."""
        return self.agencies.get(agency_id or "", (NO_AGENCY, NO_AGENCY))


def cell(scope: Scope, title: str, value: int, *tests: Condition) -> Cell:
    """Return a count and what it counts; nothing is behind a nought."""
    return Cell(value, Selection(title, scope, tests) if value else None)
