"""What the tracker looks like: its facts made into a document."""

from collections.abc import Iterable

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
from safeguard_desk.papers import action_figures
from safeguard_desk.papers.counting import OpenCounts
from safeguard_desk.papers.notes import titled
from safeguard_desk.papers.parts import (
    agency_chart,
    agency_table,
    created,
    due_of,
    lead,
    mark,
    marking,
    rating_chart,
    rating_table,
    small,
    source_of,
    table,
)
from safeguard_desk.papers.tracker import TrackerFacts
from safeguard_desk.papers.wording import boards_of, count
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.terms import Rating
from safeguard_desk.views.actions import ActionRow

_OPEN = (
    Column("Rating", role=Role.RATING),
    Column("Ref", role=Role.REF),
    Column("Action", 4),
    Column("Owner", 2.8),
    Column("Agency", fixed=24),
    Column("Due", role=Role.DATE),
    Column("Days overdue", fixed=18, role=Role.NUMBER),
    Column("Status", fixed=20),
    Column("Source", fixed=33),
)
_TOLD = (
    Column("Reference", role=Role.REF),
    Column("Action, in agreed wording", weight=6),
    Column("Agency", weight=2),
    Column("Due", role=Role.DATE),
    Column("Status", weight=1),
)
_CLOSED = (
    Column("Ref", role=Role.REF),
    Column("Action", 4),
    Column("Owner", 2.8),
    Column("Agency", fixed=24),
    Column("Closed", role=Role.DATE),
    Column("Agreed at", fixed=32),
    Column("Evidence", 3),
    Column("Source", fixed=33),
)


def compose(facts: TrackerFacts) -> Document:
    """Return the tracker as a document, lying on its side: its table is wide."""
    return Document(
        title=f"{facts.name}: action tracker",
        subtitle=f"As it stands on {write_date(facts.today)}",
        organisation=boards_of(facts.organisation),
        blocks=tuple(_blocks(facts)),
        created=created(facts.today),
        footer=facts.copy,
        marking=marking(facts.marking, restricted=facts.restricted),
        orientation=Orientation.LANDSCAPE,
        subject=f"Action tracker of {facts.name}",
    )


def _blocks(facts: TrackerFacts) -> Iterable[Block]:
    yield lead(headline(facts.counts))
    yield small(_counted_on(facts))
    if facts.open:
        yield rating_chart(facts.counts)
        yield rating_table(facts.counts, "By rating")
        yield Heading(1, "Open actions, overdue first")
        yield table(_OPEN, (_open(facts, a) for a in facts.open), "Open actions", 1)
    if facts.told:
        yield Heading(1, "Of the restricted part, in wording agreed for others")
        shown = ((a.ref, a.title, a.agency, due_of(a), a.status.label) for a in facts.told)
        yield table(_TOLD, shown, "In agreed wording", 1)
        yield small("These are not counted above.")
    yield Heading(1, "Closed since the last meeting")
    yield from _closed(facts)
    if facts.counts.agencies:
        yield Heading(1, "Open actions by agency")
        yield agency_chart(facts.counts.agencies)
        yield agency_table(facts.counts.agencies, "By agency")
    if facts.open or facts.ever_closed:
        yield Heading(1, "Figures")
        yield from action_figures.blocks(facts.figures)
        yield Heading(2, "Six-month rule")
        yield from action_figures.six_months(facts.figures)


def headline(counts: OpenCounts) -> str:
    """Return in two sentences how many actions are open, by rating, and how many are overdue."""
    if not counts.total:
        return "No actions are open."
    red, amber, green = (counts.ratings[r] for r in (Rating.RED, Rating.AMBER, Rating.GREEN))
    verb = "is" if counts.total == 1 else "are"
    parts = f"{red} red, {amber} amber, {green} green"
    late = counts.overdue
    passed = f"{late} {'is' if late == 1 else 'are'}" if late else "None is"
    return f"{count(counts.total, 'action')} {verb} open: {parts}. {passed} overdue."


def _counted_on(facts: TrackerFacts) -> str:
    whose = f"of {facts.name}" if facts.one_group else "of all groups"
    left_out = f"{facts.ever_closed} closed and {facts.cancelled} cancelled are not counted."
    hidden = " Actions of a restricted part are not in this copy." if facts.left_out else ""
    return (
        f"Counted on {count(len(facts.open), 'open action')} {whose} as they stand on"
        f" {write_date(facts.today)}. {left_out}{hidden}"
    )


def _open(facts: TrackerFacts, action: ActionRow) -> tuple[Cell, ...]:
    return (
        mark(action.rating),
        action.ref,
        titled(action, facts.notes),
        action.owner or "No owner",
        action.agency,
        due_of(action),
        action.days_overdue or None,
        action.status.label,
        source_of(action),
    )


def _closed(facts: TrackerFacts) -> Iterable[Block]:
    if facts.one_group and facts.last_meeting is None:
        yield Paragraph("The group has not met yet.")
        return
    since = "at each group's last meeting or since"
    if facts.last_meeting is not None:
        since = f"at the last meeting ({write_date(facts.last_meeting)}) or since"
    if not facts.closed:
        yield Paragraph(f"None was closed {since}.")
        return
    yield small(f"Closed {since}.")
    rows = (
        (
            *(a.ref, a.title, a.owner, a.agency, a.closed_on, a.closed_at, a.evidence),
            source_of(a),
        )
        for a in facts.closed
    )
    yield table(_CLOSED, rows, "Closed")
