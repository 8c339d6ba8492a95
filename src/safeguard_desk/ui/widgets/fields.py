"""Fields of a form. Each says `committed` with its value when it is left or Enter is pressed.

A field remembers what the file holds (`kept`). What is shown from the file never overwrites what
somebody has typed and not yet seen taken: a refused value stays where it was typed.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QWidget,
)

from safeguard_desk.rules.dates import explain, read_date, write_date
from safeguard_desk.ui.widgets.pen import Pen
from safeguard_desk.ui.widgets.undo_keys import gives_away

PAUSE = 700
"""Milliseconds after the last key when running text is saved."""
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


class LineField(QLineEdit):
    """One line of text."""

    committed = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """Make an empty line; `name` is what a screen reader says."""
        super().__init__(parent)
        self.kept = ""
        self._offered = ""
        self.setAccessibleName(name)
        self.editingFinished.connect(self.commit)

    def show_value(self, value: Any) -> None:
        """Show what the file holds, unless something else is being typed here."""
        text = "" if value is None else str(value)
        if self.text() in {self.kept, self._offered}:
            self._set(text)
        self.kept = self._offered = text

    def put_back(self) -> None:
        """Show what the file holds in place of what was typed."""
        self._set(self.kept)
        self._offered = self.kept

    def refused(self) -> None:
        """Remember that what was offered was not taken: it stays, and is offered again."""
        self._offered = self.kept

    def offered(self) -> None:
        """Remember that what is typed is on its way after all, with the reason asked for."""
        self._offered = self.text()

    def value(self) -> Any:
        """Return what the field means now."""
        return self.text().strip()

    def commit(self) -> None:
        """Offer what was typed, if it is new."""
        if self.text() not in {self.kept, self._offered}:
            self._offered = self.text()
            self.committed.emit(self.value())

    def _set(self, text: str) -> None:
        if self.text() != text:
            self.setText(text)
            self.setCursorPosition(0)

    def event(self, event: QEvent) -> bool:
        """Leave undo to the desk when there is nothing to undo here."""
        if gives_away(self, event):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Escape put back what the file holds."""
        if event.key() == Qt.Key.Key_Escape and self.text() != self.kept:
            self.put_back()
            return
        super().keyPressEvent(event)


class NumberField(LineField):
    """A whole number; what is no number is kept as typed and not offered."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """Make a field as wide as a number."""
        super().__init__(name, parent)
        self.setMaximumWidth(self.fontMetrics().averageCharWidth() * 14)

    def value(self) -> Any:
        """Return the number, or None."""
        text = self.text().strip()
        return int(text) if text.lstrip("-").isdecimal() else None

    def commit(self) -> None:
        """Offer a number, or the wish for none."""
        wrong = bool(self.text().strip()) and self.value() is None
        self.setProperty("wrong", wrong)
        self.setToolTip("Type a whole number." if wrong else "")
        if not wrong:
            super().commit()


class TextField(QPlainTextEdit):
    """Running text, as tall as what it holds; saved shortly after the last key and when left."""

    committed = Signal(object)
    LEAST, MOST = 2, 9

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """Make an empty text; `name` is what a screen reader says."""
        super().__init__(parent)
        self.kept = ""
        self._offered = ""
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self.commit)
        self.textChanged.connect(self._typed)
        self.pen = Pen(self)
        self._fit()

    def show_value(self, value: Any) -> None:
        """Show what the file holds, unless something else is being typed here."""
        text = "" if value is None else str(value)
        if self.toPlainText() in {self.kept, self._offered}:
            self._set(text)
        self.kept = self._offered = text

    def put_back(self) -> None:
        """Show what the file holds in place of what was typed."""
        self._set(self.kept)
        self._offered = self.kept

    def refused(self) -> None:
        """Remember that what was offered was not taken: it stays, and is offered again."""
        self._offered = self.kept

    def offered(self) -> None:
        """Remember that what is typed is on its way after all."""
        self._offered = self.toPlainText()

    def value(self) -> Any:
        """Return the text, whatever spaces it ends in: somebody may be about to type on."""
        return self.toPlainText()

    def commit(self) -> None:
        """Offer what was typed, if it is new."""
        self._pause.stop()
        if self.toPlainText() not in {self.kept, self._offered}:
            self._offered = self.toPlainText()
            self.committed.emit(self.value())

    def _set(self, text: str) -> None:
        if self.toPlainText() == text:
            return
        self.blockSignals(True)
        self.setPlainText(text)
        self.blockSignals(False)
        self.pen.look_over()
        self._fit()

    def _typed(self) -> None:
        self._fit()
        if self.toPlainText() not in {self.kept, self._offered}:
            self._pause.start()

    def _fit(self) -> None:
        lines = int(self.document().size().height())
        shown = max(self.LEAST, min(self.MOST, lines))
        margins = 2 * int(self.document().documentMargin()) + 14
        height = shown * self.fontMetrics().lineSpacing() + margins
        if height != self.height() or height != self.minimumHeight():
            self.setFixedHeight(height)

    def resizeEvent(self, event: Any) -> None:
        """Fit the height to the lines at this width."""
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        """Leave undo to the desk when there is nothing to undo here."""
        if gives_away(self, event):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let the pen take its keys first."""
        if not self.pen.take_key(event):
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer suggestions for a misspelt word before the usual menu."""
        menu = self.createStandardContextMenu()
        found = self.pen.at(self.cursorForPosition(event.pos()).position())
        if found is not None and not self.isReadOnly():
            self.pen.menu_for(found, menu)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Save when left."""
        super().focusOutEvent(event)
        self.commit()


class DateField(QWidget):
    """A date typed loosely; what it is understood as stands beside it. Nothing is refused."""

    committed = Signal(object)

    def __init__(
        self, name: str, today: Callable[[], date], hint: str = "", parent: QWidget | None = None
    ) -> None:
        """Make an empty field; `today` tells from which day "next tue" is counted."""
        super().__init__(parent)
        self._today = today
        self.line = LineField(name, self)
        self.line.setPlaceholderText(hint or "14 jan, next tue, +10wd")
        self.line.setMinimumWidth(
            self.fontMetrics().horizontalAdvance(self.line.placeholderText()) + 24
        )
        self.understood = QLabel(self)
        self.understood.setProperty("role", "quiet")
        self.understood.setWordWrap(True)
        self.understood.setAccessibleName(f"{name}, understood as")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.line)
        layout.addWidget(self.understood, 1)
        self.setFocusProxy(self.line)
        self.line.textChanged.connect(self._understand)
        self.line.committed.connect(self._offer)

    def show_value(self, value: date | None) -> None:
        """Show what the file holds, unless something else is being typed here."""
        self.line.show_value(write_date(value) if value else "")
        self._understand()

    def put_back(self) -> None:
        """Show what the file holds in place of what was typed."""
        self.line.put_back()

    def refused(self) -> None:
        """Remember that what was offered was not taken."""
        self.line.refused()

    def offered(self) -> None:
        """Remember that what is typed is on its way after all."""
        self.line.offered()

    def value(self) -> date | None:
        """Return the date that the words mean; None if they mean none."""
        return read_date(self.line.text(), self._today())

    def commit(self) -> None:
        """Offer what was typed, if it is new."""
        self.line.commit()

    def _offer(self) -> None:
        if self.value() is None and self.line.text().strip():
            self.line.refused()  # what is not understood stays, with the reason beside it
            return
        self.committed.emit(self.value())

    def _understand(self) -> None:
        text, day = self.line.text(), self.value()
        if day is None:
            words = explain(text, self._today())
        elif text == self.line.kept:
            words = _WEEKDAYS[day.weekday()]
        else:
            words = f"{_WEEKDAYS[day.weekday()]} {write_date(day)}"
        self.understood.setText(words)


class YesNoField(QCheckBox):
    """Yes or no."""

    committed = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """Make an empty box; its words stand in the form's own label."""
        super().__init__("Yes", parent)
        self.kept = False
        self.setAccessibleName(name)
        self.clicked.connect(self.commit)

    def show_value(self, value: Any) -> None:
        """Show what the file holds."""
        self.kept = bool(value)
        self.setChecked(self.kept)

    def put_back(self) -> None:
        """Show what the file holds in place of what was chosen."""
        self.setChecked(self.kept)

    def refused(self) -> None:
        """Leave the box as it was ticked; what is wrong is said beside it."""

    def offered(self) -> None:
        """Leave the box as it was ticked."""

    def value(self) -> bool:
        """Return what is chosen."""
        return self.isChecked()

    def commit(self) -> None:
        """Offer what is chosen, if it is new."""
        if self.isChecked() != self.kept:
            self.committed.emit(self.isChecked())

    def sizeHint(self) -> QSize:
        """Be as tall as a line."""
        return super().sizeHint().expandedTo(QSize(0, 28))
