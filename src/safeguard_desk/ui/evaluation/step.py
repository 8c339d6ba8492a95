"""A step of the evaluation page: what every step is given, and how it asks for changes."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLabel, QWidget

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.errors import Refusal
from safeguard_desk.ui.jobs import Jobs
from safeguard_desk.views.kirkpatrick import CourseView

T = TypeVar("T")


class Bench(QObject):
    """What the steps share: the jobs, the group, the course, and a way to be heard."""

    said = Signal(object)
    refused = Signal(object)

    def __init__(self, jobs: Jobs, group_id: str | None, parent: QObject) -> None:
        """Keep the jobs; no course is chosen yet."""
        super().__init__(parent)
        self.jobs = jobs
        self.group_id = group_id
        self.course_id = ""

    def do(
        self,
        title: str,
        verb: Callable[[UnitOfWork], T],
        *,
        then: Callable[[T], None] | None = None,
        refused: Callable[[Refusal], None] | None = None,
    ) -> None:
        """Have a change done; its refusal is shown over the steps unless `refused` takes it."""
        self.jobs.change(title, verb, then=then, refused=refused or self.refused.emit)


class Step(QWidget):
    """A step; it shows the course that is chosen."""

    title = ""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        """Keep what the steps share."""
        super().__init__(parent)
        self.bench = bench
        self.view: CourseView | None = None

    def show_course(self, view: CourseView) -> None:
        """Show a course, or the same course after a change."""
        self.view = view

    def arrive(self) -> None:
        """Put the focus where work begins."""

    def save(self) -> None:
        """Keep whatever is typed and not yet saved."""


def quiet(words: str, parent: QWidget) -> QLabel:
    """Return words that step back."""
    label = QLabel(words, parent)
    label.setProperty("role", "quiet")
    label.setWordWrap(True)
    return label
