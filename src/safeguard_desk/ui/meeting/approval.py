"""The way of the minutes to ratification: one button for what comes next, and what happened."""

from functools import partial
from textwrap import wrap
from typing import NamedTuple

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.rules.clocks import due
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.terms import Capacity, MinutesState
from safeguard_desk.rules.terms import MinutesStep as Happened
from safeguard_desk.ui.meeting.looks import make_primary
from safeguard_desk.ui.meeting.picture import Picture
from safeguard_desk.ui.meeting.step import Bench
from safeguard_desk.views.meetings import EventView, SeatView
from safeguard_desk.work import approving

S = MinutesState


def approved_by(picture: Picture) -> frozenset[str]:
    """Return the ids of those who approved since the minutes were last sent."""
    given: set[str] = set()
    for event in picture.events:
        if event.step in {Happened.SENT, Happened.RETURNED}:
            given.clear()
        elif event.step is Happened.APPROVAL and event.person_id:
            given.add(event.person_id)
    return frozenset(given)


def co_chairs(picture: Picture) -> list[SeatView]:
    """Return the co-chairs of the day."""
    return [seat for seat in picture.seats if seat.capacity is Capacity.CO_CHAIR]


def what_next(picture: Picture) -> str:
    """Return what the minutes wait for, with its date, in a sentence."""
    day = picture.head.held_on
    draft, out = due("minutes-draft", day).due, due("minutes-out", day).due
    given, all_of = len(approved_by(picture)), len(co_chairs(picture))
    waiting = [s.role for s in co_chairs(picture) if s.person_id not in approved_by(picture)]
    left = sum(one.is_open for one in picture.proposals)
    proposed = f" {left} proposals are left to decide." if left > 1 else ""
    proposed = " One proposal is left to decide." if left == 1 else proposed
    ratify = (
        "Its item for the minutes at the next meeting ratifies them and minutes the decision;"
        " or ratify here, with the amendments agreed there."
    )
    if picture.next is None:
        ratify = "Plan the next meeting (step 5): it ratifies them."
    return {
        S.NOT_STARTED: "Nothing is minuted yet. Minute the meeting in step 3.",
        S.DRAFT: f"Go through the draft, then send it to the co-chairs by {write_date(draft)}.",
        S.WITH_CO_CHAIRS: f"{given} of {all_of} co-chairs have approved; not yet: the"
        f" {' and the '.join(waiting)}. Changes can be made.{proposed}",
        S.APPROVED: f"Approved by both: the text is closed. Circulate by {write_date(out)}.",
        S.CIRCULATED: f"Circulated: the text is closed. {ratify}",
        S.RATIFIED: "Ratified and locked: what the group has agreed is no longer changed. "
        "A mistake is put right by a dated correction below.",
    }[picture.head.minutes_state]


def event_words(event: EventView) -> str:
    """Return a step of the minutes as a line: "3 Dec 2026  Approved, Designated Nurse"."""
    who = f", {event.who}" if event.who else ""
    words = f": {event.words}" if event.words else ""
    return f"{write_date(event.on)}   {event.step.label}{who}{words}"


_WIDEST = 30
"""Characters in a line of a button: a long role goes over two."""


class Way(NamedTuple):
    """A step that the minutes may take next, in the words of its button."""

    name: str
    words: str
    person_id: str = ""


def next_ways(picture: Picture) -> list[Way]:
    """Return what may be done next: one step, or one for each co-chair still to approve."""
    state = picture.head.minutes_state
    if state is S.WITH_CO_CHAIRS:
        given = approved_by(picture)
        return [
            Way("approve", f"Approved by the {seat.role}", seat.person_id)
            for seat in co_chairs(picture)
            if seat.person_id not in given
        ]
    ways = {
        S.DRAFT: Way("send", "Send to the co-chairs"),
        S.APPROVED: Way("circulate", "Circulate to the group"),
    }
    if picture.next is not None:
        ways[S.CIRCULATED] = Way("ratify", "Ratify")
    return [ways[state]] if state in ways else []


class WayButton(QPushButton):
    """The button of one way. For a moment it is deaf to the mouse.

    The second click of a double click must not take the step after the one that was meant.
    """

    wanted = Signal(object)

    def __init__(self, way: Way, parent: QWidget) -> None:
        """Show the way's words."""
        super().__init__("\n".join(wrap(way.words, _WIDEST)), parent)
        self.setAccessibleName(way.words)
        self.way = way
        make_primary(self)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.clicked.connect(self._clicked)

    def _clicked(self) -> None:
        self.wanted.emit(self.way)


class ApprovalPane(QWidget):
    """State, the next step as one button for each who may take it, comments and events."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        """Lay out the pane."""
        super().__init__(parent)
        self.bench = bench
        self._picture: Picture | None = None
        self.setMinimumWidth(300)
        self.state = QLabel(self)
        font = self.state.font()
        font.setBold(True)
        font.setPointSizeF(font.pointSizeF() * 1.15)
        self.state.setFont(font)
        self.next_words = QLabel(self)
        self.buttons: list[WayButton] = []
        self._button_row = QVBoxLayout()
        self.meetings = QComboBox(self)
        self.meetings.setAccessibleName("Meeting that ratifies")
        self.words = QPlainTextEdit(self)
        self.words.setTabChangesFocus(True)
        self.words.setFixedHeight(self.fontMetrics().lineSpacing() * 3 + 12)
        self.words_button = QPushButton(self)
        self.words_button.clicked.connect(self._keep_words)
        self.back = QPushButton("Return to draft", self)
        self.back.clicked.connect(self._return)
        self.events = QLabel(self)
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.setInterval(QApplication.doubleClickInterval())
        self._settled.timeout.connect(self._let_click)
        self._lay_out()

    def _lay_out(self) -> None:
        for label in (self.next_words, self.events):
            label.setWordWrap(True)
        self.events.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.events.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.events.setAccessibleName("What happened to the minutes")
        happened = QScrollArea(self)
        happened.setWidgetResizable(True)
        happened.setFrameShape(QScrollArea.Shape.NoFrame)
        happened.setWidget(self.events)
        row = QHBoxLayout()
        row.addWidget(self.words_button)
        row.addWidget(self.back)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 0, 0, 0)
        for widget in (self.state, self.next_words, self.meetings):
            layout.addWidget(widget)
        layout.addLayout(self._button_row)
        layout.addSpacing(8)
        layout.addWidget(self.words)
        layout.addLayout(row)
        layout.addSpacing(8)
        layout.addWidget(QLabel("What happened", self))
        layout.addWidget(happened, 1)

    def show_picture(self, picture: Picture) -> None:
        """Show how far the minutes are."""
        self._picture = picture
        state = picture.head.minutes_state
        self.state.setText(f"Minutes: {state.label.lower()}")
        self.next_words.setText(what_next(picture))
        self._show_meetings(picture)
        self._show_buttons(picture)
        self._show_words(state)
        lines = [event_words(event) for event in reversed(picture.events)]
        self.events.setText("\n\n".join(lines) or "Nothing yet.")

    def _show_meetings(self, picture: Picture) -> None:
        following = picture.next if picture.head.minutes_state is S.CIRCULATED else None
        wanted = following[0] if following else None
        if self.meetings.currentData() != wanted:
            self.meetings.clear()
            if following is not None:
                self.meetings.addItem(f"Meeting of {write_date(following[1])}", wanted)
        self.meetings.setVisible(wanted is not None)

    def _show_buttons(self, picture: Picture) -> None:
        wanted = next_ways(picture)
        if wanted == [button.way for button in self.buttons]:
            return  # a click that is under way stays with its button
        focused = any(button.hasFocus() for button in self.buttons)
        for button in self.buttons:
            self._button_row.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons = [WayButton(way, self) for way in wanted]
        self._settled.start()
        for button in self.buttons:
            button.wanted.connect(self._go)
            self._button_row.addWidget(button)
        if focused:
            self.focus_next()

    def _show_words(self, state: MinutesState) -> None:
        hint, button = {
            S.CIRCULATED: ("An amendment the group agreed", "Record the amendment"),
            S.RATIFIED: ("What was wrong, and what is right", "Record a dated correction"),
        }.get(state, ("A comment on the draft, or why it goes back", "Keep the comment"))
        self.words.setPlaceholderText(hint)
        self.words.setAccessibleName(hint)
        self.words_button.setText(button)
        self.words_button.setEnabled(state is not S.NOT_STARTED)
        self.back.setVisible(state in {S.WITH_CO_CHAIRS, S.APPROVED})

    def focus_next(self) -> None:
        """Go to the button for what comes next."""
        if self.buttons:
            self.buttons[0].setFocus()

    def _let_click(self) -> None:
        for button in self.buttons:
            button.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, False)

    def _go(self, way: Way) -> None:
        meeting_id = self.bench.meeting_id
        if way.name == "send":
            send = partial(approving.send_to_co_chairs, meeting_id=meeting_id)
            self.bench.do("Send the minutes to the co-chairs", send)
        elif way.name == "approve":
            approve = partial(approving.approve, meeting_id=meeting_id, person_id=way.person_id)
            self.bench.do(way.words, approve)
        elif way.name == "circulate":
            circulate = partial(approving.circulate, meeting_id=meeting_id)
            self.bench.do("Circulate the minutes", circulate)
        else:
            ratify = partial(
                approving.ratify,
                meeting_id=meeting_id,
                at_meeting_id=self.meetings.currentData(),
                amendments=self.words.toPlainText(),
            )
            self.bench.do("Ratify the minutes", ratify, then=self._words_kept)

    def _keep_words(self) -> None:
        if self._picture is None:
            return
        words, meeting_id = self.words.toPlainText(), self.bench.meeting_id
        state = self._picture.head.minutes_state
        if state is S.RATIFIED:
            verb = partial(correct, meeting_id=meeting_id, words=words)
        elif state is S.CIRCULATED:
            verb = partial(approving.amend, meeting_id=meeting_id, words=words)
        else:
            verb = partial(approving.comment, meeting_id=meeting_id, words=words)
        self.bench.do(self.words_button.text(), verb, then=self._words_kept)

    def _return(self) -> None:
        verb = partial(
            approving.return_to_draft,
            meeting_id=self.bench.meeting_id,
            words=self.words.toPlainText(),
        )
        self.bench.do("Return the minutes to draft", verb, then=self._words_kept)

    def _words_kept(self, _: object) -> None:
        self.words.clear()


def correct(uow: UnitOfWork, *, meeting_id: str, words: str) -> None:
    """Record a correction; the record itself never reaches the screen."""
    approving.correct(uow, meeting_id, words)
