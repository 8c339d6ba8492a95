"""The last step: the action plan with its six months, the re-audit, and the verdict on practice."""

from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from safeguard_desk.errors import Refusal
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.terms_quality import Basis, Practice
from safeguard_desk.ui.audits.impact_rows import (
    COMPARED,
    MEASURES,
    PLAN,
    ComparedRow,
    MeasureRow,
    bold,
    spoken,
)
from safeguard_desk.ui.audits.step import Bench, Step, heading, quiet
from safeguard_desk.ui.audits.wide import WideRows
from safeguard_desk.ui.meeting.rows import Rows
from safeguard_desk.ui.register.field_row import today
from safeguard_desk.ui.widgets.choices import PickField, TermField
from safeguard_desk.ui.widgets.fields import DateField, LineField, TextField
from safeguard_desk.views import choices
from safeguard_desk.views.audit_picture import Picture, indicators
from safeguard_desk.work import audit_impact, audits, linking
from safeguard_desk.work.actions import NewAction

_REF = 12
"""Letters of a reference such as QA-REC-0001."""


class ImpactStep(Step):
    """Plan above; re-audit, comparison and verdict below."""

    title = "Plan && impact"

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        """Lay the step out."""
        super().__init__(bench, parent)
        jobs = bench.jobs
        rows = Rows(PLAN, self, style=bold, spoken=spoken)
        self.plan = WideRows(rows, "Action plan", self)
        self.plan.setMinimumHeight(110)
        self.told = QLabel(self)
        self.told.setWordWrap(True)
        self.action = LineField("New action of the plan", self)
        self.action.setPlaceholderText("What is to be done")
        self.source = QComboBox(self)
        self.source.setAccessibleName("The finding or recommendation it answers")
        self.source.setMinimumContentsLength(_REF)
        self.owner = PickField("Owner", partial(jobs.read, choices.people), self)
        self.owner.setPlaceholderText("Owner")
        self.due = DateField("Due", partial(today, jobs), "Due: in 6 months", self)
        self.reason = LineField("Reason for a later due date", self)
        self.reason.setPlaceholderText("Why later than six months")
        self.add = QPushButton("&Add action", self)
        self.agreed = DateField("Plan agreed on", partial(today, jobs), "today", self)
        self.agree = QPushButton("Agree the &plan", self)
        self.re_audit_due = DateField("Re-audit due", partial(today, jobs), "as 1 apr", self)
        self.same_cases = QCheckBox("the same cases", self)
        self.repeat = QPushButton("Plan the &re-audit", self)
        self.go = QPushButton("Open the re-a&udit", self)
        self._make_verdict()
        self._lay_out()
        self._connect()

    def _make_verdict(self) -> None:
        self.compared = WideRows(Rows(COMPARED, self), "Before and after", self)
        self.compared.setMinimumHeight(120)
        self.compared_told = quiet("", self)
        self._make_measures()
        self.verdict = TermField("Verdict on practice", Practice, self)
        self.basis = TermField("What it rests on", Basis, self, required=True)
        self.reasons = TextField("Reasons of the verdict", self)
        self.reasons.setPlaceholderText("Why: what the figures, the voices and the records show")
        self.judge = QPushButton("&Give the verdict", self)
        self.suggest = QPushButton("Take the su&ggestion", self)
        self.given = QLabel(self)
        self.given.setWordWrap(True)

    def _make_measures(self) -> None:
        self.measures = WideRows(Rows(MEASURES, self), "Indicators as evidence", self)
        self.measures.setMaximumHeight(120)
        load = partial(self.bench.jobs.read, indicators)
        self.indicator = PickField("Indicator as evidence", load, self)
        self.indicator.setPlaceholderText("An indicator of the scorecard")
        self.measure = QPushButton("Take as e&vidence", self)

    def _lay_out(self) -> None:
        adding = QHBoxLayout()
        adding.addWidget(self.action, 4)
        adding.addWidget(self.source, 1)
        adding.addWidget(self.owner, 2)
        adding.addWidget(self.due, 2)
        adding.addWidget(self.reason, 2)
        adding.addWidget(self.add)
        agreeing = QHBoxLayout()
        for label, widget in (("Agreed on", self.agreed), ("Re-audit due", self.re_audit_due)):
            agreeing.addWidget(QLabel(label, self))
            agreeing.addWidget(widget)
            if widget is self.agreed:
                agreeing.addWidget(self.agree)
                agreeing.addSpacing(16)
        for button in (self.repeat, self.same_cases, self.go):
            agreeing.addWidget(button)
        agreeing.addStretch(1)
        judging = QHBoxLayout()
        for part in (self.verdict, self.basis, self.suggest, self.judge):
            judging.addWidget(part)
        judging.addStretch(1)
        body = QWidget(self)
        layout = QVBoxLayout(body)
        layout.setContentsMargins(0, 0, 8, 0)
        layout.addWidget(heading("Action plan", self))
        layout.addWidget(self.told)
        layout.addWidget(self.plan, 2)
        layout.addLayout(adding)
        layout.addLayout(agreeing)
        layout.addSpacing(8)
        layout.addWidget(heading("Has practice changed?", self))
        layout.addWidget(self.compared, 2)
        layout.addWidget(self.compared_told)
        layout.addWidget(self.measures)
        measuring = QHBoxLayout()
        measuring.addWidget(self.indicator, 1)
        measuring.addWidget(self.measure)
        measuring.addStretch(2)
        layout.addLayout(measuring)
        layout.addWidget(self.given)
        layout.addWidget(self.reasons)
        layout.addLayout(judging)
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setWidget(body)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)

    def _connect(self) -> None:
        self.add.clicked.connect(self._add)
        self.action.returnPressed.connect(self._add)
        self.agree.clicked.connect(self._agree)
        self.re_audit_due.committed.connect(self._set_re_audit)
        self.repeat.clicked.connect(self._repeat)
        self.go.clicked.connect(self._go)
        self.measure.clicked.connect(self._measure)
        self.measures.removed.connect(self._remove_measure)
        self.suggest.clicked.connect(self._take)
        self.judge.clicked.connect(self._judge)
        self.plan.opened.connect(self._open)

    def show_picture(self, picture: Picture) -> None:
        """Show the plan and what came of it."""
        other = self.picture is None or self.picture.head.id != picture.head.id
        super().show_picture(picture)
        head = picture.head
        self.plan.rows.show(picture.plan)
        self.plan.setVisible(bool(picture.plan))
        self.told.setText(_plan_told(picture))
        self._show_sources(picture)
        self.agreed.show_value(head.plan_agreed_on or picture.today)
        self.re_audit_due.show_value(head.re_audit_due_on)
        self.agree.setText("Agree the plan ane&w" if head.plan_agreed_on else "Agree the &plan")
        self.agree.setEnabled(bool(picture.plan) and head.state.is_open)
        self.add.setEnabled(bool(self.source.count()) and head.state.is_open)
        again = bool(picture.again)
        for widget in (self.repeat, self.same_cases):
            widget.setVisible(not again)
            widget.setEnabled(head.plan_agreed_on is not None)
        self.go.setVisible(again or head.re_audit_of_id is not None)
        self.go.setText("Open the re-a&udit" if again else "Open the first a&udit")
        self._show_compared(picture)
        self._show_measures(picture)
        self.given.setText(_verdict_told(picture))
        self.given.setVisible(head.verdict is not None)
        if other:
            self.verdict.show_value(head.verdict)
            self.basis.show_value(head.verdict_basis or Basis.RE_AUDIT)
            self.reasons.setPlainText(head.verdict_reasons)
        self.judge.setEnabled(head.state.is_open)

    def _show_sources(self, picture: Picture) -> None:
        # Somebody in the middle of an action keeps what it answers; else the first is offered.
        chosen = self.source.currentData() if self.action.text().strip() else None
        with QSignalBlocker(self.source):
            self.source.clear()
            for finding in picture.findings:
                for made in finding.recommendations:
                    self.source.addItem(made.ref, f"recommendations:{made.id}")
                self.source.addItem(finding.ref, f"findings:{finding.id}")
            self.source.setCurrentIndex(max(self.source.findData(chosen), 0))

    def _show_compared(self, picture: Picture) -> None:
        found = picture.comparison
        rows = [ComparedRow(one.question, one) for one in found.questions] if found else []
        self.compared.rows.show(rows)
        self.compared.setVisible(bool(rows))
        self.suggest.setVisible(bool(rows))
        self.compared_told.setText(_compared_told(picture))

    def _show_measures(self, picture: Picture) -> None:
        rows = [MeasureRow(one.id, one, picture.head.plan_agreed_on) for one in picture.measures]
        self.measures.rows.show(rows)
        self.measures.setVisible(bool(rows))

    def arrive(self) -> None:
        """Begin with a new action."""
        self.action.setFocus()

    def save(self) -> None:
        """Offer what is typed."""
        self.re_audit_due.commit()

    def _add(self) -> None:
        if not self.action.text().strip() or not self.source.currentData():
            self.action.setFocus()
            return
        kind, record = str(self.source.currentData()).split(":", 1)
        owner = self.owner.value()
        new = NewAction(
            self.action.text(), owners=(owner,) if owner else (), due_on=self.due.value()
        )
        verb = partial(
            _raise,
            audit_id=self.audit_id,
            source=(kind, record),
            new=new,
            reason=self.reason.text(),
        )
        self.do("Raise an action of the plan", verb, then=self._added)

    def _added(self, _: object) -> None:
        for line in (self.action, self.owner, self.due.line, self.reason):
            line.clear()
        self.action.setFocus()

    def _agree(self) -> None:
        verb = partial(audit_impact.agree_plan, audit_id=self.audit_id, on=self.agreed.value())
        self.do("Agree the action plan", verb)

    def _set_re_audit(self, day: date | None) -> None:
        seen = self.picture.head.re_audit_due_on if self.picture else None
        verb = partial(
            audits.edit, audit_id=self.audit_id, name="re_audit_due_on", seen=seen, value=day
        )
        self.do("Set when the re-audit is due", verb)

    def _repeat(self) -> None:
        verb = partial(_repeat, audit_id=self.audit_id, same=self.same_cases.isChecked())
        self.do("Plan the re-audit", verb, then=self._planned)

    def _planned(self, audit_id: str) -> None:
        self.bench.record_wanted.emit("audits", audit_id)

    def _go(self) -> None:
        if self.picture is None:
            return
        first = self.picture.head.re_audit_of_id
        wanted = self.picture.again[-1].id if self.picture.again else first
        if wanted is not None:
            self.bench.record_wanted.emit("audits", wanted)

    def _measure(self) -> None:
        chosen = self.indicator.value()
        if chosen is None:
            self.indicator.setFocus()
            return
        verb = partial(_measure, audit_id=self.audit_id, indicator_id=chosen)
        self.do("Take an indicator as evidence", verb, then=self._measured)

    def _measured(self, _: object) -> None:
        self.indicator.clear()

    def _remove_measure(self, link_id: str) -> None:
        self.do("Take an indicator away", partial(linking.unlink, link_id=link_id))

    def _take(self) -> None:
        found = self.picture.comparison if self.picture else None
        if found is not None:
            self.verdict.setCurrentIndex(self.verdict.findText(found.suggestion.verdict.label))
            self.basis.setCurrentIndex(self.basis.findText(Basis.RE_AUDIT.label))
            self.reasons.setPlainText(found.suggestion.reasons)
            self.reasons.setFocus()

    def _judge(self) -> None:
        verdict, basis = self.verdict.value(), self.basis.value()
        if not isinstance(verdict, Practice) or not isinstance(basis, Basis):
            self.bench.refuse(
                Refusal("No verdict is chosen.", "Nothing was recorded.", "Choose one first.")
            )
            return
        verb = partial(
            audit_impact.give_verdict,
            audit_id=self.audit_id,
            verdict=verdict,
            basis=basis,
            reasons=self.reasons.toPlainText(),
        )
        self.do("Give a verdict on practice", verb)

    def _open(self, action_id: str) -> None:
        self.bench.record_wanted.emit("actions", action_id)


def _raise(uow: Any, *, audit_id: str, source: Any, new: NewAction, reason: str) -> str:
    return audit_impact.raise_action(uow, audit_id, source, new, reason).id


def _measure(uow: Any, *, audit_id: str, indicator_id: str) -> str:
    return audit_impact.measure_by(uow, audit_id, indicator_id).id


def _repeat(uow: Any, *, audit_id: str, same: bool) -> str:
    return audit_impact.plan_re_audit(uow, audit_id, same_cases=same).id


def _plan_told(picture: Picture) -> str:
    if not picture.plan:
        return (
            "No actions yet: choose the finding or recommendation that an action answers."
            if picture.findings
            else "No findings yet: actions answer what the audit found."
        )
    awaited = sum(one.status.is_awaited for one in picture.plan)
    count = f"{len(picture.plan)} actions, {awaited} still to be done."
    if picture.limit is None:
        return f"{count} The plan is not agreed yet; its six months run from that day."
    late = picture.limit < picture.today and awaited
    end = f"its six months end{'ed' if late else ''} on {write_date(picture.limit)}"
    agreed = write_date(picture.head.plan_agreed_on) if picture.head.plan_agreed_on else ""
    return f"{'! ' if late else ''}{count} Agreed on {agreed}; {end}."


def _compared_told(picture: Picture) -> str:
    found = picture.comparison
    if found is not None:
        how = (
            "The same cases are compared each with itself."
            if found.paired
            else "Different cases are compared."
        )
        new = f" Not asked before: {', '.join(found.unpaired)}." if found.unpaired else ""
        told = found.suggestion
        return (
            f"{how}{new} Grades of several agencies on one case are counted each."
            f" Suggested: {told.verdict.label.lower()}. {told.reasons}"
        )
    if picture.again:
        return f"{picture.again[-1].ref} repeats this audit; the comparison stands there."
    if picture.head.plan_agreed_on:
        return "Plan the re-audit: the same questions are asked again, and compared here."
    return "Once the plan is agreed a re-audit can be planned, or an indicator judged."


def _verdict_told(picture: Picture) -> str:
    head = picture.head
    if head.verdict is None or head.verdict_on is None:
        return ""
    basis = f", on {head.verdict_basis.label.lower()}" if head.verdict_basis else ""
    return f"Verdict of {write_date(head.verdict_on)}{basis}: {head.verdict.label}."
