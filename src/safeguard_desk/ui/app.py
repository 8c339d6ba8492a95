"""The windowed program: the unlock window, the main window, and the way from one to the other."""

import signal
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication

from safeguard_desk import resources
from safeguard_desk.errors import Refusal
from safeguard_desk.ui import theme
from safeguard_desk.ui.collecting import Collector
from safeguard_desk.ui.shell import desk_work, preferences
from safeguard_desk.ui.shell.crash import Faults
from safeguard_desk.ui.shell.unlock import UnlockWindow

if TYPE_CHECKING:
    from safeguard_desk.desk.desk import Desk
    from safeguard_desk.ui.jobs import Jobs, Worker
    from safeguard_desk.ui.shell.window import MainWindow

TITLE = "Safeguard Desk"


class Program(QObject):
    """Holds whichever window there is."""

    def __init__(self, app: QApplication) -> None:
        """Dress the program; nothing is shown yet."""
        super().__init__(app)
        self._app = app
        self.settings = preferences.load()
        self.worker: Worker | None = None
        self.unlock: UnlockWindow | None = None
        self.jobs: Jobs | None = None
        self.window: MainWindow | None = None
        theme.system_points()
        self._dress()
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._dress)

    def _dress(self, _: object = None) -> None:
        if self.window is not None:
            self.window.dress()
        else:
            theme.wear(self._app, self.settings.theme, self.settings.text_points)

    def ask(self, path: Path | None = None) -> None:
        """Show the unlock window; what the main window needs is loaded while one types."""
        self.unlock = UnlockWindow(self.settings)
        self.unlock.opened.connect(self._opened)
        self.unlock.settings_changed.connect(self._settle_on)
        if path is not None:
            self.unlock.choose(path)
        self.unlock.painted.connect(self._painted)
        self.unlock.show()

    def _painted(self) -> None:
        QTimer.singleShot(0, self._warm_up)

    def _warm_up(self) -> None:
        """Load the rest beside the window, once it is painted."""
        from safeguard_desk.ui.jobs import Worker

        self._app.setWindowIcon(QIcon(str(resources.file("icons/desk.svg"))))
        if self.unlock is not None:
            self.worker = Worker(self)
            self.unlock.use(self.worker)
            self.worker.compute("", desk_work.warm_up)

    def _settle_on(self, settings: preferences.Preferences) -> None:
        self.settings = settings
        preferences.save(settings)

    def _opened(self, desk: "Desk") -> None:
        from safeguard_desk.ui.jobs import Jobs
        from safeguard_desk.ui.shell.window import MainWindow

        self.jobs = Jobs(desk, self)
        self.window = MainWindow(self.jobs, self.settings)
        self.window.locked.connect(self._lock)
        self.window.ended.connect(self._end)
        QTimer.singleShot(0, self._show_window)  # another turn: making and painting, each is short

    def _show_window(self) -> None:
        if self.window is not None:
            self.window.show()
            QTimer.singleShot(0, self._drop_unlock)

    def _drop_unlock(self) -> None:
        if self.unlock is not None:
            self.unlock.hide()
            self.unlock.deleteLater()
            self.unlock = None
        if self.worker is not None:
            self.worker.close()
            self.worker = None

    def _lock(self) -> None:
        self._close_desk(self._locked)

    def _end(self) -> None:
        self._close_desk(self._app.quit)

    def _close_desk(self, then: object) -> None:
        if self.jobs is not None:
            work = partial(desk_work.close, self.jobs.desk)
            refused = self._not_backed_up
            self.jobs.compute("Closing", work, then=partial(self._closed, then), refused=refused)

    def _closed(self, then: object, _: object) -> None:
        QTimer.singleShot(0, self._drop_window)
        if callable(then):
            QTimer.singleShot(0, then)

    def _not_backed_up(self, refusal: Refusal) -> None:
        """Say that the file is closed but its backup failed: nobody goes home without hearing."""
        self._drop_window()
        self.ask()
        if self.unlock is not None:
            self.unlock.notice.refuse(refusal)

    def _drop_window(self) -> None:
        if self.window is not None:
            self.settings = preferences.load()
            self.window.hide()
            self.window.deleteLater()
            self.window = None
        if self.jobs is not None:
            self.jobs.close()
            self.jobs.deleteLater()
            self.jobs = None

    def _locked(self) -> None:
        self.ask()

    def close(self) -> None:
        """End whatever is under way; what was acknowledged is in the file."""
        if self.jobs is not None:
            self.jobs.settle()
            self.jobs.desk.close()
        self._drop_window()
        self._drop_unlock()


def main(argv: Sequence[str]) -> int:
    """Open the window for no argument or a desk alone; returns the exit code."""
    app = QApplication([sys.argv[0], "-style", theme.STYLE, *argv])
    app.setProperty(theme.STYLED, True)
    app.setApplicationName(TITLE)
    app.setApplicationDisplayName(TITLE)
    app.setQuitOnLastWindowClosed(True)
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    Faults(app).install()
    collector = Collector(app)
    program = Program(app)
    program.ask(Path(argv[0]).absolute() if argv else None)
    code = app.exec()
    program.close()
    collector.deleteLater()
    return code
