"""What an agency's sheet of actions asks, and the words by which a sheet is known again."""

from dataclasses import dataclass

from safeguard_desk.rules.terms import ActionStatus

MARK = "SAFEGUARD-DESK-ACTIONS"
EDITION = 1
"""Raised when the sheet's columns change: an older one is then refused by name."""
COLUMNS = (
    *("Ref", "Action", "Owner", "Raised at", "Last update"),
    *("Status", "Due", "Update", "Evidence"),
)
ANSWERED = (6, 7, 8, 9)
"""The columns that may be written in, from 1."""
STATUSES = (ActionStatus.OPEN, ActionStatus.ON_HOLD, ActionStatus.COMPLETED)
"""What an agency may say of an action; only the group closes one."""


@dataclass(frozen=True)
class Filled:
    """A line as it came back, every cell as words."""

    row: int
    ref: str
    status: str
    due: str
    update: str
    evidence: str


def stamp(key: str) -> str:
    """Return what a sheet carries to be known again."""
    return f"{MARK}|{EDITION}|{key}"


def read_stamp(words: str) -> tuple[int, str] | None:
    """Return a sheet's edition and key; None for words that are no stamp."""
    parts = words.strip().split("|")
    if len(parts) != 3 or parts[0] != MARK or not parts[1].isdecimal():
        return None
    return int(parts[1]), parts[2]


def read_status(words: str) -> ActionStatus | None:
    """Return the status that is meant, by its label in any case; None for other words."""
    said = " ".join(words.split()).casefold().strip(" .")
    if said in {"done", "complete", "closed", "finished"}:
        return ActionStatus.COMPLETED
    return next((one for one in ActionStatus if one.label.casefold() == said), None)
