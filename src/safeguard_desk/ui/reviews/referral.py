"""The first step of a case: what was referred, and its clocks with the rule each started under."""

from datetime import date
from functools import partial

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from safeguard_desk.errors import Refusal
from safeguard_desk.registers.declare import Editor, Field
from safeguard_desk.rules.dates import read_date, write_date
from safeguard_desk.rules.terms_review import Abuse, Harm
from safeguard_desk.ui.audits.step import heading, quiet
from safeguard_desk.ui.meeting.rows import Column, Rows, RowsView, Style
from safeguard_desk.ui.reviews.step import Bench, Step, buttons, scrolled
from safeguard_desk.ui.widgets.fields import LineField
from safeguard_desk.views.review_case import Case
from safeguard_desk.views.reviews import ClockView
from safeguard_desk.work import review_clocks

FIELDS = (
    Field("title", "About", Editor.LINE, required=True),
    Field("happened", "What happened, without names", Editor.TEXT, required=True),
    Field("harm", "What came of it", Editor.TERM, Harm, required=True),
    Field("abuse", "Abuse or neglect", Editor.TERM, Abuse, required=True),
    Field("happened_on", "Happened on", Editor.DATE),
    Field("aware_on", "Authority aware since", Editor.DATE),
    Field("notified_on", "Panel notified on", Editor.DATE),
    Field("referred_by", "Referred by (role)", Editor.LINE),
    Field("immediate_action", "Done at once to keep people safe", Editor.TEXT),
    Field("public_words", "Agreed anonymous wording for other groups", Editor.LINE),
)


def _label(row: ClockView) -> str:
    return row.label


def _due(row: ClockView) -> str:
    return write_date(row.state.due)


def _stands(row: ClockView) -> str:
    return row.state.words


def _rule(row: ClockView) -> str:
    edition = f" ({row.edition})" if row.edition else ""
    return f"From {write_date(row.starts_on)}. {row.source}{edition}"


def _style(row: ClockView) -> Style:
    return Style(bold=row.state.standing == "missed")


class ReferralStep(Step):
    """The case's own fields at the left, its clocks at the right."""

    title = "Referral and clocks"

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        """Lay the step out."""
        super().__init__(bench, parent)
        self.fields(FIELDS)
        columns = (
            Column("Clock", _label, tip=_rule),
            Column("Due", _due, 12, tip=_rule),
            Column("Stands", _stands, tip=_rule),
        )
        self.clocks = RowsView(Rows(columns, self, style=_style), "Clocks", self)
        self.clocks.setWordWrap(True)
        self.rule = quiet("", self)
        self.reason = LineField("Reason, for stopping or extending", self)
        self.reason.setPlaceholderText("Reason: a clock is stopped or extended with one only")
        self.day = LineField("Day, for extending or met", self)
        self.day.setPlaceholderText("Day, as 14 jan")
        self.met = QPushButton("&Met", self)
        self.stop = QPushButton("&Stop", self)
        self.extend = QPushButton("E&xtend to the day", self)
        self.resume = QPushButton("&Run on", self)
        self._lay_out()
        self.clocks.selectionModel().currentChanged.connect(self._tell)
        self.met.clicked.connect(self._meet)
        self.stop.clicked.connect(self._stop)
        self.extend.clicked.connect(self._extend)
        self.resume.clicked.connect(self._resume)

    def _lay_out(self) -> None:
        body = QWidget(self)
        grid = QGridLayout(body)
        grid.setContentsMargins(0, 0, 8, 0)
        grid.addWidget(self.rows["title"], 0, 0, 1, 2)
        grid.addWidget(self.rows["happened"], 1, 0, 1, 2)
        pairs = (("harm", "abuse"), ("happened_on", "aware_on"), ("notified_on", "referred_by"))
        for place, (left, right) in enumerate(pairs, 2):
            grid.addWidget(self.rows[left], place, 0)
            grid.addWidget(self.rows[right], place, 1)
        grid.addWidget(self.rows["immediate_action"], 5, 0, 1, 2)
        grid.addWidget(self.rows["public_words"], 6, 0, 1, 2)
        grid.setRowStretch(7, 1)
        side = QVBoxLayout()
        side.setSpacing(6)
        side.addWidget(heading("Clocks", self))
        side.addWidget(self.clocks, 1)
        side.addWidget(self.rule)
        side.addWidget(self.reason)
        side.addWidget(self.day)
        side.addLayout(buttons((self.met, self.stop, self.extend, self.resume)))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        layout.addWidget(scrolled(body, self), 1)
        layout.addLayout(side, 1)

    def show_case(self, case: Case) -> None:
        """Show the case and its clocks."""
        super().show_case(case)
        self.clocks.rows.show(case.clocks)
        self.clocks.resizeRowsToContents()
        if self.clocks.chosen is None and case.clocks:
            self.clocks.choose(case.clocks[0].id)
        self._tell()

    def _tell(self, *_: object) -> None:
        place = self.clocks.rows.place(self.clocks.chosen)
        none = "No clock runs. Whether and which follows from the days and answers of the case."
        self.rule.setText(_rule(self.clocks.rows.rows[place]) if place >= 0 else none)

    def _stop(self) -> None:
        chosen = self.clocks.chosen
        if self.need(chosen, "clock"):
            verb = partial(review_clocks.stop, clock_id=chosen or "", reason=self.reason.text())
            self.do("Stop a clock", verb, then=self._done)

    def _resume(self) -> None:
        chosen = self.clocks.chosen
        if self.need(chosen, "clock"):
            verb = partial(review_clocks.resume, clock_id=chosen or "", reason=self.reason.text())
            self.do("Let a clock run on", verb, then=self._done)

    def _extend(self) -> None:
        chosen, day = self.clocks.chosen, self._day()
        if not self.need(chosen, "clock"):
            return
        if day is None:
            self.bench.refuse(
                Refusal("No day is given.", "The clock runs on.", "Type the later day, as 14 jan.")
            )
            return
        verb = partial(
            review_clocks.extend, clock_id=chosen or "", to=day, reason=self.reason.text()
        )
        self.do("Extend a clock", verb, then=self._done)

    def _meet(self) -> None:
        chosen = self.clocks.chosen
        if self.need(chosen, "clock"):
            verb = partial(review_clocks.meet, clock_id=chosen or "", on=self._day())
            self.do("A clock is met", verb, then=self._done)

    def _day(self) -> date | None:
        text = self.day.text().strip()
        return read_date(text, self.case.today) if text and self.case else None

    def _done(self, _: object) -> None:
        self.reason.clear()
        self.day.clear()
