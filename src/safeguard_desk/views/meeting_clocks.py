"""The clocks of meetings: call for papers, dispatch, draft minutes and circulation (DOMAIN 6)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select

from safeguard_desk.desk.reading import Reader
from safeguard_desk.models import Dispatch, Group, Meeting, MinutesEvent, Setting
from safeguard_desk.rules.clocks import ClockState, clock, clock_state, due
from safeguard_desk.rules.terms import DispatchKind, MeetingState, MinutesState, MinutesStep
from safeguard_desk.rules.working_days import working_days_between

BEFORE = ("call", "papers")
"""Clocks that end with the meeting: what was missed then cannot be mended."""
SOON = 5
"""Working days before a clock runs out from which it is told."""


@dataclass(frozen=True)
class MeetingClock:
    """A clock of a meeting that is not met: which, of what meeting, and how it stands."""

    kind: str
    label: str
    meeting_id: str
    ref: str
    group_id: str
    group: str
    held_on: date
    state: ClockState

    @property
    def missed(self) -> bool:
        """True once the day has passed."""
        return self.state.standing == "missed"


def settings(reader: Reader) -> dict[str, str]:
    """Return what the partnership has settled on local clocks, as rules/clocks reads it."""
    statement = select(Setting.key, Setting.value).where(Setting.key.startswith("clock."))
    return dict(reader.rows(statement))


def running(reader: Reader, *, soon: int = SOON) -> list[MeetingClock]:
    """Return the clocks of meetings that are missed or run out within `soon` working days.

    The most urgent first; clocks that were met, and those of cancelled meetings, are left out.
    """
    m = Meeting
    open_minutes = (m.minutes_state != MinutesState.RATIFIED) & (
        m.minutes_state != MinutesState.CIRCULATED
    )
    statement = (
        select(m.id, m.ref, Group.id, Group.name, m.held_on, m.state, m.minutes_state)
        .join(Group, Group.id == m.group_id)
        .where(m.state != MeetingState.CANCELLED, open_minutes)
        .order_by(m.held_on)
    )
    meetings = list(reader.rows(statement))
    settled, called, sent = settings(reader), _called(reader), _sent(reader)
    found = [
        known
        for row in meetings
        for known in _clocks(row, reader.today, settled, row[0] in called, row[0] in sent)
        if known.missed or working_days_between(reader.today, known.state.due) <= soon
    ]
    return sorted(found, key=lambda known: (known.state.due, known.ref))


def _called(reader: Reader) -> frozenset[str]:
    """Return the meetings for which papers were called for."""
    statement = select(Dispatch.meeting_id).where(Dispatch.kind == DispatchKind.CALL).distinct()
    return frozenset(reader.scalars(statement))


def _sent(reader: Reader) -> frozenset[str]:
    """Return the meetings whose draft minutes went to the co-chairs at least once."""
    e = MinutesEvent
    statement = select(e.meeting_id).where(e.step == MinutesStep.SENT).group_by(e.meeting_id)
    return frozenset(reader.scalars(statement.having(func.count() > 0)))


def _clocks(
    row: tuple[Any, ...], today: date, settled: Mapping[str, str], called: bool, sent: bool
) -> Iterator[MeetingClock]:
    meeting_id, ref, group_id, group, held_on, state, minutes = row
    before = held_on > today and state in {MeetingState.PLANNED, MeetingState.AGENDA_SET}
    kinds = [kind for kind in BEFORE if before and not (kind == "call" and called)]
    if held_on <= today:
        begun = minutes in {MinutesState.NOT_STARTED, MinutesState.DRAFT}
        kinds += [] if sent or not begun else ["minutes-draft"]
        kinds.append("minutes-out")
    for kind in kinds:
        standing = clock_state(due(kind, held_on, settings=settled).due, today)
        label = clock(kind).label
        yield MeetingClock(kind, label, meeting_id, ref, group_id, group, held_on, standing)
