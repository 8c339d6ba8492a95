"""Where threads stop short, and what else is forgotten: since when, and what mends it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Select, and_, exists, func, literal, or_, select
from sqlalchemy.orm import aliased

from safeguard_desk.desk.reading import Reader
from safeguard_desk.models import (
    Action,
    Agency,
    Audit,
    Course,
    CourseContent,
    CourseVersion,
    Finding,
    Group,
    LearningNeed,
    LearningPoint,
    Matter,
    Membership,
    Person,
    Recommendation,
    Review,
    TrainingSession,
)
from safeguard_desk.rules.terms import ActionStatus, GroupKind, ItemKind, MatterState, Term
from safeguard_desk.rules.terms_learning import NeedResponse, NeedState, SessionState
from safeguard_desk.rules.terms_quality import AuditState
from safeguard_desk.rules.terms_thread import FindingKind, Response
from safeguard_desk.rules.working_days import add_months
from safeguard_desk.views.actions import is_restricted

ANSWER = timedelta(days=30)
"""Within which a recommendation is to be answered."""
JUDGE = timedelta(days=90)
"""After closing, within which it is to be judged whether an action made a difference."""
BOARD = timedelta(days=100)
"""Within which a board, that meets four times a year, is to have answered."""
MOST = 300
"""Breaks of one sort that are listed."""


class Weight(Term):
    """How much a break weighs."""

    ERROR = "error", "Error"
    WARNING = "warning", "Warning"
    HINT = "hint", "Hint"


@dataclass(frozen=True)
class Break:
    """One thing that is missing: of which record, since when, and the step that mends it."""

    sort: str
    title: str
    weight: Weight
    kind: str
    id: str
    group: str
    ref: str
    words: str
    agency: str
    since: date | None
    mend: str
    hidden: bool

    def days(self, today: date) -> int:
        """Return for how many days it has been so."""
        return max(0, (today - self.since).days) if self.since is not None else 0


@dataclass(frozen=True)
class Sort:
    """A sort of break: its name, its weight, what mends it, and the statement that finds it.

    The statement gives id, group's code, reference, words, agency, day, restricted, group's kind.
    """

    code: str
    title: str
    weight: Weight
    kind: str
    mend: str
    find: Callable[[date], Select[Any]]
    group: Any


def _of(model: Any, ref: Any, words: Any, agency: Any, since: Any, restricted: Any) -> Select[Any]:
    return select(*(model.id, Group.code, ref, words, agency, since, restricted, Group.kind)).join(
        Group, Group.id == model.group_id
    )


_NONE = literal("")


def _findings(_: date) -> Select[Any]:
    answered = exists().where(Recommendation.finding_id == Finding.id)
    acted = exists().where(Action.source_kind == "findings", Action.source_id == Finding.id)
    f = Finding
    return _of(f, f.ref, f.text, _NONE, f.found_on, f.restricted).where(
        f.kind == FindingKind.IMPROVEMENT, f.no_recommendation == "", ~answered, ~acted
    )


def _unanswered(today: date) -> Select[Any]:
    r = Recommendation
    return _recommendations().where(r.response == Response.AWAITED, r.made_on < today - ANSWER)


def _recommendations() -> Select[Any]:
    r = Recommendation
    agency = func.coalesce(Agency.name, "")
    return _of(r, r.ref, r.text, agency, r.made_on, r.restricted).outerjoin(
        Agency, Agency.id == r.agency_id
    )


def _not_acted_on(_: date) -> Select[Any]:
    r = Recommendation
    acted = exists().where(Action.source_kind == "recommendations", Action.source_id == r.id)
    agreed = [one for one in Response if one.is_agreed]
    return _recommendations().where(r.response.in_(agreed), ~acted)


def _actions(since: Any) -> Select[Any]:
    a = Action
    agency = func.coalesce(Agency.name, "")
    return _of(a, a.ref, a.title, agency, since, is_restricted()).outerjoin(
        Agency, Agency.id == a.agency_id
    )


def _without_owner(_: date) -> Select[Any]:
    a = Action
    awaited = [status for status in ActionStatus if status.is_awaited]
    return _actions(a.raised_on).where(
        a.owner_words == "", a.agency_id.is_(None), a.status.in_(awaited)
    )


def _without_proof(_: date) -> Select[Any]:
    a = Action
    return _actions(a.closed_on).where(a.status == ActionStatus.CLOSED, a.evidence == "")


def _without_impact(today: date) -> Select[Any]:
    a = Action
    return _actions(a.closed_on).where(
        *(a.status == ActionStatus.CLOSED, a.impact_on.is_(None), a.evidence != ""),
        *(a.source_kind != "", a.closed_on < today - JUDGE),
    )


def _learning(_: date) -> Select[Any]:
    p = LearningPoint
    unheard = or_(p.individuals_on.is_(None), p.teams_on.is_(None), p.organisations_on.is_(None))
    return _of(p, p.ref, p.text, _NONE, p.noted_on, p.restricted).where(unheard)


def _audits(_: date) -> Select[Any]:
    again = aliased(Audit)
    repeated = exists().where(again.re_audit_of_id == Audit.id)
    agreed = and_(Audit.plan_agreed_on.is_not(None), Audit.verdict.is_(None))
    return _of(
        Audit, Audit.ref, Audit.title, _NONE, Audit.plan_agreed_on, literal(value=False)
    ).where(
        agreed,
        Audit.state == AuditState.CLOSED,
        Audit.re_audit_due_on.is_(None),
        ~repeated,
    )


def _reviews(today: date) -> Select[Any]:
    r = Review
    return _of(r, r.ref, r.title, _NONE, r.plan_agreed_on, r.restricted).where(
        r.plan_agreed_on < add_months(today, -6), r.impact_seen.is_(None)
    )


def _escalated(today: date) -> Select[Any]:
    m = Matter
    day = func.date(m.created_at)
    return _of(m, _NONE, m.title, _NONE, day, m.restricted).where(
        m.kind == ItemKind.ESCALATED,
        m.state != MatterState.CLOSED,
        day < (today - BOARD).isoformat(),
    )


def _needs(state: NeedState, *wanted: Any) -> Select[Any]:
    n = LearningNeed
    return _of(n, n.ref, n.title, _NONE, n.raised_on, n.restricted).where(n.state == state, *wanted)


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
        *(Course.id, Group.code, Course.ref, Course.title, _NONE, func.min(c.overtaken_on)),
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


def _members(today: date) -> Select[Any]:
    here = or_(Membership.to_on.is_(None), Membership.to_on >= today)
    columns: tuple[Any, ...] = (
        *(Person.id, Group.code, Person.initials, Person.role, _NONE, Membership.from_on),
        *(literal(value=False), Group.kind),
    )
    return (
        select(*columns)
        .join(Membership, Membership.person_id == Person.id)
        .join(Group, Group.id == Membership.group_id)
        .where(Person.agency_id.is_(None), here)
    )


SORTS: tuple[Sort, ...] = (
    Sort(
        *("unproved", "Closed without evidence", Weight.ERROR, "actions"),
        *("Add the evidence, or open it again", _without_proof, Action.group_id),
    ),
    Sort(
        *("finding", "Finding without recommendation", Weight.WARNING, "findings"),
        *("Recommend (R), or say why nothing is", _findings, Finding.group_id),
    ),
    Sort(
        *("undone", "Recommendation without action", Weight.WARNING, "recommendations"),
        *("Raise an action (R)", _not_acted_on, Recommendation.group_id),
    ),
    Sort(
        *("unanswered", "Recommendation unanswered", Weight.WARNING, "recommendations"),
        *("Take down the answer (A)", _unanswered, Recommendation.group_id),
    ),
    Sort(
        *("unjudged", "Closed, and nobody knows whether it helped", Weight.WARNING, "actions"),
        *("Judge the difference (M)", _without_impact, Action.group_id),
    ),
    Sort(
        *("unchecked", "Plan closed without re-audit or verdict", Weight.WARNING, "audits"),
        *("Plan the re-audit, or give a verdict", _audits, Audit.group_id),
    ),
    Sort(
        *("unseen", "Review whose impact was not checked", Weight.WARNING, "reviews"),
        *("Check its impact", _reviews, Review.group_id),
    ),
    Sort(
        *("ownerless", "Action without owner", Weight.WARNING, "actions"),
        *("Give it an owner (O)", _without_owner, Action.group_id),
    ),
    Sort(
        *("board", "Escalation unanswered", Weight.WARNING, "matters"),
        *("Take down the board's answer, and close it", _escalated, Matter.group_id),
    ),
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
    Sort(
        *("unheard", "Learning point not heard by all three", Weight.HINT, "learning_points"),
        *("Tick off who has heard it", _learning, LearningPoint.group_id),
    ),
    Sort(
        *("agency", "Member without agency", Weight.HINT, "people"),
        *("Name the agency", _members, Membership.group_id),
    ),
)
"""Every sort of break, the heaviest first (DOMAIN 6, consistency checks; DOMAIN 7)."""


def broken(reader: Reader, group_id: str | None = None, *, hidden: bool = True) -> list[Break]:
    """Return every break of a group, or of all, by weight and then the oldest first."""
    found: list[Break] = []
    for sort in SORTS:
        statement = sort.find(reader.today)
        if group_id is not None:
            statement = statement.where(sort.group == group_id)
        found += _breaks(sort, reader.rows(statement.limit(MOST)))
    kept = [one for one in found if hidden or not one.hidden]
    order = list(Weight)
    return sorted(
        kept, key=lambda one: (order.index(one.weight), one.since or date.max, one.sort, one.ref)
    )


def _breaks(sort: Sort, rows: Iterable[Sequence[Any]]) -> list[Break]:
    found = []
    for identity, group, ref, words, agency, since, restricted, kind in rows:
        day = date.fromisoformat(since) if isinstance(since, str) else since
        found.append(
            Break(
                sort=sort.code,
                title=sort.title,
                weight=sort.weight,
                kind=sort.kind,
                id=identity,
                group=group,
                ref=ref or "",
                words=" ".join(str(words).split()),
                agency=agency or "",
                since=day,
                mend=sort.mend,
                hidden=bool(restricted) or kind is GroupKind.REVIEW,
            )
        )
    return found
