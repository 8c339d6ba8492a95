"""Everything that was said of an indicator's period, with the version that stands."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from safeguard_desk.desk.reading import Reader
from safeguard_desk.models import Measurement
from safeguard_desk.rules.measuring import Reading
from safeguard_desk.rules.periods import Period


@dataclass(frozen=True)
class Version:
    """What was said of a period once: its number, the day, and the reading."""

    number: int
    recorded_on: date
    reading: Reading
    stands: bool


def versions(reader: Reader, indicator_id: str, period: Period) -> tuple[Version, ...]:
    """Return everything that was said of a period, the first first."""
    m = Measurement
    statement = (
        select(m.number, m.recorded_on, m.superseded_on, m.kind, m.value, m.numerator)
        .add_columns(m.denominator, m.provisional, m.typed)
        .where(m.indicator_id == indicator_id, m.period == period.code)
        .order_by(m.number)
    )
    return tuple(
        Version(number, on, Reading(*said), over is None)
        for number, on, over, *said in reader.rows(statement)
    )
