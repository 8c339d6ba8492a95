"""The data dictionary of the open export: what every field of every kind of record means."""

from collections.abc import Iterator

from safeguard_desk.models import KINDS
from safeguard_desk.models.base import Coded, Moment, Record

COLUMNS = ["kind", "field", "type", "meaning", "codes"]
MEANINGS = {
    "created_at": "when the record was made (UTC)",
    "id": "identity of the record, the same in every file; other records name it",
    "version": "how often the record was changed, from 1",
    "about_agency_id": "the agency that was challenged",
    "action_id": "the action it belongs to, or that came of it",
    "actions.item_id": "the agenda item that raised it",
    "actions.meeting_id": "the meeting that raised it",
    "actions.owner_id": "the lead owner",
    "actions.status_reason": "why it is on hold, cancelled or open again",
    "address": "the e-mail addresses it went to",
    "after": "the words as they were proposed",
    "after_on": "the due date after the change",
    "agency_id": "the agency; of an attendance, the one represented on that day",
    "agenda_items.ended_at": "when the item ended (local time)",
    "agenda_items.notes": "what it takes up, a line each: actions due, minutes to ratify",
    "agenda_items.started_at": "when the item began (local time)",
    "agreed_at_id": "the meeting that agreed it",
    "agreed_on": "the day on which it was agreed",
    "alias": "another name the agency goes by in other people's lists",
    "arrived_at": "when the person came, if after the beginning (local time)",
    "asked_by_id": "the agency that asked for it",
    "asked_on": "the day on which it was asked for",
    "attendance.reason": "why the person could not come",
    "author": "who wrote it",
    "before": "the words as they stood",
    "before_on": "the due date before the change",
    "board_id": "the board it belongs to or is addressed to",
    "body": "the words, in a version of the minutes as JSON",
    "by_agency_id": "the agency that challenged",
    "by_words": "who said it",
    "capacity": "in what capacity the person belongs to the group, or attended",
    "chair_id": "the co-chair who takes the chair",
    "closed_at_id": "the meeting that agreed to close it",
    "closed_on": "the day on which it was agreed closed",
    "code": "short name that begins references, or by which the program knows a standing item",
    "completed_on": "the day on which its owner said that it is done",
    "controls": "what is in place against it",
    "cover": "whether a cover sheet goes before it",
    "decisions_between.reason": "why it could not wait, and how it was agreed",
    "deputy_id": "the deputy who may come, or came, instead",
    "deputy_words": "a deputy who is not in the directory, as typed",
    "description": "what it means",
    "discussed": "whether it was ticked as discussed",
    "due_on": "the day by which it is due",
    "due_words": "the due date as it was said",
    "duty_id": "the duty that was exercised",
    "edition": "which edition of the pack",
    "email": "e-mail address at work",
    "ended_on": "the last day; empty while it goes on",
    "entry_id": "the minute it belongs to, or came of",
    "evidence": "what shows that it is done",
    "filename": "the file's name as it was attached; its content lies in the folder papers",
    "files": "the names of what was attached",
    "first_id": "the co-chair who agreed first",
    "first_on": "the day on which the first co-chair agreed",
    "for_adults": "what it means for adults at risk",
    "for_children": "what it means for children",
    "for_equality": "what it means for equality",
    "from_group_id": "the group that handed it on",
    "from_on": "the first day; empty when it was not recorded",
    "group_id": "the group it belongs to",
    "held_on": "the day of the meeting",
    "impact": "impact from 1 to 5; empty until it was judged",
    "impact_evidence": "what shows that it made a difference",
    "initials": "how minutes name the person",
    "interests.at": "when it was declared (local time)",
    "issued_on": "the day on which it was issued",
    "item": "the number of its agenda item",
    "item_id": "the agenda item it belongs to",
    "key": "what is settled",
    "kind": "what kind it is of",
    "label": "the numbers stamped on its pages",
    "left_at": "when the person left, if before the end (local time)",
    "left_out": "why it is not in the pack; empty when it is",
    "length_minutes": "planned length in minutes",
    "likelihood": "likelihood from 1 to 5; empty until it was judged",
    "link": "the address of a meeting online",
    "made_on": "the day on which it was proposed",
    "marked_at": "when the attendance was noted (local time)",
    "marking": "protective marking of the group's papers",
    "matter_id": "the matter it speaks of",
    "media_type": "the kind of file, as in e-mail (application/pdf)",
    "meeting_id": "the meeting it belongs to",
    "meeting_minutes": "usual length of a meeting in minutes",
    "meetings.closed_at": "when the meeting closed (local time)",
    "meetings.opened_at": "when the meeting opened (local time)",
    "minute_entries.at": "when it was said (local time)",
    "minute_taker_id": "who takes the minutes",
    "minutes": "minutes allotted",
    "minutes_events.words": "the comment, the amendment, the correction or the reason",
    "minutes_state": "how far the minutes have come",
    "name": "full name",
    "notes": "what else is known of it",
    "number": "its number, from 1",
    "on": "the day of it",
    "owner_id": "who owns it",
    "owner_words": "who owns it, as papers show it",
    "pack_id": "the pack it belongs to",
    "page": "the page, from 1",
    "pages": "how many pages it has",
    "paper_id": "the paper it belongs to",
    "partner": "which of the safeguarding partners the agency is; empty for others",
    "person_id": "the person",
    "place": "where on the page, as parts of its width and height",
    "plan_agreed_on": "the day its action plan was agreed, from which six months count",
    "position": "its place in the order, from 1",
    "presence": "whether and how the person attended",
    "presenter": "who presents it",
    "priorities.number": "its number among the priorities of the board and year",
    "priority_id": "the priority it serves",
    "proposals.answer": "what was answered, or why it was refused",
    "proposals.guessed": "whether its entry was found by similar words only",
    "proposals.sha256": "what it says and where, as one number: the same proposal is taken in once",
    "proposals.source": "the file it came back in",
    "purpose": "what the group is asked for",
    "quote": "the words that are marked",
    "raised_at": "where it was raised, in words: meeting and item",
    "raised_on": "the day on which it was raised",
    "ratified_at_id": "the meeting that ratified the minutes",
    "rating_override": "a rating set by hand; empty where dates tell it",
    "rating_reason": "why the rating was set by hand",
    "reason": "why the due date moved",
    "received_on": "the day on which the paper came in",
    "recommendation": "what the group is recommended to do",
    "recurs": "whether it comes back to every meeting",
    "ref": "reference, never used again",
    "reply": "what was answered before the meeting",
    "response": "the answer to a challenge",
    "restricted": "whether it belongs to the restricted part, for named people only",
    "review_on": "the day on which it is to be looked at again",
    "rhythm": "how often the group meets, as typed",
    "risk_id": "the risk that came of it",
    "role": "the person's role; nobody is known by name",
    "roles_only": "whether public minutes leave out initials too",
    "second_id": "the co-chair who agreed second",
    "second_on": "the day on which the second co-chair agreed",
    "sequence": "how often its calendar entry changed",
    "sha256": "SHA-256 of the file's content; empty while it is awaited",
    "short": "the short form that is typed",
    "short_name": "short name",
    "side": "whether it concerns children, adults or both, and so which board hears of it",
    "size": "size of the file in bytes",
    "skipped_at_id": "the one meeting it was left out of",
    "slips": "how often its due date moved to a later day",
    "source": "what it came from",
    "started_on": "the first day",
    "starts_at": "planned beginning (local time)",
    "state": "how far it has come",
    "status": "how far it has come",
    "step": "what happened to the minutes",
    "subject": "the subject line",
    "subject_to_ratification": "whether the decision was taken without a quorum and still waits",
    "successor_id": "the group that followed it",
    "summary": "what it says, in short",
    "terms_id": "the terms of reference it belongs to",
    "text": "what was said or written",
    "title": "what it is about",
    "to_group_id": "the group that took it on",
    "to_on": "the last day; empty while it lasts",
    "value": "how it is settled",
    "venue": "where the meeting is held",
    "who": "the reader whose mark it is",
    "why": "why it was cancelled, or is to be held after all",
    "withdrew": "whether the person withdrew while the item was heard",
    "word": "a word that is spelt this way",
    "words": "what was said or written about it",
    "completed_by": "who said that it is done",
    "impact_by": "who judged that it made a difference",
    "impact_on": "the day on which it was judged to have made a difference",
    "source_ref": "what it was called where it came from",
    "register": "the list it is a view of",
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
