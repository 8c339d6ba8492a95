"""What every key does, from the one table of actions."""

from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from safeguard_desk.ui.shell.actions import (
    ACTIONS,
    CALENDAR_KEYS,
    FORM_KEYS,
    LIST_KEYS,
    MEETING_KEYS,
    MINUTES_KEYS,
)


class KeysPage(QWidget):
    """The keys, in three tables."""

    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Write the page."""
        super().__init__(parent)
        title = QLabel("Keys", self)
        title.setProperty("role", "title")
        self.back = QPushButton("Back", self)
        self.back.clicked.connect(self.left)
        self.text = QTextBrowser(self)
        self.text.setAccessibleName("Keys")
        self.text.setFrameShape(QFrame.Shape.NoFrame)
        everywhere = [(known.key, known.title.rstrip("…")) for known in ACTIONS if known.key]
        self.text.setHtml(
            '<table width="100%"><tr><td width="28%" valign="top">'
            + _table("Everywhere", everywhere)
            + '</td><td width="31%" valign="top">'
            + _table("In a list", list(LIST_KEYS))
            + _table("On the calendar", list(CALENDAR_KEYS))
            + _table("On proposals to the minutes", list(MINUTES_KEYS))
            + '</td><td valign="top">'
            + _table("In a meeting", list(MEETING_KEYS))
            + _table("On evaluation forms", list(FORM_KEYS))
            + "</td></tr></table>"
        )
        top = QHBoxLayout()
        top.addWidget(title, 1)
        top.addWidget(self.back)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 16, 24, 16)
        layout.addLayout(top)
        layout.addWidget(self.text, 1)
        self.setFocusProxy(self.back)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Esc go back."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


def _table(title: str, rows: list[tuple[str, str]]) -> str:
    lines = "".join(
        f"<tr><td><b>{escape(key)}</b></td><td>{escape(words)}</td></tr>" for key, words in rows
    )
    return f'<h3>{title}</h3><table cellpadding="4">{lines}</table>'
