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
from safeguard_desk.errors import Refusal
from safeguard_desk.papers.parts import created, lead, marking, small, table
from safeguard_desk.papers.request import Request
from safeguard_desk.papers.wording import boards_of, count
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.terms import Marking
from safeguard_desk.rules.terms_review import ReviewState
from safeguard_desk.views import groups as group_views
from safeguard_desk.views import reviews
from safeguard_desk.views.review_case import Case, case


@dataclass(frozen=True)
class DecisionFacts:
    """What the record says."""

    organisation: str
    group: str
    case: Case


def _about(request: Request) -> str:
    if request.about is None or request.about[0] != "reviews":
        raise Refusal(
            "This paper is made for a case, and none was named.",
            "Nothing was made.",
            "Choose the case first.",
        )
    return request.about[1]


def collect(reader: Reader, request: Request) -> DecisionFacts:
    """Return what the record says; refuses a public copy, and texts that tell who somebody is."""
    seen = case(reader, _about(request))
    if request.public:
        raise Refusal(
            "A case's decision record is for named people only; there is no public copy.",
            "Nothing was made.",
            "Ask for it without that.",
        )
    refuse_leaks(seen)
    return DecisionFacts(
        organisation=group_views.partnership(reader),
        group=group_views.head(reader, seen.head.group_id).name,
        case=seen,
    )


def refuse_leaks(seen: Case) -> None:
    """Refuse a paper on a case while its texts hold what tells who somebody is."""
    if seen.leaks:
        place, leak = seen.leaks[0]
        raise Refusal(
            f"“{leak.text}” ({place}) looks like {leak.what}.",
            "Nothing was made.",
            f"Take it out first; {count(len(seen.leaks), 'place')} of {seen.head.ref} to look at.",
        )


def name(reader: Reader, request: Request) -> str:
    """Return what the file of the record is called."""
    return f"{reviews.head(reader, _about(request)).ref} decision record"


def compose(facts: DecisionFacts) -> Document:
    """Return the record as a document."""
    head = facts.case.head
    return Document(
        title=f"Decision record: {head.ref}",
        subtitle=f"{facts.group}, {head.board}",
        organisation=boards_of(facts.organisation),
        blocks=tuple(_blocks(facts.case)),
        created=created(facts.case.today),
        marking=marking(Marking.OFFICIAL_SENSITIVE, restricted=True),
        footer="For named people only",
        subject=f"Decision on the referral {head.ref}",
        watermark=None if head.decided_on else "DRAFT",
    )


def _blocks(seen: Case) -> Iterator[Block]:
    head = seen.head
    yield KeyFacts(tuple(_facts(seen)))
    yield lead(_summary(seen))
    yield Heading(1, "What was referred")
    yield Paragraph(head.happened)
    yield from _criteria(seen)
    yield from _views(seen)
    yield from _decision(seen)
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
    yield Heading(1, "The criteria, one by one")
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
