"""What courses teach from when on, what that rests on, and what has overtaken it."""

from datetime import date

from sqlalchemy import select

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.errors import Refusal
from safeguard_desk.models import (
    KINDS,
    Course,
    CourseContent,
    CourseVersion,
    TrainingSession,
)
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.terms_learning import ContentBasis
from safeguard_desk.work.audits import words_for

Source = tuple[str, str]
"""The kind and id of a record."""
BASES: dict[str, ContentBasis] = {
    "reviews": ContentBasis.REVIEW,
    "audits": ContentBasis.AUDIT,
    "inspections": ContentBasis.INSPECTION,
    "learning_needs": ContentBasis.NEED,
    "learning_points": ContentBasis.LEARNING_POINT,
}
"""What a course is said to rest on, by the kind of record that it carries."""


def versions(uow: UnitOfWork, course_id: str) -> list[CourseVersion]:
    """Return a course's versions, the newest first."""
    uow.flush()
    v = CourseVersion
    return list(uow.all(select(v).where(v.course_id == course_id).order_by(v.number.desc())))


def new_version(
    uow: UnitOfWork, course_id: str, changes: str, valid_from: date | None = None
) -> CourseVersion:
    """Begin a course's next version: it carries all content of the last that nothing overtook.

    What overtook the rest is carried in its place, where it is a record. Sessions still to come
    from that day on teach the new version. Refuses a day before the last version's.
    """
    uow.get(Course, course_id)
    last = versions(uow, course_id)[0]
    day = valid_from or uow.today
    if day < last.valid_from:
        raise Refusal(
            f"Version {last.number} holds from {write_date(last.valid_from)}.",
            "No version was added.",
            "Give that day or a later one.",
        )
    new = uow.add(
        CourseVersion(
            course_id=course_id,
            number=last.number + 1,
            valid_from=day,
            changes=words_for(changes, "A version needs its changes", "Say what is new in it."),
        )
    )
    for held in contents(uow, last.id):
        if held.overtaken_on is None:
            source = (held.source_kind, held.source_id) if held.source_id else None
            add_content(uow, new.id, held.basis, held.words, record=source, on=held.dated_on)
        elif held.overtaken_id is not None:
            record = held.overtaken_kind, held.overtaken_id
            add_content(uow, new.id, held.basis, held.overtaken_words, record=record)
        else:
            on = held.overtaken_on
            add_content(uow, new.id, held.basis, held.overtaken_words, on=on)
    s = TrainingSession
    for session in uow.all(select(s).where(s.course_id == course_id, s.held_on >= day)):
        if session.state.takes_bookings:
            session.course_version_id = new.id
    uow.flush()
    return new


def contents(uow: UnitOfWork, version_id: str) -> list[CourseContent]:
    """Return what a course version rests on, in the order in which it was added."""
    uow.flush()
    c = CourseContent
    of = select(c).where(c.course_version_id == version_id)
    return list(uow.all(of.order_by(c.created_at, c.id)))


def add_content(
    uow: UnitOfWork,
    version_id: str,
    basis: ContentBasis,
    words: str = "",
    *,
    record: Source | None = None,
    on: date | None = None,
) -> CourseContent:
    """Say what a course version rests on: a record of this desk, or words; the same once."""
    if record is not None:
        uow.get(KINDS[record[0]], record[1])
    elif not words.strip():
        words_for(words, "Content needs words or a record", "Say what the course rests on.")
    kind, record_id = record or ("", None)
    for held in contents(uow, version_id):
        known = (held.source_kind, held.source_id)
        if known == (kind, record_id) and (record_id or held.words == words.strip()):
            return held
    return uow.add(
        CourseContent(
            course_version_id=version_id,
            basis=BASES.get(kind, basis),
            words=words.strip(),
            source_kind=kind,
            source_id=record_id,
            dated_on=on,
        )
    )


def carry(uow: UnitOfWork, course_id: str, record: Source, words: str = "") -> CourseContent:
    """Let the present version of a course carry a record: a learning point, a need, a review."""
    version = versions(uow, course_id)[0]
    basis = BASES.get(record[0], ContentBasis.GUIDANCE)
    return add_content(uow, version.id, basis, words, record=record)


def remove_content(uow: UnitOfWork, content_id: str) -> None:
    """Take content out of a course version."""
    uow.delete(uow.get(CourseContent, content_id))


def overtake_content(
    uow: UnitOfWork,
    content_id: str,
    words: str,
    *,
    record: Source | None = None,
    on: date | None = None,
) -> None:
    """Say that a later review or guidance has overtaken content; `record` is that one.

    The course is flagged until its next version carries what overtook it.
    """
    held = uow.get(CourseContent, content_id)
    if record is not None:
        uow.get(KINDS[record[0]], record[1])
    day = on or uow.today
    if held.dated_on is not None and day < held.dated_on:
        raise Refusal(
            f"{write_date(day)} is before the content itself, {write_date(held.dated_on)}.",
            "Nothing was changed.",
            "Give the day of what overtook it.",
        )
    held.overtaken_words = words_for(
        words, "It is not said what overtook it", "Say which guidance or review says otherwise."
    )
    held.overtaken_on = day
    held.overtaken_kind, held.overtaken_id = record or ("", None)


def still_holds(uow: UnitOfWork, content_id: str) -> None:
    """Take back that content was overtaken."""
    held = uow.get(CourseContent, content_id)
    held.overtaken_on, held.overtaken_words = None, ""
    held.overtaken_kind, held.overtaken_id = "", None
