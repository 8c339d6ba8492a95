"""Ctrl+K: find a record or do a thing, by typing a part of its words."""

from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from safeguard_desk.desk import search
from safeguard_desk.desk.reading import Reader
from safeguard_desk.desk.search import Found
from safeguard_desk.ui.jobs import Jobs
from safeguard_desk.ui.shell.actions import WindowAction
from safeguard_desk.views.places import LISTED, may_be_shown

MOST = 30
SOON = 90
"""Milliseconds without a key before the desk is searched."""
_KIND_WORDS = {
    "actions": "Action",
    "agenda_items": "Agenda item",
    "agencies": "Agency",
    "boards": "Board",
    "groups": "Group",
    "meetings": "Meeting",
    "memberships": "Member",
    "minute_entries": "Minute",
    "papers": "Paper",
    "people": "Person",
    "priorities": "Priority",
    "risks": "Risk",
    "action_updates": "Update",
}
_WHAT = Qt.ItemDataRole.UserRole


class Palette(QFrame):
    """A line over the window and what fits it; arrows choose, Enter goes there, Esc leaves."""

    action_wanted = Signal(object)
    record_wanted = Signal(object, object)

    def __init__(self, jobs: Jobs, actions: tuple[WindowAction, ...], parent: QWidget) -> None:
        """Make it hidden over `parent`."""
        super().__init__(parent)
        self.setProperty("role", "card")
        self._jobs = jobs
        self._actions = actions
        self._over = parent
        self.without_restricted = False
        self.line = QLineEdit(self)
        self.line.setPlaceholderText("Search the desk, or type what you want to do")
        self.line.setAccessibleName("Search or do")
        self.line.setClearButtonEnabled(True)
        self.list = QListWidget(self)
        self.list.setAccessibleName("What was found")
        self.list.setObjectName("found")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 10, 10, 10)
        layout.addWidget(self.line)
        layout.addWidget(self.list)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SOON)
        self._soon.timeout.connect(self._search)
        self.line.textChanged.connect(self._changed)
        self.line.installEventFilter(self)
        self.list.itemClicked.connect(self._take)
        self.hide()

    def open(self) -> None:
        """Show it, empty, in the middle of the window's upper part."""
        width = min(680, self._over.width() - 80)
        self.resize(width, min(440, self._over.height() - 120))
        self.move((self._over.width() - width) // 2, 60)
        self.line.clear()
        self._changed("")
        self.show()
        self.raise_()
        self.line.setFocus(Qt.FocusReason.PopupFocusReason)

    def _changed(self, text: str) -> None:
        self.list.clear()
        words = text.casefold().split()
        for action in self._actions:
            if all(word in action.title.casefold() for word in words):
                self._add(action.title.rstrip("…"), action.key, action)
        self.list.setCurrentRow(0)
        if len(text.strip()) >= search.SHORTEST:
            self._soon.start()

    def _search(self) -> None:
        text = self.line.text()
        view = partial(_find, text=text, careful=self.without_restricted)
        self._jobs.look(view, partial(self._arrive, text))

    def _arrive(self, text: str, found: list[Found]) -> None:
        if text != self.line.text() or not self.isVisible():
            return
        for hit in found:
            kind = _KIND_WORDS.get(hit.kind, hit.kind.replace("_", " ").capitalize())
            words = hit.title if hit.kind in LISTED or not hit.excerpt else hit.excerpt
            self._add(f"{kind}:  {' '.join((words or hit.title).split())}", "", (hit.kind, hit.id))
        if self.list.count() == 0:
            self._add("Nothing on the desk fits these words.", "", None)
        self.list.setCurrentRow(0)

    def _add(self, words: str, key: str, what: object) -> None:
        item = QListWidgetItem(f"{words}    {key}" if key else words)
        item.setData(_WHAT, what)
        self.list.addItem(item)

    def _take(self, item: QListWidgetItem | None) -> None:
        what = item.data(_WHAT) if item is not None else None
        if what is None:
            return
        self.leave()
        if isinstance(what, WindowAction):
            self.action_wanted.emit(what)
        else:
            self.record_wanted.emit(what[0], what[1])

    def leave(self) -> None:
        """Put it away; the words found do not stay in it."""
        self._soon.stop()
        self.hide()
        self.list.clear()
        self._over.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move, take and leave by key while the line has the focus."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key = event.key()
            if key == Qt.Key.Key_Escape:
                self.leave()
                return True
            if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                self._take(self.list.currentItem())
                return True
            if key in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
                step = 1 if key == Qt.Key.Key_Down else -1
                row = self.list.currentRow() + step
                self.list.setCurrentRow(max(0, min(self.list.count() - 1, row)))
                return True
        if event.type() == QEvent.Type.FocusOut and isinstance(event, QFocusEvent):
            self._lost()
        return super().eventFilter(watched, event)

    def _lost(self) -> None:
        if self.isVisible() and not self.underMouse():
            self.hide()


def _find(reader: Reader, text: str, *, careful: bool) -> list[Found]:
    found = search.find(reader, text, limit=MOST)
    if not careful:
        return found
    return [hit for hit in found if may_be_shown(reader, hit.kind, hit.id)]
