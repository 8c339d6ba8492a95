"""Attendance of a year: a line for each member, a column for each meeting that was held."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from safeguard_desk.desk.changes import ChangeSet
from safeguard_desk.desk.reading import Reader
from safeguard_desk.papers.request import Request
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.terms import Capacity
from safeguard_desk.rules.working_days import financial_year
from safeguard_desk.ui.jobs import Jobs
from safeguard_desk.ui.meeting.rows import Column, Rows, RowsView
from safeguard_desk.ui.papers.preview import Preview
from safeguard_desk.ui.shell.page import Page
from safeguard_desk.ui.shell.sections import Tab
from safeguard_desk.views import attendance_year
from safeguard_desk.views.attendance_year import THERE, AttendanceYear, Line, Mark, share
from safeguard_desk.views.calendar import span_of

_KEY = "P present   D deputy   A apologies   X absent   ? not marked   empty: no member then"
_EMPTY = "No meeting of this group was held in this year yet: the first fills this page."
_SEEN = ("attendance", "meetings", "people", "memberships")
_YEARS = 3


@dataclass(frozen=True)
class Shown:
    """A line with the id the table knows it by."""

    id: str
    line: Line


class AttendancePage(Page):
    """The matrix, the agencies that are missing, and the same as a paper."""

    def __init__(self, jobs: Jobs, tab: Tab, parent: QWidget | None = None) -> None:
        """Show this financial year."""
        super().__init__(jobs, tab, parent)
        self.found: AttendanceYear | None = None
        self.year = QComboBox(self)
        self.year.setAccessibleName("Financial year")
        this = financial_year(jobs.read(_today))
        for starting in range(this, this - _YEARS, -1):
            self.year.addItem(f"{starting}/{(starting + 1) % 100:02d}", starting)
        self.summary = QLabel(self)
        self.summary.setWordWrap(True)
        self.paper = QPushButton("&Paper", self)
        self.key = QLabel(_KEY, self)
        self.key.setProperty("role", "quiet")
        self.empty = QLabel(_EMPTY, self)
        self.preview = Preview(jobs, self)
        self.table: RowsView | None = None
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self.empty)
        self.stack.addWidget(self.preview)
        self._lay_out()
        self.year.currentIndexChanged.connect(self._show)
        self.paper.clicked.connect(self.show_paper)
        self.preview.closed.connect(self._put_away)
        self._show()

    def _lay_out(self) -> None:
        heading = QLabel("Attendance", self)
        heading.setProperty("role", "title")
        top = QHBoxLayout()
        top.addWidget(heading)
        top.addSpacing(12)
        top.addWidget(self.year)
        top.addStretch(1)
        top.addWidget(self.paper)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 10, 14, 10)
        layout.addLayout(top)
        layout.addWidget(self.summary)
        layout.addWidget(self.stack, 1)
        layout.addWidget(self.key)

    def arrive(self) -> None:
        """Put the focus on the table."""
        (self.table or self.year).setFocus()

    def follow(self, changes: ChangeSet) -> None:
        """Follow a change of attendance, of meetings or of who is a member."""
        if changes.touches(*_SEEN):
            self._show()

    def _show(self, _: int = 0) -> None:
        start, end = span_of(self.year.currentData())
        read = partial(
            attendance_year.attendance, group_id=self.tab.group_id or "", start=start, end=end
        )
        self.found = found = self.jobs.read(read)
        self.summary.setText("\n".join(_summary(found)))
        if self.table is not None:
            self.stack.removeWidget(self.table)
            self.table.deleteLater()
            self.table = None
        self.paper.setEnabled(bool(found.meetings))
        if not found.meetings:
            self.stack.setCurrentWidget(self.empty)
            return
        self.table = RowsView(
            Rows(_columns(found), self, spoken=partial(_spoken, found)), "Attendance", self
        )
        self.table.setAlternatingRowColors(True)
        self.table.rows.reset([Shown(line.person_id, line) for line in found.lines])
        self.stack.addWidget(self.table)
        self.stack.setCurrentWidget(self.table)

    def show_paper(self) -> None:
        """Show the year as a paper."""
        request = Request(group_id=self.tab.group_id, year=self.year.currentData())
        self.stack.setCurrentWidget(self.preview)
        self.preview.show_paper(f"{self.tab.title}: attendance", "attendance", request)

    def _put_away(self) -> None:
        self.stack.setCurrentWidget(self.table or self.empty)
        self.arrive()


def _today(reader: Reader) -> Any:
    return reader.today


def _columns(found: AttendanceYear) -> list[Column]:
    columns = [Column("Member", _member, 30), Column("Agency", _agency)]
    for place, meeting in enumerate(found.meetings):
        day = write_date(meeting.held_on).rsplit(" ", 1)[0]
        title = day if meeting.quorate else f"{day} !"
        columns.append(Column(title, partial(_letter, place), 7, tip=partial(_note, place)))
    return [*columns, Column("Course", _course, 10), Column("Filled", _filled, 13)]


def _member(row: Shown) -> str:
    return row.line.role + (" (co-chair)" if row.line.capacity is Capacity.CO_CHAIR else "")


def _agency(row: Shown) -> str:
    return row.line.agency


def _letter(place: int, row: Shown) -> str:
    mark = row.line.marks[place]
    if mark is None:
        return ""
    return f"{mark.letter} …" if mark.note else mark.letter


def _note(place: int, row: Shown) -> str:
    mark = row.line.marks[place]
    if mark is None:
        return "No member then"
    return f"{mark.presence.label}: {mark.note}" if mark.note else mark.presence.label


def _course(row: Shown) -> str:
    """Return the year at a glance: a full block for each meeting the place was filled."""
    return "".join(_block(mark) for mark in row.line.marks)


def _block(mark: Mark | None) -> str:
    if mark is None:
        return " "
    return "█" if mark.presence in THERE else "▁"


def _filled(row: Shown) -> str:
    return row.line.share


def _spoken(found: AttendanceYear, row: Shown) -> str:
    said = []
    for meeting, mark in zip(found.meetings, row.line.marks, strict=True):
        if mark is not None:
            note = f", {mark.note}" if mark.note else ""
            said.append(f"{write_date(meeting.held_on)} {mark.presence.label}{note}")
    return f"{_member(row)}, {row.line.agency}: filled {row.line.share}. {'; '.join(said)}"


def _summary(found: AttendanceYear) -> list[str]:
    if not found.meetings:
        return []
    quorate = sum(meeting.quorate for meeting in found.meetings)
    lines = [f"Quorate meetings: {share(quorate, len(found.meetings))}; “!” marks the others."]
    if found.absent:
        named = "; ".join(f"{one.agency} (the last {one.absent_in_a_row})" for one in found.absent)
        lines.append(f"! Not represented twice or more in a row: {named}.")
    return lines
