"""What waits for a meeting to ratify it, and what a meeting has ratified."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import aliased

from safeguard_desk.desk.reading import Reader
from safeguard_desk.models import DecisionBetween, Meeting, Person
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.terms import MinutesState
from safeguard_desk.views.meetings import MeetingHead


@dataclass(frozen=True)
class DecisionView:
    """A decision taken between meetings, with who agreed by role."""

    id: str
    ref: str
    text: str
    reason: str
    asked_on: date
    first: str
    first_on: date | None
    second: str
    second_on: date | None
    entry_id: str | None
    """The minute that ratified it."""
    restricted: bool

    @property
    def agreed(self) -> str:
        """Who agreed and when, in words; empty while nobody has."""
        given = ((self.first, self.first_on), (self.second, self.second_on))
        return "; ".join(f"{role}, {write_date(on)}" for role, on in given if on is not None)


@dataclass(frozen=True)
class WaitingMinutes:
    """Circulated minutes of an earlier meeting that are not ratified yet."""

    id: str
    ref: str
    held_on: date


@dataclass(frozen=True)
class Waiting:
    """What a meeting may ratify."""

    minutes: tuple[WaitingMinutes, ...] = ()
    decisions: tuple[DecisionView, ...] = ()


NOTHING = Waiting()
"""What a meeting may ratify where nothing waits."""


def waiting(reader: Reader, head: MeetingHead) -> Waiting:
    """Return what a meeting may ratify: earlier minutes of its group, decisions both agreed to."""
    m, d = Meeting, DecisionBetween
    minutes = (
        select(m.id, m.ref, m.held_on)
        .where(
            m.group_id == head.group_id,
            m.held_on < head.held_on,
            m.minutes_state == MinutesState.CIRCULATED,
        )
        .order_by(m.held_on)
    )
    decisions = _decisions(
        reader,
        d.group_id == head.group_id,
        d.ratified_at_id.is_(None),
        d.first_on <= head.held_on,
        d.second_on <= head.held_on,
    )
    return Waiting(tuple(WaitingMinutes(*row) for row in reader.rows(minutes)), decisions)


def ratified_at(reader: Reader, meeting_id: str) -> tuple[DecisionView, ...]:
    """Return the decisions that a meeting ratified."""
    return _decisions(reader, DecisionBetween.ratified_at_id == meeting_id)


def _decisions(reader: Reader, *conditions: Any) -> tuple[DecisionView, ...]:
    d, first, second = DecisionBetween, aliased(Person), aliased(Person)
    statement = (
        select(
            *(d.id, d.ref, d.text, d.reason, d.asked_on, first.role, d.first_on),
            *(second.role, d.second_on, d.entry_id, d.restricted),
        )
        .outerjoin(first, first.id == d.first_id)
        .outerjoin(second, second.id == d.second_id)
        .where(*conditions)
        .order_by(d.ref)
    )
    return tuple(_view(row) for row in reader.rows(statement))


def _view(row: tuple[Any, ...]) -> DecisionView:
    """Return a row as a view: a role that is not there yet is empty."""
    *about, first, first_on, second, second_on, entry_id, restricted = row
    values = (*about, first or "", first_on, second or "", second_on, entry_id, restricted)
    return DecisionView(*values)
