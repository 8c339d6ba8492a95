"""The library of review tools, editable, and what the tools that were used took and brought."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from safeguard_desk.desk.changes import ChangeSet
from safeguard_desk.documents.model import Chart, ChartKind, Series
from safeguard_desk.errors import Refusal
from safeguard_desk.ui.audits.step import heading, quiet
from safeguard_desk.ui.figures.chart_view import ChartView
from safeguard_desk.ui.jobs import Jobs
from safeguard_desk.ui.meeting.rows import Column, Rows, RowsView
from safeguard_desk.ui.shell.page import Page
from safeguard_desk.ui.shell.sections import Tab
from safeguard_desk.ui.widgets.fields import LineField
from safeguard_desk.views import review_tools as views
from safeguard_desk.views.review_tools import Took, ToolView
from safeguard_desk.work import review_library, review_tools

_SEEN = ("review_tools", "review_tool_fits", "review_tool_stages", "reviews", "review_stages")


def _name(row: ToolView) -> str:
    return row.name


def _fits(row: ToolView) -> str:
    return row.fits


def _people(row: ToolView) -> str:
    return row.people


def _days(row: ToolView) -> str:
    return str(row.days)


def _elapsed(row: ToolView) -> str:
    return str(row.elapsed)


def _cost(row: ToolView) -> str:
    return f"{row.cost:,}"


def _plain_cost(row: ToolView) -> str:
    return str(row.cost)


def _used(row: ToolView) -> bool:
    return row.in_use


def _none(row: ToolView) -> str:
    return ""


def _review(row: Took) -> str:
    return f"{row.ref}  {row.tool}"


def _pair(first: str, second: str, row: Took) -> str:
    return f"{getattr(row, first):,} / {getattr(row, second):,}"


def _lasted(row: Took) -> str:
    return str(row.elapsed or "–")


def _brought(row: Took) -> str:
    return f"{row.recommendations} / {row.accepted} / {row.completed}"


def _impact(row: Took) -> str:
    return "yes" if row.impact else "not yet"


def chart(took: list[Took]) -> Chart:
    """Return the cost of each review, planned and so far, as a chart in thousands of pounds."""
    names = tuple(one.ref for one in took)
    planned = tuple(one.cost_planned / 1000 for one in took)
    actual = tuple(one.cost_actual / 1000 for one in took)
    title = "Cost of reviews in £1,000: planned, and so far"
    series = (Series("Planned", planned), Series("So far", actual))
    return Chart(ChartKind.COLUMNS, title, names, series)


class ReviewToolsPage(Page):
    """The library above; what was planned and taken below."""

    def __init__(self, jobs: Jobs, tab: Tab, parent: QWidget | None = None) -> None:
        """Show the library."""
        super().__init__(jobs, tab, parent)
        self.new = LineField("Name of a new tool", self)
        self.new.setPlaceholderText("New tool: a name, then Enter")
        self.stock = QPushButton("&Put the usual tools in", self)
        columns = (
            Column("Tool", _name, 28, "name"),
            Column("When it fits", _fits, 0, "fits"),
            Column("Who is needed", _people, 0, "people"),
            Column("Work days", _days, 9, "days", right=True),
            Column("Ends on day", _elapsed, 11, right=True),
            Column("Cost, £", _cost, 9, "cost", _plain_cost, right=True),
            Column("In use", _none, 7, "in_use", ticked=_used),
        )
        rows = Rows(columns, self)
        self.table = RowsView(rows, "Review tools", self)
        self.table.setWordWrap(True)
        self.stages = QPlainTextEdit(self)
        self.stages.setAccessibleName("Stages of the tool")
        self.stages.setTabChangesFocus(True)
        self.keep = QPushButton("&Keep the stages", self)
        took = (
            Column("Review and tool", _review),
            Column(
                "Days: plan / taken",
                partial(_pair, "days_planned", "days_actual"),
                18,
                right=True,
            ),
            Column("Lasted", _lasted, 7, right=True),
            Column(
                "£ planned / so far",
                partial(_pair, "cost_planned", "cost_actual"),
                17,
                right=True,
            ),
            Column("Rec. / yes / done", _brought, 20, right=True),
            Column("Impact", _impact, 9),
        )
        self.took = RowsView(Rows(took, self), "What reviews took and brought", self)
        self.chart = ChartView(self)
        self._lay_out()
        self.new.returnPressed.connect(self._add)
        self.stock.clicked.connect(self._stock)
        rows.edited.connect(self._edit)
        self.table.selectionModel().currentChanged.connect(self._show_stages)
        self.keep.clicked.connect(self._keep)
        self.took.opened.connect(self._open)
        self._show()

    def _lay_out(self) -> None:
        title = QLabel("Review tools", self)
        title.setProperty("role", "title")
        top = QHBoxLayout()
        top.addWidget(title)
        top.addWidget(self.new, 1)
        top.addWidget(self.stock)
        stages = QVBoxLayout()
        words = "Stages: a line each, as “10 Agency summaries, 6 days” (working day, name, work)"
        stages.addWidget(quiet(words, self))
        stages.addWidget(self.stages, 1)
        stages.addWidget(self.keep)
        above = QWidget(self)
        upper = QHBoxLayout(above)
        upper.setContentsMargins(0, 0, 0, 0)
        upper.addWidget(self.table, 3)
        upper.addLayout(stages, 1)
        below = QWidget(self)
        lower = QVBoxLayout(below)
        lower.setContentsMargins(0, 6, 0, 0)
        lower.addWidget(heading("What reviews took and brought", self))
        line = QHBoxLayout()
        line.addWidget(self.took, 2)
        line.addWidget(self.chart, 1)
        lower.addLayout(line, 1)
        split = QSplitter(self)
        split.setOrientation(Qt.Orientation.Vertical)
        split.addWidget(above)
        split.addWidget(below)
        split.setSizes([400, 260])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 10, 14, 10)
        layout.addLayout(top)
        layout.addWidget(split, 1)

    def arrive(self) -> None:
        """Put the focus on the library."""
        self.table.setFocus()

    def follow(self, changes: ChangeSet) -> None:
        """Follow a change of the library or of a review."""
        if changes.touches(*_SEEN):
            self._show()

    def present(self, presenting: bool) -> None:
        """Leave out the reviews while the screen is shared."""
        super().present(presenting)
        self._show()

    def _show(self) -> None:
        tools = self.jobs.read(views.tools)
        self.table.rows.show(tools)
        self.table.resizeRowsToContents()
        if self.table.chosen is None and tools:
            self.table.choose(tools[0].id)
        self.stock.setVisible(not tools)
        read = partial(views.comparison, group_id=self.tab.group_id)
        took = [] if self.presenting else self.jobs.read(read)
        self.took.rows.show(took)
        self.chart.setVisible(bool(took))
        if took:
            self.chart.show_chart(chart(took))
        self._show_stages()

    def _chosen(self) -> ToolView | None:
        place = self.table.rows.place(self.table.chosen)
        return self.table.rows.rows[place] if place >= 0 else None

    def _show_stages(self, *_: object) -> None:
        tool = self._chosen()
        lines = [f"{one.on_day} {one.name}, {one.days} days" for one in tool.stages] if tool else []
        self.stages.setPlainText("\n".join(lines))
        self.keep.setEnabled(tool is not None)

    def _add(self) -> None:
        verb = partial(review_tools.add_tool, name=self.new.text())
        self.jobs.change("Add a review tool", verb, then=self._added, refused=self.refused.emit)

    def _added(self, _: object) -> None:
        self.new.clear()

    def _stock(self) -> None:
        self.jobs.change("Put the usual review tools in", review_library.stock)

    def _edit(self, tool_id: str, name: str, typed: object) -> None:
        row = self.table.rows.rows[self.table.rows.place(tool_id)]
        value = typed
        if name in {"days", "cost"}:
            text = str(typed).replace(",", "").strip()
            if not text.isdecimal():
                self.refused.emit(
                    Refusal(f"“{typed}” is no number.", "It stays as it was.", "Type a number.")
                )
                return
            value = int(text)
        verb = partial(
            review_tools.edit_tool,
            tool_id=tool_id,
            name=name,
            seen=getattr(row, name),
            value=value,
        )
        self.jobs.change("Change a review tool", verb, refused=self.refused.emit)

    def _keep(self) -> None:
        tool = self._chosen()
        if tool is not None:
            verb = partial(review_tools.set_stages, tool_id=tool.id, text=self.stages.toPlainText())
            self.jobs.change("Change a tool's stages", verb, refused=self.refused.emit)

    def _open(self, review_id: str) -> None:
        self.record_wanted.emit("reviews", review_id)
