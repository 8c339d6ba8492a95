"""Lines pasted from a spreadsheet: what they would change, what is new, what is not understood."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from safeguard_desk.desk.reading import Reader
from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.registers import cells, paging
from safeguard_desk.registers.cells import Cell, Unread
from safeguard_desk.registers.declare import Column, Field, Register, Shown, show

Lines = Sequence[Sequence[str]]
_TITLES = 2
"""Titles of columns in the first line from which it is taken for a line of titles."""


@dataclass(frozen=True)
class Pasted:
    """What lines mean: cells to change, the values of new records, and what cannot be taken."""

    cells: tuple[Cell, ...]
    new: tuple[dict[str, Any], ...]
    wrong: tuple[str, ...]


class _Words:
    """What words mean in a field; each is looked up once."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._known: dict[tuple[str, str], Any] = {}

    def meaning(self, field: Field, said: str) -> Any:
        """Return what words mean, or an Unread that says why they mean nothing."""
        key = field.name, said
        if key not in self._known:
            try:
                self._known[key] = cells.meaning(self._reader, field, said)
            except Unread as unread:
                self._known[key] = unread
        return self._known[key]


def has_titles(register: Register, lines: Lines) -> bool:
    """Say whether the first line holds titles of columns, as one copied from here does."""
    titles = {column.title.casefold() for column in register.columns}
    named = sum(word.strip().casefold() in titles for word in lines[0]) if lines else 0
    return named >= _TITLES and len(lines) > 1


def into_cells(
    reader: Reader, register: Register, lines: Lines, ids: Sequence[str], columns: Sequence[Column]
) -> Pasted:
    """Return what lines mean for the records with these ids, in these columns from the left."""
    held = _Held(reader, register, ids, columns)
    words = _Words(reader)
    found: list[Cell] = []
    wrong: list[str] = []
    for identity, line in zip(ids, lines, strict=False):
        _take_line(held, words, identity, zip(columns, line, strict=False), found, wrong)
    return Pasted(tuple(found), (), tuple(wrong))


class _Held:
    """What records hold and how it is shown, before anything is pasted."""

    def __init__(
        self, reader: Reader, register: Register, ids: Sequence[str], columns: Sequence[Column]
    ) -> None:
        self.values = {
            column.code: cells.values(reader, register, ids, column.field.name)
            for column in columns
            if column.field is not None
        }
        self._places = {column.code: n for n, column in enumerate(register.columns, 1)}
        self._rows: dict[str, Any] = {}
        for start in range(0, len(ids), 500):
            self._rows.update(paging.rows(reader, register, ids[start : start + 500]))

    def shown(self, identity: str, column: Column) -> str:
        """Return how a cell is shown."""
        row = self._rows.get(identity)
        return show(row[self._places[column.code]]) if row is not None else ""


def _take_line(
    held: _Held,
    words: _Words,
    identity: str,
    said: Any,
    found: list[Cell],
    wrong: list[str],
) -> None:
    """Add what a line changes of a record; what is there already is passed over."""
    for column, text in said:
        if " ".join(text.split()) == " ".join(held.shown(identity, column).split()):
            continue
        if column.field is None:
            wrong.append(f"“{column.title}” is not typed into.")
            continue
        value = words.meaning(column.field, text)
        if isinstance(value, Unread):
            wrong.append(f"{column.title}: {value}")
        else:
            seen = held.values[column.code].get(identity)
            found.append(Cell(identity, column.field.name, seen, value))


def with_titles(
    reader: Reader, register: Register, lines: Lines, group_id: str | None = None
) -> Pasted:
    """Return what a table with titles means: by its reference a line changes a record.

    A line without a reference is a new one; a reference that no record has is told.
    """
    by_title = {column.title.casefold(): column for column in register.columns}
    columns = [by_title.get(title.strip().casefold()) for title in lines[0]]
    known = [column for column in columns if column is not None]
    ids = _by_reference(reader, register, group_id)
    refs = [_reference(columns, line) for line in lines[1:]]
    held = _Held(reader, register, [ids[ref] for ref in refs if ref in ids], known)
    words = _Words(reader)
    found: list[Cell] = []
    wrong = [f"“{title.strip()}” is no column here." for title in _unknown(lines[0], columns)]
    new: list[dict[str, Any]] = []
    for ref, line in zip(refs, lines[1:], strict=True):
        named = [(c, text) for c, text in zip(columns, line, strict=False) if c is not None]
        if ref in ids:
            _take_line(held, words, ids[ref], named, found, wrong)
        elif ref:
            wrong.append(f"{ref} is not in this list.")
        elif any(text.strip() for _, text in named):
            new.append(_new(words, named, wrong))
    return Pasted(tuple(found), tuple(new), tuple(dict.fromkeys(wrong)))


def _unknown(titles: Sequence[str], columns: Sequence[Column | None]) -> list[str]:
    return [
        title for title, one in zip(titles, columns, strict=True) if one is None and title.strip()
    ]


def _reference(columns: Sequence[Column | None], line: Sequence[str]) -> str:
    for column, text in zip(columns, line, strict=False):
        if column is not None and column.shown is Shown.REFERENCE:
            return text.strip()
    return ""


def _by_reference(reader: Reader, register: Register, group_id: str | None) -> dict[str, str]:
    statement = select(register.ref, register.id).select_from(register.source)
    if group_id is not None and register.group is not None:
        statement = statement.where(register.group == group_id)
    return {str(ref): identity for ref, identity in reader.rows(statement)}


def _new(words: _Words, named: Any, wrong: list[str]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for column, text in named:
        if not text.strip() or column.shown is Shown.REFERENCE:
            continue
        if column.field is None or column.shown is Shown.RATING:
            wrong.append(f"“{column.title}” is not typed into for new ones.")
            continue
        value = words.meaning(column.field, text)
        if isinstance(value, Unread):
            wrong.append(f"{column.title}: {value}")
        else:
            values[column.field.name] = value
    return values


def paste(
    uow: UnitOfWork, register: Register, group_id: str | None, pasted: Pasted, reason: str = ""
) -> int:
    """Do what was pasted as one step; return how many records it changed or made."""
    changed = {cell.record_id for cell in pasted.cells if cell.seen != cell.value}
    if pasted.cells:
        cells.change(uow, register, pasted.cells, reason)
    for values in pasted.new:
        cells.make(uow, register, group_id, values, reason)
    return len(changed) + len(pasted.new)
