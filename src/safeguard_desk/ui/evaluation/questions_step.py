"""The questions of a course: the standard ones, its own, and when each is asked."""

from functools import partial

from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.rules.terms_learning import Asked, Kirkpatrick, QuestionKind
from safeguard_desk.ui.evaluation.step import Bench, Step, quiet
from safeguard_desk.ui.meeting.looks import muted
from safeguard_desk.ui.meeting.rows import Column, Rows, RowsView, Style
from safeguard_desk.ui.widgets.fields import LineField
from safeguard_desk.views.evaluation import QuestionView, questions
from safeguard_desk.views.kirkpatrick import CourseView
from safeguard_desk.work import evaluation_questions as asking
from safeguard_desk.work.evaluation_questions import NewQuestion

KEY = (
    "The same words at each stage: only so can answers be compared. Space ticks when a question is"
    " asked. Delete retires a question, and its answers stay; Delete again asks it again."
)
_NAMES = {Asked.BEFORE: "before", Asked.END: "end", Asked.LATER: "later"}


def _tick(stage: Asked, row: QuestionView) -> bool:
    return stage in row.stages


def _stage_words(stage: Asked, row: QuestionView) -> str:
    return "asked" if stage in row.stages else ""


def _columns() -> tuple[Column, ...]:
    stages = (
        Column(
            stage.label,
            partial(_stage_words, stage),
            18 if stage is Asked.LATER else 11,
            name=_NAMES[stage],
            ticked=partial(_tick, stage),
        )
        for stage in Asked
    )
    return (
        Column("Question", lambda row: row.text, name="text"),
        Column("Answered by", lambda row: row.kind.label, 17),
        Column("Tells of", lambda row: row.level.label, 11),
        *stages,
        Column("Of", lambda row: "this course" if row.course_id else "every course", 13),
        Column("", lambda row: "" if row.in_use else "retired", 8),
    )


class QuestionsStep(Step):
    """A table of questions, and a line for a new one."""

    title = "Questions"

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        """Lay the step out."""
        super().__init__(bench, parent)
        self.table = RowsView(Rows(_columns(), self, style=self._style), "Questions", self)
        self.table.setWordWrap(True)
        self.new = LineField("A new question", self)
        self.new.setPlaceholderText("New question, then Enter")
        self.kind = self._combo("Answered by", list(QuestionKind))
        self.level = self._combo("Tells of", list(Kirkpatrick))
        self.level.setCurrentIndex(1)
        self.every = QCheckBox("Of every course", self)
        self.stages = {stage: QCheckBox(stage.label, self) for stage in Asked}
        self.stages[Asked.END].setChecked(True)
        line = QHBoxLayout()
        line.addWidget(self.new, 1)
        for widget in (self.kind, self.level, *self.stages.values(), self.every):
            line.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 0)
        layout.addLayout(line)
        layout.addWidget(self.table, 1)
        layout.addWidget(quiet(KEY, self))
        self.new.returnPressed.connect(self._add)
        self.table.rows.edited.connect(self._edit)
        self.table.removed.connect(self._retire)

    def _combo(self, name: str, terms: list[QuestionKind] | list[Kirkpatrick]) -> QComboBox:
        box = QComboBox(self)
        box.setAccessibleName(name)
        for one in terms:
            box.addItem(one.label, one)
        return box

    def _style(self, row: QuestionView) -> Style:
        return Style() if row.in_use else Style(colour=muted(self.palette()))

    def show_course(self, view: CourseView) -> None:
        """Show a course's questions; the standard ones are put in place first."""
        super().show_course(view)
        read = partial(questions, course_id=view.head.id, retired=True)
        found = self.bench.jobs.read(read)
        if any(not one.id for one in found):
            self.bench.do("Put the standard questions in place", asking.settle)
            return
        self.table.rows.show(found)

    def arrive(self) -> None:
        """Put the focus on the questions."""
        self.table.setFocus()

    def _row(self, question_id: str) -> QuestionView:
        found: QuestionView = self.table.rows.rows[self.table.rows.place(question_id)]
        return found

    def _edit(self, question_id: str, name: str, value: object) -> None:
        row = self._row(question_id)
        stage = next((one for one, held in _NAMES.items() if held == name), None)
        seen: object = row.text if stage is None else stage in row.stages
        edit = partial(
            asking.edit_question, question_id=question_id, name=name, seen=seen, value=value
        )
        self.bench.do("Change a question", edit)

    def _retire(self, question_id: str) -> None:
        in_use = self._row(question_id).in_use
        verb = asking.retire if in_use else asking.ask_again
        title = "Retire a question" if in_use else "Ask a question again"
        self.bench.do(title, partial(verb, question_id=question_id))

    def _add(self) -> None:
        if self.view is None or not self.new.text().strip():
            return
        new = NewQuestion(
            self.new.text(),
            QuestionKind(self.kind.currentData()),
            Kirkpatrick(self.level.currentData()),
            *(self.stages[stage].isChecked() for stage in Asked),
        )
        course = None if self.every.isChecked() else self.view.head.id
        self.bench.do("Add a question", partial(_add, course_id=course, new=new), then=self._added)

    def _added(self, _: str) -> None:
        self.new.clear()


def _add(uow: UnitOfWork, *, course_id: str | None, new: NewQuestion) -> str:
    return asking.add_question(uow, course_id, new).id
