"""How a meeting's state looks on the calendar: a word, a shape and a colour, never colour alone."""

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from safeguard_desk.rules.terms import MeetingState
from safeguard_desk.ui.theme import colours

WORDS = {
    MeetingState.PLANNED: "planned",
    MeetingState.AGENDA_SET: "agenda set",
    MeetingState.DISPATCHED: "papers out",
    MeetingState.HELD: "held",
    MeetingState.CANCELLED: "cancelled",
}
"""Each state in as few letters as a chip can hold."""
_FILLED = {MeetingState.PLANNED: 0, MeetingState.AGENDA_SET: 90, MeetingState.DISPATCHED: 180}
"""How much of the circle is full, in degrees: it fills as the day comes near."""


def colour(state: MeetingState, palette: QPalette) -> QColor:
    """Return the colour of a state on this palette; each is at least 4.5:1 on the ground."""
    chosen = colours(palette)
    return QColor(
        {
            MeetingState.PLANNED: chosen.text,
            MeetingState.AGENDA_SET: chosen.blue,
            MeetingState.DISPATCHED: chosen.amber,
            MeetingState.HELD: chosen.green,
            MeetingState.CANCELLED: chosen.quiet,
        }[state]
    )


def paint_mark(painter: QPainter, place: QRect, state: MeetingState, ink: QColor) -> None:
    """Paint a state's shape: a circle that fills, a tick when held, a cross when cancelled."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    room = QRectF(place).adjusted(1, 1, -1, -1)
    pen = QPen(ink, 1.4)
    painter.setPen(pen)
    if state is MeetingState.HELD:
        painter.setPen(QPen(ink, 1.8))
        corner = QPointF(room.left() + room.width() * 0.4, room.bottom() - 1)
        painter.drawLine(QPointF(room.left(), room.center().y() + 1), corner)
        painter.drawLine(corner, QPointF(room.right(), room.top() + 1))
    elif state is MeetingState.CANCELLED:
        painter.setPen(QPen(ink, 1.8))
        painter.drawLine(room.topLeft(), room.bottomRight())
        painter.drawLine(room.topRight(), room.bottomLeft())
    else:
        painter.drawEllipse(room)
        painter.setBrush(ink)
        if _FILLED[state]:
            painter.drawPie(room, 90 * 16, -_FILLED[state] * 16)
    painter.restore()


class StateMark(QWidget):
    """A state's shape, as large as a letter; the word stands beside it."""

    def __init__(self, state: MeetingState, parent: QWidget | None = None) -> None:
        """Show the shape of a state."""
        super().__init__(parent)
        self._state = state
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Be as large as a capital letter."""
        side = self.fontMetrics().capHeight() + 3
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the shape."""
        painter = QPainter(self)
        paint_mark(painter, self.rect(), self._state, colour(self._state, self.palette()))
        painter.end()


class Legend(QWidget):
    """What the shapes mean, in a line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Name every state beside its shape, and what the shades are."""
        super().__init__(parent)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        for state, word in WORDS.items():
            label = QLabel(word.capitalize(), self)
            label.setProperty("role", "quiet")
            layout.addWidget(StateMark(state, self))
            layout.addWidget(label)
            layout.addSpacing(10)
        shades = QLabel("Shaded: bank holiday, school holiday or closure", self)
        shades.setProperty("role", "quiet")
        layout.addWidget(shades)
        layout.addStretch(1)
        self.setAccessibleName("What the shapes mean")


def text_of(alignment: Qt.AlignmentFlag) -> int:
    """Return the flags with which a line of a cell is painted: never broken."""
    return int(alignment | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)
