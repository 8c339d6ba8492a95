"""Running text of the minutes: shown whole, saved within a second of the last key."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QFocusEvent, QTextCursor, QWheelEvent
from PySide6.QtWidgets import QFrame, QWidget

from safeguard_desk.ui.widgets.fields import TextField

_MARGIN = 3


class RunningText(TextField):
    """Plain text as tall as what it holds, without a frame, as a part of the page.

    `spell` numbers the times somebody came to type here: changes of one spell are undone together.
    """

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """Make an empty text; `name` is what a screen reader says."""
        super().__init__(name, parent)
        self.spell = 0
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.document().setDocumentMargin(_MARGIN)
        self._fit()

    def go_to_end(self) -> None:
        """Put the cursor behind the last word."""
        self.moveCursor(QTextCursor.MoveOperation.End)

    def _fit(self) -> None:
        lines = max(int(self.document().size().height()), 1)
        height = lines * self.fontMetrics().lineSpacing() + 2 * _MARGIN + 2
        if height != self.height() or height != self.minimumHeight():
            self.setFixedHeight(height)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Begin a new spell of typing."""
        self.spell += 1
        super().focusInEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave scrolling to the page: the text is always shown whole."""
        event.ignore()


def save_all(parent: QObject) -> None:
    """Save every running text under a widget."""
    for text in parent.findChildren(RunningText):
        text.commit()
