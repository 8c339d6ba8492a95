"""What a lost quorum does: decisions stand only when a later meeting has ratified them."""

from sqlalchemy import or_, select

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.models import MinuteEntry
from safeguard_desk.rules.terms import EntryKind, Presence
from safeguard_desk.views import interests
from safeguard_desk.views import meetings as view


def review_decisions(uow: UnitOfWork, meeting_id: str) -> None:
    """Mark decisions “subject to ratification” that were taken while not quorate (DOMAIN 2.4).

    Each is judged at the moment it was noted, without those who withdrew from its item; one
    without a time by the meeting as a whole. Before any attendance is marked nothing is known, and
    nothing is marked.
    """
    statement = select(MinuteEntry).where(
        MinuteEntry.meeting_id == meeting_id,
        or_(MinuteEntry.kind == EntryKind.DECISION, MinuteEntry.subject_to_ratification),
    )
    entries = uow.all(statement)
    if not entries:
        return
    seats = view.seats(uow.reader, meeting_id)
    marked = any(seat.presence is not Presence.EXPECTED for seat in seats)
    away = interests.withdrawn(uow.reader, meeting_id)
    verdicts: dict[object, bool] = {}
    for entry in entries:
        key = (entry.at, entry.item_id if entry.item_id in away else None)
        if key not in verdicts:
            withdrawn = away.get(entry.item_id, set())
            verdicts[key] = view.judge(seats, entry.at, withdrawn).quorate
        waits = marked and entry.kind is EntryKind.DECISION and not verdicts[key]
        if entry.subject_to_ratification != waits:
            entry.subject_to_ratification = waits
