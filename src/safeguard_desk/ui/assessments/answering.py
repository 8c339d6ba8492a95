"""What others say of a standard: peers' score, staff, and the audits that show it in cases."""

from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from safeguard_desk.rules.terms_quality import Part, Score
from safeguard_desk.ui.assessments.rows import Voices
from safeguard_desk.ui.jobs import Jobs
from safeguard_desk.ui.widgets.fields import LineField, NumberField
from safeguard_desk.views import assessments as views
from safeguard_desk.views.assessments import AgencyLine
from safeguard_desk.work import assessments as verbs


class Answering(QWidget):
    """The chosen standard of the chosen agency in full, and what can be taken down about it."""

    said = Signal(object)
    refused = Signal(object)

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        """Lay it out; nothing is chosen yet."""
        super().__init__(parent)
        self.jobs = jobs
        self.round_id = ""
        self.line: AgencyLine | None = None
        self.row: Voices | None = None
        self.detail = QLabel(self)
        self.detail.setWordWrap(True)
        self.score = QComboBox(self)
        self.score.setAccessibleName("Peers' score")
        self.score.addItem("No peers' score", None)
        for one in Score:
            self.score.addItem(one.label, one)
        self.peer = LineField("Peers who score", self)
        self.peer.setPlaceholderText("By whom")
        self.why = LineField("Why peers score otherwise", self)
        self.why.setPlaceholderText("Why, where it is not the agency's own score")
        self.keep_score = QPushButton("Set peers' &score", self)
        self.agreed = NumberField("Staff who agree", self)
        self.answered = NumberField("Staff who answered", self)
        self.keep_staff = QPushButton("Keep staff &figures", self)
        self.question = QComboBox(self)
        self.question.setAccessibleName("Question of an audit")
        self.question.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.map = QPushButton("Sho&ws this standard", self)
        peers = line_of(self.score, self.peer, self.why, self.keep_score)
        peers.setStretchFactor(self.why, 1)
        staff = line_of(
            QLabel("Staff:", self), self.agreed, QLabel("agree of", self), self.answered
        )
        for widget in (self.keep_staff, self.question, self.map):
            staff.addWidget(widget, 1 if widget is self.question else 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.detail)
        for acts in (peers, staff):
            layout.addLayout(acts)
        self.keep_score.clicked.connect(self._set_score)
        self.why.returnPressed.connect(self._set_score)
        self.keep_staff.clicked.connect(self._set_staff)
        self.answered.returnPressed.connect(self._set_staff)
        self.map.clicked.connect(self._map)

    def fill_questions(self, group_id: str) -> None:
        """Offer the questions of the group's audits."""
        chosen = self.question.currentData()
        self.question.clear()
        for question, words in self.jobs.read(partial(views.questions, group_id=group_id)):
            self.question.addItem(words, question)
        self.question.setCurrentIndex(max(self.question.findData(chosen), 0))

    def show_answer(self, round_id: str, line: AgencyLine, row: Voices) -> None:
        """Show what is said of a standard."""
        self.round_id, self.line, self.row = round_id, line, row
        shown = self.jobs.read(partial(views.shown_by, standard_id=row.id))
        self.detail.setText(_detail(line, row, shown))
        answer = row.answer
        self.score.setCurrentIndex(self.score.findData(answer.moderated if answer else None))
        self.why.show_value(answer.reason if answer else "")
        self.agreed.show_value(row.beside.agreed if row.beside.answered else None)
        self.answered.show_value(row.beside.answered or None)
        writable = not self.jobs.desk.read_only
        for widget in (self.score, self.peer, self.why, self.keep_score):
            widget.setEnabled(writable and answer is not None)
        self.map.setEnabled(writable and self.question.count() > 0)

    def _set_score(self) -> None:
        row = self.row
        if row is None or row.answer is None:
            return
        verb = partial(
            verbs.moderate,
            answer_id=row.answer.id,
            score=self.score.currentData(),
            reason=self.why.text(),
            by=self.peer.text() or self.jobs.desk.who,
        )
        self._do(f"Score {row.standard.code} as peers", verb)

    def _set_staff(self) -> None:
        row, line = self.row, self.line
        if row is None or line is None:
            return
        agreed, answered = self.agreed.text().strip(), self.answered.text().strip()
        if not agreed.isdecimal() or not answered.isdecimal():
            self.said.emit("Type how many agree, and of how many who answered.")
            return
        verb = partial(
            _survey,
            round_id=self.round_id,
            agency_id=line.agency_id,
            standard_id=row.id,
            answered=int(answered),
            agreed=int(agreed),
        )
        self._do(f"Keep what staff say of {row.standard.code}", verb)

    def _map(self) -> None:
        row, question = self.row, self.question.currentData()
        if row is not None and question is not None:
            verb = partial(_map, standard_id=row.id, question_id=question)
            self._do(f"Let an audit show {row.standard.code}", verb)

    def _do(self, title: str, verb: Any) -> None:
        self.jobs.change(title, verb, refused=self.refused.emit)


def line_of(*widgets: QWidget) -> QHBoxLayout:
    """Return widgets side by side."""
    line = QHBoxLayout()
    for widget in widgets:
        line.addWidget(widget)
    return line


def _survey(uow: Any, **values: Any) -> str:
    return verbs.survey(uow, **values).id


def _map(uow: Any, **values: Any) -> str:
    return verbs.map_question(uow, **values).id


def _detail(line: AgencyLine, row: Voices, shown: list[str]) -> str:
    told = [f"{row.standard.code} {row.standard.text}."]
    if row.standard.expected:
        told.append(f"Expected: {row.standard.expected}.")
    if row.answer is not None:
        parts = (
            ("Evidence", row.answer.evidence),
            ("Plans", row.answer.planned),
            ("Peers", row.answer.reason),
        )
        told += [f"{name}: {words.rstrip('.')}." for name, words in parts if words]
    elif line.part is Part.DECLINED:
        told.append(f"{line.name} declined: {line.reason}.")
    told += [f"Last time ({one.round}, {one.code}): {one.score.label}." for one in row.before]
    if shown:
        told.append(f"Cases are those of {', '.join(shown)}.")
    return " ".join(told)
