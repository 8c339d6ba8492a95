"""The sorts of break that are worked out: clocks that passed, and learning that nothing carries."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import func, or_, select

from safeguard_desk.desk.reading import Reader
from safeguard_desk.models import Finding, Group, LearningPoint, Review, ReviewClock
from safeguard_desk.rules.clocks import clock
from safeguard_desk.rules.terms_review import ReviewState
from safeguard_desk.rules.terms_thread import Weight
from safeguard_desk.views import meeting_clocks
from safeguard_desk.views.break_sorts import Reckoned, Row
from safeguard_desk.views.carried import held_by


def _reviews(reader: Reader) -> Iterator[tuple[str, Row]]:
    """Yield the clocks of reviews that passed and were neither met, extended nor stopped."""
    c, r = ReviewClock, Review
    ends = func.coalesce(c.extended_to, c.due_on)
    columns: tuple[Any, ...] = (r.group_id, r.id, Group.code, r.ref, c.kind, ends, Group.kind)
    statement = (
        select(*columns)
        .join(c, c.review_id == r.id)
        .join(Group, Group.id == r.group_id)
        .where(c.met_on.is_(None), c.stopped_on.is_(None), ends < reader.today)
        .where(r.state.in_([one for one in ReviewState if one.is_open]))
    )
    for group_id, review_id, code, ref, kind, due, of in reader.rows(statement):
        yield group_id, (review_id, code, ref, clock(kind).label, "", due, True, of)


def _meetings(reader: Reader) -> Iterator[tuple[str, Row]]:
    """Yield the clocks of meetings that passed: calls, papers, draft minutes, minutes."""
    groups = {
        identity: (code, kind)
        for identity, code, kind in reader.rows(select(Group.id, Group.code, Group.kind))
    }
    for one in meeting_clocks.running(reader, soon=-1):
        if one.missed:
            code, kind = groups[one.group_id]
            row = (one.meeting_id, code, one.ref, one.label, "", one.state.due, False, kind)
            yield one.group_id, row


def _uncarried(reader: Reader) -> Iterator[tuple[str, Row]]:
    """Yield the learning points that no course, session, briefing or met need carries."""
    p, carried = LearningPoint, held_by(reader)
    columns: tuple[Any, ...] = (
        *(p.group_id, p.id, Group.code, p.ref, p.text, p.noted_on),
        *(or_(p.restricted, func.coalesce(Finding.restricted, False)), Group.kind),
    )
    statement = (
        select(*columns)
        .join(Group, Group.id == p.group_id)
        .outerjoin(Finding, Finding.id == p.finding_id)
        .where(p.not_carried == "")
    )
    for group_id, point_id, code, ref, text, noted_on, restricted, kind in reader.rows(statement):
        if point_id not in carried:
            yield group_id, (point_id, code, ref, text, "", noted_on, restricted, kind)


SORTS: tuple[Reckoned, ...] = (
    Reckoned(
        *("clock", "Clock of a review passed", Weight.ERROR, "reviews"),
        *("Say what met it, extend it with a reason, or stop it", _reviews),
    ),
    Reckoned(
        *("meeting", "Clock of a meeting passed", Weight.ERROR, "meetings"),
        *("Send what is due from the meeting (Ctrl+E)", _meetings),
    ),
    Reckoned(
        *("uncarried", "Learning point carried by nothing", Weight.WARNING, "learning_points"),
        *("Raise a need of it (Ctrl+Shift+N), or say why not under Needs", _uncarried),
    ),
)
"""What no single statement can tell."""
