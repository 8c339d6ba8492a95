"""What a lost quorum does: decisions stand only when a later meeting has ratified them."""

from sqlalchemy import select

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
    statement = select(MinuteEntry).where(MinuteEntry.meeting_id == meeting_id)
    for entry in uow.all(statement):
        entry.subject_to_ratification = inquorate and entry.kind is EntryKind.DECISION
