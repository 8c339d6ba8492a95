"""The fifth step: what the grades come to, and moderation, cell by cell."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from safeguard_desk.rules.terms_quality import Grade
from safeguard_desk.ui.audits.step import Bench, Step, heading, quiet
from safeguard_desk.ui.audits.wide import WideRows
from safeguard_desk.ui.meeting.rows import Column, Rows, RowsView
from safeguard_desk.ui.widgets.fields import LineField
from safeguard_desk.views.audit_grades import GradeView, ReturnView, Tally
from safeguard_desk.views.audit_picture import Picture
from safeguard_desk.views.audits import CaseView
from safeguard_desk.work import audit_returns
from safeguard_desk.work.audit_returns import Returned

KEYS = {
    "O": Grade.OUTSTANDING,
    "G": Grade.GOOD,
    "R": Grade.REQUIRES_IMPROVEMENT,
    "I": Grade.INADEQUATE,
    "N": Grade.NOT_APPLICABLE,
}
"""Letters that moderate the chosen cell; C confirms it as it is, B takes moderation back."""
_CONFIRM, _BACK = "C", "B"
_WIDE = 13
_BAR = 10
"""Blocks of which the picture of a share has as many as there are tenths."""


@dataclass(frozen=True)
class TallyRow:
    """A question with the id the table knows it by."""

    id: str
    tally: Tally


@dataclass(frozen=True)
class CaseRow:
    """A case with what each agency returned on it."""

    id: str
    case: CaseView
    returns: tuple[ReturnView | None, ...]


def _question(row: TallyRow) -> str:
    return row.tally.question.heading


def _count(grade: Grade, row: TallyRow) -> str:
    return str(row.tally.counts.get(grade, 0) or "–")


def _good(row: TallyRow) -> str:
    return row.tally.share.words


def _picture(row: TallyRow) -> str:
    """Return the share at a glance, a block for each tenth."""
    value = row.tally.share.value
    if value is None or row.tally.share.whole < 5:
        return ""
    full = round(value * _BAR)
    return "█" * full + "▁" * (_BAR - full)


def _own(row: TallyRow) -> str:
    return row.tally.own.words


def _agree(row: TallyRow) -> str:
    found = row.tally.agreement
    if not found.pairs:
        return "not moderated"
    kappa = "" if found.kappa is None else f", κ {found.kappa:.2f}"
    return f"{found.same} of {found.pairs} as graded{kappa}"


def _spoken(row: TallyRow) -> str:
    counts = ", ".join(f"{_count(grade, row)} {grade.label.lower()}" for grade in Grade)
    return f"{_question(row)}: {counts}. Good or better {_good(row)}. Agreement: {_agree(row)}"


def _case(row: CaseRow) -> str:
    return row.case.code


def words_of(held: ReturnView | None, question_id: str) -> str:
    """Return a cell of the grid: the grade that counts, and what it was before moderation."""
    if held is None:
        return ""
    if held.not_known:
        return "not known"
    grade = held.grades.get(question_id)
    if grade is None:
        return "·"
    if grade.differs:
        return f"{_short(grade.final)} ← {_short(grade.self_grade)}"
    return _short(grade.final) + (" ✓" if grade.moderated else "")


def _short(grade: Grade) -> str:
    return {"outstanding": "Outst.", "inadequate": "Inad."}.get(grade.value, grade.short)


def _cell(place: int, question_id: str, row: CaseRow) -> str:
    return words_of(row.returns[place], question_id)


def _tip(place: int, question_id: str, row: CaseRow) -> str:
    held = row.returns[place]
    if held is None:
        return "No return"
    grade = held.grades.get(question_id)
    parts = []
    if grade is not None:
        parts.append(f"Self-grade: {grade.self_grade.label}")
        if grade.moderated is not None:
            parts.append(f"Moderated: {grade.moderated.label}, by {grade.by}. {grade.reason}")
    for name, words in (("Comment", held.comment), ("Evidence", held.evidence)):
        if words:
            parts.append(f"{name}: {words}")
    return "\n".join(parts) or "Nothing is graded"


class GradesStep(Step):
    """Questions above with what they come to; the chosen one's grid below."""

    title = "Grades"

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        """Lay the step out."""
        super().__init__(bench, parent)
        self.asked: Grade | None = None
        self.told = QLabel(self)
        self.told.setWordWrap(True)
        columns = (
            Column("Question", _question),
            *(Column(_short(grade), partial(_count, grade), 6, right=True) for grade in Grade),
            Column("Good or better", _good, 17),
            Column("", _picture, 16),
            Column("As self-graded", _own, 17),
            Column("Moderation", _agree, 26),
        )
        self.tallies = WideRows(Rows(columns, self, spoken=_spoken), "Questions", self)
        self.grid: RowsView | None = None
        self.grid_heading = heading("", self)
        self.reason = LineField("Reason for the moderated grade", self)
        self.reason.setPlaceholderText("Why the grade is moderated, then Enter")
        self.reason_told = QLabel(self)
        self.reason_told.setWordWrap(True)
        self.confirm = QPushButton("&Confirm all that are left", self)
        self.confirm.setToolTip("Every grade that is not moderated yet stands as it was given")
        self._lay_out()
        self.tallies.selectionModel().currentRowChanged.connect(self._turn)
        self.reason.returnPressed.connect(self._give)
        self.confirm.clicked.connect(self._confirm_all)

    def _lay_out(self) -> None:
        below = QWidget(self)
        self.below = QVBoxLayout(below)
        self.below.setContentsMargins(0, 0, 0, 0)
        top = QHBoxLayout()
        top.addWidget(self.grid_heading, 1)
        top.addWidget(self.confirm)
        self.below.addLayout(top)
        self.keys = quiet(
            "O outstanding, G good, R requires improvement, I inadequate, N not applicable:"
            " moderates the chosen cell, or fills an empty one in for its agency. C confirms, B"
            " takes moderation back. ✓ confirmed, ← changed.",
            self,
        )
        self.below.addWidget(self.keys)
        asking = QHBoxLayout()
        asking.addWidget(self.reason_told)
        asking.addWidget(self.reason, 1)
        self.below.addLayout(asking)
        self._show_reason(asked=None)
        split = QSplitter(self)
        split.setOrientation(Qt.Orientation.Vertical)
        split.addWidget(self.tallies)
        split.addWidget(below)
        split.setSizes([220, 420])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.told)
        layout.addWidget(split, 1)

    def show_picture(self, picture: Picture) -> None:
        """Show what the grades come to."""
        other = self.picture is None or self.picture.head.id != picture.head.id
        super().show_picture(picture)
        held = picture.grades
        self.tallies.rows.show([TallyRow(one.question.id, one) for one in held.tallies])
        if (other or self.tallies.chosen is None) and held.tallies:
            self.tallies.choose(held.tallies[0].question.id)
        self.told.setText(_told(picture))
        self.confirm.setEnabled(bool(held.unmoderated()) and picture.head.state.is_open)
        self._show_grid(anew=other)

    def arrive(self) -> None:
        """Put the focus on the grid."""
        (self.grid or self.tallies).setFocus()

    def _turn(self, *_: object) -> None:
        self._show_reason(asked=None)
        self._show_grid(anew=True)

    def _show_grid(self, *, anew: bool) -> None:
        picture, question_id = self.picture, self.tallies.chosen
        if picture is None or question_id is None:
            self._put_grid_away()
            self.grid_heading.setText("")
            return
        view = picture.grades.audit
        question = next(one for one in view.questions if one.id == question_id)
        self.grid_heading.setText(f"{question.heading}: case by agency")
        if question.standard:
            self.grid_heading.setToolTip(f"Standard: {question.standard}")
        if anew or self.grid is None or len(self.grid.rows.columns) != len(view.agencies) + 1:
            self._make_grid(picture, question_id)
        rows = [
            CaseRow(
                case.id,
                case,
                tuple(
                    picture.grades.returns.get((case.id, agency.agency_id))
                    for agency in view.agencies
                ),
            )
            for case in view.cases
        ]
        if self.grid is not None:
            self.grid.rows.show(rows)

    def _put_grid_away(self) -> None:
        if self.grid is not None:
            self.below.removeWidget(self.grid)
            self.grid.hide()
            self.grid.deleteLater()
            self.grid = None

    def _make_grid(self, picture: Picture, question_id: str) -> None:
        self._put_grid_away()
        columns = [Column("Case", _case, 7)]
        for place, agency in enumerate(picture.grades.audit.agencies):
            tip = partial(_tip, place, question_id)
            words = partial(_cell, place, question_id)
            columns.append(Column(agency.short or agency.name, words, _WIDE, tip=tip))
        rows = Rows(columns, self)
        self.grid = RowsView(rows, "Grades of this question by case and agency", self)
        self.grid.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.grid.setShowGrid(True)
        self.grid.letters = "".join(KEYS) + _CONFIRM + _BACK
        self.grid.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.grid.pressed_key.connect(self._key)
        self.below.insertWidget(1, self.grid, 1)

    def chosen(self) -> GradeView | None:
        """Return the grade of the chosen cell; None where there is none."""
        question_id = self.tallies.chosen
        if self.grid is None or question_id is None:
            return None
        index = self.grid.currentIndex()
        if not index.isValid() or index.column() < 1:
            return None
        held = self.grid.rows.rows[index.row()].returns[index.column() - 1]
        return held.grades.get(question_id) if held is not None else None

    def _key(self, _: str, letter: str) -> None:
        grade = self.chosen()
        if grade is None:
            self._fill_in(letter)
        elif letter == _CONFIRM:
            self._moderate(grade.id, grade.self_grade)
        elif letter == _BACK:
            self._moderate(grade.id, None)
        elif KEYS[letter] is grade.self_grade:
            self._moderate(grade.id, grade.self_grade)
        else:
            self._show_reason(asked=KEYS[letter], of=grade)

    def _fill_in(self, letter: str) -> None:
        """Take a grade for an agency that sent its return on paper, or told it."""
        index = self.grid.currentIndex() if self.grid is not None else QModelIndex()
        if letter not in KEYS or not index.isValid() or index.column() < 1 or self.picture is None:
            self.bench.say("Choose a cell first.")
            return
        view = self.picture.grades.audit
        came = Returned(
            view.cases[index.row()].id,
            view.agencies[index.column() - 1].agency_id,
            {self.tallies.chosen or "": KEYS[letter]},
        )
        verb = partial(audit_returns.take_return, audit_id=self.audit_id, came=came)
        self.do("Fill in a grade", verb)

    def _show_reason(self, asked: Grade | None, of: GradeView | None = None) -> None:
        self.asked = asked
        for widget in (self.reason, self.reason_told):
            widget.setVisible(asked is not None)
        if asked is not None and of is not None:
            self.reason_told.setText(f"{of.self_grade.label} becomes {asked.label}:")
            self.reason.clear()
            self.reason.setFocus()

    def _give(self) -> None:
        grade = self.chosen()
        if grade is not None and self.asked is not None and self.reason.text().strip():
            self._moderate(grade.id, self.asked, self.reason.text())
            self._show_reason(asked=None)
            if self.grid is not None:
                self.grid.setFocus()

    def _moderate(self, grade_id: str, moderated: Grade | None, reason: str = "") -> None:
        verb = partial(
            audit_returns.moderate, grade_id=grade_id, moderated=moderated, reason=reason
        )
        self.do("Moderate a grade", verb)

    def _confirm_all(self) -> None:
        self.do("Confirm grades", partial(audit_returns.confirm, audit_id=self.audit_id))


def _told(picture: Picture) -> str:
    held = picture.grades
    if not held.total:
        return "No grades yet. Read the returns in the step before."
    found = held.overall
    words = f"{held.total} grades, {held.moderated} moderated"
    if found.pairs:
        kappa = (
            f"; weighted kappa {found.kappa:.2f}"
            if found.kappa is not None
            else "; too few for a kappa"
        )
        words += (
            f": {found.same} of {found.pairs} stand, {found.raised} raised,"
            f" {found.lowered} lowered{kappa}"
        )
    parts = [words + "."]
    apart = [
        one for one in held.by_agency if one.returns and one.raised + one.lowered and found.pairs
    ]
    worst = sorted(apart, key=lambda one: -(one.raised + one.lowered))[:3]
    if worst:
        named = "; ".join(f"{one.agency} {one.raised + one.lowered}" for one in worst)
        parts.append(f"Most changed: {named}.")
    return " ".join(parts)
