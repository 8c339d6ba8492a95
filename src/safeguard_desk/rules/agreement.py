"""How far two graders agree: weighted kappa, always with the counts it rests on."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

LEAST = 10
"""Pairs of grades below which no kappa is given: it would say more than is known."""


class Weights(Enum):
    """How much a disagreement counts by how far apart the grades are."""

    LINEAR = 1
    QUADRATIC = 2


@dataclass(frozen=True)
class Agreement:
    """How many pairs there are, how many are equal, and the kappa where there are enough."""

    pairs: int
    same: int
    raised: int
    """The second grader is better than the first."""
    lowered: int
    kappa: float | None

    @property
    def changed(self) -> int:
        """Pairs in which the two do not agree."""
        return self.raised + self.lowered


def agreement(
    pairs: Sequence[tuple[int, int]], *, weights: Weights = Weights.QUADRATIC, least: int = LEAST
) -> Agreement:
    """Compare two graders' places on an ordered scale, 0 for the best grade.

    kappa is None under `least` pairs, and where chance alone leaves nothing to disagree on.
    """
    return Agreement(
        pairs=len(pairs),
        same=sum(one == other for one, other in pairs),
        raised=sum(other < one for one, other in pairs),
        lowered=sum(other > one for one, other in pairs),
        kappa=weighted_kappa(pairs, weights) if len(pairs) >= least else None,
    )


def weighted_kappa(
    pairs: Sequence[tuple[int, int]], weights: Weights = Weights.QUADRATIC
) -> float | None:
    """Return weighted kappa: 1 less observed over expected disagreement; None where none is due.

    Source: J. Cohen, Weighted kappa, Psychological Bulletin 70 (1968) 213-220, with disagreement
    |i - j| (linear) or (i - j) squared (quadratic; J. L. Fleiss and J. Cohen, Educational and
    Psychological Measurement 33 (1973) 613-619). The factor by which weights are commonly brought
    to 0..1 stands above and below the line and is left out.
    """
    power = weights.value
    first = Counter(one for one, _ in pairs)
    second = Counter(other for _, other in pairs)
    expected = sum(
        count * against * abs(one - other) ** power
        for one, count in first.items()
        for other, against in second.items()
    )
    if not expected:
        return None
    observed = sum(abs(one - other) ** power for one, other in pairs)
    return float(1 - observed * len(pairs) / expected)
