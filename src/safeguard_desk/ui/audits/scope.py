"""The first step: what is audited and why, who leads it, and when each stage is due."""

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtWidgets import (
    QFormLayout,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from safeguard_desk.errors import Refusal
from safeguard_desk.registers.declare import Editor, Field
from safeguard_desk.rules.audit_stages import STAGES, passed
from safeguard_desk.rules.dates import read_date, write_date
from safeguard_desk.rules.terms import Side
from safeguard_desk.rules.terms_quality import AuditState, Why
from safeguard_desk.ui.audits.step import Bench, Step, heading, quiet
from safeguard_desk.ui.meeting.rows import Column, Rows, RowsView, Style
from safeguard_desk.ui.meeting.weakly import weakly
from safeguard_desk.ui.register.field_row import FieldRow
from safeguard_desk.ui.widgets.choices import PickField, TermField
from safeguard_desk.ui.widgets.fields import LineField
from safeguard_desk.views import audit_programme
from safeguard_desk.views.audit_picture import Picture
from safeguard_desk.views.audits import ReasonView, StageView
from safeguard_desk.work import audits

FIELDS = (
    Field("title", "Theme", Editor.LINE, required=True),
    Field("side", "Side", Editor.TERM, Side, required=True),
    Field("scope", "Scope: what is looked at, and what is not", Editor.TEXT),
    Field("lead_id", "Lead", Editor.PERSON),
    Field("cases_wanted", "Number of cases", Editor.NUMBER),
    Field("period_from", "Practice from", Editor.DATE),
    Field("period_to", "Practice to", Editor.DATE),
)


@dataclass(frozen=True)
class StageRow:
    """A stage with the id the table knows it by."""

    id: str
    view: StageView
    state: AuditState
    today: date

    @property
    def late(self) -> bool:
        """True where its planned day is past and it is not reached."""
        planned = self.view.planned_on
        return planned is not None and planned < self.today and not self.view.reached_on


def _planned(row: StageRow) -> str:
    return write_date(row.view.planned_on) if row.view.planned_on else ""


def _stands(row: StageRow) -> str:
    if row.view.reached_on and passed(row.view.stage, row.state):
        return f"✓ {write_date(row.view.reached_on)}"
    return "! late" if row.late else ""


def _stage(row: StageRow) -> str:
    return row.view.stage.label


def _reason(row: ReasonView) -> str:
    return row.text


def _spoken_stage(row: StageRow) -> str:
    return f"{_stage(row)}, planned {_planned(row) or 'for no day'}, {_stands(row) or 'to come'}"


class ScopeStep(Step):
    """The audit's own fields at the left; reasons and timetable at the right."""

    title = "Scope"

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        """Lay the fields out."""
        super().__init__(bench, parent)
        self.rows = {field.name: FieldRow(field, bench.jobs, self) for field in FIELDS}
        for row in self.rows.values():
            row.offered.connect(self._offer)
        self.reasons = RowsView(
            Rows((Column("Why this theme", _reason),), self), "Why this theme", self
        )
        self.reasons.removed.connect(self._remove_reason)
        self.why = TermField("Why", Why, self, required=True)
        self.words = LineField("The reason in words", self)
        self.words.setPlaceholderText("In words, where it helps")
        load = partial(bench.jobs.read, audit_programme.callers)
        self.record = PickField("The record that calls for it", load, self)
        self.record.setPlaceholderText("What calls for it: a finding, a priority, a risk")
        self.add = QPushButton("&Add reason", self)
        columns = (
            Column("Stage", _stage),
            Column("Planned", _planned, 14, "planned_on", _planned),
            Column("Reached", _stands, 16),
        )
        rows = Rows(columns, self, style=weakly(self._style), spoken=_spoken_stage)
        self.stages = RowsView(rows, "Timetable", self)
        rows.edited.connect(self._plan_stage)
        self.shift = QPushButton("&A week later", self)
        self.shift.setToolTip("Moves every stage that is still to come by a week")
        self._lay_out()
        self.add.clicked.connect(self._add_reason)
        self.words.returnPressed.connect(self._add_reason)
        self.shift.clicked.connect(self._shift)

    def _lay_out(self) -> None:
        body = QWidget(self)
        grid = QGridLayout(body)
        grid.setContentsMargins(0, 0, 8, 0)
        grid.setVerticalSpacing(10)
        for place, name in enumerate(("title", "scope", "lead_id")):
            grid.addWidget(self.rows[name], place, 0, 1, 2)
        grid.addWidget(self.rows["side"], 3, 0)
        grid.addWidget(self.rows["cases_wanted"], 3, 1)
        grid.addWidget(self.rows["period_from"], 4, 0)
        grid.addWidget(self.rows["period_to"], 4, 1)
        grid.setRowStretch(5, 1)
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setWidget(body)
        right = QVBoxLayout()
        right.addWidget(self.reasons, 2)
        form = QFormLayout()
        form.setContentsMargins(0, 0, 0, 0)
        form.addRow("&Why", self.why)
        form.addRow("&Called for by", self.record)
        line = QHBoxLayout()
        line.addWidget(self.words, 1)
        line.addWidget(self.add)
        label = QLabel("In wor&ds", self)
        label.setBuddy(self.words)
        form.addRow(label, line)
        right.addLayout(form)
        top = QHBoxLayout()
        top.addWidget(heading("Timetable", self))
        top.addStretch(1)
        top.addWidget(self.shift)
        right.addSpacing(8)
        right.addLayout(top)
        right.addWidget(self.stages, 5)
        right.addWidget(quiet("F2 changes a planned day; Delete takes a reason away.", self))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        layout.addWidget(scroll, 1)
        layout.addLayout(right, 1)

    def show_picture(self, picture: Picture) -> None:
        """Show the audit as it stands."""
        super().show_picture(picture)
        head = picture.head
        for name, row in self.rows.items():
            value: Any = getattr(head, name)
            row.show_value(value if name != "cases_wanted" or value else None)
            row.setEnabled(head.state.is_open)
        self.reasons.rows.show(picture.grades.audit.reasons)
        rows = [
            StageRow(f"{head.id}{one.stage}", one, head.state, picture.today)
            for one in head.stages
            if one.stage in STAGES
        ]
        self.stages.rows.show(rows)

    def arrive(self) -> None:
        """Begin with the scope."""
        self.rows["scope"].widget.setFocus()

    def save(self) -> None:
        """Offer whatever is typed."""
        for row in self.rows.values():
            row.widget.commit()

    def _style(self, row: StageRow) -> Style:
        return Style(bold=row.view.stage is row.state or row.late)

    def _offer(self, row: FieldRow, value: object) -> None:
        name = row.field.name
        if name == "cases_wanted":
            value = value or 0
        seen = getattr(self.picture.head, name) if self.picture else None
        verb = partial(audits.edit, audit_id=self.audit_id, name=name, seen=seen, value=value)
        self.do(f"Change {row.field.title.split(':')[0].lower()}", verb, refused=row.refuse)

    def _add_reason(self) -> None:
        why = self.why.value()
        if not isinstance(why, Why):
            self.bench.refuse(
                Refusal("No kind of reason is chosen.", "Nothing was added.", "Choose why first.")
            )
            return
        chosen = self.record.value()
        record = tuple(chosen.split(":", 1)) if chosen else None
        verb = partial(
            _add, audit_id=self.audit_id, why=why, words=self.words.text(), record=record
        )
        self.do("Say why the theme was chosen", verb, then=self._added)

    def _added(self, _: object) -> None:
        for line in (self.words, self.record):
            line.clear()

    def _remove_reason(self, reason_id: str) -> None:
        verb = partial(audits.remove_reason, reason_id=reason_id)
        self.do("Take a reason away", verb)

    def _plan_stage(self, row_id: str, _: str, value: object) -> None:
        row = self.stages.rows.rows[self.stages.rows.place(row_id)]
        text = str(value).strip()
        day = read_date(text, row.today) if text else None
        if text and day is None:
            self.bench.refuse(
                Refusal(
                    f"“{text}” is no day.",
                    "The timetable stays as it was.",
                    "Type a day as 14 jan, next tue or +10wd.",
                )
            )
            return
        verb = partial(audits.plan_stage, audit_id=self.audit_id, stage=row.view.stage, day=day)
        self.do(f"Plan {row.view.stage.label.lower()}", verb)

    def _shift(self) -> None:
        self.do("Move the timetable", partial(audits.shift, audit_id=self.audit_id, days=7))


def _add(uow: Any, *, audit_id: str, why: Why, words: str, record: Any) -> str:
    return audits.add_reason(uow, audit_id, why, words, record).id
