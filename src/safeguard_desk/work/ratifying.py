"""Ratifying earlier minutes as the business of a meeting: one decision, minuted and locked."""

from datetime import time

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.errors import Refusal
from safeguard_desk.models import Meeting, MinuteEntry
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.terms import EntryKind, MinutesState
from safeguard_desk.work import approving, minuting
from safeguard_desk.work.between import minutes_item


def ratify_minutes(
    uow: UnitOfWork,
    meeting_id: str,
    at_meeting_id: str,
    *,
    amendments: str = "",
    at: time | None = None,
) -> MinuteEntry:
    """Ratify circulated minutes at a later meeting, which minutes the decision.

    amendments: what the group changed, in words; they become an amendment of the old minutes.
    Refuses what approving.ratify refuses, and then minutes nothing.
    """
    meeting = uow.get(Meeting, meeting_id)
    if meeting.minutes_state is not MinutesState.CIRCULATED:
        raise Refusal(
            f"The minutes of {meeting.ref} are {meeting.minutes_state.label.lower()}.",
            "Nothing was ratified.",
            "Minutes are ratified once they have been circulated.",
        )
    approving.ratify(uow, meeting_id, at_meeting_id, amendments=amendments)
    words = (
        f"The minutes of {meeting.ref} ({write_date(meeting.held_on)}) were agreed as a correct"
        " record"
    )
    amended = amendments.strip()
    words += f", with this amendment: {amended}" if amended else "."
    item = minutes_item(uow, at_meeting_id)
    return minuting.add_entry(uow, item.id, EntryKind.DECISION, words, at=at)
