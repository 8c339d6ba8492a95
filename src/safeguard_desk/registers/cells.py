"""Typing into a list: what words mean in a column, and changing many cells in one step."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from safeguard_desk.desk.reading import Reader
from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.errors import Lacking, Refusal
from safeguard_desk.models import KINDS
from safeguard_desk.registers.declare import Editor, Field, Register
from safeguard_desk.rules.dates import explain, read_date
from safeguard_desk.rules.terms import Term
from safeguard_desk.views import choices
from safeguard_desk.views.choices import Choice
from safeguard_desk.work.editing import refuse_stale

CHOICES: dict[Editor, Callable[[Reader], Sequence[Choice]]] = {
    Editor.PERSON: choices.people,
    Editor.AGENCY: choices.agencies,
    Editor.BOARD: choices.boards,
    Editor.PRIORITY: choices.priorities,
}
"""What a field that names a record is chosen from."""
_SHOWN = 8
"""Records named in a refusal; the rest is counted."""
_YES = {"yes": True, "y": True, "true": True, "1": True, "no": False, "n": False, "": False}


class Unread(Exception):
    """Words that mean nothing in a column; the message says why."""


@dataclass(frozen=True)
class Cell:
    """A field of a record, the value that was seen in it, and the value it is to have."""

    record_id: str
    name: str
    seen: Any
    value: Any


class SomeRefused(Refusal):
    """Some of many changes were refused, and so none was made; `others` are the rest."""

    def __init__(self, what: str, others: tuple[Cell, ...], *, lacking: bool) -> None:
        """Say what was refused, and keep what could have been done.

        lacking: some would have gone through with the words that they need.
        """
        todo = "Do the others, or mend these first." if others else ""
        super().__init__(what, "Nothing was changed.", todo)
        self.others = others
        self.lacking = lacking


def meaning(reader: Reader, field: Field, words: str) -> Any:
    """Return what words mean in a field; raises Unread where they mean nothing."""
    said = " ".join(words.split())
    if field.editor is Editor.DATE:
        return _date(said, reader.today)
    if field.editor is Editor.TERM and field.term is not None:
        return _term(said, field.term)
    if field.editor is Editor.NUMBER:
        return _number(said)
    if field.editor is Editor.YES_NO:
        if said.casefold() not in _YES:
            raise Unread(f"“{said}” is neither yes nor no.")
        return _YES[said.casefold()]
    if field.editor in CHOICES:
        return _chosen(said, CHOICES[field.editor](reader))
    return words.strip()


def _date(said: str, today: date) -> date | None:
    if not said:
        return None
    try:
        return date.fromisoformat(said)
    except ValueError:
        found = read_date(said, today)
    if found is None:
        raise Unread(explain(said, today))
    return found


def _term(said: str, term: type[Term]) -> Term | None:
    if said in {"", "–"}:
        return None
    for one in term:
        if said.casefold() in {one.value.casefold(), one.label.casefold()}:
            return one
    raise Unread(f"“{said}” is none of: {', '.join(one.label for one in term)}.")


def _number(said: str) -> int | None:
    if not said:
        return None
    if not said.lstrip("-").isdecimal():
        raise Unread(f"“{said}” is no whole number.")
    return int(said)


def _chosen(said: str, offered: Sequence[Choice]) -> str | None:
    """Return the one record meant: in full, by initials, by its beginning, or in part."""
    if not said:
        return None
    wanted = said.casefold()
    named = [(identity, words.casefold()) for identity, words in offered]
    exact = [one for one, words in named if words == wanted]
    short = [one for one, words in named if f"({wanted})" in words]
    begun = [one for one, words in named if wanted in {words.split(" (")[0], words.split(",")[0]}]
    inside = [one for one, words in named if wanted in words]
    for found in (exact, short, begun, inside):
        if len(found) == 1:
            return found[0]
        if found:
            raise Unread(f"“{said}” could be {len(found)} of those on the desk.")
    raise Unread(f"“{said}” is nobody on the desk.")


def values(reader: Reader, register: Register, ids: Sequence[str], name: str) -> dict[str, Any]:
    """Return the values of a field by id, as they are now."""
    model = KINDS[register.kind]
    held: dict[str, Any] = {}
    for start in range(0, len(ids), 500):
        part = ids[start : start + 500]
        found = reader.rows(select(model.id, getattr(model, name)).where(model.id.in_(part)))
        held.update({row[0]: row[1] for row in found})
    return {identity: held[identity] for identity in ids if identity in held}


def change(uow: UnitOfWork, register: Register, cells: Sequence[Cell], reason: str = "") -> int:
    """Change cells as one step and return how many differed; all of them, or none.

    One refused cell is refused in its own words; of several, all are named and the rest is kept
    in the refusal, so that it can be done without them.
    """
    edit = register.edit
    if edit is None:
        raise TypeError(f"{register.code} has no way to change a record")
    model = KINDS[register.kind]
    refused: list[tuple[Cell, Refusal]] = []
    changed = 0
    for cell in cells:
        if cell.seen == cell.value:
            continue
        try:
            refuse_stale(uow.get(model, cell.record_id), cell.name, cell.seen, cell.value)
            edit(uow, cell.record_id, cell.name, cell.seen, cell.value, reason)
            changed += 1
        except Refusal as refusal:
            refused.append((cell, refusal))
    if len(refused) == 1 and len(cells) == 1:
        raise refused[0][1]
    if refused:
        wrong = {id(cell) for cell, _ in refused}
        raise SomeRefused(
            _told(refused, len(cells)),
            tuple(cell for cell in cells if id(cell) not in wrong),
            lacking=any(isinstance(refusal, Lacking) for _, refusal in refused),
        )
    return changed


def make(
    uow: UnitOfWork,
    register: Register,
    group_id: str | None,
    values: dict[str, Any],
    reason: str = "",
) -> str:
    """Make a record and return its id; what its verb does not ask for is filled in afterwards.

    Words that the verb has put into their own form, such as initials in capitals, stand.
    """
    if register.create is None:
        raise not_typed(register)
    identity = register.create(uow, group_id, values)
    record = uow.get(KINDS[register.kind], identity)
    held = {name: getattr(record, name) for name in values}
    left = [
        Cell(identity, name, held[name], value)
        for name, value in values.items()
        if not _alike(held[name], value)
    ]
    if left and register.edit is not None:
        change(uow, register, left, reason)
    return identity


def not_typed(register: Register) -> Refusal:
    """Return what is said where a list takes no record typed in by itself."""
    return Refusal(
        f"{register.title} are not typed in: they come from the work itself.",
        "Nothing was added.",
        "Do that work, on its page or by its own command.",
    )


def _alike(held: Any, value: Any) -> bool:
    if isinstance(held, str) and isinstance(value, str):
        return held.casefold() == value.strip().casefold()
    return bool(held == value)


def _told(refused: Sequence[tuple[Cell, Refusal]], of: int) -> str:
    reasons = list(dict.fromkeys(refusal.what for _, refusal in refused))
    more = f" And {len(reasons) - _SHOWN} more." if len(reasons) > _SHOWN else ""
    return f"{len(refused)} of {of} cannot be changed so. {' '.join(reasons[:_SHOWN])}{more}"


def moved(reader: Reader, register: Register, ids: Sequence[str], name: str, by: str) -> list[Cell]:
    """Return the cells that move each date on from where it is, by "2 weeks", "10wd" or "1 month".

    Refuses a span that is none. A record without a date is left out: it has nothing to move from.
    """
    span = by.strip().lstrip("+").strip()
    if read_date(f"+{span}", reader.today) is None:
        raise Refusal(
            f"“{by.strip()}” is no span of time.",
            "No date was moved.",
            "Type 2 weeks, 10wd, 1 month or 3 days.",
        )
    held = values(reader, register, ids, name)
    return [
        Cell(identity, name, day, read_date(f"+{span}", day))
        for identity, day in held.items()
        if day is not None
    ]
