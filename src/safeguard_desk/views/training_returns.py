"""Agencies' returns on their own training: a year beside the year before, and what is owed."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, or_, select

from safeguard_desk.desk.reading import Reader
from safeguard_desk.errors import Refusal
from safeguard_desk.models import Agency, TrainingReturn, TrainingReturnLine
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.shares import Share
from safeguard_desk.rules.terms import Side
from safeguard_desk.rules.terms_learning import CourseLevel, ReturnState
from safeguard_desk.rules.training_returns import Said, moved, together, year_words
from safeguard_desk.rules.working_days import financial_year

ANSWER = timedelta(days=28)
"""Within which an agency is to answer a challenge."""


@dataclass(frozen=True)
class ReturnLine:
    """An agency's return of a year, with what it said the year before."""

    id: str
    ref: str
    agency_id: str
    agency: str
    short: str
    side: Side
    state: ReturnState
    due_on: date | None
    received_on: date | None
    quality: str
    challenge: str
    challenged_on: date | None
    response: str
    responded_on: date | None
    forms: int
    """How many forms were made for it."""
    late: bool
    levels: Mapping[CourseLevel, Said] = field(hash=False)
    before: Mapping[CourseLevel, Said] = field(hash=False)

    @property
    def name(self) -> str:
        """Its short name, where it has one."""
        return self.short or self.agency

    @property
    def all(self) -> Share:
        """Trained of those who need it, over all levels."""
        return together(self.levels.values())

    @property
    def same(self) -> tuple[Share, Share]:
        """The year before and now, over the levels that both years tell of."""
        both = [level for level in self.levels if level in self.before]
        return (
            together(self.before[level] for level in both),
            together(self.levels[level] for level in both),
        )

    @property
    def moved(self) -> float | None:
        """By how many points the share moved on the levels told of in both years."""
        return moved(*self.same)

    @property
    def stands(self) -> str:
        """How it stands, in words: what is late is said."""
        if self.state is ReturnState.REQUESTED and self.late and self.due_on:
            return f"Missing since {write_date(self.due_on)}"
        if self.state is ReturnState.CHALLENGED and self.late and self.challenged_on:
            return f"Challenged {write_date(self.challenged_on)}, not answered"
        return self.state.label

    @property
    def owed(self) -> bool:
        """Whether the agency is to answer something."""
        return self.state in {ReturnState.REQUESTED, ReturnState.CHALLENGED}


@dataclass(frozen=True)
class YearView:
    """A year's returns; `year` is the one in which the financial year starts."""

    year: int
    lines: tuple[ReturnLine, ...]

    @property
    def answered(self) -> tuple[ReturnLine, ...]:
        """Those that came in."""
        return tuple(one for one in self.lines if one.received_on is not None)

    @property
    def missing(self) -> tuple[ReturnLine, ...]:
        """Those that are past their day and have not come."""
        found = (one for one in self.lines if one.received_on is None)
        return tuple(one for one in found if one.late)

    def level(self, level: CourseLevel) -> Share:
        """Return one level over all agencies that told of it."""
        return together(one.levels[level] for one in self.lines if level in one.levels)

    def level_before(self, level: CourseLevel) -> Share:
        """Return the level of the year before, over the same agencies."""
        return together(
            one.before[level] for one in self.lines if level in one.levels and level in one.before
        )

    @property
    def all(self) -> Share:
        """All levels and agencies together."""
        return together(said for one in self.lines for said in one.levels.values())

    @property
    def words(self) -> str:
        """The year in a line: "2026/27: 9 of 14 came in, 3 missing"."""
        told = f"{year_words(self.year)}: {len(self.answered)} of {len(self.lines)} came in"
        late = len(self.missing)
        return f"{told}, {late} missing past the day" if late else told


def years(reader: Reader, group_id: str | None = None) -> list[int]:
    """Return the years for which returns were asked, the newest first."""
    t = TrainingReturn
    statement = select(t.year).distinct().order_by(t.year.desc())
    if group_id is not None:
        statement = statement.where(t.group_id == group_id)
    return list(reader.scalars(statement))


def year_view(
    reader: Reader,
    year: int,
    group_id: str | None = None,
    sides: Collection[Side] = tuple(Side),
) -> YearView:
    """Return a year's returns of a group's agencies, or of all, by the agency's name."""
    t = TrainingReturn
    statement = (
        select(t.id, t.ref, t.agency_id, Agency.name, Agency.short_name, Agency.side, t.state)
        .add_columns(t.due_on, t.received_on, t.quality, t.challenge, t.challenged_on)
        .add_columns(t.response, t.responded_on, t.form_number)
        .join(Agency, Agency.id == t.agency_id)
        .where(t.year == year, Agency.side.in_(list(sides)))
        .order_by(Agency.name)
    )
    if group_id is not None:
        statement = statement.where(t.group_id == group_id)
    rows: Any = reader.rows(statement)
    now, before = _levels(reader, year), _levels(reader, year - 1)
    return YearView(
        year,
        tuple(
            ReturnLine(*values)
            for row in rows
            for values in [
                (*row, _late(row, reader.today), now.get(row[2], {}), before.get(row[2], {}))
            ]
        ),
    )


def _late(row: Any, today: date) -> bool:
    state, due_on, challenged_on = row[6], row[7], row[11]
    if state is ReturnState.REQUESTED:
        return due_on is not None and due_on < today
    if state is ReturnState.CHALLENGED:
        return challenged_on is not None and challenged_on + ANSWER < today
    return False


def _levels(reader: Reader, year: int) -> dict[str, dict[CourseLevel, Said]]:
    """Return what each agency said of a year, in the order of the levels."""
    t, line = TrainingReturn, TrainingReturnLine
    statement = (
        select(t.agency_id, line.level, line.staff, line.trained, line.words)
        .join(t, t.id == line.return_id)
        .where(t.year == year)
    )
    found: dict[str, dict[CourseLevel, Said]] = defaultdict(dict)
    order = list(CourseLevel)
    for agency_id, level, staff, trained, words in sorted(
        reader.rows(statement), key=lambda row: order.index(row[1])
    ):
        found[agency_id][level] = Said(staff, trained, words)
    return found


def year_of(reader: Reader, return_id: str) -> int | None:
    """Return the year of a return; None where it is no longer there."""
    found: int | None = reader.scalar(
        select(TrainingReturn.year).where(TrainingReturn.id == return_id)
    )
    return found


def one(reader: Reader, return_id: str) -> ReturnLine:
    """Return a return; refuses one that is no longer there."""
    year = year_of(reader, return_id)
    lines = year_view(reader, year).lines if year is not None else ()
    found = next((line for line in lines if line.id == return_id), None)
    if found is None:
        raise Refusal("This return is no longer there.", "Nothing was changed.")
    return found


def find_id(reader: Reader, ref: str) -> str:
    """Return a return's id by its reference; refuses one that is not there."""
    t = TrainingReturn
    found = reader.scalar(select(t.id).where(func.upper(t.ref) == ref.strip().upper()))
    if found is None:
        raise Refusal(
            f"There is no training return “{ref.strip()}”.",
            "Nothing was done.",
            "See: list training-returns. A reference reads like LD-TR-0001.",
        )
    return str(found)


def newest_year(reader: Reader, group_id: str | None = None) -> int:
    """Return the newest year that was asked for, else the financial year of today."""
    found = years(reader, group_id)
    return found[0] if found else financial_year(reader.today)


def partners(reader: Reader, sides: Collection[Side] = tuple(Side)) -> list[tuple[str, str]]:
    """Return the agencies of some sides that have not ended, by id and name."""
    a = Agency
    there = or_(a.ended_on.is_(None), a.ended_on >= reader.today)
    statement = select(a.id, a.name).where(there, a.side.in_(list(sides))).order_by(a.name)
    return [(identity, name) for identity, name in reader.rows(statement)]


def owing(reader: Reader, group_id: str | None = None) -> list[tuple[int, list[ReturnLine]]]:
    """Return the returns that are late, by year: missing, or challenged and not answered."""
    found = []
    for year in years(reader, group_id):
        late = [line for line in year_view(reader, year, group_id).lines if line.late]
        if late:
            found.append((year, late))
    return found
