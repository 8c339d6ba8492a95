"""The agenda beside live minutes: what is done, what is under discussion, and how time goes."""

from dataclasses import dataclass
from datetime import date, datetime, time

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from safeguard_desk.rules import timings
from safeguard_desk.ui.meeting.ask_line import AskLine
from safeguard_desk.ui.meeting.looks import BAD, muted, pick, write_minutes, write_time
from safeguard_desk.ui.meeting.picture import Picture
from safeguard_desk.ui.meeting.rows import Column, Rows, RowsView, Style
from safeguard_desk.ui.meeting.weakly import weakly
from safeguard_desk.views.meetings import ItemView


@dataclass(frozen=True)
class AgendaLine:
    """An item as the pane shows it, its time already in words."""

    id: str
    sign: str
    number: int
    title: str
    time: str
    running: bool
    over: bool
    spoken: str


def elapsed(start: time, end: time) -> int:
    """Return the whole minutes from one time to another of the same day, never below 0."""
    day = date(2000, 1, 1)
    span = datetime.combine(day, end) - datetime.combine(day, start)
    return max(0, int(span.total_seconds() // 60))


def line_of(item: ItemView, now: time | None, *, noted: bool, running: bool) -> AgendaLine:
    """Return an item's line; `noted` when it has minutes, `now` None off the meeting's day."""
    end = item.ended_at or (now if running else None)
    taken = elapsed(item.started_at, end) if item.started_at and end else None
    done = item.ended_at is not None or ((noted or item.discussed) and not running)
    sign = ("▶✓" if item.discussed else "▶") if running else "✓" if done else ""
    words = f"{taken} of {item.minutes} min" if taken is not None else f"{item.minutes} min"
    over = taken is not None and taken > item.minutes
    if taken is not None and over:
        words = f"{taken} of {item.minutes} min, {taken - item.minutes} over"
    state = "under discussion" if running else "done" if done else "to come"
    state += ", ticked as discussed" if item.discussed else ""
    spoken = f"{item.number}, {item.title}, {state}, {words}"
    return AgendaLine(
        item.id, sign, item.number, item.title, words, running, over and running, spoken
    )


def meeting_clock(picture: Picture, now: time | None) -> str:
    """Return how the meeting's time stands, in words."""
    head = picture.head
    if head.closed_at is not None and head.opened_at is not None:
        length = write_minutes(elapsed(head.opened_at, head.closed_at))
        return f"Closed at {write_time(head.closed_at)} after {length}"
    if head.opened_at is None:
        return "Not started" if not picture.entries else "Minuted without times"
    begun = f"Started {write_time(head.opened_at)}"
    if now is None:
        return begun
    left = head.length_minutes - elapsed(head.opened_at, now)
    return f"{begun}  ·  {write_minutes(left)} {'left' if left >= 0 else 'over'}"


def pace(picture: Picture, now: time | None) -> str:
    """Return how the running item and the meeting keep to their time; empty when none goes on."""
    head = picture.head
    if now is None or head.opened_at is None or head.closed_at is not None:
        return ""
    current = picture.current
    noted = {entry.item_id for entry in picture.entries}
    slots = {
        item.id: timings.Slot(
            item.minutes,
            item.started_at,
            item.ended_at,
            item is not current and (item.discussed or item.id in noted),
        )
        for item in picture.items
    }
    planned_end = timings.ends(head.starts_at, [head.length_minutes])
    running = slots[current.id] if current is not None else None
    words = timings.running_words(running, list(slots.values()), now, planned_end)
    return words[0].upper() + words[1:]


class AgendaPane(QWidget):
    """The items. The arrow keys look at one, Enter goes to it."""

    looked = Signal(object)
    started = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty pane."""
        super().__init__(parent)
        self.clock = QLabel(self)
        self.clock.setAccessibleName("Clock of the meeting")
        self.pace = QLabel(self)
        self.pace.setWordWrap(True)
        self.pace.setAccessibleName("How the meeting keeps to its time")
        self.jump = AskLine("Go to item", self)
        columns = (
            Column("", lambda line: line.sign, 2),
            Column("", lambda line: str(line.number), 2, right=True),
            Column("Agenda", lambda line: f"{line.title}\n{line.time}"),
        )
        rows = Rows(columns, self, style=weakly(self._style), spoken=lambda line: line.spoken)
        self.view = RowsView(rows, "Agenda: arrows look, Enter goes to an item", self)
        self.view.horizontalHeader().hide()
        self.view.setWordWrap(True)
        self.view.letters = "?"
        self.view.opened.connect(self.started)
        self.view.selectionModel().currentRowChanged.connect(self._looked)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for widget in (self.clock, self.pace, self.jump):
            layout.addWidget(widget)
        layout.addWidget(self.view, 1)

    def show_picture(
        self, picture: Picture, now: time | None, shown: str | None, *, presenting: bool
    ) -> None:
        """Show the agenda as it stands, with the shown item chosen."""
        current = picture.current
        noted = {entry.item_id for entry in picture.entries}
        self.clock.setText(meeting_clock(picture, now))
        words = pace(picture, now)
        self.pace.setText(words)
        self.pace.setVisible(bool(words))
        over = " over;" in words or words.endswith("late")
        colour = pick(BAD, self.palette()).name() if over else ""
        self.pace.setStyleSheet(f"color: {colour}; font-weight: 600;" if over else "")
        self.view.rows.show(
            [
                line_of(item, now, noted=item.id in noted, running=item is current)
                for item in picture.items
                if not (presenting and item.restricted)
            ]
        )
        self.view.choose(shown)

    def ask_number(self) -> None:
        """Ask for the number of the item to go to."""
        self.jump.ask("Number of the item, then Enter")

    def numbered(self, words: str) -> str | None:
        """Return the id of the item shown under a number; None if there is none."""
        wanted = words.strip().rstrip(".")
        return next((line.id for line in self.view.rows.rows if str(line.number) == wanted), None)

    def _looked(self) -> None:
        self.looked.emit(self.view.chosen)

    def _style(self, line: AgendaLine) -> Style:
        colour = pick(BAD, self.palette()) if line.over else None
        if line.sign == "✓":
            colour = muted(self.palette())
        return Style(bold=line.running, colour=colour)
