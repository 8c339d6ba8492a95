"""Single agency training: a year's returns asked for, sent out, read back, compared, challenged."""

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt
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

from safeguard_desk.desk.changes import ChangeSet, Done
from safeguard_desk.desk.desk import Desk
from safeguard_desk.exchange import training_returns as forms
from safeguard_desk.papers.request import Request
from safeguard_desk.rules.training_returns import year_words
from safeguard_desk.ui.jobs import Jobs
from safeguard_desk.ui.meeting.looks import make_primary
from safeguard_desk.ui.meeting.rows import Rows, RowsView
from safeguard_desk.ui.papers.preview import Preview
from safeguard_desk.ui.shell.page import Page
from safeguard_desk.ui.shell.sections import Tab
from safeguard_desk.ui.training_returns.answers import Answers
from safeguard_desk.ui.training_returns.asking import Asking
from safeguard_desk.ui.training_returns.rows import AGENCIES, agency_spoken, agency_style
from safeguard_desk.ui.widgets.notices import EmptyState, announce
from safeguard_desk.views import training_returns as views
from safeguard_desk.views.training_returns import ReturnLine, YearView

_SEEN = ("training_returns", "training_return_lines", "agencies")
_EMPTY = (
    "No returns were asked for yet. Once a year agencies tell what training they give their own"
    " staff: how many need each level, how many are trained, and how they look after quality."
)
_MOST = 12
"""Lines about files that are shown; the others are counted."""


class TrainingReturnsPage(Page):
    """Agencies on the left, the chosen one's return on the right."""

    in_view = frozenset({"training_returns"})

    def __init__(self, jobs: Jobs, tab: Tab, parent: QWidget | None = None) -> None:
        """Show the newest year."""
        super().__init__(jobs, tab, parent)
        self.setAcceptDrops(True)
        self.view: YearView | None = None
        self.year = QComboBox(self)
        self.year.setAccessibleName("Year")
        self.new = QPushButton("&New request…", self)
        self.paper = QPushButton("&Paper", self)
        self.summary, self.result = QLabel(self), QLabel(self)
        for label in (self.summary, self.result):
            label.setWordWrap(True)
        self.agencies = RowsView(
            Rows(AGENCIES, self, style=agency_style, spoken=agency_spoken), "Agencies", self
        )
        self.answers = Answers(jobs, self)
        self.make = QPushButton("&Make forms and mails…", self)
        self.make.setToolTip("For every agency that owes a return or an answer")
        self.read = QPushButton("&Read returned forms…", self)
        self.read.setToolTip("Several at once; they can be dropped here too")
        make_primary(self.read)
        self.asking = Asking(jobs, tab.group_id or "", self)
        self.preview = Preview(jobs, self)
        self.empty = EmptyState(self)
        self.empty.say(_EMPTY, "Ask agencies")
        self.body = QWidget(self)
        self.stack = QStackedWidget(self)
        self._lay_out()
        self._connect()
        self._show()

    def _lay_out(self) -> None:
        heading = QLabel("Single agency training", self)
        heading.setProperty("role", "title")
        top, foot = QHBoxLayout(), QHBoxLayout()
        top.addWidget(heading)
        top.addWidget(self.year)
        top.addStretch(1)
        top.addWidget(self.new)
        top.addWidget(self.paper)
        tables = QSplitter(Qt.Orientation.Horizontal, self)
        tables.setChildrenCollapsible(False)
        tables.addWidget(self.agencies)
        tables.addWidget(self.answers)
        tables.setSizes([520, 580])
        foot.addWidget(self.read)
        foot.addWidget(self.make)
        foot.addStretch(1)
        inside = QVBoxLayout(self.body)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(tables, 1)
        inside.addWidget(self.result)
        inside.addLayout(foot)
        self.result.hide()
        for shown in (self.empty, self.body, self.asking, self.preview):
            self.stack.addWidget(shown)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 10, 14, 10)
        layout.addLayout(top)
        layout.addWidget(self.summary)
        layout.addWidget(self.stack, 1)

    def _connect(self) -> None:
        self.year.activated.connect(self._show_year)
        self.new.clicked.connect(self.show_asking)
        self.empty.button.clicked.connect(self.show_asking)
        self.paper.clicked.connect(self.show_paper)
        self.preview.closed.connect(self._put_away)
        self.asking.left.connect(self._put_away)
        self.asking.asked.connect(self._asked)
        self.asking.refused.connect(self.refused)
        self.agencies.selectionModel().currentChanged.connect(self._show_line)
        self.answers.refused.connect(self.refused)
        self.make.clicked.connect(self._choose_folder)
        self.read.clicked.connect(self._choose_files)

    def arrive(self) -> None:
        """Put the focus on the agencies."""
        (self.agencies if self.view is not None else self.new).setFocus()

    def follow(self, changes: ChangeSet) -> None:
        """Follow what comes in."""
        if changes.touches(*_SEEN):
            self._show()

    def open_record(self, kind: str, record_id: str) -> None:
        """Show a return."""
        line_year = self.jobs.read(partial(views.year_of, return_id=record_id))
        self._show(line_year)
        self.agencies.choose(record_id)

    def about(self) -> tuple[str, str] | None:
        """Return the chosen return."""
        chosen = self.agencies.chosen
        return ("training_returns", chosen) if chosen else None

    def _show(self, wanted: int | None = None) -> None:
        chosen = wanted if wanted is not None else self.year.currentData()
        found = self.jobs.read(partial(views.years, group_id=self.tab.group_id))
        with QSignalBlocker(self.year):
            self.year.clear()
            for one in found:
                self.year.addItem(year_words(one), one)
            self.year.setCurrentIndex(max(self.year.findData(chosen), 0) if found else -1)
        self.year.setVisible(bool(found))
        self.paper.setEnabled(bool(found))
        self._show_year()

    def _show_year(self, *_: object) -> None:
        year = self.year.currentData()
        if self.stack.currentWidget() in {self.empty, self.body}:
            self.stack.setCurrentWidget(self.empty if year is None else self.body)
        if year is None:
            self.view = None
            self.summary.setText("")
            return
        self.view = self.jobs.read(partial(views.year_view, year=year, group_id=self.tab.group_id))
        self.agencies.rows.show(self.view.lines)
        if self.agencies.chosen is None and self.view.lines:
            self.agencies.choose(self.view.lines[0].id)
        trained = f" Trained: {self.view.all.words}." if self.view.all.whole else ""
        self.summary.setText(f"{self.view.words}.{trained}")
        self._show_line()

    def line(self) -> ReturnLine | None:
        """Return the chosen agency's return."""
        place = self.agencies.rows.place(self.agencies.chosen)
        return self.agencies.rows.rows[place] if place >= 0 else None

    def _show_line(self, *_: object) -> None:
        self.answers.show_line(self.line())

    def _choose_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, "Folder for the forms")
        if name:
            self.make_forms(Path(name))

    def make_forms(self, folder: Path) -> None:
        """Write forms and mails for whoever owes something into a folder."""
        if self.view is None:
            return
        work = partial(_send, self.jobs.desk, self.tab.group_id or "", self.view.year, folder)
        self.jobs.compute("Making forms", work, then=self._made, refused=self.refused.emit)

    def _made(self, made: list[Path]) -> None:
        books = sum(one.suffix == ".xlsx" for one in made)
        self.said.emit(f"{books} forms and {len(made) - books} mails are in {made[0].parent}.")

    def _choose_files(self) -> None:
        names, _ = QFileDialog.getOpenFileNames(self, "Returned forms", "", "Forms (*.xlsx)")
        self.read_files([Path(name) for name in names])

    def read_files(self, paths: list[Path]) -> None:
        """Take forms in that came back, as one step."""
        if paths and self.view is not None:
            work = partial(_read, self.jobs.desk, paths, self.view.year)
            self.jobs.compute("Reading forms", work, then=self._was_read, refused=self.refused.emit)

    def _was_read(self, told: tuple[str, ...]) -> None:
        more = [f"and {len(told) - _MOST} more"] if told[_MOST:] else []
        words = "\n".join([*told[:_MOST], *more])
        self.result.setText(words)
        self.result.show()
        announce(self, words)

    def show_asking(self) -> None:
        """Ask what a new request needs."""
        self.stack.setCurrentWidget(self.asking)
        self.asking.show_choices()

    def _asked(self, year: int) -> None:
        self._show(year)
        self._put_away()

    def show_paper(self) -> None:
        """Show the year as a paper."""
        if self.view is not None:
            request = Request(group_id=self.tab.group_id, year=self.view.year)
            self.stack.setCurrentWidget(self.preview)
            self.preview.show_paper("Single agency training", "training-returns", request)

    def _put_away(self) -> None:
        self.stack.setCurrentWidget(self.body if self.view is not None else self.empty)
        self.arrive()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files."""
        if event.mimeData().hasUrls() and self.view is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the forms in that were dropped."""
        urls = event.mimeData().urls()
        event.acceptProposedAction()
        self.read_files([Path(url.toLocalFile()) for url in urls if url.isLocalFile()])


def _send(desk: Desk, group_id: str, year: int, folder: Path, tell: Any) -> Done[list[Path]]:
    return forms.send(desk, group_id, year, folder, tell)


def _read(desk: Desk, paths: list[Path], year: int, tell: Any) -> Done[tuple[str, ...]]:
    return forms.import_returns(desk, paths, year, tell)
