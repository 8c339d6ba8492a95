"""Ctrl+K: find a record or do a thing, by typing parts of its words."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from safeguard_desk.ui.jobs import Jobs
from safeguard_desk.ui.shell.commands import Command, matching
from safeguard_desk.ui.shell.palette_rows import WHAT, LineDelegate, heading, line, told
from safeguard_desk.views.found import FoundKind, look_for

SOON = 90
"""Milliseconds without a key before the desk is searched."""
SHORTEST = 2
"""Letters with which a search begins."""
_COMMANDS = 8
"""Commands shown at most beside what was found."""
_PAGE = 8
"""Lines that PgUp and PgDn go by."""
_BY_KEY = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageDown: _PAGE,
    Qt.Key.Key_PageUp: -_PAGE,
}


class Palette(QFrame):
    """A line over the window and what fits it; arrows choose, Enter goes there, Esc leaves."""

    command_wanted = Signal(object)
    record_wanted = Signal(object, object)

    def __init__(self, jobs: Jobs, parent: QWidget) -> None:
        """Make it hidden over `parent`."""
        super().__init__(parent)
        self.setProperty("role", "card")
        self._jobs = jobs
        self._commands: Sequence[Command] = ()
        self._over = parent
        self._careful = False
        self._asked = 0
        """Counts what was looked for; what is found for anything but the last is not shown."""
        self.line = QLineEdit(self)
        self.line.setPlaceholderText(
            "Words, a reference, or what you want to do: “new action”, “minutes of last QA”"
        )
        self.line.setAccessibleName("Search or do")
        self.line.setClearButtonEnabled(True)
        self.list = QListWidget(self)
        self.list.setAccessibleName("What was found")
        self.list.setObjectName("found")
        self.list.setItemDelegate(LineDelegate(self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
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

    def open(self, commands: Sequence[Command], *, careful: bool) -> None:
        """Show it, empty, in the middle of the window's upper part.

        careful: while the screen is shared; nothing restricted is found.
        """
        self._commands, self._careful = commands, careful
        width = min(820, self._over.width() - 80)
        self.resize(width, min(560, self._over.height() - 120))
        self.move((self._over.width() - width) // 2, 60)
        self.line.clear()
        self._changed("")
        self.show()
        self.raise_()
        self.line.setFocus(Qt.FocusReason.PopupFocusReason)

    def _changed(self, text: str) -> None:
        self._soon.stop()
        self._asked += 1
        self.list.clear()
        fitting = matching(self._commands, text)
        self._show_commands(fitting[:_COMMANDS] if text.strip() else fitting)
        self._choose_first()
        if len(text.strip()) >= SHORTEST:
            self._soon.start()
        elif not fitting:
            self.list.addItem(told("Type one more letter to search the desk."))

    def _show_commands(self, fitting: Sequence[Command]) -> None:
        if fitting:
            self.list.addItem(heading("Commands"))
        for command in fitting:
            self.list.addItem(line(command.title, command.key, "", command))

    def _search(self) -> None:
        self._soon.stop()
        self._asked += 1
        view = partial(look_for, words=self.line.text(), careful=self._careful)
        self._jobs.look(view, partial(self._arrive, self._asked))

    def _arrive(self, asked: int, found: Sequence[FoundKind]) -> None:
        if asked != self._asked:
            return  # other words by now, or put away: it may have been looked for with less care
        for kind in found:
            more = f"  ·  the first {len(kind.lines)}" if kind.more else ""
            self.list.addItem(heading(f"{kind.heading}{more}"))
            for one in kind.lines:
                self.list.addItem(line(one.title, one.place, one.excerpt, (one.kind, one.id)))
        if self.list.count() == 0:
            self.list.addItem(told("Nothing on the desk fits these words."))
        if not self._chosen():
            self._choose_first()

    def _chosen(self) -> bool:
        item = self.list.currentItem()
        return item is not None and item.data(WHAT) is not None

    def _choose_first(self) -> None:
        self.list.setCurrentRow(-1)
        self._move(1)

    def _move(self, by: int) -> None:
        """Go on by some lines that can be chosen, as far as there are any."""
        rows = [n for n in range(self.list.count()) if self.list.item(n).data(WHAT) is not None]
        if not rows:
            return
        row = self.list.currentRow()
        at = rows.index(row) if row in rows else -1
        place = max(0, min(len(rows) - 1, at + by))
        self.list.setCurrentRow(rows[place])
        if place == 0:
            self.list.scrollToTop()  # the heading over it too

    def _take(self, item: QListWidgetItem | None) -> None:
        what = item.data(WHAT) if item is not None else None
        if what is None:
            return
        self.leave()
        if isinstance(what, Command):
            self.command_wanted.emit(what)
        else:
            self.record_wanted.emit(what[0], what[1])

    def leave(self) -> None:
        """Put it away; the words found do not stay in it."""
        self._soon.stop()
        self._asked += 1
        self.hide()
        self.list.clear()
        self._over.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move, take and leave by key while the line has the focus."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key = Qt.Key(event.key())
            if key == Qt.Key.Key_Escape:
                self.leave()
                return True
            if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                self._take(self.list.currentItem())
                return True
            if key in _BY_KEY:
                self._move(_BY_KEY[key])
                return True
        if event.type() == QEvent.Type.FocusOut and isinstance(event, QFocusEvent):
            self._lost()
        return super().eventFilter(watched, event)

    def _lost(self) -> None:
        if self.isVisible() and not self.underMouse():
            self.hide()
