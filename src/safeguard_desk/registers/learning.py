"""Learning needs, courses and sessions as plain lists, for the command line and the export.

In the window they are worked on at pages of their own. Places, attendance and rates follow the rule
of rules/training_figures.py.
"""

from typing import Any

from sqlalchemy import case, func, select

from safeguard_desk.models import (
    Booking,
    Course,
    CourseContent,
    CourseVersion,
    Group,
    LearningNeed,
    TrainingSession,
)
from safeguard_desk.registers.declare import Column, Filter, Place, Register, Shown
from safeguard_desk.rules.terms_learning import BookingState, NeedState, SessionState

B, S = BookingState, TrainingSession
_OPEN_NEEDS = LearningNeed.state.in_([one for one in NeedState if one.is_open])
_MARKED = (B.ATTENDED, B.PART_ATTENDED, B.DID_NOT_ATTEND)
_HELD = [one for one in B if one.holds_place]
_TAKES = [one for one in SessionState if one.takes_bookings]


def _bookings(*states: BookingState) -> Any:
    counted = select(func.count()).select_from(Booking.__table__)
    own = counted.where(Booking.session_id == S.id, Booking.state.in_(states))
    return own.correlate(S.__table__).scalar_subquery()


_marked = _bookings(*_MARKED)
_attended = case((_marked > 0, _bookings(B.ATTENDED)), else_=func.coalesce(S.attended_told, 0))
_absent = case((_marked > 0, _bookings(B.DID_NOT_ATTEND)), else_=func.coalesce(S.absent_told, 0))
_delivered = S.state == SessionState.DELIVERED


def _rate(attended: Any, places: Any) -> Any:
    """Return attended over places in whole per cent, rounded half up; nothing without places."""
    return case((places > 0, (200 * attended + places) // (2 * places)), else_=None)


SESSIONS = Register(
    code="sessions",
    kind="training_sessions",
    title="Training sessions",
    one="session",
    source=S.__table__.join(Course.__table__, Course.id == S.course_id).join(
        Group.__table__, Group.id == Course.group_id
    ),
    id=S.id,
    ref=S.ref,
    columns=(
        Column("ref", "Ref", S.ref, 11, Shown.REFERENCE),
        Column("course", "Course", Course.title, 34, grow=True),
        Column("date", "Date", S.held_on, 12, Shown.DATE),
        Column("status", "State", S.state, 11, Shown.TERM),
        Column("venue", "Venue", S.venue, 22),
        Column("places", "Places", S.capacity, 7, Shown.NUMBER),
        Column("booked", "Booked", _bookings(*_HELD), 8, Shown.NUMBER),
        Column("waiting", "Waiting", _bookings(B.WAITING), 8, Shown.NUMBER),
        Column("attended", "Attended", _attended, 9, Shown.NUMBER),
        Column("part_attended", "Part", _bookings(B.PART_ATTENDED), 6, Shown.NUMBER, hidden=True),
        Column("did_not_attend", "Did not attend", _absent, 14, Shown.NUMBER, hidden=True),
        Column(
            "attendance_rate",
            "Rate",
            case((_delivered, _rate(_attended, S.capacity)), else_=None),
            7,
            Shown.PERCENT,
        ),
        Column("course_ref", "Course ref", Course.ref, 11, hidden=True),
        Column("code", "Code", S.code, 11, hidden=True),
        Column("cost_planned", "Planned cost", S.cost_planned, 12, Shown.NUMBER, hidden=True),
        Column("cost_actual", "Cost", S.cost_actual, 9, Shown.NUMBER, hidden=True),
        Column("group", "Group", Group.code, 6, hidden=True),
    ),
    order=(S.held_on.desc(), S.ref),
    shown_in=frozenset({Place.BOARDS}),
    empty="No sessions yet. Plan the first on the page “Sessions”.",
    filters=(
        Filter("open", "To come", lambda today: (S.held_on >= today) & S.state.in_(_TAKES)),
        Filter("delivered", "Delivered", lambda _: _delivered),
        Filter("waiting", "With a waiting list", lambda _: _bookings(B.WAITING) > 0),
    ),
    group=Course.group_id,
    open_filter="open",
    follows=frozenset({"courses", "bookings"}),
)


def _sessions(value: Any, *conditions: Any) -> Any:
    own = select(func.coalesce(func.sum(value), 0)).where(S.course_id == Course.id, *conditions)
    return own.correlate(Course.__table__).scalar_subquery()


def _of_course(*states: BookingState) -> Any:
    counted = select(func.count()).select_from(
        Booking.__table__.join(S.__table__, Booking.session_id == S.id)
    )
    own = counted.where(S.course_id == Course.id, _delivered, Booking.state.in_(states))
    return own.correlate(Course.__table__).scalar_subquery()


_places = _sessions(S.capacity, _delivered)
_came = _of_course(B.ATTENDED) + _sessions(S.attended_told, _delivered, _marked == 0)
_newest = (
    select(func.max(CourseVersion.number))
    .where(CourseVersion.course_id == Course.id)
    .correlate(Course.__table__)
    .scalar_subquery()
)
_overtaken = (
    select(func.count())
    .select_from(CourseContent.__table__.join(CourseVersion.__table__))
    .where(
        CourseVersion.course_id == Course.id,
        CourseVersion.number == _newest,
        CourseContent.overtaken_on.is_not(None),
    )
    .correlate(Course.__table__)
    .scalar_subquery()
)

COURSES = Register(
    code="courses",
    kind="courses",
    title="Courses",
    one="course",
    source=Course.__table__.join(Group.__table__, Group.id == Course.group_id),
    id=Course.id,
    ref=Course.ref,
    columns=(
        Column("ref", "Ref", Course.ref, 11, Shown.REFERENCE),
        Column("title", "Course", Course.title, 36, grow=True),
        Column("level", "Level", Course.level, 12, Shown.TERM),
        Column("side", "Side", Course.side, 18, Shown.TERM),
        Column("commissioning", "Given by", Course.commissioning, 20, Shown.TERM),
        Column("version", "Version", _newest, 8, Shown.NUMBER),
        Column("overtaken", "Overtaken", _overtaken, 10, Shown.NUMBER),
        Column("sessions", "Sessions", _sessions(1, _delivered), 9, Shown.NUMBER),
        Column("places", "Places", _places, 8, Shown.NUMBER),
        Column("attended", "Attended", _came, 9, Shown.NUMBER),
        Column("attendance_rate", "Rate", _rate(_came, _places), 7, Shown.PERCENT),
        Column("delivery", "Delivery", Course.delivery, 18, Shown.TERM, hidden=True),
        Column("provider", "Provider", Course.provider, 20, hidden=True),
        Column("audience", "Audience", Course.audience, 24, hidden=True),
        Column("outcomes", "Outcomes", Course.outcomes, 30, hidden=True),
        Column("ended_on", "Ended", Course.ended_on, 12, Shown.DATE, hidden=True),
        Column("group", "Group", Group.code, 6, hidden=True),
    ),
    order=(Course.ref,),
    shown_in=frozenset({Place.BOARDS}),
    empty="No courses yet. Add the first on the page “Courses”.",
    filters=(
        Filter(
            "open",
            "Go on",
            lambda today: Course.ended_on.is_(None) | (Course.ended_on >= today),
        ),
        Filter("overtaken", "Overtaken content", lambda _: _overtaken > 0),
    ),
    group=Course.group_id,
    open_filter="open",
    follows=frozenset({"training_sessions", "bookings", "course_versions", "course_contents"}),
)

NEEDS = Register(
    code="needs",
    kind="learning_needs",
    title="Learning needs",
    one="learning need",
    source=LearningNeed.__table__.join(Group.__table__, Group.id == LearningNeed.group_id),
    id=LearningNeed.id,
    ref=LearningNeed.ref,
    columns=(
        Column("ref", "Ref", LearningNeed.ref, 11, Shown.REFERENCE),
        Column("title", "Need", LearningNeed.title, 40, grow=True),
        Column("status", "State", LearningNeed.state, 16, Shown.TERM),
        Column("priority", "Priority", LearningNeed.impact * LearningNeed.reach, 9, Shown.NUMBER),
        Column("impact", "Impact", LearningNeed.impact, 8, Shown.NUMBER),
        Column("reach", "Reach", LearningNeed.reach, 7, Shown.NUMBER),
        Column("source", "Seen in", LearningNeed.source, 18, Shown.TERM),
        Column("response", "Response", LearningNeed.response, 18, Shown.TERM),
        Column("side", "Side", LearningNeed.side, 18, Shown.TERM),
        Column("raised_on", "Raised", LearningNeed.raised_on, 12, Shown.DATE),
        Column("due_on", "Due", LearningNeed.due_on, 12, Shown.DATE),
        Column("audience", "Audience", LearningNeed.audience, 24, hidden=True),
        Column("level", "Level", LearningNeed.level, 12, Shown.TERM, hidden=True),
        Column("evidence", "Evidence", LearningNeed.evidence, 30, hidden=True),
        Column("response_words", "How", LearningNeed.response_words, 30, hidden=True),
        Column("state_reason", "Why", LearningNeed.state_reason, 30, hidden=True),
        Column("group", "Group", Group.code, 6, hidden=True),
    ),
    order=(LearningNeed.ref,),
    shown_in=frozenset({Place.BOARDS}),
    empty="No learning needs yet. Take the first down on the page “Needs”.",
    filters=(
        Filter("open", "Open", lambda _: _OPEN_NEEDS),
        Filter(
            "unjudged",
            "Not judged",
            lambda _: LearningNeed.impact.is_(None) | LearningNeed.reach.is_(None),
        ),
    ),
    group=LearningNeed.group_id,
    restricted=LearningNeed.restricted,
    open_filter="open",
)
