"""What an agency says in its pre-meeting return, and the words by which a form is known again."""

from dataclasses import dataclass, field

from safeguard_desk.rules.terms import Presence, Purpose

MARK = "SAFEGUARD-DESK-RETURN"
EDITION = 1
"""Raised when the form's columns change: an older one is then refused by name."""

REPLIES = {
    "Will come": Presence.PRESENT,
    "Apologies": Presence.APOLOGIES,
    "Sends a deputy": Presence.DEPUTY,
}
"""What a member may answer, as the form's list offers it."""
_REPLY_WORDS = {
    **{words.casefold(): presence for words, presence in REPLIES.items()},
    **dict.fromkeys(("yes", "y", "attending", "will attend", "present"), Presence.PRESENT),
    **dict.fromkeys(("no", "n", "apology", "cannot come", "not attending"), Presence.APOLOGIES),
    **dict.fromkeys(("deputy", "sends deputy", "deputy sent"), Presence.DEPUTY),
}
STATUSES = ("On track", "Delayed", "Done: see the update", "Not begun")
"""What an agency may say of an action. None of it changes the action's status by itself."""
PURPOSES = tuple(purpose.label for purpose in Purpose)


@dataclass(frozen=True)
class Stamp:
    """What a form says of itself: its edition, its meeting, and whom it was made for."""

    edition: int
    meeting: str
    agency_id: str
    agency: str

    def written(self) -> str:
        """Return the stamp as a form carries it."""
        parts = (MARK, str(self.edition), self.meeting, self.agency_id, self.agency)
        return "|".join(part.replace("|", "/") for part in parts)


def read_stamp(text: str) -> Stamp | None:
    """Return the stamp in a text; None where there is none."""
    start = text.find(f"{MARK}|")
    if start < 0:
        return None
    parts = text[start:].splitlines()[0].split("|", 4)
    if len(parts) < 5 or not parts[1].isascii() or not parts[1].isdecimal():
        return None
    return Stamp(int(parts[1]), *(part.strip() for part in parts[2:]))


@dataclass(frozen=True)
class SaidOfAction:
    """What was written beside an action."""

    row: int
    ref: str
    status: str
    text: str


@dataclass(frozen=True)
class SaidOfMember:
    """What was answered for a member."""

    row: int
    role: str
    reply: str
    deputy: str
    reason: str


@dataclass(frozen=True)
class SaidOfItem:
    """An item that the agency wants on the agenda."""

    row: int
    title: str
    minutes: str
    purpose: str
    why: str


@dataclass(frozen=True)
class Returned:
    """A form as it came back: only what somebody filled in."""

    stamp: Stamp
    actions: tuple[SaidOfAction, ...] = ()
    members: tuple[SaidOfMember, ...] = ()
    items: tuple[SaidOfItem, ...] = ()
    words: tuple[str, ...] = field(default=())
    """What stood where nothing was asked for."""

    @property
    def rows(self) -> int:
        """How many lines were filled in."""
        return len(self.actions) + len(self.members) + len(self.items)


def read_reply(text: str) -> Presence | None:
    """Return what an answer means; None where it is not understood."""
    return _REPLY_WORDS.get(" ".join(text.split()).casefold().rstrip("."))


def read_purpose(text: str) -> Purpose | None:
    """Return the purpose that is meant: "For decision", or "decision"; None if it is none."""
    wanted = " ".join(text.split()).casefold().removeprefix("for ")
    return next((one for one in Purpose if one.label.casefold() == f"for {wanted}"), None)
