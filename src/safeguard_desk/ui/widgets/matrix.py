"""A matrix of counts, each cell chosen by itself: arrows walk, Enter opens what a cell counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QPalette, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from safeguard_desk.rules.terms import Rating
from safeguard_desk.ui.register.row_painter import rating_colour

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_STRENGTH = 0.24
"""How much of a tone's colour a cell takes on; the words keep their contrast."""
Role = Qt.ItemDataRole


@dataclass(frozen=True)
class Cell:
    """A cell: what is written, what it counts, and how it stands out; `tip` says it in words."""

    words: str
    behind: tuple[tuple[str, str], ...] = ()
    tone: Rating | None = None
    tip: str = ""
    bold: bool = False


class _Cells(QAbstractTableModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: Sequence[str] = ()
        self.columns: Sequence[str] = ()
        self.cells: Sequence[Sequence[Cell]] = ()

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> Any:
        if role != Role.DisplayRole:
            return None
        names = self.columns if orientation is Qt.Orientation.Horizontal else self.rows
        return names[section] if section < len(names) else None

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        cell = self.cells[index.row()][index.column()]
        if role == Role.DisplayRole:
            return cell.words
        if role in {Role.ToolTipRole, Role.AccessibleTextRole}:
            where = f"{self.rows[index.row()]}, {self.columns[index.column()]}"
            return f"{where}: {cell.tip or cell.words or 'none'}"
        if role == Role.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignCenter
        if role == Role.BackgroundRole and cell.tone is not None:
            return self._ground(cell.tone)
        if role == Role.FontRole and cell.bold:
            parent = self.parent()
            font = QFont(parent.font()) if isinstance(parent, QWidget) else QFont()
            font.setBold(True)
            return font
        return None

    def _ground(self, tone: Rating) -> QColor:
        parent = self.parent()
        palette = parent.palette() if isinstance(parent, QWidget) else QPalette()
        ink, base = rating_colour(tone, palette), palette.color(QPalette.ColorRole.Base)
        mixed = (
            round(one * _STRENGTH + other * (1 - _STRENGTH))
            for one, other in (
                (ink.red(), base.red()),
                (ink.green(), base.green()),
                (ink.blue(), base.blue()),
            )
        )
        return QColor(*mixed)


class _Painter(QStyledItemDelegate):
    """Draws a cell on its tone; the look of tables would paint over it."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the ground, the words, and a frame where the cell is chosen."""
        painter.save()
        ground = index.data(Role.BackgroundRole)
        if ground is not None:
            painter.fillRect(option.rect, ground)
        palette: QPalette = option.palette
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(QPen(palette.color(QPalette.ColorRole.Text), 2))
            painter.drawRect(option.rect.adjusted(1, 1, -2, -2))
        painter.setPen(palette.color(QPalette.ColorRole.Text))
        font = index.data(Role.FontRole)
        if font is not None:
            painter.setFont(font)
        painter.drawText(
            option.rect,
            Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap,
            str(index.data()),
        )
        painter.restore()


class MatrixView(QTableView):
    """Counts in rows and columns with their headings."""

    chosen = Signal(object)
    """The Cell that is current."""
    opened = Signal(object)
    """The Cell on which Enter was pressed, or that was clicked twice."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """Show nothing yet; `name` is what a screen reader says."""
        super().__init__(parent)
        self.cells = _Cells(self)
        self.setModel(self.cells)
        self.setAccessibleName(name)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setItemDelegate(_Painter(self))
        across, down = self.horizontalHeader(), self.verticalHeader()
        across.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        across.setHighlightSections(False)
        down.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        down.setHighlightSections(False)
        down.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.selectionModel().currentChanged.connect(self._turned)
        self.doubleClicked.connect(lambda _: self._open())

    def show_cells(
        self, rows: Sequence[str], columns: Sequence[str], cells: Sequence[Sequence[Cell]]
    ) -> None:
        """Show another matrix; the place that was current stays so if there is one."""
        at = self.currentIndex()
        place = (at.row(), at.column())
        self.cells.beginResetModel()
        self.cells.rows, self.cells.columns, self.cells.cells = rows, columns, cells
        self.cells.endResetModel()
        self.choose(*(place if 0 <= place[0] < len(rows) else self._first()))

    def _first(self) -> tuple[int, int]:
        """Return the place of the first cell that counts something."""
        for row, cells in enumerate(self.cells.cells):
            for column, cell in enumerate(cells):
                if cell.behind:
                    return row, column
        return 0, 0

    def choose(self, row: int, column: int) -> None:
        """Choose a cell by its place, from 0."""
        if 0 <= row < len(self.cells.rows) and 0 <= column < len(self.cells.columns):
            self.setCurrentIndex(self.cells.index(row, column))

    def current(self) -> Cell | None:
        """Return the chosen cell."""
        at = self.currentIndex()
        return self.cells.cells[at.row()][at.column()] if at.isValid() else None

    def _turned(self, *_: object) -> None:
        self.chosen.emit(self.current())

    def _open(self) -> None:
        if (cell := self.current()) is not None:
            self.opened.emit(cell)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open what a cell counts with Enter."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            self._open()
        else:
            super().keyPressEvent(event)
