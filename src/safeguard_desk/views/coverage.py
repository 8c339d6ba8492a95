"""Coverage of a year: agencies of both sides against audits and data sets (DOMAIN 4).

Each source of SOURCES gives columns; whoever adds one adds a function.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Self

from sqlalchemy import func, or_, select

from safeguard_desk.desk.reading import Reader
from safeguard_desk.models import (
    Agency,
    Assessment,
    AssessmentRound,
    Indicator,
    Inspection,
    Measurement,
)
from safeguard_desk.rules.coverage import is_absent, is_of, stands
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.terms import Side
from safeguard_desk.rules.terms_quality import AuditState, Measured, Part
from safeguard_desk.views import audits
from safeguard_desk.views.calendar import span_of

LETTERS = {Part.TOOK_PART: "✓", Part.INVITED: "…", Part.DECLINED: "D", Part.MISSING: "! M"}
"""How a mark is written in a narrow cell."""


@dataclass(frozen=True)
class Mark:
    """How an agency stands in one audit or data set, and what is told besides."""

    part: Part
    note: str = ""

    @property
    def words(self) -> str:
        """Return it in words: "Declined: holds no such cases"."""
        return f"{self.part.label}: {self.note}" if self.note else self.part.label


@dataclass(frozen=True)
class Source:
    """An audit or data set: a column of the matrix, with the marks of those it was asked of."""

    code: str
    title: str
    side: Side
    marks: Mapping[str, Mark] = field(hash=False)
    open_to_all: bool = True
    """Every agency of its side could have been asked; not so what comes of itself."""


@dataclass(frozen=True)
class Line:
    """An agency with its marks, in the order of the sources; None where it was not asked."""

    id: str
    name: str
    short: str
    side: Side
    marks: tuple[Mark | None, ...]

    @property
    def asked(self) -> int:
        """In how many it was asked to take part."""
        return sum(mark is not None for mark in self.marks)

    @property
    def took_part(self) -> int:
        """In how many it took part."""
        return sum(mark is not None and mark.part is Part.TOOK_PART for mark in self.marks)

    @property
    def missing(self) -> int:
        """In how many it is missing."""
        return sum(mark is not None and mark.part is Part.MISSING for mark in self.marks)

    @property
    def absent(self) -> bool:
        """True where it took part in nothing of the year."""
        return is_absent(mark.part if mark else None for mark in self.marks)

    @property
    def flag(self) -> str:
        """Return what stands out, in words; empty for nothing."""
        if self.absent:
            return "Missing from all" if self.asked else "Asked for nothing"
        return f"Missing from {self.missing}" if self.missing else ""


@dataclass(frozen=True)
class Coverage:
    """The matrix of a year."""

    year: int
    sources: tuple[Source, ...]
    lines: tuple[Line, ...]

    @property
    def absent(self) -> tuple[Line, ...]:
        """The agencies that took part in nothing."""
        return tuple(line for line in self.lines if line.absent)

    def not_asked(self, source: Source) -> list[Line]:
        """Return the agencies of a source's side that were not asked, though they could be."""
        place = self.sources.index(source)
        if not source.open_to_all:
            return []
        return [
            line
            for line in self.lines
            if line.marks[place] is None and is_of(source.side, line.side)
        ]

    def through(self, sides: frozenset[Side]) -> Self:
        """Return it with the audits, data sets and agencies that concern some sides only."""
        kept = [place for place, one in enumerate(self.sources) if one.side in sides]
        return replace(
            self,
            sources=tuple(self.sources[place] for place in kept),
            lines=tuple(
                replace(line, marks=tuple(line.marks[place] for place in kept))
                for line in self.lines
                if line.side in sides
            ),
        )

    def line(self, agency_id: str) -> Line | None:
        """Return an agency's line."""
        return next((one for one in self.lines if one.id == agency_id), None)


Columns = Callable[[Reader, str | None, int], Iterator[Source]]


def of_audits(reader: Reader, group_id: str | None, year: int) -> Iterator[Source]:
    """Give a column for each audit of the year, with those invited to it."""
    for head in audits.programme(reader, group_id, year):
        if head.state is AuditState.CANCELLED:
            continue
        marks = {}
        for one in audits.agencies(reader, head.id):
            came = one.returns > 0
            part = stands(one.part, came=came, due_on=one.due_on, today=reader.today)
            marks[one.agency_id] = Mark(part, _note(part, one.reason, one.due_on))
        yield Source(head.ref, head.title, head.side, marks)


def of_indicators(reader: Reader, group_id: str | None, year: int) -> Iterator[Source]:
    """Give the scorecard as a column: who gives indicators, and whether figures came."""
    start, end = span_of(year)
    i, m = Indicator, Measurement
    came = (
        select(func.count())
        .select_from(m.__table__)
        .where(m.indicator_id == i.id, m.superseded_on.is_(None), m.starts_on.between(start, end))
        .where(m.kind.in_([Measured.FIGURE, Measured.SUPPRESSED]))
        .correlate(i.__table__)
        .scalar_subquery()
    )
    statement = (
        select(i.agency_id, came)
        .where(i.agency_id.is_not(None))
        .where(or_(i.started_on.is_(None), i.started_on <= end))
        .where(or_(i.ended_on.is_(None), i.ended_on >= start))
    )
    if group_id is not None:
        statement = statement.where(i.group_id == group_id)
    owned: dict[str, list[bool]] = defaultdict(list)
    for agency_id, figures in reader.rows(statement):
        owned[str(agency_id)].append(figures > 0)
    if owned:
        marks = {
            agency_id: Mark(
                Part.TOOK_PART if any(given) else Part.MISSING,
                f"figures of {sum(given)} of {len(given)} indicators",
            )
            for agency_id, given in owned.items()
        }
        yield Source("Scorecard", "Indicators of the scorecard", Side.BOTH, marks, False)


def of_assessments(reader: Reader, group_id: str | None, year: int) -> Iterator[Source]:
    """Give a column for each round of self-assessment of the year."""
    r, a = AssessmentRound, Assessment
    rounds = select(r.id, r.ref, r.title, r.side, r.due_on).where(r.year == year).order_by(r.ref)
    if group_id is not None:
        rounds = rounds.where(r.group_id == group_id)
    for round_id, ref, title, side, due_on in reader.rows(rounds):
        asked = select(a.agency_id, a.part, a.reason, a.returned_on).where(a.round_id == round_id)
        marks = {}
        for agency_id, held, reason, returned in reader.rows(asked):
            part = stands(held, came=returned is not None, due_on=due_on, today=reader.today)
            marks[agency_id] = Mark(part, _note(part, reason, due_on))
        yield Source(ref, title, side, marks)


def of_inspections(reader: Reader, group_id: str | None, year: int) -> Iterator[Source]:
    """Give the inspections and single agency audits received in the year as a column.

    What is restricted is not counted: the matrix goes to everybody.
    """
    i = Inspection
    statement = (
        select(i.agency_id, func.count())
        .where(i.agency_id.is_not(None), i.restricted.is_(False))
        .where(i.published_on.between(*span_of(year)))
        .group_by(i.agency_id)
    )
    if group_id is not None:
        statement = statement.where(i.group_id == group_id)
    marks = {
        str(agency_id): Mark(Part.TOOK_PART, f"{number} received")
        for agency_id, number in reader.rows(statement)
    }
    if marks:
        yield Source("Inspections", "Inspections and single agency audits", Side.BOTH, marks, False)


SOURCES: tuple[Columns, ...] = (of_audits, of_assessments, of_indicators, of_inspections)
"""Whatever partners are asked to take part in, in the order of the columns."""


def coverage(reader: Reader, group_id: str | None, year: int) -> Coverage:
    """Return the matrix of a financial year (by the one in which it starts), agencies by name."""
    sources = tuple(one for source in SOURCES for one in source(reader, group_id, year))
    start, _ = span_of(year)
    statement = (
        select(Agency.id, Agency.name, Agency.short_name, Agency.side)
        .where(or_(Agency.ended_on.is_(None), Agency.ended_on >= start))
        .order_by(Agency.name)
    )
    lines = tuple(
        Line(found, name, short, side, tuple(one.marks.get(found) for one in sources))
        for found, name, short, side in reader.rows(statement)
    )
    return Coverage(year, sources, lines)


def reasons(found: Coverage, line: Line) -> str:
    """Return in words what an agency did not take part in, for a letter to it."""
    gaps = [
        f"{source.title} ({mark.words[:1].lower()}{mark.words[1:]})"
        for source, mark in zip(found.sources, line.marks, strict=True)
        if mark is not None and mark.part in {Part.MISSING, Part.DECLINED}
    ]
    return "; ".join(gaps) or "it was part of no audit or data set of the year"


def _note(part: Part, reason: str, due_on: date | None) -> str:
    if part is Part.DECLINED:
        return reason
    if due_on is not None and part in {Part.INVITED, Part.MISSING}:
        return f"due {write_date(due_on)}"
    return ""
