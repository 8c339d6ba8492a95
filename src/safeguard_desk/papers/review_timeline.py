"""The timeline of a review, drawn: stages planned and reached, and clocks, along a calendar.

For named people only: reasons of clocks are told, and there is no public copy.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from safeguard_desk.desk.reading import Reader
from safeguard_desk.documents.model import (
    DAY,
    Block,
    Cell,
    Chart,
    ChartKind,
    Column,
    Document,
    Figure,
    Heading,
    Line,
    Paragraph,
    Role,
    Series,
    Tone,
)
from safeguard_desk.papers import one_case
from safeguard_desk.papers.parts import created, lead, marking, small, table
from safeguard_desk.papers.request import Request
from safeguard_desk.papers.wording import boards_of, count, sentence
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.terms import Marking
from safeguard_desk.rules.working_days import working_days_between
from safeguard_desk.views import groups as group_views
from safeguard_desk.views.review_case import Case
from safeguard_desk.views.review_parts import StageView
from safeguard_desk.views.reviews import SHORT


@dataclass(frozen=True)
class TimelineFacts:
    """What the timeline shows."""

    organisation: str
    group: str
    case: Case


def collect(reader: Reader, request: Request) -> TimelineFacts:
    """Return what the timeline shows; refuses a public copy, and texts that tell who it is."""
    seen = one_case.for_named_people(reader, request, "timeline")
    return TimelineFacts(
        organisation=group_views.partnership(reader),
        group=group_views.head(reader, seen.head.group_id).name,
        case=seen,
    )


def name(reader: Reader, request: Request) -> str:
    """Return what the file of the timeline is called."""
    return f"{one_case.ref(reader, request)} timeline"


def compose(facts: TimelineFacts) -> Document:
    """Return the timeline as a document."""
    head = facts.case.head
    return Document(
        title=f"Timeline: {head.ref}",
        subtitle=f"{facts.group}, {head.board}. As of {write_date(facts.case.today)}",
        organisation=boards_of(facts.organisation),
        blocks=tuple(_blocks(facts.case)),
        created=created(facts.case.today),
        marking=marking(Marking.OFFICIAL_SENSITIVE, restricted=True),
        footer="For named people only",
        subject=f"Stages and clocks of {head.ref}",
    )


def _blocks(seen: Case) -> Iterator[Block]:
    reached = sum(one.reached_on is not None for one in seen.stages)
    late = sum(_late(one, seen) > 0 for one in seen.stages)
    words = f"{seen.head.kind.label}, {seen.head.state.label.lower()}."
    if seen.stages:
        words += f" {reached} of {count(len(seen.stages), 'stage')} reached, {late} late."
    yield lead(words)
    if chart := drawn(seen):
        yield Figure(chart)
    yield Heading(1, "Stages")
    if seen.stages:
        yield _stages(seen)
    else:
        yield Paragraph("No stages are planned yet: they are laid out when a tool is chosen.")
    yield from _clocks(seen)


def drawn(seen: Case) -> Chart | None:
    """Return stages and clocks along a calendar; None where neither has a day."""
    h = seen.head
    rows: list[tuple[str, tuple[int | None, int | None, int | None]]] = []
    for words, on in (("Referred", h.referred_on), ("Decided", h.decided_on)):
        if on is not None:
            rows.append((words, (None, None, on.toordinal())))
    rows += [(one.name, (None, _day(one.planned_on), _day(one.reached_on))) for one in seen.stages]
    for clock in sorted(seen.clocks, key=lambda one: one.state.due):
        days = (_day(clock.starts_on), _day(clock.state.due), _day(clock.met_on))
        rows.append((f"Clock: {SHORT.get(clock.kind, clock.kind)}", days))
    rows = [row for row in rows if any(row[1])]
    if not rows:
        return None
    names = (
        ("Clock starts", Tone.GREY),
        ("Planned, or due", Tone.BLUE),
        ("Reached, or met", Tone.GREEN),
    )
    return Chart(
        *(ChartKind.TIMELINE, "Stages and clocks", tuple(row[0] for row in rows)),
        tuple(
            Series(words, tuple(row[1][at] for row in rows), tone)
            for at, (words, tone) in enumerate(names)
        ),
        unit=DAY,
        lines=(Line("Today", seen.today.toordinal()),),
    )


def _day(on: object) -> int | None:
    return on.toordinal() if hasattr(on, "toordinal") else None


def _late(one: StageView, seen: Case) -> int:
    """Return by how many working days a stage is late; below 0: early, 0: not reached, not due."""
    if one.planned_on is None:
        return 0
    if one.reached_on is None:
        return max(0, working_days_between(one.planned_on, seen.today))
    return working_days_between(one.planned_on, one.reached_on)


def _stages(seen: Case) -> Block:
    rows: list[tuple[Cell, ...]] = []
    for one in seen.stages:
        late = _late(one, seen)
        stands = "Reached" if one.reached_on else "To come"
        if late > 0:
            stands = f"{count(late, 'working day')} late"
        elif late < 0:
            stands = f"{count(-late, 'working day')} early"
        work = f"{one.days_planned} / {one.days_actual}"
        rows.append((one.position, one.name, one.planned_on, one.reached_on, stands, work))
    columns = (
        Column("No.", role=Role.NUMBER),
        Column("Stage", weight=3),
        Column("Planned", role=Role.DATE),
        Column("Reached", role=Role.DATE),
        Column("Stands", weight=2),
        Column("Days of work, planned / so far", fixed=28),
    )
    return table(columns, rows, "Stages", heads=1)


def _clocks(seen: Case) -> Iterator[Block]:
    yield Heading(1, "Clocks")
    if not seen.clocks:
        yield Paragraph("No clock runs.")
        return
    rows = [
        (one.label, one.starts_on, one.due_on, one.state.due, sentence(one.state.words))
        for one in sorted(seen.clocks, key=lambda one: one.state.due)
    ]
    columns = (
        Column("Clock", weight=3),
        Column("From", role=Role.DATE),
        Column("Due by the rule", role=Role.DATE),
        Column("In force", role=Role.DATE),
        Column("Stands", weight=3),
    )
    yield table(columns, rows, "Clocks")
    yield small(
        "Days late or early are working days: Monday to Friday but bank holidays of England and"
        " Wales; the day itself is day 0."
    )
