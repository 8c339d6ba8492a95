"""A line over the steps: what was done, or what was refused and what to do about it."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QWidget

from safeguard_desk.errors import Refusal
from safeguard_desk.ui.meeting.looks import BAD, GOOD, pick

SHOWN_FOR = 8000
"""Milliseconds for which words of success stay; a refusal stays until it is put away."""


class Notice(QFrame):
    """Words of success go by themselves; a refusal stays until it is read."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make a hidden notice."""
        super().__init__(parent)
        self.words = QLabel(self)
        self.words.setWordWrap(True)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.away = QToolButton(self)
        self.away.setText("✕")
        self.away.setAutoRaise(True)
        self.away.setAccessibleName("Put this notice away")
        self.away.clicked.connect(self.clear)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 6, 6, 6)
        layout.addWidget(self.words, 1)
        layout.addWidget(self.away)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SHOWN_FOR)
        self._timer.timeout.connect(self.clear)
        self.hide()

    def say(self, words: str) -> None:
        """Say that something was done."""
        self._show(f"✓ {words}", GOOD)
        self._timer.start()

    def refuse(self, refusal: Refusal) -> None:
        """Show a refusal: what happened, what was kept, what to do."""
        self._timer.stop()
        self._show(f"! {refusal}", BAD)

    def clear(self) -> None:
        """Put the notice away."""
        self._timer.stop()
        self.hide()

    def _show(self, words: str, pair: tuple[str, str]) -> None:
        self.words.setText(words)
        self.words.setAccessibleName(words)
        colour = pick(pair, self.palette()).name()
        self.setStyleSheet(f"Notice {{ border: none; border-left: 4px solid {colour}; }}")
        self.show()
