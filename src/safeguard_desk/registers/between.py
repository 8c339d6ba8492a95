"""Decisions between meetings, declared."""

from datetime import date
from typing import Any

from sqlalchemy import case, func
from sqlalchemy.orm import aliased

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.errors import Refusal
from safeguard_desk.models import DecisionBetween, Group, Meeting, Person
from safeguard_desk.registers.declare import (
    EVERY_GROUP,
    Act,
    Column,
    Editor,
    Field,
    Filter,
    Register,
    Section,
    Shown,
)
from safeguard_desk.rules.dates import read_date
from safeguard_desk.views.meetings import meeting_id
from safeguard_desk.work import between

_FIRST, _SECOND = aliased(Person), aliased(Person)
_D = DecisionBetween
_STATE = case(
    (_D.ratified_at_id.is_not(None), "Ratified"),
    (_D.second_id.is_not(None), "Agreed by both"),
    (_D.first_id.is_not(None), "Agreed by one"),
    else_="Asked",
)


def _create(uow: UnitOfWork, group_id: str | None, values: dict[str, Any]) -> str:
    return between.record(
        uow,
        group_id or values["group_id"],
        values.get("text", ""),
        reason=values.get("reason", "") or "",
        asked_on=values.get("asked_on"),
        restricted=bool(values.get("restricted")),
    ).id


def _agree(uow: UnitOfWork, decision_id: str, words: str) -> None:
    """Take down an agreement as it is typed: initials, and a day if it is not today."""
    initials, _, day = words.strip().partition(" ")
    on = read_date(day, uow.today) if day.strip() else uow.today
    if on is None:
        raise Refusal(
            f"“{day.strip()}” is no day.", "Nothing was changed.", "Write it as DN 3 Dec 2026."
        )
    agree_by_initials(uow, decision_id, initials, on)


def agree_by_initials(uow: UnitOfWork, decision_id: str, initials: str, on: date) -> None:
    """Take down that the co-chair with these initials agreed; refuses initials of nobody."""
    decision = uow.get(DecisionBetween, decision_id)
    wanted = initials.strip(" ,@").casefold()
    chairs = between.co_chairs(uow, decision.group_id, on)
    people = [uow.get(Person, person_id) for person_id in chairs]
    named = next((one for one in people if one.initials.casefold() == wanted), None)
    if named is None:
        known = "; ".join(f"{one.initials} ({one.role})" for one in people)
        raise Refusal(
            f"No co-chair of that day has the initials “{initials}”.",
            "Nothing was changed.",
            f"Co-chairs: {known or 'none is recorded; add them under Members'}.",
        )
    between.agree(uow, decision_id, named.id, on=on)


def _withdraw(uow: UnitOfWork, decision_id: str, _: str = "") -> None:
    between.withdraw(uow, decision_id)


def _ratify(uow: UnitOfWork, decision_id: str, words: str) -> None:
    between.ratify_between(uow, decision_id, meeting_id(uow.reader, words))


DECISIONS_BETWEEN = Register(
    code="decisions",
    kind="decisions_between",
    title="Decisions between meetings",
    one="decision",
    source=DecisionBetween.__table__.join(Group.__table__, Group.id == _D.group_id)
    .outerjoin(_FIRST, _FIRST.id == _D.first_id)
    .outerjoin(_SECOND, _SECOND.id == _D.second_id)
    .outerjoin(Meeting.__table__, Meeting.id == _D.ratified_at_id),
    id=_D.id,
    ref=_D.ref,
    columns=(
        Column("ref", "Ref", _D.ref, 14, Shown.REFERENCE),
        Column("title", "Decision", _D.text, 44, grow=True),
        Column("status", "Status", _STATE, 18),
        Column("asked_on", "Asked", _D.asked_on, 12, Shown.DATE),
        Column("first", "First co-chair", func.coalesce(_FIRST.role, ""), 26),
        Column("first_on", "First agreed", _D.first_on, 12, Shown.DATE, hidden=True),
        Column("second", "Second co-chair", func.coalesce(_SECOND.role, ""), 26),
        Column("second_on", "Second agreed", _D.second_on, 12, Shown.DATE, hidden=True),
        Column("ratified_at", "Ratified at", func.coalesce(Meeting.ref, ""), 15),
        Column("reason", "Why it could not wait", _D.reason, 30, hidden=True),
        Column("group", "Group", Group.code, 6, hidden=True),
    ),
    order=(_D.asked_on.desc(), _D.ref.desc()),
    shown_in=EVERY_GROUP,
    empty="No decisions between meetings. Press N when something cannot wait for the next meeting.",
    form=(
        Section(
            "Decision",
            (
                Field("text", "What is decided", Editor.TEXT, required=True),
                Field("reason", "Why it cannot wait, and how the co-chairs agree", Editor.TEXT),
                Field("asked_on", "Co-chairs asked on", Editor.DATE, hint="today, 3 dec"),
                Field("restricted", "Restricted", Editor.YES_NO),
            ),
        ),
    ),
    filters=(
        Filter("open", "Not yet ratified", lambda today: _D.ratified_at_id.is_(None)),
        Filter("to_agree", "Waiting for a co-chair", lambda today: _D.second_id.is_(None)),
    ),
    acts=(
        Act("agree", "Co-chair agrees", _agree, "Initials, and the day: DN 3 Dec", "A"),
        Act("ratify", "Ratify", _ratify, "At which meeting? QA-2026-11-17", "Y"),
        Act("withdraw", "Take agreements back", _withdraw),
    ),
    group=_D.group_id,
    restricted=_D.restricted,
    open_filter="open",
    edit=between.edit,
    create=_create,
    follows=frozenset({"people", "meetings"}),
)
