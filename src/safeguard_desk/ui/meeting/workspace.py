"""A meeting in one place: plan, papers, the meeting itself, its minutes, and what follows."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from safeguard_desk.desk.changes import ChangeSet
from safeguard_desk.errors import Refusal
from safeguard_desk.papers.request import Request
from safeguard_desk.rules.dates import write_day
from safeguard_desk.ui.jobs import Jobs
from safeguard_desk.ui.meeting.find_bar import FindBar
from safeguard_desk.ui.meeting.finding import Hit
from safeguard_desk.ui.meeting.follow_up import FollowUpStep
from safeguard_desk.ui.meeting.live import LiveStep
from safeguard_desk.ui.meeting.looks import write_time
from safeguard_desk.ui.meeting.minutes import MinutesStep
from safeguard_desk.ui.meeting.papers import PapersStep
from safeguard_desk.ui.meeting.picture import SHOWN, Picture, take_picture
from safeguard_desk.ui.meeting.plan import PlanStep
from safeguard_desk.ui.meeting.step import Bench, Step
from safeguard_desk.ui.meeting.step_bar import StepBar, next_step
from safeguard_desk.ui.papers.produce import Produced
from safeguard_desk.ui.papers.viewer import PaperFile, PaperViewer
from safeguard_desk.ui.widgets.notices import NoticeBar
from safeguard_desk.ui.widgets.writing import Writing, writing_of

if TYPE_CHECKING:
    from safeguard_desk.ui.sending.panel import SendPanel

STEPS: tuple[type[Step], ...] = (PlanStep, PapersStep, LiveStep, MinutesStep, FollowUpStep)

SAID_FOR = 8000
"""Milliseconds for which words of success stay; a refusal stays until the step is left."""


class MeetingWorkspace(QWidget):
    """One meeting with its five steps, each made when it is first shown."""

    closed = Signal()
    keys_wanted = Signal()
    meeting_wanted = Signal(object)
    """The id of another meeting that somebody asked to see."""
    history_wanted = Signal(object, object)
    """The kind and id of a record whose matter's history somebody asked to see."""

    def __init__(self, jobs: Jobs, meeting_id: str, parent: QWidget | None = None) -> None:
        """Open a meeting at the step it is waiting for; refuses one that is no longer there."""
        super().__init__(parent)
        self.setObjectName("meeting")
        self.meeting_id = meeting_id
        self.writing = (writing_of(parent) if parent else None) or Writing(jobs, self)
        self.notice = NoticeBar(self)
        self.bench = Bench(jobs, meeting_id, self)
        self.bench.said.connect(self._say)
        self.bench.refused.connect(self._refuse)
        self.bench.previewed.connect(self.preview)
        self.bench.opened.connect(self.open_paper)
        self.bench.shown.connect(self.show_file)
        self.bench.history_asked.connect(self.history_wanted)
        self.bench.keys_wanted.connect(self.keys_wanted)
        self._preview: PaperViewer | None = None
        self._sending: SendPanel | None = None
        self._presenting = False
        self._fade = QTimer(self)
        self._fade.setSingleShot(True)
        self._fade.setInterval(SAID_FOR)
        self._fade.timeout.connect(self.notice.clear)
        self._steps: dict[int, Step] = {}
        self._place = -1
        self.picture = self._read()
        self._lay_out()
        self.show_step(next_step(self.picture))

    def _read(self) -> Picture:
        return self.bench.jobs.read(partial(take_picture, meeting_id=self.meeting_id))

    def _say(self, words: str) -> None:
        self.notice.say(words)
        self._fade.start()

    def _refuse(self, refusal: Refusal) -> None:
        self._fade.stop()
        self.notice.refuse(refusal)

    def _lay_out(self) -> None:
        self.back = QPushButton("‹ Meetings", self)
        self.back.setToolTip("Back to the list of meetings (Alt+Left)")
        self.back.setAccessibleName("Back to the list of meetings")
        self.back.clicked.connect(self.go_back)
        shortcut = QShortcut(QKeySequence(QKeySequence.StandardKey.Back), self)
        shortcut.activated.connect(self.go_back)
        self.heading = QLabel(self)
        font = self.heading.font()
        font.setBold(True)
        font.setPointSizeF(font.pointSizeF() * 1.2)
        self.heading.setFont(font)
        self.state = QLabel(self)
        self.state.setAccessibleName("State")
        self.bar = StepBar([step.title for step in STEPS], self)
        self.bar.chosen.connect(self.show_step)
        self.stack = QStackedWidget(self)
        self.finder = FindBar(self)
        self.finder.revealed.connect(self._reveal)
        self.finder.left.connect(self._found_enough)
        for keys, slot in (("F3", self.finder.next), ("Shift+F3", self.finder.previous)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(self.back)
        top.addWidget(self.heading)
        top.addWidget(self.state, 1)
        self.send = QPushButton("S&end…", self)
        self.send.setToolTip("Invitations, papers, minutes and action sheets by mail (Ctrl+E)")
        self.send.clicked.connect(self.show_sending)
        sending = QShortcut(QKeySequence("Ctrl+E"), self)
        sending.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        sending.activated.connect(self.show_sending)
        top.addWidget(self.send)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 8, 10, 8)
        layout.setSpacing(8)
        layout.addLayout(top)
        layout.addWidget(self.bar)
        layout.addWidget(self.notice)
        layout.addWidget(self.finder)
        layout.addWidget(self.stack, 1)

    def changed(self, changes: ChangeSet) -> None:
        """Follow a change of the desk, if it can be seen here."""
        if not changes.touches(*SHOWN):
            return
        try:
            self.picture = self._read()
        except Refusal as refusal:  # the meeting itself was undone
            self._refuse(refusal)
            self.stack.setEnabled(False)
            return
        self.stack.setEnabled(True)
        self._show_head()
        self._show_picture()

    @property
    def step(self) -> Step:
        """The step that is shown."""
        return self._steps[self._place]

    def show_step(self, place: int) -> None:
        """Show a step by its place, from 0; what was typed in the one left is saved."""
        if place == self._place:
            self._close_preview()
            return
        if self._place >= 0:
            self.step.leave()
            self.notice.clear()
        self._place = place
        if place not in self._steps:
            step = self._steps[place] = STEPS[place](self.bench, self)
            step.presenting = self._presenting
            step.go.connect(self.show_step)
            self.stack.addWidget(step)
        self.stack.setCurrentWidget(self.step)
        self._show_head()
        self.finder.put_away()
        self._show_picture()
        self.step.arrive()

    def show_part(self, kind: str, record_id: str) -> None:
        """Show an entry of the minutes, an item or a paper in the step where it is worked on."""
        items = {one.id: one.id for one in self.picture.items}
        entries = {one.id: one.item_id for one in self.picture.entries}
        if kind == "papers":
            self.show_step(STEPS.index(PapersStep))
            self.step.reveal_paper(record_id)
            return
        item_id = (entries if kind == "minute_entries" else items).get(record_id)
        if item_id is None:
            return
        minuted = item_id != record_id or item_id in entries.values()
        self.show_step(STEPS.index(MinutesStep if minuted else PlanStep))
        self.step.reveal(item_id, record_id if item_id != record_id else None)

    def _show_picture(self) -> None:
        self.step.show_picture(self.picture)
        self.finder.show_picture(self.picture, presenting=self._presenting)

    def _reveal(self, hit: Hit) -> None:
        """Show a place that was searched for."""
        self.step.reveal(hit.item_id, hit.entry_id)
        self.step.mark(hit.entry_id, hit.spans)

    def _found_enough(self) -> None:
        """Take the marks away and go back to work."""
        self.step.mark(None, ())
        self.step.arrive()

    def event(self, event: QEvent) -> bool:
        """Take Ctrl+F before the window does: in a meeting it finds, and filters no list."""
        if isinstance(event, QKeyEvent) and self._finds(event):
            if event.type() == QEvent.Type.KeyPress:
                self.finder.open()
            event.accept()
            return True
        return super().event(event)

    def _finds(self, event: QKeyEvent) -> bool:
        asked = event.type() in {QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride}
        return asked and self.step.searched and event.matches(QKeySequence.StandardKey.Find)

    def _show_head(self) -> None:
        head = self.picture.head
        self.heading.setText(f"{head.group_name}, {write_day(head.held_on)}")
        words = [head.ref, write_time(head.starts_at), head.state.label]
        words.append(f"minutes: {head.minutes_state.label.lower()}")
        self.state.setText("  ·  ".join(words))
        with QSignalBlocker(self.bar):
            self.bar.show_place(self._place, next_step(self.picture))

    def _viewer(self) -> PaperViewer:
        """Return the viewer, shown over the steps until it is put away."""
        self.step.leave()
        if self._preview is None:
            self._preview = PaperViewer(self.bench.jobs, self)
            self._preview.closed.connect(self._close_preview)
            self.stack.addWidget(self._preview)
        self._preview.present(self._presenting)
        self.stack.setCurrentWidget(self._preview)
        return self._preview

    def preview(self, title: str, kind: str, request: Request) -> None:
        """Show a paper that is made here."""
        self._viewer().show_paper(title, kind, request)

    def open_paper(self, paper: PaperFile) -> None:
        """Show a paper that came in."""
        self._viewer().open_paper(paper)

    def show_file(self, title: str, produced: Produced) -> None:
        """Show a PDF that was made already."""
        self._viewer().show_file(title, produced)

    def show_sending(self) -> None:
        """Offer over the steps what can be sent about the meeting."""
        from safeguard_desk.ui.sending.panel import SendPanel

        self.step.leave()
        if self._sending is None:
            self._sending = SendPanel(self.bench, self)
            self._sending.left.connect(self._close_preview)
            self.stack.addWidget(self._sending)
        self.stack.setCurrentWidget(self._sending)
        self._sending.begin(self.picture)

    def _close_preview(self) -> None:
        self.stack.setCurrentWidget(self.step)
        self.step.arrive()

    @property
    def presenting(self) -> bool:
        """True while the screen is shared: restricted items are hidden, the type is larger."""
        return self._presenting

    @presenting.setter
    def presenting(self, presenting: bool) -> None:
        if presenting == self._presenting:
            return
        self._presenting = presenting
        for step in self._steps.values():
            step.presenting = presenting
        if self._preview is not None and presenting:
            self._preview.present(presenting)
            self._close_preview()
        self.step.present(presenting)
        self.finder.show_picture(self.picture, presenting=presenting)

    def about(self) -> tuple[str, str] | None:
        """Return the kind and id of what is chosen in the step and has a history over meetings."""
        return self.step.about()

    def save(self) -> None:
        """Save whatever is being typed; the window calls it before it closes."""
        self.step.leave()

    def go_back(self) -> None:
        """Save, and ask for the list of meetings."""
        self.save()
        self.closed.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        """Save what is typed when another tab is shown."""
        self.step.leave()
        super().hideEvent(event)
