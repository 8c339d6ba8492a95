"""Quick capture: a line typed in a meeting becomes what it means (rules/capture.py)."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import time

from sqlalchemy import select

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.models import Action, AgendaItem, Attendance, Meeting, MinuteEntry
from safeguard_desk.rules import understood as line_kinds
from safeguard_desk.rules.capture import split_time, understand
from safeguard_desk.rules.known import Known, KnownAction, words_of
from safeguard_desk.rules.terms import EntryKind, ItemKind, Presence
from safeguard_desk.rules.understood import Line, Understood
from safeguard_desk.views import known as view
from safeguard_desk.views.actions import is_restricted
from safeguard_desk.work import (
    actions,
    agendas,
    attending,
    challenges,
    escalating,
    interests,
    minuting,
    risks,
)
from safeguard_desk.work.taken import Captured, Taken


@dataclass
class _Scene:
    """Where a line is typed: the meeting, what it may speak of, the present item, the time."""

    uow: UnitOfWork
    meeting: Meeting
    known: Known
    item_id: str | None
    at: time | None

    def refresh_items(self) -> None:
        items = view.items(self.uow.reader, self.meeting.id)
        self.known = replace(self.known, items=items)

    def know_action(self, action: Action) -> None:
        opened = KnownAction(action.id, action.ref)
        self.known = replace(self.known, actions=(*self.known.actions, opened))

    def forget_actions(self, closed: tuple[str, ...]) -> None:
        left = tuple(action for action in self.known.actions if action.id not in closed)
        self.known = replace(self.known, actions=left)


def take(
    uow: UnitOfWork, meeting_id: str, item_id: str | None, line: str, at: time | None = None
) -> Taken:
    """Take one typed line under the present item; nothing that was typed is dropped."""
    meeting = uow.get(Meeting, meeting_id)
    typed_at, rest = split_time(line)
    # A line without a figure names no reference, and thousands need not be read for it.
    known = view.known(uow.reader, meeting_id, with_actions=any(map(str.isdigit, rest)))
    return _take(_Scene(uow, meeting, known, item_id, typed_at or at), rest)


def capture(uow: UnitOfWork, meeting_id: str, text: str) -> Captured:
    """Take a whole text of typed lines, each with the time before it if one was typed."""
    meeting = uow.get(Meeting, meeting_id)
    scene = _Scene(uow, meeting, view.known(uow.reader, meeting_id), None, None)
    latest: time | None = None
    taken = []
    for number, line in enumerate(text.splitlines(), 1):
        at, rest = split_time(line)
        scene.at = at or latest
        done = _take_all(scene, rest)
        if at is not None and latest is not None and at < latest:
            back = f"{at:%H:%M} is earlier than {latest:%H:%M} above it; kept as typed."
            done = replace(done, doubts=(*done.doubts, back))
        elif at is not None:
            latest = at
        scene.item_id = done.item_id
        if done.words or done.doubts:
            taken.append((number, line, done))
    return Captured(tuple(taken))


def _take_all(scene: _Scene, line: str) -> Taken:
    """Take a line of a text; words that mean nothing are kept where they stand, as a note."""
    done = _take(scene, line)
    _, colon, words = line.partition(":")
    if done.words or not done.doubts or not (words if colon else line).strip():
        return done
    kept = _plain(scene, line_kinds.Note(line.strip()))
    return replace(kept, doubts=(*done.doubts, "Kept as a note."))


def _take(scene: _Scene, line: str) -> Taken:
    read = understand(line, scene.known)
    handler = _HANDLERS.get(type(read))
    if handler is None:
        return Taken("", scene.item_id, doubts=_doubts(read))
    if scene.at is not None and scene.meeting.opened_at is None:
        minuting.start_meeting(scene.uow, scene.meeting.id, scene.at)
    taken: Taken = handler(scene, read)
    return replace(taken, doubts=(*_doubts(read), *taken.doubts))


def _doubts(read: Understood) -> tuple[str, ...]:
    if isinstance(read, line_kinds.NotUnderstood):
        return (*read.doubts, read.why)
    return read.doubts


def _item(scene: _Scene) -> str:
    """Return the present item; what is typed before the first one belongs to the first."""
    if scene.item_id is None:
        items = agendas.agenda(scene.uow, scene.meeting.id)
        first = items[0] if items else agendas.add_item(scene.uow, scene.meeting.id, "Notes")
        scene.item_id = first.id
    return scene.item_id


def _add(
    scene: _Scene, read: Line, text: str | None = None, *, restricted: bool = False
) -> MinuteEntry:
    kind = read.entry or EntryKind.NOTE
    words = read.text if text is None else text
    item = _item(scene)
    return minuting.add_entry(scene.uow, item, kind, words, at=scene.at, restricted=restricted)


def _number(scene: _Scene, entry: MinuteEntry) -> str:
    return f"{scene.uow.get(AgendaItem, entry.item_id).position}.{entry.position}"


def _plain(scene: _Scene, read: Line) -> Taken:
    entry = _add(scene, read)
    return Taken(f"{_number(scene, entry)} {entry.kind.label}", scene.item_id, entry.id)


def _action(scene: _Scene, read: line_kinds.ActionLine) -> Taken:
    entry = _add(scene, read)
    meeting = scene.meeting
    action = actions.raise_action(
        scene.uow,
        meeting.group_id,
        actions.NewAction(
            title=read.text,
            owners=read.owners,
            owner_words=read.owner_words,
            agency_id=read.agency_id,
            due_on=read.due,
            due_words=read.due_words,
            restricted=entry.restricted,
        ),
        raised_on=meeting.held_on,
        meeting_id=meeting.id,
        item_id=entry.item_id,
        raised_at=f"{meeting.ref}, {_number(scene, entry)}",
    )
    entry.action_id = action.id
    scene.know_action(action)
    words = f"{_number(scene, entry)} Action {action.ref}"
    return Taken(words, scene.item_id, entry.id, action_ref=action.ref)


def _close_actions(scene: _Scene, read: line_kinds.CloseActions) -> Taken:
    """Close actions by one entry; restricted ones by another, which no open copy shows."""
    ids = dict(zip(read.refs, read.action_ids, strict=True))
    apart = _restricted(scene, read.action_ids)
    kept_apart = tuple(ref for ref in read.refs if ids[ref] in apart)
    shown = (*(ref for ref in read.refs if ids[ref] not in apart), *read.unknown)
    entries = [
        _agree_to_close(scene, read, refs, ids, restricted=restricted)
        for refs, restricted in ((shown, False), (kept_apart, True))
        if refs
    ]
    scene.forget_actions(read.action_ids)
    words = f"{_number(scene, entries[0])} Closed: {_listed(read.refs) or 'none known here'}"
    return Taken(words, scene.item_id, entries[0].id, closed=read.refs)


def _agree_to_close(
    scene: _Scene,
    read: line_kinds.CloseActions,
    refs: tuple[str, ...],
    ids: dict[str, str],
    *,
    restricted: bool,
) -> MinuteEntry:
    entry = _add(scene, read, f"Agreed to close {_listed(refs)}", restricted=restricted)
    entry.response = read.evidence
    for ref in refs:
        if ref in ids:
            action = scene.uow.get(Action, ids[ref])
            agreed = f"Agreed at {scene.meeting.ref}, {_number(scene, entry)}"
            said = "" if _kept_apart(scene, entry, action.id) else read.evidence
            evidence = said or action.evidence or agreed
            actions.close(scene.uow, action.id, scene.meeting.id, evidence=evidence)
    return entry


def _restricted(scene: _Scene, action_ids: tuple[str, ...]) -> frozenset[str]:
    """Return which actions are to be kept apart: none where the whole item is."""
    if scene.uow.get(AgendaItem, _item(scene)).restricted:
        return frozenset()
    statement = select(Action.id).where(Action.id.in_(action_ids), is_restricted())
    return frozenset(scene.uow.reader.scalars(statement))


def _kept_apart(scene: _Scene, entry: MinuteEntry, action_id: str) -> str:
    """Return what everybody may read instead of words said in the restricted part.

    Empty where the words may stand: the entry is open, or the action is as restricted as it is.
    """
    known = select(Action.id).where(Action.id == action_id, is_restricted())
    if not entry.restricted or scene.uow.reader.scalar(known) is not None:
        return ""
    return f"Spoken of in the restricted part of {scene.meeting.ref}"


def _listed(refs: tuple[str, ...]) -> str:
    return " and ".join((", ".join(refs[:-1]), refs[-1])) if len(refs) > 1 else "".join(refs)


def _challenge(scene: _Scene, read: line_kinds.Challenge) -> Taken:
    entry = _add(scene, read)
    entry.by_agency_id, entry.about_agency_id = read.challenger_id, read.challenged_id
    entry.response = read.response
    challenges.follow_minute(scene.uow, entry.id)
    return Taken(f"{_number(scene, entry)} Challenge", scene.item_id, entry.id)


def _escalation(scene: _Scene, read: line_kinds.EscalationLine) -> Taken:
    entry = _add(scene, read)
    entry.board_id = read.board_id
    escalating.escalate(scene.uow, entry.id)
    return Taken(f"{_number(scene, entry)} Escalation", scene.item_id, entry.id)


def _risk(scene: _Scene, read: line_kinds.RiskLine) -> Taken:
    entry = _add(scene, read)
    meeting = scene.meeting
    risk = risks.raise_risk(
        scene.uow,
        meeting.group_id,
        read.text,
        raised_on=meeting.held_on,
        meeting_id=meeting.id,
        restricted=entry.restricted,
    )
    entry.risk_id = risk.id
    return Taken(f"{_number(scene, entry)} Risk {risk.ref}", scene.item_id, entry.id)


def _go_to(scene: _Scene, read: line_kinds.GoToItem) -> Taken:
    """Go to an item. The number typed is where it stands; a new title makes a new item."""
    uow, meeting_id = scene.uow, scene.meeting.id
    if read.item_id is None and not read.text.strip():
        doubt = f"There is no item {read.number}; give it a title to add it."
        return Taken("", scene.item_id, doubts=(doubt,))
    if read.item_id is None:
        here = uow.get(AgendaItem, scene.item_id).position + 1 if scene.item_id else None
        place = read.number or here
        item = agendas.add_item(uow, meeting_id, read.text, at=place, kind=ItemKind.OTHER)
    else:
        item = uow.get(AgendaItem, read.item_id)
        if read.number is not None and read.number != item.position:
            agendas.move_item(uow, item.id, read.number)
        if len(words_of(read.text)) > len(words_of(item.title)):
            item.title = read.text.strip()
    minuting.start_item(uow, item.id, scene.at)
    scene.refresh_items()
    return Taken(f"Item {item.position}: {item.title}", item.id)


def _everyone(scene: _Scene, read: Line) -> Taken:
    count = attending.mark_all(scene.uow, scene.meeting.id, at=scene.at)
    return Taken(f"Present: {count}", scene.item_id)


def _marks(presence: Presence) -> Callable[[_Scene, line_kinds.Present], Taken]:
    def mark(scene: _Scene, read: line_kinds.Present) -> Taken:
        for person_id in read.people:
            attending.mark(scene.uow, _seat(scene, person_id), presence, at=scene.at)
        return Taken(f"{presence.label}: {len(read.people)}", scene.item_id)

    return mark


def _deputy(scene: _Scene, read: line_kinds.DeputySent) -> Taken:
    seat = _seat(scene, read.person_id)
    attending.mark(scene.uow, seat, Presence.DEPUTY, deputy=read.deputy, at=scene.at)
    return Taken(f"Deputy: {read.deputy}", scene.item_id)


def _seat(scene: _Scene, person_id: str) -> str:
    statement = select(Attendance.id).where(
        Attendance.meeting_id == scene.meeting.id, Attendance.person_id == person_id
    )
    return scene.uow.session.scalars(statement).one()


def _arrived(scene: _Scene, read: line_kinds.Arrived) -> Taken:
    when = read.at or scene.at
    if when is None:
        return Taken("", scene.item_id, doubts=("When they arrived is not said: DN arrived 10:20",))
    for person_id in read.people:
        attending.arrive(scene.uow, _seat(scene, person_id), when)
    return Taken(f"Arrived {when:%H:%M}: {_chip_words(read)}", scene.item_id)


def _left(scene: _Scene, read: line_kinds.Left) -> Taken:
    """Take down who left; of an agency those who were here."""
    when = read.at or scene.at
    if when is None:
        return Taken("", scene.item_id, doubts=("When they left is not said: DN left 11:40",))
    seats = [scene.uow.get(Attendance, _seat(scene, person_id)) for person_id in read.people]
    away = {Presence.APOLOGIES, Presence.ABSENT}
    here = [seat for seat in seats if seat.presence not in away] if len(seats) > 1 else seats
    if not here:
        doubt = f"Nobody of them is marked as here: {_chip_words(read)}."
        return Taken("", scene.item_id, doubts=(doubt,))
    for seat in here:
        attending.depart(scene.uow, seat.id, when)
    return Taken(f"Left {when:%H:%M}: {_chip_words(read)}", scene.item_id)


def _chip_words(read: Line) -> str:
    return ", ".join(chip.words for chip in read.chips if chip.kind == "person")


def _interest(scene: _Scene, read: line_kinds.InterestLine) -> Taken:
    """Take down an interest in the item named, else in the present one."""
    item_id = read.item_id or _present(scene)
    interests.declare(
        scene.uow,
        scene.meeting.id,
        read.person_id,
        item_id,
        read.text,
        withdrew=read.withdrew,
        at=scene.at,
    )
    where = f", item {scene.uow.get(AgendaItem, item_id).position}" if item_id else ""
    withdrew = ", withdrew" if read.withdrew else ""
    return Taken(f"Interest: {_chip_words(read)}{where}{withdrew}", scene.item_id)


def _present(scene: _Scene) -> str | None:
    """Return the present item; what is said under the declarations concerns the whole meeting."""
    item = scene.uow.get(AgendaItem, scene.item_id) if scene.item_id else None
    return None if item is None or item.code == "interests" else item.id


def _update(scene: _Scene, read: line_kinds.UpdateAction) -> Taken:
    """Take down how an action stands: on the action, and as a note; a restricted one apart."""
    apart = _restricted(scene, (read.action_id,))
    text = f"{read.ref}: {read.words}"
    entry = _add(scene, read, text, restricted=bool(apart))
    meeting = scene.meeting
    words = _kept_apart(scene, entry, read.action_id) or read.words
    actions.update(scene.uow, read.action_id, words, on=meeting.held_on, meeting_id=meeting.id)
    return Taken(f"{_number(scene, entry)} Updated: {read.ref}", scene.item_id, entry.id)


def _close(scene: _Scene, read: Line) -> Taken:
    minuting.close_meeting(scene.uow, scene.meeting.id, scene.at)
    return Taken("Meeting closed", scene.item_id)


_HANDLERS: dict[type[Line], Callable[..., Taken]] = {
    line_kinds.Note: _plain,
    line_kinds.Decision: _plain,
    line_kinds.GoodPractice: _plain,
    line_kinds.KeyMessage: _plain,
    line_kinds.ActionLine: _action,
    line_kinds.CloseActions: _close_actions,
    line_kinds.Challenge: _challenge,
    line_kinds.EscalationLine: _escalation,
    line_kinds.RiskLine: _risk,
    line_kinds.GoToItem: _go_to,
    line_kinds.AttendAll: _everyone,
    line_kinds.Present: _marks(Presence.PRESENT),
    line_kinds.Apologies: _marks(Presence.APOLOGIES),
    line_kinds.Absent: _marks(Presence.ABSENT),
    line_kinds.DeputySent: _deputy,
    line_kinds.Arrived: _arrived,
    line_kinds.Left: _left,
    line_kinds.InterestLine: _interest,
    line_kinds.UpdateAction: _update,
    line_kinds.CloseMeeting: _close,
}
