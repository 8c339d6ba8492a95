"""The papers of a tab: every kind that fits it, with what each must be told."""

from dataclasses import dataclass

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
from safeguard_desk.papers import PAPERS
from safeguard_desk.papers.request import Paper, Request
from safeguard_desk.rules.working_days import Quarter, financial_year
from safeguard_desk.ui.jobs import Jobs
from safeguard_desk.ui.papers.preview import Preview
from safeguard_desk.ui.shell.page import Page
from safeguard_desk.ui.shell.sections import Tab
from safeguard_desk.ui.widgets.flow import Flow
from safeguard_desk.views import choices
from safeguard_desk.views.choices import Choice

_QUARTERS, _YEARS = 6, 3
"""Quarters and financial years offered, this one first."""
_LONG, _WIDE = 12, 26
"""Choices above which a list keeps to a width, in characters."""
_HINT = (
    "Choose a paper above and press Make: it is made from the records as they stand now, and shown"
    " here. From there it can be printed, or saved as PDF, Word or Excel."
)


_ALL = {"board": "Any board", "agency": "Any agency", "owner": "Any owner"}
"""What stands first where a paper may be narrowed to one of them, and need not be."""


@dataclass(frozen=True)
class _Choices:
    """What papers can be about: ids with their words, quarters, and this financial year."""

    boards: list[Choice]
    agencies: list[Choice]
    owners: list[Choice]
    quarters: list[Quarter]
    year: int


def _choices(reader: Reader) -> _Choices:
    quarter = Quarter.of(reader.today)
    quarters = [quarter]
    while len(quarters) < _QUARTERS:
        number, year = quarters[-1].number - 1, quarters[-1].year
        quarters.append(Quarter(year, number) if number else Quarter(year - 1, 4))
    return _Choices(
        boards=choices.boards(reader),
        agencies=choices.agencies(reader),
        owners=choices.people(reader),
        quarters=quarters,
        year=financial_year(reader.today),
    )


def fitting(tab: Tab) -> list[Paper]:
    """Return the papers that can be made from a tab: those of one meeting are made there."""
    known = {"board", "agency", "owner", "quarter", "period", "year"} | (
        {"group"} if tab.group_id is not None else set()
    )
    return [paper for paper in PAPERS.values() if paper.needs <= known]


def _optional(what: str, known: list[Choice]) -> list[tuple[str, object]]:
    return [(_ALL[what], None), *((words, record_id) for record_id, words in known)]


class PaperShelf(Page):
    """A line on which a paper is chosen, and the paper itself below."""

    def __init__(self, jobs: Jobs, tab: Tab, parent: QWidget | None = None) -> None:
        """Offer the papers of a group, or of all groups where the tab is no group's."""
        super().__init__(jobs, tab, parent)
        found = jobs.read(_choices)
        self.kind = self._combo("Paper", [(paper.title, paper.kind) for paper in fitting(tab)])
        self.board = self._combo("Board", _optional("board", found.boards))
        self.agency = self._combo("Agency", _optional("agency", found.agencies))
        self.owner = self._combo("Owner", _optional("owner", found.owners))
        self.quarter = self._combo("Quarter", [(known.label, known) for known in found.quarters])
        years = range(found.year, found.year - _YEARS, -1)
        self.year = self._combo("Year", [(f"{y}/{(y + 1) % 100:02d}", y) for y in years])
        self.restricted = QCheckBox("With the &restricted part", self)
        self.make = QPushButton("&Make", self)
        self.make.setProperty("leading", "true")
        self.preview = Preview(jobs, self)
        self.hint = QLabel(_HINT, self)
        self.hint.setWordWrap(True)
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self.hint)
        self.stack.addWidget(self.preview)
        self._lay_out()
        self.kind.currentIndexChanged.connect(self._turn)
        self.make.clicked.connect(self.show_paper)
        self.preview.closed.connect(self._put_away)
        self._turn()

    def _combo(self, name: str, offered: list[tuple[str, object]]) -> QComboBox:
        combo = QComboBox(self)
        combo.setAccessibleName(name)
        combo.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            if len(offered) > _LONG
            else QComboBox.SizeAdjustPolicy.AdjustToContents
        )
        combo.setMinimumContentsLength(min(_WIDE, max(len(words) for words, _ in offered)))
        for words, value in offered:
            combo.addItem(words, value)
        return combo

    def _lay_out(self) -> None:
        heading = QLabel("Papers", self)
        heading.setProperty("role", "title")
        top = QHBoxLayout()
        top.addWidget(heading)
        top.addSpacing(16)
        flow = Flow()
        asked = (self.kind, self.board, self.agency, self.owner, self.quarter, self.year)
        for widget in (*asked, self.make, self.restricted):
            flow.addWidget(widget)
        top.addLayout(flow, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 10, 14, 10)
        layout.addLayout(top)
        layout.addWidget(self.stack, 1)

    def _turn(self, _: int = 0) -> None:
        """Ask for what the chosen paper must be told, and for nothing else."""
        paper = PAPERS[self.kind.currentData()]
        asked = paper.needs | paper.takes
        for what, combo in (("board", self.board), ("agency", self.agency), ("owner", self.owner)):
            combo.setVisible(what in asked)
            needed = what in paper.needs
            combo.view().setRowHidden(0, needed)  # type: ignore[attr-defined]
            if needed and combo.currentData() is None:
                combo.setCurrentIndex(1)
            elif not needed:
                combo.setCurrentIndex(0)
        self.quarter.setVisible("quarter" in asked)
        self.year.setVisible("year" in asked)

    def show_kind(self, kind: str, board_id: str | None = None) -> None:
        """Make and show a kind of paper, for a board where one is named."""
        self.kind.setCurrentIndex(self.kind.findData(kind))
        if board_id is not None:
            self.board.setCurrentIndex(self.board.findData(board_id))
        self.show_paper()

    def show_paper(self) -> None:
        """Make and show the chosen paper as the records stand now."""
        paper = PAPERS[self.kind.currentData()]
        asked = paper.needs | paper.takes
        request = Request(
            group_id=self.tab.group_id if "group" in asked else None,
            board_id=self.board.currentData() if "board" in asked else None,
            agency_id=self.agency.currentData() if "agency" in asked else None,
            owner_id=self.owner.currentData() if "owner" in asked else None,
            quarter=self.quarter.currentData() if "quarter" in asked else None,
            year=self.year.currentData() if "year" in asked else None,
            restricted=self.restricted.isChecked(),
        )
        about = f" to {self.board.currentText()}" if request.board_id is not None else ""
        self.stack.setCurrentWidget(self.preview)
        self.preview.show_paper(
            f"{self.tab.title}: {paper.title.lower()}{about}", paper.kind, request
        )

    def arrive(self) -> None:
        """Put the focus on the choice of a paper."""
        self.kind.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _put_away(self) -> None:
        self.stack.setCurrentWidget(self.hint)
        self.kind.setFocus()

    def present(self, presenting: bool) -> None:
        """Put away a paper and offer no restricted part while the screen is shared."""
        super().present(presenting)
        self.restricted.setChecked(False)
        self.restricted.setVisible(not presenting)
        if presenting:
            self._put_away()
