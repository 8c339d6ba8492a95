"""Indicators and their measurements, declared."""

from typing import Any

from sqlalchemy import func, select

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.models import Agency, Group, Indicator, IndicatorTarget, Measurement
from safeguard_desk.registers.declare import (
    Act,
    Column,
    Editor,
    Field,
    Filter,
    Place,
    Register,
    Section,
    Shown,
)
from safeguard_desk.rules.terms import GroupKind, Side
from safeguard_desk.rules.terms_quality import Against, Direction, Frequency, Measured, Unit
from safeguard_desk.work import scorecard as verbs
from safeguard_desk.work.scorecard import NewIndicator


def _add(uow: UnitOfWork, group_id: str | None, values: dict[str, Any]) -> str:
    return verbs.add_indicator(
        uow,
        group_id or "",
        NewIndicator(
            title=values.get("title", ""),
            definition=values.get("definition", ""),
            side=values.get("side") or Side.BOTH,
            agency_id=values.get("agency_id"),
            unit=values.get("unit") or Unit.NUMBER,
            direction=values.get("direction") or Direction.NEITHER,
            frequency=values.get("frequency") or Frequency.QUARTER,
            started_on=values.get("started_on"),
        ),
    ).id


def _end(uow: UnitOfWork, indicator_id: str, _: str) -> None:
    verbs.end(uow, indicator_id)


def _level(against: Against) -> Any:
    """Return what holds of a target or comparator today: the last that has begun."""
    t = IndicatorTarget.__table__.alias()
    held = (
        select(t.c.value)
        .where(
            t.c.indicator_id == Indicator.id,
            t.c.against == against,
            t.c.valid_from <= func.current_date(),
        )
        .order_by(t.c.valid_from.desc())
        .limit(1)
    )
    return held.correlate(Indicator.__table__).scalar_subquery()


def _standing(column: Any) -> Any:
    """Return something of the latest period that has a measurement."""
    m = Measurement
    latest = (
        select(column)
        .select_from(m.__table__)
        .where(m.indicator_id == Indicator.id, m.superseded_on.is_(None))
        .order_by(m.starts_on.desc())
        .limit(1)
    )
    return latest.correlate(Indicator.__table__).scalar_subquery()


INDICATORS = Register(
    code="indicators",
    kind="indicators",
    title="Indicators",
    one="indicator",
    source=Indicator.__table__.join(Group.__table__, Group.id == Indicator.group_id).outerjoin(
        Agency.__table__, Agency.id == Indicator.agency_id
    ),
    id=Indicator.id,
    ref=Indicator.ref,
    columns=(
        Column("ref", "Ref", Indicator.ref, 11, Shown.REFERENCE),
        Column("title", "Indicator", Indicator.title, 40, grow=True),
        Column("side", "Side", Indicator.side, 18, Shown.TERM),
        Column(
            "agency",
            "Agency",
            func.coalesce(func.nullif(Agency.short_name, ""), Agency.name, Indicator.agency_words),
            22,
        ),
        Column("unit", "Unit", Indicator.unit, 14, Shown.TERM),
        Column("direction", "Good is", Indicator.direction, 14, Shown.TERM),
        Column("target", "Target", _level(Against.TARGET), 8, Shown.NUMBER),
        Column("latest_period", "Latest", _standing(Measurement.period), 9),
        Column("latest", "Figure", func.round(_standing(Measurement.value), 2), 9, Shown.NUMBER),
        Column("frequency", "Measured", Indicator.frequency, 14, Shown.TERM),
        Column("london", "London", _level(Against.LONDON), 8, Shown.NUMBER, hidden=True),
        Column("started_on", "Started", Indicator.started_on, 12, Shown.DATE, hidden=True),
        Column("ended_on", "Ended", Indicator.ended_on, 12, Shown.DATE),
        Column("definition", "Definition", Indicator.definition, 40, hidden=True),
        Column("group", "Group", Group.code, 6, hidden=True),
    ),
    order=(Indicator.position, Indicator.ref),
    shown_in=frozenset({GroupKind.QUALITY, Place.BOARDS}),
    empty="No indicators yet. Press N to add the first, or import a scorecard on the page"
    " “Scorecard”.",
    form=(
        Section(
            "Indicator",
            (
                Field("title", "Name", Editor.TEXT, required=True),
                Field("definition", "What exactly is counted", Editor.TEXT),
                Field("side", "Side", Editor.TERM, Side),
                Field("agency_id", "Who gives the figure", Editor.AGENCY),
            ),
        ),
        Section(
            "Measure",
            (
                Field("unit", "Unit", Editor.TERM, Unit),
                Field("direction", "Good is", Editor.TERM, Direction),
                Field("frequency", "Measured", Editor.TERM, Frequency),
                Field("started_on", "Started on", Editor.DATE),
                Field("ended_on", "Ended on", Editor.DATE),
            ),
        ),
    ),
    filters=(
        Filter("open", "Current", lambda _: Indicator.ended_on.is_(None)),
        Filter("no_agency", "No agency", lambda _: Indicator.agency_id.is_(None)),
    ),
    acts=(
        Act(
            "target",
            "Set target",
            verbs.set_target_typed,
            asks="The target from this period on, as “85” or “85 ±2”; “none” for no target",
        ),
        Act("end", "End", _end),
    ),
    group=Indicator.group_id,
    related=((Indicator.agency_id, Agency.name),),
    open_filter="open",
    edit=verbs.edit,
    create=_add,
    follows=frozenset({"agencies", "indicator_targets", "measurements"}),
)

MEASUREMENTS = Register(
    code="measurements",
    kind="measurements",
    title="Measurements",
    one="measurement",
    source=Measurement.__table__.join(
        Indicator.__table__, Indicator.id == Measurement.indicator_id
    ).join(Group.__table__, Group.id == Indicator.group_id),
    id=Measurement.id,
    ref=Indicator.ref,
    columns=(
        Column("indicator", "Indicator", Indicator.ref, 11, Shown.REFERENCE),
        Column("title", "Name", Indicator.title, 40, grow=True),
        Column("period", "Period", Measurement.period, 9),
        Column("status", "Is", Measurement.kind, 14, Shown.TERM),
        Column("value", "Figure", func.round(Measurement.value, 2), 9, Shown.NUMBER),
        Column("numerator", "Of these", Measurement.numerator, 9, Shown.NUMBER),
        Column("denominator", "Of all", Measurement.denominator, 9, Shown.NUMBER),
        Column("provisional", "Provisional", Measurement.provisional, 10),
        Column("number", "Version", Measurement.number, 8, Shown.NUMBER),
        Column("recorded_on", "Recorded", Measurement.recorded_on, 12, Shown.DATE),
        Column("superseded_on", "Replaced", Measurement.superseded_on, 12, Shown.DATE),
        Column("typed", "As it stood", Measurement.typed, 14),
        Column("group", "Group", Group.code, 6, hidden=True),
    ),
    order=(Indicator.position, Measurement.starts_on, Measurement.number),
    shown_in=frozenset({Place.BOARDS}),
    empty="No figures yet. Type them on the page “Scorecard” of the group, or import them there.",
    filters=(
        Filter("open", "Standing", lambda _: Measurement.superseded_on.is_(None)),
        Filter(
            "awaited",
            "Awaited",
            lambda _: Measurement.kind.in_([Measured.AWAITED, Measured.MISSING]),
        ),
        Filter("provisional", "Provisional", lambda _: Measurement.provisional.is_(True)),
    ),
    group=Indicator.group_id,
    open_filter="open",
    follows=frozenset({"indicators"}),
)
