"""The line over the calendar: what is shown, of whom, and what can be done with all of it."""

from collections.abc import Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from safeguard_desk.views.calendar import Body

_TURN = (("back", "‹", "Earlier", "PgUp"), ("today", "Today", "Today", "T"))
_DO = (("plan", "Plan a year…", "P"), ("file", "Calendar file…", ""), ("paper", "Paper", ""))
_BRIEF = {"plan": ("Plan a year…", "Plan…"), "file": ("Calendar file…", "File…")}
"""Words of buttons, and the shorter ones for a narrow window."""
_NARROW = 126
"""Width in characters below which words are short."""


class CalendarHead(QWidget):
    """Title, views, whose meetings are shown, and the buttons."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Lay out the line."""
        super().__init__(parent)
        self._words = ""
        self._buttons: dict[str, QPushButton | QToolButton] = {}
        self.title = QLabel(self)
        self.title.setProperty("role", "title")
        self.group = QComboBox(self)
        self.group.setAccessibleName("Whose meetings are shown")
        self.group.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.group.setMinimumContentsLength(10)
        self.group.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.group.setMaximumWidth(self.fontMetrics().averageCharWidth() * 46)
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        for code, words, name, hint in (*_TURN, ("on", "›", "Later", "PgDn")):
            self._add(code, QPushButton(words, self), name, hint)
        self._line.addWidget(self.title)
        self._line.addStretch(1)
        for code, words, hint in (("month", "Month", "M"), ("year", "Year", "Y")):
            chip = QToolButton(self)
            chip.setText(words)
            chip.setCheckable(True)
            chip.setProperty("chip", "true")
            self._add(code, chip, words, hint)
        self._line.addWidget(self.group, 3)
        for code, words, hint in _DO:
            self._add(code, QPushButton(words, self), words.rstrip("…"), hint)

    def _add(self, code: str, button: QPushButton | QToolButton, name: str, hint: str) -> None:
        button.setAccessibleName(name)
        button.setToolTip(hint)
        button.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self._buttons[code] = button
        self._line.addWidget(button)

    def button(self, code: str) -> QPushButton | QToolButton:
        """Return a button by name: back, today, on, month, year, plan, file or paper."""
        return self._buttons[code]

    def mark_view(self, shown: str) -> None:
        """Mark "month" or "year" as what is shown."""
        for code in ("month", "year"):
            self._buttons[code].setChecked(code == shown)

    def offer(self, bodies: Sequence[Body]) -> None:
        """Offer groups and boards; the one that is chosen stays, while it is there."""
        chosen = self.group.currentData()
        self.group.clear()
        self.group.addItem("All groups and boards", None)
        for one in bodies:
            self.group.addItem(f"{one.code}, {one.name}", one.id)
        self.group.setCurrentIndex(max(0, self.group.findData(chosen)))

    def chosen(self) -> str | None:
        """Return the id of the group or board that is shown; None for all."""
        found: str | None = self.group.currentData()
        return found

    def present(self, presenting: bool) -> None:
        """Put away what speaks of everybody while the screen is shared."""
        for code, *_ in _DO:
            self._buttons[code].setVisible(not presenting)

    def show_title(self, words: str) -> None:
        """Name what is shown; a month in three letters where there is little room."""
        self._words = words
        month, _, year = words.rpartition(" ")
        self.title.setText(f"{month[:3] if self._narrow() else month} {year}".strip())

    def _narrow(self) -> bool:
        return self.width() < self.fontMetrics().averageCharWidth() * _NARROW

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say less where there is little room."""
        super().resizeEvent(event)
        for code, words in _BRIEF.items():
            self._buttons[code].setText(words[self._narrow()])
        self.show_title(self._words)
