"""The attendance of a group's year: who came, who sent a deputy, which agencies are never there."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from safeguard_desk.desk.reading import Reader
from safeguard_desk.documents.model import (
    Align,
    Block,
    Column,
    Document,
    Heading,
    Orientation,
    Paragraph,
    Role,
)
from safeguard_desk.papers.parts import created, lead, marking, small, table
from safeguard_desk.papers.request import Request, asked
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.terms import Capacity, Marking
from safeguard_desk.rules.working_days import financial_year
from safeguard_desk.views import attendance_year as view
from safeguard_desk.views import groups
from safeguard_desk.views.attendance_year import AttendanceYear
from safeguard_desk.views.calendar import span_of

_KEY = (
    "P present, D deputy sent, A apologies, X absent without apologies, ? not marked; an empty"
    " place: no member at that time. Only meetings that were held count; shares are of the meetings"
    " at which the member was expected."
)


@dataclass(frozen=True)
class Facts:
    """A group's attendance in a financial year."""

    group: str
    code: str
    organisation: str
    marking: Marking
    today: date
    year: int
    found: AttendanceYear

    @property
    def label(self) -> str:
        """The financial year as papers write it: 2026/27."""
        return f"{self.year}/{(self.year + 1) % 100:02d}"


def collect(reader: Reader, request: Request) -> Facts:
    """Return the attendance of the group that is asked for, of this year where none is named."""
    group = groups.head(reader, asked(request.group_id, "group"))
    year = financial_year(reader.today) if request.year is None else request.year
    return Facts(
        group.name,
        group.code,
        groups.partnership(reader),
        group.marking,
        reader.today,
        year,
        view.attendance(reader, group.id, *span_of(year)),
    )


def name(reader: Reader, request: Request) -> str:
    """Return a file name: "QA attendance 2026-27"."""
    facts = collect(reader, request)
    return f"{facts.code} attendance {facts.label.replace('/', '-')}"


def compose(facts: Facts) -> Document:
    """Return the paper; it lies on its side, a column for each meeting."""
    return Document(
        title="Attendance",
        subtitle=f"{facts.group}, {facts.label}",
        blocks=tuple(_blocks(facts)),
        created=created(facts.today),
        organisation=facts.organisation,
        marking=marking(facts.marking, restricted=False),
        orientation=Orientation.LANDSCAPE,
        subject=f"Attendance of the {facts.group}, {facts.label}",
    )


def _blocks(facts: Facts) -> Iterable[Block]:
    found = facts.found
    if not found.meetings:
        yield Paragraph("No meeting was held in this year.")
        return
    quorate = sum(meeting.quorate for meeting in found.meetings)
    yield lead(f"Quorate meetings: {view.share(quorate, len(found.meetings))}.")
    if found.absent:
        named = "; ".join(
            f"{line.agency} (the last {line.absent_in_a_row}, in all {line.share})"
            for line in found.absent
        )
        yield Paragraph(f"Not represented at two or more meetings in a row: {named}.")
    yield Heading(1, "Members")
    yield _members(found)
    yield small(_KEY)
    yield Heading(1, "Agencies")
    yield _agencies(found)


def _members(found: AttendanceYear) -> Block:
    days = [Column(_short(meeting.held_on), align=Align.CENTRE) for meeting in found.meetings]
    columns = [Column("Member", 3), Column("Agency", 3), *days, Column("Filled", 1.6)]
    rows = [
        (
            line.role + (" (co-chair)" if line.capacity is Capacity.CO_CHAIR else ""),
            line.agency,
            *(mark.letter if mark else "" for mark in line.marks),
            line.share,
        )
        for line in found.lines
    ]
    quorate = ["yes" if meeting.quorate else "no" for meeting in found.meetings]
    rows.append(("Quorate", "", *quorate, ""))
    return table(columns, rows, "Attendance of members")


def _agencies(found: AttendanceYear) -> Block:
    columns = (
        Column("Agency", 3),
        Column("Represented", 2),
        Column("Missed in a row", role=Role.NUMBER),
    )
    rows = [(line.agency, line.share, line.absent_in_a_row) for line in found.agencies]
    return table(columns, rows, "Attendance of agencies")


def _short(day: date) -> str:
    """Return a day for the head of a narrow column: "12 May"."""
    return write_date(day).rsplit(" ", 1)[0]
