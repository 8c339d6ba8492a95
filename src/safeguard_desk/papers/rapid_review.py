"""The rapid review report to the national Panel, under the headings that its guidance asks for.

The four aims are those of Working Together to Safeguard Children 2023, chapter 5: gather the facts,
act at once for children's safety, consider what can be improved, decide what follows. The report is
for the Panel and named people: it uses code names, and there is no public copy.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from safeguard_desk.desk.reading import Reader
from safeguard_desk.documents.model import (
    Block,
    BulletList,
    Callout,
    CalloutKind,
    Cell,
    Column,
    Document,
    Heading,
    KeyFacts,
    Paragraph,
    Role,
)
from safeguard_desk.errors import Refusal
from safeguard_desk.papers import one_case
from safeguard_desk.papers.parts import created, lead, marking, small, table
from safeguard_desk.papers.request import Request
from safeguard_desk.papers.wording import boards_of, count, listed
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.terms import Marking, Side
from safeguard_desk.rules.terms_review import Exact, ReviewKind, ReviewState, Significance
from safeguard_desk.rules.terms_thread import FindingKind
from safeguard_desk.views import groups as group_views
from safeguard_desk.views.review_case import Case
from safeguard_desk.views.review_parts import EventView


@dataclass(frozen=True)
class RapidFacts:
    """What the report says."""

    organisation: str
    group: str
    case: Case


def collect(reader: Reader, request: Request) -> RapidFacts:
    """Return what the report says; refuses adults' cases, public copies, and telling texts."""
    seen = one_case.for_named_people(reader, request, "rapid review report")
    if seen.head.side is Side.ADULTS:
        raise Refusal(
            f"{seen.head.ref} is a case of the adults' side, and rapid reviews are of children.",
            "Nothing was made.",
            "Ask for its decision record.",
        )
    return RapidFacts(
        organisation=group_views.partnership(reader),
        group=group_views.head(reader, seen.head.group_id).name,
        case=seen,
    )


def name(reader: Reader, request: Request) -> str:
    """Return what the file of the report is called."""
    return f"{one_case.ref(reader, request)} rapid review"


def compose(facts: RapidFacts) -> Document:
    """Return the report as a document."""
    head = facts.case.head
    sent = any(one.kind == "rapid-review" and one.met_on for one in facts.case.clocks)
    return Document(
        title=f"Rapid review: {head.ref}",
        subtitle="To the Child Safeguarding Practice Review Panel",
        organisation=boards_of(facts.organisation),
        blocks=tuple(_blocks(facts.case)),
        created=created(facts.case.today),
        marking=marking(Marking.OFFICIAL_SENSITIVE, restricted=True),
        footer="For the Panel and named people only",
        subject=f"Rapid review of {head.ref}",
        watermark=None if sent else "DRAFT",
    )


def _blocks(seen: Case) -> Iterator[Block]:
    yield KeyFacts(tuple(_facts(seen)))
    yield lead(_summary(seen))
    yield from _gathered(seen)
    yield from _immediate(seen)
    yield from _learning(seen)
    yield from _decision(seen)
    yield from _next(seen)
    yield small(
        "Headings follow the aims of a rapid review in Working Together to Safeguard Children 2023,"
        " chapter 5. People are called by the code names of the case."
    )


def _facts(seen: Case) -> Iterator[tuple[str, Cell]]:
    head = seen.head
    yield "Case", head.ref
    yield "Safeguarding partners", head.board
    if head.happened_on:
        yield "Incident", head.happened_on
    yield "Authority aware", head.aware_on or "Not recorded"
    yield "Panel notified", head.notified_on or "Not recorded"
    for one in seen.clocks:
        if one.kind in {"notification", "rapid-review"}:
            yield one.label, one.state.words
    yield "Outcome for the child", head.harm.label
    yield "Abuse or neglect", head.abuse.label


def _summary(seen: Case) -> str:
    head = seen.head
    if head.decided_on is None:
        return f"{head.ref} is not decided yet. {seen.verdict.words}"
    taken = "" if head.kind is ReviewKind.LCSPR else "no "
    return (
        f"On {write_date(head.decided_on)} the partners decided that {taken}local child"
        f" safeguarding practice review follows."
    )


def _gathered(seen: Case) -> Iterator[Block]:
    head = seen.head
    yield Heading(1, "1. The facts, as far as they are readily established")
    yield Heading(2, "What happened")
    yield Paragraph(head.happened)
    yield Heading(2, "Who is who in this report")
    names = [(one.name, one.meaning) for one in seen.names]
    columns = (Column("Code name", weight=1), Column("Who is meant, without a name", weight=3))
    if names:
        yield table(columns, names, "Code names")
    else:
        yield Paragraph("No code names are settled yet.")
    yield Heading(2, "The child's daily life, and what the child said")
    yield Paragraph(head.lived_experience or "Nothing is written yet.")
    yield from _agencies(seen)
    yield from _key_events(seen.events)


def _agencies(seen: Case) -> Iterator[Block]:
    yield Heading(2, "Agencies, and what they sent")
    if not seen.agencies:
        yield Paragraph("No agency is named yet.")
        return
    rows = [(one.name, one.asked_on, one.due_on, one.received_on) for one in seen.agencies]
    dates = tuple(Column(words, role=Role.DATE) for words in ("Asked", "Due", "Received"))
    yield table((Column("Agency", weight=3), *dates), rows, "Agencies")
    missing = [one.name for one in seen.agencies if one.asked_on and not one.received_on]
    if missing:
        yield small(f"Still to come: {listed(missing)}.")


def _key_events(events: Iterable[EventView]) -> Iterator[Block]:
    every = tuple(events)
    key = [one for one in every if one.significance is Significance.KEY]
    shown = key or [one for one in every if one.significance is Significance.NOTABLE]
    yield Heading(2, "Key events")
    if not shown:
        yield Paragraph(
            "The chronology holds no event marked as key or of note."
            if every
            else "No chronology is merged yet."
        )
        return
    rows = [(_when(one), one.agency, one.words) for one in shown]
    columns = (Column("When", fixed=30), Column("Agency", weight=1), Column("Event", weight=4))
    yield table(columns, rows, "Key events")
    if len(shown) < len(every):
        yield small(f"The merged chronology holds {count(len(every), 'event')} in all.")


def _when(one: EventView) -> str:
    shown = write_date(one.on)
    if one.exact is Exact.MONTH:
        return shown.split(" ", 1)[1]
    if one.exact is Exact.YEAR:
        return str(one.on.year)
    return f"about {shown}" if one.exact is Exact.ABOUT else shown


def _immediate(seen: Case) -> Iterator[Block]:
    yield Heading(1, "2. Immediate action to keep children safe")
    yield Paragraph(seen.head.immediate_action or "Nothing is recorded yet.")


def _learning(seen: Case) -> Iterator[Block]:
    yield Heading(1, "3. What can be improved")
    if seen.head.analysis:
        yield Paragraph(seen.head.analysis)
    for words, kind in (
        ("Where practice fell short", FindingKind.IMPROVEMENT),
        ("Good practice", FindingKind.STRENGTH),
    ):
        own = [f"{one.text} ({one.ref})" for one in seen.findings if one.kind is kind]
        if own:
            yield Heading(2, words)
            yield BulletList(tuple(own))
    if seen.learning:
        yield Heading(2, "Learning, and who has heard it")
        rows = [
            (one.text, listed([who.label.lower() for who in one.heard]) or "nobody yet")
            for one in seen.learning
        ]
        columns = (Column("Learning", weight=3), Column("Heard by", weight=1))
        yield table(columns, rows, "Learning")
    if not (seen.head.analysis or seen.findings or seen.learning):
        yield Paragraph("Nothing is written yet.")


def _decision(seen: Case) -> Iterator[Block]:
    head = seen.head
    yield Heading(1, "4. What follows: the decision on a review")
    yield Heading(2, "The criteria, one by one")
    rows = [
        (one.criterion.text, one.answer.label if one.answer else "Not answered", one.reasons)
        for one in seen.criteria
    ]
    columns = (
        Column("Criterion", weight=3),
        Column("Answer", fixed=22),
        Column("Reasons", weight=4),
    )
    yield table(columns, rows, "Criteria")
    yield Paragraph(seen.verdict.words)
    if head.decided_on is None:
        yield Paragraph("The decision is still to be taken.")
    else:
        passed = head.state is ReviewState.NOT_PROGRESSED
        yield Callout(
            CalloutKind.DECISION,
            "Not taken further" if passed else head.kind.label,
            reference=head.ref,
            details=(
                ("Decided by", head.decided_by),
                ("On", head.decided_on),
                ("Reasons", head.decision_reasons),
            ),
        )
    yield Heading(2, "Issues of national importance")
    yield Paragraph(head.national_issues or "None is recorded.")


def _next(seen: Case) -> Iterator[Block]:
    yield Heading(1, "5. Recommendations, actions and how learning is shared")
    made = [one for found in seen.findings for one in found.recommendations]
    if made:
        rows = [(one.ref, one.text, one.to, one.response.label) for one in made]
        columns = (
            Column("Ref", role=Role.REF),
            Column("Recommendation", weight=4),
            Column("To", weight=2),
            Column("Response", weight=1),
        )
        yield table(columns, rows, "Recommendations")
    if seen.actions:
        actions = [
            (one.ref, one.title, one.owner, one.due_on, one.status.label) for one in seen.actions
        ]
        shown = (
            Column("Ref", role=Role.REF),
            Column("Action", weight=4),
            Column("Owner", weight=2),
            Column("Due", role=Role.DATE),
            Column("Status", weight=1),
        )
        yield table(shown, actions, "Actions")
    if not made and not seen.actions:
        yield Paragraph("None yet.")
