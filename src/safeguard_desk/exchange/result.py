"""What an import did, row by row, in the form the command line prints (DESIGN 6)."""

from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True)
class Skipped:
    """A row that was not taken, and why."""

    row: int
    reason: str


@dataclass(frozen=True)
class Noted:
    """Something in a row that was taken in a way to know of, or kept as text."""

    row: int
    field: str
    text: str
    kept_as: str


@dataclass
class Imported:
    """Counts of rows: each is created, updated, unchanged or skipped."""

    rows: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    skipped: list[Skipped] = field(default_factory=list)
    notes: list[Noted] = field(default_factory=list)

    def plain(self) -> dict[str, Any]:
        """Return it as JSON prints it."""
        return asdict(self)

    def words(self) -> str:
        """Return it as a sentence."""
        return (
            f"{self.rows} rows: {self.created} created, {self.updated} updated,"
            f" {self.unchanged} unchanged, {len(self.skipped)} skipped."
        )
