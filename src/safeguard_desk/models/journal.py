"""The journal: what was done, in the user's words, and what it changed, chained by a keyed hash."""

from datetime import datetime

from sqlalchemy import Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from safeguard_desk.models.base import Base


class JournalGroup(Base):
    """One thing the user did. kind is change, undo or redo; `of` is the group undone or redone.

    Neighbouring groups with the same `merge` are one step of undo (typing in one text).
    """

    __tablename__ = "journal_groups"

    seq: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    at: Mapped[datetime]
    who: Mapped[str]
    kind: Mapped[str]
    of: Mapped[int | None]
    merge: Mapped[str | None]


class JournalEntry(Base):
    """One record's change. fields is JSON, {field: [before, after]}; mac chains it to the last."""

    __tablename__ = "journal_entries"
    __table_args__ = (Index("ix_journal_entries_record", "kind", "record_id"),)

    seq: Mapped[int] = mapped_column(primary_key=True)
    group_seq: Mapped[int] = mapped_column(index=True)
    kind: Mapped[str]
    record_id: Mapped[str]
    operation: Mapped[str]
    fields: Mapped[str] = mapped_column(Text)
    mac: Mapped[str]


class JournalHead(Base):
    """The journal's key and where its chain ends, so that a cut tail is seen."""

    __tablename__ = "journal_head"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str]
    seq: Mapped[int]
    mac: Mapped[str]
