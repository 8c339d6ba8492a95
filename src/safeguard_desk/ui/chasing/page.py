"""Who must be chased today: mails for all at once, a word by phone, or the board."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from safeguard_desk.desk.changes import ChangeSet
from safeguard_desk.desk.desk import Desk
from safeguard_desk.desk.reading import Reader
from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.errors import Refusal
from safeguard_desk.exchange import chasing as mails
from safeguard_desk.exchange.chasing import ChaseMail
from safeguard_desk.exchange.mail import as_text
from safeguard_desk.exchange.outgoing import Progress
from safeguard_desk.rules.terms import ChasedTo, Side
from safeguard_desk.ui.chasing.columns import COLUMNS, Shown, spoken
from safeguard_desk.ui.jobs import Jobs
from safeguard_desk.ui.meeting.looks import make_primary
from safeguard_desk.ui.meeting.rows import Rows, RowsView
from safeguard_desk.ui.register.strip import Strip
from safeguard_desk.ui.shell.page import Page
from safeguard_desk.ui.shell.sections import Tab
from safeguard_desk.ui.widgets.notices import NoticeBar
from safeguard_desk.views import boards
from safeguard_desk.views.boards import BoardHead
from safeguard_desk.views.chasing import ToChase, to_chase
from safeguard_desk.work import chasing

_KEY = (
    "X tick   Ctrl+E write the mails   P chased by phone   B put before a board"
    "   M mend what is missing   Enter the action"
)
_EMPTY = (
    "Nobody is to be chased today. A chase is due 10 working days before the due date, on the day,"
    " and weekly after; the third goes to the agency's senior member, then the board hears of it."
)
_EACH = (("owner", False), ("agency", True))
_ASKED = {
    "due_on": ("when is it due?", "14 jan, next tue, +10wd"),
    "owner": ("who owns it?", "initials, or the whole role"),
    "senior": (
        "who is the senior member of {agency}?",
        "initials, or the role as in the Directory",
    ),
    "email": ("which address has {role}?", "name@example.org"),
}
"""What is asked for what is missing, and how it is typed."""
_WRAPPED = 150
"""Lines up to which each is as high as its words: more would hold the window too long."""
_SEEN = frozenset({"actions", "chases", "people", "agencies", "matters"})


class ChasingPage(Page):
    """The list of chases that are due, and the mail that the chosen one goes in."""

    narrows = True

    def __init__(self, jobs: Jobs, tab: Tab, parent: QWidget | None = None) -> None:
        """Show what is due today."""
        super().__init__(jobs, tab, parent)
        self._due: list[ToChase] = []
        self._lines: list[ToChase] = []
        self._off: set[str] = set()
        self._boards: list[BoardHead] = []
        self.summary = QLabel(self)
        self.summary.setProperty("role", "quiet")
        self.summary.setWordWrap(True)
        self.write = QPushButton("&Write mails…", self)
        self.write.setToolTip("A draft for each reader of what is ticked (Ctrl+E)")
        make_primary(self.write)
        self.each = QComboBox(self)
        self.each.setAccessibleName("A mail for each owner or each agency")
        for word, agencies in _EACH:
            self.each.addItem(f"A mail for each {word}", agencies)
        self.mend = QPushButton("&Mend…", self)
        self.mend.setToolTip("Give what is missing: a date, an owner, an address (M)")
        self.phone = QPushButton("Chased by &phone…", self)
        self.escalate = QPushButton("Put before a &board…", self)
        self.notice = NoticeBar(self)
        self.strip = Strip(self)
        self.board = QComboBox(self.strip)
        self.board.setAccessibleName("Which board")
        self.board.hide()
        rows = Rows(COLUMNS, self, spoken=spoken)
        self.table = RowsView(rows, "Actions to chase today", self)
        self.table.setWordWrap(True)
        self.table.letters = "XPBM"
        self.preview = QPlainTextEdit(self)
        self.preview.setReadOnly(True)
        self.preview.setAccessibleName("The mail")
        self.empty = QLabel(_EMPTY, self)
        self.empty.setWordWrap(True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._lay_out()
        self._connect()
        self.show_due()

    def _lay_out(self) -> None:
        heading = QLabel("Chasing", self)
        heading.setProperty("role", "title")
        top = QHBoxLayout()
        top.addWidget(heading)
        top.addWidget(self.summary, 1)
        for button in (self.each, self.mend, self.escalate, self.phone, self.write):
            top.addWidget(button)
        key = QLabel(_KEY, self)
        key.setProperty("role", "quiet")
        split = QSplitter(Qt.Orientation.Vertical, self)
        split.setChildrenCollapsible(False)
        split.addWidget(self.table)
        split.addWidget(self.preview)
        split.setSizes([420, 190])
        self.split = split
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 10, 14, 10)
        layout.addLayout(top)
        layout.addWidget(self.notice)
        layout.addWidget(self.strip)
        layout.addWidget(split, 1)
        layout.addWidget(self.empty, 1)
        layout.addWidget(key)

    def _connect(self) -> None:
        self.write.clicked.connect(self.choose_folder)
        self.each.currentIndexChanged.connect(self._show)
        self.mend.clicked.connect(self.ask_missing)
        self.phone.clicked.connect(self.ask_phone)
        self.escalate.clicked.connect(self.ask_board)
        self.table.opened.connect(self._open)
        self.table.pressed_key.connect(self._pressed)
        self.table.rows.edited.connect(self._ticked)
        self.table.selectionModel().currentRowChanged.connect(self._show_mail)
        self.strip.left.connect(self._back)

    def arrive(self) -> None:
        """Put the focus on the list."""
        self.table.setFocus()

    def follow(self, changes: ChangeSet) -> None:
        """Follow a change of what is shown."""
        if changes.touches(*_SEEN):
            self.show_due()

    def present(self, presenting: bool) -> None:
        """Leave out what is restricted while the screen is shared."""
        super().present(presenting)
        self._narrow()

    def show_due(self) -> None:
        """Show what is due today; the worker reads it, for a desk may have very many actions."""
        self.jobs.look(partial(_read, group_id=self.tab.group_id), self._arrived)

    def _arrived(self, found: tuple[list[ToChase], list[BoardHead]]) -> None:
        self._due, self._boards = found
        self._narrow()

    def look_again(self) -> None:
        """Show those to chase who are seen through the lens."""
        self._narrow()

    def _narrow(self) -> None:
        hidden = self.presenting
        due = self.through(self._due)
        self._lines = [x for x in due if not (hidden and (x.restricted or x.review))]
        self._off &= {one.id for one in self._due}
        self._show()

    def _agencies(self) -> bool:
        """Tell whether one mail goes to all owners of an agency."""
        return bool(self.each.currentData())

    def _show(self, _: int = 0) -> None:
        shown = [Shown(one.id, one, self._goes(one)) for one in self._lines]
        wrapped = len(shown) <= _WRAPPED
        mode = QHeaderView.ResizeMode.ResizeToContents if wrapped else QHeaderView.ResizeMode.Fixed
        self.table.verticalHeader().setSectionResizeMode(mode)
        self.table.rows.show(shown)
        if self.table.chosen is None and shown:
            self.table.choose(shown[0].id, 1)
        self.summary.setText(self._counted())
        self.split.setVisible(bool(shown))
        self.empty.setVisible(not shown)
        writable = not self.jobs.desk.read_only
        for button in (self.write, self.phone, self.escalate):
            button.setEnabled(writable and bool(shown))
        self.each.setEnabled(bool(shown))
        self._show_mail()

    def _counted(self) -> str:
        due = sum(one.due_on is not None for one in self._lines)
        ready = len(mails.by_reader(self.chosen_lines(), agencies=self._agencies()))
        undated = len(self._lines) - due
        words = f"{due} due today, {ready} mail{'' if ready == 1 else 's'} to write"
        return f"{words}, {undated} without date" if undated else words

    def _goes(self, line: ToChase) -> bool:
        return line.id not in self._off and not line.missing and line.to is not ChasedTo.BOARD

    def chosen_lines(self) -> list[ToChase]:
        """Return the chases that are ticked."""
        return [one for one in self._lines if self._goes(one)]

    def _line(self) -> ToChase | None:
        chosen = self.table.chosen
        return next((one for one in self._lines if one.id == chosen), None)

    def _show_mail(self, *_: object) -> None:
        """Show the mail that the chosen chase goes in, or why it goes in none."""
        line = self._line()
        writable = not self.jobs.desk.read_only
        self.mend.setEnabled(writable and line is not None and bool(line.lacks))
        if line is None:
            self.preview.clear()
        elif line.to is ChasedTo.BOARD:
            self.preview.setPlainText(
                f"{line.ref} was chased three times and more: press B to put it before a board."
            )
        elif line.missing:
            self.preview.setPlainText(f"{line.missing}. Press M to do it here.")
        else:
            self.preview.setPlainText(self._mail_of(line))

    def _mail_of(self, line: ToChase) -> str:
        key = partial(mails.key, agencies=self._agencies())
        same = [one for one in self.chosen_lines() if key(one) == key(line)]
        desk = self.jobs.desk
        compose = partial(
            mails.compose,
            lines=same or [line],
            sender=desk.who,
            now=desk.clock(),
            agencies=self._agencies(),
        )
        try:
            (made, *_) = self.jobs.read(compose)
        except Refusal as refusal:
            return str(refusal)
        return as_text(made.mail)

    def _pressed(self, row_id: str, letter: str) -> None:
        if letter == "X":
            self._ticked(row_id, "ticked", row_id in self._off)
        elif letter == "P":
            self.ask_phone()
        elif letter == "M":
            self.ask_missing()
        else:
            self.ask_board()

    def _ticked(self, row_id: str, _: str, value: object) -> None:
        if value:
            self._off.discard(row_id)
        else:
            self._off.add(row_id)
        self._show()

    def _open(self, row_id: str) -> None:
        self.record_wanted.emit("actions", row_id)

    def choose_folder(self) -> None:
        """Ask where the drafts are to be written."""
        chosen = QFileDialog.getExistingDirectory(self, "Folder for the mails")
        if chosen:
            self.write_to(Path(chosen))

    def write_to(self, folder: Path) -> None:
        """Write a draft for each reader of what is ticked, and record the chases."""
        work = partial(_make, self.jobs.desk, lines=self.chosen_lines(), agencies=self._agencies())
        then = partial(self._made, folder)
        self.jobs.compute("Making mails", work, then=then, refused=self.notice.refuse)

    def _made(self, folder: Path, made: list[ChaseMail]) -> None:
        try:
            mails.write(made, folder)
        except Refusal as refusal:
            self.notice.refuse(refusal)
            return
        self.jobs.change(
            mails.title(made),
            partial(mails.record, mails=made),
            then=partial(self._written, folder, made),
            refused=self.notice.refuse,
        )

    def _written(self, folder: Path, made: list[ChaseMail], number: int) -> None:
        self.notice.clear()
        files = "mail is" if len(made) == 1 else "mails are"
        self.said.emit(f"{len(made)} {files} in {folder}; {number} chases are recorded.")

    def ask_missing(self) -> None:
        """Ask for what the chosen chase lacks, to be given here."""
        line = self._line()
        if line is None or line.lacks not in _ASKED:
            return
        self.board.hide()
        question, hint = _ASKED[line.lacks]
        asked = question.format(agency=line.agency or "its agency", role=line.role)
        self.strip.ask(f"{line.ref}: {asked}", "Keep", partial(self._mended, line), hint)

    def _mended(self, line: ToChase, words: str) -> None:
        verb = partial(chasing.mend, action_id=line.id, lacks=line.lacks, given=words)
        title = f"Mend what {line.ref} lacks"
        self.jobs.change(title, verb, then=partial(self._did, title), refused=self.notice.refuse)

    def ask_phone(self) -> None:
        """Ask what was answered by phone."""
        line = self._line()
        if line is None or line.due_on is None:
            return
        self.board.hide()
        question = f"{line.ref}: what did {line.role or 'the owner'} answer?"
        self.strip.ask(question, "Record", partial(self._phoned, line))

    def _phoned(self, line: ToChase, words: str) -> None:
        verb = partial(chasing.by_phone, action_id=line.id, words=words)
        title = f"Chase {line.ref} by phone"
        self.jobs.change(title, verb, then=partial(self._did, title), refused=self.notice.refuse)

    def ask_board(self) -> None:
        """Ask which board is to decide what."""
        line = self._line()
        if line is None:
            return
        self.board.clear()
        for board in self._boards:
            self.board.addItem(board.code, board.id)
        fitting = [one for one in self._boards if line.side in {one.side, Side.BOTH}]
        best = next((one for one in self._boards if one.side is line.side), None)
        if (chosen := best or next(iter(fitting), None)) is not None:
            self.board.setCurrentIndex(self.board.findData(chosen.id))
        row = self.strip.layout()
        if isinstance(row, QHBoxLayout):
            row.insertWidget(0, self.board)
        self.board.show()
        question = f"{line.ref}: what is the board to decide?"
        self.strip.ask(question, "Put before it", partial(self._escalated, line))

    def _escalated(self, line: ToChase, words: str) -> None:
        code = self.board.currentText()
        verb = partial(_escalate, action_id=line.id, board_id=self.board.currentData(), ask=words)
        title = f"Put {line.ref} before {code}"
        self.jobs.change(title, verb, then=partial(self._did, title), refused=self.notice.refuse)

    def _did(self, title: str, _: object) -> None:
        self.notice.clear()
        self.said.emit(title)

    def _back(self) -> None:
        self.board.hide()
        self.table.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Write the mails by Ctrl+E."""
        ctrl = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if ctrl and event.key() == Qt.Key.Key_E and self.write.isEnabled():
            self.choose_folder()
        else:
            super().keyPressEvent(event)


def _read(reader: Reader, group_id: str | None) -> tuple[list[ToChase], list[BoardHead]]:
    return to_chase(reader, group_id=group_id), boards.every(reader)


def _make(desk: Desk, _: Progress, *, lines: list[ToChase], agencies: bool) -> list[ChaseMail]:
    return mails.make(desk, lines, agencies=agencies)


def _escalate(uow: UnitOfWork, *, action_id: str, board_id: str, ask: str) -> None:
    chasing.escalate(uow, action_id, board_id, ask)
