"""What the partnership has settled, and the counters behind its references."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from safeguard_desk.models.base import Base, Record, Words, refers


class Setting(Record):
    """One thing the partnership has settled; it travels with the desk and has a history."""

    __tablename__ = "settings"

    key: Mapped[str] = mapped_column(unique=True)
    value: Mapped[Words]


class Expansion(Record):
    """A short form that the capture line writes out: "msp" for Making Safeguarding Personal."""

    __tablename__ = "expansions"
    searched = ("short", "text")

    short: Mapped[str] = mapped_column(unique=True)
    text: Mapped[str]


class LearnedWord(Record):
    """A word the partnership spells this way, whatever the dictionary says."""

    __tablename__ = "learned_words"

    word: Mapped[str] = mapped_column(unique=True)


class NamedView(Record):
    """A view of a list that somebody named: its filters, order, columns and grouping.

    `body` is JSON as ui/register reads it; group_id is None for the lists of all groups.
    """

    __tablename__ = "named_views"
    searched = ("title",)

    title: Mapped[str]
    register: Mapped[str]
    group_id: Mapped[str | None] = refers("groups")
    body: Mapped[Words]


class Draft(Base):
    """What stands half typed in a line, by the place where it was typed.

    No part of the record: neither journalled nor undone, and gone once the line is taken.
    """

    __tablename__ = "drafts"

    place: Mapped[str] = mapped_column(String(80), primary_key=True)
    text: Mapped[Words]


class Counter(Base):
    """The last number given out under a prefix. Undo never winds it back: no number comes twice."""

    __tablename__ = "counters"

    prefix: Mapped[str] = mapped_column(String(32), primary_key=True)
    last: Mapped[int]
