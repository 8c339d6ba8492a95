"""Broken threads on paper: what is missing, the heaviest first, and the step that mends it."""

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
from safeguard_desk.papers.tracker import asked_groups, code_of, marking_of
from safeguard_desk.papers.wording import boards_of, count
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.terms import Marking, Side
from safeguard_desk.rules.terms_thread import Weight
from safeguard_desk.views import boards, choices
from safeguard_desk.views import broken as view
from safeguard_desk.views import groups as group_views
from safeguard_desk.views.broken import Break, Narrowed

_COLUMNS = (
    Column("What is missing", 1.8),
    Column("Ref", role=Role.REF),
    Column("Of", 2.6),
    Column("Agency", 1.3),
    Column("Since", role=Role.DATE),
    Column("Days", role=Role.NUMBER),
    Column("What mends it", 2),
)


@dataclass(frozen=True)
class Facts:
    """What is missing of a group or all, for a board or an agency where one is named."""

    organisation: str
    copy: str
    today: date
    name: str
    marking: Marking
    found: tuple[Break, ...]
    left_out: int
    restricted: bool


def collect(reader: Reader, request: Request) -> Facts:
    """Return what is missing as it stands today."""
    board = boards.board(reader, request.board_id) if request.board_id else None
    agency = dict(choices.agencies(reader)).get(request.agency_id or "", "")
    narrowed = Narrowed(
        agency=agency.split(" (")[0], sides=board.sides if board is not None else frozenset(Side)
    )
    every = narrowed.keep(view.broken(reader, request.group_id), reader.today)
    kept = tuple(one for one in every if request.restricted or not one.hidden)
    names = [board.name if board is not None else code_of(reader, request), agency]
    return Facts(
        organisation=group_views.partnership(reader),
        copy=request.copy,
        today=reader.today,
        name=", ".join(filter(None, names)),
        marking=marking_of(asked_groups(reader, request)),
        found=kept,
        left_out=len(every) - len(kept),
        restricted=request.restricted and any(one.hidden for one in every),
    )


def name(reader: Reader, request: Request) -> str:
    """Return what the file is called."""
    board = boards.board(reader, request.board_id) if request.board_id else None
    return f"{board.code if board is not None else code_of(reader, request)} broken threads"


def compose(facts: Facts) -> Document:
    """Return the list by weight, lying on its side."""
    return Document(
        title="Broken threads",
        subtitle=f"{facts.name}. As on {write_date(facts.today)}",
        organisation=boards_of(facts.organisation),
        blocks=tuple(_blocks(facts)),
        created=created(facts.today),
        footer=facts.copy,
        marking=marking(facts.marking, restricted=facts.restricted),
        orientation=Orientation.LANDSCAPE,
        subject="Where threads stop short, what is forgotten, and what mends it",
    )


def _blocks(facts: Facts) -> Iterator[Block]:
    counts = [
        count(sum(one.weight is weight for one in facts.found), weight.label.lower())
        for weight in Weight
    ]
    yield lead(f"{', '.join(counts)}." if facts.found else "Every thread is whole.")
    if facts.left_out:
        yield small(f"{facts.left_out} of the restricted part are left out of this copy.")
    for weight in Weight:
        rows = [_row(one, facts.today) for one in facts.found if one.weight is weight]
        if rows:
            yield Heading(1, f"{weight.label}s")
            yield table(_COLUMNS, rows, f"{weight.label}s")
    if not facts.found:
        yield Paragraph("Nothing is missing.")


def _row(one: Break, today: date) -> tuple[Cell, ...]:
    return (
        *(one.title, one.ref, one.words, one.agency or "–", one.since or "–"),
        *(one.days(today), one.mend),
    )
