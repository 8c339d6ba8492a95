"""Agency sheets: which agency has how many actions open, what went out, and what came back."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from safeguard_desk.desk.changes import ChangeSet
from safeguard_desk.errors import Refusal
from safeguard_desk.exchange import agency_sheets as sheets
from safeguard_desk.exchange.agency_sheets import Back, Outgoing
from safeguard_desk.rules.dates import write_date
from safeguard_desk.ui.jobs import Jobs
from safeguard_desk.ui.meeting.looks import make_primary
from safeguard_desk.ui.meeting.rows import Column, Rows, RowsView
from safeguard_desk.ui.sheets.decide import DecidePane
from safeguard_desk.ui.shell.page import Page
from safeguard_desk.ui.shell.sections import Tab
from safeguard_desk.ui.widgets.notices import NoticeBar
from safeguard_desk.views.agency_sheets import AgencyLine, agencies

_EMPTY = (
    "No agency has an open action here.\n\nEach agency can be sent a workbook of its open actions."
    " It fills in status, date, update and evidence; read back, every change is shown against what"
    " changed here meanwhile."
)
_KEY = "X tick   M make sheets   R read back (or drop files here)"
_SEEN = frozenset({"actions", "action_sheets", "agencies", "people", "memberships"})


@dataclass(frozen=True)
class Shown:
    """An agency with the id that the table knows it by, and whether it is ticked."""

    id: str
    line: AgencyLine
    ticked: bool


def _state(shown: Shown) -> str:
    line = shown.line
    if line.sent_on is None:
        return "Not sent yet"
    if line.received_on is None:
        return f"Awaited since {write_date(line.sent_on)}"
    return f"Came back on {write_date(line.received_on)}"


def _reader(shown: Shown) -> str:
    line = shown.line
    return f"{line.role} <{line.email}>" if line.email else "Nobody has an address: no mail"


COLUMNS = (
    Column("", lambda shown: "", 3, name="ticked", ticked=lambda shown: shown.ticked),
    Column("Agency", lambda shown: shown.line.agency),
    Column("Open actions", lambda shown: str(shown.line.actions), 12, right=True),
    Column("Sheet", _state, 26),
    Column("Goes to", _reader, 44),
)


class SheetsPage(Page):
    """The agencies, and in their place what a sheet that came back says."""

    def __init__(self, jobs: Jobs, tab: Tab, parent: QWidget | None = None) -> None:
        """Show who has open actions."""
        super().__init__(jobs, tab, parent)
        self._off: set[str] = set()
        self._lines: list[AgencyLine] = []
        self.make = QPushButton("&Make sheets…", self)
        self.make.setToolTip("A workbook and a mail for each agency that is ticked (M)")
        make_primary(self.make)
        self.read = QPushButton("&Read back…", self)
        self.read.setToolTip("R")
        self.notice = NoticeBar(self)
        rows = Rows(COLUMNS, self, spoken=_spoken)
        self.table = RowsView(rows, "Agencies with open actions", self)
        self.table.letters = "XMR"
        self.empty = QLabel(_EMPTY, self)
        self.empty.setWordWrap(True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.decide = DecidePane(jobs, self)
        self.stack = QStackedWidget(self)
        for part in (self.table, self.empty, self.decide):
            self.stack.addWidget(part)
        self.setAcceptDrops(True)
        self._lay_out()
        self._connect()
        self.show_agencies()

    def _lay_out(self) -> None:
        heading = QLabel("Agency sheets", self)
        heading.setProperty("role", "title")
        top = QHBoxLayout()
        top.addWidget(heading, 1)
        top.addWidget(self.read)
        top.addWidget(self.make)
        key = QLabel(_KEY, self)
        key.setProperty("role", "quiet")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 10, 14, 10)
        layout.addLayout(top)
        layout.addWidget(self.notice)
        layout.addWidget(self.stack, 1)
        layout.addWidget(key)

    def _connect(self) -> None:
        self.make.clicked.connect(self.choose_folder)
        self.read.clicked.connect(self.choose_files)
        self.table.pressed_key.connect(self._pressed)
        self.table.opened.connect(self._toggle)
        self.table.rows.edited.connect(self._ticked)
        self.decide.left.connect(self._back)
        self.decide.said.connect(self.said)
        self.decide.record_wanted.connect(self.record_wanted)

    def arrive(self) -> None:
        """Put the focus where work goes on."""
        (self.decide if self.stack.currentWidget() is self.decide else self.table).setFocus()

    def follow(self, changes: ChangeSet) -> None:
        """Follow a change of what is shown."""
        if changes.touches(*_SEEN):
            self.show_agencies()
            self.decide.refresh()

    def show_agencies(self) -> None:
        """Show who has open actions, and what became of their sheets."""
        self._lines = self.jobs.read(partial(agencies, group_id=self.tab.group_id))
        self.table.rows.show([Shown(one.id, one, one.id not in self._off) for one in self._lines])
        if self.table.chosen is None and self._lines:
            self.table.choose(self._lines[0].id, 1)
        writable = not self.jobs.desk.read_only
        self.make.setEnabled(writable and bool(self._lines))
        self.read.setEnabled(writable)
        if self.stack.currentWidget() is not self.decide:
            self.stack.setCurrentWidget(self.table if self._lines else self.empty)

    def _pressed(self, row_id: str, letter: str) -> None:
        if letter == "X":
            self._toggle(row_id)
        elif letter == "M":
            self.choose_folder()
        else:
            self.choose_files()

    def _toggle(self, row_id: str) -> None:
        self._ticked(row_id, "ticked", row_id in self._off)

    def _ticked(self, row_id: str, _: str, value: object) -> None:
        if value:
            self._off.discard(row_id)
        else:
            self._off.add(row_id)
        self.show_agencies()

    def choose_folder(self) -> None:
        """Ask where the sheets are to be written."""
        chosen = QFileDialog.getExistingDirectory(self, "Folder for the sheets")
        if chosen:
            self.make_into(Path(chosen))

    def make_into(self, folder: Path) -> None:
        """Write the sheets of the ticked agencies and their mails, and record them as sent."""
        wanted = [one.id for one in self._lines if one.id not in self._off]
        if not wanted:
            self.notice.refuse(Refusal("No agency is ticked.", "", "Tick one with X."))
            return
        work = partial(_make, self.jobs, self.tab.group_id, wanted, folder)
        then = partial(self._made, folder)
        self.jobs.compute("Making sheets", work, then=then, refused=self.notice.refuse)

    def _made(self, folder: Path, made: list[Outgoing]) -> None:
        self.notice.clear()
        verb = partial(sheets.record, made=made, group_id=self.tab.group_id)
        title = f"Send {len(made)} sheets of actions"
        self.jobs.change(title, verb, then=partial(self._recorded, folder, made))

    def _recorded(self, folder: Path, made: list[Outgoing], number: int) -> None:
        mails = sum(one.mail is not None for one in made)
        self.said.emit(f"{number} sheets and {mails} mails are in {folder}; they are recorded.")

    def choose_files(self) -> None:
        """Ask which filled sheets came back."""
        chosen, _ = QFileDialog.getOpenFileNames(
            self, "Sheets that came back", "", "Excel (*.xlsx)"
        )
        self.read_files([Path(one) for one in chosen])

    def read_files(self, paths: list[Path]) -> None:
        """Read filled sheets, and show what they say; those that are refused are named."""
        found: list[Back] = []
        refused: list[str] = []
        for path in paths:
            try:
                found.append(self.jobs.read(partial(sheets.read_back, path=path)))
            except Refusal as refusal:
                refused.append(str(refusal))
        if refused:
            self.notice.refuse(Refusal(" ".join(refused)))
        else:
            self.notice.clear()
        if found:
            self.decide.show_sheets(found)
            self.stack.setCurrentWidget(self.decide)
            self.decide.setFocus()

    def _back(self) -> None:
        self.stack.setCurrentWidget(self.table if self._lines else self.empty)
        self.show_agencies()
        self.table.setFocus()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Read the files that were dropped."""
        self.read_files([Path(url.toLocalFile()) for url in event.mimeData().urls()])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Esc leave what came back."""
        showing = self.stack.currentWidget() is self.decide
        if event.key() == Qt.Key.Key_Escape and showing:
            self._back()
        else:
            super().keyPressEvent(event)


def _make(
    jobs: Jobs,
    group_id: str | None,
    wanted: list[str],
    folder: Path,
    progress: Callable[[int, int], None],
) -> list[Outgoing]:
    made = sheets.make(jobs.desk, group_id, wanted, progress)
    sheets.write(made, folder)
    return made


def _spoken(shown: Shown) -> str:
    line = shown.line
    return f"{line.agency}, {line.actions} open actions, {_state(shown)}, goes to {_reader(shown)}"
