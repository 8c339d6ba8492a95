"""A hand with writing: short forms written out, wrong spellings underlined, suggestions by F7."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, QPoint, Qt, QTimer
from PySide6.QtGui import (
    QAction,
    QColor,
    QInputMethodEvent,
    QKeyEvent,
    QPalette,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QPlainTextEdit, QTextEdit

from safeguard_desk.rules.expanding import Written, expand
from safeguard_desk.rules.spelling import Found, words_to_check

if TYPE_CHECKING:  # fields are used before a desk's parts are loaded
    from safeguard_desk.ui.widgets.writing import Writing

Field = QLineEdit | QPlainTextEdit
AFTER = 250
"""Milliseconds after the last key when spelling is looked over."""
_WRONG = QColor("#d64545")
"""Seen on a light and on a dark ground; the wave says it without the colour."""


def _wave() -> QTextCharFormat:
    look = QTextCharFormat()
    look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
    look.setUnderlineColor(_WRONG)
    return look


class Pen(QObject):
    """Belongs to a field, which hands it its keys (`take_key`) and its context menu.

    `keeps` says of a word that it is to stay as it is, though it is a short form.
    """

    def __init__(self, field: Field) -> None:
        """Help in a field; what is known of words is looked for when it is first needed."""
        super().__init__(field)
        self.keeps: Callable[[str], bool] = _never
        self.wrong: tuple[Found, ...] = ()
        self._writing: Writing | None = None
        self._expanded: Written | None = None
        self._found: list[QTextEdit.ExtraSelection] = []
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(AFTER)
        self._pause.timeout.connect(self.look_over)
        field.textChanged.connect(self._changed)

    @property
    def field(self) -> Field:
        """The field it belongs to."""
        return cast("Field", self.parent())

    @property
    def writing(self) -> "Writing | None":
        """What is known of words here; None outside a desk's window."""
        if self._writing is None:
            from safeguard_desk.ui.widgets.writing import writing_of

            self._writing = writing_of(self.field)
            if self._writing is not None:
                self._writing.ready.connect(self.look_over)
        return self._writing

    def text(self) -> str:
        """Return what stands in the field."""
        field = self.field
        return field.text() if isinstance(field, QLineEdit) else field.toPlainText()

    def place(self) -> int:
        """Return where the cursor is."""
        field = self.field
        return (
            field.cursorPosition()
            if isinstance(field, QLineEdit)
            else field.textCursor().position()
        )

    def _replace(self, start: int, end: int, words: str) -> None:
        """Put words in the place of others, as one step that the field can undo."""
        field = self.field
        if isinstance(field, QLineEdit):
            field.setSelection(start, end - start)
            field.insert(words)
            return
        cursor = field.textCursor()
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(words)
        field.setTextCursor(cursor)

    def _changed(self, _: str = "") -> None:
        if self.wrong and isinstance(self.field, QLineEdit):
            self._show(())  # what is marked in a line does not move with its words
        if self.field.hasFocus() and self.writing is not None:
            self.writing.need()
        self._pause.start()

    def look_over(self) -> None:
        """Underline what is not spelled right; the word that is being typed is left alone."""
        writing = self.writing
        if writing is None or not writing.can_spell:
            return
        typing = self.place() if self.field.hasFocus() else -1
        wrong = tuple(
            found
            for found in words_to_check(self.text())
            if found.end != typing and not writing.knows(found.word)
        )
        self._show(() if self.field.isReadOnly() else wrong)

    def _show(self, wrong: tuple[Found, ...]) -> None:
        if wrong == self.wrong and not self._found and not wrong:
            return
        self.wrong = wrong
        field = self.field
        if isinstance(field, QLineEdit):
            at = field.cursorPosition()
            kind = QInputMethodEvent.AttributeType.TextFormat
            marks = [
                QInputMethodEvent.Attribute(kind, one.start - at, one.end - one.start, _wave())
                for one in wrong
            ]
            QApplication.sendEvent(field, QInputMethodEvent("", marks))
        else:
            self._paint(field)

    def _paint(self, field: QPlainTextEdit) -> None:
        wave = _wave()
        field.setExtraSelections(
            [
                *(self._selection(field, one.start, one.end, wave) for one in self.wrong),
                *self._found,
            ]
        )

    @staticmethod
    def _selection(
        field: QPlainTextEdit, start: int, end: int, look: QTextCharFormat
    ) -> QTextEdit.ExtraSelection:
        selection = QTextEdit.ExtraSelection()
        cursor = QTextCursor(field.document())
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        selection.cursor = cursor
        selection.format = look
        return selection

    def show_found(self, spans: Sequence[tuple[int, int]]) -> None:
        """Mark what was searched for; an empty sequence takes the marks away."""
        field = self.field
        if isinstance(field, QLineEdit) or not (spans or self._found):
            return
        look = QTextCharFormat()
        look.setBackground(field.palette().color(QPalette.ColorRole.Highlight))
        look.setForeground(field.palette().color(QPalette.ColorRole.HighlightedText))
        self._found = [self._selection(field, start, end, look) for start, end in spans]
        self._paint(field)

    def take_key(self, event: QKeyEvent) -> bool:
        """Take a key that is the pen's: F7, a space after a short form, Backspace right after."""
        expanded, self._expanded = self._expanded, None
        if self.field.isReadOnly():
            return False
        if event.key() == Qt.Key.Key_F7:
            self.correct_next()
            return True
        if event.key() == Qt.Key.Key_Space and not event.modifiers():
            self._expand()
        elif event.key() == Qt.Key.Key_Backspace and expanded is not None:
            return self._take_back(expanded)
        return False

    def _expand(self) -> None:
        writing = self.writing
        if writing is None:
            return
        writing.need()
        place = self.place()
        written = expand(self.text()[:place], writing.forms)
        if written is not None and not self.keeps(written.short):
            self._replace(written.start, place, written.text)
            self._expanded = written

    def _take_back(self, written: Written) -> bool:
        """Bring the short form back; the next space does not write it out again."""
        end = written.start + len(written.text) + 1
        if self.place() != end or self.text()[written.start : end] != f"{written.text} ":
            return False
        self._replace(written.start, end, f"{written.short} ")
        return True

    def correct_next(self) -> None:
        """Choose the misspelt word here, or the next one, and offer what may be meant."""
        if self.writing is not None:
            self.writing.need()
        here = self.place()
        following = sorted(self.wrong, key=lambda one: (one.end < here, one.start))
        if following:
            self._choose(following[0])
            self.menu_for(following[0]).popup(self._below())

    def _choose(self, found: Found) -> None:
        field = self.field
        if isinstance(field, QLineEdit):
            field.setSelection(found.start, found.end - found.start)
            return
        cursor = field.textCursor()
        cursor.setPosition(found.start)
        cursor.setPosition(found.end, QTextCursor.MoveMode.KeepAnchor)
        field.setTextCursor(cursor)

    def _below(self) -> QPoint:
        field = self.field
        if isinstance(field, QLineEdit):
            return field.mapToGlobal(QPoint(field.cursorRect().left(), field.height()))
        return field.viewport().mapToGlobal(field.cursorRect().bottomLeft())

    def at(self, place: int) -> Found | None:
        """Return the misspelt word at a place of the text."""
        return next((one for one in self.wrong if one.start <= place <= one.end), None)

    def menu_for(self, found: Found, menu: QMenu | None = None) -> QMenu:
        """Return a menu of suggestions for a word, before what the menu holds already."""
        filled = menu or QMenu(self.field)
        filled.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        first = filled.actions()[0] if filled.actions() else None
        suggestions = self.writing.suggest(found.word) if self.writing else ()
        actions = [
            self._action(filled, words, partial(self._correct, found, words))
            for words in suggestions
        ]
        if not actions:
            none = QAction("No suggestions", filled)
            none.setEnabled(False)
            actions = [none]
        learn = self._action(filled, f"Learn “{found.word}”", partial(self._learn, found.word))
        for action in (*actions, learn):
            filled.insertAction(cast("QAction", first), action)
        if first is not None:
            filled.insertSeparator(first)
        else:
            filled.setActiveAction(actions[0])
        return filled

    @staticmethod
    def _action(menu: QMenu, words: str, slot: Callable[[bool], None]) -> QAction:
        action = QAction(words.replace("&", "&&"), menu)
        action.triggered.connect(slot)
        return action

    def _correct(self, found: Found, words: str, _: bool = False) -> None:
        if self.text()[found.start : found.end] == found.word:
            self._replace(found.start, found.end, words)

    def _learn(self, word: str, _: bool = False) -> None:
        if self.writing is not None:
            self.writing.learn(word)


def _never(_: str) -> bool:
    return False
