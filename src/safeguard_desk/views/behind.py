"""What is behind a number of a paper: the records that it counts."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from sqlalchemy import select

from safeguard_desk.desk.reading import Reader
from safeguard_desk.models import KINDS, Action, Meeting
from safeguard_desk.views.counted import Selection

Key = tuple[str, str]
"""The kind and the id of a record."""
_TITLES = ("title", "text", "name", "words", "ref")


class Row(NamedTuple):
    """A record behind a number; empty words where it is gone, or not for this copy."""

    kind: str
    id: str
    ref: str
    title: str


def keys(reader: Reader, behind: object) -> tuple[Key, ...]:
    """Return the records that a number counts; none where it does not say."""
    if isinstance(behind, Selection):
        wanted = select(Action.id).where(behind.condition(reader.today))
        found = reader.scalars(wanted.order_by(Action.due_on, Action.ref))
        return tuple(("actions", one) for one in found)
    if isinstance(behind, tuple):
        return behind
    return ()


def rows(reader: Reader, wanted: Iterable[Key], *, restricted: bool = False) -> list[Row]:
    """Return records with their references and titles, in their order.

    restricted: with the words of restricted records. What is gone meanwhile says so.
    """
    found = []
    for kind, record_id in wanted:
        columns: Any = KINDS[kind].__table__.c
        hidden = "restricted" in columns and not restricted
        ref = columns.ref if "ref" in columns else columns.id
        if "meeting_id" in columns and "ref" not in columns:
            of = Meeting.id == columns.meeting_id
            ref = select(Meeting.ref).where(of).correlate(KINDS[kind].__table__).scalar_subquery()
        title = next((columns[name] for name in _TITLES if name in columns), columns.id)
        extra = columns.restricted if hidden else columns.id
        row = reader.one(select(ref, title, extra).where(columns.id == record_id))
        if row is None:
            found.append(Row(kind, record_id, "", "no longer there"))
        elif hidden and row[2]:
            found.append(Row(kind, record_id, str(row[0]), "(restricted)"))
        else:
            known = str(row[0]) if row[0] != record_id else ""
            found.append(Row(kind, record_id, known, str(row[1])))
    return found
