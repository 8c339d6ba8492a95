"""Pre-meeting returns: forms made for every agency, what came back, and who is missing."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from safeguard_desk.desk.changes import Done
from safeguard_desk.desk.desk import Desk
from safeguard_desk.errors import Refusal
from safeguard_desk.exchange import returns as exchange
from safeguard_desk.exchange.returns import Tell
from safeguard_desk.rules.dates import write_date
from safeguard_desk.ui.meeting.looks import BAD, make_primary, pick
from safeguard_desk.ui.meeting.rows import Column, Rows, RowsView, Style
from safeguard_desk.ui.meeting.step import Bench
from safeguard_desk.ui.meeting.weakly import weakly
from safeguard_desk.views.returns import ReturnLine, returns

_KINDS = "Return forms (*.xlsx *.docx)"


def state(line: ReturnLine) -> str:
    """Return in words whether an agency has answered."""
    if line.received_on is not None:
        return f"Came back {write_date(line.received_on)}"
    if line.asked_on is not None:
        return f"! Missing, asked {write_date(line.asked_on)}"
    return "Not asked yet"


COLUMNS = (
    Column("Agency", lambda line: line.agency),
    Column("Members", lambda line: str(line.members), 9, right=True),
    Column("Open actions", lambda line: str(line.actions), 12, right=True),
    Column("Return", state, 28),
    Column("Kept as words", lambda line: " · ".join(line.words.splitlines()), 40),
)


class ReturnsPanel(QWidget):
    """Who was asked and who answered. Files that came back are chosen, or dropped here."""

    closed = Signal()

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        """Make an empty panel."""
        super().__init__(parent)
        self._bench = bench
        self.setAcceptDrops(True)
        self.heading = QLabel(self)
        self.heading.setWordWrap(True)
        rows = Rows(COLUMNS, self, style=weakly(self._style), spoken=_spoken)
        self.view = RowsView(rows, "Returns of the agencies", self)
        self.view.setWordWrap(True)
        self.wrong = QLabel(self)
        self.wrong.setWordWrap(True)
        self.wrong.hide()
        self.make = QPushButton("&Make forms…", self)
        self.make.setToolTip("An Excel and a Word form for each agency, into a folder")
        self.make.clicked.connect(self._choose_folder)
        self.read = QPushButton("&Read returned files…", self)
        self.read.setToolTip("Several at once; they can be dropped here too")
        make_primary(self.read)
        self.read.clicked.connect(self._choose_files)
        self.back = QPushButton("Back to the agenda", self)
        self.back.setToolTip("Esc")
        self.back.clicked.connect(self.closed)
        foot = QHBoxLayout()
        foot.addWidget(self.make)
        foot.addWidget(self.read)
        foot.addStretch(1)
        foot.addWidget(self.back)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.heading)
        layout.addWidget(self.view, 1)
        layout.addWidget(self.wrong)
        layout.addLayout(foot)

    def refresh(self, *, over: bool) -> None:
        """Show how the returns stand; `over` once the meeting takes none any more."""
        found = self._bench.jobs.read(partial(returns, meeting_id=self._bench.meeting_id))
        self.view.rows.show(found)
        if self.view.chosen is None and found:
            self.view.choose(found[0].id)
        self.heading.setText(_told(found))
        for button in (self.make, self.read):
            button.setEnabled(not over and bool(found))

    def _style(self, line: ReturnLine) -> Style:
        missing = line.asked_on is not None and line.received_on is None
        return Style(colour=pick(BAD, self.palette()) if missing else None, only=3)

    def _choose_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, "Folder for the return forms")
        if name:
            self.make_forms(Path(name))

    def make_forms(self, folder: Path) -> None:
        """Write a form for each agency into a folder."""
        self.wrong.hide()
        work = partial(_make, self._bench.jobs.desk, self._bench.meeting_id, folder)
        self._bench.jobs.compute("Making forms", work, then=self._made, refused=self._refuse)

    def _made(self, made: exchange.Made) -> None:
        self._bench.say(made.words)

    def _choose_files(self) -> None:
        names, _ = QFileDialog.getOpenFileNames(self, "Returned forms", "", _KINDS)
        self.read_files([Path(name) for name in names])

    def read_files(self, paths: list[Path]) -> None:
        """Read files that came back, as one step."""
        if not paths:
            return
        self.wrong.hide()
        work = partial(_read, self._bench.jobs.desk, self._bench.meeting_id, tuple(paths))
        self._bench.jobs.compute("Reading returns", work, then=self._was_read, refused=self._refuse)

    def _was_read(self, read: exchange.Read) -> None:
        if read.agencies:
            self._bench.say(
                f"Read: {', '.join(read.agencies)}. {read.done.words()} Ctrl+Z takes it back."
            )
        told = [*read.refused, *(skipped.reason for skipped in read.done.skipped)]
        if told:
            self.wrong.setText("! " + "\n! ".join(told))
            self.wrong.show()

    def _refuse(self, refusal: Refusal) -> None:
        self.wrong.setText(f"! {refusal}")
        self.wrong.show()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Read the files that were dropped."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        event.acceptProposedAction()
        if self.read.isEnabled():
            self.read_files(paths)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Esc lead back to the agenda."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)


def _make(desk: Desk, meeting_id: str, folder: Path, tell: Tell) -> Done[exchange.Made]:
    return exchange.make_forms(desk, meeting_id, folder, tell)


def _read(desk: Desk, meeting_id: str, paths: tuple[Path, ...], tell: Tell) -> Done[exchange.Read]:
    return exchange.read_files(desk, meeting_id, paths, tell)


def _told(found: list[ReturnLine]) -> str:
    if not found:
        return "No agency is expected yet. Add members to the group in the Directory."
    came = sum(1 for line in found if line.received_on is not None)
    missing = sum(1 for line in found if line.asked_on is not None and line.received_on is None)
    if not came and not missing:
        return (
            f"{len(found)} agencies are expected. Make forms, send them out, and read here what"
            " comes back: updates on actions, who comes, and items for the agenda."
        )
    return f"{came} of {len(found)} came back, {missing} missing. Drop returned files here."


def _spoken(line: ReturnLine) -> str:
    return f"{line.agency}, {line.members} members, {line.actions} open actions, {state(line)}"
