"""What the next agenda should hold: proposals, each with the reason why it comes.

`SOURCES` is the extension point: a function(reader, head of the meeting) that gives proposals. A
room that has business of its own due, as an audit to present or a clock about to run out, adds its
function there, and the panel, the verb and the tests take it from then on.
"""

from collections.abc import Callable, Iterable, Iterator

from sqlalchemy import select

from safeguard_desk.desk.reading import Reader
from safeguard_desk.models import Action, AgendaItem, Meeting
from safeguard_desk.rules.carrying import Topic, verdict
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.terms import ItemKind, MatterState, MeetingState
from safeguard_desk.views import (
    assurance,
    audits_due,
    due,
    evaluation_due,
    inspections,
    learning_due,
    reviews_due,
    scorecard_due,
)
from safeguard_desk.views import matters as matter_views
from safeguard_desk.views.agenda_proposals import Proposal
from safeguard_desk.views.matters import OPEN_ACTIONS, Appearance, MatterView
from safeguard_desk.views.meetings import ItemView, MeetingHead, head, items

Source = Callable[[Reader, MeetingHead], Iterable[Proposal]]


def _of_matters(reader: Reader, meeting: MeetingHead) -> Iterator[Proposal]:
    """Propose the group's matters: planned, carried, handed over, asked for."""
    for matter in matter_views.matters(reader, meeting.group_id):
        if any(there.meeting_id == meeting.id for there in matter.appearances):
            continue
        found = why(reader, matter, meeting)
        if found is not None:
            kind, reason = found
            yield _matter_proposal(matter, kind, reason)


def _matter_proposal(matter: MatterView, kind: ItemKind, reason: str) -> Proposal:
    last = matter.appearances[-1].presenter if matter.appearances else ""
    return Proposal(
        id=f"matter:{matter.id}",
        kind=kind,
        title=matter.title,
        reason=reason,
        presenter=matter.owner or last or matter.asked_by,
        purpose=matter.purpose,
        minutes=matter.minutes,
        restricted=matter.restricted,
        matter_id=matter.id,
        private=matter.private,
    )


Why = tuple[ItemKind, str]
"""As what a matter comes to an agenda, and why, in words."""


def why(reader: Reader, matter: MatterView, meeting: MeetingHead) -> Why | None:
    """Return why a matter belongs on a meeting's agenda, and as what; None if it does not."""
    if matter.state is not MatterState.PLANNED or matter.skipped_at_id == meeting.id:
        return None
    last = matter.before(meeting.held_on)
    handed = _handed(matter, since=last)
    planned = matter.meeting_id == meeting.id
    if handed and (planned or matter.meeting_id is None):
        return ItemKind.ESCALATED, handed
    if _comes_elsewhere(reader, matter, meeting, last) and not matter.recurs:
        return None
    if last is not None and last.over:
        return _carried(matter, last, planned=planned)
    return _first(matter, planned=planned)


def _carried(matter: MatterView, last: Appearance, *, planned: bool) -> Why | None:
    told = verdict(_topic(matter, last))
    if told.comes:
        return ItemKind.CARRIED, told.reason
    return (ItemKind.CARRIED, "Planned for this meeting again") if planned else None


def _first(matter: MatterView, *, planned: bool) -> Why | None:
    """Return why a matter comes that was on no agenda of the group yet."""
    asked = f"Asked for by {matter.asked_by or 'an agency'}"
    if matter.recurs:
        return matter.kind, "Comes to every meeting"
    if matter.kind is ItemKind.ASKED and (planned or matter.meeting_id is None):
        return matter.kind, asked
    if planned:
        return matter.kind, "On the forward plan for this meeting"
    if matter.meeting_id is not None:
        return ItemKind.CARRIED, f"Was planned for {matter.meeting_ref}, and not taken there"
    return None


def _topic(matter: MatterView, last: Appearance) -> Topic:
    return Topic(
        discussed=last.discussed,
        state=matter.state,
        recurs=matter.recurs,
        open_actions=matter.open_actions,
        last=last.ref,
    )


def _handed(matter: MatterView, *, since: Appearance | None = None) -> str:
    """Return who handed it to the group that has it, unless that group spoke of it since."""
    moves = [move for move in matter.moves if move.to_id == matter.group_id]
    if not moves or matter.moves[-1] is not moves[-1]:
        return ""
    move = moves[-1]
    if since is not None and since.held_on >= move.on:
        return ""
    earlier = any(seen.group_id == matter.group_id for seen in matter.appearances)
    before = any(seen.from_id == matter.group_id for seen in matter.moves)
    verb = "Sent back" if before or earlier else "Handed over"
    words = f": {move.words}" if move.words else ""
    return f"{verb} by {move.from_code} on {write_date(move.on)}{words}"


def _comes_elsewhere(
    reader: Reader, matter: MatterView, meeting: MeetingHead, last: Appearance | None
) -> bool:
    """Tell whether another meeting of the group is to take it: planned for it, or on its agenda."""
    if last is not None and not last.over:
        return True
    ahead = matter.meeting_id not in {None, meeting.id} and not _is_over(reader, matter.meeting_id)
    after = any(
        seen.held_on > meeting.held_on and seen.group_id == matter.group_id
        for seen in matter.appearances
    )
    return ahead or after


def _is_over(reader: Reader, meeting_id: str | None) -> bool:
    row = reader.one(select(Meeting.state, Meeting.held_on).where(Meeting.id == meeting_id))
    return row is None or matter_views.is_over(row[0], row[1], reader.today)


def _without_matter(reader: Reader, meeting: MeetingHead) -> Iterator[Proposal]:
    """Propose what was added by hand to the last meeting and comes back by the carry rule.

    A matter is made of it when it is taken. Cancelled meetings since count as not discussed.
    """
    for meeting_id, ref in _since_last_held(reader, meeting):
        i = AgendaItem
        statement = (
            select(i.id, i.title, i.presenter, i.purpose, i.minutes, i.restricted)
            .add_columns(matter_views.discussed())
            .where(i.meeting_id == meeting_id, i.matter_id.is_(None), i.code == "")
            .where(i.kind.not_in((ItemKind.STANDING, ItemKind.BUSINESS, ItemKind.DUE)))
            .order_by(i.position)
        )
        for item_id, title, presenter, purpose, minutes, restricted, seen in reader.rows(statement):
            actions = select(Action.ref).where(
                Action.item_id == item_id, Action.status.in_(OPEN_ACTIONS)
            )
            refs = tuple(reader.scalars(actions.order_by(Action.ref)))
            told = verdict(Topic(discussed=bool(seen), open_actions=refs, last=ref))
            if told.comes:
                yield Proposal(
                    id=f"item:{item_id}",
                    kind=ItemKind.CARRIED,
                    title=title,
                    reason=told.reason,
                    presenter=presenter,
                    purpose=purpose,
                    minutes=minutes,
                    restricted=restricted,
                    item_id=item_id,
                )


def _since_last_held(reader: Reader, meeting: MeetingHead) -> list[tuple[str, str]]:
    m = Meeting
    statement = (
        select(m.id, m.ref, m.state, m.held_on)
        .where(m.group_id == meeting.group_id, m.held_on < meeting.held_on)
        .order_by(m.held_on.desc())
    )
    found = []
    for meeting_id, ref, state, held_on in reader.rows(statement):
        if matter_views.is_over(state, held_on, reader.today):
            found.append((meeting_id, ref))
        if state is not MeetingState.CANCELLED:
            break
    return found


SOURCES: tuple[Source, ...] = (
    _of_matters,
    _without_matter,
    due.last_minutes,
    due.matters_arising,
    due.decisions_between,
    due.actions,
    due.risks,
    audits_due.proposals,
    scorecard_due.proposals,
    evaluation_due.proposals,
    learning_due.proposals,
    inspections.proposals,
    reviews_due.proposals,
    assurance.proposals,
)
"""Whatever has something for the next agenda, in the order in which the panel shows it."""


def proposals(reader: Reader, meeting_id: str) -> list[Proposal]:
    """Return what a meeting's agenda should hold and does not hold yet."""
    meeting = head(reader, meeting_id)
    there = items(reader, meeting_id)
    codes = {item.code for item in there if item.code}
    found = (one for source in SOURCES for one in source(reader, meeting))
    return [one for one in found if not _held(one, there, codes)]


def _held(proposal: Proposal, there: list[ItemView], codes: set[str]) -> bool:
    if proposal.line:
        under = [item for item in there if item.code == proposal.under]
        return any(proposal.mark in item.notes for item in under)
    return bool(proposal.under) and proposal.under in codes
