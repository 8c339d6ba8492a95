"""Courses: what they teach from when on, what that rests on, and what has overtaken it."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from sqlalchemy import select

from safeguard_desk.desk.reading import Reader
from safeguard_desk.errors import Refusal
from safeguard_desk.models import Audit, Course, CourseContent, CourseVersion, Person
from safeguard_desk.rules.terms import Side
from safeguard_desk.rules.terms_learning import Commissioning, ContentBasis, CourseLevel, Delivery
from safeguard_desk.rules.terms_quality import AuditState
from safeguard_desk.views.learning_needs import NeedView, is_hidden, needs, words_of
from safeguard_desk.views.thread_nodes import facts_of
from safeguard_desk.views.training_sessions import SessionHead, sessions


@dataclass(frozen=True)
class ContentView:
    """Something that a course version rests on, in words that everybody may read."""

    id: str
    basis: ContentBasis
    words: str
    source_kind: str
    source_id: str | None
    dated_on: date | None
    overtaken_on: date | None
    overtaken_words: str
    hidden: bool
    """The record behind it is restricted: only its wording is shown."""
    doubt: str = ""
    """What may have overtaken it, where nobody has said so yet."""

    @property
    def overtaken(self) -> bool:
        """Say whether a later review or guidance has overtaken it."""
        return self.overtaken_on is not None


@dataclass(frozen=True)
class VersionView:
    """A version of a course with what it rests on."""

    id: str
    number: int
    valid_from: date
    changes: str
    contents: tuple[ContentView, ...]


@dataclass(frozen=True)
class CourseHead:
    """A course by itself; `overtaken` is how much of its newest version something overtook."""

    id: str
    ref: str
    title: str
    group_id: str
    side: Side
    level: CourseLevel
    delivery: Delivery
    audience: str
    outcomes: str
    commissioning: Commissioning
    provider: str
    owner_id: str | None
    owner: str
    length_minutes: int
    capacity: int
    cost: int
    started_on: date | None
    ended_on: date | None
    version: int
    version_from: date | None
    overtaken: int
    doubts: int

    @property
    def name(self) -> str:
        """Its reference and title."""
        return f"{self.ref}  {self.title}"


@dataclass(frozen=True)
class CourseView:
    """A course with all that its page shows; versions newest first, sessions newest first."""

    head: CourseHead
    versions: tuple[VersionView, ...]
    sessions: tuple[SessionHead, ...]
    needs: tuple[NeedView, ...]

    @property
    def newest(self) -> VersionView:
        """The version that holds, or will."""
        return self.versions[0]


@dataclass(frozen=True)
class Overtaken:
    """Content of a course's newest version that something has overtaken, or may have."""

    id: str
    course_id: str
    course_ref: str
    course: str
    content: ContentView


def courses(reader: Reader, group_id: str | None = None) -> list[CourseHead]:
    """Return courses by reference, those that have ended last."""
    c = Course
    statement = (
        select(
            *(c.id, c.ref, c.title, c.group_id, c.side, c.level, c.delivery, c.audience),
            *(c.outcomes, c.commissioning, c.provider, c.owner_id, Person.role),
            *(c.length_minutes, c.capacity, c.cost, c.started_on, c.ended_on),
        )
        .outerjoin(Person, Person.id == c.owner_id)
        .order_by(c.ref)
    )
    if group_id is not None:
        statement = statement.where(c.group_id == group_id)
    held = versions(reader)
    found = []
    for row in reader.rows(statement):
        newest = next(iter(held.get(row[0], ())), None)
        contents = newest.contents if newest else ()
        own: dict[str, Any] = dict(zip(_HEAD, row, strict=True))
        own["owner"] = own["owner"] or ""
        found.append(
            CourseHead(
                **own,
                version=newest.number if newest else 0,
                version_from=newest.valid_from if newest else None,
                overtaken=sum(one.overtaken for one in contents),
                doubts=sum(bool(one.doubt) for one in contents),
            )
        )
    today = reader.today
    return sorted(found, key=lambda one: one.ended_on is not None and one.ended_on < today)


_HEAD = tuple(one.name for one in fields(CourseHead))[:-4]
"""What a head takes from its row, in this order; its last four fields come from its versions."""


def course_view(reader: Reader, course_id: str) -> CourseView:
    """Return a course; refuses one that is no longer there."""
    head = next((one for one in courses(reader) if one.id == course_id), None)
    if head is None:
        raise Refusal("This course is no longer there.", "", "Look at the list again.")
    answered = [
        one for one in needs(reader) if any(course.id == course_id for course in one.courses)
    ]
    held = sessions(reader, course_id=course_id)
    return CourseView(
        head=head,
        versions=tuple(versions(reader, course_id).get(course_id, ())),
        sessions=tuple(reversed(held)),
        needs=tuple(answered),
    )


def versions(reader: Reader, course_id: str | None = None) -> dict[str, list[VersionView]]:
    """Return the versions of courses with their contents, the newest first, by the course's id."""
    v = CourseVersion
    statement = select(v.course_id, v.id, v.number, v.valid_from, v.changes)
    if course_id is not None:
        statement = statement.where(v.course_id == course_id)
    contents = _contents(reader)
    found: dict[str, list[VersionView]] = {}
    for of, identity, number, valid_from, changes in reader.rows(
        statement.order_by(v.course_id, v.number.desc())
    ):
        held = tuple(contents.get(identity, ()))
        found.setdefault(of, []).append(VersionView(identity, number, valid_from, changes, held))
    return found


def _contents(reader: Reader) -> dict[str, list[ContentView]]:
    c = CourseContent
    rows = reader.rows(
        select(
            *(c.course_version_id, c.id, c.basis, c.words, c.source_kind, c.source_id),
            *(c.dated_on, c.overtaken_on, c.overtaken_words),
        ).order_by(c.created_at, c.id)
    )
    facts = facts_of(reader, {(row[4], row[5]) for row in rows if row[5]})
    repeated = _repeated(reader, {row[5] for row in rows if row[4] == "audits" and row[5]})
    found: dict[str, list[ContentView]] = {}
    for version_id, identity, basis, words, kind, source_id, dated, since, by in rows:
        known = facts.get((kind, source_id or ""))
        named = words_of(known) if known is not None else ""
        said = words if words and (known is None or is_hidden(known)) else named or words
        view = ContentView(
            *(identity, basis, said, kind, source_id, dated, since, by),
            hidden=known is not None and is_hidden(known),
            doubt="" if since is not None else repeated.get(source_id or "", ""),
        )
        found.setdefault(version_id, []).append(view)
    return found


def _repeated(reader: Reader, audit_ids: Iterable[str]) -> dict[str, str]:
    """Return the re-audits that have findings by now, by the audit that they repeat."""
    a = Audit
    later = (AuditState.FINDINGS, AuditState.PLAN, AuditState.MONITORED, AuditState.CLOSED)
    statement = select(a.re_audit_of_id, a.ref).where(
        a.re_audit_of_id.in_(set(audit_ids)), a.state.in_(later)
    )
    return {of: f"{ref} repeats it and has findings" for of, ref in reader.rows(statement) if of}


def overtaken(reader: Reader, group_id: str | None = None) -> list[Overtaken]:
    """Return what courses still teach that a later review or guidance has overtaken, or may have.

    Courses that have ended teach nothing.
    """
    held = versions(reader)
    today = reader.today
    found = [
        Overtaken(content.id, course.id, course.ref, course.title, content)
        for course in courses(reader, group_id)
        if course.ended_on is None or course.ended_on >= today
        for version in held.get(course.id, ())[:1]
        for content in version.contents
        if content.overtaken or content.doubt
    ]
    return sorted(found, key=lambda one: (not one.content.overtaken, one.course_ref))
