"""The table of a register: whole rows chosen, kept by id; copied as a spreadsheet takes them."""

from PySide6.QtCore import QEvent, QItemSelectionModel, QRect, Qt, Signal
from PySide6.QtGui import (
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from safeguard_desk.registers.declare import Shown
from safeguard_desk.ui.register.row_painter import RowPainter
from safeguard_desk.ui.register.rows_model import RowsModel

_SELECT = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
_MOST_COPIED = 5000
_MAIN = 0.3
"""Share of the width that the main column keeps."""
_WIDEST = {Shown.DATE: "28 Mar 2028", Shown.REFERENCE: "QA-0000"}
"""Words for which a column has room whatever its declared width."""


class RowsTable(QTableView):
    """The rows of a model; `chosen` says the id of the current row, or None."""

    chosen = Signal(object)
    opened = Signal(object)
    """Enter or a double click on a row."""
    pressed_key = Signal(object)
    """A key that the table has no use for: the panel's own keys."""

    def __init__(self, rows: RowsModel, parent: QWidget | None = None) -> None:
        """Show a model; the columns are as wide as declared, one of them takes the rest."""
        super().__init__(parent)
        self.rows = rows
        self._kept: str | None = None
        self._painter = RowPainter()
        self._ready = False
        self._wanted: dict[int, int] = {}
        self._least: dict[int, int] = {}
        self.setModel(rows)
        self.setAccessibleName(rows.register.title)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self._lay_out_columns()
        self._lay_out_rows()
        self._ready = True
        rows.modelAboutToBeReset.connect(self._remember)
        rows.modelReset.connect(self._recall)
        self.doubleClicked.connect(self._open)

    def _lay_out_rows(self) -> None:
        down = self.verticalHeader()
        down.hide()
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        down.setMinimumSectionSize(16)
        down.setDefaultSectionSize(self.fontMetrics().height() + 12)

    def _lay_out_columns(self) -> None:
        across = self.horizontalHeader()
        across.setHighlightSections(False)
        across.setSectionsClickable(True)
        across.setSortIndicatorClearable(True)
        across.setMinimumSectionSize(40)
        across.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        across.setMinimumHeight(self.fontMetrics().height() + 14)
        bold = self.font()
        bold.setBold(True)
        heads = QFontMetrics(bold)
        unit = max(self.fontMetrics().averageCharWidth(), self.fontMetrics().horizontalAdvance("0"))
        for place, column in enumerate(self.rows.columns):
            title = heads.horizontalAdvance(column.title) + 30
            least = self.fontMetrics().horizontalAdvance(_WIDEST.get(column.shown, "")) + 18
            self._wanted[place] = max(column.width * unit + 4, title, least)
            gives = column.shown in {Shown.TEXT, Shown.TERM}
            self._least[place] = max(title, least) if gives else self._wanted[place]
            if column.grow:
                across.setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)
        self._share_width()

    def _share_width(self) -> None:
        """Give each column its width; words give way so that the main column stays readable."""
        columns = [n for n, column in enumerate(self.rows.columns) if not column.grow]
        room = int(self.viewport().width() * (1 - _MAIN))
        over = sum(self._wanted[n] for n in columns) - room
        slack = {n: self._wanted[n] - self._least[n] for n in columns}
        factor = min(1.0, max(0.0, over / max(1, sum(slack.values()))))
        for place in columns:
            self.setColumnWidth(place, int(self._wanted[place] - slack[place] * factor))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width anew."""
        super().resizeEvent(event)
        self._share_width()

    def current_id(self) -> str | None:
        """Return the id of the current row."""
        return self.rows.id_at(self.currentIndex().row())

    def choose(self, identity: str | None) -> bool:
        """Make a row current by its id; says whether it is listed."""
        row = -1 if identity is None else self.rows.row_of(identity)
        if row < 0:
            return False
        index = self.rows.index(row, 0)
        self.selectionModel().setCurrentIndex(index, _SELECT)
        self.scrollTo(index)
        return True

    def selected_ids(self) -> list[str]:
        """Return the ids of the chosen rows in their order."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [identity for row in rows if (identity := self.rows.id_at(row)) is not None]

    def copy(self) -> None:
        """Copy the chosen rows with their titles, tab by tab, as a spreadsheet takes them."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        lines = ["\t".join(column.title for column in self.rows.columns)]
        for row in rows[:_MOST_COPIED]:
            cells = (self.rows.index(row, n).data() for n in range(len(self.rows.columns)))
            lines.append("\t".join(" ".join(str(cell).split()) for cell in cells))
        QGuiApplication.clipboard().setText("\n".join(lines))

    def currentChanged(self, current: object, previous: object) -> None:
        """Say which record is current now."""
        super().currentChanged(current, previous)  # type: ignore[arg-type]
        identity = self.current_id()
        if identity is not None or self._kept is None:
            self.chosen.emit(identity)

    def changeEvent(self, event: QEvent) -> None:
        """Keep pace with the size of the text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self._ready:
            self._lay_out_columns()
            self._lay_out_rows()

    def _remember(self) -> None:
        self._kept = self.current_id() or self._kept

    def _recall(self) -> None:
        kept, self._kept = self._kept, None
        if kept is not None and not self.choose(kept):
            self._kept = kept if not self.rows.complete else None
            if self._kept is None:
                self.chosen.emit(None)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows that can be seen; see row_painter.py for why not cell by cell."""
        columns = range(len(self.rows.columns))
        widths = tuple(self.columnWidth(n) for n in columns)
        painter = QPainter(self.viewport())
        painter.setFont(self.font())
        self._painter.begin(painter, self.palette(), widths)
        seen = event.rect()
        row = max(0, self.rowAt(seen.top()))
        while row < self.rows.rowCount() and self.rowViewportPosition(row) <= seen.bottom():
            self._paint_row(painter, row, widths)
            row += 1
        painter.end()

    def _paint_row(self, painter: QPainter, row: int, widths: tuple[int, ...]) -> None:
        top, height = self.rowViewportPosition(row), self.rowHeight(row)
        left = self.columnViewportPosition(0)
        chosen = self.selectionModel().isRowSelected(row)
        current = row == self.currentIndex().row()
        whole = QRect(left, top, sum(widths), height)
        self._painter.ground(painter, whole, row, chosen=chosen, current=current)
        ratings = self.rows.ratings(row)
        for column, words in enumerate(self.rows.cells(row)):
            box = QRect(left, top, widths[column], height)
            rating = ratings.get(column)
            if rating is not None:
                self._painter.rating(painter, box, column, rating, chosen=chosen)
            else:
                right = column in self.rows.numeric
                self._painter.words(painter, box, column, words, right=right)
            left += widths[column]

    def _open(self) -> None:
        identity = self.current_id()
        if identity is not None:
            self.opened.emit(identity)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move with the arrows; copy; open with Enter; leave letters to the panel."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._open()
        elif (
            event.text().isprintable()
            and event.text().strip()
            and not event.modifiers()
            & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
        ):
            self.pressed_key.emit(event.text())
        else:
            super().keyPressEvent(event)
