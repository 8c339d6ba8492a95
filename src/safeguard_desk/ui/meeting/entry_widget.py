"""One entry of the minutes: its number, its kind as a word and a bar, and its text to type in."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from safeguard_desk.errors import Refusal
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.terms import EntryKind
from safeguard_desk.ui.meeting.fields import RunningText
from safeguard_desk.ui.meeting.looks import kind_colour, write_time
from safeguard_desk.ui.meeting.step import Bench
from safeguard_desk.ui.widgets.fields import LineField
from safeguard_desk.views.meetings import EntryView
from safeguard_desk.work import minuting


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
        parts.append("Subject to ratification: the meeting was not quorate")
    if entry.restricted:
        parts.append("Restricted")
    return "  ·  ".join(parts)


class EntryWidget(QFrame):
    """An entry that saves itself while one types. Alt+Up and Alt+Down move it."""

    moved = Signal(object, int)
    removed = Signal(object)

    def __init__(self, bench: Bench, entry: EntryView, parent: QWidget | None = None) -> None:
        """Show an entry."""
        super().__init__(parent)
        self.bench = bench
        self.entry = entry
        self._locked = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self._lay_out()
        self.show_entry(entry, locked=False)

    def _lay_out(self) -> None:
        self.bar = QFrame(self)
        self.bar.setFixedWidth(4)
        self.number = QLabel(self)
        self.number.setMinimumWidth(self.fontMetrics().horizontalAdvance("10.10") + 4)
        self.kind = QPushButton(self)
        self.kind.setFlat(True)
        self.kind.setStyleSheet("text-align: left; padding: 3px 4px; font-weight: 600;")
        self.kind.setFixedWidth(self.fontMetrics().horizontalAdvance("Good practice") + 40)
        self._make_menu()
        self.text = RunningText("Minute", self)
        self.text.committed.connect(self._save_text)
        self.about = QLabel(self)
        self.about.setWordWrap(True)
        self.about.setContentsMargins(3, 0, 0, 0)
        self.response = LineField("Response", self)
        self.response.setPlaceholderText("what was answered")
        self.response.setFrame(False)
        self.answer = QWidget(self)
        answer = QHBoxLayout(self.answer)
        answer.setContentsMargins(3, 0, 0, 0)
        answer.addWidget(QLabel("Response:", self.answer))
        answer.addWidget(self.response, 1)
        self.response.committed.connect(self._save_response)
        self.time = QLabel(self)
        body = QVBoxLayout()
        body.setSpacing(1)
        for widget in (self.text, self.about, self.answer):
            body.addWidget(widget)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 2, 4, 2)
        layout.setSpacing(6)
        layout.addWidget(self.bar)
        top = Qt.AlignmentFlag.AlignTop
        for label in (self.number, self.kind):
            layout.addWidget(label, 0, top)
        layout.addLayout(body, 1)
        layout.addWidget(self.time, 0, top)
        for label in (self.number, self.time):
            label.setContentsMargins(0, 4, 0, 0)

    def _make_menu(self) -> None:
        self.menu = QMenu(self.kind)
        self._kinds = QActionGroup(self.menu)
        for kind in EntryKind:
            action = self.menu.addAction(kind.label)
            action.setData(kind)
            action.setCheckable(True)
            self._kinds.addAction(action)
        self._kinds.triggered.connect(self._convert)
        self.menu.addSeparator()
        self.restricted = self.menu.addAction("Restricted")
        self.restricted.setCheckable(True)
        self.restricted.triggered.connect(self._restrict)
        self.menu.addSeparator()
        for words, slot in (
            ("Move up\tAlt+Up", self._move_up),
            ("Move down\tAlt+Down", self._move_down),
            ("Remove\tCtrl+Shift+Del", self._remove),
        ):
            self.menu.addAction(words).triggered.connect(slot)
        self.kind.setMenu(self.menu)

    def show_entry(self, entry: EntryView, *, locked: bool) -> None:
        """Show the entry as the file holds it; what is being typed here stays."""
        self.entry, self._locked = entry, locked
        kind = entry.kind
        self.number.setText(entry.number)
        self.kind.setText(kind.label)
        self.kind.setAccessibleName(f"{entry.number} is a {kind.label.lower()}: change or move it")
        self.kind.setEnabled(not locked)
        for action in self._kinds.actions():
            action.setChecked(action.data() == kind)
        self.restricted.setChecked(entry.restricted)
        self.text.setAccessibleName(f"{entry.number} {kind.label}")
        self.text.show_value(entry.text)
        self.text.setReadOnly(locked)
        self.response.show_value(entry.response)
        self.answer.setVisible(kind is EntryKind.CHALLENGE or bool(entry.response))
        self.response.setReadOnly(locked)
        words = about(entry)
        self.about.setText(words)
        self.about.setVisible(bool(words))
        self.time.setText(write_time(entry.at))
        colour = kind_colour(kind, self.palette()).name()
        self.bar.setStyleSheet(f"background: {colour}; border: none;")

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """Where Tab stops within the entry, in order."""
        return (self.kind, self.text, self.response)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move and remove by key, wherever in the entry the focus is."""
        alt = event.modifiers() == Qt.KeyboardModifier.AltModifier
        both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        if alt and event.key() == Qt.Key.Key_Up:
            self._move_up()
        elif alt and event.key() == Qt.Key.Key_Down:
            self._move_down()
        elif event.modifiers() == both and event.key() == Qt.Key.Key_Delete:
            self._remove()
        else:
            super().keyPressEvent(event)

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
        self.response.refused()
        self.bench.refuse(refusal)

    def _convert(self, action: QAction) -> None:
        kind = next(kind for kind in EntryKind if kind == action.data())
        if kind is not self.entry.kind:
            self.text.commit()
            self.bench.do(
                f"Make {self.entry.number} a {kind.label.lower()}",
                partial(minuting.change_kind, entry_id=self.entry.id, kind=kind),
                refused=self._convert_refused,
            )

    def _convert_refused(self, refusal: Refusal) -> None:
        self.show_entry(self.entry, locked=self._locked)
        self.bench.refuse(refusal)

    def _restrict(self) -> None:
        restricted = self.restricted.isChecked()
        self.bench.do(
            f"{'Restrict' if restricted else 'Open'} {self.entry.number}",
            partial(minuting.edit_entry, entry_id=self.entry.id, restricted=restricted),
        )

    def _move_up(self) -> None:
        self.moved.emit(self.entry.id, -1)

    def _move_down(self) -> None:
        self.moved.emit(self.entry.id, 1)

    def _remove(self) -> None:
        self.removed.emit(self.entry.id)
