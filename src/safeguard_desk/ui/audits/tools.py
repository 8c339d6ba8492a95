"""The library of audit tools: every version, with its questions and their standards."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSplitter, QVBoxLayout, QWidget

from safeguard_desk.desk.changes import ChangeSet
from safeguard_desk.ui.audits.step import quiet
from safeguard_desk.ui.jobs import Jobs
from safeguard_desk.ui.meeting.rows import Column, Rows, RowsView, Style
from safeguard_desk.ui.shell.page import Page
from safeguard_desk.ui.shell.sections import Tab
from safeguard_desk.views import audits
from safeguard_desk.views.audits import ToolView

_EMPTY = (
    "No tools yet. Type the questions of an audit in its step “Tool” and press “Keep in the"
    " library”: the next audit can copy them."
)


@dataclass(frozen=True)
class Asked:
    """A question of a tool with the id the table knows it by."""

    id: str
    number: int
    text: str
    standard: str


def _name(row: ToolView) -> str:
    return row.name


def _version(row: ToolView) -> str:
    return f"{row.number}{'' if row.latest else ' (earlier)'}"


def _side(row: ToolView) -> str:
    return row.side.label


def _count(row: ToolView) -> str:
    return str(len(row.questions))


def _purpose(row: ToolView) -> str:
    return row.purpose


def _bold(row: ToolView) -> Style:
    return Style(bold=row.latest)


def _number(row: Asked) -> str:
    return f"Q{row.number}"


def _text(row: Asked) -> str:
    return row.text


def _standard(row: Asked) -> str:
    return row.standard


class ToolsPage(Page):
    """Tools above, the chosen one's questions below."""

    narrows = True

    def __init__(self, jobs: Jobs, tab: Tab, parent: QWidget | None = None) -> None:
        """Show the library."""
        super().__init__(jobs, tab, parent)
        heading = QLabel("Audit tools", self)
        heading.setProperty("role", "title")
        self.told = quiet("", self)
        columns = (
            Column("Tool", _name, 32),
            Column("Version", _version, 13),
            Column("Side", _side, 20),
            Column("Questions", _count, 10, right=True),
            Column("Purpose", _purpose),
        )
        self.table = RowsView(Rows(columns, self, style=_bold), "Tools", self)
        asked = (
            Column("", _number, 4),
            Column("Question", _text),
            Column("Standard", _standard),
        )
        self.questions = RowsView(Rows(asked, self), "Questions of the chosen tool", self)
        self.questions.setWordWrap(True)
        split = QSplitter(self)
        split.setOrientation(Qt.Orientation.Vertical)
        split.addWidget(self.table)
        split.addWidget(self.questions)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 10, 14, 10)
        layout.addWidget(heading)
        layout.addWidget(self.told)
        layout.addWidget(split, 1)
        self.table.selectionModel().currentRowChanged.connect(self._turn)
        self._show()

    def arrive(self) -> None:
        """Put the focus on the tools."""
        self.table.setFocus()

    def follow(self, changes: ChangeSet) -> None:
        """Follow a change of the library."""
        if changes.touches("audit_tools", "tool_questions"):
            self._show()

    def look_again(self) -> None:
        """Show the tools that are seen through the lens."""
        self._show()

    def _show(self) -> None:
        found = self.through(self.jobs.read(audits.tools))
        self.table.rows.show(found)
        if self.table.chosen is None and found:
            self.table.choose(found[0].id)
        words = "A version that an audit has used is never changed; a new one is made beside it."
        self.told.setText(words if found else _EMPTY)
        self._turn()

    def _turn(self, *_: object) -> None:
        place = self.table.rows.place(self.table.chosen)
        tool = self.table.rows.rows[place] if place >= 0 else None
        self.questions.rows.show(
            [
                Asked(f"{tool.id}{number}", number, text, standard)
                for number, (text, standard) in enumerate(tool.questions, 1)
            ]
            if tool
            else []
        )
