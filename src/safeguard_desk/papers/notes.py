"""What a list of actions tells beneath each title: status, rating by hand, moves, last word."""

from collections.abc import Iterable
from dataclasses import dataclass

from safeguard_desk.desk.reading import Reader
from safeguard_desk.documents.model import Cell, Run
from safeguard_desk.papers.wording import sentence
from safeguard_desk.rules.dates import write_date
from safeguard_desk.views import actions as view
from safeguard_desk.views.actions import ActionRow, UpdateView
from safeguard_desk.views.counted import Scope


@dataclass(frozen=True)
class Notes:
    """By the id of an action: the last word on its progress, and who set its rating by hand."""

    updates: dict[str, UpdateView]
    rated_by: dict[str, str]


def notes_on(reader: Reader, scope: Scope, actions: Iterable[ActionRow]) -> Notes:
    """Return what is known besides of the open actions of a scope."""
    return Notes(view.latest_updates(reader, scope.condition()), view.rated_by(reader, actions))


def titled(action: ActionRow, notes: Notes, *, updated: bool = True) -> Cell:
    """Return what is to be done, and below it what rating, date and status alone do not tell.

    updated: with the last update, where no column of its own holds it.
    """
    said = notes.updates.get(action.id) if updated else None
    told = [
        f"{action.status.label}: {action.status_reason}" if action.status_reason else "",
        _by_hand(action, notes.rated_by.get(action.id, "")),
        _moved(action.slips),
        f"Update of {told_at(said)}: {said.text}" if said is not None else "",
    ]
    note = " ".join(sentence(words) for words in told if words)
    return (action.title, Run(f"\n{note}", italic=True)) if note else action.title


def told_at(said: UpdateView) -> str:
    """Return when a word was said, and at which meeting."""
    return f"{write_date(said.on)}, {said.at}" if said.at else write_date(said.on)


def _by_hand(action: ActionRow, who: str) -> str:
    if not action.rating_reason:
        return ""
    return f"Rated by hand{f' ({who})' if who else ''}: {action.rating_reason}"


def _moved(slips: int) -> str:
    times = {0: "", 1: "once", 2: "twice"}.get(slips, f"{slips} times")
    return f"Moved later {times}" if times else ""
