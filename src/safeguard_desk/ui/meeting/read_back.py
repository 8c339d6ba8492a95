"""Reading a returned Word file: off the window's thread, then taken in as one step."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from safeguard_desk.ui.jobs import Jobs
from safeguard_desk.ui.meeting.step import Bench
from safeguard_desk.work import reviewing

if TYPE_CHECKING:
    from safeguard_desk.exchange.returned_minutes import Returned


class ReadBack(QObject):
    """Reads one file after another into the proposals of a meeting."""

    was_read = Signal(str)
    """What was found, in words."""

    def __init__(self, bench: Bench, parent: QObject) -> None:
        """Keep the bench."""
        super().__init__(parent)
        self.bench = bench
        self._notes: dict[str, tuple[str, ...]] = {}

    def read(self, path: Path) -> None:
        """Read a file; what it cannot be read for is shown over the steps."""
        work = partial(_read, self.bench.jobs, self.bench.meeting_id, path)
        self.bench.jobs.compute(
            f"Reading {path.name}",
            work,
            then=partial(self._take_in, path.name),
            refused=self.bench.refuse,
        )

    def _take_in(self, name: str, returned: "Returned") -> None:
        self._notes[name] = returned.notes
        verb = partial(
            reviewing.take_in,
            meeting_id=self.bench.meeting_id,
            proposed=returned.proposed,
            source=name,
        )
        self.bench.do(f"Read {name}", verb, then=partial(self._taken, name))

    def _taken(self, name: str, taken: reviewing.TakenIn) -> None:
        known = f", {taken.known} known already" if taken.known else ""
        count = "1 proposal" if taken.new == 1 else f"{taken.new} proposals"
        words = f"{name}: {count}{known}."
        if not taken.new and not taken.known:
            words = f"{name} came back without a comment or a change."
        self.was_read.emit(" ".join((words, *self._notes.pop(name, ()))))


def _read(jobs: Jobs, meeting_id: str, path: Path, _: Callable[[int, int], None]) -> "Returned":
    from safeguard_desk.exchange.returned_minutes import load, read

    data = load(path)
    with jobs.desk.read() as reader:
        return read(reader, meeting_id, data, path.name)
