"""The sixth step: what the audit found, on what evidence, and what is recommended."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.terms_thread import FindingKind, Response
from safeguard_desk.ui.audits.step import Bench, Step, heading, quiet
from safeguard_desk.ui.audits.wide import WideRows
from safeguard_desk.ui.meeting.rows import Column, Rows
from safeguard_desk.ui.widgets.choices import PickField, TermField
from safeguard_desk.ui.widgets.fields import LineField, TextField
from safeguard_desk.views import choices
from safeguard_desk.views.audit_picture import FindingView, Picture, resembling
from safeguard_desk.work import audit_findings

_EMPTY = (
    "No findings yet. Type what the audit shows, choose whether it is a strength, and take its"
    " evidence from a question's grades."
)


@dataclass(frozen=True)
class Row:
    """A finding, or under it a recommendation, with the id of the record."""

    id: str
    finding: FindingView
    kind: str
    ref: str
    text: str
    more: str


def rows_of(picture: Picture) -> list[Row]:
    """Return the findings, each with its recommendations under it."""
    found = []
    for one in picture.findings:
        more = one.evidence or (
            f"Nothing: {one.no_recommendation}" if one.no_recommendation else ""
        )
        found.append(Row(one.id, one, one.kind.label, one.ref, one.text, more))
        for made in one.recommendations:
            answer = f"{made.response.label}, {made.to}"
            found.append(Row(made.id, one, "    ↳ Recommends", made.ref, made.text, answer))
    return found


def _ref(row: Row) -> str:
    return row.ref


def _kind(row: Row) -> str:
    return row.kind


def _text(row: Row) -> str:
    return row.text


def _more(row: Row) -> str:
    return row.more


def _spoken(row: Row) -> str:
    return f"{row.kind.strip(' ↳')} {row.ref}: {row.text}. {row.more}"


class FindingsStep(Step):
    """Findings with their recommendations; a line to add each."""

    title = "Findings"

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        """Lay the step out."""
        super().__init__(bench, parent)
        self.told = quiet("", self)
        columns = (
            Column("", _kind, 19),
            Column("Ref", _ref, 13),
            Column("Finding or recommendation", _text),
            Column("Evidence, or answer", _more, 36),
        )
        self.table = WideRows(Rows(columns, self, spoken=_spoken), "Findings", self)
        self.table.setWordWrap(True)
        self.text = TextField("New finding", self)
        self.text.setPlaceholderText("What the audit shows of practice")
        self.kind = TermField("Kind of finding", FindingKind, self, required=True)
        self.kind.show_value(FindingKind.IMPROVEMENT)
        self.question = QComboBox(self)
        self.question.setAccessibleName("Question whose grades are the evidence")
        self.agency = PickField(
            "Agency it concerns", partial(bench.jobs.read, choices.agencies), self
        )
        self.agency.setPlaceholderText("Agency it concerns, if one")
        self.add = QPushButton("&Add finding", self)
        self.before = QLabel(self)
        self.before.setWordWrap(True)
        self.before.hide()
        self.recommendation = LineField("Recommendation on the chosen finding", self)
        self.recommendation.setPlaceholderText("What is recommended on the chosen finding")
        self.to = PickField("To which agency", partial(bench.jobs.read, choices.agencies), self)
        self.to.setPlaceholderText("To the partnership, or an agency")
        self.recommend = QPushButton("&Recommend", self)
        self.nothing = QPushButton("&Nothing recommended", self)
        self.nothing.setToolTip("The line holds the reason")
        self.accept = QPushButton("A&ccepted", self)
        self._lay_out()
        self.text.textChanged.connect(self._look_before)
        self.add.clicked.connect(self._add)
        self.recommend.clicked.connect(self._recommend)
        self.recommendation.returnPressed.connect(self._recommend)
        self.nothing.clicked.connect(self._nothing)
        self.accept.clicked.connect(self._accept)
        self.table.opened.connect(self._open)

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.addWidget(self.recommendation, 3)
        line.addWidget(self.to, 1)
        for button in (self.recommend, self.nothing, self.accept):
            line.addWidget(button)
        choosing = QHBoxLayout()
        for widget in (self.kind, self.question):
            choosing.addWidget(widget)
        choosing.addWidget(self.agency, 1)
        choosing.addWidget(self.add)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.told)
        layout.addWidget(self.table, 1)
        layout.addLayout(line)
        layout.addSpacing(6)
        layout.addWidget(heading("New finding", self))
        layout.addWidget(self.text)
        layout.addWidget(self.before)
        layout.addLayout(choosing)

    def show_picture(self, picture: Picture) -> None:
        """Show the findings."""
        super().show_picture(picture)
        rows = rows_of(picture)
        self.table.rows.show(rows)
        if self.table.chosen is None and rows:
            self.table.choose(rows[0].id)
        self.told.setText("" if rows else _EMPTY)
        self.told.setVisible(not rows)
        chosen = self.question.currentData()
        self.question.clear()
        self.question.addItem("Evidence in the finding's words", "")
        for tally in picture.grades.tallies:
            words = f"{tally.question.code}: {tally.share.words} good or better"
            self.question.addItem(words, tally.question.id)
        self.question.setCurrentIndex(max(self.question.findData(chosen), 0))
        for widget in (self.add, self.recommend, self.nothing, self.accept):
            widget.setEnabled(picture.head.state.is_open)

    def arrive(self) -> None:
        """Begin with a new finding."""
        self.text.setFocus()

    def chosen(self) -> Row | None:
        """Return the chosen line."""
        place = self.table.rows.place(self.table.chosen)
        return self.table.rows.rows[place] if place >= 0 else None

    def _look_before(self) -> None:
        look = partial(
            resembling,
            text=self.text.toPlainText(),
            audit_id=self.audit_id,
            careful=self.bench.presenting,
        )
        found = self.bench.jobs.read(look)
        self.before.setVisible(bool(found))
        if found:
            ref, words, on = found[0]
            more = f" and {len(found) - 1} more" if len(found) > 1 else ""
            self.before.setText(f"Found before: {ref} of {write_date(on)}, “{words}”{more}.")

    def _add(self) -> None:
        if not self.text.toPlainText().strip():
            self.text.setFocus()
            return
        agency = self.agency.value()
        verb = partial(
            _add,
            audit_id=self.audit_id,
            text=self.text.toPlainText(),
            kind=self.kind.value(),
            question_id=self.question.currentData() or None,
            agencies=(agency,) if agency else (),
        )
        self.do("Add a finding", verb, then=self._added)

    def _added(self, finding_id: str) -> None:
        self.text.setPlainText("")
        self.agency.clear()
        self.question.setCurrentIndex(0)
        self.table.choose(finding_id)
        self.text.setFocus()

    def _recommend(self) -> None:
        row, text = self.chosen(), self.recommendation.text()
        if row is None or not text.strip():
            self.recommendation.setFocus()
            return
        verb = partial(_recommend, finding_id=row.finding.id, text=text, agency_id=self.to.value())
        self.do("Recommend", verb, then=self._recommended)

    def _recommended(self, _: object) -> None:
        self.recommendation.clear()
        self.to.clear()

    def _nothing(self) -> None:
        row = self.chosen()
        if row is not None:
            verb = partial(
                audit_findings.recommend_nothing,
                finding_id=row.finding.id,
                reason=self.recommendation.text(),
            )
            self.do("Recommend nothing", verb, then=self._recommended)

    def _accept(self) -> None:
        row = self.chosen()
        if row is not None and row.id != row.finding.id:
            verb = partial(
                audit_findings.respond, recommendation_id=row.id, response=Response.ACCEPTED
            )
            self.do("Accept a recommendation", verb)
        else:
            self.bench.say("Choose a recommendation first.")

    def _open(self, record_id: str) -> None:
        row = self.chosen()
        if row is not None:
            kind = "findings" if row.id == row.finding.id else "recommendations"
            self.bench.record_wanted.emit(kind, record_id)


def _add(uow: Any, **values: Any) -> str:
    return audit_findings.add(uow, **values).id


def _recommend(uow: Any, *, finding_id: str, text: str, agency_id: str | None) -> str:
    return audit_findings.recommend(uow, finding_id, text, agency_id=agency_id).id
