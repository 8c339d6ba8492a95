"""What shows whether practice changed where a course was given: checks on what it rests on.

The course's thread is followed back to what called for it; a re-audit, an indicator or a verdict on
any of that is what is known of the course's results. None of it proves that the course did it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from safeguard_desk.desk.reading import Reader
from safeguard_desk.models import (
    Audit,
    CourseContent,
    CourseVersion,
    LearningNeed,
    TrainingSession,
)
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.measuring import shown
from safeguard_desk.rules.terms import GroupKind
from safeguard_desk.rules.terms_learning import SessionState
from safeguard_desk.rules.terms_quality import Direction
from safeguard_desk.views import scorecard
from safeguard_desk.views.thread import Key, edges_of
from safeguard_desk.views.thread_nodes import facts_of

_MOST = 400
_CHECKS = frozenset({"audits", "indicators", "actions"})


@dataclass(frozen=True)
class Evidence:
    """A check: the record, what it says in words, and since when; empty words: nothing yet."""

    kind: str
    id: str
    ref: str
    title: str
    words: str
    on: date | None

    @property
    def known(self) -> bool:
        """Say whether it tells anything yet."""
        return bool(self.words)


def rests_on(reader: Reader, course_id: str) -> set[Key]:
    """Return everything that a course goes back to, the course with it."""
    known: set[Key] = {("courses", course_id)}
    c, v = CourseContent, CourseVersion
    carried = (
        select(c.source_kind, c.source_id)
        .join(v, v.id == c.course_version_id)
        .where(v.course_id == course_id, c.source_id.is_not(None))
    )
    front: set[Key] = {(kind, of) for kind, of in reader.rows(carried) if of} | known
    while front and len(known) < _MOST:
        known |= front
        earlier = {edge.earlier for edge in edges_of(reader, front) if edge.later in front}
        earlier |= _needs(reader, front)
        front = {key for key in earlier if key not in known and key[0] != "agenda_items"}
    return known


def _needs(reader: Reader, keys: Iterable[Key]) -> set[Key]:
    """Return what the learning needs among some records were seen by."""
    ids = [record_id for kind, record_id in keys if kind == "learning_needs"]
    n = LearningNeed
    rows = reader.rows(
        select(n.source_kind, n.source_id).where(n.id.in_(ids), n.source_id.is_not(None))
    )
    return {(kind, of) for kind, of in rows if kind and of}


def results(reader: Reader, course_id: str) -> list[Evidence]:
    """Return the checks on what a course rests on, those that tell something first."""
    before = rests_on(reader, course_id)
    checks = {key for key in before if key[0] in {"audits", "indicators"}}
    checks |= {
        edge.later
        for edge in edges_of(reader, before)
        if edge.earlier in before and edge.later[0] in _CHECKS
    }
    facts = facts_of(reader, checks)
    first = _first_held(reader, course_id)
    found: list[Evidence] = []
    for key in sorted(checks):
        held = facts.get(key)
        if held is None or held.restricted or held.group_kind is GroupKind.REVIEW:
            continue
        if key[0] == "indicators":
            words, on = _indicator(reader, key[1], first)
        elif held.verdict:
            words, on = _verdict(held.verdict_state, held.verdict), held.verdict_on
        elif key[0] == "audits" and _is_check(reader, key[1], before):
            words, on = "", held.on
        else:
            continue
        found.append(Evidence(*key, held.ref, held.title, words, on))
    told_otherwise = _told_otherwise(reader, found)
    kept = [one for one in found if one.id not in told_otherwise]
    return sorted(kept, key=lambda one: (not one.known, one.ref))


def _told_otherwise(reader: Reader, found: Iterable[Evidence]) -> set[str]:
    """Return the audits whose re-audit, or whose first audit, tells already what became of it."""
    known = {one.id: one.known for one in found if one.kind == "audits"}
    repeats = select(Audit.id, Audit.re_audit_of_id).where(Audit.id.in_(known))
    pairs = [(again, first) for again, first in reader.rows(repeats) if first in known]
    return {first if known[again] else again for again, first in pairs if first is not None}


def _is_check(reader: Reader, audit_id: str, before: set[Key]) -> bool:
    """Say whether an audit repeats one that a course goes back to, or follows from the course."""
    of = reader.scalar(select(Audit.re_audit_of_id).where(Audit.id == audit_id))
    return ("audits", audit_id) not in before or ("audits", of) in before


def _first_held(reader: Reader, course_id: str) -> date | None:
    s = TrainingSession
    held = select(s.held_on).where(
        s.course_id == course_id, s.state != SessionState.CANCELLED, s.held_on <= reader.today
    )
    found: date | None = reader.scalar(held.order_by(s.held_on).limit(1))
    return found


def _indicator(reader: Reader, indicator_id: str, first: date | None) -> tuple[str, date | None]:
    """Return how an indicator moved since the period in which a course was first held."""
    row = scorecard.indicator(reader, indicator_id, count=20)
    if row is None or first is None:
        return "", None
    known = [cell for cell in row.cells if cell.value is not None]
    earlier = [cell for cell in known if cell.period.starts_on <= first]
    later = [cell for cell in known if cell.period.starts_on > first]
    if not earlier or not later:
        return "", None
    old, new = earlier[-1], later[-1]
    if old.reading is None or new.reading is None:
        return "", None
    way = _way(row.direction, (new.value or 0.0) - (old.value or 0.0))
    said = (
        f"{shown(new.reading, row.unit, leaving=True)} in {new.period.label}, after"
        f" {shown(old.reading, row.unit, leaving=True)} in {old.period.label}{way}"
    )
    return said, new.period.starts_on


def _verdict(state: str, reasons: str) -> str:
    return state if reasons == state else f"{state}: {reasons.rstrip('.')}"


def _way(direction: Direction, change: float) -> str:
    if not change:
        return ": as before"
    if direction is Direction.NEITHER:
        return ""
    better = (change > 0) == (direction is Direction.UP)
    return ": to the better" if better else ": to the worse"


def dated(evidence: Evidence) -> str:
    """Return a check in a line: "QA-A-0003 Neglect: Practice has changed (1 Jul 2026)"."""
    when = f" ({write_date(evidence.on)})" if evidence.on and evidence.kind != "indicators" else ""
    return f"{evidence.ref} {evidence.title}: {evidence.words or 'nothing to tell yet'}{when}"


def linked_needs(reader: Reader, course_id: str) -> list[tuple[str, str, str]]:
    """Return the learning needs that a course answers: id, reference and title."""
    keys = [one for kind, one in rests_on(reader, course_id) if kind == "learning_needs"]
    n = LearningNeed
    rows = reader.rows(
        select(n.id, n.ref, n.title).where(n.id.in_(keys), n.restricted.is_(False)).order_by(n.ref)
    )
    return [(identity, ref, title) for identity, ref, title in rows]
