"""Broken threads: what is missing where, for how long, and the step that would mend it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from safeguard_desk.desk.changes import ChangeSet
from safeguard_desk.papers.request import Request
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.lens import seen
from safeguard_desk.rules.terms_thread import Weight
from safeguard_desk.ui.jobs import Jobs
from safeguard_desk.ui.meeting.rows import Column, Rows, RowsView
from safeguard_desk.ui.papers.preview import Preview
from safeguard_desk.ui.shell.page import Page
from safeguard_desk.ui.shell.sections import Tab
from safeguard_desk.ui.widgets.flow import Flow
from safeguard_desk.views.broken import SORTS, Break, Narrowed, broken

_QUIET = "Every thread is whole: nothing is missing."
_NARROWED = (
    "Nothing is missing here. {} of another sort, agency, age or side; Esc shows everything."
)
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
    Column("Since", _since, 20),
    Column("What mends it", lambda shown: shown.one.mend, 28),
)


_AGES = (
    *(("Of any age", 0), ("Over a month old", 31), ("Over 3 months old", 92)),
    *(("Over 6 months old", 183), ("Over a year old", 366)),
)
"""Ages to look at, in days."""
_KEYS = "Enter opens what is missing something   P shows this as a paper   Esc shows everything"


class BrokenPage(Page):
    """The breaks of a group, or of all; Enter opens the record at which a thread stops."""

    narrows = True

    def __init__(self, jobs: Jobs, tab: Tab, parent: QWidget | None = None) -> None:
        """Show all of them, the heaviest first."""
        super().__init__(jobs, tab, parent)
        self._found: list[Break] = []
        sorts = (("Everything that is missing", ""), *((one.title, one.code) for one in SORTS))
        self.sort = self._combo("What is missing", sorts)
        self.agency = self._combo("Agency", (("All agencies", ""),))
        self.age = self._combo("Age", _AGES)
        self.summary = QLabel(self)
        self.summary.setProperty("role", "quiet")
        self.table = RowsView(Rows(COLUMNS, self, spoken=_spoken), "Broken threads", self)
        self.table.setWordWrap(True)
        self.quiet = QLabel(_QUIET, self)
        self.quiet.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.paper = QPushButton("&Paper", self)
        self.preview = Preview(jobs, self)
        self.stack = QStackedWidget(self)
        for widget in (self.table, self.quiet, self.preview):
            self.stack.addWidget(widget)
        self._lay_out()
        for combo in (self.sort, self.agency, self.age):
            combo.currentIndexChanged.connect(self._show)
        self.table.opened.connect(self._open)
        self.paper.clicked.connect(self.show_paper)
        self.preview.closed.connect(self._put_away)
        self.show_broken()

    def _combo(self, name: str, offered: Iterable[tuple[str, object]]) -> QComboBox:
        made = QComboBox(self)
        made.setAccessibleName(name)
        made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        for words, code in offered:
            made.addItem(words, code)
        return made

    def _lay_out(self) -> None:
        heading = QLabel("Broken threads", self)
        heading.setProperty("role", "title")
        top = Flow()
        for part in (heading, self.sort, self.agency, self.age, self.paper):
            top.addWidget(part)
        keys = QLabel(_KEYS, self)
        keys.setProperty("role", "quiet")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 10, 14, 10)
        layout.addLayout(top)
        layout.addWidget(self.summary)
        layout.addWidget(self.stack, 1)
        layout.addWidget(keys)

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

    def look_again(self) -> None:
        """Show what is seen through the window's lens."""
        self._show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let P show the paper, and Esc everything again."""
        if event.key() == Qt.Key.Key_P:
            self.show_paper()
        elif event.key() == Qt.Key.Key_Escape:
            self.show_everything()
        else:
            super().keyPressEvent(event)

    def show_everything(self) -> None:
        """Take back what narrows the list on this page."""
        for combo in (self.sort, self.agency, self.age):
            combo.setCurrentIndex(0)

    def show_paper(self) -> None:
        """Show what is missing as a paper, for whom the page is."""
        self.stack.setCurrentWidget(self.preview)
        request = Request(group_id=self.tab.group_id)
        self.preview.show_paper("Broken threads", "broken", request)

    def _put_away(self) -> None:
        self._show()
        self.table.setFocus()

    def show_broken(self) -> None:
        """Show what is missing now."""
        read = partial(broken, group_id=self.tab.group_id, hidden=not self.presenting)
        self.jobs.look(read, self._arrived)

    def _arrived(self, found: list[Break]) -> None:
        self._found = found
        chosen = self.agency.currentData()
        self.agency.blockSignals(True)
        while self.agency.count() > 1:
            self.agency.removeItem(1)
        for name in sorted({one.agency for one in found if one.agency} | ({chosen} - {""})):
            self.agency.addItem(name, name)
        self.agency.setCurrentIndex(max(0, self.agency.findData(chosen)))
        self.agency.blockSignals(False)
        self._show()

    def _show(self, _: int = 0) -> None:
        today = self.jobs.read(lambda reader: reader.today)
        narrowed = Narrowed(
            sort=self.sort.currentData(),
            agency=self.agency.currentData(),
            older=self.age.currentData(),
            sides=seen(self.lens),
        )
        kept = narrowed.keep(self._found, today)
        times = Counter((one.sort, one.id) for one in kept)
        shown = []
        for one in kept:
            own = f" {one.words}" if times[one.sort, one.id] > 1 else ""
            shown.append(Shown(f"{one.sort} {one.id}{own}", one, one.days(today)))
        self.table.rows.show(shown)
        self.table.resizeRowsToContents()
        if self.table.chosen is None and shown:
            self.table.choose(shown[0].id, 1)
        counts = [
            f"{number} {weight.label.lower()}{'' if number == 1 else 's'}"
            for weight in Weight
            for number in (sum(one.weight is weight for one in kept),)
        ]
        away = len(self._found) - len(kept)
        hidden = f"   {away} more {'is' if away == 1 else 'are'} not looked at" if away else ""
        self.summary.setText(", ".join(counts) + hidden)
        self.quiet.setText(_QUIET if not away else _NARROWED.format(away))
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
