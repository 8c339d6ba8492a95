"""The data dictionary of the open export: what every field of every kind of record means."""

from collections.abc import Iterator

from safeguard_desk.models import KINDS
from safeguard_desk.models.base import Coded, Moment, Record

COLUMNS = ["kind", "field", "type", "meaning", "codes"]
MEANINGS = {
    "id": "identity of the record, the same in every file; other records name it",
    "version": "how often the record was changed, from 1",
    "created_at": "when the record was made (UTC)",
    "about_agency_id": "the agency that was challenged",
    "action_id": "the action it belongs to, or that came of it",
    "actions.meeting_id": "the meeting that raised it",
    "actions.item_id": "the agenda item that raised it",
    "actions.owner_id": "the lead owner",
    "actions.status_reason": "why it is on hold, cancelled or open again",
    "after_on": "the due date after the change",
    "agency_id": "the agency; of an attendance, the one represented on that day",
    "alias": "another name the agency goes by in other people's lists",
    "before_on": "the due date before the change",
    "board_id": "the board it belongs to or is addressed to",
    "by_agency_id": "the agency that challenged",
    "by_words": "who said it",
    "capacity": "in what capacity the person belongs to the group, or attended",
    "closed_at_id": "the meeting that agreed to close it",
    "closed_on": "the day on which it was agreed closed",
    "code": "short name that begins references, or by which the program knows a standing item",
    "completed_on": "the day on which its owner said that it is done",
    "controls": "what is in place against it",
    "deputy_id": "the deputy who may come, or came, instead",
    "deputy_words": "a deputy who is not in the directory, as typed",
    "description": "what it means",
    "due_on": "the day by which it is due",
    "due_words": "the due date as it was said",
    "email": "e-mail address at work",
    "ended_on": "the last day; empty while it goes on",
    "evidence": "what shows that it is done",
    "filename": "the file's name as it was attached; its content lies in the folder papers",
    "from_on": "the first day; empty when it was not recorded",
    "group_id": "the group it belongs to",
    "held_on": "the day of the meeting",
    "impact": "impact from 1 to 5; empty until it was judged",
    "impact_evidence": "what shows that it made a difference",
    "initials": "how minutes name the person",
    "item_id": "the agenda item it belongs to",
    "key": "what is settled",
    "kind": "what kind it is of",
    "length_minutes": "planned length in minutes",
    "likelihood": "likelihood from 1 to 5; empty until it was judged",
    "link": "the address of a meeting online",
    "marked_at": "when the attendance was noted (local time)",
    "marking": "protective marking of the group's papers",
    "media_type": "the kind of file, as in e-mail (application/pdf)",
    "meeting_id": "the meeting it belongs to",
    "meeting_minutes": "usual length of a meeting in minutes",
    "meetings.closed_at": "when the meeting closed (local time)",
    "meetings.opened_at": "when the meeting opened (local time)",
    "minute_entries.at": "when it was said (local time)",
    "minutes": "minutes allotted",
    "minutes_events.words": "the comment, the amendment, the correction or the reason",
    "minutes_state": "how far the minutes have come",
    "name": "full name",
    "number": "its number among the priorities of the board and year",
    "on": "the day of it",
    "owner_id": "who owns it",
    "owner_words": "who owns it, as papers show it",
    "partner": "which of the safeguarding partners the agency is; empty for others",
    "person_id": "the person",
    "plan_agreed_on": "the day its action plan was agreed, from which six months count",
    "position": "its place in the order, from 1",
    "presence": "whether and how the person attended",
    "presenter": "who presents it",
    "priority_id": "the priority it serves",
    "purpose": "what the group is asked for",
    "raised_at": "where it was raised, in words: meeting and item",
    "raised_on": "the day on which it was raised",
    "ratified_at_id": "the meeting that ratified the minutes",
    "rating_override": "a rating set by hand; empty where dates tell it",
    "rating_reason": "why the rating was set by hand",
    "reason": "why the due date moved",
    "received_on": "the day on which the paper came in",
    "ref": "reference, never used again",
    "response": "the answer to a challenge",
    "restricted": "whether it belongs to the restricted part, for named people only",
    "review_on": "the day on which it is to be looked at again",
    "risk_id": "the risk that came of it",
    "role": "the person's role; nobody is known by name",
    "sha256": "SHA-256 of the file's content; empty while the paper is awaited",
    "short_name": "short name",
    "side": "whether it concerns children, adults or both, and so which board hears of it",
    "size": "size of the file in bytes",
    "slips": "how often its due date moved to a later day",
    "source": "what it came from",
    "started_on": "the first day",
    "agenda_items.ended_at": "when the item ended (local time)",
    "agenda_items.started_at": "when the item began (local time)",
    "starts_at": "planned beginning (local time)",
    "state": "how far it has come",
    "status": "how far it has come",
    "step": "what happened to the minutes",
    "subject_to_ratification": "whether the decision was taken without a quorum and still waits",
    "successor_id": "the group that followed it",
    "text": "what was said or written",
    "title": "what it is about",
    "to_on": "the last day; empty while it lasts",
    "value": "how it is settled",
    "venue": "where the meeting is held",
    "year": "the financial year by the calendar year in which it begins",
}
"""What a field means, by its name or, where that differs, by kind and name."""
JOURNAL = {
    "seq": ("integer", "place in the order of all changes, from 1"),
    "at": ("moment", "when it was done (UTC)"),
    "who": ("text", "who did it"),
    "title": ("text", "what was done, in words; all entries of one step share it"),
    "step": ("text", "change, undo or redo"),
    "kind": ("text", "the kind of record that was changed"),
    "record_id": ("id", "the record that was changed"),
    "operation": ("text", "create, update or delete"),
    "fields": ("object", "each field that was changed, with its value before and after"),
}
"""The fields of journal.json."""


def dictionary() -> Iterator[list[str]]:
    """Give a line for each kind of record and for each of its fields."""
    for kind, model in sorted(KINDS.items()):
        yield [kind, "", "record", (model.__doc__ or "").splitlines()[0], ""]
        yield from ([kind, *words] for words in _fields(kind, model))
    yield ["journal", "", "record", "One record's change, in journal.json only.", ""]
    for name, (kept, meaning) in JOURNAL.items():
        yield ["journal", name, kept, meaning, ""]


def _fields(kind: str, model: type[Record]) -> Iterator[tuple[str, str, str, str]]:
    for column in model.__table__.c:
        meaning = MEANINGS.get(f"{kind}.{column.name}") or MEANINGS.get(column.name, "")
        target = next(iter(column.foreign_keys), None)
        if target is not None:
            yield column.name, f"id of {target.column.table.name}", meaning, ""
        elif isinstance(column.type, Coded):
            codes = "; ".join(f"{term.value}: {term.label}" for term in column.type.term)
            yield column.name, "code", meaning, codes
        else:
            yield column.name, _type(column.type), meaning, ""


def _type(kept: object) -> str:
    """Return a type in words: text, integer, boolean, date, time, moment."""
    if isinstance(kept, Moment):
        return "moment"
    name = type(kept).__name__.lower()
    return "text" if name in {"string", "text"} else name
