"""Work off the window's thread, and its results back on it. The only file with threads.

One worker does everything that alters the file and everything that takes long. The worker is given
a number and nothing else: what is to be done, and whoever waits for it, stay in a table on the
window's thread until the result is delivered there, so that no widget ever dies on the worker.
"""

import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Signal

from safeguard_desk.desk.changes import Done
from safeguard_desk.errors import Refusal

if TYPE_CHECKING:  # the unlock window uses the worker before the desk's parts are loaded
    from safeguard_desk.desk.desk import Desk
    from safeguard_desk.desk.reading import Reader
    from safeguard_desk.desk.unit_of_work import UnitOfWork

T = TypeVar("T")
TELL_EVERY = 0.05
"""Seconds between two words on progress: more would only keep the window busy."""


class Cancelled(Exception):
    """The user cancelled the work; raised inside it by its own call for progress."""


@dataclass(frozen=True)
class Progress:
    """How far a long piece of work has come."""

    title: str
    done: int
    total: int


@dataclass(frozen=True)
class Job:
    """What the worker is to do, and who waits for it on the window's thread."""

    title: str
    work: Callable[[], Any]
    then: Callable[[Any], None] | None
    refused: Callable[[Refusal], None] | None


@dataclass(frozen=True)
class _Outcome:
    """What came of a job: a result, or what went wrong."""

    ticket: int
    result: Any = None
    error: BaseException | None = None


class Worker(QObject):
    """One thread beside the window's, and the results of its work on the window's thread."""

    changed = Signal(object)
    """The ChangeSet of a change, before whoever asked for it hears of the result."""
    refused = Signal(object)
    """A Refusal that nobody else took."""
    busy = Signal(object)
    """A Progress, or None when the long work is over."""
    _arrived = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        """Make on the window's thread."""
        super().__init__(parent)
        self._worker = ThreadPoolExecutor(1, "desk")
        self._waiting: dict[int, Job] = {}
        self._futures: dict[int, Future[None]] = {}
        self._outcomes: SimpleQueue[_Outcome | Progress] = SimpleQueue()
        self._last = 0
        self._told = 0.0
        self._telling = False
        self._stop = threading.Event()
        self.ended = False
        self._arrived.connect(self._deliver)

    def compute(
        self,
        title: str,
        work: "Callable[[Callable[[int, int], None]], T | Done[T]]",
        *,
        then: Callable[[T], None] | None = None,
        refused: Callable[[Refusal], None] | None = None,
    ) -> None:
        """Do long work on the worker, with progress and a way to cancel it.

        Work that changed the desk returns its Done, and everybody follows the change.

        work(progress) calls progress(done, total) now and then; that call raises Cancelled once the
        user has cancelled, which ends as a refusal.
        """

        def tell(done: int, total: int) -> None:
            if self._stop.is_set():
                raise Cancelled
            self._tell(Progress(title, done, total))

        def run() -> "T | Done[T]":
            self._stop.clear()
            self._told = 0.0
            tell(0, 0)
            return work(tell)

        self.submit(Job(title, run, then, refused))

    def cancel(self) -> None:
        """Ask the long work that is under way to end."""
        self._stop.set()

    def settle(self) -> None:
        """Wait until everything queued is done and delivered, with what that sets off."""
        while self._futures:
            wait(list(self._futures.values()))
            self._deliver()

    def close(self) -> None:
        """End: what has not begun is dropped, what is under way is waited for, nobody is told."""
        self.ended = True
        self._stop.set()
        self._worker.shutdown(wait=True, cancel_futures=True)
        self._waiting.clear()
        self._futures.clear()
        self._arrived.disconnect(self._deliver)

    def submit(self, job: Job) -> None:
        """Queue a job behind those that are waiting already."""
        self._last += 1
        ticket = self._last
        self._waiting[ticket] = job
        self._futures[ticket] = self._worker.submit(self._run, ticket)

    def _run(self, ticket: int) -> None:
        """Do a job on the worker; nothing of it is held here once its outcome is handed on."""
        self._outcomes.put(self._outcome(ticket))
        self._arrived.emit()

    def _outcome(self, ticket: int) -> _Outcome:
        try:
            return _Outcome(ticket, self._waiting[ticket].work())
        except BaseException as error:  # noqa: BLE001 - delivered, and reported where it is not known
            return _Outcome(ticket, error=error)

    def _tell(self, progress: Progress) -> None:
        now = time.monotonic()
        if now - self._told >= TELL_EVERY:
            self._told = now
            self._outcomes.put(progress)
            self._arrived.emit()

    def _deliver(self) -> None:
        while True:
            try:
                outcome = self._outcomes.get_nowait()
            except Empty:
                return
            if isinstance(outcome, Progress):
                self._telling = True
                self.busy.emit(outcome)
                continue
            job = self._waiting.pop(outcome.ticket, None)
            self._futures.pop(outcome.ticket, None)
            if job is not None:
                self._hand_over(job, outcome)

    def _hand_over(self, job: Job, outcome: _Outcome) -> None:
        """Give an outcome to whoever waits for it. An error of theirs does not stop the next."""
        if self._telling:
            self._telling = False
            self.busy.emit(None)
        try:
            if outcome.error is not None:
                self._fail(job, outcome.error)
                return
            result = outcome.result
            if isinstance(result, Done):
                if result.changes:
                    self.changed.emit(result.changes)
                result = result.result
            if job.then is not None:
                job.then(result)
        except Exception as error:  # noqa: BLE001 - a bug: reported once, and the program goes on
            _report(error)

    def _fail(self, job: Job, error: BaseException) -> None:
        if isinstance(error, Cancelled):
            error = Refusal(f"“{job.title}” was cancelled.", "Nothing was changed.")
        if not isinstance(error, Refusal):
            _report(error)
        elif job.refused is not None:
            job.refused(error)
        else:
            self.refused.emit(error)


class Jobs(Worker):
    """Everything the screens ask of the open desk."""

    def __init__(self, desk: "Desk", parent: QObject | None = None) -> None:
        """Take an open desk; make on the window's thread."""
        super().__init__(parent)
        self.desk = desk

    def change(
        self,
        title: str,
        operation: "Callable[[UnitOfWork], T]",
        *,
        then: Callable[[T], None] | None = None,
        refused: Callable[[Refusal], None] | None = None,
        initiator: object = None,
        merge: str | None = None,
    ) -> None:
        """Have an operation done as one step of the desk; `then` gets its result afterwards."""

        def work() -> Done[T]:
            return self.desk.change(title, operation, initiator=initiator, merge=merge)

        self.submit(Job(title, work, then, refused))

    def undo(self, then: Callable[[str], None] | None = None) -> None:
        """Take back the last step; `then` gets its title."""
        self.submit(Job("Undo", self.desk.undo, then, None))

    def redo(self, then: Callable[[str], None] | None = None) -> None:
        """Do the step again that was taken back last; `then` gets its title."""
        self.submit(Job("Redo", self.desk.redo, then, None))

    def read(self, view: "Callable[[Reader], T]") -> T:
        """Return what a view shows, at once: a short read on the window's thread."""
        with self.desk.read() as reader:
            return view(reader)

    def look(self, view: "Callable[[Reader], T]", then: Callable[[T], None]) -> None:
        """Read on the worker what may take longer, and hand it to `then`; not after the end."""
        if self.ended:
            return

        def work() -> T:
            with self.desk.read() as reader:
                return view(reader)

        self.submit(Job("Read", work, then, None))


def _report(error: BaseException) -> None:
    sys.excepthook(type(error), error, error.__traceback__)
