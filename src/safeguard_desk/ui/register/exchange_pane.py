"""The challenge of an agency over an inspection, and its answers, as one dated thread."""

from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from safeguard_desk.desk.reading import Reader
from safeguard_desk.rules.dates import write_date
from safeguard_desk.ui.jobs import Jobs
from safeguard_desk.ui.register.told import ReadingPane
from safeguard_desk.views import inspections


class ExchangePane(QWidget):
    """Who said what, and what followed."""

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self._jobs = jobs
        self.said = ReadingPane("Challenge and response", self)
        self.followed = ReadingPane("Findings and actions", self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.addWidget(self.said, 2)
        layout.addWidget(self.followed, 1)

    def show_record(self, record_id: str) -> None:
        """Show the thread of an inspection, oldest first, and what came of it."""
        rows = self._jobs.read(partial(_said, record_id=record_id))
        empty = "Nobody has challenged the agency yet. C takes a challenge down, R the response."
        self.said.show_table(("On", "Turn", "By", "What"), rows, empty)
        found = self._jobs.read(partial(inspections.following, inspection_id=record_id))
        lines = [(one.ref, one.text, one.state) for one in found]
        nothing = "No finding or action came of it yet. F adds a finding, A raises an action."
        self.followed.show_table(("Ref", "What followed", "State"), lines, nothing)


def _said(reader: Reader, record_id: str) -> list[tuple[str, ...]]:
    return [
        (write_date(one.on), one.turn.label, one.by, one.text)
        for one in inspections.said(reader, record_id)
    ]
