"""The places of a session as a bar: held, free, and who waits; words say the same."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from safeguard_desk.ui.theme import colours
from safeguard_desk.views.training_sessions import SessionHead


class PlacesBar(QWidget):
    """A bar as long as the places there are; whoever is too many stands behind its end."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self.head: SessionHead | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_head(self, head: SessionHead) -> None:
        """Show a session's places."""
        self.head = head
        self.setAccessibleName(self.words)
        self.setToolTip(self.words)
        self.update()

    @property
    def words(self) -> str:
        """Return what the bar shows."""
        if self.head is None:
            return ""
        head = self.head
        said = f"{head.taken} of {head.capacity} places taken"
        return f"{said}, {head.waiting} waiting" if head.waiting else said

    def sizeHint(self) -> QSize:
        """Be as tall as a line."""
        return QSize(220, self.fontMetrics().height() + 10)

    def paintEvent(self, _: QPaintEvent) -> None:
        """Paint the bar with its words in it."""
        if self.head is None:
            return
        painter, known = QPainter(self), colours(self.palette())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(1, 2, -1, -2)
        wanted = max(self.head.capacity, self.head.taken + self.head.waiting, 1)
        end = area.width() * self.head.capacity / wanted
        painter.setPen(QPen(QColor(known.edge), 1))
        painter.setBrush(QColor(known.base))
        painter.drawRoundedRect(QRectF(area.left(), area.top(), end, area.height()), 4, 4)
        full = area.width() * min(self.head.taken, wanted) / wanted
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(known.tint))
        if full:
            inside = QRectF(area.left() + 1, area.top() + 1, full - 2, area.height() - 2)
            painter.drawRoundedRect(inside, 4, 4)
        if self.head.waiting:
            pen = QPen(QColor(known.amber), 1.4, Qt.PenStyle.DashLine)
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            rest = QRectF(area.left() + end + 3, area.top(), area.width() - end - 3, area.height())
            painter.drawRoundedRect(rest, 4, 4)
        painter.setPen(QColor(known.text))
        painter.drawText(area.adjusted(10, 0, -6, 0), Qt.AlignmentFlag.AlignVCenter, self.words)
        painter.end()
