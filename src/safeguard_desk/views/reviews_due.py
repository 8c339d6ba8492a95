"""What reviews have due: for the next agenda of Case Review, and for whoever opens the desk."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select

from safeguard_desk.desk.reading import Reader
from safeguard_desk.models import ImpactCheck, Recommendation, Review
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.terms import ItemKind, Purpose
from safeguard_desk.rules.terms_review import RapidFrom
from safeguard_desk.views import reviews
from safeguard_desk.views.agenda_proposals import Proposal
from safeguard_desk.views.meeting_clocks import settings
from safeguard_desk.views.meetings import MeetingHead
from safeguard_desk.views.reviews import ClockView, Head

IMPACT = "impact-check"
"""The clock that goes on when a review is closed."""
SOON = 15
"""Working days before its end from which a clock is told."""


@dataclass(frozen=True)
class ImpactDue:
    """A recommendation of a review whose impact is to be looked at again."""

    review_id: str
    ref: str
    made: str
    text: str
    due: date


def running_out(reader: Reader, group_id: str | None = None) -> list[tuple[Head, ClockView]]:
    """Return the clocks of open cases that are missed or run out soon, most urgent first."""
    heads = {one.id: one for one in reviews.heads(reader, group_id)}
    return [
        (heads[one.review_id], one)
        for one in reviews.clocks(reader)
        if one.review_id in heads
        and (heads[one.review_id].state.is_open or one.kind == IMPACT)
        and one.urgency[0] == 0
        and one.state.days <= SOON
    ]


def rapid_from(reader: Reader) -> RapidFrom:
    """Return from which day a rapid review counts, as it was settled; becoming aware otherwise."""
    said = settings(reader).get("clock.rapid-review-from", "").strip().lower()
    return RapidFrom.NOTIFIED if said.startswith("notif") else RapidFrom.AWARE


def undecided(reader: Reader, group_id: str | None = None) -> list[Head]:
    """Return the referrals that wait for their decision, by code name."""
    heads = reviews.heads(reader, group_id)
    return [one for one in heads if one.state.is_open and one.decided_on is None]


def impact_due(reader: Reader, until: date, group_id: str | None = None) -> list[ImpactDue]:
    """Return the recommendations of which the impact is to be looked at again by a day.

    Of a whole review its clock tells. Only the last look at a recommendation counts.
    """
    c, r = ImpactCheck, Recommendation
    statement = (
        select(r.id, r.ref, r.text, Review.id, Review.ref, c.checked_on, c.next_on)
        .join(r, r.id == c.recommendation_id)
        .join(Review, Review.id == c.review_id)
        .order_by(c.checked_on, c.id)
    )
    if group_id is not None:
        statement = statement.where(Review.group_id == group_id)
    last = {row[0]: row for row in reader.rows(statement)}
    found = [
        ImpactDue(*(review, ref, made, text), due=following)
        for _, made, text, review, ref, _, following in last.values()
        if following is not None and following <= until
    ]
    return sorted(found, key=lambda one: (one.due, one.made))


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
    by_id = {one.id: one for one in reviews.heads(reader, meeting.group_id)}
    for due in impact_due(reader, limit, meeting.group_id):
        told = f"impact of {due.made} to be looked at by {write_date(due.due)}"
        yield _apart(by_id[due.review_id], f"impact {due.made}", told, Purpose.ASSURANCE)


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
