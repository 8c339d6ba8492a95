"""The grid of days: chosen by arrows, opened by Enter, its meetings dragged to other days."""

from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import QMimeData, QPoint, QSize, Qt, Signal
from PySide6.QtGui import (
    QDrag,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QMouseEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QApplication, QHeaderView, QTableView, QWidget

from safeguard_desk.rules.terms import MeetingState
from safeguard_desk.rules.working_days import add_months
from safeguard_desk.ui.calendar.cells import DayPainter, YearDayPainter
from safeguard_desk.ui.calendar.days import Days, Filled, Span, month_of
from safeguard_desk.views.calendar import Entry

MEETING = "application/x-safeguard-desk-meeting"
"""What a dragged meeting is carried as: its id."""
_FIXED = frozenset({MeetingState.HELD, MeetingState.CANCELLED})
"""States in which a meeting is no longer moved by hand."""
_LETTERS = frozenset("TMYNPGtmynpg")


class DayGrid(QTableView):
    """Days to choose from; what is chosen is a day, whatever the grid shows."""

    wanted = Signal(object)
    """A day that shall be chosen; it may lie outside what is shown."""
    opened = Signal(object)
    """Enter was pressed on a day, or a meeting's chip double-clicked: the day, or the meeting."""
    moved = Signal(object, object)
    """A meeting's id, and the day it was dropped on."""
    lettered = Signal(str)
    """A letter that means something to the page."""
    dragging = True
    months_down = False

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        """Show the month of a day, empty as yet."""
        super().__init__(parent)
        self.days = Days(month_of(today), today, self)
        self.setModel(self.days)
        self.painter_of_days = self._painter()
        self.setItemDelegate(self.painter_of_days)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAcceptDrops(self.dragging)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setMinimumSectionSize(12)
        self.horizontalHeader().setSectionsClickable(False)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        self.verticalHeader().setSectionsClickable(False)
        self.verticalHeader().setVisible(self.months_down)
        self.setCornerButtonEnabled(False)
        self._pressed: tuple[Entry, QPoint] | None = None
        self.clicked.connect(self._clicked)

    def _painter(self) -> DayPainter:
        return DayPainter(self)

    def show_days(self, span: Span, filled: Filled, chosen: date) -> None:
        """Show a span with what falls on it, and choose a day of it."""
        self.days.show(span, filled)
        self._fit()
        self.choose(chosen)

    def choose(self, day: date) -> None:
        """Choose a day that is shown."""
        index = self.days.place(day)
        if index.isValid():
            self.setCurrentIndex(index)

    def chosen(self) -> date | None:
        """Return the chosen day."""
        cell = self.days.cell(self.currentIndex())
        return cell.day if cell else None

    def entry_at(self, place: QPoint) -> Entry | None:
        """Return the meeting whose chip is at a place of the viewport."""
        index = self.indexAt(place)
        cell = self.days.cell(index)
        if cell is None:
            return None
        shown = self.painter_of_days.chips(self.visualRect(index), self.fontMetrics(), cell)
        return next((entry for entry, chip in shown if chip.contains(place)), None)

    def _fit(self) -> None:
        """Share the height among the rows; each has room for its head and chips."""
        rows = self.days.rowCount()
        if not rows:
            return
        least = self.sizeHintForRow(0)
        share = self.viewport().height() // rows
        for row in range(rows):
            self.setRowHeight(row, max(least, share))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the rows to the new height."""
        super().resizeEvent(event)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """Be small where the window is."""
        return QSize(320, 200)

    def _clicked(self, _: Any) -> None:
        day = self.chosen()
        if day is not None:
            self.wanted.emit(day)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go by days and weeks (months in the year), by months with PgUp and PgDn."""
        day, key = self.chosen(), event.key()
        if day is None:
            super().keyPressEvent(event)
            return
        goal = self._goal(day, key)
        if goal is not None:
            self.wanted.emit(goal)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.opened.emit(day)
        elif event.text() in _LETTERS and event.text() and not event.modifiers() & ~_SHIFT:
            self.lettered.emit(event.text().upper())
        else:
            event.ignore()

    def _goal(self, day: date, key: int) -> date | None:
        down = -1 if key in {Qt.Key.Key_Up, Qt.Key.Key_PageUp} else 1
        if key in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            return day + timedelta(days=1 if key == Qt.Key.Key_Right else -1)
        if key in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            return add_months(day, down) if self.months_down else day + timedelta(days=7 * down)
        if key in {Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}:
            return add_months(day, 12 * down if self.months_down else down)
        return None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember which meeting was taken hold of."""
        place = event.position().toPoint()
        entry = self.entry_at(place) if event.button() == Qt.MouseButton.LeftButton else None
        self._pressed = (entry, place) if entry is not None else None
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Begin to drag a meeting that is still to come."""
        if self._pressed is None or not self.dragging:
            super().mouseMoveEvent(event)
            return
        entry, begun = self._pressed
        far = (event.position().toPoint() - begun).manhattanLength()
        if far >= QApplication.startDragDistance() and entry.state not in _FIXED:
            self._pressed = None
            drag = QDrag(self)
            drag.setMimeData(carried(entry.id))
            drag.exec(Qt.DropAction.MoveAction)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the meeting whose chip was double-clicked, or the day."""
        entry = self.entry_at(event.position().toPoint())
        day = self.chosen()
        if entry is not None:
            self.opened.emit(entry.id)
        elif day is not None:
            self.opened.emit(day)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take meetings."""
        if event.mimeData().hasFormat(MEETING):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Take a meeting on every day there is."""
        if self.days.cell(self.indexAt(event.position().toPoint())) is not None:
            event.acceptProposedAction()
        else:
            event.ignore()

    def dropEvent(self, event: QDropEvent) -> None:
        """Ask for the dropped meeting to be moved; the file has the last word."""
        cell = self.days.cell(self.indexAt(event.position().toPoint()))
        data = event.mimeData()
        if cell is not None and data.hasFormat(MEETING):
            event.acceptProposedAction()
            self.moved.emit(data.data(MEETING).toStdString(), cell.day)


_SHIFT = Qt.KeyboardModifier.ShiftModifier


class YearGrid(DayGrid):
    """A year at a glance: a row for each month."""

    dragging = False
    months_down = True

    def _painter(self) -> DayPainter:
        return YearDayPainter(self)


def carried(meeting_id: str) -> QMimeData:
    """Return a meeting as something that can be dragged."""
    data = QMimeData()
    data.setData(MEETING, meeting_id.encode())
    return data
