"""The fourth step: terms of reference and panel, agencies' summaries, the family, code names."""

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import (
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from safeguard_desk.desk.reading import Reader
from safeguard_desk.errors import Refusal
from safeguard_desk.exchange import review_mails
from safeguard_desk.registers.declare import Editor, Field
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.terms_review import Family, Outcome, Panel
from safeguard_desk.ui.audits.step import heading, quiet
from safeguard_desk.ui.meeting.rows import Column, Rows, RowsView, Style
from safeguard_desk.ui.meeting.weakly import weakly
from safeguard_desk.ui.reviews.step import Bench, Step, buttons, scrolled
from safeguard_desk.ui.widgets.choices import PickField, TermField
from safeguard_desk.ui.widgets.fields import LineField
from safeguard_desk.views.choices import agencies, people
from safeguard_desk.views.review_case import Case, case
from safeguard_desk.views.review_parts import AgencyView, ContactView, NameView, RoleView
from safeguard_desk.work import review_edits, review_work, reviews

FIELDS = (
    Field("purpose", "Terms of reference: what the review is for", Editor.TEXT),
    Field("questions", "Questions it is to answer", Editor.TEXT),
    Field("period_from", "Period from", Editor.DATE),
    Field("period_to", "Period to", Editor.DATE),
)


def _agency(row: AgencyView) -> str:
    return row.name


def _day(name: str, row: AgencyView) -> str:
    day = getattr(row, name)
    return write_date(day) if day else ""


def _chased(row: AgencyView) -> str:
    return f"{row.chases}×, {write_date(row.chased_on)}" if row.chased_on else ""


def _role(row: RoleView) -> str:
    return row.role.label


def _who(row: RoleView) -> str:
    return row.who


def _contact_day(row: ContactView) -> str:
    return write_date(row.on)


def _contact_who(row: ContactView) -> str:
    return f"{row.with_whom.label}: {row.outcome.label.lower()}"


def _contact_words(row: ContactView) -> str:
    return row.words


def _name(row: NameView) -> str:
    return row.name


def _meaning(row: NameView) -> str:
    return row.meaning


class PeopleStep(Step):
    """Terms and panel at the left; summaries, family and code names at the right."""

    title = "People"

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        """Lay the step out."""
        super().__init__(bench, parent)
        self.fields(FIELDS)
        self._make_panel()
        self._make_summaries()
        self._make_family()
        self._make_names()
        self._lay_out()
        for kind, table in (
            ("review_roles", self.roles),
            ("family_contacts", self.contacts),
            ("case_names", self.names),
        ):
            table.setToolTip("Delete takes the line away; Ctrl+Z brings it back")
            table.removed.connect(partial(PeopleStep._remove, self, kind))

    def _make_panel(self) -> None:
        columns = (Column("Part", _role, 18), Column("Who", _who))
        self.roles = RowsView(Rows(columns, self), "Panel", self)
        self.part = TermField("Part in the review", Panel, self, required=True)
        self.part.setPlaceholderText("Part")
        self.person = PickField("Person", partial(self.bench.jobs.read, people), self)
        self.person.setPlaceholderText("A person of the directory, or a role in words; then Enter")
        self.person.returnPressed.connect(self._give_role)

    def _make_summaries(self) -> None:
        columns = (
            Column("Agency", _agency),
            Column("Asked", partial(_day, "asked_on"), 11, "asked_on"),
            Column("Due", partial(_day, "due_on"), 11, "due_on"),
            Column(
                "Received", weakly(self._stands), 15, "received_on", partial(_day, "received_on")
            ),
            Column("Chased", _chased, 14),
        )
        rows = Rows(columns, self, style=weakly(self._late))
        self.summaries = RowsView(rows, "Summaries of agencies", self)
        self.summaries.setToolTip("F2 changes a day; Delete takes an agency off that was not asked")
        self.ask = QPushButton("&Ask for its summary", self)
        self.receive = QPushButton("Summary &received", self)
        self.chase = QPushButton("C&hase by mail…", self)
        self.agency = PickField("Another agency", partial(self.bench.jobs.read, agencies), self)
        self.agency.setPlaceholderText("Another agency; then Enter")
        self.late = quiet("", self)
        self.ask.clicked.connect(self._ask)
        self.receive.clicked.connect(self._receive)
        self.chase.clicked.connect(self._choose_folder)
        self.agency.returnPressed.connect(self._involve)
        rows.edited.connect(self._edit_agency)
        self.summaries.removed.connect(self._uninvolve)

    def _make_family(self) -> None:
        columns = (
            Column("Contact", _contact_day, 11),
            Column("With whom", _contact_who, 30),
            Column("In words, without names", _contact_words, 0, "words"),
        )
        rows = Rows(columns, self)
        self.contacts = RowsView(rows, "Contacts with the family", self)
        self.whom = TermField("Who", Family, self, required=True)
        self.outcome = TermField("Outcome", Outcome, self, required=True)
        self.whom.setPlaceholderText("With whom")
        self.outcome.setPlaceholderText("What came of it")
        self.contact_day = LineField("Day of the contact", self)
        self.contact_day.setPlaceholderText("today")
        self.contact_words = LineField("In words, without names", self)
        self.contact_words.setPlaceholderText("In words, without names; then Enter")
        self.contact_words.returnPressed.connect(self._note)
        rows.edited.connect(self._edit_contact)

    def _make_names(self) -> None:
        columns = (Column("Code name", _name, 14), Column("Who is meant", _meaning, 0, "meaning"))
        rows = Rows(columns, self)
        self.names = RowsView(rows, "Code names", self)
        self.name = LineField("Code name and who is meant", self)
        self.name.setPlaceholderText("As: Child A = the child, then Enter")
        self.key = QPushButton("&Key of names…", self)
        self.key.setToolTip("Real names, sealed under a passphrase of their own, to look for leaks")
        self.name.returnPressed.connect(self._settle)
        self.key.clicked.connect(self.bench.key_wanted)
        rows.edited.connect(self._edit_name)

    def _lay_out(self) -> None:
        body = QWidget(self)
        grid = QGridLayout(body)
        grid.setContentsMargins(0, 0, 8, 0)
        grid.addWidget(self.rows["purpose"], 0, 0, 1, 2)
        grid.addWidget(self.rows["questions"], 1, 0, 1, 2)
        grid.addWidget(self.rows["period_from"], 2, 0)
        grid.addWidget(self.rows["period_to"], 2, 1)
        grid.addWidget(heading("Panel", self), 3, 0, 1, 2)
        grid.addWidget(self.roles, 4, 0, 1, 2)
        line = QHBoxLayout()
        line.addWidget(self.part)
        line.addWidget(self.person, 1)
        grid.addLayout(line, 5, 0, 1, 2)
        grid.setRowStretch(4, 1)
        self.roles.setMinimumHeight(self.fontMetrics().height() * 9)
        right = QVBoxLayout()
        right.setSpacing(6)
        right.addWidget(heading("Agencies' summaries", self))
        right.addWidget(self.summaries, 3)
        right.addWidget(self.late)
        acts = buttons((self.ask, self.receive, self.chase))
        acts.addWidget(self.agency, 10)
        right.addLayout(acts)
        right.addWidget(heading("Family", self))
        right.addWidget(self.contacts, 2)
        note = QHBoxLayout()
        for field in (self.whom, self.outcome, self.contact_day):
            note.addWidget(field)
        self.contact_day.setMaximumWidth(self.fontMetrics().averageCharWidth() * 14)
        note.addWidget(self.contact_words, 1)
        right.addLayout(note)
        names = QHBoxLayout()
        names.addWidget(heading("Code names", self), 1)
        right.addLayout(names)
        right.addWidget(self.names, 2)
        settle = QHBoxLayout()
        settle.addWidget(self.name, 1)
        settle.addWidget(self.key)
        right.addLayout(settle)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        layout.addWidget(scrolled(body, self), 2)
        layout.addLayout(right, 3)

    def show_case(self, case: Case) -> None:
        """Show the work as it stands."""
        super().show_case(case)
        for table, rows in (
            (self.roles, case.roles),
            (self.summaries, case.agencies),
            (self.contacts, case.contacts),
            (self.names, case.names),
        ):
            table.rows.show(rows)
            if table.chosen is None and rows:
                table.choose(rows[0].id)
        late = review_mails.chasing_line(case)
        self.late.setText(f"! {late}" if late else "")
        self.late.setVisible(bool(late))
        self.key.setText("&Key of names: kept…" if case.has_key else "&Key of names…")

    def _stands(self, row: AgencyView) -> str:
        if row.received_on:
            return f"✓ {write_date(row.received_on)}"
        late = row.days_late(self.case.today) if self.case else 0
        if late:
            return f"! {late} day{'' if late == 1 else 's'} late"
        return "awaited" if row.asked_on else "not asked"

    def _late(self, row: AgencyView) -> Style:
        return Style(bold=self.case is not None and row.days_late(self.case.today) > 0)

    def _chosen_agency(self) -> AgencyView | None:
        place = self.summaries.rows.place(self.summaries.chosen)
        row: AgencyView | None = self.summaries.rows.rows[place] if place >= 0 else None
        self.need(row.id if row else None, "agency")
        return row

    def _ask(self) -> None:
        if row := self._chosen_agency():
            verb = partial(
                review_work.ask_summary, review_id=self.review_id, agency_id=row.agency_id
            )
            self.do("Ask for a summary", verb)

    def _receive(self) -> None:
        if row := self._chosen_agency():
            self.do("A summary came in", partial(review_work.receive_summary, row_id=row.id))

    def _involve(self) -> None:
        agency = self.agency.value()
        if self.need(agency, "agency"):
            verb = partial(reviews.involve, review_id=self.review_id, agency_id=agency or "")
            self.do("Involve an agency", verb, then=self._involved)

    def _involved(self, _: object) -> None:
        self.agency.clear()

    def _uninvolve(self, row_id: str) -> None:
        self.do("Take an agency off the case", partial(reviews.uninvolve, row_id=row_id))

    def _edit_agency(self, row_id: str, name: str, typed: object) -> None:
        row = self.summaries.rows.rows[self.summaries.rows.place(row_id)]
        understood, day = self.day_of(typed)
        if understood:
            verb = partial(
                review_edits.edit_agency,
                row_id=row_id,
                name=name,
                seen=getattr(row, name),
                value=day,
            )
            self.do("Change a day of a summary", verb)

    def _choose_folder(self) -> None:
        if self._chosen_agency() is None:
            return
        chosen = QFileDialog.getExistingDirectory(self, "Folder for the mail")
        if chosen:
            self.chase_to(Path(chosen))

    def chase_to(self, folder: Path) -> None:
        """Write a draft that asks the chosen agency again to a folder, and take the chase down."""
        row = self._chosen_agency()
        if row is None:
            return
        desk = self.bench.jobs.desk
        make = partial(_chase, row_id=row.id, review_id=self.review_id, who=desk.who)
        try:
            path = self.bench.jobs.read(partial(make, now=desk.clock())).write(folder)
        except Refusal as refusal:
            self.bench.refuse(refusal)
            return
        self.do("Chase a summary", partial(review_edits.chase_summary, row_id=row.id))
        self.bench.said.emit(f"The mail is {path}; the chase is taken down.")

    def _give_role(self) -> None:
        part, text = self.part.value(), self.person.text().strip()
        if not isinstance(part, Panel):
            self.need(None, "part in the review")
            return
        person = self.person.value()
        verb = partial(
            review_work.give_role,
            review_id=self.review_id,
            role=part,
            person_id=person,
            words="" if person else text,
        )
        self.do("Give a part in the review", verb, then=self._given)

    def _given(self, _: object) -> None:
        self.person.clear()

    def _remove(self, kind: str, row_id: str) -> None:
        self.do("Take a line away", partial(review_edits.remove_part, kind=kind, record_id=row_id))

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
        understood, day = self.day_of(self.contact_day.text())
        if understood:
            verb = partial(
                review_work.note_contact,
                review_id=self.review_id,
                with_whom=whom,
                outcome=outcome,
                words=self.contact_words.text(),
                on=day,
            )
            self.do("Note a contact", verb, then=self._noted)

    def _noted(self, _: object) -> None:
        self.contact_words.clear()
        self.contact_day.clear()

    def _edit_contact(self, row_id: str, name: str, typed: object) -> None:
        row = self.contacts.rows.rows[self.contacts.rows.place(row_id)]
        verb = partial(
            review_work.edit_contact,
            contact_id=row_id,
            name=name,
            seen=getattr(row, name),
            value=typed,
        )
        self.do("Change a contact", verb)

    def _settle(self) -> None:
        name, _, meaning = self.name.text().partition("=")
        verb = partial(
            review_work.name_in_case, review_id=self.review_id, name=name, meaning=meaning
        )
        self.do("Settle a code name", verb, then=self._settled)

    def _settled(self, _: object) -> None:
        self.name.clear()

    def _edit_name(self, row_id: str, name: str, typed: object) -> None:
        row = self.names.rows.rows[self.names.rows.place(row_id)]
        verb = partial(
            review_edits.edit_name,
            name_id=row_id,
            name=name,
            seen=getattr(row, name),
            value=typed,
        )
        self.do("Change who is meant", verb)


def _chase(
    reader: Reader, *, row_id: str, review_id: str, who: str, now: object
) -> review_mails.ReviewMail:
    seen = case(reader, review_id)
    row = next(one for one in seen.agencies if one.id == row_id)
    return review_mails.chase(reader, seen, row, sender=who, now=now)  # type: ignore[arg-type]
