"""Learning needs as people read them, and how many stand where in the matrix of priorities."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from sqlalchemy import select

from safeguard_desk.desk.reading import Reader
from safeguard_desk.errors import Refusal
from safeguard_desk.models import (
    Agency,
    Course,
    CourseContent,
    CourseVersion,
    Group,
    LearningNeed,
    NeedAgency,
)
from safeguard_desk.rules.learning_needs import priority
from safeguard_desk.rules.terms import GroupKind, Side
from safeguard_desk.rules.terms_learning import CourseLevel, NeedResponse, NeedSource, NeedState
from safeguard_desk.views.thread_nodes import Facts, facts_of

Key = tuple[str, str]
"""The kind and id of a record."""
OF_REVIEW = "Case Review, restricted"
"""What a record of the restricted part is called where others read."""


@dataclass(frozen=True)
class CourseLink:
    """A course that answers a need."""

    id: str
    ref: str
    title: str


@dataclass(frozen=True)
class NeedView:
    """A learning need. `seen_in` is what showed it, in words that everybody may read."""

    id: str
    ref: str
    title: str
    side: Side
    source: NeedSource
    source_words: str
    source_kind: str
    source_id: str | None
    seen_in: str
    audience: str
    level: CourseLevel | None
    evidence: str
    impact: int | None
    reach: int | None
    response: NeedResponse
    response_words: str
    state: NeedState
    state_reason: str
    raised_on: date
    due_on: date | None
    agencies: tuple[tuple[str, str], ...]
    """Ids and names of the agencies whose staff it concerns."""
    courses: tuple[CourseLink, ...]

    @property
    def priority(self) -> int | None:
        """Impact times reach; None until both were judged."""
        return priority(self.impact, self.reach)

    def late(self, today: date) -> bool:
        """Say whether it was to be met by now and is not."""
        return self.state.is_open and self.due_on is not None and self.due_on < today


def needs(reader: Reader, group_id: str | None = None) -> list[NeedView]:
    """Return learning needs: open ones first, the highest priority first, unjudged ones last."""
    n = LearningNeed
    statement = select(
        *(n.id, n.ref, n.title, n.side, n.source, n.source_words, n.source_kind, n.source_id),
        *(n.audience, n.level, n.evidence, n.impact, n.reach, n.response, n.response_words),
        *(n.state, n.state_reason, n.raised_on, n.due_on),
    ).where(n.restricted.is_(False))
    if group_id is not None:
        statement = statement.where(n.group_id == group_id)
    rows = reader.rows(statement.order_by(n.ref))
    seen = called(reader, {(row[6], row[7]) for row in rows if row[7]})
    agencies, courses = _agencies(reader), courses_by_need(reader)
    found = []
    for row in rows:
        own: dict[str, Any] = dict(zip(_NEED, row, strict=True))
        words = own["source_words"] or own["source"].label
        own["seen_in"] = seen.get((own["source_kind"], own["source_id"] or ""), words)
        own["agencies"] = tuple(agencies.get(own["id"], ()))
        own["courses"] = tuple(courses.get(own["id"], ()))
        found.append(NeedView(**own))
    return sorted(found, key=lambda one: (not one.state.is_open, -(one.priority or 0), one.ref))


_NEED = tuple(
    one.name for one in fields(NeedView) if one.name not in {"seen_in", "agencies", "courses"}
)
"""What a need takes from its row, in this order."""


def need(reader: Reader, need_id: str) -> NeedView:
    """Return one need; refuses one that is no longer there."""
    found = next((one for one in needs(reader) if one.id == need_id), None)
    if found is None:
        raise Refusal("This learning need is no longer there.", "", "Look at the list again.")
    return found


def called(reader: Reader, keys: Collection[Key]) -> dict[Key, str]:
    """Return what records may be called outside Case Review, by their keys."""
    return {key: words_of(facts) for key, facts in facts_of(reader, keys).items()}


def words_of(facts: Facts) -> str:
    """Return what a record may be called outside Case Review."""
    return OF_REVIEW if is_hidden(facts) else f"{facts.ref} {facts.title}".strip()


def is_hidden(facts: Facts) -> bool:
    """Say whether a record's own words stay in the restricted part."""
    return facts.restricted or facts.group_kind is GroupKind.REVIEW


def _agencies(reader: Reader) -> dict[str, list[tuple[str, str]]]:
    a = NeedAgency
    statement = select(a.need_id, Agency.id, Agency.short_name, Agency.name)
    found: dict[str, list[tuple[str, str]]] = {}
    for need_id, identity, short, name in reader.rows(
        statement.join(Agency, Agency.id == a.agency_id).order_by(Agency.name)
    ):
        found.setdefault(need_id, []).append((identity, short or name))
    return found


def courses_by_need(reader: Reader) -> Mapping[str, list[CourseLink]]:
    """Return the courses whose newest version carries a need, by the need's id."""
    found: dict[str, list[CourseLink]] = {}
    for need_id, course in newest_carriers(reader, "learning_needs"):
        found.setdefault(need_id, []).append(course)
    return found


def newest_carriers(reader: Reader, kind: str) -> Iterable[tuple[str, CourseLink]]:
    """Yield which records of a kind the newest version of each course carries."""
    c, v = CourseContent, CourseVersion
    statement = (
        select(c.source_id, v.number, Course.id, Course.ref, Course.title)
        .join(v, v.id == c.course_version_id)
        .join(Course, Course.id == v.course_id)
        .where(c.source_kind == kind, c.source_id.is_not(None))
        .order_by(Course.ref)
    )
    newest = newest_versions(reader)
    for record_id, number, course_id, ref, title in reader.rows(statement):
        if record_id is not None and newest[course_id] == number:
            yield record_id, CourseLink(course_id, ref, title)


def newest_versions(reader: Reader) -> dict[str, int]:
    """Return the number of each course's newest version."""
    found: dict[str, int] = {}
    for course_id, number in reader.rows(select(CourseVersion.course_id, CourseVersion.number)):
        found[course_id] = max(number, found.get(course_id, 0))
    return found


def matrix(found: Iterable[NeedView]) -> Counter[tuple[int, int]]:
    """Return how many open needs stand at each impact and reach; unjudged ones are left out."""
    return Counter(
        (one.impact, one.reach)
        for one in found
        if one.state.is_open and one.impact is not None and one.reach is not None
    )


def learning_group(reader: Reader) -> str | None:
    """Return the id of the group that learning needs are raised for."""
    of = select(Group.id).where(Group.kind == GroupKind.LEARNING).order_by(Group.code)
    found: str | None = reader.scalar(of.limit(1))
    return found
