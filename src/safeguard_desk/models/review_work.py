"""The work on a review: its tools, people, contacts, names, chronology, checks; child deaths."""

from datetime import date

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from safeguard_desk.models.base import Record, Words, coded, refers
from safeguard_desk.rules.terms_review import (
    Exact,
    Family,
    Marker,
    Outcome,
    Panel,
    Significance,
    Trait,
)


class ReviewTool(Record):
    """A way of reviewing: when it fits, and what it usually takes."""

    __tablename__ = "review_tools"
    searched = ("name", "fits")

    name: Mapped[str] = mapped_column(unique=True)
    position: Mapped[int]
    fits: Mapped[Words]
    people: Mapped[Words]
    days: Mapped[int] = mapped_column(default=0)
    """Typical days of work, of all who take part together."""
    cost: Mapped[int] = mapped_column(default=0)
    in_use: Mapped[bool] = mapped_column(default=True)


class ReviewToolFit(Record):
    """How well a tool fits a case of which something is said: points, and the reason in words."""

    __tablename__ = "review_tool_fits"
    __table_args__ = (UniqueConstraint("tool_id", "trait"),)

    tool_id: Mapped[str] = refers("review_tools")
    trait: Mapped[Trait] = coded(Trait)
    points: Mapped[int]
    reason: Mapped[Words]


class ReviewToolStage(Record):
    """A stage of a tool, on a working day counted from the start (day 0)."""

    __tablename__ = "review_tool_stages"

    tool_id: Mapped[str] = refers("review_tools")
    position: Mapped[int]
    name: Mapped[Words]
    on_day: Mapped[int]
    days: Mapped[int] = mapped_column(default=0)


class ReviewRole(Record):
    """Somebody's part in a review: a person of the directory, or a role in words."""

    __tablename__ = "review_roles"

    review_id: Mapped[str] = refers("reviews")
    role: Mapped[Panel] = coded(Panel)
    person_id: Mapped[str | None] = refers("people")
    words: Mapped[Words]


class FamilyContact(Record):
    """A contact with a family, by day and outcome; never a name."""

    __tablename__ = "family_contacts"

    review_id: Mapped[str] = refers("reviews")
    on: Mapped[date]
    with_whom: Mapped[Family] = coded(Family)
    outcome: Mapped[Outcome] = coded(Outcome)
    words: Mapped[Words]


class CaseName(Record):
    """A name that every document of a case uses, as “Child A”, and who is meant by it."""

    __tablename__ = "case_names"
    __table_args__ = (UniqueConstraint("review_id", "name"),)

    review_id: Mapped[str] = refers("reviews")
    name: Mapped[str]
    meaning: Mapped[Words]


class CaseKey(Record):
    """The names behind the code names of a case, sealed under a passphrase of their own.

    `sealed` is a small encrypted file in base 64. No list, search or export shows it.
    """

    __tablename__ = "case_keys"

    review_id: Mapped[str] = refers("reviews", unique=True)
    sealed: Mapped[Words]
    changed_on: Mapped[date]


class ChronologyEvent(Record):
    """An event of a case as one agency recorded it."""

    __tablename__ = "chronology_events"
    searched = ("words",)

    review_id: Mapped[str] = refers("reviews")
    agency_id: Mapped[str | None] = refers("agencies")
    agency_words: Mapped[Words]
    on: Mapped[date]
    exact: Mapped[Exact] = coded(Exact, default=Exact.DAY)
    typed: Mapped[Words]
    words: Mapped[Words]
    significance: Mapped[Significance] = coded(Significance, default=Significance.ROUTINE)
    source: Mapped[Words]
    compared: Mapped[Words]
    """What comparing it with another agency's event of the same day brought."""


class ReviewCheck(Record):
    """A quality marker of a review: how far it is met, and what shows it."""

    __tablename__ = "review_checks"
    __table_args__ = (UniqueConstraint("review_id", "code"),)

    review_id: Mapped[str] = refers("reviews")
    code: Mapped[str]
    marker: Mapped[Marker] = coded(Marker)
    words: Mapped[Words]
    checked_on: Mapped[date]


class ChildDeathFinding(Record):
    """Collated findings of child death reviews in a period and an area; small numbers suppressed.

    A number that is suppressed is empty and stays so: it is never worked out from others.
    """

    __tablename__ = "child_death_findings"
    __table_args__ = (UniqueConstraint("period", "area"),)
    searched = ("theme", "recommendation", "area")

    period: Mapped[str]
    starts_on: Mapped[date]
    area: Mapped[str]
    group_id: Mapped[str] = refers("groups")
    deaths: Mapped[int | None]
    deaths_suppressed: Mapped[bool] = mapped_column(default=False)
    modifiable: Mapped[int | None]
    modifiable_suppressed: Mapped[bool] = mapped_column(default=False)
    theme: Mapped[Words]
    recommendation: Mapped[Words]
    received_on: Mapped[date]
    to_ssp_on: Mapped[date | None]
    to_hscb_on: Mapped[date | None]
    response: Mapped[Words]
