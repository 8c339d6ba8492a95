"""The third step: what is said of the case, the tools by how they fit, and the plan of stages."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from safeguard_desk.errors import Refusal
from safeguard_desk.registers.declare import Editor, Field
from safeguard_desk.rules.dates import read_date, write_date
from safeguard_desk.rules.review_tools import Ranked, read_traits
from safeguard_desk.rules.terms_review import Trait
from safeguard_desk.ui.audits.step import heading, quiet
from safeguard_desk.ui.meeting.looks import make_primary
from safeguard_desk.ui.meeting.rows import Column, Rows, RowsView, Style
from safeguard_desk.ui.meeting.weakly import weakly
from safeguard_desk.ui.reviews.step import Bench, Step, buttons
from safeguard_desk.ui.widgets.fields import LineField
from safeguard_desk.views import review_tools as views
from safeguard_desk.views.review_case import Case
from safeguard_desk.views.review_parts import StageView
from safeguard_desk.work import review_tools

FIELDS = (
    Field("cost_planned", "Cost planned, £", Editor.NUMBER),
    Field("cost_actual", "Cost so far, £", Editor.NUMBER),
)


@dataclass(frozen=True)
class Fitting:
    """A tool by its fit, and whether it is the case's own."""

    id: str
    ranked: Ranked
    chosen: bool


def _name(row: Fitting) -> str:
    return f"{'✓ ' if row.chosen else ''}{row.ranked.name}"


def _points(row: Fitting) -> str:
    return str(row.ranked.points)


def _why(row: Fitting) -> str:
    parts = [*row.ranked.reasons, *(f"but: {one}" for one in row.ranked.against)]
    return "; ".join(parts) or "nothing said of the case speaks for or against it"


def _bold(row: Fitting) -> Style:
    return Style(bold=row.chosen)


def _stage(row: StageView) -> str:
    return row.name


def _day(name: str, row: StageView) -> str:
    day = getattr(row, name)
    return write_date(day) if day else ""


def _number(name: str, row: StageView) -> str:
    return str(getattr(row, name) or "")


class ToolStep(Step):
    """Traits at the left, ranked tools beside them, the plan below."""

    title = "Tool and plan"

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        """Lay the step out."""
        super().__init__(bench, parent)
        self.fields(FIELDS)
        self.traits = {trait: QCheckBox(trait.label, self) for trait in Trait}
        columns = (
            Column("Tool", _name, 30),
            Column("Points", _points, 6, right=True),
            Column("Why", _why),
        )
        self.tools = RowsView(Rows(columns, self, style=_bold), "Review tools by fit", self)
        self.tools.setWordWrap(True)
        self.why = LineField("Why this tool", self)
        self.why.setPlaceholderText("Why this one, where it is not the first")
        self.start = LineField("First day of the plan", self)
        self.start.setPlaceholderText("Starts on (the decision, where empty)")
        self.choose = QPushButton("&Choose this tool and lay its stages out", self)
        make_primary(self.choose)
        stages = (
            Column("Stage", _stage),
            Column("Planned", partial(_day, "planned_on"), 13, "planned_on"),
            Column("Reached", partial(_day, "reached_on"), 13, "reached_on"),
            Column("Days planned", partial(_number, "days_planned"), 13, "days_planned"),
            Column("Days taken", partial(_number, "days_actual"), 12, "days_actual"),
        )
        rows = Rows(stages, self, style=weakly(self._late))
        self.stages = RowsView(rows, "Plan of stages", self)
        self.told = quiet("", self)
        self._lay_out()
        for box in self.traits.values():
            box.clicked.connect(self._say)
        self.choose.clicked.connect(self._choose)
        rows.edited.connect(self._edit)

    def _lay_out(self) -> None:
        traits = QVBoxLayout()
        traits.setSpacing(4)
        traits.addWidget(heading("What is said of the case", self))
        for box in self.traits.values():
            traits.addWidget(box)
        traits.addStretch(1)
        ranked = QVBoxLayout()
        ranked.setSpacing(6)
        ranked.addWidget(heading("Tools, best fit first", self))
        ranked.addWidget(self.tools, 1)
        line = QHBoxLayout()
        line.addWidget(self.why, 2)
        line.addWidget(self.start, 1)
        ranked.addLayout(line)
        ranked.addLayout(buttons((self.choose,)))
        above = QHBoxLayout()
        above.setSpacing(16)
        above.addLayout(traits)
        above.addLayout(ranked, 1)
        costs = QGridLayout()
        costs.addWidget(self.rows["cost_planned"], 0, 0)
        costs.addWidget(self.rows["cost_actual"], 0, 1)
        costs.addWidget(self.told, 0, 2)
        costs.setColumnStretch(2, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(above, 3)
        layout.addWidget(heading("Plan (F2 changes a cell)", self))
        layout.addWidget(self.stages, 3)
        layout.addLayout(costs)

    def arrive(self) -> None:
        """Begin with what is said of the case."""
        self.traits[Trait.SIMPLE].setFocus()

    def show_case(self, case: Case) -> None:
        """Show what is said of the case, the ranking that follows, and the plan."""
        super().show_case(case)
        held = read_traits(case.head.traits)
        for trait, box in self.traits.items():
            box.setChecked(trait in held)
        ranked = self.bench.jobs.read(partial(views.suggestions, traits=held))
        self.tools.rows.show([Fitting(one.id, one, one.id == case.head.tool_id) for one in ranked])
        self.tools.resizeRowsToContents()
        if self.tools.chosen is None and ranked:
            self.tools.choose(ranked[0].id)
        self.stages.rows.show(case.stages)
        planned = sum(one.days_planned for one in case.stages)
        taken = sum(one.days_actual for one in case.stages)
        self.told.setText(f"{planned} days of work planned, {taken} taken so far.")

    def _late(self, row: StageView) -> Style:
        today = self.case.today if self.case else None
        late = today and row.reached_on is None and row.planned_on and row.planned_on < today
        return Style(bold=bool(late))

    def _say(self, _: bool) -> None:
        said = frozenset(trait for trait, box in self.traits.items() if box.isChecked())
        verb = partial(review_tools.say_traits, review_id=self.review_id, traits=said)
        self.do("Say what the case is like", verb)

    def _choose(self) -> None:
        chosen = self.tools.chosen
        if not self.need(chosen, "tool") or self.case is None:
            return
        text = self.start.text().strip()
        verb = partial(
            review_tools.choose,
            review_id=self.review_id,
            tool_id=chosen or "",
            reasons=self.why.text(),
            start=read_date(text, self.case.today) if text else None,
        )
        self.do("Choose a review tool", verb, then=self._chosen)

    def _chosen(self, _: object) -> None:
        self.why.clear()
        self.start.clear()

    def _edit(self, stage_id: str, name: str, typed: object) -> None:
        if self.case is None:
            return
        row = self.stages.rows.rows[self.stages.rows.place(stage_id)]
        text = str(typed).strip()
        value: object = None
        if name.endswith("_on"):
            value = read_date(text, self.case.today) if text else None
            wrong = bool(text) and value is None
        else:
            wrong = bool(text) and not text.isdecimal()
            value = int(text) if text.isdecimal() else 0
        if wrong:
            self.bench.refuse(
                Refusal(f"“{text}” is not understood.", "The plan stays.", "Type a day or number.")
            )
            return
        verb = partial(
            review_tools.edit_stage,
            stage_id=stage_id,
            name=name,
            seen=getattr(row, name),
            value=value,
        )
        self.do("Change a stage", verb)
