"""Attendance by agency over several meetings, each with the meetings it is counted on."""

from collections.abc import Mapping
from dataclasses import dataclass

from safeguard_desk.documents.model import Tally
from safeguard_desk.papers.counting import NO_AGENCY
from safeguard_desk.rules.terms import Capacity, Presence
from safeguard_desk.views.meetings import SeatView

_WORTH = (
    Presence.PRESENT,
    Presence.DEPUTY,
    Presence.APOLOGIES,
    Presence.ABSENT,
    Presence.IN_ATTENDANCE,
    Presence.EXPECTED,
)
"""Of several people from one agency, the one who came counts for it."""


@dataclass(frozen=True)
class AgencyAttendance:
    """How an agency attended: `meetings` are those held at which it had a member or co-chair.

    The other figures add up to it: by a member, by a deputy only, apologies, absent, not marked.
    """

    agency: str
    meetings: int
    member: int
    deputy: int
    apologies: int
    absent: int
    unmarked: int
    represented: int
    """At how many of the meetings it was represented, by member or deputy."""


def by_agency(meetings: Mapping[str, list[SeatView]]) -> tuple[AgencyAttendance, ...]:
    """Return the attendance of each agency at meetings that were held, least represented first.

    meetings: by their ids, which stand behind the figures.
    """
    found: dict[str, dict[Presence, list[str]]] = {}
    for meeting, seats in meetings.items():
        for agency, presence in _best(seats).items():
            found.setdefault(agency, {}).setdefault(presence, []).append(meeting)
    lines = (_line(agency, held) for agency, held in found.items())
    return tuple(sorted(lines, key=lambda one: (one.represented / one.meetings, one.agency)))


def _best(seats: list[SeatView]) -> dict[str, Presence]:
    best: dict[str, Presence] = {}
    for seat in seats:
        if seat.capacity not in {Capacity.CO_CHAIR, Capacity.MEMBER}:
            continue
        agency = seat.agency or NO_AGENCY
        so_far = best.get(agency, Presence.EXPECTED)
        best[agency] = min(so_far, seat.presence, key=_WORTH.index)
    return best


def _line(agency: str, held: Mapping[Presence, list[str]]) -> AgencyAttendance:
    def counted(*presences: Presence) -> Tally:
        keys = [("meetings", one) for presence in presences for one in held.get(presence, ())]
        return Tally(len(keys), tuple(keys))

    return AgencyAttendance(
        agency=agency,
        meetings=counted(*Presence),
        member=counted(Presence.PRESENT),
        deputy=counted(Presence.DEPUTY),
        apologies=counted(Presence.APOLOGIES),
        absent=counted(Presence.ABSENT),
        unmarked=counted(Presence.EXPECTED, Presence.IN_ATTENDANCE),
        represented=counted(Presence.PRESENT, Presence.DEPUTY),
    )
