"""The half-typed line of a meeting or a list, kept so that a crash does not cost it."""

from sqlalchemy import select

from safeguard_desk.desk.reading import Reader
from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.models import Draft

TITLE = "Half-typed line"
"""What keeping a draft is called; it leaves no step to undo, for it is no part of the record."""


def keep(uow: UnitOfWork, place: str, line: str) -> None:
    """Keep what stands in a line, by the place where it is typed; an empty line is forgotten."""
    if not line.strip():
        forget(uow, place)
        return
    held = uow.session.get(Draft, place)
    if held is None:
        uow.session.add(Draft(place=place, text=line))
    else:
        held.text = line


def forget(uow: UnitOfWork, place: str) -> None:
    """Let go of a place's draft; nothing happens when there is none."""
    held = uow.session.get(Draft, place)
    if held is not None:
        uow.session.delete(held)


def kept(reader: Reader, place: str) -> str:
    """Return the half-typed line of a place; empty when there is none."""
    return reader.scalar(select(Draft.text).where(Draft.place == place)) or ""
