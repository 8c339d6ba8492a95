"""Escalations with what boards answered, the challenge log, and the guidance register."""

from collections.abc import Iterable, Iterator
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
from safeguard_desk.views import assurance, boards
from safeguard_desk.views import groups as group_views
from safeguard_desk.views.assurance import ChallengeRow, EscalationRow, GuidanceRow

ESCALATED = (
    Column("Ref", role=Role.REF),
    Column("Decision asked for", 2.4),
    Column("To", fixed=14),
    Column("Put on", role=Role.DATE),
    Column("State", 1.2),
    Column("Decision, by whom and why", 2.4),
    Column("Days", role=Role.NUMBER),
)
CHALLENGED = (
    Column("Ref", role=Role.REF),
    Column("To", 1),
    Column("Challenge", 2.4),
    Column("Made on", role=Role.DATE),
    Column("Response", 2.2),
    Column("Outcome", 1.8),
)
_GUIDED = (
    Column("Ref", role=Role.REF),
    Column("Guidance", 2.2),
    Column("Kind", 1.2),
    Column("Owner", fixed=14),
    Column("State", 1.2),
    Column("Review", role=Role.DATE),
    Column("Why it was needed", 2.2),
)


@dataclass(frozen=True)
class AssuranceFacts:
    """What the paper says of a group or all, for a board where one is named."""

    organisation: str
    copy: str
    today: date
    name: str
    marking: Marking
    escalations: tuple[EscalationRow, ...]
    challenges: tuple[ChallengeRow, ...]
    guidance: tuple[GuidanceRow, ...]
    left_out: int
    restricted: bool


def collect(reader: Reader, request: Request) -> AssuranceFacts:
    """Return what was put before boards, challenged, and is in force."""
    board = boards.board(reader, request.board_id) if request.board_id else None
    sides = board.sides if board is not None else frozenset(Side)
    group = request.group_id
    every = assurance.escalations(reader, group, board_id=board.id if board else None)
    said = assurance.challenges(reader, group, sides=sides)
    guided = assurance.guidance(reader, group, sides=sides)
    shown = request.restricted
    kept = tuple(one for one in every if shown or not one.restricted)
    heard = tuple(one for one in said if shown or not one.restricted)
    return AssuranceFacts(
        organisation=group_views.partnership(reader),
        copy=request.copy,
        today=reader.today,
        name=board.name if board is not None else code_of(reader, request),
        marking=marking_of(asked_groups(reader, request)),
        escalations=kept,
        challenges=heard,
        guidance=tuple(one for one in guided if shown or not one.restricted),
        left_out=len(every) + len(said) - len(kept) - len(heard),
        restricted=shown
        and (any(one.restricted for one in every) or any(one.restricted for one in said)),
    )


def name(reader: Reader, request: Request) -> str:
    """Return what the file is called."""
    board = boards.board(reader, request.board_id) if request.board_id else None
    code = board.code if board is not None else code_of(reader, request)
    return f"{code} escalations, challenges and guidance"


def compose(facts: AssuranceFacts) -> Document:
    """Return the three registers, lying on their side."""
    return Document(
        title="Escalations, challenges and guidance",
        subtitle=f"{facts.name}. As on {write_date(facts.today)}",
        organisation=boards_of(facts.organisation),
        blocks=tuple(_blocks(facts)),
        created=created(facts.today),
        footer=facts.copy,
        marking=marking(facts.marking, restricted=facts.restricted),
        orientation=Orientation.LANDSCAPE,
        subject="What boards were asked and answered, challenges with responses, guidance in force",
    )


def _blocks(facts: AssuranceFacts) -> Iterator[Block]:
    waiting = sum(one.answer.is_awaited for one in facts.escalations)
    unanswered = sum(one.is_unanswered for one in facts.challenges)
    due = sum(one.review_on is not None and one.review_on <= facts.today for one in facts.guidance)
    yield lead(
        f"{count(waiting, 'escalation')} unanswered; {count(unanswered, 'challenge')} unanswered;"
        f" {count(due, 'piece')} of guidance past the day of review."
    )
    if facts.left_out:
        yield small(f"{facts.left_out} of the restricted part are left out of this copy.")
    yield Heading(1, "Escalations to the boards")
    yield part(
        *(ESCALATED, escalated(facts.escalations, facts.today), "Escalations"),
        "Nothing was put before a board.",
    )
    yield Heading(1, "Challenge log")
    yield part(CHALLENGED, challenged(facts.challenges), "Challenges", "Nobody was challenged.")
    yield Heading(1, "Guidance")
    yield part(_GUIDED, _guided(facts.guidance), "Guidance", "None is recorded.")


def part(
    columns: tuple[Column, ...], rows: Iterable[tuple[Cell, ...]], name: str, empty: str
) -> Block:
    """Return a table, or what is said where it has no rows."""
    held = list(rows)
    return table(columns, held, name) if held else Paragraph(empty)


def escalated(rows: Iterable[EscalationRow], today: date) -> Iterator[tuple[Cell, ...]]:
    """Yield the lines of escalations: what was asked, how it stands, and for how many days."""
    for one in rows:
        parts = [one.decision] if one.decision else []
        if one.decided_on is not None:
            parts.append(f"{one.decided_by}, {write_date(one.decided_on)}")
        if one.reason:
            parts.append(one.reason)
        told = ". ".join(part.rstrip(".") for part in parts)
        yield (
            *(one.ref, one.ask, one.board, one.on, one.answer.label, told),
            one.days(today),
        )


def challenged(rows: Iterable[ChallengeRow]) -> Iterator[tuple[Cell, ...]]:
    """Yield the lines of challenges with their responses and outcomes."""
    for one in rows:
        asked = f" Asked again {one.chases} times." if one.chases > 1 else ""
        asked = " Asked again once." if one.chases == 1 else asked
        response = one.response or f"None yet.{asked}"
        outcome = f"{one.outcome.label}: {one.outcome_words}".rstrip(": ")
        yield one.ref, one.to or "–", one.text, one.made_on, response, outcome


def _guided(rows: Iterable[GuidanceRow]) -> list[tuple[Cell, ...]]:
    return [
        (
            *(one.ref, one.title, one.kind.label, one.group),
            f"{one.state.label}, edition {one.edition}" if one.edition else one.state.label,
            *(one.review_on, one.withdrawn_reason or one.reason),
        )
        for one in rows
    ]
