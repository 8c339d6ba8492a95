"""Moving a meeting to another day. Its reference holds its day, so it follows."""

from datetime import date

from sqlalchemy import select

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.errors import Refusal
from safeguard_desk.models import Group, Meeting
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.references import meeting_reference
from safeguard_desk.rules.terms import MeetingState


def reschedule(uow: UnitOfWork, meeting_id: str, held_on: date) -> None:
    """Move a meeting to another day; refuses one that was held, and a day already taken."""
    meeting = uow.get(Meeting, meeting_id)
    if meeting.held_on == held_on:
        return
    if meeting.state is MeetingState.HELD:
        raise Refusal(
            f"{meeting.ref} was held on {write_date(meeting.held_on)}.",
            "Its date stays.",
            "If the date is wrong, plan the meeting again on the right day.",
        )
    ref = meeting_reference(uow.get(Group, meeting.group_id).code, held_on)
    if uow.find(select(Meeting).where(Meeting.ref == ref)) is not None:
        raise Refusal(
            f"The group meets on {write_date(held_on)} already ({ref}).",
            f"This meeting stays on {write_date(meeting.held_on)}.",
            "Choose another day.",
        )
    meeting.held_on, meeting.ref = held_on, ref
    meeting.sequence += 1
