"""Choosing a passphrase: typed twice, with words on how hard it is to guess."""

import math

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from safeguard_desk.desk.keys import check_passphrase
from safeguard_desk.errors import Refusal
from safeguard_desk.ui.widgets.secret import passphrase_line

_BITS = 3.2
"""Bits that a letter of running words carries at most, as guessing programs see it."""
_STEPS = ((45, "Weak: somebody with time could guess it."), (60, "Fair."), (80, "Good."))


def strength(passphrase: str) -> str:
    """Return words on how hard a passphrase is to guess, or what it still lacks."""
    try:
        check_passphrase(passphrase)
    except Refusal as refusal:
        return refusal.what
    # Letters of words carry less than letters by chance, and repeated ones less still.
    bits = len(passphrase) * min(_BITS, math.log2(len(set(passphrase))))
    return next((words for limit, words in _STEPS if bits < limit), "Strong.")


class NewPassphrase(QWidget):
    """A passphrase typed twice, with words on its strength."""

    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Lay the lines out."""
        super().__init__(parent)
        self.first = passphrase_line("New passphrase", self)
        self.again = passphrase_line("The same passphrase again", self)
        self.words = QLabel("Three or four words in a row are easy to keep in mind.", self)
        self.words.setWordWrap(True)
        self.words.setProperty("role", "quiet")
        self.words.setAccessibleName("Strength")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        for part in (self.first, self.again, self.words):
            layout.addWidget(part)
        self.first.textChanged.connect(self._tell)
        self.again.textChanged.connect(self._tell)
        self.again.returnPressed.connect(self.entered)

    def value(self) -> str:
        """Return the passphrase; refuses two that differ, and a poor one."""
        check_passphrase(self.first.text())
        if self.first.text() != self.again.text():
            raise Refusal(
                "The two passphrases are not the same.",
                "Nothing was changed.",
                "Type the second one again.",
            )
        return self.first.text()

    def clear(self) -> None:
        """Forget what was typed."""
        self.first.clear()
        self.again.clear()

    def _tell(self) -> None:
        text, again = self.first.text(), self.again.text()
        words = strength(text) if text else "Three or four words in a row are easy to keep in mind."
        if again and text != again:
            words += " The two are not the same yet."
        self.words.setText(words)
