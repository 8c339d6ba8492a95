"""Agencies and the people who represent them, known by role and initials."""

from datetime import date

from sqlalchemy.orm import Mapped, mapped_column

from safeguard_desk.models.base import Record, Words, coded, refers
from safeguard_desk.rules.terms import Side, StatutoryPartner


class Agency(Record):
    """An organisation of the children's side, the adults' side or both."""

    __tablename__ = "agencies"
    searched = ("name", "short_name")

    name: Mapped[str] = mapped_column(unique=True)
    short_name: Mapped[Words]
    side: Mapped[Side] = coded(Side, default=Side.BOTH)
    partner: Mapped[StatutoryPartner | None] = coded(StatutoryPartner)
    ended_on: Mapped[date | None]


class AgencyAlias(Record):
    """Another name under which an agency is met in other people's lists."""

    __tablename__ = "agency_aliases"

    agency_id: Mapped[str] = refers("agencies")
    alias: Mapped[str] = mapped_column(unique=True)


class Person(Record):
    """A person at work, known by role; initials are how minutes name an owner."""

    __tablename__ = "people"
    searched = ("role", "initials", "email")

    initials: Mapped[Words]
    role: Mapped[str]
    agency_id: Mapped[str | None] = refers("agencies")
    email: Mapped[Words]
    senior: Mapped[bool] = mapped_column(default=False)
    """The agency's senior member, to whom a third chase goes."""
    ended_on: Mapped[date | None]
