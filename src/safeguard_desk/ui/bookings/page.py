"""Import bookings: choose or drop an export, see what becomes of each row, do it as one step."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from safeguard_desk.exchange.result import Imported
from safeguard_desk.ui.bookings.bringing import BringPanel
from safeguard_desk.ui.jobs import Jobs
from safeguard_desk.ui.shell.page import Page
from safeguard_desk.ui.shell.sections import Tab

_HINT = (
    "Drop the export of your booking system here, or press “Choose file…”: CSV of any kind, or an"
    " Excel workbook.\n\n"
    "A row for each delegate brings courses, sessions, attendance and scores of confidence; a row"
    " for each session or course brings places and how many attended, where delegates are not"
    " known.\n\n"
    "You see what becomes of each row before anything is done. A row is taken as a whole or not at"
    " all, the same file again changes nothing, and one undo takes an import back."
)
_KINDS = "Exports (*.csv *.tsv *.txt *.xlsx *.xlsm);;All files (*)"


class ImportBookingsPage(Page):
    """A hint until there is a file, then its preview."""

    def __init__(self, jobs: Jobs, tab: Tab, parent: QWidget | None = None) -> None:
        """Wait for a file."""
        super().__init__(jobs, tab, parent)
        heading = QLabel("Import bookings", self)
        heading.setProperty("role", "title")
        self.choose = QPushButton("&Choose file…", self)
        self.hint = QLabel(_HINT, self)
        self.hint.setWordWrap(True)
        self.hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.panel = BringPanel(jobs, self)
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self.hint)
        self.stack.addWidget(self.panel)
        top = QHBoxLayout()
        top.addWidget(heading)
        top.addSpacing(12)
        top.addWidget(self.choose)
        top.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 10, 14, 10)
        layout.addLayout(top)
        layout.addWidget(self.stack, 1)
        self.setAcceptDrops(True)
        self.choose.clicked.connect(self._choose)
        self.panel.refused.connect(self.refused)
        self.panel.left.connect(self._put_away)
        self.panel.brought.connect(self._brought)

    def arrive(self) -> None:
        """Put the focus where work goes on."""
        self.choose.setFocus()

    def _choose(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, "Choose an export", "", _KINDS)
        if chosen:
            self.open_file(Path(chosen))

    def open_file(self, path: Path) -> None:
        """Show what would become of a file's rows."""
        self.stack.setCurrentWidget(self.panel)
        self.panel.open_file(path)

    def _put_away(self) -> None:
        self.stack.setCurrentWidget(self.hint)
        self.arrive()

    def _brought(self, done: Imported) -> None:
        self._put_away()
        self.said.emit(f"Imported. {done.words()}")

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
