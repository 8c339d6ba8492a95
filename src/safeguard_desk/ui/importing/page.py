"""Import a tracker: choose a file, see what becomes of each row, and have it done as one step."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from safeguard_desk.exchange.actions import changes_anything
from safeguard_desk.exchange.result import Imported
from safeguard_desk.exchange.trackers.planning import Choice, Wishes
from safeguard_desk.rules.tracker_words import Part
from safeguard_desk.ui.importing import reading
from safeguard_desk.ui.importing.columns_bar import ColumnsBar
from safeguard_desk.ui.importing.reading import PreviewRow, Shown
from safeguard_desk.ui.jobs import Jobs
from safeguard_desk.ui.meeting.looks import make_primary
from safeguard_desk.ui.meeting.rows import Column, Rows, RowsView
from safeguard_desk.ui.shell.page import Page
from safeguard_desk.ui.shell.sections import Tab

_HINT = (
    "Drop a tracker here, or press “Choose file…”: an Excel workbook, a CSV file, or minutes in"
    " Word with a table of actions.\n\n"
    "You see what becomes of each row before anything is done. Titles above the headings, totals"
    " below them, loose dates and several owners are understood; what is not is kept as text and"
    " listed. An import is taken back by one undo.\n\n"
    "A scorecard of indicators is brought in on the page “Scorecard” of Quality Assurance."
)
COLUMNS = (
    Column("Row", lambda row: row.row, 9),
    Column("What becomes of it", lambda row: row.what, 30),
    Column("Action", lambda row: row.action),
    Column("Owner", lambda row: row.owner, 18),
    Column("Due", lambda row: row.due, 12),
    Column("Status", lambda row: row.status, 10),
    Column("To know", lambda row: row.notes, 30),
)
_MANY = 300
"""Rows above which each is shown on one line."""
_LETTERS = {"U": Choice.UPDATE, "S": Choice.SKIP, "C": Choice.CREATE}
_ON_MATCH = (
    ("update it", Choice.UPDATE),
    ("leave the row out", Choice.SKIP),
    ("stop the import", Choice.STOP),
)
_ON_SIMILAR = (("make a new one", Choice.CREATE), *_ON_MATCH)


class ImportPage(Page):
    """The file, what its columns hold, the rows, and one button."""

    def __init__(self, jobs: Jobs, tab: Tab, parent: QWidget | None = None) -> None:
        """Wait for a file."""
        super().__init__(jobs, tab, parent)
        self.shown: Shown | None = None
        self._path: Path | None = None
        self._mapped: dict[str, Part | None] = {}
        self._rows: dict[tuple[str, int], Choice] = {}
        self.choose = QPushButton("&Choose file…", self)
        self.file = QLabel(self)
        self.on_match = self._combo("An action that is there already", _ON_MATCH)
        self.on_similar = self._combo("An action that only reads alike", _ON_SIMILAR)
        self.columns = ColumnsBar(self)
        self.table = RowsView(Rows(COLUMNS, self), "Rows of the tracker", self)
        self.table.letters = "".join(_LETTERS)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.table.setAlternatingRowColors(True)
        self.summary = QLabel(self)
        self.summary.setWordWrap(True)
        self.bring = QPushButton("&Import", self)
        make_primary(self.bring)
        self.hint = QLabel(_HINT, self)
        self.hint.setWordWrap(True)
        self.hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setAcceptDrops(True)
        self._lay_out()
        self._connect()

    def _combo(self, name: str, choices: tuple[tuple[str, Choice], ...]) -> QComboBox:
        combo = QComboBox(self)
        combo.setAccessibleName(name)
        for words, choice in choices:
            combo.addItem(words, choice)
        return combo

    def _lay_out(self) -> None:
        heading = QLabel("Import a tracker", self)
        heading.setProperty("role", "title")
        top = QHBoxLayout()
        top.addWidget(heading)
        top.addSpacing(12)
        top.addWidget(self.choose)
        top.addWidget(self.file, 1)
        wishes = QHBoxLayout()
        for words, combo in (
            ("Where an action is there already:", self.on_match),
            ("Where one only reads alike:", self.on_similar),
        ):
            wishes.addWidget(QLabel(words, self))
            wishes.addWidget(combo)
            wishes.addSpacing(16)
        wishes.addWidget(QLabel("For chosen rows: U update, S leave out, C make new", self))
        wishes.addStretch(1)
        bottom = QHBoxLayout()
        bottom.addWidget(self.summary, 1)
        bottom.addWidget(self.bring)
        self.work = QWidget(self)
        layout = QVBoxLayout(self.work)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.columns)
        layout.addLayout(wishes)
        layout.addWidget(self.table, 1)
        layout.addLayout(bottom)
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self.hint)
        self.stack.addWidget(self.work)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(14, 10, 14, 10)
        whole.addLayout(top)
        whole.addWidget(self.stack, 1)

    def _connect(self) -> None:
        self.choose.clicked.connect(self._choose)
        self.bring.clicked.connect(self._bring)
        self.columns.changed.connect(self._map)
        self.table.pressed_key.connect(self._decide)
        self.on_match.currentIndexChanged.connect(self._again)
        self.on_similar.currentIndexChanged.connect(self._again)

    def arrive(self) -> None:
        """Put the focus where work goes on."""
        (self.table if self.shown is not None else self.choose).setFocus()

    def present(self, presenting: bool) -> None:
        """Show no tracker while the screen is shared: nobody knows yet what in it is restricted."""
        super().present(presenting)
        if presenting:
            self.stack.setCurrentWidget(self.hint)
        elif self.shown is not None:
            self.stack.setCurrentWidget(self.work)

    def _choose(self) -> None:
        kinds = "Trackers (*.xlsx *.xlsm *.csv *.tsv *.txt *.docx);;All files (*)"
        chosen, _ = QFileDialog.getOpenFileName(self, "Choose a tracker", "", kinds)
        if chosen:
            self.open_file(Path(chosen))

    def open_file(self, path: Path) -> None:
        """Read a tracker and show what would become of its rows."""
        self._path, self._rows, self._mapped = path, {}, {}
        self._again()

    def _wishes(self) -> Wishes:
        return Wishes(
            group_id=self.tab.group_id,
            on_match=Choice(self.on_match.currentData()),
            on_similar=Choice(self.on_similar.currentData()),
            rows=dict(self._rows),
        )

    def _again(self, _: int = 0) -> None:
        if self._path is None:
            return
        work = partial(reading.read, self.jobs.desk, self._path, self._wishes(), dict(self._mapped))
        self.jobs.compute(
            f"Reading {self._path.name}",
            work,
            then=self._show,
            refused=self._refuse,
        )

    def _refuse(self, refusal: object) -> None:
        self.refused.emit(refusal)

    def _show(self, shown: Shown) -> None:
        self.shown = shown
        self.file.setText(shown.path.name)
        self.columns.show_layouts(shown.tracker.layouts)
        self._show_rows(reading.preview(shown.planned))
        self.summary.setText(f"Would be: {shown.summary.words()} Nothing is done yet.")
        self.bring.setEnabled(changes_anything(shown.planned))
        if not self.presenting:
            self.stack.setCurrentWidget(self.work)
        if not self.columns.isAncestorOf(self.focusWidget() or self):
            self.table.setFocus()

    def _show_rows(self, rows: list[PreviewRow]) -> None:
        """Show the rows; of very many each keeps to one line, for measuring them takes too long."""
        chosen = self.table.chosen
        mode = QHeaderView.ResizeMode
        down = self.table.verticalHeader()
        many = len(rows) > _MANY
        down.setSectionResizeMode(mode.Fixed if many else mode.ResizeToContents)
        self.table.setWordWrap(not many)
        self.table.rows.reset(rows)
        self.table.choose(chosen)

    def _map(self, heading: str, part: Part | None) -> None:
        self._mapped[heading] = part
        self._again()

    def _decide(self, current: str, letter: str) -> None:
        """Take down a choice for the chosen rows, or the current one, and plan again."""
        places = {index.row() for index in self.table.selectionModel().selectedRows()}
        chosen = {self.table.rows.rows[place].id for place in places} or {current}
        for row_id in chosen:
            self._rows[reading.key_of(row_id)] = _LETTERS[letter]
        self._again()

    def _bring(self) -> None:
        shown = self.shown
        if shown is None or not self.bring.isEnabled():
            return
        self.bring.setEnabled(False)
        work = partial(reading.bring_in, self.jobs.desk, shown, dict(self._mapped))
        self.jobs.compute(
            f"Importing {shown.path.name}", work, then=self._brought, refused=self._not_brought
        )

    def _brought(self, done: Imported) -> None:
        self.shown, self._path = None, None
        self.stack.setCurrentWidget(self.hint)
        self.file.clear()
        self.said.emit(f"Imported. {done.words()}")
        self.list_wanted.emit(self.tab.group_id, "actions", "")

    def _not_brought(self, refusal: object) -> None:
        self.bring.setEnabled(True)
        self.refused.emit(refusal)

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
