"""Importing a scorecard in the window: what would become of it, and one button."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from safeguard_desk.desk.changes import Done
from safeguard_desk.desk.desk import Desk
from safeguard_desk.exchange.result import Imported
from safeguard_desk.exchange.scorecard import bring_in, import_scorecard
from safeguard_desk.ui.jobs import Jobs
from safeguard_desk.ui.meeting.looks import make_primary
from safeguard_desk.ui.meeting.rows import Column, Rows, RowsView


class _Told:
    """A line of what is to be known, with the id its table knows it by."""

    def __init__(self, number: int, row: int, what: str, words: str) -> None:
        self.id = str(number)
        self.row = str(row)
        self.what = what
        self.words = words


_COLUMNS = (
    Column("Row", lambda told: told.row, 6),
    Column("What becomes of it", lambda told: told.what, 16),
    Column("Why", lambda told: told.words),
)


class BringPanel(QWidget):
    """A file's preview: counts, rows left out, and what was taken in a way to know of."""

    brought = Signal(object)
    """The Imported."""
    refused = Signal(object)
    left = Signal()

    def __init__(self, jobs: Jobs, group: str | None, parent: QWidget | None = None) -> None:
        """Wait for a file; `group` is the code of the group whose scorecard it is."""
        super().__init__(parent)
        self._jobs = jobs
        self._group = group
        self._path: Path | None = None
        self.summary = QLabel(self)
        self.summary.setWordWrap(True)
        self.table = RowsView(Rows(_COLUMNS, self), "What is to be known of the import", self)
        self.table.setAlternatingRowColors(True)
        self.bring = QPushButton("&Import", self)
        make_primary(self.bring)
        self.away = QPushButton("Cancel", self)
        buttons = QHBoxLayout()
        buttons.addWidget(self.summary, 1)
        buttons.addWidget(self.away)
        buttons.addWidget(self.bring)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(buttons)
        layout.addWidget(self.table, 1)
        self.bring.clicked.connect(self.offer)
        self.away.clicked.connect(self.left)

    def open_file(self, path: Path) -> None:
        """Read a file and show what would become of it."""
        self._path = path
        self._jobs.compute(
            f"Reading {path.name}",
            partial(_look, self._jobs.desk, path, self._group),
            then=self._show,
            refused=self._not_read,
        )

    def _not_read(self, refusal: object) -> None:
        self.refused.emit(refusal)
        self.left.emit()

    def _show(self, done: Imported) -> None:
        name = self._path.name if self._path else ""
        self.summary.setText(f"{name}. Would be: {done.words()} Nothing is done yet.")
        told = [
            *((one.row, "Left out", one.reason) for one in done.skipped),
            *((n.row, n.field, f"“{n.text}” kept as {n.kept_as}") for n in done.notes),
        ]
        self.table.rows.reset([_Told(number, *one) for number, one in enumerate(told)])
        self.bring.setEnabled(bool(done.created or done.updated))
        self.bring.setFocus()

    def offer(self) -> None:
        """Do what is shown as one step."""
        if self._path is None:
            return
        self.bring.setEnabled(False)
        self._jobs.compute(
            f"Importing {self._path.name}",
            partial(_bring, self._jobs.desk, self._path, self._group),
            then=self.brought.emit,
            refused=self._not_brought,
        )

    def _not_brought(self, refusal: object) -> None:
        self.bring.setEnabled(True)
        self.refused.emit(refusal)


def _look(desk: Desk, path: Path, group: str | None, _: object) -> Imported:
    return import_scorecard(desk, path, group=group, dry_run=True)


def _bring(desk: Desk, path: Path, group: str | None, _: object) -> Done[Imported]:
    return bring_in(desk, path, group)
