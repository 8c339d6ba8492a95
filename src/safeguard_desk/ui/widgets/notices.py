"""What the program says in place: refusals, words of success with Undo, and what to do first."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from safeguard_desk.errors import Refusal

TOAST_STAYS = 7000
"""Milliseconds for which a toast is shown."""


def announce(source: QObject, words: str) -> None:
    """Have a screen reader say some words at once."""
    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(source, words))


class NoticeBar(QFrame):
    """A refusal where it happened: what happened, what was kept, what to do. Esc puts it away."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make a hidden bar."""
        super().__init__(parent)
        self.setProperty("role", "notice")
        self.words = QLabel(self)
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.away = QToolButton(self)
        self.away.setText("✕")
        self.away.setToolTip("Put this notice away")
        self.away.setAccessibleName("Put this notice away")
        self.away.clicked.connect(self.clear)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 6, 6, 6)
        layout.addWidget(self.words, 1)
        layout.addWidget(self.away, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    def refuse(self, refusal: Refusal) -> None:
        """Show a refusal until it is put away or something succeeds."""
        self._show(str(refusal), "notice")

    def say(self, words: str) -> None:
        """Show words that are no refusal."""
        self._show(words, "said")

    def clear(self) -> None:
        """Put the notice away."""
        self.words.clear()
        self.hide()

    def _show(self, words: str, role: str) -> None:
        if self.property("role") != role:
            self.setProperty("role", role)
            self.style().unpolish(self)
            self.style().polish(self)
        self.words.setText(words)
        self.words.setAccessibleName(words)
        self.show()
        announce(self, words)


class Toast(QFrame):
    """Words of success over the window's lower edge, with Undo; they go by themselves."""

    undo_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        """Make a hidden toast that floats over `parent`."""
        super().__init__(parent)
        self.setProperty("role", "toast")
        self.words = QLabel(self)
        self.undo = QPushButton("Undo", self)
        self.undo.clicked.connect(self._undo)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 8, 10, 8)
        layout.setSpacing(14)
        layout.addWidget(self.words)
        layout.addWidget(self.undo)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(TOAST_STAYS)
        self._timer.timeout.connect(self.hide)
        self._over = parent
        parent.installEventFilter(self)
        self.hide()

    def say(self, words: str, *, undoable: bool = False) -> None:
        """Show the words for some seconds."""
        self.words.setText(words)
        self.words.setAccessibleName(words)
        self.undo.setVisible(undoable)
        self.adjustSize()
        self._place()
        self.show()
        self.raise_()
        self._timer.start()
        announce(self, words)

    def _undo(self) -> None:
        self.hide()
        self.undo_wanted.emit()

    def _place(self) -> None:
        over = self._over
        self.move((over.width() - self.width()) // 2, over.height() - self.height() - 44)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in the middle of the lower edge when the window changes its size."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)


class EmptyState(QWidget):
    """What to do first, where there is nothing to show."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make it empty; `say` fills it."""
        super().__init__(parent)
        self.words = QLabel(self)
        self.words.setWordWrap(True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.words.setProperty("role", "quiet")
        self.words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.words.setMinimumWidth(200)
        self.button = QPushButton(self)
        layout = QVBoxLayout(self)
        layout.addStretch(1)
        layout.addWidget(self.words)
        layout.addSpacing(8)
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(2)

    def say(self, words: str, button: str = "") -> None:
        """Show the words and, if named, a button to do it."""
        self.words.setText(words)
        self.words.setAccessibleName(words)
        self.button.setText(button)
        self.button.setVisible(bool(button))
