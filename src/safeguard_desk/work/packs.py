"""Packs issued: recorded with the numbers their pages had, so that the next one can keep them."""

from collections.abc import Sequence

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.errors import Refusal
from safeguard_desk.models import Meeting, Pack, PackPart, Paper, Person
from safeguard_desk.rules.terms import PackEdition
from safeguard_desk.views.packs import PartView
from safeguard_desk.views.packs import issued as issued_before
from safeguard_desk.work.agendas import refuse_if_locked


def issue(
    uow: UnitOfWork,
    meeting_id: str,
    edition: PackEdition,
    parts: Sequence[PartView],
    *,
    number: int,
    pages: int,
    person_id: str | None = None,
) -> Pack:
    """Record a pack as issued today; the number is the one that stands on it.

    Refuses a pack that was made before another of its edition was issued, or before a paper
    was replaced: its numbers, or what it says has changed, would no longer be true.
    """
    refuse_if_locked(uow.get(Meeting, meeting_id))
    uow.flush()
    if edition is PackEdition.MEMBER:
        uow.get(Person, str(person_id))
    last = max(
        (p.number for p in issued_before(uow.reader, meeting_id, edition, person_id)), default=0
    )
    if number != last + 1 or any(_replaced(uow, part) for part in parts):
        raise Refusal(
            "The papers have changed since this pack was made.",
            "It was not recorded as issued.",
            "Make the pack again.",
        )
    pack = uow.add(
        Pack(
            meeting_id=meeting_id,
            number=number,
            edition=edition,
            person_id=person_id,
            issued_on=uow.today,
            pages=pages,
        )
    )
    for position, part in enumerate(parts, 1):
        uow.add(_record(pack.id, position, part))
    return pack


def _record(pack_id: str, position: int, part: PartView) -> PackPart:
    return PackPart(
        pack_id=pack_id,
        position=position,
        paper_id=part.paper_id,
        title=part.title,
        item=part.item,
        sha256=part.sha256,
        label=part.label,
        pages=part.pages,
        left_out=part.left_out,
    )


def _replaced(uow: UnitOfWork, part: PartView) -> bool:
    """Tell whether a paper has another content by now; refuses one that was withdrawn."""
    if part.paper_id is None or part.key != part.paper_id:
        return False
    return uow.get(Paper, part.paper_id).sha256 != part.sha256
