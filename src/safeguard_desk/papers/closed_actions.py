"""Actions closed in a period: of a group or all, a board, an agency or an owner."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from safeguard_desk.desk.reading import Reader
from safeguard_desk.documents.model import (
    Block,
    Cell,
    Column,
    Document,
    Heading,
    Orientation,
    Paragraph,
    Role,
)
from safeguard_desk.papers.counting import NO_AGENCY
from safeguard_desk.papers.parts import created, lead, marking, small, source_of, table
from safeguard_desk.papers.request import Request
from safeguard_desk.papers.tracker import asked_groups, marking_of, scope_of, short_of, whose
from safeguard_desk.papers.wording import boards_of, count
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.terms import ActionStatus, Marking
from safeguard_desk.rules.working_days import Quarter
from safeguard_desk.views import actions as view
from safeguard_desk.views import groups as group_views
from safeguard_desk.views.actions import ActionRow

_COLUMNS = (
    Column("Ref", role=Role.REF),
    Column("Action", 4),
    Column("Owner", 2.4),
    Column("Agency", fixed=24),
    Column("Raised", role=Role.DATE),
    Column("Closed", role=Role.DATE),
    Column("Days", fixed=14, role=Role.NUMBER),
    Column("Agreed at", fixed=30),
    Column("Evidence", 3),
    Column("Source", fixed=30),
)


@dataclass(frozen=True)
class ClosedFacts:
    """What was closed from the first day to the last, oldest first."""

    organisation: str
    copy: str
    today: date
    name: str
    marking: Marking
    first: date
    last: date
    closed: tuple[ActionRow, ...]
    left_out: bool
    restricted: bool

    @property
    def period(self) -> str:
        """The period in words."""
        return f"{write_date(self.first)} to {write_date(self.last)}"


def period_of(reader: Reader, request: Request) -> tuple[date, date]:
    """Return the first and last day asked for; this quarter where none is named."""
    if request.period is not None:
        return request.period
    quarter = request.quarter or Quarter.of(reader.today)
    return quarter.start, quarter.end


def collect(reader: Reader, request: Request) -> ClosedFacts:
    """Return what was closed in the period that a request names."""
    first, last = period_of(reader, request)
    scope = scope_of(reader, request)
    rows = view.tracked(reader, restricted=request.restricted, narrowed=scope.condition())
    closed = [
        one
        for one in rows
        if one.status is ActionStatus.CLOSED and one.closed_on and first <= one.closed_on <= last
    ]
    hidden = view.any_restricted(reader, request.group_id, tuple(scope.sides))
    return ClosedFacts(
        organisation=group_views.partnership(reader),
        copy=request.copy,
        today=reader.today,
        name=whose(reader, request),
        marking=marking_of(asked_groups(reader, request)),
        first=first,
        last=last,
        closed=tuple(sorted(closed, key=lambda one: (one.closed_on or date.max, one.ref))),
        left_out=hidden and not request.restricted,
        restricted=request.restricted,
    )


def name(reader: Reader, request: Request) -> str:
    """Return what the file is called: whose they are, and the period."""
    first, last = period_of(reader, request)
    return f"{short_of(reader, request)} actions closed {first.isoformat()} to {last.isoformat()}"


def compose(facts: ClosedFacts) -> Document:
    """Return the paper, lying on its side."""
    return Document(
        title=f"{facts.name}: actions closed",
        subtitle=facts.period,
        organisation=boards_of(facts.organisation),
        blocks=tuple(_blocks(facts)),
        created=created(facts.today),
        footer=facts.copy,
        marking=marking(facts.marking, restricted=facts.restricted),
        orientation=Orientation.LANDSCAPE,
        subject=f"Actions of {facts.name} closed from {facts.period}",
    )


def _blocks(facts: ClosedFacts) -> Iterable[Block]:
    closed = facts.closed
    were = "was" if len(closed) == 1 else "were"
    yield lead(f"{count(len(closed), 'action')} {were} closed from {facts.period}.")
    if facts.left_out:
        yield small("Actions of a restricted part are not in this copy.")
    if not closed:
        yield Paragraph("None was closed.")
        return
    yield Heading(1, "By agency")
    counted = Counter(one.agency_name or NO_AGENCY for one in closed)
    most_first = sorted(counted, key=lambda agency: (-counted[agency], agency))
    columns = (Column("Agency", 3), Column("Closed", role=Role.NUMBER))
    rows = ((agency, counted[agency]) for agency in most_first)
    yield table(columns, rows, "Closed by agency")
    yield Heading(1, "Closed actions")
    yield table(_COLUMNS, [_row(one) for one in closed], "Closed actions", 0)


def _row(one: ActionRow) -> tuple[Cell, ...]:
    days = (one.closed_on - one.raised_on).days if one.closed_on is not None else None
    return (
        *(one.ref, one.title, one.owner or "No owner", one.agency, one.raised_on),
        *(one.closed_on, days, one.closed_at, one.evidence, source_of(one)),
    )
