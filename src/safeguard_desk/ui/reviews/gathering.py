"""The fourth step: terms of reference, people, agencies' summaries, family, names, chronology."""

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import (
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from safeguard_desk.errors import Refusal
from safeguard_desk.exchange.chronology import merge
from safeguard_desk.exchange.result import Imported
from safeguard_desk.registers.declare import Editor, Field
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.terms_review import Family, Outcome, Significance
from safeguard_desk.ui.audits.step import heading, quiet
from safeguard_desk.ui.meeting.rows import Column, Rows, RowsView, Style
from safeguard_desk.ui.meeting.weakly import weakly
from safeguard_desk.ui.reviews.step import Bench, Step, buttons, scrolled
from safeguard_desk.ui.widgets.choices import TermField
from safeguard_desk.ui.widgets.fields import LineField
from safeguard_desk.views.review_case import Case
from safeguard_desk.views.review_parts import AgencyView, ContactView, EventView, NameView
from safeguard_desk.work import review_work

FIELDS = (
    Field("purpose", "Terms of reference: what the review is for", Editor.TEXT),
    Field("questions", "Questions it is to answer", Editor.TEXT),
    Field("period_from", "Period from", Editor.DATE),
    Field("period_to", "Period to", Editor.DATE),
)


def _agency(row: AgencyView) -> str:
    return row.name


def _asked(row: AgencyView) -> str:
    return write_date(row.asked_on) if row.asked_on else "not asked"


def _contact(row: ContactView) -> str:
    words = f": {row.words}" if row.words else ""
    return f"{write_date(row.on)}  {row.with_whom.label}, {row.outcome.label.lower()}{words}"


def _name(row: NameView) -> str:
    return f"{row.name} = {row.meaning}" if row.meaning else row.name


def _when(row: EventView) -> str:
    about = "" if row.exact.value == "day" else f" ({row.exact.label.lower()})"
    return f"{write_date(row.on)}{about}"


def _who(row: EventView) -> str:
    return row.agency


def _event(row: EventView) -> str:
    return row.words


def _weight(row: EventView) -> str:
    return row.significance.label


def _key(row: EventView) -> Style:
    return Style(bold=row.significance is Significance.KEY)


class GatheringStep(Step):
    """Terms and small lists at the left, summaries and the chronology at the right."""

    title = "Information"

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        """Lay the step out."""
        super().__init__(bench, parent)
        self.fields(FIELDS)
        summaries = (
            Column("Agency", _agency),
            Column("Asked", _asked, 13),
            Column("Summary", weakly(self._stands), 22),
        )
        late = Rows(summaries, self, style=weakly(self._late))
        self.summaries = RowsView(late, "Summaries of agencies", self)
        self.ask = QPushButton("&Ask for its summary", self)
        self.receive = QPushButton("Summary &received", self)
        self.contacts = RowsView(
            Rows((Column("Contact with family", _contact),), self), "Contacts with the family", self
        )
        self.whom = TermField("Who", Family, self, required=True)
        self.outcome = TermField("Outcome", Outcome, self, required=True)
        self.contact_words = LineField("In words, without names", self)
        self.contact_words.setPlaceholderText("In words, without names; then Enter")
        self.names = RowsView(
            Rows((Column("Code names of the case", _name),), self), "Code names", self
        )
        self.name = LineField("Code name and who is meant", self)
        self.name.setPlaceholderText("As: Child A = the child, then Enter")
        events = (
            Column("When", _when, 22),
            Column("Agency", _who, 12),
            Column("Event", _event),
            Column("Weight", _weight, 11),
        )
        self.events = RowsView(Rows(events, self, style=_key), "Chronology", self)
        self.events.setWordWrap(True)
        self.events.letters = "KNR"
        self.events.setToolTip("K: key event, N: of note, R: routine")
        self.merge = QPushButton("&Merge an agency's chronology…", self)
        self.told = quiet("", self)
        self._lay_out()
        self.merge.clicked.connect(self._choose_file)
        self.ask.clicked.connect(self._ask)
        self.receive.clicked.connect(self._receive)
        self.contact_words.returnPressed.connect(self._note)
        self.name.returnPressed.connect(self._settle)
        self.events.pressed_key.connect(self._weigh)

    def _lay_out(self) -> None:
        body = QWidget(self)
        grid = QGridLayout(body)
        grid.setContentsMargins(0, 0, 8, 0)
        grid.addWidget(self.rows["purpose"], 0, 0, 1, 2)
        grid.addWidget(self.rows["questions"], 1, 0, 1, 2)
        grid.addWidget(self.rows["period_from"], 2, 0)
        grid.addWidget(self.rows["period_to"], 2, 1)
        grid.addWidget(self.contacts, 3, 0, 1, 2)
        grid.addWidget(self.whom, 4, 0)
        grid.addWidget(self.outcome, 4, 1)
        for field in (self.whom, self.outcome):
            field.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        grid.addWidget(self.contact_words, 5, 0, 1, 2)
        grid.addWidget(self.names, 6, 0, 1, 2)
        grid.addWidget(self.name, 7, 0, 1, 2)
        for table in (self.contacts, self.names):
            table.setMinimumHeight(self.fontMetrics().height() * 4)
        right = QVBoxLayout()
        right.setSpacing(6)
        right.addWidget(heading("Agencies' summaries", self))
        right.addWidget(self.summaries, 1)
        right.addLayout(buttons((self.ask, self.receive)))
        line = QHBoxLayout()
        line.addWidget(heading("Chronology", self), 1)
        line.addWidget(self.merge)
        right.addLayout(line)
        right.addWidget(self.told)
        right.addWidget(self.events, 2)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        layout.addWidget(scrolled(body, self), 1)
        layout.addLayout(right, 1)

    def show_case(self, case: Case) -> None:
        """Show the work as it stands."""
        super().show_case(case)
        for table, rows in (
            (self.summaries, case.agencies),
            (self.contacts, case.contacts),
            (self.names, case.names),
            (self.events, case.events),
        ):
            table.rows.show(rows)
            if table.chosen is None and rows:
                table.choose(rows[0].id)
        self.events.resizeRowsToContents()
        self.told.setText(
            "; ".join(case.gaps_and_clashes)
            or ("No gap and no clash." if case.events else "No events yet.")
        )

    def _stands(self, row: AgencyView) -> str:
        if row.received_on:
            return f"✓ {write_date(row.received_on)}"
        if row.due_on is None:
            return ""
        late = self.case is not None and row.due_on < self.case.today
        return f"{'! late since' if late else 'due'} {write_date(row.due_on)}"

    def _late(self, row: AgencyView) -> Style:
        waiting = row.received_on is None and row.due_on is not None and self.case is not None
        return Style(bold=waiting and row.due_on < self.case.today)  # type: ignore[operator, union-attr]

    def _ask(self) -> None:
        place = self.summaries.rows.place(self.summaries.chosen)
        if self.need(self.summaries.chosen, "agency"):
            agency = self.summaries.rows.rows[place].agency_id
            verb = partial(review_work.ask_summary, review_id=self.review_id, agency_id=agency)
            self.do("Ask for a summary", verb)

    def _receive(self) -> None:
        chosen = self.summaries.chosen
        if self.need(chosen, "agency"):
            self.do("A summary came in", partial(review_work.receive_summary, row_id=chosen or ""))

    def _choose_file(self) -> None:
        kinds = "Tables (*.xlsx *.csv *.docx)"
        chosen, _ = QFileDialog.getOpenFileName(self, "Chronology of an agency", "", kinds)
        if chosen:
            self.merge_file(Path(chosen))

    def merge_file(self, path: Path) -> None:
        """Merge a file's events into the case's chronology."""
        verb = partial(merge, review_id=self.review_id, path=path)
        self.do("Merge a chronology", verb, then=self._merged)

    def _merged(self, done: Imported) -> None:
        left = "; ".join(f"row {one.row}: {one.reason}" for one in done.skipped[:3])
        self.bench.said.emit(f"{done.words()} {left}".strip())

    def _note(self) -> None:
        whom, outcome = self.whom.value(), self.outcome.value()
        if not isinstance(whom, Family) or not isinstance(outcome, Outcome):
            self.bench.refuse(
                Refusal(
                    "Who it was, or what came of it, is not chosen.",
                    "Nothing was noted.",
                    "Choose both first.",
                )
            )
            return
        verb = partial(
            review_work.note_contact,
            review_id=self.review_id,
            with_whom=whom,
            outcome=outcome,
            words=self.contact_words.text(),
        )
        self.do("Note a contact", verb, then=self._noted)

    def _noted(self, _: object) -> None:
        self.contact_words.clear()

    def _settle(self) -> None:
        name, _, meaning = self.name.text().partition("=")
        verb = partial(
            review_work.name_in_case, review_id=self.review_id, name=name, meaning=meaning
        )
        self.do("Settle a code name", verb, then=self._settled)

    def _settled(self, _: object) -> None:
        self.name.clear()

    def _weigh(self, event_id: str, letter: str) -> None:
        weight = {"K": Significance.KEY, "N": Significance.NOTABLE, "R": Significance.ROUTINE}
        verb = partial(review_work.weigh, event_id=event_id, significance=weight[letter])
        self.do("Weigh an event", verb)
