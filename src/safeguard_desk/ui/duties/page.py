"""Terms and duties: the version in force, the next one in draft, and the duties over a year."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from safeguard_desk.desk.changes import ChangeSet
from safeguard_desk.desk.reading import Reader
from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.errors import Refusal
from safeguard_desk.papers.request import Request
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.working_days import financial_year
from safeguard_desk.ui.jobs import Jobs
from safeguard_desk.ui.meeting.rows import Column, Rows, RowsView
from safeguard_desk.ui.papers.preview import Preview
from safeguard_desk.ui.register.field_row import today
from safeguard_desk.ui.shell.page import Page
from safeguard_desk.ui.shell.sections import Tab
from safeguard_desk.ui.widgets.fields import DateField, LineField, TextField
from safeguard_desk.views import duties
from safeguard_desk.views.calendar import span_of
from safeguard_desk.views.duties import DutiesYear, DutyLine, TermsView
from safeguard_desk.work import terms_of_reference as verbs

_HINT = (
    "No terms of reference yet. “New version” begins them: paste their words at the left, and type"
    " each duty at the right with the standing item under which it is usually exercised."
)
_SEEN = ("terms_of_reference", "duties", "duty_exercises", "minute_entries", "meetings")


@dataclass(frozen=True)
class Row:
    """A duty with the id the table knows it by."""

    id: str
    line: DutyLine


class _Long(TextField):
    """Text that fills its place, however little of it there is."""

    LEAST, MOST = 26, 26


class DutiesPage(Page):
    """Words at the left, duties over the year's meetings at the right."""

    def __init__(self, jobs: Jobs, tab: Tab, parent: QWidget | None = None) -> None:
        """Show the version in force."""
        super().__init__(jobs, tab, parent)
        self._group_id = tab.group_id or ""
        self.terms: TermsView | None = None
        self.found: DutiesYear | None = None
        self.version = QComboBox(self)
        self.version.setAccessibleName("Version")
        self.new = QPushButton("&New version", self)
        self.agree = QPushButton("&Agreed today", self)
        self.review = DateField("Review by", partial(today, jobs), "Review by, as 1 apr", self)
        self.paper = QPushButton("&Paper", self)
        self.told = QLabel(self)
        self.told.setWordWrap(True)
        self.text = _Long("Terms of reference", self)
        self.text.setPlaceholderText("The words of the terms of reference")
        self.table: RowsView | None = None
        self.duty = LineField("New duty", self)
        self.duty.setPlaceholderText("A duty of the group: type it and press Enter")
        self.item = QComboBox(self)
        self.item.setAccessibleName("Standing item of the new duty")
        self.hint = QLabel(_HINT, self)
        self.hint.setWordWrap(True)
        self.preview = Preview(jobs, self)
        self.split = QSplitter(self)
        self.stack = QStackedWidget(self)
        self._lay_out()
        self._connect()
        self._show()

    def _lay_out(self) -> None:
        heading = QLabel("Terms and duties", self)
        heading.setProperty("role", "title")
        top = QHBoxLayout()
        for widget in (heading, self.version, self.new, self.agree, self.review):
            top.addWidget(widget)
        top.addStretch(1)
        top.addWidget(self.paper)
        adding = QHBoxLayout()
        adding.addWidget(self.duty, 2)
        adding.addWidget(self.item, 1)
        right = QWidget(self)
        self.right = QVBoxLayout(right)
        self.right.setContentsMargins(0, 0, 0, 0)
        self.right.addLayout(adding)
        self.split.addWidget(self.text)
        self.split.addWidget(right)
        self.split.setStretchFactor(0, 2)
        self.split.setStretchFactor(1, 5)
        self.split.setSizes([360, 840])
        for shown in (self.hint, self.split, self.preview):
            self.stack.addWidget(shown)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 10, 14, 10)
        layout.addLayout(top)
        layout.addWidget(self.told)
        layout.addWidget(self.stack, 1)

    def _connect(self) -> None:
        self.version.currentIndexChanged.connect(self._turn)
        self.new.clicked.connect(self._draft)
        self.agree.clicked.connect(self._agree)
        self.review.committed.connect(self._set_review)
        self.text.committed.connect(self._set_text)
        self.duty.returnPressed.connect(self._add)
        self.paper.clicked.connect(self.show_paper)
        self.preview.closed.connect(self._show)

    def arrive(self) -> None:
        """Put the focus where the next word goes."""
        (self.duty if self.terms is not None else self.new).setFocus()

    def follow(self, changes: ChangeSet) -> None:
        """Follow a change of terms, duties or minutes."""
        if changes.touches(*_SEEN):
            self._show()

    def save(self) -> None:
        """Offer what is typed."""
        self.text.commit()

    def _show(self) -> None:
        found = self.jobs.read(partial(duties.versions, group_id=self._group_id))
        wanted = self.terms.id if self.terms else None
        with QSignalBlocker(self.version):
            self.version.clear()
            for terms in found:
                state = f"agreed {write_date(terms.agreed_on)}" if terms.agreed_on else "draft"
                self.version.addItem(f"Version {terms.number}, {state}", terms)
            ids = [terms.id for terms in found]
            usual = duties.in_force(found)
            if wanted not in ids and usual is not None:
                wanted = usual.id
            if wanted in ids:
                self.version.setCurrentIndex(ids.index(wanted))
        self._turn()

    def _turn(self, _: int = 0) -> None:
        terms = self.version.currentData()
        self.terms = terms if isinstance(terms, TermsView) else None
        for widget in (self.version, self.review, self.paper):
            widget.setVisible(self.terms is not None)
        draft = self.terms is not None and self.terms.agreed_on is None
        for part in (self.agree, self.duty, self.item):
            part.setVisible(draft)
        if self.terms is None:
            self.told.clear()
            self.stack.setCurrentWidget(self.hint)
            return
        self.text.setReadOnly(not draft)
        self.text.show_value(self.terms.text)
        self.review.show_value(self.terms.review_on)
        self._show_duties(self.terms)
        self.stack.setCurrentWidget(self.split)

    def _show_duties(self, terms: TermsView) -> None:
        self.found, items, day = self.jobs.read(
            partial(_read, group_id=self._group_id, terms_id=terms.id)
        )
        with QSignalBlocker(self.item):
            self.item.clear()
            self.item.addItem("No standing item", "")
            for code, title in items:
                self.item.addItem(title, code)
        self.told.setText(_told(terms, self.found, day))
        if self.table is not None:
            self.right.removeWidget(self.table)
            self.table.deleteLater()
        draft = terms.agreed_on is None
        self.table = RowsView(Rows(_columns(self.found, draft=draft), self), "Duties", self)
        self.table.setWordWrap(True)
        self.table.rows.reset([Row(line.id, line) for line in self.found.lines])
        self.table.rows.edited.connect(self._edit)
        self.table.removed.connect(self._remove)
        self.right.addWidget(self.table, 1)

    def _do(
        self,
        title: str,
        verb: Callable[[UnitOfWork], object],
        then: Callable[[Any], None] | None = None,
    ) -> None:
        self.jobs.change(title, verb, then=then, refused=self._refuse)

    def _refuse(self, refusal: Refusal) -> None:
        self.refused.emit(refusal)

    def _draft(self) -> None:
        verb = partial(_draft, group_id=self._group_id)
        self._do("New version of the terms of reference", verb, self._drafted)

    def _drafted(self, terms_id: str) -> None:
        place = [self.version.itemData(n).id for n in range(self.version.count())].index(terms_id)
        self.version.setCurrentIndex(place)
        self.arrive()

    def _agree(self) -> None:
        if self.terms is not None:
            verb = partial(verbs.agree, terms_id=self.terms.id)
            self._do(f"Agree version {self.terms.number} of the terms of reference", verb)

    def _set_review(self, day: object) -> None:
        self._set("review_on", day)

    def _set_text(self, text: object) -> None:
        self._set("text", text)

    def _set(self, name: str, value: Any) -> None:
        if self.terms is not None:
            fields: dict[str, Any] = {name: value}
            verb = partial(verbs.edit, terms_id=self.terms.id, **fields)
            self._do("Change the terms of reference", verb)

    def _add(self) -> None:
        if self.terms is not None and self.duty.text().strip():
            verb = partial(
                _add, terms_id=self.terms.id, text=self.duty.text(), code=self.item.currentData()
            )
            self._do("Add a duty", verb, self._added)

    def _added(self, _: object) -> None:
        self.duty.clear()
        self.duty.setFocus()

    def _edit(self, duty_id: str, name: str, value: Any) -> None:
        fields: dict[str, Any] = {name: value}
        self._do("Change a duty", partial(verbs.edit_duty, duty_id=duty_id, **fields))

    def _remove(self, duty_id: str) -> None:
        self._do("Remove a duty", partial(verbs.remove_duty, duty_id=duty_id))

    def show_paper(self) -> None:
        """Show terms and duties as a paper."""
        self.stack.setCurrentWidget(self.preview)
        request = Request(group_id=self._group_id)
        self.preview.show_paper(f"{self.tab.title}: terms and duties", "duties", request)


def _read(
    reader: Reader, *, group_id: str, terms_id: str
) -> tuple[DutiesYear, list[tuple[str, str]], Any]:
    span = span_of(financial_year(reader.today))
    found = duties.year(reader, group_id, terms_id, *span)
    return found, duties.standing(reader, group_id), reader.today


def _draft(uow: UnitOfWork, *, group_id: str) -> str:
    return verbs.draft(uow, group_id).id


def _add(uow: UnitOfWork, *, terms_id: str, text: str, code: str) -> str:
    return verbs.add_duty(uow, terms_id, text, code=code or "").id


def _columns(found: DutiesYear, *, draft: bool) -> list[Column]:
    columns = [
        Column("", _number, 3, right=True),
        Column("Duty", _text, 0, "text" if draft else ""),
        Column("Usually under", _standing, 22),
    ]
    for place, (_, _, day) in enumerate(found.meetings):
        columns.append(Column(write_date(day).rsplit(" ", 1)[0], partial(_items, place), 6))
    return [*columns, Column("Times", _times, 5, right=True)]


def _number(row: Row) -> str:
    return str(row.line.number)


def _text(row: Row) -> str:
    return row.line.text


def _standing(row: Row) -> str:
    return row.line.standing


def _items(place: int, row: Row) -> str:
    return ", ".join(map(str, row.line.items[place]))


def _times(row: Row) -> str:
    return str(row.line.times) if row.line.times else "! none"


def _told(terms: TermsView, found: DutiesYear, day: Any) -> str:
    lines = []
    if terms.review_on is None:
        lines.append("No review date is set.")
    elif terms.overdue(day):
        lines.append(f"! The review was due by {write_date(terms.review_on)}.")
    if found.lines and found.meetings:
        done = len(found.lines) - len(found.idle)
        lines.append(
            f"{done} of {len(found.lines)} duties were exercised at the {len(found.meetings)}"
            " meetings of this year; the numbers are agenda items."
        )
    return "  ".join(lines)
