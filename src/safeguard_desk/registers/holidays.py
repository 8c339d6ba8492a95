"""School holidays and closures, declared: the days that a year's plan goes round."""

from typing import Any

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.errors import Refusal
from safeguard_desk.models import Holiday
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
from safeguard_desk.rules.terms import HolidayKind
from safeguard_desk.work import year as verbs
from safeguard_desk.work.editing import set_field


def _add(uow: UnitOfWork, _: str | None, values: dict[str, Any]) -> str:
    if values.get("from_on") is None:
        raise Refusal("The first day is missing.", "What you typed is kept.", "Give it.")
    return verbs.add_holiday(
        uow,
        values.get("title", ""),
        values["from_on"],
        values.get("to_on"),
        kind=values.get("kind") or HolidayKind.SCHOOL,
        notes=values.get("notes", ""),
    ).id


def _edit(uow: UnitOfWork, record_id: str, name: str, seen: Any, value: Any, _: str) -> None:
    set_field(uow, Holiday, record_id, name, seen, value)
    verbs.check_holiday(uow, record_id)


HOLIDAYS = Register(
    code="holidays",
    kind="holidays",
    title="School holidays and closures",
    one="holiday",
    source=Holiday.__table__,
    id=Holiday.id,
    ref=Holiday.title,
    columns=(
        Column("title", "Holiday", Holiday.title, 34, grow=True),
        Column("status", "Kind", Holiday.kind, 18, Shown.TERM),
        Column("from_on", "From", Holiday.from_on, 13, Shown.DATE),
        Column("to_on", "To", Holiday.to_on, 13, Shown.DATE),
        Column("notes", "Notes", Holiday.notes, 30),
    ),
    order=(Holiday.from_on, Holiday.title),
    shown_in=frozenset({Place.HOME}),
    empty="No school holidays yet. Press N for the first: the planner then keeps meetings off"
    " them. Bank holidays are known without a list.",
    form=(
        Section(
            "Holiday",
            (
                Field("title", "Name", required=True, hint="Summer holidays"),
                Field("kind", "Kind", Editor.TERM, HolidayKind),
                Field("from_on", "First day", Editor.DATE, required=True),
                Field("to_on", "Last day", Editor.DATE, hint="the same day if empty"),
                Field("notes", "Notes", Editor.TEXT),
            ),
        ),
    ),
    filters=(Filter("to_come", "To come", lambda today: Holiday.to_on >= today),),
    acts=(Act("remove", "Remove", verbs.remove_holiday),),
    open_filter="to_come",
    edit=_edit,
    create=_add,
)
