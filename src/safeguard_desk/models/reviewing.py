"""Minutes under review: versions, what co-chairs propose, and decisions between meetings."""

from datetime import date

from sqlalchemy.orm import Mapped, mapped_column

from safeguard_desk.models.base import Record, Words, coded, refers
from safeguard_desk.rules.terms import MinutesStep, ProposalKind, ProposalState


class MinutesVersion(Record):
    """The words of the minutes at a step of their life, for comparison with any other.

    `body` is JSON: a list of {"entry": id, "number": "3.2", "kind": code, "text": words,
    "restricted": true or false}.
    """

    __tablename__ = "minutes_versions"

    meeting_id: Mapped[str] = refers("meetings")
    number: Mapped[int]
    step: Mapped[MinutesStep] = coded(MinutesStep)
    on: Mapped[date]
    body: Mapped[Words]


class Proposal(Record):
    """A comment or change that came back on draft minutes, decided one by one."""

    __tablename__ = "proposals"

    meeting_id: Mapped[str] = refers("meetings")
    entry_id: Mapped[str | None] = refers("minute_entries")
    position: Mapped[int]
    kind: Mapped[ProposalKind] = coded(ProposalKind)
    author: Mapped[Words]
    made_on: Mapped[date | None]
    before: Mapped[Words]
    after: Mapped[Words]
    state: Mapped[ProposalState] = coded(ProposalState, default=ProposalState.OPEN)
    source: Mapped[Words]
    """The name of the file it came back in."""
    sha256: Mapped[Words]
    """What it says and where, in one number: the same proposal is taken in once."""
    guessed: Mapped[bool] = mapped_column(default=False)
    """Its entry was found by similar words, not by its mark or number."""
    restricted: Mapped[bool] = mapped_column(default=False)
    answer: Mapped[Words]
    """What was answered, or why it was refused."""


class DecisionBetween(Record):
    """A decision the co-chairs took between meetings, until a meeting ratifies it."""

    __tablename__ = "decisions_between"
    searched = ("text", "ref", "reason")

    ref: Mapped[str] = mapped_column(unique=True)
    group_id: Mapped[str] = refers("groups")
    text: Mapped[str]
    reason: Mapped[Words]
    """Why it could not wait, and how the co-chairs agreed."""
    asked_on: Mapped[date]
    first_id: Mapped[str | None] = refers("people")
    first_on: Mapped[date | None]
    second_id: Mapped[str | None] = refers("people")
    second_on: Mapped[date | None]
    restricted: Mapped[bool] = mapped_column(default=False)
    ratified_at_id: Mapped[str | None] = refers("meetings")
    entry_id: Mapped[str | None] = refers("minute_entries")
