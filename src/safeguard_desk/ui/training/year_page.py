"""The programme of training: a year as a table of courses, as a calendar, and its trainers."""

from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
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
from safeguard_desk.rules.terms import Side
from safeguard_desk.rules.working_days import financial_year
from safeguard_desk.ui.audits.step import heading, quiet
from safeguard_desk.ui.jobs import Jobs
from safeguard_desk.ui.meeting.rows import Column, Rows, RowsView, Style
from safeguard_desk.ui.meeting.step_bar import StepBar
from safeguard_desk.ui.register.field_row import today
from safeguard_desk.ui.shell.page import Page
from safeguard_desk.ui.shell.sections import Tab
from safeguard_desk.ui.training.bench import Bench
from safeguard_desk.ui.training.months import Months
from safeguard_desk.ui.training.pool_step import PoolStep
from safeguard_desk.ui.widgets.fields import LineField
from safeguard_desk.views.courses import Overtaken, overtaken
from safeguard_desk.views.training_year import CourseYear, TrainingYear, training_year
from safeguard_desk.work import learning

TABLE, CALENDAR, POOL = range(3)
SEEN = (
    *("courses", "course_versions", "course_contents", "training_sessions", "bookings"),
    *("trainers", "session_trainers", "people", "agencies", "audits"),
)
_EMPTY = "No courses yet. Type what a course teaches above and press Enter."


@dataclass(frozen=True)
class Read:
    """A year, and what its courses teach that something has overtaken."""

    year: TrainingYear
    overtaken: list[Overtaken]


def _taken(row: CourseYear) -> str:
    return f"{row.taken} of {row.places}" if row.places else "–"


def _cost(row: CourseYear) -> str:
    spent = f", £{row.actual:,} spent" if row.actual else ""
    return f"£{row.planned:,}{spent}" if row.planned or row.actual else "–"


def _given(row: CourseYear) -> str:
    return row.head.provider or row.head.commissioning.label


def _content(row: CourseYear) -> str:
    if row.head.overtaken:
        return f"! version {row.head.version}: {row.head.overtaken} overtaken"
    doubt = ", look again" if row.head.doubts else ""
    return f"version {row.head.version}{doubt}"


def _style(row: CourseYear) -> Style:
    return Style(bold=bool(row.more), only=5)


def _spoken(row: CourseYear) -> str:
    return f"{row.head.name}: {len(row.sessions)} sessions, {_taken(row)}. {row.suggestion}"


COURSES = (
    Column("Course", lambda row: row.head.name),
    Column("Sessions", lambda row: str(len(row.sessions)), 7, right=True),
    Column("Taken", _taken, 9),
    Column("Attended", lambda row: row.numbers.rate_words, 8, right=True),
    Column("Waiting", lambda row: str(row.waiting or ""), 7, right=True),
    Column("Capacity", lambda row: row.suggestion, 24),
    Column("Content", _content, 18),
    Column("Given by", _given, 16),
    Column("Cost", _cost, 12),
)
OVERTAKEN = (
    Column("Course", lambda row: f"{row.course_ref}  {row.course}"),
    Column("Teaches", lambda row: row.content.words),
    Column("Overtaken by", lambda row: row.content.overtaken_words or f"? {row.content.doubt}"),
    Column(
        "Since",
        lambda row: write_date(row.content.overtaken_on) if row.content.overtaken_on else "",
        12,
    ),
)


class YearPage(Page):
    """A year at a time."""

    in_view = frozenset({"courses", "training_sessions", "trainers"})

    narrows = True

    def __init__(self, jobs: Jobs, tab: Tab, parent: QWidget | None = None) -> None:
        """Show this financial year."""
        super().__init__(jobs, tab, parent)
        self.found: TrainingYear | None = None
        self.bench = Bench(jobs, tab.group_id, self)
        self.bench.said.connect(self.said)
        self.bench.refused.connect(self.refused)
        self.year = QComboBox(self)
        self.year.setAccessibleName("Year")
        first = financial_year(today(jobs))
        for year in (first + 1, first, first - 1, first - 2):
            self.year.addItem(f"April {year} to March {year + 1}", year)
        self.year.setCurrentIndex(1)
        self.new = LineField("Title of a new course", self)
        self.new.setPlaceholderText("New course: what it teaches, then Enter")
        self.more = QPushButton("&Plan one more session", self)
        self.steps = StepBar(("Courses", "Calendar", "Trainers"), self)
        self.told = quiet("", self)
        rows = Rows(COURSES, self, style=_style, spoken=_spoken)
        self.table = RowsView(rows, "Courses of the year", self)
        self.table.setWordWrap(True)
        self.old_heading = heading("", self)
        self.old = RowsView(Rows(OVERTAKEN, self), "Content that something has overtaken", self)
        self.months = Months(self)
        self.pool = PoolStep(self.bench, self)
        self.stack = QStackedWidget(self)
        self._lay_out()
        self._connect()
        self.steps.show_place(TABLE, -1)
        self._show()

    def _lay_out(self) -> None:
        title = QLabel("Programme", self)
        title.setProperty("role", "title")
        top = QHBoxLayout()
        for widget in (title, self.year, self.new, self.more):
            top.addWidget(widget)
        top.setStretchFactor(self.new, 1)
        below = QWidget(self)
        lower = QVBoxLayout(below)
        lower.setContentsMargins(0, 4, 0, 0)
        lower.addWidget(self.old_heading)
        lower.addWidget(self.old, 1)
        split = QSplitter(Qt.Orientation.Vertical, self)
        split.addWidget(self.table)
        split.addWidget(below)
        split.setSizes([420, 170])
        for part in (split, self.months, self.pool):
            self.stack.addWidget(part)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 10, 14, 10)
        layout.addLayout(top)
        layout.addWidget(self.steps)
        layout.addWidget(self.told)
        layout.addWidget(self.stack, 1)

    def _connect(self) -> None:
        self.year.activated.connect(self._show)
        self.new.returnPressed.connect(self._add)
        self.more.clicked.connect(self._one_more)
        self.steps.chosen.connect(self.show_step)
        self.table.opened.connect(self._open_course)
        self.old.opened.connect(self._open_old)
        self.months.opened.connect(self._open_session)

    def arrive(self) -> None:
        """Put the focus where work goes on."""
        parts = (self.table, self.months, self.pool.table)
        (parts[self.stack.currentIndex()] if self.table.rows.rows else self.new).setFocus()

    def follow(self, changes: ChangeSet) -> None:
        """Follow a change of the year."""
        if changes.touches(*SEEN):
            self._show()

    def look_again(self) -> None:
        """Show what is seen through the lens."""
        self._show()

    def about(self) -> tuple[str, str] | None:
        """Return the chosen course."""
        return ("courses", self.table.chosen) if self.table.chosen else None

    def show_step(self, place: int) -> None:
        """Show the courses, the calendar or the trainers."""
        self.stack.setCurrentIndex(place)
        self.steps.show_place(place, -1)
        self.arrive()

    def _show(self, _: object = None) -> None:
        year = int(self.year.currentData())
        sides = seen(self.lens)
        wanted = partial(_read, group_id=self.tab.group_id, year=year, sides=sides)
        read = self.jobs.read(wanted)
        self.found = read.year
        self.table.rows.show(read.year.courses)
        self.table.resizeRowsToContents()
        if self.table.chosen is None and read.year.courses:
            self.table.choose(read.year.courses[0].id, 0)
        self.old.rows.show(read.overtaken)
        number = len(read.overtaken)
        nothing = "No course teaches what a later review or guidance has overtaken"
        still = f"Taught, and overtaken or to be looked at again ({number}). Enter opens the course"
        self.old_heading.setText(still if number else nothing)
        self.old.setVisible(bool(number))
        self.months.show_year(read.year, today(self.jobs))
        self.pool.show_year(read.year)
        self.told.setText(_told(read.year) if read.year.courses else _EMPTY)
        self.more.setEnabled(bool(read.year.courses))

    def _open_course(self, course_id: str) -> None:
        self.record_wanted.emit("courses", course_id)

    def _open_old(self, row_id: str) -> None:
        row = self.old.rows.rows[self.old.rows.place(row_id)]
        self.record_wanted.emit("courses", row.course_id)

    def _open_session(self, session_id: str) -> None:
        self.record_wanted.emit("training_sessions", session_id)

    def _add(self) -> None:
        if self.new.text().strip():
            verb = partial(_add, group_id=self.tab.group_id or "", title=self.new.text())
            self.bench.do("Add a course", verb, then=self._added)

    def _added(self, course_id: str) -> None:
        self.new.clear()
        self.record_wanted.emit("courses", course_id)
        self.said.emit("Added with its first version. Say what it teaches and what it rests on.")

    def _one_more(self) -> None:
        """Plan a session of the chosen course four weeks after its last, or from today."""
        course = next((one for one in self.table.rows.rows if one.id == self.table.chosen), None)
        if course is None:
            self.bench.refuse("No course is chosen.", "Nothing was planned.", "Choose one first.")
            return
        verb = partial(learning.one_more, course_id=course.id)
        self.bench.do("Plan one more session", verb, then=self._planned)

    def _planned(self, session_id: str) -> None:
        self.record_wanted.emit("training_sessions", session_id)
        self.said.emit("Planned four weeks after the last: put its day and place right.")


def _read(reader: Reader, *, group_id: str | None, year: int, sides: frozenset[Side]) -> Read:
    whole = training_year(reader, group_id, year)
    kept = tuple(one for one in whole.courses if one.head.side in sides)
    ids = {one.id for one in kept}
    old = [one for one in overtaken(reader, group_id) if one.course_id in ids]
    return Read(replace(whole, courses=kept), old)


def _add(uow: UnitOfWork, *, group_id: str, title: str) -> str:
    return learning.add_course(uow, group_id, title).id


def _told(year: TrainingYear) -> str:
    numbers = year.numbers
    parts = [
        f"{len(year.sessions)} sessions, {numbers.sessions} delivered",
        f"{numbers.attended} of {numbers.places} places attended ({numbers.rate_words})",
        f"planned to cost £{year.planned:,}, spent £{year.actual:,}",
    ]
    more = sum(one.more for one in year.courses)
    if more:
        parts.append(f"! {more} more session{'' if more == 1 else 's'} needed by waiting lists")
    return "  ·  ".join(parts)
