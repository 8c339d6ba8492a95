"""What a meeting looks like at one moment: read once, and shown by every step of the workspace."""

from dataclasses import dataclass
from datetime import date, time

from safeguard_desk.desk.reading import Reader
from safeguard_desk.rules.quoracy import Quoracy
from safeguard_desk.rules.terms import MeetingState, MinutesState
from safeguard_desk.views import meetings as view
from safeguard_desk.views.between import NOTHING, Waiting, waiting
from safeguard_desk.views.interests import InterestView, interests
from safeguard_desk.views.meetings import (
    EntryView,
    EventView,
    ItemView,
    MeetingHead,
    PaperView,
    SeatView,
)
from safeguard_desk.views.minutes_versions import VersionLine, versions
from safeguard_desk.views.proposals import ProposalView, proposals

SHOWN = (
    *("meetings", "agenda_items", "attendance", "minute_entries", "minutes_events", "papers"),
    *("proposals", "minutes_versions", "interests"),
    *("actions", "risks", "people", "agencies", "groups", "memberships"),
    *("matters", "matter_moves", "decisions_between", "agency_returns"),
    *("packs", "paper_versions"),
)
"""The kinds of record a meeting's steps show; a change of any other leaves them as they are."""


@dataclass(frozen=True)
class Picture:
    """A meeting with all that hangs on it, as it stood when it was read."""

    today: date
    head: MeetingHead
    items: tuple[ItemView, ...]
    papers: tuple[PaperView, ...]
    entries: tuple[EntryView, ...]
    seats: tuple[SeatView, ...]
    events: tuple[EventView, ...]
    quoracy: Quoracy
    last: tuple[str, date] | None
    next: tuple[str, date] | None
    proposals: tuple[ProposalView, ...] = ()
    versions: tuple[VersionLine, ...] = ()
    waiting: Waiting = NOTHING
    interests: tuple[InterestView, ...] = ()

    @property
    def going_on(self) -> bool:
        """True from the opening of the meeting to its close."""
        return self.head.opened_at is not None and self.head.closed_at is None

    def quoracy_at(self, now: time | None) -> Quoracy:
        """Return how quoracy stands now while the meeting goes on, else on the whole.

        Whoever withdrew from the item under discussion is not counted while it is.
        """
        current = self.current
        if now is None or not self.going_on:
            return self.quoracy
        away = {
            one.person_id
            for one in self.interests
            if one.withdrew and current is not None and one.item_id == current.id
        }
        return view.judge(self.seats, now, away)

    @property
    def locked(self) -> bool:
        """True when the minutes are ratified: only dated corrections from then on."""
        return self.head.minutes_state is MinutesState.RATIFIED

    @property
    def closed(self) -> bool:
        """True once the text of the minutes is closed: approved, and on its way to ratification."""
        return self.head.minutes_state in {
            MinutesState.APPROVED,
            MinutesState.CIRCULATED,
            MinutesState.RATIFIED,
        }

    @property
    def started(self) -> bool:
        """True once the meeting was opened."""
        return self.head.state is MeetingState.HELD or self.head.opened_at is not None

    @property
    def current(self) -> ItemView | None:
        """The item under discussion: the last one started and not ended, if the meeting is open."""
        running = [item for item in self.items if item.started_at and not item.ended_at]
        return max(running, key=_began) if running else None

    def item(self, item_id: str | None) -> ItemView | None:
        """Return an item by id; None when it has been taken off the agenda."""
        return next((item for item in self.items if item.id == item_id), None)

    def of_item(self, item_id: str) -> tuple[EntryView, ...]:
        """Return the entries under an item."""
        return tuple(entry for entry in self.entries if entry.item_id == item_id)


def _began(item: ItemView) -> time:
    return item.started_at or time.min


def take_picture(reader: Reader, meeting_id: str) -> Picture:
    """Read a meeting; refuses one that is no longer there."""
    head = view.head(reader, meeting_id)
    seats = view.seats(reader, meeting_id)
    return Picture(
        today=reader.today,
        head=head,
        items=tuple(view.items(reader, meeting_id)),
        papers=tuple(view.papers(reader, meeting_id)),
        entries=tuple(view.entries(reader, meeting_id)),
        seats=tuple(seats),
        events=tuple(view.events(reader, meeting_id)),
        quoracy=view.judge(seats),
        last=view.last_meeting(reader, head.group_id, head.held_on),
        next=view.next_meeting(reader, head.group_id, head.held_on),
        interests=tuple(interests(reader, meeting_id)),
        proposals=proposals(reader, meeting_id),
        versions=tuple(versions(reader, meeting_id)),
        waiting=waiting(reader, head),
    )
