"""The calendar: month and year of all groups and boards, one day beside them, and the planner."""

from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from safeguard_desk.desk.changes import ChangeSet
from safeguard_desk.desk.reading import Reader
from safeguard_desk.papers.request import Request
from safeguard_desk.rules.working_days import add_months, financial_year
from safeguard_desk.ui.calendar import files
from safeguard_desk.ui.calendar.anyway import AnywayBar
from safeguard_desk.ui.calendar.day_panel import DayPanel
from safeguard_desk.ui.calendar.days import Filled, Span, fill, month_of, year_of
from safeguard_desk.ui.calendar.grid import DayGrid, YearGrid
from safeguard_desk.ui.calendar.head import CalendarHead
from safeguard_desk.ui.calendar.marks import Legend
from safeguard_desk.ui.calendar.planner import Planner
from safeguard_desk.ui.jobs import Jobs
from safeguard_desk.ui.papers.preview import Preview
from safeguard_desk.ui.shell.page import Page
from safeguard_desk.ui.shell.sections import Tab
from safeguard_desk.views import calendar
from safeguard_desk.views.calendar import Body
from safeguard_desk.work import year as verbs
from safeguard_desk.work.year import Chosen

_FOLLOWED = ("meetings", "groups", "boards", "holidays")


class CalendarPage(Page):
    """A grid of days with the chosen day beside it; planner and paper in its place."""

    in_view = frozenset({"meetings", "holidays", "groups"})

    def __init__(self, jobs: Jobs, tab: Tab, parent: QWidget | None = None) -> None:
        """Show the month of today."""
        super().__init__(jobs, tab, parent)
        self.today: date = jobs.read(_today)
        self.day = self.today
        self.bodies: list[Body] = []
        self.by_year = False
        self.head = CalendarHead(self)
        self.title, self.group = self.head.title, self.head.group
        self.month, self.year = DayGrid(self.today, self), YearGrid(self.today, self)
        self.month.setAccessibleName("Month")
        self.year.setAccessibleName("Year")
        self.beside = DayPanel(self.today, self)
        self.bar = AnywayBar(self)
        self.planner = Planner(jobs, self)
        self.preview = Preview(jobs, self)
        self._lay_out()
        self._connect()
        self._load_bodies()
        self._turn_to(by_year=False)

    def _lay_out(self) -> None:
        self.grids = QStackedWidget(self)
        self.grids.addWidget(self.month)
        self.grids.addWidget(self.year)
        whole = QWidget(self)
        self.box = QBoxLayout(QBoxLayout.Direction.LeftToRight, whole)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.box.setSpacing(12)
        self.box.addWidget(self.grids, 1)
        self.box.addWidget(self.beside)
        shown = QWidget(self)
        column = QVBoxLayout(shown)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.head)
        column.addWidget(self.bar)
        column.addWidget(whole, 1)
        column.addWidget(Legend(self))
        self.stack = QStackedWidget(self)
        for widget in (shown, self.planner, self.preview):
            self.stack.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 10, 14, 8)
        layout.addWidget(self.stack)

    def _connect(self) -> None:
        for code, slot in (
            ("back", self._back),
            ("today", self.go_to_today),
            ("on", self._on),
            ("month", self.show_month),
            ("year", self.show_year),
            ("plan", self.show_planner),
            ("file", self.save_file),
            ("paper", self.show_paper),
        ):
            self.head.button(code).clicked.connect(slot)
        for grid in (self.month, self.year):
            grid.wanted.connect(self.go_to)
            grid.opened.connect(self._open)
            grid.lettered.connect(self._letter)
            grid.moved.connect(self.move_meeting)
        self.group.activated.connect(self._filtered)
        self.beside.opened.connect(self._open)
        self.beside.moved.connect(self.move_meeting)
        self.beside.plan_wanted.connect(self.plan_here)
        self.beside.form.wanted.connect(self._plan)
        self.planner.left.connect(self.show_calendar)
        self.planner.planned.connect(self._planned)
        self.preview.closed.connect(self.show_calendar)

    @property
    def grid(self) -> DayGrid:
        """The grid that is shown."""
        return self.year if self.by_year else self.month

    def arrive(self) -> None:
        """Put the focus on the days."""
        if self.stack.currentIndex() == 0:
            self.grid.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def follow(self, changes: ChangeSet) -> None:
        """Read anew what has changed."""
        if changes.touches(*_FOLLOWED, "memberships"):
            self._load_bodies()
            self._load()
            self.planner.follow(self.bodies)

    def present(self, presenting: bool) -> None:
        """Leave out case reviews, and the planner with its reasons, while the screen is shared."""
        super().present(presenting)
        if presenting:
            self.beside.end_plan()
            self.bar.clear()
            self.show_calendar()
        self.head.present(presenting)
        self._load_bodies()
        self._load()

    def _load_bodies(self) -> None:
        view = partial(calendar.bodies, without_reviews=self.presenting)
        self.bodies = self.jobs.read(view)
        self.head.offer(self.bodies)

    def _span(self) -> Span:
        return year_of(financial_year(self.day)) if self.by_year else month_of(self.day)

    def _load(self) -> None:
        """Read what is shown; it arrives a moment later, and is dropped if we moved on."""
        span = self._span()
        self.head.show_title(span.title)
        view = partial(
            fill,
            span=span,
            group_id=self.head.chosen(),
            without_reviews=self.presenting,
        )
        self.jobs.look(view, partial(self._filled, span, self.head.chosen()))

    def _filled(self, span: Span, group_id: str | None, filled: Filled) -> None:
        if span == self._span() and group_id == self.head.chosen():
            self.grid.show_days(span, filled, self.day)
            self._show_day()

    def _show_day(self) -> None:
        cell = self.grid.days.on(self.day)
        may_plan = not self.jobs.desk.read_only and not self.presenting
        self.beside.show_day(cell, may_plan=may_plan)

    def go_to(self, day: date) -> None:
        """Choose a day, whatever month or year it is in."""
        self.day = day
        if self._span() == self.grid.days.shown:
            self.grid.choose(day)
            self._show_day()
        else:
            self._load()

    def go_to_today(self) -> None:
        """Choose today."""
        self.go_to(self.today)

    def _back(self) -> None:
        self.go_to(add_months(self.day, -12 if self.by_year else -1))

    def _on(self) -> None:
        self.go_to(add_months(self.day, 12 if self.by_year else 1))

    def show_month(self) -> None:
        """Show the month of the chosen day."""
        self._turn_to(by_year=False)

    def show_year(self) -> None:
        """Show the financial year of the chosen day."""
        self._turn_to(by_year=True)

    def _turn_to(self, *, by_year: bool) -> None:
        self.by_year = by_year
        self.head.mark_view("year" if by_year else "month")
        self.grids.setCurrentWidget(self.grid)
        directions = QBoxLayout.Direction
        self.box.setDirection(directions.TopToBottom if by_year else directions.LeftToRight)
        self.beside.lie(beneath=by_year)
        self.grid.days.show(self._span(), Filled())
        self.grid.choose(self.day)
        self._load()
        self.grid.setFocus()

    def _filtered(self, _: int) -> None:
        self._load()
        self.grid.setFocus()

    def _letter(self, letter: str) -> None:
        verbs_by_key = {
            "T": self.go_to_today,
            "M": self.show_month,
            "Y": self.show_year,
            "N": self.plan_here,
            "P": self.show_planner,
            "G": self.group.setFocus,
        }
        verbs_by_key[letter]()

    def _open(self, wanted: date | str) -> None:
        """Open a meeting by its id, or that of a day: of several, one is chosen in the list."""
        if isinstance(wanted, str):
            self.record_wanted.emit("meetings", wanted)
            return
        found = self.grid.days.on(wanted).entries
        if len(found) == 1:
            self.record_wanted.emit("meetings", found[0].id)
        elif found:
            self.beside.meetings.setFocus()
        else:
            self.plan_here()

    def move_meeting(self, meeting_id: str, day: date) -> None:
        """Move one meeting to another day; no other is touched."""
        self._move(meeting_id, day, anyway=False)

    def _move(self, meeting_id: str, day: date, *, anyway: bool) -> None:
        if self.presenting:  # a refusal would name who is where
            return
        self.bar.clear()
        verb = partial(verbs.rework, meeting_id=meeting_id, held_on=day, anyway=anyway)
        again = partial(self._move, meeting_id, day, anyway=True)
        refused = partial(self.bar.refuse, "Move it anyway", again)
        then = partial(self._moved, day)
        self.jobs.change("Move the meeting", verb, then=then, refused=refused)

    def _moved(self, day: date, _: object) -> None:
        self.go_to(day)
        self.said.emit("The meeting is moved")

    def plan_here(self) -> None:
        """Open the form for a meeting on the chosen day."""
        if not self.jobs.desk.read_only and not self.presenting:
            self.beside.begin_plan(self.day, self.bodies, self.head.chosen())

    def _plan(self, body_id: str, chosen: Chosen) -> None:
        self.bar.clear()
        verb = partial(verbs.plan_year, body_id=body_id, chosen=(chosen,))
        anyway = Chosen(chosen.held_on, chosen.starts_at, chosen.venue, anyway=True)
        again = partial(self._plan, body_id, anyway)
        refused = partial(self.bar.refuse, "Plan it anyway", again)
        self.jobs.change("Plan a meeting", verb, then=self._planned_here, refused=refused)

    def _planned_here(self, refs: tuple[str, ...]) -> None:
        self.beside.end_plan()
        self.grid.setFocus()
        self.said.emit(f"{', '.join(refs)} planned")

    def _planned(self, refs: tuple[str, ...]) -> None:
        self.said.emit(f"{len(refs)} meetings planned" if len(refs) > 1 else f"{refs[0]} planned")

    def show_planner(self) -> None:
        """Show the planner of a year, for the group that is shown."""
        if self.presenting or self.jobs.desk.read_only:
            return
        self.stack.setCurrentWidget(self.planner)
        self.planner.begin(self.bodies, self.head.chosen(), self.day)

    def show_calendar(self) -> None:
        """Go back to the days from planner or paper."""
        if self.stack.currentWidget() is self.planner:
            self.planner.save()
        self.stack.setCurrentIndex(0)
        self.grid.setFocus()

    def show_paper(self) -> None:
        """Make and show the year's dates as a paper, of everybody or the group shown."""
        self.stack.setCurrentWidget(self.preview)
        request = Request(group_id=self.head.chosen(), year=financial_year(self.day))
        self.preview.show_paper("Calendar", "calendar", request)

    def save_file(self) -> None:
        """Save the meetings of everybody, or of the group shown, as a calendar file."""
        group_id = self.head.chosen()
        name = "Calendar" if group_id is None else self.group.currentText().split(",")[0]
        files.save_calendar(
            *(self, self.jobs, f"{name} meetings", partial(files.of_group, group_id)),
            said=self.bar.say,
            refused=partial(self.bar.refuse, "", self.bar.clear),
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Esc put away the form, a notice, or go back to the days."""
        if event.key() == Qt.Key.Key_Escape:
            self.beside.end_plan()
            self.bar.clear()
            self.show_calendar()
        else:
            super().keyPressEvent(event)

    def save(self) -> None:
        """Keep the rule that is being typed in the planner."""
        self.planner.save()


def _today(reader: Reader) -> date:
    return reader.today
