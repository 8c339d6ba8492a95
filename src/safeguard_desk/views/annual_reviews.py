"""Evidence for an annual report from reviews, training and what both cost.

A case is restricted: only its code name, its kind and the wording agreed for others are told.
"""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from sqlalchemy import ColumnElement, func, or_, select

from safeguard_desk.desk.reading import Reader
from safeguard_desk.models import (
    Action,
    Booking,
    Course,
    Finding,
    Link,
    Recommendation,
    Review,
    TrainingSession,
)
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.terms import ActionStatus
from safeguard_desk.rules.terms_learning import BookingState, SessionState
from safeguard_desk.rules.terms_review import ReviewKind, ReviewState
from safeguard_desk.rules.terms_thread import Response
from safeguard_desk.views.annual_parts import Statement, Year, counted, sources

_STATUTORY = (
    *(ReviewKind.RAPID, ReviewKind.LCSPR),
    *(ReviewKind.SAR, ReviewKind.SAR_DISCRETIONARY),
)
UNAGREED = "its learning is not told here: no anonymous wording was agreed"


class _Case(NamedTuple):
    id: str
    ref: str
    kind: ReviewKind
    state: ReviewState
    public_words: str
    decided_on: date | None
    published_on: date | None
    plan_agreed_on: date | None
    cost: int

    @property
    def concluded_on(self) -> date | None:
        """The day it was published or its plan agreed, whichever came first."""
        days = [day for day in (self.published_on, self.plan_agreed_on) if day is not None]
        return min(days, default=None)


def _reviews(reader: Reader, asked: Year) -> list[_Case]:
    r = Review
    statement = (
        select(
            *(r.id, r.ref, r.kind, r.state, r.public_words, r.decided_on, r.published_on),
            *(r.plan_agreed_on, r.cost_actual),
        )
        .where(r.side.in_(asked.board.sides), r.kind.in_(_STATUTORY))
        .where(r.state != ReviewState.NOT_PROGRESSED, r.decided_on <= asked.end)
        .order_by(r.ref)
    )
    return [_Case(*row) for row in reader.rows(statement)]


def concluded(reader: Reader, asked: Year) -> Iterator[Statement]:
    """Give the reviews concluded in the year with the wording agreed for others."""
    for review in _reviews(reader, asked):
        if asked.holds(review.concluded_on):
            words = review.public_words.strip() or UNAGREED
            text = f"{review.ref}, {review.kind.label.lower()}: {words}"
            yield Statement(text.rstrip(".") + ".", (("reviews", review.id, review.ref),))


def ongoing(reader: Reader, asked: Year) -> Iterator[Statement]:
    """Give the reviews that went on at the end of the year, and since when."""
    for review in _reviews(reader, asked):
        day = review.concluded_on
        if day is None or day > asked.end:
            decided = write_date(review.decided_on) if review.decided_on else "no day recorded"
            stands = f"decided on {decided}, {review.state.label.lower()}"
            text = f"{review.ref}, {review.kind.label.lower()}: {stands}."
            yield Statement(text, (("reviews", review.id, review.ref),))


def implemented(reader: Reader, asked: Year) -> Iterator[Statement]:
    """Give for each recommendation of a review the actions closed in the year, as counts."""
    closed = (
        select(Recommendation.ref, Recommendation.id, func.count(Action.id.distinct()))
        .join(Link, Link.from_id == Recommendation.id, isouter=True)
        .join(
            Action,
            (Action.id == Link.to_id)
            | ((Action.source_kind == "recommendations") & (Action.source_id == Recommendation.id)),
        )
        .where(
            _of_reviews(),
            Recommendation.side.in_(asked.board.sides),
            Action.status == ActionStatus.CLOSED,
            Action.closed_on.between(asked.start, asked.end),
        )
        .group_by(Recommendation.ref, Recommendation.id)
        .order_by(Recommendation.ref)
    )
    for ref, identity, count in reader.rows(closed):
        text = f"{ref}: {counted(count, 'action was', 'actions were')} completed."
        yield Statement(text, (("recommendations", identity, ref),))
    answered = select(Recommendation.id, Recommendation.ref).where(
        _of_reviews(),
        Recommendation.side.in_(asked.board.sides),
        Recommendation.response.in_((Response.ACCEPTED, Response.PART)),
        Recommendation.responded_on.between(asked.start, asked.end),
    )
    rows = reader.rows(answered.order_by(Recommendation.ref))
    if rows:
        text = f"{counted(len(rows), 'recommendation was', 'recommendations were')} accepted."
        yield Statement(text, sources("recommendations", rows))


def _of_reviews() -> ColumnElement[bool]:
    found = select(Finding.id).where(Finding.source_kind == "reviews")
    return or_(Recommendation.source_kind == "reviews", Recommendation.finding_id.in_(found))


def rejected(reader: Reader, asked: Year) -> Iterator[Statement]:
    """Give recommendations of reviews that were not accepted in the year, with the reasons."""
    r = Recommendation
    statement = (
        select(r.id, r.ref, r.response_reason, r.restricted)
        .where(
            _of_reviews(),
            r.side.in_(asked.board.sides),
            r.response == Response.REJECTED,
            r.responded_on.between(asked.start, asked.end),
        )
        .order_by(r.ref)
    )
    for identity, ref, reason, restricted in reader.rows(statement):
        told = reason if asked.restricted or not restricted else "the reason is with the board"
        yield Statement(f"{ref} is not implemented: {told}.", (("recommendations", identity, ref),))


def training(reader: Reader, asked: Year) -> Iterator[Statement]:
    """Give each course delivered in the year with who attended."""
    statement = (
        select(Course.id, Course.ref, Course.title, func.count(TrainingSession.id.distinct()))
        .join(TrainingSession, TrainingSession.course_id == Course.id)
        .where(
            TrainingSession.state == SessionState.DELIVERED,
            TrainingSession.held_on.between(asked.start, asked.end),
            Course.side.in_(asked.board.sides),
        )
        .group_by(Course.id, Course.ref, Course.title)
        .order_by(Course.ref)
    )
    came = (BookingState.ATTENDED, BookingState.PART_ATTENDED)
    for identity, ref, title, sessions in reader.rows(statement):
        attended = reader.scalar(
            select(func.count(Booking.id))
            .join(TrainingSession, TrainingSession.id == Booking.session_id)
            .where(
                TrainingSession.course_id == identity,
                TrainingSession.held_on.between(asked.start, asked.end),
                Booking.state.in_(came),
            )
        )
        people = counted(attended, "person", "people")
        text = f"{title}: {counted(sessions, 'session')}, attended by {people}."
        yield Statement(text, (("courses", identity, ref),))


def costs(reader: Reader, asked: Year) -> Iterator[Statement]:
    """Give what reviews and training cost in the year, where it is recorded."""
    spent = [one for one in _reviews(reader, asked) if one.cost]
    spent = [one for one in spent if asked.holds(one.decided_on)]
    if spent:
        total = sum(one.cost for one in spent)
        rows = [(one.id, one.ref) for one in spent]
        text = f"{counted(len(spent), 'review')} decided in the year cost £{total:,}."
        yield Statement(text, sources("reviews", rows))
    statement = (
        select(TrainingSession.id, TrainingSession.ref, TrainingSession.cost_actual)
        .join(Course, Course.id == TrainingSession.course_id)
        .where(
            TrainingSession.held_on.between(asked.start, asked.end),
            TrainingSession.cost_actual.is_not(None),
            Course.side.in_(asked.board.sides),
        )
    )
    sessions = reader.rows(statement)
    if sessions:
        total = sum(cost or 0 for *_, cost in sessions)
        rows = [(identity, ref) for identity, ref, _ in sessions]
        text = f"{counted(len(sessions), 'training session')} cost £{total:,}."
        yield Statement(text, sources("training_sessions", rows))
