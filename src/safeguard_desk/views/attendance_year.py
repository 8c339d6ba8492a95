"""Who came to a group's meetings over a financial year: members, their deputies, and agencies.

Only meetings that were held count, and for each member only those they were expected at: every
share is told with its denominator, and a cancelled meeting never lowers it.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import aliased

from safeguard_desk.desk.reading import Reader
from safeguard_desk.models import Agency, Attendance, Meeting, Person
from safeguard_desk.rules.terms import Capacity, MeetingState, Presence
from safeguard_desk.views import meetings as view

_COUNTED = frozenset({Capacity.CO_CHAIR, Capacity.MEMBER})
THERE = frozenset({Presence.PRESENT, Presence.DEPUTY})
"""An agency is represented by its member or by the deputy sent."""
ABSENT_RUN = 2
"""Meetings in a row without an agency from which it is named."""


@dataclass(frozen=True)
class HeldMeeting:
    """A meeting that was held, and whether it was quorate by the attendance marked."""

    id: str
    ref: str
    held_on: date
    quorate: bool


@dataclass(frozen=True)
class Mark:
    """How somebody attended one meeting; `note` names the deputy or gives the reason."""

    presence: Presence
    note: str = ""

    @property
    def letter(self) -> str:
        """Return the letter that stands for it: P, A, D, X, and ? where nothing was marked."""
        return LETTERS[self.presence]


LETTERS = {
    Presence.PRESENT: "P",
    Presence.APOLOGIES: "A",
    Presence.DEPUTY: "D",
    Presence.ABSENT: "X",
    Presence.EXPECTED: "?",
    Presence.IN_ATTENDANCE: "+",
}


@dataclass(frozen=True)
class Line:
    """A member's year: a mark for each meeting, None where they were no member then."""

    person_id: str
    role: str
    agency: str
    capacity: Capacity
    marks: tuple[Mark | None, ...]

    @property
    def counted(self) -> int:
        """Return at how many meetings the member was expected and something was marked."""
        return sum(m is not None and m.presence is not Presence.EXPECTED for m in self.marks)

    @property
    def came(self) -> int:
        """Return how often the member came."""
        return sum(m is not None and m.presence is Presence.PRESENT for m in self.marks)

    @property
    def deputised(self) -> int:
        """Return how often a deputy came instead."""
        return sum(m is not None and m.presence is Presence.DEPUTY for m in self.marks)

    @property
    def share(self) -> str:
        """Return how often the place was filled, with the denominator: "5 of 6 (83%)"."""
        return share(self.came + self.deputised, self.counted)


@dataclass(frozen=True)
class AgencyLine:
    """An agency's year: whether anybody represented it at each meeting, None where not expected."""

    agency: str
    marks: tuple[bool | None, ...]

    @property
    def share(self) -> str:
        """Return how often the agency was represented, with the denominator."""
        known = [mark for mark in self.marks if mark is not None]
        return share(sum(known), len(known))

    @property
    def absent_in_a_row(self) -> int:
        """Return how many of the latest meetings in a row the agency missed."""
        run = 0
        for mark in reversed([mark for mark in self.marks if mark is not None]):
            if mark:
                break
            run += 1
        return run


@dataclass(frozen=True)
class AttendanceYear:
    """The attendance of a group's year: the meetings held, the members, and their agencies."""

    start: date
    end: date
    meetings: tuple[HeldMeeting, ...]
    lines: tuple[Line, ...]
    agencies: tuple[AgencyLine, ...]

    @property
    def absent(self) -> tuple[AgencyLine, ...]:
        """Return the agencies that missed the latest two meetings or more, the longest first."""
        found = [line for line in self.agencies if line.absent_in_a_row >= ABSENT_RUN]
        return tuple(sorted(found, key=lambda line: (-line.absent_in_a_row, line.agency)))


def share(part: int, whole: int) -> str:
    """Return a share with its denominator; of nothing there is none."""
    return f"{part} of {whole} ({part / whole:.0%})" if whole else "none yet"


def attendance(reader: Reader, group_id: str, start: date, end: date) -> AttendanceYear:
    """Return the attendance of a group's meetings held from a day to a day."""
    m = Meeting
    held: list[tuple[Any, ...]] = list(
        reader.rows(
            select(m.id, m.ref, m.held_on)
            .where(
                m.group_id == group_id,
                m.held_on.between(start, end),
                m.state == MeetingState.HELD,
            )
            .order_by(m.held_on)
        )
    )
    found = tuple(
        HeldMeeting(meeting, ref, day, view.quoracy(reader, meeting).quorate)
        for meeting, ref, day in held
    )
    lines = _lines(reader, [meeting.id for meeting in found])
    return AttendanceYear(start, end, found, lines, _agencies(lines, len(found)))


def _lines(reader: Reader, ids: list[str]) -> tuple[Line, ...]:
    a, deputy = Attendance, aliased(Person)
    statement = (
        select(
            *(a.meeting_id, Person.id, Person.role, Agency.name, a.capacity, a.presence),
            *(deputy.role, a.deputy_words, a.reason),
        )
        .join(Person, Person.id == a.person_id)
        .outerjoin(Agency, Agency.id == a.agency_id)
        .outerjoin(deputy, deputy.id == a.deputy_id)
        .where(a.meeting_id.in_(ids), a.capacity.in_(_COUNTED))
    )
    rows: list[tuple[Any, ...]] = list(reader.rows(statement))
    marks: dict[str, dict[str, Mark]] = defaultdict(dict)
    known: dict[str, tuple[Any, ...]] = {}
    for meeting, person, role, agency, capacity, presence, stood, words, reason in rows:
        note = (stood or words) if presence is Presence.DEPUTY else reason
        marks[person][meeting] = Mark(presence, note or "")
        place = ids.index(meeting)
        # The capacity and agency of the latest meeting stand for the line.
        if person not in known or place >= known[person][0]:
            known[person] = (place, role, agency or "", capacity)
    order = list(Capacity)
    found = [
        Line(person, role, agency, capacity, tuple(marks[person].get(i) for i in ids))
        for person, (_, role, agency, capacity) in known.items()
    ]
    return tuple(sorted(found, key=lambda li: (li.agency, order.index(li.capacity), li.role)))


def _agencies(lines: tuple[Line, ...], count: int) -> tuple[AgencyLine, ...]:
    by_agency: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        if line.agency:
            by_agency[line.agency].append(line)
    found = []
    for agency, own in sorted(by_agency.items()):
        marks: list[bool | None] = []
        for place in range(count):
            there = [
                mark.presence in THERE
                for line in own
                if (mark := line.marks[place]) and mark.presence is not Presence.EXPECTED
            ]
            marks.append(any(there) if there else None)
        found.append(AgencyLine(agency, tuple(marks)))
    return tuple(found)
