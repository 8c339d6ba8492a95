"""The pool of trainers: hours promised and given, by trainer and by agency."""

from functools import partial
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from safeguard_desk.ui.audits.step import heading, quiet
from safeguard_desk.ui.meeting.rows import Column, Rows, RowsView
from safeguard_desk.ui.training.bench import Bench
from safeguard_desk.ui.widgets.choices import PickField
from safeguard_desk.ui.widgets.fields import LineField
from safeguard_desk.views.choices import people
from safeguard_desk.views.training_year import TrainingYear
from safeguard_desk.work import learning

COLUMNS = (
    Column("Trainer", lambda row: row.name),
    Column("Agency", lambda row: row.agency, 14),
    Column("Teaches", lambda row: row.teaches, 26, "teaches"),
    Column("Promised", lambda row: str(row.promised), 14, "hours_promised", right=True),
    Column("Given", lambda row: f"{row.given:g}", 13, right=True),
    Column("Sessions", lambda row: str(row.sessions), 8, right=True),
)
AGENCIES = (
    Column("Agency", lambda row: row.agency),
    Column("Trainers", lambda row: str(row.trainers), 8, right=True),
    Column("Promised", lambda row: str(row.promised), 9, right=True),
    Column("Given", lambda row: f"{row.given:g}", 8, right=True),
)


class PoolStep(QWidget):
    """Trainers at the left, agencies at the right, a line to take somebody in."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        """Lay the step out."""
        super().__init__(parent)
        self.bench = bench
        self.table = RowsView(Rows(COLUMNS, self), "Trainers of the pool", self)
        self.table.setToolTip("F2 changes hours and what they teach; Delete ends their time")
        self.agencies = RowsView(Rows(AGENCIES, self), "Hours by agency", self)
        self.person = PickField("A person for the pool", partial(bench.jobs.read, people), self)
        self.person.setPlaceholderText("Take into the pool: a person of the directory, then Enter")
        self.words = LineField("A role for the pool", self)
        self.words.setPlaceholderText("or a role in words, then Enter")
        left = QVBoxLayout()
        left.addWidget(self.table, 1)
        line = QHBoxLayout()
        line.addWidget(self.person, 2)
        line.addWidget(self.words, 1)
        left.addLayout(line)
        left.addWidget(quiet("Hours of the year; given are those of sessions held by today.", self))
        right = QVBoxLayout()
        right.addWidget(heading("What agencies give", self))
        right.addWidget(self.agencies, 1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 0)
        layout.addLayout(left, 5)
        layout.addLayout(right, 2)
        self.person.returnPressed.connect(self._take)
        self.words.returnPressed.connect(self._take_words)
        self.table.rows.edited.connect(self._edit)
        self.table.removed.connect(self._end)

    def show_year(self, year: TrainingYear) -> None:
        """Show the pool of a year."""
        self.table.rows.show(year.trainers)
        self.agencies.rows.show(year.agencies)

    def _take(self) -> None:
        person_id = self.person.value()
        if person_id is None:
            self.bench.refuse("Nobody of this name.", "Nobody was added.", "Choose from the list.")
            return
        self.person.clear()
        self.bench.do("Take a trainer in", partial(learning.add_trainer, person_id=person_id))

    def _take_words(self) -> None:
        words = self.words.text().strip()
        if words:
            self.words.clear()
            self.bench.do("Take a trainer in", partial(learning.add_trainer, words=words))

    def _edit(self, trainer_id: str, name: str, value: Any) -> None:
        if name == "hours_promised" and not str(value).strip().isdigit():
            self.bench.refuse(f"“{value}” is no number.", "The hours stay.", "Type whole hours.")
            return
        wanted = int(str(value)) if name == "hours_promised" else str(value).strip()
        verb = partial(learning.edit_trainer, trainer_id=trainer_id, name=name, value=wanted)
        self.bench.do("Change a trainer", verb)

    def _end(self, trainer_id: str) -> None:
        self.bench.do("End a trainer's time", partial(learning.end_trainer, trainer_id=trainer_id))
