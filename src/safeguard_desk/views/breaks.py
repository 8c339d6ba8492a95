"""The sorts of break in a thread, and of what is forgotten: each finds its own by a statement."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import Select, and_, exists, func, literal, or_, select
from sqlalchemy.orm import aliased

from safeguard_desk.models import (
    Action,
    Agency,
    AgendaItem,
    Audit,
    Challenge,
    DecisionBetween,
    Finding,
    Group,
    Guidance,
    LearningPoint,
    Link,
    Matter,
    MatterMove,
    Meeting,
    Membership,
    MinuteEntry,
    Person,
    Recommendation,
    Review,
    Risk,
)
from safeguard_desk.rules.terms import ActionStatus, EntryKind, GroupKind, RiskStatus
from safeguard_desk.rules.terms_boards import Answer, ChallengeOutcome, GuidanceState
from safeguard_desk.rules.terms_quality import AuditState
from safeguard_desk.rules.terms_thread import FindingKind, LinkKind, Response, Weight
from safeguard_desk.rules.working_days import add_months
from safeguard_desk.views.actions import is_restricted
from safeguard_desk.views.assurance import ANSWER as ANSWERED
from safeguard_desk.views.break_sorts import NONE, Sort, of

ANSWER = timedelta(days=30)
"""Within which a recommendation is to be answered."""
JUDGE = timedelta(days=90)
"""After closing, within which it is to be judged whether an action made a difference."""
BOARD = ANSWERED
"""Within which a board, that meets four times a year, is to have answered."""
_FORMAL = ("welcome", "interests", "minutes", "tracker", "messages", "dates")
"""Items whose decisions are done when they are taken."""


def _findings(_: date) -> Select[Any]:
    answered = exists().where(Recommendation.finding_id == Finding.id)
    acted = exists().where(Action.source_kind == "findings", Action.source_id == Finding.id)
    f = Finding
    return of(f, f.ref, f.text, NONE, f.found_on, f.restricted).where(
        f.kind == FindingKind.IMPROVEMENT, f.no_recommendation == "", ~answered, ~acted
    )


def _unanswered(today: date) -> Select[Any]:
    r = Recommendation
    return _recommendations().where(r.response == Response.AWAITED, r.made_on < today - ANSWER)


def _recommendations() -> Select[Any]:
    r = Recommendation
    agency = func.coalesce(Agency.name, "")
    return of(r, r.ref, r.text, agency, r.made_on, r.restricted).outerjoin(
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
    return of(a, a.ref, a.title, agency, since, is_restricted()).outerjoin(
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
    return of(p, p.ref, p.text, NONE, p.noted_on, p.restricted).where(unheard)


def _audits(_: date) -> Select[Any]:
    again = aliased(Audit)
    repeated = exists().where(again.re_audit_of_id == Audit.id)
    measured = exists().where(
        *(Link.kind == LinkKind.MEASURED_BY, Link.from_kind == "audits", Link.from_id == Audit.id)
    )
    agreed = and_(Audit.plan_agreed_on.is_not(None), Audit.verdict.is_(None))
    return of(
        Audit, Audit.ref, Audit.title, NONE, Audit.plan_agreed_on, literal(value=False)
    ).where(
        agreed,
        Audit.state == AuditState.CLOSED,
        Audit.re_audit_due_on.is_(None),
        *(~repeated, ~measured),
    )


def _reviews(today: date) -> Select[Any]:
    r = Review
    return of(r, r.ref, r.title, NONE, r.plan_agreed_on, r.restricted).where(
        r.plan_agreed_on < add_months(today, -6), r.impact_seen.is_(None)
    )


def _escalated(today: date) -> Select[Any]:
    v, board, back, giver = MatterMove, aliased(Group), aliased(MatterMove), aliased(Group)
    returned = (
        exists()
        .where(back.matter_id == v.matter_id, back.on >= v.on, giver.id == back.from_group_id)
        .where(giver.kind == GroupKind.BOARD, v.ref.is_(None))
    )
    columns: tuple[Any, ...] = (
        *(v.id, Group.code, func.coalesce(v.ref, ""), Matter.title, board.name, v.on),
        *(Matter.restricted, Group.kind),
    )
    return (
        select(*columns)
        .join(Matter, Matter.id == v.matter_id)
        .join(Group, and_(Group.id == v.from_group_id, Group.kind != GroupKind.BOARD))
        .join(board, and_(board.id == v.to_group_id, board.kind == GroupKind.BOARD))
        .where(v.answer.in_([one for one in Answer if one.is_awaited]), ~returned)
        .where(v.on < today - BOARD)
    )


def _challenged(today: date) -> Select[Any]:
    c = Challenge
    agency = func.coalesce(Agency.name, "")
    return (
        of(c, c.ref, c.text, agency, c.answer_by, c.restricted)
        .outerjoin(Agency, Agency.id == c.to_agency_id)
        .where(c.outcome == ChallengeOutcome.OPEN, c.response == "", c.answer_by < today)
    )


def _guidance(today: date) -> Select[Any]:
    g = Guidance
    return of(g, g.ref, g.title, NONE, g.review_on, literal(value=False)).where(
        g.state != GuidanceState.WITHDRAWN, g.review_on < today
    )


def _decisions(today: date) -> Select[Any]:
    """Find decisions of the last half year under whose item nobody was given anything to do."""
    e, i, m = MinuteEntry, AgendaItem, Meeting
    acted = exists().where(Action.item_id == i.id)
    answers = exists().where(DecisionBetween.entry_id == e.id)
    columns: tuple[Any, ...] = (
        *(e.id, Group.code, m.ref, e.text, NONE, m.held_on),
        *(or_(e.restricted, i.restricted), Group.kind),
    )
    return (
        select(*columns)
        .join(i, i.id == e.item_id)
        .join(m, m.id == e.meeting_id)
        .join(Group, and_(Group.id == m.group_id, Group.kind != GroupKind.BOARD))
        .where(e.kind == EntryKind.DECISION, m.held_on > add_months(today, -6))
        .where(i.code.not_in(_FORMAL), e.response == "", ~acted, ~answers)
    )


def _undated(_: date) -> Select[Any]:
    again = aliased(Audit)
    repeated = exists().where(again.re_audit_of_id == Audit.id)
    return of(
        Audit, Audit.ref, Audit.title, NONE, Audit.plan_agreed_on, literal(value=False)
    ).where(
        *(Audit.plan_agreed_on.is_not(None), Audit.re_audit_due_on.is_(None)),
        *(Audit.verdict.is_(None), ~repeated),
        Audit.state.in_([one for one in AuditState if one.is_open]),
    )


def _unscored(_: date) -> Select[Any]:
    r = Risk
    return of(r, r.ref, r.title, NONE, r.raised_on, r.restricted).where(
        r.status == RiskStatus.OPEN, or_(r.likelihood.is_(None), r.impact.is_(None))
    )


def _members(today: date) -> Select[Any]:
    here = or_(Membership.to_on.is_(None), Membership.to_on >= today)
    columns: tuple[Any, ...] = (
        *(Person.id, Group.code, Person.initials, Person.role, NONE, Membership.from_on),
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
        *("Take down the answer (A)", _unanswered, Recommendation.group_id, ANSWER),
    ),
    Sort(
        *("unjudged", "Closed, and nobody knows whether it helped", Weight.WARNING, "actions"),
        *("Judge the difference (M)", _without_impact, Action.group_id, JUDGE),
    ),
    Sort(
        *("unchecked", "Plan closed without re-audit or measure", Weight.WARNING, "audits"),
        *("Plan the re-audit, name an indicator, or give a verdict", _audits, Audit.group_id),
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
        *("board", "Escalation unanswered", Weight.WARNING, "matter_moves"),
        *("Take down what the board decided (D)", _escalated, MatterMove.from_group_id, BOARD),
    ),
    Sort(
        *("challenge", "Challenge unanswered", Weight.WARNING, "challenges"),
        *("Ask again (C), or take down the answer (R)", _challenged, Challenge.group_id),
    ),
    Sort(
        *("guidance", "Guidance past its review", Weight.WARNING, "guidance"),
        *("Review it (R), or approve an edition (A)", _guidance, Guidance.group_id),
    ),
    Sort(
        *("undated", "Audit without a date for the re-audit", Weight.HINT, "audits"),
        *("Say when practice is looked at again", _undated, Audit.group_id),
    ),
    Sort(
        *("unscored", "Risk not scored", Weight.HINT, "risks"),
        *("Score it (S)", _unscored, Risk.group_id),
    ),
    Sort(
        *("decision", "Decision without an action", Weight.HINT, "minute_entries"),
        *("Raise an action under it, if somebody has to act", _decisions, Meeting.group_id),
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
