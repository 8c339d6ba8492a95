"""What the parts of a training page share: the jobs, what is chosen, and a way to be heard."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.errors import Refusal
from safeguard_desk.ui.jobs import Jobs


class Bench(QObject):
    """The jobs, and the id of what is chosen."""

    said = Signal(object)
    refused = Signal(object)
    record_wanted = Signal(object, object)

    def __init__(self, jobs: Jobs, group_id: str | None, parent: QObject) -> None:
        """Keep the jobs; nothing is chosen yet."""
        super().__init__(parent)
        self.jobs = jobs
        self.group_id = group_id
        self.chosen = ""

    def do(self, title: str, verb: Callable[[UnitOfWork], Any], **options: Any) -> None:
        """Have a change done; its refusal is shown over the page unless `refused` takes it."""
        options.setdefault("refused", self.refused.emit)
        self.jobs.change(title, verb, **options)

    def refuse(self, what: str, kept: str, todo: str) -> None:
        """Show what was refused, and what to do."""
        self.refused.emit(Refusal(what, kept, todo))
