"""Child death findings: received with their numbers, presented to the boards, and answered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.errors import Refusal
from safeguard_desk.models import Action, ChildDeathFinding, Group
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.suppression import Count
from safeguard_desk.rules.terms import GroupKind, Side
from safeguard_desk.work import linking
from safeguard_desk.work.actions import NewAction
from safeguard_desk.work.editing import set_field


@dataclass(frozen=True)
class Received:
    """Findings of a period and an area as they were received."""

    period: str
    starts_on: date
    area: str
    deaths: Count
    modifiable: Count
    theme: str = ""
    recommendation: str = ""


def received_rows() -> Any:
    """Return the query of everything that was received, row by row as `received` reads it."""
    c = ChildDeathFinding
    return select(
        *(c.period, c.starts_on, c.area, c.deaths, c.deaths_suppressed),
        *(c.modifiable, c.modifiable_suppressed, c.theme, c.recommendation),
    )


def received(row: Sequence[Any]) -> Received:
    """Return a row of `received_rows` as it was received."""
    period, starts_on, area, deaths, hidden, modifiable, also_hidden, *words = row
    return Received(
        period, starts_on, area, Count(deaths, hidden), Count(modifiable, also_hidden), *words
    )


def receive(uow: UnitOfWork, given: Received) -> str:
    """Keep findings, or bring those of their period and area up to date; say which of the two.

    Returns "created", "updated" or "unchanged". When they were presented stays as it was.
    """
    group = uow.find(select(Group).where(Group.kind == GroupKind.REVIEW).order_by(Group.code))
    if group is None:
        raise Refusal(
            "There is no Case Review group.", "Nothing was kept.", "Found the group first."
        )
    values = {
        "deaths": given.deaths.number,
        "deaths_suppressed": given.deaths.suppressed,
        "modifiable": given.modifiable.number,
        "modifiable_suppressed": given.modifiable.suppressed,
        "theme": given.theme,
        "recommendation": given.recommendation,
    }
    uow.flush()
    c = ChildDeathFinding
    held = uow.find(select(c).where(c.period == given.period, c.area == given.area))
    if held is None:
        key = {"period": given.period, "starts_on": given.starts_on, "area": given.area}
        uow.add(c(**key, group_id=group.id, received_on=uow.today, **values))
        return "created"
    if all(getattr(held, name) == value for name, value in values.items()):
        return "unchanged"
    for name, value in values.items():
        setattr(held, name, value)
    return "updated"


_EDITED = frozenset({"to_ssp_on", "to_hscb_on", "response", "theme", "recommendation"})


def raise_action(uow: UnitOfWork, finding_id: str, words: str) -> Action:
    """Raise an action on findings; it stands on their thread."""
    title = words.strip()
    if not title:
        raise Refusal("The action has no words.", "Nothing was raised.", "Say what is to be done.")
    return linking.raise_action_on(
        uow, (ChildDeathFinding.__tablename__, finding_id), NewAction(title, side=Side.CHILDREN)
    )


def edit(
    uow: UnitOfWork, finding_id: str, name: str, seen: Any, value: Any, reason: str = ""
) -> None:
    """Change when findings were presented, or the response; numbers are never typed over."""
    if name not in _EDITED:
        raise Refusal(
            "Numbers of child deaths come with the table they were received in.",
            "Nothing was changed.",
            "Bring the corrected table in again.",
        )
    held = uow.get(ChildDeathFinding, finding_id)
    if isinstance(value, date) and value < held.starts_on:
        raise Refusal(
            f"{write_date(value)} is before the period of these findings.",
            "Nothing was changed.",
            "Give the day of the meeting.",
        )
    set_field(uow, ChildDeathFinding, finding_id, name, seen, value)
