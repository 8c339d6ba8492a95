"""The boxes of a paper form in a row: digits move on by themselves, and Enter saves."""

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from safeguard_desk.rules.form_entry import NUMBER, Box, Entry
from safeguard_desk.ui.theme import colours
from safeguard_desk.ui.widgets.notices import announce

_WIDEST = 190
_GAP = 10
_YES_NO = {"1": "yes", "0": "no"}
_BACK = {Qt.Key.Key_Backspace, Qt.Key.Key_Delete}
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class EntryStrip(QWidget):
    """A form's boxes. The words of each stand over it; the next one has a frame and a mark."""

    changed = Signal()
    """Something was typed or taken back."""
    saved = Signal()
    """Enter was pressed."""
    last_wanted = Signal()
    """The last form is wanted back (U)."""
    words_wanted = Signal()
    """The answers in words are wanted (the arrow down)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show no boxes yet."""
        super().__init__(parent)
        self.entry = Entry.of(())
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Paper form")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, on=False)

    def show_entry(self, entry: Entry) -> None:
        """Show a form."""
        self.entry = entry
        self._tell()
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the room for the boxes with three lines of words over each."""
        line = self.fontMetrics().height()
        return QSize(500, 6 * line + 12)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the keys of a form; what is none of them goes on."""
        key, held = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if held & ~Qt.KeyboardModifier.ShiftModifier:
            super().keyPressEvent(event)
        elif key in _ENTER:
            self.saved.emit()
        elif key in _BACK:
            self._become(self.entry.back())
        elif key in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            self._become(self.entry.move(1 if key == Qt.Key.Key_Right else -1))
        elif key == Qt.Key.Key_Down:
            self.words_wanted.emit()
        elif event.text() in {"u", "U"}:
            self.last_wanted.emit()
        elif event.text().strip() or event.text() == " ":
            self._become(self.entry.press(event.text()))
        else:
            super().keyPressEvent(event)

    def _become(self, entry: Entry) -> None:
        self.entry = entry
        self._tell()
        self.update()
        self.changed.emit()

    def _tell(self) -> None:
        """Say the next box to a screen reader, with what was wrong."""
        entry = self.entry
        if entry.full:
            words = "Everything is answered. Enter saves."
        else:
            box = entry.boxes[entry.place]
            held = self._shown(entry.place)
            words = f"{entry.place + 1} of {len(entry.boxes)}: {box.words}" + (
                f": {held}" if held else ""
            )
        said = f"{entry.told} {words}".strip()
        if self.accessibleDescription() != said:
            self.setAccessibleDescription(said)
            if self.hasFocus():
                announce(self, said)

    def _shown(self, place: int) -> str:
        value = self.entry.values[place]
        return _YES_NO.get(value, value) if self.entry.boxes[place].box is Box.YES_NO else value

    def box_at(self, place: int) -> QRect:
        """Return where a box stands."""
        count = max(1, len(self.entry.boxes))
        wide = min(_WIDEST, (self.width() - _GAP * (count - 1)) // count)
        line = self.fontMetrics().height()
        return QRect(place * (wide + _GAP), 3 * line + 8, wide, 3 * line)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Come to the box that was pressed."""
        self.setFocus()
        for place in range(len(self.entry.boxes)):
            if self.box_at(place).contains(event.position().toPoint()):
                self._become(self.entry.move(place - self.entry.place))

    def event(self, event: QEvent) -> bool:
        """Paint anew when the focus comes or goes; keep the keys of a form from shortcuts."""
        if event.type() in {QEvent.Type.FocusIn, QEvent.Type.FocusOut}:
            self.update()
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            plain = not event.modifiers() & ~(
                Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier
            )
            if plain and event.text().isprintable() and event.text():
                event.accept()
                return True
        return super().event(event)

    def paintEvent(self, _: QPaintEvent) -> None:
        """Paint the boxes."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for place in range(len(self.entry.boxes)):
            self._paint(painter, place)
        painter.end()

    def _paint(self, painter: QPainter, place: int) -> None:
        known = colours(self.palette())
        entry, box = self.entry, self.box_at(place)
        here = place == entry.place
        words = QRect(box.left(), 0, box.width(), box.top() - 4)
        painter.setPen(QColor(known.text if here else known.quiet))
        painter.setFont(self._font(bold=here))
        align = Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft
        painter.drawText(words, align | Qt.TextFlag.TextWordWrap, entry.boxes[place].words)
        frame = QRectF(box).adjusted(1, 1, -1, -1)
        painter.setBrush(QColor(known.base))
        strong = here and self.hasFocus()
        painter.setPen(QPen(QColor(known.accent if strong else known.edge), 3 if strong else 1))
        painter.drawRoundedRect(frame, 4, 4)
        shown = self._shown(place)
        large = self._font(bold=True, factor=1.7)
        painter.setFont(large)
        if shown:
            painter.setPen(QColor(known.text))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, shown)
        elif place < entry.place:
            painter.setPen(QColor(known.quiet))
            unnamed = entry.boxes[place].code == NUMBER
            painter.setFont(self._font(bold=False))
            words_in = "unnamed" if unnamed else "no answer"
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words_in)
        elif here:
            painter.setPen(QColor(known.accent))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, "▏")

    def _font(self, *, bold: bool, factor: float = 1.0) -> QFont:
        font = QFont(self.font())
        font.setBold(bold)
        if font.pointSizeF() > 0:
            font.setPointSizeF(font.pointSizeF() * factor)
        else:
            font.setPixelSize(round(font.pixelSize() * factor))
        return font
