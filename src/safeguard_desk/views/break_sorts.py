"""What a sort of break is: its weight, what mends it, and the statement that finds it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Select, literal, select

from safeguard_desk.models import Group
from safeguard_desk.rules.terms import Term

NONE = literal("")


class Weight(Term):
    """How much a break weighs."""

    ERROR = "error", "Error"
    WARNING = "warning", "Warning"
    HINT = "hint", "Hint"


@dataclass(frozen=True)
class Sort:
    """A sort of break: its name, its weight, what mends it, and the statement that finds it.

    The statement gives id, group's code, reference, words, agency, day, restricted, group's kind.
    """

    code: str
    title: str
    weight: Weight
    kind: str
    mend: str
    find: Callable[[date], Select[Any]]
    group: Any
    grace: timedelta = timedelta(0)
    """How long after its day it is no break yet."""


def of(model: Any, ref: Any, words: Any, agency: Any, since: Any, restricted: Any) -> Select[Any]:
    """Return what a break is told by of a record that has a group (Sort)."""
    return select(*(model.id, Group.code, ref, words, agency, since, restricted, Group.kind)).join(
        Group, Group.id == model.group_id
    )
