"""Ctrl+Z belongs to the focused field while it has something to undo, and to the desk otherwise."""

from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit


def gives_away(field: QLineEdit | QPlainTextEdit, event: QEvent) -> bool:
    """Say whether an event is an undo or redo that the field has nothing for.

    Qt's fields claim both keys even then, so that the window would never hear them.
    """
    if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    own = field if isinstance(field, QLineEdit) else field.document()
    if event.matches(QKeySequence.StandardKey.Undo):
        return not own.isUndoAvailable()
    return event.matches(QKeySequence.StandardKey.Redo) and not own.isRedoAvailable()
