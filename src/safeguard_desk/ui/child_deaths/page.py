"""Child death findings: the region beside Harrow, the trend, and what was answered."""

from functools import partial
from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from safeguard_desk.desk.changes import ChangeSet
from safeguard_desk.exchange.child_deaths import bring_in, look
from safeguard_desk.exchange.result import Imported
from safeguard_desk.papers.child_deaths import trend
from safeguard_desk.papers.request import Request
from safeguard_desk.registers.declare import Editor, Field
from safeguard_desk.rules.dates import write_date
from safeguard_desk.ui.figures.chart_view import ChartView
from safeguard_desk.ui.jobs import Jobs
from safeguard_desk.ui.meeting.looks import make_primary
from safeguard_desk.ui.meeting.rows import Column, Rows, RowsView, Style
from safeguard_desk.ui.papers.preview import Preview
from safeguard_desk.ui.register.field_row import FieldRow
from safeguard_desk.ui.scorecard.bringing import BringPanel
from safeguard_desk.ui.shell.page import Page
from safeguard_desk.ui.shell.sections import Tab
from safeguard_desk.ui.widgets.fields import LineField
from safeguard_desk.ui.widgets.notices import EmptyState
from safeguard_desk.views import child_deaths as view
from safeguard_desk.views.child_deaths import AreaOf, ChildDeaths, Raised
from safeguard_desk.work import child_deaths

FIELDS = (
    Field("to_ssp_on", "Presented to SSP on", Editor.DATE),
    Field("to_hscb_on", "Presented to HSCB on", Editor.DATE),
    Field("response", "Response", Editor.TEXT),
    Field("theme", "Theme", Editor.TEXT),
    Field("recommendation", "Recommendation", Editor.TEXT),
)
_EMPTY = (
    "No findings yet. Drop the table here that was received, or press “Import…”: a row for each"
    " period and area, with deaths reviewed and those with modifiable factors."
)
_HIDDEN = "Child death findings are not shown while you present."


def _period(row: AreaOf) -> str:
    return row.period


def _area(row: AreaOf) -> str:
    return row.area


def _deaths(row: AreaOf) -> str:
    return row.deaths.words


def _modifiable(row: AreaOf) -> str:
    return row.modifiable.words


def _presented(row: AreaOf) -> str:
    boards = [words for words, day in (("SSP", row.to_ssp_on), ("HSCB", row.to_hscb_on)) if day]
    return ", ".join(boards) or "not yet"


def _region(row: AreaOf) -> Style:
    return Style(bold=row.area == view.REGION)


def _ref(row: Raised) -> str:
    return row.ref


def _title(row: Raised) -> str:
    return row.title


def _stands(row: Raised) -> str:
    due = f", due {write_date(row.due_on)}" if row.due_on else ""
    return f"{row.status.label}{due}"


class ChildDeathsPage(Page):
    """Numbers and trend at the left; what was presented, answered and raised at the right."""

    in_view = frozenset({"child_death_findings"})

    def __init__(self, jobs: Jobs, tab: Tab, parent: QWidget | None = None) -> None:
        """Show the findings."""
        super().__init__(jobs, tab, parent)
        self.found = ChildDeaths(())
        self.bring = QPushButton("&Import…", self)
        self.paper = QPushButton("&Paper for the boards", self)
        columns = (
            Column("Period", _period, 12),
            Column("Area", _area),
            Column("Reviewed", _deaths, 11, right=True),
            Column("Modifiable factors", _modifiable, 17, right=True),
            Column("Presented to", _presented, 13),
        )
        self.table = RowsView(Rows(columns, self, style=_region), "Findings", self)
        self.sums = QLabel(self)
        self.sums.setWordWrap(True)
        self.what = QComboBox(self)
        self.what.setAccessibleName("What the chart shows")
        self.what.addItem("Deaths reviewed", "deaths")
        self.what.addItem("With modifiable factors", "modifiable")
        self.chart = ChartView(self)
        self.rows = {field.name: FieldRow(field, jobs, self) for field in FIELDS}
        self.words = LineField("What is to be done", self)
        self.words.setPlaceholderText("New action: what is to be done, then Enter")
        raised = (Column("Ref", _ref, 10), Column("Action", _title), Column("Stands", _stands, 20))
        self.raised = RowsView(Rows(raised, self), "Actions on these findings", self)
        self.raised.setWordWrap(True)
        code = None if tab.group_id is None else tab.code
        self.panel = BringPanel(
            *(jobs, code, self), look=look, bring_in=bring_in, what="Period and area"
        )
        self.preview = Preview(jobs, self)
        self.empty = EmptyState(self)
        self.whole = QStackedWidget(self)
        self.setAcceptDrops(True)
        self._lay_out()
        self._connect()
        self._show()

    def _lay_out(self) -> None:
        heading = QLabel("Child death findings", self)
        heading.setProperty("role", "title")
        top = QHBoxLayout()
        top.addWidget(heading)
        top.addStretch(1)
        top.addWidget(self.paper)
        top.addWidget(self.bring)
        make_primary(self.bring)
        left = QVBoxLayout()
        left.addWidget(self.table, 3)
        left.addWidget(self.sums)
        left.addWidget(self.what)
        left.addWidget(self.chart, 2)
        right = QGridLayout()
        right.addWidget(self.rows["to_ssp_on"], 0, 0)
        right.addWidget(self.rows["to_hscb_on"], 0, 1)
        for place, name in enumerate(("response", "theme", "recommendation"), 1):
            right.addWidget(self.rows[name], place, 0, 1, 2)
        right.addWidget(self.words, 4, 0, 1, 2)
        right.addWidget(self.raised, 5, 0, 1, 2)
        right.setRowStretch(5, 1)
        self.work = QWidget(self)
        body = QHBoxLayout(self.work)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(16)
        body.addLayout(left, 3)
        body.addLayout(right, 2)
        for shown in (self.work, self.empty, self.panel, self.preview):
            self.whole.addWidget(shown)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 10, 14, 10)
        layout.addLayout(top)
        layout.addWidget(self.whole, 1)

    def _connect(self) -> None:
        self.bring.clicked.connect(self._choose)
        self.paper.clicked.connect(self._show_paper)
        self.what.currentIndexChanged.connect(self._draw)
        self.table.selectionModel().currentChanged.connect(self._turn)
        self.words.returnPressed.connect(self._raise)
        self.raised.opened.connect(partial(self.record_wanted.emit, "actions"))
        self.panel.brought.connect(self._brought)
        self.panel.refused.connect(self.refused)
        self.panel.left.connect(self._show)
        self.preview.closed.connect(self._show)
        for row in self.rows.values():
            row.offered.connect(self._offer)

    def arrive(self) -> None:
        """Put the focus where work goes on."""
        (self.table if self.found.rows else self.bring).setFocus()

    def follow(self, changes: ChangeSet) -> None:
        """Follow a change of findings, or of actions on them."""
        if changes.touches("child_death_findings", "actions"):
            self._read()

    def present(self, presenting: bool) -> None:
        """Show nothing while the screen is shared."""
        super().present(presenting)
        self._show()

    def save(self) -> None:
        """Offer what is typed."""
        for row in self.rows.values():
            row.widget.commit()

    def about(self) -> tuple[str, str] | None:
        """Return the findings that are chosen."""
        one = self._chosen()
        return (view.KIND, one.id) if one is not None else None

    def open_record(self, kind: str, record_id: str) -> None:
        """Show findings of a period."""
        if kind == view.KIND and not self.presenting:
            self._show()
            self.table.choose(record_id)

    def _show(self) -> None:
        self._read()
        for button in (self.bring, self.paper):
            button.setVisible(not self.presenting)
        self.empty.say(_HIDDEN if self.presenting else _EMPTY)
        self.whole.setCurrentWidget(self.work if self.found.rows else self.empty)

    def _read(self) -> None:
        self.found = ChildDeaths(()) if self.presenting else self.jobs.read(view.findings)
        newest = sorted(self.found.rows, key=lambda one: -one.starts_on.toordinal())
        self.table.rows.show(newest)
        if self.table.chosen is None and newest:
            self.table.choose(newest[0].id)
        self.sums.setText("  ·  ".join(map(self._sum, self.found.areas)))
        self._draw()
        self._turn()

    def _sum(self, area: str) -> str:
        deaths = self.found.total(area, lambda one: one.deaths).words
        modifiable = self.found.total(area, lambda one: one.modifiable).words
        return f"{area}, all periods: reviewed {deaths}, with modifiable factors {modifiable}"

    def _draw(self, _: int = 0) -> None:
        chart = trend(self.found, self.what.currentData())
        self.chart.setVisible(chart is not None)
        if chart is not None:
            self.chart.show_chart(chart)

    def _chosen(self) -> AreaOf | None:
        place = self.table.rows.place(self.table.chosen)
        return self.table.rows.rows[place] if place >= 0 else None

    def _turn(self, *_: object) -> None:
        one = self._chosen()
        for name, row in self.rows.items():
            row.setEnabled(one is not None)
            row.show_value(getattr(one, name) if one is not None else None)
        self.words.setEnabled(one is not None)
        self.raised.rows.show(one.actions if one is not None else ())
        self.raised.resizeRowsToContents()

    def _offer(self, row: FieldRow, value: object) -> None:
        one = self._chosen()
        if one is None:
            return
        verb = partial(
            child_deaths.edit, finding_id=one.id, name=row.field.name, seen=row.seen, value=value
        )
        self.jobs.change(f"Change {row.field.title.lower()}", verb, refused=row.refuse)

    def _raise(self) -> None:
        one = self._chosen()
        if one is not None:
            verb = partial(child_deaths.raise_action, finding_id=one.id, words=self.words.text())
            title = "Raise an action on child death findings"
            self.jobs.change(title, verb, then=self._raised, refused=self.refused.emit)

    def _raised(self, _: object) -> None:
        self.words.clear()
        self.words.setFocus()

    def _choose(self) -> None:
        path, _ = QFileDialog.getOpenFileName(
            self, "Import child death findings", str(Path.home()), "Tables (*.csv *.xlsx)"
        )
        if path:
            self.open_file(Path(path))

    def open_file(self, path: Path) -> None:
        """Show what would become of a file's rows."""
        self.whole.setCurrentWidget(self.panel)
        self.panel.open_file(path)

    def _brought(self, done: Imported) -> None:
        self.said.emit(f"Imported. {done.words()}")
        self._show()

    def _show_paper(self) -> None:
        self.save()
        self.whole.setCurrentWidget(self.preview)
        self.preview.show_paper("Child death findings", "child-deaths", Request())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take one file."""
        if not self.presenting and len(event.mimeData().urls()) == 1:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open the file that was dropped."""
        self.open_file(Path(event.mimeData().urls()[0].toLocalFile()))
