"""What the scorecard has for the next agenda of its group, and for whoever opens the desk."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from safeguard_desk.desk.reading import Reader
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.terms import ItemKind, Purpose, Side
from safeguard_desk.rules.terms_quality import Frequency
from safeguard_desk.views import scorecard as views
from safeguard_desk.views.agenda_proposals import Proposal
from safeguard_desk.views.meetings import MeetingHead
from safeguard_desk.views.scorecard import Awaited, IndicatorRow

UNDER = "scorecard"
"""The code of the standing item that takes business of the scorecard up."""


@dataclass(frozen=True)
class Owing:
    """An agency with the figures that are awaited from it, the longest awaited first."""

    agency: str
    figures: tuple[Awaited, ...]

    @property
    def since(self) -> date:
        """The day since which the first of them is awaited."""
        return min(one.since for one in self.figures)

    @property
    def words(self) -> str:
        """Return it in a line: "2 figures awaited from ICB since 1 Jul 2026"."""
        number = len(self.figures)
        what = "1 figure" if number == 1 else f"{number} figures"
        return f"{what} awaited from {self.agency} since {write_date(self.since)}"


def warning(
    reader: Reader, group_id: str | None = None, sides: frozenset[Side] = frozenset(Side)
) -> list[IndicatorRow]:
    """Return the indicators that warn as their figures stand, of whatever rhythm."""
    cards = (
        views.scorecard(reader, group_id, sides=sides, frequency=frequency, count=1)
        for frequency in Frequency
    )
    return [row for card in cards for row in card.rows if row.warns]


def owing(
    reader: Reader, group_id: str | None = None, sides: frozenset[Side] = frozenset(Side)
) -> list[Owing]:
    """Return the agencies that owe figures, by name."""
    by_agency: dict[str, list[Awaited]] = {}
    for one in views.awaited(reader, group_id, sides):
        by_agency.setdefault(one.agency, []).append(one)
    return [Owing(agency, tuple(found)) for agency, found in by_agency.items()]


def proposals(reader: Reader, meeting: MeetingHead) -> Iterator[Proposal]:
    """Propose to hear of each indicator that warns, and of each agency that owes figures."""
    for row in warning(reader, meeting.group_id):
        answer = f"risk {row.risk[0]} is open" if row.risk else "no risk is open for it"
        yield _line(row.ref, f"{row.ref} {row.title}: {row.warning}", f"Signal; {answer}")
    for one in owing(reader, meeting.group_id):
        titles = dict.fromkeys(figure.title for figure in one.figures)
        words = f"Awaited from {one.agency}: {_some(list(titles))}"
        yield _line(f"Awaited from {one.agency}:", words, one.words)


def _line(mark: str, words: str, reason: str) -> Proposal:
    return Proposal(
        id=f"{UNDER}:{mark}",
        kind=ItemKind.DUE,
        title=words,
        reason=reason,
        purpose=Purpose.ASSURANCE,
        minutes=0,
        under=UNDER,
        line=words,
        mark=mark,
    )


def _some(names: Sequence[str], most: int = 3) -> str:
    rest = len(names) - most
    return ", ".join(names[:most]) + (f" and {rest} more" if rest > 0 else "")


def words_of(rows: Sequence[IndicatorRow]) -> str:
    """Return the titles of indicators in a line."""
    return _some([row.title for row in rows])
