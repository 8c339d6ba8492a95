"""Reports: begun in a line, commented section by section, each number with the rows behind it."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from safeguard_desk.desk.changes import ChangeSet, Done
from safeguard_desk.desk.reading import Reader
from safeguard_desk.documents.numbers import Line
from safeguard_desk.errors import Refusal
from safeguard_desk.exchange import issuing
from safeguard_desk.papers import reporting
from safeguard_desk.rules.terms_reports import ReportState
from safeguard_desk.ui.jobs import Jobs
from safeguard_desk.ui.meeting.looks import make_primary
from safeguard_desk.ui.meeting.rows import Rows, RowsView
from safeguard_desk.ui.papers.preview import Preview
from safeguard_desk.ui.papers.produce import Produced, save_as
from safeguard_desk.ui.register.strip import Strip
from safeguard_desk.ui.reports.beginning import Beginning
from safeguard_desk.ui.reports.reading import ReportReading, name
from safeguard_desk.ui.reports.rows import REPORTS, SECTIONS, report_style
from safeguard_desk.ui.shell.page import Page
from safeguard_desk.ui.shell.sections import Tab
from safeguard_desk.ui.widgets.notices import NoticeBar
from safeguard_desk.views import reports as views
from safeguard_desk.views.reports import ReportHead
from safeguard_desk.work import reports as verbs

_KEY = (
    "P show as PDF   W Word   I issue   T take over the last commentary   X withdraw"
    "   Delete removes a draft        Enter on a number: the rows behind it"
)
_EMPTY = (
    "No report yet. Choose above what is reported to whom, and begin it: its figures follow the"
    " records until you issue it, and stand still from then on."
)


class ReportsPage(Page):
    """Reports of a tab, and the chosen one by sections."""

    narrows = True

    def __init__(self, jobs: Jobs, tab: Tab, parent: QWidget | None = None) -> None:
        """Show the reports there are."""
        super().__init__(jobs, tab, parent)
        self._asked = ""
        self.beginning = Beginning(jobs, tab, self)
        self.notice = NoticeBar(self)
        self.strip = Strip(self)
        self.reports = RowsView(Rows(REPORTS, self, style=report_style), "Reports", self)
        self.reports.letters = "PWITX"
        self.sections = RowsView(Rows(SECTIONS, self), "Sections", self)
        self.reading = ReportReading(jobs, self.sections, self)
        self.compare = QComboBox(self)
        self.compare.setAccessibleName("Compare with")
        self.state = QLabel(self)
        self.state.setProperty("role", "quiet")
        self.state.setWordWrap(True)
        self.show_pdf = QPushButton("&Show", self)
        self.issue = QPushButton("&Issue…", self)
        make_primary(self.issue)
        self.preview = Preview(jobs, self)
        self.empty = QLabel(_EMPTY, self)
        self.empty.setWordWrap(True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.stack = QStackedWidget(self)
        self._lay_out()
        self._connect()
        self.refresh()

    def _lay_out(self) -> None:
        heading = QLabel("Reports", self)
        heading.setProperty("role", "title")
        top = QHBoxLayout()
        top.addWidget(heading)
        top.addSpacing(12)
        top.addWidget(self.beginning, 1)
        acts = QHBoxLayout()
        acts.addWidget(self.state, 1)
        acts.addWidget(self.compare)
        acts.addWidget(self.show_pdf)
        acts.addWidget(self.issue)
        left = QSplitter(Qt.Orientation.Vertical, self)
        left.addWidget(self.reports)
        left.addWidget(self.sections)
        left.setSizes([230, 380])
        right = QWidget(self)
        column = QVBoxLayout(right)
        column.setContentsMargins(8, 0, 0, 0)
        column.addLayout(acts)
        column.addWidget(self.reading, 1)
        whole = QSplitter(self)
        for split in (left, whole):
            split.setChildrenCollapsible(False)
        whole.addWidget(left)
        whole.addWidget(right)
        whole.setSizes([430, 740])
        self.whole = whole
        for widget in (self.empty, whole, self.preview):
            self.stack.addWidget(widget)
        key = QLabel(_KEY, self)
        key.setProperty("role", "quiet")
        key.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 10, 14, 10)
        layout.addLayout(top)
        layout.addWidget(self.notice)
        layout.addWidget(self.strip)
        layout.addWidget(self.stack, 1)
        layout.addWidget(key)

    def _connect(self) -> None:
        self.beginning.begun.connect(self._begun)
        self.beginning.refused.connect(self.notice.refuse)
        self.reports.selectionModel().currentRowChanged.connect(self._turn)
        self.reports.pressed_key.connect(self._key)
        self.reports.removed.connect(self._remove)
        self.reports.opened.connect(lambda _: self.sections.setFocus())
        self.reading.record_wanted.connect(self.record_wanted)
        self.reading.refused.connect(self.notice.refuse)
        self.compare.activated.connect(self._compared)
        self.show_pdf.clicked.connect(lambda: self._look("pdf"))
        self.issue.clicked.connect(self.ask_issue)
        self.preview.closed.connect(self._put_away)
        self.strip.left.connect(self.reports.setFocus)

    def arrive(self) -> None:
        """Put the focus on the reports, or on what begins one."""
        (self.reports if self.reports.rows.rows else self.beginning.kind).setFocus()

    def save(self) -> None:
        """Offer whatever is typed and not yet saved."""
        self.reading.words.commit()

    def follow(self, changes: ChangeSet) -> None:
        """Follow a change of reports; the figures of a draft follow all else when asked for."""
        if changes.touches("reports", "report_files"):
            self.refresh()
        elif changes.touches("report_words"):
            self.reading.read_words()

    def present(self, presenting: bool) -> None:
        """Put reports with restricted parts away while the screen is shared."""
        super().present(presenting)
        self.reading.presenting = presenting
        self.refresh()

    def look_again(self) -> None:
        """Show the reports to the boards that are seen through the window's lens."""
        self.save()
        self.refresh()

    def open_record(self, kind: str, record_id: str) -> None:
        """Show a report."""
        self.reports.choose(record_id)

    def refresh(self) -> None:
        """Read the reports again."""
        found = self.through(self.jobs.read(partial(views.listed, group_id=self.tab.group_id)))
        if self.presenting:
            found = [one for one in found if not one.restricted]
        self.reports.rows.show(found)
        self.stack.setCurrentWidget(self.whole if found else self.empty)
        if self.reports.chosen is None and found:
            self.reports.choose(found[0].id)
        self._turn()

    def _begun(self, report_id: str) -> None:
        self.notice.clear()
        self.refresh()
        self.reports.choose(report_id)
        self.sections.setFocus()

    def head(self) -> ReportHead | None:
        """Return the chosen report."""
        chosen = self.reports.chosen
        return next((one for one in self.reports.rows.rows if one.id == chosen), None)

    def _turn(self, *_: object) -> None:
        """Read the figures of the chosen report on the worker."""
        head = self.head()
        draft = head is not None and head.state is ReportState.DRAFT
        self.issue.setEnabled(draft and not self.jobs.desk.read_only)
        self.show_pdf.setEnabled(head is not None)
        self.reading.show_report(head)
        if head is None:
            return
        self.state.setText(_told(head))
        self.compare.clear()
        self.compare.addItem("Compare with…", None)
        for one in self.jobs.read(partial(views.earlier, of=head)):
            self.compare.addItem(f"{one.ref} {one.period}", one.id)
        self._asked = head.id
        self.jobs.look(partial(reporting.figures, head=head), partial(self._figured, head.id))

    def _figured(self, report_id: str, found: tuple[Line, ...]) -> None:
        if report_id == self._asked:
            self.reading.show_figures(found)

    def _compared(self, _: int) -> None:
        other = self.compare.currentData()
        if other is None:
            self.reading.compare(None)
        else:
            self.jobs.look(partial(_kept_lines, report_id=other), self._against)

    def _against(self, found: tuple[Line, ...]) -> None:
        changed = self.reading.compare({name(line): line.value for line in found})
        self.state.setText(f"{changed} values differ from {self.compare.currentText()}.")

    def _key(self, _: str, letter: str) -> None:
        if letter in "PW":
            self._look("pdf" if letter == "P" else "docx")
        elif letter == "I":
            self.ask_issue()
        elif letter == "T":
            self.take_over()
        else:
            self.ask_withdraw()

    def _look(self, suffix: str) -> None:
        head = self.head()
        if head is None:
            return
        work = partial(_made, self.jobs, head.id, suffix)
        then = self._save if suffix == "docx" else self._shown
        self.jobs.compute("Making the report", work, then=then, refused=self.notice.refuse)

    def _shown(self, made: Produced) -> None:
        self.stack.setCurrentWidget(self.preview)
        self.preview.show_file(made.name, made)

    def _save(self, made: Produced) -> None:
        path = save_as(self, made)
        if path is not None:
            self.said.emit(f"Saved {path}")

    def _put_away(self) -> None:
        self.stack.setCurrentWidget(self.whole)
        self.reports.setFocus()

    def ask_issue(self) -> None:
        """Ask whether the report is to be issued: from then on nothing in it changes."""
        head = self.head()
        if head is None or head.state is not ReportState.DRAFT:
            return
        self.reading.words.commit()
        words = f"Issue {head.ref}? Its figures and words then stay as they are now."
        self.strip.offer(words, "Issue", partial(self._issue, head.id))

    def _issue(self, report_id: str, _: object) -> None:
        work = partial(_issued, self.jobs, report_id)
        self.jobs.compute(
            "Issuing the report", work, then=self._was_issued, refused=self.notice.refuse
        )

    def _was_issued(self, ref: str) -> None:
        self.notice.clear()
        self.said.emit(f"{ref} is issued; P shows it as it was kept.")

    def take_over(self) -> None:
        """Copy the commentary of the last issued report of its kind where there is none yet."""
        head = self.head()
        earlier = self.jobs.read(partial(views.earlier, of=head)) if head is not None else []
        if head is None or not earlier:
            self.notice.refuse(
                Refusal("No such report was issued before.", "Nothing was taken over.", "")
            )
            return
        verb = partial(verbs.take_over, report_id=head.id, earlier_id=earlier[0].id)
        title = f"Take over the commentary of {earlier[0].ref}"
        self.jobs.change(title, verb, then=self._taken, refused=self.notice.refuse)

    def _taken(self, count: int) -> None:
        self.said.emit(f"{count} pieces of commentary were taken over.")

    def ask_withdraw(self) -> None:
        """Ask why an issued report is withdrawn."""
        head = self.head()
        if head is not None and head.state is ReportState.ISSUED:
            self.strip.ask(f"Why is {head.ref} withdrawn?", "Withdraw", partial(self._go, head))

    def _go(self, head: ReportHead, reason: str) -> None:
        verb = partial(verbs.withdraw, report_id=head.id, reason=reason)
        self.jobs.change(f"Withdraw {head.ref}", verb, refused=self.notice.refuse)

    def _remove(self, report_id: str) -> None:
        verb = partial(verbs.remove, report_id=report_id)
        self.jobs.change("Remove a draft report", verb, refused=self.notice.refuse)


def _told(head: ReportHead) -> str:
    if head.state is ReportState.DRAFT:
        return f"{head.title}. A draft: its figures follow the records."
    issued = f" by {head.issued_by}" if head.issued_by else ""
    return f"{head.title}. {head.state.label} on {head.issued_on:%d %b %Y}{issued}: it stays so."


def _kept_lines(reader: Reader, *, report_id: str) -> tuple[Line, ...]:
    return reporting.thawed(views.frozen(reader, report_id))


def _made(jobs: Jobs, report_id: str, suffix: str, progress: issuing.Progress) -> Produced:
    with jobs.desk.read() as reader:
        head = views.head(reader, report_id)
        name = reporting.named(reader, head)
    return Produced(name, suffix, issuing.looked_at(jobs.desk, report_id, suffix, progress))


def _issued(jobs: Jobs, report_id: str, progress: issuing.Progress) -> Done[str]:
    return issuing.issue(jobs.desk, report_id, progress)
