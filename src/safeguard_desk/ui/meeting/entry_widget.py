"""One entry of the minutes: its number, its kind as a word and a bar, and its text to type in."""

from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from safeguard_desk.errors import Refusal
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.terms import EntryKind
from safeguard_desk.rules.times import read_time
from safeguard_desk.ui.meeting.fields import RunningText
from safeguard_desk.ui.meeting.looks import kind_colour, write_time
from safeguard_desk.ui.meeting.step import Bench
from safeguard_desk.ui.widgets.fields import LineField
from safeguard_desk.views.meetings import EntryView
from safeguard_desk.work import minuting

LOOK = """
RunningText { border: none; padding: 0; background: transparent; }
QLineEdit#time { border: none; padding: 3px 0; background: transparent; min-height: 0; }
QLineEdit#time:focus { background: palette(midlight); }
QPushButton#kind { text-align: left; padding: 3px 4px; font-weight: 600; border: none;
  background: transparent; }
QPushButton#kind:focus, QPushButton#kind:hover { background: palette(midlight); }
"""
"""How the parts of an entry look. It is set once on the page: a sheet for each is slow."""

_BAR, _INDENT = 4, 10


def about(entry: EntryView) -> str:
    """Return in one line what hangs on an entry: the action, who challenged whom, the board."""
    parts: list[str] = []
    if entry.action is not None:
        action = entry.action
        due = write_date(action.due_on) if action.due_on else action.due_words
        parts += [action.ref, action.owner or action.agency or "no owner yet"]
        parts += [f"due {due}" if due else "no due date", action.status.label]
    if entry.kind is EntryKind.CHALLENGE:
        who = entry.by_agency or "The group"
        parts.append(f"{who} challenged {entry.about_agency or 'nobody named yet'}")
    if entry.kind is EntryKind.ESCALATION:
        parts.append(f"to {entry.board}" if entry.board else "no board named yet")
    if entry.risk_ref:
        parts.append(entry.risk_ref)
    if entry.subject_to_ratification:
        parts.append("Subject to ratification: not quorate when it was taken")
    if entry.restricted:
        parts.append("Restricted")
    return "  ·  ".join(parts)


class EntryWidget(QFrame):
    """An entry that saves itself while one types. Alt+Up and Alt+Down move it."""

    moved = Signal(object, int)
    removed = Signal(object)
    item_wanted = Signal(object, object)
    """The ids of the entry and of the item it should be under."""
    menu_wanted = Signal(object, object)
    """The entry, and the place on the screen where its menu should open."""

    def __init__(self, bench: Bench, entry: EntryView, parent: QWidget | None = None) -> None:
        """Show an entry."""
        super().__init__(parent)
        self.bench = bench
        self.entry = entry
        self.response: LineField | None = None
        self._answer: QWidget | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self._lay_out()
        self.show_entry(entry, locked=False)

    def _lay_out(self) -> None:
        self.number = QLabel(self)
        self.number.setMinimumWidth(self.fontMetrics().horizontalAdvance("10.10") + 4)
        self.kind = QPushButton(self)
        self.kind.setObjectName("kind")
        self.kind.setFixedWidth(self.fontMetrics().horizontalAdvance("Good practice") + 40)
        self.kind.clicked.connect(self._want_menu)
        self.text = RunningText("Minute", self)
        self.text.committed.connect(self._save_text)
        self.about = QLabel(self)
        self.about.setWordWrap(True)
        self.about.setContentsMargins(3, 0, 0, 0)
        self.time = LineField("Time", self)
        self.time.setFrame(False)
        self.time.setObjectName("time")
        self.time.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.time.setFixedWidth(self.fontMetrics().horizontalAdvance("00:00") + 14)
        self.time.committed.connect(self._save_time)
        self._body = QVBoxLayout()
        self._body.setSpacing(1)
        self._body.addWidget(self.text)
        self._body.addWidget(self.about)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(_INDENT, 2, 4, 2)
        layout.setSpacing(6)
        top = Qt.AlignmentFlag.AlignTop
        layout.addWidget(self.number, 0, top)
        layout.addWidget(self.kind, 0, top)
        layout.addLayout(self._body, 1)
        layout.addWidget(self.time, 0, top)
        self.number.setContentsMargins(0, 4, 0, 0)

    def _make_response(self) -> LineField:
        """Make the line for the answer to a challenge, when there first is one."""
        self._answer = QWidget(self)
        self.response = LineField("Response", self._answer)
        self.response.setPlaceholderText("what was answered")
        self.response.setFrame(False)
        self.response.committed.connect(self._save_response)
        layout = QHBoxLayout(self._answer)
        layout.setContentsMargins(3, 0, 0, 0)
        layout.addWidget(QLabel("Response:", self._answer))
        layout.addWidget(self.response, 1)
        self._body.addWidget(self._answer)
        return self.response

    def show_entry(self, entry: EntryView, *, locked: bool) -> None:
        """Show the entry as the file holds it; what is being typed here stays."""
        self.entry = entry
        kind = entry.kind
        self.number.setText(entry.number)
        self.kind.setText(kind.label if locked else f"{kind.label} ▾")
        self.kind.setAccessibleName(f"{entry.number} is a {kind.label.lower()}: change or move it")
        self.kind.setEnabled(not locked)
        self.text.setAccessibleName(f"{entry.number} {kind.label}")
        self.text.show_value(entry.text)
        self.text.setReadOnly(locked)
        self._show_response(locked=locked)
        words = about(entry)
        self.about.setText(words)
        self.about.setVisible(bool(words))
        self.time.setAccessibleName(f"Time of {entry.number}")
        self.time.show_value(write_time(entry.at))
        self.time.setReadOnly(locked)
        self.update()

    def _show_response(self, *, locked: bool) -> None:
        wanted = self.entry.kind is EntryKind.CHALLENGE or bool(self.entry.response)
        if wanted:
            line = self.response or self._make_response()
            line.show_value(self.entry.response)
            line.setReadOnly(locked)
        if self._answer is not None:
            self._answer.setVisible(wanted)

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """Where Tab stops within the entry, in order."""
        stops = (self.kind, self.text)
        return stops if self.response is None else (*stops, self.response)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the bar in the colour of the kind."""
        super().paintEvent(event)
        painter = QPainter(self)
        colour = kind_colour(self.entry.kind, self.palette())
        painter.fillRect(0, 2, _BAR, self.height() - 4, colour)
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move and remove by key, wherever in the entry the focus is."""
        alt = event.modifiers() == Qt.KeyboardModifier.AltModifier
        both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        if alt and event.key() == Qt.Key.Key_Up:
            self.move_by(-1)
        elif alt and event.key() == Qt.Key.Key_Down:
            self.move_by(1)
        elif event.modifiers() == both and event.key() == Qt.Key.Key_Delete:
            self.remove()
        elif event.modifiers() == both and event.key() == Qt.Key.Key_T:
            self.correct_time()
        else:
            super().keyPressEvent(event)

    def _want_menu(self) -> None:
        place = self.kind.mapToGlobal(QPoint(0, self.kind.height()))
        self.menu_wanted.emit(self, place)

    def _save_text(self, text: str) -> None:
        self.bench.do(
            f"Edit {self.entry.number}",
            partial(minuting.edit_entry, entry_id=self.entry.id, text=text),
            refused=self._text_refused,
            merge=f"text:{self.entry.id}:{self.text.spell}",
            initiator=self,
        )

    def _text_refused(self, refusal: Refusal) -> None:
        self.text.refused()
        self.bench.refuse(refusal)

    def _save_response(self, text: str) -> None:
        self.bench.do(
            f"Response at {self.entry.number}",
            partial(minuting.edit_entry, entry_id=self.entry.id, response=text),
            refused=self._response_refused,
        )

    def _response_refused(self, refusal: Refusal) -> None:
        if self.response is not None:
            self.response.refused()
        self.bench.refuse(refusal)

    def _save_time(self, words: str) -> None:
        """Correct when it was noted; what is no time stays as typed, with the reason."""
        at = read_time(words) if words else None
        if words and at is None:
            wrong = Refusal(f"“{words}” is no time.", "The time stays.", "Type it as 10:20.")
            self._time_refused(wrong)
            return
        self.bench.do(
            f"Time of {self.entry.number}",
            partial(minuting.edit_entry, entry_id=self.entry.id, at=at),
            refused=self._time_refused,
        )

    def _time_refused(self, refusal: Refusal) -> None:
        self.time.refused()
        self.bench.refuse(refusal)

    def correct_time(self) -> None:
        """Put the cursor into its time."""
        self.time.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.time.selectAll()

    def move_to(self, item_id: str) -> None:
        """Move it under another item."""
        self.item_wanted.emit(self.entry.id, item_id)

    def convert(self, kind: EntryKind) -> None:
        """Make it of another kind."""
        if kind is not self.entry.kind:
            self.text.commit()
            self.bench.do(
                f"Make {self.entry.number} a {kind.label.lower()}",
                partial(minuting.change_kind, entry_id=self.entry.id, kind=kind),
            )

    def restrict(self, restricted: bool) -> None:
        """Put it in the restricted part, or take it out."""
        self.bench.do(
            f"{'Restrict' if restricted else 'Open'} {self.entry.number}",
            partial(minuting.edit_entry, entry_id=self.entry.id, restricted=restricted),
        )

    def move_by(self, by: int) -> None:
        """Move it up or down."""
        self.moved.emit(self.entry.id, by)

    def remove(self) -> None:
        """Take it out of the minutes."""
        self.removed.emit(self.entry.id)
