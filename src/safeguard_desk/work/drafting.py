"""The half-typed line of a meeting, kept so that a crash does not cost it."""

from sqlalchemy import select

from safeguard_desk.desk.reading import Reader
from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.models import Setting

TITLE = "Half-typed line"
"""The title of a step that only kept a draft: whoever undoes one goes on to the step before."""


def _key(meeting_id: str) -> str:
    return f"draft:{meeting_id}"


def keep(uow: UnitOfWork, meeting_id: str, line: str) -> None:
    """Keep what stands in a meeting's capture line; an empty line is forgotten."""
    if not line.strip():
        forget(uow, meeting_id)
        return
    held = uow.find(select(Setting).where(Setting.key == _key(meeting_id)))
    if held is None:
        uow.add(Setting(key=_key(meeting_id), value=line))
    else:
        held.value = line


def forget(uow: UnitOfWork, meeting_id: str) -> None:
    """Let go of a meeting's draft; nothing happens when there is none."""
    held = uow.find(select(Setting).where(Setting.key == _key(meeting_id)))
    if held is not None:
        uow.delete(held)


def kept(reader: Reader, meeting_id: str) -> str:
    """Return the half-typed line of a meeting; empty when there is none."""
    return reader.scalar(select(Setting.value).where(Setting.key == _key(meeting_id))) or ""
