"""A booking system's export in the window: what becomes of each row, who the agencies are."""

from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from safeguard_desk.desk.changes import Done
from safeguard_desk.desk.desk import Desk
from safeguard_desk.exchange import training
from safeguard_desk.exchange.result import Imported
from safeguard_desk.exchange.training import Progress, RowShown, Shown, Unknown, Wishes
from safeguard_desk.rules.periods import Period
from safeguard_desk.ui.jobs import Jobs
from safeguard_desk.ui.meeting.looks import make_primary
from safeguard_desk.ui.meeting.rows import Column, Rows, RowsView, Style
from safeguard_desk.ui.register.field_row import today
from safeguard_desk.views.reach_times import times

_MANY = 300
"""Rows above which each is shown on one line: measuring them takes too long."""
_ASIDE = "Left out"


@dataclass(frozen=True)
class _Told:
    """A row of the file, with the id its table knows it by."""

    id: str
    one: RowShown


_COLUMNS = (
    Column("Row", lambda told: str(told.one.row), 6),
    Column("Delegate", lambda told: told.one.who, 16),
    Column("Session", lambda told: told.one.session, 30),
    Column("Status", lambda told: told.one.status, 16),
    Column("What becomes of it", lambda told: told.one.what, 20),
    Column("To know", lambda told: told.one.details),
)


def _style(told: _Told) -> Style:
    return Style(bold=told.one.what == _ASIDE)


class AgencyChoices(QScrollArea):
    """A line for each organisation that is not known: which agency it is, or words."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Ask nothing yet."""
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.boxes: dict[str, QComboBox] = {}

    def ask(
        self,
        unknown: list[Unknown],
        agencies: tuple[tuple[str, str], ...],
        said: dict[str, str | None],
    ) -> None:
        """Ask who some organisations are; what was said already stays."""
        inner = QWidget(self)
        grid = QGridLayout(inner)
        grid.setContentsMargins(6, 4, 6, 4)
        self.boxes = {}
        for place, one in enumerate(unknown):
            rows = "1 row" if one.rows == 1 else f"{one.rows} rows"
            name = QLabel(f"“{one.words}” ({rows}) is", inner)
            box = QComboBox(inner)
            box.setAccessibleName(f"Who {one.words} is")
            box.addItem("left as words", "")
            if one.like is not None:
                box.addItem(f"{one.like[1]}?", one.like[0])
                box.insertSeparator(2)
            for key, words in agencies:
                box.addItem(words, key)
            wanted = said.get(one.words)
            if wanted:
                box.setCurrentIndex(box.findData(wanted))
            name.setBuddy(box)
            box.activated.connect(self._chosen)
            grid.addWidget(name, place // 2, 2 * (place % 2))
            grid.addWidget(box, place // 2, 2 * (place % 2) + 1)
            self.boxes[one.words] = box
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        self.setWidget(inner)
        self.setFixedHeight(min(inner.sizeHint().height() + 6, 150))
        self.setVisible(bool(unknown))

    def _chosen(self, _: int) -> None:
        self.changed.emit()

    def said(self) -> dict[str, str]:
        """Return who organisations are, where somebody chose."""
        return {words: str(box.currentData()) for words, box in self.boxes.items()
                if box.currentData()}  # fmt: skip


@dataclass
class _File:
    """The file that is looked at, and what was said of it."""

    path: Path
    agencies: dict[str, str | None] = field(default_factory=dict)


class BringPanel(QWidget):
    """A file's preview, and one button that does what it shows."""

    brought = Signal(object)
    refused = Signal(object)
    left = Signal()

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        """Wait for a file."""
        super().__init__(parent)
        self._jobs = jobs
        self._file: _File | None = None
        self.shown: Shown | None = None
        self.summary = QLabel(self)
        self.summary.setWordWrap(True)
        self.period = QComboBox(self)
        self.period.setAccessibleName("Quarter of totals without a date")
        self.period.addItem("Time as the file says", "")
        for one in times(today(jobs)):
            self.period.addItem(one.label, one.code)
        self.aside = QPushButton("Only rows to &look at", self)
        self.aside.setCheckable(True)
        self.aside.setToolTip("Rows that are left out, and those with something to know")
        self.ask = QLabel("These organisations are not in the directory:", self)
        self.agencies = AgencyChoices(self)
        self.table = RowsView(Rows(_COLUMNS, self, style=_style), "Rows of the file", self)
        self.table.setAlternatingRowColors(True)
        self.bring = QPushButton("&Import", self)
        make_primary(self.bring)
        self.away = QPushButton("Cancel", self)
        top = QHBoxLayout()
        top.addWidget(self.summary, 1)
        for widget in (self.period, self.aside, self.away, self.bring):
            top.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 0)
        layout.addLayout(top)
        layout.addWidget(self.ask)
        layout.addWidget(self.agencies)
        layout.addWidget(self.table, 1)
        self.period.activated.connect(self._again)
        self.agencies.changed.connect(self._said)
        self.aside.toggled.connect(self._show_rows)
        self.bring.clicked.connect(self.offer)
        self.away.clicked.connect(self.left)

    def open_file(self, path: Path) -> None:
        """Read a file and show what would become of its rows."""
        self._file, self.shown = _File(path), None
        self.period.setCurrentIndex(0)
        self._again()

    def _wishes(self) -> Wishes:
        code = self.period.currentData()
        said = self._file.agencies if self._file is not None else {}
        return Wishes(period=Period.parse(code) if code else None, agencies=dict(said))

    def _said(self) -> None:
        if self._file is not None:
            self._file.agencies |= self.agencies.said()
            self._again()

    def _again(self, _: int = 0) -> None:
        if self._file is not None:
            work = partial(_look, self._jobs.desk, self._file.path, self._wishes())
            self._jobs.compute(
                f"Reading {self._file.path.name}", work, then=self._show, refused=self._not_read
            )

    def _not_read(self, refusal: object) -> None:
        self.refused.emit(refusal)
        if self.shown is None:
            self.left.emit()

    def _show(self, shown: Shown) -> None:
        if self._file is None:
            return
        self.shown = shown
        name = self._file.path.name
        self.summary.setText(f"{name}. Would be: {shown.done.words()} Nothing is done yet.")
        self.ask.setVisible(bool(shown.unknown))
        self.period.setVisible(not shown.of_delegates)
        self.agencies.ask(shown.unknown, shown.agencies, self._file.agencies)
        self._show_rows()
        self.bring.setEnabled(bool(shown.done.created or shown.done.updated))
        self.bring.setFocus()

    def _show_rows(self, _: bool = False) -> None:
        if self.shown is None:
            return
        only = self.aside.isChecked()
        rows = [
            _Told(str(place), one)
            for place, one in enumerate(self.shown.rows)
            if not only or one.details
        ]
        many = len(rows) > _MANY
        mode = QHeaderView.ResizeMode
        self.table.verticalHeader().setSectionResizeMode(
            mode.Fixed if many else mode.ResizeToContents
        )
        self.table.setWordWrap(not many)
        self.table.rows.reset(rows)

    def offer(self) -> None:
        """Do what is shown as one step."""
        if self._file is None or not self.bring.isEnabled():
            return
        self.bring.setEnabled(False)
        self._jobs.compute(
            f"Importing {self._file.path.name}",
            partial(_bring, self._jobs.desk, self._file.path, self._wishes()),
            then=self._brought,
            refused=self._not_brought,
        )

    def _brought(self, done: Imported) -> None:
        self._file, self.shown = None, None
        self.brought.emit(done)

    def _not_brought(self, refusal: object) -> None:
        self.bring.setEnabled(True)
        self.refused.emit(refusal)


def _look(desk: Desk, path: Path, wishes: Wishes, progress: Progress) -> Shown:
    return training.look(desk, path, wishes, progress)


def _bring(desk: Desk, path: Path, wishes: Wishes, progress: Progress) -> Done[Imported]:
    return training.bring_in(desk, path, wishes, progress)
