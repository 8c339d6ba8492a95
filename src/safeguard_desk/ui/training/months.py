"""A year of sessions on a calendar: a column for each month, a line for each session."""

from collections import defaultdict
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from safeguard_desk.rules.terms_learning import SessionState
from safeguard_desk.views.training_sessions import SessionHead
from safeguard_desk.views.training_year import TrainingYear

_MONTHS = (
    *("April", "May", "June", "July", "August", "September"),
    *("October", "November", "December", "January", "February", "March"),
)
_SIGNS = {
    SessionState.PLANNED: "○",
    SessionState.OPEN: "◐",
    SessionState.FULL: "●",
    SessionState.DELIVERED: "✓",
    SessionState.CANCELLED: "✗",
}
_KEY = "○ planned  ◐ open  ● full  ✓ delivered  ✗ cancelled. Enter opens a session."


class Months(QWidget):
    """Twelve months in three rows of four; each a list of its sessions."""

    opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Lay the months out."""
        super().__init__(parent)
        self.lists: list[QListWidget] = []
        self.heads: list[QLabel] = []
        grid = QGridLayout()
        grid.setSpacing(8)
        for place, name in enumerate(_MONTHS):
            head, held = QLabel(name, self), QListWidget(self)
            head.setProperty("role", "heading")
            held.setAccessibleName(f"Sessions in {name}")
            held.setTextElideMode(Qt.TextElideMode.ElideRight)
            held.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            held.itemActivated.connect(self._open)
            self.lists.append(held)
            self.heads.append(head)
            cell = QVBoxLayout()
            cell.setSpacing(2)
            cell.addWidget(head)
            cell.addWidget(held, 1)
            grid.addLayout(cell, place // 4, place % 4)
        for column in range(4):
            grid.setColumnStretch(column, 1)
        key = QLabel(_KEY, self)
        key.setProperty("role", "quiet")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 0)
        layout.addLayout(grid, 1)
        layout.addWidget(key)
        self.setFocusProxy(self.lists[0])

    def show_year(self, year: TrainingYear, today: date) -> None:
        """Show a year's sessions under their months."""
        by_month: dict[int, list[SessionHead]] = defaultdict(list)
        for one in year.sessions:
            by_month[(one.held_on.month - 4) % 12].append(one)
        for place, held in enumerate(self.lists):
            current = held.currentItem()
            chosen = current.data(Qt.ItemDataRole.UserRole) if current else None
            held.clear()
            for one in by_month[place]:
                item = QListWidgetItem(_line(one), held)
                item.setData(Qt.ItemDataRole.UserRole, one.id)
                item.setToolTip(_tip(one))
                item.setData(Qt.ItemDataRole.AccessibleTextRole, _tip(one))
                if one.id == chosen:
                    held.setCurrentItem(item)
            now = year.year + (place > 8) == today.year and (place + 3) % 12 + 1 == today.month
            number = f" ({held.count()})" if held.count() else ""
            self.heads[place].setText(f"{_MONTHS[place]}{number}{', now' if now else ''}")

    def _open(self, item: QListWidgetItem) -> None:
        self.opened.emit(item.data(Qt.ItemDataRole.UserRole))


def _line(one: SessionHead) -> str:
    return f"{_SIGNS[one.state]} {one.held_on:%a} {one.held_on.day}  {one.course}"


def _tip(one: SessionHead) -> str:
    waiting = f", {one.waiting} waiting" if one.waiting else ""
    where = f"{one.times} {one.place}".strip()
    return f"{one.words}: {one.state.label}, {one.taken} of {one.capacity}{waiting}. {where}"
