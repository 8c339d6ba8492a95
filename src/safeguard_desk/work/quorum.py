"""What a lost quorum does: decisions stand only when a later meeting has ratified them."""

from sqlalchemy import and_, literal, select

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.models import MinuteEntry
from safeguard_desk.rules.terms import EntryKind, Presence
from safeguard_desk.views import meetings as view


def review_decisions(uow: UnitOfWork, meeting_id: str) -> None:
    """Mark the meeting's decisions “subject to ratification” while it is not quorate (DOMAIN 2.4).

    Before any attendance is marked nothing is known, and nothing is marked.
    """
    uow.flush()
    seats = view.seats(uow.reader, meeting_id)
    marked = any(seat.presence is not Presence.EXPECTED for seat in seats)
    inquorate = marked and not view.judge(seats).quorate
    waits = and_(literal(inquorate), MinuteEntry.kind == EntryKind.DECISION)
    # Only those that change: a long meeting is looked over at each of its decisions.
    statement = select(MinuteEntry).where(
        MinuteEntry.meeting_id == meeting_id, MinuteEntry.subject_to_ratification != waits
    )
    for entry in uow.all(statement):
        entry.subject_to_ratification = not entry.subject_to_ratification
