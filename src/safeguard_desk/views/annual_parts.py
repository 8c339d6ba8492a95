"""What the evidence of an annual report is made of: statements with their sources."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from safeguard_desk.views.boards import BoardHead

Source = tuple[str, str, str]
"""The kind, the id and the reference of a record that a statement rests on."""


@dataclass(frozen=True)
class Statement:
    """Something that the records show, and the records."""

    text: str
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True)
class Year:
    """Whose year is told of: a board's financial year, and which copy."""

    board: BoardHead
    year: int
    start: date
    end: date
    restricted: bool

    def holds(self, day: date | None) -> bool:
        """Say whether a day falls in the year."""
        return day is not None and self.start <= day <= self.end


def counted(number: int, one: str, many: str = "") -> str:
    """Return a number with its noun: "1 action", "3 actions"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def sources(kind: str, rows: Iterable[tuple[str, str]]) -> tuple[Source, ...]:
    """Return records of a kind as sources, from their ids and references."""
    return tuple((kind, identity, ref) for identity, ref in rows)
