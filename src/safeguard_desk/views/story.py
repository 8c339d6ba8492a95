"""What a history is made of: dated events, and the matter, item or action that they tell of."""

from dataclasses import dataclass, replace
from datetime import date


@dataclass(frozen=True)
class Event:
    """Something that happened to a matter on a day.

    `kind` is a word for people ("Decision", "Paper"), `where` the place in the meetings
    ("QA-2026-11-17, 5.2"), `opens` the kind and id of the record that is looked at for it.
    `order` puts events of one day in the order of their meeting.
    """

    id: str
    on: date
    group: str
    where: str
    kind: str
    words: str
    opens: tuple[str, str]
    restricted: bool = False
    review: bool = False
    """It belongs to case reviews, which are not shown while the screen is shared."""
    order: tuple[int, int, int] = (0, 0, 0)


@dataclass(frozen=True)
class Story:
    """Everything every meeting said about one matter, oldest first.

    `standing`: it is a standing item, followed by its group and code. `now` says where it stands.
    """

    title: str
    group: str
    now: tuple[str, ...]
    events: tuple[Event, ...]
    restricted: bool = False
    standing: bool = False
    review: bool = False
    """It belongs to case reviews, or came from there."""

    @property
    def has_restricted(self) -> bool:
        """True where a copy for everybody leaves something out."""
        return self.restricted or any(event.restricted for event in self.events)

    def shown(self, *, presenting: bool) -> "Story":
        """Return what may be seen while the screen is shared or not."""
        if not presenting:
            return self
        if self.restricted or self.review:
            return replace(self, title="Restricted", now=(), events=())
        kept = (event for event in self.events if not event.restricted and not event.review)
        return replace(self, events=tuple(kept))
