"""Inspections, single agency audits and reviews, declared."""

from functools import partial
from typing import Any

from sqlalchemy import and_, func, or_, select

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.errors import Refusal
from safeguard_desk.models import Action, Agency, Finding, Group, Inspection, InspectionWord
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
from safeguard_desk.rules.terms import GroupKind, Side
from safeguard_desk.rules.terms_quality import Decided, Inspectorate, Turn
from safeguard_desk.work import inspections as verbs
from safeguard_desk.work import linking
from safeguard_desk.work.actions import NewAction

_SHOWN_IN: frozenset[GroupKind | Place] = frozenset({GroupKind.QUALITY, Place.BOARDS})


def _receive(uow: UnitOfWork, group_id: str | None, values: dict[str, Any]) -> str:
    return verbs.receive(
        *(uow, group_id or "", values.get("title", "")),
        body=values.get("body") or Inspectorate.OTHER,
        agency_id=values.get("agency_id"),
        published_on=values.get("published_on"),
        judgement=values.get("judgement", ""),
        issues=values.get("issues", ""),
    ).id


def _say(turn: Turn, uow: UnitOfWork, record_id: str, words: str) -> None:
    verbs.say(uow, record_id, turn, words)


def _decide(decided: Decided, uow: UnitOfWork, record_id: str, words: str) -> None:
    verbs.decide(uow, record_id, decided, words)


def _find(uow: UnitOfWork, record_id: str, words: str) -> None:
    inspection = uow.get(Inspection, record_id)
    linking.add_finding(
        uow,
        inspection.group_id,
        words,
        source=("inspections", record_id),
        side=inspection.side,
        agencies=(inspection.agency_id,) if inspection.agency_id else (),
        restricted=inspection.restricted,
    )


def _act(uow: UnitOfWork, record_id: str, words: str) -> None:
    inspection = uow.get(Inspection, record_id)
    new = NewAction(title=words, agency_id=inspection.agency_id, side=inspection.side)
    linking.raise_action_on(uow, ("inspections", record_id), new)


def _edit(uow: UnitOfWork, record_id: str, name: str, seen: Any, value: Any, reason: str) -> None:
    if name in {"published_on", "body", "side"} and value is None:
        raise Refusal("This cannot be empty.", "It stays as it was.", "Choose another.")
    _set(uow, record_id, name, seen, value, reason)


_set = edits(Inspection)


def _counted(model: Any, *conditions: Any) -> Any:
    statement = select(func.count()).select_from(model.__table__).where(*conditions)
    return statement.correlate(Inspection.__table__).scalar_subquery()


def _words(turn: Turn) -> Any:
    own = InspectionWord.inspection_id == Inspection.id
    return _counted(InspectionWord, own, InspectionWord.turn == turn)


_actions = _counted(Action, Action.source_kind == "inspections", Action.source_id == Inspection.id)
_findings = _counted(
    Finding, Finding.source_kind == "inspections", Finding.source_id == Inspection.id
)
_BODY = Field("body", "Body", Editor.TERM, Inspectorate)
_NEXT = Field("next_on", "Next update", Editor.DATE)
_JUDGEMENT = Field("judgement", "Judgement, in the body's words", Editor.TEXT)

INSPECTIONS = Register(
    code="inspections",
    kind="inspections",
    title="Inspections",
    one="inspection",
    source=Inspection.__table__.join(Group.__table__, Group.id == Inspection.group_id).outerjoin(
        Agency.__table__, Agency.id == Inspection.agency_id
    ),
    id=Inspection.id,
    ref=Inspection.ref,
    columns=(
        Column("ref", "Ref", Inspection.ref, 12, Shown.REFERENCE),
        Column("title", "Of", Inspection.title, 34, grow=True),
        Column("body", "Body", Inspection.body, 18, Shown.TERM, groups=True),
        Column("agency", "Agency", func.coalesce(Agency.name, ""), 22, groups=True),
        Column("published_on", "Published", Inspection.published_on, 12, Shown.DATE),
        Column("judgement", "Judgement", Inspection.judgement, 20, field=_JUDGEMENT),
        Column("status", "Decision", Inspection.decided, 13, Shown.TERM, groups=True),
        Column("next_on", "Next update", Inspection.next_on, 12, Shown.DATE, field=_NEXT, key="D"),
        Column("challenges", "Challenges", _words(Turn.CHALLENGE), 11, Shown.NUMBER, hidden=True),
        Column("responses", "Responses", _words(Turn.RESPONSE), 11, Shown.NUMBER, hidden=True),
        Column("findings", "Findings", _findings, 9, Shown.NUMBER, hidden=True),
        Column("actions", "Actions", _actions, 9, Shown.NUMBER),
        Column("issues", "Issues", Inspection.issues, 30, hidden=True),
        Column("analysis", "Analysis", Inspection.analysis, 30, hidden=True),
        Column("side", "Side", Inspection.side, 14, Shown.TERM, hidden=True, groups=True),
        Column("group", "Group", Group.code, 6, hidden=True),
    ),
    order=(Inspection.published_on.desc(), Inspection.ref),
    shown_in=_SHOWN_IN,
    empty="No inspections yet. Press N for the first: an inspection, an agency's own audit, a"
    " performance review.",
    form=(
        Section(
            "Inspection",
            (
                Field("title", "Of what or whom", required=True),
                _BODY,
                Field("agency_id", "Agency", Editor.AGENCY),
                Field("published_on", "Published on", Editor.DATE),
                _JUDGEMENT,
                Field("issues", "Key issues", Editor.TEXT),
            ),
        ),
        Section(
            "What the group makes of it",
            (
                Field("analysis", "Analysis", Editor.TEXT),
                _NEXT,
                Field("side", "Side", Editor.TERM, Side),
                Field("restricted", "Restricted part", Editor.YES_NO),
            ),
        ),
    ),
    filters=(
        Filter("undecided", "Not decided", lambda _: Inspection.decided == Decided.AWAITED),
        Filter("monitored", "Monitored", lambda _: Inspection.decided == Decided.MONITOR),
        Filter(
            "update_due",
            "Update due",
            lambda today: and_(Inspection.next_on <= today, Inspection.decided != Decided.NOTE),
        ),
        Filter(
            "unanswered",
            "Challenge unanswered",
            lambda _: _words(Turn.CHALLENGE) > _words(Turn.RESPONSE),
        ),
    ),
    acts=(
        Act("challenge", "Challenge", partial(_say, Turn.CHALLENGE), "What is challenged?", "C"),
        Act("respond", "Response", partial(_say, Turn.RESPONSE), "What did they answer?", "R"),
        Act("monitor", "Monitor", partial(_decide, Decided.MONITOR), "Why is it monitored?", "M"),
        Act("escalate", "Escalate", verbs.escalate_by_side, "What is the board to decide?"),
        Act("note", "Note", partial(_decide, Decided.NOTE), "Why is noting it enough?"),
        Act("finding", "Finding", _find, "What does it show?", "F"),
        Act("action", "Raise action", _act, "What is to be done?", "A"),
    ),
    group=Inspection.group_id,
    related=((Inspection.agency_id, Agency.name), (Inspection.agency_id, Agency.short_name)),
    restricted=or_(Inspection.restricted, Group.kind == GroupKind.REVIEW),
    edit=_edit,
    create=_receive,
    follows=frozenset({"agencies", "inspection_words", "actions", "findings"}),
)
