"""Chases of actions, and the sheets of actions that agencies fill in."""

from datetime import date

from sqlalchemy.orm import Mapped, mapped_column

from safeguard_desk.models.base import Record, Words, coded, refers
from safeguard_desk.rules.terms import ChasedTo


class Chase(Record):
    """One chase of one action: which it was for this due date, from 1, and whom it went to."""

    __tablename__ = "chases"

    action_id: Mapped[str] = refers("actions")
    due_on: Mapped[date]
    """The due date that it spoke of: a moved date begins the count again."""
    number: Mapped[int]
    to: Mapped[ChasedTo] = coded(ChasedTo)
    on: Mapped[date]
    person_id: Mapped[str | None] = refers("people")
    agency_id: Mapped[str | None] = refers("agencies")
    dispatch_id: Mapped[str | None] = refers("dispatches")
    matter_id: Mapped[str | None] = refers("matters")
    """The board's matter, where it was escalated."""
    words: Mapped[Words]


class ActionSheet(Record):
    """A workbook of an agency's actions: sent to be filled in, and read back.

    `body` is JSON: the fields of each action as they stood when it was sent.
    """

    __tablename__ = "action_sheets"

    key: Mapped[str] = mapped_column(unique=True)
    agency_id: Mapped[str] = refers("agencies")
    group_id: Mapped[str | None] = refers("groups")
    sent_on: Mapped[date]
    received_on: Mapped[date | None]
    filename: Mapped[Words]
    sha256: Mapped[Words]
    body: Mapped[Words]
