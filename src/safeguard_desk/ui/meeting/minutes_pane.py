"""The minutes of the item under discussion, in the middle of the live step."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from safeguard_desk.ui.meeting.entry_list import EntryList, Section
from safeguard_desk.ui.meeting.interest_list import InterestList
from safeguard_desk.ui.meeting.picture import Picture
from safeguard_desk.ui.meeting.ratify import RatifyBar
from safeguard_desk.ui.meeting.step import Bench
from safeguard_desk.views.meetings import ItemView

EMPTY = (
    "No minutes under this item yet. Type a line below and press Enter: a note as it is, or "
    "a: for an action, d: for a decision."
)


class MinutesPane(QWidget):
    """One item's minutes, with a way back when another item is under discussion."""

    back = Signal()

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        """Make an empty pane."""
        super().__init__(parent)
        self.title = QLabel(self)
        self.title.setWordWrap(True)
        self.title.setAccessibleName("Item")
        font = self.title.font()
        font.setBold(True)
        font.setPointSizeF(font.pointSizeF() * 1.25)
        self.title.setFont(font)
        self.about = QLabel(self)
        self.away = QPushButton(self)
        self.away.clicked.connect(self.back)
        self.ratify = RatifyBar(bench, self)
        self.interests = InterestList(bench, self)
        self.list = EntryList(bench, "Minutes of the item", self)
        top = QHBoxLayout()
        top.addWidget(self.title, 1)
        top.addWidget(self.away)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(top)
        layout.addWidget(self.about)
        layout.addWidget(self.ratify)
        layout.addWidget(self.interests)
        layout.addWidget(self.list, 1)

    def show_item(self, picture: Picture, item: ItemView | None, *, presenting: bool) -> None:
        """Show an item's minutes; restricted entries are left out while the screen is shared."""
        current = picture.current
        elsewhere = current is not None and item is not None and current.id != item.id
        self.away.setVisible(elsewhere)
        if current is not None:
            self.away.setText(f"Back to item {current.number}, under discussion")
        here = item is not None and (item.code == "minutes" or "minutes" in item.title.casefold())
        self.ratify.show_picture(picture, presenting=presenting, here=here)
        if item is None:
            self.title.setText("The agenda is empty")
            self.about.setText("Type > and a title below to add the first item.")
            self.interests.hide()
            self.list.show_sections((), locked=picture.closed)
            return
        self.title.setText(f"{item.number}  {item.title}")
        parts = [item.presenter, item.purpose.label]
        parts += ["Restricted"] if item.restricted else []
        self.about.setText("  ·  ".join(part for part in parts if part))
        self._show_interests(picture, item, presenting=presenting)
        self.list.items = tuple(
            (one.id, f"{one.number}  {one.title}")
            for one in picture.items
            if not (presenting and one.restricted)
        )
        entries = tuple(
            entry for entry in picture.of_item(item.id) if not (presenting and entry.restricted)
        )
        self.list.show_sections((Section(item.id, "", entries, EMPTY),), locked=picture.closed)

    def _show_interests(self, picture: Picture, item: ItemView, *, presenting: bool) -> None:
        """Show all under the declarations, and at another item its own."""
        declarations = item.code == "interests"
        shown = [
            one
            for one in picture.interests
            if (declarations or one.item_id == item.id) and not (presenting and one.restricted)
        ]
        self.interests.show_interests(shown, under_declarations=declarations, locked=picture.locked)
