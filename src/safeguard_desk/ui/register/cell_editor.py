"""Typing into a cell of a list: Enter keeps, Tab and arrows keep and go on, Esc leaves."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QObject, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from safeguard_desk.errors import Refusal
from safeguard_desk.registers import cells
from safeguard_desk.registers.cells import Cell
from safeguard_desk.registers.declare import Editor, Field
from safeguard_desk.ui.jobs import Jobs
from safeguard_desk.ui.register.field_row import make_field
from safeguard_desk.ui.register.table import RowsTable
from safeguard_desk.ui.widgets.choices import Choice, PickField

_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_WIDE = {Editor.DATE: 320, Editor.PERSON: 320, Editor.AGENCY: 280, Editor.TERM: 180}
"""Pixels that an editor needs at least: what is typed must be seen, whatever the column."""


def _terms(field: Field) -> Sequence[Choice]:
    return [(one.value, one.label) for one in field.term or ()]


def one_line_field(field: Field, jobs: Jobs, parent: QWidget) -> Any:
    """Return the widget that a field is filled in with on one line."""
    if field.editor is Editor.TERM:
        made = PickField(field.title, partial(_terms, field), parent)
        made.setPlaceholderText(", ".join(label for _, label in _terms(field)))
        return made
    line = replace(field, editor=Editor.LINE) if field.editor is Editor.TEXT else field
    return make_field(line, jobs, parent)


def typed_value(field: Field, widget: Any) -> Any:
    """Return what a one-line field means; refuses words that mean nothing."""
    value = widget.value()
    words = getattr(widget, "line", widget).text().strip()
    if value is None and words:
        what = f"“{words}” is not understood as {field.title.lower()}."
        raise Refusal(what, "It stays where you typed it.", "Write it differently, or press Esc.")
    if field.required and not words:
        raise Refusal(f"{field.title} cannot be empty.", "It stays as it was.", "Press Esc.")
    if field.editor is Editor.TERM and field.term is not None and value is not None:
        return field.term(value)
    return value


class CellEditor(QObject):
    """The editor over one cell at a time."""

    offered = Signal(object, object)
    """The Cell that was typed, and what it is called by."""
    refused = Signal(object)
    left = Signal()
    whole_wanted = Signal()
    """The cell holds more than a line: the form is wanted."""

    def __init__(self, jobs: Jobs, table: RowsTable) -> None:
        """Work on a table."""
        super().__init__(table)
        self._jobs = jobs
        self._table = table
        self.widget: Any = None
        self._field: Field | None = None
        self._record_id = ""
        self._code = ""
        self._seen: Any = None
        table.verticalScrollBar().valueChanged.connect(self._place)
        table.horizontalHeader().geometriesChanged.connect(self._place)
        for moved in (table.rows.modelReset, table.rows.layoutChanged, table.rows.rowsInserted):
            moved.connect(self._place)

    def begin(self, index: QModelIndex) -> bool:
        """Open the editor over a cell; says whether it can be typed into."""
        self.keep()
        column = self._table.rows.columns[index.column()]
        record_id = self._table.rows.id_at(index.row())
        if column.field is None or record_id is None or not self._table.typable:
            return False
        register = self._table.rows.register
        read = partial(cells.values, register=register, ids=[record_id], name=column.field.name)
        held = self._jobs.read(read)
        if record_id not in held:
            return False
        seen = held[record_id]
        if isinstance(seen, str) and "\n" in seen:
            self.whole_wanted.emit()
            return False
        self._field, self._record_id, self._code, self._seen = (
            *(column.field, record_id, column.code, seen),
        )
        self._table.setCurrentIndex(index)
        self._table.scrollTo(index)
        self._open(seen)
        return True

    def _open(self, seen: Any) -> None:
        assert self._field is not None  # noqa: S101 - set by begin, for the type checker
        widget = self.widget = one_line_field(self._field, self._jobs, self._table.viewport())
        widget.setAutoFillBackground(True)
        widget.show_value(seen.value if self._field.editor is Editor.TERM and seen else seen)
        line = getattr(widget, "line", widget)
        line.installEventFilter(self)
        if isinstance(widget, PickField):
            widget.list_of_choices().installEventFilter(self)
        self._place()
        widget.show()
        widget.setFocus(Qt.FocusReason.OtherFocusReason)
        line.selectAll()

    def _place(self, *_: object) -> None:
        """Lie over the cell, wherever it is by now; out of sight with it."""
        if self.widget is None or self._field is None:
            return
        codes = [column.code for column in self._table.rows.columns]
        row = self._table.rows.row_of(self._record_id)
        if row < 0 or self._code not in codes:
            return
        box = self._table.visualRect(self._table.rows.index(row, codes.index(self._code)))
        wide = max(box.width(), _WIDE.get(self._field.editor, 0))
        left = min(box.left(), max(0, self._table.viewport().width() - wide))
        tall = max(box.height(), self.widget.sizeHint().height())
        self.widget.setGeometry(QRect(left, box.top() - (tall - box.height()) // 2, wide, tall))

    def keep(self) -> bool:
        """Offer what is typed and close; what is not understood stays open, with the reason."""
        if self.widget is None or self._field is None:
            return True
        try:
            value = typed_value(self._field, self.widget)
        except Refusal as refusal:
            self.refused.emit(refusal)
            return False
        cell = Cell(self._record_id, self._field.name, self._seen, value)
        title = self._field.title
        self.close()
        if cell.value != cell.seen:
            self.offered.emit(cell, title)
        return True

    def close(self) -> None:
        """Put the editor away, whatever is typed in it."""
        if self.widget is None:
            return
        widget, self.widget, self._field = self.widget, None, None
        line = getattr(widget, "line", widget)
        line.removeEventFilter(self)
        had = line.hasFocus()
        widget.hide()
        widget.deleteLater()
        if had:
            self._table.setFocus(Qt.FocusReason.OtherFocusReason)
        self.left.emit()

    def _go(self, rows: int, columns: int) -> None:
        """Keep what is typed and go on to the next cell that can be typed into."""
        index = self._table.currentIndex()
        if not self.keep():
            return
        following = self._next(index, rows, columns)
        if following.isValid():
            self.begin(following)

    def _next(self, index: QModelIndex, rows: int, columns: int) -> QModelIndex:
        model = self._table.rows
        typed = [n for n, column in enumerate(model.columns) if column.field is not None]
        row, place = index.row() + rows, index.column()
        if columns:
            ahead = [n for n in typed if (n - place) * columns > 0]
            if ahead:
                return model.index(row, min(ahead) if columns > 0 else max(ahead))
            row, place = row + columns, typed[0] if columns > 0 else typed[-1]
        step = 1 if rows + columns > 0 else -1
        while 0 <= row < model.rowCount() and model.id_at(row) is None:
            row += step
        return model.index(row, place) if 0 <= row < model.rowCount() else QModelIndex()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the keys that keep, go on and leave."""
        if self.widget is None:
            return super().eventFilter(watched, event)
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(watched, event)
        if event.type() == QEvent.Type.FocusOut and isinstance(event, QFocusEvent):
            away = event.reason() not in {
                Qt.FocusReason.PopupFocusReason,
                Qt.FocusReason.ActiveWindowFocusReason,
            }
            if away and watched is getattr(self.widget, "line", self.widget):
                self.keep()
        return super().eventFilter(watched, event)

    def _key(self, watched: QObject, event: QKeyEvent) -> bool:
        key = event.key()
        offering = isinstance(self.widget, PickField) and self.widget.list_of_choices().isVisible()
        if key in {*_ENTER, Qt.Key.Key_Tab, Qt.Key.Key_Backtab}:
            if offering:
                self.widget.take_chosen()
            if key in _ENTER:
                self.keep()
            else:
                self._go(0, 1 if key == Qt.Key.Key_Tab else -1)
            return True
        if key == Qt.Key.Key_Escape:
            self.close()
            return True
        if key in {Qt.Key.Key_Up, Qt.Key.Key_Down} and not offering:
            self._go(-1 if key == Qt.Key.Key_Up else 1, 0)
            return True
        return super().eventFilter(watched, event)
