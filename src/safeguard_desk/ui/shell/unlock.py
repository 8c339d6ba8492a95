"""The first window: which desk, its passphrase; a new desk; the recovery sheet; a backup.

It is painted before SQLAlchemy is loaded, so it imports none of the desk's parts.
"""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from safeguard_desk import paths, resources
from safeguard_desk.errors import Refusal
from safeguard_desk.ui.shell import desk_work
from safeguard_desk.ui.shell.preferences import Preferences
from safeguard_desk.ui.widgets.notices import NoticeBar
from safeguard_desk.ui.widgets.secret import passphrase_line

if TYPE_CHECKING:
    from PySide6.QtWidgets import QPlainTextEdit

    from safeguard_desk.ui.jobs import Progress, Worker
    from safeguard_desk.ui.shell.new_desk import NewDesk

SUFFIX = "Desk (*.desk)"
_WIDE = 460


class UnlockWindow(QWidget):
    """Asks for a desk and what opens it; `opened` gives the open desk."""

    opened = Signal(object)
    settings_changed = Signal(object)
    painted = Signal()
    """It was painted for the first time."""

    def __init__(self, settings: Preferences) -> None:
        """Lay out the first page; the others are made when they are asked for."""
        super().__init__()
        self._worker: Worker
        self.settings = settings
        self._backup: Path | None = None
        self._seen = False
        self.new_page: NewDesk | None = None
        self.lines: QPlainTextEdit | None = None
        self.setObjectName("page")
        self.setWindowTitle("Safeguard Desk")
        self.resize(760, 600)
        self.frame = QFrame(self)
        self.frame.setProperty("role", "card")
        wide = max(_WIDE, 2 * self.fontMetrics().horizontalAdvance("Choose another desk…") + 150)
        self.frame.setFixedWidth(wide)
        self.notice = NoticeBar(self.frame)
        self.pages = QStackedWidget(self.frame)
        self.first = self._first_page()
        self.pages.addWidget(self.first)
        self.busy = QLabel(self.frame)
        self.busy.setProperty("role", "quiet")
        self.busy.setAccessibleName("What is being done")
        inside = QVBoxLayout(self.frame)
        inside.setContentsMargins(28, 24, 28, 20)
        inside.setSpacing(10)
        inside.addLayout(self._head())
        inside.addWidget(self.notice)
        inside.addWidget(self.pages)
        inside.addWidget(self.busy)
        layout = QVBoxLayout(self)
        layout.addStretch(2)
        layout.addWidget(self.frame, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)
        self._show_recent()

    def use(self, worker: "Worker") -> None:
        """Take the worker that does what is asked for here; it comes after the first paint."""
        self._worker = worker
        worker.busy.connect(self._show_busy)

    def _head(self) -> QHBoxLayout:
        picture = QLabel(self.frame)
        picture.setPixmap(QIcon(str(resources.file("icons/desk.svg"))).pixmap(QSize(40, 40)))
        title = QLabel("Safeguard Desk", self.frame)
        title.setProperty("role", "title")
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(picture)
        head.addWidget(title, 1)
        return head

    def _first_page(self) -> QWidget:
        page = QWidget(self.pages)
        self.recent = QComboBox(page)
        self.recent.setAccessibleName("Desk")
        self.recent.activated.connect(self._chosen)
        self.secret = passphrase_line("Passphrase", page)
        self.secret.returnPressed.connect(self.unlock)
        self.go = QPushButton("Open", page)
        self.go.setProperty("leading", "true")
        self.go.clicked.connect(self.unlock)
        self.other = self._link("Choose another desk…", self.choose_file, page)
        self.new = self._link("Make a new desk…", self.show_new, page)
        self.sheet = self._link("Use the recovery key…", self.use_sheet, page)
        self.back_up = self._link("Restore a backup…", self.choose_backup, page)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        for part in (self.recent, self.secret, self.go):
            layout.addWidget(part)
        links = QHBoxLayout()
        for column in ((self.other, self.new), (self.sheet, self.back_up)):
            side = QVBoxLayout()
            side.setSpacing(0)
            for link in column:
                side.addWidget(link)
            links.addLayout(side, 1)
        layout.addSpacing(6)
        layout.addLayout(links)
        return page

    def _link(self, words: str, verb: object, parent: QWidget) -> QPushButton:
        link = QPushButton(words, parent)
        link.setProperty("link", "true")
        link.clicked.connect(verb)
        return link

    def _show_recent(self) -> None:
        self.recent.clear()
        for name in self.settings.recent:
            path = Path(name)
            self.recent.addItem(f"{path.name}   ({path.parent})", name)
        found = bool(self.settings.recent)
        self.recent.setVisible(found)
        self.other.setText("Choose another desk…" if found else "Choose a desk…")
        self.secret.setVisible(found)
        self.go.setVisible(found)
        self.sheet.setVisible(found)
        if not found:
            self.notice.say(
                "Welcome. Make a new desk for your partnership, or choose one you have."
            )
            self.new.setFocus()

    def showEvent(self, event: object) -> None:
        """Put the focus where typing begins."""
        super().showEvent(event)  # type: ignore[arg-type]
        (self.secret if self.settings.recent else self.new).setFocus()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Say when it is seen: what can wait begins then."""
        super().paintEvent(event)
        if not self._seen:
            self._seen = True
            self.painted.emit()

    def path(self) -> Path:
        """Return the desk that is chosen."""
        return Path(str(self.recent.currentData()))

    def choose(self, path: Path) -> None:
        """Offer a desk before all others."""
        self.settings = self.settings.opened(path)
        self.notice.clear()
        self._show_recent()
        self.secret.setFocus()

    def _chosen(self, _: int) -> None:
        self.notice.clear()
        self.secret.setFocus()

    def choose_file(self) -> None:
        """Ask for a desk elsewhere on this computer."""
        from PySide6.QtWidgets import QFileDialog

        start = str(paths.desks())
        chosen, _ = QFileDialog.getOpenFileName(self, "Choose a desk", start, SUFFIX)
        if chosen:
            self.choose(Path(chosen))

    def use_sheet(self) -> None:
        """Ask for the key of the recovery sheet in place of the passphrase, or the other way."""
        if self.lines is None:
            self.lines = self._sheet_lines()
        by_sheet = self.lines.isHidden()
        self.lines.setVisible(by_sheet)
        self.secret.setVisible(not by_sheet)
        self.sheet.setText("Use the passphrase…" if by_sheet else "Use the recovery key…")
        (self.lines if by_sheet else self.secret).setFocus()

    def _sheet_lines(self) -> "QPlainTextEdit":
        from PySide6.QtWidgets import QPlainTextEdit

        lines = QPlainTextEdit(self.first)
        lines.setAccessibleName("Key on the recovery sheet")
        lines.setPlaceholderText("The five lines of the key, one under the other")
        lines.setTabChangesFocus(True)
        lines.setFixedHeight(lines.fontMetrics().lineSpacing() * 6 + 16)
        lines.hide()
        layout = self.first.layout()
        if isinstance(layout, QVBoxLayout):
            layout.insertWidget(layout.indexOf(self.go), lines)
        return lines

    def _typed_sheet(self) -> str:
        """Return the lines of the sheet where they are asked for, else nothing."""
        lines = self.lines
        return "" if lines is None or lines.isHidden() else lines.toPlainText() or " "

    def unlock(self) -> None:
        """Open the desk, or restore the backup that was chosen."""
        self.notice.clear()
        self._hold(held=True)
        if self._backup is not None:
            restoring = partial(desk_work.restore, self._backup, self.path(), self.secret.text())
            self._worker.compute("Restoring", restoring, then=self._restored, refused=self._refused)
            return
        sheet = self._typed_sheet()
        door = desk_work.open_by_sheet if sheet else desk_work.open_desk
        work = partial(door, self.path(), sheet or self.secret.text(), self.settings.who)
        self._worker.compute("Opening", work, then=self._opened, refused=self._refused)

    def _opened(self, desk: object) -> None:
        self._forget()
        self._hold(held=False)
        self.settings = self.settings.opened(self.path())
        self.settings_changed.emit(self.settings)
        self.opened.emit(desk)

    def _refused(self, refusal: Refusal) -> None:
        self._hold(held=False)
        self.notice.refuse(refusal)
        self.secret.selectAll()
        lines = self.lines
        (self.secret if lines is None or lines.isHidden() else lines).setFocus()

    def _hold(self, *, held: bool) -> None:
        self.pages.setEnabled(not held)

    def _forget(self) -> None:
        self.secret.clear()
        if self.lines is not None:
            self.lines.clear()

    def _show_busy(self, progress: "Progress | None") -> None:
        hidden = progress is None or not progress.title
        self.busy.setText("" if hidden or progress is None else f"{progress.title}…")

    def choose_backup(self) -> None:
        """Ask for a backup, and what desk it is put in the place of."""
        from PySide6.QtWidgets import QFileDialog

        start = paths.desks() if not self.settings.recent else self.path().parent
        chosen, _ = QFileDialog.getOpenFileName(self, "Choose a backup", str(start), SUFFIX)
        if not chosen:
            return
        target, _ = QFileDialog.getSaveFileName(
            self, "Which desk is it put in the place of?", str(start), SUFFIX
        )
        if target:
            self.restore(Path(chosen), Path(target))

    def restore(self, backup: Path, target: Path) -> None:
        """Ask for the passphrase that a backup was made under; then it takes the desk's place."""
        self.choose(target)
        self._backup = backup
        self.go.setText("Restore")
        self.notice.say(
            f"{backup.name} will take the place of {target.name}. What is there now is moved aside,"
            " not lost. Type the passphrase that the backup was made under."
        )

    def _restored(self, aside: object) -> None:
        self._backup = None
        self.go.setText("Open")
        self._hold(held=False)
        moved = f" What was there is now {aside}." if aside else ""
        self.notice.say(f"The backup was verified and restored.{moved} Press Open to work in it.")

    def show_new(self) -> None:
        """Show the page that makes a desk."""
        from safeguard_desk.ui.shell.new_desk import NewDesk

        if self.new_page is None:
            self.new_page = NewDesk(self._worker, self.pages)
            self.new_page.left.connect(self.show_first)
            self.new_page.made.connect(self._made)
            self.pages.addWidget(self.new_page)
        self.new_page.who = self.settings.who
        self.notice.clear()
        self.pages.setCurrentWidget(self.new_page)
        self.new_page.name.setFocus()

    def show_first(self) -> None:
        """Go back to the first page."""
        self.pages.setCurrentWidget(self.first)

    def _made(self, desk: object, path: object) -> None:
        self.settings = self.settings.opened(Path(str(path)))
        self.settings_changed.emit(self.settings)
        self.show_first()
        self._show_recent()
        self.opened.emit(desk)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Esc go back to the first page."""
        if event.key() == Qt.Key.Key_Escape:
            self._backup = None
            self.go.setText("Open")
            self.notice.clear()
            self.show_first()
        else:
            super().keyPressEvent(event)
