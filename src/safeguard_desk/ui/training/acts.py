"""What can be made of a session besides its list: letters, lists, mails, files.

Each stands in the menu of the page of sessions, in this order. `run` is given the page: its `jobs`,
`tab`, `session` (views/training_sessions.SessionView), `said` and `refused`, `show_paper` for a
paper over it, and `show_panel` for a widget of one's own in its place until `put_away`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from safeguard_desk.ui.training.sessions import SessionsPage


@dataclass(frozen=True)
class SessionAct:
    """An entry of the menu; `all_sessions` is offered without a session too."""

    title: str
    run: "Callable[[SessionsPage], None]"
    tip: str = ""
    all_sessions: bool = False


ACTS: tuple[SessionAct, ...] = ()
"""Every entry of the menu."""
