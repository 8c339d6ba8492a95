"""How booking systems call things: what became of a booking, and titles that are one course."""

import re

from safeguard_desk.rules.plain_text import plain
from safeguard_desk.rules.terms_learning import BookingState, CourseLevel, SessionState

_S = BookingState
_SAID = {
    _S.ATTENDED: (
        "attended", "completed", "complete", "present", "passed", "pass", "finished", "came",
        "fully attended", "attended in full", "attendance confirmed", "yes", "y", "achieved",
        "attended online", "attended whole course", "full attendance", "checked in", "arrived",
        "attended all", "successful", "in attendance", "joined",
    ),
    _S.PART_ATTENDED: (
        "part attended", "partially attended", "partial", "partially attended course", "left early",
        "part", "incomplete", "arrived late", "partial attendance", "part attendance",
        "attended in part", "partly attended", "partially completed", "attended part",
    ),
    _S.DID_NOT_ATTEND: (
        "did not attend", "dna", "no show", "noshow", "absent", "not attended", "non attendance",
        "non attendee", "failed to attend", "fta", "non attender", "no", "n", "didnt attend",
        "did not arrive", "not present", "missed", "non attended", "absent without notice",
        "no attendance",
    ),
    _S.CANCELLED_LATE: (
        "late cancellation", "cancelled late", "late cancel", "late cancelled", "canceled late",
        "late withdrawal", "withdrew late", "cancelled at short notice",
        "short notice cancellation", "cancelled on the day", "cancelled out of time",
        "late cancellation charge", "late cancellation chargeable", "withdrawn late",
        "cancelled late notice",
    ),
    _S.CANCELLED_IN_TIME: (
        "cancelled", "canceled", "withdrew", "withdrawn", "cancellation", "cancelled in time",
        "withdrawal", "cancelled by delegate", "cancelled by learner", "cancelled by user",
        "cancelled by manager", "declined", "transferred", "apologies", "cancelled with notice",
        "early cancellation", "removed", "user cancelled", "cancelled by agency", "moved",
    ),
    _S.WAITING: (
        "waiting list", "waiting", "waitlist", "wait list", "waitlisted", "wait listed",
        "reserve", "reserve list", "on waiting list", "waitinglist",
        "on reserve list", "reserved list", "wl", "standby", "waiting for a place",
        "pending approval",
    ),
    _S.BOOKED: (
        "booked", "confirmed", "enrolled", "registered", "accepted", "approved", "place confirmed",
        "booking confirmed", "allocated", "provisional", "reserved", "invited", "active", "pending",
        "place offered", "place booked", "requested", "fully approved", "attending", "scheduled",
        "in progress", "not set",
    ),
}  # fmt: skip
_STATES = {word: state for state, words in _SAID.items() for word in words}
_RANK = (
    *(_S.ATTENDED, _S.PART_ATTENDED, _S.DID_NOT_ATTEND),
    *(_S.CANCELLED_LATE, _S.CANCELLED_IN_TIME, _S.BOOKED, _S.WAITING),
)

_SESSION_STATES = {
    SessionState.CANCELLED: ("cancelled", "canceled", "course cancelled", "event cancelled"),
    SessionState.DELIVERED: ("delivered", "completed", "complete", "ran", "run", "held", "closed",
                             "finished", "past"),
    SessionState.PLANNED: ("planned", "draft", "provisional", "unpublished"),
    SessionState.OPEN: ("open", "active", "published", "live", "available", "scheduled",
                        "confirmed", "places available"),
    SessionState.FULL: ("full", "fully booked", "no places", "sold out"),
}  # fmt: skip


def read_state(words: str) -> BookingState | None:
    """Return what became of a booking, in the words of any booking system; None if not known."""
    said = _bare(words)
    if not said:
        return None
    if said in _STATES:
        return _STATES[said]
    # "Attended (certificate issued)", "Cancelled - late notice": what stands first, then all of it.
    first = _bare(re.split(r"[(\[:;/,]|\s[-–—]\s", words)[0])
    if "late" in said.split() and _STATES.get(first) is _S.CANCELLED_IN_TIME:
        return _S.CANCELLED_LATE
    return _STATES.get(first)


def read_session_state(words: str) -> SessionState | None:
    """Return the state of a session in the words of any booking system; None if not known."""
    said = _bare(words)
    found = (state for state, known in _SESSION_STATES.items() if said in known)
    return next(found, None)


def says_more(one: BookingState, other: BookingState) -> bool:
    """Say whether one state tells more of what happened to a booking than another.

    Of one delegate who is in a session twice, the row that says most stands.
    """
    return _RANK.index(one) < _RANK.index(other)


def read_level(words: str) -> CourseLevel | None:
    """Return the level that words name, as "Level 3: Advanced"; None if they name none."""
    said = set(_bare(words).split())
    return next((level for level in CourseLevel if level.value in said), None)


def plain_title(title: str) -> str:
    """Return a course's title as it is matched by: no case, signs, small words, nor "training".

    "Neglect - Recognising & Responding" is "Neglect: recognising and responding".
    """
    said = _bare(title.replace("&", " and "))
    kept = [word for word in said.split() if word not in _SMALL]
    return " ".join(kept or said.split())


_SMALL = frozenset({"and", "the", "a", "an", "of", "in", "to", "for", "training", "course"})


def _bare(words: str) -> str:
    folded = plain(words).casefold().replace("'", "").replace("\N{RIGHT SINGLE QUOTATION MARK}", "")
    return " ".join(re.sub(r"[^\w]+|_", " ", folded).split())
