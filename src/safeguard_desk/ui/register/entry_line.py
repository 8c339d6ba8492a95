"""A new record from one typed line: what it is understood as stands under it before Enter."""

from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.errors import Refusal
from safeguard_desk.registers.declare import OneLine, Register
from safeguard_desk.rules.capture_actions import read_action
from safeguard_desk.rules.known import Known
from safeguard_desk.rules.typed import Typed, quote
from safeguard_desk.rules.understood import REMOVABLE, ActionLine, Chip
from safeguard_desk.ui.jobs import Jobs
from safeguard_desk.ui.meeting.capture_field import CaptureField
from safeguard_desk.ui.meeting.capture_line import chip_words
from safeguard_desk.ui.meeting.chips import Chips
from safeguard_desk.ui.widgets.fields import PAUSE
from safeguard_desk.ui.widgets.notices import NoticeBar
from safeguard_desk.views.known import known_in_group
from safeguard_desk.work import drafting

_HINT = "What is to be done  @who  by when      Enter adds it; words in double quotes stay as typed"


class EntryLine(QFrame):
    """The line, its chips, and the way to the whole form. What is typed survives until taken."""

    made = Signal(object)
    """The id of the new record."""
    left = Signal()
    form_wanted = Signal()

    def __init__(
        self, jobs: Jobs, register: Register, group_id: str, parent: QWidget | None = None
    ) -> None:
        """Make the line for a register of a group."""
        super().__init__(parent)
        self._jobs = jobs
        self._register = register
        self._group_id = group_id
        self._place = f"new {register.code} {group_id}"
        self._known: Known | None = None
        self._taken: tuple[Chip, ...] = ()
        self._drafted = ""
        self.setProperty("role", "card")
        self.field = CaptureField(self)
        self.field.setAccessibleName(f"New {register.one}, on one line")
        self.field.setPlaceholderText(_HINT)
        self.field.setMinimumHeight(self.field.fontMetrics().height() + 16)
        self.chips = Chips(self)
        self.notice = NoticeBar(self)
        self.add = QPushButton(f"Add {register.one}", self)
        self.add.setProperty("leading", "true")
        self.add.setToolTip("Enter")
        self.form = QPushButton("All fields…", self)
        self.away = QPushButton("Cancel", self)
        self.away.setToolTip("Esc")
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        under = QHBoxLayout()
        under.addWidget(self.chips, 1)
        for button in (self.add, self.form, self.away):
            under.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.setSpacing(6)
        layout.addWidget(self.notice)
        layout.addWidget(self.field)
        layout.addLayout(under)

    def _connect(self) -> None:
        self.field.taken.connect(self.take)
        self.field.refused_last.connect(self._last_for_text)
        self.field.textChanged.connect(self._typed)
        self.chips.removed.connect(self.take_for_text)
        self.add.clicked.connect(self.take)
        self.form.clicked.connect(self.form_wanted)
        self.away.clicked.connect(self.left)
        self._pause.timeout.connect(self.keep_draft)

    def begin(self) -> None:
        """Take the focus; what was half typed when the line was last left is there again."""
        self._known = self._jobs.read(partial(known_in_group, group_id=self._group_id))
        self.field.known = self._known
        held = self._jobs.read(partial(drafting.kept, place=self._place))
        if held and not self.field.text():
            self._drafted = held
            self.field.setText(held)
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def take(self) -> None:
        """Make the record; a line that is refused stays where it is."""
        line = self.field.text()
        one_line = self._register.one_line
        if one_line is None or not line.strip():
            return
        self._pause.stop()
        self._jobs.change(
            f"New {self._register.one}",
            partial(_take, one_line=one_line, group_id=self._group_id, line=line, at=self._place),
            then=self._was_made,
            refused=self._was_refused,
        )

    def _was_made(self, record_id: str) -> None:
        self._drafted = ""
        self.field.clear()
        self._pause.stop()
        self.made.emit(record_id)

    def _was_refused(self, refusal: Refusal) -> None:
        self.notice.refuse(refusal)

    def _typed(self, line: str) -> None:
        self._pause.start()
        self.notice.clear()
        if self._known is None or not line.strip():
            self._taken = ()
            self.chips.show_words("", ())
            return
        read = read_action(Typed(line), 0, self._known)
        self._taken = tuple(chip for chip in read.chips if chip.kind in REMOVABLE)
        words = [chip_words(chip) for chip in self._taken]
        kind = self._register.one.capitalize() if isinstance(read, ActionLine) else "Words missing"
        self.chips.show_words(kind, words, read.doubts, len(self._taken))

    def take_for_text(self, place: int) -> None:
        """Put what a chip stands for in quotes: it is text from now on."""
        if 0 <= place < len(self._taken):
            self.field.setText(quote(self.field.text(), self._taken[place].span))
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _last_for_text(self) -> None:
        self.take_for_text(len(self._taken) - 1)

    def keep_draft(self) -> None:
        """Keep what is half typed, so that a crash does not cost it."""
        self._pause.stop()
        line = self.field.text() if self.field.text().strip() else ""
        if line != self._drafted:
            self._drafted = line
            verb = partial(drafting.keep, place=self._place, line=line)
            self._jobs.change(drafting.TITLE, verb, merge=self._place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Esc leave the line; what is typed is there when it is opened again."""
        if event.key() == Qt.Key.Key_Escape:
            self.keep_draft()
            self.left.emit()
        else:
            super().keyPressEvent(event)


def _take(uow: UnitOfWork, *, one_line: OneLine, group_id: str, line: str, at: str) -> str:
    """Make the record and let go of the line's draft, in one change."""
    made = one_line(uow, group_id, line)
    drafting.forget(uow, at)
    return made
