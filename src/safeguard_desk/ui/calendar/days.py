"""Days in a grid: a month of weeks, or a year of months, with what falls on each day."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from safeguard_desk.desk.reading import Reader
from safeguard_desk.rules.date_forms import MONTHS, WEEKDAYS
from safeguard_desk.rules.dates import write_day
from safeguard_desk.rules.working_days import add_months, month_end
from safeguard_desk.ui.calendar.marks import WORDS
from safeguard_desk.views.calendar import Entry, Named, entries, named_days, span_of

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
_WEEKDAYS = tuple(name[:3] for name in WEEKDAYS)
WEEKS, WEEK, YEAR, LONGEST = 6, 7, 12, 31


@dataclass(frozen=True)
class Span:
    """What a grid shows: its days by rows (None where a row has none), and its headings."""

    title: str
    rows: tuple[tuple[date | None, ...], ...]
    across: tuple[str, ...]
    down: tuple[str, ...]
    month: int = 0
    """The month whose days are meant, others being its neighbours'; 0 for all."""

    @property
    def start(self) -> date:
        """The first day shown."""
        return min(day for row in self.rows for day in row if day)

    @property
    def end(self) -> date:
        """The last day shown."""
        return max(day for row in self.rows for day in row if day)


def month_of(day: date) -> Span:
    """Return six weeks, Monday first, that hold the month of a day."""
    first = day.replace(day=1)
    monday = first - timedelta(days=first.weekday())
    rows = tuple(
        tuple(monday + timedelta(days=week * WEEK + n) for n in range(WEEK))
        for week in range(WEEKS)
    )
    title = f"{MONTHS[day.month - 1]} {day.year}"
    return Span(title, rows, _WEEKDAYS, ("",) * WEEKS, day.month)


def year_of(starting: int) -> Span:
    """Return the twelve months of a financial year, a row each."""
    rows, names = [], []
    for number in range(YEAR):
        first = add_months(span_of(starting)[0], number)
        last = month_end(first.year, first.month).day
        rows.append(tuple(first.replace(day=n) if n <= last else None for n in range(1, 32)))
        names.append(f"{MONTHS[first.month - 1][:3]} {first.year % 100:02d}")
    title = f"{starting}/{(starting + 1) % 100:02d}"
    across = tuple(str(n) for n in range(1, LONGEST + 1))
    return Span(title, tuple(rows), across, tuple(names))


@dataclass(frozen=True)
class Filled:
    """What falls on the days of a span."""

    entries: tuple[Entry, ...] = ()
    named: tuple[Named, ...] = ()


def fill(reader: Reader, span: Span, *, group_id: str | None, without_reviews: bool) -> Filled:
    """Read what falls on the days of a span."""
    found = entries(
        *(reader, span.start, span.end),
        group_id=group_id,
        without_reviews=without_reviews,
    )
    return Filled(tuple(found), tuple(named_days(reader, span.start, span.end)))


@dataclass(frozen=True)
class Cell:
    """A day of the grid with what falls on it."""

    day: date
    inside: bool
    today: bool
    entries: tuple[Entry, ...]
    named: tuple[Named, ...]

    @property
    def spoken(self) -> str:
        """The day in a sentence, for a screen reader."""
        parts = [write_day(self.day) + (", today" if self.today else "")]
        parts += [one.title for one in self.named]
        parts += [short(entry) for entry in self.entries]
        return "; ".join(parts) if len(parts) > 1 else f"{parts[0]}; nothing planned"


def short(entry: Entry) -> str:
    """Return a meeting in a few words: "QA 10:00 planned"."""
    return f"{entry.code} {entry.starts_at:%H:%M} {WORDS[entry.state]}"


class Days(QAbstractTableModel):
    """The days of a span, a cell each."""

    def __init__(self, span: Span, today: date, parent: Any = None) -> None:
        """Show a span of which nothing is known yet."""
        super().__init__(parent)
        self.shown = span
        self.today = today
        self._entries: dict[date, list[Entry]] = {}
        self._named: tuple[Named, ...] = ()
        self._cells: dict[date, Cell] = {}

    def show(self, span: Span, filled: Filled) -> None:
        """Show a span with what falls on it."""
        self.beginResetModel()
        self.shown = span
        self._entries = defaultdict(list)
        for entry in filled.entries:
            self._entries[entry.held_on].append(entry)
        self._named = filled.named
        self._cells = {}
        self.endResetModel()

    def cell(self, index: Index) -> Cell | None:
        """Return the day at a place; None where the row has none."""
        if not index.isValid():
            return None
        day = self.shown.rows[index.row()][index.column()]
        return None if day is None else self.on(day)

    def on(self, day: date) -> Cell:
        """Return a day with what falls on it; made once, for it is painted often."""
        found = self._cells.get(day)
        if found is None:
            found = self._cells[day] = self._made(day)
        return found

    def _made(self, day: date) -> Cell:
        falling = (one for one in self._named if one.from_on <= day <= one.to_on)
        named = tuple(sorted(falling, key=lambda one: not one.bank))
        inside = self.shown.month in {0, day.month}
        return Cell(day, inside, day == self.today, tuple(self._entries.get(day, ())), named)

    def place(self, day: date) -> QModelIndex:
        """Return where a day stands; an invalid index where it is not shown."""
        for row, days in enumerate(self.shown.rows):
            if day in days:
                return self.index(row, days.index(day))
        return QModelIndex()

    def rowCount(self, parent: Index = ROOT) -> int:
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self.shown.rows)

    def columnCount(self, parent: Index = ROOT) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self.shown.across)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the day in words; it is painted by the view's own hand."""
        if role not in {
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.ToolTipRole,
            Qt.ItemDataRole.AccessibleTextRole,
        }:
            return None
        cell = self.cell(index)
        if cell is None:
            return "" if role == Qt.ItemDataRole.DisplayRole else None
        if role == Qt.ItemDataRole.ToolTipRole:
            return _tip(cell)
        return cell.spoken

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return a weekday or a day's number across, a month down."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        names = self.shown.across if orientation is Qt.Orientation.Horizontal else self.shown.down
        return names[section] if section < len(names) else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let a day be chosen; a place that is no day is none."""
        return super().flags(index) if self.cell(index) else Qt.ItemFlag.NoItemFlags


def _tip(cell: Cell) -> str:
    lines: Sequence[str] = [
        write_day(cell.day),
        *(one.title for one in cell.named),
        *(f"{short(one)}: {one.group}" for one in cell.entries),
    ]
    return "\n".join(lines)
