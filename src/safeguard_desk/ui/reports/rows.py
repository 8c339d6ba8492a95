"""What the lists of the page show: reports, their sections, their numbers and the rows behind."""

from dataclasses import dataclass
from typing import Any

from safeguard_desk.documents.numbers import SAID, Line
from safeguard_desk.papers import PAPERS
from safeguard_desk.rules.terms_reports import ReportState
from safeguard_desk.ui.meeting.rows import Column, Style
from safeguard_desk.views.behind import Row


@dataclass(frozen=True)
class SectionShown:
    """A heading of the report, and whether something is said under it."""

    id: str
    title: str
    said: bool


@dataclass(frozen=True)
class NumberShown:
    """A value of the report, and what it was in the report it is compared with."""

    id: str
    line: Line
    before: str | None = None
    compared: bool = False

    @property
    def changed(self) -> bool:
        """True where it is compared and differs."""
        return self.compared and self.before != self.line.value


@dataclass(frozen=True)
class BehindShown:
    """A record behind a number."""

    id: str
    row: Row


def what(row: NumberShown) -> str:
    """Return what a value is of: its table and row, or the sentence itself."""
    line = row.line
    if line.column == SAID:
        return ": ".join(filter(None, (line.row, line.value)))
    return " · ".join(filter(None, (line.part, line.row)))


def _value(row: NumberShown) -> str:
    return "" if row.line.column == SAID else row.line.value


def _before(row: NumberShown) -> str:
    if not row.compared or row.line.column == SAID:
        return "new" if row.changed else ""
    return "new" if row.before is None else row.before


def number_style(row: NumberShown) -> Style:
    """Let what changed stand out."""
    return Style(bold=row.changed)


def report_style(row: Any) -> Style:
    """Let drafts stand out: they are to be worked on."""
    return Style(bold=row.state is ReportState.DRAFT)


def _is_number(line: Line) -> bool:
    return line.column == SAID or line.behind is not None or line.value[:1].isdigit()


def worth_showing(row: NumberShown) -> bool:
    """Say whether a value is shown: numbers, sentences, and whatever changed."""
    return _is_number(row.line) or row.changed


def _called(row: Any) -> str:
    whose = ", ".join(filter(None, (row.group, row.board)))
    return f"{PAPERS[row.kind].title}, {whose or 'all groups'}, {row.period}"


def _state(row: Any) -> str:
    issued = f" {row.issued_on:%d %b %Y}" if row.issued_on else ""
    edition = ", public" if row.public else ", restricted" if row.restricted else ""
    return f"{row.state.label}{issued}{edition}"


REPORTS = (
    Column("Ref", lambda row: row.ref, 13),
    Column("Report", _called, tip=lambda row: row.title),
    Column("State", _state, 17),
)
SECTIONS = (
    Column("Section", lambda row: row.title or "Beginning"),
    Column("Said", lambda row: "✎" if row.said else "", 4),
)
NUMBERS = (
    Column("What", what),
    Column("Of", lambda row: "" if row.line.column == SAID else row.line.column, 13),
    Column("Now", _value, 17),
    Column("Before", _before, 12),
)
BEHIND = (
    Column("Ref", lambda row: row.row.ref, 13),
    Column("What is counted", lambda row: row.row.title),
)
