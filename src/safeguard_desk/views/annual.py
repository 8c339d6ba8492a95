"""Evidence for a board's annual report: what the law asks, what records show, what is missing."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from safeguard_desk.desk.reading import Reader
from safeguard_desk.rules.statutory import Requirement, required
from safeguard_desk.rules.working_days import financial_year
from safeguard_desk.views import annual_reviews, annual_work, boards
from safeguard_desk.views.annual_parts import Statement, Year

Gather = Callable[[Reader, Year], Iterator[Statement]]
GATHERED: Mapping[str, Gather] = {
    "objective": annual_work.objective,
    "strategy": annual_work.strategy,
    "members": annual_work.members,
    "effective": annual_work.effective,
    "scrutiny": annual_work.scrutiny,
    "little": annual_work.little,
    "decisions": annual_work.decisions,
    "voice": annual_work.voice,
    "data": annual_work.data,
    "concluded": annual_reviews.concluded,
    "ongoing": annual_reviews.ongoing,
    "implemented": annual_reviews.implemented,
    "rejected": annual_reviews.rejected,
    "training": annual_reviews.training,
    "costs": annual_reviews.costs,
}
"""How the evidence under each requirement is gathered (rules/statutory)."""
NONE_IS_AN_ANSWER = frozenset({"ongoing", "rejected", "little"})
"""Requirements under which nothing on record may simply be so; all else is a gap."""


@dataclass(frozen=True)
class Evidence:
    """What the records show under a requirement; `gap` says what is missing, empty for nothing."""

    requirement: Requirement
    statements: tuple[Statement, ...]
    gap: str = ""


@dataclass(frozen=True)
class AnnualEvidence:
    """A board's year, requirement by requirement."""

    asked: Year
    evidence: tuple[Evidence, ...]

    @property
    def gaps(self) -> tuple[Evidence, ...]:
        """The requirements under which something is missing."""
        return tuple(one for one in self.evidence if one.gap)


def evidence(
    reader: Reader, board_id: str, year: int | None = None, *, restricted: bool = False
) -> AnnualEvidence:
    """Return the evidence for a board's annual report on a financial year; this one if none."""
    starting = year or financial_year(reader.today)
    start, end = date(starting, 4, 1), date(starting + 1, 3, 31)
    asked = Year(boards.board(reader, board_id), starting, start, end, restricted)
    found = tuple(_under(reader, asked, one) for one in required(asked.board.side))
    return AnnualEvidence(asked, found)


def _under(reader: Reader, asked: Year, requirement: Requirement) -> Evidence:
    statements = tuple(GATHERED[requirement.code](reader, asked))
    return Evidence(requirement, statements, _gap(reader, asked, requirement.code, statements))


def _gap(reader: Reader, asked: Year, code: str, found: tuple[Statement, ...]) -> str:
    if not found:
        return "" if code in NONE_IS_AN_ANSWER else "Nothing on record for this year."
    if code == "members" and (idle := annual_work.idle(reader, asked)):
        return f"Nothing on record from {', '.join(idle)}."
    if code == "strategy" and (bare := list(annual_work.little(reader, asked))):
        bare = [one for one in bare if one.text.startswith("Priority")]
        return " ".join(one.text for one in bare)
    if code == "concluded" and any(annual_reviews.UNAGREED in one.text for one in found):
        return "A review was concluded of which no wording for others is agreed yet."
    return ""
