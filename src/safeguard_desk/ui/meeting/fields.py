"""Fields of the meeting workspace: they save when left, and running text within a second."""

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QTextCursor
from PySide6.QtWidgets import QFrame, QLineEdit, QSizePolicy, QTextEdit, QWidget

PAUSE = 600
"""Milliseconds without a key after which running text is saved: within a second of the last key."""


def gives_undo_away(field: QLineEdit | QTextEdit, event: QEvent) -> bool:
    """Say whether a key is undo or redo that the field has nothing for: the desk takes it then.

    Qt's text fields swallow both keys even with nothing to undo.
    """
    if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    own = field if isinstance(field, QLineEdit) else field.document()
    if event.matches(QKeySequence.StandardKey.Undo):
        return not own.isUndoAvailable()
    return event.matches(QKeySequence.StandardKey.Redo) and not own.isRedoAvailable()


class Line(QLineEdit):
    """A line that says `left` with its text when it is left or Enter is pressed, if it changed.

    A value shown while somebody types in the line does not overwrite what they type.
    """

    left = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """Make an empty line; `name` is what a screen reader says."""
        super().__init__(parent)
        self._shown = ""
        self.setAccessibleName(name)
        self.editingFinished.connect(self._offer)

    def show_value(self, text: str) -> None:
        """Show a value, unless the line holds something typed and not yet taken."""
        typed = self.text() != self._shown
        self._shown = text
        if not typed and self.text() != text:
            self.setText(text)

    def put_back(self) -> None:
        """Show the value that stands."""
        self.setText(self._shown)

    def _offer(self) -> None:
        if self.text() != self._shown:
            self.left.emit(self.text())

    def event(self, event: QEvent) -> bool:
        """Let undo and redo through when there is nothing to undo here."""
        if gives_undo_away(self, event):
            event.ignore()
            return False
        return super().event(event)


class RunningText(QTextEdit):
    """Plain text as tall as what it holds; `typed` comes within a second of the last key.

    `spell` numbers the times somebody came to type here: changes of one spell are undone together.
    """

    typed = Signal(str)
    entered = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """Make an empty text; `name` is what a screen reader says."""
        super().__init__(parent)
        self.spell = 0
        self._kept = ""
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(3)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self.save)
        self.textChanged.connect(self._changed)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)

    def show_text(self, text: str) -> None:
        """Show what the file holds, unless somebody is in the middle of typing here."""
        typing = self._pause.isActive() or self.toPlainText() != self._kept
        self._kept = text
        if typing or self.toPlainText() == text:
            return
        place = self.textCursor().position()
        self.blockSignals(True)
        self.setPlainText(text)
        self.blockSignals(False)
        cursor = self.textCursor()
        cursor.setPosition(min(place, len(text)))
        self.setTextCursor(cursor)
        self._fit()

    def save(self) -> None:
        """Offer what was typed now, if it was not yet."""
        self._pause.stop()
        text = self.toPlainText()
        if text != self._kept:
            self._kept = text
            self.typed.emit(text)

    def unsaved(self) -> None:
        """Remember that the last offer was not taken, so that it is offered again."""
        self._kept = "\0"

    def select_all_at_end(self) -> None:
        """Put the cursor behind the last word."""
        self.moveCursor(QTextCursor.MoveOperation.End)

    def _changed(self) -> None:
        if self.toPlainText() != self._kept:
            self._pause.start()

    def _fit(self, _: object = None) -> None:
        height = int(self.document().size().height()) + 2 * self.frameWidth() + 2
        if height != self.height() and height > 2:
            self.setFixedHeight(height)

    def event(self, event: QEvent) -> bool:
        """Let undo and redo through when there is nothing to undo here."""
        if gives_undo_away(self, event):
            event.ignore()
            return False
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Begin a new spell of typing."""
        self.spell += 1
        self.entered.emit()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Save when left."""
        self.save()
        super().focusOutEvent(event)

    def wheelEvent(self, event: QEvent) -> None:
        """Leave scrolling to the page: the text is always shown whole."""
        event.ignore()


def saved_all(parent: QObject) -> None:
    """Save every running text under a widget."""
    for text in parent.findChildren(RunningText):
        text.save()
