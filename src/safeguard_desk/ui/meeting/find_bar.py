"""Find in this meeting: words, how many places have them, and the way from one to the next."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from safeguard_desk.ui.meeting.finding import Hit, hits
from safeguard_desk.ui.meeting.picture import Picture


class FindBar(QWidget):
    """Opened by Ctrl+F; Enter and F3 go on, Shift+F3 back, Esc puts it away."""

    revealed = Signal(object)
    """The Hit that should be seen."""
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make a bar that nobody sees yet."""
        super().__init__(parent)
        self._hits: tuple[Hit, ...] = ()
        self._at = -1
        self._picture: Picture | None = None
        self._presenting = False
        self.words = QLineEdit(self)
        self.words.setAccessibleName("Find in this meeting")
        self.words.setPlaceholderText("Find in agenda, minutes and actions")
        self.words.textChanged.connect(self._typed)
        self.count = QLabel(self)
        self.count.setAccessibleName("Places found")
        self.before = QPushButton("Previous", self)
        self.before.setToolTip("Shift+F3")
        self.before.clicked.connect(self.previous)
        self.after = QPushButton("Next", self)
        self.after.setToolTip("F3")
        self.after.clicked.connect(self.next)
        self.away = QPushButton("Close", self)
        self.away.setToolTip("Esc")
        self.away.clicked.connect(self.put_away)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.words, 1)
        layout.addWidget(self.count)
        for button in (self.before, self.after, self.away):
            layout.addWidget(button)
        self.hide()

    def open(self) -> None:
        """Show the bar, what was searched for last chosen to be typed over."""
        self.show()
        self.words.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.words.selectAll()
        self._look(stay=False)

    def put_away(self) -> None:
        """Hide the bar and take its marks away."""
        if self.isVisible():
            self.hide()
            self._hits, self._at = (), -1
            self.left.emit()

    def show_picture(self, picture: Picture, *, presenting: bool) -> None:
        """Follow the meeting: places come and go while the bar is open."""
        self._picture, self._presenting = picture, presenting
        if self.isVisible():
            self._look(stay=True)

    @property
    def hit(self) -> Hit | None:
        """The place that is shown."""
        return self._hits[self._at] if 0 <= self._at < len(self._hits) else None

    def _typed(self) -> None:
        self._look(stay=False)
        if self._hits:
            self._go(0)

    def _look(self, *, stay: bool) -> None:
        here = self.hit
        if self._picture is not None:
            self._hits = hits(self._picture, self.words.text(), presenting=self._presenting)
        places = [(one.item_id, one.entry_id) for one in self._hits]
        kept = (here.item_id, here.entry_id) if here is not None else None
        self._at = places.index(kept) if stay and kept in places else -1
        self._tell()

    def _tell(self) -> None:
        hit, many = self.hit, len(self._hits)
        words = (
            ""
            if not self.words.text().strip()
            else "nothing found"
            if not many
            else (f"{many} place{'' if many == 1 else 's'}")
        )
        self.count.setText(f"{self._at + 1} of {many}: {hit.told}" if hit is not None else words)
        for button in (self.before, self.after):
            button.setEnabled(bool(many))

    def _go(self, place: int) -> None:
        if self._hits:
            self._at = place % len(self._hits)
            self._tell()
            self.revealed.emit(self._hits[self._at])

    def next(self) -> None:
        """Go to the next place, from the last to the first."""
        self._go(self._at + 1)

    def previous(self) -> None:
        """Go to the place before."""
        self._go(self._at - 1 if self._at >= 0 else -1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on by Enter, back by Shift+Enter, away by Esc."""
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.key() == Qt.Key.Key_Escape:
            self.put_away()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._go(self._at + (-1 if shift else 1))
        else:
            super().keyPressEvent(event)
