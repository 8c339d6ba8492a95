"""Rounds of self-assessment: forms out and in, peers, staff and cases beside what agencies say."""

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QLabel,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from safeguard_desk.desk.changes import ChangeSet, Done
from safeguard_desk.desk.desk import Desk
from safeguard_desk.exchange import assessments as forms
from safeguard_desk.papers.request import Request
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.terms_quality import Part
from safeguard_desk.ui.assessments.answering import Answering, line_of
from safeguard_desk.ui.assessments.beginning import Beginning
from safeguard_desk.ui.assessments.rows import (
    AGENCIES,
    STANDARDS,
    Asked,
    Voices,
    agency_spoken,
    agency_style,
    standard_spoken,
)
from safeguard_desk.ui.jobs import Jobs
from safeguard_desk.ui.meeting.looks import make_primary
from safeguard_desk.ui.meeting.rows import Rows, RowsView
from safeguard_desk.ui.papers.preview import Preview
from safeguard_desk.ui.shell.page import Page
from safeguard_desk.ui.shell.sections import Tab
from safeguard_desk.ui.widgets.fields import LineField
from safeguard_desk.ui.widgets.notices import announce
from safeguard_desk.views import assessments as views
from safeguard_desk.views.assessments import AgencyLine, Beside, RoundView
from safeguard_desk.work import assessments as verbs

_SEEN = (
    *("assessment_rounds", "assessments", "assessment_answers", "staff_surveys", "standards"),
    *("standard_questions", "audit_grades", "agencies"),
)
_EMPTY = (
    "No round of self-assessment yet. Open one with “New round…”: standards from a table, a day by"
    " which agencies answer, and who is asked. Each gets an Excel form."
)
_MOST = 12
"""Lines about files that are shown; the others are counted."""


class AssessmentsPage(Page):
    """Agencies on the left, the chosen one's standards on the right, what others say below."""

    in_view = frozenset({"assessment_rounds"})
    narrows = True

    def __init__(self, jobs: Jobs, tab: Tab, parent: QWidget | None = None) -> None:
        """Show the newest round."""
        super().__init__(jobs, tab, parent)
        self.setAcceptDrops(True)
        self.view: RoundView | None = None
        self.round = QComboBox(self)
        self.round.setAccessibleName("Round")
        self.new = QPushButton("&New round…", self)
        self.paper = QPushButton("&Paper", self)
        self.summary = QLabel(self)
        self.result = QLabel(self)
        self.empty = QLabel(_EMPTY, self)
        for label in (self.summary, self.result, self.empty):
            label.setWordWrap(True)
        self.agencies = RowsView(
            Rows(AGENCIES, self, style=agency_style, spoken=agency_spoken), "Agencies", self
        )
        self.standards = RowsView(Rows(STANDARDS, self, spoken=standard_spoken), "Standards", self)
        self.answering = Answering(jobs, self)
        self.make = QPushButton("&Make forms…", self)
        self.read = QPushButton("&Read returned forms…", self)
        self.read.setToolTip("Several at once; they can be dropped here too")
        make_primary(self.read)
        self.reason = LineField("Why the agency declines", self)
        self.reason.setPlaceholderText("Why the chosen agency declines")
        self.decline = QPushButton("&Declines", self)
        self.beginning = Beginning(jobs, tab.group_id or "", self)
        self.preview = Preview(jobs, self)
        self.stack = QStackedWidget(self)
        self.body = QWidget(self)
        self._lay_out()
        self._connect()
        self._show()

    def _lay_out(self) -> None:
        heading = QLabel("Self-assessment", self)
        heading.setProperty("role", "title")
        top = line_of(heading, self.round)
        top.addStretch(1)
        top.addWidget(self.new)
        top.addWidget(self.paper)
        tables = QSplitter(Qt.Orientation.Horizontal, self)
        tables.setChildrenCollapsible(False)
        for table in (self.agencies, self.standards):
            table.setWordWrap(True)
            tables.addWidget(table)
        tables.setSizes([480, 620])
        foot = line_of(self.read, self.make, self.reason, self.decline)
        foot.setStretchFactor(self.reason, 1)
        inside = QVBoxLayout(self.body)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(tables, 1)
        inside.addWidget(self.answering)
        inside.addWidget(self.result)
        inside.addLayout(foot)
        self.result.hide()
        for shown in (self.empty, self.body, self.beginning, self.preview):
            self.stack.addWidget(shown)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 10, 14, 10)
        layout.addLayout(top)
        layout.addWidget(self.summary)
        layout.addWidget(self.stack, 1)

    def _connect(self) -> None:
        self.round.activated.connect(self._show_round)
        self.new.clicked.connect(self.show_beginning)
        self.paper.clicked.connect(self.show_paper)
        self.preview.closed.connect(self._put_away)
        self.beginning.left.connect(self._put_away)
        self.beginning.opened.connect(self._opened)
        self.beginning.refused.connect(self.refused)
        self.agencies.selectionModel().currentChanged.connect(self._show_standards)
        self.standards.selectionModel().currentChanged.connect(self._show_answer)
        self.answering.refused.connect(self.refused)
        self.answering.said.connect(self.said)
        self.make.clicked.connect(self._choose_folder)
        self.read.clicked.connect(self._choose_files)
        self.decline.clicked.connect(self._decline)
        self.reason.returnPressed.connect(self._decline)

    def arrive(self) -> None:
        """Put the focus on the agencies."""
        (self.agencies if self.view is not None else self.new).setFocus()

    def follow(self, changes: ChangeSet) -> None:
        """Follow what is answered, scored or graded."""
        if changes.touches(*_SEEN):
            self._show()

    def look_again(self) -> None:
        """Offer the rounds that are seen through the window's lens."""
        self._show()

    def open_record(self, kind: str, record_id: str) -> None:
        """Show a round."""
        self._show(record_id)

    def _show(self, wanted: str | None = None) -> None:
        chosen = wanted or self.round.currentData()
        found = self.through(self.jobs.read(partial(views.rounds, group_id=self.tab.group_id)))
        self.round.clear()
        for one in found:
            self.round.addItem(f"{one.ref} {one.title}", one.id)
        self.round.setCurrentIndex(max(self.round.findData(chosen), 0) if found else -1)
        self.round.setVisible(bool(found))
        self.paper.setEnabled(bool(found))
        if self.tab.group_id:
            self.answering.fill_questions(self.tab.group_id)
        self._show_round()

    def _show_round(self, *_: object) -> None:
        round_id = self.round.currentData()
        if self.stack.currentWidget() in {self.empty, self.body}:
            self.stack.setCurrentWidget(self.empty if round_id is None else self.body)
        if round_id is None:
            self.view = None
            self.summary.setText("")
            return
        self.view = view = self.jobs.read(partial(views.round_view, round_id=round_id))
        years = self.jobs.read(partial(views.by_year, group_id=view.head.group_id))
        chosen = self.agencies.chosen
        self.agencies.rows.show([_asked(line, years, view.head.ref) for line in view.lines])
        if chosen is None or self.agencies.rows.place(chosen) < 0:
            first = next((line for line in view.lines if line.answers), None)
            self.agencies.choose((first or view.lines[0]).id if view.lines else None)
        self.summary.setText(_summary(view))
        self._show_standards()

    def line(self) -> AgencyLine | None:
        """Return the chosen agency's line."""
        place = self.agencies.rows.place(self.agencies.chosen)
        return self.agencies.rows.rows[place].line if place >= 0 else None

    def voices(self) -> Voices | None:
        """Return the chosen standard with what everybody says."""
        place = self.standards.rows.place(self.standards.chosen)
        return self.standards.rows.rows[place] if place >= 0 else None

    def _show_standards(self, *_: object) -> None:
        line, view = self.line(), self.view
        if line is None or view is None:
            return
        self.standards.rows.show(
            [
                Voices(
                    one.id,
                    one,
                    line.answers.get(one.id),
                    line.before.get(one.id, ()),
                    view.beside.get((line.agency_id, one.id), Beside()),
                )
                for one in view.standards
            ]
        )
        if self.standards.chosen is None and view.standards:
            self.standards.choose(view.standards[0].id)
        writable = not self.jobs.desk.read_only
        self.decline.setEnabled(writable and not line.answers)
        self.reason.setEnabled(writable and not line.answers)
        self._show_answer()

    def _show_answer(self, *_: object) -> None:
        row, line = self.voices(), self.line()
        if row is not None and line is not None and self.view is not None:
            self.answering.show_answer(self.view.head.id, line, row)

    def _decline(self) -> None:
        line = self.line()
        if line is not None and self.decline.isEnabled():
            verb = partial(verbs.decline, assessment_id=line.id, reason=self.reason.text())
            self.jobs.change(
                f"{line.short or line.name} declines",
                verb,
                then=self._declined,
                refused=self.refused.emit,
            )

    def _declined(self, _: object) -> None:
        self.reason.clear()

    def _choose_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, "Folder for the forms")
        if name:
            self.make_forms(Path(name))

    def make_forms(self, folder: Path) -> None:
        """Write each agency's form into a folder."""
        if self.view is None:
            return
        work = partial(_write, self.jobs.desk, self.view.head.id, folder)
        self.jobs.compute("Making forms", work, then=self._made, refused=self.refused.emit)

    def _made(self, made: list[Path]) -> None:
        self.said.emit(f"{len(made)} forms are in {made[0].parent if made else 'no folder'}.")

    def _choose_files(self) -> None:
        names, _ = QFileDialog.getOpenFileNames(self, "Returned forms", "", "Forms (*.xlsx)")
        self.read_files([Path(name) for name in names])

    def read_files(self, paths: list[Path]) -> None:
        """Take forms in that came back, as one step."""
        if paths:
            work = partial(_read, self.jobs.desk, paths)
            self.jobs.compute("Reading forms", work, then=self._was_read, refused=self.refused.emit)

    def _was_read(self, told: tuple[str, ...]) -> None:
        more = [f"and {len(told) - _MOST} more"] if told[_MOST:] else []
        words = "\n".join([*told[:_MOST], *more])
        self.result.setText(words)
        self.result.show()
        announce(self, words)

    def show_beginning(self) -> None:
        """Ask what a new round needs."""
        self.stack.setCurrentWidget(self.beginning)
        self.beginning.show_choices()

    def _opened(self, round_id: str) -> None:
        self._show(round_id)
        self._put_away()

    def show_paper(self) -> None:
        """Show the round as a paper."""
        if self.view is not None:
            request = Request(about=("assessment_rounds", self.view.head.id))
            self.stack.setCurrentWidget(self.preview)
            self.preview.show_paper(self.view.head.title, "self-assessment", request)

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


def _write(desk: Desk, round_id: str, folder: Path, _: Any) -> list[Path]:
    with desk.read() as reader:
        return forms.write_forms(reader, round_id, folder)


def _read(desk: Desk, paths: list[Path], tell: Any) -> Done[tuple[str, ...]]:
    return forms.import_forms(desk, paths, tell)


def _asked(line: AgencyLine, years: Any, ref: str) -> Asked:
    earlier = [one for of, one in years.get(line.agency_id, {}).items() if of < ref]
    return Asked(line.id, line, earlier[-1].words.replace(" points", "") if earlier else "")


def _summary(view: RoundView) -> str:
    parts = [line.part for line in view.lines]
    missing = parts.count(Part.MISSING)
    told = f"{view.head.standards}; answers by {write_date(view.head.due_on)}. "
    told += f"{parts.count(Part.TOOK_PART)} of {len(parts)} came back"
    if parts.count(Part.DECLINED):
        told += f", {parts.count(Part.DECLINED)} declined"
    return f"{told}. ! {missing} missing." if missing else f"{told}."
