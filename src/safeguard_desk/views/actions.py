"""Actions as people see them: the tracker's rows, what was said about one, how its date moved."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import aliased

from safeguard_desk.desk.reading import Reader, local_day
from safeguard_desk.errors import Refusal
from safeguard_desk.models import (
    Action,
    ActionUpdate,
    Agency,
    AgendaItem,
    DueDateChange,
    Group,
    Meeting,
    MinuteEntry,
)
from safeguard_desk.rules import rating as rule
from safeguard_desk.rules import references
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.terms import ActionSource, ActionStatus, Rating, Side
from safeguard_desk.views.rated import OPEN


@dataclass(frozen=True)
class ActionRow:
    """An action as lists show it; `agency` is the short name, where the agency has one.

    The rating is that of the reader's day, None once cancelled.
    """

    id: str
    ref: str
    title: str
    group: str
    side: Side
    owner: str
    agency: str
    agency_name: str
    raised_on: date
    raised_at: str
    raised_in: str
    source: ActionSource
    due_on: date | None
    due_words: str
    status: ActionStatus
    slips: int
    plan_agreed_on: date | None
    completed_on: date | None
    closed_on: date | None
    closed_at: str
    evidence: str
    status_reason: str
    rating_reason: str
    rating: Rating | None
    days_overdue: int


@dataclass(frozen=True)
class UpdateView:
    """A dated word on progress, who gave it, and the reference of the meeting it was said at."""

    on: date
    text: str
    by: str
    at: str = ""


@dataclass(frozen=True)
class DueChangeView:
    """A move of the due date; `later` counts as a slip."""

    on: date
    before_on: date | None
    after_on: date | None
    reason: str

    @property
    def later(self) -> bool:
        """True where the date moved later, or was taken away."""
        return self.before_on is not None and (
            self.after_on is None or self.after_on > self.before_on
        )


def is_restricted() -> ColumnElement[bool]:
    """Return what makes an action restricted: itself, its agenda item, or its minute."""
    item = (
        select(AgendaItem.id)
        .where(AgendaItem.id == Action.item_id, AgendaItem.restricted)
        .correlate(Action)
        .exists()
    )
    minute = (
        select(MinuteEntry.id)
        .where(MinuteEntry.action_id == Action.id, MinuteEntry.restricted)
        .correlate(Action)
        .exists()
    )
    return or_(Action.restricted, item, minute)


def restricted_ids(reader: Reader, meeting_id: str) -> frozenset[str]:
    """Return the ids of the restricted actions that a meeting's minutes speak of."""
    statement = (
        select(Action.id)
        .join(MinuteEntry, MinuteEntry.action_id == Action.id)
        .where(MinuteEntry.meeting_id == meeting_id, is_restricted())
    )
    return frozenset(reader.scalars(statement))


def any_restricted(reader: Reader, group_id: str | None, sides: Collection[Side]) -> bool:
    """Tell whether a group, or any, has actions that a copy for everybody leaves out."""
    statement = select(Action.id).where(is_restricted(), Action.side.in_(sides))
    if group_id is not None:
        statement = statement.where(Action.group_id == group_id)
    return reader.one(statement) is not None


def tracked(
    reader: Reader,
    group_id: str | None = None,
    *,
    sides: Collection[Side] = tuple(Side),
    restricted: bool = False,
    narrowed: ColumnElement[bool] | None = None,
) -> list[ActionRow]:
    """Return the actions of a group, or of all, by due date and reference; in one query.

    narrowed: what they have in common besides, as views/counted.Scope gives it.
    """
    raised, closed = aliased(Meeting), aliased(Meeting)
    a = Action
    statement = (
        select(
            *(a.id, a.ref, a.title, Group.code, a.side, a.owner_words),
            *(Agency.name, Agency.short_name, a.raised_on, a.raised_at, raised.ref, a.source),
            *(a.due_on, a.due_words, a.status, a.slips, a.plan_agreed_on, a.completed_on),
            *(
                a.closed_on,
                closed.ref,
                a.evidence,
                a.status_reason,
                a.rating_reason,
                a.rating_override,
            ),
        )
        .join(Group, Group.id == a.group_id)
        .outerjoin(Agency, Agency.id == a.agency_id)
        .outerjoin(raised, raised.id == a.meeting_id)
        .outerjoin(closed, closed.id == a.closed_at_id)
        .where(a.side.in_(sides))
        .order_by(func.coalesce(a.due_on, date.max), a.ref)
    )
    if group_id is not None:
        statement = statement.where(a.group_id == group_id)
    if not restricted:
        statement = statement.where(~is_restricted())
    if narrowed is not None:
        statement = statement.where(narrowed)
    return [_row(row, reader.today) for row in reader.rows(statement)]


def _row(row: tuple[Any, ...], today: date) -> ActionRow:
    name, short = row[6] or "", row[7] or ""
    due_on, _, status, slips = row[12:16]
    rating = rule.brag(status, due_on, today, slips, row[23])
    values: tuple[Any, ...] = (
        *(*row[:6], short or name, name, *row[8:10], row[10] or ""),
        *(*row[11:19], row[19] or "", *row[20:23]),
        *(rating, rule.days_overdue(status, due_on, today)),
    )
    return ActionRow(*values)


def updates(reader: Reader, action_id: str) -> list[UpdateView]:
    """Return what was said on an action's progress, newest first."""
    u = ActionUpdate
    statement = (
        select(u.on, u.text, u.by_words, func.coalesce(Meeting.ref, ""))
        .outerjoin(Meeting, Meeting.id == u.meeting_id)
        .where(u.action_id == action_id)
        .order_by(u.on.desc(), u.created_at.desc(), u.id.desc())
    )
    return [UpdateView(*row) for row in reader.rows(statement)]


def latest_updates(reader: Reader, narrowed: ColumnElement[bool]) -> dict[str, UpdateView]:
    """Return the last word on the progress of each open action, by the action's id.

    narrowed: what the actions have in common, as views/counted.Scope gives it.
    """
    u = ActionUpdate
    newest = (u.on.desc(), u.created_at.desc(), u.id.desc())
    place = func.row_number().over(partition_by=u.action_id, order_by=newest).label("place")
    said = (
        select(u.action_id, u.on, u.text, u.by_words, u.meeting_id, place)
        .join(Action, Action.id == u.action_id)
        .where(narrowed, Action.status.in_(OPEN))
        .subquery()
    ).c
    statement = (
        select(
            *(said.action_id, said.on, said.text, said.by_words, func.coalesce(Meeting.ref, "")),
        )
        .outerjoin(Meeting, Meeting.id == said.meeting_id)
        .where(said.place == 1)
    )
    return {row[0]: UpdateView(*row[1:]) for row in reader.rows(statement)}


def rated_by(reader: Reader, actions: Iterable[ActionRow]) -> dict[str, str]:
    """Return who set a rating by hand last, and when, by the id of each action so rated."""
    return {one.id: _rated_by(reader, one.id) for one in actions if one.rating_reason}


def _rated_by(reader: Reader, action_id: str) -> str:
    for change in reader.history("actions", action_id):
        if change.field == "rating_override" and change.after is not None:
            return f"{change.who}, {write_date(local_day(change.at))}"
    return ""


def action_id(reader: Reader, ref: str) -> str:
    """Return an action's id by its reference, leniently written; refuse one that is not there."""
    parsed = references.parse(ref)
    wanted = references.reference(*parsed) if parsed else ref
    found: str | None = reader.scalar(select(Action.id).where(Action.ref == wanted))
    if found is None:
        raise Refusal(
            f"There is no action with the reference “{ref}”.",
            "Nothing was read.",
            "A reference reads like QA-0142.",
        )
    return found


def source(reader: Reader, action_id: str) -> tuple[str, tuple[str, str]] | None:
    """Return what an action was raised on: in words, and the kind and id of the record to open.

    None where nothing of the desk is known to have raised it.
    """
    a = Action
    found = reader.one(
        select(a.source_kind, a.source_id, a.meeting_id, a.item_id, a.raised_at).where(
            a.id == action_id
        )
    )
    if found is None:
        return None
    kind, source_id, meeting, item, words = found
    if source_id and kind:
        return words, (kind, source_id)
    minute = reader.scalar(select(MinuteEntry.id).where(MinuteEntry.action_id == action_id))
    if minute is not None:
        return f"Minute {words}", ("minute_entries", minute)
    if item is not None:
        return words, ("agenda_items", item)
    return (words, ("meetings", meeting)) if meeting is not None else None


def due_changes(reader: Reader, action_id: str) -> list[DueChangeView]:
    """Return every move of an action's due date, oldest first."""
    c = DueDateChange
    statement = (
        select(c.on, c.before_on, c.after_on, c.reason)
        .where(c.action_id == action_id)
        .order_by(c.on, c.created_at, c.id)
    )
    return [DueChangeView(*row) for row in reader.rows(statement)]


def due_as_on(reader: Reader, meeting_id: str, day: date) -> dict[str, date | None]:
    """Return the due date, at the end of a day, of a meeting's actions that has moved since.

    Minutes once approved keep the date that was agreed; the tracker shows the one in force.
    """
    c = DueDateChange
    statement = (
        select(c.action_id, c.before_on)
        .join(Action, Action.id == c.action_id)
        .where(Action.meeting_id == meeting_id, c.on > day)
        .order_by(c.on.desc(), c.created_at.desc(), c.id.desc())
    )
    return dict(reader.rows(statement))


def closed_at(reader: Reader, meeting_id: str, *, restricted: bool) -> list[tuple[str, str]]:
    """Return ref and title of the actions a meeting agreed closed: restricted ones, or others."""
    statement = (
        select(Action.ref, Action.title)
        .where(Action.closed_at_id == meeting_id, is_restricted() == restricted)
        .order_by(Action.ref)
    )
    return [(ref, title) for ref, title in reader.rows(statement)]
