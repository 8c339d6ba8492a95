"""One field of a form: its title, the field, and a line for a reason or a refusal under it."""

from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from safeguard_desk.errors import Refusal
from safeguard_desk.registers.cells import CHOICES
from safeguard_desk.registers.declare import Editor, Field
from safeguard_desk.rules.terms import Term
from safeguard_desk.ui.jobs import Jobs
from safeguard_desk.ui.widgets.choices import PickField, TermField
from safeguard_desk.ui.widgets.fields import (
    DateField,
    LineField,
    NumberField,
    TextField,
    YesNoField,
)
from safeguard_desk.ui.widgets.notices import announce


def today(jobs: Jobs) -> date:
    """Return the day that the desk counts from."""
    return jobs.read(lambda reader: reader.today)


def make_field(field: Field, jobs: Jobs, parent: QWidget) -> Any:
    """Return the widget a field is filled in with."""
    name = field.title
    if field.editor in CHOICES:
        return PickField(name, partial(jobs.read, CHOICES[field.editor]), parent)
    match field.editor:
        case Editor.TEXT:
            made: Any = TextField(name, parent)
        case Editor.DATE:
            made = DateField(name, partial(today, jobs), field.hint, parent)
        case Editor.TERM:
            made = TermField(name, field.term or Term, parent, required=field.required)
        case Editor.NUMBER:
            made = NumberField(name, parent)
        case Editor.YES_NO:
            made = YesNoField(name, parent)
        case _:
            made = LineField(name, parent)
            made.setPlaceholderText(field.hint)
    return made


class FieldRow(QWidget):
    """A field with its title over it and what is said about it under it."""

    offered = Signal(object, object)
    """The row itself, and a new value."""
    reasoned = Signal(object, object)
    """The row itself, and the reason given for the value it holds."""
    said = Signal(object)
    """The row itself: something is said or asked under its field now."""

    def __init__(self, field: Field, jobs: Jobs, parent: QWidget | None = None) -> None:
        """Lay the row out."""
        super().__init__(parent)
        self.field = field
        self.seen: Any = None
        self.widget = make_field(field, jobs, self)
        title = QLabel(f"{field.title} *" if field.required else field.title, self)
        title.setProperty("role", "quiet")
        title.setBuddy(self.widget)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(3)
        self._layout.addWidget(title)
        self._layout.addWidget(self.widget)
        self._layout.addStretch(1)
        self._said: QLabel | None = None
        self._reason: QWidget | None = None
        self.reason_line: QLineEdit | None = None
        self.widget.committed.connect(self._offer)

    def show_value(self, value: Any) -> None:
        """Show what the file holds."""
        if value == self.seen and self._reason is not None:
            return  # somebody is giving the reason for another value just now
        self.seen = value
        self.widget.show_value(value)
        self.quiet()

    def refuse(self, refusal: Refusal) -> None:
        """Say under the field why its value was not taken; what was typed stays."""
        self.quiet()
        self.widget.refused()
        self._said = QLabel(str(refusal), self)
        self._said.setProperty("role", "bad")
        self._said.setWordWrap(True)
        self._layout.insertWidget(2, self._said)
        announce(self, str(refusal))
        self.said.emit(self)

    def ask_reason(self, words: str) -> None:
        """Ask under the field for the reason of its new value."""
        self.quiet()
        self.widget.refused()
        self._reason = QWidget(self)
        self.reason_line = QLineEdit(self._reason)
        self.reason_line.setAccessibleName(words)
        self.reason_line.setPlaceholderText("Reason, then Enter")
        question = QLabel(words, self._reason)
        question.setProperty("role", "heading")
        question.setWordWrap(True)
        back = QPushButton("Put back", self._reason)
        line = QHBoxLayout()
        line.addWidget(self.reason_line, 1)
        line.addWidget(back)
        layout = QVBoxLayout(self._reason)
        layout.setContentsMargins(0, 4, 0, 0)
        layout.addWidget(question)
        layout.addLayout(line)
        self._layout.insertWidget(2, self._reason)
        self.reason_line.returnPressed.connect(self._give_reason)
        back.clicked.connect(self.put_back)
        self.reason_line.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, words)
        self.said.emit(self)

    def put_back(self) -> None:
        """Show what the file holds in place of what was typed."""
        self.quiet()
        self.widget.put_back()
        self.widget.setFocus()

    def quiet(self) -> None:
        """Take away what is said or asked under the field."""
        for part in (self._said, self._reason):
            if part is not None:
                self._layout.removeWidget(part)
                part.hide()
                part.deleteLater()
        self._said = self._reason = self.reason_line = None

    def _offer(self, value: object) -> None:
        self.offered.emit(self, value)

    def _give_reason(self) -> None:
        if self.reason_line is not None and self.reason_line.text().strip():
            self.widget.offered()
            self.reasoned.emit(self, self.reason_line.text().strip())
