"""The scorecard: indicators and their targets, figures as they come in, and what is said of them.

A figure is corrected in place on the day it was taken down. What comes later, or confirms what was
provisional, is a new version; the earlier one stays beside it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.errors import Refusal
from safeguard_desk.models import (
    Group,
    Indicator,
    IndicatorTarget,
    Measurement,
)
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.measuring import Reading, are_fractions, read_cell
from safeguard_desk.rules.periods import Period
from safeguard_desk.rules.terms import Side
from safeguard_desk.rules.terms_quality import (
    Against,
    Direction,
    Frequency,
    Unit,
)
from safeguard_desk.views.scorecard import Level
from safeguard_desk.work.editing import set_field
from safeguard_desk.work.references import next_reference

KIND = "indicators"
"""The kind of record that risks and actions of a signal name as their source."""
_SHOWN = 5
"""Cells that a refusal of many names one by one."""


@dataclass(frozen=True)
class NewIndicator:
    """What is known of an indicator when it is added."""

    title: str
    definition: str = ""
    side: Side = Side.BOTH
    agency_id: str | None = None
    agency_words: str = ""
    unit: Unit = Unit.NUMBER
    direction: Direction = Direction.NEITHER
    frequency: Frequency = Frequency.QUARTER
    started_on: date | None = None


@dataclass(frozen=True)
class Entry:
    """A cell of the grid as it was typed."""

    indicator_id: str
    period: Period
    text: str


def add_indicator(uow: UnitOfWork, group_id: str, new: NewIndicator) -> Indicator:
    """Add an indicator at the end of the scorecard; refuses one that is there by the same name."""
    title = " ".join(new.title.split())
    if not title:
        raise Refusal(
            "An indicator needs a name.",
            "Nothing was added.",
            "Say what is measured, as “Re-referrals within 12 months”.",
        )
    for other, name in uow.reader.rows(
        select(Indicator.ref, Indicator.title).where(
            Indicator.group_id == group_id, Indicator.ended_on.is_(None)
        )
    ):
        if name.casefold() == title.casefold():
            raise Refusal(
                f"“{title}” is on the scorecard already, as {other}.",
                "Nothing was added.",
                "Give this one another name, or end the other first.",
            )
    group = uow.get(Group, group_id)
    last = uow.session.scalar(
        select(func.max(Indicator.position)).where(Indicator.group_id == group_id)
    )
    added = uow.add(
        Indicator(
            ref=next_reference(uow, f"{group.code}-I"),
            title=title,
            definition=new.definition.strip(),
            group_id=group_id,
            side=new.side,
            agency_id=new.agency_id,
            agency_words=new.agency_words.strip(),
            unit=new.unit,
            direction=new.direction,
            frequency=new.frequency,
            position=(last or 0) + 1,
            started_on=new.started_on,
        )
    )
    uow.flush()
    return added


def find(uow: UnitOfWork, ref: str) -> Indicator:
    """Return an indicator by its reference; refuse one that is not there."""
    found = uow.find(select(Indicator).where(func.upper(Indicator.ref) == ref.strip().upper()))
    if found is None:
        raise Refusal(
            f"There is no indicator with the reference “{ref.strip()}”.",
            "Nothing was changed.",
            "See: list indicators. A reference reads like QA-I-0001.",
        )
    return found


def edit(
    uow: UnitOfWork, indicator_id: str, name: str, seen: Any, value: Any, reason: str = ""
) -> None:
    """Change a field of an indicator; refuses another unit or rhythm once figures are known."""
    indicator = uow.get(Indicator, indicator_id)
    if name == "title" and not (value or "").strip():
        raise Refusal("An indicator needs a name.", "The name stays.", "Say what is measured.")
    if name in {"unit", "frequency"} and value is not getattr(indicator, name):
        known = uow.session.scalar(
            select(func.count())
            .select_from(Measurement)
            .where(Measurement.indicator_id == indicator_id)
        )
        if known:
            raise Refusal(
                f"{indicator.ref} has figures in its {name} as it is.",
                f"The {name} stays as it was.",
                "End this indicator and add another: the figures could not be compared.",
            )
    set_field(uow, Indicator, indicator_id, name, seen, value)
    if indicator.started_on and indicator.ended_on and indicator.ended_on < indicator.started_on:
        raise Refusal(
            f"It would end on {write_date(indicator.ended_on)}, before it began.",
            "The days stay as they were.",
            "Give a day after its beginning.",
        )


def end(uow: UnitOfWork, indicator_id: str, on: date | None = None) -> None:
    """End an indicator: its figures stay, and none is awaited any more."""
    indicator = uow.get(Indicator, indicator_id)
    edit(uow, indicator_id, "ended_on", indicator.ended_on, on or uow.today)


def set_target(
    uow: UnitOfWork,
    indicator_id: str,
    value: float | None,
    *,
    against: Against = Against.TARGET,
    tolerance: float | None = None,
    valid_from: date | None = None,
) -> bool:
    """Set what figures are held against from a day on; what held before stays for its own time.

    Returns whether anything was changed. Refuses a value or tolerance below nothing.
    """
    start = valid_from or uow.today
    if (value or 0) < 0 or (tolerance or 0) < 0:
        raise Refusal(
            "A target or tolerance is not below nothing.",
            "Nothing was changed.",
            "Give the number in the indicator's unit.",
        )
    uow.flush()
    of = select(IndicatorTarget).where(
        IndicatorTarget.indicator_id == indicator_id, IndicatorTarget.against == against
    )
    held = uow.find(
        of.where(IndicatorTarget.valid_from <= start).order_by(IndicatorTarget.valid_from.desc())
    )
    wide = tolerance if tolerance is not None else (held.tolerance if held else 0.0)
    if (held is None and value is None) or (
        held is not None and (held.value, held.tolerance) == (value, wide)
    ):
        return False
    if held is not None and held.valid_from == start:
        held.value, held.tolerance = value, wide
        return True
    uow.add(
        IndicatorTarget(
            indicator_id=indicator_id,
            against=against,
            value=value,
            tolerance=wide,
            valid_from=start,
        )
    )
    return True


_TARGET = re.compile(r"([^±]+?)\s*(?:(?:±|\+/-|\+-)\s*([\d.]+)\s*%?)?")


def set_target_typed(uow: UnitOfWork, indicator_id: str, words: str) -> None:
    """Set the target as it was typed: "85", "85%", "85 ±2", "none".

    It holds from the period that is running; the first one that an indicator is given, from its
    beginning on.
    """
    indicator = uow.get(Indicator, indicator_id)
    unit = indicator.unit
    start = _target_start(uow, indicator)
    found = _TARGET.fullmatch(words.strip())
    said = found[1] if found else words.strip()
    if said.casefold() in {"none", "no target"}:
        set_target(uow, indicator_id, None, valid_from=start)
        return
    reading = read_cell(said, unit)
    if reading is None or reading.value is None:
        raise Refusal(
            f"“{words.strip()}” is no target.",
            "The target stays as it was.",
            "Type it as “85” or “85 ±2”; “none” for no target.",
        )
    tolerance = float(found[2]) if found and found[2] else None
    set_target(uow, indicator_id, reading.value, tolerance=tolerance, valid_from=start)


def _target_start(uow: UnitOfWork, indicator: Indicator) -> date:
    running = Period.of(uow.today, indicator.frequency).starts_on
    if any(one.against is Against.TARGET for one in levels(uow, indicator.id)):
        return running
    first: date | None = uow.session.scalar(
        select(func.min(Measurement.starts_on)).where(Measurement.indicator_id == indicator.id)
    )
    return min([running, *(day for day in (first, indicator.started_on) if day is not None)])


def levels(uow: UnitOfWork, indicator_id: str) -> list[Level]:
    """Return everything that an indicator's figures were ever held against, oldest first."""
    uow.flush()
    t = IndicatorTarget
    of = select(t).where(t.indicator_id == indicator_id).order_by(t.valid_from)
    return [Level(one.against, one.value, one.tolerance, one.valid_from) for one in uow.all(of)]


def versions(uow: UnitOfWork, indicator_id: str, period: Period) -> Sequence[Measurement]:
    """Return every version of a period's measurement, the one that stands last."""
    m = Measurement
    wanted = select(m).where(m.indicator_id == indicator_id, m.period == period.code)
    return uow.all(wanted.order_by(m.number))


def same(known: Measurement, reading: Reading) -> bool:
    """Say whether a version says the same as a reading."""
    said = (known.kind, known.value, known.numerator, known.denominator, known.provisional)
    read = (reading.kind, reading.value, reading.numerator, reading.denominator)
    return said == (*read, reading.provisional)


def record(uow: UnitOfWork, indicator_id: str, period: Period, reading: Reading) -> bool:
    """Take down what is known of a period; returns whether that is anything new."""
    indicator = uow.get(Indicator, indicator_id)
    _refuse_period(uow, indicator, period)
    uow.flush()
    known = versions(uow, indicator_id, period)
    standing = known[-1] if known and known[-1].superseded_on is None else None
    if standing is not None and same(standing, reading):
        return False
    if standing is not None:
        today = standing.recorded_on == uow.today
        if today and standing.provisional == reading.provisional:
            _fill(standing, reading)
            return True
        standing.superseded_on = uow.today
    fresh = Measurement(
        indicator_id=indicator_id,
        period=period.code,
        starts_on=period.starts_on,
        number=known[-1].number + 1 if known else 1,
        recorded_on=uow.today,
    )
    _fill(fresh, reading)
    uow.add(fresh)
    return True


def _fill(held: Measurement, reading: Reading) -> None:
    held.kind, held.value = reading.kind, reading.value
    held.numerator, held.denominator = reading.numerator, reading.denominator
    held.provisional, held.typed = reading.provisional, reading.typed


def _refuse_period(uow: UnitOfWork, indicator: Indicator, period: Period) -> None:
    if period.frequency is not indicator.frequency:
        raise Refusal(
            f"{indicator.ref} is measured {indicator.frequency.label.lower()},"
            f" and {period.label} is not such a period.",
            "Nothing was changed.",
            "Give the figure for a period of its own kind.",
        )
    if period.starts_on > uow.today:
        raise Refusal(
            f"{period.label} has not begun.",
            "Nothing was changed.",
            "Give a figure for a period that has.",
        )
    if indicator.ended_on is not None and period.starts_on > indicator.ended_on:
        raise Refusal(
            f"{indicator.ref} ended on {write_date(indicator.ended_on)}, before {period.label}.",
            "Nothing was changed.",
            "Take its end away first if it goes on.",
        )


def forget(uow: UnitOfWork, indicator_id: str, period: Period) -> bool:
    """Take away what stands for a period; the version before it, if there is one, stands again."""
    uow.flush()
    known = versions(uow, indicator_id, period)
    if not known:
        return False
    uow.delete(known[-1])
    if len(known) > 1:
        known[-2].superseded_on = None
    return True


def type_in(uow: UnitOfWork, entry: Entry, *, fractions: bool = False) -> bool:
    """Take down a cell as it was typed; an emptied one takes what stood there away."""
    indicator = uow.get(Indicator, entry.indicator_id)
    reading = read_cell(entry.text, indicator.unit, fractions=fractions)
    if reading is None:
        return forget(uow, entry.indicator_id, entry.period)
    return record(uow, entry.indicator_id, entry.period, reading)


def type_many(uow: UnitOfWork, entries: Sequence[Entry]) -> int:
    """Take down many cells, or none: refuses with every cell that cannot be read, by its place.

    Bare numbers of a percentage's row are shares of one where all of them are (rules/measuring).
    Cells that are empty are left as they are. Returns how many were new.
    """
    rows: dict[str, list[str]] = {}
    for one in entries:
        rows.setdefault(one.indicator_id, []).append(one.text)
    faults: list[str] = []
    changed = 0
    for one in entries:
        if not one.text.strip():
            continue
        try:
            changed += type_in(uow, one, fractions=are_fractions(rows[one.indicator_id]))
        except Refusal as refusal:
            title = uow.get(Indicator, one.indicator_id).title
            faults.append(f"{title}, {one.period.label}: {refusal.what}")
    if faults:
        more = len(faults) - _SHOWN
        raise Refusal(
            "; ".join(faults[:_SHOWN]) + (f"; and {more} more" if more > 0 else ""),
            "None of the cells was taken.",
            "Put them right where they were copied from, and paste again.",
        )
    return changed
