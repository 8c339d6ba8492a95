"""Sheets of actions: taken down when they go out, and taken in as what came back is accepted."""

import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.errors import Refusal
from safeguard_desk.models import Action, ActionSheet, ActionUpdate, Agency
from safeguard_desk.rules.terms import ActionStatus, EvidenceKind
from safeguard_desk.views.agency_sheets import Proposal, SheetAction
from safeguard_desk.work import actions, evidence


def new_key() -> str:
    """Return a key that no other sheet has, and nobody guesses."""
    return secrets.token_hex(16)


def send(
    uow: UnitOfWork,
    key: str,
    agency_id: str,
    group_id: str | None,
    lines: Sequence[SheetAction],
    filename: str,
) -> ActionSheet:
    """Take down that a sheet goes out, with its actions as they stand."""
    body = {
        line.ref: {
            "id": line.id,
            "status": line.status.value,
            "due": line.due_on.isoformat() if line.due_on else None,
        }
        for line in lines
    }
    return uow.add(
        ActionSheet(
            key=key,
            agency_id=agency_id,
            group_id=group_id,
            sent_on=uow.today,
            filename=filename,
            body=json.dumps(body),
        )
    )


@dataclass(frozen=True)
class Taken:
    """What was taken in, and what was refused, each with its reference and the reason."""

    fields: int
    rows: int
    refused: tuple[tuple[int, str], ...] = ()


def take(
    uow: UnitOfWork,
    sheet_id: str,
    accepted: Sequence[Proposal],
    everything: Sequence[Proposal],
    sha256: str = "",
) -> Taken:
    """Take in what was accepted of a sheet, an action at a time: all its fields, or none of them.

    everything: all the sheet says, for the reason of a later date and the evidence that completes.
    """
    sheet = uow.get(ActionSheet, sheet_id)
    agency = uow.get(Agency, sheet.agency_id).name
    sheet.received_on = uow.today
    sheet.sha256 = sha256 or sheet.sha256
    said = {one.id: one for one in everything}
    fields = 0
    rows: set[int] = set()
    for one in sorted(accepted, key=_order):
        _apply(uow, one, said, agency)
        fields += 1
        rows.add(one.row)
    return Taken(fields, len(rows))


_ORDER = ("update", "due", "evidence", "status")


def _order(one: Proposal) -> tuple[int, int]:
    return one.row, _ORDER.index(one.field)


def _apply(uow: UnitOfWork, one: Proposal, said: dict[str, Proposal], agency: str) -> None:
    update = said.get(f"{one.row} update")
    reason = str(update.value) if update is not None else f"Asked for by {agency}"
    if one.field == "update":
        uow.add(
            ActionUpdate(
                action_id=one.action_id, on=uow.today, text=str(one.value), by_words=agency
            )
        )
    elif one.field == "due":
        actions.move_due(uow, one.action_id, one.value, reason)
    elif one.field == "evidence":
        evidence.add(uow, one.action_id, EvidenceKind.DONE, str(one.value), by=agency)
    elif one.field == "status":
        _move(uow, one, said, reason, agency)
    else:
        raise Refusal(f"{one.ref}: {one.problem}", "Nothing was changed.")


def _move(
    uow: UnitOfWork, one: Proposal, said: dict[str, Proposal], reason: str, agency: str
) -> None:
    action = uow.get(Action, one.action_id)
    shown = said.get(f"{one.row} evidence")
    if one.value is ActionStatus.COMPLETED:
        words = str(shown.value) if shown is not None else action.evidence
        if action.evidence == words:  # it was taken in just now, as a revision of its own
            actions.call_completed(uow, action.id, by=agency)
        else:
            actions.complete(uow, action.id, words, by=agency)
    else:
        actions.become(uow, action.id, one.value, reason)
