"""Declarations of interest: who, in which item, and whether they withdrew while it was heard."""

from datetime import time

from sqlalchemy import select

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.errors import Refusal
from safeguard_desk.models import AgendaItem, Attendance, Interest, Meeting, Person
from safeguard_desk.work.agendas import refuse_if_locked
from safeguard_desk.work.quorum import review_decisions


def declare(
    uow: UnitOfWork,
    meeting_id: str,
    person_id: str,
    item_id: str | None,
    words: str = "",
    *,
    withdrew: bool = False,
    at: time | None = None,
) -> Interest:
    """Take down an interest; a second one of a person in the same item adds to the first.

    Refuses somebody who is not on the meeting's list, and an item of another meeting.
    """
    refuse_if_locked(uow.get(Meeting, meeting_id))
    uow.flush()
    _check(uow, meeting_id, person_id, item_id)
    same = select(Interest).where(
        Interest.meeting_id == meeting_id,
        Interest.person_id == person_id,
        Interest.item_id == item_id if item_id else Interest.item_id.is_(None),
    )
    interest = uow.find(same)
    if interest is None:
        interest = uow.add(
            Interest(
                meeting_id=meeting_id,
                item_id=item_id,
                person_id=person_id,
                words=words.strip(),
                withdrew=withdrew,
                at=at,
            )
        )
    else:
        added = words.strip() if words.strip() not in interest.words else ""
        interest.words = "; ".join(part for part in (interest.words, added) if part)
        interest.withdrew = interest.withdrew or withdrew
    review_decisions(uow, meeting_id)
    return interest


def _check(uow: UnitOfWork, meeting_id: str, person_id: str, item_id: str | None) -> None:
    listed = select(Attendance.id).where(
        Attendance.meeting_id == meeting_id, Attendance.person_id == person_id
    )
    if uow.session.scalar(listed) is None:
        raise Refusal(
            f"The {uow.get(Person, person_id).role} is not on this meeting's list.",
            "Nothing was taken down.",
            "Add them under Attendance first.",
        )
    if item_id is not None and uow.get(AgendaItem, item_id).meeting_id != meeting_id:
        raise Refusal(
            "That item is on another meeting's agenda.",
            "Nothing was taken down.",
            "Choose another.",
        )


def edit(
    uow: UnitOfWork,
    interest_id: str,
    *,
    words: str | None = None,
    withdrew: bool | None = None,
) -> None:
    """Change what was declared, or whether they withdrew; when it was declared stays."""
    interest = uow.get(Interest, interest_id)
    refuse_if_locked(uow.get(Meeting, interest.meeting_id))
    if words is not None:
        interest.words = words.strip()
    if withdrew is not None:
        interest.withdrew = withdrew
    review_decisions(uow, interest.meeting_id)


def remove(uow: UnitOfWork, interest_id: str) -> None:
    """Take a declaration back."""
    interest = uow.get(Interest, interest_id)
    refuse_if_locked(uow.get(Meeting, interest.meeting_id))
    uow.delete(interest)
    review_decisions(uow, interest.meeting_id)
