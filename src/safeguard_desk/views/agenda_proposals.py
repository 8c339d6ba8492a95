"""A proposal for an agenda: the item, or the line under a standing item, that should be on it."""

from dataclasses import dataclass

from safeguard_desk.rules.terms import ItemKind, Purpose


@dataclass(frozen=True)
class Proposal:
    """What an agenda should hold, and why.

    Of a matter (`matter_id`), of an item of an earlier meeting that has none yet (`item_id`), or of
    neither. With a `line` it is no item of its own but words under the standing item whose code is
    `under`; `mark` is the part of the line by which it is known again, so that it is never added
    twice. Without a line, `under` is the code of the item that it becomes.
    """

    id: str
    kind: ItemKind
    title: str
    reason: str
    presenter: str = ""
    purpose: Purpose = Purpose.DISCUSSION
    minutes: int = 10
    restricted: bool = False
    matter_id: str | None = None
    item_id: str | None = None
    under: str = ""
    line: str = ""
    mark: str = ""
    private: bool = False
    """Not shown while the screen is shared, even where it is not restricted."""
