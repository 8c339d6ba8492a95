"""What the tools that were used took and brought: by tool, review by review, and as a chart."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from safeguard_desk.documents.model import Chart, ChartKind, Series
from safeguard_desk.rules.terms_review import ImpactSeen
from safeguard_desk.ui.audits.step import heading, quiet
from safeguard_desk.ui.figures.chart_view import ChartView
from safeguard_desk.ui.meeting.rows import Column, Rows, RowsView
from safeguard_desk.ui.meeting.weakly import weakly
from safeguard_desk.views.review_tools import ByTool, Took, by_tool

_SHORT = 15
MEASURES: tuple[tuple[str, tuple[tuple[str, str], ...], int], ...] = (
    ("Cost in £1,000", (("Planned", "cost_planned"), ("So far", "cost_actual")), 1000),
    ("Days of work", (("Planned", "days_planned"), ("Taken", "days_actual")), 1),
    ("Working days from start to end", (("Lasted", "elapsed"),), 1),
)
"""What is compared: its title, the numbers that are drawn, and what each is divided by."""
_CAME = (("Made", "recommendations"), ("Accepted", "accepted"), ("Completed", "completed"))
_HOW = (
    "Averages of a tool's reviews: days and cost planned / so far, working days they lasted."
    " What came: recommendations made / accepted / actions completed; reviews with impact seen."
)
OUTCOME = "Recommendations: made, accepted, actions completed"


def _tool(row: ByTool) -> str:
    return row.id


def _number(row: ByTool) -> str:
    return str(len(row.rows))


def _review(row: Took) -> str:
    return f"{row.ref}  {row.kind.short}"


def _pair(first: str, second: str, row: Took | ByTool) -> str:
    return f"{getattr(row, first):,} / {getattr(row, second):,}"


def _lasted(row: Took | ByTool) -> str:
    return str(row.elapsed or "–")


def _brought(row: Took) -> str:
    return f"{row.recommendations} / {row.accepted} / {row.completed}"


def _brought_together(row: ByTool) -> str:
    return " / ".join(str(row.total(name)) for _, name in _CAME)


def _impact(row: Took) -> str:
    return row.seen.label if row.seen else "–"


def _impact_together(row: ByTool) -> str:
    seen = sum(one.seen is ImpactSeen.SEEN for one in row.rows)
    return f"{seen} of {len(row.rows)}"


_DAYS = partial(_pair, "days_planned", "days_actual")
_COSTS = partial(_pair, "cost_planned", "cost_actual")


def chart(found: Sequence[ByTool], measure: int) -> Chart:
    """Return a measure of the tools as a chart: averages of their reviews, or sums of outcomes."""
    names = tuple(one.id if len(one.id) <= _SHORT else f"{one.id[: _SHORT - 1]}…" for one in found)
    if measure >= len(MEASURES):
        series = [Series(words, tuple(float(one.total(n)) for one in found)) for words, n in _CAME]
        return Chart(ChartKind.COLUMNS, OUTCOME, names, tuple(series))
    title, parts, per = MEASURES[measure]
    drawn = (
        Series(words, tuple(getattr(one, name) / per for one in found)) for words, name in parts
    )
    return Chart(ChartKind.COLUMNS, f"{title}, average of each tool's reviews", names, tuple(drawn))


class Comparison(QWidget):
    """Tools at the left, the reviews behind a tool's numbers below it, the chart at the right."""

    opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty comparison."""
        super().__init__(parent)
        tools = (
            Column("Tool", _tool),
            Column("Reviews", _number, 7, right=True),
            Column("Days", _DAYS, 11, right=True),
            Column("Lasted", _lasted, 6, right=True),
            Column("Cost, £", _COSTS, 14, right=True),
            Column("What came", _brought_together, 13, right=True),
            Column("Impact", _impact_together, 6, right=True),
        )
        self.tools = RowsView(Rows(tools, self), "What each tool took and brought", self)
        self.tools.setWordWrap(True)
        self.tools.setToolTip("Averages of its reviews; the chosen tool's reviews stand below")
        reviews = (
            Column("Review", _review),
            Column("Days", _DAYS, 11, right=True),
            Column("Lasted", _lasted, 6, right=True),
            Column("Cost, £", _COSTS, 14, right=True),
            Column("What came", _brought, 13, right=True),
            Column("Impact", _impact, 12),
        )
        self.took = RowsView(Rows(reviews, self), "Reviews behind the numbers", self)
        self.took.setToolTip("Enter opens the review")
        self.measure = QComboBox(self)
        self.measure.setAccessibleName("What is compared")
        self.measure.addItems([title for title, _, _ in MEASURES])
        self.measure.addItem(OUTCOME.partition(":")[0])
        self.chart = ChartView(self)
        left = QVBoxLayout()
        left.addWidget(heading("What each tool took and brought", self))
        left.addWidget(quiet(_HOW, self))
        left.addWidget(self.tools, 3)
        left.addWidget(heading("Its reviews", self))
        left.addWidget(self.took, 2)
        right = QVBoxLayout()
        right.addWidget(self.measure)
        right.addWidget(self.chart)
        right.addStretch(1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 6, 0, 0)
        layout.addLayout(left, 5)
        layout.addLayout(right, 3)
        self.tools.selectionModel().currentChanged.connect(weakly(self._show_reviews))
        self.measure.currentIndexChanged.connect(weakly(self._draw))
        self.took.opened.connect(self.opened)

    def show_reviews(self, took: Sequence[Took]) -> None:
        """Compare reviews."""
        found = by_tool(took)
        self.tools.rows.show(found)
        self.tools.resizeRowsToContents()
        if self.tools.chosen is None and found:
            self.tools.choose(found[0].id)
        self._show_reviews()
        self._draw()

    def _show_reviews(self, *_: object) -> None:
        place = self.tools.rows.place(self.tools.chosen)
        rows = self.tools.rows.rows[place].rows if place >= 0 else ()
        self.took.rows.show(rows)
        if self.took.chosen is None and rows:
            self.took.choose(rows[0].id)

    def _draw(self, *_: object) -> None:
        found = self.tools.rows.rows
        self.chart.setVisible(bool(found))
        if found:
            self.chart.show_chart(chart(found, self.measure.currentIndex()))
