"""What can be done with an entry besides typing in it: one menu for all entries of a list."""

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from safeguard_desk.rules.terms import EntryKind
from safeguard_desk.views.meetings import EntryView


class Entry(Protocol):
    """An entry on screen, as far as the menu is concerned."""

    entry: EntryView

    def convert(self, kind: EntryKind) -> None:
        """Make it of another kind."""

    def restrict(self, restricted: bool) -> None:
        """Put it in the restricted part, or take it out."""

    def correct_time(self) -> None:
        """Put the cursor into its time."""

    def move_to(self, item_id: str) -> None:
        """Move it under another item."""

    def move_by(self, by: int) -> None:
        """Move it up or down."""

    def remove(self) -> None:
        """Take it out of the minutes."""


class EntryMenu(QMenu):
    """Kinds to choose from, the restricted part, and the place."""

    def __init__(self, parent: QWidget) -> None:
        """Make the menu once; `open_for` says for which entry it is open."""
        super().__init__(parent)
        self._entry: Entry | None = None
        self._kinds = QActionGroup(self)
        for kind in EntryKind:
            action = self.addAction(kind.label)
            action.setData(kind)
            action.setCheckable(True)
            self._kinds.addAction(action)
        self._kinds.triggered.connect(self._convert)
        self.addSeparator()
        self._restricted = self.addAction("Restricted")
        self._restricted.setCheckable(True)
        self._restricted.triggered.connect(self._restrict)
        self.addSeparator()
        self._items = QMenu("Move to item", self)
        self._items.triggered.connect(self._to_item)
        self.addMenu(self._items)
        for words, slot in (
            ("Correct the time\tCtrl+Shift+T", self._time),
            ("Move up\tAlt+Up", self._up),
            ("Move down\tAlt+Down", self._down),
            ("Remove\tCtrl+Shift+Del", self._remove),
        ):
            self.addAction(words).triggered.connect(slot)

    def open_for(self, entry: Entry, place: QPoint, items: Sequence[tuple[str, str]] = ()) -> None:
        """Open the menu for an entry at a place of the screen; what the entry is, is ticked."""
        self._entry = entry
        self._items.clear()
        for item_id, words in items:
            action = self._items.addAction(words.replace("&", "&&"))
            action.setData(item_id)
            action.setEnabled(item_id != entry.entry.item_id)
        self._items.menuAction().setVisible(len(items) > 1)
        for action in self._kinds.actions():
            action.setChecked(action.data() == entry.entry.kind)
        self._restricted.setChecked(entry.entry.restricted)
        self.popup(place)

    def _convert(self, action: QAction) -> None:
        if self._entry is not None:
            self._entry.convert(next(kind for kind in EntryKind if kind == action.data()))

    def _restrict(self) -> None:
        if self._entry is not None:
            self._entry.restrict(self._restricted.isChecked())

    def _to_item(self, action: QAction) -> None:
        if self._entry is not None:
            self._entry.move_to(action.data())

    def _time(self) -> None:
        if self._entry is not None:
            self._entry.correct_time()

    def _up(self) -> None:
        if self._entry is not None:
            self._entry.move_by(-1)

    def _down(self) -> None:
        if self._entry is not None:
            self._entry.move_by(1)

    def _remove(self) -> None:
        if self._entry is not None:
            self._entry.remove()
