"""What minutes look like: their facts made into a document."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from safeguard_desk.documents.model import (
    Block,
    BulletList,
    Callout,
    CalloutKind,
    Cell,
    Column,
    Document,
    Heading,
    Item,
    KeyFacts,
    NumberedList,
    PageBreak,
    Paragraph,
    Role,
)
from safeguard_desk.papers.minutes import AttendanceLine, MinutedItem, MinutesFacts, Raised
from safeguard_desk.papers.parts import created, lead, marking, small, table
from safeguard_desk.papers.wording import boards_of, clock, count, due, listed, person, sentence
from safeguard_desk.rules.dates import write_date, write_day
from safeguard_desk.rules.terms import (
    EntryKind,
    MeetingState,
    MinutesState,
    MinutesStep,
    Presence,
)
from safeguard_desk.views.interests import InterestView
from safeguard_desk.views.meetings import ActionBrief, EntryView
from safeguard_desk.views.minutes_versions import mark_of

_STANDING = {
    MinutesState.NOT_STARTED: "Draft: not yet written",
    MinutesState.DRAFT: "Draft: not yet seen by the co-chairs",
    MinutesState.WITH_CO_CHAIRS: "Draft: with the co-chairs for approval",
    MinutesState.APPROVED: "Approved by the co-chairs, not yet ratified by the group",
    MinutesState.CIRCULATED: "Circulated, not yet ratified by the group",
    MinutesState.RATIFIED: "Ratified by the group",
}


def compose(facts: MinutesFacts) -> Document:
    """Return the minutes as a document; a draft says so across each page."""
    head = facts.head
    return Document(
        title=f"{head.group_name}: minutes",
        subtitle=f"Meeting of {write_day(head.held_on)}",
        organisation=boards_of(facts.organisation),
        blocks=tuple(_blocks(facts)),
        created=created(facts.today),
        footer=facts.copy,
        marking=marking(head.marking, restricted=facts.restricted),
        header=f"{head.group_name} minutes, {head.ref}",
        watermark="DRAFT" if facts.is_draft else None,
        subject=f"Minutes of {head.ref}",
        review=facts.review,
    )


def _blocks(facts: MinutesFacts) -> Iterable[Block]:
    yield _head(facts)
    if facts.head.state is MeetingState.CANCELLED:
        yield lead("This meeting was cancelled; there are no minutes.")
        return
    yield Heading(1, "Attendance")
    yield from _attendance(facts)
    yield Heading(1, "Part 1" if facts.has_part_2 else "Minutes")
    if facts.is_empty:
        yield Paragraph("No minutes have been taken yet.")
    else:
        yield from _items(facts.part_1)
    if facts.has_part_2 and not facts.part_2:
        yield Heading(1, "Part 2: restricted")
        yield Paragraph(
            "A restricted part of these minutes is kept apart. It goes to the co-chairs and to the"
            " members and deputies who took part, and is left out of this copy."
        )
    yield Heading(1, "Actions from this meeting")
    yield from _action_list(facts.raised)
    yield from _amendments(facts)
    yield from _closing(facts)
    if facts.part_2:
        yield from _part_2(facts)


def _head(facts: MinutesFacts) -> KeyFacts:
    head = facts.head
    chairs = listed([person(chair.role, chair.agency) for chair in facts.co_chairs])
    times = [
        f"{word} {clock(at)}"
        for word, at in (("opened", head.opened_at), ("closed", head.closed_at))
        if at is not None
    ]
    pairs: tuple[tuple[str, Cell], ...] = (
        ("Date", write_day(head.held_on)),
        ("Time", listed(times).capitalize() or f"Planned for {clock(head.starts_at)}"),
        ("Venue", head.venue or ("Online" if head.link else "Not recorded")),
        ("Co-chairs", chairs or "None recorded"),
        ("Status", _STANDING[head.minutes_state]),
        ("Reference", head.ref),
    )
    return KeyFacts(pairs)


def _attendance(facts: MinutesFacts) -> Iterable[Block]:
    marked = [line for line in facts.attendance if line.presence is not Presence.EXPECTED]
    if not marked:
        yield Paragraph("Attendance has not been marked.")
        return
    yield table(
        (
            Column("Role", 2.2),
            Column("Agency", 2.2),
            Column("Capacity", fixed=24),
            Column("Attendance", 1.8),
        ),
        ((a.role, a.agency, a.capacity, _attended(a)) for a in facts.attendance),
        "Attendance",
    )
    verdict, _, why = facts.quoracy.words.partition(": ")
    yield Paragraph(f"The meeting was {verdict.lower()}: {why}.")
    waiting = [e for item in facts.part_1 for e in item.entries if e.subject_to_ratification]
    if waiting:
        yield Paragraph(
            "Decisions marked “subject to ratification” stand once the group has ratified them."
        )


def _attended(line: AttendanceLine) -> str:
    told = line.presence.label
    if line.presence is Presence.DEPUTY:
        told = f"Deputy: {line.deputy}" if line.deputy else "Deputy, not named"
    return f"{told}, {line.times}" if line.times else told


def _items(items: Sequence[MinutedItem]) -> Iterable[Block]:
    for item in items:
        if item.discussed:
            yield Heading(2, f"{item.number}. {item.title}")
            yield from _entries(item)
    missed = [f"{item.number} {item.title}" for item in items if not item.discussed]
    if missed:
        yield Heading(2, "Items not discussed")
        yield BulletList(tuple(missed))


def _entries(item: MinutedItem) -> Iterable[Block]:
    if item.interests:
        yield BulletList(tuple(_interest(one, item) for one in item.interests))
    if item.apart:
        yield Paragraph("Minuted in the restricted part.")
    elif not item.entries and not item.interests:
        yield Paragraph("Nothing was minuted.")
    for is_note, run in groupby(item.entries, lambda entry: entry.kind is EntryKind.NOTE):
        entries = list(run)
        if is_note:
            labels = tuple(entry.number for entry in entries)
            items = tuple(Item(entry.text, mark=mark_of(entry.id)) for entry in entries)
            yield NumberedList(items, labels=labels)
        else:
            yield from (_callout(entry) for entry in entries)
    for decision in item.between:
        why = f" It could not wait: {decision.reason}" if decision.reason else ""
        yield small(sentence(f"{decision.ref} was agreed by: {decision.agreed}.{why}"))


def _interest(one: InterestView, item: MinutedItem) -> str:
    """Return a declared interest in a sentence; at its item also what a withdrawal meant."""
    where = f" in item {one.number}" if item.declarations and one.number else ""
    words = f" ({one.words})" if one.words else ""
    told = f"{person(one.role, one.agency)} declared an interest{where}{words}"
    if not one.withdrew:
        return f"{told}."
    if item.declarations:
        return f"{told} and withdrew from it."
    return f"{told}, withdrew while it was discussed, and was not counted for its quoracy."


def _callout(entry: EntryView) -> Callout:
    kind = CalloutKind(entry.kind.value)
    ratified = " (subject to ratification)" if entry.subject_to_ratification else ""
    action = entry.action if entry.kind is EntryKind.ACTION else None
    return Callout(
        kind,
        entry.text or (action.title if action else ""),
        label=f"{entry.number} {kind.label}{ratified}",
        reference=action.ref if action else entry.risk_ref,
        details=tuple(_details(entry, action)),
        mark=mark_of(entry.id),
    )


def _details(entry: EntryView, action: ActionBrief | None) -> Iterable[tuple[str, Cell]]:
    if action is not None:
        yield "Owner", _owner(action)
        yield "Due", due(action.due_on, action.due_words)
    elif entry.kind is EntryKind.CHALLENGE:
        yield "From", entry.by_agency or "The group"
        yield "To", entry.about_agency or "Not named"
        yield "Response", entry.response or "None recorded"
    elif entry.kind is EntryKind.ESCALATION:
        yield "To", entry.board or "No board named"
    if entry.response and entry.kind is not EntryKind.CHALLENGE:
        yield "Evidence" if entry.kind is EntryKind.DECISION else "Response", entry.response


def _owner(action: ActionBrief) -> str:
    return person(action.owner, action.agency) or "No owner"


def _action_list(raised: Raised) -> Iterable[Block]:
    if raised.actions:
        yield table(
            (
                Column("Ref", role=Role.REF),
                Column("Action", 3),
                Column("Owner", 2),
                Column("Due", role=Role.DATE),
            ),
            (
                (action.ref, action.title, _owner(action), due(action.due_on, action.due_words))
                for action in raised.actions
            ),
            "Actions",
        )
    else:
        yield Paragraph("No actions were raised.")
    if raised.closed:
        yield Paragraph(f"{count(len(raised.closed), 'action')} agreed closed:")
        yield BulletList(tuple(f"{ref}: {title}" for ref, title in raised.closed))


def _amendments(facts: MinutesFacts) -> Iterable[Block]:
    if not facts.amendments:
        return
    yield Heading(1, "Amendments and corrections")
    words = {
        MinutesStep.AMENDMENT: "Amendment agreed",
        MinutesStep.CORRECTION: "Correction",
    }
    yield BulletList(
        tuple(f"{words[e.step]}, {write_date(e.on)}: {e.words}" for e in facts.amendments)
    )


def _closing(facts: MinutesFacts) -> Iterable[Block]:
    yield Heading(1, "Next meeting")
    planned = facts.next_meeting
    if planned is None:
        yield Paragraph("No date has been set.")
    else:
        place = f", {planned.venue}" if planned.venue else ""
        yield Paragraph(f"{write_day(planned.held_on)}, {clock(planned.starts_at)}{place}.")
    yield Heading(1, "Approval")
    yield KeyFacts(tuple(_approval(facts)))


def _approval(facts: MinutesFacts) -> Iterable[tuple[str, Cell]]:
    given = {approval.role: approval.on for approval in facts.approvals}
    for chair in facts.co_chairs:
        on = given.get(chair.role)
        yield f"Co-chair, {chair.role}", f"Approved {write_date(on)}" if on else "Not yet approved"
    if not facts.co_chairs:
        yield "Co-chairs", "None recorded"
    yield "Circulated", write_date(facts.circulated_on) if facts.circulated_on else "Not yet"
    if facts.ratified_on is None:
        yield "Ratified", "Not yet"
    else:
        yield "Ratified", f"{write_date(facts.ratified_on)}, at {facts.ratified_at}"


def _part_2(facts: MinutesFacts) -> Iterable[Block]:
    yield PageBreak()
    yield Heading(1, "Part 2: restricted")
    yield Paragraph("For the people named here only. Not to be copied or sent on.")
    names = tuple(person(one.role, one.agency) for one in facts.part_2_for)
    yield BulletList(names) if names else Paragraph("Nobody is recorded as having taken part.")
    yield small("Entries keep the numbers they have in the meeting; part 1 leaves these out.")
    yield from _items(facts.part_2)
    yield Heading(2, "Actions of part 2")
    yield from _action_list(facts.raised_apart)
