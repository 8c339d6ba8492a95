"""The chosen day beside the grid: what it is called, its meetings, and a meeting planned on it."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QFrame,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from safeguard_desk.errors import Refusal
from safeguard_desk.rules.dates import explain, read_date, write_day
from safeguard_desk.rules.times import read_time
from safeguard_desk.ui.calendar.days import Cell
from safeguard_desk.ui.calendar.marks import WORDS
from safeguard_desk.views.calendar import Body, Entry
from safeguard_desk.work.year import Chosen

_ID = int(Qt.ItemDataRole.UserRole)


class DayList(QListWidget):
    """The meetings of a day: Enter opens one."""

    wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty list."""
        super().__init__(parent)
        self.setObjectName("found")
        self.setAccessibleName("Meetings of the chosen day")
        self.setWordWrap(True)
        self.itemDoubleClicked.connect(self._open)

    def chosen(self) -> str | None:
        """Return the id of the chosen meeting."""
        item = self.currentItem()
        return str(item.data(_ID)) if item is not None else None

    def _open(self, item: QListWidgetItem) -> None:
        self.wanted.emit(str(item.data(_ID)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the chosen meeting by Enter."""
        chosen = self.chosen()
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and chosen:
            self.wanted.emit(chosen)
        else:
            super().keyPressEvent(event)


class PlanForm(QFrame):
    """Plans one meeting on the chosen day: whose, when, where. Enter plans, Esc leaves."""

    wanted = Signal(object, object)
    """The id of the group or board, and what is chosen."""
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Lay out three fields."""
        super().__init__(parent)
        self.setProperty("role", "card")
        self.day: date | None = None
        self._bodies: Sequence[Body] = ()
        self.body = QComboBox(self)
        self.body.setAccessibleName("Group or board")
        self.time = QLineEdit("10:00", self)
        self.time.setAccessibleName("Starts at")
        self.venue = QLineEdit(self)
        self.venue.setAccessibleName("Venue")
        self.venue.setPlaceholderText("Venue")
        self.wrong = QLabel(self)
        self.wrong.setProperty("role", "bad")
        self.wrong.setWordWrap(True)
        self.wrong.hide()
        self.plan = QPushButton("Plan", self)
        self.plan.setProperty("leading", "true")
        self.plan.clicked.connect(self.offer)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        for widget in (self.body, self.time, self.venue, self.wrong, self.plan):
            layout.addWidget(widget)
        self.body.currentIndexChanged.connect(self._fill)
        for line in (self.time, self.venue):
            line.returnPressed.connect(self.offer)

    def begin(self, day: date, bodies: Sequence[Body], shown: str | None) -> None:
        """Open for a day; the group shown on the calendar is chosen already."""
        self.day, self._bodies = day, bodies
        self.body.clear()
        for one in bodies:
            self.body.addItem(f"{one.code}, {one.name}", one.id)
        self.body.setCurrentIndex(max(0, self.body.findData(shown)))
        self.wrong.hide()
        self.show()
        self.body.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _fill(self, place: int) -> None:
        if 0 <= place < len(self._bodies):
            self.venue.setText(self._bodies[place].venue)
            self.venue.setCursorPosition(0)

    def offer(self) -> None:
        """Offer the meeting; a time that is none is said so."""
        at = read_time(self.time.text())
        if at is None or self.day is None or self.body.currentData() is None:
            self.refuse(f"“{self.time.text()}” is no time. Type 10:00 or 2pm.")
            return
        self.wrong.hide()
        chosen = Chosen(self.day, at, self.venue.text().strip())
        self.wanted.emit(self.body.currentData(), chosen)

    def refuse(self, words: str) -> None:
        """Say what is wrong; what was typed stays."""
        self.wrong.setText(f"! {words}")
        self.wrong.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Esc leave the form, and Enter plan from the list of groups too."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.offer()
        else:
            super().keyPressEvent(event)


class DayPanel(QWidget):
    """What falls on the chosen day, and what can be done there."""

    opened = Signal(object)
    moved = Signal(object, object)
    """A meeting's id, and the day it shall be moved to."""
    plan_wanted = Signal()

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        """Lay out title, names, meetings, and the lines below them."""
        super().__init__(parent)
        self._today = today
        self.title, self.names = QLabel(self), QLabel(self)
        self.title.setProperty("role", "heading")
        self.names.setProperty("role", "quiet")
        self.meetings = DayList(self)
        self.nothing = QLabel("Nothing is planned on this day.", self)
        self.nothing.setProperty("role", "quiet")
        self.move_to = QLineEdit(self)
        self.move_to.setAccessibleName("Move the chosen meeting to")
        self.move_to.setPlaceholderText("Move to: 24 nov, next tue")
        self.wrong = QLabel(self)
        self.wrong.setProperty("role", "bad")
        self.new = QPushButton("Plan a meeting here", self)
        self.new.setToolTip("N")
        self.form = PlanForm(self)
        self.form.hide()
        for words in (self.title, self.names, self.nothing, self.wrong):
            words.setWordWrap(True)
        self._lay_out()
        self.meetings.wanted.connect(self.opened)
        self.meetings.currentRowChanged.connect(self._chose)
        self.move_to.returnPressed.connect(self._move)
        self.new.clicked.connect(self.plan_wanted)
        self.form.left.connect(self.end_plan)

    def _lay_out(self) -> None:
        told, below = QVBoxLayout(), QVBoxLayout()
        for label in (self.title, self.names, self.nothing):
            told.addWidget(label)
        told.addWidget(self.meetings, 8)
        told.addStretch(1)
        for widget in (self.move_to, self.wrong, self.new, self.form):
            below.addWidget(widget)
        below.addStretch(1)
        self.box = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.box.addLayout(told, 3)
        self.box.addLayout(below, 1)

    def lie(self, *, beneath: bool) -> None:
        """Lie beneath the grid, or stand beside it."""
        directions = QBoxLayout.Direction
        self.box.setDirection(directions.LeftToRight if beneath else directions.TopToBottom)
        high = self.fontMetrics().height() * 8
        wide = self.fontMetrics().averageCharWidth() * 36
        self.setMaximumHeight(high if beneath else 16777215)
        self.setMaximumWidth(16777215 if beneath else wide)
        self.setMinimumWidth(0 if beneath else wide)

    def show_day(self, cell: Cell, *, may_plan: bool) -> None:
        """Show a day; the chosen meeting stays chosen while it is there."""
        before = self.meetings.chosen()
        self.title.setText(write_day(cell.day) + (", today" if cell.today else ""))
        self.names.setText("\n".join(one.title for one in cell.named))
        self.names.setVisible(bool(cell.named))
        self.meetings.clear()
        for entry in cell.entries:
            item = QListWidgetItem(_told(entry))
            item.setData(_ID, entry.id)
            self.meetings.addItem(item)
            if entry.id == before:
                self.meetings.setCurrentItem(item)
        if cell.entries and self.meetings.currentRow() < 0:
            self.meetings.setCurrentRow(0)
        self.meetings.setVisible(bool(cell.entries))
        self.nothing.setVisible(not cell.entries)
        self.move_to.setVisible(bool(cell.entries) and may_plan)
        self.new.setVisible(may_plan and self.form.isHidden())
        self.wrong.hide()

    def _chose(self, _: int) -> None:
        self.wrong.hide()

    def _move(self) -> None:
        meeting, text = self.meetings.chosen(), self.move_to.text()
        day = read_date(text, self._today)
        if meeting is None or day is None:
            words = explain(text, self._today) or "Type the day to move it to."
            self.wrong.setText(f"! {words}")
            self.wrong.show()
            return
        self.move_to.clear()
        self.moved.emit(meeting, day)

    def begin_plan(self, day: date, bodies: Sequence[Body], shown: str | None) -> None:
        """Open the form for a day."""
        self.new.hide()
        self.form.begin(day, bodies, shown)

    def end_plan(self) -> None:
        """Put the form away."""
        self.form.hide()
        self.new.show()

    def refuse(self, refusal: Refusal) -> None:
        """Say under the form why nothing was planned."""
        self.form.refuse(str(refusal))


def _told(entry: Entry) -> str:
    place = f"\n{entry.venue}" if entry.venue else ""
    return f"{entry.starts_at:%H:%M}  {entry.group}\n{entry.ref}, {WORDS[entry.state]}{place}"
