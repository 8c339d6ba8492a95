"""What becomes of a meeting: its calendar file, called off with a reason, or held after all."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from safeguard_desk.errors import Refusal
from safeguard_desk.rules.terms import MeetingState
from safeguard_desk.ui.calendar import files
from safeguard_desk.ui.meeting.picture import Picture
from safeguard_desk.ui.meeting.step import Bench
from safeguard_desk.work import planning

_CANCEL = ("Cancel the meeting", MeetingState.CANCELLED, "Why is it cancelled?")
_REINSTATE = ("Hold it after all", MeetingState.PLANNED, "Why is it held after all?")


class Fate(QWidget):
    """Two buttons, and a line for the reason that appears when it is needed."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        """Lay out the buttons; the line is hidden."""
        super().__init__(parent)
        self.bench = bench
        self._ref = ""
        self._wanted = _CANCEL
        self.why = QLabel(self)
        self.why.setWordWrap(True)
        self.reason = QLineEdit(self)
        self.wrong = QLabel(self)
        self.wrong.setProperty("role", "bad")
        self.wrong.setWordWrap(True)
        self.file = QPushButton("Calendar file…", self)
        self.change = QPushButton(self)
        self.file.clicked.connect(self._save_file)
        self.change.clicked.connect(self.ask)
        self.reason.returnPressed.connect(self._take)
        buttons = QHBoxLayout()
        buttons.addWidget(self.file)
        buttons.addWidget(self.change)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for widget in (self.why, self.wrong, self.reason):
            layout.addWidget(widget)
            widget.hide()
        layout.addLayout(buttons)

    def show_picture(self, picture: Picture) -> None:
        """Offer what the meeting's state allows; a reason that is being typed stays."""
        head = picture.head
        self._ref = head.ref
        cancelled = head.state is MeetingState.CANCELLED
        self._wanted = _REINSTATE if cancelled else _CANCEL
        words, _, asked = self._wanted
        self.change.setText(words)
        held = head.state is MeetingState.HELD
        self.change.setVisible(not held and not picture.locked and self.reason.isHidden())
        self.reason.setPlaceholderText(f"{asked} Enter; Esc leaves")
        self.reason.setAccessibleName(asked)
        told = "Cancelled" if cancelled else "Held after all"
        self.why.setText(f"{told}: {head.why}")
        self.why.setVisible(bool(head.why) and not held)

    def ask(self) -> None:
        """Ask for the reason; Enter in the line takes the step."""
        self.change.hide()
        self.reason.show()
        self.reason.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def leave(self) -> None:
        """Put the line away."""
        self.reason.clear()
        self.reason.hide()
        self.wrong.hide()
        self.change.show()
        self.change.setFocus()

    def _take(self) -> None:
        title, state, _ = self._wanted
        reason = self.reason.text().strip()
        if not reason:
            self._refuse(Refusal("The reason is missing.", "", "Type it: the history keeps it."))
            return
        verb = partial(
            planning.advance, meeting_id=self.bench.meeting_id, state=state, reason=reason
        )
        self.bench.do(title, verb, then=partial(self._taken, state), refused=self._refuse)

    def _taken(self, state: MeetingState, _: object) -> None:
        cancelled = state is MeetingState.CANCELLED
        self.leave()
        words = "The meeting is cancelled" if cancelled else "The meeting is planned again"
        self.bench.say(f"{words}. Ctrl+Z takes it back; calendars need the file anew.")

    def _refuse(self, refusal: Refusal) -> None:
        self.wrong.setText(f"! {refusal}")
        self.wrong.show()

    def _save_file(self) -> None:
        files.save_calendar(
            *(self, self.bench.jobs, self._ref),
            partial(files.of_meeting, self.bench.meeting_id),
            said=self.bench.say,
            refused=self.bench.refuse,
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Esc leave the reason."""
        if event.key() == Qt.Key.Key_Escape and self.reason.isVisible():
            self.leave()
        else:
            super().keyPressEvent(event)
