"""Learning needs: the matrix at the left, the register and the chosen one at the right."""

from functools import partial

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from safeguard_desk.desk.changes import ChangeSet
from safeguard_desk.desk.reading import Reader
from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.lens import seen
from safeguard_desk.ui.jobs import Jobs
from safeguard_desk.ui.meeting.rows import Column, Rows, RowsView, Style
from safeguard_desk.ui.meeting.step_bar import StepBar
from safeguard_desk.ui.meeting.weakly import weakly
from safeguard_desk.ui.register.field_row import today
from safeguard_desk.ui.shell.page import Page
from safeguard_desk.ui.shell.sections import Tab
from safeguard_desk.ui.training.bench import Bench
from safeguard_desk.ui.training.carried_step import CarriedStep
from safeguard_desk.ui.training.matrix import ALL, UNJUDGED, Cell, Matrix
from safeguard_desk.ui.training.need_form import NeedForm
from safeguard_desk.ui.widgets.fields import LineField
from safeguard_desk.views.carried import Carried, carried
from safeguard_desk.views.learning_needs import NeedView, matrix, needs
from safeguard_desk.work import needs as verbs

NEEDS, CARRIED = range(2)
SEEN = (
    *("learning_needs", "need_agencies", "learning_points", "findings", "course_contents"),
    *("course_versions", "courses", "links", "learning_products", "training_sessions", "reviews"),
)
_EMPTY = "No learning needs yet. Type what is to be learned above and press Enter."


def _state(row: NeedView) -> str:
    return row.state.label


def _due(row: NeedView) -> str:
    return write_date(row.due_on) if row.due_on else ""


def _priority(row: NeedView) -> str:
    return str(row.priority) if row.priority else "–"


def _answer(row: NeedView) -> str:
    courses = ", ".join(one.ref for one in row.courses)
    return courses or row.response.label


def _spoken(row: NeedView) -> str:
    return f"{row.ref} {row.title}, {row.state.label}, priority {_priority(row)}, {_answer(row)}"


COLUMNS = (
    Column("Ref", lambda row: row.ref, 9),
    Column("Need", lambda row: row.title),
    Column("Prio", _priority, 3, right=True),
    Column("Seen in", lambda row: row.seen_in, 20),
    Column("Answer", _answer, 14),
    Column("State", _state, 14),
    Column("By", _due, 11),
)


class NeedsPage(Page):
    """The register with its matrix; and learning that nothing carries yet."""

    in_view = frozenset({"learning_needs", "learning_points", "course_contents", "links"})

    narrows = True

    def __init__(self, jobs: Jobs, tab: Tab, parent: QWidget | None = None) -> None:
        """Show the open needs."""
        super().__init__(jobs, tab, parent)
        self._needs: list[NeedView] = []
        self._cell: Cell = ALL
        self.bench = Bench(jobs, tab.group_id, self)
        self.bench.said.connect(self.said)
        self.bench.refused.connect(self.refused)
        self.bench.record_wanted.connect(self.record_wanted)
        self.steps = StepBar(("Needs", "Learning not carried yet"), self)
        self.new = LineField("A new learning need", self)
        self.new.setPlaceholderText("New need: what is to be learned, then Enter")
        self.closed = QCheckBox("Met and not taken on too", self)
        self.matrix = Matrix(self)
        rows = Rows(COLUMNS, self, style=weakly(self._style), spoken=_spoken)
        self.table = RowsView(rows, "Learning needs", self)
        self.table.setWordWrap(True)
        self.told = QLabel(self)
        self.told.setWordWrap(True)
        self.form = NeedForm(self.bench, self)
        self.carried = CarriedStep(self.bench, self)
        self.stack = QStackedWidget(self)
        self._lay_out()
        self._connect()
        self.steps.show_place(NEEDS, -1)
        self._list()

    def _lay_out(self) -> None:
        title = QLabel("Needs", self)
        title.setProperty("role", "title")
        top = QHBoxLayout()
        top.addWidget(title)
        top.addWidget(self.new, 1)
        top.addWidget(self.closed)
        left = QWidget(self)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 6, 8, 0)
        column.addWidget(self.matrix)
        column.addWidget(self.told)
        column.addStretch(1)
        left.setMaximumWidth(self.fontMetrics().averageCharWidth() * 38)
        right = QSplitter(Qt.Orientation.Vertical, self)
        right.addWidget(self.table)
        right.addWidget(self.form)
        right.setSizes([300, 320])
        first = QWidget(self)
        line = QHBoxLayout(first)
        line.setContentsMargins(0, 4, 0, 0)
        line.addWidget(left)
        line.addWidget(right, 1)
        for part in (first, self.carried):
            self.stack.addWidget(part)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 10, 14, 10)
        layout.addLayout(top)
        layout.addWidget(self.steps)
        layout.addWidget(self.stack, 1)

    def _connect(self) -> None:
        self.new.returnPressed.connect(self._add)
        self.closed.toggled.connect(self._filter)
        self.matrix.chosen.connect(self._choose_cell)
        self.table.selectionModel().currentRowChanged.connect(self._turn)
        self.steps.chosen.connect(self.show_step)

    def arrive(self) -> None:
        """Put the focus where work goes on."""
        if self.stack.currentIndex() == CARRIED:
            self.carried.arrive()
        else:
            (self.table if self._needs else self.new).setFocus()

    def follow(self, changes: ChangeSet) -> None:
        """Follow a change of needs and learning points."""
        if changes.touches(*SEEN):
            self._list()

    def present(self, presenting: bool) -> None:
        """Leave out what comes from case reviews while the screen is shared."""
        super().present(presenting)
        self.carried.presenting = presenting
        self._list()

    def look_again(self) -> None:
        """Show what is seen through the lens."""
        self._list()

    def save(self) -> None:
        """Offer what is typed."""
        self.form.save()

    def about(self) -> tuple[str, str] | None:
        """Return the need, or the learning point, that is chosen."""
        if self.stack.currentIndex() == CARRIED:
            chosen = self.carried.table.chosen
            return ("learning_points", chosen) if chosen else None
        return ("learning_needs", self.table.chosen) if self.table.chosen else None

    def open_record(self, kind: str, record_id: str) -> None:
        """Show a need."""
        self.show_step(NEEDS)
        self.closed.setChecked(True)
        self._choose_cell(ALL)
        self.table.choose(record_id)

    def show_step(self, place: int) -> None:
        """Show the register, or learning that is not carried."""
        self.save()
        self.stack.setCurrentIndex(place)
        self.steps.show_place(place, -1)
        self.arrive()

    def _list(self) -> None:
        held, found = self.jobs.read(partial(_read, group_id=self.tab.group_id))
        self._needs = [one for one in held if one.side in seen(self.lens)]
        opened = [one for one in self._needs if one.state.is_open]
        unjudged = sum(one.priority is None for one in opened)
        self.matrix.show_counts(matrix(self._needs), unjudged, len(opened))
        late = sum(one.late(today(self.jobs)) for one in opened)
        self.told.setText(f"! {late} past the day they were to be met by" if late else "")
        if not self._needs:
            self.told.setText(_EMPTY)
        self.carried.show_found(found, seen(self.lens))
        self._filter()

    def _choose_cell(self, cell: Cell) -> None:
        self._cell = cell
        self.matrix.cells[cell].setChecked(True)
        self._filter()

    def _lets(self, one: NeedView) -> bool:
        if not one.state.is_open and not (self.closed.isChecked() and self._cell == ALL):
            return False
        if self._cell == UNJUDGED:
            return one.priority is None
        return self._cell in {ALL, (one.impact, one.reach)}

    def _filter(self, _: object = None) -> None:
        with QSignalBlocker(self.table.selectionModel()):
            self.table.rows.show([one for one in self._needs if self._lets(one)])
        self.table.resizeRowsToContents()
        if self.table.chosen is None and self.table.rows.rows:
            self.table.choose(self.table.rows.rows[0].id, 1)
        self._turn()

    def _turn(self, *_: object) -> None:
        chosen = self.table.chosen
        self.form.show_need(next((one for one in self._needs if one.id == chosen), None))

    def _style(self, row: NeedView) -> Style:
        return Style(bold=row.late(today(self.jobs)), only=6)

    def _add(self) -> None:
        if self.new.text().strip():
            verb = partial(_add, group_id=self.tab.group_id or "", title=self.new.text())
            self.bench.do("Add a learning need", verb, then=self._added)

    def _added(self, need_id: str) -> None:
        self.new.clear()
        self._choose_cell(ALL)
        self.table.choose(need_id)
        self.said.emit("Taken down. Judge its impact and reach below.")


def _read(reader: Reader, *, group_id: str | None) -> tuple[list[NeedView], Carried]:
    return needs(reader, group_id), carried(reader)


def _add(uow: UnitOfWork, *, group_id: str, title: str) -> str:
    return verbs.add_need(uow, group_id, title).id
