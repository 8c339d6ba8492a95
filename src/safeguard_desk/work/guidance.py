"""Guidance: begun, out for consultation, approved in editions, reviewed and withdrawn."""

from datetime import date
from typing import Any

from sqlalchemy import select

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.errors import Lacking, Refusal
from safeguard_desk.models import Group, Guidance, GuidanceEdition
from safeguard_desk.rules.terms import Side
from safeguard_desk.rules.terms_boards import GuidanceKind, GuidanceState
from safeguard_desk.rules.working_days import add_months
from safeguard_desk.work.editing import set_field
from safeguard_desk.work.references import next_reference

REVIEW_MONTHS = 24
"""After how many months guidance is reviewed, where no day is named."""


def begin(
    uow: UnitOfWork,
    group_id: str,
    title: str,
    *,
    kind: GuidanceKind = GuidanceKind.LOCAL,
    side: Side = Side.BOTH,
    reason: str = "",
    found_at: str = "",
    begun_on: date | None = None,
) -> Guidance:
    """Begin guidance: a London procedure to adopt, or a local addition with why it is needed.

    The partnership follows the London procedures; an addition without a reason is refused.
    """
    group, words = uow.get(Group, group_id), " ".join(title.split())
    if not words:
        raise Refusal("Guidance needs a title.", "Nothing was added.", "Say what it is called.")
    if kind is GuidanceKind.LOCAL and not reason.strip():
        raise Lacking(
            f"“{words}” is added to the London procedures, and it is not said why.",
            "Nothing was added.",
            "Say why the London procedures are not enough here.",
        )
    return uow.add(
        Guidance(
            ref=next_reference(uow, f"{group.code}-G"),
            title=words,
            group_id=group_id,
            kind=kind,
            side=side,
            begun_on=begun_on or uow.today,
            reason=reason.strip(),
            found_at=found_at.strip(),
            state=GuidanceState.DRAFT,
            edition="",
            consulted="",
        )
    )


def edit(uow: UnitOfWork, record_id: str, name: str, seen: Any, value: Any, reason: str) -> None:
    """Change a field of guidance; the reason of a local addition cannot be emptied."""
    found = uow.get(Guidance, record_id)
    local = found.kind is GuidanceKind.LOCAL
    if name == "reason" and local and not str(value or "").strip():
        raise Refusal(
            "A local addition needs its reason.",
            "It stays as it was.",
            "Say why the London procedures are not enough here.",
        )
    set_field(uow, Guidance, record_id, name, seen, value)


def consult(uow: UnitOfWork, guidance_id: str, who: str, *, on: date | None = None) -> None:
    """Send guidance out for consultation, to whom; refuses what was withdrawn."""
    found = _here(uow, guidance_id)
    asked = who.strip()
    if not asked:
        raise Lacking("It is not said who is consulted.", "Nothing was changed.", "Name them.")
    found.consulted = f"{found.consulted}\n{asked}".strip()
    found.consulted_on, found.state = on or uow.today, GuidanceState.CONSULTATION


def approve(
    uow: UnitOfWork,
    guidance_id: str,
    changes: str = "",
    *,
    edition: str = "",
    by: str = "",
    on: date | None = None,
    review_on: date | None = None,
) -> GuidanceEdition:
    """Approve guidance as its next edition; it is reviewed in two years unless a day is named.

    by: the group or board that approved it; its owner group where none is named.
    """
    found, day = _here(uow, guidance_id), on or uow.today
    uow.flush()
    held = select(GuidanceEdition).where(GuidanceEdition.guidance_id == guidance_id)
    editions = list(uow.all(held))
    number = edition.strip() or str(len(editions) + 1)
    if number in {one.edition for one in editions}:
        raise Refusal(
            f"{found.ref} has an edition {number} already.",
            "Nothing was approved.",
            "Give the new one another number.",
        )
    found.state, found.edition = GuidanceState.APPROVED, number
    found.approved_on, found.approved_by = day, by.strip() or uow.get(Group, found.group_id).name
    found.review_on = review_on or add_months(day, REVIEW_MONTHS)
    return uow.add(
        GuidanceEdition(
            guidance_id=guidance_id,
            edition=number,
            approved_on=day,
            approved_by=found.approved_by,
            changes=changes.strip(),
        )
    )


def reviewed(uow: UnitOfWork, guidance_id: str, words: str) -> None:
    """Take down that guidance was reviewed and stands as it is, why, and set the next review."""
    found = _here(uow, guidance_id)
    if not words.strip():
        raise Lacking("It is not said what the review found.", "Nothing was changed.", "Say it.")
    uow.add(
        GuidanceEdition(
            guidance_id=guidance_id,
            edition=f"{found.edition or 0}, reviewed {uow.today.isoformat()}",
            approved_on=uow.today,
            approved_by=uow.get(Group, found.group_id).name,
            changes=words.strip(),
        )
    )
    found.review_on = add_months(uow.today, REVIEW_MONTHS)


def withdraw(uow: UnitOfWork, guidance_id: str, reason: str, *, on: date | None = None) -> None:
    """Withdraw guidance, with the reason."""
    found = _here(uow, guidance_id)
    if not reason.strip():
        raise Lacking(f"{found.ref} is withdrawn without a reason.", "It stays.", "Say why.")
    found.state, found.withdrawn_reason = GuidanceState.WITHDRAWN, reason.strip()
    found.withdrawn_on, found.review_on = on or uow.today, None


def _here(uow: UnitOfWork, guidance_id: str) -> Guidance:
    found = uow.get(Guidance, guidance_id)
    if found.state is GuidanceState.WITHDRAWN:
        raise Refusal(
            f"{found.ref} was withdrawn.", "Nothing was changed.", "Begin it again as new guidance."
        )
    return found
