"""A column of the forward plan: cards that are dragged, or moved by Alt with the arrow keys."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QDropEvent,
    QFocusEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPalette,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from safeguard_desk.ui.meeting.looks import BAD, pick, write_minutes
from safeguard_desk.ui.theme import colours
from safeguard_desk.views.forward import NO_DATE, PARKED, Card, ForwardColumn

Index = QModelIndex | QPersistentModelIndex
CARD = Qt.ItemDataRole.UserRole
_PAD = 8
_TITLE_LINES = 3
"""Lines of a title that a card shows; the rest is in its tip."""
LETTERS = "PSRHC"
WIDTH, WIDEST = 30, 48
"""Widths of a column, in characters: at least, and with room to spare."""


def facts(card: Card) -> str:
    """Return what stands under a card's title: minutes, purpose, owner."""
    matter = card.matter
    parts = [f"{matter.minutes} min", matter.purpose.label.removeprefix("For ")]
    parts += [matter.owner or matter.asked_by] if matter.owner or matter.asked_by else []
    return "  ·  ".join(parts)


def further(card: Card) -> str:
    """Return the last line of a card: why it comes, its priority, that it comes every time."""
    matter = card.matter
    parts = [card.note, matter.priority, "restricted" if matter.restricted else ""]
    parts += ["↻ every meeting"] if matter.recurs and "every meeting" not in card.note else []
    return "  ·  ".join(part for part in parts if part)


def load_words(column: ForwardColumn) -> str:
    """Return how full a meeting is, in words."""
    if column.id in {NO_DATE, PARKED}:
        return f"{len(column.cards)} matter{'' if len(column.cards) == 1 else 's'}"
    told = f"{write_minutes(column.load)} of {write_minutes(column.length)}"
    return f"! {told}: {write_minutes(column.over)} too long" if column.over else told


class CardList(QListWidget):
    """The cards of one column."""

    moved = Signal(object, int)
    """A matter's id, and by how many columns it shall move."""
    dropped = Signal(object, object)
    """A matter's id, and the column that it was dropped on."""
    stepped = Signal(int)
    """By how many columns the focus shall move."""
    entered_by_focus = Signal(object)
    """The column that work goes on in."""
    pressed_key = Signal(object, str)
    opened = Signal(object)

    def __init__(self, column_id: str, parent: QWidget | None = None) -> None:
        """Make an empty column."""
        super().__init__(parent)
        self.column_id = column_id
        self.setItemDelegate(CardPainter(self))
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setSpacing(2)
        self.itemDoubleClicked.connect(self._double)

    def show_cards(self, cards: tuple[Card, ...]) -> None:
        """Show these cards; the chosen one stays chosen if it is still here."""
        chosen = self.chosen
        self.clear()
        for card in cards:
            item = QListWidgetItem(card.matter.title)
            item.setData(CARD, card)
            item.setToolTip(f"{card.matter.title}\n{facts(card)}\n{further(card)}".strip())
            words = f"{card.matter.title}, {facts(card)}, {further(card)}".strip(", ")
            item.setData(Qt.ItemDataRole.AccessibleTextRole, words)
            self.addItem(item)
        self.choose(chosen)

    @property
    def chosen(self) -> str | None:
        """The id of the chosen card."""
        item = self.currentItem()
        card = item.data(CARD) if item is not None else None
        return card.id if isinstance(card, Card) else None

    def choose(self, matter_id: str | None) -> bool:
        """Choose a card by its matter's id; tell whether it is here."""
        for row in range(self.count()):
            if self.item(row).data(CARD).id == matter_id:
                self.setCurrentRow(row)
                return True
        return False

    def dropEvent(self, event: QDropEvent) -> None:
        """Ask for the move; the cards follow the file."""
        event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()
        self.take_from(event.source())

    def take_from(self, source: object) -> None:
        """Ask for the chosen card of another column."""
        if isinstance(source, CardList) and source is not self and source.chosen:
            self.dropped.emit(source.chosen, self.column_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Alt with the arrows, the arrows, Enter and the letters of the page."""
        key, chosen = event.key(), self.chosen
        sideways = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(key))
        alt = event.modifiers() == Qt.KeyboardModifier.AltModifier
        plain = not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        letter = event.text().upper()
        if sideways is not None and alt:
            if chosen:
                self.moved.emit(chosen, sideways)
        elif sideways is not None and plain:
            self.stepped.emit(sideways)
        elif chosen and key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and plain:
            self.opened.emit(chosen)
        elif chosen and plain and letter and letter in LETTERS:
            self.pressed_key.emit(chosen, letter)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Measure the cards anew: their titles break elsewhere."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Say which column is worked in."""
        super().focusInEvent(event)
        self.entered_by_focus.emit(self.column_id)

    def _double(self, _: QListWidgetItem) -> None:
        if self.chosen:
            self.opened.emit(self.chosen)


class ColumnView(QWidget):
    """A column with its heading and how full its meeting is."""

    def __init__(self, column: ForwardColumn, parent: QWidget | None = None) -> None:
        """Show a column."""
        super().__init__(parent)
        self.heading = QLabel(self)
        font = self.heading.font()
        font.setBold(True)
        self.heading.setFont(font)
        self.load = QLabel(self)
        self.load.setWordWrap(True)
        self.cards = CardList(column.id, self)
        wide = self.fontMetrics().averageCharWidth()
        self.setMinimumWidth(wide * WIDTH + 20)
        self.setMaximumWidth(wide * WIDEST + 20)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(3)
        layout.addWidget(self.heading)
        layout.addWidget(self.load)
        layout.addWidget(self.cards, 1)
        self.show_column(column)

    def show_column(self, column: ForwardColumn) -> None:
        """Show the column as it stands."""
        words = load_words(column)
        self.heading.setText(column.title)
        self.heading.setToolTip(column.ref)
        self.load.setText(words)
        colour = pick(BAD, self.palette()).name() if column.over else ""
        self.load.setStyleSheet(f"color: {colour}; font-weight: 600;" if colour else "")
        self.cards.setAccessibleName(f"{column.title}: {words}")
        self.cards.show_cards(column.cards)


class CardPainter(QStyledItemDelegate):
    """A card: its title in bold on up to three lines, then its facts, then why it comes."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a card."""
        card = index.data(CARD)
        if not isinstance(card, Card):
            return
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        known = colours(option.palette)
        role = QPalette.ColorRole
        painter.save()
        box = option.rect.adjusted(1, 1, -1, -1)
        ground = role.Highlight if chosen else role.Button
        painter.setPen(option.palette.color(role.Mid))
        painter.setBrush(option.palette.color(ground))
        painter.drawRoundedRect(box, 4, 4)
        text = option.palette.color(role.HighlightedText if chosen else role.Text)
        inner = box.adjusted(_PAD, _PAD - 2, -_PAD, -_PAD + 2)
        painter.setPen(text)
        painter.setFont(_bold(option.font))
        title = self._title_height(card, option, inner.width())
        wrap = Qt.TextFlag.TextWordWrap
        painter.setClipRect(box)
        painter.drawText(QRect(inner.left(), inner.top(), inner.width(), title), wrap, _title(card))
        painter.setFont(option.font)
        painter.setPen(text if chosen else known.quiet)
        metrics = option.fontMetrics
        top = inner.top() + title + 2
        for words in (facts(card), further(card)):
            line = QRect(inner.left(), top, inner.width(), metrics.height())
            elided = metrics.elidedText(words, Qt.TextElideMode.ElideRight, line.width())
            painter.drawText(line, 0, elided)
            top += metrics.height()
        painter.restore()

    @staticmethod
    def _title_height(card: Card, option: QStyleOptionViewItem, width: int) -> int:
        metrics = QFontMetrics(_bold(option.font))
        room = QRect(0, 0, max(width, 40), 10000)
        height = metrics.boundingRect(room, Qt.TextFlag.TextWordWrap, _title(card)).height()
        return min(height, metrics.lineSpacing() * _TITLE_LINES)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Give a card room for its title and two lines."""
        card = index.data(CARD)
        view = option.widget
        width = view.viewport().width() if isinstance(view, QListWidget) else 200
        if not isinstance(card, Card):
            return QSize(width, 10)
        height = self._title_height(card, option, width - 2 * _PAD - 8)
        lines = 2 if further(card) else 1
        return QSize(width - 6, height + lines * option.fontMetrics.height() + 2 * _PAD)


def _title(card: Card) -> str:
    return card.matter.title


def _bold(font: QFont) -> QFont:
    found = QFont(font)
    found.setBold(True)
    return found
