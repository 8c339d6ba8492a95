"""The second step: the questions and their standards, copied from the library or typed."""

from functools import partial
from typing import Any

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from safeguard_desk.ui.audits.step import Bench, Step, quiet
from safeguard_desk.ui.meeting.rows import Column, Rows, RowsView
from safeguard_desk.ui.widgets.fields import LineField
from safeguard_desk.views import audits as views
from safeguard_desk.views.audit_picture import Picture
from safeguard_desk.views.audits import QuestionView, ToolView
from safeguard_desk.work import audit_content

_EMPTY = (
    "No questions yet. Choose a tool of the library and copy it, or type the first question below."
)


def _code(row: QuestionView) -> str:
    return row.code


def _text(row: QuestionView) -> str:
    return row.text


def _standard(row: QuestionView) -> str:
    return row.standard


def _spoken(row: QuestionView) -> str:
    return f"{row.code}: {row.text}. Standard: {row.standard or 'none'}"


class ToolStep(Step):
    """The library above, the audit's own questions below."""

    title = "Tool"

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        """Lay the step out."""
        super().__init__(bench, parent)
        self.tools: list[ToolView] = []
        self.library = QComboBox(self)
        self.library.setAccessibleName("Tools of the library")
        self.copy = QPushButton("&Copy into this audit", self)
        self.keep = QPushButton("&Keep in the library", self)
        self.keep.setToolTip("As the next version of its tool, or as a new one")
        self.told = quiet("", self)
        columns = (
            Column("", _code, 4),
            Column("Question", _text, 0, "text", _text),
            Column("Standard it is graded by", _standard, 0, "standard", _standard),
        )
        rows = Rows(columns, self, spoken=_spoken)
        self.table = RowsView(rows, "Questions", self)
        self.table.setWordWrap(True)
        self.question = LineField("New question", self)
        self.question.setPlaceholderText("A question")
        self.standard = LineField("Standard of the new question", self)
        self.standard.setPlaceholderText("The standard it is graded by, then Enter")
        self.add = QPushButton("&Add", self)
        self._lay_out()
        self.copy.clicked.connect(self._copy)
        self.keep.clicked.connect(self._keep)
        self.add.clicked.connect(self._add)
        self.question.returnPressed.connect(self._add)
        self.standard.returnPressed.connect(self._add)
        rows.edited.connect(self._edit)
        self.table.removed.connect(self._remove)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        for widget in (self.library, self.copy, self.keep):
            top.addWidget(widget)
        top.addStretch(1)
        foot = QHBoxLayout()
        foot.addWidget(self.question, 1)
        foot.addWidget(self.standard, 1)
        foot.addWidget(self.add)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(top)
        layout.addWidget(self.told)
        layout.addWidget(self.table, 1)
        layout.addLayout(foot)

    def show_picture(self, picture: Picture) -> None:
        """Show the questions, and what the library holds."""
        super().show_picture(picture)
        view = picture.grades.audit
        self.table.rows.show(view.questions)
        chosen = self.library.currentData()
        self.tools = self.bench.jobs.read(views.tools)
        self.library.clear()
        for tool in self.tools:
            words = f"{tool.title} ({len(tool.questions)} questions)"
            self.library.addItem(words, tool.id)
        self.library.setCurrentIndex(max(self.library.findData(chosen), 0))
        graded = bool(picture.grades.total)
        self.copy.setEnabled(bool(self.tools) and not graded and view.head.state.is_open)
        self.keep.setEnabled(bool(view.questions))
        self.told.setText(self._words(picture))

    def _words(self, picture: Picture) -> str:
        view = picture.grades.audit
        if not view.questions:
            return _EMPTY
        source = f"Copied from {view.head.tool}. " if view.head.tool else ""
        if picture.grades.total:
            return f"{source}Grades have come in: words may be put right, no question taken out."
        return f"{source}F2 changes a cell, Delete takes a question out."

    def arrive(self) -> None:
        """Begin with a new question."""
        self.question.setFocus()

    def _copy(self) -> None:
        tool_id = self.library.currentData()
        if tool_id is not None:
            verb = partial(audit_content.choose_tool, audit_id=self.audit_id, tool_id=tool_id)
            self.do("Copy a tool into the audit", verb)

    def _keep(self) -> None:
        self.do("Keep the tool", partial(_keep, audit_id=self.audit_id), then=self.bench.say)

    def _add(self) -> None:
        if not self.question.text().strip():
            self.question.setFocus()
            return
        verb = partial(
            _add_question,
            audit_id=self.audit_id,
            text=self.question.text(),
            standard=self.standard.text(),
        )
        self.do("Add a question", verb, then=self._added)

    def _added(self, _: object) -> None:
        self.question.clear()
        self.standard.clear()
        self.question.setFocus()

    def _edit(self, row_id: str, name: str, value: object) -> None:
        row = self.table.rows.rows[self.table.rows.place(row_id)]
        verb = partial(
            audit_content.edit_question,
            question_id=row_id,
            name=name,
            seen=getattr(row, name),
            value=str(value).strip(),
        )
        self.do("Change a question", verb)

    def _remove(self, row_id: str) -> None:
        self.do("Take out a question", partial(audit_content.remove_question, question_id=row_id))


def _keep(uow: Any, *, audit_id: str) -> str:
    tool = audit_content.keep_as_tool(uow, audit_id)
    return f"Kept in the library as {tool.name}, version {tool.number}."


def _add_question(uow: Any, *, audit_id: str, text: str, standard: str) -> str:
    return audit_content.add_question(uow, audit_id, text, standard).id
