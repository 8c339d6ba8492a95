"""What comes back to the next agenda: the carry rule of the meeting cycle.

A topic comes back if it was not discussed, recurs, or has an open action. It may be left out of one
meeting, after which it comes back; while it is parked, and once it is closed, it does not.
"""

from dataclasses import dataclass
from typing import NamedTuple

from safeguard_desk.rules.terms import MatterState

FEW = 3
"""References named in a reason; more are counted."""


@dataclass(frozen=True)
class Topic:
    """What is known of a topic when the next agenda is made.

    `discussed` at the last meeting that had it on its agenda, called `last`; `open_actions` are the
    references of its actions that are neither closed nor cancelled; `skipped` says that the meeting
    asked about is the one that it is left out of.
    """

    discussed: bool
    state: MatterState = MatterState.PLANNED
    recurs: bool = False
    open_actions: tuple[str, ...] = ()
    skipped: bool = False
    last: str = ""


class Verdict(NamedTuple):
    """Whether a topic comes back, and why or why not, in words."""

    comes: bool
    reason: str


def verdict(topic: Topic) -> Verdict:
    """Judge whether a topic comes back to the next agenda."""
    if topic.state is not MatterState.PLANNED:
        return Verdict(False, topic.state.label)
    if topic.skipped:
        return Verdict(False, "Left out of this meeting once")
    at = f" at {topic.last}" if topic.last else ""
    if not topic.discussed:
        return Verdict(True, f"Not discussed{at}")
    if topic.open_actions:
        return Verdict(True, f"{references(topic.open_actions)} still open")
    if topic.recurs:
        return Verdict(True, "Comes to every meeting")
    return Verdict(False, f"Discussed{at}, and nothing is open")


def references(refs: tuple[str, ...]) -> str:
    """Return references in a sentence: two or three by name, more by number."""
    if len(refs) > FEW:
        return f"{refs[0]} and {len(refs) - 1} other actions"
    return " and ".join((", ".join(refs[:-1]), refs[-1])) if len(refs) > 1 else "".join(refs)
