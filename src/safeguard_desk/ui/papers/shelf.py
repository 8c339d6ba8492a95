"""The papers of a tab: the tracker and the board report of a group, or of all groups together."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from safeguard_desk.desk.reading import Reader
from safeguard_desk.papers.request import Request
from safeguard_desk.rules.working_days import Quarter
from safeguard_desk.ui.jobs import Jobs
from safeguard_desk.ui.papers.preview import Preview
from safeguard_desk.ui.shell.page import Page
from safeguard_desk.ui.shell.sections import Tab
from safeguard_desk.views.choices import boards

_QUARTERS = 6
"""Quarters offered, this one first."""
_HINT = (
    "Choose a paper above: it is made from the records as they stand now, and shown here."
    " From there it can be printed, or saved as PDF, Word or Excel."
)


def _choices(reader: Reader) -> tuple[list[tuple[str, str]], list[Quarter]]:
    quarter = Quarter.of(reader.today)
    quarters = [quarter]
    while len(quarters) < _QUARTERS:
        number, year = quarters[-1].number - 1, quarters[-1].year
        quarters.append(Quarter(year, number) if number else Quarter(year - 1, 4))
    return boards(reader), quarters


class PaperShelf(Page):
    """A page on which papers are chosen, and the paper itself below."""

    def __init__(self, jobs: Jobs, tab: Tab, parent: QWidget | None = None) -> None:
        """Offer the papers of a group, or of all groups where the tab is no group's."""
        super().__init__(jobs, tab, parent)
        self._title, self._group_id = tab.title, tab.group_id
        found, quarters = jobs.read(_choices)
        self.tracker = QPushButton("Action &tracker", self)
        self.report = QPushButton("Board &report", self)
        self.board = self._combo("Board", [(words, known) for known, words in found])
        self.quarter = self._combo("Quarter", [(known.label, known) for known in quarters])
        self.restricted = QCheckBox("With the &restricted part", self)
        self.preview = Preview(jobs, self)
        self.hint = QLabel(_HINT, self)
        self.hint.setWordWrap(True)
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self.hint)
        self.stack.addWidget(self.preview)
        self._lay_out()
        self.tracker.clicked.connect(self.show_tracker)
        self.report.clicked.connect(self.show_report)
        self.preview.closed.connect(self._put_away)

    def _combo(self, name: str, choices: list[tuple[str, object]]) -> QComboBox:
        combo = QComboBox(self)
        combo.setAccessibleName(name)
        for words, value in choices:
            combo.addItem(words, value)
        return combo

    def _lay_out(self) -> None:
        heading = QLabel("Papers", self)
        heading.setProperty("role", "title")
        top = QHBoxLayout()
        top.addWidget(heading)
        top.addSpacing(16)
        top.addWidget(self.tracker)
        top.addSpacing(16)
        for widget in (self.report, QLabel("for", self), self.board, self.quarter):
            top.addWidget(widget)
        top.addStretch(1)
        top.addWidget(self.restricted)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 10, 14, 10)
        layout.addLayout(top)
        layout.addWidget(self.stack, 1)

    def show_tracker(self) -> None:
        """Make and show the action tracker as it stands."""
        request = Request(group_id=self._group_id, restricted=self.restricted.isChecked())
        self._show(f"{self._title}: action tracker", "tracker", request)

    def show_report(self) -> None:
        """Make and show the report to the chosen board for the chosen quarter."""
        request = Request(
            group_id=self._group_id,
            board_id=self.board.currentData(),
            quarter=self.quarter.currentData(),
            restricted=self.restricted.isChecked(),
        )
        self._show(f"{self._title}: report to {self.board.currentText()}", "board-report", request)

    def _show(self, title: str, kind: str, request: Request) -> None:
        self.stack.setCurrentWidget(self.preview)
        self.preview.show_paper(title, kind, request)

    def arrive(self) -> None:
        """Put the focus on the first paper that can be made."""
        self.tracker.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _put_away(self) -> None:
        self.stack.setCurrentWidget(self.hint)
        self.tracker.setFocus()

    def present(self, presenting: bool) -> None:
        """Put away a paper and offer no restricted part while the screen is shared."""
        super().present(presenting)
        self.restricted.setChecked(False)
        self.restricted.setVisible(not presenting)
        if presenting:
            self._put_away()
