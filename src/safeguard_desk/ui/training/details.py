"""A session's details: when, where, joining words, costs, trainers, and what becomes of it."""

from datetime import time
from functools import partial
from typing import Any

from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from safeguard_desk.registers.declare import Editor, Field
from safeguard_desk.rules.terms_learning import Delivery
from safeguard_desk.rules.times import read_time
from safeguard_desk.ui.audits.step import heading, quiet
from safeguard_desk.ui.meeting.rows import Column, Rows, RowsView
from safeguard_desk.ui.register.field_row import FieldRow
from safeguard_desk.ui.reviews.step import scrolled
from safeguard_desk.ui.training.bench import Bench
from safeguard_desk.ui.widgets.choices import PickField
from safeguard_desk.views.training_sessions import SessionView, TrainerLine
from safeguard_desk.views.training_year import trainer_choices
from safeguard_desk.work import learning, sessions

FIELDS = (
    Field("held_on", "Date", Editor.DATE, required=True),
    Field("starts_at", "Begins", Editor.LINE, hint="9:30"),
    Field("length_minutes", "Minutes", Editor.NUMBER),
    Field("capacity", "Places", Editor.NUMBER),
    Field("delivery", "Delivery", Editor.TERM, Delivery, required=True),
    Field("venue", "Venue", Editor.LINE),
    Field("link", "Link, where it is online", Editor.LINE),
    Field("code", "Code of the booking system", Editor.LINE),
    Field("cost_planned", "Planned cost, £", Editor.NUMBER),
    Field("cost_actual", "Cost, £", Editor.NUMBER),
    Field("joining", "What delegates are told besides", Editor.TEXT),
)
_PLACES = {
    "held_on": (0, 0, 2),
    "starts_at": (0, 2, 1),
    "length_minutes": (0, 3, 1),
    "capacity": (1, 0, 1),
    "delivery": (1, 1, 1),
    "cost_planned": (1, 2, 1),
    "cost_actual": (1, 3, 1),
    "venue": (2, 0, 2),
    "link": (2, 2, 2),
    "joining": (3, 0, 3),
    "code": (3, 3, 1),
}


def _hours(row: TrainerLine) -> str:
    return f"{row.hours:g}"


TRAINERS = (
    Column("Trainer", lambda row: row.name),
    Column("Agency", lambda row: row.agency, 14),
    Column("Hours", _hours, 8, "hours", right=True),
)


class DetailsPart(QWidget):
    """Fields above, trainers below, and the buttons that end or reopen a session."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        """Lay the part out."""
        super().__init__(parent)
        self.bench = bench
        self.session: SessionView | None = None
        self.rows: dict[str, FieldRow] = {}
        for field in FIELDS:
            row = FieldRow(field, bench.jobs, self)
            row.offered.connect(self._offer)
            self.rows[field.name] = row
        self.trainers = RowsView(Rows(TRAINERS, self), "Trainers of the session", self)
        self.trainers.setToolTip("F2 changes the hours; Delete takes the trainer away")
        self.trainer = PickField("Add a trainer", partial(bench.jobs.read, trainer_choices), self)
        self.trainer.setPlaceholderText("A trainer of the pool, then Enter")
        self.deliver = QPushButton("It was &delivered", self)
        self.cancel = QPushButton("Ca&ncel the session…", self)
        self.reopen = QPushButton("&Reopen", self)
        self.remove = QPushButton("Re&move", self)
        self.why = QLineEdit(self)
        self.why.setAccessibleName("Why the session is cancelled")
        self.why.setPlaceholderText("Why is it cancelled? Then Enter")
        self.why.hide()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        body = QWidget(self)
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        for name, (line, column, span) in _PLACES.items():
            grid.addWidget(self.rows[name], line, column, 1, span)
        for column in range(4):
            grid.setColumnStretch(column, 1)
        buttons = QHBoxLayout()
        for button in (self.deliver, self.cancel, self.reopen, self.remove):
            buttons.addWidget(button)
        buttons.addWidget(self.why, 1)
        buttons.addStretch(0)
        inner = QVBoxLayout(body)
        inner.setContentsMargins(0, 4, 8, 0)
        inner.addLayout(grid)
        inner.addWidget(heading("Trainers", self))
        inner.addWidget(self.trainers)
        inner.addWidget(self.trainer)
        inner.addWidget(
            quiet(
                "A change of day, time or place is told to delegates with the next joining"
                " instructions; their calendars take it over.",
                self,
            )
        )
        inner.addLayout(buttons)
        inner.addStretch(1)
        self.trainers.setFixedHeight(self.fontMetrics().height() * 8)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scrolled(body, self))

    def _connect(self) -> None:
        self.trainer.returnPressed.connect(self._give)
        self.trainers.rows.edited.connect(self._set_hours)
        self.trainers.removed.connect(self._take)
        self.deliver.clicked.connect(self._deliver)
        self.cancel.clicked.connect(self._ask_why)
        self.why.returnPressed.connect(self._cancel)
        self.reopen.clicked.connect(self._reopen)
        self.remove.clicked.connect(self._remove)

    def show_session(self, session: SessionView) -> None:
        """Show a session; what somebody is typing stays."""
        self.session = session
        head = session.head
        for name, row in self.rows.items():
            value = getattr(head, name)
            row.show_value(f"{value:%H:%M}" if isinstance(value, time) else value)
        self.trainers.rows.show(session.trainers)
        live = head.state.takes_bookings
        self.deliver.setVisible(live and head.held_on <= session.today)
        self.cancel.setVisible(live)
        self.reopen.setVisible(not live)
        self.remove.setVisible(not head.counts)
        if not live:
            self.why.hide()

    def arrive(self) -> None:
        """Put the focus on the first field."""
        self.rows["held_on"].widget.setFocus()

    def save(self) -> None:
        """Offer whatever is typed and not yet saved."""
        for row in self.rows.values():
            row.widget.commit()

    @property
    def _id(self) -> str:
        return self.session.head.id if self.session else ""

    def _offer(self, row: FieldRow, value: Any) -> None:
        name, seen = row.field.name, row.seen
        if name == "starts_at":
            value, seen = self._time(value), self._time(seen)
            if value is None and row.widget.text().strip():
                self.bench.refuse("That is no time.", "It stays as typed.", "Type it as 9:30.")
                return
        verb = partial(
            sessions.edit_session, session_id=self._id, name=name, seen=seen, value=value
        )
        title = f"Change {row.field.title.split(',')[0].lower()} of a session"
        self.bench.do(title, verb, refused=row.refuse, then=self._moved)

    def _time(self, typed: object) -> time | None:
        return read_time(str(typed)) if typed else None

    def _moved(self, moved: list[Any]) -> None:
        if moved:
            who = "One delegate has" if len(moved) == 1 else f"{len(moved)} delegates have"
            self.bench.said.emit(f"{who} a place now, from the waiting list: to be told.")

    def _give(self) -> None:
        trainer_id = self.trainer.value()
        if trainer_id is None:
            self.bench.refuse(
                "Nobody of the pool fits.", "Nobody was added.", "Take them into the pool first."
            )
            return
        verb = partial(learning.give_trainer, session_id=self._id, trainer_id=trainer_id)
        self.bench.do("Give a session a trainer", verb, then=self._given)

    def _given(self, _: object) -> None:
        self.trainer.clear()

    def _set_hours(self, row_id: str, _: str, value: object) -> None:
        line = next((one for one in self.trainers.rows.rows if one.id == row_id), None)
        try:
            hours = float(str(value).replace(",", "."))
        except ValueError:
            self.bench.refuse(f"“{value}” is no number.", "The hours stay.", "Type hours as 3.5.")
            return
        if line is not None:
            verb = partial(
                learning.give_trainer,
                session_id=self._id,
                trainer_id=line.trainer_id,
                hours=hours,
            )
            self.bench.do("Say what hours a trainer gave", verb)

    def _take(self, row_id: str) -> None:
        verb = partial(learning.take_trainer, session_trainer_id=row_id)
        self.bench.do("Take a trainer from a session", verb)

    def _deliver(self) -> None:
        verb = partial(sessions.deliver, session_id=self._id)
        self.bench.do("Deliver a session", verb, then=self._delivered)

    def _delivered(self, unmarked: int) -> None:
        rest = f" {unmarked} delegates are not marked yet." if unmarked else ""
        self.bench.said.emit(f"Delivered.{rest}")

    def _ask_why(self) -> None:
        self.why.show()
        self.why.setFocus()

    def _cancel(self) -> None:
        verb = partial(sessions.cancel_session, session_id=self._id, reason=self.why.text())
        self.bench.do("Cancel a session", verb, then=self._cancelled)

    def _cancelled(self, number: int) -> None:
        self.why.clear()
        self.why.hide()
        self.bench.said.emit(f"Cancelled. {number} delegates are to be told.")

    def _reopen(self) -> None:
        verb = partial(sessions.reopen, session_id=self._id)
        self.bench.do("Reopen a session", verb, then=self._moved)

    def _remove(self) -> None:
        verb = partial(learning.remove_session, session_id=self._id)
        self.bench.do("Remove a session", verb)
