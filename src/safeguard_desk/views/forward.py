"""The forward plan of a group: its matters by the meeting that is to take them."""

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import func, select

from safeguard_desk.desk.reading import Reader
from safeguard_desk.models import AgendaItem, Group, Meeting
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.terms import GroupKind, MatterState, MeetingState
from safeguard_desk.views.building import why
from safeguard_desk.views.matters import MatterView, matters
from safeguard_desk.views.meetings import head

NO_DATE, PARKED = "no date", "parked"
"""Columns besides those of the meetings."""
AHEAD = 6
"""Meetings that have a column; what is planned for a later one stands in the last."""


@dataclass(frozen=True)
class Card:
    """A matter as it stands in a column; `note` says why it comes by itself, or that it is on."""

    id: str
    matter: MatterView
    note: str
    on_agenda: bool = False
    chosen_here: bool = True
    """Somebody planned it here; False where the carry rule brings it."""


@dataclass(frozen=True)
class ForwardColumn:
    """A meeting to come, or one of the two columns without a date, with its cards.

    `load` is the minutes of its agenda and of what is planned beside it, `length` the meeting's.
    """

    id: str
    title: str
    ref: str
    load: int
    length: int
    cards: tuple[Card, ...]

    @property
    def over(self) -> int:
        """How many minutes are too many; 0 if all fits."""
        return max(0, self.load - self.length) if self.length else 0


@dataclass(frozen=True)
class _Coming:
    id: str
    ref: str
    held_on: date
    length: int


def forward_plan(reader: Reader, group_id: str) -> list[ForwardColumn]:
    """Return the columns of a group's forward plan: no date yet, the meetings to come, parked."""
    coming = _coming(reader, group_id)
    placed: dict[str, list[Card]] = {NO_DATE: [], PARKED: [], **{one.id: [] for one in coming}}
    for matter in matters(reader, group_id):
        place, card = _place(reader, matter, coming)
        if card is not None:
            placed[place].append(card)
    meetings = [_meeting(reader, one, placed[one.id]) for one in coming]
    return [
        _apart(NO_DATE, "No date yet", placed[NO_DATE]),
        *meetings,
        _apart(PARKED, "Parked", placed[PARKED]),
    ]


def _coming(reader: Reader, group_id: str) -> list[_Coming]:
    m = Meeting
    statement = (
        select(m.id, m.ref, m.held_on, m.length_minutes)
        .where(m.group_id == group_id, m.held_on >= reader.today)
        .where(m.state.not_in((MeetingState.HELD, MeetingState.CANCELLED)))
        .order_by(m.held_on)
        .limit(AHEAD)
    )
    return [_Coming(*row) for row in reader.rows(statement)]


def _place(reader: Reader, matter: MatterView, coming: list[_Coming]) -> tuple[str, Card | None]:
    """Return the column of a matter and its card; no card once it was dealt with."""
    if matter.state is MatterState.PARKED:
        return PARKED, Card(matter.id, matter, "")
    if matter.state is MatterState.CLOSED:
        return "", None
    ahead = [one.id for one in coming]
    on = next((seen for seen in matter.appearances if seen.meeting_id in ahead), None)
    if on is not None:
        return on.meeting_id, Card(matter.id, matter, f"Item {on.number}", on_agenda=True)
    if matter.meeting_id in ahead:
        return str(matter.meeting_id), Card(matter.id, matter, "")
    for one in coming:
        reason = why(reader, matter, head(reader, one.id))
        if reason is not None:
            return one.id, Card(matter.id, matter, reason[1], chosen_here=False)
    return _undated(reader, matter)


def _undated(reader: Reader, matter: MatterView) -> tuple[str, Card | None]:
    """Return where a matter stands that no meeting to come takes."""
    over = [seen for seen in matter.appearances if seen.over]
    done = over and all(seen.discussed for seen in over[-1:]) and not matter.open_actions
    if done and not matter.recurs:
        return "", None
    later = _later(reader, matter)
    return NO_DATE, Card(matter.id, matter, f"For {later}" if later else "")


def _later(reader: Reader, matter: MatterView) -> str:
    """Return the day of a meeting that is beyond the columns."""
    day: date | None = reader.scalar(
        select(Meeting.held_on).where(
            Meeting.id == matter.meeting_id, Meeting.held_on >= reader.today
        )
    )
    return write_date(day) if day else ""


def _meeting(reader: Reader, one: _Coming, cards: list[Card]) -> ForwardColumn:
    agenda: int | None = reader.scalar(
        select(func.sum(AgendaItem.minutes)).where(AgendaItem.meeting_id == one.id)
    )
    beside = sum(card.matter.minutes for card in cards if not card.on_agenda)
    load = (agenda or 0) + beside
    return ForwardColumn(one.id, write_date(one.held_on), one.ref, load, one.length, tuple(cards))


def _apart(code: str, title: str, cards: list[Card]) -> ForwardColumn:
    return ForwardColumn(code, title, "", 0, 0, tuple(cards))


def board_groups(reader: Reader) -> list[tuple[str, str]]:
    """Return the groups in which boards meet: ids with the words they are chosen by."""
    g = Group
    statement = select(g.id, g.code, g.name).where(g.kind == GroupKind.BOARD).order_by(g.code)
    return [(group_id, f"{code}, {name}") for group_id, code, name in reader.rows(statement)]


def shown(columns: list[ForwardColumn], *, presenting: bool) -> list[ForwardColumn]:
    """Return the columns that may be seen while the screen is shared or not."""
    if not presenting:
        return columns
    return [
        replace(column, cards=tuple(card for card in column.cards if not card.matter.private))
        for column in columns
    ]
