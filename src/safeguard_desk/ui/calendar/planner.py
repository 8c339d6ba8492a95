"""The planner of a year: a rule as typed, its dates round holidays and clashes, all ticked ones."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, time
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from safeguard_desk.desk.reading import Reader
from safeguard_desk.errors import Refusal
from safeguard_desk.rules.dates import explain, read_date
from safeguard_desk.rules.rhythm import Rhythm, read_rhythm, write_rhythm
from safeguard_desk.rules.times import read_time
from safeguard_desk.rules.working_days import financial_year
from safeguard_desk.ui.calendar.anyway import AnywayBar
from safeguard_desk.ui.calendar.planner_rows import Line, lines_of, table
from safeguard_desk.ui.jobs import Jobs
from safeguard_desk.ui.widgets.fields import LineField
from safeguard_desk.views import calendar
from safeguard_desk.views.calendar import Body
from safeguard_desk.work import year as verbs
from safeguard_desk.work.year import Chosen

_YEARS = 3
_HINT = "every second month, second Tuesday, 10:00"


class Planner(QWidget):
    """Group, rule, year; then the dates, to be ticked, corrected and planned in one step."""

    left = Signal()
    planned = Signal(object)
    """The references of the meetings that were planned."""

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        """Lay out an empty planner."""
        super().__init__(parent)
        self.jobs = jobs
        self._bodies: Sequence[Body] = ()
        self._code = ""
        self._rhythm: Rhythm | None = None
        self._usual = calendar.USUAL_TIME
        self.lines: list[Line] = []
        self.body, self.year = QComboBox(self), QComboBox(self)
        self.rule, self.venue = LineField("Rule", self), LineField("Venue", self)
        self.understood = QLabel(self)
        self.bar = AnywayBar(self)
        self.view = table(self)
        self.hint = QLabel(self)
        self.back = QPushButton("‹ Back", self)
        self.propose = QPushButton("&Propose dates", self)
        self.plan = QPushButton(self)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        heading = QLabel("Plan a year", self)
        heading.setProperty("role", "title")
        self.back.setToolTip("Esc")
        self.rule.setPlaceholderText(_HINT)
        self.venue.setPlaceholderText("As on the last invitation")
        self.body.setAccessibleName("Group or board")
        self.year.setAccessibleName("Financial year")
        for label in (self.understood, self.hint):
            label.setProperty("role", "quiet")
            label.setWordWrap(True)
        self.understood.setAccessibleName("The rule, understood as")
        self.plan.setProperty("leading", "true")
        top = QHBoxLayout()
        top.addWidget(self.back)
        top.addWidget(heading, 1)
        form = QGridLayout()
        form.setHorizontalSpacing(12)
        for row, column, words, widget in (
            (0, 0, "&Group or board", self.body),
            (0, 2, "&Financial year", self.year),
            (1, 0, "&Rule", self.rule),
            (1, 2, "&Venue", self.venue),
        ):
            label = QLabel(words, self)
            label.setBuddy(widget)
            form.addWidget(label, row, column)
            form.addWidget(widget, row, column + 1)
        form.setColumnStretch(1, 3)
        form.setColumnStretch(3, 2)
        form.addWidget(self.understood, 2, 1)
        form.addWidget(self.propose, 2, 3)
        foot = QHBoxLayout()
        foot.addWidget(self.hint, 1)
        foot.addWidget(self.plan)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(top)
        layout.addLayout(form)
        layout.addWidget(self.bar)
        layout.addWidget(self.view, 1)
        layout.addLayout(foot)

    def _connect(self) -> None:
        self.back.clicked.connect(self.left)
        self.body.activated.connect(self._chose)
        self.rule.textChanged.connect(self._understand)
        self.rule.committed.connect(self._keep)
        self.rule.returnPressed.connect(self.ask)
        self.venue.returnPressed.connect(self.ask)
        self.year.activated.connect(self._ask_if_known)
        self.propose.clicked.connect(self.ask)
        self.plan.clicked.connect(self.take)
        self.view.rows.edited.connect(self._edited)
        self.view.opened.connect(self._edit)

    def begin(self, bodies: Sequence[Body], shown: str | None, day: date) -> None:
        """Open for a group or board, and the financial year after the one of a day."""
        now = self.jobs.read(_this_year)
        self.year.clear()
        for starting in range(now, now + _YEARS):
            self.year.addItem(f"{starting}/{(starting + 1) % 100:02d}", starting)
        self.year.setCurrentIndex(max(0, self.year.findData(max(financial_year(day), now + 1))))
        self._offer(bodies)
        if shown is not None:
            self.body.setCurrentIndex(max(0, self.body.findData(shown)))
        self._chose(self.body.currentIndex())
        self.body.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def follow(self, bodies: Sequence[Body]) -> None:
        """Take the groups and boards there are now; a board that met has another id by now."""
        if self._bodies:
            self._offer(bodies)
            chosen = self._body()
            if chosen is not None:
                self.rule.show_value(chosen.rhythm)

    def _offer(self, bodies: Sequence[Body]) -> None:
        self._bodies = bodies
        self.body.clear()
        for one in bodies:
            self.body.addItem(f"{one.code}, {one.name}", one.id)
        codes = [one.code for one in bodies]
        self.body.setCurrentIndex(codes.index(self._code) if self._code in codes else 0)

    def _body(self) -> Body | None:
        place = self.body.currentIndex()
        return self._bodies[place] if 0 <= place < len(self._bodies) else None

    def _chose(self, _: int) -> None:
        """Show what is kept of the chosen group, and its dates if its rule is known."""
        chosen = self._body()
        if chosen is None:
            return
        self._code = chosen.code
        for line, words in ((self.rule, chosen.rhythm), (self.venue, chosen.venue)):
            line.show_value(words)
            line.put_back()
        self._show(())
        self._ask_if_known(0)

    def _ask_if_known(self, _: int) -> None:
        if self.rule.text().strip():
            self.ask()

    def _understand(self, _: str) -> None:
        text = self.rule.text().strip()
        try:
            words = write_rhythm(read_rhythm(text)) if text else f"For example: {_HINT}"
        except Refusal as refusal:
            words = refusal.what
        self.understood.setText(words)

    def ask(self) -> None:
        """Propose the dates of the rule, off the window's thread."""
        chosen = self._body()
        if chosen is None:
            return
        self.bar.clear()
        try:
            self._rhythm = read_rhythm(self.rule.text())
        except Refusal as refusal:
            self._refuse(refusal)
            self._show(())
            return
        asked = (chosen.code, self.rule.text(), self.year.currentData())
        view = partial(
            _propose,
            body=chosen,
            rhythm=self._rhythm,
            starting=self.year.currentData(),
            venue=self.venue.text().strip(),
        )
        self.jobs.look(view, partial(self._proposed, asked))

    def _proposed(self, asked: tuple[Any, ...], found: tuple[time, list[Line]]) -> None:
        if asked == (self._code, self.rule.text(), self.year.currentData()):
            self._usual, lines = found
            self._show(lines)
            if lines:
                self.view.choose(lines[0].id, 0)

    def _show(self, lines: Sequence[Line]) -> None:
        self.lines = list(lines)
        self.view.rows.show(self.lines)
        ticked = sum(line.ticked for line in lines)
        moved = sum(line.moved for line in lines)
        clashes = sum(bool(line.clashes) and not line.standing for line in lines)
        self.plan.setText(f"Plan {ticked} meetings" if ticked != 1 else "Plan 1 meeting")
        self.plan.setEnabled(bool(ticked))
        words = "Type how often it meets, and press Enter: the dates appear here."
        if lines:
            words = f"{len(lines)} dates"
            words += f", {moved} moved" if moved else ""
            words += f", {clashes} that clash" if clashes else ""
            words += ". Enter changes a date, time or venue; Space ticks."
        elif self._rhythm is not None and self.rule.text().strip():
            words = "The rule gives no date in what is left of this year."
        self.hint.setText(words)

    def _edit(self, _: str) -> None:
        self.view.edit(self.view.currentIndex())

    def _edited(self, line_id: str, name: str, value: Any) -> None:
        line = next(one for one in self.lines if one.id == line_id)
        self.bar.clear()
        if line.standing:
            what = f"{line.proposal.standing} is planned already."
            todo = "Move it on the calendar, or in its own plan."
            self._refuse(Refusal(what, "It stays as it is.", todo))
            return
        if name == "held_on":
            today = self.jobs.read(_today)
            day = read_date(str(value), today)
            if day is None:
                self._refuse(Refusal(explain(str(value), today), "The date stays as it was."))
                return
            line = replace(line, held_on=day, by_hand=True)
        elif name == "starts_at":
            at = read_time(str(value))
            if at is None:
                self._refuse(Refusal(f"“{value}” is no time.", "It stays.", "Type 10:00 or 2pm."))
                return
            line = replace(line, starts_at=at)
        else:
            line = replace(line, **{name: value})
        if name != "ticked":
            length = self._rhythm.length_minutes if self._rhythm else None
            view = partial(_judged, line=line, body=self._body(), length=length)
            line = self.jobs.read(view)
        self._show([line if one.id == line_id else one for one in self.lines])

    def take(self) -> None:
        """Plan every ticked date in one step."""
        self._plan(anyway=False)

    def _plan(self, *, anyway: bool) -> None:
        chosen = self._body()
        if chosen is None:
            return
        length = self._rhythm.length_minutes if self._rhythm else None
        dates = [
            Chosen(line.held_on, line.starts_at, line.venue, length, anyway)
            for line in self.lines
            if line.ticked
        ]
        verb = partial(
            verbs.plan_year,
            body_id=chosen.id,
            chosen=dates,
            rule=self.rule.text(),
            venue=self.venue.text(),
        )
        again = partial(self._plan, anyway=True)
        refused = partial(self.bar.refuse, "Plan them anyway", again)
        title = f"Plan the year of {chosen.code}"
        self.jobs.change(title, verb, then=self._planned, refused=refused)

    def _planned(self, refs: tuple[str, ...]) -> None:
        self.planned.emit(refs)
        self.ask()

    def _refuse(self, refusal: Refusal) -> None:
        self.bar.refuse("", self.bar.clear, refusal)

    def save(self) -> None:
        """Offer a rule that is being typed."""
        self.rule.commit()

    def _keep(self, rule: str) -> None:
        """Keep a rule that makes sense, for next time."""
        chosen = self._body()
        try:
            read_rhythm(rule)
        except Refusal:
            self.rule.refused()  # half typed: there is nothing to keep yet
            return
        if chosen is not None:
            verb = partial(verbs.keep_rhythm, body_id=chosen.id, rule=rule)
            self.jobs.change(f"Keep how often {chosen.code} meets", verb)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Esc go back to the days."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


def _today(reader: Reader) -> date:
    return reader.today


def _this_year(reader: Reader) -> int:
    return financial_year(reader.today)


def _propose(
    reader: Reader, *, body: Body, rhythm: Rhythm, starting: int, venue: str
) -> tuple[time, list[Line]]:
    at = calendar.time_of(rhythm, calendar.last_before(reader, body.id, date.max))
    found = calendar.propose_year(reader, body, rhythm, starting, venue=venue)
    return at, lines_of(found, at, venue)


def _judged(reader: Reader, *, line: Line, body: Body | None, length: int | None) -> Line:
    """Return a line that was changed by hand with what stands against it now."""
    if body is None:
        return line
    found = calendar.obstacles(
        *(reader, body.id, line.held_on),
        starts_at=line.starts_at,
        length_minutes=length or body.minutes,
        venue=line.venue,
    )
    return replace(line, clashes=found)
