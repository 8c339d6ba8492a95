"""One operation on the desk: what verbs are given to work with."""

import secrets
from collections.abc import Sequence
from datetime import date, datetime
from typing import TypeVar

from sqlalchemy import Select
from sqlalchemy.orm import Session

from safeguard_desk.desk.reading import Reader, local_day
from safeguard_desk.errors import Refusal
from safeguard_desk.models import Counter, Record

R = TypeVar("R", bound=Record)


def new_id(now: datetime, count: int) -> str:
    """Return a new id: UUID version 7 (RFC 9562) as 32 hex digits.

    `count` numbers the ids of one moment, so that they sort in the order in which they were made.
    """
    milliseconds = int(now.timestamp() * 1000) + (count >> 12) & ((1 << 48) - 1)
    value = milliseconds << 80 | 0x7 << 76 | (count & 0xFFF) << 64 | 0b10 << 62
    return f"{value | secrets.randbits(62):032x}"


class UnitOfWork:
    """A session with the moment, the day and the person of one operation."""

    def __init__(self, session: Session, now: datetime, who: str, made: int = 0) -> None:
        """Work through `session` at the moment `now` (aware) for the person `who`.

        `made` is how many records were made before: ids then sort as records were made, also over
        several operations of one moment, and the same operations give the same order.
        """
        self.session = session
        self.now = now
        self.today: date = local_day(now)
        self.who = who
        self.reader = Reader(session, self.today)
        self.made = made
        # Held, because a session lets go of what nobody holds and would read it again and again.
        self._held: dict[tuple[type[Record], str], Record] = {}
        self._counters: dict[str, Counter] = {}

    def add(self, record: R) -> R:
        """Add a new record, give it its id and its moment, and return it."""
        record.id = new_id(self.now, self.made)
        self.made += 1
        record.created_at = self.now
        self.session.add(record)
        self._held[type(record), record.id] = record
        return record

    def get(self, kind: type[R], record_id: str) -> R:
        """Return a record by id; refuse when somebody has removed it meanwhile."""
        held = self._held.get((kind, record_id))
        if isinstance(held, kind):
            return held
        record = self.session.get(kind, record_id)
        if record is None:
            raise Refusal(
                f"This entry of {kind.__tablename__.replace('_', ' ')} is no longer there.",
                "Nothing was changed.",
                "It may have been undone or removed; look at the list again.",
            )
        self._held[kind, record_id] = record
        return record

    def find(self, statement: Select[R]) -> R | None:
        """Return the first record a query gives, or None."""
        return self.session.scalars(statement.limit(1)).first()

    def all(self, statement: Select[R]) -> Sequence[R]:
        """Return the records a query gives."""
        return self.session.scalars(statement).all()

    def delete(self, record: Record) -> None:
        """Remove a record; the journal keeps what it held."""
        self._held.pop((type(record), record.id), None)
        # What was added in this operation is known to the session only once it is flushed.
        self.session.flush()
        self.session.delete(record)

    def flush(self) -> None:
        """Send what was changed so far to the file, within the same operation."""
        self.session.flush()

    def next_number(self, prefix: str) -> int:
        """Return the next number under a prefix. A number is never given twice, undone or not."""
        counter = self._counter(prefix)
        counter.last += 1
        return counter.last

    def keep_counter_above(self, prefix: str, at_least: int) -> None:
        """Let a prefix's numbers go on after `at_least`: a reference came in from outside."""
        counter = self._counter(prefix)
        counter.last = max(counter.last, at_least)

    def _counter(self, prefix: str) -> Counter:
        counter = self._counters.get(prefix) or self.session.get(Counter, prefix)
        if counter is None:
            counter = Counter(prefix=prefix, last=0)
            self.session.add(counter)
        self._counters[prefix] = counter
        return counter
