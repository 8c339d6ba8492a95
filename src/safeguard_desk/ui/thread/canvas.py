"""A thread, drawn: a box for each record, lines from the earlier to the later, gaps in dashes."""

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QWidget

from safeguard_desk.rules.dates import write_date
from safeguard_desk.ui.register.row_painter import draw_mark, rating_colour
from safeguard_desk.ui.theme import colours
from safeguard_desk.ui.thread.placing import Placed, along, beside, placed
from safeguard_desk.ui.widgets.notices import announce
from safeguard_desk.views.thread import Key, Node, Thread

_WIDE = 27
"""Width of a box, in characters."""
_PAD = 8


def spoken(node: Node) -> str:
    """Return a record of a thread in one sentence."""
    day = f", {write_date(node.on)}" if node.on else ""
    rating = f", {node.rating.label}" if node.rating else ""
    gap = f". Missing: {node.gap}" if node.gap else ""
    return f"{node.stage.label}: {node.ref} {node.title}. {node.state}{rating}{day}{gap}"


class ThreadCanvas(QWidget):
    """The drawing. Arrows walk along it, Enter opens a record."""

    opened = Signal(object, object)
    """The kind and id of a record."""
    chosen = Signal(object)
    """The Node that is current."""
    paper_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Draw nothing yet."""
        super().__init__(parent)
        self.thread_shown: Thread | None = None
        self.current: Key | None = None
        self._places: Placed | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Thread: arrow keys walk along it, Enter opens")

    def show_thread(self, thread: Thread) -> None:
        """Draw a thread; what was current stays so if it is still there."""
        self.thread_shown = thread
        self._lay_out()
        keys = {node.key for node in thread.nodes}
        if self.current not in keys:
            self.current = thread.about if thread.about in keys else None
        self.update()

    def _lay_out(self) -> None:
        if self.thread_shown is None:
            return
        metrics = self.fontMetrics()
        line = metrics.height()
        box = QSize(metrics.averageCharWidth() * _WIDE + 2 * _PAD, 4 * line + 2 * _PAD)
        self._places = placed(self.thread_shown, box, line + 10, 2 * line + 10)
        self.setMinimumSize(self._places.size)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Be as large as the drawing."""
        return self._places.size if self._places is not None else QSize(200, 100)

    def changeEvent(self, event: object) -> None:
        """Keep pace with the size of the text."""
        super().changeEvent(event)  # type: ignore[arg-type]
        self._lay_out()

    def box_of(self, key: Key) -> QRect | None:
        """Return where a record is drawn."""
        return self._places.boxes.get(key) if self._places is not None else None

    def go_to(self, key: Key | None) -> None:
        """Make a record current."""
        node = self.thread_shown.node(key) if self.thread_shown is not None and key else None
        if node is None:
            return
        self.current = node.key
        self.update()
        self.setAccessibleDescription(spoken(node))
        announce(self, spoken(node))
        self.chosen.emit(node)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk along the thread; open what is current."""
        thread, places, key = self.thread_shown, self._places, self.current
        node = thread.node(key) if thread is not None and key is not None else None
        if thread is None or places is None or key is None or node is None:
            super().keyPressEvent(event)
            return
        match event.key():
            case Qt.Key.Key_Right:
                self.go_to(beside(thread, places, key, 1))
            case Qt.Key.Key_Left:
                self.go_to(beside(thread, places, key, -1))
            case Qt.Key.Key_Down:
                self.go_to(along(thread, node, 1))
            case Qt.Key.Key_Up:
                self.go_to(along(thread, node, -1))
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.opened.emit(node.kind.removeprefix("verdict "), node.id)
            case Qt.Key.Key_P:
                self.paper_wanted.emit()
            case _:
                super().keyPressEvent(event)

    def _at(self, event: QMouseEvent) -> Key | None:
        place = event.position().toPoint()
        boxes = self._places.boxes if self._places is not None else {}
        return next((key for key, box in boxes.items() if box.contains(place)), None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Make the record under the pointer current."""
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self.go_to(self._at(event))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the record under the pointer."""
        key = self._at(event)
        if key is not None:
            self.opened.emit(key[0].removeprefix("verdict "), key[1])

    def paintEvent(self, _: QPaintEvent) -> None:
        """Draw columns, lines, boxes and gaps."""
        thread, places = self.thread_shown, self._places
        if thread is None or places is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look = colours(self.palette())
        bold = QFont(self.font())
        bold.setBold(True)
        painter.setFont(bold)
        painter.setPen(QColor(look.quiet))
        for stage, head in places.heads:
            painter.drawText(head, int(Qt.AlignmentFlag.AlignVCenter), stage.label)
        painter.setPen(QPen(QColor(look.edge), 1.4))
        for edge in thread.edges:
            if edge.earlier in places.boxes and edge.later in places.boxes:
                painter.drawPath(_path(places.boxes[edge.earlier], places.boxes[edge.later]))
        for node in thread.nodes:
            self._draw(painter, node, places.boxes[node.key], bold)
            if node.gap:
                self._draw_gap(painter, node.gap, places.missing[node.key])
        painter.end()

    def _draw(self, painter: QPainter, node: Node, box: QRect, bold: QFont) -> None:
        look = colours(self.palette())
        here = node.key == self.current
        about = self.thread_shown is not None and node.key == self.thread_shown.about
        edge = QColor(look.accent if here or about else look.edge)
        painter.setPen(QPen(edge, 3 if here and self.hasFocus() else 2 if about else 1))
        painter.setBrush(QColor(look.tint if about else look.base))
        painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
        ink = QColor(look.on_tint if about else look.text)
        inside = box.adjusted(_PAD, _PAD - 2, -_PAD, -_PAD + 2)
        line = self.fontMetrics().height()
        painter.setPen(ink)
        painter.setFont(bold)
        day = write_date(node.on) if node.on else ""
        painter.drawText(inside, 0, _cut(QFontMetrics(bold), node.ref, inside.width()))
        painter.setFont(self.font())
        painter.setPen(QColor(look.on_tint if about else look.quiet))
        painter.drawText(inside, int(Qt.AlignmentFlag.AlignRight), day if node.ref else "")
        painter.setPen(ink)
        words = inside.adjusted(0, line, 0, -line)
        first, second = _two_lines(self.fontMetrics(), node.title, words.width())
        painter.drawText(words, 0, first)
        painter.drawText(words.adjusted(0, line, 0, 0), 0, second)
        state = QRect(inside.left(), inside.bottom() - line + 1, inside.width(), line)
        if node.rating is not None:
            painter.setPen(rating_colour(node.rating, self.palette()))
            painter.setBrush(rating_colour(node.rating, self.palette()))
            draw_mark(painter, node.rating, QRectF(state.left(), state.top() + 3, 10, 10))
            state = state.adjusted(16, 0, 0, 0)
        painter.setPen(ink)
        painter.drawText(state, 0, _cut(self.fontMetrics(), node.state, state.width()))

    def _draw_gap(self, painter: QPainter, words: str, box: QRect) -> None:
        look = colours(self.palette())
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(look.bad), 1.2, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(QRectF(box).adjusted(4.5, 2.5, -4.5, -0.5), 5, 5)
        painter.setPen(QColor(look.bad))
        inside = box.adjusted(_PAD + 4, 4, -_PAD, -2)
        line = self.fontMetrics().height()
        first, second = _two_lines(self.fontMetrics(), f"? {words}", inside.width())
        painter.drawText(inside, 0, first)
        painter.drawText(inside.adjusted(0, line, 0, 0), 0, second)

    def focusInEvent(self, event: object) -> None:
        """Show which record the keys work on."""
        super().focusInEvent(event)  # type: ignore[arg-type]
        self.update()

    def focusOutEvent(self, event: object) -> None:
        """Show that the keys go elsewhere."""
        super().focusOutEvent(event)  # type: ignore[arg-type]
        self.update()


def _path(earlier: QRect, later: QRect) -> QPainterPath:
    """Return a line from one box to another: across the gap, or round the side within a column."""
    if later.left() > earlier.left():
        begin = QPointF(earlier.right() + 1, earlier.center().y())
        end = QPointF(later.left(), later.center().y())
        bend = max(12.0, (end.x() - begin.x()) / 2)
        path = QPainterPath(begin)
        path.cubicTo(begin.x() + bend, begin.y(), end.x() - bend, end.y(), end.x(), end.y())
        return path
    side = min(earlier.left(), later.left()) - 8
    path = QPainterPath(QPointF(earlier.left(), earlier.center().y()))
    path.cubicTo(
        *(side, earlier.center().y(), side, later.center().y()),
        *(later.left(), later.center().y()),
    )
    return path


def _cut(metrics: QFontMetrics, words: str, room: int) -> str:
    return metrics.elidedText(words, Qt.TextElideMode.ElideRight, room)


def _two_lines(metrics: QFontMetrics, words: str, room: int) -> tuple[str, str]:
    """Return words on two lines, the second cut with an ellipsis where they do not fit."""
    first: list[str] = []
    rest = words.split()
    while rest and metrics.horizontalAdvance(" ".join([*first, rest[0]])) <= room:
        first.append(rest.pop(0))
    if not first and rest:
        return _cut(metrics, rest[0], room), _cut(metrics, " ".join(rest[1:]), room)
    return " ".join(first), _cut(metrics, " ".join(rest), room)
