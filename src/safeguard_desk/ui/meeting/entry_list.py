"""Entries of the minutes one below the other, under one item or under all of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLabel, QScrollArea, QVBoxLayout, QWidget

from safeguard_desk.ui.meeting.entry_menu import EntryMenu
from safeguard_desk.ui.meeting.entry_widget import LOOK, EntryWidget
from safeguard_desk.ui.meeting.fields import save_all
from safeguard_desk.ui.meeting.step import Bench
from safeguard_desk.views.meetings import EntryView
from safeguard_desk.work import minuting

LAST = 1_000_000
"""A place behind all entries of an item."""
AT_ONCE = 12
"""New entries that are made in one go: as many as a window shows, in less than a blink."""


@dataclass(frozen=True)
class Section:
    """An item's entries; `heading` is empty where the page says the item already."""

    item_id: str
    heading: str
    entries: tuple[EntryView, ...]
    empty: str = ""


class EntryList(QScrollArea):
    """Shows sections of entries. Widgets stay with their entry: nobody's typing is torn away."""

    def __init__(self, bench: Bench, name: str, parent: QWidget | None = None) -> None:
        """Make an empty list; `name` is what a screen reader says."""
        super().__init__(parent)
        self.bench = bench
        self._widgets: dict[str, EntryWidget] = {}
        self._headings: dict[str, QLabel] = {}
        self._empties: dict[str, QLabel] = {}
        self._sections: tuple[Section, ...] = ()
        self.items: tuple[tuple[str, str], ...] = ()
        """The items an entry can be moved to: id, and words to choose by."""
        self._stops: list[QWidget] = []
        self._locked = False
        self._menu: EntryMenu | None = None
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(0)
        self._rest.timeout.connect(self._fill)
        self._wanted: str | None = None
        self._marked: tuple[str | None, tuple[tuple[int, int], ...]] = (None, ())
        self._removed_words = ""
        self.setAccessibleName(name)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        page = QWidget(self)
        page.setStyleSheet(LOOK)
        page.setBackgroundRole(QPalette.ColorRole.Base)
        page.setAutoFillBackground(True)
        self._layout = QVBoxLayout(page)
        self._layout.setContentsMargins(8, 6, 8, 6)
        self._layout.setSpacing(2)
        self._layout.addStretch(1)
        self.setWidget(page)

    def show_sections(self, sections: Sequence[Section], *, locked: bool) -> None:
        """Show these sections instead; of many new entries, the last come in a moment later."""
        self._sections, self._locked = tuple(sections), locked
        self._drop_what_left()
        self._fill()

    def _fill(self) -> None:
        place, made = 0, 0
        for section in self._sections:
            place = self._place_label(self._headings, section.item_id, section.heading, place)
            for entry in section.entries:
                if entry.id not in self._widgets:
                    made += 1
                if made > AT_ONCE:
                    self._rest.start()
                    return
                widget = self._widget(entry)
                widget.show_entry(entry, locked=self._locked)
                place = self._put(widget, place)
            empty = "" if section.entries else section.empty
            place = self._place_label(self._empties, section.item_id, empty, place)
        self._order_tabs()

    @property
    def shown(self) -> list[EntryWidget]:
        """The entries from top to bottom."""
        ids = [entry.id for section in self._sections for entry in section.entries]
        return [self._widgets[entry_id] for entry_id in ids if entry_id in self._widgets]

    def _order_tabs(self) -> None:
        """Let Tab go from top to bottom, whatever order the entries were made in."""
        stops = [stop for entry in self.shown for stop in entry.stops]
        if stops != self._stops:
            self._stops = stops
            for one, following in pairwise(stops):
                self.setTabOrder(one, following)

    def _drop_what_left(self) -> None:
        here = {entry.id for section in self._sections for entry in section.entries}
        for entry_id in [known for known in self._widgets if known not in here]:
            self._discard(self._widgets.pop(entry_id))
        items = {section.item_id for section in self._sections}
        for labels in (self._headings, self._empties):
            for item_id in [known for known in labels if known not in items]:
                self._discard(labels.pop(item_id))

    def _discard(self, widget: QWidget) -> None:
        self._layout.removeWidget(widget)
        widget.hide()
        widget.deleteLater()

    def _widget(self, entry: EntryView) -> EntryWidget:
        widget = self._widgets.get(entry.id)
        if widget is None:
            widget = self._widgets[entry.id] = EntryWidget(self.bench, entry, self.widget())
            widget.moved.connect(self.move_entry)
            widget.removed.connect(self.remove_entry)
            widget.menu_wanted.connect(self._open_menu)
            widget.item_wanted.connect(self._to_item)
        return widget

    def _open_menu(self, widget: EntryWidget, place: QPoint) -> None:
        if self._menu is None:
            self._menu = EntryMenu(self)
        self._menu.open_for(widget, place, self.items)

    @property
    def menu(self) -> EntryMenu | None:
        """The menu, once it was opened for an entry."""
        return self._menu

    def _place_label(self, labels: dict[str, QLabel], key: str, words: str, place: int) -> int:
        label = labels.get(key)
        if label is None:
            label = labels[key] = QLabel(self.widget())
            label.setWordWrap(True)
            if labels is self._headings:
                font = label.font()
                font.setBold(True)
                label.setFont(font)
                label.setContentsMargins(0, 10, 0, 2)
        label.setText(words)
        label.setVisible(bool(words))
        return self._put(label, place)

    def _put(self, widget: QWidget, place: int) -> int:
        found = self._layout.indexOf(widget)
        if found != place:
            if found >= 0:
                self._layout.removeWidget(widget)
            self._layout.insertWidget(place, widget)
            widget.show() if isinstance(widget, EntryWidget) else None
        return place + 1

    def save(self) -> None:
        """Save whatever is being typed."""
        save_all(self)

    def reveal(self, entry_id: str | None) -> None:
        """Bring an entry, or an item's heading, into sight, once the page has been laid out."""
        self._wanted = entry_id
        QTimer.singleShot(0, self, self._reveal)

    def _reveal(self) -> None:
        wanted = self._wanted or ""
        widget = self._widgets.get(wanted) or self._headings.get(wanted)
        if wanted and wanted == self._marked[0] and wanted in self._widgets:
            self._widgets[wanted].text.pen.show_found(self._marked[1])
        if widget is not None:
            self.ensureWidgetVisible(widget, 0, 12)

    def mark(self, entry_id: str | None, spans: Sequence[tuple[int, int]]) -> None:
        """Mark places in the text of one entry; the marks of all others go."""
        self._marked = (entry_id, tuple(spans))
        for known, widget in self._widgets.items():
            widget.text.pen.show_found(spans if known == entry_id else ())

    def focus_entry(self, entry_id: str) -> None:
        """Put the cursor into an entry's text."""
        widget = self._widgets.get(entry_id)
        if widget is not None:
            widget.text.setFocus()
            widget.text.go_to_end()
            self.reveal(entry_id)

    def move_entry(self, entry_id: str, by: int) -> None:
        """Move an entry up or down; past the first or last it goes to the neighbouring item."""
        self.save()
        for number, section in enumerate(self._sections):
            ids = [entry.id for entry in section.entries]
            if entry_id not in ids:
                continue
            place = ids.index(entry_id) + 1 + by
            if 1 <= place <= len(ids):
                self._move(entry_id, section.item_id, place)
            elif 0 <= number + by < len(self._sections):
                other = self._sections[number + by]
                self._move(entry_id, other.item_id, len(other.entries) + 1 if by < 0 else 1)
            return

    def _to_item(self, entry_id: str, item_id: str) -> None:
        """Move an entry to the end of another item."""
        self._widgets[entry_id].text.commit()
        self._move(entry_id, item_id, LAST)

    def _move(self, entry_id: str, item_id: str, place: int) -> None:
        number = self._widgets[entry_id].entry.number
        self.bench.do(
            f"Move {number}",
            partial(minuting.move_entry, entry_id=entry_id, item_id=item_id, to=place),
        )

    def remove_entry(self, entry_id: str) -> None:
        """Take an entry out; Ctrl+Z brings it back."""
        entry = self._widgets[entry_id].entry
        self._widgets[entry_id].text.commit()
        self._removed_words = f"Removed {entry.number}." + (
            f" {entry.action.ref} stays in the tracker." if entry.action else ""
        )
        self.bench.do(
            f"Remove {entry.number}",
            partial(minuting.remove_entry, entry_id=entry_id),
            then=self._was_removed,
        )

    def _was_removed(self, _: object) -> None:
        self.bench.say(f"{self._removed_words} Ctrl+Z brings it back.")
