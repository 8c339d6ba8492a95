"""Reading a tracker and planning its import, on the worker; and what the page shows of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from safeguard_desk.desk.changes import Done
from safeguard_desk.desk.desk import Desk
from safeguard_desk.exchange.actions import (
    Tracker,
    carry_out,
    plan_import,
    read_tracker,
)
from safeguard_desk.exchange.result import Imported
from safeguard_desk.exchange.trackers.planning import Planned, Wishes, show, told, words
from safeguard_desk.exchange.trackers.rows import Mapped

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Shown:
    """A tracker with what its import would do."""

    path: Path
    tracker: Tracker
    planned: tuple[Planned, ...]

    @property
    def summary(self) -> Imported:
        """Return the counts of what would be done."""
        return told(self.planned)


@dataclass(frozen=True)
class PreviewRow:
    """A row of the preview, in words."""

    id: str
    row: str
    what: str
    ref: str
    action: str
    owner: str
    due: str
    status: str
    notes: str


def read(desk: Desk, path: Path, wishes: Wishes, mapped: Mapped, progress: Progress) -> Shown:
    """Read a tracker and plan its import; refuses what is no tracker."""
    progress(0, 2)
    with desk.read() as reader:
        tracker = read_tracker(reader, path, mapped=mapped)
        progress(1, 2)
        return Shown(path, tracker, tuple(plan_import(reader, tracker, wishes)))


def bring_in(desk: Desk, shown: Shown, mapped: Mapped, progress: Progress) -> Done[Imported]:
    """Do what is shown as one step."""
    return carry_out(desk, shown.path.name, shown.planned, mapped, progress)


def preview(planned: Sequence[Planned]) -> list[PreviewRow]:
    """Return the rows of the preview, with the table's name where a file has several."""
    several = len({row.grid for row in planned}) > 1
    return [_row(row, several=several) for row in planned]


def _row(row: Planned, *, several: bool) -> PreviewRow:
    given = {name: value for name, _, value in row.fields}
    due = " ".join(filter(None, (show(given.get("due_on")), show(given.get("due_words")))))
    notes = [f"{note.field}: “{note.text}” kept as {note.kept_as}" for note in row.notes]
    if row.similar:
        notes.insert(0, f"Reads like {row.similar}")
    return PreviewRow(
        id=f"{row.grid}\n{row.number}",
        row=f"{row.grid} {row.number}" if several else str(row.number),
        what=words(row),
        ref=row.ref,
        action=row.title,
        owner=show(given.get("owner_words")),
        due=due,
        status=show(given.get("status")),
        notes="; ".join(notes),
    )


def key_of(row_id: str) -> tuple[str, int]:
    """Return the table and the line that a row of the preview stands for."""
    grid, _, number = row_id.rpartition("\n")
    return grid, int(number)
