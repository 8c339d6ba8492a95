"""A line that is asked for in place, and put away when it was answered or left."""

from collections.abc import Sequence

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QWidget

from safeguard_desk.ui.widgets.fields import LineField


class AskLine(LineField):
    """Shown by `ask`; Enter answers, Esc puts it away."""

    answered = Signal(object)
    """What was typed, without spaces around it."""
    left = Signal()
    """It was put away without an answer."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """Make a line that nobody sees yet."""
        super().__init__(name, parent)
        self._names = QStringListModel(self)
        self.returnPressed.connect(self._answer)
        self.hide()

    def offer(self, names: Sequence[str]) -> None:
        """Complete what is typed from these names, by any part of them."""
        self._names.setStringList(list(names))
        if self.completer() is None:
            completer = QCompleter(self._names, self)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            completer.setMaxVisibleItems(12)
            self.setCompleter(completer)

    def ask(self, words: str, value: str = "") -> None:
        """Ask for something, beginning with a value that typing replaces."""
        self.setAccessibleName(words)
        self.setPlaceholderText(words)
        self.setToolTip(words)
        self.show_value("")
        self.setText(value)
        self.show()
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    def put_away(self) -> None:
        """Hide the line, empty."""
        self.setText("")
        self.kept = self._offered = ""
        self.hide()

    def commit(self) -> None:
        """Offer nothing when the line is left: only Enter answers."""

    def _answer(self) -> None:
        completer = self.completer()
        popup = completer.popup() if completer else None
        if popup is not None and popup.isVisible():
            return
        self.answered.emit(self.text().strip())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Put the line away at Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.put_away()
            self.left.emit()
        else:
            super().keyPressEvent(event)
