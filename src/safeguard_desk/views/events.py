"""Meetings as other people's calendars show them: nothing of a restricted part, no minutes."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from sqlalchemy import select

from safeguard_desk.desk.reading import Reader
from safeguard_desk.errors import Refusal
from safeguard_desk.models import AgendaItem, Group, Meeting, Membership, Person
from safeguard_desk.rules.terms import Capacity, GroupKind, MeetingState


@dataclass(frozen=True)
class Event:
    """A meeting for a calendar. Times are local; `items` are the agenda's open titles in order.

    sequence: how often what a calendar shows was changed, changes taken back counted too.
    """

    id: str
    ref: str
    group: str
    kind: GroupKind
    held_on: date
    starts_at: time
    length_minutes: int
    venue: str
    link: str
    state: MeetingState
    sequence: int
    organiser: tuple[str, str]
    """The role and e-mail address of the group's secretariat; empty where none is known."""
    items: tuple[str, ...] = ()
    title: str = ""
    """What the entry is called, where it is no meeting of a group."""
    words: str = ""
    """What is told besides."""

    @property
    def summary(self) -> str:
        """What a calendar shows."""
        return self.title or f"{self.group} meeting"

    @property
    def cancelled(self) -> bool:
        """Whether the meeting was called off."""
        return self.state is MeetingState.CANCELLED


def events(
    reader: Reader, *, meeting_id: str | None = None, group_id: str | None = None
) -> list[Event]:
    """Return a meeting, the meetings of a group, or all there are, oldest first."""
    m, g = Meeting, Group
    statement = (
        select(
            *(m.id, m.ref, g.name, g.kind, m.held_on, m.starts_at, m.length_minutes),
            *(m.venue, m.link, m.state, m.sequence, g.id),
        )
        .join(g, g.id == m.group_id)
        .order_by(m.held_on, m.starts_at, m.ref)
    )
    if meeting_id is not None:
        statement = statement.where(m.id == meeting_id)
    if group_id is not None:
        statement = statement.where(g.id == group_id)
    rows: Sequence[tuple[Any, ...]] = reader.rows(statement)
    items, callers = _items(reader, [row[0] for row in rows]), organisers(reader)
    found = []
    for row in rows:
        # Case reviews are spoken of by no title outside the group itself.
        titles = () if row[3] is GroupKind.REVIEW else tuple(items[row[0]])
        told = _sequence(reader, row[0], row[10])
        values: tuple[Any, ...] = (*row[:10], told, callers.get(row[11], ("", "")), titles)
        found.append(Event(*values))
    return found


def event(reader: Reader, meeting_id: str) -> Event:
    """Return one meeting for a calendar; refuse one that is no longer there."""
    found = events(reader, meeting_id=meeting_id)
    if not found:
        raise Refusal(
            "This meeting is no longer there.",
            "Nothing was made.",
            "It may have been undone; look at the list of meetings.",
        )
    return found[0]


def _items(reader: Reader, meetings: list[str]) -> dict[str, list[str]]:
    i = AgendaItem
    statement = (
        select(i.meeting_id, i.title)
        .where(i.meeting_id.in_(meetings), ~i.restricted)
        .order_by(i.meeting_id, i.position)
    )
    found: dict[str, list[str]] = defaultdict(list)
    for meeting, title in reader.rows(statement):
        found[meeting].append(title)
    return found


def organisers(reader: Reader) -> dict[str, tuple[str, str]]:
    """Return the secretariat of each group, by role and address; who came last stands."""
    s = Membership
    statement = (
        select(s.group_id, Person.role, Person.email)
        .join(Person, Person.id == s.person_id)
        .where(s.capacity == Capacity.SECRETARIAT, s.to_on.is_(None), Person.email != "")
        .order_by(s.created_at)
    )
    return {group: (role, email) for group, role, email in reader.rows(statement)}


def _sequence(reader: Reader, meeting_id: str, kept: int) -> int:
    """Return how often the entry changed: a change taken back is news to a calendar too."""
    if not kept and not _was_changed(reader, meeting_id):
        return 0
    changes = reader.history("meetings", meeting_id)
    told = sum(one.field == "sequence" and one.operation != "insert" for one in changes)
    return max(kept, told)


def _was_changed(reader: Reader, meeting_id: str) -> bool:
    """Say whether a record was ever changed after it was made: its version says so."""
    return bool(reader.scalar(select(Meeting.version).where(Meeting.id == meeting_id)) > 1)
