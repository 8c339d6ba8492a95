"""What a sort of break is: its weight, what mends it, and the statement that finds it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Select, literal, select

from safeguard_desk.desk.reading import Reader
from safeguard_desk.models import Group
from safeguard_desk.rules.terms_thread import Weight

NONE = literal("")


Row = Sequence[Any]
"""Of a break: id, group's code, reference, words, agency, day, restricted, group's kind."""


@dataclass(frozen=True)
class Named:
    """A sort of break: its name, its weight, the kind of record that it opens, what mends it."""

    code: str
    title: str
    weight: Weight
    kind: str
    mend: str


@dataclass(frozen=True)
class Sort(Named):
    """A sort of break that a statement finds, which gives a Row of each."""

    find: Callable[[date], Select[Any]]
    group: Any
    grace: timedelta = timedelta(0)
    """How long after its day it is no break yet."""


@dataclass(frozen=True)
class Reckoned(Named):
    """A sort of break that is worked out from what is read: the group's id, and a Row of each."""

    read: Callable[[Reader], Iterable[tuple[str, Row]]]


def of(model: Any, ref: Any, words: Any, agency: Any, since: Any, restricted: Any) -> Select[Any]:
    """Return what a break is told by of a record that has a group (Sort)."""
    return select(*(model.id, Group.code, ref, words, agency, since, restricted, Group.kind)).join(
        Group, Group.id == model.group_id
    )
