"""The table of a register: whole rows chosen, kept by id; copied as a spreadsheet takes them."""

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QItemSelectionRange,
    QModelIndex,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from safeguard_desk.registers.declare import Column, Shown
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
    typed_into = Signal(object)
    """The index of a cell that is to be filled in."""
    ticks_changed = Signal()
    pasted = Signal()
    filled_down = Signal()
    laid_out = Signal()
    """Somebody has changed a width, or the order of the columns."""

    def __init__(self, rows: RowsModel, parent: QWidget | None = None) -> None:
        """Show a model; the columns are as wide as declared, one of them takes the rest."""
        super().__init__(parent)
        self.rows = rows
        self._kept: str | None = None
        self._told: str | None = None
        self._painter = RowPainter()
        self._ready = False
        self._sharing = False
        self.by_hand: dict[str, int] = {}
        """Widths that somebody has set, in pixels, by column."""
        self.ticked: dict[str, None] = {}
        """The ids that are ticked, in the order in which they were."""
        self.typable = False
        """Cells can be filled in, and rows ticked for it."""
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
        self.doubleClicked.connect(self._double)
        across = self.horizontalHeader()
        across.sectionResized.connect(self._resized)
        across.sectionMoved.connect(self._moved)

    def set_typable(self, typable: bool) -> None:
        """Let cells be filled in and rows be ticked; columns can be moved by their titles."""
        self.typable = typable
        self.horizontalHeader().setSectionsMovable(True)
        self._lay_out_columns()

    def _gutter(self) -> int:
        return self.fontMetrics().height() + 8 if self.typable else 0

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
        self._wanted.clear()
        self._least.clear()
        unit = max(self.fontMetrics().averageCharWidth(), self.fontMetrics().horizontalAdvance("0"))
        for place, column in enumerate(self.rows.columns):
            title = heads.horizontalAdvance(column.title) + 30
            least = self.fontMetrics().horizontalAdvance(_WIDEST.get(column.shown, "")) + 18
            self._wanted[place] = max(column.width * unit + 4, title, least)
            gives = column.shown in {Shown.TEXT, Shown.TERM}
            self._least[place] = max(title, least) if gives else self._wanted[place]
            if place == 0:
                self._wanted[place] += self._gutter()
                self._least[place] += self._gutter()
            modes = QHeaderView.ResizeMode
            across.setSectionResizeMode(place, modes.Stretch if column.grow else modes.Interactive)
        self._share_width()

    def _share_width(self) -> None:
        """Give each column its width; words give way so that the main column stays readable."""
        columns = [n for n, column in enumerate(self.rows.columns) if not column.grow]
        wanted = {n: self.by_hand.get(self.rows.columns[n].code, self._wanted[n]) for n in columns}
        fixed = {n for n in columns if self.rows.columns[n].code in self.by_hand}
        room = int(self.viewport().width() * (1 - _MAIN))
        over = sum(wanted.values()) - room
        slack = {n: 0 if n in fixed else wanted[n] - self._least[n] for n in columns}
        factor = min(1.0, max(0.0, over / max(1, sum(slack.values()))))
        self._sharing = True
        for place in columns:
            self.setColumnWidth(place, int(wanted[place] - slack[place] * factor))
        self._sharing = False

    def show_columns(self, columns: tuple[Column, ...], widths: dict[str, int]) -> None:
        """Show these columns, as wide as somebody has set them or as they need to be."""
        identity = self.current_id()
        self.by_hand = dict(widths)
        self.rows.show_columns(columns)
        self._lay_out_columns()
        self.choose(identity)

    def _resized(self, place: int, _: int, width: int) -> None:
        """Keep a width that was set by hand; the main column takes what is left."""
        if self._sharing or not self._ready or self.rows.columns[place].grow:
            return
        if self.horizontalHeader().isVisible() and QGuiApplication.mouseButtons():
            self.by_hand[self.rows.columns[place].code] = width
            self.laid_out.emit()

    def _moved(self, _: int, __: int, ___: int) -> None:
        """Take the order that a title was dragged into."""
        across = self.horizontalHeader()
        order = [across.logicalIndex(n) for n in range(across.count())]
        if order == sorted(order):
            return
        columns = tuple(self.rows.columns[n] for n in order)
        across.blockSignals(True)
        for place in range(across.count()):
            across.moveSection(across.visualIndex(place), place)
        across.blockSignals(False)
        self.show_columns(columns, self.by_hand)
        self.laid_out.emit()

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
        index = self.rows.index(row, max(0, self.currentIndex().column()))
        self.selectionModel().setCurrentIndex(index, _SELECT)
        self.scrollTo(index)
        return True

    def selected_ids(self) -> list[str]:
        """Return the ids of the chosen rows in their order."""
        spans = sorted((part.top(), part.bottom()) for part in self._chosen_parts())
        rows = sorted({row for top, bottom in spans for row in range(top, bottom + 1)})
        return [identity for row in rows if (identity := self.rows.id_at(row)) is not None]

    def chosen_rows(self) -> int:
        """Return how many rows are chosen, quickly also when all of many are."""
        return sum(part.height() for part in self._chosen_parts())

    def _chosen_parts(self) -> list[QItemSelectionRange]:
        chosen = self.selectionModel().selection()
        return [chosen.at(number) for number in range(chosen.count())]

    def targets(self) -> list[str]:
        """Return the ids that a change is meant for: those ticked, else those chosen."""
        return list(self.ticked) or self.selected_ids()

    def tick(self, identity: str | None) -> None:
        """Tick a row, or take its tick away."""
        if identity is None or not self.typable:
            return
        if identity in self.ticked:
            del self.ticked[identity]
        else:
            self.ticked[identity] = None
        self.viewport().update()
        self.ticks_changed.emit()

    def untick(self) -> None:
        """Take all ticks away."""
        if self.ticked:
            self.ticked.clear()
            self.viewport().update()
            self.ticks_changed.emit()

    def copy(self) -> None:
        """Copy the ticked or chosen rows with their titles, as a spreadsheet takes them."""
        rows = [row for identity in self.targets() if (row := self.rows.row_of(identity)) >= 0]
        rows.sort()
        lines = ["\t".join(column.title for column in self.rows.columns)]
        for row in rows[:_MOST_COPIED]:
            cells = (self.rows.index(row, n).data() for n in range(len(self.rows.columns)))
            lines.append("\t".join(" ".join(str(cell).split()) for cell in cells))
        QGuiApplication.clipboard().setText("\n".join(lines))

    def currentChanged(self, current: object, previous: object) -> None:
        """Say which record is current now."""
        super().currentChanged(current, previous)  # type: ignore[arg-type]
        identity = self.current_id()
        self.viewport().update()
        if (identity is not None or self._kept is None) and identity != self._told:
            self._told = identity
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
                self._told = None
                self.chosen.emit(None)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows that can be seen; see row_painter.py for why not cell by cell."""
        columns = range(len(self.rows.columns))
        widths = tuple(self.columnWidth(n) - (0 if n else self._gutter()) for n in columns)
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
        gutter = self._gutter()
        left = self.columnViewportPosition(0)
        whole = QRect(left, top, sum(widths) + gutter, height)
        heading = self.rows.heading(row)
        if heading is not None:
            self._painter.heading(painter, whole, heading)
            return
        ticked = self.rows.id_at(row) in self.ticked
        chosen = ticked or self.selectionModel().isRowSelected(row)
        here = self.currentIndex()
        current = row == here.row()
        self._painter.ground(painter, whole, row, chosen=chosen, current=current)
        if gutter:
            self._painter.tick(painter, QRect(left, top, gutter, height), ticked=ticked)
            left += gutter
        ratings = self.rows.ratings(row)
        for column, words in enumerate(self.rows.cells(row)):
            box = QRect(left, top, widths[column], height)
            rating = ratings.get(column)
            if rating is not None:
                self._painter.rating(painter, box, column, rating, chosen=chosen)
            else:
                right = column in self.rows.numeric
                self._painter.words(painter, box, column, words, right=right)
            if gutter and current and column == here.column() and self.hasFocus():
                self._painter.cursor(painter, box)
            left += widths[column]

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Tick a row by a click on its box."""
        place = event.position().toPoint()
        if self.typable and 0 <= place.x() - self.columnViewportPosition(0) < self._gutter():
            self.tick(self.rows.id_at(self.rowAt(place.y())))
            return
        super().mousePressEvent(event)

    def _double(self, index: QModelIndex) -> None:
        if self.typable and self.rows.columns[index.column()].field is not None:
            self.typed_into.emit(index)
        else:
            self._open()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the cell that the keys work on."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that the keys go elsewhere."""
        super().focusOutEvent(event)
        self.viewport().update()

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Pass over the headings of groups."""
        index = super().moveCursor(action, modifiers)
        row, here = index.row(), self.currentIndex().row()
        step = 1 if row > here or row == 0 else -1
        while 0 <= row < self.rows.rowCount() and self.rows.heading(row) is not None:
            row += step
        if not 0 <= row < self.rows.rowCount():
            return self.currentIndex()
        return index if row == index.row() else self.rows.index(row, index.column())

    def _open(self) -> None:
        identity = self.current_id()
        if identity is not None:
            self.opened.emit(identity)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move with the arrows; copy, paste and fill; Enter fills a cell in; letters are acts."""
        held = event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        )
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif self.typable and event.matches(QKeySequence.StandardKey.Paste):
            self.pasted.emit()
        elif self.typable and held and event.key() == Qt.Key.Key_D:
            self.filled_down.emit()
        elif self.typable and event.key() == Qt.Key.Key_F2:
            self.typed_into.emit(self.currentIndex())
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._enter(event)
        elif self.typable and event.key() == Qt.Key.Key_Space and not held:
            self.tick(self.current_id())
        elif event.text().isprintable() and event.text().strip() and not held:
            self.pressed_key.emit(event.text())
        else:
            super().keyPressEvent(event)

    def _enter(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        shifted = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if self.typable and index.isValid() and not shifted:
            self.typed_into.emit(index)
        else:
            self._open()
