"""The partnership's own words, declared: short forms, and spellings it has taught."""

from typing import Any

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.models import Expansion, LearnedWord
from safeguard_desk.registers.declare import (
    Act,
    Column,
    Editor,
    Field,
    ListAct,
    Place,
    Register,
    Section,
)
from safeguard_desk.work import words as verbs
from safeguard_desk.work.editing import set_field

HOME = frozenset({Place.HOME})


def _add_form(uow: UnitOfWork, _: str | None, values: dict[str, Any]) -> str:
    return verbs.add_form(uow, values.get("short", ""), values.get("text", "")).id


def _edit_form(uow: UnitOfWork, record_id: str, name: str, seen: Any, value: Any, _: str) -> None:
    set_field(uow, Expansion, record_id, name, seen, value)
    verbs.check_form(uow, uow.get(Expansion, record_id))


def _add_word(uow: UnitOfWork, _: str | None, values: dict[str, Any]) -> str:
    return verbs.learn(uow, values.get("word", "")).id


EXPANSIONS = Register(
    code="short_forms",
    kind="expansions",
    title="Short forms",
    one="short form",
    source=Expansion.__table__,
    id=Expansion.id,
    ref=Expansion.short,
    columns=(
        Column("short", "You type", Expansion.short, 14),
        Column("title", "It is written out as", Expansion.text, 50, grow=True),
    ),
    order=(Expansion.short,),
    shown_in=HOME,
    empty="No short forms yet. A short form such as msp is written out as you type a space after"
    " it, in the capture line and in minutes. Add the usual ones above, or press N for your own.",
    form=(
        Section(
            "Short form",
            (
                Field("short", "You type", required=True, hint="msp"),
                Field(
                    "text",
                    "It is written out as",
                    required=True,
                    hint="Making Safeguarding Personal",
                ),
            ),
        ),
    ),
    acts=(Act("remove", "Remove", verbs.remove_form),),
    list_acts=(ListAct("usual", "Add the usual short forms", verbs.add_usual_forms),),
    edit=_edit_form,
    create=_add_form,
)

LEARNED = Register(
    code="learned_words",
    kind="learned_words",
    title="Learned words",
    one="learned word",
    source=LearnedWord.__table__,
    id=LearnedWord.id,
    ref=LearnedWord.word,
    columns=(Column("title", "Word", LearnedWord.word, 30, grow=True),),
    order=(LearnedWord.word,),
    shown_in=HOME,
    empty="No words have been learned yet. F7 on an underlined word offers to learn it; or press"
    " N to add one.",
    form=(Section("Word", (Field("word", "Word", Editor.LINE, required=True, new_only=True),)),),
    acts=(Act("remove", "Forget", verbs.forget),),
    create=_add_word,
)
