"""Shares of cases that are good or better, and how sure a change between two of them is."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt

from safeguard_desk.rules.terms_quality import Grade

Z95 = 1.959963984540054
"""The normal deviate of a two-sided interval of 95 %."""
FEWEST = 5
"""Cases below which a percentage is never given without its counts."""


@dataclass(frozen=True)
class Share:
    """So many of so many; cases to which the question does not apply are in neither."""

    part: int
    whole: int

    @property
    def value(self) -> float | None:
        """Return the share from 0 to 1; None where nothing is counted."""
        return self.part / self.whole if self.whole else None

    @property
    def words(self) -> str:
        """Return it as people read it: counts always, and per cent from five cases on."""
        if not self.whole:
            return "none to count"
        counts = f"{self.part} of {self.whole}"
        return counts if self.whole < FEWEST else f"{counts} ({100 * self.part / self.whole:.0f}%)"

    @property
    def public(self) -> str:
        """Return it for readers outside: nothing where a part or the rest is small."""
        rest = self.whole - self.part
        if self.whole < FEWEST or 0 < self.part < FEWEST or 0 < rest < FEWEST:
            return "small numbers"
        return self.words


@dataclass(frozen=True)
class Change:
    """The difference of two shares, later less earlier, with its interval of 95 %."""

    difference: float
    low: float
    high: float

    @property
    def better(self) -> bool:
        """True where the whole interval lies above nothing."""
        return self.low > 0

    @property
    def worse(self) -> bool:
        """True where the whole interval lies below nothing."""
        return self.high < 0

    @property
    def words(self) -> str:
        """Return it in percentage points: "+21 points (95% interval -3 to +42)"."""
        return (
            f"{100 * self.difference:+.0f} points"
            f" (95% interval {100 * self.low:+.0f} to {100 * self.high:+.0f})"
        )


def good_share(grades: Iterable[Grade]) -> Share:
    """Return how many grades are good or better of those that apply."""
    counted = [grade for grade in grades if grade.counts]
    return Share(sum(grade.is_good for grade in counted), len(counted))


def wilson(share: Share, z: float = Z95) -> tuple[float, float]:
    """Return the score interval of a share of at least one case.

    Source: E. B. Wilson, Probable inference, the law of succession, and statistical inference,
    Journal of the American Statistical Association 22 (1927) 209-212; without continuity
    correction.
    """
    n, p = share.whole, share.part / share.whole
    middle = 2 * n * p + z * z
    reach = z * sqrt(z * z + 4 * n * p * (1 - p))
    under = 2 * (n + z * z)
    # A share of none or all has an end at 0 or 1, which rounding must not miss.
    low = 0.0 if share.part == 0 else (middle - reach) / under
    high = 1.0 if share.part == n else (middle + reach) / under
    return low, high


def change(before: Share, after: Share, z: float = Z95) -> Change | None:
    """Return the change between shares of different cases; None where either counts nothing.

    Source: R. G. Newcombe, Interval estimation for the difference between independent
    proportions: comparison of eleven methods, Statistics in Medicine 17 (1998) 873-890, method 10
    (score intervals without continuity correction).
    """
    if not before.whole or not after.whole:
        return None
    p1, p2 = after.part / after.whole, before.part / before.whole
    l1, u1 = wilson(after, z)
    l2, u2 = wilson(before, z)
    return Change(
        p1 - p2,
        p1 - p2 - sqrt((p1 - l1) ** 2 + (u2 - p2) ** 2),
        p1 - p2 + sqrt((u1 - p1) ** 2 + (p2 - l2) ** 2),
    )


@dataclass(frozen=True)
class Pairs:
    """The same cases graded twice: good both times, only after, only before, and neither time."""

    both: int
    gained: int
    lost: int
    neither: int

    @property
    def before(self) -> Share:
        """The share that was good before."""
        return Share(self.both + self.lost, self._whole)

    @property
    def after(self) -> Share:
        """The share that is good after."""
        return Share(self.both + self.gained, self._whole)

    @property
    def _whole(self) -> int:
        return self.both + self.gained + self.lost + self.neither


def pairs_of(grades: Iterable[tuple[Grade, Grade]]) -> Pairs:
    """Count pairs of a grade before and after; one that did not apply either time is left out."""
    good = [(one.is_good, other.is_good) for one, other in grades if one.counts and other.counts]
    return Pairs(
        good.count((True, True)),
        good.count((False, True)),
        good.count((True, False)),
        good.count((False, False)),
    )


def paired_change(pairs: Pairs, z: float = Z95) -> Change | None:
    """Return the change between shares of the same cases; None where there are none.

    Source: R. G. Newcombe, Improved confidence intervals for the difference between binomial
    proportions based on paired data, Statistics in Medicine 17 (1998) 2635-2650, method 10 (score
    intervals of the two shares, their correlation corrected for continuity).
    """
    before, after = pairs.before, pairs.after
    if not before.whole:
        return None
    p1, p2 = after.part / after.whole, before.part / before.whole
    l1, u1 = wilson(after, z)
    l2, u2 = wilson(before, z)
    phi = _correlation(pairs)
    below = (p1 - l1) ** 2 - 2 * phi * (p1 - l1) * (u2 - p2) + (u2 - p2) ** 2
    above = (u1 - p1) ** 2 - 2 * phi * (u1 - p1) * (p2 - l2) + (p2 - l2) ** 2
    # Of a correlation of 1 rounding leaves less than nothing.
    return Change(p1 - p2, p1 - p2 - sqrt(max(below, 0.0)), p1 - p2 + sqrt(max(above, 0.0)))


def _correlation(pairs: Pairs) -> float:
    """Return phi of the two gradings, its numerator lessened by half the cases if positive."""
    n = pairs.before.whole
    product = (
        pairs.before.part * (n - pairs.before.part) * pairs.after.part * (n - pairs.after.part)
    )
    if not product:
        return 0.0
    cross = float(pairs.both * pairs.neither - pairs.gained * pairs.lost)
    if cross > 0:
        cross = max(cross - n / 2, 0.0)
    return cross / sqrt(product)
