"""The publication record: each report where, from and until when, or why it is withheld.

Without the restricted part it tells what is published, which everybody may read, and counts the
rest; code names and reasons are for named people.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from safeguard_desk.desk.reading import Reader
from safeguard_desk.documents.model import (
    Block,
    Cell,
    Column,
    Document,
    Heading,
    Orientation,
    Paragraph,
    Role,
)
from safeguard_desk.papers.parts import created, lead, marking, small, table
from safeguard_desk.papers.request import Request
from safeguard_desk.papers.wording import boards_of, count
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.terms import Marking
from safeguard_desk.rules.terms_review import Publication, ReviewKind, ReviewState
from safeguard_desk.rules.working_days import add_months
from safeguard_desk.views import groups as group_views
from safeguard_desk.views import reviews
from safeguard_desk.views.agreed_words import agreed
from safeguard_desk.views.reviews import Head

_OUT = frozenset({Publication.PUBLISHED, Publication.SUMMARY})


@dataclass(frozen=True)
class Published:
    """A report: `ref` and `reason` are empty without the restricted part."""

    ref: str
    words: str
    kind: ReviewKind
    publication: Publication
    where: str
    since: date | None
    until: date | None
    reason: str
    state: ReviewState

    def stands(self, today: date) -> str:
        """Return whether it is out, and until when at least."""
        if self.since is None:
            return ""
        if self.since > today:
            return "Planned"
        if self.until is not None and self.until < today:
            return "Ended"
        year = add_months(self.since, 12)
        if self.until is None and year > today:
            return f"Out, to stay until {write_date(year)} at least"
        return "Out"


@dataclass(frozen=True)
class PublicationFacts:
    """What the record says; `reports` are those that may be told of, `counted` all of them."""

    organisation: str
    today: date
    restricted: bool
    copy: str
    reports: tuple[Published, ...]
    counted: tuple[tuple[Publication, int], ...]


def collect(reader: Reader, request: Request) -> PublicationFacts:
    """Return what the record says to those the request is for."""
    every = [_published(one, request) for one in reviews.heads(reader) if _reported(one)]
    return PublicationFacts(
        organisation=group_views.partnership(reader),
        today=reader.today,
        restricted=request.restricted,
        copy=request.copy,
        reports=tuple(one for one in every if request.restricted or one.publication in _OUT),
        counted=tuple((p, sum(one.publication is p for one in every)) for p in Publication),
    )


def _reported(head: Head) -> bool:
    """Tell whether there is, or is to be, a report of this partnership on a case."""
    return (
        not head.kind.is_light
        and not head.kind.is_elsewhere
        and head.decided_on is not None
        and head.state is not ReviewState.NOT_PROGRESSED
    )


def _published(head: Head, request: Request) -> Published:
    out = head.publication in _OUT
    words = agreed(head.public_words)
    where = agreed(head.published_where) if out else ""
    return Published(
        ref=head.ref if request.restricted else "",
        words=words or (head.title if request.restricted else ""),
        kind=head.kind,
        publication=head.publication,
        where=where,
        since=head.published_on if out else None,
        until=head.published_until if out else None,
        reason=head.publication_reason if request.restricted else "",
        state=head.state,
    )


def name(reader: Reader, request: Request) -> str:
    """Return what the file of the record is called."""
    return f"Publication record {reader.today.isoformat()}"


def compose(facts: PublicationFacts) -> Document:
    """Return the record as a document."""
    return Document(
        title="Publication record of reviews",
        subtitle=f"As of {write_date(facts.today)}",
        organisation=boards_of(facts.organisation),
        blocks=tuple(_blocks(facts)),
        created=created(facts.today),
        marking=marking(Marking.OFFICIAL, restricted=facts.restricted),
        footer=facts.copy,
        orientation=Orientation.LANDSCAPE,
        subject="Where and how long reports of reviews are published, or why not",
    )


def _blocks(facts: PublicationFacts) -> Iterator[Block]:
    total = sum(number for _, number in facts.counted)
    told = ", ".join(f"{number} {kind.label.lower()}" for kind, number in facts.counted if number)
    yield lead(f"{count(total, 'report')} in all{': ' if told else ''}{told}.")
    out = [one for one in facts.reports if one.publication in _OUT]
    yield Heading(1, "Published")
    yield _out(out, facts) if out else Paragraph("No report is published yet.")
    if facts.restricted:
        for title, publication in (
            ("Withheld, and why", Publication.WITHHELD),
            ("Not settled yet", Publication.OPEN),
        ):
            own = [one for one in facts.reports if one.publication is publication]
            yield Heading(1, title)
            yield _kept(own, title) if own else Paragraph("None.")
    else:
        yield small("Reasons why reports are withheld are in the restricted part.")
    yield small(
        "Reports of local child safeguarding practice reviews stay available for at least one year"
        " (Working Together to Safeguard Children 2023, chapter 5); the partnership holds"
        " safeguarding adults reviews to the same."
    )


def _out(reports: list[Published], facts: PublicationFacts) -> Block:
    rows: list[tuple[Cell, ...]] = []
    for one in sorted(reports, key=lambda one: (one.since or date.min, one.ref), reverse=True):
        until: Cell = one.until or "Without end"
        told = (one.where or "Not said", one.since, until, one.stands(facts.today))
        what = one.words or one.kind.label
        line = (what, one.kind.label, one.publication.label, *told)
        rows.append((one.ref, *line, one.reason) if facts.restricted else line)
    columns = [
        Column("What", weight=3),
        Column("Kind", weight=2),
        Column("How", weight=1),
        Column("Where", weight=3),
        Column("From", role=Role.DATE),
        Column("Until", role=Role.DATE),
        Column("Stands", weight=2),
    ]
    if facts.restricted:
        columns = [Column("Case", role=Role.REF), *columns, Column("Reason", weight=2)]
    return table(columns, rows, "Published")


def _kept(reports: list[Published], title: str) -> Block:
    rows = [
        (one.ref, one.words, one.kind.label, one.state.label, one.reason or "–") for one in reports
    ]
    columns = (
        Column("Case", role=Role.REF),
        Column("About", weight=3),
        Column("Kind", weight=2),
        Column("State", weight=1),
        Column("Reason", weight=4),
    )
    return table(columns, rows, title.partition(",")[0])
