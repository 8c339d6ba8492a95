"""What a board's report says of escalations with their answers, and of the challenge log."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from safeguard_desk.desk.reading import Reader
from safeguard_desk.documents.model import Block, Heading
from safeguard_desk.papers.assurance import CHALLENGED, ESCALATED, challenged, escalated, part
from safeguard_desk.papers.request import Request
from safeguard_desk.rules.working_days import Quarter
from safeguard_desk.views import assurance
from safeguard_desk.views.assurance import ChallengeRow, EscalationRow
from safeguard_desk.views.boards import BoardHead


@dataclass(frozen=True)
class BoardAnswers:
    """What was put before the board, and challenged: new in the quarter, settled in it, or open."""

    today: date
    escalations: tuple[EscalationRow, ...]
    challenges: tuple[ChallengeRow, ...]


def collect(reader: Reader, request: Request, board: BoardHead, quarter: Quarter) -> BoardAnswers:
    """Return what a board hears of them for a quarter, without what the request may not show."""
    return BoardAnswers(
        reader.today,
        tuple(
            assurance.escalations(
                reader,
                request.group_id,
                board_id=board.id,
                since=quarter.start,
                until=quarter.end,
                restricted=request.restricted,
            )
        ),
        tuple(
            assurance.challenges(
                reader,
                request.group_id,
                sides=board.sides,
                since=quarter.start,
                until=quarter.end,
                restricted=request.restricted,
            )
        ),
    )


def answered(found: BoardAnswers) -> Iterator[Block]:
    """Yield what came of what was put before the board: decided, put off, or still waiting."""
    if found.escalations:
        yield Heading(2, "What came of escalations")
        rows = escalated(found.escalations, found.today)
        yield part(ESCALATED, rows, "Escalations and their answers", "")


def logged(found: BoardAnswers) -> Iterator[Block]:
    """Yield the challenge log: what was answered, and what came of it."""
    if found.challenges:
        yield Heading(2, "Challenge log: responses and outcomes")
        yield part(CHALLENGED, challenged(found.challenges), "Challenge log", "")
