"""Sessions: the list of them at the left, the chosen one with its delegates at the right."""

from functools import partial
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from safeguard_desk.desk.changes import ChangeSet
from safeguard_desk.desk.reading import Reader
from safeguard_desk.errors import Refusal
from safeguard_desk.papers.request import Request
from safeguard_desk.rules.dates import read_date, write_date
from safeguard_desk.rules.lens import seen
from safeguard_desk.rules.terms_learning import SessionState
from safeguard_desk.ui.jobs import Jobs
from safeguard_desk.ui.meeting.rows import Column, Rows, RowsView, Style
from safeguard_desk.ui.meeting.step_bar import StepBar
from safeguard_desk.ui.papers.preview import Preview
from safeguard_desk.ui.register.field_row import today
from safeguard_desk.ui.shell.page import Page
from safeguard_desk.ui.shell.sections import Tab
from safeguard_desk.ui.training.acts import ACTS, SessionAct
from safeguard_desk.ui.training.bench import Bench
from safeguard_desk.ui.training.delegates import DelegatesPart
from safeguard_desk.ui.training.details import DetailsPart
from safeguard_desk.ui.training.places_bar import PlacesBar
from safeguard_desk.ui.widgets.choices import PickField
from safeguard_desk.ui.widgets.fields import LineField
from safeguard_desk.ui.widgets.notices import EmptyState
from safeguard_desk.views.training_sessions import (
    SessionHead,
    SessionView,
    next_or_last,
    session_view,
    sessions,
)
from safeguard_desk.views.training_year import course_choices
from safeguard_desk.work import learning

DELEGATES, DETAILS = range(2)
SEEN = (
    *("training_sessions", "bookings", "delegates", "courses", "trainers", "session_trainers"),
    *("settings", "agencies", "course_versions"),
)
WHICH = ("All sessions", "To come", "To mark", "With a waiting list")
_EMPTY = (
    "No sessions yet. Choose a course above, type a date beside it and press Enter; or import the"
    " export of a booking system."
)


def _when(row: SessionHead) -> str:
    return write_date(row.held_on)


def _places(row: SessionHead) -> str:
    more = f" +{row.waiting}" if row.waiting else ""
    if row.state is SessionState.DELIVERED:
        return f"{row.numbers.attended}/{row.capacity}"
    return f"{row.taken}/{row.capacity}{more}"


def _style(row: SessionHead) -> Style:
    return Style(bold=row.state is SessionState.FULL)


def _tip(row: SessionHead) -> str:
    return f"{row.words}\n{row.state.label}, {row.place}"


def _spoken(row: SessionHead) -> str:
    return f"{row.words}, {row.state.label}, {_places(row)}"


COLUMNS = (
    Column("Day", _when, 12),
    Column("Course", lambda row: row.course, tip=_tip),
    Column("State", lambda row: row.state.label, 8),
    Column("Places", _places, 9, right=True),
)


class SessionsPage(Page):
    """The list of sessions, and one of them."""

    in_view = frozenset({"training_sessions", "bookings", "delegates", "session_trainers"})

    narrows = True

    def __init__(self, jobs: Jobs, tab: Tab, parent: QWidget | None = None) -> None:
        """Show the session that work goes on with."""
        super().__init__(jobs, tab, parent)
        self.session: SessionView | None = None
        self._heads: list[SessionHead] = []
        self.bench = Bench(jobs, tab.group_id, self)
        self.bench.said.connect(self.said)
        self.bench.refused.connect(self.refused)
        self.which = QComboBox(self)
        self.which.setAccessibleName("Which sessions")
        self.which.addItems(WHICH)
        self.filter = LineField("Filter the sessions by words", self)
        self.filter.setPlaceholderText("Filter: course, venue, reference")
        self.course = PickField("Course of a new session", partial(jobs.read, course_choices), self)
        self.course.setPlaceholderText("New session: a course")
        self.day = LineField("Day of the new session", self)
        self.day.setPlaceholderText("its day, Enter")
        self.menu_button = QPushButton("&Make and send", self)
        self.menu_button.setMenu(QMenu(self))
        self.list = RowsView(Rows(COLUMNS, self, style=_style, spoken=_spoken), "Sessions", self)
        self.heading = QLabel(self)
        self.heading.setProperty("role", "heading")
        self.heading.setWordWrap(True)
        self.told = QLabel(self)
        self.told.setProperty("role", "quiet")
        self.told.setWordWrap(True)
        self.bar = PlacesBar(self)
        self.steps = StepBar(("Delegates", "Details"), self)
        self.delegates = DelegatesPart(self.bench, self)
        self.details = DetailsPart(self.bench, self)
        self.parts = QStackedWidget(self)
        self.empty = EmptyState(self)
        self.empty.say(_EMPTY)
        self.preview = Preview(jobs, self)
        self.whole = QStackedWidget(self)
        self._panel: QWidget | None = None
        self._lay_out()
        self._fill_menu()
        self._connect()
        self.steps.show_place(DELEGATES, -1)
        self._list()

    def _lay_out(self) -> None:
        title = QLabel("Sessions", self)
        title.setProperty("role", "title")
        top = QHBoxLayout()
        top.addWidget(title)
        top.addWidget(self.which)
        top.addWidget(self.filter, 2)
        top.addWidget(self.course, 2)
        top.addWidget(self.day)
        top.addWidget(self.menu_button)
        self.day.setMaximumWidth(self.fontMetrics().averageCharWidth() * 18)
        right = QWidget(self)
        inner = QVBoxLayout(right)
        inner.setContentsMargins(8, 0, 0, 0)
        inner.setSpacing(5)
        for widget in (self.heading, self.told, self.bar, self.steps):
            inner.addWidget(widget)
        for part in (self.delegates, self.details):
            self.parts.addWidget(part)
        inner.addWidget(self.parts, 1)
        self.split = QSplitter(Qt.Orientation.Horizontal, self)
        self.split.addWidget(self.list)
        self.split.addWidget(right)
        self.split.setStretchFactor(1, 1)
        self.split.setSizes([440, 760])
        for shown in (self.split, self.empty, self.preview):
            self.whole.addWidget(shown)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 10, 14, 10)
        layout.addLayout(top)
        layout.addWidget(self.whole, 1)

    def _fill_menu(self) -> None:
        menu = self.menu_button.menu()
        for act in ACTS:
            entry = menu.addAction(act.title, partial(SessionsPage._run, self, act))
            entry.setToolTip(act.tip)
        menu.setToolTipsVisible(True)

    def _connect(self) -> None:
        self.which.activated.connect(self._filter)
        self.filter.textChanged.connect(self._filter)
        self.course.returnPressed.connect(self.day.setFocus)
        self.day.returnPressed.connect(self._plan)
        self.list.selectionModel().currentRowChanged.connect(self._turn)
        self.list.opened.connect(self._to_delegates)
        self.steps.chosen.connect(self.show_step)
        self.preview.closed.connect(self.put_away)

    def arrive(self) -> None:
        """Put the focus where work goes on."""
        if not self._heads:
            self.course.setFocus()
        elif self.parts.currentIndex() == DELEGATES and self.session is not None:
            self.delegates.arrive()
        else:
            self.list.setFocus()

    def follow(self, changes: ChangeSet) -> None:
        """Follow a change of sessions and bookings."""
        if changes.touches(*SEEN):
            self._list()

    def look_again(self) -> None:
        """Show what is seen through the lens."""
        self._list()

    def save(self) -> None:
        """Offer what is typed and not yet saved."""
        if self.session is not None:
            self.details.save()

    def about(self) -> tuple[str, str] | None:
        """Return the session that is shown."""
        return ("training_sessions", self.bench.chosen) if self.bench.chosen else None

    def open_record(self, kind: str, record_id: str) -> None:
        """Show a session."""
        self.which.setCurrentIndex(0)
        self.filter.clear()
        self.bench.chosen = record_id
        self.put_away()
        self._list()

    def show_step(self, place: int) -> None:
        """Show the delegates or the details."""
        self.save()
        self.parts.setCurrentIndex(place)
        self.steps.show_place(place, -1)
        (self.delegates, self.details)[place].arrive()

    def _list(self) -> None:
        held = self.jobs.read(partial(sessions, group_id=self.tab.group_id))
        self._heads = [one for one in held if one.side in seen(self.lens)]
        known = {one.id for one in self._heads}
        if self.bench.chosen not in known:
            self.bench.chosen = next_or_last(self._heads, today(self.jobs)) or ""
        self.menu_button.setVisible(bool(ACTS))
        if self.whole.currentWidget() in {self.split, self.empty}:
            self.whole.setCurrentWidget(self.split if self._heads else self.empty)
        self._filter()

    def _filter(self, _: object = None) -> None:
        wanted, now = self.filter.text().casefold().split(), today(self.jobs)
        tests: tuple[Any, ...] = (
            lambda _: True,
            lambda one: one.held_on >= now and one.state.takes_bookings,
            lambda one: one.held_on <= now and one.state.takes_bookings,
            lambda one: bool(one.waiting),
        )
        lets = tests[self.which.currentIndex()]
        shown = [
            one
            for one in reversed(self._heads)
            if lets(one)
            and all(word in f"{one.words} {one.venue} {one.code}".casefold() for word in wanted)
        ]
        with QSignalBlocker(self.list.selectionModel()):
            self.list.rows.show(shown)
            self.list.choose(self.bench.chosen)
        if shown and self.list.rows.place(self.bench.chosen) < 0:
            self.list.choose(shown[0].id)
        self._show()

    def _turn(self, *_: object) -> None:
        if self.list.chosen and self.list.chosen != self.bench.chosen:
            self.save()
            self.bench.chosen = self.list.chosen
            self._show()

    def _show(self) -> None:
        if not self.bench.chosen:
            return
        found = self.jobs.read(partial(_session, session_id=self.bench.chosen))
        if found is None:
            return
        self.session = found
        head = found.head
        self.heading.setText(f"{head.ref}  {head.course}")
        self.told.setText("  ·  ".join(_told(found)))
        self.bar.show_head(head)
        self.delegates.show_session(found)
        self.details.show_session(found)

    def _to_delegates(self, _: str) -> None:
        self.show_step(DELEGATES)

    def _plan(self) -> None:
        course_id, typed = self.course.value(), self.day.text().strip()
        if course_id is None:
            self.bench.refuse("No course is chosen.", "Nothing was planned.", "Choose one first.")
            return
        held_on = read_date(typed, today(self.jobs)) if typed else None
        if typed and held_on is None:
            self.bench.refuse(f"“{typed}” is no day.", "Nothing was planned.", "Type it as 14 jan.")
            return
        verb = partial(_plan, course_id=course_id, held_on=held_on)
        self.bench.do("Plan a session", verb, then=self._planned)

    def _planned(self, session_id: str) -> None:
        self.course.clear()
        self.day.clear()
        self.open_record("training_sessions", session_id)
        self.show_step(DETAILS)
        self.said.emit("Planned as is usual for the course.")

    def _run(self, act: SessionAct) -> None:
        if self.session is None and not act.all_sessions:
            self.bench.refuse("No session is chosen.", "Nothing was made.", "Choose one first.")
            return
        self.save()
        act.run(self)

    def show_paper(self, title: str, kind: str, request: Request) -> None:
        """Show a paper over the page."""
        self.whole.setCurrentWidget(self.preview)
        self.preview.show_paper(title, kind, request)

    def show_panel(self, panel: QWidget) -> None:
        """Show a widget in place of the sessions, until `put_away`."""
        if self.whole.indexOf(panel) < 0:
            self.whole.addWidget(panel)
        self.whole.setCurrentWidget(panel)

    def put_away(self) -> None:
        """Show the sessions again."""
        self.whole.setCurrentWidget(self.split if self._heads else self.empty)
        self.arrive()


def _told(found: SessionView) -> list[str]:
    head = found.head
    parts = [write_date(head.held_on), head.times, head.place, head.state.label]
    if head.state_reason:
        parts.append(head.state_reason)
    if head.version:
        parts.append(f"version {head.version}")
    parts.append(", ".join(one.name for one in found.trainers) or "no trainer yet")
    return [one for one in parts if one]


def _session(reader: Reader, *, session_id: str) -> SessionView | None:
    try:
        return session_view(reader, session_id)
    except Refusal:
        return None  # undone meanwhile: the list that follows says so


def _plan(uow: Any, *, course_id: str, held_on: Any) -> str:
    return learning.add_session(uow, course_id, held_on).id
