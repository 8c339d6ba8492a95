"""Groups that meet, who belongs to them, their standing agenda and terms of reference."""

from datetime import date

from sqlalchemy.orm import Mapped, mapped_column

from safeguard_desk.models.base import Record, Words, coded, refers
from safeguard_desk.rules.terms import Capacity, GroupKind, ItemKind, Marking, Purpose


class Group(Record):
    """A group that meets. Groups start, are renamed and end; their records stay."""

    __tablename__ = "groups"
    searched = ("name", "code")

    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    kind: Mapped[GroupKind] = coded(GroupKind)
    marking: Mapped[Marking] = coded(Marking, default=Marking.OFFICIAL)
    meeting_minutes: Mapped[int] = mapped_column(default=120)
    started_on: Mapped[date | None]
    ended_on: Mapped[date | None]
    successor_id: Mapped[str | None] = refers("groups")
    board_id: Mapped[str | None] = refers("boards")
    """Of a group of kind BOARD: the board that meets."""
    rhythm: Mapped[Words]
    """How often it meets, as typed: "every second month, second Tuesday, 10:00"."""
    venue: Mapped[Words]
    roles_only: Mapped[bool] = mapped_column(default=False)
    """Public minutes name nobody, not even by initials."""


class Membership(Record):
    """A person's place in a group for a time, with the deputy who may come instead."""

    __tablename__ = "memberships"

    group_id: Mapped[str] = refers("groups")
    person_id: Mapped[str] = refers("people")
    capacity: Mapped[Capacity] = coded(Capacity, default=Capacity.MEMBER)
    deputy_id: Mapped[str | None] = refers("people")
    from_on: Mapped[date | None]
    to_on: Mapped[date | None]


class StandingItem(Record):
    """An item that stands on each agenda of a group."""

    __tablename__ = "standing_items"

    group_id: Mapped[str] = refers("groups")
    position: Mapped[int]
    code: Mapped[Words]
    kind: Mapped[ItemKind] = coded(ItemKind, default=ItemKind.STANDING)
    title: Mapped[str]
    presenter: Mapped[Words]
    purpose: Mapped[Purpose] = coded(Purpose, default=Purpose.INFORMATION)
    minutes: Mapped[int] = mapped_column(default=5)
    restricted: Mapped[bool] = mapped_column(default=False)


class TermsOfReference(Record):
    """A version of a group's terms of reference; the latest agreed one is in force."""

    __tablename__ = "terms_of_reference"
    searched = ("title", "text")

    group_id: Mapped[str] = refers("groups")
    number: Mapped[int]
    title: Mapped[str]
    text: Mapped[Words]
    agreed_on: Mapped[date | None]
    agreed_at_id: Mapped[str | None] = refers("meetings")
    review_on: Mapped[date | None]


class Duty(Record):
    """A duty that terms of reference lay on a group.

    `code` names the standing item under which it is usually exercised, empty for none.
    """

    __tablename__ = "duties"
    searched = ("text",)

    terms_id: Mapped[str] = refers("terms_of_reference")
    position: Mapped[int]
    text: Mapped[str]
    code: Mapped[Words]


class DutyExercise(Record):
    """An agenda item under which a duty was exercised, where its standing item does not tell."""

    __tablename__ = "duty_exercises"

    duty_id: Mapped[str] = refers("duties")
    item_id: Mapped[str] = refers("agenda_items")
    words: Mapped[Words]
