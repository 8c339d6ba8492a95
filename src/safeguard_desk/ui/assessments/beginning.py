"""Opening a round: against which standards, by when, and who is asked."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from safeguard_desk.errors import Refusal
from safeguard_desk.exchange.standards import read_standards
from safeguard_desk.ui.jobs import Jobs
from safeguard_desk.ui.meeting.looks import make_primary
from safeguard_desk.ui.register.field_row import today
from safeguard_desk.ui.widgets.fields import DateField, LineField
from safeguard_desk.views import assessments as views
from safeguard_desk.views import choices
from safeguard_desk.work import assessments as verbs
from safeguard_desk.work.assessments import NewStandard

_HINT = (
    "A table of standards has the columns No, Standard, Expected and Carries on: the last names the"
    " numbers of the version before that a standard carries on."
)


class Beginning(QWidget):
    """A short form; Open writes the round, or says what it lacks."""

    opened = Signal(str)
    refused = Signal(object)
    left = Signal()

    def __init__(self, jobs: Jobs, group_id: str, parent: QWidget | None = None) -> None:
        """Lay the form out."""
        super().__init__(parent)
        self.jobs = jobs
        self.group_id = group_id
        self.read: tuple[str, tuple[NewStandard, ...]] = ("", ())
        self.name = LineField("Title of the round", self)
        self.name.setPlaceholderText("Title, as Section 11 2026")
        self.due = DateField("Answers by", lambda: today(jobs), "29 Jan", self)
        self.standards = QComboBox(self)
        self.standards.setAccessibleName("Standards")
        self.table = QPushButton("Standards from a &table…", self)
        self.agencies = QListWidget(self)
        self.agencies.setAccessibleName("Agencies that are asked; Space ticks")
        self.open = QPushButton("&Open the round", self)
        make_primary(self.open)
        self.cancel = QPushButton("&Cancel", self)
        hint = QLabel(_HINT, self)
        hint.setWordWrap(True)
        hint.setProperty("role", "quiet")
        top, against, foot = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        top.addWidget(self.name, 2)
        top.addWidget(QLabel("Answers by", self))
        top.addWidget(self.due, 1)
        against.addWidget(self.standards, 1)
        against.addWidget(self.table)
        foot.addStretch(1)
        foot.addWidget(self.cancel)
        foot.addWidget(self.open)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for line in (top, against):
            layout.addLayout(line)
        layout.addWidget(hint)
        layout.addWidget(QLabel("Who is asked", self))
        layout.addWidget(self.agencies, 1)
        layout.addLayout(foot)
        self.table.clicked.connect(self._choose_table)
        self.open.clicked.connect(self.begin)
        self.cancel.clicked.connect(self.left)

    def show_choices(self) -> None:
        """Show the standards and agencies of the desk; every agency is ticked."""
        self.standards.clear()
        for found, words in self.jobs.read(views.sets):
            self.standards.addItem(words, found)
        self.agencies.clear()
        for found, name in self.jobs.read(choices.agencies):
            item = QListWidgetItem(name, self.agencies)
            item.setData(Qt.ItemDataRole.UserRole, found)
            item.setCheckState(Qt.CheckState.Checked)
        self.name.setFocus()

    def _choose_table(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, "Table of standards", "", "Tables (*.csv)")
        if name:
            self.take_table(Path(name))

    def take_table(self, path: Path) -> None:
        """Read standards from a table; they become a version when the round is opened."""
        try:
            found = tuple(read_standards(path))
        except Refusal as refusal:
            self.refused.emit(refusal)
            return
        self.read = (self.name.text().strip() or path.stem, found)
        words = f"{len(found)} standards of {path.name}"
        if self.standards.findData("") >= 0:
            self.standards.removeItem(self.standards.findData(""))
        self.standards.insertItem(0, words, "")
        self.standards.setCurrentIndex(0)

    def begin(self) -> None:
        """Open the round as it is filled in."""
        items = [self.agencies.item(row) for row in range(self.agencies.count())]
        asked = [
            one.data(Qt.ItemDataRole.UserRole)
            for one in items
            if one.checkState() is Qt.CheckState.Checked
        ]
        due, chosen = self.due.value(), self.standards.currentData()
        title, group_id, (named, found) = self.name.text(), self.group_id, self.read
        if due is None or chosen is None:
            what = "a day by which agencies answer" if due is None else "standards"
            self.refused.emit(Refusal(f"The round lacks {what}.", "No round was opened."))
            return

        def work(uow: Any) -> str:
            against = chosen or verbs.make_set(uow, group_id, named, found).id
            return verbs.open_round(uow, group_id, title, against, asked, due).id

        self.jobs.change(
            "Open a round of self-assessment",
            work,
            then=self.opened.emit,
            refused=self.refused.emit,
        )
