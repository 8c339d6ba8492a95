"""The record of what was sent to whom and when."""

from collections.abc import Sequence
from dataclasses import dataclass

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.errors import Refusal
from safeguard_desk.models import Dispatch, Meeting
from safeguard_desk.rules.terms import DispatchKind, PackEdition


@dataclass(frozen=True)
class Sent:
    """One reader of what was sent: a person of the directory or an agency, and the address."""

    address: str
    person_id: str | None = None
    agency_id: str | None = None
    edition: PackEdition | None = None
    files: tuple[str, ...] = ()


def record(
    uow: UnitOfWork,
    kind: DispatchKind,
    sent: Sequence[Sent],
    *,
    subject: str,
    meeting_id: str | None = None,
    group_id: str | None = None,
    pack_id: str | None = None,
) -> int:
    """Record that something went to each of some readers today; return how many.

    Refuses a record of nobody: what reached nobody was not sent.
    """
    if not sent:
        raise Refusal(
            "Nobody is chosen, so nothing goes out.", "Nothing was recorded.", "Choose who gets it."
        )
    if meeting_id is not None and group_id is None:
        group_id = uow.get(Meeting, meeting_id).group_id
    for one in sent:
        uow.add(
            Dispatch(
                kind=kind,
                group_id=group_id,
                meeting_id=meeting_id,
                person_id=one.person_id,
                agency_id=one.agency_id,
                address=one.address,
                on=uow.today,
                subject=subject,
                files="; ".join(one.files),
                edition=one.edition,
                pack_id=pack_id,
            )
        )
    return len(sent)
