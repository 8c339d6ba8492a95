"""The risk map: likelihood against impact with counts, and what moved since a day."""

from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView, QLabel, QWidget

from safeguard_desk.desk.changes import ChangeSet
from safeguard_desk.papers.request import Request
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.lens import seen
from safeguard_desk.rules.terms import Rating
from safeguard_desk.ui.boards.map_page import MapPage
from safeguard_desk.ui.jobs import Jobs
from safeguard_desk.ui.meeting.rows import Column, Rows, RowsView, Style
from safeguard_desk.ui.register.field_row import today
from safeguard_desk.ui.shell.sections import Tab
from safeguard_desk.ui.widgets.fields import DateField
from safeguard_desk.ui.widgets.matrix import Cell
from safeguard_desk.views import risk_map
from safeguard_desk.views.risk_map import SCALE, RiskLine, RiskMap

_HIGH, _MIDDLE = 15, 8
"""Scores from which a cell is red, and amber; below it is green."""
_SEEN = frozenset({"risks", "risk_scores"})


class RiskMapPage(MapPage):
    """Open risks by likelihood and impact; beside them each risk's movement."""

    TITLE = "Risk map"
    EMPTY = "No risk is open. Raise one in a meeting with r:, or press N in the list of risks."
    kind = "risk-map"
    narrows = True
    in_view = frozenset({"risks"})

    def __init__(self, jobs: Jobs, tab: Tab, parent: QWidget | None = None) -> None:
        """Show the risks of a group, or of all, since the quarter began."""
        super().__init__(jobs, tab, parent)
        self.since: date = risk_map.before_quarter(today(jobs))
        self.moved = RowsView(Rows(_MOVED, self, style=_style), "Movement of risks", self)
        self.moved.setWordWrap(True)
        self.day = DateField("Movement since", partial(today, jobs), parent=self)
        self.day.show_value(self.since)
        label = QLabel("movement since", self)
        label.setBuddy(self.day)
        self.top.addWidget(label)
        self.top.addWidget(self.day)
        self.split.addWidget(self.moved)
        self.split.setOrientation(Qt.Orientation.Vertical)
        self.split.setSizes([260, 120, 230])
        self.matrix.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.day.committed.connect(self._dated)
        self.moved.opened.connect(lambda risk: self.record_wanted.emit("risks", risk))
        self.refresh()

    def follow(self, changes: ChangeSet) -> None:
        """Follow a change of risks."""
        if changes.touches(*_SEEN):
            self.refresh()

    def look_again(self) -> None:
        """Show the risks seen through the lens."""
        self.refresh()

    def request(self) -> Request:
        """Return how the paper of these risks is asked for."""
        return Request(group_id=self.tab.group_id, period=(self.since, today(self.jobs)))

    def _dated(self, day: date | None) -> None:
        if day is not None:
            self.since = day
            self.day.show_value(day)
            self.refresh()

    def refresh(self, *_: object) -> None:
        """Read the map again."""
        found = self.jobs.read(
            partial(
                risk_map.risk_map,
                group_id=self.tab.group_id,
                sides=seen(self.lens),
                since=self.since,
                restricted=not self.presenting,
            )
        )
        self.summary.setText(_told(found))
        columns = [*(f"Impact {impact}" for impact in SCALE), "Not scored"]
        rows = [f"Likelihood {likelihood}" for likelihood in reversed(SCALE)]
        cells = [
            [*(_cell(found, likelihood, impact) for impact in SCALE), _unscored(found, likelihood)]
            for likelihood in reversed(SCALE)
        ]
        self.fill(rows if found.lines else [], columns, cells)
        self.moved.rows.show(list(found.lines))


def _cell(found: RiskMap, likelihood: int, impact: int) -> Cell:
    risks = found.at(likelihood, impact)
    score = likelihood * impact
    tone = Rating.RED if score >= _HIGH else Rating.AMBER if score >= _MIDDLE else Rating.GREEN
    named = "; ".join(f"{one.ref} {one.title}" for one in risks)
    tip = f"score {score}: {named}" if risks else f"score {score}: none"
    words = str(len(risks)) if risks else ""
    return Cell(words, tuple(("risks", one.id) for one in risks), tone, tip, bold=bool(risks))


def _unscored(found: RiskMap, likelihood: int) -> Cell:
    if likelihood != SCALE[-1]:
        return Cell("")
    risks = found.unscored
    words = f"{len(risks)} not scored" if risks else ""
    return Cell(words, tuple(("risks", one.id) for one in risks), None, words or "none")


def _told(found: RiskMap) -> str:
    moves = dict.fromkeys(("up", "down", "new", "closed"), 0)
    for one in found.lines:
        word = one.movement.partition(" ")[0]
        if word in moves:
            moves[word] += 1
    told = ", ".join(f"{count} {word}" for word, count in moves.items() if count)
    since = write_date(found.since)
    return f"{len(found.open)} open risks. Since {since}: {told or 'nothing moved'}."


def _style(row: RiskLine) -> Style:
    return Style(bold=row.movement.startswith(("up", "new")))


def _score(row: RiskLine) -> str:
    return f"{row.score} ({row.likelihood} × {row.impact})" if row.score else ""


_MOVED = (
    Column("Ref", lambda row: row.ref, 12),
    Column("Risk", lambda row: row.title),
    Column("Group", lambda row: row.group, 8),
    Column("Score", _score, 11),
    Column("Movement", lambda row: row.movement, 14),
)
