"""The dates of a year as a table: a tick, and date, time and venue typed loosely in place."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from safeguard_desk.rules.date_forms import WEEKDAYS
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.year import Proposal, write_why
from safeguard_desk.ui.meeting.looks import BAD, muted, pick
from safeguard_desk.ui.meeting.rows import Column, Rows, RowsView, Style


@dataclass(frozen=True)
class Line:
    """A date as it stands in the planner; `id` is the day the rule gave."""

    id: str
    ticked: bool
    proposal: Proposal
    held_on: date
    starts_at: time
    venue: str
    clashes: tuple[str, ...] = ()
    by_hand: bool = False

    @property
    def standing(self) -> bool:
        """Whether the group's own meeting is there already."""
        return bool(self.proposal.standing)

    @property
    def moved(self) -> bool:
        """Whether the date is another than the rule gave, its own meeting left aside."""
        return self.held_on != self.proposal.wanted and not self.standing

    @property
    def words(self) -> str:
        """Why the date is where it is, and what stands against it."""
        if not self.by_hand:
            return write_why(self.proposal)
        against = f" Clash: {'; '.join(self.clashes)}." if self.clashes else ""
        return f"Set by hand; the rule gave {write_date(self.proposal.wanted)}.{against}"


def lines_of(proposals: Iterable[Proposal], at: time, venue: str) -> list[Line]:
    """Return a line for each date; those that clash or are planned already are not ticked."""
    return [
        Line(
            *(one.wanted.isoformat(), not (one.clashes or one.standing), one, one.held_on),
            *(at, venue, one.clashes),
        )
        for one in proposals
    ]


def _tick(line: Line) -> str:
    if line.standing:
        return "Planned"
    return "Yes" if line.ticked else "No"


def _date(line: Line) -> str:
    return f"{WEEKDAYS[line.held_on.weekday()][:3]} {write_date(line.held_on)}"


def _why(line: Line) -> str:
    return f"! {line.words}" if line.clashes else line.words


COLUMNS = (
    Column("Plan", _tick, 9, "ticked", ticked=lambda line: line.ticked or line.standing),
    Column("Date", _date, 17, "held_on", lambda line: write_date(line.held_on)),
    Column("Time", lambda line: f"{line.starts_at:%H:%M}", 7, "starts_at"),
    Column("Venue", lambda line: line.venue, 34, "venue"),
    Column("What was moved, and why", _why),
)


def _style(line: Line) -> Style:
    palette = QGuiApplication.palette()  # of the program: a row that knew its view would hold it
    if line.clashes:
        return Style(colour=pick(BAD, palette))
    return Style(colour=muted(palette)) if line.standing else Style()


def _spoken(line: Line) -> str:
    state = {"Planned": "planned already", "Yes": "ticked", "No": "not ticked"}[_tick(line)]
    day = f"{WEEKDAYS[line.held_on.weekday()]} {write_date(line.held_on)}"
    return f"{day}, {line.starts_at:%H:%M}, {state}. {line.words}"


def table(parent: QWidget) -> RowsView:
    """Return the table of dates."""
    rows = Rows(COLUMNS, parent, style=_style, spoken=_spoken)
    return RowsView(rows, "Dates of the year", parent)
