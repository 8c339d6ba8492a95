"""One chart with its figures beside it; a bar and a number both lead to the actions they count."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from safeguard_desk.documents.chart_words import value_text
from safeguard_desk.papers.action_figures import chart, charted
from safeguard_desk.ui.figures.chart_view import ChartView
from safeguard_desk.ui.meeting.rows import Column, Rows, RowsView
from safeguard_desk.views.counted import Selection, any_of
from safeguard_desk.views.figure_parts import Figures, Line

_MOST_ROWS = 13
"""Lines of a table that are seen at once; the others are scrolled to."""


@dataclass(frozen=True)
class _Line:
    """A line of figures with the id its table knows it by: its place."""

    id: str
    line: Line


class FiguresTable(RowsView):
    """The figures as a table of cells: Enter or a double click opens the actions of a number."""

    wanted = Signal(object)
    """The selection behind the figure that somebody opened."""
    moved_to = Signal(int, int)
    """The line and column of the figure that was come to."""

    def __init__(self, figures: Figures, parent: QWidget | None = None) -> None:
        """Show figures."""
        self.figures = figures
        columns = [Column(figures.first, _title, tip=_title)]
        for place, column in enumerate(figures.columns):
            wide = max(5, len(column.title))
            words = partial(_number, place)
            columns.append(Column(column.title, words, wide, right=True))
        super().__init__(Rows(columns), figures.title, parent)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setWordWrap(False)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setToolTip("Enter or a double click shows the actions behind a number.")
        self.show_figures(figures)

    def show_figures(self, figures: Figures) -> None:
        """Show other figures of the same columns; the cursor stays where it is."""
        self.figures = figures
        self.rows.show([_Line(str(place), line) for place, line in enumerate(figures.lines)])
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        """Take the height that the look has given the font by now."""
        super().showEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Be as high as the lines, so that the page scrolls and not each table."""
        line = self.fontMetrics().height() + 9
        for place in range(len(self.figures.lines)):
            if self.rowHeight(place) != line:
                self.setRowHeight(place, line)
        head = max(self.horizontalHeader().height(), self.horizontalHeader().sizeHint().height())
        shown = min(len(self.figures.lines), _MOST_ROWS)
        self.setFixedHeight(head + line * shown + 2 * self.frameWidth() + 6)

    def selection(self) -> Selection | None:
        """Return what is behind the chosen number; in the first column, behind the line's last."""
        index = self.currentIndex()
        if not index.isValid():
            return None
        cells = self.figures.lines[index.row()].cells
        return cells[index.column() - 1].selection

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the actions of the chosen number with Enter."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            self.wanted.emit(self.selection())
        else:
            super().keyPressEvent(event)

    def _double(self, index: QModelIndex) -> None:
        self.wanted.emit(self.selection())

    def currentChanged(
        self,
        current: QModelIndex | QPersistentModelIndex,
        previous: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Tell which figure was come to."""
        super().currentChanged(current, previous)
        if current.isValid():
            self.moved_to.emit(current.row(), current.column() - 1)


def _title(row: Any) -> str:
    name: str = row.line.full
    return name


def _number(place: int, row: Any) -> str:
    return value_text(row.line.cells[place].value)


class FiguresCard(QFrame):
    """A chart, its table, and what they are counted on."""

    wanted = Signal(object)
    """The selection whose actions somebody asked to see."""

    def __init__(self, figures: Figures, parent: QWidget | None = None) -> None:
        """Show figures."""
        super().__init__(parent)
        self.setProperty("role", "card")
        self.figures = figures
        self._charted = [place for place, one in enumerate(figures.columns) if one.charted]
        title = QLabel(figures.title, self)
        title.setProperty("role", "heading")
        note = QLabel(figures.note, self)
        note.setProperty("role", "quiet")
        note.setWordWrap(True)
        self.chart = ChartView(self)
        self.chart.show_chart(chart(figures))
        self.table = FiguresTable(figures, self)
        beside = QHBoxLayout()
        beside.setSpacing(18)
        beside.addWidget(self.chart, 1, Qt.AlignmentFlag.AlignTop)
        beside.addWidget(self.table, 1, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 10, 14, 12)
        layout.addWidget(title)
        layout.addLayout(beside)
        layout.addWidget(note)
        self.chart.chosen.connect(self._clicked)
        self.table.wanted.connect(self._wanted)
        self.table.moved_to.connect(self._mark)

    def show_figures(self, figures: Figures) -> bool:
        """Show the figures of another count; False when they need another card."""
        if figures.columns != self.figures.columns:
            return False
        if figures != self.figures:
            self.figures = figures
            self.chart.show_chart(chart(figures))
            self.table.show_figures(figures)
        return True

    def _clicked(self, line: int, series: int) -> None:
        column = self._charted[series]
        shown = len(charted(self.figures))
        if line < shown:
            self._wanted(self.figures.lines[line].cells[column].selection)
            return
        others = [one.cells[column].selection for one in self.figures.lines[shown:]]
        known = [one for one in others if one is not None]
        if known:
            title = f"{self.figures.columns[column].title}, {len(others)} others"
            self._wanted(any_of(title, known))

    def _wanted(self, selection: Selection | None) -> None:
        if selection is not None:
            self.wanted.emit(selection)

    def _mark(self, line: int, column: int) -> None:
        known = column in self._charted and line < len(charted(self.figures))
        self.chart.mark((line, self._charted.index(column)) if known else None)
