"""Meetings: agenda, papers, attendance, and the minutes with their approval."""

from datetime import date, time

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from safeguard_desk.models.base import Record, Words, coded, refers
from safeguard_desk.rules.terms import (
    Capacity,
    EntryKind,
    ItemKind,
    MeetingState,
    MinutesState,
    MinutesStep,
    PaperState,
    Presence,
    Purpose,
    Side,
)


class Meeting(Record):
    """A meeting of a group. Times are local, as the clock on the wall showed them."""

    __tablename__ = "meetings"
    searched = ("ref", "venue")

    ref: Mapped[str] = mapped_column(unique=True)
    group_id: Mapped[str] = refers("groups")
    held_on: Mapped[date] = mapped_column(index=True)
    starts_at: Mapped[time]
    length_minutes: Mapped[int]
    venue: Mapped[Words]
    link: Mapped[Words]
    state: Mapped[MeetingState] = coded(MeetingState, default=MeetingState.PLANNED)
    minutes_state: Mapped[MinutesState] = coded(MinutesState, default=MinutesState.NOT_STARTED)
    opened_at: Mapped[time | None]
    closed_at: Mapped[time | None]
    ratified_at_id: Mapped[str | None] = refers("meetings")
    chair_id: Mapped[str | None] = refers("people")
    minute_taker_id: Mapped[str | None] = refers("people")
    sequence: Mapped[int] = mapped_column(default=0)
    """How often date, time, place or state changed: the SEQUENCE of its calendar entry."""
    why: Mapped[Words]
    """Why it was cancelled, or why it is to be held after all."""


class AgendaItem(Record):
    """An item of a meeting's agenda; `position` counts from 1 and is the item's number."""

    __tablename__ = "agenda_items"
    searched = ("title",)

    meeting_id: Mapped[str] = refers("meetings")
    position: Mapped[int]
    code: Mapped[Words]
    kind: Mapped[ItemKind] = coded(ItemKind, default=ItemKind.OTHER)
    title: Mapped[str]
    presenter: Mapped[Words]
    purpose: Mapped[Purpose] = coded(Purpose, default=Purpose.INFORMATION)
    minutes: Mapped[int] = mapped_column(default=10)
    restricted: Mapped[bool] = mapped_column(default=False)
    priority_id: Mapped[str | None] = refers("priorities")
    started_at: Mapped[time | None]
    ended_at: Mapped[time | None]
    matter_id: Mapped[str | None] = refers("matters")
    discussed: Mapped[bool] = mapped_column(default=False)
    """Ticked in the room; an item with minutes of its own counts as discussed without it."""
    notes: Mapped[Words]
    """What it takes up, a line each: actions due, minutes to ratify, risks to review."""


class Attendance(Record):
    """How one person attended one meeting, with the capacity held on that day.

    `reply` is what was answered before the meeting, `presence` what was true on the day;
    arrived_at and left_at are kept when somebody came late or left early.
    """

    __tablename__ = "attendance"
    __table_args__ = (UniqueConstraint("meeting_id", "person_id"),)

    meeting_id: Mapped[str] = refers("meetings")
    person_id: Mapped[str] = refers("people")
    agency_id: Mapped[str | None] = refers("agencies")
    capacity: Mapped[Capacity] = coded(Capacity)
    presence: Mapped[Presence] = coded(Presence, default=Presence.EXPECTED)
    deputy_id: Mapped[str | None] = refers("people")
    deputy_words: Mapped[Words]
    marked_at: Mapped[time | None]
    reply: Mapped[Presence | None] = coded(Presence)
    reason: Mapped[Words]
    arrived_at: Mapped[time | None]
    left_at: Mapped[time | None]


class Interest(Record):
    """An interest somebody declared in an item, and whether they withdrew while it was heard."""

    __tablename__ = "interests"

    meeting_id: Mapped[str] = refers("meetings")
    item_id: Mapped[str | None] = refers("agenda_items")
    person_id: Mapped[str] = refers("people")
    words: Mapped[Words]
    withdrew: Mapped[bool] = mapped_column(default=False)
    at: Mapped[time | None]


class MinuteEntry(Record):
    """A numbered entry of the minutes (item 3, entry 2 is 3.2), of one of eight kinds.

    by_agency is who challenged, about_agency who was challenged; `response` is the answer given.
    """

    __tablename__ = "minute_entries"
    searched = ("text", "response")

    meeting_id: Mapped[str] = refers("meetings")
    item_id: Mapped[str] = refers("agenda_items")
    position: Mapped[int]
    kind: Mapped[EntryKind] = coded(EntryKind, default=EntryKind.NOTE)
    text: Mapped[Words]
    at: Mapped[time | None]
    side: Mapped[Side] = coded(Side, default=Side.BOTH)
    restricted: Mapped[bool] = mapped_column(default=False)
    subject_to_ratification: Mapped[bool] = mapped_column(default=False)
    by_agency_id: Mapped[str | None] = refers("agencies")
    about_agency_id: Mapped[str | None] = refers("agencies")
    response: Mapped[Words]
    board_id: Mapped[str | None] = refers("boards")
    action_id: Mapped[str | None] = refers("actions")
    risk_id: Mapped[str | None] = refers("risks")


class MinutesEvent(Record):
    """A step in the life of the minutes: a comment, an approval, an amendment, a correction."""

    __tablename__ = "minutes_events"

    meeting_id: Mapped[str] = refers("meetings")
    position: Mapped[int]
    step: Mapped[MinutesStep] = coded(MinutesStep)
    on: Mapped[date]
    person_id: Mapped[str | None] = refers("people")
    words: Mapped[Words]
    restricted: Mapped[bool] = mapped_column(default=False)


class Paper(Record):
    """A paper for a meeting; its content is kept once, by its SHA-256.

    The file named here is the version in force; those it replaced are PaperVersion records. The
    cover sheet is made from summary, recommendation and the implications (`for_...`).
    """

    __tablename__ = "papers"
    searched = ("title", "filename")

    meeting_id: Mapped[str] = refers("meetings")
    item_id: Mapped[str | None] = refers("agenda_items")
    position: Mapped[int]
    title: Mapped[str]
    state: Mapped[PaperState] = coded(PaperState, default=PaperState.AWAITED)
    received_on: Mapped[date | None]
    restricted: Mapped[bool] = mapped_column(default=False)
    filename: Mapped[Words]
    media_type: Mapped[Words]
    sha256: Mapped[Words]
    size: Mapped[int] = mapped_column(default=0)
    number: Mapped[int] = mapped_column(default=1)
    """Which version is in force, counted from 1."""
    cover: Mapped[bool] = mapped_column(default=False)
    author: Mapped[Words]
    purpose: Mapped[Purpose | None] = coded(Purpose)
    summary: Mapped[Words]
    recommendation: Mapped[Words]
    priority_id: Mapped[str | None] = refers("priorities")
    for_children: Mapped[Words]
    for_adults: Mapped[Words]
    for_equality: Mapped[Words]
