"""What co-chairs propose on draft minutes: taken in, then accepted or refused one by one."""

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.errors import Refusal
from safeguard_desk.models import Meeting, MinuteEntry, Proposal
from safeguard_desk.rules.terms import EntryKind, ProposalKind, ProposalState
from safeguard_desk.rules.wordwise import merge
from safeguard_desk.views import meetings as meeting_view
from safeguard_desk.views.minutes_versions import restricted_ids, shown_text
from safeguard_desk.work import minuting


@dataclass(frozen=True)
class Proposed:
    """What one person proposes at one place of the minutes.

    A change holds the whole text of its entry before and after, an addition the new words (they
    go below `entry_id`), a comment the words it hangs on and what it says. `entry_id` is None
    where no place was found.
    """

    kind: ProposalKind
    author: str
    made_on: date | None
    before: str
    after: str
    entry_id: str | None = None
    guessed: bool = False
    restricted: bool = False


@dataclass(frozen=True)
class TakenIn:
    """How many proposals were new, and how many were there already."""

    new: int
    known: int


def take_in(uow: UnitOfWork, meeting_id: str, proposed: Sequence[Proposed], source: str) -> TakenIn:
    """Keep what came back on the minutes of a meeting; what was taken in before adds nothing."""
    meeting = uow.get(Meeting, meeting_id)
    refuse_if_closed(meeting)
    uow.flush()
    mine = Proposal.meeting_id == meeting_id
    known = set(uow.reader.scalars(select(Proposal.sha256).where(mine)))
    position = uow.session.scalar(select(func.max(Proposal.position)).where(mine)) or 0
    hidden = restricted_ids(uow.reader, meeting_id)
    seen: Counter[str] = Counter()
    new = 0
    for one in proposed:
        first = _identity(one, 0)
        identity = _identity(one, seen[first])
        seen[first] += 1
        if identity in known:
            continue
        new += 1
        uow.add(
            Proposal(
                meeting_id=meeting_id,
                entry_id=one.entry_id,
                position=position + new,
                kind=one.kind,
                author=one.author,
                made_on=one.made_on,
                before=one.before,
                after=one.after,
                source=source,
                sha256=identity,
                guessed=one.guessed,
                restricted=one.restricted or one.entry_id in hidden,
            )
        )
    return TakenIn(new, len(proposed) - new)


def _identity(one: Proposed, count: int) -> str:
    """Return a number for what is proposed; `count` tells the same words said twice apart."""
    parts = (one.entry_id, one.kind.value, one.author, one.made_on, one.before, one.after, count)
    return hashlib.sha256("\x1f".join(str(part) for part in parts).encode()).hexdigest()


def refuse_if_closed(meeting: Meeting) -> None:
    """Refuse where the text of the minutes is closed: approved, circulated or ratified."""
    if meeting.minutes_state not in minuting.EDITABLE_STATES:
        raise Refusal(
            f"The minutes of {meeting.ref} are {meeting.minutes_state.label.lower()}.",
            "They stay as they are.",
            "Return them to draft first, or record an amendment or a correction.",
        )


def accept(uow: UnitOfWork, proposal_id: str, *, text: str | None = None) -> None:
    """Accept a proposal: the entry's words follow, its time and number stay.

    Refuses where the words it changes were changed meanwhile, until `text` says what shall stand
    there; and one that has no place, which is made by hand and then marked as done.
    """
    proposal = _open(uow, proposal_id)
    if proposal.kind is ProposalKind.COMMENT:
        proposal.state = ProposalState.ACCEPTED
        return
    if proposal.entry_id is None:
        raise Refusal(
            "Nobody can tell where this belongs.",
            "The proposal stays to be decided.",
            "Make the change by hand where it fits, then mark the proposal as done.",
        )
    entry = uow.get(MinuteEntry, proposal.entry_id)
    if proposal.kind is ProposalKind.ADDITION:
        _add_below(uow, entry, proposal.after if text is None else text)
    else:
        _change(uow, entry, proposal, text)
    proposal.state = ProposalState.ACCEPTED


def _change(uow: UnitOfWork, entry: MinuteEntry, proposal: Proposal, text: str | None) -> None:
    now = words_of(uow, entry)
    wanted = merge(proposal.before, proposal.after, now) if text is None else text
    if wanted is None:
        raise Refusal(
            "These words were changed since the minutes went out.",
            "The entry and the proposal stay as they are.",
            "Look at both, write what shall stand there, and accept that.",
        )
    if wanted.strip():
        minuting.edit_entry(uow, entry.id, text=wanted.strip())
        return
    minuting.remove_entry(uow, entry.id)


def words_of(uow: UnitOfWork, entry: MinuteEntry) -> str:
    """Return the words an entry shows now."""
    found = meeting_view.entries(uow.reader, entry.meeting_id)
    return next(shown_text(one) for one in found if one.id == entry.id)


def _add_below(uow: UnitOfWork, entry: MinuteEntry, text: str) -> None:
    added = minuting.add_entry(
        uow, entry.item_id, EntryKind.NOTE, text.strip(), restricted=entry.restricted
    )
    minuting.move_entry(uow, added.id, entry.item_id, entry.position + 1)


def refuse(uow: UnitOfWork, proposal_id: str, why: str = "") -> None:
    """Refuse a proposal; the minutes stay as they are."""
    proposal = _open(uow, proposal_id)
    proposal.state, proposal.answer = ProposalState.REFUSED, why.strip()


def settle(uow: UnitOfWork, proposal_id: str, answer: str = "") -> None:
    """Mark a comment, or a change that was made by hand, as done, with an answer to it."""
    proposal = _open(uow, proposal_id)
    proposal.state, proposal.answer = ProposalState.ACCEPTED, answer.strip()


def reopen(uow: UnitOfWork, proposal_id: str) -> None:
    """Let a refused proposal, or a comment that was done, be decided again."""
    proposal = uow.get(Proposal, proposal_id)
    refuse_if_closed(uow.get(Meeting, proposal.meeting_id))
    said = proposal.kind is ProposalKind.COMMENT
    if proposal.state is ProposalState.ACCEPTED and not said:
        raise Refusal(
            "This proposal was accepted, and the minutes follow it.",
            "Nothing was changed.",
            "Change the entry itself, or undo.",
        )
    proposal.state = ProposalState.OPEN


@dataclass(frozen=True)
class Accepted:
    """How many proposals were accepted, and how many are left for a person to decide."""

    done: int
    left: int


def accept_all(uow: UnitOfWork, meeting_id: str, author: str) -> Accepted:
    """Accept every change one person proposed that can be made as it is.

    Comments, changes without a place or with a guessed one, and changes of words that were
    changed meanwhile are left to be decided one by one.
    """
    refuse_if_closed(uow.get(Meeting, meeting_id))
    uow.flush()
    statement = select(Proposal).where(
        Proposal.meeting_id == meeting_id,
        Proposal.author == author,
        Proposal.state == ProposalState.OPEN,
    )
    done = left = 0
    for proposal in list(uow.all(statement.order_by(Proposal.position))):
        if _is_plain(uow, proposal):
            accept(uow, proposal.id)
            uow.flush()
            done += 1
        else:
            left += 1
    return Accepted(done, left)


def _is_plain(uow: UnitOfWork, proposal: Proposal) -> bool:
    """Tell whether a proposal can be accepted without anybody looking at its place."""
    if proposal.kind is ProposalKind.COMMENT or proposal.entry_id is None or proposal.guessed:
        return False
    if proposal.kind is ProposalKind.ADDITION:
        return True
    now = words_of(uow, uow.get(MinuteEntry, proposal.entry_id))
    return merge(proposal.before, proposal.after, now) is not None


def _open(uow: UnitOfWork, proposal_id: str) -> Proposal:
    """Return a proposal that waits to be decided, of minutes that may still be changed."""
    proposal = uow.get(Proposal, proposal_id)
    refuse_if_closed(uow.get(Meeting, proposal.meeting_id))
    if proposal.state is not ProposalState.OPEN:
        raise Refusal(
            f"This proposal was decided: {proposal.state.label.lower()}.", "Nothing was changed."
        )
    return proposal
