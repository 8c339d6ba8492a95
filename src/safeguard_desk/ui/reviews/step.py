"""A step of a case's page: what every step can do, and how it asks for changes."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFormLayout, QFrame, QHBoxLayout, QPushButton, QScrollArea, QWidget

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.errors import Refusal
from safeguard_desk.registers.declare import Field
from safeguard_desk.rules.dates import read_date
from safeguard_desk.ui.jobs import Jobs
from safeguard_desk.ui.register.field_row import FieldRow
from safeguard_desk.views.review_case import Case
from safeguard_desk.work import reviews


class Bench(QObject):
    """What the steps of one case share: the jobs, the case's id, and a way to be heard."""

    said = Signal(object)
    refused = Signal(object)
    record_wanted = Signal(object, object)
    key_wanted = Signal()
    """Somebody asked for the key of the case's names."""
    paper_wanted = Signal(object)
    """The kind of a paper on this case that somebody asked to see."""

    def __init__(self, jobs: Jobs, parent: QObject) -> None:
        """Keep the jobs; no case is chosen yet."""
        super().__init__(parent)
        self.jobs = jobs
        self.review_id = ""

    def do(self, title: str, verb: Callable[[UnitOfWork], Any], **options: Any) -> None:
        """Have a change done; its refusal is shown over the steps unless `refused` takes it."""
        options.setdefault("refused", self.refuse)
        self.jobs.change(title, verb, **options)

    def refuse(self, refusal: Refusal) -> None:
        """Show what was refused, and what to do."""
        self.refused.emit(refusal)


class Step(QWidget):
    """One of the steps. It shows a case and asks the bench for changes."""

    title = ""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        """Keep the bench; subclasses lay themselves out."""
        super().__init__(parent)
        self.bench = bench
        self.case: Case | None = None
        self.rows: dict[str, FieldRow] = {}

    @property
    def review_id(self) -> str:
        """The case that is shown."""
        return self.bench.review_id

    def fields(self, wanted: Sequence[Field]) -> None:
        """Make a row for each field of the case, which is saved as it is filled in."""
        for field in wanted:
            row = FieldRow(field, self.bench.jobs, self)
            row.offered.connect(self._offer)
            self.rows[field.name] = row

    def show_case(self, case: Case) -> None:
        """Show the case as it stands; what somebody is typing stays."""
        self.case = case
        for name, row in self.rows.items():
            row.show_value(getattr(case.head, name))

    def arrive(self) -> None:
        """Put the focus where work goes on."""
        first = next(iter(self.rows.values()), None)
        if first is not None:
            first.widget.setFocus()

    def save(self) -> None:
        """Offer whatever is typed and not yet saved."""
        for row in self.rows.values():
            row.widget.commit()

    def do(self, title: str, verb: Callable[[UnitOfWork], Any], **options: Any) -> None:
        """Ask the bench for a change."""
        self.bench.do(title, verb, **options)

    def need(self, chosen: str | None, what: str) -> bool:
        """Tell whether a row is chosen; refuse where none is."""
        if chosen is None:
            self.bench.refuse(
                Refusal(f"No {what} is chosen.", "Nothing was changed.", f"Choose a {what} first.")
            )
        return chosen is not None

    def day_of(self, typed: object, *, quietly: bool = False) -> tuple[bool, date | None]:
        """Tell whether what was typed is a day or nothing, and give the day; refuses others."""
        text = str(typed or "").strip()
        day = read_date(text, self.case.today) if text and self.case else None
        if text and day is None and not quietly:
            self.bench.refuse(
                Refusal(f"“{text}” is no day.", "Nothing was changed.", "Type it as 14 jan.")
            )
        return not text or day is not None, day

    def _offer(self, row: FieldRow, value: object) -> None:
        name = row.field.name
        verb = partial(
            reviews.edit, review_id=self.review_id, name=name, seen=row.seen, value=value
        )
        self.do(f"Change {row.field.title.split(':')[0].lower()}", verb, refused=row.refuse)


def scrolled(body: QWidget, parent: QWidget) -> QScrollArea:
    """Return a frameless area that scrolls a body of fields."""
    area = QScrollArea(parent)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidget(body)
    return area


def buttons(made: Sequence[QPushButton]) -> QHBoxLayout:
    """Return buttons side by side."""
    line = QHBoxLayout()
    line.setSpacing(6)
    for button in made:
        line.addWidget(button)
    line.addStretch(1)
    return line


def form() -> QFormLayout:
    """Return a form without margins whose fields take the room there is."""
    made = QFormLayout()
    made.setContentsMargins(0, 0, 0, 0)
    made.setVerticalSpacing(6)
    made.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
    return made
