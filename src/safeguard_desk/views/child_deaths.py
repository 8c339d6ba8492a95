"""Collated findings of child death reviews: the region beside its parts, period by period.

Numbers are here as they may be shown: what is small or could be worked out is suppressed.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from safeguard_desk.desk.reading import Reader
from safeguard_desk.models import Action, ChildDeathFinding, Person
from safeguard_desk.rules.suppression import Count, beside, guarded, total
from safeguard_desk.rules.terms import ActionStatus

REGION = "North West London"
"""The area that all others are parts of."""
KIND = ChildDeathFinding.__tablename__


@dataclass(frozen=True)
class Raised:
    """An action that was raised on findings."""

    id: str
    ref: str
    title: str
    owner: str
    due_on: date | None
    status: ActionStatus


@dataclass(frozen=True)
class AreaOf:
    """The findings of a period and an area."""

    id: str
    period: str
    starts_on: date
    area: str
    group_id: str
    deaths: Count
    modifiable: Count
    theme: str
    recommendation: str
    received_on: date
    to_ssp_on: date | None
    to_hscb_on: date | None
    response: str
    actions: tuple[Raised, ...]

    @property
    def presented(self) -> bool:
        """True once both boards have seen it."""
        return self.to_ssp_on is not None and self.to_hscb_on is not None


@dataclass(frozen=True)
class ChildDeaths:
    """All findings, oldest period first, the region before its parts."""

    rows: tuple[AreaOf, ...]

    @property
    def periods(self) -> tuple[str, ...]:
        """The periods in their order, each once."""
        return tuple(dict.fromkeys(one.period for one in self.rows))

    @property
    def areas(self) -> tuple[str, ...]:
        """The areas, the region first, each once."""
        known = sorted({one.area for one in self.rows}, key=lambda area: (area != REGION, area))
        return tuple(known)

    def of(self, period: str, area: str) -> AreaOf | None:
        """Return what is known of an area in a period."""
        return next((o for o in self.rows if (o.period, o.area) == (period, area)), None)

    def total(self, area: str, what: Callable[[AreaOf], Count]) -> Count:
        """Return a sum over all periods; suppressed where any of its parts is."""
        return total(what(one) for one in self.rows if one.area == area)


def findings(reader: Reader) -> ChildDeaths:
    """Return every finding as it may be shown."""
    c = ChildDeathFinding
    statement = select(
        *(c.id, c.period, c.starts_on, c.area, c.group_id),
        *(c.deaths, c.deaths_suppressed, c.modifiable, c.modifiable_suppressed),
        *(c.theme, c.recommendation, c.received_on, c.to_ssp_on, c.to_hscb_on, c.response),
    ).order_by(c.starts_on, c.area)
    raised = _raised(reader)
    rows: list[tuple[Any, ...]] = list(reader.rows(statement))
    deaths = {row[0]: guarded(row[5], row[6]) for row in rows}
    modifiable = {row[0]: guarded(row[7], row[8]) for row in rows}
    for held in (deaths, modifiable):
        for period in {row[1] for row in rows}:
            _hide(held, {row[3]: row[0] for row in rows if row[1] == period})
    found = []
    for one, period, starts_on, area, group, _, _, _, _, *said in rows:
        theme, recommendation, received_on, to_ssp_on, to_hscb_on, response = said
        found.append(
            AreaOf(
                *(one, period, starts_on, area, group, deaths[one], modifiable[one]),
                *(theme, recommendation, received_on, to_ssp_on, to_hscb_on, response),
                actions=tuple(raised.get(one, ())),
            )
        )
    order = sorted(found, key=lambda one: (one.starts_on, one.area != REGION, one.area))
    return ChildDeaths(tuple(order))


def _hide(held: dict[str, Count], ids: dict[str, str]) -> None:
    """Hide in a period what could be worked out from the region and the other parts."""
    whole = ids.get(REGION)
    parts = {one: held[one] for area, one in ids.items() if area != REGION}
    held.update(beside(parts, held[whole] if whole else Count(None)))


def _raised(reader: Reader) -> dict[str, list[Raised]]:
    a = Action
    statement = (
        select(a.source_id, a.id, a.ref, a.title, Person.role, a.owner_words, a.due_on, a.status)
        .outerjoin(Person, Person.id == a.owner_id)
        .where(a.source_kind == KIND)
        .order_by(a.ref)
    )
    found: dict[str, list[Raised]] = {}
    for source, action, ref, title, role, words, due_on, status in reader.rows(statement):
        one = Raised(action, ref, title, role or words, due_on, status)
        found.setdefault(source or "", []).append(one)
    return found
