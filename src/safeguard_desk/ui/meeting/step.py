"""A step of the meeting workspace: what every step can do, and how it asks for changes."""

from collections.abc import Callable, Sequence
from datetime import time
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from safeguard_desk.desk.reading import LONDON
from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.errors import Refusal
from safeguard_desk.papers.request import Request
from safeguard_desk.ui.jobs import Jobs
from safeguard_desk.ui.meeting.picture import Picture

T = TypeVar("T")


class Bench(QObject):
    """What the steps of one meeting share: the jobs, the meeting, and a way to be heard.

    Words of success, refusals and papers to be looked at are shown over the steps.
    """

    said = Signal(str)
    refused = Signal(object)
    previewed = Signal(str, str, object)
    opened = Signal(object)
    """A PaperFile to be shown in the viewer."""
    shown = Signal(str, object)
    """A title, and a PDF as Produced, to be shown in the viewer."""
    history_asked = Signal(object, object)
    """The kind and id of a record whose matter's history is to be shown."""
    keys_wanted = Signal()
    """The page of keys is asked for."""

    def __init__(self, jobs: Jobs, meeting_id: str, parent: QObject) -> None:
        """Keep the jobs and the meeting's id."""
        super().__init__(parent)
        self.jobs = jobs
        self.meeting_id = meeting_id

    def say(self, words: str) -> None:
        """Say that something was done."""
        self.said.emit(words)

    def refuse(self, refusal: Refusal) -> None:
        """Show what was refused, and what to do."""
        self.refused.emit(refusal)

    def preview(self, title: str, kind: str, request: Request) -> None:
        """Show a paper."""
        self.previewed.emit(title, kind, request)

    def show_history(self, kind: str, record_id: str) -> None:
        """Show everything every meeting said about what a record belongs to."""
        self.history_asked.emit(kind, record_id)

    def open_paper(self, paper: object) -> None:
        """Open a paper of the meeting, a PaperFile, in the viewer."""
        self.opened.emit(paper)

    def show_file(self, title: str, produced: object) -> None:
        """Show a PDF that was made here, a Produced, in the viewer."""
        self.shown.emit(title, produced)

    def do(
        self,
        title: str,
        verb: Callable[[UnitOfWork], T],
        *,
        then: Callable[[T], None] | None = None,
        refused: Callable[[Refusal], None] | None = None,
        merge: str | None = None,
        initiator: object = None,
    ) -> None:
        """Have a change done; its refusal is shown over the steps unless `refused` takes it."""
        self.jobs.change(
            title,
            verb,
            then=then,
            refused=refused or self.refuse,
            merge=merge,
            initiator=initiator,
        )

    def time_now(self, picture: Picture) -> time | None:
        """Return the time to note beside what happens: only on the meeting's own day."""
        now = self.jobs.desk.clock().astimezone(LONDON)
        on_the_day = now.date() == picture.head.held_on
        return now.time().replace(second=0, microsecond=0) if on_the_day else None


class Step(QWidget):
    """One of the five steps. It shows a picture of the meeting and asks the bench for changes."""

    go = Signal(object)
    """The title of the step that should be shown next."""
    title = ""
    searched = False
    """Ctrl+F finds in it."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        """Keep the bench; subclasses lay themselves out."""
        super().__init__(parent)
        self.bench = bench
        self.picture: Picture | None = None
        self.presenting = False

    def show_picture(self, picture: Picture) -> None:
        """Show the meeting as it stands; what somebody is typing stays."""
        self.picture = picture

    def present(self, presenting: bool) -> None:
        """Hide what is restricted while the screen is shared, or show it again."""
        self.presenting = presenting
        if self.picture is not None:
            self.show_picture(self.picture)

    def arrive(self) -> None:
        """Put the focus where work goes on; called when the step is chosen."""

    def about(self) -> tuple[str, str] | None:
        """Return the kind and id of what is chosen here and has a history over meetings."""
        return None

    def leave(self) -> None:
        """Save what is typed; called before another step is shown."""

    def reveal(self, item_id: str, entry_id: str | None) -> None:
        """Bring an item, or one of its entries, into sight."""

    def reveal_paper(self, paper_id: str) -> None:
        """Choose a paper, in the step that shows papers."""

    def mark(self, entry_id: str | None, spans: Sequence[tuple[int, int]]) -> None:
        """Mark places in an entry's text, and no other; None takes every mark away."""

    def do(self, title: str, verb: Callable[[UnitOfWork], Any], **options: Any) -> None:
        """Ask the bench for a change."""
        self.bench.do(title, verb, **options)
