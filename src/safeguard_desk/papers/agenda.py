"""The agenda of a meeting, with start times, papers, and the restricted part set apart."""

from dataclasses import dataclass, replace
from datetime import date, time

from safeguard_desk.desk.reading import Reader
from safeguard_desk.papers.request import Request, asked
from safeguard_desk.papers.wording import later
from safeguard_desk.rules.terms import Capacity, PaperState, Presence
from safeguard_desk.views import groups as group_views
from safeguard_desk.views import meetings as view
from safeguard_desk.views.groups import MemberView
from safeguard_desk.views.meetings import ItemView, MeetingHead, PaperView, SeatView

_MARKS = {
    PaperState.AWAITED: "to follow",
    PaperState.LATE: "late paper",
    PaperState.TABLED: "tabled",
}
"""What is said of a paper that did not come in time for the pack."""

MOST_NOTES = 10
"""Lines under an item that an agenda has room for."""


@dataclass(frozen=True)
class PaperLine:
    """A paper under an item; mark is empty when it came in time."""

    title: str
    mark: str


@dataclass(frozen=True)
class AgendaLine:
    """An item with the time it starts by the minutes allotted before it."""

    number: int
    title: str
    presenter: str
    purpose: str
    minutes: int
    starts_at: time
    papers: tuple[PaperLine, ...]
    notes: tuple[str, ...] = ()
    """What it takes up, a line each."""


@dataclass(frozen=True)
class ExpectedMember:
    """Somebody expected at the meeting; note tells of apologies or a deputy known beforehand."""

    role: str
    agency: str
    capacity: str
    note: str


@dataclass(frozen=True)
class AgendaFacts:
    """What the agenda says. Without the restricted part only `has_part_2` tells that it exists."""

    organisation: str
    copy: str
    today: date
    head: MeetingHead
    ends_at: time
    co_chairs: tuple[MemberView, ...]
    part_1: tuple[AgendaLine, ...]
    part_2: tuple[AgendaLine, ...]
    has_part_2: bool
    other_papers: tuple[PaperLine, ...]
    expected: tuple[ExpectedMember, ...]
    online: bool
    restricted: bool


def collect(reader: Reader, request: Request) -> AgendaFacts:
    """Return the facts of a meeting's agenda, without what the request may not show."""
    head = view.head(reader, asked(request.meeting_id, "meeting"))
    items = view.items(reader, head.id)
    papers = view.papers(reader, head.id)
    if not request.restricted:
        papers = [paper for paper in papers if not paper.restricted]
    lines = _timed(items, papers, head.starts_at)
    hidden = {item.number for item in items if item.restricted}
    seats = view.seats(reader, head.id)
    return AgendaFacts(
        organisation=group_views.partnership(reader),
        copy=request.copy,
        today=reader.today,
        head=replace(head, link="") if request.public else head,
        ends_at=later(head.starts_at, head.length_minutes),
        co_chairs=co_chairs(seats),
        part_1=tuple(line for line in lines if line.number not in hidden),
        part_2=tuple(line for line in lines if line.number in hidden and request.restricted),
        has_part_2=bool(hidden),
        other_papers=tuple(_paper(paper) for paper in papers if paper.item_id is None),
        expected=tuple(_expected(seat) for seat in seats if _is_expected(seat)),
        online=bool(head.link),
        restricted=request.restricted and bool(hidden),
    )


def name(reader: Reader, request: Request) -> str:
    """Return what the file of an agenda is called."""
    return f"{view.head(reader, asked(request.meeting_id, 'meeting')).ref} agenda"


def co_chairs(seats: list[SeatView]) -> tuple[MemberView, ...]:
    """Return who chaired the group on the day of a meeting."""
    return tuple(
        MemberView(seat.role, seat.agency) for seat in seats if seat.capacity is Capacity.CO_CHAIR
    )


def _timed(items: list[ItemView], papers: list[PaperView], starts_at: time) -> list[AgendaLine]:
    lines, at = [], 0
    for item in items:
        under = tuple(_paper(paper) for paper in papers if paper.item_id == item.id)
        lines.append(
            AgendaLine(
                number=item.number,
                title=item.title,
                presenter=item.presenter,
                purpose=item.purpose.label.removeprefix("For ").capitalize(),
                minutes=item.minutes,
                starts_at=later(starts_at, at),
                papers=under,
                notes=_notes(item.notes),
            )
        )
        at += item.minutes
    return lines


def _notes(notes: str) -> tuple[str, ...]:
    """Return what an item takes up; many lines are named by their number, the tracker has them."""
    found = notes.splitlines()
    if len(found) <= MOST_NOTES:
        return tuple(found)
    return (*found[: MOST_NOTES - 1], f"and {len(found) - MOST_NOTES + 1} more")


def _paper(paper: PaperView) -> PaperLine:
    return PaperLine(paper.title, _MARKS.get(paper.state, ""))


def _is_expected(seat: SeatView) -> bool:
    """Tell whether somebody was asked to come, and did not merely sit in on the day."""
    return not (seat.capacity is Capacity.IN_ATTENDANCE and seat.presence is Presence.IN_ATTENDANCE)


def _expected(seat: SeatView) -> ExpectedMember:
    # Before the day, what was answered stands for how somebody will attend.
    known = seat.reply if seat.presence is Presence.EXPECTED and seat.reply else seat.presence
    note = ""
    if known is Presence.APOLOGIES:
        note = "Apologies"
    elif known is Presence.DEPUTY:
        note = f"Deputy: {seat.deputy}" if seat.deputy else "Sends a deputy"
    return ExpectedMember(seat.role, seat.agency, seat.capacity.label, note)
