"""Learning points that no course, session or briefing carries yet, until the list is empty.

What belongs to Case Review is told by the wording that was agreed for others, and otherwise only
counted.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from safeguard_desk.desk.reading import Reader
from safeguard_desk.models import (
    Course,
    Finding,
    Group,
    LearningNeed,
    LearningPoint,
    LearningProduct,
    Link,
    TrainingSession,
)
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.terms import GroupKind, Side
from safeguard_desk.rules.terms_learning import NeedState, ProductState, SessionState
from safeguard_desk.views.choices import Choice
from safeguard_desk.views.learning_needs import OF_REVIEW, courses_by_need, newest_carriers
from safeguard_desk.views.thread_nodes import facts_of

CARRIERS = ("courses", "training_sessions", "learning_products")
"""Kinds of record that carry a learning point by a link to it."""
_SEEN = {"reviews": "Case review", "audits": "Audit", "inspections": "Inspection"}


@dataclass(frozen=True)
class PointView:
    """A learning point. `text` is what may be read here; `hidden` says it is agreed wording."""

    id: str
    ref: str
    text: str
    side: Side
    noted_on: date
    seen_in: str
    source: tuple[str, str] | None
    """The record that a briefing on it is made from; None where that may not be told here."""
    needs: tuple[str, ...]
    carried_by: tuple[str, ...]
    not_carried: str
    hidden: bool


@dataclass(frozen=True)
class Carried:
    """The points that nothing carries, those that are not to be, and how many wait for wording."""

    open: tuple[PointView, ...]
    settled: tuple[PointView, ...]
    """Not to be carried, with the reason."""
    carried: tuple[PointView, ...]
    waiting: int

    @property
    def words(self) -> str:
        """Return how it stands, in a line."""
        number = len(self.open)
        said = f"{number} learning point{'' if number == 1 else 's'} that nothing carries yet"
        parts = [said if number else "Every learning point is carried, or told why not"]
        parts.append(f"{len(self.carried)} carried, {len(self.settled)} not to be carried")
        if self.waiting:
            parts.append(f"{self.waiting} of Case Review without wording agreed for others")
        return ". ".join(parts) + "."


def carried(reader: Reader) -> Carried:
    """Return how all learning points stand."""
    p = LearningPoint
    statement = (
        select(
            *(p.id, p.ref, p.text, p.side, p.noted_on, p.public_words, p.not_carried),
            *(p.source_kind, p.source_id, p.restricted, Group.kind, Finding.restricted),
        )
        .join(Group, Group.id == p.group_id)
        .outerjoin(Finding, Finding.id == p.finding_id)
        .order_by(p.noted_on, p.ref)
    )
    rows = reader.rows(statement)
    by, needs = held_by(reader), _needs(reader)
    sources = facts_of(reader, {(row[7], row[8]) for row in rows if row[8]})
    found: dict[str, list[PointView]] = {"open": [], "settled": [], "carried": []}
    waiting = 0
    for identity, ref, text, side, on, agreed, why, kind, source_id, own, group, of in rows:
        facts = sources.get((kind, source_id or ""))
        hidden = bool(own or of) or group is GroupKind.REVIEW or bool(facts and facts.restricted)
        holders = tuple(by.get(identity, ()))
        if hidden and not agreed.strip() and not holders and not why:
            waiting += 1
        if hidden and not agreed.strip():
            continue
        tells = facts is not None and not hidden
        seen = f"{facts.ref} {facts.title}" if facts and tells else _SEEN.get(kind, "")
        view = PointView(
            *(identity, ref, agreed if hidden else text, side, on),
            seen_in=OF_REVIEW if hidden else seen or "Noted by hand",
            source=(kind, source_id) if source_id and not hidden else None,
            needs=tuple(needs.get(identity, ())),
            carried_by=holders,
            not_carried=why,
            hidden=hidden,
        )
        found["carried" if holders else "settled" if why else "open"].append(view)
    return Carried(tuple(found["open"]), tuple(found["settled"]), tuple(found["carried"]), waiting)


def held_by(reader: Reader) -> dict[str, list[str]]:
    """Return what carries each learning point: courses, sessions and products, by reference."""
    found: dict[str, list[str]] = {}
    for point_id, course in newest_carriers(reader, "learning_points"):
        found.setdefault(point_id, []).append(f"{course.ref} {course.title}")
    for point_id, words in (*_linked(reader), *_products(reader), *_by_needs(reader)):
        held = found.setdefault(point_id, [])
        if words not in held:
            held.append(words)
    return found


def _linked(reader: Reader) -> Iterable[tuple[str, str]]:
    statement = select(Link.from_id, Link.to_kind, Link.to_id).where(
        Link.from_kind == "learning_points", Link.to_kind.in_(CARRIERS)
    )
    rows = reader.rows(statement)
    facts = facts_of(reader, {(kind, identity) for _, kind, identity in rows})
    gone = {SessionState.CANCELLED, ProductState.WITHDRAWN}
    for point_id, kind, identity in rows:
        known = facts.get((kind, identity))
        if known is not None and known.term not in gone:
            yield point_id, f"{known.ref} {known.title}".strip()


def _products(reader: Reader) -> Iterable[tuple[str, str]]:
    p = LearningProduct
    statement = select(p.source_id, p.ref, p.title).where(
        p.source_kind == "learning_points",
        p.source_id.is_not(None),
        p.state != ProductState.WITHDRAWN,
    )
    for point_id, ref, title in reader.rows(statement):
        if point_id is not None:
            yield point_id, f"{ref} {title}"


def _by_needs(reader: Reader) -> Iterable[tuple[str, str]]:
    """Yield the points whose learning need a course carries, or that was met."""
    n = LearningNeed
    by = courses_by_need(reader)
    statement = select(n.id, n.source_id, n.ref, n.title, n.state).where(
        n.source_kind == "learning_points", n.source_id.is_not(None)
    )
    for need_id, point_id, ref, title, state in reader.rows(statement):
        if point_id is None:
            continue
        for course in by.get(need_id, ()):
            yield point_id, f"{course.ref} {course.title}"
        if state in {NeedState.MET, NeedState.REVIEWED}:
            yield point_id, f"{ref} {title}"


def _needs(reader: Reader) -> dict[str, list[str]]:
    n = LearningNeed
    statement = select(n.source_id, n.ref).where(
        n.source_kind == "learning_points", n.source_id.is_not(None)
    )
    found: dict[str, list[str]] = {}
    for point_id, ref in reader.rows(statement.order_by(n.ref)):
        if point_id is not None:
            found.setdefault(point_id, []).append(ref)
    return found


def carriers(reader: Reader, group_id: str | None = None) -> list[Choice]:
    """Return what can carry a learning point: "courses ID" and "Course LD-C-0001 Neglect"."""
    offered: list[Choice] = []
    c, s, p = Course, TrainingSession, LearningProduct
    today = reader.today
    courses = select(c.id, c.ref, c.title).where(c.ended_on.is_(None) | (c.ended_on >= today))
    if group_id is not None:
        courses = courses.where(c.group_id == group_id)
    for identity, ref, title in reader.rows(courses.order_by(c.ref)):
        offered.append((f"courses {identity}", f"Course {ref} {title}"))
    made = select(p.id, p.ref, p.title).where(p.state != ProductState.WITHDRAWN)
    for identity, ref, title in reader.rows(made.order_by(p.ref.desc())):
        offered.append((f"learning_products {identity}", f"Product {ref} {title}"))
    sessions = (
        select(s.id, s.ref, s.held_on, c.title)
        .join(c, c.id == s.course_id)
        .where(s.state != SessionState.CANCELLED)
        .order_by(s.held_on.desc())
    )
    for identity, ref, held_on, title in reader.rows(sessions.limit(200)):
        words = f"Session {ref} {write_date(held_on)} {title}"
        offered.append((f"training_sessions {identity}", words))
    return offered
