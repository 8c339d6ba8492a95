"""A cell that is edited by choosing from a list."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QComboBox, QStyledItemDelegate, QStyleOptionViewItem, QWidget

Index = QModelIndex | QPersistentModelIndex
Choices = tuple[tuple[str, Any], ...]
"""Words and the value they stand for."""


class ChoiceDelegate(QStyledItemDelegate):
    """Offers a list of choices; what they are is asked when the list opens."""

    def __init__(self, name: str, choices: Callable[[], Choices], parent: QWidget) -> None:
        """Take the name for a screen reader, and what gives the choices."""
        super().__init__(parent)
        self._name = name
        self._choices = choices

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Return the list."""
        box = QComboBox(parent)
        box.setAccessibleName(self._name)
        for words, value in self._choices():
            box.addItem(words, (value,))
        return box

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Choose what the row has."""
        if isinstance(editor, QComboBox):
            value = index.data(Qt.ItemDataRole.EditRole)
            values = [choice for _, choice in self._choices()]
            editor.setCurrentIndex(values.index(value) if value in values else 0)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Offer what was chosen."""
        if isinstance(editor, QComboBox):
            model.setData(index, editor.currentData()[0])
