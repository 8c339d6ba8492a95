"""One matter over time: what every meeting said about a matter, an item, a paper or an action."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import or_, select

from safeguard_desk.desk.reading import Reader
from safeguard_desk.errors import Refusal
from safeguard_desk.models import (
    Action,
    ActionUpdate,
    AgendaItem,
    Board,
    Chase,
    Group,
    Matter,
    MatterMove,
    Meeting,
    MinuteEntry,
    Paper,
)
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.terms import ActionStatus, GroupKind, MatterState, MeetingState
from safeguard_desk.views import matters as matter_views
from safeguard_desk.views.actions import is_restricted
from safeguard_desk.views.matters import MatterView, discussed, is_over
from safeguard_desk.views.story import Event, Story

TELLS = ("matters", "agenda_items", "minute_entries", "actions", "papers")
"""Kinds of record of which there is a history over the meetings."""


def story(reader: Reader, kind: str, record_id: str) -> Story:
    """Return the history of what a record belongs to; refuses one that is no longer there."""
    if kind == "matters":
        return _of_matter(reader, record_id)
    if kind == "agenda_items":
        return _of_item(reader, record_id)
    link: Any = {"minute_entries": MinuteEntry, "actions": Action, "papers": Paper}[kind]
    item_id = reader.scalar(select(link.item_id).where(link.id == record_id))
    if item_id is not None:
        return _of_item(reader, item_id)
    return _alone(reader, kind, record_id)


def _of_item(reader: Reader, item_id: str) -> Story:
    i = AgendaItem
    row = reader.one(
        select(i.matter_id, i.code, i.title, i.restricted, Meeting.group_id, Group.name)
        .join(Meeting, Meeting.id == i.meeting_id)
        .join(Group, Group.id == Meeting.group_id)
        .where(i.id == item_id)
    )
    if row is None:
        raise _gone()
    matter_id, code, title, restricted, group_id, group = row
    if matter_id is not None:
        return _of_matter(reader, matter_id)
    items = [item_id]
    if code:
        same = (
            select(i.id)
            .join(Meeting, Meeting.id == i.meeting_id)
            .where(Meeting.group_id == group_id, i.code == code)
        )
        items = list(reader.scalars(same))
    now = ("A standing item of each agenda.",) if code else ()
    return Story(title, group, now, _events(reader, items), restricted, standing=bool(code))


def _gone() -> Refusal:
    return Refusal(
        "This is no longer there.", "Nothing was changed.", "It may have been undone or removed."
    )


def _of_matter(reader: Reader, matter_id: str) -> Story:
    matter = matter_views.matter(reader, matter_id)
    if matter is None:
        raise _gone()
    own = [there.item_id for there in matter.appearances]
    items, came_of = own, _came_of(reader, own)
    for further in came_of:
        items = items + [there.item_id for there in further.appearances]
    moved = [matter.id, *(further.id for further in came_of)]
    events = [*_events(reader, items), *_moves(reader, moved), *_origin(reader, matter.id)]
    unique = {event.id: event for event in events}
    ordered = tuple(sorted(unique.values(), key=_key))
    name = reader.scalar(select(Group.name).where(Group.id == matter.group_id)) or ""
    review = matter.private and not matter.restricted
    return Story(
        *(matter.title, name, _now(reader, matter), ordered, matter.restricted), review=review
    )


def _key(event: Event) -> tuple[Any, ...]:
    return (event.on, event.order, event.id)


def _came_of(reader: Reader, items: Collection[str]) -> list[MatterView]:
    """Return the matters that minutes under these items handed to a board."""
    statement = (
        select(MatterMove.matter_id)
        .join(MinuteEntry, MinuteEntry.id == MatterMove.entry_id)
        .where(MinuteEntry.item_id.in_(items))
    )
    return matter_views.matters(reader, ids=set(reader.scalars(statement)))


def _origin(reader: Reader, matter_id: str) -> Iterator[Event]:
    """Give the minutes that handed a matter on, as they stand in the meeting that wrote them."""
    statement = select(MatterMove.entry_id).where(
        MatterMove.matter_id == matter_id, MatterMove.entry_id.is_not(None)
    )
    yield from _entries(reader, MinuteEntry.id.in_(reader.scalars(statement)))


def _now(reader: Reader, matter: MatterView) -> tuple[str, ...]:
    """Return in sentences where a matter stands."""
    said = [f"{matter.state.label}, with {matter.group}."]
    if matter.state is MatterState.PLANNED and matter.meeting_ref:
        coming = not _is_over(reader, matter.meeting_id)
        said.append(f"{'Planned' if coming else 'Last planned'} for {matter.meeting_ref}.")
    if matter.recurs:
        said.append("Comes to every meeting.")
    if matter.owner:
        said.append(f"Owner: {matter.owner}.")
    if matter.priority:
        said.append(f"Priority: {matter.priority}.")
    if matter.asked_by:
        said.append(f"Asked for by {matter.asked_by}.")
    if matter.open_actions:
        said.append(f"Open actions: {', '.join(matter.open_actions)}.")
    return tuple(said)


def _is_over(reader: Reader, meeting_id: str | None) -> bool:
    row = reader.one(select(Meeting.state, Meeting.held_on).where(Meeting.id == meeting_id))
    return row is None or is_over(row[0], row[1], reader.today)


def _events(reader: Reader, items: Sequence[str]) -> tuple[Event, ...]:
    found = [
        *_items(reader, items),
        *_entries(reader, MinuteEntry.item_id.in_(items)),
        *_papers(reader, Paper.item_id.in_(items)),
        *_actions(reader, items),
    ]
    return tuple(sorted({event.id: event for event in found}.values(), key=_key))


def _items(reader: Reader, items: Collection[str]) -> Iterator[Event]:
    i, m = AgendaItem, Meeting
    statement = (
        select(i.id, m.held_on, Group.code, m.ref, i.position, i.title, i.restricted)
        .add_columns(discussed(), m.state, m.id, Group.kind)
        .join(m, m.id == i.meeting_id)
        .join(Group, Group.id == m.group_id)
        .where(i.id.in_(items))
    )
    for row in reader.rows(statement):
        item_id, on, group, ref, number, title, restricted, seen, state, meeting_id, kind = row
        told = "" if seen or not is_over(state, on, reader.today) else ": not discussed"
        if state is MeetingState.CANCELLED:
            told = ": the meeting was cancelled"
        yield Event(
            f"item:{item_id}",
            *(on, group, f"{ref}, item {number}", "On the agenda", f"{title}{told}"),
            opens=("meetings", meeting_id),
            restricted=restricted,
            review=kind is GroupKind.REVIEW,
            order=(number, 0, 0),
        )


def _entries(reader: Reader, condition: Any) -> Iterator[Event]:
    e, i, m = MinuteEntry, AgendaItem, Meeting
    statement = (
        select(e.id, m.held_on, Group.code, m.ref, i.position, e.position, e.kind, e.text)
        .add_columns(e.response, or_(e.restricted, i.restricted), m.id, Board.code, Group.kind)
        .join(i, i.id == e.item_id)
        .join(m, m.id == e.meeting_id)
        .join(Group, Group.id == m.group_id)
        .outerjoin(Board, Board.id == e.board_id)
        .where(condition, e.action_id.is_(None))  # an action tells of itself, with its status
    )
    rows: Sequence[tuple[Any, ...]] = reader.rows(statement)
    for row in rows:
        entry_id, on, group, ref, item, number, kind, text, answer, apart, meeting_id = row[:11]
        words = f"{text.rstrip('.')}. Response: {answer}" if answer else text
        label = f"{kind.label} to {row[11]}" if row[11] else kind.label
        yield Event(
            f"entry:{entry_id}",
            *(on, group, f"{ref}, {item}.{number}", label, words),
            opens=("meetings", meeting_id),
            restricted=apart,
            review=row[12] is GroupKind.REVIEW,
            order=(item, 1, number),
        )


def _papers(reader: Reader, condition: Any) -> Iterator[Event]:
    p, m = Paper, Meeting
    statement = (
        select(p.id, m.held_on, Group.code, m.ref, AgendaItem.position, p.title, p.state)
        .add_columns(p.restricted, AgendaItem.restricted, m.id, Group.kind)
        .join(m, m.id == p.meeting_id)
        .join(Group, Group.id == m.group_id)
        .outerjoin(AgendaItem, AgendaItem.id == p.item_id)
        .where(condition)
    )
    rows: Sequence[tuple[Any, ...]] = reader.rows(statement)
    for row in rows:
        paper_id, on, group, ref, number, title, state, own, under, meeting_id, kind = row
        place = f"{ref}, item {number}" if number else ref
        yield Event(
            f"paper:{paper_id}",
            *(on, group, place, "Paper", f"{title} ({state.label.lower()})"),
            opens=("meetings", meeting_id),
            restricted=bool(own or under),
            review=kind is GroupKind.REVIEW,
            order=(number or 0, 0, 1),
        )


def _actions(reader: Reader, items: Collection[str]) -> Iterator[Event]:
    a = Action
    of_minutes = select(MinuteEntry.action_id).where(MinuteEntry.item_id.in_(items))
    ids = reader.scalars(select(a.id).where(or_(a.item_id.in_(items), a.id.in_(of_minutes))))
    yield from _action_events(reader, ids)


def _action_events(reader: Reader, ids: Sequence[str]) -> Iterator[Event]:
    """Give what was done about actions: raised with their status now, every update, their end."""
    a = Action
    statement = (
        select(a.id, a.ref, a.title, a.owner_words, a.due_on, a.status, a.raised_on, a.raised_at)
        .add_columns(a.closed_on, a.evidence, Group.code, Group.kind)
        .add_columns(is_restricted())
        .join(Group, Group.id == a.group_id)
        .where(a.id.in_(ids))
    )
    rows: Sequence[tuple[Any, ...]] = reader.rows(statement)
    known = {row[0]: row for row in rows}
    for row in rows:
        due = f", due {write_date(row[4])}" if row[4] else ""
        words = f"{row[2]} ({row[3] or 'no owner'}{due}): {row[5].label.lower()}"
        yield _of_action(row, "raised", row[6], f"Action {row[1]}", words, 2)
        if row[8] is not None and row[5] is ActionStatus.CLOSED:
            proof = f": {row[9]}" if row[9] else ""
            yield _of_action(row, "closed", row[8], f"Closed {row[1]}", f"{row[2]}{proof}", 4)
    u = ActionUpdate
    updates = select(u.id, u.action_id, u.on, u.text, u.by_words).where(u.action_id.in_(ids))
    for update_id, action_id, on, text, by in reader.rows(updates):
        row = known[action_id]
        words = f"{text} ({by})" if by else text
        yield _of_action(row, update_id, on, f"Update {row[1]}", words, 3)


def _of_action(
    row: tuple[Any, ...], what: str, on: date, kind: str, words: str, rank: int
) -> Event:
    return Event(
        f"action:{row[0]}:{what}",
        *(on, row[10], row[7] or row[1], kind, words),
        opens=("actions", row[0]),
        restricted=row[12],
        review=row[11] is GroupKind.REVIEW,
        order=(999, rank, 0),
    )


def _moves(reader: Reader, ids: Collection[str]) -> Iterator[Event]:
    titles = dict(reader.rows(select(Matter.id, Matter.restricted).where(Matter.id.in_(ids))))
    chases = select(Chase.matter_id, Chase.action_id).where(Chase.matter_id.in_(ids))
    actions = dict(reader.rows(chases))
    for matter in matter_views.matters(reader, ids=ids):
        for number, move in enumerate(matter.moves):
            words = f"Handed by {move.from_code} to {move.to_code}"
            yield Event(
                f"move:{matter.id}:{number}",
                *(move.on, move.to_code, "", "Handed over"),
                f"{words}: {move.words}" if move.words else words,
                opens=_led_to(matter.id, None if number else actions.get(matter.id)),
                restricted=bool(titles[matter.id]),
                order=(1000, 0, number),
            )


def _led_to(matter_id: str, action_id: str | None) -> tuple[str, str]:
    """Return what a move opens: the action that was escalated, else the matter itself."""
    return ("actions", action_id) if action_id is not None else ("matters", matter_id)


def _alone(reader: Reader, kind: str, record_id: str) -> Story:
    """Return the story of an action or a paper that no agenda item led to."""
    if kind == "actions":
        row = reader.one(
            select(Action.ref, Action.title, Group.name, is_restricted())
            .join(Group, Group.id == Action.group_id)
            .where(Action.id == record_id)
        )
        if row is not None:
            events = sorted(_action_events(reader, [record_id]), key=_key)
            return Story(f"{row[0]} {row[1]}", row[2], (), tuple(events), bool(row[3]))
    if kind == "papers":
        found = reader.one(
            select(Paper.title, Group.name, Paper.restricted)
            .join(Meeting, Meeting.id == Paper.meeting_id)
            .join(Group, Group.id == Meeting.group_id)
            .where(Paper.id == record_id)
        )
        if found is not None:
            told = tuple(_papers(reader, Paper.id == record_id))
            return Story(found[0], found[1], (), told, found[2])
    raise _gone()


def find(reader: Reader, words: str) -> str:
    """Return the id of a matter by its id or by words of its title; refuse none, or several."""
    wanted = words.strip().casefold()
    statement = select(Matter.id, Matter.title).order_by(Matter.created_at, Matter.id)
    known = list(reader.rows(statement))
    for same in (
        [row for row in known if row[0] == words.strip() or row[1].casefold() == wanted],
        [row for row in known if wanted and wanted in row[1].casefold()],
    ):
        if len(same) == 1:
            return same[0][0]
        if same:
            told = "; ".join(f"“{title}” ({matter_id})" for matter_id, title in same[:5])
            raise Refusal(
                f"“{words}” could be {len(same)} matters.",
                "Nothing was made.",
                f"Say which: {told}.",
            )
    raise Refusal(
        f"There is no matter called “{words}”.",
        "Nothing was made.",
        "`list FILE matters` names those there are.",
    )
