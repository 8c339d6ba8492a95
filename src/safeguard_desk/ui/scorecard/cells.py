"""The cells of the scorecard's grid: indicators down, periods across, as in the spreadsheet."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QBrush, QFont, QGuiApplication

from safeguard_desk.rules.measuring import figure_text, shown
from safeguard_desk.rules.signals import Standing
from safeguard_desk.rules.terms_quality import Direction, Measured
from safeguard_desk.ui.meeting.looks import BAD, CAUTION, muted, pick
from safeguard_desk.views.scorecard import Cell, IndicatorRow, Scorecard

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
Role = Qt.ItemDataRole
FIRST = 4
"""The column of the first period; before it: indicator, agency, target, warning."""
TARGET = 2
"""The column of the target, which can be typed into too."""
HEADINGS = ("Indicator", "Agency", "Target", "Warns")
_SIGNS = {Standing.OFF: "! ", Standing.NEAR: "~ ", Standing.ON: ""}
_WAYS = {Direction.UP: "≥ ", Direction.DOWN: "≤ ", Direction.NEITHER: ""}
KEY = (
    "! off target   ~ within tolerance   p provisional   r revised   <5 or * suppressed"
    "   underlined: commentary   "
    "Type 92%, 12.4, 45/60, <5, awaited, n/a, 87.2 p; Ctrl+V pastes; Del empties"
)


class Cells(QAbstractTableModel):
    """The grid. What is typed is only offered (`typed`): the file has the last word."""

    typed = Signal(object, object, str)
    """An indicator's id, a Period, and the words."""
    target_typed = Signal(object, str)
    """An indicator's id, and the words of its target from today on."""

    def __init__(self, parent: Any = None) -> None:
        """Make an empty grid."""
        super().__init__(parent)
        self.card: Scorecard | None = None
        self._kept: dict[tuple[str, str], str] = {}
        self._refused: set[tuple[str, str]] = set()

    @property
    def rows(self) -> Sequence[IndicatorRow]:
        """The indicators in their order."""
        return self.card.rows if self.card else ()

    def show(self, card: Scorecard) -> None:
        """Show another state; where rows and periods are the same, nothing chosen is lost."""
        before = self.card
        same = before is not None and before.periods == card.periods
        if same and before is not None and [r.id for r in before.rows] == [r.id for r in card.rows]:
            self.card = card
            for place, (old, new) in enumerate(zip(before.rows, card.rows, strict=True)):
                if old != new:
                    self._forget(old, new)
                    last = self.index(place, self.columnCount() - 1)
                    self.dataChanged.emit(self.index(place, 0), last)
            return
        self.beginResetModel()
        self.card = card
        self.endResetModel()

    def _forget(self, old: IndicatorRow, new: IndicatorRow) -> None:
        """Let go of what was refused in cells that hold something else by now."""
        for before, after in zip(old.cells, new.cells, strict=True):
            if before.reading != after.reading:
                self._kept.pop((new.id, after.period.code), None)
                self._refused.discard((new.id, after.period.code))

    def keep(self, indicator_id: str, code: str, words: str) -> None:
        """Show words that are on their way to the file."""
        self._kept[indicator_id, code] = words
        self._refused.discard((indicator_id, code))
        self.repaint()

    def mark_refused(self, indicator_id: str, code: str) -> None:
        """Go on showing words that were refused, marked, so that they can be put right."""
        self._refused.add((indicator_id, code))
        self.repaint()

    def let_go(self, indicator_id: str, code: str) -> None:
        """Show what the file holds again."""
        self._refused.discard((indicator_id, code))
        if self._kept.pop((indicator_id, code), None) is not None:
            self.repaint()

    def repaint(self) -> None:
        """Paint every cell anew."""
        if self.rows:
            last = self.index(len(self.rows) - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def cell(self, index: Index) -> tuple[IndicatorRow, Cell] | None:
        """Return the indicator and the cell of a period; None for the columns before them."""
        if not index.isValid() or index.column() < FIRST:
            return None
        row = self.rows[index.row()]
        return row, row.cells[index.column() - FIRST]

    def kept_words(self, row: IndicatorRow, cell: Cell) -> str | None:
        """Return what was typed into a cell and is not in the file, on its way or refused."""
        return self._kept.get((row.id, cell.period.code))

    def rowCount(self, parent: Index = ROOT) -> int:
        """Return how many indicators there are."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = ROOT) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() or self.card is None else FIRST + len(self.card.periods)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """Return what a cell shows."""
        found = self.cell(index)
        if found is None:
            return self._head(index, role)
        row, cell = found
        kept = self.kept_words(row, cell)
        refused = (row.id, cell.period.code) in self._refused
        if role == Role.DisplayRole and kept is not None:
            return f"{kept} ?" if refused else kept
        if role == Role.DisplayRole:
            return words_of(row, cell)
        if role == Role.EditRole:
            return kept if kept is not None else typed_again(row, cell)
        if role in {Role.ToolTipRole, Role.AccessibleTextRole}:
            return spoken(row, cell)
        return self._look(cell, role, refused=refused)

    def _look(self, cell: Cell, role: int, *, refused: bool) -> Any:
        if role == Role.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Role.ForegroundRole:
            if refused or cell.standing is Standing.OFF:
                return QBrush(pick(BAD, QGuiApplication.palette()))
            if cell.standing is Standing.NEAR:
                return QBrush(pick(CAUTION, QGuiApplication.palette()))
            if cell.reading is not None and cell.value is None:
                return QBrush(muted(QGuiApplication.palette()))
        if role == Role.FontRole and cell.commentary:
            font = QFont()
            font.setUnderline(True)
            return font
        return None

    def _head(self, index: Index, role: int) -> Any:
        if not index.isValid() or self.card is None:
            return None
        row = self.rows[index.row()]
        if role in {Role.DisplayRole, Role.AccessibleTextRole}:
            target = target_words(row).partition(" ±")[0]
            return (row.title, row.agency, target, _warns(row))[index.column()]
        if role == Role.EditRole:
            return target_words(row).lstrip("≥≤– ")
        if role == Role.ToolTipRole:
            return (
                f"{row.ref} {row.title}\n{row.definition}".strip(),
                row.agency,
                f"{target_words(row)}\n{row.direction.label}\nType 85 or 85 ±2 for a new one",
                row.warning + (f"\nRisk {row.risk[0]} is open" if row.risk else ""),
            )[index.column()]
        if role == Role.ForegroundRole and index.column() == 3 and row.warns:
            return QBrush(pick(BAD, QGuiApplication.palette()))
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> Any:
        """Return a column's title."""
        if orientation is not Qt.Orientation.Horizontal or self.card is None:
            return None
        if role == Role.DisplayRole and section < FIRST:
            return HEADINGS[section]
        if role == Role.DisplayRole and section < self.columnCount():
            return self.card.periods[section - FIRST].label
        if role == Role.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if section >= FIRST else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Say that the cells of periods, and the target, can be typed into."""
        flags = super().flags(index)
        typable = index.isValid() and (index.column() == TARGET or index.column() >= FIRST)
        return flags | Qt.ItemFlag.ItemIsEditable if typable else flags

    def setData(self, index: Index, value: Any, role: int = Role.EditRole) -> bool:
        """Offer what was typed; the cell shows it when the file holds it."""
        found = self.cell(index)
        if role != Role.EditRole:
            return False
        if found is None:
            said = " ".join(str(value).split())
            if said != self.data(index, Role.EditRole):
                self.target_typed.emit(self.rows[index.row()].id, said or "none")
            return True
        words = " ".join(str(value).split())
        row, cell = found
        if words == typed_again(row, cell):
            self.let_go(row.id, cell.period.code)
        elif words != self.data(index, Role.EditRole):
            self.typed.emit(row.id, cell.period, words)
        return True


def words_of(row: IndicatorRow, cell: Cell) -> str:
    """Return what a cell shows: its figure, with a sign for its standing."""
    if cell.reading is None:
        return ""
    sign = _SIGNS[cell.standing] if cell.standing else ""
    more = " r" if cell.revised and cell.reading and not cell.reading.provisional else ""
    return f"{sign}{shown(cell.reading, row.unit)}{more}"


def typed_again(row: IndicatorRow, cell: Cell) -> str:
    """Return what an editor begins with: what was typed, as far as it reads as what is kept."""
    if cell.reading is None:
        return ""
    if cell.reading.kind is Measured.FIGURE and cell.reading.denominator is None:
        return shown(cell.reading, row.unit)
    if cell.reading.kind is Measured.FIGURE:
        early = " p" if cell.reading.provisional else ""
        return f"{cell.reading.numerator:g}/{cell.reading.denominator:g}{early}"
    return shown(cell.reading, row.unit)


def spoken(row: IndicatorRow, cell: Cell) -> str:
    """Return a cell in a sentence."""
    said = [f"{row.title}, {cell.period.label}: {words_or_nothing(row, cell)}"]
    if cell.reading is not None and cell.reading.denominator is not None:
        part = cell.reading.numerator
        said.append(
            f"{part:g} of {cell.reading.denominator:g}"
            if part is not None
            else f"of {cell.reading.denominator:g}"
        )
    if cell.standing is not None and cell.target is not None:
        target = figure_text(cell.target, row.unit)
        said.append(f"{cell.standing.label.lower()}, {_WAYS[row.direction]}{target}")
    if cell.earlier:
        said.append(f"{cell.earlier} earlier version{'s' if cell.earlier > 1 else ''}")
    return "; ".join(said) + (f"\n{cell.commentary}" if cell.commentary else "")


def words_or_nothing(row: IndicatorRow, cell: Cell) -> str:
    """Return a cell's figure, or why there is none."""
    if cell.reading is None:
        return "nothing recorded"
    if cell.reading.kind is Measured.SUPPRESSED:
        return f"suppressed ({shown(cell.reading, row.unit)})"
    return shown(cell.reading, row.unit)


def target_words(row: IndicatorRow) -> str:
    """Return the target with the way that is good: "≥ 85%", "≤ 20% ±2"."""
    level = row.target
    if level is None or level.value is None:
        return "–"
    wide = f" ±{level.tolerance:g}" if level.tolerance else ""
    return f"{_WAYS[row.direction]}{figure_text(level.value, row.unit)}{wide}"


def _warns(row: IndicatorRow) -> str:
    if not row.signals:
        return ""
    sign = "! " if row.warns else ""
    said = [one.short for one in sorted(row.signals, key=lambda one: not one.warns)]
    return sign + ", ".join(said) + ("" if row.warns else " (better)")
