"""What an operation altered, for the screens that show it."""

from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")
RecordKey = tuple[str, str]
"""A record's kind and id."""


@dataclass(frozen=True)
class ChangeSet:
    """The records that one operation made, altered and removed.

    initiator is whoever asked for it, so that an editor need not reload what it has just shown.
    """

    created: frozenset[RecordKey] = frozenset()
    updated: frozenset[RecordKey] = frozenset()
    deleted: frozenset[RecordKey] = frozenset()
    initiator: object = None

    @property
    def all(self) -> frozenset[RecordKey]:
        """Every record touched."""
        return self.created | self.updated | self.deleted

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of record touched."""
        return frozenset(kind for kind, _ in self.all)

    def ids(self, kind: str) -> frozenset[str]:
        """Return the ids touched of one kind."""
        return frozenset(record_id for found, record_id in self.all if found == kind)

    def touches(self, *kinds: str) -> bool:
        """Say whether a record of one of these kinds was touched."""
        return not self.kinds.isdisjoint(kinds)

    def __bool__(self) -> bool:
        """Say whether anything was altered at all."""
        return bool(self.created or self.updated or self.deleted)


@dataclass(frozen=True)
class Done(Generic[T]):
    """The result of an operation and what it altered."""

    result: T
    changes: ChangeSet
