"""Days on which no meeting should fall, besides the bank holidays that the rules know."""

from datetime import date

from sqlalchemy.orm import Mapped, mapped_column

from safeguard_desk.models.base import Record, Words, coded
from safeguard_desk.rules.terms import HolidayKind


class Holiday(Record):
    """School holidays and closures, from the first to the last day."""

    __tablename__ = "holidays"
    searched = ("title",)

    title: Mapped[str]
    kind: Mapped[HolidayKind] = coded(HolidayKind, default=HolidayKind.SCHOOL)
    from_on: Mapped[date] = mapped_column(index=True)
    to_on: Mapped[date]
    notes: Mapped[Words]
