"""Finding words in what the viewer shows: Ctrl+F, Enter for the next, Shift+Enter for the last."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QWidget

from safeguard_desk.desk.reading import Reader
from safeguard_desk.ui.jobs import Jobs
from safeguard_desk.ui.papers.leaf import Spot
from safeguard_desk.ui.papers.page_text import Stretch, find
from safeguard_desk.ui.papers.pages import Pages

_FOUND, _HERE = "#ffe9a8", "#ffb84d"


class FindBar(QWidget):
    """A line to type in, and how many places hold what was typed."""

    chose = Signal(object)
    """The Stretch that is shown."""

    def __init__(self, jobs: Jobs, pages: Pages, parent: QWidget | None = None) -> None:
        """Find in what `pages` show; nothing is shown until it is opened."""
        super().__init__(parent)
        self._jobs, self._pages = jobs, pages
        self._data = b""
        self._asked = ""
        self.found: tuple[Stretch, ...] = ()
        self._at = -1
        self.line = QLineEdit(self)
        self.line.setPlaceholderText("Find in these pages: type and press Enter")
        self.line.setAccessibleName("Find in these pages")
        self.line.returnPressed.connect(self._enter)
        self.count = QLabel(self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.line, 1)
        layout.addWidget(self.count)
        self.hide()

    def use(self, data: bytes) -> None:
        """Find in another file from now on."""
        self._data, self._asked, self.found, self._at = data, "", (), -1
        self.count.clear()

    def open(self) -> None:
        """Show the line and go to it."""
        self.show()
        self.line.setFocus()
        self.line.selectAll()

    def _enter(self) -> None:
        words = self.line.text().strip()
        if words and words != self._asked:
            self._asked = words
            self._jobs.look(partial(_find, self._data, words), self._show)
        elif self.found:
            self.step(1)

    def _show(self, found: tuple[Stretch, ...]) -> None:
        self.found, self._at = found, -1
        if found:
            self.step(1)
            return
        self.count.setText("Not found")
        self._pages.show_spots("found", {})

    def step(self, by: int) -> None:
        """Go to the next place, or back; behind the last comes the first."""
        if not self.found:
            return
        self._at = (self._at + by) % len(self.found)
        here = self.found[self._at]
        spots: dict[int, tuple[Spot, ...]] = {}
        for stretch in self.found:
            colour = _HERE if stretch is here else _FOUND
            shaded = tuple(Spot(box, colour) for box in stretch.boxes)
            spots[stretch.page] = spots.get(stretch.page, ()) + shaded
        self._pages.show_spots("found", spots)
        self._pages.go_to_spot(here.page, here.boxes[0][1] if here.boxes else 0)
        self.count.setText(f"{self._at + 1} of {len(self.found)}")
        self.chose.emit(here)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back with Shift+Enter, and close with Escape."""
        back = event.modifiers() == Qt.KeyboardModifier.ShiftModifier
        if event.key() == Qt.Key.Key_Return and back:
            self.step(-1)
        elif event.key() == Qt.Key.Key_Escape:
            self.close_line()
        else:
            super().keyPressEvent(event)

    def close_line(self) -> None:
        """Put the line away, and what it shaded."""
        self._pages.show_spots("found", {})
        self._asked = ""
        self.hide()
        self._pages.setFocus()


def _find(data: bytes, words: str, _: Reader) -> tuple[Stretch, ...]:
    return find(data, words)
