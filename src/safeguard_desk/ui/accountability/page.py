"""Accountability: agencies, what is late first, and what the chosen one owes and has done."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
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
from safeguard_desk.papers.request import Request
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.working_days import financial_year
from safeguard_desk.ui.jobs import Jobs
from safeguard_desk.ui.meeting.looks import make_primary
from safeguard_desk.ui.meeting.rows import Column, Rows, RowsView, Style
from safeguard_desk.ui.papers.preview import Preview
from safeguard_desk.ui.register.field_row import today
from safeguard_desk.ui.shell.page import Page
from safeguard_desk.ui.shell.sections import Tab
from safeguard_desk.views import accountability as views
from safeguard_desk.views.account_parts import Item
from safeguard_desk.views.accountability import Account, Head

_KEY = "Enter opens the record   P the sheet   what is owed stands first under each heading"
_EMPTY = "No agencies yet. Import members, or add agencies in the Directory."
_QUIET = "Nothing was asked of this agency in the year, and it sits in no group."
_YEARS = 4
_SEEN = frozenset(
    {
        *("agencies", "agency_aliases", "actions", "recommendations", "memberships", "attendances"),
        *("audit_agencies", "audit_returns", "assessments", "agency_returns", "inspections"),
        *("training_returns", "product_agencies", "bookings", "review_agencies"),
    }
)


@dataclass(frozen=True)
class Shown:
    """A line of the account: a heading with its sum, or something owed or done under it."""

    id: str
    heading: str
    item: Item | None
    said: str = ""


class AccountabilityPage(Page):
    """Every agency with what it owes, and the account of the chosen one."""

    narrows = True

    def __init__(self, jobs: Jobs, tab: Tab, parent: QWidget | None = None) -> None:
        """Show this financial year."""
        super().__init__(jobs, tab, parent)
        self.found: Account | None = None
        self._stale = True
        self._heads: list[Head] = []
        self.year = QComboBox(self)
        self.year.setAccessibleName("Financial year")
        this = financial_year(today(jobs))
        for starting in range(this, this - _YEARS, -1):
            self.year.addItem(f"{starting}/{(starting + 1) % 100:02d}", starting)
        self.paper = QPushButton("&Sheet", self)
        self.paper.setToolTip("The agency accountability sheet, on one page (P)")
        make_primary(self.paper)
        self.summary = QLabel(self)
        self.summary.setProperty("role", "quiet")
        self.agencies = RowsView(Rows(_AGENCIES, self, style=_late), "Agencies", self)
        self.lines = RowsView(Rows(_LINES, self, style=_look, spoken=_spoken), "Account", self)
        self.lines.setWordWrap(True)
        self.name = QLabel(self)
        self.name.setProperty("role", "heading")
        self.name.setWordWrap(True)
        self.told = QLabel(self)
        self.told.setWordWrap(True)
        self.empty = QLabel(_EMPTY, self)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.preview = Preview(jobs, self)
        self.split = QSplitter(self)
        self.stack = QStackedWidget(self)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        heading = QLabel("Accountability", self)
        heading.setProperty("role", "title")
        top = QHBoxLayout()
        top.addWidget(heading)
        top.addSpacing(12)
        top.addWidget(self.year)
        top.addWidget(self.summary, 1)
        top.addWidget(self.paper)
        right = QWidget(self)
        beside = QVBoxLayout(right)
        beside.setContentsMargins(8, 0, 0, 0)
        for widget in (self.name, self.told):
            beside.addWidget(widget)
        beside.addWidget(self.lines, 1)
        self.split.setChildrenCollapsible(False)
        self.split.addWidget(self.agencies)
        self.split.addWidget(right)
        self.split.setSizes([400, 760])
        self.stack.addWidget(self.split)
        self.stack.addWidget(self.preview)
        self.stack.addWidget(self.empty)
        key = QLabel(_KEY, self)
        key.setProperty("role", "quiet")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 10, 14, 10)
        layout.addLayout(top)
        layout.addWidget(self.stack, 1)
        layout.addWidget(key)

    def _connect(self) -> None:
        self.year.currentIndexChanged.connect(self._show)
        self.paper.clicked.connect(self.show_paper)
        self.preview.closed.connect(self._put_away)
        self.agencies.selectionModel().currentRowChanged.connect(self._show)
        self.agencies.opened.connect(lambda _: self.lines.setFocus())
        self.lines.opened.connect(self._open)
        for table in (self.agencies, self.lines):
            table.letters = "P"
            table.pressed_key.connect(self.show_paper)

    def arrive(self) -> None:
        """Read the agencies, if something changed, and put the focus on them."""
        if self._stale:
            self._stale = False
            self.summary.setText("Adding up what each agency owes …")
            self.jobs.look(views.agencies, self._listed)
        self.agencies.setFocus()

    def follow(self, changes: ChangeSet) -> None:
        """Follow a change of what agencies owe."""
        if changes.touches(*_SEEN):
            self._stale = True
            self.arrive()
            self._show()

    def open_record(self, kind: str, record_id: str) -> None:
        """Show an agency's account."""
        self.agencies.choose(record_id)

    def look_again(self) -> None:
        """Show the agencies that are seen through the window's lens."""
        self._listed(self._heads)

    def _listed(self, heads: list[Head]) -> None:
        self._heads = heads
        found = self.through(heads)
        self.agencies.rows.show(found)
        late = sum(one.late for one in found)
        owing = sum(bool(one.owed) for one in found)
        words = f"{owing} of {len(found)} agencies owe something"
        self.summary.setText(f"{words}, {late} late" if late else words)
        self.stack.setCurrentWidget(self.split if found else self.empty)
        if self.agencies.chosen is None and found:
            self.agencies.choose(found[0].id)
        self._show()

    def _show(self, *_: object) -> None:
        agency = self.agencies.chosen
        self.paper.setEnabled(agency is not None)
        if agency is None:
            return
        read = partial(views.account, agency_id=agency, year=int(self.year.currentData()))
        self.found = found = self.jobs.read(read)
        self.name.setText(found.head.name)
        known = f"Also known as {', '.join(found.aliases)}. " if found.aliases else ""
        self.told.setText(known + (_owes(found) if found.sections else _QUIET))
        self.lines.rows.show(list(_lines(found)))

    def _open(self, row_id: str) -> None:
        row = next(one for one in self.lines.rows.rows if one.id == row_id)
        if row.item is not None and row.item.id:
            self.record_wanted.emit(row.item.kind, row.item.id)

    def show_paper(self, *_: object) -> None:
        """Show the chosen agency's accountability sheet."""
        if self.found is None:
            return
        request = Request(agency_id=self.found.head.id, year=self.found.year)
        self.stack.setCurrentWidget(self.preview)
        self.preview.show_paper(self.found.head.name, "accountability", request)

    def _put_away(self) -> None:
        self.stack.setCurrentWidget(self.split)
        self.agencies.setFocus()


def _owes(found: Account) -> str:
    if not found.owed:
        return "It owes nothing at this moment."
    late = f", ! {found.late} late" if found.late else ""
    return f"It owes {found.owed}{late}."


def _lines(found: Account) -> Iterator[Shown]:
    for section in found.sections:
        yield Shown(section.title, section.title, None, section.said)
        for place, item in enumerate(section.items):
            yield Shown(f"{section.title} {place} {item.id}", "", item)


def _late(row: Head) -> Style:
    return Style(bold=bool(row.late))


def _look(row: Shown) -> Style:
    return Style(bold=row.item is None or row.item.late)


def _spoken(row: Shown) -> str:
    if row.item is None:
        return f"{row.heading}: {row.said}"
    return f"{row.item.ref} {row.item.title}: {_stands(row)}"


def _stands(row: Shown) -> str:
    if row.item is None:
        return row.said
    return f"! {row.item.stands}" if row.item.late else row.item.stands


def _what(row: Shown) -> str:
    return row.heading if row.item is None else row.item.title


def _due(row: Shown) -> str:
    return write_date(row.item.due_on) if row.item and row.item.due_on else ""


def _name(row: Head) -> str:
    return f"{row.name} (ended)" if row.ended_on else row.name


_AGENCIES = (
    Column("Agency", _name),
    Column("Owes", lambda row: str(row.owed or ""), 5, right=True),
    Column("Late", lambda row: f"! {row.late}" if row.late else "", 5, right=True),
)
_LINES = (
    Column("Ref", lambda row: row.item.ref if row.item else "", 12),
    Column("What", _what),
    Column("How it stands", _stands),
    Column("Due", _due, 11),
)
