"""What a board hears of the scorecard's signals and of inspections of its agencies."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from safeguard_desk.desk.reading import Reader
from safeguard_desk.documents.model import Block, Column, Heading, Paragraph, Role, Told
from safeguard_desk.papers import scorecard
from safeguard_desk.papers.parts import table
from safeguard_desk.papers.request import Request
from safeguard_desk.papers.wording import listed, spoken
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.terms import Side
from safeguard_desk.rules.terms_quality import Decided
from safeguard_desk.rules.working_days import Quarter
from safeguard_desk.views import inspections
from safeguard_desk.views.inspections import InspectionRow


@dataclass(frozen=True)
class BoardSignals:
    """The scorecard of a board's side, and the inspections of which the quarter has something."""

    card: scorecard.Facts
    inspections: tuple[InspectionRow, ...]
    left_out: bool
    """True where an inspection of the restricted part is not in this copy."""


def collect(
    reader: Reader, request: Request, sides: Collection[Side], quarter: Quarter
) -> BoardSignals:
    """Return what the scorecard warns of, and the inspections of a quarter, of a board's side.

    An inspection belongs to the quarter that it was published in, decided in, or is due again in;
    one that waits for a decision belongs to every quarter since it was published.
    """
    every = [
        one
        for one in inspections.listed(reader, request.group_id)
        if one.side in sides and _of(one, quarter)
    ]
    told = tuple(one for one in every if request.restricted or not one.restricted)
    card = scorecard.collect(reader, replace(request, quarter=quarter))
    return BoardSignals(card, told, len(told) < len(every))


def _of(one: InspectionRow, quarter: Quarter) -> bool:
    if one.decided is Decided.AWAITED and one.published_on <= quarter.end:
        return True
    days = (one.published_on, one.decided_on, one.next_on)
    return any(day is not None and quarter.start <= day <= quarter.end for day in days)


def blocks(found: BoardSignals) -> Iterator[Block]:
    """Return the sections of a report; none where there is no scorecard and no inspection."""
    yield from _signals(found.card)
    if found.inspections:
        yield Heading(1, "Inspections and single agency audits")
        columns = [Column("Ref", role=Role.REF), Column("Of", 2.4), Column("Body", 1.4)]
        columns += [Column("Agency", 1.6), Column("Published", role=Role.DATE)]
        columns += [Column("Judgement", 2), Column("Decision", 2.4)]
        rows = [
            (
                *(one.ref, one.title, one.body.label, one.agency or "–"),
                *(write_date(one.published_on), one.judgement, _decision(one)),
            )
            for one in found.inspections
        ]
        yield table(columns, rows, "Inspections")


def _signals(card: scorecard.Facts) -> Iterator[Block]:
    if not card.rows:
        return
    yield Heading(1, "Signals of the scorecard")
    warning = [row for row in card.rows if row.warns]
    if warning:
        columns = [Column("Ref", role=Role.REF), Column("Indicator", 2), Column("Signal", 3)]
        rows = [
            (
                *(row.ref, row.title, Told(row.warning, (("indicators", row.id),))),
                row.risk[0] if row.risk else "none",
            )
            for row in warning
        ]
        yield table([*columns, Column("Risk", fixed=24)], rows, "Signals")
    else:
        said = f"None of {spoken(len(card.rows), 'indicator')} warns."
        yield Paragraph(Told(said, tuple(("indicators", row.id) for row in card.rows)))
    if card.awaited:
        agencies = sorted({one.agency for one in card.awaited if one.agency})
        figures = spoken(len(card.awaited), "figure").capitalize()
        of = f" from {listed(agencies)}" if agencies else ""
        behind = dict.fromkeys(("indicators", one.indicator_id) for one in card.awaited)
        yield Paragraph(Told(f"{figures} awaited{of}.", tuple(behind)))


def _decision(one: InspectionRow) -> str:
    if one.next_on is None:
        return one.decided.label
    return f"{one.decided.label}; next update {write_date(one.next_on)}"
