"""Findings, recommendations and learning points, declared: the golden thread's own lists."""

from functools import partial
from typing import Any

from sqlalchemy import and_, case, func, or_, select
from sqlalchemy.orm import aliased

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.errors import Refusal
from safeguard_desk.models import (
    Action,
    Agency,
    Finding,
    Group,
    LearningPoint,
    Person,
    Recommendation,
)
from safeguard_desk.registers.declare import (
    Act,
    Column,
    Editor,
    Field,
    Filter,
    Place,
    Register,
    Section,
    Shown,
)
from safeguard_desk.registers.directory import edits
from safeguard_desk.rules.leaks import leaks
from safeguard_desk.rules.terms import GroupKind, Side
from safeguard_desk.rules.terms_thread import Audience, FindingKind, Response
from safeguard_desk.work import linking as verbs
from safeguard_desk.work.actions import NewAction
from safeguard_desk.work.editing import set_field

SHOWN_IN: frozenset[GroupKind | Place] = frozenset(
    {GroupKind.QUALITY, GroupKind.LEARNING, GroupKind.REVIEW, Place.BOARDS}
)
_ANSWERS = aliased(Recommendation)


def _raise_action(kind: str, uow: UnitOfWork, record_id: str, words: str) -> str:
    return verbs.raise_action_on(uow, (kind, record_id), NewAction(title=words)).id


def _recommend(uow: UnitOfWork, record_id: str, words: str) -> None:
    verbs.recommend(uow, record_id, words)


def _learn(uow: UnitOfWork, record_id: str, words: str) -> None:
    finding = uow.get(Finding, record_id)
    verbs.add_learning_point(uow, finding.group_id, words, finding_id=record_id)


def _respond(response: Response, uow: UnitOfWork, record_id: str, words: str) -> None:
    verbs.respond(uow, record_id, response, words)


def _share(audience: Audience, uow: UnitOfWork, record_id: str, _: str) -> None:
    verbs.share(uow, record_id, audience)


def _add_finding(uow: UnitOfWork, group_id: str | None, values: dict[str, Any]) -> str:
    return verbs.add_finding(
        *(uow, group_id or "", values.get("text", "")),
        kind=values.get("kind") or FindingKind.IMPROVEMENT,
        side=values.get("side") or Side.BOTH,
        evidence=values.get("evidence", ""),
    ).id


def _add_learning(uow: UnitOfWork, group_id: str | None, values: dict[str, Any]) -> str:
    side = values.get("side") or Side.BOTH
    return verbs.add_learning_point(uow, group_id or "", values.get("text", ""), side=side).id


def _actions_on(kind: str, identity: Any) -> Any:
    counted = select(func.count()).select_from(Action.__table__)
    own = counted.where(Action.source_kind == kind, Action.source_id == identity)
    return own.correlate(identity.class_.__table__).scalar_subquery()


def _edit_point(
    uow: UnitOfWork, record_id: str, name: str, seen: Any, value: Any, reason: str
) -> None:
    if name == "public_words":
        found = leaks(value or "")
        if found:
            told = ", ".join(f"{one.what} “{one.text}”" for one in found)
            raise Refusal(
                f"This wording may tell who somebody is: {told}.",
                "It was not taken; it stays as typed.",
                "Say it without, so that others may read it.",
            )
    set_field(uow, LearningPoint, record_id, name, seen, value)


_recommended = (
    select(func.count())
    .select_from(_ANSWERS)
    .where(_ANSWERS.finding_id == Finding.id)
    .correlate(Finding.__table__)
    .scalar_subquery()
)
_to_improve = Finding.kind == FindingKind.IMPROVEMENT
_everybody = and_(
    LearningPoint.individuals_on.is_not(None),
    LearningPoint.teams_on.is_not(None),
    LearningPoint.organisations_on.is_not(None),
)
_agreed = Recommendation.response.in_([one for one in Response if one.is_agreed])

FINDINGS = Register(
    code="findings",
    kind="findings",
    title="Findings",
    one="finding",
    source=Finding.__table__.join(Group.__table__, Group.id == Finding.group_id),
    id=Finding.id,
    ref=Finding.ref,
    columns=(
        Column("ref", "Ref", Finding.ref, 11, Shown.REFERENCE),
        Column("title", "Finding", Finding.text, 44, grow=True),
        Column("status", "Kind", Finding.kind, 20, Shown.TERM),
        Column("found_on", "Found on", Finding.found_on, 12, Shown.DATE),
        Column("recommended", "Recommended", _recommended, 13, Shown.NUMBER),
        Column("actions", "Actions", _actions_on("findings", Finding.id), 9, Shown.NUMBER),
        Column("no_recommendation", "Why nothing", Finding.no_recommendation, 24, hidden=True),
        Column("evidence", "Evidence", Finding.evidence, 30, hidden=True),
        Column("side", "Board", Finding.side, 12, Shown.TERM, hidden=True),
        Column("group", "Group", Group.code, 6, hidden=True),
    ),
    order=(Finding.found_on.desc(), Finding.ref),
    shown_in=SHOWN_IN,
    empty="No findings yet. They come from audits, inspections, signals and reviews; press N for"
    " one that came another way.",
    form=(
        Section(
            "Finding",
            (
                Field("text", "Finding", Editor.TEXT, required=True),
                Field("kind", "Kind", Editor.TERM, FindingKind),
                Field("side", "Board", Editor.TERM, Side),
                Field("evidence", "Evidence", Editor.TEXT),
            ),
        ),
    ),
    filters=(
        Filter("improve", "To improve", lambda _: _to_improve),
        Filter(
            "broken",
            "Without recommendation",
            lambda _: and_(_to_improve, _recommended == 0, Finding.no_recommendation == ""),
        ),
    ),
    acts=(
        Act("recommend", "Recommend", _recommend, "What is recommended?", "R"),
        Act("action", "Raise action", partial(_raise_action, "findings"), "What is to be done?"),
        Act("learn", "Learning point", _learn, "What is to be learned?", "L"),
        Act(
            "nothing", "Nothing recommended", verbs.recommend_nothing, "Why is nothing recommended?"
        ),
    ),
    group=Finding.group_id,
    restricted=or_(Finding.restricted, Group.kind == GroupKind.REVIEW),
    edit=edits(Finding),
    create=_add_finding,
    follows=frozenset({"recommendations", "actions"}),
)

RECOMMENDATIONS = Register(
    code="recommendations",
    kind="recommendations",
    title="Recommendations",
    one="recommendation",
    source=Recommendation.__table__.join(Group.__table__, Group.id == Recommendation.group_id)
    .outerjoin(Agency.__table__, Agency.id == Recommendation.agency_id)
    .outerjoin(Person.__table__, Person.id == Recommendation.owner_id)
    .outerjoin(Finding.__table__, Finding.id == Recommendation.finding_id),
    id=Recommendation.id,
    ref=Recommendation.ref,
    columns=(
        Column("ref", "Ref", Recommendation.ref, 13, Shown.REFERENCE),
        Column("title", "Recommendation", Recommendation.text, 44, grow=True),
        Column("agency", "To", func.coalesce(Agency.name, "The partnership"), 22),
        Column("owner", "Owner", func.coalesce(Person.role, ""), 22),
        Column("status", "Response", Recommendation.response, 17, Shown.TERM),
        Column(
            "actions", "Actions", _actions_on("recommendations", Recommendation.id), 9, Shown.NUMBER
        ),
        Column("finding", "On finding", func.coalesce(Finding.ref, ""), 12),
        Column("made_on", "Made on", Recommendation.made_on, 12, Shown.DATE, hidden=True),
        Column("response_reason", "Why", Recommendation.response_reason, 24, hidden=True),
        Column(
            *("public_words", "Agreed for others", Recommendation.public_words, 30), hidden=True
        ),
        Column("side", "Board", Recommendation.side, 12, Shown.TERM, hidden=True),
        Column("group", "Group", Group.code, 6, hidden=True),
    ),
    order=(Recommendation.made_on.desc(), Recommendation.ref),
    shown_in=SHOWN_IN,
    empty="No recommendations yet. Choose a finding and press R.",
    form=(
        Section(
            "Recommendation",
            (
                Field("text", "Recommendation", Editor.TEXT, required=True),
                Field("agency_id", "To", Editor.AGENCY),
                Field("owner_id", "Owner", Editor.PERSON),
                Field("side", "Board", Editor.TERM, Side),
                Field(
                    *("public_words", "Agreed anonymous wording for others, if restricted"),
                    Editor.TEXT,
                ),
            ),
        ),
    ),
    filters=(
        Filter("awaited", "Unanswered", lambda _: Recommendation.response == Response.AWAITED),
        Filter(
            "broken",
            "Without action",
            lambda _: and_(_agreed, _actions_on("recommendations", Recommendation.id) == 0),
        ),
    ),
    acts=(
        Act("accept", "Accept", partial(_respond, Response.ACCEPTED), key="A"),
        Act("part", "Accept in part", partial(_respond, Response.PART), "What is not accepted?"),
        Act("reject", "Reject", partial(_respond, Response.REJECTED), "Why is it rejected?"),
        Act(
            *("action", "Raise action", partial(_raise_action, "recommendations")),
            *("What is to be done?", "R"),
        ),
    ),
    group=Recommendation.group_id,
    related=((Recommendation.agency_id, Agency.name), (Recommendation.owner_id, Person.role)),
    restricted=or_(Recommendation.restricted, Group.kind == GroupKind.REVIEW),
    edit=edits(Recommendation),
    follows=frozenset({"actions", "agencies", "people", "findings"}),
)


LEARNING_POINTS = Register(
    code="learning-points",
    kind="learning_points",
    title="Learning points",
    one="learning point",
    source=LearningPoint.__table__.join(Group.__table__, Group.id == LearningPoint.group_id),
    id=LearningPoint.id,
    ref=LearningPoint.ref,
    columns=(
        Column("ref", "Ref", LearningPoint.ref, 12, Shown.REFERENCE),
        Column("title", "Learning point", LearningPoint.text, 44, grow=True),
        Column(
            "status",
            "Reached",
            case((_everybody, "All three"), else_="Not everybody yet"),
            18,
        ),
        Column("individuals_on", "Individuals", LearningPoint.individuals_on, 12, Shown.DATE),
        Column("teams_on", "Teams", LearningPoint.teams_on, 12, Shown.DATE),
        Column("organisations_on", "Organisations", LearningPoint.organisations_on, 13, Shown.DATE),
        Column("noted_on", "Noted on", LearningPoint.noted_on, 12, Shown.DATE, hidden=True),
        Column(*("public_words", "Agreed for others", LearningPoint.public_words, 30), hidden=True),
        Column("not_carried", "Why not carried", LearningPoint.not_carried, 24, hidden=True),
        Column("side", "Board", LearningPoint.side, 12, Shown.TERM, hidden=True),
        Column("group", "Group", Group.code, 6, hidden=True),
    ),
    order=(LearningPoint.noted_on.desc(), LearningPoint.ref),
    shown_in=SHOWN_IN,
    empty="No learning points yet. Choose a finding and press L, or press N.",
    form=(
        Section(
            "Learning point",
            (
                Field("text", "What is to be learned", Editor.TEXT, required=True),
                Field("side", "Board", Editor.TERM, Side),
                Field("individuals_on", "Individuals heard it on", Editor.DATE),
                Field("teams_on", "Teams heard it on", Editor.DATE),
                Field("organisations_on", "Organisations heard it on", Editor.DATE),
                Field(
                    *("public_words", "Agreed anonymous wording for others, if restricted"),
                    Editor.TEXT,
                ),
            ),
        ),
    ),
    filters=(Filter("not_heard", "Not heard by all three", lambda _: ~_everybody),),
    acts=tuple(
        Act(one.value, f"{one.label} have heard it", partial(_share, one)) for one in Audience
    ),
    group=LearningPoint.group_id,
    restricted=or_(LearningPoint.restricted, Group.kind == GroupKind.REVIEW),
    edit=_edit_point,
    create=_add_learning,
)
