"""Broken threads: what is missing where, for how long, and the step that would mend it."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from safeguard_desk.desk.changes import ChangeSet
from safeguard_desk.rules.dates import write_date
from safeguard_desk.ui.jobs import Jobs
from safeguard_desk.ui.meeting.rows import Column, Rows, RowsView
from safeguard_desk.ui.shell.page import Page
from safeguard_desk.ui.shell.sections import Tab
from safeguard_desk.views.break_sorts import Weight
from safeguard_desk.views.broken import SORTS, Break, broken

_QUIET = "Every thread is whole: nothing is missing."
_SEEN = frozenset({sort.kind for sort in SORTS} | {"memberships", "links"})
_SIGNS = {Weight.ERROR: "! Error", Weight.WARNING: "~ Warning", Weight.HINT: "Hint"}


@dataclass(frozen=True)
class Shown:
    """A break with the id that the table knows it by, and its age."""

    id: str
    one: Break
    days: int


def _since(shown: Shown) -> str:
    if shown.one.since is None:
        return ""
    return f"{write_date(shown.one.since)} ({shown.days} d)"


COLUMNS = (
    Column("Weight", lambda shown: _SIGNS[shown.one.weight], 11),
    Column("What is missing", lambda shown: shown.one.title, 30),
    Column("Ref", lambda shown: shown.one.ref, 13),
    Column("Of", lambda shown: shown.one.words),
    Column("Agency", lambda shown: shown.one.agency, 20),
    Column("Since", _since, 18),
    Column("What mends it", lambda shown: shown.one.mend, 28),
)


class BrokenPage(Page):
    """The breaks of a group, or of all; Enter opens the record at which a thread stops."""

    def __init__(self, jobs: Jobs, tab: Tab, parent: QWidget | None = None) -> None:
        """Show all of them, the heaviest first."""
        super().__init__(jobs, tab, parent)
        self._found: list[Break] = []
        self.sort = QComboBox(self)
        self.sort.setAccessibleName("What is missing")
        self.sort.addItem("Everything that is missing", "")
        for sort in SORTS:
            self.sort.addItem(sort.title, sort.code)
        self.summary = QLabel(self)
        self.summary.setProperty("role", "quiet")
        self.table = RowsView(Rows(COLUMNS, self, spoken=_spoken), "Broken threads", self)
        self.table.setWordWrap(True)
        self.quiet = QLabel(_QUIET, self)
        self.quiet.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.quiet)
        heading = QLabel("Broken threads", self)
        heading.setProperty("role", "title")
        top = QHBoxLayout()
        for part in (heading, self.summary):
            top.addWidget(part)
        top.addStretch(1)
        top.addWidget(self.sort)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 10, 14, 10)
        layout.addLayout(top)
        layout.addWidget(self.stack, 1)
        self.sort.currentIndexChanged.connect(self._show)
        self.table.opened.connect(self._open)
        self.show_broken()

    def arrive(self) -> None:
        """Put the focus on the list."""
        self.table.setFocus()

    def follow(self, changes: ChangeSet) -> None:
        """Follow a change of what is shown."""
        if changes.touches(*_SEEN):
            self.show_broken()

    def present(self, presenting: bool) -> None:
        """Leave out what is restricted while the screen is shared."""
        super().present(presenting)
        self.show_broken()

    def show_broken(self) -> None:
        """Show what is missing now."""
        read = partial(broken, group_id=self.tab.group_id, hidden=not self.presenting)
        self.jobs.look(read, self._arrived)

    def _arrived(self, found: list[Break]) -> None:
        self._found = found
        self._show()

    def _show(self, _: int = 0) -> None:
        today = self.jobs.read(lambda reader: reader.today)
        wanted = self.sort.currentData()
        shown = [
            Shown(f"{one.sort} {one.id}", one, one.days(today))
            for one in self._found
            if wanted in {"", one.sort}
        ]
        self.table.rows.show(shown)
        self.table.resizeRowsToContents()
        if self.table.chosen is None and shown:
            self.table.choose(shown[0].id, 1)
        counts = ", ".join(
            f"{sum(one.weight is weight for one in self._found)} {weight.label.lower()}s"
            for weight in Weight
        )
        self.summary.setText(counts)
        self.stack.setCurrentWidget(self.table if shown else self.quiet)

    def _open(self, row_id: str) -> None:
        place = self.table.rows.place(row_id)
        if place >= 0:
            one: Break = self.table.rows.rows[place].one
            self.record_wanted.emit(one.kind, one.id)


def _spoken(shown: Shown) -> str:
    one = shown.one
    return (
        f"{one.weight.label}: {one.title}, {one.ref} {one.words}, since {_since(shown)}. {one.mend}"
    )
