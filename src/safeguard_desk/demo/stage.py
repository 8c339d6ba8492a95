"""What the demonstration is played on: a desk, a clock that can be set, and chosen chance."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import TypeVar

from safeguard_desk.desk.desk import Desk
from safeguard_desk.desk.reading import LONDON
from safeguard_desk.desk.unit_of_work import UnitOfWork

T = TypeVar("T")
Progress = Callable[[str, int, int], None]


class SetClock:
    """A clock that stands where it was set."""

    def __init__(self, day: date) -> None:
        """Start in the morning of a day."""
        self.moment = datetime.now(UTC)
        self.set(day)

    def set(self, day: date, at: time = time(9)) -> None:
        """Set the clock to a time of a day in London."""
        self.moment = datetime.combine(day, at, LONDON).astimezone(UTC)

    def __call__(self) -> datetime:
        """Return the moment."""
        return self.moment


@dataclass
class Stage:
    """The desk with its clock, chance and the ids of what is on it by code."""

    desk: Desk
    clock: SetClock
    today: date
    chance: random.Random
    boards: dict[str, str] = field(default_factory=dict)
    groups: dict[str, str] = field(default_factory=dict)
    agencies: dict[str, str] = field(default_factory=dict)
    people: dict[str, str] = field(default_factory=dict)
    cases: dict[str, str] = field(default_factory=dict)
    """Cases for review by their code name."""
    priorities: list[str] = field(default_factory=list)

    def do(self, title: str, operation: Callable[[UnitOfWork], T]) -> T:
        """Do an operation as a person would have, and return its result."""
        return self.desk.change(title, operation).result
