"""Later forms of all courses: whom to ask, whom to remind, and one draft for each."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from safeguard_desk.desk.desk import Desk
from safeguard_desk.errors import Refusal
from safeguard_desk.exchange import evaluation_requests as mails
from safeguard_desk.exchange.evaluation_requests import Request
from safeguard_desk.exchange.mail import as_text
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.terms_learning import LaterForm
from safeguard_desk.ui.evaluation.step import Bench, Step, quiet
from safeguard_desk.ui.jobs import Progress
from safeguard_desk.ui.meeting.looks import make_primary
from safeguard_desk.ui.meeting.rows import Column, Rows, RowsView
from safeguard_desk.views.evaluation_due import Due, count, due
from safeguard_desk.views.kirkpatrick import CourseView

KEY = (
    "X or space ticks. Each mail goes to the delegate and, where one is known, to the line manager,"
    " with the form in it. Who answered is left out by itself. The form comes back by “Import…”."
)


@dataclass(frozen=True)
class DueRow:
    """A delegate who is to be asked, and whether a mail is written."""

    id: str
    one: Due
    goes: bool


def _asked(row: DueRow) -> str:
    if row.one.last_on is None:
        return "not yet"
    times = {1: "once", 2: "twice"}.get(row.one.requests, f"{row.one.requests} times")
    return f"{times}, last {write_date(row.one.last_on)}"


def _to(row: DueRow) -> str:
    if not row.one.can_write:
        return "! no address"
    return "; ".join(one for one in (row.one.email, row.one.manager_email) if one)


_COLUMNS = (
    Column("", lambda _: "", 3, name="goes", ticked=lambda row: row.goes),
    Column("Stands", lambda row: row.one.state.label, 14),
    Column("Delegate", lambda row: f"{row.one.code} {row.one.name}".strip(), 12),
    Column("Agency", lambda row: row.one.agency),
    Column("Course", lambda row: f"{row.one.session} {row.one.course}"),
    Column("Held on", lambda row: write_date(row.one.held_on), 12),
    Column("Due since", lambda row: write_date(row.one.due_on), 12),
    Column("Asked", _asked, 14),
    Column("Goes to", _to, 20),
)


class LaterStep(Step):
    """The list of all courses of the group, or of the chosen one, and the chosen one's mail."""

    title = "After three months"

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        """Lay the step out."""
        super().__init__(bench, parent)
        self._lines: list[Due] = []
        self._turned: set[str] = set()
        self.whose = QComboBox(self)
        self.whose.setAccessibleName("Whose")
        self.whose.addItem("All courses", False)
        self.whose.addItem("This course", True)
        self.told = QLabel(self)
        self.told.setWordWrap(True)
        self.write = QPushButton("&Write mails…", self)
        make_primary(self.write)
        self.table = RowsView(Rows(_COLUMNS, self), "Later forms that are due", self)
        self.table.letters = "X"
        self.mail = QPlainTextEdit(self)
        self.mail.setReadOnly(True)
        self.mail.setAccessibleName("The mail")
        top = QHBoxLayout()
        top.addWidget(self.whose)
        top.addWidget(self.told, 1)
        top.addWidget(self.write)
        split = QSplitter(Qt.Orientation.Vertical, self)
        split.addWidget(self.table)
        split.addWidget(self.mail)
        split.setSizes([380, 170])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 0)
        layout.addLayout(top)
        layout.addWidget(split, 1)
        layout.addWidget(quiet(KEY, self))
        self.whose.activated.connect(self._look)
        self.write.clicked.connect(self.choose_folder)
        self.table.rows.edited.connect(self._tick)
        self.table.pressed_key.connect(self._tick)
        self.table.selectionModel().currentRowChanged.connect(self._show_mail)

    def show_course(self, view: CourseView) -> None:
        """Show who is due."""
        super().show_course(view)
        self._look()

    def arrive(self) -> None:
        """Put the focus on the list."""
        self.table.setFocus()

    def _look(self, _: object = None) -> None:
        course = self.bench.course_id if self.whose.currentData() else None
        read = partial(due, group_id=self.bench.group_id, course_id=course)
        self._lines = self.bench.jobs.read(read)
        self._turned &= {one.id for one in self._lines}
        self._show()

    def _goes(self, one: Due) -> bool:
        """Say whether a mail is written: usually to those who are to be asked and can be."""
        return one.can_write and one.wanted is not (one.id in self._turned)

    def chosen_lines(self) -> list[Due]:
        """Return those who are ticked."""
        return [one for one in self._lines if self._goes(one)]

    def _show(self) -> None:
        self.table.rows.show([DueRow(one.id, one, self._goes(one)) for one in self._lines])
        if self.table.chosen is None and self._lines:
            self.table.choose(self._lines[0].id, 1)
        held = count(self._lines)
        ready = len(self.chosen_lines())
        words = f"{held.words[:1].upper()}{held.words[1:]}. {ready} mails to write."
        if held.without:
            words += f" ! {held.without} without an address."
        self.told.setText(words)
        self.write.setEnabled(bool(ready) and not self.bench.jobs.desk.read_only)
        self._show_mail()

    def _tick(self, row_id: str, *_: object) -> None:
        self._turned ^= {row_id}
        self._show()

    def _show_mail(self, *_: object) -> None:
        line = next((one for one in self._lines if one.id == self.table.chosen), None)
        if line is None:
            self.mail.setPlainText("No later form is due." if not self._lines else "")
            return
        if line.state is LaterForm.GONE:
            self.mail.setPlainText("More than nine months ago: an answer would tell little now.")
            return
        desk = self.bench.jobs.desk
        compose = partial(mails.compose, lines=[line], sender=desk.who, now=desk.clock())
        try:
            (made,) = self.bench.jobs.read(compose)
        except Refusal as refusal:
            self.mail.setPlainText(str(refusal))
            return
        self.mail.setPlainText(as_text(made.mail))

    def choose_folder(self) -> None:
        """Ask where the drafts are to be written."""
        chosen = QFileDialog.getExistingDirectory(self, "Folder for the mails")
        if chosen:
            self.write_to(Path(chosen))

    def write_to(self, folder: Path) -> None:
        """Write a draft for each who is ticked, and record that they were asked."""
        work = partial(_make, self.bench.jobs.desk, self.chosen_lines())
        self.bench.jobs.compute(
            "Making mails",
            work,
            then=partial(self._made, folder),
            refused=self.bench.refused.emit,
        )

    def _made(self, folder: Path, made: list[Request]) -> None:
        try:
            mails.write(made, folder)
        except Refusal as refusal:
            self.bench.refused.emit(refusal)
            return
        then = partial(self._written, folder)
        self.bench.do(mails.title(made), partial(mails.record, made=made), then=then)

    def _written(self, folder: Path, number: int) -> None:
        self.bench.said.emit(f"{number} mails are in {folder}; that they were asked is recorded.")


def _make(desk: Desk, lines: list[Due], _: Progress) -> list[Request]:
    return mails.make(desk, lines)
