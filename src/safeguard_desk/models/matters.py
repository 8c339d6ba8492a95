"""Matters: what a group has to speak of, from the forward plan through every meeting that did."""

from datetime import date

from sqlalchemy.orm import Mapped, mapped_column

from safeguard_desk.models.base import Record, Words, coded, refers
from safeguard_desk.rules.terms import ItemKind, MatterState, Purpose
from safeguard_desk.rules.terms_boards import Answer


class Matter(Record):
    """One matter, whichever meetings, groups or boards speak of it.

    group_id is the group that has it now; meeting_id the meeting it is planned for, None while it
    has no date. Its history is its agenda items and their minutes.
    """

    __tablename__ = "matters"
    searched = ("title", "notes")

    group_id: Mapped[str] = refers("groups")
    title: Mapped[str]
    notes: Mapped[Words]
    kind: Mapped[ItemKind] = coded(ItemKind, default=ItemKind.FORWARD_PLAN)
    state: Mapped[MatterState] = coded(MatterState, default=MatterState.PLANNED)
    owner_id: Mapped[str | None] = refers("people")
    priority_id: Mapped[str | None] = refers("priorities")
    purpose: Mapped[Purpose] = coded(Purpose, default=Purpose.DISCUSSION)
    minutes: Mapped[int] = mapped_column(default=10)
    restricted: Mapped[bool] = mapped_column(default=False)
    meeting_id: Mapped[str | None] = refers("meetings")
    recurs: Mapped[bool] = mapped_column(default=False)
    """It comes back to every meeting until it is closed."""
    skipped_at_id: Mapped[str | None] = refers("meetings")
    """The one meeting it was left out of; it comes back to the next."""
    asked_by_id: Mapped[str | None] = refers("agencies")


class MatterMove(Record):
    """A matter handed from one group or board to another, with the reason.

    Handed from a group to a board it is an escalation: it has a reference, and what the board
    answers is kept here. Sent back by the board, the matter comes to the group's next agenda.
    """

    __tablename__ = "matter_moves"

    matter_id: Mapped[str] = refers("matters")
    from_group_id: Mapped[str] = refers("groups")
    to_group_id: Mapped[str] = refers("groups")
    on: Mapped[date]
    words: Mapped[Words]
    entry_id: Mapped[str | None] = refers("minute_entries")
    """The minute that handed it on, as an escalation to a board."""
    ref: Mapped[str | None] = mapped_column(unique=True)
    answer: Mapped[Answer] = coded(Answer, default=Answer.AWAITED)
    decision: Mapped[Words]
    decided_by: Mapped[Words]
    decided_on: Mapped[date | None]
    decided_at_id: Mapped[str | None] = refers("meetings")
    reason: Mapped[Words]
    """Why the board decided so, put it off, or why the group withdrew it."""
    heard_on: Mapped[date | None]
    """When the group took up what the board had decided."""
