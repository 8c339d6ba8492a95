"""Changing one field of a record by hand, safely against a change by somebody else meanwhile."""

from typing import Any

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.errors import Refusal
from safeguard_desk.models import Record
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.terms import Term


def set_field(
    uow: UnitOfWork, model: type[Record], record_id: str, name: str, seen: Any, value: Any
) -> None:
    """Set a field that was seen as `seen`; refuses when it holds something else by now."""
    record = uow.get(model, record_id)
    if getattr(record, name) != value:
        refuse_stale(record, name, seen, value)
        setattr(record, name, value)


def refuse_stale(record: Record, name: str, seen: Any, value: Any) -> None:
    """Refuse a change of a field that was seen as `seen` and holds something else by now."""
    held = getattr(record, name)
    if held not in (seen, value):
        raise Refusal(
            f"Somebody has changed this meanwhile: it was {_words(seen)}, it is {_words(held)}.",
            f"What you typed is kept here: {_words(value)}.",
            "Look at both and enter yours again if it should stand.",
        )


def _words(value: Any) -> str:
    if value is None or value == "":
        return "empty"
    if isinstance(value, Term):
        return f"“{value.label}”"
    if hasattr(value, "isoformat") and hasattr(value, "year"):
        return write_date(value)
    return f"“{value}”"
