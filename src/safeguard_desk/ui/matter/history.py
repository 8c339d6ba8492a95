"""One matter over time, on screen: the words of every meeting in order, and where each stands."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from safeguard_desk.errors import Refusal
from safeguard_desk.papers.request import Request
from safeguard_desk.rules.dates import write_date
from safeguard_desk.ui.jobs import Jobs
from safeguard_desk.ui.meeting.rows import Column, Rows, RowsView, Style
from safeguard_desk.ui.papers.preview import Preview
from safeguard_desk.views.matter_history import story
from safeguard_desk.views.story import Event, Story

WHAT = 3
"""The column that says what kind of thing happened."""


@dataclass(frozen=True)
class EventLine:
    """An event as the list shows it; its date only where another day begins."""

    id: str
    event: Event
    date: str
    new_day: bool


COLUMNS = (
    Column("Date", lambda line: line.date, 12),
    Column("Group", lambda line: line.event.group, 6),
    Column("Where", lambda line: line.event.where, 25),
    Column("What", lambda line: line.event.kind, 20),
    Column("Words", lambda line: line.event.words),
)


def lines(told: Story) -> list[EventLine]:
    """Return a story's lines: a date is written once for all that happened on it."""
    found = []
    last = None
    for event in told.events:
        new = event.on != last
        words = write_date(event.on) if new else ""
        found.append(EventLine(event.id, event, words, new))
        last = event.on
    return found


class HistoryPane(QWidget):
    """The history of a matter. Enter opens the place of a line, Esc closes."""

    closed = Signal()
    record_wanted = Signal(object, object)

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        """Make an empty history."""
        super().__init__(parent)
        self._jobs = jobs
        self._about: tuple[str, str] | None = None
        self._presenting = False
        self.title = QLabel(self)
        self.title.setProperty("role", "title")
        self.title.setWordWrap(True)
        self.now = QLabel(self)
        self.now.setWordWrap(True)
        self.now.setProperty("role", "quiet")
        rows = Rows(COLUMNS, self, style=_style, spoken=_spoken)
        self.view = RowsView(rows, "History: Enter opens the place, Esc goes back", self)
        self.view.setWordWrap(True)
        self.view.opened.connect(self._open)
        self.empty = QLabel("No meeting has spoken of it yet.", self)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.paper = QPushButton("As a &paper…", self)
        self.paper.setAccessibleName("This history as a paper")
        self.paper.clicked.connect(self._preview)
        self.back = QPushButton("‹ &Back", self)
        self.back.setToolTip("Esc")
        self.back.setAccessibleName("Back to where the history was asked for")
        self.back.clicked.connect(self.closed)
        self.preview = Preview(jobs, self)
        self.preview.closed.connect(self._end_preview)
        self._lay_out()

    def _lay_out(self) -> None:
        self.stack = QStackedWidget(self)
        told = QWidget(self)
        top = QHBoxLayout()
        top.addWidget(self.back)
        top.addWidget(self.title, 1)
        top.addWidget(self.paper)
        layout = QVBoxLayout(told)
        layout.setContentsMargins(14, 10, 14, 10)
        layout.addLayout(top)
        layout.addWidget(self.now)
        layout.addWidget(self.view, 1)
        layout.addWidget(self.empty, 1)
        self.stack.addWidget(told)
        self.stack.addWidget(self.preview)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.stack)

    def show_history(self, kind: str, record_id: str) -> None:
        """Show what was said about what a record belongs to; refuses one that is gone."""
        told = self._jobs.read(partial(story, kind=kind, record_id=record_id))
        self._about = (kind, record_id)
        self._show(told)
        self.stack.setCurrentIndex(0)
        self.view.setFocus()

    def _show(self, whole: Story) -> None:
        told = whole.shown(presenting=self._presenting)
        self.title.setText(f"{told.title}: {told.group}")
        self.now.setText(" ".join(told.now))
        self.now.setVisible(bool(told.now))
        found = lines(told)
        self.view.rows.show(found)
        self.view.resizeRowsToContents()
        self.view.setVisible(bool(found))
        self.empty.setVisible(not found)
        self.paper.setEnabled(not (self._presenting and (whole.restricted or whole.review)))
        self._restricted = whole.restricted
        if self.view.chosen is None and found:
            self.view.choose(found[-1].id, WHAT)

    def refresh(self) -> None:
        """Follow a change of the desk; what is gone closes the history."""
        if self._about is None:
            return
        try:
            told = self._jobs.read(partial(story, kind=self._about[0], record_id=self._about[1]))
        except Refusal:  # what it was about has been undone: there is nothing left to show
            self.closed.emit()
            return
        self._show(told)

    def present(self, presenting: bool) -> None:
        """Leave out what is restricted while the screen is shared."""
        self._presenting = presenting
        self.refresh()

    def _open(self, event_id: str) -> None:
        place = self.view.rows.place(event_id)
        if place >= 0:
            self.record_wanted.emit(*self.view.rows.rows[place].event.opens)

    def _preview(self) -> None:
        if self._about is not None:
            request = Request(about=self._about, restricted=self._restricted)
            self.preview.show_paper("One matter over time", "matter", request)
            self.stack.setCurrentWidget(self.preview)

    def _end_preview(self) -> None:
        self.stack.setCurrentIndex(0)
        self.view.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Esc lead back: from the paper to the history, from there to where it was asked."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.stack.currentIndex():
            self._end_preview()
        else:
            self.closed.emit()


def _style(line: EventLine) -> Style:
    return Style(bold=line.event.kind in {"On the agenda", "Handed over"}, only=WHAT)


def _spoken(line: EventLine) -> str:
    event = line.event
    return f"{write_date(event.on)}, {event.where}, {event.kind}: {event.words}"
