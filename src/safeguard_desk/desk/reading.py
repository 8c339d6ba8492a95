"""The one way to read: rows as tuples, never a mapped object."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVarTuple
from zoneinfo import ZoneInfo

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from safeguard_desk.models import JournalEntry, JournalGroup

LONDON = ZoneInfo("Europe/London")
Ts = TypeVarTuple("Ts")


def local_day(moment: datetime) -> date:
    """Return the day on the wall calendar (Europe/London) at a moment."""
    return moment.astimezone(LONDON).date()


@dataclass(frozen=True)
class Change:
    """One field of a record as it was changed once; values as the journal keeps them."""

    at: datetime
    who: str
    title: str
    operation: str
    field: str
    before: Any
    after: Any


class Reader:
    """Reads the desk at one moment. What it returns is plain and outlives it."""

    def __init__(self, session: Session, today: date) -> None:
        """Read through `session`; `today` is the day that ratings and clocks are counted from."""
        self._session = session
        self.today = today

    def rows(self, statement: Select[*Ts]) -> Sequence[tuple[*Ts]]:
        """Return all rows of a query as tuples."""
        found: Any = self._session.execute(statement)
        return list(map(tuple, found))

    def one(self, statement: Select[*Ts]) -> tuple[*Ts] | None:
        """Return the first row of a query, or None."""
        row: Any = self._session.execute(statement.limit(1)).first()
        return None if row is None else tuple(row)

    def scalar(self, statement: Select[Any]) -> Any:
        """Return the first column of the first row, or None."""
        return self._session.scalar(statement)

    def scalars(self, statement: Select[Any]) -> Sequence[Any]:
        """Return the first column of all rows."""
        return self._session.scalars(statement).all()

    def history(self, kind: str, record_id: str) -> list[Change]:
        """Return what was changed of a record, newest first."""
        groups, entries = JournalGroup, JournalEntry
        statement = (
            select(groups.at, groups.who, groups.title, entries.operation, entries.fields)
            .join(groups, groups.seq == entries.group_seq)
            .where(entries.kind == kind, entries.record_id == record_id)
            .order_by(entries.seq.desc())
        )
        return [
            Change(at, who, title, operation, name, before, after)
            for at, who, title, operation, fields in self.rows(statement)
            for name, (before, after) in json.loads(fields).items()
        ]
