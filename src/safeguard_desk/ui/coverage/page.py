"""Coverage of a year: partners down, audits and data sets across; a missing one is written to."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from safeguard_desk.desk.changes import ChangeSet
from safeguard_desk.errors import Refusal
from safeguard_desk.exchange import coverage as letters
from safeguard_desk.papers.request import Request
from safeguard_desk.rules.lens import seen
from safeguard_desk.rules.terms import Side
from safeguard_desk.rules.terms_quality import Part
from safeguard_desk.rules.working_days import financial_year
from safeguard_desk.ui.jobs import Jobs
from safeguard_desk.ui.meeting.rows import Column, Rows, RowsView, Style
from safeguard_desk.ui.papers.preview import Preview
from safeguard_desk.ui.register.field_row import today
from safeguard_desk.ui.shell.page import Page
from safeguard_desk.ui.shell.sections import Tab
from safeguard_desk.ui.widgets.fields import LineField
from safeguard_desk.views import boards, coverage
from safeguard_desk.views.coverage import LETTERS, Coverage, Line
from safeguard_desk.work import coverage as verbs

_KEY = "✓ took part   … invited, still due   D declined   ! M missing   empty: not asked"
_EMPTY = (
    "Nothing to cover in this year yet: plan an audit on the page “Programme” and invite the"
    " agencies of both sides to it."
)
_SEEN = (
    *("audits", "audit_agencies", "audit_returns", "agencies", "indicators", "measurements"),
    *("inspections", "assessment_rounds", "assessments"),
)
_YEARS = 4


@dataclass(frozen=True)
class Shown:
    """A line with the id the table knows it by."""

    id: str
    line: Line


class CoveragePage(Page):
    """The matrix, and what can be done about the chosen partner under it."""

    narrows = True

    def __init__(self, jobs: Jobs, tab: Tab, parent: QWidget | None = None) -> None:
        """Show this financial year."""
        super().__init__(jobs, tab, parent)
        self.found: Coverage | None = None
        self.year = QComboBox(self)
        self.year.setAccessibleName("Financial year")
        this = financial_year(today(jobs))
        for starting in range(this, this - _YEARS, -1):
            self.year.addItem(f"{starting}/{(starting + 1) % 100:02d}", starting)
        self.gaps_only = QPushButton("Only &gaps", self)
        self.gaps_only.setCheckable(True)
        self.paper = QPushButton("&Paper", self)
        self.summary = QLabel(self)
        self.summary.setWordWrap(True)
        self.table: RowsView | None = None
        self.empty = QLabel(_EMPTY, self)
        self.empty.setWordWrap(True)
        self.preview = Preview(jobs, self)
        self.stack = QStackedWidget(self)
        self.detail = QLabel(self)
        self.detail.setWordWrap(True)
        self.letter = QPushButton("&Letter…", self)
        self.letter.setToolTip("Writes a letter to the chosen partner, and records it")
        self.ask = LineField("What the board is to decide", self)
        self.ask.setPlaceholderText("What the board is to decide about the chosen partner")
        self.board = QComboBox(self)
        self.board.setAccessibleName("Board")
        self.escalate = QPushButton("Put &before the board", self)
        self.acts = QWidget(self)
        self._lay_out()
        self._connect()
        self._show()

    def _lay_out(self) -> None:
        heading = QLabel("Coverage", self)
        heading.setProperty("role", "title")
        top = QHBoxLayout()
        top.addWidget(heading)
        top.addSpacing(12)
        top.addWidget(self.year)
        top.addStretch(1)
        top.addWidget(self.gaps_only)
        top.addWidget(self.paper)
        key = QLabel(_KEY, self)
        key.setProperty("role", "quiet")
        line = QHBoxLayout()
        for widget in (self.letter, self.ask, self.board, self.escalate):
            line.addWidget(widget, 1 if widget is self.ask else 0)
        acting = QVBoxLayout(self.acts)
        acting.setContentsMargins(0, 0, 0, 0)
        acting.addWidget(key)
        acting.addWidget(self.detail)
        acting.addLayout(line)
        self.stack.addWidget(self.empty)
        self.stack.addWidget(self.preview)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 10, 14, 10)
        layout.addLayout(top)
        layout.addWidget(self.summary)
        layout.addWidget(self.stack, 1)
        layout.addWidget(self.acts)

    def _connect(self) -> None:
        self.year.currentIndexChanged.connect(self._show)
        self.gaps_only.toggled.connect(self._show)
        self.paper.clicked.connect(self.show_paper)
        self.preview.closed.connect(self._put_away)
        self.letter.clicked.connect(self.choose_folder)
        self.ask.returnPressed.connect(self._escalate)
        self.escalate.clicked.connect(self._escalate)

    def arrive(self) -> None:
        """Put the focus on the matrix."""
        (self.table or self.year).setFocus()

    def follow(self, changes: ChangeSet) -> None:
        """Follow a change of who takes part in what."""
        if changes.touches(*_SEEN):
            self._show()

    def look_again(self) -> None:
        """Show the audits and partners that are seen through the window's lens."""
        self._show()

    def _show(self, _: object = None) -> None:
        chosen = self.table.chosen if self.table is not None else None
        read = partial(
            coverage.coverage, group_id=self.tab.group_id, year=int(self.year.currentData())
        )
        self.found = found = self.jobs.read(read).through(seen(self.lens))
        self.summary.setText(_summary(found))
        if self.table is not None:
            self.stack.removeWidget(self.table)
            self.table.deleteLater()
            self.table = None
        self.paper.setEnabled(bool(found.sources))
        self.acts.setVisible(bool(found.sources))
        if not found.sources:
            self.stack.setCurrentWidget(self.empty)
            return
        self._fill_boards()
        self.table = self._table(found)
        self.stack.addWidget(self.table)
        self.stack.setCurrentWidget(self.table)
        lines = [one for one in found.lines if one.flag or not self.gaps_only.isChecked()]
        self.table.rows.reset([Shown(line.id, line) for line in lines])
        self.table.selectionModel().currentChanged.connect(self._chosen)
        first = next((line for line in lines if line.absent), lines[0] if lines else None)
        self.table.choose(chosen or (first.id if first else None))
        self._chosen()

    def _table(self, found: Coverage) -> RowsView:
        columns = [Column("Partner", _name), Column("Side", _side, 9)]
        columns += [
            Column(one.code, partial(_letter, place), 11, tip=partial(_tip, place))
            for place, one in enumerate(found.sources)
        ]
        columns += [Column("Took part", _took, 9), Column("Gap", _flag, 22)]
        rows = Rows(columns, self, style=_style, spoken=partial(_spoken, found))
        return RowsView(rows, "Coverage of partners", self)

    def _fill_boards(self) -> None:
        if self.board.count():
            return
        for board in self.jobs.read(boards.every):
            self.board.addItem(board.code, board.id)

    def line(self) -> Line | None:
        """Return the chosen partner."""
        if self.table is None or self.found is None or self.table.chosen is None:
            return None
        return self.found.line(self.table.chosen)

    def _chosen(self, *_: Any) -> None:
        line = self.line()
        self.detail.setText(_detail(self.found, line) if line and self.found else "")
        writable = line is not None and bool(line.flag) and not self.jobs.desk.read_only
        for widget in (self.letter, self.ask, self.board, self.escalate):
            widget.setEnabled(writable)

    def choose_folder(self) -> None:
        """Ask where the letter is to be written."""
        chosen = QFileDialog.getExistingDirectory(self, "Folder for the letter")
        if chosen:
            self.write_to(Path(chosen))

    def write_to(self, folder: Path) -> None:
        """Write a letter to the chosen partner into a folder, and record it."""
        line, group_id = self.line(), self.tab.group_id
        if line is None or group_id is None:
            return
        compose = partial(
            letters.compose,
            group_id=group_id,
            agency_id=line.id,
            year=int(self.year.currentData()),
            sender=self.jobs.desk.who,
        )
        try:
            made = self.jobs.read(compose)
            letters.save(made, folder)
        except Refusal as refusal:
            self.refused.emit(refusal)
            return
        self.jobs.change(
            f"Write to {line.short or line.name}",
            partial(letters.record, group_id=group_id, made=made),
            then=partial(self._written, str(folder / made.filename)),
            refused=self.refused.emit,
        )

    def _written(self, path: str, _: object) -> None:
        self.said.emit(f"The letter is {path}; it is recorded as sent.")

    def _escalate(self) -> None:
        line, group_id = self.line(), self.tab.group_id
        if line is None or group_id is None or not line.flag:
            return
        verb = partial(
            _put,
            group_id=group_id,
            agency_id=line.id,
            board_id=self.board.currentData(),
            ask=self.ask.text(),
        )
        code = self.board.currentText()
        self.jobs.change(
            f"Put {line.short or line.name} before {code}",
            verb,
            then=partial(self._escalated, code),
            refused=self.refused.emit,
        )

    def _escalated(self, code: str, _: object) -> None:
        self.ask.clear()
        self.said.emit(f"It comes to the next agenda of {code}.")

    def show_paper(self) -> None:
        """Show the year as a paper."""
        request = Request(group_id=self.tab.group_id, year=int(self.year.currentData()))
        self.stack.setCurrentWidget(self.preview)
        self.acts.hide()
        self.preview.show_paper(f"{self.tab.title}: coverage", "coverage", request)

    def _put_away(self) -> None:
        self.acts.show()
        self.stack.setCurrentWidget(self.table or self.empty)
        self.arrive()


def _put(uow: Any, **values: Any) -> str:
    return verbs.escalate(uow, **values).id


def _name(row: Shown) -> str:
    return row.line.name


def _side(row: Shown) -> str:
    return {Side.CHILDREN: "Children", Side.ADULTS: "Adults"}.get(row.line.side, "Both")


def _letter(place: int, row: Shown) -> str:
    mark = row.line.marks[place]
    return LETTERS[mark.part] if mark is not None else ""


def _tip(place: int, row: Shown) -> str:
    mark = row.line.marks[place]
    return mark.words if mark is not None else "Not asked"


def _took(row: Shown) -> str:
    return f"{row.line.took_part} of {row.line.asked}" if row.line.asked else ""


def _flag(row: Shown) -> str:
    return f"! {row.line.flag}" if row.line.flag else ""


def _style(row: Shown) -> Style:
    return Style(bold=row.line.absent)


def _spoken(found: Coverage, row: Shown) -> str:
    return _detail(found, row.line)


def _detail(found: Coverage, line: Line) -> str:
    told = [
        f"{source.title}: {mark.words[:1].lower()}{mark.words[1:]}"
        for source, mark in zip(found.sources, line.marks, strict=True)
        if mark is not None and (mark.note or mark.part is not Part.TOOK_PART)
    ]
    flag = f"{line.flag.lower()}. " if line.flag else ""
    return f"{line.name}: {flag}{'; '.join(told)}".rstrip(" :")


def _summary(found: Coverage) -> str:
    if not found.sources:
        return ""
    absent = len(found.absent)
    words = f"{len(found.lines)} partners, {len(found.sources)} audits and data sets."
    return f"{words} ! {absent} took part in none of them." if absent else words
