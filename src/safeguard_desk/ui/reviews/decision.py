"""The second step: the criteria one by one, what agencies think, and the decision."""

from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from safeguard_desk.errors import Refusal
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.terms_review import Answer, ReviewKind, ReviewState, Supports
from safeguard_desk.ui.audits.step import heading, quiet
from safeguard_desk.ui.meeting.looks import make_primary
from safeguard_desk.ui.meeting.rows import Column, Rows, RowsView, Style
from safeguard_desk.ui.reviews.step import Bench, Step, buttons, form
from safeguard_desk.ui.widgets.choices import PickField, TermField
from safeguard_desk.ui.widgets.fields import LineField
from safeguard_desk.views.choices import agencies
from safeguard_desk.views.review_case import Case
from safeguard_desk.views.review_parts import AgencyView, CriterionView
from safeguard_desk.work import review_edits, reviews


def _criterion(row: CriterionView) -> str:
    return row.criterion.text


def _source(row: CriterionView) -> str:
    return row.criterion.source


def _answer(row: CriterionView) -> str:
    return row.answer.label if row.answer else "Not answered"


def _reasons(row: CriterionView) -> str:
    return row.reasons


def _open(row: CriterionView) -> Style:
    return Style(bold=row.answer is None)


def _agency(row: AgencyView) -> str:
    return row.name


def _supports(row: AgencyView) -> str:
    return row.supports.label if row.supports else "No view yet"


def _words(row: AgencyView) -> str:
    return row.view


class DecisionStep(Step):
    """Criteria above, views and the decision below."""

    title = "Criteria and decision"

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        """Lay the step out."""
        super().__init__(bench, parent)
        columns = (
            Column("Criterion", _criterion, tip=_source),
            Column("Answer", _answer, 12),
            Column("Reasons", _reasons),
        )
        self.criteria = RowsView(Rows(columns, self, style=_open), "Criteria", self)
        self.criteria.setWordWrap(True)
        self.verdict = quiet("", self)
        self.reasons = LineField("Reasons of the answer", self)
        self.reasons.setPlaceholderText("What shows it: choose a criterion, say why, then answer")
        self.answers = {
            Answer.YES: QPushButton("&Yes", self),
            Answer.NO: QPushButton("N&o", self),
            Answer.UNCLEAR: QPushButton("Not &clear yet", self),
        }
        views = (
            Column("Agency", _agency),
            Column("View", _supports, 20),
            Column("In words", _words, 0, "view"),
        )
        self.views = RowsView(Rows(views, self), "Views of agencies", self)
        load = partial(bench.jobs.read, agencies)
        self.agency = PickField("Agency", load, self)
        self.supports = TermField("Its view", Supports, self, required=True)
        self.view_words = LineField("The view in words", self)
        self.take_view = QPushButton("&Take the view", self)
        self.kind = TermField("Decision", ReviewKind, self)
        self.kind.setItemText(0, "Not taken further")
        self.by = LineField("Decided by, as a role", self)
        self.why = LineField("Reasons of the decision", self)
        self.decide = QPushButton("&Decide", self)
        make_primary(self.decide)
        self.back = QPushButton("Take the decision &back", self)
        self.back.setToolTip("Needs the reason in the field above")
        self.record = QPushButton("Decision &record", self)
        self.decided = quiet("", self)
        self._lay_out()
        self._connect()

    def _connect(self) -> None:
        for answer, button in self.answers.items():
            button.clicked.connect(partial(DecisionStep._give, self, answer))
        self.criteria.setToolTip("Delete takes an answer back until the decision")
        self.views.setToolTip("F2 changes the words; Delete takes the view back")
        self.criteria.removed.connect(self._take_answer_back)
        self.views.removed.connect(self._take_view_back)
        self.views.rows.edited.connect(self._edit_view)
        self.take_view.clicked.connect(self._take_view)
        self.decide.clicked.connect(self._decide)
        self.back.clicked.connect(self._take_back)
        self.record.clicked.connect(self._show_record)

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.criteria, 5)
        line = QHBoxLayout()
        line.addWidget(self.reasons, 1)
        for button in self.answers.values():
            line.addWidget(button)
        layout.addLayout(line)
        layout.addWidget(self.verdict)
        left = QVBoxLayout()
        left.setSpacing(6)
        left.addWidget(heading("Views of agencies", self))
        left.addWidget(self.views, 1)
        own = form()
        own.addRow("A&gency", self.agency)
        own.addRow("Its &view", self.supports)
        own.addRow("In &words", self.view_words)
        left.addLayout(own)
        left.addLayout(buttons((self.take_view,)))
        right = QVBoxLayout()
        right.setSpacing(6)
        right.addWidget(heading("Decision", self))
        right.addWidget(self.decided)
        deciding = form()
        deciding.addRow("&Kind", self.kind)
        deciding.addRow("Decided b&y (role)", self.by)
        deciding.addRow("Re&asons", self.why)
        right.addLayout(deciding)
        right.addLayout(buttons((self.decide, self.back, self.record)))
        right.addStretch(1)
        below = QHBoxLayout()
        below.setSpacing(16)
        below.addLayout(left, 1)
        below.addLayout(right, 1)
        layout.addLayout(below, 3)

    def arrive(self) -> None:
        """Begin with the first criterion that is not answered."""
        self.criteria.setFocus()

    def show_case(self, case: Case) -> None:
        """Show answers, views and the decision."""
        super().show_case(case)
        self.criteria.rows.show(case.criteria)
        self.criteria.resizeRowsToContents()
        if self.criteria.chosen is None and case.criteria:
            self.criteria.choose(self._first_open(case))
        self.views.rows.show(case.agencies)
        self.verdict.setText(case.verdict.words)
        head = case.head
        undecided = head.decided_on is None
        for button in (*self.answers.values(), self.decide):
            button.setEnabled(undecided)
        self.back.setVisible(not undecided)
        if undecided:
            called = ", ".join(one.label for one in case.verdict.kinds)
            self.decided.setText(f"Not decided yet. The answers call for: {called or 'open'}.")
            return
        what = "Not taken further" if head.state is ReviewState.NOT_PROGRESSED else head.kind.label
        day = write_date(head.decided_on) if head.decided_on else ""
        self.decided.setText(f"{what}. {day}, {head.decided_by}: {head.decision_reasons}")

    def _first_open(self, case: Case) -> str:
        return next((one.id for one in case.criteria if one.answer is None), case.criteria[0].id)

    def _give(self, answer: Answer, _: bool = False) -> None:
        chosen = self.criteria.chosen
        if self.need(chosen, "criterion"):
            verb = partial(
                reviews.answer,
                review_id=self.review_id,
                code=chosen or "",
                given=answer,
                reasons=self.reasons.text(),
            )
            self.do("Answer a criterion", verb, then=self._answered)

    def _answered(self, _: object) -> None:
        self.reasons.clear()
        place = self.criteria.rows.place(self.criteria.chosen)
        if place + 1 < len(self.criteria.rows.rows):
            self.criteria.choose(self.criteria.rows.rows[place + 1].id)
        self.reasons.setFocus()

    def _take_answer_back(self, code: str) -> None:
        verb = partial(review_edits.take_answer_back, review_id=self.review_id, code=code)
        self.do("Take an answer back", verb)

    def _take_view_back(self, row_id: str) -> None:
        self.do("Take a view back", partial(review_edits.take_view_back, row_id=row_id))

    def _edit_view(self, row_id: str, name: str, typed: object) -> None:
        row = self.views.rows.rows[self.views.rows.place(row_id)]
        seen = getattr(row, name)
        verb = partial(review_edits.edit_agency, row_id=row_id, name=name, seen=seen, value=typed)
        self.do("Change a view", verb)

    def _take_view(self) -> None:
        agency, supports = self.agency.value(), self.supports.value()
        if agency is None or not isinstance(supports, Supports):
            self.bench.refuse(
                Refusal(
                    "The agency or its view is not chosen.",
                    "Nothing was taken down.",
                    "Choose both first.",
                )
            )
            return
        verb = partial(
            reviews.take_view,
            review_id=self.review_id,
            agency_id=agency,
            supports=supports,
            words=self.view_words.text(),
        )
        self.do("Take an agency's view", verb, then=self._viewed)

    def _viewed(self, _: object) -> None:
        self.agency.clear()
        self.view_words.clear()
        self.agency.setFocus()

    def _decide(self) -> None:
        kind = self.kind.value()
        verb = partial(
            reviews.decide,
            review_id=self.review_id,
            kind=kind if isinstance(kind, ReviewKind) else None,
            reasons=self.why.text(),
            by=self.by.text(),
        )
        self.do("Decide a referral", verb, then=self._cleared)

    def _take_back(self) -> None:
        verb = partial(reviews.take_back, review_id=self.review_id, reason=self.why.text())
        self.do("Take a decision back", verb, then=self._cleared)

    def _cleared(self, _: object) -> None:
        self.why.clear()

    def _show_record(self) -> None:
        self.bench.paper_wanted.emit("decision-record")
