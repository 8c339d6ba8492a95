"""A chart on the screen: the paper's picture in the window's colours, and its bars clickable."""

from functools import cache

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QResizeEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from safeguard_desk.documents.chart_words import describe, value_text
from safeguard_desk.documents.charts import draw
from safeguard_desk.documents.fonts import FAMILY
from safeguard_desk.documents.model import Chart
from safeguard_desk.documents.picture import Box, Picture, Place, Shape, Sign, Stroke, Words
from safeguard_desk.documents.theme import INK, MARKS, PAPER, QUIET, RULE, Colour
from safeguard_desk.resources import file
from safeguard_desk.ui.theme import DARK, Colours, colours

_SIZE = 9.0
"""The size of text in a picture, which is shown as large as the window's own text."""
_NEAR = 4.0
"""Points beside a shape that still count as on it."""
_LIGHT_ENOUGH = 0.66
_CORNERS = {
    "square": ((-1, -1), (1, -1), (1, 1), (-1, 1)),
    "triangle": ((-1, 1), (1, 1), (0, -1)),
    "diamond": ((-1, 0), (0, -1), (1, 0), (0, 1)),
}


@cache
def _family() -> str:
    """Return the papers' family, known to the window from now on."""
    for name in ("Carlito-Regular", "Carlito-Bold"):
        QFontDatabase.addApplicationFont(str(file(f"fonts/{name}.ttf")))
    return FAMILY


class ChartView(QWidget):
    """A chart; a click on a bar or point tells which figure it stands for."""

    chosen = Signal(int, int)
    """The places of the category and of the series that were clicked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self.chart: Chart | None = None
        self.picture: Picture | None = None
        self._marked: Place | None = None
        self.setMouseTracking(True)

    def show_chart(self, chart: Chart) -> None:
        """Show a chart; its figures are its alternative text."""
        self.chart = chart
        self._marked = None
        self.setAccessibleName(chart.title)
        self.setAccessibleDescription(describe(chart))
        self._draw()

    def mark(self, place: Place | None) -> None:
        """Set the shape of one figure off from the others."""
        if place != self._marked:
            self._marked = place
            self.update()

    def _scale(self) -> float:
        """Return how many pixels a point of the picture takes, so that its text is ours."""
        return self.fontInfo().pixelSize() / _SIZE * 0.97

    def _draw(self) -> None:
        if self.chart is None:
            return
        self.picture = draw(self.chart, max(220.0, self.width() / self._scale()))
        self.setFixedHeight(round(self.picture.high * self._scale()) + 2)
        self.updateGeometry()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw anew for another width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._draw()

    def changeEvent(self, event: QEvent) -> None:
        """Draw anew in another font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._draw()

    def minimumSizeHint(self) -> QSize:
        """Return the least in which a chart can be read."""
        return QSize(300, 60)

    def place_at(self, at: QPointF) -> Place | None:
        """Return which figure the shape under a point stands for, or is nearly under it."""
        if self.picture is None:
            return None
        x, y = at.x() / self._scale(), self.picture.high - at.y() / self._scale()
        for shape in reversed(self.picture.shapes):
            if isinstance(shape, Box | Sign) and shape.of is not None:
                wide, high = _size(shape)
                over = shape.x - _NEAR <= x <= shape.x + wide + _NEAR
                if over and shape.y - _NEAR <= y <= shape.y + high + _NEAR:
                    return shape.of
        return None

    def middle_of(self, place: Place) -> QPointF | None:
        """Return the middle of the shape that stands for a figure; None where it has none."""
        for shape in self.picture.shapes if self.picture else ():
            if isinstance(shape, Box | Sign) and shape.of == place and self.picture:
                wide, high = _size(shape)
                y = self.picture.high - shape.y - high / 2
                return QPointF((shape.x + wide / 2) * self._scale(), y * self._scale())
        return None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show over a bar that it can be pressed."""
        over = self.place_at(event.position()) is not None
        pointing = Qt.CursorShape.PointingHandCursor
        self.setCursor(pointing if over else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tell which figure was clicked."""
        place = self.place_at(event.position())
        if place is not None and event.button() == Qt.MouseButton.LeftButton:
            self.chosen.emit(*place)

    def event(self, event: QEvent) -> bool:
        """Tell the figure under the pointer in words."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            place = self.place_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), self._words(place), self)
            return True
        return super().event(event)

    def _words(self, place: Place | None) -> str:
        if place is None or self.chart is None:
            return ""
        series = self.chart.series[place[1]]
        value = value_text(series.values[place[0]], self.chart.unit)
        return f"{self.chart.categories[place[0]]}, {series.name}: {value}. Click to see them."

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the picture."""
        if self.picture is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(self._scale(), self._scale())
        known = colours(self.palette())
        for shape in self.picture.shapes:
            _paint(painter, shape, self.picture.high, known)
        self._paint_mark(painter, known)
        painter.end()

    def _paint_mark(self, painter: QPainter, known: Colours) -> None:
        if self.picture is None or self._marked is None:
            return
        for shape in self.picture.shapes:
            if isinstance(shape, Box | Sign) and shape.of == self._marked:
                wide, high = _size(shape)
                top = self.picture.high - shape.y - high
                painter.setPen(QPen(QColor(known.text), 1.6))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(QRectF(shape.x - 1.5, top - 1.5, wide + 3, high + 3))


def _size(shape: Box | Sign) -> tuple[float, float]:
    return (shape.wide, shape.high) if isinstance(shape, Box) else (shape.side, shape.side)


def shown_colour(colour: Colour, known: Colours) -> QColor:
    """Return a picture's colour as the window shows it; in the dark, light enough to be seen."""
    roles = {PAPER: known.base, INK: known.text, QUIET: known.quiet, RULE: known.line}
    roles |= {
        mark.colour: getattr(known, tone.value) for tone, mark in MARKS.items() if tone in _OWN
    }
    if colour in roles:
        return QColor(roles[colour])
    found = QColor(*colour)
    if known is DARK and found.lightnessF() < _LIGHT_ENOUGH:
        return QColor.fromHslF(found.hslHueF(), found.hslSaturationF(), 1.0 - found.lightnessF())
    return found


_OWN = frozenset(tone for tone in MARKS if tone.value in Colours._fields)
"""The tones that the window has colours of its own for."""


def _paint(painter: QPainter, shape: Shape, high: float, known: Colours) -> None:
    match shape:
        case Box():
            box = QRectF(shape.x, high - shape.y - shape.high, shape.wide, shape.high)
            painter.fillRect(box, shown_colour(shape.fill, known))
            for line in shape.hatching():
                _paint(painter, line, high, known)
        case Stroke():
            pen = QPen(shown_colour(shape.colour, known), shape.thick)
            if shape.dash:
                pen.setDashPattern([shape.dash / shape.thick, shape.dash / shape.thick])
            painter.setPen(pen)
            painter.drawPolyline(QPolygonF([QPointF(x, high - y) for x, y in shape.points]))
        case Sign():
            _paint_sign(painter, shape, high, known)
        case Words():
            font = QFont(_family())
            font.setPixelSize(100)
            font.setBold(shape.bold)
            painter.save()
            painter.translate(shape.x, high - shape.y)
            painter.scale(shape.size / 100, shape.size / 100)
            painter.setFont(font)
            painter.setPen(shown_colour(shape.colour, known))
            painter.drawText(QPointF(0, 0), shape.text)
            painter.restore()


def _paint_sign(painter: QPainter, sign: Sign, high: float, known: Colours) -> None:
    half = sign.side / 2
    middle = QPointF(sign.x + half, high - sign.y - half)
    colour = shown_colour(sign.colour, known)
    if sign.shape == "ring":
        painter.setPen(QPen(colour, sign.side / 6))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(middle, half - sign.side / 12, half - sign.side / 12)
        return
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    if sign.shape == "circle":
        painter.drawEllipse(middle, half, half)
    else:
        corners = _CORNERS[sign.shape]
        points = [QPointF(middle.x() + x * half, middle.y() + y * half) for x, y in corners]
        painter.drawPolygon(QPolygonF(points))
