"""One learning need: what it is, from where, its priority, how it is answered, its state."""

from functools import partial
from typing import Any

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from safeguard_desk.registers.declare import Editor, Field
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.terms import Side
from safeguard_desk.rules.terms_learning import CourseLevel, NeedResponse, NeedSource, NeedState
from safeguard_desk.ui.register.field_row import FieldRow
from safeguard_desk.ui.reviews.step import scrolled
from safeguard_desk.ui.training.bench import Bench
from safeguard_desk.ui.widgets.choices import PickField
from safeguard_desk.views.choices import agencies
from safeguard_desk.views.learning_needs import NeedView
from safeguard_desk.views.training_year import course_choices
from safeguard_desk.work import needs

_WHY = {NeedState.MET: "What met it?", NeedState.NOT_TAKEN_ON: "Why is it not taken on?"}
FIELDS = (
    Field("title", "What is to be learned", Editor.LINE, required=True),
    Field("audience", "Who has to learn it", Editor.LINE),
    Field("level", "Level", Editor.TERM, CourseLevel),
    Field("side", "Side", Editor.TERM, Side, required=True),
    Field("source", "Seen in", Editor.TERM, NeedSource, required=True),
    Field("source_words", "Seen in, in words", Editor.LINE),
    Field("impact", "Impact 1 to 3", Editor.NUMBER),
    Field("reach", "Reach 1 to 3", Editor.NUMBER),
    Field("due_on", "To be met by", Editor.DATE),
    Field("response", "Response", Editor.TERM, NeedResponse, required=True),
    Field("response_words", "How", Editor.LINE),
    Field("state", "State", Editor.TERM, NeedState, required=True),
    Field("evidence", "Evidence", Editor.TEXT),
)
_PLACES = {
    "title": (0, 0, 4),
    "audience": (0, 4, 2),
    "impact": (1, 0, 1),
    "reach": (1, 1, 1),
    "response": (1, 2, 1),
    "response_words": (1, 3, 1),
    "state": (1, 4, 1),
    "due_on": (1, 5, 1),
    "source": (2, 0, 2),
    "source_words": (2, 2, 1),
    "level": (2, 3, 1),
    "side": (2, 4, 2),
    "evidence": (3, 0, 6),
}


class NeedForm(QWidget):
    """The chosen need in its fields, with its source, agencies and courses."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        """Lay the form out."""
        super().__init__(parent)
        self.bench = bench
        self.need: NeedView | None = None
        self.rows: dict[str, FieldRow] = {}
        for field in FIELDS:
            row = FieldRow(field, bench.jobs, self)
            row.offered.connect(self._offer)
            row.reasoned.connect(self._reasoned)
            self.rows[field.name] = row
        self.told = QLabel(self)
        self.told.setWordWrap(True)
        self.open = QPushButton("Open what showed it", self)
        self.course = PickField(
            "A course that answers it", partial(bench.jobs.read, course_choices), self
        )
        self.course.setPlaceholderText("Answer it by a course: type it, then Enter")
        self.agency = PickField("An agency concerned", partial(bench.jobs.read, agencies), self)
        self.agency.setPlaceholderText("An agency whose staff it concerns; Enter adds or removes")
        self._lay_out()
        self.open.clicked.connect(self._open)
        self.course.returnPressed.connect(self._answer)
        self.agency.returnPressed.connect(self._concern)

    def _lay_out(self) -> None:
        body = QWidget(self)
        grid = QGridLayout(body)
        grid.setContentsMargins(0, 0, 8, 0)
        grid.setHorizontalSpacing(12)
        for name, (line, column, span) in _PLACES.items():
            grid.addWidget(self.rows[name], line, column, 1, span)
        below = QHBoxLayout()
        below.addWidget(self.course, 1)
        below.addWidget(self.agency, 1)
        below.addWidget(self.open)
        grid.addWidget(self.told, 4, 0, 1, 6)
        grid.addLayout(below, 5, 0, 1, 6)
        for column in range(6):
            grid.setColumnStretch(column, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scrolled(body, self))

    def show_need(self, need: NeedView | None) -> None:
        """Show a need; what somebody is typing stays."""
        self.need = need
        self.setEnabled(need is not None)
        if need is None:
            self.told.setText("")
            return
        for name, row in self.rows.items():
            row.show_value(getattr(need, name))
        self.told.setText("  ·  ".join(_told(need)))
        self.open.setVisible(need.source_id is not None)

    def save(self) -> None:
        """Offer whatever is typed and not yet saved."""
        for row in self.rows.values():
            row.widget.commit()

    def _offer(self, row: FieldRow, value: Any) -> None:
        if self.need is None:
            return
        if row.field.name == "state" and value in _WHY:
            row.ask_reason(_WHY[value])
            return
        self._do(row, value, "")

    def _reasoned(self, row: FieldRow, reason: str) -> None:
        self._do(row, row.widget.value(), reason)

    def _do(self, row: FieldRow, value: Any, reason: str) -> None:
        if self.need is None:
            return
        need_id, name = self.need.id, row.field.name
        if name == "state":
            verb: Any = partial(needs.move_to, need_id=need_id, state=value, reason=reason)
        elif name == "response":
            verb = partial(needs.respond, need_id=need_id, response=value)
        else:
            verb = partial(needs.edit, need_id=need_id, name=name, seen=row.seen, value=value)
        title = f"Change {row.field.title.lower()} of a learning need"
        refused: Any = partial(_ask_or_refuse, row) if name == "state" else row.refuse
        self.bench.do(title, verb, refused=refused)

    def _open(self) -> None:
        if self.need is not None and self.need.source_id:
            self.bench.record_wanted.emit(self.need.source_kind, self.need.source_id)

    def _answer(self) -> None:
        course_id = self.course.value()
        if self.need is None or course_id is None:
            self.bench.refuse("No course fits.", "Nothing was changed.", "Choose from the list.")
            return
        verb = partial(needs.answer_by_course, need_id=self.need.id, course_id=course_id)
        self.bench.do("Answer a need by a course", verb, then=self._answered)

    def _answered(self, _: object) -> None:
        self.course.clear()
        self.bench.said.emit("In the programme: the course's present version carries it.")

    def _concern(self) -> None:
        agency_id = self.agency.value()
        if self.need is None or agency_id is None:
            return
        held = {identity for identity, _ in self.need.agencies} ^ {agency_id}
        verb = partial(needs.set_agencies, need_id=self.need.id, agencies=held)
        self.bench.do("Say whose staff a need concerns", verb)
        self.agency.clear()


def _ask_or_refuse(row: FieldRow, refusal: Any) -> None:
    """Ask for a reason where one was missing."""
    if "without a reason" in refusal.what:
        row.ask_reason("Why does it go back?")
    else:
        row.refuse(refusal)


def _told(need: NeedView) -> list[str]:
    parts = [f"{need.ref}, raised {write_date(need.raised_on)}, seen in {need.seen_in}"]
    if need.state_reason:
        parts.append(need.state_reason)
    if need.courses:
        parts.append("answered by " + ", ".join(one.ref for one in need.courses))
    if need.agencies:
        parts.append("concerns " + ", ".join(name for _, name in need.agencies))
    return parts
