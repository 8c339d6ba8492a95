"""The priorities map and the risk map as papers."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from safeguard_desk.desk.reading import Reader
from safeguard_desk.documents.model import (
    Block,
    Cell,
    Column,
    Document,
    Emphasis,
    Heading,
    Orientation,
    Paragraph,
    Role,
    Row,
    Tally,
)
from safeguard_desk.papers.parts import created, lead, marking, small, table
from safeguard_desk.papers.request import Request, asked
from safeguard_desk.papers.tracker import asked_groups, code_of, marking_of
from safeguard_desk.papers.wording import boards_of, listed, spoken
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.terms import Marking
from safeguard_desk.rules.working_days import financial_year
from safeguard_desk.views import boards, groups, priorities_map, risk_map
from safeguard_desk.views.priorities_map import COLUMNS, PrioritiesMap
from safeguard_desk.views.risk_map import SCALE, RiskMap

BLANK = "BLANK"


@dataclass(frozen=True)
class PriorityFacts:
    """A board's priorities of a year and what serves them."""

    organisation: str
    copy: str
    today: date
    board: str
    found: PrioritiesMap

    @property
    def label(self) -> str:
        """The financial year as papers write it: 2026/27."""
        return f"{self.found.year}/{(self.found.year + 1) % 100:02d}"


@dataclass(frozen=True)
class RiskFacts:
    """The risks of a group, or all, and how they moved."""

    organisation: str
    copy: str
    today: date
    name: str
    marking: Marking
    found: RiskMap
    restricted: bool


def collect_priorities(reader: Reader, request: Request) -> PriorityFacts:
    """Return the map of the board's year; of this one where none is named."""
    board = boards.board(reader, asked(request.board_id, "board"))
    year = request.year or financial_year(reader.today)
    found = priorities_map.priorities_map(reader, board.id, year, restricted=request.restricted)
    return PriorityFacts(groups.partnership(reader), request.copy, reader.today, board.name, found)


def name_priorities(reader: Reader, request: Request) -> str:
    """Return a file name: "HSCB priorities map 2026-27"."""
    code = boards.board(reader, asked(request.board_id, "board")).code
    year = request.year or financial_year(reader.today)
    return f"{code} priorities map {year}-{(year + 1) % 100:02d}"


def compose_priorities(facts: PriorityFacts) -> Document:
    """Return the priorities map, lying on its side."""
    return Document(
        title=f"{facts.board}: priorities map {facts.label}",
        subtitle=f"As on {write_date(facts.today)}",
        organisation=boards_of(facts.organisation),
        blocks=tuple(_priorities(facts.found)),
        created=created(facts.today),
        footer=facts.copy,
        marking=marking(Marking.OFFICIAL, restricted=False),
        orientation=Orientation.LANDSCAPE,
        subject="Priorities of the board against the work that serves them",
    )


def _priorities(found: PrioritiesMap) -> Iterator[Block]:
    if not found.lines:
        yield Paragraph("No priorities are recorded for this year.")
        return
    blank = [f"{one.number} {one.title}" for one in found.blank]
    if blank:
        yield lead(
            f"Nothing tests {spoken(len(blank), 'priority', 'priorities')}: {listed(blank)}."
        )
    else:
        yield lead("Every priority is tested by an item, audit, course, review or inspection.")
    heads = [Column("Priority", 3), *(Column(t, role=Role.NUMBER) for _, t, _ in COLUMNS)]
    rows = []
    for line in found.lines:
        cells: list[Cell] = [f"{line.number} {line.title}"]
        for kind, _, tests in COLUMNS:
            keys = line.by_kind.get(kind, ())
            gap = BLANK if tests and line.is_blank else "–"
            cells.append(Tally(len(keys), keys) if keys else gap)
        rows.append(Row(tuple(cells), Emphasis.STRONG if line.is_blank else Emphasis.PLAIN))
    yield table(heads, rows, "By kind of work")
    if found.groups:
        yield Heading(1, "What each group did")
        columns = [Column("Priority", 3), *(Column(g, role=Role.NUMBER) for g in found.groups)]
        yield table(columns, [_by_group(found, line) for line in found.lines], "By group")
    yield small(
        "Items of meetings held, audits, reviews, courses and inspections test a priority; actions,"
        " planned matters, needs and risks serve it. Counted are records that name the priority or"
        " are linked to it."
    )


def _by_group(found: PrioritiesMap, line: priorities_map.PriorityLine) -> tuple[Cell, ...]:
    keys = [line.by_group.get(code, ()) for code in found.groups]
    return (f"{line.number} {line.title}", *(Tally(len(k), k) if k else "–" for k in keys))


def collect_risks(reader: Reader, request: Request) -> RiskFacts:
    """Return the risks of the group asked for, or of all, since the period's first day."""
    of = asked_groups(reader, request)
    found = risk_map.risk_map(
        reader,
        request.group_id,
        since=request.period[0] if request.period else None,
        restricted=request.restricted,
    )
    name = of[0].name if request.group_id is not None else "All groups"
    return RiskFacts(
        *(groups.partnership(reader), request.copy, reader.today, name, marking_of(of)),
        *(found, request.restricted),
    )


def name_risks(reader: Reader, request: Request) -> str:
    """Return what the file of the risks is called."""
    return f"{code_of(reader, request)} risk map {reader.today.isoformat()}"


def compose_risks(facts: RiskFacts) -> Document:
    """Return the risk map with each risk's movement."""
    return Document(
        title=f"{facts.name}: risk map",
        subtitle=f"As on {write_date(facts.today)}; movement since {write_date(facts.found.since)}",
        organisation=boards_of(facts.organisation),
        blocks=tuple(_risks(facts.found)),
        created=created(facts.today),
        footer=facts.copy,
        marking=marking(facts.marking, restricted=facts.restricted),
        orientation=Orientation.LANDSCAPE,
        subject="Open risks by likelihood and impact, and how they moved",
    )


def _risks(found: RiskMap) -> Iterator[Block]:
    if not found.lines:
        yield Paragraph("No risk is open, and none was closed since.")
        return
    highest = max(found.open, key=lambda one: one.score or 0, default=None)
    words = f"{spoken(len(found.open), 'risk is', 'risks are').capitalize()} open"
    top = (
        f"; the highest scores {highest.score}: {highest.title}"
        if highest and highest.score
        else ""
    )
    yield lead(f"{words}{top}.")
    yield Heading(1, "Likelihood against impact")
    heads = [Column("Likelihood", 1.4), *(Column(f"Impact {i}", role=Role.NUMBER) for i in SCALE)]
    yield table(
        heads,
        [
            (f"{likelihood}", *(_counted(found, likelihood, impact) for impact in SCALE))
            for likelihood in reversed(SCALE)
        ],
        "Likelihood against impact",
    )
    if found.unscored:
        yield small(f"Not scored yet: {listed([one.ref for one in found.unscored])}.")
    yield Heading(1, "Movement")
    columns = (
        Column("Ref", role=Role.REF),
        Column("Risk", 4),
        Column("Group", fixed=18),
        Column("Score", fixed=24),
        Column("Movement", 1.4),
    )
    rows = [
        (
            *(one.ref, one.title, one.group),
            f"{one.score} ({one.likelihood} × {one.impact})" if one.score else "not scored",
            one.movement,
        )
        for one in found.lines
    ]
    yield table(columns, rows, "Movement")


def _counted(found: RiskMap, likelihood: int, impact: int) -> Cell:
    risks = found.at(likelihood, impact)
    return Tally(len(risks), tuple(("risks", one.id) for one in risks)) if risks else "–"
