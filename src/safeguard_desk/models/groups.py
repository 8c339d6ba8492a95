"""Sub groups and thematic groups, who belongs to them, and their standing agenda."""

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
