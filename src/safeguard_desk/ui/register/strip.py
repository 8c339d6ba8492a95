"""A strip over the list that asks for one thing: a value, a reason, or whether to go on."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from safeguard_desk.ui.widgets.notices import announce

_LONG = 80
"""Characters from which a question takes more than one line."""
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class Strip(QFrame):
    """One question at a time. Enter answers it; Esc leaves it, and nothing comes of it."""

    left = Signal()
    """The question was answered or left: the list has the keys again."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make a hidden strip."""
        super().__init__(parent)
        self.setProperty("role", "said")
        self._then: Callable[[Any], None] | None = None
        self.field: QWidget | None = None
        self.words = QLabel(self)
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.line = QLineEdit(self)
        self.do = QPushButton(self)
        self.do.setProperty("leading", "true")
        self.away = QPushButton("Cancel", self)
        self.away.setToolTip("Esc")
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(10, 6, 8, 6)
        self._layout.addWidget(self.words)
        self._layout.addWidget(self.line, 1)
        self._layout.addWidget(self.do)
        self._layout.addWidget(self.away)
        self.line.returnPressed.connect(self._answer)
        self.do.clicked.connect(self._answer)
        self.away.clicked.connect(self.leave)
        self.hide()

    def ask(self, question: str, do: str, then: Callable[[Any], None], hint: str = "") -> None:
        """Ask for words; `then` is given them."""
        self._begin(question, do, then)
        self.line.clear()
        self.line.setPlaceholderText(hint)
        self.line.setAccessibleName(question)
        self.line.show()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def ask_value(
        self, question: str, do: str, field: QWidget, then: Callable[[Any], None]
    ) -> None:
        """Ask for a value by a field of its own; `then` is given the field."""
        self._begin(question, do, then)
        self.line.hide()
        self.field = field
        field.setParent(self)
        self._layout.insertWidget(1, field, 1)
        getattr(field, "line", field).installEventFilter(self)
        field.show()
        field.setFocus(Qt.FocusReason.OtherFocusReason)

    def offer(self, words: str, do: str, then: Callable[[Any], None]) -> None:
        """Say something and offer to go on; `then` is given nothing of use."""
        self._begin(words, do, then)
        self.line.hide()
        self.do.setFocus(Qt.FocusReason.OtherFocusReason)

    def _begin(self, words: str, do: str, then: Callable[[Any], None]) -> None:
        self._drop_field()
        self._then = then
        self.words.setText(words)
        self.do.setText(do)
        long = len(words) >= _LONG
        self.words.setWordWrap(long)
        self._layout.setStretchFactor(self.words, 1 if long else 0)
        self.show()
        announce(self, words)

    def _answer(self) -> None:
        then = self._then
        if then is None:
            return
        given: Any = self.field if self.field is not None else self.line.text().strip()
        self._then = None
        then(given)
        if self._then is None:  # nothing else is asked
            self.leave()

    def leave(self) -> None:
        """Put the question away."""
        self._then = None
        self._drop_field()
        self.hide()
        self.left.emit()

    def _drop_field(self) -> None:
        if self.field is not None:
            self._layout.removeWidget(self.field)
            self.field.hide()
            self.field.deleteLater()
            self.field = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Enter answer also in a field of its own."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in _ENTER:
                self._answer()
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.leave()
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Esc leave the question, and Enter press the button that has the focus."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif event.key() in _ENTER:
            self._answer()
        else:
            super().keyPressEvent(event)
