"""Boards, groups, priorities and risks, declared."""

from typing import Any

from sqlalchemy import func

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.models import Board, Group, Person, Priority, Risk
from safeguard_desk.registers.declare import (
    EVERY_GROUP,
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
from safeguard_desk.registers.directory import DIRECTORY, edits
from safeguard_desk.rules.terms import GroupKind, RiskStatus, Side
from safeguard_desk.rules.working_days import financial_year
from safeguard_desk.work import risks as verbs
from safeguard_desk.work.boards import add_priority
from safeguard_desk.work.setting_up import found_group

BOARDS_TAB = frozenset({Place.BOARDS})


def _add_risk(uow: UnitOfWork, group_id: str | None, values: dict[str, Any]) -> str:
    side = values.get("side", Side.BOTH)
    return verbs.raise_risk(uow, group_id or "", values.get("title", ""), side=side).id


def _add_priority(uow: UnitOfWork, _: str | None, values: dict[str, Any]) -> str:
    return add_priority(
        uow,
        values.get("board_id", ""),
        values.get("year") or financial_year(uow.today),
        values.get("title", ""),
        description=values.get("description", ""),
    ).id


def _found_group(uow: UnitOfWork, _: str | None, values: dict[str, Any]) -> str:
    return found_group(
        uow,
        values.get("code", ""),
        values.get("name", ""),
        values.get("kind", GroupKind.THEMATIC),
        started_on=values.get("started_on") or uow.today,
    ).id


_WHY = "Why is it scored so?"

RISKS = Register(
    code="risks",
    kind="risks",
    title="Risks",
    one="risk",
    source=Risk.__table__.join(Group.__table__, Group.id == Risk.group_id).outerjoin(
        Person.__table__, Person.id == Risk.owner_id
    ),
    id=Risk.id,
    ref=Risk.ref,
    columns=(
        Column("ref", "Ref", Risk.ref, 11, Shown.REFERENCE),
        Column("title", "Risk", Risk.title, 44, grow=True),
        Column("likelihood", "Likelihood", Risk.likelihood, 9, Shown.NUMBER),
        Column("impact", "Impact", Risk.impact, 8, Shown.NUMBER),
        Column("score", "Score", Risk.likelihood * Risk.impact, 7, Shown.NUMBER),
        Column("owner", "Owner", func.coalesce(Person.role, ""), 24),
        Column("review_on", "Review", Risk.review_on, 12, Shown.DATE),
        Column("status", "Status", Risk.status, 9, Shown.TERM),
        Column("side", "Board", Risk.side, 12, Shown.TERM, hidden=True),
        Column("group", "Group", Group.code, 6, hidden=True),
    ),
    order=((Risk.likelihood * Risk.impact).desc(), Risk.ref),
    shown_in=EVERY_GROUP | BOARDS_TAB,
    empty="No risks yet. Press N to record the first, or raise one in a meeting with r:",
    form=(
        Section(
            "Risk",
            (
                Field("title", "Risk", Editor.TEXT, required=True),
                Field("side", "Board", Editor.TERM, Side),
                Field("owner_id", "Owner", Editor.PERSON),
            ),
        ),
        Section(
            "Score",
            (
                Field("likelihood", "Likelihood, 1 to 5", Editor.NUMBER, reason=_WHY),
                Field("impact", "Impact, 1 to 5", Editor.NUMBER, reason=_WHY),
                Field("controls", "Controls", Editor.TEXT),
                Field("review_on", "Review on", Editor.DATE),
            ),
        ),
    ),
    filters=(
        Filter("open", "Open", lambda today: Risk.status == RiskStatus.OPEN),
        Filter("unscored", "Not scored", lambda today: Risk.likelihood.is_(None)),
        Filter("review_due", "Review due", lambda today: Risk.review_on <= today),
    ),
    acts=(
        Act(
            *("score", "Score", verbs.score_as_typed),
            *("Likelihood x impact, and why: 3x4 two posts are vacant", "S"),
        ),
        Act("close", "Close", verbs.close, "Why is it closed?"),
    ),
    group=Risk.group_id,
    restricted=Risk.restricted,
    open_filter="open",
    edit=verbs.edit,
    create=_add_risk,
    follows=frozenset({"people"}),
)

PRIORITIES = Register(
    code="priorities",
    kind="priorities",
    title="Priorities",
    one="priority",
    source=Priority.__table__.join(Board.__table__, Board.id == Priority.board_id),
    id=Priority.id,
    ref=Priority.title,
    columns=(
        Column("board", "Board", Board.code, 8, Shown.REFERENCE),
        Column("year", "Year from", Priority.year, 10, Shown.NUMBER),
        Column("number", "No.", Priority.number, 5, Shown.NUMBER),
        Column("title", "Priority", Priority.title, 40, grow=True),
        Column("description", "What it means", Priority.description, 50),
    ),
    order=(Priority.year.desc(), Board.code, Priority.number),
    shown_in=BOARDS_TAB,
    empty="No priorities yet. Press N to record what a board set out to do this year.",
    form=(
        Section(
            "Priority",
            (
                Field("board_id", "Board", Editor.BOARD, required=True),
                Field("year", "Financial year, the year it starts in", Editor.NUMBER),
                Field("title", "Priority", required=True),
                Field("description", "What it means", Editor.TEXT),
            ),
        ),
    ),
    edit=edits(Priority),
    create=_add_priority,
    follows=frozenset({"boards"}),
)

BOARDS = Register(
    code="boards",
    kind="boards",
    title="Boards",
    one="board",
    source=Board.__table__,
    id=Board.id,
    ref=Board.code,
    columns=(
        Column("ref", "Code", Board.code, 8, Shown.REFERENCE),
        Column("title", "Board", Board.name, 44, grow=True),
        Column("side", "Side", Board.side, 20, Shown.TERM),
        Column("ended_on", "Ended", Board.ended_on, 12, Shown.DATE),
    ),
    order=(Board.code,),
    shown_in=BOARDS_TAB,
    empty="No boards yet.",
    form=(
        Section(
            "Board",
            (
                Field("name", "Name", required=True),
                Field("side", "Side", Editor.TERM, Side, required=True),
            ),
        ),
    ),
    edit=edits(Board),
)

GROUPS = Register(
    code="groups",
    kind="groups",
    title="Groups",
    one="group",
    source=Group.__table__,
    id=Group.id,
    ref=Group.code,
    columns=(
        Column("ref", "Code", Group.code, 7, Shown.REFERENCE),
        Column("title", "Group", Group.name, 36, grow=True),
        Column("kind", "Kind", Group.kind, 22, Shown.TERM),
        Column("marking", "Marking", Group.marking, 20, Shown.TERM),
        Column("started_on", "Started", Group.started_on, 12, Shown.DATE),
        Column("ended_on", "Ended", Group.ended_on, 12, Shown.DATE),
    ),
    order=(Group.code,),
    shown_in=DIRECTORY | BOARDS_TAB,
    empty="No groups yet.",
    form=(
        Section(
            "Group",
            (
                Field("code", "Code", required=True, hint="VAWG", new_only=True),
                Field("name", "Name", required=True),
                Field("kind", "Kind", Editor.TERM, GroupKind, new_only=True),
                Field("started_on", "Started on", Editor.DATE),
                Field("ended_on", "Ended on", Editor.DATE),
                Field("venue", "Usual venue"),
                Field("roles_only", "Public minutes name roles only", Editor.YES_NO),
            ),
        ),
    ),
    filters=(Filter("open", "Current", lambda today: Group.ended_on.is_(None)),),
    edit=edits(Group),
    create=_found_group,
)
