"""The form of a register: made from its declaration, for a chosen record or for a new one."""

from collections.abc import Iterable
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.errors import Lacking, Refusal
from safeguard_desk.registers.declare import Editor, Field, Register, Section
from safeguard_desk.registers.telling import Chosen
from safeguard_desk.ui.jobs import Jobs
from safeguard_desk.ui.register.field_row import FieldRow
from safeguard_desk.ui.widgets.choices import PickField
from safeguard_desk.ui.widgets.fields import TextField
from safeguard_desk.ui.widgets.notices import NoticeBar

_COLUMNS = 2
_READABLE = 1100
"""Pixels that a form is wide at most: longer lines are hard to read."""


def lay_out(
    sections: Iterable[tuple[Section, list[FieldRow]]], parent: QWidget, *, headed: bool
) -> QGridLayout:
    """Return rows in two columns under their headings; running text takes both."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(24)
    grid.setVerticalSpacing(8)
    line = 0
    for section, rows in sections:
        if headed and line:  # the first section says what the record is: its head does already
            title = QLabel(section.title, parent)
            title.setProperty("role", "heading")
            grid.addWidget(title, line, 0, 1, _COLUMNS)
            line += 1
        column = 0
        for row in rows:
            wide = isinstance(row.widget, TextField)
            if wide and column:
                line, column = line + 1, 0
            grid.addWidget(row, line, column, 1, _COLUMNS if wide else 1)
            column += _COLUMNS if wide else 1
            if column >= _COLUMNS:
                line, column = line + 1, 0
        line += bool(column)
    grid.setRowStretch(line, 1)
    grid.setColumnStretch(0, 1)
    grid.setColumnStretch(1, 1)
    return grid


class RecordForm(QScrollArea):
    """A chosen record's fields. Each saves by itself when it is left."""

    def __init__(self, jobs: Jobs, register: Register, parent: QWidget | None = None) -> None:
        """Lay out every field that can be changed after a record is made."""
        super().__init__(parent)
        self._jobs = jobs
        self.register = register
        self.record_id: str | None = None
        self._ref = ""
        self._shown: FieldRow | None = None
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget(self)
        self.rows: dict[str, FieldRow] = {}
        sections = []
        for section in register.form:
            made = [self._row(field, inside) for field in section.fields if not field.new_only]
            sections.append((section, made))
        outer = QHBoxLayout(inside)
        outer.setContentsMargins(2, 2, 12, 6)
        holder = QWidget(inside)
        holder.setMaximumWidth(_READABLE)
        holder.setLayout(lay_out(sections, holder, headed=len(sections) > 1))
        outer.addWidget(holder, 1)
        outer.addStretch(0)
        self.setWidget(inside)

    def _row(self, field: Field, parent: QWidget) -> FieldRow:
        row = FieldRow(field, self._jobs, parent)
        row.offered.connect(self._offered)
        row.reasoned.connect(self._reasoned)
        row.said.connect(self._show_row)
        self.rows[field.name] = row
        return row

    def show_record(self, record_id: str, record: Chosen, *, editable: bool) -> None:
        """Show a record; a field in which something is typed for this same record keeps it."""
        if record_id != self.record_id:
            self.leave()
            self.record_id = record_id
            for row in self.rows.values():
                row.quiet()
                row.widget.put_back()
        self._ref = record.ref
        for name, row in self.rows.items():
            row.show_value(record.values.get(name))
            row.widget.setEnabled(editable)

    def _show_row(self, row: FieldRow) -> None:
        """Bring into view what is said or asked under a field."""
        self._shown = row
        QTimer.singleShot(0, self._bring)

    def _bring(self) -> None:
        if self._shown is not None:
            self.ensureWidgetVisible(self._shown, 0, 12)

    def leave(self) -> None:
        """Offer what is typed and not yet saved: another record is about to be shown."""
        if self.record_id is not None:
            for row in self.rows.values():
                row.widget.commit()

    def begin(self) -> None:
        """Put the focus into the first field."""
        if self.rows:
            next(iter(self.rows.values())).widget.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _offered(self, row: FieldRow, value: Any) -> None:
        self._edit(row, value, "")

    def _reasoned(self, row: FieldRow, reason: str) -> None:
        self._edit(row, row.widget.value(), reason)

    def _edit(self, row: FieldRow, value: Any, reason: str) -> None:
        edit, record_id = self.register.edit, self.record_id
        if edit is None or record_id is None or value == row.seen:
            row.quiet()
            return
        name = row.field.name
        operation = _Edit(self.register, record_id, name, row.seen, value, reason)
        self._jobs.change(
            f"Change {row.field.title.lower()} of {self._ref}",
            operation,
            then=partial(_taken, row),
            refused=partial(_refused, row, reason, value),
            merge=f"{record_id} {name}" if row.field.editor is Editor.TEXT else None,
        )


class _Edit:
    """An edit of one field, as the worker does it."""

    def __init__(self, register: Register, *given: Any) -> None:
        self._register = register
        self._given = given

    def __call__(self, uow: UnitOfWork) -> None:
        if self._register.edit is not None:
            self._register.edit(uow, *self._given)


def _taken(row: FieldRow, _: object) -> None:
    row.quiet()


def _refused(row: FieldRow, reason: str, value: Any, refusal: Refusal) -> None:
    """Ask for the reason where one was lacking; otherwise say why the value was not taken."""
    asked = row.field.asks(value)
    if asked and isinstance(refusal, Lacking) and not reason and row.widget.value() == value:
        row.ask_reason(asked)
    else:
        row.refuse(refusal)


class NewForm(QFrame):
    """An empty form for a new record; Enter saves it, Esc leaves it."""

    wanted = Signal(object, object)
    """The group's id or None, and the values by field."""
    left = Signal()

    def __init__(
        self, jobs: Jobs, register: Register, *, ask_group: bool, parent: QWidget | None = None
    ) -> None:
        """Lay out the fields; the group is asked for where the list is not one group's."""
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setObjectName("newForm")
        self.notice = NoticeBar(self)
        self.group: PickField | None = None
        self.rows = [FieldRow(field, jobs, self) for field in _asked(register)]
        title = QLabel(f"New {register.one}", self)
        title.setProperty("role", "heading")
        self.save = QPushButton(f"Add {register.one}", self)
        self.save.setProperty("leading", "true")
        self.save.setToolTip("Enter")
        self.cancel = QPushButton("Cancel", self)
        self.cancel.setToolTip("Esc")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 10)
        layout.addWidget(title)
        layout.addWidget(self.notice)
        if ask_group:
            self.group = PickField("Group", partial(jobs.read, register.offered), self)
            label = QLabel("Group *", self)
            label.setProperty("role", "quiet")
            label.setBuddy(self.group)
            layout.addWidget(label)
            layout.addWidget(self.group)
        layout.addLayout(lay_out([(Section("", ()), self.rows)], self, headed=False))
        buttons = QHBoxLayout()
        buttons.addWidget(self.save)
        buttons.addWidget(self.cancel)
        buttons.addStretch(1)
        layout.addLayout(buttons)
        self.save.clicked.connect(self.offer)
        self.cancel.clicked.connect(self.left)
        for row in self.rows:
            _line(row.widget).installEventFilter(self)

    def begin(self) -> None:
        """Put the focus into the first field."""
        first = self.group or (self.rows[0].widget if self.rows else self.save)
        first.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def offer(self) -> None:
        """Say what was filled in, or which field still waits to be."""
        self.notice.clear()
        lacking = [row for row in self.rows if row.field.required and not _filled(row.widget)]
        if self.group is not None and self.group.value() is None:
            self.notice.refuse(Refusal("The group is missing.", "", "Choose the group it is for."))
            self.group.setFocus()
        elif lacking:
            name = lacking[0].field.title
            self.notice.refuse(
                Refusal(f"“{name}” is empty.", "What you typed is kept.", "Fill it in.")
            )
            lacking[0].widget.setFocus()
        else:
            values = {
                row.field.name: row.widget.value() for row in self.rows if _filled(row.widget)
            }
            self.wanted.emit(self.group.value() if self.group else None, values)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Enter save, also in running text, where Shift+Enter begins a new line."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            plain = not event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and plain:
                self.offer()
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Esc leave the form."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


def _asked(register: Register) -> list[Field]:
    """Return the fields a new record is asked for: those of the first sections up to a reason."""
    first = register.form[0].fields if register.form else ()
    return [field for field in first if field.name != "ended_on"]


def _line(widget: Any) -> QWidget:
    line: QWidget = getattr(widget, "line", widget)
    return line


def _filled(widget: Any) -> bool:
    value = widget.value()
    return value is not None and (not isinstance(value, str) or bool(value.strip()))
