"""What an agency's account is made of: sections with things owed and done, and what is asked."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from safeguard_desk.views.coverage import Coverage


class Item(NamedTuple):
    """Something an agency owes, or has done: where it is looked at, and how it stands.

    `owed` is still to be given; `late` past its day. An empty id has no place of its own.
    """

    kind: str
    id: str
    ref: str
    title: str
    stands: str
    due_on: date | None = None
    owed: bool = False
    late: bool = False


@dataclass(frozen=True)
class Section:
    """One sort of duty: what is owed first, then what was done; and its sum in words."""

    title: str
    items: tuple[Item, ...]
    said: str = ""

    @property
    def owed(self) -> int:
        """How many are still to be given."""
        return sum(item.owed for item in self.items)

    @property
    def late(self) -> int:
        """How many of them are past their day."""
        return sum(item.late for item in self.items)


@dataclass(frozen=True)
class Asked:
    """Whose account is asked for, over which days."""

    agency_id: str
    year: int
    start: date
    end: date
    restricted: bool
    coverage: Coverage


def urgent_first(items: Iterable[Item]) -> tuple[Item, ...]:
    """Return what is owed and late first, then by day and reference."""
    return tuple(
        sorted(items, key=lambda one: (not one.owed, not one.late, one.due_on or date.max, one.ref))
    )
