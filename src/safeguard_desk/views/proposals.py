"""Proposals on draft minutes beside the words they are about, and whether they can be made."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from safeguard_desk.desk.reading import Reader
from safeguard_desk.models import Proposal
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.terms import ProposalKind, ProposalState
from safeguard_desk.rules.wordwise import Part, Piece, diff, merge
from safeguard_desk.views.minutes_versions import VersionEntry, present


@dataclass(frozen=True)
class ProposalView:
    """A proposal as it is decided on. `now` is its entry's text, empty where it has no place."""

    id: str
    entry_id: str | None
    number: str
    kind: ProposalKind
    author: str
    made_on: date | None
    before: str
    after: str
    state: ProposalState
    source: str
    guessed: bool
    restricted: bool
    answer: str
    now: str

    @property
    def is_open(self) -> bool:
        """True while it waits to be decided."""
        return self.state is ProposalState.OPEN

    @property
    def result(self) -> str | None:
        """The text its entry has once it is accepted; None where a person must write it."""
        if self.kind is ProposalKind.ADDITION:
            return self.after
        if self.kind is ProposalKind.COMMENT or self.entry_id is None:
            return None
        return merge(self.before, self.after, self.now)

    @property
    def conflict(self) -> bool:
        """True where its words were changed meanwhile: both are shown, somebody decides."""
        change = self.kind is ProposalKind.CHANGE and self.entry_id is not None
        return self.is_open and change and self.result is None

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The change word by word: of the text of now where it can be made, else as it was sent."""
        if self.kind is ProposalKind.ADDITION:
            return (Piece(Part.IN, self.after),)
        if self.kind is ProposalKind.COMMENT:
            return ()
        if self.is_open and self.result is not None:
            return diff(self.now, self.result)
        return diff(self.before, self.after)

    @property
    def where(self) -> str:
        """Where it belongs, in words."""
        if self.entry_id is None:
            return "Not placed"
        return f"{self.number}, by similar words" if self.guessed else self.number

    @property
    def who(self) -> str:
        """Who proposes it, and when."""
        author = self.author or "Nobody named"
        return f"{author}, {write_date(self.made_on)}" if self.made_on else author


def proposals(reader: Reader, meeting_id: str) -> tuple[ProposalView, ...]:
    """Return everything proposed on a meeting's minutes, in the order of the minutes.

    What has no place comes last.
    """
    p = Proposal
    statement = (
        select(
            *(p.id, p.entry_id, p.kind, p.author, p.made_on, p.before, p.after, p.state),
            *(p.source, p.guessed, p.restricted, p.answer),
        )
        .where(p.meeting_id == meeting_id)
        .order_by(p.position)
    )
    rows = reader.rows(statement)
    if not rows:
        return ()
    entries = {one.entry: one for one in present(reader, meeting_id)}
    order = {entry: place for place, entry in enumerate(entries)}
    found = [_view(row, entries) for row in rows]
    last = len(order)
    return tuple(sorted(found, key=lambda one: order.get(one.entry_id or "", last)))


def _view(row: tuple[Any, ...], entries: dict[str, VersionEntry]) -> ProposalView:
    row_id, entry_id, *words, restricted, answer = row
    entry = entries.get(entry_id or "")
    hidden = restricted or (entry is not None and entry.restricted)
    number, now = (entry.number, entry.text) if entry else ("", "")
    values = (row_id, entry_id, number, *words, hidden, answer, now)
    return ProposalView(*values)
