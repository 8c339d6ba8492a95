"""The quick-capture line: what it understood is seen before Enter, and nothing typed is lost."""

from datetime import date, time
from functools import partial

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.errors import Refusal
from safeguard_desk.rules.capture import understand
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.known import Known
from safeguard_desk.rules.understood import (
    Absent,
    Apologies,
    AttendAll,
    Blank,
    Chip,
    CloseActions,
    CloseMeeting,
    Comment,
    DeputySent,
    GoToItem,
    NotUnderstood,
    Present,
    Understood,
)
from safeguard_desk.ui.meeting.chips import Chips
from safeguard_desk.ui.meeting.step import Bench
from safeguard_desk.ui.widgets.fields import PAUSE
from safeguard_desk.ui.widgets.undo_keys import gives_away
from safeguard_desk.work import capturing, drafting
from safeguard_desk.work.taken import Taken

HINT = (
    "a: action   d: decision   c: challenge   r: risk   e: escalation   g: good practice   "
    "k: key message   > 4 item"
)

_KINDS: dict[type, str] = {
    GoToItem: "Go to item",
    AttendAll: "Everyone present",
    Present: "Present",
    Apologies: "Apologies",
    Absent: "Absent",
    DeputySent: "Deputy",
    CloseActions: "Close actions",
    CloseMeeting: "Close the meeting",
    Comment: "For you only: not kept",
    NotUnderstood: "Not understood",
}
_BEFORE = {
    "owner": "owner",
    "due": "due",
    "agency": "agency",
    "challenger": "by",
    "challenged": "to",
    "deputy": "deputy",
}


def kind_words(understood: Understood) -> str:
    """Return what a line is taken for, in a word or two."""
    named = _KINDS.get(type(understood))
    if named is not None:
        return named
    return understood.entry.label if understood.entry else ""


def chip_words(chip: Chip) -> str:
    """Return what was recognised as people say it: "due 15 Jan 2027"."""
    words = write_date(chip.value) if isinstance(chip.value, date) else chip.words
    return f"{_BEFORE.get(chip.kind, '')} {words}".strip()


class CaptureField(QLineEdit):
    """The line itself: Enter takes it, Ctrl+Up and Ctrl+Down change the item."""

    taken = Signal()
    stepped = Signal(int)

    def event(self, event: QEvent) -> bool:
        """Let undo and redo through to the desk when the line has nothing to undo."""
        if gives_away(self, event):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Enter and the keys that change the item."""
        key = event.key()
        ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not ctrl:
            self.taken.emit()
        elif ctrl and key in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self.stepped.emit(-1 if key == Qt.Key.Key_Up else 1)
        else:
            super().keyPressEvent(event)


class CaptureLine(QWidget):
    """The line, what it understood, and what was wrong. It is cleared only when it was kept."""

    took = Signal(object)
    """A Taken: the line is in the file."""
    stepped = Signal(int)
    """The item before (-1) or after (1) is wanted."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        """Make an empty line; `show_where` says what a line would fall under."""
        super().__init__(parent)
        self.bench = bench
        self._known: Known | None = None
        self._item_id: str | None = None
        self._item_number: int | None = None
        self._at: time | None = None
        self._sent: str | None = None
        self._drafted = ""
        self._note = ""
        self._spell = 0
        self._lay_out()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self.keep_draft)

    def _lay_out(self) -> None:
        self.chips = Chips(self)
        self.field = CaptureField(self)
        self.field.setAccessibleName("Quick capture")
        self.field.setPlaceholderText(
            "Type a note, or begin with a sign such as a: (Ctrl+Enter brings you here)"
        )
        self.field.setMinimumHeight(self.field.fontMetrics().height() + 18)
        self.field.taken.connect(self.take)
        self.field.stepped.connect(self.stepped)
        self.field.textChanged.connect(self._typed)
        self.under = QLabel(HINT, self)
        self.under.setWordWrap(True)
        self.under.setAccessibleName("About the line")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for widget in (self.chips, self.field, self.under):
            layout.addWidget(widget)

    def show_where(self, known: Known, item_id: str | None, number: int | None) -> None:
        """Say what lines may speak of, and the item they fall under."""
        self._known, self._item_id, self._item_number = known, item_id, number
        self._show_understood()

    def restore(self, line: str) -> None:
        """Bring back a line that was being typed when the program stopped."""
        if line and not self.field.text():
            self._drafted = line
            self.field.setText(line)
            self.field.end(False)
            self._note = "This line was half typed when the meeting was last left."
            self._say_under("")

    def focus(self) -> None:
        """Put the cursor here."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @property
    def merge(self) -> str:
        """What joins a line's drafts and the line itself into one step of undo."""
        return f"line:{self.bench.meeting_id}:{id(self)}:{self._spell}"

    def set_time(self, at: time | None) -> None:
        """Say what time is noted beside a line taken now."""
        self._at = at

    def take(self) -> None:
        """Send the line to the minutes; it stays until it was kept."""
        line = self.field.text()
        if not line.strip() or self._known is None or self._sent is not None:
            return
        self._pause.stop()
        self._sent = line
        understood = understand(line, self._known)
        self.bench.do(
            f"Minute: {kind_words(understood).lower() or 'line'}",
            partial(
                take_line,
                meeting_id=self.bench.meeting_id,
                item_id=self._item_id,
                line=line,
                at=self._at,
            ),
            then=self._was_kept,
            refused=self._was_refused,
            merge=self.merge,
        )

    def keep_draft(self) -> None:
        """Keep the half-typed line, if it is not kept yet."""
        self._pause.stop()
        line = self.field.text() if self.field.text().strip() else ""
        if line == self._drafted or self._sent is not None:
            return
        self._drafted = line
        self.bench.do(
            drafting.TITLE,
            partial(drafting.keep, meeting_id=self.bench.meeting_id, line=line),
            merge=self.merge,
        )

    def _typed(self, _: str) -> None:
        self._note = ""
        self._pause.start()
        self._show_understood()

    def _show_understood(self) -> None:
        line = self.field.text()
        if self._known is None or not line.strip():
            self.chips.show_words("", ())
            self._say_under("")
            return
        understood = understand(line, self._known)
        chips = [chip_words(chip) for chip in understood.chips]
        if understood.entry is not None:
            chips.append(f"under item {self._item_number}" if self._item_number else "under item 1")
        self.chips.show_words(
            kind_words(understood),
            chips,
            () if isinstance(understood, Blank) else understood.doubts,
        )
        self._say_under(understood.why if isinstance(understood, NotUnderstood) else "")

    def _say_under(self, words: str) -> None:
        self.under.setText(words or self._note or HINT)
        self.under.setProperty("refusal", bool(words))

    def _was_kept(self, taken: Taken) -> None:
        if not taken.words:
            why = " ".join(taken.doubts) or "A line that begins with # is for you only."
            self._was_refused(Refusal("The line was not kept; it stays here.", why))
            return
        sent, self._sent = self._sent or "", None
        typed_since = self.field.text()
        rest = typed_since[len(sent) :] if typed_since.startswith(sent) else typed_since
        self._drafted = ""
        self._spell += 1
        self.field.setText(rest)
        self.took.emit(taken)

    def _was_refused(self, refusal: Refusal) -> None:
        self._sent = None
        self.chips.show_words("Not kept", (), ())
        self._say_under(f"! {refusal}")
        self._pause.start()


def take_line(
    uow: UnitOfWork, *, meeting_id: str, item_id: str | None, line: str, at: time | None
) -> Taken:
    """Take a typed line into the minutes and let go of its draft, in one change.

    A line that became nothing keeps its draft.
    """
    taken = capturing.take(uow, meeting_id, item_id, line, at)
    if taken.words:
        drafting.forget(uow, meeting_id)
    return taken
