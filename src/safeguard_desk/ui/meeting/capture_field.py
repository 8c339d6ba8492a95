"""The field that lines are typed into: keys, completion, spelling and short forms."""

from weakref import ref

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from safeguard_desk.rules.completing import Completing, complete
from safeguard_desk.rules.known import Known, Who, find_who
from safeguard_desk.ui.meeting.offers import Offers
from safeguard_desk.ui.widgets.pen import Pen
from safeguard_desk.ui.widgets.undo_keys import gives_away

_TAKES = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class CaptureField(QLineEdit):
    """The line itself: Enter takes it, Ctrl+Up and Ctrl+Down change the item, Tab completes."""

    taken = Signal()
    stepped = Signal(int)
    refused_last = Signal()
    """Alt+Backspace: what was understood last is to be taken for text."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty line."""
        super().__init__(parent)
        self.known: Known | None = None
        self.offers: Offers | None = None
        self._completing: Completing | None = None
        self.pen = Pen(self)
        self.pen.keeps = _Names(self)
        self.textEdited.connect(self._complete)
        self.cursorPositionChanged.connect(self._moved)

    def event(self, event: QEvent) -> bool:
        """Let undo through to the desk when there is nothing to undo here; let Tab complete."""
        if gives_away(self, event):
            event.ignore()
            return False
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
            if event.key() == Qt.Key.Key_Tab and plain and self._offering():
                self._offers().take()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Enter and the keys that change the item, and those of the list of completions."""
        key = event.key()
        ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if key == Qt.Key.Key_Backspace and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.refused_last.emit()
        elif key in _TAKES and not ctrl:
            self.hide_offers()
            self.taken.emit()
        elif ctrl and key in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self.stepped.emit(-1 if key == Qt.Key.Key_Up else 1)
        elif self._offering() and key in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self._offers().step(-1 if key == Qt.Key.Key_Up else 1)
        elif self._offering() and key == Qt.Key.Key_Escape:
            self.hide_offers()
        elif not self.pen.take_key(event):
            super().keyPressEvent(event)

    def _offers(self) -> Offers:
        if self.offers is None:
            self.offers = Offers(self.window())
            self.offers.chosen.connect(self._insert)
        return self.offers

    def _offering(self) -> bool:
        return self.offers is not None and self.offers.isVisible()

    def hide_offers(self) -> None:
        """Put the list of completions away."""
        self._completing = None
        if self.offers is not None:
            self.offers.hide()

    def _complete(self, text: str) -> None:
        """Offer what the words before the cursor may become."""
        before = text[: self.cursorPosition()]
        self._completing = complete(before, self.known) if self.known is not None else None
        if self._completing is None:
            self.hide_offers()
            return
        width = min(self.width(), self.fontMetrics().averageCharWidth() * 80)
        left = min(self.cursorRect().left(), self.width() - width)
        over = self.mapTo(self.window(), QPoint(left, 0))
        self._offers().show_offers(self._completing.offers, over, width)

    def _moved(self, _: int, place: int) -> None:
        if self._completing is not None and place < self._completing.start:
            self.hide_offers()

    def _insert(self, words: str) -> None:
        if self._completing is None:
            return
        start, place = self._completing.start, self.cursorPosition()
        verb = self.text()[:start].split()[0].lower() if self.text()[:start].split() else ""
        after = ": " if verb == "update" else " "
        self._completing = None
        self.setSelection(start, place - start)
        self.insert(words + after)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Put the completions away when the line is left."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.hide_offers()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer suggestions for a misspelt word before the usual menu."""
        menu = self.createStandardContextMenu()
        found = self.pen.at(self.cursorPositionAt(event.pos()))
        if found is not None:
            self.pen.menu_for(found, menu)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())


class _Names:
    """Says of a short form that it names an agency or a person here, and stays as it is."""

    def __init__(self, field: CaptureField) -> None:
        self._field = ref(field)

    def __call__(self, word: str) -> bool:
        field = self._field()
        known = field.known if field is not None else None
        return known is not None and isinstance(find_who(word, known), Who)
