"""The sorts of break in learning: needs, courses and sessions."""

from datetime import date
from typing import Any

from sqlalchemy import Select, exists, func, literal, or_, select
from sqlalchemy.orm import aliased

from safeguard_desk.models import (
    Course,
    CourseContent,
    CourseVersion,
    Group,
    LearningNeed,
    TrainingSession,
)
from safeguard_desk.rules.terms_learning import NeedResponse, NeedState, SessionState
from safeguard_desk.rules.terms_thread import Weight
from safeguard_desk.rules.working_days import add_months
from safeguard_desk.views.break_sorts import NONE, Sort, of


def _needs(state: NeedState, *wanted: Any) -> Select[Any]:
    n = LearningNeed
    return of(n, n.ref, n.title, NONE, n.raised_on, n.restricted).where(n.state == state, *wanted)


def _undecided(_: date) -> Select[Any]:
    return _needs(NeedState.AGREED, LearningNeed.response == NeedResponse.UNDECIDED)


def _without_session(today: date) -> Select[Any]:
    """Find needs in the programme whose courses have no session, held or to come, in a year."""
    c, v, s = CourseContent, CourseVersion, TrainingSession
    planned = (
        exists()
        .where(s.course_id == v.course_id, s.state != SessionState.CANCELLED)
        .where(s.held_on >= add_months(today, -12))
        .where(v.id == c.course_version_id)
        .where(c.source_kind == "learning_needs", c.source_id == LearningNeed.id)
    )
    by_course = LearningNeed.response == NeedResponse.COURSE
    return _needs(NeedState.IN_PROGRAMME, by_course, ~planned)


def _overtaken(today: date) -> Select[Any]:
    c, v, newest = CourseContent, CourseVersion, aliased(CourseVersion)
    later = exists().where(newest.course_id == v.course_id, newest.number > v.number)
    goes_on = or_(Course.ended_on.is_(None), Course.ended_on >= today)
    columns: tuple[Any, ...] = (
        *(Course.id, Group.code, Course.ref, Course.title, NONE, func.min(c.overtaken_on)),
        *(literal(value=False), Group.kind),
    )
    return (
        select(*columns)
        .join(Group, Group.id == Course.group_id)
        .join(v, v.course_id == Course.id)
        .join(c, c.course_version_id == v.id)
        .where(c.overtaken_on.is_not(None), ~later, goes_on)
        .group_by(Course.id)
    )


SORTS: tuple[Sort, ...] = (
    Sort(
        *("overtaken", "Course teaches what was overtaken", Weight.WARNING, "courses"),
        *("Begin a new version of it (V)", _overtaken, Course.group_id),
    ),
    Sort(
        *("unresponded", "Learning need without response", Weight.WARNING, "learning_needs"),
        *("Decide how it is answered", _undecided, LearningNeed.group_id),
    ),
    Sort(
        *("unheld", "Need in the programme without session", Weight.WARNING, "learning_needs"),
        *("Plan a session of its course", _without_session, LearningNeed.group_id),
    ),
)
"""What learning lacks."""
