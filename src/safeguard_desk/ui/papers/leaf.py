"""A page in the viewer: its picture, what is shaded on it, and the mouse that chooses text."""

from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QWidget

_LEAST = 3
"""Pixels the mouse must go before it chooses text."""


class Spot(NamedTuple):
    """A shaded place of a page, in parts of its width and height.

    The colour lies over a white page in light and dark looks alike; `note` marks a place that has
    words of its own by a sign, so that colour does not speak alone.
    """

    box: tuple[float, float, float, float]
    colour: str
    note: bool = False


class Leaf(QLabel):
    """One page."""

    dragged = Signal(object, object, object)
    """The page's number, where the mouse was pressed and where it was let go."""

    def __init__(self, number: int, parent: QWidget | None = None) -> None:
        """Make an empty page; `number` counts from 1."""
        super().__init__(parent)
        self.number = number
        self.setFrameShape(QFrame.Shape.Box)
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self._spots: tuple[Spot, ...] = ()
        self._pressed: QPointF | None = None

    @property
    def spots(self) -> tuple[Spot, ...]:
        """What is shaded."""
        return self._spots

    def show_spots(self, spots: tuple[Spot, ...]) -> None:
        """Shade places."""
        if spots != self._spots:
            self._spots = spots
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the page, then what is shaded."""
        super().paintEvent(event)
        if not self._spots or self.pixmap().isNull():
            return
        painter = QPainter(self)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
        for spot in self._spots:
            left, top, wide, high = spot.box
            area = QRectF(
                left * self.width(), top * self.height(), wide * self.width(), high * self.height()
            )
            painter.fillRect(area.adjusted(-1, -1, 1, 1), QColor(spot.colour))
            if spot.note:
                painter.drawText(area.topLeft() + QPointF(0, -2), "✎")
        painter.end()

    def _part(self, at: QPointF) -> tuple[float, float]:
        return at.x() / max(self.width(), 1), at.y() / max(self.height(), 1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember where a choice of text begins."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed = event.position()
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tell what was chosen."""
        start, end = self._pressed, event.position()
        self._pressed = None
        if start is not None and (end - start).manhattanLength() >= _LEAST:
            self.dragged.emit(self.number, self._part(start), self._part(end))
        super().mouseReleaseEvent(event)
