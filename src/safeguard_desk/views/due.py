"""What falls due at a meeting: minutes to ratify, matters arising, actions, decisions, risks."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import or_, select

from safeguard_desk.desk.reading import Reader
from safeguard_desk.models import Action, Agency, DecisionBetween, Meeting, Risk
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.terms import (
    ActionStatus,
    ItemKind,
    MeetingState,
    MinutesState,
    Purpose,
    RiskStatus,
)
from safeguard_desk.views.actions import is_restricted
from safeguard_desk.views.agenda_proposals import Proposal
from safeguard_desk.views.meetings import MeetingHead
from safeguard_desk.views.rated import AWAITED

LONG = 90
"""Characters of a title that a line under an item shows."""


def _line(
    under: str, mark: str, words: str, reason: str, *, kind: ItemKind = ItemKind.DUE
) -> Proposal:
    return Proposal(
        id=f"{under}:{mark}",
        kind=kind,
        title=words,
        reason=reason,
        minutes=0,
        purpose=Purpose.DECISION if under == "minutes" else Purpose.ASSURANCE,
        under=under,
        line=words,
        mark=mark,
    )


def _cut(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= LONG else words[: LONG - 1].rstrip() + "…"


def last_minutes(reader: Reader, meeting: MeetingHead) -> Iterator[Proposal]:
    """Propose to ratify the minutes of earlier meetings that were held and are not ratified."""
    m = Meeting
    statement = (
        select(m.ref, m.held_on, m.minutes_state)
        .where(
            m.group_id == meeting.group_id,
            m.held_on < meeting.held_on,
            m.state == MeetingState.HELD,
            m.minutes_state != MinutesState.RATIFIED,
        )
        .order_by(m.held_on)
    )
    for ref, held_on, state in reader.rows(statement):
        words = f"To ratify: the minutes of {write_date(held_on)} ({ref})"
        yield _line("minutes", ref, words, f"{state.label}, not yet ratified")


def matters_arising(reader: Reader, meeting: MeetingHead) -> Iterator[Proposal]:
    """Propose the actions that the last meeting raised, as matters arising from its minutes."""
    m = Meeting
    last = reader.one(
        select(m.id, m.ref)
        .where(m.group_id == meeting.group_id, m.held_on < meeting.held_on)
        .where(m.state == MeetingState.HELD)
        .order_by(m.held_on.desc())
    )
    if last is None:
        return
    statement = (
        select(Action.ref, Action.title, Action.owner_words, Action.status)
        .where(Action.meeting_id == last[0], ~is_restricted())
        .order_by(Action.ref)
    )
    for ref, title, owner, status in reader.rows(statement):
        words = f"Arising: {ref} {_cut(title)}" + (f" ({owner})" if owner else "")
        reason = f"Raised at {last[1]}; {status.label.lower()}"
        yield _line("minutes", f"Arising: {ref}", words, reason)


def actions(reader: Reader, meeting: MeetingHead) -> Iterator[Proposal]:
    """Propose the group's actions due by the day, and those said to be done that wait to be closed.

    Restricted ones come as one item of part 2 that names no more than their references.
    """
    a = Action
    due = or_(a.due_on <= meeting.held_on, a.status == ActionStatus.COMPLETED)
    statement = (
        select(a.ref, a.title, a.owner_words, Agency.short_name, a.due_on, a.status)
        .add_columns(is_restricted())
        .outerjoin(Agency, Agency.id == a.agency_id)
        .where(a.group_id == meeting.group_id, due)
        .where(a.status.in_((*AWAITED, ActionStatus.COMPLETED)))
        .order_by(a.due_on, a.ref)
    )
    apart: list[str] = []
    for row in reader.rows(statement):
        if row[6]:
            apart.append(row[0])
        else:
            yield _action(row, meeting.held_on)
    if apart:
        yield _apart("restricted-actions", "Actions of the restricted part", apart)


def _action(row: tuple[Any, ...], on: date) -> Proposal:
    ref, title, owner, agency, due_on, status = row[:6]
    who = ", ".join(part for part in (owner, agency) if part)
    words = f"{ref} {_cut(title)}" + (f" ({who})" if who else "")
    if status is ActionStatus.COMPLETED:
        return _line("tracker", ref, words, "Said to be done: to be closed")
    late = "Overdue since" if due_on < on else "Due on"
    return _line("tracker", ref, words, f"{late} {write_date(due_on)}")


def _apart(code: str, title: str, refs: Iterable[str]) -> Proposal:
    known = tuple(refs)
    return Proposal(
        id=code,
        kind=ItemKind.DUE,
        title=f"{title}: {', '.join(known)}",
        reason=f"{len(known)} due, kept apart from part 1",
        purpose=Purpose.ASSURANCE,
        minutes=5,
        restricted=True,
        under=code,
    )


def decisions_between(reader: Reader, meeting: MeetingHead) -> Iterator[Proposal]:
    """Propose to ratify what the co-chairs decided between meetings."""
    d = DecisionBetween
    statement = (
        select(d.ref, d.text, d.restricted, d.asked_on)
        .where(d.group_id == meeting.group_id, d.ratified_at_id.is_(None))
        .where(d.asked_on <= meeting.held_on)
        .order_by(d.asked_on, d.ref)
    )
    apart = []
    for ref, text, restricted, asked_on in reader.rows(statement):
        if restricted:
            apart.append(ref)
            continue
        words = f"To ratify: {ref} {_cut(text)}"
        reason = f"Decided between meetings, {write_date(asked_on)}"
        yield _line("minutes", ref, words, reason)
    if apart:
        yield _apart("restricted-decisions", "Decisions between meetings to ratify", apart)


def risks(reader: Reader, meeting: MeetingHead) -> Iterator[Proposal]:
    """Propose the risks whose review date will have passed."""
    r = Risk
    statement = (
        select(r.ref, r.title, r.restricted, r.review_on)
        .where(r.group_id == meeting.group_id, r.status == RiskStatus.OPEN)
        .where(r.review_on <= meeting.held_on)
        .order_by(r.review_on, r.ref)
    )
    apart = []
    rows: Sequence[tuple[Any, ...]] = reader.rows(statement)
    for ref, title, restricted, review_on in rows:
        if restricted:
            apart.append(ref)
        else:
            reason = f"Review due on {write_date(review_on)}"
            yield _line("risks", ref, f"{ref} {_cut(title)}", reason)
    if apart:
        yield _apart("restricted-risks", "Risks of the restricted part", apart)
