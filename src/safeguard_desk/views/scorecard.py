"""The scorecard as people see it: indicators down, periods across, what warns, what is awaited."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from sqlalchemy import select

from safeguard_desk.desk.reading import Reader
from safeguard_desk.models import (
    Agency,
    Commentary,
    Indicator,
    IndicatorTarget,
    Link,
    Measurement,
    Risk,
)
from safeguard_desk.rules import signals as rules
from safeguard_desk.rules.measuring import Reading
from safeguard_desk.rules.periods import Period, up_to
from safeguard_desk.rules.signals import Point, Signal, Standing
from safeguard_desk.rules.terms import RiskStatus, Side
from safeguard_desk.rules.terms_quality import Against, Direction, Frequency, Measured, Unit

NO_AGENCY = "No agency named"
_SHORTEST = 8
"""Periods that a run chart shows at least."""
AWAITED_BACK = 4
"""Periods looked back for which a figure that nobody gave, and nobody spoke of, is awaited."""


@dataclass(frozen=True)
class Level:
    """What figures are held against from a day on."""

    against: Against
    value: float | None
    tolerance: float
    valid_from: date


@dataclass(frozen=True)
class Cell:
    """An indicator in a period: what is known of it, and how it stands to the target of its time.

    earlier: how many versions were said before the one that stands.
    """

    period: Period
    reading: Reading | None = None
    standing: Standing | None = None
    target: float | None = None
    earlier: int = 0
    revised: bool = False
    """Another figure was given before; one that was only confirmed is not revised."""
    commentary: str = ""

    @property
    def value(self) -> float | None:
        """The figure; None where there is none."""
        return self.reading.value if self.reading else None


@dataclass(frozen=True)
class IndicatorRow:
    """An indicator with its cells, and what its figures up to the last of them say.

    `agency` is what it is called in short; risk: the reference and id of the open risk that one of
    its signals has led to.
    """

    id: str
    ref: str
    title: str
    definition: str
    group_id: str
    side: Side
    agency: str
    agency_id: str | None
    unit: Unit
    direction: Direction
    frequency: Frequency
    started_on: date | None
    ended_on: date | None
    cells: tuple[Cell, ...]
    levels: tuple[Level, ...] = ()
    """What holds when the last of the periods is over, the target first."""
    median: float | None = None
    signals: tuple[Signal, ...] = ()
    risk: tuple[str, str] | None = None

    @property
    def target(self) -> Level | None:
        """The target that holds when the last of the periods is over."""
        return next((one for one in self.levels if one.against is Against.TARGET), None)

    @property
    def warns(self) -> bool:
        """True where a signal is not to the better."""
        return any(one.warns for one in self.signals)

    @property
    def latest(self) -> Cell | None:
        """The last cell with a figure."""
        return next((one for one in reversed(self.cells) if one.value is not None), None)

    @property
    def warning(self) -> str:
        """What its signals say, those that warn first; empty where there are none."""
        ordered = sorted(self.signals, key=lambda one: not one.warns)
        said = [one.words + (" (to the better)" if one.good else "") for one in ordered]
        return "; ".join(said)


@dataclass(frozen=True)
class Scorecard:
    """Indicators of one rhythm over some periods. `rhythms` are those that there are."""

    frequency: Frequency
    periods: tuple[Period, ...]
    rows: tuple[IndicatorRow, ...]
    rhythms: tuple[Frequency, ...]

    @property
    def warning(self) -> tuple[IndicatorRow, ...]:
        """The indicators that warn."""
        return tuple(one for one in self.rows if one.warns)


@dataclass(frozen=True)
class Awaited:
    """A figure that is not there: of which period, from whom, since when.

    said: somebody took down that it is awaited or missing; else nothing was said of it.
    """

    indicator_id: str
    ref: str
    title: str
    agency: str
    period: Period
    since: date
    said: str


@dataclass
class _Kept:
    """What is known of one indicator: its figures, levels and commentary by period."""

    readings: dict[str, tuple[Period, Reading]] = field(default_factory=dict)
    versions: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    figures: dict[str, set[float]] = field(default_factory=lambda: defaultdict(set))
    levels: list[Level] = field(default_factory=list)
    words: dict[str, str] = field(default_factory=dict)
    risk: tuple[str, str] | None = None


def scorecard(
    reader: Reader,
    group_id: str | None = None,
    *,
    frequency: Frequency = Frequency.QUARTER,
    last: Period | None = None,
    count: int = 8,
    sides: frozenset[Side] = frozenset(Side),
    ended: bool = False,
) -> Scorecard:
    """Return the indicators of a rhythm over `count` periods up to `last`, else up to today's.

    Signals are those of the figures up to `last`. ended: with the indicators that ended before the
    first of the periods.
    """
    latest = last or Period.of(reader.today, frequency)
    periods = up_to(latest, count)
    heads = [row for row in _heads(reader, group_id) if row[5] in sides]
    rhythms = tuple(one for one in Frequency if any(head[9] is one for head in heads))
    wanted = [
        head
        for head in heads
        if head[9] is frequency and (ended or head[11] is None or head[11] >= periods[0].starts_on)
    ]
    kept = _kept(reader, [head[0] for head in wanted])
    rows = tuple(_row(head, kept[head[0]], periods) for head in wanted)
    return Scorecard(frequency, periods, rows, rhythms)


def _heads(reader: Reader, group_id: str | None) -> Sequence[tuple[Any, ...]]:
    i = Indicator
    statement = (
        select(i.id, i.ref, i.title, i.definition, i.group_id, i.side)
        .add_columns(i.agency_id, i.unit, i.direction, i.frequency, i.started_on, i.ended_on)
        .add_columns(i.agency_words, Agency.short_name, Agency.name)
        .outerjoin(Agency, Agency.id == i.agency_id)
        .order_by(i.position, i.ref)
    )
    if group_id is not None:
        statement = statement.where(i.group_id == group_id)
    found: Any = reader.rows(statement)
    return list(found)


def _kept(reader: Reader, ids: Sequence[str]) -> dict[str, _Kept]:
    kept = {one: _Kept() for one in ids}
    m, t, c = Measurement, IndicatorTarget, Commentary
    figures = (
        select(m.indicator_id, m.period, m.kind, m.value, m.numerator, m.denominator)
        .add_columns(m.provisional, m.typed, m.superseded_on)
        .where(m.indicator_id.in_(ids))
        .order_by(m.starts_on, m.number)
    )
    for of, code, kind, value, part, whole, provisional, typed, over in reader.rows(figures):
        one = kept[of]
        one.versions[code] += 1
        if value is not None:
            one.figures[code].add(value)
        if over is None:
            reading = Reading(kind, value, part, whole, provisional, typed)
            one.readings[code] = (Period.parse(code), reading)
    levels = (
        select(t.indicator_id, t.against, t.value, t.tolerance, t.valid_from)
        .where(t.indicator_id.in_(ids))
        .order_by(t.valid_from)
    )
    for of, against, value, wide, start in reader.rows(levels):
        kept[of].levels.append(Level(against, value, wide, start))
    said = select(c.indicator_id, c.period, c.words).where(c.indicator_id.in_(ids))
    for of, code, words in reader.rows(said):
        kept[of].words[code] = words
    opened = (
        select(Link.from_id, Risk.ref, Risk.id)
        .join(Risk, Risk.id == Link.to_id)
        .where(Link.from_kind == "indicators", Link.from_id.in_(ids), Link.to_kind == "risks")
        .where(Risk.status == RiskStatus.OPEN)
    )
    for of, ref, risk_id in reader.rows(opened):
        kept[of].risk = (ref, risk_id)
    return kept


def held_against(levels: Sequence[Level], against: Against, on: date) -> Level | None:
    """Return what held on a day; None where nothing did."""
    of = [one for one in levels if one.against is against and one.valid_from <= on]
    return of[-1] if of and of[-1].value is not None else None


def _cell(kept: _Kept, period: Period, direction: Direction) -> Cell:
    reading = kept.readings.get(period.code, (period, None))[1]
    level = held_against(kept.levels, Against.TARGET, period.starts_on)
    target, wide = (level.value, level.tolerance) if level else (None, 0.0)
    value = reading.value if reading else None
    return Cell(
        period=period,
        reading=reading,
        standing=rules.standing(value, target, wide, direction),
        target=target,
        earlier=max(0, kept.versions[period.code] - 1),
        revised=value is not None and len(kept.figures[period.code]) > 1,
        commentary=kept.words.get(period.code, ""),
    )


def _points(kept: _Kept, last: Period) -> list[Point]:
    """Return every period from the first that is known up to `last`, with or without a figure."""
    known = sorted(period for period, _ in kept.readings.values() if period <= last)
    if not known:
        return []
    points = []
    at = known[0]
    while at <= last:
        reading = kept.readings.get(at.code, (at, None))[1]
        level = held_against(kept.levels, Against.TARGET, at.starts_on)
        target, wide = (level.value, level.tolerance) if level else (None, 0.0)
        points.append(Point(at.label, reading.value if reading else None, target, wide))
        at = at.moved(1)
    return points


def _row(head: tuple[Any, ...], kept: _Kept, periods: Sequence[Period]) -> IndicatorRow:
    (of, ref, title, definition, group_id, side, agency_id, unit, direction, frequency) = head[:10]
    started, ended, words, short, name = head[10:]
    points = _points(kept, periods[-1])
    now = periods[-1].ends_before
    levels = (held_against(kept.levels, against, now) for against in Against)
    return IndicatorRow(
        *(of, ref, title, definition, group_id, side),
        agency=short or name or words or NO_AGENCY,
        agency_id=agency_id,
        unit=unit,
        direction=direction,
        frequency=frequency,
        started_on=started,
        ended_on=ended,
        cells=tuple(_cell(kept, period, direction) for period in periods),
        levels=tuple(level for level in levels if level is not None),
        median=rules.middle(points),
        signals=rules.signals(points, direction),
        risk=kept.risk,
    )


def indicator(
    reader: Reader, indicator_id: str, *, last: Period | None = None, count: int = 8
) -> IndicatorRow | None:
    """Return one indicator over `count` periods up to `last`; None where it is gone."""
    for head in _heads(reader, None):
        if head[0] == indicator_id:
            periods = up_to(last or Period.of(reader.today, head[9]), count)
            return _row(head, _kept(reader, [indicator_id])[indicator_id], periods)
    return None


def over_time(
    reader: Reader, indicator_id: str, last: Period, count: int = 24
) -> IndicatorRow | None:
    """Return one indicator from its first figure on, over `count` periods at most."""
    row = indicator(reader, indicator_id, last=last, count=count)
    if row is None:
        return None
    known = [n for n, cell in enumerate(row.cells) if cell.reading is not None]
    first = min(known[0] if known else count, count - _SHORTEST)
    return replace(row, cells=row.cells[max(0, first) :])


def awaited(
    reader: Reader,
    group_id: str | None = None,
    sides: frozenset[Side] = frozenset(Side),
    *,
    until: Period | None = None,
) -> tuple[Awaited, ...]:
    """Return the figures that are not there, by agency, the longest awaited first.

    Awaited or missing as it was said; and, of the last four periods that are over, each after an
    indicator's first of which nobody said anything. A figure is awaited from the day after its
    period. until: looks at periods up to this one, of whatever rhythm.
    """
    heads = [row for row in _heads(reader, group_id) if row[5] in sides]
    kept = _kept(reader, [head[0] for head in heads])
    today = reader.today
    if until is not None:
        today = min(today, until.ends_before)
    found = [one for head in heads for one in _missing(head, kept[head[0]], today)]
    return tuple(sorted(found, key=lambda one: (one.agency.casefold(), one.since, one.ref)))


def _missing(head: tuple[Any, ...], kept: _Kept, today: date) -> list[Awaited]:
    of, ref, title, frequency, started, ended = (*head[:3], head[9], head[10], head[11])
    words, short, name = head[12:]
    agency = short or name or words or NO_AGENCY
    found: dict[str, Awaited] = {}

    def lacks(period: Period, said: str) -> None:
        found[period.code] = Awaited(of, ref, title, agency, period, period.ends_before, said)

    known = sorted(kept.readings.values(), key=lambda one: one[0])
    for period, reading in known:
        if reading.kind in {Measured.AWAITED, Measured.MISSING} and period.starts_on < today:
            lacks(period, reading.kind.label.lower())
    begun = min(
        [period.starts_on for period, _ in known] + ([started] if started else []), default=None
    )
    running = Period.of(today, frequency)
    for back in range(1, AWAITED_BACK + 1):
        period = running.moved(-back)
        if begun is None or period.starts_on < begun or (ended and period.starts_on > ended):
            continue
        if period.code not in kept.readings:
            lacks(period, "")
    return list(found.values())
