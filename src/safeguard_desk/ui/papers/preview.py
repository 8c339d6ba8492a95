"""A paper as it will be printed, inside the window: look, print, save, open elsewhere."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeySequence, QPainter, QShortcut
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from safeguard_desk.errors import Refusal
from safeguard_desk.papers.request import Request
from safeguard_desk.ui.jobs import Jobs
from safeguard_desk.ui.papers.find_bar import FindBar
from safeguard_desk.ui.papers.pages import Drawn, Pages, Sheet, draw, sheets
from safeguard_desk.ui.papers.produce import (
    LABELS,
    Produced,
    formats,
    open_outside,
    produce,
    save_as,
)

_STEP = 1.2
PRINTED = 200 / 72
"""Scale at which pages are printed: 200 dots to the inch."""


class Preview(QWidget):
    """Shows a paper or any PDF. Esc closes it."""

    closed = Signal()

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        """Make an empty preview."""
        super().__init__(parent)
        self._jobs = jobs
        self._asked: tuple[str, Request] | None = None
        self._pdf: Produced | None = None
        self._count = 0
        self._printer: QPrinter | None = None
        self.pages = Pages(jobs, self)
        self.pages.turned.connect(self._turned)
        self.finding = FindBar(jobs, self.pages, self)
        self.body = QHBoxLayout()
        self.title = QLabel(self)
        self.where = QLabel(self)
        self.words = QLabel(self)
        self.words.setWordWrap(True)
        self.words.hide()
        self._buttons: dict[str, QPushButton] = {}
        self._lay_out()

    @property
    def shown(self) -> Produced | None:
        """The paper that is shown, once it is made."""
        return self._pdf

    def _lay_out(self) -> None:
        font = self.title.font()
        font.setBold(True)
        self.title.setFont(font)
        top = QHBoxLayout()
        self._add(top, "back", "‹ Back", "Esc", self.close_preview)
        top.addWidget(self.title, 1)
        top.addWidget(self.where)
        for name, words, keys, slot in (
            ("smaller", "−", "Ctrl+-", self._smaller),
            ("larger", "+", "Ctrl++", self._larger),
            ("fit", "Fit width", "Ctrl+0", self._fit),
            ("find", "Find", "Ctrl+F", self.finding.open),
            ("print", "Print", "Ctrl+P", self._print),
            ("pdf", "Save PDF", "Ctrl+S", self._save_pdf),
            ("docx", "Save Word", "", self._save_docx),
            ("xlsx", "Save Excel", "", self._save_xlsx),
            ("open", "Open outside", "", self._open),
        ):
            self._add(top, name, words, keys, slot)
        for name in ("smaller", "larger"):
            self._buttons[name].setFixedWidth(self.fontMetrics().height() * 3)
        self._buttons["smaller"].setAccessibleName("Smaller")
        self._buttons["larger"].setAccessibleName("Larger")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(top)
        layout.addWidget(self.words)
        layout.addWidget(self.finding)
        self.body.addWidget(self.pages, 1)
        layout.addLayout(self.body, 1)

    def _add(
        self, row: QHBoxLayout, name: str, words: str, keys: str, slot: Callable[[], None]
    ) -> None:
        button = self._buttons[name] = QPushButton(words, self)
        button.clicked.connect(slot)
        row.addWidget(button)
        if keys:
            button.setToolTip(keys)
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    def show_paper(self, title: str, kind: str, request: Request) -> None:
        """Make a paper and show it."""
        self._asked = (kind, request)
        self._begin(title)
        possible = formats(kind)
        for suffix in LABELS:
            self._buttons[suffix].setVisible(suffix in possible)
        produce(self._jobs, kind, request, "pdf", self._made, self._refuse)

    def show_file(self, title: str, produced: Produced) -> None:
        """Show a PDF that is there already."""
        self._asked = None
        self._begin(title)
        for suffix in LABELS:
            self._buttons[suffix].setVisible(suffix == "pdf")
        self._made(produced)

    def _begin(self, title: str) -> None:
        self._pdf = None
        self.title.setText(title)
        self._tell("Making the paper …")
        self._enable(False)
        self.pages.setFocus()

    def _made(self, produced: Produced) -> None:
        self._pdf = produced
        work = partial(_sizes, produced.data)
        self._jobs.compute("Opening the paper", work, then=self._sized, refused=self._cannot_show)

    def _sized(self, pages: tuple[Sheet, ...]) -> None:
        if self._pdf is not None:
            self._count = len(pages)
            self.words.hide()
            self._enable(True)
            self.pages.show_pdf(self._pdf.data, pages)
            self.finding.use(self._pdf.data)
            self._turned(1)

    def _cannot_show(self, refusal: Refusal) -> None:
        self._enable(True)
        self._refuse(refusal)

    def _enable(self, ready: bool) -> None:
        for name, button in self._buttons.items():
            button.setEnabled(ready or name == "back")

    def _tell(self, words: str) -> None:
        self.words.setText(words)
        self.words.show()

    def _refuse(self, refusal: Refusal) -> None:
        self._tell(f"! {refusal}")

    def _turned(self, number: int) -> None:
        self.where.setText(f"Page {number} of {self._count}")

    def close_preview(self) -> None:
        """Ask to be put away; Escape first closes the line that finds."""
        if self.finding.isVisible() and self.finding.line.hasFocus():
            self.finding.close_line()
            return
        self.finding.hide()
        self.closed.emit()

    def _smaller(self) -> None:
        self.pages.set_zoom(self.pages.zoom / _STEP)

    def _larger(self) -> None:
        self.pages.set_zoom(self.pages.zoom * _STEP)

    def _fit(self) -> None:
        self.pages.set_zoom(None)

    def _save_pdf(self) -> None:
        if self._pdf is not None:
            self._save(self._pdf)

    def _save_docx(self) -> None:
        self._make("docx")

    def _save_xlsx(self) -> None:
        self._make("xlsx")

    def _make(self, suffix: str) -> None:
        if self._asked is not None and suffix in formats(self._asked[0]):
            produce(self._jobs, *self._asked, suffix, self._save, self._refuse)

    def _save(self, produced: Produced) -> None:
        try:
            path = save_as(self, produced)
        except Refusal as refusal:
            self._refuse(refusal)
            return
        if path is not None:
            self._tell(f"✓ Saved as {path}.")

    def _open(self) -> None:
        if self._pdf is not None:
            try:
                open_outside(self._pdf.filename, self._pdf.data)
            except Refusal as refusal:
                self._refuse(refusal)

    def _print(self) -> None:
        if self._pdf is None:
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, self)
        dialog.setMinMax(1, self._count)
        if dialog.exec() == QPrintDialog.DialogCode.Accepted:
            self._printer = printer
            first = printer.fromPage() or 1
            last = min(printer.toPage() or self._count, self._count)
            work = partial(_draw_all, self._pdf.data, range(first - 1, last))
            self._jobs.compute("Printing", work, then=self._put_on_paper, refused=self._refuse)

    def _put_on_paper(self, drawn: list[Drawn]) -> None:
        if self._printer is not None:
            print_pages(self._printer, drawn)
            self._printer = None
            self._tell("✓ Sent to the printer.")


def _sizes(data: bytes, _: Callable[[int, int], None]) -> tuple[Sheet, ...]:
    return sheets(data)


def _draw_all(data: bytes, numbers: range, progress: Callable[[int, int], None]) -> list[Drawn]:
    drawn = []
    for place, number in enumerate(numbers):
        progress(place, len(numbers))
        drawn.append(draw(data, number, PRINTED))
    return drawn


def print_pages(printer: QPrinter, drawn: Sequence[Drawn]) -> None:
    """Print pages, each as large as the paper allows."""
    painter = QPainter(printer)
    try:
        for place, page in enumerate(drawn):
            if place:
                printer.newPage()
            image = page.image()
            room = painter.viewport()
            scale = min(room.width() / image.width(), room.height() / image.height())
            painter.drawImage(QRectF(0, 0, image.width() * scale, image.height() * scale), image)
    finally:
        painter.end()
