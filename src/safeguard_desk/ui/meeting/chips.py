"""What a capture line was understood as: a word for its kind, and a chip for each thing found."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QSizePolicy, QWidget

from safeguard_desk.ui.meeting.looks import CAUTION, pick

_PAD, _GAP = 9, 6


class Chips(QWidget):
    """A row of words in boxes; doubts are marked with a sign as well as a colour.

    A box that can be taken away ends in a cross; a click on it does so.
    """

    removed = Signal(int)
    """The place, among the words shown, of what is to be taken for plain text."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty row; it keeps its height, so that nothing jumps while one types."""
        super().__init__(parent)
        self.kind = ""
        self.words: tuple[str, ...] = ()
        self.doubts: tuple[str, ...] = ()
        self.removable = 0
        self._boxes: list[QRectF] = []
        self.setAccessibleName("Understood as")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_words(
        self, kind: str, words: Sequence[str], doubts: Sequence[str] = (), removable: int = 0
    ) -> None:
        """Show what was understood: the kind first, then what was found, then what is doubtful.

        removable: how many of the words, from the first, can be taken away.
        """
        found = (kind, tuple(words), tuple(doubts), removable)
        if found == (self.kind, self.words, self.doubts, self.removable):
            return
        self.kind, self.words, self.doubts, self.removable = found
        said = ", ".join(
            part for part in (kind, *words, *(f"doubtful: {d}" for d in doubts)) if part
        )
        self.setAccessibleDescription(said)
        self.setToolTip(said)
        self.update()

    def sizeHint(self) -> QSize:
        """Return one line's height."""
        return QSize(200, self.fontMetrics().height() + 10)

    def paintEvent(self, _: QPaintEvent) -> None:
        """Draw the boxes from the left; what finds no room is cut with an ellipsis."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = self.palette()
        accent = palette.color(QPalette.ColorRole.Highlight)
        text = palette.color(QPalette.ColorRole.WindowText)
        caution = pick(CAUTION, palette)
        place = 1.0
        if self.kind:
            on_accent = palette.color(QPalette.ColorRole.HighlightedText)
            place = self._box(painter, place, self.kind, on_accent, accent, filled=True)
        self._boxes = []
        for number, words in enumerate(self.words):
            start = place
            crossed = f"{words}  ✕" if number < self.removable else words
            place = self._box(painter, place, crossed, text, accent)
            self._boxes.append(QRectF(start, 0, max(0.0, place - start - _GAP), self.height()))
        for doubt in self.doubts:
            place = self._box(painter, place, f"? {doubt}", text, caution)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take a word away by a click on its box."""
        for number, box in enumerate(self._boxes[: self.removable]):
            if box.contains(event.position()):
                self.removed.emit(number)
                return
        super().mousePressEvent(event)

    def _box(
        self,
        painter: QPainter,
        place: float,
        words: str,
        ink: QColor,
        edge: QColor,
        *,
        filled: bool = False,
    ) -> float:
        room = self.width() - place - 2 * _PAD - 1
        metrics = self.fontMetrics()
        if room < metrics.averageCharWidth() * 4:
            return place
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, int(room))
        width = metrics.horizontalAdvance(shown) + 2 * _PAD
        box = QRectF(place, 1, width, self.height() - 2)
        painter.setPen(edge)
        painter.setBrush(edge if filled else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, 4, 4)
        painter.setPen(ink)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, shown)
        return place + width + _GAP
