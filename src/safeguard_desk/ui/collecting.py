"""Collecting garbage at quiet moments, on the window's thread only.

Left to itself Python collects wherever it happens to allocate, also on the worker, where a widget
in a cycle would be destroyed on the wrong thread.
"""

import gc

from PySide6.QtCore import QObject, QTimer

EVERY = 3000
"""Milliseconds between two looks."""
_ENOUGH = (2000, 10, 10)


class Collector(QObject):
    """Turns the automatic collection off, and does it from a timer instead."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Begin at once."""
        super().__init__(parent)
        gc.disable()
        gc.freeze()
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Collect the oldest generation that has grown enough."""
        counts = gc.get_count()
        for generation in (2, 1, 0):
            if counts[generation] > _ENOUGH[generation]:
                gc.collect(generation)
                return
