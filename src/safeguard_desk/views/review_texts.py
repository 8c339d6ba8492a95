"""Every text of a case with its place: what is looked over before anything leaves."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sqlalchemy import or_, select

from safeguard_desk.desk.reading import Reader
from safeguard_desk.models import (
    Action,
    AgendaItem,
    Meeting,
    MinuteEntry,
    ReviewClock,
)

if TYPE_CHECKING:
    from safeguard_desk.views.review_case import Case

Text = tuple[str, str]
"""A place, and the words that stand there."""
_HEAD = (
    ("About", "title"),
    ("What happened", "happened"),
    ("Referred by", "referred_by"),
    ("State", "state_reason"),
    ("Reasons of the decision", "decision_reasons"),
    ("Purpose", "purpose"),
    ("Questions", "questions"),
    ("Done at once", "immediate_action"),
    ("Lived experience", "lived_experience"),
    ("Beyond the area", "national_issues"),
    ("Why this tool", "tool_reasons"),
    ("Analysis", "analysis"),
    ("Wording for others", "public_words"),
    ("Publication", "publication_reason"),
    ("Published where", "published_where"),
    ("Impact", "impact"),
    ("Answer", "answer"),
)


def of_case(case: "Case") -> tuple[Text, ...]:
    """Return the texts that a case shows, in the order of its page; empty ones are left out."""
    found = [(place, str(getattr(case.head, name))) for place, name in _HEAD]
    found += [*_gathered(case), *_found(case), *case.elsewhere]
    return tuple((place, words) for place, words in found if words)


def _gathered(case: "Case") -> Iterator[Text]:
    yield from ((f"Criterion {one.id}", one.reasons) for one in case.criteria)
    yield from ((f"View of {one.name}", one.view) for one in case.agencies)
    yield from ((f"Stage {one.position}", one.name) for one in case.stages)
    yield from ((one.role.label, one.who) for one in case.roles)
    yield from ((f"Contact {one.on.isoformat()}", one.words) for one in case.contacts)
    yield from ((f"Meaning of {one.name}", one.meaning) for one in case.names)
    for event in case.events:
        place = f"Chronology {event.on.isoformat()}"
        yield from ((place, words) for words in (event.words, event.source, event.compared))
    yield from ((f"Quality marker {one.code}", one.words) for one in case.checks)


def _found(case: "Case") -> Iterator[Text]:
    for one in case.findings:
        yield from ((one.ref, words) for words in (one.text, one.evidence, one.no_recommendation))
        for made in one.recommendations:
            yield from ((made.ref, words) for words in (made.text, made.reason))
    yield from ((one.ref, one.text) for one in case.learning)
    yield from ((one.ref, one.title) for one in case.actions)
    yield from ((f"Theme {one.theme}", one.text) for one in case.notes)
    for check in case.impact:
        yield f"Check of impact {check.checked_on.isoformat()}", f"{check.evidence} {check.by}"


def elsewhere(reader: Reader, review_id: str, ref: str) -> tuple[Text, ...]:
    """Return what is said of a case outside it: reasons of clocks, minutes, actions."""
    found: list[Text] = []
    c = ReviewClock
    statement = select(c.kind, c.stopped, c.extended).where(c.review_id == review_id)
    for kind, stopped, extended in reader.rows(statement.order_by(c.kind)):
        found += [(f"Clock {kind}", stopped), (f"Clock {kind}", extended)]
    said = f"%{ref}%"
    minutes = (
        select(Meeting.ref, MinuteEntry.text)
        .join(Meeting, Meeting.id == MinuteEntry.meeting_id)
        .where(MinuteEntry.text.like(said))
        .order_by(Meeting.held_on, MinuteEntry.id)
    )
    found += [(f"Minutes {meeting}", words) for meeting, words in reader.rows(minutes)]
    items = (
        select(Meeting.ref, AgendaItem.title)
        .join(Meeting, Meeting.id == AgendaItem.meeting_id)
        .where(AgendaItem.title.like(said))
        .order_by(Meeting.held_on, AgendaItem.id)
    )
    found += [(f"Agenda {meeting}", words) for meeting, words in reader.rows(items)]
    a = Action
    actions = select(a.ref, a.title).where(or_(a.title.like(said), a.evidence.like(said)))
    found += list(reader.rows(actions.order_by(a.ref)))
    return tuple((place, words) for place, words in found if words)
