"""What reviews have due: for the next agenda of Case Review, and for whoever opens the desk."""

from collections.abc import Iterator
from datetime import timedelta

from safeguard_desk.desk.reading import Reader
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.terms import ItemKind, Purpose
from safeguard_desk.views import reviews
from safeguard_desk.views.agenda_proposals import Proposal
from safeguard_desk.views.meetings import MeetingHead
from safeguard_desk.views.reviews import ClockView, Head

SOON = 15
"""Working days before its end from which a clock is told."""


def running_out(reader: Reader, group_id: str | None = None) -> list[tuple[Head, ClockView]]:
    """Return the clocks of open cases that are missed or run out soon, most urgent first."""
    heads = {one.id: one for one in reviews.heads(reader, group_id) if one.state.is_open}
    return [
        (heads[one.review_id], one)
        for one in reviews.clocks(reader)
        if one.review_id in heads and one.urgency[0] == 0 and one.state.days <= SOON
    ]


def undecided(reader: Reader, group_id: str | None = None) -> list[Head]:
    """Return the referrals that wait for their decision, by code name."""
    heads = reviews.heads(reader, group_id)
    return [one for one in heads if one.state.is_open and one.decided_on is None]


def proposals(reader: Reader, meeting: MeetingHead) -> Iterator[Proposal]:
    """Propose new referrals, and reviews of which a clock runs out by the meeting or soon after."""
    for head in undecided(reader, meeting.group_id):
        if head.referred_on <= meeting.held_on:
            told = f"referred {write_date(head.referred_on)}, to be decided"
            yield _apart(head, "referral", told, Purpose.DECISION)
    limit = meeting.held_on + timedelta(days=21)
    told_of: set[str] = set()
    for head, clock in running_out(reader, meeting.group_id):
        if head.decided_on is None or head.id in told_of or clock.state.due > limit:
            continue
        told_of.add(head.id)
        told = f"{reviews.SHORT.get(clock.kind, clock.kind).lower()}: {clock.state.words.lower()}"
        yield _apart(head, "clock", told, Purpose.ASSURANCE)


def _apart(head: Head, what: str, told: str, purpose: Purpose) -> Proposal:
    """Return an item of the restricted part; a line would stand under an item that all may read."""
    mark = f"{head.ref} {what}"
    return Proposal(
        id=f"reviews:{mark}",
        kind=ItemKind.DUE,
        title=f"{mark}: {told}",
        reason=f"{head.ref} is at “{head.state.label}”",
        purpose=purpose,
        minutes=5,
        restricted=True,
        under=f"reviews:{mark}",
        private=True,
    )
