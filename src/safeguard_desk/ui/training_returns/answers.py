"""One agency's return: its levels, typed from paper where it came so, quality, and challenge."""

from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from safeguard_desk.errors import Refusal
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.terms_learning import CourseLevel
from safeguard_desk.rules.training_returns import Form, Said
from safeguard_desk.ui.jobs import Jobs
from safeguard_desk.ui.meeting.rows import Rows, RowsView
from safeguard_desk.ui.register.field_row import today
from safeguard_desk.ui.training_returns.rows import LEVELS, LevelRow, level_spoken
from safeguard_desk.ui.widgets.fields import DateField, TextField
from safeguard_desk.views.training_returns import ReturnLine
from safeguard_desk.work import training_returns as verbs


class Answers(QWidget):
    """The chosen return; every number can be typed in its cell, staff first."""

    refused = Signal(object)

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        """Lay it out; nothing is chosen yet."""
        super().__init__(parent)
        self.jobs = jobs
        self.line: ReturnLine | None = None
        self.head = QLabel(self)
        self.head.setWordWrap(True)
        self.levels = RowsView(Rows(LEVELS, self, spoken=level_spoken), "Levels", self)
        self.levels.setWordWrap(True)
        self.quality = TextField("How the agency looks after quality", self)
        self.challenge = TextField("What the group asks of the agency", self)
        self.response = TextField("What the agency answered", self)
        self.on = DateField("Said on", lambda: today(jobs), "today", self)
        self.put = QPushButton("C&hallenge", self)
        self.answered = QPushButton("Take &answer down", self)
        form = QFormLayout()
        form.addRow("Quality", self.quality)
        form.addRow("Challenge", self.challenge)
        form.addRow("Answer", self.response)
        acts = QHBoxLayout()
        for widget in (self.on, self.put, self.answered):
            acts.addWidget(widget)
        acts.setStretchFactor(self.on, 1)
        form.addRow("Said on", acts)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.head)
        layout.addWidget(self.levels, 1)
        layout.addLayout(form)
        self.levels.rows.edited.connect(self._edit)
        self.quality.committed.connect(self._keep_quality)
        self.put.clicked.connect(partial(self._say, verbs.challenge))
        self.answered.clicked.connect(partial(self._say, verbs.respond))

    def show_line(self, line: ReturnLine | None) -> None:
        """Show a return, or that none is chosen."""
        self.line = line
        self.setEnabled(line is not None and not self.jobs.desk.read_only)
        if line is None:
            return
        self.head.setText(_told(line))
        self.levels.rows.show(
            [
                LevelRow(f"{line.id} {one.value}", one, line.levels.get(one), line.before.get(one))
                for one in CourseLevel
            ]
        )
        self.quality.show_value(line.quality)
        self.challenge.show_value(line.challenge)
        self.response.show_value(line.response)
        self.answered.setEnabled(line.challenged_on is not None)

    def _edit(self, row_id: object, name: str, value: object) -> None:
        place = self.levels.rows.place(str(row_id))
        if place < 0:
            return
        row: LevelRow = self.levels.rows.rows[place]
        held = row.now or Said(0, 0)
        words = str(value).strip()
        if name == "words":
            said = Said(held.staff, held.trained, words)
        elif not words.replace(",", "").isdecimal():
            self.refused.emit(Refusal(f"“{words}” is no number of staff.", "Nothing was changed."))
            return
        else:
            number = int(words.replace(",", ""))
            staff, trained = (number, held.trained) if name == "staff" else (held.staff, number)
            said = Said(staff, trained, held.words)
        self._take(Form({row.level: said}))

    def _keep_quality(self, words: object) -> None:
        if str(words).strip():
            self._take(Form({}, str(words)))

    def _take(self, form: Form) -> None:
        if self.line is not None:
            verb = partial(verbs.take, return_id=self.line.id, form=form)
            self._do(f"Type the training return of {self.line.name}", verb)

    def _say(self, verb: Any, *_: object) -> None:
        line = self.line
        if line is None:
            return
        asks = verb is verbs.challenge
        words = (self.challenge if asks else self.response).value()
        on = self.on.value() or today(self.jobs)
        title = f"Challenge {line.name}" if asks else f"Take the answer of {line.name} down"
        self._do(title, partial(verb, return_id=line.id, words=words, on=on))

    def _do(self, title: str, verb: Any) -> None:
        self.jobs.change(title, verb, refused=self.refused.emit)


def _told(line: ReturnLine) -> str:
    parts = [f"{line.ref}  {line.agency}. {line.stands}"]
    if line.due_on is not None:
        parts.append(f"due {write_date(line.due_on)}")
    if line.received_on is not None:
        parts.append(f"came {write_date(line.received_on)}")
    if line.challenged_on is not None:
        parts.append(f"challenged {write_date(line.challenged_on)}")
    if line.responded_on is not None:
        parts.append(f"answered {write_date(line.responded_on)}")
    return ", ".join(parts) + "."
