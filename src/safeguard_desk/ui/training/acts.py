"""What can be made of a session besides its list: letters, lists, mails, files.

Each stands in the menu of the page of sessions, in this order. `run` is given the page: its `jobs`,
`tab`, `session` (views/training_sessions.SessionView), `said` and `refused`, `show_paper` for a
paper over it, and `show_panel` for a widget of one's own in its place until `put_away`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from safeguard_desk.ui.bookings import session_acts

if TYPE_CHECKING:
    from safeguard_desk.ui.training.sessions import SessionsPage


@dataclass(frozen=True)
class SessionAct:
    """An entry of the menu; `all_sessions` is offered without a session too."""

    title: str
    run: "Callable[[SessionsPage], None]"
    tip: str = ""
    all_sessions: bool = False


ACTS: tuple[SessionAct, ...] = (
    SessionAct(
        "Mails to delegates…",
        session_acts.mails,
        "Joining instructions, changes, cancellations and reminders: one mail each, as is due",
    ),
    SessionAct("Sign-in sheet", partial(session_acts.paper, "sign-in", "sign-in sheet")),
    SessionAct("List of delegates", partial(session_acts.paper, "delegates", "delegates")),
    SessionAct(
        "Certificates in one file",
        partial(session_acts.paper, "certificates", "certificates"),
        "For those who attended in full",
    ),
    SessionAct("Certificates, a file each…", session_acts.each_certificate),
    SessionAct("Places not used…", session_acts.charges, "Charges, and how each stands"),
    SessionAct("Letters on places not used…", session_acts.letters),
    SessionAct(
        "Export attendance…",
        partial(session_acts.export, "attendance"),
        "A table that can be imported again",
        all_sessions=True,
    ),
    SessionAct("Export sessions…", partial(session_acts.export, "sessions"), all_sessions=True),
    SessionAct("Import bookings…", session_acts.bring_in, all_sessions=True),
)
"""Every entry of the menu."""
