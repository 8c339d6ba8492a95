"""Courses: each with its outcomes, versions and content, its sessions and the needs it answers."""

from functools import partial
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from safeguard_desk.desk.changes import ChangeSet
from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.registers.declare import Editor, Field
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.lens import seen
from safeguard_desk.rules.terms import Side
from safeguard_desk.rules.terms_learning import Commissioning, CourseLevel, Delivery
from safeguard_desk.rules.training_figures import together
from safeguard_desk.ui.audits.step import heading
from safeguard_desk.ui.evaluation.levels import LevelsStep
from safeguard_desk.ui.evaluation.step import Bench as EvaluationBench
from safeguard_desk.ui.jobs import Jobs
from safeguard_desk.ui.meeting.rows import Column, Rows, RowsView
from safeguard_desk.ui.meeting.step_bar import StepBar
from safeguard_desk.ui.register.field_row import FieldRow
from safeguard_desk.ui.reviews.step import scrolled
from safeguard_desk.ui.shell.page import Page
from safeguard_desk.ui.shell.sections import Tab
from safeguard_desk.ui.training.bench import Bench
from safeguard_desk.ui.training.content_step import ContentStep
from safeguard_desk.ui.widgets.fields import LineField
from safeguard_desk.ui.widgets.notices import EmptyState
from safeguard_desk.views import kirkpatrick
from safeguard_desk.views.courses import CourseView, course_view, courses
from safeguard_desk.views.training_sessions import SessionHead
from safeguard_desk.work import learning

COURSE, CONTENT, SESSIONS, EFFECT = range(4)
SEEN = (
    *("courses", "course_versions", "course_contents", "training_sessions", "bookings"),
    *("learning_needs", "audits", "reviews", "learning_points", "people"),
)
_EMPTY = "No courses yet. Type what a course teaches above and press Enter."
FIELDS = (
    Field("title", "Title", Editor.LINE, required=True),
    Field("audience", "Who it is for", Editor.LINE),
    Field("outcomes", "Learning outcomes, one a line", Editor.TEXT),
    Field("side", "Side", Editor.TERM, Side, required=True),
    Field("level", "Level", Editor.TERM, CourseLevel, required=True),
    Field("delivery", "Delivery", Editor.TERM, Delivery, required=True),
    Field("commissioning", "Given by", Editor.TERM, Commissioning, required=True),
    Field("provider", "Provider", Editor.LINE),
    Field("owner_id", "Owner", Editor.PERSON),
    Field("capacity", "Places of a session", Editor.NUMBER),
    Field("length_minutes", "Minutes of a session", Editor.NUMBER),
    Field("cost", "Usual cost of a session, £", Editor.NUMBER),
    Field("started_on", "Given since", Editor.DATE),
    Field("ended_on", "Given until", Editor.DATE),
)
_PLACES = {
    "title": (0, 0, 2),
    "audience": (0, 2, 2),
    "outcomes": (1, 0, 4),
    "side": (2, 0, 1),
    "level": (2, 1, 1),
    "delivery": (2, 2, 1),
    "commissioning": (2, 3, 1),
    "provider": (3, 0, 2),
    "owner_id": (3, 2, 2),
    "capacity": (4, 0, 1),
    "length_minutes": (4, 1, 1),
    "cost": (4, 2, 1),
    "started_on": (5, 0, 2),
    "ended_on": (5, 2, 2),
}


def _booked(row: SessionHead) -> str:
    waiting = f", {row.waiting} waiting" if row.waiting else ""
    return f"{row.taken} of {row.capacity}{waiting}"


HELD = (
    Column("Session", lambda row: row.ref, 10),
    Column("Day", lambda row: write_date(row.held_on), 12),
    Column("Where", lambda row: row.place),
    Column("State", lambda row: row.state.label, 11),
    Column("Places", _booked, 20),
    Column("Attended", lambda row: row.numbers.rate_words, 9, right=True),
    Column("Version", lambda row: str(row.version or ""), 7, right=True),
)
NEEDS = (
    Column("Need", lambda row: row.ref, 10),
    Column("What is to be learned", lambda row: row.title),
    Column("Seen in", lambda row: row.seen_in, 26),
    Column("State", lambda row: row.state.label, 15),
)


class CoursePage(Page):
    """One course at a time."""

    in_view = frozenset({"courses", "course_versions", "course_contents"})

    narrows = True

    def __init__(self, jobs: Jobs, tab: Tab, parent: QWidget | None = None) -> None:
        """Show the first course."""
        super().__init__(jobs, tab, parent)
        self.view: CourseView | None = None
        self.bench = Bench(jobs, tab.group_id, self)
        self.bench.said.connect(self.said)
        self.bench.refused.connect(self.refused)
        self.bench.record_wanted.connect(self.record_wanted)
        self.choice = QComboBox(self)
        self.choice.setAccessibleName("Course")
        self.choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.new = LineField("Title of a new course", self)
        self.new.setPlaceholderText("New course: what it teaches, then Enter")
        self.told = QLabel(self)
        self.told.setWordWrap(True)
        self.told.setProperty("role", "quiet")
        titles = ("Course", "Versions and content", "Sessions and needs", "Evaluation")
        self.steps = StepBar(titles, self)
        self.rows: dict[str, FieldRow] = {}
        for field in FIELDS:
            row = FieldRow(field, jobs, self)
            row.offered.connect(self._offer)
            self.rows[field.name] = row
        self.content = ContentStep(self.bench, self)
        self.effect = LevelsStep(EvaluationBench(jobs, tab.group_id, self), self)
        self.sessions = RowsView(Rows(HELD, self), "Sessions of the course", self)
        self.needs = RowsView(Rows(NEEDS, self), "Needs that the course answers", self)
        self.one_more = QPushButton("&Plan a session", self)
        self.stack = QStackedWidget(self)
        self.empty = EmptyState(self)
        self.empty.say(_EMPTY)
        self._lay_out()
        self._connect()
        self.steps.show_place(COURSE, -1)
        self._list()

    def _lay_out(self) -> None:
        title = QLabel("Courses", self)
        title.setProperty("role", "title")
        top = QHBoxLayout()
        for widget in (title, self.choice, self.new):
            top.addWidget(widget)
        top.setStretchFactor(self.new, 1)
        body = QWidget(self)
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        for name, (line, column, span) in _PLACES.items():
            grid.addWidget(self.rows[name], line, column, 1, span)
        for column in range(4):
            grid.setColumnStretch(column, 1)
        inner = QVBoxLayout(body)
        inner.setContentsMargins(0, 6, 8, 0)
        inner.addLayout(grid)
        inner.addStretch(1)
        self.whole = QStackedWidget(self)
        for part in (scrolled(body, self), self.content, self._held(), self.effect):
            self.stack.addWidget(part)
        for shown in (self.stack, self.empty):
            self.whole.addWidget(shown)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 10, 14, 10)
        layout.addLayout(top)
        layout.addWidget(self.told)
        layout.addWidget(self.steps)
        layout.addWidget(self.whole, 1)

    def _held(self) -> QWidget:
        above, below = QWidget(self), QWidget(self)
        upper, lower = QVBoxLayout(above), QVBoxLayout(below)
        line = QHBoxLayout()
        line.addWidget(heading("Sessions", self), 1)
        line.addWidget(self.one_more)
        upper.addLayout(line)
        upper.addWidget(self.sessions, 1)
        lower.addWidget(heading("Needs that it answers", self))
        lower.addWidget(self.needs, 1)
        for part in (upper, lower):
            part.setContentsMargins(0, 4, 0, 0)
        split = QSplitter(Qt.Orientation.Vertical, self)
        split.addWidget(above)
        split.addWidget(below)
        split.setSizes([340, 220])
        return split

    def _connect(self) -> None:
        self.choice.activated.connect(self._chosen)
        self.new.returnPressed.connect(self._add)
        self.steps.chosen.connect(self.show_step)
        self.sessions.opened.connect(self._open_session)
        self.needs.opened.connect(self._open_need)
        self.one_more.clicked.connect(self._one_more)

    def arrive(self) -> None:
        """Put the focus where work goes on."""
        if self.view is None:
            self.new.setFocus()
        elif self.stack.currentIndex() == CONTENT:
            self.content.arrive()
        elif self.stack.currentIndex() == SESSIONS:
            self.sessions.setFocus()
        else:
            self.choice.setFocus()

    def follow(self, changes: ChangeSet) -> None:
        """Follow a change of courses and what they rest on."""
        if changes.touches(*SEEN):
            self._list()

    def look_again(self) -> None:
        """Show what is seen through the lens."""
        self._list()

    def save(self) -> None:
        """Offer what is typed."""
        if self.view is not None:
            for row in self.rows.values():
                row.widget.commit()

    def about(self) -> tuple[str, str] | None:
        """Return the course that is shown."""
        return ("courses", self.bench.chosen) if self.bench.chosen else None

    def open_record(self, kind: str, record_id: str) -> None:
        """Show a course."""
        self.save()
        self._list(record_id)

    def show_step(self, place: int) -> None:
        """Show the course's fields, its content, or its sessions and needs."""
        self.save()
        self.stack.setCurrentIndex(place)
        self.steps.show_place(place, -1)
        self._look_at_effect()
        self.arrive()

    def _list(self, wanted: str | None = None) -> None:
        held = self.jobs.read(partial(courses, group_id=self.tab.group_id))
        found = [one for one in held if one.side in seen(self.lens)]
        chosen = wanted or self.bench.chosen
        with QSignalBlocker(self.choice):
            self.choice.clear()
            for one in found:
                mark = "  ! overtaken" if one.overtaken else ""
                self.choice.addItem(f"{one.name}{mark}", one.id)
            self.choice.setCurrentIndex(max(0, self.choice.findData(chosen)) if found else -1)
        self.bench.chosen = self.choice.currentData() or ""
        self.whole.setCurrentWidget(self.stack if found else self.empty)
        for widget in (self.choice, self.steps):
            widget.setVisible(bool(found))
        self._show()

    def _chosen(self, _: int) -> None:
        self.save()
        self.bench.chosen = self.choice.currentData() or ""
        self._show()

    def _show(self) -> None:
        if not self.bench.chosen:
            self.view = None
            self.told.clear()
            return
        view = self.jobs.read(partial(course_view, course_id=self.bench.chosen))
        self.view = view
        for name, row in self.rows.items():
            row.show_value(getattr(view.head, name))
        self.content.show_course(view)
        self.sessions.rows.show(view.sessions)
        self.needs.rows.show(view.needs)
        self.told.setText("  ·  ".join(_told(view)))
        self._look_at_effect()

    def _offer(self, row: FieldRow, value: Any) -> None:
        name = row.field.name
        verb = partial(
            learning.edit_course,
            course_id=self.bench.chosen,
            name=name,
            seen=row.seen,
            value=value,
        )
        title = f"Change {row.field.title.split(',')[0].lower()} of a course"
        self.bench.do(title, verb, refused=row.refuse)

    def _add(self) -> None:
        if self.new.text().strip():
            verb = partial(_add, group_id=self.tab.group_id or "", title=self.new.text())
            self.bench.do("Add a course", verb, then=self._added)

    def _added(self, course_id: str) -> None:
        self.new.clear()
        self._list(course_id)
        self.show_step(COURSE)

    def _look_at_effect(self) -> None:
        """Read what is known of the course's effect, once somebody looks at it."""
        if self.stack.currentIndex() == EFFECT and self.bench.chosen:
            read = partial(kirkpatrick.course_view, course_id=self.bench.chosen)
            self.jobs.look(read, self._effect_read)

    def _effect_read(self, found: kirkpatrick.CourseView) -> None:
        if found.head.id == self.bench.chosen:
            self.effect.show_course(found)

    def _open_session(self, session_id: str) -> None:
        self.record_wanted.emit("training_sessions", session_id)

    def _open_need(self, need_id: str) -> None:
        self.record_wanted.emit("learning_needs", need_id)

    def _one_more(self) -> None:
        verb = partial(learning.one_more, course_id=self.bench.chosen)
        self.bench.do("Plan one more session", verb, then=self._open_session)


def _add(uow: UnitOfWork, *, group_id: str, title: str) -> str:
    return learning.add_course(uow, group_id, title).id


def _told(view: CourseView) -> list[str]:
    numbers = together(one.numbers for one in view.sessions)
    head = view.head
    parts = [f"{head.level.label}, {head.commissioning.label.lower()}"]
    if head.version_from is not None:
        parts.append(f"version {head.version} since {write_date(head.version_from)}")
    if numbers.sessions:
        parts.append(
            f"{numbers.sessions} delivered, {numbers.attended} of {numbers.places} attended"
            f" ({numbers.rate_words})"
        )
    if head.overtaken:
        parts.append(f"! {head.overtaken} of its content is overtaken: begin a new version")
    if head.doubts:
        parts.append(f"? {head.doubts} to be looked at again")
    if head.ended_on is not None:
        parts.append(f"ended {write_date(head.ended_on)}")
    return parts
