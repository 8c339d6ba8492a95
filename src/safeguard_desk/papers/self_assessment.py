"""A round of self-assessment as a paper: agencies compared, and what others say beside them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from safeguard_desk.desk.reading import Reader
from safeguard_desk.documents.model import (
    Align,
    Block,
    Column,
    Document,
    Heading,
    Orientation,
)
from safeguard_desk.papers.parts import created, lead, marking, small, table
from safeguard_desk.papers.request import Request, asked
from safeguard_desk.papers.wording import boards_of, count, share
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.self_assessment import Result
from safeguard_desk.rules.shares import Share
from safeguard_desk.rules.terms import Marking
from safeguard_desk.rules.terms_quality import Part, Score
from safeguard_desk.views import assessments as view
from safeguard_desk.views import groups
from safeguard_desk.views.assessments import AnswerView, RoundView

_MOST = 12
"""Standards that a table of the page can hold side by side."""
_SHORT = {Score.MET: "met", Score.PARTLY: "partly", Score.NOT_MET: "NOT", Score.NOT_APPLICABLE: "–"}
_KEY = (
    "Met 2 points, partly met 1, not met 0; what does not apply (–) leaves the denominator. An"
    " arrow leads from the agency's own score to that of its peers."
)


@dataclass(frozen=True)
class Facts:
    """A round with the results of each agency in each round of its group."""

    organisation: str
    marking: Marking
    group: str
    today: date
    view: RoundView
    years: Mapping[str, Mapping[str, Result]]


def collect(reader: Reader, request: Request) -> Facts:
    """Return the round that is asked for."""
    seen = view.round_view(reader, asked(request.about[1] if request.about else None, "round"))
    group = groups.head(reader, seen.head.group_id)
    organisation = boards_of(groups.partnership(reader))
    years = view.by_year(reader, group.id)
    return Facts(organisation, group.marking, group.name, reader.today, seen, years)


def name(reader: Reader, request: Request) -> str:
    """Return what the file is called: "QA-SA-0001 self-assessment"."""
    seen = view.round_view(reader, asked(request.about[1] if request.about else None, "round"))
    return f"{seen.head.ref} self-assessment"


def compose(facts: Facts) -> Document:
    """Return the paper, lying on its side."""
    head = facts.view.head
    return Document(
        title=f"Self-assessment: {head.title}",
        subtitle=f"{facts.group}, {head.ref}, {head.standards}, as on {write_date(facts.today)}",
        blocks=tuple(_blocks(facts)),
        created=created(facts.today),
        organisation=facts.organisation,
        marking=marking(facts.marking, restricted=False),
        orientation=Orientation.LANDSCAPE,
        subject=f"What agencies say of themselves in {head.title}",
    )


def _blocks(facts: Facts) -> Iterator[Block]:
    seen = facts.view
    came = sum(line.part is Part.TOOK_PART for line in seen.lines)
    yield lead(f"{came} of {count(len(seen.lines), 'agency', 'agencies')} returned the form.")
    yield Heading(1, "Agencies")
    yield _agencies(facts)
    for start in range(0, len(seen.standards), _MOST):
        yield Heading(1, "Standard by standard" if not start else "Further standards")
        yield _matrix(seen, start)
    yield small(_KEY)
    beside = list(_beside(seen))
    if beside:
        yield Heading(1, "What agencies say, what staff say, what cases show")
        yield table(
            [
                *(Column("Agency", 2), Column("Standard", 3), Column("Agency says", 1.3)),
                *(Column("Staff who agree", 1.4), Column("Cases good or better", 1.6)),
            ],
            beside,
            "Side by side",
        )
    yield Heading(1, "The standards")
    rows = [(one.code, one.text, one.expected) for one in seen.standards]
    columns = [Column("No.", 0.5), Column("Standard", 3), Column("What is expected", 3)]
    yield table(columns, rows, "Standards")


def _agencies(facts: Facts) -> Block:
    refs = sorted({ref for given in facts.years.values() for ref in given})[-4:]
    columns = [Column("Agency", 3), Column("Part", 1.4), Column("Own score", 2)]
    columns += [Column("After peers", 2), *(Column(ref, 1.2) for ref in refs)]
    rows = []
    for line in facts.view.lines:
        there = bool(line.answers)
        part = f"{line.part.label}: {line.reason}" if line.reason else line.part.label
        years = facts.years.get(line.agency_id, {})
        shares = [_percent(years.get(ref)) for ref in refs]
        own = line.own.words if there else ""
        rows.append((line.name, part, own, line.moderated.words if there else "", *shares))
    return table(columns, rows, "Agencies")


def _percent(found: Result | None) -> str:
    return "–" if found is None or found.percent is None else f"{found.percent}%"


def _matrix(seen: RoundView, start: int) -> Block:
    shown = seen.standards[start : start + _MOST]
    columns = [Column("Agency", 3)]
    columns += [Column(one.code, 1, align=Align.CENTRE) for one in shown]
    rows = [
        (line.name, *(_cell(line.answers.get(one.id)) for one in shown))
        for line in seen.lines
        if line.answers
    ]
    return table(columns, rows, f"Scores from {shown[0].code}")


def _cell(answer: AnswerView | None) -> str:
    if answer is None:
        return ""
    if answer.moderated is None or answer.moderated is answer.score:
        return _SHORT[answer.score]
    return f"{_SHORT[answer.score]} → {_SHORT[answer.moderated]}"


def _beside(seen: RoundView) -> Iterator[tuple[str, str, str, str, str]]:
    for line in seen.lines:
        for one in seen.standards:
            other = seen.beside.get((line.agency_id, one.id))
            if other is None:
                continue
            answer = line.answers.get(one.id)
            yield (
                *(line.name, f"{one.code} {one.text}", answer.stands.label if answer else "–"),
                share(other.agreed, other.answered) if other.answered else "–",
                Share(other.good, other.graded).public if other.graded else "–",
            )
