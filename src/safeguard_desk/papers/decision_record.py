"""The record of the decision on a referral: the criteria one by one, the views, what was decided.

A case is restricted as a whole: the record is for named people, and there is no public copy. It is
not made while a text of the case holds what looks like a date of birth, an NHS number or an
address.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from safeguard_desk.desk.reading import Reader
from safeguard_desk.documents.model import (
    Block,
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
from safeguard_desk.papers import one_case
from safeguard_desk.papers.parts import created, lead, marking, small, table
from safeguard_desk.papers.request import Request
from safeguard_desk.papers.wording import boards_of, count
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.terms import Marking, Side
from safeguard_desk.rules.terms_review import ReviewKind, ReviewState
from safeguard_desk.views import groups as group_views
from safeguard_desk.views.review_case import Case


@dataclass(frozen=True)
class DecisionFacts:
    """What the record says."""

    organisation: str
    group: str
    case: Case


def collect(reader: Reader, request: Request) -> DecisionFacts:
    """Return what the record says; refuses a public copy, and texts that tell who somebody is."""
    seen = one_case.for_named_people(reader, request, "decision record")
    return DecisionFacts(
        organisation=group_views.partnership(reader),
        group=group_views.head(reader, seen.head.group_id).name,
        case=seen,
    )


def name(reader: Reader, request: Request) -> str:
    """Return what the file of the record is called."""
    return f"{one_case.ref(reader, request)} decision record"


def compose(facts: DecisionFacts) -> Document:
    """Return the record as a document."""
    head = facts.case.head
    return Document(
        title=f"{_called(head.kind)}: {head.ref}",
        subtitle=f"{facts.group}, {head.board}",
        organisation=boards_of(facts.organisation),
        blocks=tuple(_blocks(facts.case)),
        created=created(facts.case.today),
        marking=marking(Marking.OFFICIAL_SENSITIVE, restricted=True),
        footer="For named people only",
        subject=f"Decision on the referral {head.ref}",
        watermark=None if head.decided_on else "DRAFT",
    )


def _called(kind: ReviewKind) -> str:
    sar = kind in {ReviewKind.SAR, ReviewKind.SAR_DISCRETIONARY}
    return "Safeguarding adults review: decision record" if sar else "Decision record"


def _blocks(seen: Case) -> Iterator[Block]:
    head = seen.head
    yield KeyFacts(tuple(_facts(seen)))
    yield lead(_summary(seen))
    yield Heading(1, "What was referred")
    yield Paragraph(head.happened)
    if head.immediate_action:
        yield Heading(2, "Done at once to keep people safe")
        yield Paragraph(head.immediate_action)
    yield from _criteria(seen)
    yield from _views(seen)
    yield from _involved(seen)
    yield from _decision(seen)
    yield from _purpose(seen)
    yield from _clocks(seen)


def _facts(seen: Case) -> Iterator[tuple[str, Cell]]:
    head = seen.head
    yield "Case", head.ref
    yield "Board", head.board
    sent_by = ", ".join(part for part in (head.referred_by, head.agency) if part)
    referred = write_date(head.referred_on)
    yield "Referred", f"{referred}, by {sent_by}" if sent_by else referred
    if head.happened_on:
        yield "Happened on", head.happened_on
    if head.aware_on:
        yield "Authority aware", head.aware_on
    if head.notified_on:
        yield "Panel notified", head.notified_on
    yield "Outcome", head.harm.label
    yield "Abuse or neglect", head.abuse.label
    yield "Agencies", count(len(seen.agencies), "agency", "agencies")


def _summary(seen: Case) -> str:
    head = seen.head
    if head.decided_on is None:
        return f"{head.ref} is not decided yet. {seen.verdict.words}"
    day, by = write_date(head.decided_on), head.decided_by
    if head.state is ReviewState.NOT_PROGRESSED:
        return f"On {day} it was decided by {by} not to review {head.ref}."
    return f"On {day} it was decided by {by}: {head.kind.label[0].lower()}{head.kind.label[1:]}."


def _criteria(seen: Case) -> Iterator[Block]:
    adult = seen.head.side is not Side.CHILDREN
    law = "The tests of section 44 of the Care Act 2014, one by one"
    yield Heading(1, law if adult else "The criteria, one by one")
    rows = [
        (
            one.criterion.text,
            one.answer.label if one.answer else "Not answered",
            one.reasons,
            one.criterion.source,
        )
        for one in seen.criteria
    ]
    columns = (
        Column("Criterion", weight=3),
        Column("Answer", fixed=22),
        Column("Reasons", weight=4),
        Column("Source", weight=2),
    )
    yield table(columns, rows, "Criteria")
    yield Paragraph(seen.verdict.words)
    if adult:
        yield small(
            "Section 44(1) with (2) or (3): a review must be held. Section 44(4): a review may be"
            " held of any other case of an adult in the area with needs for care and support."
        )


def _purpose(seen: Case) -> Iterator[Block]:
    """Yield what a review is to bring; for adults as section 44(5) has it."""
    head = seen.head
    if head.decided_on is None or head.state is ReviewState.NOT_PROGRESSED:
        return
    yield Heading(1, "What the review is for")
    if head.side is not Side.CHILDREN:
        yield Paragraph(
            "Each member of the board co-operates in and contributes to the review, to identify the"
            " lessons to be learnt from the case and to apply them to future cases (section 44(5))."
        )
    yield KeyFacts(
        (
            ("Purpose", head.purpose or "To be agreed with the terms of reference"),
            ("Questions", head.questions or "–"),
            ("Way of reviewing", head.tool or "To be chosen"),
        )
    )


def _involved(seen: Case) -> Iterator[Block]:
    """Yield how the adult, the child or the family was involved; never by name."""
    yield Heading(1, "The voice of the person and the family")
    if seen.head.lived_experience:
        yield Paragraph(seen.head.lived_experience)
    rows = [(one.on, one.with_whom.label, one.outcome.label, one.words) for one in seen.contacts]
    if not rows:
        yield Paragraph("No contact with the person or the family is recorded yet.")
        return
    columns = (
        Column("On", role=Role.DATE),
        Column("With", weight=2),
        Column("Outcome", weight=2),
        Column("In words", weight=4),
    )
    yield table(columns, rows, "Contacts")


def _views(seen: Case) -> Iterator[Block]:
    yield Heading(1, "What agencies think")
    given = [one for one in seen.agencies if one.supports is not None]
    if not given:
        yield Paragraph("No agency has given its view yet.")
        return
    rows = [
        (one.name, one.supports.label if one.supports else "", one.view, one.viewed_on)
        for one in given
    ]
    columns = (
        Column("Agency", weight=2),
        Column("View", fixed=38),
        Column("In words", weight=4),
        Column("On", role=Role.DATE),
    )
    yield table(columns, rows, "Views of agencies")
    silent = [one.name for one in seen.agencies if one.supports is None]
    if silent:
        yield small(f"No view yet: {', '.join(silent)}.")


def _decision(seen: Case) -> Iterator[Block]:
    head = seen.head
    yield Heading(1, "Decision")
    if head.decided_on is None:
        yield Paragraph("The decision is still to be taken.")
        return
    not_taken = head.state is ReviewState.NOT_PROGRESSED
    yield Callout(
        CalloutKind.DECISION,
        "Not taken further" if not_taken else head.kind.label,
        reference=head.ref,
        details=(
            ("Decided by", head.decided_by),
            ("On", head.decided_on),
            ("Reasons", head.decision_reasons),
        ),
    )


def _clocks(seen: Case) -> Iterator[Block]:
    if not seen.clocks:
        return
    yield Heading(1, "Clocks")
    rows = [
        (one.label, one.starts_on, one.state.due, one.state.words, _source(one.source, one.edition))
        for one in sorted(seen.clocks, key=lambda one: one.due_on)
    ]
    columns = (
        Column("Clock", weight=2),
        Column("From", role=Role.DATE),
        Column("Due", role=Role.DATE),
        Column("Stands", weight=2),
        Column("Rule", weight=2),
    )
    yield table(columns, rows, "Clocks")
    yield small(
        "Working days are Monday to Friday but bank holidays of England and Wales; the day of the"
        " event is day 0. Each clock keeps the rule it started under."
    )


def _source(source: str, edition: str) -> str:
    return f"{source} ({edition})" if edition else source
