"""Evaluation: a course is chosen above, and its steps stand in a row."""

from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSignalBlocker
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from safeguard_desk.desk.changes import ChangeSet
from safeguard_desk.desk.reading import Reader
from safeguard_desk.exchange.result import Imported
from safeguard_desk.papers.request import Request
from safeguard_desk.rules.working_days import financial_year
from safeguard_desk.ui.evaluation.bringing import BringPanel
from safeguard_desk.ui.evaluation.comments_step import CommentsStep
from safeguard_desk.ui.evaluation.later import LaterStep
from safeguard_desk.ui.evaluation.levels import LevelsStep
from safeguard_desk.ui.evaluation.questions_step import QuestionsStep
from safeguard_desk.ui.evaluation.scores import ScoresStep
from safeguard_desk.ui.evaluation.step import Bench, Step
from safeguard_desk.ui.evaluation.typing_step import TypingStep
from safeguard_desk.ui.jobs import Jobs
from safeguard_desk.ui.meeting.step_bar import StepBar
from safeguard_desk.ui.papers.preview import Preview
from safeguard_desk.ui.shell.page import Page
from safeguard_desk.ui.shell.sections import Tab
from safeguard_desk.ui.widgets.notices import EmptyState
from safeguard_desk.views.evaluation_forms import course_of_form
from safeguard_desk.views.kirkpatrick import CourseHead, CourseView, course_view, courses

STEPS: tuple[type[Step], ...] = (
    LevelsStep,
    ScoresStep,
    CommentsStep,
    TypingStep,
    QuestionsStep,
    LaterStep,
)
LEVELS, SCORES, COMMENTS, TYPING, QUESTIONS, LATER = range(len(STEPS))
SEEN = (
    *("courses", "training_sessions", "bookings", "delegates", "evaluation_questions"),
    *("evaluation_forms", "evaluation_answers", "comment_themes", "answer_themes"),
    *("evaluation_requests", "course_contents", "learning_needs", "audits", "links"),
    *("indicators", "measurements"),
)
_EMPTY = (
    "No courses yet. Add them on the page of courses, or import the export of your booking system:"
    " what delegates said of their confidence comes with it."
)
_IMPORTED = "Forms (*.xlsx *.xlsm *.csv *.tsv *.txt);;All files (*)"


class EvaluationPage(Page):
    """One course at a time, with all that is known of its effect."""

    narrows = True

    in_view = frozenset({"evaluation_forms", "evaluation_questions", "comment_themes"})

    def __init__(self, jobs: Jobs, tab: Tab, parent: QWidget | None = None) -> None:
        """Show the course with the most forms."""
        super().__init__(jobs, tab, parent)
        self.view: CourseView | None = None
        self._asked = 0
        self.bench = Bench(jobs, tab.group_id, self)
        self.bench.said.connect(self.said)
        self.bench.refused.connect(self.refused)
        self.choice = QComboBox(self)
        self.choice.setAccessibleName("Course")
        self.choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.time = QComboBox(self)
        self.time.setAccessibleName("Sessions of which time")
        self.bring = QPushButton("&Import…", self)
        self.bring.setToolTip("Excel forms that came back, or the export of a survey tool")
        self.paper = QPushButton("&Paper", self)
        self.paper.setToolTip("This course's evaluation as PDF, Word or Excel")
        self.bar = StepBar([step.title for step in STEPS], self)
        self.steps: list[Step] = [step(self.bench, self) for step in STEPS]
        self.stack = QStackedWidget(self)
        self.empty = EmptyState(self)
        self.empty.say(_EMPTY)
        self.preview = Preview(jobs, self)
        self.panel = BringPanel(jobs, self)
        self.whole = QStackedWidget(self)
        self.setAcceptDrops(True)
        self._lay_out()
        self._connect()
        self._times()
        self._list()
        self.bar.show_place(LEVELS, -1)

    @property
    def typing(self) -> TypingStep:
        """The step in which paper forms are typed."""
        step = self.steps[TYPING]
        if not isinstance(step, TypingStep):
            raise TypeError("the steps are in another order")
        return step

    def _lay_out(self) -> None:
        heading = QLabel("Evaluation", self)
        heading.setProperty("role", "title")
        top = QHBoxLayout()
        for widget in (heading, self.choice, self.time):
            top.addWidget(widget)
        top.addStretch(1)
        top.addWidget(self.bring)
        top.addWidget(self.paper)
        work = QWidget(self)
        inner = QVBoxLayout(work)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(self.bar)
        for step in self.steps:
            self.stack.addWidget(step)
        inner.addWidget(self.stack, 1)
        self.work = work
        for shown in (work, self.empty, self.preview, self.panel):
            self.whole.addWidget(shown)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 10, 14, 8)
        layout.addLayout(top)
        layout.addWidget(self.whole, 1)

    def _connect(self) -> None:
        self.choice.activated.connect(self._chosen)
        self.time.activated.connect(self._chosen)
        self.bar.chosen.connect(self.show_step)
        self.bring.clicked.connect(self._choose)
        self.paper.clicked.connect(self.show_paper)
        self.preview.closed.connect(self._put_away)
        self.panel.left.connect(self._put_away)
        self.panel.refused.connect(self.refused)
        self.panel.brought.connect(self._brought)

    def arrive(self) -> None:
        """Put the focus where work goes on."""
        if self.bench.course_id:
            self.steps[self.stack.currentIndex()].arrive()

    def follow(self, changes: ChangeSet) -> None:
        """Follow a change of what is shown."""
        if changes.touches(*SEEN):
            self._list()

    def save(self) -> None:
        """Keep a form that is half typed."""
        for step in self.steps:
            step.save()

    def about(self) -> tuple[str, str] | None:
        """Return the course that is shown."""
        return ("courses", self.bench.course_id) if self.bench.course_id else None

    def open_record(self, kind: str, record_id: str) -> None:
        """Show a course, or the one that a form is of."""
        course_id = record_id
        if kind == "evaluation_forms":
            course_id = self.jobs.read(partial(course_of_form, form_id=record_id)) or ""
        self.save()
        self._list(course_id)
        self.arrive()

    def show_step(self, place: int) -> None:
        """Show a step."""
        self.save()
        self.stack.setCurrentIndex(place)
        self.bar.show_place(place, -1)
        self.whole.setCurrentWidget(self.work if self.bench.course_id else self.empty)
        self._bring_up_to_date()
        self.steps[place].arrive()

    def look_again(self) -> None:
        """Offer the courses that are seen through the lens."""
        self.save()
        self._list()

    def _times(self) -> None:
        year = financial_year(self.jobs.read(_today))
        self.time.addItem("All sessions", None)
        for back in range(3):
            first = year - back
            self.time.addItem(f"April {first} to March {first + 1}", first)

    def _period(self) -> tuple[date | None, date | None]:
        first = self.time.currentData()
        return (date(first, 4, 1), date(first + 1, 3, 31)) if first else (None, None)

    def _list(self, wanted: str | None = None) -> None:
        read = partial(courses, group_id=self.tab.group_id)
        found: list[CourseHead] = self.through(self.jobs.read(read))
        most = max(found, key=lambda one: one.forms, default=None)
        chosen = wanted or self.bench.course_id or (most.id if most else "")
        with QSignalBlocker(self.choice):
            self.choice.clear()
            for one in found:
                forms = f"{one.forms} form{'' if one.forms == 1 else 's'}"
                self.choice.addItem(f"{one.name}  ({forms})", one.id)
            self.choice.setCurrentIndex(max(0, self.choice.findData(chosen)) if found else -1)
        for widget in (self.choice, self.time, self.bring, self.paper):
            widget.setVisible(bool(found))
        self._show()

    def _chosen(self, _: int) -> None:
        self.save()
        self._show()

    def _show(self) -> None:
        self.bench.course_id = self.choice.currentData() or ""
        if self.whole.currentWidget() not in {self.preview, self.panel}:
            self.whole.setCurrentWidget(self.work if self.bench.course_id else self.empty)
        if self.bench.course_id:
            self._asked += 1
            first, last = self._period()
            read = partial(
                _read,
                course_id=self.bench.course_id,
                starts_on=first,
                ends_on=last,
                number=self._asked,
            )
            self.jobs.look(read, self._arrived)

    def _arrived(self, found: tuple[int, CourseView | None]) -> None:
        """Show what was read; what was asked for earlier and comes late is dropped."""
        number, view = found
        if number == self._asked and view is not None:
            self.view = view
            self._bring_up_to_date()

    def _bring_up_to_date(self) -> None:
        """Show the course in the step that is seen; the others follow when they are chosen."""
        step = self.steps[self.stack.currentIndex()]
        if self.view is not None and step.view is not self.view:
            step.show_course(self.view)

    def show_paper(self) -> None:
        """Show the course's evaluation as a paper."""
        if self.view is None:
            return
        first, last = self._period()
        period = (first, last) if first and last else None
        request = Request(
            group_id=self.tab.group_id, about=("courses", self.view.head.id), period=period
        )
        self.whole.setCurrentWidget(self.preview)
        self.preview.show_paper(f"{self.view.head.ref}: evaluation", "course-evaluation", request)

    def _choose(self) -> None:
        chosen, _ = QFileDialog.getOpenFileNames(self, "Choose forms", "", _IMPORTED)
        if chosen:
            self.open_files([Path(one) for one in chosen])

    def open_files(self, paths: list[Path]) -> None:
        """Read forms and show what would become of them."""
        session = self.typing.chosen
        self.whole.setCurrentWidget(self.panel)
        self.panel.open_files(paths, self.bench.course_id, session.id if session else None)

    def _brought(self, done: Imported) -> None:
        self._put_away()
        self.said.emit(f"Imported. {done.words()}")

    def _put_away(self) -> None:
        self.whole.setCurrentWidget(self.work if self.bench.course_id else self.empty)
        self.arrive()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open the files that were dropped."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths and self.bench.course_id:
            event.acceptProposedAction()
            self.open_files(paths)


def _today(reader: Reader) -> date:
    return reader.today


def _read(
    reader: Reader,
    *,
    course_id: str,
    starts_on: date | None,
    ends_on: date | None,
    number: int,
) -> tuple[int, CourseView | None]:
    there = any(one.id == course_id for one in courses(reader))
    if not there:
        return number, None
    return number, course_view(reader, course_id, starts_on=starts_on, ends_on=ends_on)
