"""A step of the audit workspace: what every step can do, and how it asks for changes."""

from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLabel, QWidget

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.errors import Refusal
from safeguard_desk.ui.jobs import Jobs
from safeguard_desk.views.audit_picture import Picture

T = TypeVar("T")


class Bench(QObject):
    """What the steps of one audit share: the jobs, the audit's id, and a way to be heard."""

    said = Signal(object)
    refused = Signal(object)
    record_wanted = Signal(object, object)

    def __init__(self, jobs: Jobs, parent: QObject) -> None:
        """Keep the jobs; no audit is chosen yet."""
        super().__init__(parent)
        self.jobs = jobs
        self.audit_id = ""
        self.presenting = False

    def do(
        self,
        title: str,
        verb: Callable[[UnitOfWork], T],
        *,
        then: Callable[[T], None] | None = None,
        refused: Callable[[Refusal], None] | None = None,
    ) -> None:
        """Have a change done; its refusal is shown over the steps unless `refused` takes it."""
        self.jobs.change(title, verb, then=then, refused=refused or self.refuse)

    def refuse(self, refusal: Refusal) -> None:
        """Show what was refused, and what to do."""
        self.refused.emit(refusal)

    def say(self, words: str) -> None:
        """Say that something was done."""
        self.said.emit(words)


class Step(QWidget):
    """One of the steps. It shows a picture of the audit and asks the bench for changes."""

    title = ""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        """Keep the bench; subclasses lay themselves out."""
        super().__init__(parent)
        self.bench = bench
        self.picture: Picture | None = None

    @property
    def audit_id(self) -> str:
        """The audit that is shown."""
        return self.bench.audit_id

    def show_picture(self, picture: Picture) -> None:
        """Show the audit as it stands; what somebody is typing stays."""
        self.picture = picture

    def arrive(self) -> None:
        """Put the focus where work goes on; called when the step is chosen."""

    def save(self) -> None:
        """Offer whatever is typed and not yet saved."""

    def do(self, title: str, verb: Callable[[UnitOfWork], Any], **options: Any) -> None:
        """Ask the bench for a change."""
        self.bench.do(title, verb, **options)


def heading(words: str, parent: QWidget) -> QLabel:
    """Return a heading within a step."""
    label = QLabel(words, parent)
    label.setProperty("role", "heading")
    return label


def quiet(words: str, parent: QWidget) -> QLabel:
    """Return words that step back; they wrap."""
    label = QLabel(words, parent)
    label.setProperty("role", "quiet")
    label.setWordWrap(True)
    return label
