"""What the program says when it is itself at fault: once, calmly, and it goes on."""

import platform
import sys
import traceback
from datetime import datetime
from types import TracebackType

from PySide6.QtCore import QObject, Qt, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from safeguard_desk import __version__, paths

_KEPT = 200_000
"""Characters of the log of faults that are kept."""


def report(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> str:
    """Return what a helper needs to know; no words of the desk are in it but the error's own."""
    told = "".join(traceback.format_exception(kind, error, trace))
    versions = (
        f"Safeguard Desk {__version__}, Python {platform.python_version()}, Qt {qVersion()}, "
        f"{platform.platform()}"
    )
    return f"{datetime.now():%Y-%m-%d %H:%M:%S}\n{versions}\n\n{told}"


class CrashReport(QDialog):
    """One window for all faults: what happened, what is safe, and a report to copy."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make a hidden window."""
        super().__init__(parent)
        self.setWindowTitle("Something went wrong")
        words = QLabel(
            "The program made a mistake of its own. Everything that was shown as saved is in the"
            " file, and you can go on working.\n\nIf it happens again, copy the report and send it"
            " to whoever looks after the program. Read it first: it may quote a few words of what"
            " you were working on.",
            self,
        )
        words.setWordWrap(True)
        self.text = QPlainTextEdit(self)
        self.text.setReadOnly(True)
        self.text.setAccessibleName("Report")
        self.text.hide()
        self.copy = QPushButton("Copy the report", self)
        self.show_text = QPushButton("Show the report", self)
        self.go_on = QPushButton("Go on working", self)
        self.go_on.setProperty("leading", "true")
        self.go_on.setDefault(True)
        buttons = QHBoxLayout()
        for button in (self.copy, self.show_text):
            buttons.addWidget(button)
        buttons.addStretch(1)
        buttons.addWidget(self.go_on)
        layout = QVBoxLayout(self)
        layout.setSpacing(12)
        layout.addWidget(words)
        layout.addWidget(self.text, 1)
        layout.addLayout(buttons)
        self.copy.clicked.connect(self._copy)
        self.show_text.clicked.connect(self.text.show)
        self.go_on.clicked.connect(self.accept)
        self.setMinimumWidth(520)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())


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
