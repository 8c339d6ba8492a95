"""The parking list beneath the agenda: matters put aside until somebody brings them back."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.ui.meeting.rows import Column, Rows, RowsView
from safeguard_desk.ui.meeting.step import Bench
from safeguard_desk.views.matters import MatterView
from safeguard_desk.work import building

_ROWS = 4
"""Parked matters that are seen without scrolling."""


@dataclass(frozen=True)
class ParkedLine:
    """A parked matter as the list shows it."""

    id: str
    title: str
    owner: str
    minutes: str


class ParkingList(QWidget):
    """Parked matters; Enter puts one on this agenda, H shows its history."""

    history_wanted = Signal(object)
    """A matter's id."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        """Make an empty list."""
        super().__init__(parent)
        self._bench = bench
        self.heading = QLabel(self)
        columns = (
            Column("Parked", lambda line: line.title),
            Column("Owner", lambda line: line.owner, 36),
            Column("Minutes", lambda line: line.minutes, 9, right=True),
        )
        rows = Rows(columns, self, spoken=lambda line: f"{line.title}, parked, {line.owner}")
        self.view = RowsView(rows, "Parked matters: Enter brings one back to this agenda", self)
        self.view.horizontalHeader().hide()
        self.view.letters = "H"
        self.view.opened.connect(self._bring_back)
        self.view.doubleClicked.connect(self._double)
        self.view.pressed_key.connect(self._letter)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self.heading)
        layout.addWidget(self.view)

    def show_matters(self, parked: list[MatterView]) -> None:
        """Show what is parked of the group."""
        words = f"Parked ({len(parked)}): Enter brings one back to this agenda."
        self.heading.setText(words if parked else "Nothing is parked. P parks the chosen item.")
        self.view.rows.show(
            [ParkedLine(one.id, one.title, one.owner, f"{one.minutes} min") for one in parked]
        )
        self.view.setVisible(bool(parked))
        height = self.view.fontMetrics().height() + 18
        self.view.setFixedHeight(min(len(parked), _ROWS) * height + 6)

    def _bring_back(self, matter_id: str) -> None:
        verb = partial(put_on, matter_id=matter_id, meeting_id=self._bench.meeting_id)
        self._bench.do("Bring a matter back", verb, then=self._was_brought_back)

    def _was_brought_back(self, number: int) -> None:
        self._bench.say(f"Back on the agenda as item {number}.")

    def _double(self) -> None:
        if self.view.chosen:
            self._bring_back(self.view.chosen)

    def _letter(self, matter_id: str, _: str) -> None:
        self.history_wanted.emit(matter_id)


def put_on(uow: UnitOfWork, *, matter_id: str, meeting_id: str) -> int:
    """Put a matter on an agenda and return the number it has there."""
    return building.put_on(uow, matter_id, meeting_id).position
