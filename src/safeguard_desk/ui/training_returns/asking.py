"""Asking for a year's returns: which year, by when, of which side, and who is asked."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from safeguard_desk.errors import Refusal
from safeguard_desk.rules.terms import Side
from safeguard_desk.rules.training_returns import year_words
from safeguard_desk.rules.working_days import financial_year
from safeguard_desk.ui.jobs import Jobs
from safeguard_desk.ui.meeting.looks import make_primary
from safeguard_desk.ui.register.field_row import today
from safeguard_desk.ui.widgets.fields import DateField
from safeguard_desk.views import training_returns as views
from safeguard_desk.work import training_returns as verbs

_SIDES = (
    ("Partner agencies of both sides", tuple(Side)),
    ("Partner agencies of children", (Side.CHILDREN, Side.BOTH)),
    ("Partner agencies of adults", (Side.ADULTS, Side.BOTH)),
)
_HINT = "Who was asked for this year already is not asked twice. Forms are made afterwards."


class Asking(QWidget):
    """A short form; Ask asks for the returns, or says what is missing."""

    asked = Signal(int)
    refused = Signal(object)
    left = Signal()

    def __init__(self, jobs: Jobs, group_id: str, parent: QWidget | None = None) -> None:
        """Lay the form out."""
        super().__init__(parent)
        self.jobs = jobs
        self.group_id = group_id
        self.year = QComboBox(self)
        self.year.setAccessibleName("Financial year")
        self.due = DateField("Answers by", lambda: today(jobs), "29 Jan", self)
        self.sides = QComboBox(self)
        self.sides.setAccessibleName("Which side")
        for words, sides in _SIDES:
            self.sides.addItem(words, sides)
        self.agencies = QListWidget(self)
        self.agencies.setAccessibleName("Agencies that are asked; Space ticks")
        self.ask = QPushButton("&Ask for returns", self)
        make_primary(self.ask)
        self.cancel = QPushButton("&Cancel", self)
        hint = QLabel(_HINT, self)
        hint.setWordWrap(True)
        hint.setProperty("role", "quiet")
        top, foot = QHBoxLayout(), QHBoxLayout()
        for widget in (QLabel("Year", self), self.year, QLabel("Answers by", self), self.due):
            top.addWidget(widget)
        top.setStretchFactor(self.due, 1)
        foot.addStretch(1)
        foot.addWidget(self.cancel)
        foot.addWidget(self.ask)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(top)
        layout.addWidget(hint)
        layout.addWidget(self.sides)
        layout.addWidget(self.agencies, 1)
        layout.addLayout(foot)
        self.sides.activated.connect(self._tick)
        self.ask.clicked.connect(self.begin)
        self.cancel.clicked.connect(self.left)

    def show_choices(self) -> None:
        """Show the years and the agencies of the desk; every agency is ticked."""
        first = financial_year(today(self.jobs))
        self.year.clear()
        for year in (first, first - 1, first + 1):
            self.year.addItem(year_words(year), year)
        self.agencies.clear()
        for identity, name in self.jobs.read(views.partners):
            item = QListWidgetItem(name, self.agencies)
            item.setData(Qt.ItemDataRole.UserRole, identity)
        self._tick()
        self.due.setFocus()

    def _tick(self, *_: object) -> None:
        sides = self.sides.currentData()
        wanted = {key for key, _ in self.jobs.read(lambda reader: views.partners(reader, sides))}
        for item in self._items():
            ticked = item.data(Qt.ItemDataRole.UserRole) in wanted
            item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)

    def _items(self) -> list[QListWidgetItem]:
        return [self.agencies.item(row) for row in range(self.agencies.count())]

    def begin(self) -> None:
        """Ask as it is filled in."""
        chosen = [
            item.data(Qt.ItemDataRole.UserRole)
            for item in self._items()
            if item.checkState() is Qt.CheckState.Checked
        ]
        due, year, group_id = self.due.value(), self.year.currentData(), self.group_id
        if due is None:
            self.refused.emit(
                Refusal("The day by which agencies answer is missing.", "Nobody was asked.")
            )
            return

        def work(uow: Any) -> int:
            verbs.request(uow, group_id, year, chosen, due)
            return int(year)

        self.jobs.change(
            f"Ask for training returns of {year_words(year)}",
            work,
            then=self.asked.emit,
            refused=self.refused.emit,
        )
