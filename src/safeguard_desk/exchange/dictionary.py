"""The data dictionary of the open export: what every field of every kind of record means."""

from collections.abc import Iterator

from safeguard_desk.exchange.meanings import MEANINGS
from safeguard_desk.exchange.meanings_boards import BOARDS
from safeguard_desk.exchange.meanings_learning import LEARNING
from safeguard_desk.exchange.meanings_quality import QUALITY
from safeguard_desk.exchange.meanings_review import REVIEW
from safeguard_desk.models import KINDS
from safeguard_desk.models.base import Coded, Moment, Record

KNOWN = MEANINGS | QUALITY | REVIEW | LEARNING | BOARDS
COLUMNS = ["kind", "field", "type", "meaning", "codes"]
JOURNAL = {
    "seq": ("integer", "place in the order of all changes, from 1"),
    "at": ("moment", "when it was done (UTC)"),
    "who": ("text", "who did it"),
    "title": ("text", "what was done, in words; all entries of one step share it"),
    "step": ("text", "change, undo or redo"),
    "kind": ("text", "the kind of record that was changed"),
    "record_id": ("id", "the record that was changed"),
    "operation": ("text", "create, update or delete"),
    "fields": ("object", "each field that was changed, with its value before and after"),
}
"""The fields of journal.json."""


def dictionary() -> Iterator[list[str]]:
    """Give a line for each kind of record and for each of its fields."""
    for kind, model in sorted(KINDS.items()):
        yield [kind, "", "record", (model.__doc__ or "").splitlines()[0], ""]
        yield from ([kind, *words] for words in _fields(kind, model))
    yield ["journal", "", "record", "One record's change, in journal.json only.", ""]
    for name, (kept, meaning) in JOURNAL.items():
        yield ["journal", name, kept, meaning, ""]


def _fields(kind: str, model: type[Record]) -> Iterator[tuple[str, str, str, str]]:
    for column in model.__table__.c:
        meaning = KNOWN.get(f"{kind}.{column.name}") or KNOWN.get(column.name, "")
        target = next(iter(column.foreign_keys), None)
        if target is not None:
            yield column.name, f"id of {target.column.table.name}", meaning, ""
        elif isinstance(column.type, Coded):
            codes = "; ".join(f"{term.value}: {term.label}" for term in column.type.term)
            yield column.name, "code", meaning, codes
        else:
            yield column.name, _type(column.type), meaning, ""


def _type(kept: object) -> str:
    """Return a type in words: text, integer, boolean, date, time, moment."""
    if isinstance(kept, Moment):
        return "moment"
    name = type(kept).__name__.lower()
    return "text" if name in {"string", "text"} else name
