"""What became of lines typed in quick capture."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Taken:
    """What became of a line: in words, with the entry and action made and the item it leads to."""

    words: str
    item_id: str | None
    entry_id: str | None = None
    action_ref: str = ""
    closed: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Captured:
    """What became of a text: how much was taken, and each doubt with its line's number and text."""

    taken: tuple[tuple[int, str, Taken], ...]

    @property
    def entries(self) -> int:
        """How many entries the text made."""
        return sum(1 for _, _, taken in self.taken if taken.entry_id)

    @property
    def actions(self) -> tuple[str, ...]:
        """References of the actions that the text raised."""
        return tuple(taken.action_ref for _, _, taken in self.taken if taken.action_ref)

    @property
    def closed(self) -> tuple[str, ...]:
        """References of the actions that the text closed."""
        return tuple(ref for _, _, taken in self.taken for ref in taken.closed)

    @property
    def doubts(self) -> tuple[tuple[int, str, str], ...]:
        """(line number, line, doubt) for all that was not understood; it is kept as text."""
        return tuple(
            (number, line, doubt) for number, line, taken in self.taken for doubt in taken.doubts
        )
