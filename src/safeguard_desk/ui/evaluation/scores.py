"""A course's scores as tables: by question and stage, and of the same people asked twice."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSplitter, QVBoxLayout, QWidget

from safeguard_desk.rules.terms_learning import QuestionKind
from safeguard_desk.ui.audits.wide import WideRows
from safeguard_desk.ui.evaluation.step import Bench, Step, quiet
from safeguard_desk.ui.meeting.rows import Column, Rows
from safeguard_desk.views.evaluation import ChangeView, Score, Stage
from safeguard_desk.views.kirkpatrick import CourseView

KEY = (
    "Answered: of the delegates who were to be asked by now. A mean is never shown without it. A"
    " change is of people who answered both times; its interval of 95% is given from five on."
)


@dataclass(frozen=True)
class StageRow:
    """A stage with the id the table knows it by."""

    id: str
    one: Stage


@dataclass(frozen=True)
class ScoreRow:
    """A question at a stage."""

    id: str
    one: Score


@dataclass(frozen=True)
class ChangeRow:
    """A question answered twice."""

    id: str
    one: ChangeView


def _mean(row: ScoreRow) -> str:
    if row.one.question.kind is QuestionKind.YES_NO:
        return f"{row.one.counts[1]} yes"
    return "–" if row.one.mean is None else f"{row.one.mean:.1f}"


def _spread(row: ScoreRow) -> str:
    if row.one.question.kind is QuestionKind.YES_NO:
        return f"no {row.one.counts[0]}, yes {row.one.counts[1]}"
    return "   ".join(f"{score}: {count}" for score, count in enumerate(row.one.counts, 1))


def _text(row: ChangeRow) -> str:
    return row.one.question.text


_STAGES = (
    Column("Asked", lambda row: row.one.asked.label, 20),
    Column("Delegates", lambda row: str(row.one.sought), 10, right=True),
    Column("Forms", lambda row: str(row.one.forms), 8, right=True),
    Column("Answered", lambda row: row.one.words, 30),
    Column("Unnamed", lambda row: str(row.one.anonymous), 9, right=True),
    Column("Not due yet", lambda row: str(row.one.not_due), 12, right=True),
    Column("Sessions without a form", lambda row: f"{row.one.without} of {row.one.sessions}"),
)
_SCORES = (
    Column("Question", lambda row: row.one.question.text),
    Column("Asked", lambda row: row.one.asked.label, 18),
    Column("Mean", _mean, 8, right=True),
    Column("How often each score", _spread, 34),
    Column("Answered", lambda row: row.one.response, 24),
)
_CHANGES = (
    Column("Question", lambda row: row.one.question.short, 26, tip=_text),
    Column("Asked", lambda row: row.one.when, 32),
    Column("Means", lambda row: f"{row.one.change.before:.1f} to {row.one.change.after:.1f}", 10),
    Column("Mean change", lambda row: row.one.change.words, 40),
    Column("What it allows to be said", lambda row: row.one.change.reading),
)


class ScoresStep(Step):
    """Who was asked, what was answered, and what changed."""

    title = "Scores"

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        """Lay the step out."""
        super().__init__(bench, parent)
        self.stages = WideRows(Rows(_STAGES, self), "Who was asked and who answered", self)
        self.stages.setMaximumHeight(142)
        self.scores = WideRows(Rows(_SCORES, self), "Scores by question and stage", self)
        self.changes = WideRows(Rows(_CHANGES, self), "The same people, asked twice", self)
        self.told = QLabel("The same people, asked twice", self)
        self.told.setProperty("role", "title")
        below = QWidget(self)
        lower = QVBoxLayout(below)
        lower.setContentsMargins(0, 6, 0, 0)
        lower.addWidget(self.told)
        lower.addWidget(self.changes, 1)
        split = QSplitter(Qt.Orientation.Vertical, self)
        split.addWidget(self.scores)
        split.addWidget(below)
        split.setSizes([270, 230])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 0)
        layout.addWidget(self.stages)
        layout.addWidget(split, 1)
        layout.addWidget(quiet(KEY, self))

    def show_course(self, view: CourseView) -> None:
        """Show a course's numbers."""
        super().show_course(view)
        found = view.evaluated
        self.stages.rows.show([StageRow(one.asked.value, one) for one in found.stages])
        self.scores.rows.show(
            [ScoreRow(f"{one.question.id} {one.asked.value}", one) for one in found.scores]
        )
        self.changes.rows.show(
            [
                ChangeRow(f"{one.question.id} {one.first.value} {one.second.value}", one)
                for one in found.changes
            ]
        )
        none = "Nobody is known to have answered the same question twice"
        self.told.setText("The same people, asked twice" if found.changes else none)

    def arrive(self) -> None:
        """Put the focus on the scores."""
        self.scores.setFocus()
