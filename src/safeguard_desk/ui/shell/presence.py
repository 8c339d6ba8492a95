"""Showing other computers, every half minute, that a desk is in use."""

from PySide6.QtCore import QObject, QTimer, Signal

from safeguard_desk.desk.lock import BEAT
from safeguard_desk.errors import Refusal
from safeguard_desk.ui.jobs import Jobs

_TAKEN = Refusal(
    "Another computer has taken this desk while this one slept.",
    "Everything you did before is kept; nothing more can be changed here.",
    "Close it here, or there, and open it again.",
)


class Presence(QObject):
    """Touches the lock of an open desk; `lost` tells when another computer has taken it."""

    lost = Signal(object)

    def __init__(self, jobs: Jobs, parent: QObject) -> None:
        """Begin at once, and end with `parent`."""
        super().__init__(parent)
        self._jobs = jobs
        self._beat = QTimer(self)
        self._beat.setInterval(int(BEAT * 1000))
        self._beat.timeout.connect(self.show)
        self._beat.start()

    def show(self) -> None:
        """Touch the lock; where it is no longer ours, stop writing."""
        desk = self._jobs.desk
        if desk.lock is not None and not desk.read_only and not desk.lock.touch():
            desk.read_only = True
            self.lost.emit(_TAKEN)
