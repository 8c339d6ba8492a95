"""When a run of figures warns: the three rules of DOMAIN 4, and how a figure stands to its target.

Shift and trend are run chart rules as of Perla, Provost and Murray, "The run chart: a simple
analytical tool for learning from variation in healthcare processes", BMJ Quality & Safety 2011;
20:46-51, with the lengths that the group works by: seven points for a shift and six for a trend, as
in NHS England's "Making data count". After that paper a point on the median neither adds to a run
nor breaks it, and of equal neighbours in a trend one counts.

A period without a figure (suppressed, missing, awaited, not applicable) is no point: shift and
trend pass over it, and it is never taken for a number. It breaks a run off target, for nobody knows
how it stood. Only what reaches the latest figure is a signal: what is over warns of nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import median

from safeguard_desk.rules.terms_quality import Direction, SignalKind

SHIFT, TREND, RUNNING = 7, 6, 2
"""Points on one side of the median, points rising or falling, periods off target."""
BASELINE = 12
"""Figures, the first ones, whose median is kept when more follow."""


class Standing(StrEnum):
    """How a figure stands to its target."""

    ON = "on"
    NEAR = "near"
    OFF = "off"

    @property
    def label(self) -> str:
        """In words."""
        return _STANDING[self]


_STANDING = {
    Standing.ON: "On target",
    Standing.NEAR: "Within tolerance",
    Standing.OFF: "Off target",
}


@dataclass(frozen=True)
class Point:
    """A period and its figure; None where there is none, for whatever reason."""

    period: str
    value: float | None
    target: float | None = None
    tolerance: float = 0.0


@dataclass(frozen=True)
class Signal:
    """A rule that the latest figures meet, and the periods (by their labels) over which they do.

    good: whether it is to the better; None where no direction is good.
    """

    kind: SignalKind
    words: str
    periods: tuple[str, ...]
    good: bool | None = None
    short: str = ""
    """The same for a narrow cell: "6 rising"."""

    @property
    def warns(self) -> bool:
        """True unless it is to the better."""
        return self.good is not True


def standing(
    value: float | None, target: float | None, tolerance: float, direction: Direction
) -> Standing | None:
    """Return how a figure stands to its target; None where there is no figure or no target.

    Where neither direction is good, the target is to be met from both sides.
    """
    if value is None or target is None:
        return None
    short = target - value if direction is Direction.UP else value - target
    if direction is Direction.NEITHER:
        short = abs(value - target)
    if short <= 1e-9:
        return Standing.ON
    # A tolerance without a direction is what counts as on target.
    if short <= tolerance + 1e-9:
        return Standing.ON if direction is Direction.NEITHER else Standing.NEAR
    return Standing.OFF


def middle(points: Sequence[Point]) -> float | None:
    """Return the median of the first twelve figures; None where there are none."""
    values = [one.value for one in points if one.value is not None]
    return median(values[:BASELINE]) if values else None


def signals(points: Sequence[Point], direction: Direction) -> tuple[Signal, ...]:
    """Return the rules that the latest figures meet; points are in the order of time."""
    found = (off_target(points, direction), shift(points, direction), trend(points, direction))
    return tuple(one for one in found if one is not None)


def off_target(points: Sequence[Point], direction: Direction) -> Signal | None:
    """Return the signal of two periods or more running beyond the tolerance of the target.

    Periods at the end for which no figure is known yet are passed over.
    """
    at = len(points)
    while at and points[at - 1].value is None:
        at -= 1
    last = at
    while at and _off(points[at - 1], direction):
        at -= 1
    run = points[at:last]
    if len(run) < RUNNING:
        return None
    words = f"off target {_times(len(run))} running, {_span(run)}"
    return Signal(
        SignalKind.OFF_TARGET, words, _labels(run), good=False, short=f"off target ×{len(run)}"
    )


def _off(point: Point, direction: Direction) -> bool:
    return standing(point.value, point.target, point.tolerance, direction) is Standing.OFF


def shift(points: Sequence[Point], direction: Direction) -> Signal | None:
    """Return the signal of seven figures or more on one side of the median."""
    line = middle(points)
    known = [one for one in points if one.value is not None and one.value != line]
    if line is None or not known:
        return None
    above = _of(known[-1]) > line
    at = len(known)
    while at and (_of(known[at - 1]) > line) == above:
        at -= 1
    run = known[at:]
    if len(run) < SHIFT:
        return None
    short = f"{len(run)} {'above' if above else 'below'} median"
    words = f"{len(run)} points {'above' if above else 'below'} the median, {_span(run)}"
    return Signal(SignalKind.SHIFT, words, _labels(run), _good(direction, rising=above), short)


def trend(points: Sequence[Point], direction: Direction) -> Signal | None:
    """Return the signal of six figures or more that rise, or fall, one after the other."""
    known: list[Point] = []
    for one in points:
        if one.value is not None and (not known or one.value != known[-1].value):
            known.append(one)
    if len(known) < TREND:
        return None
    rising = _of(known[-1]) > _of(known[-2])
    at = len(known) - 1
    while at and (_of(known[at]) > _of(known[at - 1])) == rising:
        at -= 1
    run = known[at:]
    if len(run) < TREND:
        return None
    short = f"{len(run)} {'rising' if rising else 'falling'}"
    words = f"{len(run)} points {'rising' if rising else 'falling'}, {_span(run)}"
    return Signal(SignalKind.TREND, words, _labels(run), _good(direction, rising=rising), short)


def _of(point: Point) -> float:
    return point.value if point.value is not None else float("nan")


def _good(direction: Direction, *, rising: bool) -> bool | None:
    return None if direction is Direction.NEITHER else rising == (direction is Direction.UP)


def _labels(run: Sequence[Point]) -> tuple[str, ...]:
    return tuple(one.period for one in run)


def _span(run: Sequence[Point]) -> str:
    return f"{run[0].period} to {run[-1].period}"


def _times(count: int) -> str:
    return {2: "two periods", 3: "three periods", 4: "four periods"}.get(count, f"{count} periods")
