"""Reach: whom training reached in a time, as tables whose figures lead to their bookings."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QColor, QPainter, QPalette, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QStyle,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from safeguard_desk.desk.changes import ChangeSet
from safeguard_desk.errors import Refusal
from safeguard_desk.papers.reach import headline
from safeguard_desk.papers.request import Request
from safeguard_desk.rules.periods import Period
from safeguard_desk.rules.terms import Side
from safeguard_desk.rules.training_figures import HOW
from safeguard_desk.ui.jobs import Jobs
from safeguard_desk.ui.meeting.rows import Index, Roomy, Rows, RowsView, Style
from safeguard_desk.ui.meeting.step_bar import StepBar
from safeguard_desk.ui.papers.preview import Preview
from safeguard_desk.ui.reach.tables import LINES, Shown, TableView, summary, tables
from safeguard_desk.ui.register.field_row import today
from safeguard_desk.ui.shell.page import Page
from safeguard_desk.ui.shell.sections import Tab
from safeguard_desk.ui.widgets.fields import LineField
from safeguard_desk.ui.widgets.notices import EmptyState
from safeguard_desk.views.reach import Reach, reach
from safeguard_desk.views.reach_lines import Asked, Line, chosen
from safeguard_desk.views.reach_times import between, times, usual

TITLES = ("Courses", "Agencies", "Sides", "Roles", "Levels", "Never there", "Map")
COURSES, AGENCIES, SIDES, ROLES, LEVELS, NEVER, MAP = range(len(TITLES))
SEEN = (
    *("courses", "training_sessions", "bookings", "delegates", "agencies", "agency_aliases"),
    "workforces",
)
_EMPTY = (
    "No session was delivered in this time. Import the export of your booking system on the page"
    " “Import bookings”, mark attendance on the page of sessions, or choose another time."
)
_OWN = "own"
_MARK = QColor("#2f6fb0")
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class _Map(Roomy):
    """Fills the fields of the map the stronger, the more their number is; the number stands too."""

    def __init__(self, most: int, parent: QWidget) -> None:
        """Fill up to the largest number."""
        super().__init__(parent)
        self._most = most

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Fill a field and write its number; the chosen one has a frame."""
        row = index.model().rows[index.row()]  # type: ignore[attr-defined]
        number = row.heat[index.column() - 1] if index.column() and row.heat else 0
        if not number or not self._most:
            super().paint(painter, option, index)
            return
        share = 0.15 + 0.75 * number / self._most
        colours = option.palette
        ground = colours.color(QPalette.ColorRole.Base)
        words = colours.color(QPalette.ColorRole.Text)
        painter.save()
        painter.fillRect(option.rect.adjusted(1, 1, -1, -1), _between(ground, _MARK, share))
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(QPen(words, 2))
            painter.drawRect(option.rect.adjusted(1, 1, -2, -2))
        dark_ground = ground.lightness() < 128
        painter.setPen(words if share < 0.5 or dark_ground else QColor("white"))
        place = option.rect.adjusted(0, 0, -8, 0)
        painter.drawText(place, _RIGHT, str(number))
        painter.restore()


def _between(ground: QColor, mark: QColor, share: float) -> QColor:
    one, other = ((colour.red(), colour.green(), colour.blue()) for colour in (ground, mark))
    parts = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return QColor(*parts)


class ReachPage(Page):
    """A time and a side are chosen above; below a table stand the bookings behind a field of it."""

    narrows = True

    def __init__(self, jobs: Jobs, tab: Tab, parent: QWidget | None = None) -> None:
        """Show the year so far."""
        super().__init__(jobs, tab, parent)
        self.found: Reach | None = None
        self.place = COURSES
        self.time = QComboBox(self)
        self.time.setAccessibleName("Time")
        self.first = LineField("First day", self)
        self.last = LineField("Last day", self)
        self.paper = QPushButton("&Paper", self)
        self.paper.setToolTip("Whom training reached, as PDF, Word or Excel")
        self.said_line = QLabel(self)
        self.said_line.setWordWrap(True)
        self.bar = StepBar(TITLES, self)
        self.tables: tuple[TableView, ...] = ()
        self.table: RowsView | None = None
        self.top = QStackedWidget(self)
        self.none = EmptyState(self)
        self.rows_title = QLabel(self)
        self.rows = RowsView(Rows(LINES, self), "Bookings behind the figure", self)
        self.preview = Preview(jobs, self)
        self.whole = QStackedWidget(self)
        self._fill()
        self._lay_out()
        self._connect()
        self.read()

    def _fill(self) -> None:
        on = today(self.jobs)
        for period in times(on):
            self.time.addItem(period.label, period.code)
        self.time.addItem("Other days…", _OWN)
        self.time.setCurrentIndex(self.time.findData(usual(on).code))
        for field, words in ((self.first, "First day, as 1 Jul 2026"), (self.last, "Last day")):
            field.setPlaceholderText(words)
            field.hide()

    def _lay_out(self) -> None:
        heading = QLabel("Reach", self)
        heading.setProperty("role", "title")
        top = QHBoxLayout()
        for widget in (heading, self.time, self.first, self.last):
            top.addWidget(widget)
        top.addStretch(1)
        top.addWidget(self.paper)
        self.top.addWidget(self.none)
        self.rows_title.setProperty("role", "quiet")
        below = QWidget(self)
        beneath = QVBoxLayout(below)
        beneath.setContentsMargins(0, 4, 0, 0)
        beneath.addWidget(self.rows_title)
        beneath.addWidget(self.rows, 1)
        parts = QSplitter(Qt.Orientation.Vertical, self)
        parts.addWidget(self.top)
        parts.addWidget(below)
        parts.setStretchFactor(0, 3)
        parts.setStretchFactor(1, 2)
        parts.setChildrenCollapsible(False)
        parts.setSizes([600, 400])
        work = QWidget(self)
        inner = QVBoxLayout(work)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(self.said_line)
        inner.addWidget(self.bar)
        inner.addWidget(parts, 1)
        self.work, self.below = work, below
        self.whole.addWidget(work)
        self.whole.addWidget(self.preview)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 10, 14, 8)
        layout.addLayout(top)
        layout.addWidget(self.whole, 1)

    def _connect(self) -> None:
        self.time.activated.connect(self._timed)
        self.first.returnPressed.connect(self.read)
        self.last.returnPressed.connect(self.read)
        self.bar.chosen.connect(self.show_table)
        self.paper.clicked.connect(self.show_paper)
        self.preview.closed.connect(self._put_away)
        self.rows.opened.connect(self._open)

    def arrive(self) -> None:
        """Put the focus on the table."""
        (self.table or self.time).setFocus()

    def follow(self, changes: ChangeSet) -> None:
        """Follow a change of what is counted."""
        if changes.touches(*SEEN):
            self.read()

    def look_again(self) -> None:
        """Count what is seen through the lens."""
        self.read()

    def _timed(self, _: int) -> None:
        own = self.time.currentData() == _OWN
        for field in (self.first, self.last):
            field.setVisible(own)
        if own:
            self.first.setFocus()
        else:
            self.read()

    def asked(self) -> Asked:
        """Return the time and side that are chosen; refuses days that are none."""
        side = None if self.lens is Side.BOTH else self.lens
        if self.time.currentData() == _OWN:
            return between(self.first.text(), self.last.text(), today(self.jobs), side)
        return Asked.of(Period.parse(self.time.currentData()), side)

    def read(self, _: object = None) -> None:
        """Count anew, away from the window's thread."""
        try:
            asked = self.asked()
        except Refusal as refusal:
            self.refused.emit(refusal)
            return
        self.jobs.look(partial(reach, asked=asked), self._show)

    def _show(self, found: Reach) -> None:
        begun = self.found is None and self.time.hasFocus()
        self.found = found
        self.tables = tables(found)
        self.said_line.setText(headline(found))
        self.said_line.setToolTip(HOW)
        self.paper.setEnabled(bool(found.courses))
        self.show_table(self.place)
        if begun:
            self.arrive()

    def show_table(self, place: int) -> None:
        """Show one of the tables."""
        if self.found is None:
            return
        self.place = place
        self.bar.show_place(place, -1)
        view = self.tables[place]
        chosen_id = self.table.chosen if self.table is not None else None
        if self.table is not None:
            self.top.removeWidget(self.table)
            self.table.deleteLater()
            self.table = None
        if not view.rows:
            self.none.say(view.empty if self.found.courses else _EMPTY)
            self.top.setCurrentWidget(self.none)
            self._show_rows()
            return
        rows = Rows(view.columns, self, style=_style, spoken=_spoken)
        self.table = RowsView(rows, f"Reach: {view.title}", self)
        if place == MAP:
            self.table.setItemDelegate(_Map(self.found.heat.most, self.table))
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.table.rows.reset(view.rows)
        self.table.selectionModel().currentChanged.connect(self._moved)
        self.table.opened.connect(self._into_rows)
        self.top.addWidget(self.table)
        self.top.setCurrentWidget(self.table)
        self.table.choose(chosen_id)
        if self.table.chosen is None:
            self.table.choose(view.rows[0].id, 0)
        self._show_rows()

    def _moved(self, _: QModelIndex, __: QModelIndex) -> None:
        self._show_rows()

    def behind(self) -> list[Line]:
        """Return the bookings behind the chosen field."""
        if self.table is None or self.found is None:
            return []
        place = self.table.currentIndex()
        if not place.isValid():
            return []
        view = self.tables[self.place]
        selection = view.behind(view.rows[place.row()], place.column())
        return chosen(self.found.lines, selection) if selection is not None else []

    def _show_rows(self) -> None:
        lines = self.behind()
        self.rows.rows.reset(lines)
        words = "Choose a number to see the bookings behind it."
        if self.table is not None and self.table.currentIndex().isValid():
            place = self.table.currentIndex()
            view = self.tables[self.place]
            selection = view.behind(view.rows[place.row()], place.column())
            if selection is not None:
                words = summary(lines, selection) if lines else f"{selection.title}: no booking."
        if self.found is not None and self.found.total.without_delegates:
            words += " Sessions known by totals have no rows."
        self.rows_title.setText(words)

    def _into_rows(self, _: object) -> None:
        if self.rows.rows.rows:
            self.rows.choose(self.rows.rows.rows[0].id, 0)
            self.rows.setFocus()

    def _open(self, booking_id: object) -> None:
        found = next((one for one in self.behind() if one.id == booking_id), None)
        if found is not None:
            self.record_wanted.emit("training_sessions", found.session_id)

    def show_paper(self) -> None:
        """Show the same time as a paper."""
        if self.found is None:
            return
        asked = self.found.asked
        request = Request(period=(asked.first, asked.last))
        side = asked.side
        if side is not None:
            request = replace(request, board_id=self._board(side))
        self.whole.setCurrentWidget(self.preview)
        self.preview.show_paper(f"{self.tab.title}: reach", "training-reach", request)

    def _board(self, side: Side) -> str | None:
        from safeguard_desk.views import boards

        held = self.jobs.read(boards.every)
        return next((one.id for one in held if one.side is side), None)

    def _put_away(self) -> None:
        self.whole.setCurrentWidget(self.work)
        self.arrive()


def _style(row: Shown) -> Style:
    return Style(bold=row.total)


def _spoken(row: Shown) -> str:
    return ", ".join(row.cells)
