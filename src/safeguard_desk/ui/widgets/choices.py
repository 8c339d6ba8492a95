"""Fields that choose: one of the field's terms, or a record by typing a part of its name."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtGui import QFocusEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QCompleter, QWidget

from safeguard_desk.rules.terms import Term
from safeguard_desk.ui.widgets.fields import LineField

Choice = tuple[str, str]
"""A record's id and the words it is chosen by."""


class TermField(QComboBox):
    """One of an enumeration's terms."""

    committed = Signal(object)

    def __init__(
        self,
        name: str,
        term: type[Term],
        parent: QWidget | None = None,
        *,
        required: bool = False,
    ) -> None:
        """Offer every term by its label, and none at all unless it is required."""
        super().__init__(parent)
        self.kept: Term | None = None
        self._terms: list[Term | None] = [] if required else [None]
        self._terms += list(term)
        for known in self._terms:
            self.addItem("–" if known is None else known.label)
        self.setCurrentIndex(-1 if required else 0)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.activated.connect(self.commit)

    def show_value(self, value: Any) -> None:
        """Show what the file holds."""
        self.kept = value
        self.setCurrentIndex(self._terms.index(value) if value in self._terms else -1)

    def put_back(self) -> None:
        """Show what the file holds in place of what was chosen."""
        self.show_value(self.kept)

    def refused(self) -> None:
        """Leave the choice as it was made; what is wrong is said beside it."""

    def offered(self) -> None:
        """Leave the choice as it was made."""

    def value(self) -> Term | None:
        """Return the term that is chosen."""
        place = self.currentIndex()
        return self._terms[place] if place >= 0 else None

    def commit(self) -> None:
        """Offer what is chosen, if it is new."""
        if self.value() != self.kept:
            self.committed.emit(self.value())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page: scrolling past must not choose."""
        event.ignore()


class PickField(LineField):
    """A record chosen by typing any part of its name; Enter takes the first that fits."""

    def __init__(
        self, name: str, load: Callable[[], Sequence[Choice]], parent: QWidget | None = None
    ) -> None:
        """Offer what `load` gives; it is asked anew each time somebody comes to the field."""
        super().__init__(name, parent)
        self._load = load
        self._choices: Sequence[Choice] = ()
        self.kept_id: str | None = None
        self._names = QStringListModel(self)
        completer = QCompleter(self._names, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setMaxVisibleItems(12)
        self.setCompleter(completer)
        popup = completer.popup()
        assert popup is not None  # noqa: S101 - a completer always has one
        self._popup: QAbstractItemView = popup
        completer.activated.connect(self._picked)
        self.setPlaceholderText("Type a part of the name")

    def show_value(self, value: Any) -> None:
        """Show the record that the file holds, by its id."""
        self.kept_id = value
        if value is not None and value not in dict(self._choices):
            self._choices = self._load()
        super().show_value(dict(self._choices).get(value, "") if value is not None else "")

    def value(self) -> str | None:
        """Return the id of the record meant: named whole, or the only one that fits."""
        text = self.text().strip().casefold()
        if not text:
            return None
        fitting = [choice for choice in self._choices if text in choice[1].casefold()]
        exact = [choice for choice in fitting if choice[1].casefold() == text]
        return next((identity for identity, _ in exact or fitting), None)

    def commit(self) -> None:
        """Offer the record meant, if it is another; what fits nobody stays as typed."""
        if self.text() in {self.kept, self._offered}:
            return
        if self._popup.isVisible():
            return
        identity = self.value()
        if identity is None and self.text().strip():
            self.setToolTip("Nobody of this name is on the desk. Choose from the list.")
            return
        self.setToolTip("")
        self._set(dict(self._choices).get(identity or "", ""))
        self._offered = self.text()
        if identity != self.kept_id:
            self.committed.emit(identity)

    def list_of_choices(self) -> QAbstractItemView:
        """Return the list that opens under the line while one types."""
        return self._popup

    def take_chosen(self) -> None:
        """Put the list away and take the choice that is marked in it, if one is."""
        marked = self._popup.currentIndex()
        words = marked.data() if marked.isValid() else None
        self._popup.hide()
        if words:
            self.setText(words)

    def _picked(self, _: object) -> None:
        self._popup.hide()
        self.commit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Ask who there is now."""
        self._choices = self._load()
        self._names.setStringList([words for _, words in self._choices])
        super().focusInEvent(event)
