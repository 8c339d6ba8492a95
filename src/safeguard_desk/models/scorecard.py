"""The scorecard: what is measured, against what, what was measured, and what was said of it."""

from datetime import date

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from safeguard_desk.models.base import Record, Words, coded, refers
from safeguard_desk.rules.terms import Side
from safeguard_desk.rules.terms_quality import Against, Direction, Frequency, Measured, Unit


class Indicator(Record):
    """A figure that a group watches: what it counts, who gives it, and which way is good."""

    __tablename__ = "indicators"
    searched = ("title", "ref", "definition")

    ref: Mapped[str] = mapped_column(unique=True)
    title: Mapped[Words]
    definition: Mapped[Words]
    group_id: Mapped[str] = refers("groups")
    side: Mapped[Side] = coded(Side, default=Side.BOTH)
    agency_id: Mapped[str | None] = refers("agencies")
    agency_words: Mapped[Words]
    """Who gives the figure, as a spreadsheet said it where that is not one known agency."""
    unit: Mapped[Unit] = coded(Unit, default=Unit.NUMBER)
    direction: Mapped[Direction] = coded(Direction, default=Direction.NEITHER)
    frequency: Mapped[Frequency] = coded(Frequency, default=Frequency.QUARTER)
    position: Mapped[int] = mapped_column(default=0)
    started_on: Mapped[date | None]
    ended_on: Mapped[date | None]


class IndicatorTarget(Record):
    """A target of an indicator, or what others reach, from a day until the next one of its kind."""

    __tablename__ = "indicator_targets"
    __table_args__ = (UniqueConstraint("indicator_id", "against", "valid_from"),)

    indicator_id: Mapped[str] = refers("indicators")
    against: Mapped[Against] = coded(Against, default=Against.TARGET)
    value: Mapped[float | None]
    """In the indicator's unit, percentages as 85.0; None: from this day there is none."""
    tolerance: Mapped[float] = mapped_column(default=0.0)
    valid_from: Mapped[date]


class Measurement(Record):
    """What is known of an indicator in a period; what was said before is kept beside it."""

    __tablename__ = "measurements"
    __table_args__ = (UniqueConstraint("indicator_id", "period", "number"),)

    indicator_id: Mapped[str] = refers("indicators")
    period: Mapped[str]
    """Its code: 2026-Q3, 2026-07 for July, 2026 for the financial year 2026/27."""
    starts_on: Mapped[date]
    number: Mapped[int] = mapped_column(default=1)
    kind: Mapped[Measured] = coded(Measured)
    value: Mapped[float | None]
    """In the indicator's unit; None for everything but a figure. A suppressed one has none."""
    numerator: Mapped[float | None]
    denominator: Mapped[float | None]
    provisional: Mapped[bool] = mapped_column(default=False)
    typed: Mapped[Words]
    recorded_on: Mapped[date]
    superseded_on: Mapped[date | None]
    """The day on which a later version took its place; None for the one that stands."""


class Commentary(Record):
    """What was said of an indicator's figure in a period: the story behind it."""

    __tablename__ = "commentaries"
    __table_args__ = (UniqueConstraint("indicator_id", "period"),)
    searched = ("words",)

    indicator_id: Mapped[str] = refers("indicators")
    period: Mapped[str]
    words: Mapped[Words]
    written_on: Mapped[date]
    written_by: Mapped[Words]
