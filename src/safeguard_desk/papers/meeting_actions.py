"""Actions for a meeting: what it has to agree closed, what is due by it, and what is new."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from safeguard_desk.desk.reading import Reader
from safeguard_desk.documents.model import (
    Block,
    Cell,
    Column,
    Document,
    Heading,
    Orientation,
    Paragraph,
    Role,
    Run,
)
from safeguard_desk.papers.counting import urgent_first
from safeguard_desk.papers.notes import Notes, notes_on, titled, told_at
from safeguard_desk.papers.parts import (
    created,
    due_of,
    lead,
    mark,
    marking,
    small,
    source_of,
    table,
)
from safeguard_desk.papers.request import Request, asked
from safeguard_desk.papers.wording import boards_of, count
from safeguard_desk.rules.dates import write_date, write_day
from safeguard_desk.rules.terms import ActionStatus
from safeguard_desk.views import actions as view
from safeguard_desk.views import groups, meetings
from safeguard_desk.views.actions import ActionRow
from safeguard_desk.views.counted import Scope
from safeguard_desk.views.meetings import MeetingHead

_DONE = (
    Column("Ref", role=Role.REF),
    Column("Action", 4),
    Column("Owner", 2.4),
    Column("Agency", fixed=24),
    Column("Completed", role=Role.DATE),
    Column("Evidence", 3.4),
    Column("Source", fixed=33),
)
_DUE = (
    Column("Rating", role=Role.RATING),
    Column("Ref", role=Role.REF),
    Column("Action", 4),
    Column("Owner", 2.4),
    Column("Agency", fixed=24),
    Column("Due", role=Role.DATE),
    Column("Last update", 3.4),
    Column("Source", fixed=33),
)


@dataclass(frozen=True)
class MeetingActionsFacts:
    """What a meeting has to look at; `others` are open, and due after it."""

    organisation: str
    copy: str
    today: date
    head: MeetingHead
    done: tuple[ActionRow, ...]
    due: tuple[ActionRow, ...]
    new: tuple[ActionRow, ...]
    others: int
    notes: Notes
    left_out: bool
    restricted: bool


def collect(reader: Reader, request: Request) -> MeetingActionsFacts:
    """Return the actions of the meeting's group that it has to look at.

    Completed ones wait to be agreed closed; due are those whose date falls on the day of the
    meeting or before it; new are those raised at the meeting before this one, or since.
    """
    head = meetings.head(reader, asked(request.meeting_id, "meeting"))
    scope = Scope(head.group_id, restricted=request.restricted)
    rows = view.tracked(reader, restricted=request.restricted, narrowed=scope.condition())
    standing = [one for one in rows if one.status.is_open and one.raised_on <= head.held_on]
    done = [one for one in standing if one.status is ActionStatus.COMPLETED]
    awaited = [one for one in standing if one.status is not ActionStatus.COMPLETED]
    due = [one for one in awaited if one.due_on is not None and one.due_on <= head.held_on]
    last = meetings.last_meeting(reader, head.group_id, head.held_on)
    since = last[1] if last is not None else date.min
    new = [one for one in awaited if one.raised_on >= since and one not in due]
    return MeetingActionsFacts(
        organisation=groups.partnership(reader),
        copy=request.copy,
        today=reader.today,
        head=head,
        done=tuple(done),
        due=tuple(urgent_first(due)),
        new=tuple(new),
        others=len(awaited) - len(due) - len(new),
        notes=notes_on(reader, scope, standing),
        left_out=not request.restricted
        and view.any_restricted(reader, head.group_id, tuple(scope.sides)),
        restricted=request.restricted,
    )


def name(reader: Reader, request: Request) -> str:
    """Return what the file is called."""
    return f"{meetings.head(reader, asked(request.meeting_id, 'meeting')).ref} actions"


def compose(facts: MeetingActionsFacts) -> Document:
    """Return the paper, lying on its side."""
    head = facts.head
    return Document(
        title=f"{head.group_name}: actions for this meeting",
        subtitle=write_day(head.held_on),
        organisation=boards_of(facts.organisation),
        blocks=tuple(_blocks(facts)),
        created=created(facts.today),
        footer=facts.copy,
        marking=marking(head.marking, restricted=facts.restricted),
        orientation=Orientation.LANDSCAPE,
        subject=f"Actions for {head.ref}",
    )


def _blocks(facts: MeetingActionsFacts) -> Iterable[Block]:
    done, due, new = len(facts.done), len(facts.due), len(facts.new)
    yield lead(
        f"{count(done, 'action')} to be agreed closed, {due} due by this meeting, {new} new."
    )
    hidden = " Actions of a restricted part are not in this copy." if facts.left_out else ""
    others = ""
    if facts.others:
        verb = "is" if facts.others == 1 else "are"
        others = f" {count(facts.others, 'other action')} {verb} due later, or without a date."
    yield small(f"As they stand on {write_date(facts.today)}.{others}{hidden}")
    yield Heading(1, "To be agreed closed")
    yield from _or_none(_DONE, [_done(one) for one in facts.done], "To be agreed closed", 0)
    yield Heading(1, "Due by this meeting, overdue first")
    yield from _or_none(_DUE, [_due(facts, one) for one in facts.due], "Due by this meeting", 1)
    yield Heading(1, "Raised at the last meeting or since")
    yield from _or_none(_DUE, [_due(facts, one) for one in facts.new], "New actions", 1)


def _or_none(
    columns: tuple[Column, ...], rows: list[tuple[Cell, ...]], title: str, heads: int
) -> Iterable[Block]:
    yield table(columns, rows, title, heads) if rows else Paragraph("None.")


def _done(action: ActionRow) -> tuple[Cell, ...]:
    return (
        *(action.ref, action.title, action.owner or "No owner", action.agency),
        *(action.completed_on or "", action.evidence, source_of(action)),
    )


def _due(facts: MeetingActionsFacts, action: ActionRow) -> tuple[Cell, ...]:
    last = facts.notes.updates.get(action.id)
    said: Cell = ""
    if last is not None:
        said = (Run(f"{told_at(last)}: ", bold=True), last.text)
    title = titled(action, facts.notes, updated=False)
    return (
        *(mark(action.rating), action.ref, title, action.owner or "No owner"),
        *(action.agency, due_of(action), said, source_of(action)),
    )
