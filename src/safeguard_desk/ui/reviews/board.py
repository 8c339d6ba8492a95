"""The board of cases: a column for each part of the way, a card for each case with its clocks."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from safeguard_desk.rules.terms_review import ReviewState as S
from safeguard_desk.ui.theme import colours
from safeguard_desk.views.reviews import Card

COLUMNS: tuple[tuple[str, tuple[S, ...]], ...] = (
    ("Referred", (S.REFERRED, S.SCREENED)),
    ("Decided, scoped", (S.DECISION, S.SCOPED)),
    ("Information, analysis", (S.GATHERING, S.ANALYSIS)),
    ("Report", (S.DRAFT, S.AGREED, S.ACCEPTED)),
    ("Plan, impact", (S.PUBLISHED, S.PLAN, S.IMPACT)),
    ("Ended", (S.CLOSED, S.NOT_PROGRESSED)),
)
"""The columns, and the states of each."""
ID = Qt.ItemDataRole.UserRole


def card_text(card: Card) -> str:
    """Return what a card says: name and kind, what it is about, its clocks, what is next."""
    head = card.head
    lines = [f"{head.ref}   {head.kind.short}, {head.board}", head.title]
    live = [one.short for one in card.clocks if one.urgency[0] == 0]
    settled = [one.short for one in card.clocks if one.urgency[0] == 1]
    lines += live or settled[:1]
    lines.append(f"{'→ ' if head.state.is_open else ''}{card.next_line}")
    return "\n".join(lines)


class CardColumn(QListWidget):
    """Cards of one part of the way; Enter opens one, Left and Right go to the next column."""

    opened = Signal(object)
    sideways = Signal(int)

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        """Make an empty column."""
        super().__init__(parent)
        self.setAccessibleName(f"Cases: {title}")
        self.setWordWrap(True)
        self.setSpacing(3)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setProperty("role", "cards")
        self.itemDoubleClicked.connect(self._open)

    def show_cards(self, cards: Sequence[Card]) -> None:
        """Show cards; the one that was chosen stays chosen."""
        kept = self.chosen
        self.clear()
        for card in cards:
            item = QListWidgetItem(card_text(card))
            item.setData(ID, card.id)
            item.setToolTip("\n".join(f"{one.label}: {one.state.words}" for one in card.clocks))
            urgent = card.urgent
            if urgent is not None and urgent.state.standing == "missed" and card.head.state.is_open:
                item.setForeground(QColor(colours(self.palette()).bad))
                font = item.font()
                font.setBold(True)
                item.setFont(font)
            self.addItem(item)
            if card.id == kept:
                self.setCurrentItem(item)
        self._measure()

    @property
    def chosen(self) -> str | None:
        """The id of the chosen case."""
        item = self.currentItem()
        return None if item is None else str(item.data(ID))

    def choose(self, review_id: str) -> bool:
        """Choose a case by id; false when it is not in this column."""
        for place in range(self.count()):
            if self.item(place).data(ID) == review_id:
                self.setCurrentRow(place)
                return True
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give each card the height its words need in this width."""
        super().resizeEvent(event)
        self._measure()

    def _measure(self) -> None:
        width = self.viewport().width() - 18
        for place in range(self.count()):
            item = self.item(place)
            flags = Qt.TextFlag.TextWordWrap.value
            fits = self.fontMetrics().boundingRect(0, 0, max(width, 60), 9999, flags, item.text())
            wide = 1.12 if item.font().bold() else 1.0
            item.setSizeHint(QSize(0, int(fits.height() * wide) + 16))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open a card, or go to the column beside."""
        key = event.key()
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.chosen:
            self.opened.emit(self.chosen)
        elif key in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            self.sideways.emit(-1 if key == Qt.Key.Key_Left else 1)
        else:
            super().keyPressEvent(event)

    def _open(self, item: QListWidgetItem) -> None:
        self.opened.emit(str(item.data(ID)))


class Board(QWidget):
    """The columns side by side."""

    opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty board."""
        super().__init__(parent)
        self.titles: list[QLabel] = []
        self.columns: list[CardColumn] = []
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        for title, _ in COLUMNS:
            label = QLabel(title, self)
            label.setProperty("role", "heading")
            column = CardColumn(title, self)
            column.opened.connect(self.opened)
            column.sideways.connect(self._go_beside)
            stack = QVBoxLayout()
            stack.addWidget(label)
            stack.addWidget(column, 1)
            layout.addLayout(stack, 1)
            self.titles.append(label)
            self.columns.append(column)

    def show_cards(self, cards: Sequence[Card]) -> None:
        """Show every case in the column of its state."""
        for (title, states), label, column in zip(COLUMNS, self.titles, self.columns, strict=True):
            own = [one for one in cards if one.head.state in states]
            label.setText(f"{title} ({len(own)})")
            column.show_cards(own)

    @property
    def chosen(self) -> str | None:
        """The id of the case that is chosen in the column with the focus, or in the first."""
        with_focus = [one for one in self.columns if one.hasFocus()]
        return next((one.chosen for one in (*with_focus, *self.columns) if one.chosen), None)

    def arrive(self) -> None:
        """Put the focus on the first card."""
        for column in self.columns:
            if column.count():
                column.setFocus()
                if column.currentRow() < 0:
                    column.setCurrentRow(0)
                return

    def _go_beside(self, by: int) -> None:
        place = next((n for n, one in enumerate(self.columns) if one.hasFocus()), 0)
        places = range(place + by, len(self.columns) if by > 0 else -1, by)
        for there in places:
            if self.columns[there].count():
                self.columns[there].setFocus()
                if self.columns[there].currentRow() < 0:
                    self.columns[there].setCurrentRow(0)
                return

    def choose(self, review_id: str) -> None:
        """Choose a case wherever it stands."""
        for column in self.columns:
            if column.choose(review_id):
                column.setFocus()
