"""A table of plain rows that follows the file without losing its place, and the view of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QBrush, QColor, QFont, QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
Role = Qt.ItemDataRole
_PADDING = 34
"""Points beside the words of a cell: the look's own padding, and air."""


@dataclass(frozen=True)
class Column:
    """A column: its title, the words it shows of a row, and what can be edited in place.

    `name` is the field an edit is for (empty: not edited), `value` what the editor begins with,
    `ticked` makes it a box to tick. `width` is in characters; 0 takes what is left.
    """

    title: str
    words: Callable[[Any], str]
    width: int = 0
    name: str = ""
    value: Callable[[Any], Any] | None = None
    ticked: Callable[[Any], bool] | None = None
    right: bool = False
    tip: Callable[[Any], str] | None = None
    """What is told besides, when somebody points at the cell."""


@dataclass(frozen=True)
class Style:
    """How a row stands out: bold, or a colour (of all columns or `only` one); words say it too."""

    bold: bool = False
    colour: QColor | None = None
    only: int | None = None


def _plain(_: Any) -> Style:
    return Style()


class Rows(QAbstractTableModel):
    """Rows with an `id` each. An edit is only offered (`edited`): the file has the last word."""

    edited = Signal(object, str, object)
    """A row's id, the field, the new value."""

    def __init__(
        self,
        columns: Sequence[Column],
        parent: QWidget | None = None,
        *,
        style: Callable[[Any], Style] = _plain,
        spoken: Callable[[Any], str] | None = None,
    ) -> None:
        """Make an empty table; `spoken` is a row in one sentence, for a screen reader."""
        super().__init__(parent)
        self.columns = tuple(columns)
        self.rows: list[Any] = []
        self.read_only = False
        self._style = style
        self._spoken = spoken

    def reset(self, rows: Sequence[Any]) -> None:
        """Show quite other rows at once; nothing of what was chosen stays."""
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def show(self, rows: Sequence[Any]) -> None:
        """Show these rows instead; selection, scroll place and an open editor stay with theirs."""
        wanted = [row.id for row in rows]
        keep = set(wanted)
        for place in range(len(self.rows) - 1, -1, -1):
            if self.rows[place].id not in keep:
                self.beginRemoveRows(ROOT, place, place)
                del self.rows[place]
                self.endRemoveRows()
        here = {row.id for row in self.rows}
        for place, row in enumerate(rows):
            if row.id not in here:
                self.beginInsertRows(ROOT, place, place)
                self.rows.insert(place, row)
                self.endInsertRows()
        if [row.id for row in self.rows] != wanted:
            self._reorder(wanted)
        for place, row in enumerate(rows):
            if self.rows[place] != row:
                self.rows[place] = row
                last = self.index(place, len(self.columns) - 1)
                self.dataChanged.emit(self.index(place, 0), last)

    def _reorder(self, wanted: list[str]) -> None:
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        ids = [self.rows[index.row()].id for index in before]
        place = {row_id: number for number, row_id in enumerate(wanted)}
        self.rows.sort(key=lambda row: place[row.id])
        after = [
            self.index(place[row_id], old.column()) for row_id, old in zip(ids, before, strict=True)
        ]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def restyle(self) -> None:
        """Paint every row anew: what the clock says of them has changed."""
        if self.rows:
            last = self.index(len(self.rows) - 1, len(self.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def place(self, row_id: str | None) -> int:
        """Return where a row stands; -1 when it is not there."""
        return next((n for n, row in enumerate(self.rows) if row.id == row_id), -1)

    def rowCount(self, parent: Index = ROOT) -> int:
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = ROOT) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """Return what a cell shows."""
        if not index.isValid():
            return None
        row, column = self.rows[index.row()], self.columns[index.column()]
        if role in {Role.DisplayRole, Role.ToolTipRole}:
            told = column.tip if role == Role.ToolTipRole else None
            return (told or column.words)(row)
        if role == Role.EditRole:
            return column.value(row) if column.value else column.words(row)
        if role == Role.CheckStateRole and column.ticked is not None:
            return Qt.CheckState.Checked if column.ticked(row) else Qt.CheckState.Unchecked
        if role == Role.AccessibleTextRole:
            return self._spoken(row) if self._spoken else f"{column.title}: {column.words(row)}"
        return self._look(row, index.column(), role)

    def _look(self, row: Any, column: int, role: int) -> Any:
        if role == Role.TextAlignmentRole:
            return _RIGHT if self.columns[column].right else _LEFT
        if role not in {Role.FontRole, Role.ForegroundRole}:
            return None
        style = self._style(row)
        if role == Role.ForegroundRole:
            coloured = style.colour is not None and style.only in {None, column}
            return QBrush(style.colour) if coloured else None
        if not style.bold:
            return None
        font = QFont()
        font.setBold(True)
        return font

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> Any:
        """Return a column's title."""
        if orientation is not Qt.Orientation.Horizontal or section >= len(self.columns):
            return None
        if role == Role.DisplayRole:
            return self.columns[section].title
        if role == Role.TextAlignmentRole:
            return _RIGHT if self.columns[section].right else _LEFT
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Say what can be done with a cell."""
        flags = super().flags(index)
        if not index.isValid():
            return flags
        column = self.columns[index.column()]
        if column.ticked is not None and not self.read_only:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        if column.name and column.ticked is None and not self.read_only:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def setData(self, index: Index, value: Any, role: int = Role.EditRole) -> bool:
        """Offer an edit; the cell shows it when the file holds it."""
        row, column = self.rows[index.row()], self.columns[index.column()]
        if role == Role.CheckStateRole and column.ticked is not None:
            self.edited.emit(row.id, column.name, Qt.CheckState(value) == Qt.CheckState.Checked)
            return True
        if role == Role.EditRole and column.name and value != self.data(index, Role.EditRole):
            self.edited.emit(row.id, column.name, value)
            return True
        return False


class Roomy(QStyledItemDelegate):
    """Gives every row some air."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the cell's size with room above and below."""
        size = super().sizeHint(option, index)
        return QSize(size.width(), size.height() + 6)


class RowsView(QTableView):
    """A view of Rows by whole lines: Enter opens, Delete removes, Alt+Up and Alt+Down move."""

    opened = Signal(object)
    removed = Signal(object)
    moved = Signal(object, int)
    """A row's id, and by how many places it shall move."""
    pressed_key = Signal(object, str)
    """A row's id and a letter that was pressed on it."""

    def __init__(self, rows: Rows, name: str, parent: QWidget | None = None) -> None:
        """Show rows; `name` is what a screen reader says."""
        super().__init__(parent)
        rows.setParent(self)
        self.rows = rows
        self.setModel(rows)
        self.setAccessibleName(name)
        self.letters = ""
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setAlternatingRowColors(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(Roomy(self))
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.doubleClicked.connect(self._double)
        self._lay_columns()

    def _lay_columns(self) -> None:
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setMinimumSectionSize(8)
        header.setSectionsClickable(False)
        for place, column in enumerate(self.rows.columns):
            if column.width:
                header.setSectionResizeMode(place, QHeaderView.ResizeMode.Fixed)
                self.setColumnWidth(
                    place, column.width * self.fontMetrics().averageCharWidth() + _PADDING
                )
            else:
                header.setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)

    def showEvent(self, event: QShowEvent) -> None:
        """Measure the columns in the font that the look has given by now."""
        super().showEvent(event)
        self._lay_columns()

    @property
    def chosen(self) -> str | None:
        """The id of the chosen row."""
        place = self.currentIndex().row()
        return self.rows.rows[place].id if 0 <= place < len(self.rows.rows) else None

    def choose(self, row_id: str | None, column: int | None = None) -> None:
        """Choose a row by id; nothing happens when it is not there."""
        place = self.rows.place(row_id)
        if place < 0:
            return
        wanted = max(self.currentIndex().column(), 0) if column is None else column
        index = self.rows.index(place, wanted)
        if index != self.currentIndex():
            self.setCurrentIndex(index)

    def _double(self, index: QModelIndex) -> None:
        if not self.rows.flags(index) & Qt.ItemFlag.ItemIsEditable and self.chosen:
            self.opened.emit(self.chosen)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the keys of the list; what is left goes to the table."""
        chosen = None if self.state() == self.State.EditingState else self.chosen
        if chosen is None or not self._take_key(chosen, event):
            super().keyPressEvent(event)

    def _take_key(self, chosen: str, event: QKeyEvent) -> bool:
        key, modifiers = event.key(), event.modifiers()
        alt = modifiers == Qt.KeyboardModifier.AltModifier
        if alt and key in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self.moved.emit(chosen, -1 if key == Qt.Key.Key_Up else 1)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not modifiers:
            self.opened.emit(chosen)
        elif key == Qt.Key.Key_Delete and not modifiers:
            self.removed.emit(chosen)
        elif (
            event.text()
            and event.text().upper() in self.letters
            and not (modifiers & ~Qt.KeyboardModifier.ShiftModifier)
        ):
            self.pressed_key.emit(chosen, event.text().upper())
        else:
            return False
        return True
