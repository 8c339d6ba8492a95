"""The quick-capture line: what it understood is seen before Enter, and nothing typed is lost."""

from dataclasses import dataclass, replace
from datetime import date, time
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.errors import Refusal
from safeguard_desk.rules.capture import understand
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.known import Known
from safeguard_desk.rules.typed import quote
from safeguard_desk.rules.understood import (
    REMOVABLE,
    Absent,
    Apologies,
    Arrived,
    AttendAll,
    Blank,
    Chip,
    CloseActions,
    CloseMeeting,
    Comment,
    DeputySent,
    GoToItem,
    InterestLine,
    Left,
    NotUnderstood,
    Present,
    Understood,
    UpdateAction,
)
from safeguard_desk.ui.meeting.capture_field import CaptureField
from safeguard_desk.ui.meeting.chips import Chips
from safeguard_desk.ui.meeting.step import Bench
from safeguard_desk.ui.widgets.fields import PAUSE
from safeguard_desk.work import capturing, drafting
from safeguard_desk.work.taken import Taken

HINT = (
    "a: action   d: decision   c: challenge   r: risk   e: escalation   g: good practice   "
    "k: key message   i: interest   > 4 item   (F1: keys)"
)

_KINDS: dict[type, str] = {
    GoToItem: "Go to item",
    AttendAll: "Everyone present",
    Present: "Present",
    Apologies: "Apologies",
    Absent: "Absent",
    DeputySent: "Deputy",
    Arrived: "Arrived",
    Left: "Left",
    InterestLine: "Interest",
    UpdateAction: "Update an action",
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
    "time": "at",
}


def kind_words(understood: Understood) -> str:
    """Return what a line is taken for, in a word or two."""
    named = _KINDS.get(type(understood))
    if named is not None:
        return named
    return understood.entry.label if understood.entry else ""


def removable(understood: Understood) -> tuple[Chip, ...]:
    """Return what was recognised and can be taken for plain text instead."""
    if understood.entry is None:
        return ()
    return tuple(chip for chip in understood.chips if chip.kind in REMOVABLE)


def chip_words(chip: Chip) -> str:
    """Return what was recognised as people say it: "due 15 Jan 2027"."""
    words = write_date(chip.value) if isinstance(chip.value, date) else chip.words
    return f"{_BEFORE.get(chip.kind, '')} {words}".strip()


@dataclass(frozen=True)
class Sent:
    """A line on its way into the minutes: where it was typed, when, and what joins its drafts.

    `goes`: it changes the item. `late`: it was typed behind such a one, and falls where that led.
    """

    line: str
    words: str
    item_id: str | None
    at: time | None
    merge: str
    goes: bool
    late: bool
    leads: str | None
    """The item that it leads to, where that is on the agenda already."""


class CaptureLine(QWidget):
    """The line, what it understood, and what was wrong. A line that was not kept comes back."""

    took = Signal(object)
    """A Taken: the line is in the file."""
    went = Signal(object)
    """The id of the item that a line led to."""
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
        self._queue: list[Sent | int] = []
        self._out = 0
        self._drafted = ""
        self._note = ""
        self._spell = 0
        self._taken: tuple[Chip, ...] = ()
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
        self.field.refused_last.connect(self.take_last_for_text)
        self.chips.removed.connect(self.take_for_text)
        self.field.stepped.connect(self.step)
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
        self.field.known = known
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

    def begin(self, words: str) -> None:
        """Begin a line with these words; one that is being typed stays as it is."""
        self.focus()
        if not self.field.text().strip():
            self.field.setText(words)
            self.field.end(False)

    @property
    def merge(self) -> str:
        """What joins a line's drafts and the line itself into one step of undo."""
        return f"line:{self.bench.meeting_id}:{id(self)}:{self._spell}"

    def set_time(self, at: time | None) -> None:
        """Say what time is noted beside a line taken now."""
        self._at = at

    def take(self) -> None:
        """Send the line to the minutes. It leaves the field, and comes back if it is not kept.

        Lines go one after the other: what follows a line that changes the item falls under the
        item it leads to, however fast it was typed.
        """
        line = self.field.text()
        if not line.strip() or self._known is None:
            return
        self._pause.stop()
        understood = understand(line, self._known)
        leads = understood.item_id if isinstance(understood, GoToItem) else None
        goes = isinstance(understood, GoToItem)
        late = any(isinstance(one, int) or one.goes for one in self._queue)
        words = f"Minute: {kind_words(understood).lower() or 'line'}"
        item_id = None if late else self._item_id
        sent = Sent(line, words, item_id, self._at, self.merge, goes, late, leads)
        self._spell += 1
        self.field.setText("")
        self._queue.append(sent)
        self._send()

    def step(self, by: int) -> None:
        """Ask for the item before or after, once the lines that change the item are kept."""
        if any(isinstance(one, int) or one.goes for one in self._queue):
            self._queue.append(by)
        else:
            self.stepped.emit(by)

    def _send(self) -> None:
        """Have the first line of the queue taken; changes of the item before it are made."""
        if self._out:
            return
        while self._queue and isinstance(first := self._queue[0], int):
            self._queue.pop(0)
            self.stepped.emit(first)
        if not self._queue or isinstance(sent := self._queue[0], int):
            return
        if sent.late:
            sent = self._queue[0] = replace(sent, item_id=self._item_id)
        self._do(sent.item_id, sent)

    def _do(self, item_id: str | None, sent: Sent) -> None:
        self._out += 1
        self.bench.do(
            sent.words,
            partial(
                take_line,
                meeting_id=self.bench.meeting_id,
                item_id=item_id,
                line=sent.line,
                at=sent.at,
            ),
            then=self._was_kept,
            refused=self._was_refused,
            merge=sent.merge,
        )

    def flush(self) -> None:
        """Send every line that waits: the desk may be closed before its turn comes.

        One that was to fall under an item not made yet falls under the one shown.
        """
        waiting = [one for one in self._queue[self._out :] if isinstance(one, Sent)]
        del self._queue[self._out :]
        item_id = next((one.leads for one in self._queue if isinstance(one, Sent)), None)
        for sent in waiting:
            placed = sent.item_id if not sent.late else item_id or self._item_id
            item_id = sent.leads or item_id
            self._queue.append(replace(sent, item_id=placed, late=False))
            self._do(placed, sent)

    def keep_draft(self) -> None:
        """Keep the half-typed line, if it is not kept yet."""
        self._pause.stop()
        line = self.field.text() if self.field.text().strip() else ""
        if line == self._drafted or self._queue:
            return
        self._drafted = line
        self.bench.do(
            drafting.TITLE,
            partial(drafting.keep, place=self.bench.meeting_id, line=line),
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
        self._taken = removable(understood)
        rest = [chip for chip in understood.chips if chip not in self._taken]
        chips = [chip_words(chip) for chip in (*self._taken, *rest)]
        if understood.entry is not None:
            chips.append(f"under item {self._item_number}" if self._item_number else "under item 1")
        self.chips.show_words(
            kind_words(understood),
            chips,
            () if isinstance(understood, Blank) else understood.doubts,
            len(self._taken),
        )
        self._say_under(understood.why if isinstance(understood, NotUnderstood) else "")

    def take_for_text(self, place: int) -> None:
        """Put what a chip stands for in quotes: it is text from now on."""
        if 0 <= place < len(self._taken):
            self.field.setText(quote(self.field.text(), self._taken[place].span))
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_last_for_text(self) -> None:
        """Take the last chip away, by its key."""
        self.take_for_text(len(self._taken) - 1)

    def _say_under(self, words: str) -> None:
        self.under.setText(words or self._note or HINT)
        self.under.setProperty("refusal", bool(words))

    def _was_kept(self, taken: Taken) -> None:
        if not taken.words:
            why = " ".join(taken.doubts) or "A line that begins with # is for you only."
            self._was_refused(Refusal("The line was not kept; it stays here.", why))
            return
        sent, self._out = self._queue.pop(0), self._out - 1
        self._drafted = ""
        if isinstance(sent, Sent) and taken.item_id != sent.item_id:
            self.went.emit(taken.item_id)
        self.took.emit(taken)
        self._pause.start()
        self._send()

    def _was_refused(self, refusal: Refusal) -> None:
        """Bring the line back before what was typed since."""
        sent, self._out = self._queue.pop(0), self._out - 1
        if isinstance(sent, Sent):
            since = self.field.text()
            self.field.setText(f"{sent.line} {since}" if since.strip() else sent.line)
        self.chips.show_words("Not kept", (), ())
        self._say_under(f"! {refusal}")
        self._pause.start()
        self._send()


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
