"""From the passphrase to a tab that can be used, with the longest stall of the event loop."""

import json
import os
import sys
import time
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QAbstractItemView, QApplication

from safeguard_desk.ui import app as program
from safeguard_desk.ui.collecting import Collector


class Heart(QObject):
    """Beats every 2 ms and keeps the longest time between two beats, in ms."""

    def __init__(self) -> None:
        super().__init__()
        self.longest = 0.0
        self._last = time.perf_counter()
        timer = QTimer(self)
        timer.setInterval(2)
        timer.timeout.connect(self.beat)
        timer.start()

    def beat(self) -> None:
        """Beat."""
        now = time.perf_counter()
        self.longest = max(self.longest, (now - self._last) * 1000)
        self._last = now

    def taken(self) -> float:
        """Return the longest so far and begin again."""
        longest, self.longest = self.longest, 0.0
        self._last = time.perf_counter()
        return longest


class Painted(QObject):
    """Waits for the first paint of a list that has lines: an empty one is no usable tab."""

    def __init__(self, lines: QAbstractItemView) -> None:
        super().__init__()
        self.at = 0.0
        self._lines = lines
        lines.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the moment."""
        filled = self._lines.model().rowCount() > 0
        if event.type() == QEvent.Type.Paint and filled and not self.at:
            self.at = time.perf_counter()
        return False


def turn(app: QApplication, until: object) -> None:
    """Let events happen until something is true."""
    end = time.monotonic() + 60
    while not until() and time.monotonic() < end:  # type: ignore[operator]
        app.processEvents()
        time.sleep(0.0005)


app = QApplication([])
collector = Collector(app)  # as the program does before anything else
running = program.Program(app)
running.ask(Path(sys.argv[1]))
heart = Heart()
turn(app, lambda: running.worker is not None)
assert running.worker is not None
turn(app, lambda: not running.worker._futures)
running.worker.settle()
quiet = time.monotonic() + 0.5
turn(app, lambda: time.monotonic() > quiet)
typing = heart.taken()
assert running.unlock is not None
running.unlock.secret.setText(os.environ["SAFEGUARD_DESK_PASSPHRASE"])
begun = time.perf_counter()
running.unlock.unlock()
turn(app, lambda: running.window is not None)
assert running.window is not None
shown = running.window.pages[0].shown()
assert shown is not None
lines = shown.findChild(QAbstractItemView)
assert lines is not None
painted = Painted(lines)
turn(app, lambda: painted.at)
app.processEvents()
usable = time.perf_counter()
opening = heart.taken()
settled = time.monotonic() + 0.5
turn(app, lambda: time.monotonic() > settled)
after = heart.taken()
sys.stdout.write(
    json.dumps(
        {
            "usable": (usable - begun) * 1000,
            "stall_typing": typing,
            "stall_opening": opening,
            "stall_after": after,
        }
    )
    + "\n"
)
running.close()
