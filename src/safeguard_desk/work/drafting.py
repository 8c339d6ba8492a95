"""The half-typed line of a meeting, kept so that a crash does not cost it."""

from sqlalchemy import select

from safeguard_desk.desk.reading import Reader
from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.models import Draft

TITLE = "Half-typed line"
"""What keeping a draft is called; it leaves no step to undo, for it is no part of the record."""


def keep(uow: UnitOfWork, meeting_id: str, line: str) -> None:
    """Keep what stands in a meeting's capture line; an empty line is forgotten."""
    if not line.strip():
        forget(uow, meeting_id)
        return
    held = uow.session.get(Draft, meeting_id)
    if held is None:
        uow.session.add(Draft(place=meeting_id, text=line))
    else:
        held.text = line


def forget(uow: UnitOfWork, meeting_id: str) -> None:
    """Let go of a meeting's draft; nothing happens when there is none."""
    held = uow.session.get(Draft, meeting_id)
    if held is not None:
        uow.session.delete(held)


def kept(reader: Reader, meeting_id: str) -> str:
    """Return the half-typed line of a meeting; empty when there is none."""
    return reader.scalar(select(Draft.text).where(Draft.place == meeting_id)) or ""
