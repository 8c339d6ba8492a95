"""The third step: which cases are looked at, by code numbers only, and which agencies take part."""

from functools import partial
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.terms_quality import Part
from safeguard_desk.ui.audits.step import Bench, Step, heading
from safeguard_desk.ui.audits.wide import WideRows
from safeguard_desk.ui.meeting.rows import Column, Rows, RowsView, Style
from safeguard_desk.ui.widgets.choices import PickField
from safeguard_desk.ui.widgets.fields import LineField
from safeguard_desk.views import choices
from safeguard_desk.views.audit_picture import Picture
from safeguard_desk.views.audits import AgencyView, CaseView
from safeguard_desk.work import audit_content


def _code(row: CaseView) -> str:
    return row.code


def _note(row: CaseView) -> str:
    return row.note


def _name(row: AgencyView) -> str:
    return row.name


def part(row: AgencyView) -> str:
    """Return how an agency stands, with a sign where something is amiss."""
    sign = "! " if row.part in {Part.DECLINED, Part.MISSING} else ""
    return f"{sign}{row.part.label}"


def _reason(row: AgencyView) -> str:
    return row.reason


def _due(row: AgencyView) -> str:
    return write_date(row.due_on) if row.due_on else ""


def _returns(row: AgencyView) -> str:
    return str(row.returns)


def _style(row: AgencyView) -> Style:
    return Style(bold=row.part in {Part.DECLINED, Part.MISSING}, only=1)


def _spoken(row: AgencyView) -> str:
    return f"{row.name}, {row.part.label}, {row.returns} returns. {row.reason}"


class CasesStep(Step):
    """Cases at the left, agencies at the right."""

    title = "Cases && agencies"

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        """Lay the step out."""
        super().__init__(bench, parent)
        columns = (Column("Case", _code, 8), Column("Note, without names", _note, 0, "note", _note))
        case_rows = Rows(columns, self)
        self.cases = RowsView(case_rows, "Cases", self)
        self.told = QLabel(self)
        self.codes = LineField("Codes of new cases", self)
        self.codes.setPlaceholderText("N01-N24, or N01 N02 N05, then Enter")
        agency_columns = (
            Column("Agency", _name),
            Column("Takes part", part, 13),
            Column("Due", _due, 12),
            Column("Returns", _returns, 8, right=True),
            Column("Reason", _reason, 26),
        )
        agency_rows = Rows(agency_columns, self, style=_style, spoken=_spoken)
        self.agencies = WideRows(agency_rows, "Agencies", self)
        load = partial(bench.jobs.read, choices.agencies)
        self.agency = PickField("Agency to invite", load, self)
        self.invite = QPushButton("&Invite", self)
        self.everyone = QPushButton("Invite all of its &side", self)
        self.reason = LineField("Reason why the agency declines", self)
        self.reason.setPlaceholderText("Reason of the chosen agency")
        self.decline = QPushButton("&Declined", self)
        self.missing = QPushButton("&Missing", self)
        self.again = QPushButton("&Expect again", self)
        self.take_out = QPushButton("Ta&ke out", self)
        self._lay_out()
        self.codes.returnPressed.connect(self._add_cases)
        self.cases.removed.connect(self._remove_case)
        case_rows.edited.connect(self._note_case)
        self.invite.clicked.connect(self._invite)
        self.everyone.clicked.connect(self._invite_all)
        self.decline.clicked.connect(self._decline)
        self.reason.returnPressed.connect(self._decline)
        self.missing.clicked.connect(self._missing)
        self.again.clicked.connect(self._again)
        self.take_out.clicked.connect(self._take_out)
        self.agencies.removed.connect(self._withdraw)

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.addWidget(heading("Cases, by code number only", self))
        left.addWidget(self.cases, 1)
        left.addWidget(self.told)
        left.addWidget(self.codes)
        inviting = QHBoxLayout()
        inviting.addWidget(self.agency, 1)
        inviting.addWidget(self.invite)
        inviting.addWidget(self.everyone)
        marking = QHBoxLayout()
        marking.addWidget(self.reason, 1)
        for button in (self.decline, self.missing, self.again, self.take_out):
            marking.addWidget(button)
        right = QVBoxLayout()
        right.addWidget(heading("Agencies", self))
        right.addWidget(self.agencies, 1)
        right.addLayout(inviting)
        right.addLayout(marking)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        layout.addLayout(left, 2)
        layout.addLayout(right, 5)

    def show_picture(self, picture: Picture) -> None:
        """Show the cases and the agencies."""
        super().show_picture(picture)
        view = picture.grades.audit
        self.cases.rows.show(view.cases)
        self.agencies.rows.show(view.agencies)
        if self.agencies.chosen is None and view.agencies:
            self.agencies.choose(view.agencies[0].id)
        wanted = view.head.cases_wanted
        count = f"{len(view.cases)} of {wanted} cases" if wanted else f"{len(view.cases)} cases"
        self.told.setText(f"{count}. A code such as N01: no name, NHS number or date of birth.")
        self.told.setWordWrap(True)
        for widget in (self.codes, self.invite, self.everyone):
            widget.setEnabled(view.head.state.is_open)
        for button in (self.decline, self.missing, self.again, self.take_out):
            button.setEnabled(bool(view.agencies) and view.head.state.is_open)

    def arrive(self) -> None:
        """Begin with the codes."""
        self.codes.setFocus()

    def _add_cases(self) -> None:
        text = self.codes.text()
        if text.strip():
            verb = partial(_add_cases, audit_id=self.audit_id, text=text)
            self.do("Add cases", verb, then=self._cases_added)

    def _cases_added(self, _: object) -> None:
        self.codes.clear()

    def _note_case(self, case_id: str, _: str, value: object) -> None:
        row = self.cases.rows.rows[self.cases.rows.place(case_id)]
        verb = partial(
            audit_content.note_case, case_id=case_id, seen=row.note, value=str(value).strip()
        )
        self.do("Note a case", verb)

    def _remove_case(self, case_id: str) -> None:
        self.do("Take out a case", partial(audit_content.remove_case, case_id=case_id))

    def _invite(self) -> None:
        chosen = self.agency.value()
        if chosen is None:
            self.agency.setFocus()
            return
        verb = partial(audit_content.invite, audit_id=self.audit_id, agency_ids=(chosen,))
        self.do("Invite an agency", verb, then=self._invited)

    def _invited(self, _: object) -> None:
        self.agency.clear()
        self.agency.setFocus()

    def _invite_all(self) -> None:
        verb = partial(audit_content.invite_side, audit_id=self.audit_id)
        self.do("Invite all agencies", verb)

    def _decline(self) -> None:
        if (chosen := self.agencies.chosen) is not None:
            verb = partial(audit_content.decline, invited_id=chosen, reason=self.reason.text())
            self.do("Mark as declined", verb, then=self._declined)

    def _declined(self, _: object) -> None:
        self.reason.clear()

    def _missing(self) -> None:
        self._mark("Mark as missing", audit_content.mark_missing)

    def _again(self) -> None:
        self._mark("Expect again", audit_content.expect_again)

    def _take_out(self) -> None:
        self._mark("Take out an agency", audit_content.withdraw)

    def _withdraw(self, _: str) -> None:
        self._take_out()

    def _mark(self, title: str, verb: Any) -> None:
        if (chosen := self.agencies.chosen) is not None:
            self.do(title, partial(verb, invited_id=chosen))


def _add_cases(uow: Any, *, audit_id: str, text: str) -> int:
    return len(audit_content.add_cases(uow, audit_id, text))
