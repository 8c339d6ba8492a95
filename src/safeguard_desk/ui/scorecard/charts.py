"""All run charts on one page, and the list of figures that are awaited."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from safeguard_desk.papers.scorecard_charts import run_chart
from safeguard_desk.rules.dates import write_date
from safeguard_desk.ui.figures.chart_view import ChartView
from safeguard_desk.ui.meeting.rows import Column, Rows, RowsView
from safeguard_desk.ui.scorecard.cells import target_words
from safeguard_desk.views.scorecard import Awaited, IndicatorRow

_ACROSS = 3


class ChartCard(QFrame):
    """A small chart under its title with what warns; Enter or a click opens the indicator."""

    chosen = Signal(object)

    def __init__(self, row: IndicatorRow, parent: QWidget | None = None) -> None:
        """Show an indicator."""
        super().__init__(parent)
        self.row = row
        self.setProperty("role", "card")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(f"{row.ref} {row.title}")
        self.title = QLabel(row.title, self)
        self.title.setProperty("role", "heading")
        self.title.setWordWrap(True)
        self.words = QLabel(_words(row), self)
        self.words.setProperty("role", "quiet")
        self.words.setWordWrap(True)
        self.chart = ChartView(self)
        self.chart.show_chart(run_chart(row))
        self.chart.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 8, 10, 8)
        layout.addWidget(self.title)
        layout.addWidget(self.chart)
        layout.addWidget(self.words)
        layout.addStretch(1)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open the indicator."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.chosen.emit(self.row.id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the indicator with Enter."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.chosen.emit(self.row.id)
        else:
            super().keyPressEvent(event)


def _words(row: IndicatorRow) -> str:
    against = f"Target {target_words(row)}. " if row.target else ""
    return f"{against}{'! ' if row.warns else ''}{row.warning or 'No signal'}."


class ChartsView(QScrollArea):
    """Small multiples: a card for each indicator, those that warn as they stand in the grid."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.cards: list[ChartCard] = []
        self._rows: tuple[IndicatorRow, ...] = ()

    def show_rows(self, rows: Sequence[IndicatorRow]) -> None:
        """Show the charts of indicators, made anew only where something has changed."""
        if tuple(rows) == self._rows:
            return
        self._rows = tuple(rows)
        inside = QWidget(self)
        layout = QGridLayout(inside)
        layout.setContentsMargins(0, 0, 6, 0)
        layout.setSpacing(10)
        self.cards = [ChartCard(row, inside) for row in rows]
        for place, card in enumerate(self.cards):
            card.chosen.connect(self.chosen)
            layout.addWidget(card, place // _ACROSS, place % _ACROSS)
        for column in range(_ACROSS):
            layout.setColumnStretch(column, 1)
        layout.setRowStretch(len(self.cards) // _ACROSS + 1, 1)
        self.setWidget(inside)


class _Line:
    """A figure that is awaited, with the id its table knows it by."""

    def __init__(self, one: Awaited) -> None:
        self.id = f"{one.indicator_id} {one.period.code}"
        self.one = one


def _said(row: _Line) -> str:
    return row.one.said or "nothing was said"


_COLUMNS = (
    Column("Awaited from", lambda row: row.one.agency, 26),
    Column("Indicator", lambda row: f"{row.one.ref}  {row.one.title}"),
    Column("For", lambda row: row.one.period.label, 10),
    Column("Since", lambda row: write_date(row.one.since), 12),
    Column("Is", _said, 16),
)


class AwaitedTable(RowsView):
    """Figures that are not there, by agency; Enter opens the cell."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(Rows(_COLUMNS, None), "Figures awaited", parent)
        self.rows.setParent(self)
        self.setAlternatingRowColors(True)

    def show_awaited(self, found: Sequence[Awaited]) -> None:
        """Show what is awaited."""
        self.rows.show([_Line(one) for one in found])

    def of(self, row_id: str) -> Awaited:
        """Return what a row stands for."""
        line: _Line = self.rows.rows[self.rows.place(row_id)]
        return line.one
