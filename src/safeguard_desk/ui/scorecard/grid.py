"""The grid's view: typed into, moved through and pasted into like a spreadsheet."""

import csv

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHeaderView,
    QTableView,
    QWidget,
)

from safeguard_desk.rules.periods import Period
from safeguard_desk.ui.scorecard.cells import FIRST, Cells

_WIDTHS = (30, 10, 7, 19)
"""Characters of the columns before the periods; the first takes what is left."""
_PERIOD = 10
_PADDING = 20
Hint = QAbstractItemDelegate.EndEditHint
Pasted = list[tuple[str, Period, str]]


class GridView(QTableView):
    """The table; what is pasted or emptied is told with all its cells at once."""

    pasted = Signal(object, object)
    """The cells as (indicator id, Period, words), and how many fell outside the periods."""
    emptied = Signal(object)
    """The cells as (indicator id, Period, "")."""
    chosen = Signal(object)
    """The index that was come to."""

    def __init__(self, cells: Cells, parent: QWidget | None = None) -> None:
        """Show the cells."""
        super().__init__(parent)
        self.cells = cells
        self.setModel(cells)
        self.setAccessibleName("Scorecard")
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(
            triggers.AnyKeyPressed | triggers.EditKeyPressed | triggers.DoubleClicked
        )
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setAlternatingRowColors(True)
        self.setWordWrap(False)
        self.setTabKeyNavigation(True)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionsClickable(False)
        cells.modelReset.connect(self._lay_columns)

    def showEvent(self, event: QShowEvent) -> None:
        """Measure in the font that the look has given by now."""
        super().showEvent(event)
        self._lay_columns()

    def _lay_columns(self) -> None:
        each = self.fontMetrics().averageCharWidth()
        head = self.horizontalHeader()
        for column in range(self.cells.columnCount()):
            wide = _WIDTHS[column] if column < FIRST else _PERIOD
            stretched = column == 0
            mode = QHeaderView.ResizeMode
            head.setSectionResizeMode(column, mode.Stretch if stretched else mode.Fixed)
            if not stretched:
                self.setColumnWidth(column, wide * each + _PADDING)
        head.setMinimumSectionSize(6 * each)
        line = self.fontMetrics().height() + 9
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(line)

    def currentChanged(
        self,
        current: QModelIndex | QPersistentModelIndex,
        previous: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Tell which cell was come to."""
        super().currentChanged(current, previous)
        self.chosen.emit(self.cells.index(current.row(), current.column()))

    def come_to(self, indicator_id: str, code: str | None = None) -> None:
        """Go to an indicator: to a period of it, else to its last."""
        for place, row in enumerate(self.cells.rows):
            if row.id == indicator_id:
                codes = [cell.period.code for cell in row.cells]
                at = codes.index(code) if code in codes else len(codes) - 1
                index = self.cells.index(place, FIRST + at)
                self.setCurrentIndex(index)
                self.scrollTo(index)

    def closeEditor(self, editor: QWidget, hint: Hint) -> None:
        """Go on to the next cell without opening it: down by Enter, to the right by Tab."""
        super().closeEditor(editor, Hint.NoHint)
        step = {
            Hint.EditNextItem: (0, 1),
            Hint.EditPreviousItem: (0, -1),
            Hint.SubmitModelCache: (1, 0),
        }.get(hint)
        if step is not None:
            self._step(*step)

    def _step(self, down: int, across: int) -> None:
        at = self.currentIndex()
        index = self.cells.index(at.row() + down, at.column() + across)
        if index.isValid() and (index.column() >= FIRST or not across):
            self.setCurrentIndex(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the keys of a spreadsheet; what is left goes to the table."""
        if self.state() == self.State.EditingState:
            super().keyPressEvent(event)
        elif event.matches(QKeySequence.StandardKey.Paste):
            self._paste()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self._copy()
        elif event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self._empty()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            up = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._step(-1 if up else 1, 0)
        else:
            super().keyPressEvent(event)

    def _paste(self) -> None:
        at = self.currentIndex()
        text = QGuiApplication.clipboard().text()
        lines = list(csv.reader(text.splitlines(), delimiter="\t"))
        if not lines or self.cells.cell(at) is None:
            self.pasted.emit([], sum(len(line) for line in lines))
            return
        found: Pasted = []
        outside = 0
        for down, line in enumerate(lines):
            for across, words in enumerate(line):
                cell = self.cells.cell(self.cells.index(at.row() + down, at.column() + across))
                if cell is None:
                    outside += bool(words.strip())
                else:
                    found.append((cell[0].id, cell[1].period, words))
        self.pasted.emit(found, outside)

    def _copy(self) -> None:
        chosen = self.selectionModel().selectedIndexes() or [self.currentIndex()]
        rows: dict[int, dict[int, str]] = {}
        for index in chosen:
            role = Qt.ItemDataRole
            wanted = role.EditRole if index.column() >= FIRST else role.DisplayRole
            rows.setdefault(index.row(), {})[index.column()] = str(index.data(wanted) or "")
        if rows:
            columns = sorted({column for row in rows.values() for column in row})
            lines = ["\t".join(rows[r].get(c, "") for c in columns) for r in sorted(rows)]
            QGuiApplication.clipboard().setText("\n".join(lines))

    def _empty(self) -> None:
        chosen = self.selectionModel().selectedIndexes() or [self.currentIndex()]
        cells = (self.cells.cell(index) for index in chosen)
        held = [one for one in cells if one is not None and one[1].reading is not None]
        if held:
            self.emptied.emit([(row.id, cell.period, "") for row, cell in held])
