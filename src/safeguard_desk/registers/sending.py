"""What was sent, and the letters it is made from, declared."""

from typing import Any

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.models import Agency, Dispatch, Group, LetterTemplate, Meeting, Person
from safeguard_desk.registers.declare import (
    EVERY_GROUP,
    Act,
    Column,
    Editor,
    Field,
    Filter,
    ListAct,
    Place,
    Register,
    Section,
    Shown,
)
from safeguard_desk.rules.placeholders import KNOWN
from safeguard_desk.rules.terms import DispatchKind
from safeguard_desk.work import letters
from safeguard_desk.work.editing import set_field

DISPATCHES = Register(
    code="sent",
    kind="dispatches",
    title="Sent",
    one="dispatch",
    source=Dispatch.__table__.outerjoin(Group.__table__, Group.id == Dispatch.group_id)
    .outerjoin(Meeting.__table__, Meeting.id == Dispatch.meeting_id)
    .outerjoin(Person.__table__, Person.id == Dispatch.person_id)
    .outerjoin(Agency.__table__, Agency.id == Dispatch.agency_id),
    id=Dispatch.id,
    ref=Dispatch.subject,
    columns=(
        Column("on", "On", Dispatch.on, 13, Shown.DATE),
        Column("status", "What", Dispatch.kind, 20, Shown.TERM),
        Column("title", "Subject", Dispatch.subject, 34, grow=True),
        Column("recipient", "To", Person.role, 26),
        Column("agency", "Agency", Agency.name, 22),
        Column("address", "Address", Dispatch.address, 26),
        Column("files", "Attached", Dispatch.files, 24),
        Column("meeting", "Meeting", Meeting.ref, 15, Shown.REFERENCE),
        Column("edition", "Edition", Dispatch.edition, 14, Shown.TERM, hidden=True),
        Column("group", "Group", Group.code, 6, hidden=True),
    ),
    order=(Dispatch.on.desc(), Dispatch.id.desc()),
    shown_in=EVERY_GROUP | {Place.HOME},
    empty="Nothing was sent yet. “Send” in a meeting's steps makes the mails and records them"
    " here.",
    filters=tuple(
        Filter(kind.value, kind.label, lambda _, kind=kind: Dispatch.kind == kind)  # type: ignore[misc]
        for kind in (
            DispatchKind.INVITATION,
            DispatchKind.PACK,
            DispatchKind.MINUTES,
            DispatchKind.CHASE,
        )
    ),
    group=Dispatch.group_id,
)


def _create(uow: UnitOfWork, _: str | None, values: dict[str, Any]) -> str:
    return letters.add(
        uow,
        values.get("title", ""),
        subject=values.get("subject", ""),
        body=values.get("body", ""),
    ).id


def _edit(uow: UnitOfWork, record_id: str, name: str, seen: Any, value: Any, _: str) -> None:
    set_field(uow, LetterTemplate, record_id, name, seen, value)
    letters.check(uow, record_id)


LETTERS = Register(
    code="letters",
    kind="letter_templates",
    title="Letters and mails",
    one="letter",
    source=LetterTemplate.__table__,
    id=LetterTemplate.id,
    ref=LetterTemplate.title,
    columns=(
        Column("title", "Letter", LetterTemplate.title, 30),
        Column("status", "What it is for", LetterTemplate.kind, 22, Shown.TERM),
        Column("subject", "Subject", LetterTemplate.subject, 40, grow=True),
        Column("body", "Words", LetterTemplate.body, 40, hidden=True),
    ),
    order=(LetterTemplate.title,),
    shown_in=frozenset({Place.HOME}),
    empty="No letters yet. Add the usual ones, or press N for one of your own.",
    form=(
        Section(
            "Letter",
            (
                Field("title", "Title", required=True),
                Field("subject", "Subject"),
                Field(
                    "body",
                    "Words",
                    Editor.TEXT,
                    hint=", ".join(f"{{{name}}}" for name in KNOWN),
                ),
            ),
        ),
    ),
    acts=(Act("remove", "Remove", letters.remove),),
    list_acts=(ListAct("usual", "Add the usual letters", letters.add_usual),),
    edit=_edit,
    create=_create,
)
