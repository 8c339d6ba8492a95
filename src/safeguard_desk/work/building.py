"""Building an agenda from what should be on it (views/building.py): one step, nothing twice."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.errors import Refusal
from safeguard_desk.models import AgendaItem, Matter, Meeting
from safeguard_desk.rules.standing import CLOSING, OPENING, Standing
from safeguard_desk.rules.terms import MeetingState
from safeguard_desk.views.agenda_proposals import Proposal
from safeguard_desk.views.building import proposals
from safeguard_desk.work import agendas, matters

_STANDING: dict[str, Standing] = {item.code: item for item in (*OPENING, *CLOSING)}
_BEFORE = frozenset(item.code for item in CLOSING)
"""Standing items that close a meeting: what is added goes before the first of them."""
CHANGEABLE = ("minutes", "purpose", "presenter")
"""What may be changed of a proposal while it is taken."""


@dataclass(frozen=True)
class Built:
    """What building added: items of their own, lines under items, and minutes of both."""

    items: int
    lines: int
    minutes: int

    @property
    def words(self) -> str:
        """What was added, in a sentence."""
        if not self.items and not self.lines:
            return "Nothing was to be added."
        parts = [_counted(self.items, "item")] if self.items else []
        parts += [_counted(self.lines, "line") + " under standing items"] if self.lines else []
        return f"Added: {' and '.join(parts)}."


def _counted(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"


def build_agenda(
    uow: UnitOfWork,
    meeting_id: str,
    chosen: Collection[str] | None = None,
    changed: Mapping[str, Mapping[str, Any]] | None = None,
) -> Built:
    """Add proposals to a meeting's agenda, those `chosen` by id or all of them.

    `changed` gives minutes, purpose or presenter other than proposed, by the proposal's id. What
    is on the agenda stays as it is. Refuses once the meeting was held or cancelled.
    """
    meeting = uow.get(Meeting, meeting_id)
    agendas.refuse_if_locked(meeting)
    if meeting.state in {MeetingState.HELD, MeetingState.CANCELLED}:
        raise Refusal(
            f"{meeting.ref} is {meeting.state.label.lower()}.",
            "Its agenda stays as it is.",
            "Build the agenda of the next meeting.",
        )
    uow.flush()
    taken = [one for one in proposals(uow.reader, meeting_id) if chosen is None or one.id in chosen]
    items = lines = minutes = 0
    for one in taken:
        fields = dict((changed or {}).get(one.id, {}))
        unknown = fields.keys() - set(CHANGEABLE)
        if unknown:
            raise TypeError(f"not to be changed of a proposal: {sorted(unknown)}")
        if one.line:
            _note(uow, meeting_id, one)
            lines += 1
        else:
            minutes += _add(uow, meeting, one, fields).minutes
            items += 1
    return Built(items, lines, minutes)


def _note(uow: UnitOfWork, meeting_id: str, one: Proposal) -> None:
    """Write a line under the standing item it belongs to; the item is added if it is missing."""
    there = agendas.agenda(uow, meeting_id)
    item = next((item for item in there if item.code == one.under), None)
    if item is None:
        standing = _STANDING[one.under]
        item = agendas.add_item(
            uow,
            meeting_id,
            standing.title,
            at=place_before_closing(there),
            kind=standing.kind,
            presenter=standing.presenter,
            purpose=standing.purpose,
            minutes=standing.minutes,
        )
        item.code = standing.code
    item.notes = "\n".join(line for line in (item.notes, one.line) if line)


def _add(uow: UnitOfWork, meeting: Meeting, one: Proposal, fields: dict[str, Any]) -> AgendaItem:
    minutes = fields.get("minutes", one.minutes)
    if not 0 <= minutes <= matters.LONGEST:
        raise Refusal(
            f"“{one.title}”: {minutes} is no number of minutes.", "Nothing was added.", "Type 15."
        )
    matter: Matter | None = None
    if one.matter_id is not None:
        matter = uow.get(Matter, one.matter_id)
    elif one.item_id is not None:
        matter = matters.of_item(uow, one.item_id)
    item = agendas.add_item(
        uow,
        meeting.id,
        one.title,
        at=None if one.restricted else place_before_closing(agendas.agenda(uow, meeting.id)),
        kind=one.kind,
        presenter=fields.get("presenter", one.presenter),
        purpose=fields.get("purpose", one.purpose),
        minutes=minutes,
        restricted=one.restricted,
    )
    item.code = one.under
    if matter is not None:
        item.matter_id, item.priority_id = matter.id, matter.priority_id
        matter.meeting_id = meeting.id
    return item


def place_before_closing(items: list[AgendaItem]) -> int:
    """Return the number for a new item: behind the business, before what closes the meeting."""
    for item in items:
        if item.code in _BEFORE or item.restricted:
            return item.position
    return len(items) + 1


def put_on(uow: UnitOfWork, matter_id: str, meeting_id: str) -> AgendaItem:
    """Put one matter on a meeting's agenda, brought back if it was parked."""
    meeting = uow.get(Meeting, meeting_id)
    agendas.refuse_if_locked(meeting)
    matter = uow.get(Matter, matter_id)
    matters.target(uow, matter_id, meeting_id)
    there = agendas.agenda(uow, meeting_id)
    held = next((item for item in there if item.matter_id == matter_id), None)
    if held is not None:
        return held
    owner = matters.presenter(uow, matter)
    proposal = Proposal(
        id=f"matter:{matter.id}",
        kind=matter.kind,
        title=matter.title,
        reason="",
        presenter=owner,
        purpose=matter.purpose,
        minutes=matter.minutes,
        restricted=matter.restricted,
        matter_id=matter.id,
    )
    return _add(uow, meeting, proposal, {})
