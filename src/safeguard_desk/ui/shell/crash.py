"""What the program says when it is itself at fault: once, calmly, and it goes on."""

import sys
from datetime import datetime
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, qVersion

from safeguard_desk import __version__, paths

if TYPE_CHECKING:
    from safeguard_desk.ui.shell.crash_report import CrashReport

_KEPT = 200_000
"""Characters of the log of faults that are kept."""


def report(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> str:
    """Return what a helper needs to know; no words of the desk are in it but the error's own."""
    import platform
    import traceback

    told = "".join(traceback.format_exception(kind, error, trace))
    versions = (
        f"Safeguard Desk {__version__}, Python {platform.python_version()}, Qt {qVersion()}, "
        f"{platform.platform()}"
    )
    return f"{datetime.now():%Y-%m-%d %H:%M:%S}\n{versions}\n\n{told}"


class Faults(QObject):
    """Takes what nobody caught. The same fault is reported once; all are written to the log."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Know of no fault yet."""
        super().__init__(parent)
        self._known: set[str] = set()
        self.window: CrashReport | None = None

    def install(self) -> None:
        """Take the place of Python's own way of reporting."""
        sys.excepthook = self.take

    def take(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """Report a fault; a wish to end is none."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        import traceback

        from safeguard_desk.ui.shell.crash_report import CrashReport

        told = report(kind, error, trace)
        frames = traceback.extract_tb(trace)
        place = (
            f"{kind.__name__} {frames[-1].filename}:{frames[-1].lineno}" if frames else str(kind)
        )
        if place in self._known:
            return
        self._known.add(place)
        _log(told)
        if self.window is None:
            self.window = CrashReport()
            self.window.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, on=False)
        self.window.text.appendPlainText(told)
        self.window.show()
        self.window.raise_()


def _log(told: str) -> None:
    path = paths.logs() / "faults.txt"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        before = path.read_text(encoding="utf-8")[-_KEPT:] if path.exists() else ""
        path.write_text(f"{before}\n{told}", encoding="utf-8")
    except OSError:
        return  # the report is on the screen all the same
