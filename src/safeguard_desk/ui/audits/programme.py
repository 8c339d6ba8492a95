"""The year's programme of audits on one screen: a bar for each, and what calls for another."""

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSignalBlocker, Qt
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
from safeguard_desk.papers.request import Request
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.terms_quality import AuditState
from safeguard_desk.rules.working_days import financial_year
from safeguard_desk.ui.audits.bars import BARS_ROLE, KEY, BarPainter, MonthHeader, bar_of
from safeguard_desk.ui.audits.step import heading, quiet
from safeguard_desk.ui.jobs import Jobs
from safeguard_desk.ui.meeting.rows import Column, Rows, RowsView, Style
from safeguard_desk.ui.papers.preview import Preview
from safeguard_desk.ui.register.field_row import today
from safeguard_desk.ui.shell.page import Page
from safeguard_desk.ui.shell.sections import Tab
from safeguard_desk.ui.widgets.fields import LineField
from safeguard_desk.views import audit_programme, audits
from safeguard_desk.views.audit_programme import Called
from safeguard_desk.views.audits import AuditHead
from safeguard_desk.work import audit_impact
from safeguard_desk.work import audits as verbs

_SEEN = (
    *("audits", "audit_stages", "audit_reasons", "audit_agencies", "findings"),
    *("links", "priorities", "audit_returns"),
)
_BAR = 4
"""The place of the column of bars."""
_EMPTY = (
    "No audits in this year yet. Type a theme above and press Enter, or take one of those that"
    " something calls for below."
)


@dataclass(frozen=True)
class Row:
    """An audit in the programme."""

    id: str
    head: AuditHead
    why: str
    year: int
    today: date


@dataclass(frozen=True)
class Suggested:
    """What calls for an audit, with the id the table knows it by."""

    id: str
    called: Called


def _ref(row: Row) -> str:
    return row.head.ref


def _theme(row: Row) -> str:
    return row.head.title


def _side(row: Row) -> str:
    return {"children": "Children", "adults": "Adults"}.get(row.head.side.value, "Both")


def _next(row: Row) -> str:
    to_come = row.head.next_stage
    if to_come is None or to_come.planned_on is None:
        return row.head.state.label
    late = "! " if row.head.late_since(row.today) else ""
    day = write_date(to_come.planned_on).rsplit(" ", 1)[0]
    return f"{late}{to_come.stage.label} {day}"


def _bar_words(row: Row) -> str:
    return ""


def _bar_tip(row: Row) -> str:
    return bar_of(row.head, row.year, row.today).words.replace("; ", "\n") + f"\nWhy: {row.why}"


def _style(row: Row) -> Style:
    return Style(bold=bool(row.head.late_since(row.today)), only=3)


def _spoken(row: Row) -> str:
    bar = bar_of(row.head, row.year, row.today).words
    return f"{row.head.ref} {row.head.title}, {row.head.state.label}. {bar}. Why: {row.why}"


def _why(row: Suggested) -> str:
    return ("! " if row.called.late else "") + row.called.why.label


def _title(row: Suggested) -> str:
    return row.called.title


def _reason(row: Suggested) -> str:
    return row.called.reason


class _BarRows(Rows):
    """Rows whose bar column also gives what is to be painted."""

    def data(
        self,
        index: QModelIndex | QPersistentModelIndex,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        """Return what a cell shows; of the bar column, the bar."""
        if role == BARS_ROLE and index.column() == _BAR:
            row = self.rows[index.row()]
            return bar_of(row.head, row.year, row.today)
        return super().data(index, role)


class ProgrammePage(Page):
    """Bars above, suggestions below."""

    narrows = True

    in_view = frozenset({"audits"})

    def __init__(self, jobs: Jobs, tab: Tab, parent: QWidget | None = None) -> None:
        """Show this financial year."""
        super().__init__(jobs, tab, parent)
        self.year = QComboBox(self)
        self.year.setAccessibleName("Financial year")
        this = financial_year(today(jobs))
        for starting in range(this + 1, this - 3, -1):
            self.year.addItem(f"{starting}/{(starting + 1) % 100:02d}", starting)
        self.year.setCurrentIndex(1)
        self.new = LineField("Theme of a new audit", self)
        self.new.setPlaceholderText("New audit: a theme, then Enter")
        self.open = QPushButton("&Open", self)
        self.paper = QPushButton("Pape&r", self)
        self.preview = Preview(jobs, self)
        self.whole = QStackedWidget(self)
        self.told = quiet("", self)
        columns = (
            Column("Ref", _ref, 10),
            Column("Theme", _theme, 26),
            Column("Side", _side, 9),
            Column("Next", _next, 24),
            Column("", _bar_words, tip=_bar_tip),
        )
        rows = _BarRows(columns, self, style=_style, spoken=_spoken)
        self.table = RowsView(rows, "Audits of the year", self)
        self.table.setHorizontalHeader(MonthHeader(_BAR, self.table))
        self.table.setItemDelegateForColumn(_BAR, BarPainter(self.table))
        calls = (
            Column("Why", _why, 24),
            Column("Theme", _title),
            Column("What calls for it", _reason, 58),
        )
        self.calls = RowsView(Rows(calls, self), "What calls for an audit", self)
        self.calls_heading = heading("", self)
        self.take = QPushButton("&Plan this audit", self)
        self._lay_out()
        self.year.activated.connect(self._show)
        self.new.returnPressed.connect(self._plan)
        self.open.clicked.connect(self._open_chosen)
        self.paper.clicked.connect(self.show_paper)
        self.preview.closed.connect(self._put_away)
        self.table.opened.connect(self._open)
        self.take.clicked.connect(self._take_chosen)
        self.calls.opened.connect(self._take)
        self._show()

    def _lay_out(self) -> None:
        title = QLabel("Programme of audits", self)
        title.setProperty("role", "title")
        top = QHBoxLayout()
        top.addWidget(title)
        top.addWidget(self.year)
        top.addWidget(self.new, 1)
        top.addWidget(self.open)
        top.addWidget(self.paper)
        above = QWidget(self)
        upper = QVBoxLayout(above)
        upper.setContentsMargins(0, 0, 0, 0)
        upper.addWidget(self.told)
        upper.addWidget(self.table, 1)
        upper.addWidget(quiet(KEY, self))
        below = QWidget(self)
        lower = QVBoxLayout(below)
        lower.setContentsMargins(0, 6, 0, 0)
        line = QHBoxLayout()
        line.addWidget(self.calls_heading, 1)
        line.addWidget(self.take)
        lower.addLayout(line)
        lower.addWidget(self.calls, 1)
        split = QSplitter(self)
        split.setOrientation(Qt.Orientation.Vertical)
        split.addWidget(above)
        split.addWidget(below)
        split.setSizes([380, 260])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 10, 14, 10)
        layout.addLayout(top)
        self.split = split
        self.whole.addWidget(split)
        self.whole.addWidget(self.preview)
        layout.addWidget(self.whole, 1)

    def arrive(self) -> None:
        """Put the focus on the programme."""
        self.table.setFocus()

    def follow(self, changes: ChangeSet) -> None:
        """Follow a change of audits, or of what may call for one."""
        if changes.touches(*_SEEN):
            self._show()

    def present(self, presenting: bool) -> None:
        """Leave out what is restricted while the screen is shared."""
        super().present(presenting)
        self._show()

    def look_again(self) -> None:
        """Show the audits and calls that are seen through the lens."""
        self._show()

    def about(self) -> tuple[str, str] | None:
        """Return the chosen audit."""
        return ("audits", self.table.chosen) if self.table.chosen else None

    def _show(self, _: int = 0) -> None:
        year = int(self.year.currentData())
        with QSignalBlocker(self.table):
            rows, calls = self.jobs.read(partial(_read, group_id=self.tab.group_id, year=year))
        rows = [row for row in rows if self.through((row.head,))]
        self.table.rows.show(rows)
        if self.table.chosen is None and rows:
            self.table.choose(rows[0].id)
        shown = [
            one
            for one in calls
            if self.through((one.called,)) and not (self.presenting and one.called.restricted)
        ]
        self.calls.rows.show(shown)
        if self.calls.chosen is None and shown:
            self.calls.choose(shown[0].id)
        late = sum(bool(row.head.late_since(row.today)) for row in rows)
        self.told.setText(_told(rows, late) if rows else _EMPTY)
        words = f"What calls for an audit ({len(shown)})" if shown else "Nothing calls for an audit"
        self.calls_heading.setText(words)
        self.take.setEnabled(bool(shown))
        self.open.setEnabled(bool(rows))

    def show_paper(self) -> None:
        """Show the year's programme as a paper."""
        self.whole.setCurrentWidget(self.preview)
        request = Request(group_id=self.tab.group_id, year=int(self.year.currentData()))
        self.preview.show_paper(f"{self.tab.title}: programme", "audit-programme", request)

    def _put_away(self) -> None:
        self.whole.setCurrentWidget(self.split)
        self.arrive()

    def _open_chosen(self) -> None:
        if self.table.chosen is not None:
            self._open(self.table.chosen)

    def _open(self, audit_id: str) -> None:
        self.record_wanted.emit("audits", audit_id)

    def _plan(self) -> None:
        if self.new.text().strip():
            verb = partial(_plan, group_id=self.tab.group_id or "", title=self.new.text())
            self.jobs.change("Plan an audit", verb, then=self._planned, refused=self.refused.emit)

    def _planned(self, audit_id: str) -> None:
        self.new.clear()
        self.table.choose(audit_id)
        self.said.emit("Planned, with the usual timetable. Enter opens it.")

    def _take_chosen(self) -> None:
        if self.calls.chosen is not None:
            self._take(self.calls.chosen)

    def _take(self, row_id: str) -> None:
        place = self.calls.rows.place(row_id)
        called = self.calls.rows.rows[place].called
        verb = partial(_plan_for, group_id=self.tab.group_id or "", called=called)
        self.jobs.change("Plan an audit", verb, then=self._planned, refused=self.refused.emit)


def _read(reader: Reader, *, group_id: str | None, year: int) -> tuple[list[Row], list[Suggested]]:
    heads = audits.programme(reader, group_id, year)
    rows = []
    for one in heads:
        why = "; ".join(reason.text for reason in audits.reasons(reader, one.id))
        rows.append(Row(one.id, one, why or "no reason recorded", year, reader.today))
    calls = audit_programme.suggestions(reader, group_id)
    return rows, [Suggested(f"{one.kind}:{one.id}", one) for one in calls]


def _plan(uow: Any, *, group_id: str, title: str) -> str:
    return verbs.plan_audit(uow, group_id, title).id


def _plan_for(uow: Any, *, group_id: str, called: Called) -> str:
    if called.kind == "audits":
        return audit_impact.plan_re_audit(uow, called.id).id
    return verbs.plan_for(
        *(
            uow,
            group_id,
            called.theme or called.title,
            called.why,
            (called.kind, called.id),
            called.side,
        )
    ).id


def _told(rows: list[Row], late: int) -> str:
    live = sum(row.head.state.is_open for row in rows)
    closed = sum(row.head.state is AuditState.CLOSED for row in rows)
    words = f"{live} under way or planned, {closed} closed."
    return (
        f"{words} ! {late} behind {'its' if late == 1 else 'their'} timetable." if late else words
    )
