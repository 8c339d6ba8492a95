"""The agenda's rows: each item with the time it starts, the restricted part under its heading."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import time
from typing import Any

from PySide6.QtCore import Qt

from safeguard_desk.rules.timings import starts
from safeguard_desk.ui.meeting.looks import write_time
from safeguard_desk.ui.meeting.rows import Column, Index, Rows
from safeguard_desk.views.meetings import ItemView

PART_2 = "part 2"
"""The id of the heading over the restricted part."""


@dataclass(frozen=True)
class PlanLine:
    """A line of the agenda: an item with its start, or (without one) the heading of part 2."""

    id: str
    item: ItemView | None = None
    starts_at: str = ""
    recurs: bool = False

    @property
    def number(self) -> int:
        """The item's number; 0 of the heading."""
        return self.item.number if self.item else 0

    @property
    def title(self) -> str:
        """What the item is called, with a sign where it comes to every meeting."""
        if self.item is None:
            return "Part 2: restricted"
        return f"{self.item.title}  ↻" if self.recurs else self.item.title


def _of(line: PlanLine, name: str) -> str:
    return str(getattr(line.item, name)) if line.item else ""


COLUMNS = (
    Column("", lambda line: str(line.number or ""), 3, right=True),
    Column("Starts", lambda line: line.starts_at, 6, right=True),
    Column(
        "Item",
        lambda line: line.title,
        0,
        "title",
        value=lambda line: _of(line, "title"),
    ),
    Column("Presenter", lambda line: _of(line, "presenter"), 22, "presenter"),
    Column(
        "Purpose",
        lambda line: line.item.purpose.label if line.item else "",
        15,
        "purpose",
        lambda line: line.item.purpose if line.item else None,
    ),
    Column("Minutes", lambda line: _of(line, "minutes"), 8, "minutes", right=True),
    Column(
        "Part 2",
        lambda line: ("Yes" if line.item.restricted else "No") if line.item else "",
        8,
        "restricted",
        ticked=lambda line: line.item is not None and line.item.restricted,
    ),
)
TITLE, PURPOSE = 2, 4


def lines(
    items: Sequence[ItemView],
    starts_at: time,
    recurring: Collection[str],
    *,
    presenting: bool,
) -> list[PlanLine]:
    """Return the agenda's lines; while presenting, without the restricted part."""
    found: list[PlanLine] = []
    times = starts(starts_at, [item.minutes for item in items])
    headed = False
    for item, at in zip(items, times, strict=True):
        if presenting and item.restricted:
            continue
        if item.restricted and not headed:
            found.append(PlanLine(PART_2))
            headed = True
        recurs = item.matter_id in recurring
        found.append(PlanLine(item.id, item, write_time(at), recurs))
    return found


def spoken(line: PlanLine) -> str:
    """Return a line in one sentence, for a screen reader."""
    item = line.item
    if item is None:
        return line.title
    apart = ", restricted, part 2" if item.restricted else ""
    every = ", comes to every meeting" if line.recurs else ""
    return (
        f"{item.number}, {item.title}, starts {line.starts_at}, "
        f"{item.presenter or 'no presenter'}, {item.purpose.label}, "
        f"{item.minutes} minutes{apart}{every}"
    )


class AgendaRows(Rows):
    """The agenda's rows: they can be dragged, and dropped between one another."""

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows; the heading of part 2 has nothing to tick."""
        heading = index.isValid() and self.rows[index.row()].item is None
        if heading and role == Qt.ItemDataRole.CheckStateRole:
            return None
        return super().data(index, role)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let items be dragged while the agenda may change; the heading of part 2 stays."""
        if index.isValid() and self.rows[index.row()].item is None:
            return Qt.ItemFlag.NoItemFlags
        flags = super().flags(index)
        if self.read_only:
            return flags
        return flags | (
            Qt.ItemFlag.ItemIsDragEnabled if index.isValid() else Qt.ItemFlag.ItemIsDropEnabled
        )
