"""A thread, drawn: a box for each record, lines from the earlier to the later, gaps in dashes."""

from dataclasses import dataclass

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

from safeguard_desk.documents.flow_grid import Route
from safeguard_desk.rules.dates import write_date
from safeguard_desk.ui.register.row_painter import draw_mark, rating_colour
from safeguard_desk.ui.theme import colours
from safeguard_desk.ui.thread.placing import Placed, along, beside, placed
from safeguard_desk.ui.widgets.notices import announce
from safeguard_desk.views.thread import Edge, Key, Node, Thread

_WIDE = 27
"""Width of a box, in characters."""
_PAD, _SIGN = 8, 16


def spoken(node: Node, came: str = "") -> str:
    """Return a record of a thread in one sentence; `came` says what it came from, and how."""
    day = f", {write_date(node.on)}" if node.on else ""
    rating = f", {node.rating.label}" if node.rating else ""
    gap = f". Missing: {node.gap}" if node.gap else ""
    before = f". {came[0].upper()}{came[1:]}" if came else ""
    return f"{node.stage.label}: {node.ref} {node.title}. {node.state}{rating}{day}{before}{gap}"


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
        self._texts: dict[Key, _Text] = {}
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
        line, nodes = metrics.height(), self.thread_shown.nodes
        bold = QFontMetrics(_bold(self.font()))
        heads = (_head(metrics, bold, node) for node in nodes)
        wide = max(metrics.averageCharWidth() * _WIDE, *heads, 0) + 2 * _PAD
        self._texts = {node.key: _text(metrics, node, wide - 2 * _PAD) for node in nodes}
        texts = self._texts.items()
        highs = {key: text.lines * line + 2 * _PAD for key, text in texts}
        missing = {key: len(text.gap) * line + 10 for key, text in texts if text.gap}
        self._places = placed(self.thread_shown, wide, highs, line + 10, missing)
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
        words = spoken(node, self.thread_shown.came_from(node.key) if self.thread_shown else "")
        self.setAccessibleDescription(words)
        announce(self, words)
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
                self.go_to(along(thread, places, node, 1))
            case Qt.Key.Key_Up:
                self.go_to(along(thread, places, node, -1))
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
        bold = _bold(self.font())
        painter.setFont(bold)
        painter.setPen(QColor(look.quiet))
        for stage, head in places.heads:
            painter.drawText(head, int(Qt.AlignmentFlag.AlignVCenter), stage.label)
        for edge, line in sorted(places.lines, key=lambda one: self._touches(one[0])):
            colour = look.accent if self._touches(edge) else look.quiet
            painter.setPen(QPen(QColor(colour), 2.0 if self._touches(edge) else 1.2))
            painter.drawPath(_path(line))
        for node in thread.nodes:
            self._draw(painter, node, places.boxes[node.key], bold)
            if node.gap:
                self._draw_gap(painter, self._texts[node.key].gap, places.missing[node.key])
        painter.end()

    def _touches(self, edge: Edge) -> bool:
        """Say whether a line leads to or from the record that is current."""
        return self.current in {edge.earlier, edge.later}

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
        text = self._texts[node.key]
        for number, words in enumerate(text.words, 1):
            painter.drawText(inside.adjusted(0, number * line, 0, line), 0, words)
        top = inside.bottom() - len(text.state) * line + 1
        state = QRect(inside.left(), top, inside.width(), line * max(len(text.state), 1))
        if node.rating is not None:
            painter.setPen(rating_colour(node.rating, self.palette()))
            painter.setBrush(rating_colour(node.rating, self.palette()))
            draw_mark(painter, node.rating, QRectF(state.left(), state.top() + 3, 10, 10))
            state = state.adjusted(_SIGN, 0, 0, 0)
        painter.setPen(ink)
        for number, words in enumerate(text.state):
            painter.drawText(state.adjusted(0, number * line, 0, line), 0, words)

    def _draw_gap(self, painter: QPainter, lines: list[str], box: QRect) -> None:
        look = colours(self.palette())
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(look.bad), 1.2, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(QRectF(box).adjusted(4.5, 2.5, -4.5, -0.5), 5, 5)
        painter.setPen(QColor(look.bad))
        inside = box.adjusted(_PAD + 4, 4, -_PAD, -2)
        line = self.fontMetrics().height()
        for number, words in enumerate(lines):
            painter.drawText(inside.adjusted(0, number * line, 0, line), 0, words)

    def focusInEvent(self, event: object) -> None:
        """Show which record the keys work on."""
        super().focusInEvent(event)  # type: ignore[arg-type]
        self.update()

    def focusOutEvent(self, event: object) -> None:
        """Show that the keys go elsewhere."""
        super().focusOutEvent(event)  # type: ignore[arg-type]
        self.update()


def _path(line: Route) -> QPainterPath:
    """Return a line with a point where it comes in."""
    path = QPainterPath(QPointF(*line[0]))
    for corner in line[1:]:
        path.lineTo(*corner)
    (before, _), (x, y) = line[-2:]
    back = -5.0 if before < x else 5.0
    path.moveTo(x + back, y - 4.0)
    path.lineTo(x, y)
    path.lineTo(x + back, y + 4.0)
    return path


def _cut(metrics: QFontMetrics, words: str, room: int) -> str:
    return metrics.elidedText(words, Qt.TextElideMode.ElideRight, room)


@dataclass(frozen=True)
class _Text:
    """The lines of a box: its words, its state, and what is missing after it."""

    words: list[str]
    state: list[str]
    gap: list[str]

    @property
    def lines(self) -> int:
        """How many lines the box has, with that of its reference."""
        return max(1 + len(self.words) + len(self.state), 3)


def _bold(font: QFont) -> QFont:
    bold = QFont(font)
    bold.setBold(True)
    return bold


def _head(metrics: QFontMetrics, bold: QFontMetrics, node: Node) -> int:
    """Return the room that a record's reference and day take beside each other."""
    day = f"   {write_date(node.on)}" if node.on and node.ref else ""
    return bold.horizontalAdvance(node.ref) + metrics.horizontalAdvance(day)


def _text(metrics: QFontMetrics, node: Node, room: int) -> _Text:
    sign = _SIGN if node.rating is not None else 0
    return _Text(
        words=_lines(metrics, node.title, room, 3),
        state=_lines(metrics, node.standing, room - sign, 2),
        gap=_lines(metrics, f"? {node.gap}", room - 4, 3) if node.gap else [],
    )


def _lines(metrics: QFontMetrics, words: str, room: int, most: int) -> list[str]:
    """Return words on at most so many lines, the last cut with an ellipsis."""
    lines: list[str] = []
    rest = words.split()
    while rest and len(lines) < most - 1:
        taken = [rest.pop(0)]
        while rest and metrics.horizontalAdvance(" ".join([*taken, rest[0]])) <= room:
            taken.append(rest.pop(0))
        lines.append(" ".join(taken))
    return [_cut(metrics, one, room) for one in (*lines, " ".join(rest)) if one]
