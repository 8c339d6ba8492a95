"""What a half-typed name or reference may become, in a list over the capture line."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QWidget

from safeguard_desk.rules.completing import Offer


class Offers(QListWidget):
    """A list that never takes the focus: the line hands it its keys. A click chooses."""

    chosen = Signal(str)
    """What is to be inserted."""

    def __init__(self, window: QWidget) -> None:
        """Make an empty list over a window's other parts."""
        super().__init__(window)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.Box)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setUniformItemSizes(True)
        self.setAccessibleName("Completions: arrow keys choose, Tab takes")
        self.itemClicked.connect(self._clicked)
        self.hide()

    def show_offers(self, offers: Sequence[Offer], over: QPoint, width: int) -> None:
        """Show offers above a place of the window; hidden when there are none."""
        if [self.item(row).data(Qt.ItemDataRole.UserRole) for row in range(self.count())] != [
            offer.insert for offer in offers
        ]:
            self.clear()
            for offer in offers:
                item = QListWidgetItem(offer.shown, self)
                item.setData(Qt.ItemDataRole.UserRole, offer.insert)
                item.setToolTip(offer.shown)
                item.setSizeHint(QSize(0, self.fontMetrics().height() + 8))
            self.setCurrentRow(0)
        if not offers:
            self.hide()
            return
        height = self.sizeHintForRow(0) * len(offers) + 2 * self.frameWidth() + 2
        self.resize(QSize(width, height))
        self.move(over.x(), max(0, over.y() - height - 2))
        self.show()
        self.raise_()

    def step(self, by: int) -> None:
        """Choose the offer before or after; past the ends it goes round."""
        self.setCurrentRow((self.currentRow() + by) % max(self.count(), 1))

    def take(self) -> None:
        """Take the offer that is chosen."""
        item = self.currentItem()
        if item is not None:
            self._clicked(item)

    def _clicked(self, item: QListWidgetItem) -> None:
        self.hide()
        self.chosen.emit(str(item.data(Qt.ItemDataRole.UserRole)))
