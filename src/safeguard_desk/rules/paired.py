"""The change of scores that the same people gave twice: its mean, and how sure it is."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import atan, cos, pi, sin, sqrt

FEWEST = 5
"""Pairs below which a mean change is given without an interval, and never read as an effect."""


@dataclass(frozen=True)
class Paired:
    """Differences, later less earlier, of people who answered twice; the interval is of 95 %.

    low and high are None where there are too few pairs, or where all differ by the same.
    """

    n: int
    before: float
    after: float
    mean: float
    up: int
    same: int
    down: int
    low: float | None = None
    high: float | None = None

    @property
    def better(self) -> bool:
        """True where the whole interval lies above nothing."""
        return self.low is not None and self.low > 0

    @property
    def worse(self) -> bool:
        """True where the whole interval lies below nothing."""
        return self.high is not None and self.high < 0

    @property
    def words(self) -> str:
        """Return it as people read it: "+1.2 (95% interval +0.8 to +1.6), 14 pairs"."""
        pairs = f"{self.n} pair{'' if self.n == 1 else 's'}"
        if self.low is None or self.high is None:
            why = (
                "all changed by the same: no interval"
                if self.n >= FEWEST
                else f"too few for an interval: {FEWEST} are needed"
            )
            return f"{self.mean:+.1f}, {pairs} ({why})"
        return f"{self.mean:+.1f} (95% interval {self.low:+.1f} to {self.high:+.1f}), {pairs}"

    @property
    def reading(self) -> str:
        """Return what the interval allows to be said."""
        if self.low is None:
            return "Too little is known to say whether this is more than chance."
        if self.better:
            return "The rise is more than chance would explain."
        if self.worse:
            return "The fall is more than chance would explain."
        return "The change is no more than chance would explain."


def paired(pairs: Iterable[tuple[float, float]]) -> Paired | None:
    """Return the change of pairs (earlier, later); None where there are none.

    The interval is the mean of the differences and their standard error times Student's t with one
    degree less than pairs. Source: Student, The probable error of a mean, Biometrika 6 (1908) 1-25.
    """
    held = list(pairs)
    n = len(held)
    if not n:
        return None
    differences = [later - earlier for earlier, later in held]
    mean = sum(differences) / n
    low = high = None
    if n >= FEWEST:
        variance = sum((one - mean) ** 2 for one in differences) / (n - 1)
        if variance > 1e-12:
            reach = t_quantile(n - 1) * sqrt(variance / n)
            low, high = mean - reach, mean + reach
    return Paired(
        n,
        sum(earlier for earlier, _ in held) / n,
        sum(later for _, later in held) / n,
        mean,
        sum(one > 0 for one in differences),
        sum(one == 0 for one in differences),
        sum(one < 0 for one in differences),
        low,
        high,
    )


def t_within(t: float, degrees: int) -> float:
    """Return the probability that Student's t lies between -t and t.

    It is a finite sum for whole degrees of freedom. Source: M. Abramowitz and I. A. Stegun,
    Handbook of Mathematical Functions, National Bureau of Standards (1964), 26.7.3 and 26.7.4.
    """
    theta = atan(t / sqrt(degrees))
    square = cos(theta) ** 2
    odd = degrees % 2
    if degrees == 1:
        return 2 * theta / pi
    term = cos(theta) if odd else 1.0
    total = term
    for number in range(3 if odd else 2, degrees - 1, 2):
        term *= square * (number - 1) / number
        total += term
    inner = sin(theta) * total
    return 2 / pi * (theta + inner) if odd else inner


def t_quantile(degrees: int, within: float = 0.95) -> float:
    """Return the t between whose minus and plus `within` of the probability lies."""
    if degrees < 1 or not 0 < within < 1:
        raise ValueError("degrees from 1 on, and a probability between nothing and one")
    low, high = 0.0, 2.0
    while t_within(high, degrees) < within:
        high *= 2
    for _ in range(80):
        middle = (low + high) / 2
        low, high = (middle, high) if t_within(middle, degrees) < within else (low, middle)
    return (low + high) / 2
