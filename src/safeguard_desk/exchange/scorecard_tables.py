"""Reading a scorecard from a table: periods as columns, or a line for each period."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from safeguard_desk.errors import Refusal
from safeguard_desk.exchange.tables import Row, Table, plain_heading, read_table
from safeguard_desk.rules.measuring import are_fractions
from safeguard_desk.rules.periods import Heading, Period, read_heading
from safeguard_desk.rules.terms import Side
from safeguard_desk.rules.terms_quality import Direction, Frequency, Unit

_YEARS = range(18, 45)
KNOWN = {
    "Indicator": ("Measure", "KPI", "Performance indicator", "Metric", "Indicator name", "PI",
                  "Performance measure", "Name of indicator"),
    "Ref": ("Reference", "Indicator ref", "Ref no", "ID", "No.", "KPI no"),
    "Definition": ("Description", "What it measures", "Meaning"),
    "Side": ("Board", "Service area", "Children or adults", "Cohort"),
    "Agency": ("Owner", "Owner agency", "Lead agency", "Source", "Data owner", "Supplied by",
               "Organisation", "Provider", "Data source"),
    "Unit": ("Measured in", "Unit of measure", "Format", "Units"),
    "Good is": ("Polarity", "Good direction", "Good direction of travel", "Direction", "Better is",
                "Desired direction", "Good"),
    "Target": tuple(f"Target {start}{year}/{year + 1}" for start in ("", "20") for year in _YEARS),
    "Tolerance": ("Tolerance +/-", "Amber within"),
    "London": ("London average",),
    "England": ("National", "England average", "National average"),
    "Neighbours": ("Statistical neighbours", "Stat neighbours", "SN", "SN average",
                   "Statistical neighbour average"),
    "Period": ("Quarter", "Month", "Reporting period"),
    "Value": ("Figure", "Result", "Actual", "Performance", "Outturn"),
    "Numerator": ("Num",),
    "Denominator": ("Den", "Denom"),
    "Status": ("Data status",),
    "Comment": ("Commentary", "Comments", "Narrative", "Notes"),
}  # fmt: skip
"""The headings of a scorecard, with other words that people write for them."""
_DIRECTIONS = {
    Direction.UP: ("high", "higher", "up", "increase", "higherisbetter", "highisgood", "bigger"),
    Direction.DOWN: ("low", "lower", "down", "decrease", "lowerisbetter", "lowisgood", "smaller"),
    Direction.NEITHER: ("", "neither", "na", "none", "contextual", "monitor", "context"),
}
_UNITS = {
    Unit.PERCENT: ("percent", "percentage", "pc", "proportion"),
    Unit.NUMBER: ("number", "no", "count", "volume", "num", "n", "days"),
    Unit.RATE: ("rate", "rateper10000", "per10000", "rateper10k", "per10k"),
}
_SIDES = {
    Side.CHILDREN: ("children", "child", "childrens", "c", "cyp", "hscb", "scb", "lscp",
                    "childrensservices", "childrenandyoungpeople", "childrensindicators"),
    Side.ADULTS: ("adults", "adult", "a", "hsab", "sab", "adultsservices", "adultservices",
                  "adultindicators", "adultsindicators"),
    Side.BOTH: ("both", "joint", "all", "childrenandadults", "both boards", "partnership"),
}  # fmt: skip


@dataclass(frozen=True)
class Given:
    """A cell of a period as it stands in the table, or is put together from its columns."""

    period: Period
    text: str
    provisional: bool = False
    comment: str = ""


@dataclass(frozen=True)
class Line:
    """An indicator as a row of the table has it; in a table with a line for each period, its line.

    Words that are not understood are in `unclear`, with their heading and what was made of them.
    """

    row: int
    title: str
    ref: str = ""
    definition: str = ""
    side: Side | None = None
    agency: str = ""
    unit: Unit | None = None
    direction: Direction | None = None
    levels: dict[str, str] = field(default_factory=dict)
    """Target, Tolerance, London, England and Neighbours as they stand, where they say anything."""
    cells: tuple[Given, ...] = ()
    unclear: tuple[tuple[str, str, str], ...] = ()
    fault: str = ""

    @property
    def bare(self) -> bool:
        """True where the row says nothing but a name: a heading, or a note below the table."""
        known = (self.agency, self.unit, self.direction, self.levels, self.cells, self.ref)
        return not any(known) and not self.fault

    @property
    def fractions(self) -> bool:
        """True where the row's bare numbers are shares of one."""
        return are_fractions([*(one.text for one in self.cells), *self.levels.values()])


@dataclass(frozen=True)
class Sheet:
    """A table of a scorecard: its lines, the rhythm of its periods, and headings left out."""

    lines: tuple[Line, ...]
    frequency: Frequency
    periods: tuple[Period, ...]
    ignored: tuple[str, ...] = ()


def read_sheet(source: Path, sheet: str | None = None) -> Sheet:
    """Read a table of a scorecard; refuses one without indicators or periods, or a period twice."""
    table = read_table(source, KNOWN, sheet=sheet)
    if not table.has("Indicator"):
        raise Refusal(
            f"{source.name} has no column of indicators;"
            f" it has: {', '.join(one[:40] for one in table.headings[:12] if one)}.",
            "Nothing was imported.",
            "A scorecard has a row for each indicator (Indicator, Side, Agency, Unit, Good is,"
            " Target) and a column for each period, as “Q2 26/27”.",
        )
    if table.has("Period") and table.has("Value"):
        return _long(table)
    return _wide(source.name, table)


def _wide(name: str, table: Table) -> Sheet:
    found = [(heading, read_heading(heading)) for heading in table.headings]
    columns = [(heading, said) for heading, said in found if said is not None]
    if not columns:
        raise Refusal(
            f"{name} has no column of a period;"
            f" it has: {', '.join(one[:40] for one in table.headings[:12] if one)}.",
            "Nothing was imported.",
            "Head the columns with their quarters, as “Q2 26/27” or “2026-Q2”, or with months.",
        )
    frequency = _rhythm([said.period for _, said in columns])
    taken = [(heading, said) for heading, said in columns if said.period.frequency is frequency]
    _refuse_twice([said for _, said in taken])
    known = {plain_heading(heading) for heading in KNOWN}
    used = {heading for heading, _ in taken}
    ignored = tuple(
        heading
        for heading, plain in zip(table.headings, table.names, strict=True)
        if heading and plain not in known and heading not in used
    )
    # A provisional figure is taken before the one that confirms it.
    ordered = sorted(taken, key=lambda one: (one[1].period, not one[1].provisional))
    lines: list[Line] = []
    side: Side | None = None
    for row in table.rows:
        cells = tuple(
            Given(said.period, row.get(heading), said.provisional)
            for heading, said in ordered
            if row.get(heading)
        )
        line = _line(row, cells, side)
        if line.bare and (above := _side(line.title)) is not None:
            side = above  # a heading between the rows: it holds for those below
            continue
        lines.append(_commented(line, row))
    periods = tuple(dict.fromkeys(said.period for _, said in ordered))
    return Sheet(tuple(lines), frequency, periods, ignored)


def _commented(line: Line, row: Row) -> Line:
    """Let a row's comment stand with its last cell."""
    words = row.get("Comment")
    if not words or not line.cells:
        return line
    *earlier, last = line.cells
    told = Given(last.period, last.text, last.provisional, words)
    return Line(**{**line.__dict__, "cells": (*earlier, told)})


def _long(table: Table) -> Sheet:
    lines: list[Line] = []
    periods: list[Period] = []
    for row in table.rows:
        said = read_heading(row.get("Period"))
        text = _text(row)
        fault = ""
        cells: tuple[Given, ...] = ()
        if said is None:
            words = row.get("Period")
            fault = f"“{words[:40]}” is no period" if words else "no period is named"
        else:
            early = said.provisional or row.get("Status").casefold().startswith("prov")
            cells = (Given(said.period, text, early, row.get("Comment")),) if text else ()
            periods.append(said.period)
        line = _line(row, cells, None)
        lines.append(Line(**{**line.__dict__, "fault": line.fault or fault}))
    if not periods:
        raise Refusal(
            "No row names a period.",
            "Nothing was imported.",
            "Write quarters as “Q2 26/27” or “2026-Q2”, months as “Jul 2026”.",
        )
    return Sheet(tuple(lines), _rhythm(periods), tuple(sorted(set(periods))))


def _text(row: Row) -> str:
    """Return the cell of a line: its value, else numerator and denominator."""
    value, part, whole = (row.get(name) for name in ("Value", "Numerator", "Denominator"))
    if part and whole:
        share = f"{part}/{whole}"
        plain = value.replace(",", "").rstrip("% ")
        rounded = re.fullmatch(r"\d+(\.\d+)?", plain)
        # A spreadsheet's own share of one says nothing that its parts do not say better.
        return f"{value} ({share})" if rounded and "%" in value else share
    return value


def _rhythm(periods: Sequence[Period]) -> Frequency:
    return max(Frequency, key=lambda one: sum(at.frequency is one for at in periods))


def _refuse_twice(said: Sequence[Heading]) -> None:
    for place, one in enumerate(said):
        if one in said[:place]:
            raise Refusal(
                f"Two columns are of {one.period.label}.",
                "Nothing was imported.",
                "Let every period have one column, or mark the earlier one “(prov.)”.",
            )


def _line(row: Row, cells: tuple[Given, ...], side: Side | None) -> Line:
    unclear: list[tuple[str, str, str]] = []
    said_side = row.get("Side")
    found_side = _side(said_side) if said_side else side
    if said_side and found_side is None:
        unclear.append(("Side", said_side, "children and adults"))
    unit, direction = _unit(row.get("Unit")), _direction(row.get("Good is"))
    if row.get("Unit") and unit is None:
        unclear.append(("Unit", row.get("Unit"), "what the figures tell"))
    if row.get("Good is") and direction is None:
        unclear.append(("Good is", row.get("Good is"), "neither"))
    names = ("Target", "Tolerance", "London", "England", "Neighbours")
    title = " ".join(row.get("Indicator").split())
    fault = "" if title else "no indicator is named"
    if row.surplus:
        fault = f"“{row.surplus[0][:40]}” stands to the right of the last heading"
    return Line(
        row=row.number,
        title=title,
        ref=row.get("Ref"),
        definition=row.get("Definition"),
        side=found_side,
        agency=" ".join(row.get("Agency").split()),
        unit=unit,
        direction=direction if row.get("Good is") else None,
        levels={name: row.get(name) for name in names if row.get(name)},
        cells=cells,
        unclear=tuple(unclear),
        fault=fault,
    )


def _side(words: str) -> Side | None:
    plain = plain_heading(words)
    return next((side for side, known in _SIDES.items() if plain in known), None)


def _unit(words: str) -> Unit | None:
    if "%" in words:
        return Unit.PERCENT
    if words.strip() == "#":
        return Unit.NUMBER
    plain = plain_heading(words)
    return next((unit for unit, known in _UNITS.items() if plain in known), None)


def _direction(words: str) -> Direction | None:
    for sign, direction in (("↑", Direction.UP), ("↓", Direction.DOWN)):
        if sign in words:
            return direction
    plain = plain_heading(words)
    return next((one for one, known in _DIRECTIONS.items() if plain in known), None)
