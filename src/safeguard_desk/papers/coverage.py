"""Coverage of a year as a paper: which partner took part in which audit and data set."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from safeguard_desk.desk.reading import Reader
from safeguard_desk.documents.model import (
    Align,
    Block,
    Column,
    Document,
    Emphasis,
    Heading,
    Orientation,
    Paragraph,
    Row,
)
from safeguard_desk.papers.parts import created, lead, marking, small, table
from safeguard_desk.papers.request import Request, asked
from safeguard_desk.papers.wording import boards_of, listed, spoken
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.terms import Marking, Side
from safeguard_desk.rules.terms_quality import Part
from safeguard_desk.rules.working_days import financial_year
from safeguard_desk.views import coverage as view
from safeguard_desk.views import groups
from safeguard_desk.views.coverage import Coverage, Line

_KEY = (
    "yes: took part; open: invited, still due; declined; MISSING: overdue; an empty place: not"
    " asked. Inspections and the scorecard show who gave something; they are not invitations."
)
_WORDS = {
    Part.TOOK_PART: "yes",
    Part.INVITED: "open",
    Part.DECLINED: "declined",
    Part.MISSING: "MISSING",
}
_MOST = 8
"""Columns that a page can hold; more are carried on in a second table."""


@dataclass(frozen=True)
class Facts:
    """A group's coverage of a financial year."""

    group: str
    code: str
    organisation: str
    marking: Marking
    today: date
    found: Coverage

    @property
    def label(self) -> str:
        """The financial year as papers write it: 2026/27."""
        return f"{self.found.year}/{(self.found.year + 1) % 100:02d}"


def collect(reader: Reader, request: Request) -> Facts:
    """Return the coverage of the group's year; of this one where none is named."""
    group = groups.head(reader, asked(request.group_id, "group"))
    year = request.year or financial_year(reader.today)
    found = view.coverage(reader, group.id, year)
    organisation = boards_of(groups.partnership(reader))
    return Facts(group.name, group.code, organisation, group.marking, reader.today, found)


def name(reader: Reader, request: Request) -> str:
    """Return a file name: "QA coverage 2026-27"."""
    group = groups.head(reader, asked(request.group_id, "group"))
    year = request.year or financial_year(reader.today)
    return f"{group.code} coverage {year}-{(year + 1) % 100:02d}"


def compose(facts: Facts) -> Document:
    """Return the paper; it lies on its side, a column for each audit and data set."""
    return Document(
        title=f"Coverage of partners {facts.label}",
        subtitle=f"{facts.group}, as on {write_date(facts.today)}",
        blocks=tuple(_blocks(facts)),
        created=created(facts.today),
        organisation=facts.organisation,
        marking=marking(facts.marking, restricted=False),
        orientation=Orientation.LANDSCAPE,
        subject=f"Which partners took part in the audits and data sets of {facts.label}",
    )


def _blocks(facts: Facts) -> Iterator[Block]:
    found = facts.found
    if not found.sources:
        yield Paragraph("No audit or data set of this year has been recorded yet.")
        return
    whole = len(found.lines)
    there = whole - len(found.absent)
    yield lead(
        f"{there} of {whole} partners took part in, or are due to return, at least one of"
        f" {spoken(len(found.sources), 'audit or data set', 'audits and data sets')}."
    )
    for side in (Side.CHILDREN, Side.ADULTS, Side.BOTH):
        names = [one.name for one in found.absent if one.side is side]
        if names:
            yield Paragraph(f"{side.label}, in nothing: {listed(names)}.")
    yield Heading(1, "Partners against audits and data sets")
    for start in range(0, len(found.sources), _MOST):
        yield _matrix(found, start)
    yield small(_KEY)
    yield Heading(1, "What the columns are")
    yield _sources(found)
    gaps = list(_gaps(found))
    if gaps:
        yield Heading(1, "Declined and missing")
        yield table(
            [Column("Partner", 2), Column("Audit or data set", 2.4), Column("How it stands", 2)],
            gaps,
            "Declined and missing",
        )


def _matrix(found: Coverage, start: int) -> Block:
    shown = found.sources[start : start + _MOST]
    columns = [Column("Partner", 3), Column("Side", 1.3)]
    columns += [Column(one.code, 1, align=Align.CENTRE) for one in shown]
    columns.append(Column("In all", 1.2))
    rows = [
        Row(
            (line.name, _side(line), *_marks(line, start), line.flag or f"{line.took_part}"),
            Emphasis.STRONG if line.absent else Emphasis.PLAIN,
        )
        for line in found.lines
    ]
    return table(columns, rows, "Coverage" if not start else f"Coverage, from {start + 1}")


def _side(line: Line) -> str:
    return {Side.CHILDREN: "Children", Side.ADULTS: "Adults"}.get(line.side, "Both")


def _marks(line: Line, start: int) -> list[str]:
    shown = line.marks[start : start + _MOST]
    return [_WORDS[mark.part] if mark is not None else "" for mark in shown]


def _sources(found: Coverage) -> Block:
    columns = [
        Column("Column"),
        Column("What it is", 3),
        Column("Took part", 1),
        Column("Of its side, not asked", 4),
    ]
    rows = []
    for one in found.sources:
        came = sum(mark.part is Part.TOOK_PART for mark in one.marks.values())
        left = listed([line.short or line.name for line in found.not_asked(one)])
        took = f"{came} of {len(one.marks)}"
        rows.append((one.code, one.title, took, left or "–"))
    return table(columns, rows, "Audits and data sets")


def _gaps(found: Coverage) -> Iterator[tuple[str, str, str]]:
    for line in found.lines:
        for source, mark in zip(found.sources, line.marks, strict=True):
            if mark is not None and mark.part in {Part.DECLINED, Part.MISSING}:
                yield line.name, source.title, mark.words
