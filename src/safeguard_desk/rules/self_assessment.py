"""How a self-assessment is scored: what does not apply leaves the denominator."""

from collections.abc import Iterable
from dataclasses import dataclass

from safeguard_desk.rules.terms_quality import Score

POINTS = {Score.MET: 2, Score.PARTLY: 1, Score.NOT_MET: 0}
MOST = 2
"""Points of a standard that is met."""


@dataclass(frozen=True)
class Result:
    """Points reached of those that could be, over so many standards that apply."""

    points: int
    possible: int
    standards: int

    @property
    def percent(self) -> int | None:
        """Return the share in whole per cent; None where no standard applies."""
        return round(100 * self.points / self.possible) if self.possible else None

    @property
    def words(self) -> str:
        """Return it with its counts: "75%, 3 of 4 points"; a share never stands alone."""
        if not self.possible:
            return "nothing applies"
        return f"{self.percent}%, {self.points} of {self.possible} points"


def result(scores: Iterable[Score | None]) -> Result:
    """Return the result of scores; those not given, and what does not apply, are left out."""
    counted = [score for score in scores if score is not None and score.counts]
    return Result(sum(POINTS[one] for one in counted), MOST * len(counted), len(counted))
