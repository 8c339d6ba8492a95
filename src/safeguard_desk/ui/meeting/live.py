"""The meeting itself: agenda, minutes, attendance, and the quick-capture line under them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import time
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSplitter, QVBoxLayout, QWidget

from safeguard_desk.rules.known import Known
from safeguard_desk.ui.meeting.agenda_pane import AgendaPane
from safeguard_desk.ui.meeting.attendance_pane import AttendancePane
from safeguard_desk.ui.meeting.capture_line import CaptureLine
from safeguard_desk.ui.meeting.item_papers import ItemPapers
from safeguard_desk.ui.meeting.looks import make_primary
from safeguard_desk.ui.meeting.minutes_pane import MinutesPane
from safeguard_desk.ui.meeting.picture import Picture
from safeguard_desk.ui.meeting.step import Bench, Step
from safeguard_desk.views import known as known_view
from safeguard_desk.views.meetings import ItemView
from safeguard_desk.work import drafting, minuting
from safeguard_desk.work.taken import Taken

TICK = 30_000
"""Milliseconds between two looks at the clock."""


def without_restricted(known: Known, visible: Sequence[ItemView]) -> Known:
    """Return what may be spoken of while the screen is shared: nothing restricted."""
    ids = {item.id for item in visible}
    return replace(
        known,
        items=tuple(item for item in known.items if item.id in ids),
        actions=tuple(action for action in known.actions if not action.restricted),
    )


class LiveStep(Step):
    """The live step. What is typed goes under the item shown; the clock follows the one begun."""

    title = "Meeting"
    searched = True

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        """Lay out the panes; nothing is read before the first picture."""
        super().__init__(bench, parent)
        self._shown: str | None = None
        self._running: str | None = None
        self._restored = False
        self._lay_out()
        self._connect()
        self._timer = QTimer(self)
        self._timer.setInterval(TICK)
        self._timer.timeout.connect(self.tick)

    def _lay_out(self) -> None:
        self.agenda = AgendaPane(self)
        self.minutes = MinutesPane(self.bench, self)
        self.attendance = AttendancePane(self.bench, self)
        self.line = CaptureLine(self.bench, self)
        self.why_closed = QLabel(self)
        self.why_closed.setWordWrap(True)
        self.start = QPushButton("Start the meeting", self)
        make_primary(self.start)
        self.close_meeting = QPushButton("Close the meeting", self)
        self.papers = ItemPapers(self.bench, self)
        self.said = QLabel(self)
        self.said.setAccessibleName("What was kept last")
        middle = QWidget(self)
        column = QVBoxLayout(middle)
        column.setContentsMargins(8, 0, 8, 0)
        column.addWidget(self.minutes, 1)
        column.addWidget(self.line)
        column.addWidget(self.why_closed)
        foot = QHBoxLayout()
        foot.addWidget(self.said, 1)
        foot.addWidget(self.papers)
        foot.addWidget(self.start)
        foot.addWidget(self.close_meeting)
        column.addLayout(foot)
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self)
        for widget, share in ((self.agenda, 0), (middle, 1), (self.attendance, 0)):
            self.splitter.addWidget(widget)
            self.splitter.setStretchFactor(self.splitter.count() - 1, share)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setSizes([290, 760, 310])
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.splitter)

    def _connect(self) -> None:
        self.agenda.looked.connect(self.look_at)
        self.agenda.started.connect(self.go_to)
        self.agenda.view.pressed_key.connect(self._help)
        self.agenda.jump.answered.connect(self._jump)
        self.agenda.jump.left.connect(self.line.focus)
        self.attendance.keys_wanted.connect(self.bench.keys_wanted)
        self.attendance.declared.connect(self.line.begin)
        self.minutes.back.connect(self._back)
        self.line.took.connect(self._took)
        self.line.went.connect(self.look_at)
        self.line.stepped.connect(self.step_item)
        self.start.clicked.connect(self._start)
        self.close_meeting.clicked.connect(self._close)
        for keys, slot in (
            ("Ctrl+Return", self.line.focus),
            ("Ctrl+Enter", self.line.focus),
            ("Ctrl+Up", self._previous),
            ("Ctrl+Down", self._next),
            ("Ctrl+G", self.agenda.ask_number),
            ("Ctrl+T", self.turn_clock),
            ("Ctrl+D", self.tick_item),
            ("Ctrl+M", self.turn_to_attendance),
            ("Ctrl+I", self.declare),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    def show_picture(self, picture: Picture) -> None:
        """Show the meeting as it stands; an item just begun is shown."""
        super().show_picture(picture)
        current = picture.current
        if current is not None and current.id != self._running:
            self._shown = current.id
        self._running = current.id if current else None
        visible = self._visible(picture)
        if all(item.id != self._shown for item in visible):
            self._shown = (current or visible[0]).id if visible else None
        self._restore()
        known = self.bench.jobs.read(partial(known_view.known, meeting_id=self.bench.meeting_id))
        item = picture.item(self._shown)
        if self.presenting:
            known = without_restricted(known, visible)
        self.line.show_where(known, self._shown, item.number if item else None)
        self.papers.show_item(picture, self._shown, presenting=self.presenting)
        self.line.setVisible(not picture.closed)
        self.why_closed.setVisible(picture.closed)
        state = picture.head.minutes_state.label.lower()
        self.why_closed.setText(
            f"The minutes are {state}: their text is closed (see Minutes, Ctrl+4)."
        )
        self.attendance.show_picture(picture, self._now())
        self._show_item(picture)
        opened = picture.head.opened_at is not None
        on_the_day = self.bench.time_now(picture) is not None
        self.start.setVisible(on_the_day and not opened and not picture.closed)
        self.close_meeting.setVisible(
            on_the_day and opened and picture.head.closed_at is None and not picture.closed
        )
        self.tick()

    def _visible(self, picture: Picture) -> list[ItemView]:
        return [item for item in picture.items if not (self.presenting and item.restricted)]

    def _show_item(self, picture: Picture) -> None:
        self.minutes.show_item(picture, picture.item(self._shown), presenting=self.presenting)

    def _restore(self) -> None:
        if not self._restored:
            self._restored = True
            read = partial(drafting.kept, place=self.bench.meeting_id)
            self.line.restore(self.bench.jobs.read(read))

    def tick(self) -> None:
        """Bring the clocks up to date."""
        if self.picture is None:
            return
        now = self._now()
        self.line.set_time(now)
        self.attendance.show_moment(self.picture, now)
        self.agenda.show_picture(self.picture, now, self._shown, presenting=self.presenting)

    def _now(self) -> time | None:
        return None if self.picture is None else self.bench.time_now(self.picture)

    def arrive(self) -> None:
        """Go to the capture line; the clock runs while the step is shown."""
        self._timer.start()
        self.line.focus()

    def leave(self) -> None:
        """Save what is typed."""
        self._timer.stop()
        self.minutes.list.save()
        self.line.flush()
        self.line.keep_draft()

    def about(self) -> tuple[str, str] | None:
        """Return the item that is shown."""
        return ("agenda_items", self._shown) if self._shown else None

    def look_at(self, item_id: str | None) -> None:
        """Show another item without beginning it."""
        if item_id is None or item_id == self._shown or self.picture is None:
            return
        self.minutes.list.save()
        self._shown = item_id
        self.show_picture(self.picture)

    def go_to(self, item_id: str) -> None:
        """Begin an item, and go on typing."""
        if self.picture is None:
            return
        self.look_at(item_id)
        item = self.picture.item(item_id)
        now = self._now()
        if now and item and item_id != self._running and not self.picture.closed:
            begin = partial(minuting.start_item, item_id=item_id, at=now)
            self.do(f"Begin item {item.number}", begin)
        self.line.focus()

    def step_item(self, by: int) -> None:
        """Go to the item before or after the one shown."""
        if self.picture is None:
            return
        ids = [item.id for item in self._visible(self.picture)]
        place = ids.index(self._shown) + by if self._shown in ids else 0
        if 0 <= place < len(ids):
            self.go_to(ids[place])

    def _jump(self, words: str) -> None:
        """Go to the item whose number was typed; another number stays with a word on it."""
        found = self.agenda.numbered(words)
        if found is None:
            self.bench.say(f"There is no item {words} here." if words else "Type a number.")
            return
        self.agenda.jump.put_away()
        self.go_to(found)

    def turn_clock(self) -> None:
        """Start the clock of the item shown, or stop it where it runs."""
        item = self.picture.item(self._shown) if self.picture else None
        now = self._now()
        if self.picture is None or item is None or self.picture.closed:
            return
        if now is None:
            self.bench.say("Clocks run on the day of the meeting only.")
        elif item.started_at is not None and item.ended_at is None:
            stop = partial(minuting.stop_item, item_id=item.id, at=now)
            self.do(f"Stop the clock of item {item.number}", stop)
        else:
            start = partial(minuting.start_item, item_id=item.id, at=now)
            self.do(f"Begin item {item.number}", start)

    def tick_item(self) -> None:
        """Tick the item shown as discussed, or take the tick off."""
        item = self.picture.item(self._shown) if self.picture else None
        if item is not None:
            words = "Untick" if item.discussed else "Tick"
            tick = partial(minuting.tick, item_id=item.id, discussed=not item.discussed)
            self.do(f"{words} item {item.number} as discussed", tick)

    def turn_to_attendance(self) -> None:
        """Go to the attendance, or back to the line from there."""
        if self.attendance.isAncestorOf(self.focusWidget() or self):
            self.line.focus()
        else:
            self.attendance.view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def declare(self) -> None:
        """Begin a line on a declared interest."""
        self.line.begin("i: ")

    def _help(self, _: object, letter: str) -> None:
        if letter == "?":
            self.bench.keys_wanted.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Show the keys at a question mark that nothing else took."""
        if event.text() == "?":
            self.bench.keys_wanted.emit()
        else:
            super().keyPressEvent(event)

    def reveal(self, item_id: str, entry_id: str | None) -> None:
        """Show an item, and one of its entries."""
        self.look_at(item_id)
        self.minutes.list.reveal(entry_id)

    def mark(self, entry_id: str | None, spans: Sequence[tuple[int, int]]) -> None:
        """Mark places in an entry's text."""
        self.minutes.list.mark(entry_id, spans)

    def _previous(self) -> None:
        self.line.step(-1)

    def _next(self) -> None:
        self.line.step(1)

    def _back(self) -> None:
        self.look_at(self._running)
        self.line.focus()

    def _took(self, taken: Taken) -> None:
        doubts = f" To check: {' '.join(taken.doubts)}" if taken.doubts else ""
        self.said.setText(
            f"{taken.words} kept.{doubts}" if taken.entry_id else taken.words + doubts
        )
        self.minutes.list.reveal(taken.entry_id)

    def _start(self) -> None:
        now = self._now()
        if self.picture is not None and now is not None:
            if self.picture.items:
                self.go_to(self.picture.items[0].id)
            else:
                self.do(
                    "Start the meeting",
                    partial(minuting.start_meeting, meeting_id=self.bench.meeting_id, at=now),
                )
        self.line.focus()

    def _close(self) -> None:
        close = partial(minuting.close_meeting, meeting_id=self.bench.meeting_id, at=self._now())
        self.do("Close the meeting", close, then=self._closed)

    def _closed(self, _: object) -> None:
        self.bench.say("The meeting is closed. Next: finish the minutes (Ctrl+4).")
