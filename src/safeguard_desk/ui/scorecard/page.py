"""The scorecard of a group: the grid of figures, all charts on one page, and what is awaited."""

from collections.abc import Iterable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from safeguard_desk.desk.changes import ChangeSet
from safeguard_desk.errors import Refusal
from safeguard_desk.exchange.result import Imported
from safeguard_desk.papers.request import Request
from safeguard_desk.rules.lens import seen
from safeguard_desk.rules.periods import Period
from safeguard_desk.rules.terms import Side
from safeguard_desk.rules.terms_quality import Frequency
from safeguard_desk.rules.working_days import Quarter
from safeguard_desk.ui.jobs import Jobs
from safeguard_desk.ui.papers.preview import Preview
from safeguard_desk.ui.scorecard import asking
from safeguard_desk.ui.scorecard.bringing import BringPanel
from safeguard_desk.ui.scorecard.cells import KEY, Cells
from safeguard_desk.ui.scorecard.charts import AwaitedTable, ChartsView
from safeguard_desk.ui.scorecard.grid import GridView, Pasted
from safeguard_desk.ui.scorecard.pane import IndicatorPane
from safeguard_desk.ui.shell.page import Page
from safeguard_desk.ui.shell.sections import Tab
from safeguard_desk.ui.widgets.notices import EmptyState
from safeguard_desk.views import scorecard as views
from safeguard_desk.views.scorecard import Scorecard
from safeguard_desk.work import scorecard as verbs
from safeguard_desk.work.scorecard import Entry

_EMPTY = (
    "No indicators yet. Drop the scorecard you have here, or press “Import…”: a row for each"
    " indicator and a column for each quarter are read as they are. Or add the first in the list"
    " “Indicators” with N."
)
_SIDES = (
    ("Both sides", frozenset(Side)),
    ("Children", frozenset({Side.CHILDREN, Side.BOTH})),
    ("Adults", frozenset({Side.ADULTS, Side.BOTH})),
)
_SEEN = ("indicators", "indicator_targets", "measurements", "commentaries", "risks", "links")


class ScorecardPage(Page):
    """What is shown is chosen above; the chosen indicator is told of below the grid."""

    narrows = True

    in_view = frozenset({"measurements", "commentaries", "indicator_targets"})

    def __init__(self, jobs: Jobs, tab: Tab, parent: QWidget | None = None) -> None:
        """Lay out the page and show the quarters up to today's."""
        super().__init__(jobs, tab, parent)
        self.card: Scorecard | None = None
        self.last: Period | None = None
        self.rhythm = self._combo("How often measured", [(f.label, f) for f in Frequency])
        self.side = self._combo("Side", _SIDES)
        self.what = self._combo(
            "What is shown", (("Figures", "grid"), ("All charts", "charts"), ("Awaited", "awaited"))
        )
        self.rhythm.setCurrentIndex(1)
        self.earlier = self._button("‹", "Earlier periods")
        self.later = self._button("›", "Later periods")
        self.bring = self._button("&Import…", "Import a scorecard from Excel or CSV")
        self.paper = self._button("&Paper", "The scorecard as PDF, Word or Excel")
        self.summary = QLabel(self)
        self.summary.setWordWrap(True)
        self.cells = Cells(self)
        self.grid = GridView(self.cells, self)
        self.pane = IndicatorPane(jobs, self)
        self.charts = ChartsView(self)
        self.awaited = AwaitedTable(self)
        self.panel = BringPanel(jobs, None if tab.group_id is None else tab.code, self)
        self.preview = Preview(jobs, self)
        self.empty = EmptyState(self)
        self.empty.say(_EMPTY, "Import…")
        self.key = QLabel(KEY, self)
        self.key.setProperty("role", "quiet")
        self.key.setWordWrap(True)
        self.setAcceptDrops(True)
        self._lay_out()
        self._connect()
        self._show()

    @property
    def frequency(self) -> Frequency:
        """How often what is shown is measured; the box itself gives back a plain string."""
        return Frequency(self.rhythm.currentData())

    def _combo(self, name: str, choices: Iterable[tuple[str, object]]) -> QComboBox:
        box = QComboBox(self)
        box.setAccessibleName(name)
        box.setToolTip(name)
        for words, value in choices:
            box.addItem(words, value)
        return box

    def _button(self, words: str, name: str) -> QPushButton:
        button = QPushButton(words, self)
        button.setAccessibleName(name)
        button.setToolTip(name)
        return button

    def _lay_out(self) -> None:
        heading = QLabel("Scorecard", self)
        heading.setProperty("role", "title")
        top = QHBoxLayout()
        top.addWidget(heading)
        top.addSpacing(12)
        for widget in (self.what, self.side, self.rhythm, self.earlier, self.later):
            top.addWidget(widget)
        top.addStretch(1)
        top.addWidget(self.bring)
        top.addWidget(self.paper)
        self.split = QSplitter(Qt.Orientation.Vertical, self)
        self.split.setChildrenCollapsible(False)
        self.split.addWidget(self.grid)
        self.split.addWidget(self.pane)
        self.split.setStretchFactor(0, 3)
        self.split.setStretchFactor(1, 2)
        self.stack = QStackedWidget(self)
        for page in (self.split, self.charts, self.awaited, self.panel, self.preview, self.empty):
            self.stack.addWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 10, 14, 8)
        layout.addLayout(top)
        layout.addWidget(self.summary)
        layout.addWidget(self.stack, 1)
        layout.addWidget(self.key)

    def _connect(self) -> None:
        for box in (self.rhythm, self.side, self.what):
            box.currentIndexChanged.connect(self._narrowed)
        self.earlier.clicked.connect(self.go_back)
        self.later.clicked.connect(self.go_on)
        self.bring.clicked.connect(self._choose)
        self.empty.button.clicked.connect(self._choose)
        self.paper.clicked.connect(self.show_paper)
        self.preview.closed.connect(self._put_away)
        self.panel.left.connect(self._put_away)
        self.panel.brought.connect(self._brought)
        self.panel.refused.connect(self.refused)
        self.cells.typed.connect(self._typed)
        self.cells.target_typed.connect(self._target)
        self.grid.pasted.connect(self._pasted)
        self.grid.emptied.connect(self._emptied)
        self.grid.chosen.connect(self._come_to)
        self.pane.refused.connect(self.refused)
        self.pane.said.connect(self.said)
        self.pane.record_wanted.connect(self.record_wanted)
        self.charts.chosen.connect(self.show_indicator)
        self.awaited.opened.connect(self._open_awaited)

    def arrive(self) -> None:
        """Put the focus on the figures."""
        (self.grid if self.cells.rows else self.bring).setFocus()

    def follow(self, changes: ChangeSet) -> None:
        """Follow a change of figures, of what they are held against, or of a risk."""
        if changes.touches(*_SEEN, "agencies"):
            self._show()

    def save(self) -> None:
        """Offer a commentary that is typed and not yet saved."""
        self.pane.save()

    def open_record(self, kind: str, record_id: str) -> None:
        """Show an indicator."""
        found = self.jobs.read(partial(views.indicator, indicator_id=record_id))
        if found is not None:
            self.rhythm.setCurrentIndex(list(Frequency).index(found.frequency))
            self.side.setCurrentIndex(0)
            self.show_indicator(record_id)

    def about(self) -> tuple[str, str] | None:
        """Return the chosen indicator."""
        return ("indicators", self.pane.row.id) if self.pane.row else None

    def look_again(self) -> None:
        """Show the side that is seen through the lens; another can still be chosen here."""
        sides = [one for _, one in _SIDES]
        self.side.setCurrentIndex(sides.index(seen(self.lens)))

    def show_indicator(self, indicator_id: str) -> None:
        """Show an indicator's figures and chart."""
        self.what.setCurrentIndex(0)
        self.grid.come_to(indicator_id)
        self.grid.setFocus()

    def _open_awaited(self, row_id: str) -> None:
        one = self.awaited.of(row_id)
        self.what.setCurrentIndex(0)
        self.rhythm.setCurrentIndex(list(Frequency).index(one.period.frequency))
        self.grid.come_to(one.indicator_id, one.period.code)
        self.grid.setFocus()

    def go_back(self) -> None:
        """Show periods a year earlier, or one year of yearly figures."""
        self._move(-1)

    def go_on(self) -> None:
        """Show later periods, up to today's."""
        self._move(1)

    def _move(self, way: int) -> None:
        if self.card is None:
            return
        by = {Frequency.MONTH: 6, Frequency.QUARTER: 4, Frequency.YEAR: 4}[self.card.frequency]
        now = Period.of(self.jobs.read(asking.today), self.card.frequency)
        self.last = min(self.card.periods[-1].moved(way * by), now)
        self._show()

    def _narrowed(self, _: int) -> None:
        if self.last is not None and self.last.frequency is not self.frequency:
            self.last = None
        self._show()

    def _show(self) -> None:
        read = partial(
            asking.read,
            group_id=self.tab.group_id,
            frequency=self.frequency,
            last=self.last,
            sides=self.side.currentData(),
        )
        self.card, missing = self.jobs.read(read)
        card = self.card
        self.cells.show(card)
        self.awaited.show_awaited(missing)
        self.what.setItemText(2, f"Awaited ({len(missing)})" if missing else "Awaited")
        self.summary.setText(asking.summary(card, missing))
        self.later.setEnabled(
            card.periods[-1] < Period.of(self.jobs.read(asking.today), card.frequency)
        )
        self.paper.setEnabled(bool(card.rhythms))
        if card.rows and not self.grid.currentIndex().isValid():
            self.grid.come_to(card.rows[0].id)
        self._come_to(self.grid.currentIndex())
        if self.stack.currentWidget() not in (self.preview, self.panel):
            self._put_away()

    def _put_away(self) -> None:
        """Show again what is chosen above."""
        shown: dict[str, QWidget] = {"charts": self.charts, "awaited": self.awaited}
        widget = shown.get(self.what.currentData(), self.split)
        nothing = self.card is not None and not self.card.rhythms
        if widget is self.charts and self.card is not None:
            self.charts.show_rows(self.card.rows)
        self.stack.setCurrentWidget(self.empty if nothing else widget)
        self.key.setVisible(widget is self.split and not nothing)

    def _come_to(self, index: QModelIndex) -> None:
        row = self.cells.rows[index.row()] if 0 <= index.row() < len(self.cells.rows) else None
        found = self.cells.cell(index)
        self.pane.show_row(row, found[1] if found else None)

    def _typed(self, indicator_id: str, period: Period, words: str) -> None:
        self.cells.keep(indicator_id, period.code, words)
        entry = Entry(indicator_id, period, words)
        self.jobs.change(
            f"Figure for {period.label}",
            partial(verbs.type_in, entry=entry),
            then=partial(self._taken, entry),
            refused=partial(self._not_taken, entry),
        )

    def _not_taken(self, entry: Entry, refusal: Refusal) -> None:
        self.cells.mark_refused(entry.indicator_id, entry.period.code)
        self.refused.emit(refusal)

    def _target(self, indicator_id: str, words: str) -> None:
        self.jobs.change(
            "Set a target",
            partial(verbs.set_target_typed, indicator_id=indicator_id, words=words),
            refused=self.refused.emit,
        )

    def _taken(self, entry: Entry, _: bool) -> None:
        self.cells.let_go(entry.indicator_id, entry.period.code)

    def _pasted(self, cells: Pasted, outside: int) -> None:
        if not cells:
            self.refused.emit(
                Refusal(
                    "Figures are pasted into the columns of periods.",
                    "Nothing was changed." if outside else "There is no text to paste.",
                    "Go to the first cell that they belong in, and paste again.",
                )
            )
            return
        self._take_many("Paste figures", cells, outside)

    def _emptied(self, cells: Pasted) -> None:
        entries = [Entry(*one) for one in cells]
        self.jobs.change("Empty figures", partial(asking.empty, entries=entries))

    def _take_many(self, title: str, cells: Pasted, outside: int) -> None:
        entries = [Entry(*one) for one in cells]
        self.jobs.change(
            title,
            partial(verbs.type_many, entries=entries),
            then=partial(self._told, outside),
            refused=self.refused.emit,
        )

    def _told(self, outside: int, changed: int) -> None:
        beyond = f" {outside} stood outside the grid and were left out." if outside else ""
        self.said.emit(f"{changed} figure{'' if changed == 1 else 's'} taken.{beyond}")

    def _choose(self) -> None:
        kinds = "Scorecards (*.xlsx *.xlsm *.csv *.tsv *.txt);;All files (*)"
        chosen, _ = QFileDialog.getOpenFileName(self, "Choose a scorecard", "", kinds)
        if chosen:
            self.open_file(Path(chosen))

    def open_file(self, path: Path) -> None:
        """Read a scorecard and show what would become of it."""
        self.stack.setCurrentWidget(self.panel)
        self.key.hide()
        self.panel.open_file(path)

    def _brought(self, done: Imported) -> None:
        self._put_away()
        self.said.emit(f"Imported. {done.words()}")
        self.arrive()

    def show_paper(self) -> None:
        """Show the scorecard as a paper, for the board of the side that is chosen."""
        sides = self.side.currentData()
        board = self.jobs.read(partial(asking.board, sides=sides))
        quarter = Quarter.of(self.card.periods[-1].starts_on) if self.card else None
        request = Request(group_id=self.tab.group_id, board_id=board, quarter=quarter)
        self.stack.setCurrentWidget(self.preview)
        self.key.hide()
        self.preview.show_paper("Scorecard", "scorecard", request)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take a file."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open the file that was dropped."""
        for url in event.mimeData().urls():
            if url.isLocalFile():
                event.acceptProposedAction()
                self.open_file(Path(url.toLocalFile()))
                return
