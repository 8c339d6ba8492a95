"""Importing a scorecard in the window: what would become of it, and one button."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from safeguard_desk.desk.changes import Done
from safeguard_desk.desk.desk import Desk
from safeguard_desk.exchange.result import Imported
from safeguard_desk.exchange.scorecard import Became, bring_in, look
from safeguard_desk.ui.jobs import Jobs
from safeguard_desk.ui.meeting.looks import make_primary
from safeguard_desk.ui.meeting.rows import Column, Rows, RowsView


class _Told:
    """A row of the file, with the id its table knows it by."""

    def __init__(self, one: Became) -> None:
        self.id = str(one.row)
        self.one = one


Look = Callable[[Desk, Path, str | None], Any]
"""Gives what an import would do: its counts (done) and its rows."""
BringIn = Callable[[Desk, Path, str | None], Done[Imported]]


def _columns(what: str) -> tuple[Column, ...]:
    return (
        Column("Row", lambda told: str(told.one.row), 5),
        Column(what, lambda told: told.one.title, 50),
        Column("What becomes of it", lambda told: told.one.what, 22),
        Column("To know", lambda told: told.one.details),
    )


class BringPanel(QWidget):
    """A file's preview: counts, and what becomes of each row."""

    brought = Signal(object)
    """The Imported."""
    refused = Signal(object)
    left = Signal()

    def __init__(
        self,
        jobs: Jobs,
        group: str | None,
        parent: QWidget | None = None,
        *,
        look: Look = look,
        bring_in: BringIn = bring_in,
        what: str = "Indicator",
    ) -> None:
        """Wait for a file; `group` is the code of the group whose scorecard it is.

        look, bring_in, what: how another table is looked at and brought in, and what its rows are.
        """
        super().__init__(parent)
        self._ways = look, bring_in
        self._jobs = jobs
        self._group = group
        self._path: Path | None = None
        self.summary = QLabel(self)
        self.summary.setWordWrap(True)
        self.table = RowsView(Rows(_columns(what), self), "Rows of the file", self)
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
            partial(_off, self._ways[0], self._jobs.desk, path, self._group),
            then=self._show,
            refused=self._not_read,
        )

    def _not_read(self, refusal: object) -> None:
        self.refused.emit(refusal)
        self.left.emit()

    def _show(self, shown: Any) -> None:
        name = self._path.name if self._path else ""
        self.summary.setText(f"{name}. Would be: {shown.done.words()} Nothing is done yet.")
        self.table.rows.reset([_Told(one) for one in shown.rows])
        self.bring.setEnabled(bool(shown.done.created or shown.done.updated))
        self.bring.setFocus()

    def offer(self) -> None:
        """Do what is shown as one step."""
        if self._path is None:
            return
        self.bring.setEnabled(False)
        self._jobs.compute(
            f"Importing {self._path.name}",
            partial(_off, self._ways[1], self._jobs.desk, self._path, self._group),
            then=self.brought.emit,
            refused=self._not_brought,
        )

    def _not_brought(self, refusal: object) -> None:
        self.bring.setEnabled(True)
        self.refused.emit(refusal)


def _off(way: Callable[..., Any], desk: Desk, path: Path, group: str | None, _: object) -> Any:
    """Go a way on the worker, which tells how far it is to nobody."""
    return way(desk, path, group)
