"""The pages of a PDF as pictures, made on the worker when they come into sight."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from safeguard_desk.desk.reading import Reader
from safeguard_desk.errors import Refusal
from safeguard_desk.ui.jobs import Jobs
from safeguard_desk.ui.papers.leaf import Leaf, Spot

POINTS = 72
"""PDF points to the inch."""
_MARGIN = 28
NARROWEST, WIDEST = 0.4, 4.0


@dataclass(frozen=True)
class Sheet:
    """A page's size in points."""

    width: float
    height: float


@dataclass(frozen=True)
class Drawn:
    """A page drawn: which one, at what scale, its pixels (32-bit, blue first) and its text."""

    number: int
    scale: float
    width: int
    height: int
    stride: int
    pixels: bytes
    text: str

    def image(self) -> QImage:
        """Return the picture; it owns its pixels."""
        form = QImage.Format.Format_RGB32
        return QImage(self.pixels, self.width, self.height, self.stride, form).copy()


def _open(data: bytes) -> Any:
    try:
        import pypdfium2
    except ImportError as error:
        raise Refusal(
            "Papers cannot be shown here: the part that draws PDF pages (pypdfium2) is missing.",
            "The paper is made all the same.",
            "Save it, or open it outside; to look at papers here, install pypdfium2.",
        ) from error
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise Refusal(
            "This paper cannot be shown here: it is damaged, or locked with a password.",
            "It is kept as it came.",
            "Press “Open outside”, or ask for another copy.",
        ) from error


def sheets(data: bytes) -> tuple[Sheet, ...]:
    """Return the sizes of a PDF's pages."""
    document = _open(data)
    try:
        sizes = [document.get_page_size(number) for number in range(len(document))]
        return tuple(Sheet(*size) for size in sizes)
    finally:
        document.close()


def draw(data: bytes, number: int, scale: float) -> Drawn:
    """Draw a page, counted from 0; scale 1 is 72 pixels to the inch. Not safe on two threads."""
    document = _open(data)
    try:
        page = document[number]
        bitmap = page.render(scale=scale, rev_byteorder=False, prefer_bgrx=True)
        text = page.get_textpage().get_text_bounded()
        pixels = bytes(bitmap.buffer)
        return Drawn(number, scale, bitmap.width, bitmap.height, bitmap.stride, pixels, text)
    finally:
        document.close()


def _on_worker(data: bytes, number: int, scale: float, _: Reader) -> Drawn:
    return draw(data, number, scale)


class Pages(QScrollArea):
    """Shows a PDF page below page. Only what is in sight is drawn."""

    turned = Signal(object)
    """The number of the page in sight, from 1."""
    dragged = Signal(object, object, object)
    """A page's number, and where on it the mouse was pressed and let go, as parts of the page."""

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self._jobs = jobs
        self._data = b""
        self._sheets: tuple[Sheet, ...] = ()
        self.labels: list[Leaf] = []
        self._spots: dict[str, dict[int, tuple[Spot, ...]]] = {}
        self._drawn: dict[int, float] = {}
        self._zoom: float | None = None
        self.setAccessibleName("Pages")
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(30)
        self._soon.timeout.connect(self._draw_in_sight)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)

    def show_pdf(self, data: bytes, pages: tuple[Sheet, ...]) -> None:
        """Show a PDF from its first page."""
        self._data, self._sheets = data, pages
        self._drawn.clear()
        self._spots.clear()
        page = QWidget(self)
        column = QVBoxLayout(page)
        column.setSpacing(14)
        column.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.labels = []
        for number in range(len(pages)):
            label = Leaf(number + 1, page)
            label.dragged.connect(self.dragged)
            label.setAccessibleName(f"Page {number + 1} of {len(pages)}")
            column.addWidget(label, 0, Qt.AlignmentFlag.AlignHCenter)
            self.labels.append(label)
        self.setWidget(page)
        self._fit()

    @property
    def zoom(self) -> float:
        """The scale in force: what was chosen, or what fits the width."""
        if self._zoom is not None or not self._sheets:
            return self._zoom or 1.0
        widest = max(sheet.width for sheet in self._sheets)
        room = max(self.viewport().width() - _MARGIN, 100)
        return min(max(room / widest, NARROWEST), 1.8)

    def set_zoom(self, zoom: float | None) -> None:
        """Use a scale; None fits the width."""
        self._zoom = None if zoom is None else min(max(zoom, NARROWEST), WIDEST)
        self._fit()

    def _fit(self) -> None:
        zoom = self.zoom
        for sheet, label in zip(self._sheets, self.labels, strict=True):
            label.setFixedSize(int(sheet.width * zoom) + 2, int(sheet.height * zoom) + 2)
        self._soon.start()

    def _scrolled(self) -> None:
        self._soon.start()
        self.turned.emit(self.page_in_sight)

    @property
    def page_in_sight(self) -> int:
        """The number of the first page mostly in sight, from 1; 0 without pages."""
        middle = self.verticalScrollBar().value() + self.viewport().height() // 2
        above = [n for n, label in enumerate(self.labels, 1) if label.y() <= middle]
        return above[-1] if above else min(len(self.labels), 1)

    def go_to_page(self, number: int) -> None:
        """Bring a page's top into sight; pages count from 1."""
        if 1 <= number <= len(self.labels):
            self.verticalScrollBar().setValue(max(self.labels[number - 1].y() - 8, 0))

    def show_spots(self, layer: str, spots: dict[int, tuple[Spot, ...]]) -> None:
        """Shade places on pages; a layer's new spots take the place of its old ones."""
        self._spots[layer] = spots
        for number, label in enumerate(self.labels, 1):
            label.show_spots(
                tuple(spot for held in self._spots.values() for spot in held.get(number, ()))
            )

    def go_to_spot(self, number: int, top: float) -> None:
        """Bring a place of a page into sight; `top` is a part of its height."""
        if 1 <= number <= len(self.labels):
            label = self.labels[number - 1]
            y = label.y() + round(label.height() * top)
            middle = y - self.viewport().height() // 3
            self.verticalScrollBar().setValue(max(middle, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn pages: Ctrl+Page Down and Ctrl+Page Up, Home and End; the rest scrolls."""
        steps = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}
        step = steps.get(Qt.Key(event.key()))
        if step and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self.go_to_page(self.page_in_sight + step)
        elif event.key() == Qt.Key.Key_Home:
            self.go_to_page(1)
        elif event.key() == Qt.Key.Key_End:
            self.go_to_page(len(self.labels))
        else:
            super().keyPressEvent(event)

    def _draw_in_sight(self) -> None:
        top = self.verticalScrollBar().value()
        bottom = top + self.viewport().height()
        scale = self.zoom * self.devicePixelRatioF()
        for number, label in enumerate(self.labels):
            in_sight = label.y() < bottom and label.y() + label.height() > top
            if in_sight and self._drawn.get(number) != scale:
                self._drawn[number] = scale
                work = partial(_on_worker, self._data, number, scale)
                self._jobs.look(work, self._show)

    def _show(self, drawn: Drawn) -> None:
        if drawn.number >= len(self.labels) or self._drawn.get(drawn.number) != drawn.scale:
            return
        pixmap = QPixmap.fromImage(drawn.image())
        pixmap.setDevicePixelRatio(self.devicePixelRatioF())
        self.labels[drawn.number].setPixmap(pixmap)
        self.labels[drawn.number].setAccessibleDescription(drawn.text)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the width anew unless a scale was chosen."""
        super().resizeEvent(event)
        self._fit()
