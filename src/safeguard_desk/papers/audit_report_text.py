"""The words, tables and charts of an audit's report."""

from collections.abc import Iterator
from datetime import date

from safeguard_desk.documents.model import (
    Block,
    Callout,
    CalloutKind,
    Cell,
    Chart,
    ChartKind,
    Column,
    Document,
    Figure,
    Heading,
    KeepTogether,
    KeyFacts,
    Line,
    Paragraph,
    Role,
    Series,
    Tone,
)
from safeguard_desk.papers.audit_report import AuditReportFacts
from safeguard_desk.papers.parts import created, lead, mark, marking, small, table
from safeguard_desk.papers.wording import boards_of, count, listed, sentence, spoken
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.shares import FEWEST, Share
from safeguard_desk.rules.terms_quality import Grade, Part
from safeguard_desk.rules.terms_thread import FindingKind
from safeguard_desk.views.audit_grades import Tally
from safeguard_desk.views.audit_picture import FindingView, MeasureView, Picture

_TONES = {
    Grade.OUTSTANDING: Tone.BLUE,
    Grade.GOOD: Tone.GREEN,
    Grade.REQUIRES_IMPROVEMENT: Tone.AMBER,
    Grade.INADEQUATE: Tone.RED,
}


def compose(facts: AuditReportFacts) -> Document:
    """Return the report as a document."""
    head = facts.picture.head
    return Document(
        title=head.title,
        subtitle=f"Multi-agency audit {head.ref}, {facts.group}",
        organisation=boards_of(facts.organisation),
        blocks=tuple(_blocks(facts)),
        created=created(facts.picture.today),
        footer=facts.copy,
        marking=marking(facts.marking, restricted=facts.restricted),
        header=f"{head.ref} {head.title}",
        subject=f"Report of the audit {head.ref}",
    )


def _blocks(facts: AuditReportFacts) -> Iterator[Block]:
    seen = facts.picture
    yield KeyFacts(tuple(_facts(seen)))
    yield lead(_summary(seen))
    if seen.head.summary:
        yield Paragraph(seen.head.summary)
    yield from _scope(seen)
    yield from _took_part(facts)
    yield from _grades(facts)
    if not facts.public:
        yield from _moderation(seen)
    yield from _findings(seen)
    yield from _plan(seen)
    yield from _impact(facts)
    yield from _standards(seen)
    if facts.left_out:
        yield Paragraph("What belongs to the restricted part is left out of this copy.")


def _facts(seen: Picture) -> Iterator[tuple[str, Cell]]:
    head, view = seen.head, seen.grades.audit
    yield "Theme", head.title
    yield "Concerns", head.side.label
    if head.lead:
        yield "Led by", head.lead
    if head.period_from and head.period_to:
        yield "Practice", f"{write_date(head.period_from)} to {write_date(head.period_to)}"
    yield "Cases", count(len(view.cases), "case")
    yield "Agencies", _parts(seen)
    yield "Stage", head.state.label
    if head.plan_agreed_on and seen.limit:
        limit = write_date(seen.limit)
        yield "Action plan", f"agreed {write_date(head.plan_agreed_on)}, to be done by {limit}"
    if head.verdict:
        yield "Practice now", head.verdict.label


def _parts(seen: Picture) -> str:
    agencies = seen.grades.audit.agencies
    came = sum(one.part is Part.TOOK_PART for one in agencies)
    return f"{came} of {len(agencies)} took part"


def _summary(seen: Picture) -> str:
    held = seen.grades
    if not held.total:
        return f"{held.audit.head.title}: no returns have come in yet."
    good = sum(one.share.part for one in held.tallies)
    graded = sum(one.share.whole for one in held.tallies)
    strengths = sum(one.kind is FindingKind.STRENGTH for one in seen.findings)
    improve = len(seen.findings) - strengths
    return (
        f"Of the answers to {spoken(len(held.tallies), 'question')},"
        f" {Share(good, graded).words} were good or better. The audit found"
        f" {spoken(strengths, 'strength')} and {spoken(improve, 'area')} for improvement."
    )


def _scope(seen: Picture) -> Iterator[Block]:
    view = seen.grades.audit
    yield Heading(1, "Why this theme, and what was looked at")
    told = listed([one.text for one in view.reasons])
    if told:
        yield Paragraph(f"Why: {sentence(told)}")
    yield Paragraph(sentence(view.head.scope) or "No scope is recorded.")
    if view.head.re_audit_of:
        yield Paragraph(f"It repeats {view.head.re_audit_of} and asks the same questions.")


def _took_part(facts: AuditReportFacts) -> Iterator[Block]:
    view = facts.picture.grades.audit
    yield Heading(1, "Who took part")
    rows = [
        (
            one.name,
            one.part.label,
            f"{one.returns} of {len(view.cases)}" if one.expected else "–",
            one.reason,
        )
        for one in view.agencies
    ]
    if not rows:
        yield Paragraph("No agency was invited yet.")
        return
    columns = [Column("Agency", 3), Column("Took part", 1.6), Column("Returns", 1.4)]
    columns.append(Column("Reason", 3))
    # Nobody's reason: no column of nothing. A publication says who took part, and no more.
    wide = 2 if facts.public else 4 if any(row[3] for row in rows) else 3
    yield table(columns[:wide], [row[:wide] for row in rows], "Agencies", 0)


def _grades(facts: AuditReportFacts) -> Iterator[Block]:
    held = facts.picture.grades
    yield Heading(1, "What the grades show")
    if not held.total:
        yield Paragraph("No grades have come in yet.")
        return
    if facts.public:
        yield from _public_grades(held.tallies)
        return
    graded = [one for one in held.tallies if one.graded]
    if graded:
        yield _chart(graded)
    columns = [Column("Question", 3)]
    columns += [Column(grade.short, role=Role.NUMBER) for grade in Grade]
    columns += [Column("Good or better", 1.6), Column("As self-graded", 1.6)]
    rows: list[tuple[Cell, ...]] = [
        (
            one.question.heading,
            *(one.counts.get(grade, 0) for grade in Grade),
            one.share.words,
            one.own.words,
        )
        for one in held.tallies
    ]
    yield table(columns, rows, "Grades", 0)
    yield small(
        "Grades after moderation; a grade that was not moderated is the agency's own. Not"
        " applicable (N/A) is left out of shares. RI: requires improvement."
    )
    columns = [Column("Agency", 3), Column("Returns", role=Role.NUMBER)]
    columns += [Column("Good or better", 2), Column("As self-graded", 2)]
    by_agency = [
        (one.agency, one.returns, one.share.words, one.own.words) for one in held.by_agency
    ]
    yield Heading(2, "By agency")
    yield table(columns, by_agency, "Grades by agency", 0)


def _chart(graded: list[Tally]) -> Figure:
    """Return the stacked bars; of few cases they show counts, never shares."""
    few = any(one.graded < FEWEST for one in graded)
    series = tuple(
        Series(grade.label, tuple(float(one.counts.get(grade, 0)) for one in graded), tone)
        for grade, tone in _TONES.items()
    )
    title = "Grades for each question" + ("" if few else ", as shares of the cases")
    kind = ChartKind.BARS if few else ChartKind.SHARES
    categories = tuple(one.question.heading for one in graded)
    return Figure(Chart(kind, title, categories, series))


def _public_grades(tallies: tuple[Tally, ...]) -> Iterator[Block]:
    rows = [(one.question.heading, one.share.public) for one in tallies]
    yield table([Column("Question", 3), Column("Good or better", 2)], rows, "Grades", 0)
    yield small("Where fewer than five cases would show, no figure is given.")


def _moderation(seen: Picture) -> Iterator[Block]:
    held = seen.grades
    if not held.moderated:
        return
    yield Heading(1, "Moderation")
    found = held.overall
    kappa = "" if found.kappa is None else f" Weighted kappa is {found.kappa:.2f}."
    yield Paragraph(
        f"{held.moderated} of {held.total} grades were moderated. Of {found.pairs} that apply both"
        f" times, {found.same} stand, {found.raised} were raised, {found.lowered} lowered.{kappa}"
    )
    columns = [Column("Question", 3), Column("Pairs", role=Role.NUMBER)]
    columns += [Column(title, role=Role.NUMBER) for title in ("Stand", "Raised", "Lowered")]
    columns.append(Column("Weighted kappa", 1.4))
    rows: list[tuple[Cell, ...]] = []
    for one in held.tallies:
        had = one.agreement
        told = "–" if had.kappa is None else f"{had.kappa:.2f}"
        row = (one.question.heading, had.pairs, had.same, had.raised, had.lowered, told)
        rows.append(row)
    yield table(columns, rows, "Moderation", 0)
    yield small(
        "Weighted kappa compares agencies' own grades with the moderated ones: 1 is full"
        " agreement, 0 no more than chance (Cohen 1968, quadratic weights). It is not given for"
        " fewer than ten pairs."
    )


def _findings(seen: Picture) -> Iterator[Block]:
    yield Heading(1, "Findings and recommendations")
    if not seen.findings:
        yield Paragraph("No findings are recorded yet.")
        return
    for kind in (FindingKind.STRENGTH, FindingKind.IMPROVEMENT):
        found = [one for one in seen.findings if one.kind is kind]
        if found:
            plural = "Strengths" if kind is FindingKind.STRENGTH else "Areas for improvement"
            yield Heading(2, plural)
            for one in found:
                yield from _finding(one)


def _finding(one: FindingView) -> Iterator[Block]:
    kind = CalloutKind.GOOD_PRACTICE if one.kind is FindingKind.STRENGTH else CalloutKind.NOTE
    details: list[tuple[str, Cell]] = []
    if one.evidence:
        details.append(("Evidence", one.evidence))
    if one.agencies:
        details.append(("Concerns", listed(one.agencies)))
    if one.no_recommendation:
        details.append(("Nothing recommended", one.no_recommendation))
    label = one.kind.label
    yield Callout(kind, sentence(one.text), label, one.ref, tuple(details))
    for made in one.recommendations:
        yield Paragraph(
            f"{made.ref} to {made.to}: {sentence(made.text)}"
            f" Response: {made.response.label.lower()}."
        )


def _plan(seen: Picture) -> Iterator[Block]:
    yield Heading(1, "Action plan")
    if not seen.plan:
        yield Paragraph("No actions are raised yet.")
        return
    if seen.limit and seen.head.plan_agreed_on:
        awaited = sum(one.status.is_awaited for one in seen.plan)
        late = sum(one.beyond for one in seen.plan)
        over = f" {count(late, 'action')} runs beyond them." if late else ""
        yield Paragraph(
            f"Agreed on {write_date(seen.head.plan_agreed_on)}; its six months end on"
            f" {write_date(seen.limit)}. {awaited} of {count(len(seen.plan), 'action')} still"
            f" to be completed.{over}"
        )
    columns = (
        Column("Ref", role=Role.REF),
        Column("Action", 4),
        Column("On", role=Role.REF),
        Column("Owner", 2),
        Column("Due", role=Role.DATE),
        Column("Status", 1.2),
        Column("Rating", role=Role.RATING),
    )
    rows = [
        (one.ref, one.title, one.on, one.owner, one.due_on, one.status.label, mark(one.rating))
        for one in seen.plan
    ]
    yield table(columns, rows, "Action plan")


def _impact(facts: AuditReportFacts) -> Iterator[Block]:
    seen = facts.picture
    found, head = seen.comparison, seen.head
    if found is None and head.verdict is None and not seen.measures:
        return
    yield Heading(1, "Has practice changed?")
    if head.verdict is not None and head.verdict_on is not None:
        basis = f", on {head.verdict_basis.label.lower()}" if head.verdict_basis else ""
        yield Callout(
            CalloutKind.DECISION,
            f"{head.verdict.label}. {sentence(head.verdict_reasons)}",
            f"Verdict of {write_date(head.verdict_on)}{basis}",
        )
    if found is not None:
        yield Paragraph(
            f"{found.first.head.ref} and {found.again.head.ref} asked the same questions"
            + (" of the same cases." if found.paired else " of different cases.")
        )
        rows = [
            (
                one.question,
                one.before.public if facts.public else one.before.words,
                one.after.public if facts.public else one.after.words,
                one.change.words if one.change and not facts.public else "–",
                one.says,
            )
            for one in found.questions
        ]
        columns = [Column("Question", 3), Column("Before", 1.7), Column("After", 1.7)]
        columns += [Column("Change", 2.4), Column("Says", 1.5)]
        yield KeepTogether((table(columns, rows, "Before and after", 0),))
        method = "paired" if found.paired else "independent"
        yield small(
            "Share of good or better, in percentage points, with the 95% interval of Newcombe"
            f" (1998, method 10) for {method} shares. Grades of several agencies on one case are"
            " counted each, so that intervals are somewhat narrow."
        )
    for measure in seen.measures:
        yield from _measure(measure, head.plan_agreed_on)
    if seen.again:
        yield Paragraph(f"Repeated by {listed([one.ref for one in seen.again])}.")


def _measure(one: MeasureView, plan: date | None) -> Iterator[Block]:
    """Tell an indicator over time; the line is broken where the plan was agreed."""
    yield Heading(2, one.name)
    if not one.points:
        yield Paragraph("No figures are recorded yet.")
        return
    before, since = one.side_of(plan)
    blank = len(before)
    agreed = f" the plan of {write_date(plan)}" if plan else ""
    parts = [Series(f"Before{agreed}", (*before, *(None for _ in since)))]
    if since:
        parts.append(Series("Since the plan", (*(None for _ in range(blank)), *since)))
    lines = (Line("Target", one.target),) if one.target is not None else ()
    periods = tuple(period for period, _, _ in one.points)
    yield Figure(Chart(ChartKind.RUN, one.name, periods, tuple(parts), one.sign, lines))


def _standards(seen: Picture) -> Iterator[Block]:
    questions = seen.grades.audit.questions
    if not questions:
        return
    yield Heading(1, "Questions and standards")
    rows = [(one.code, one.text, one.standard) for one in questions]
    columns = (Column("", role=Role.REF), Column("Question", 2), Column("Standard", 3))
    yield table(columns, rows, "Standards")
