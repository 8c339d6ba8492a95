"""The line that begins a report: which paper, for which board, of which period, which edition."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QPushButton, QWidget

from safeguard_desk.desk.reading import Reader
from safeguard_desk.papers import PAPERS, reporting
from safeguard_desk.rules.working_days import Quarter, financial_year
from safeguard_desk.ui.jobs import Jobs
from safeguard_desk.ui.shell.sections import Tab
from safeguard_desk.ui.widgets.flow import Flow
from safeguard_desk.views import choices
from safeguard_desk.work import reports as verbs

_QUARTERS, _YEARS = 6, 3
_EDITIONS = (("Full", ""), ("For publication", "public"), ("With restricted", "restricted"))


class Beginning(QWidget):
    """What a new report is to be."""

    begun = Signal(object)
    """The id of the report that was begun."""
    refused = Signal(object)

    def __init__(self, jobs: Jobs, tab: Tab, parent: QWidget | None = None) -> None:
        """Offer what can be reported from a tab."""
        super().__init__(parent)
        self._jobs, self._tab = jobs, tab
        self.kind = self._combo("Report")
        for paper in reporting.kinds():
            if tab.group_id is not None or "group" not in paper.needs:
                self.kind.addItem(paper.title, paper.kind)
        self.board, self.period, self.edition = map(self._combo, ("Board", "Period", "Edition"))
        for words, code in _EDITIONS:
            self.edition.addItem(words, code)
        self._periods = jobs.read(_periods)
        self._boards = jobs.read(choices.boards)
        self.begin = QPushButton("&Begin report", self)
        flow = Flow()
        flow.setContentsMargins(0, 0, 0, 0)
        for widget in (self.kind, self.board, self.period, self.edition, self.begin):
            flow.addWidget(widget)
        self.setLayout(flow)
        self.kind.currentIndexChanged.connect(self._turn)
        self.begin.clicked.connect(self._begin)
        self._turn()

    def _combo(self, name: str) -> QComboBox:
        made = QComboBox(self)
        made.setAccessibleName(name)
        made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        return made

    def _turn(self, _: int = 0) -> None:
        """Ask for what the chosen paper must be told."""
        paper = PAPERS[self.kind.currentData()]
        asked = paper.needs | paper.takes
        kept = self.board.currentData()
        self.board.clear()
        if "board" not in paper.needs:
            self.board.addItem("Both boards", None)
        for identity, words in self._boards if "board" in asked else ():
            self.board.addItem(words, identity)
        self.board.setCurrentIndex(max(0, self.board.findData(kept)))
        self.board.setVisible("board" in asked)
        self.period.clear()
        for words, code in self._periods["quarter" if "quarter" in asked else "year"]:
            self.period.addItem(words, code)

    def choose(self, kind: str, board_id: str | None = None) -> None:
        """Choose a kind of report, and the board it is for."""
        self.kind.setCurrentIndex(self.kind.findData(kind))
        if board_id is not None:
            self.board.setCurrentIndex(self.board.findData(board_id))

    def _begin(self) -> None:
        paper = PAPERS[self.kind.currentData()]
        asked = paper.needs | paper.takes
        edition = self.edition.currentData()
        read = partial(
            reporting.proposed,
            kind=paper.kind,
            period=str(self.period.currentData()),
            board_id=self.board.currentData(),
            group_id=self._tab.group_id if "group" in asked else None,
            public=edition == "public",
            restricted=edition == "restricted",
        )
        work = partial(_look, self._jobs, read)
        self._jobs.compute("Beginning a report", work, then=self._do, refused=self.refused.emit)

    def _do(self, wanted: dict[str, Any]) -> None:
        verb = partial(_begun, wanted=wanted)
        title = f"Begin {wanted['title']}"
        self._jobs.change(title, verb, then=self.begun.emit, refused=self.refused.emit)


def _look(
    jobs: Jobs, read: Callable[[Reader], dict[str, Any]], _: Callable[[int, int], None]
) -> dict[str, Any]:
    with jobs.desk.read() as reader:
        return read(reader)


def _begun(uow: Any, *, wanted: dict[str, Any]) -> str:
    return verbs.begin(uow, **wanted).id


def _periods(reader: Reader) -> dict[str, list[tuple[str, str]]]:
    quarter = Quarter.of(reader.today)
    quarters = [quarter]
    while len(quarters) < _QUARTERS:
        number, year = quarters[-1].number - 1, quarters[-1].year
        quarters.append(Quarter(year, number) if number else Quarter(year - 1, 4))
    this = financial_year(reader.today)
    return {
        "quarter": [(one.label, one.code) for one in quarters],
        "year": [(f"{y}/{(y + 1) % 100:02d}", str(y)) for y in range(this, this - _YEARS, -1)],
    }
