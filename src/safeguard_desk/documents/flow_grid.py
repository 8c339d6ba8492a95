"""Where the boxes of a flow stand, and how its lines run between them: by rows and columns.

Lines run only where no box can be: in the gutters beside columns, between rows, or along a row
through columns that are empty there. x counts to the right, y downwards.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

from safeguard_desk.documents.chart_model import Flow

_Key = TypeVar("_Key", bound=Hashable)

Step = tuple[int, int]
"""The places of two boxes, the earlier first."""
Route = tuple[tuple[float, float], ...]
"""The corners of a line, from the edge of the earlier box to that of the later."""
_LOWER = 4.0
"""A line comes in so much lower than lines go out, so that the two are told apart."""


@dataclass(frozen=True)
class Measures:
    """What a drawing is made of. `gutter`: the least room beside a column; `lane`: for one line."""

    room: float
    """How wide a box is."""
    columns: int
    gutter: float
    lane: float
    between: float
    """Room between two rows."""
    port: float
    """How far below its upper edge lines leave a box."""


@dataclass(frozen=True)
class Laid:
    """A flow laid out: each box's left and upper edge, each step's line, and the rows' edges."""

    lefts: tuple[float, ...]
    """The left edge of each column."""
    corners: tuple[tuple[float, float], ...]
    lines: tuple[Route, ...]
    rows: tuple[float, ...]
    """The upper edge of each row, and the lower edge of all."""
    wide: float


def rows_of(columns: Sequence[int], steps: Iterable[Step]) -> tuple[int, ...]:
    """Return the row of each box: as near as can be to the boxes that it follows.

    No drawing gets more rows than its longest column has boxes.
    """
    earlier: dict[int, list[int]] = {}
    for first, last in steps:
        if columns[first] < columns[last]:
            earlier.setdefault(last, []).append(first)
    held = {one: [n for n, c in enumerate(columns) if c == one] for one in sorted(set(columns))}
    most = max((len(one) for one in held.values()), default=0)
    found: dict[int, int] = {}
    for place, boxes in enumerate(held.values()):
        wish: dict[int, float] = {}
        for order, box in enumerate(boxes):
            before = [found[one] for one in earlier.get(box, ())]
            alone = order if place == 0 else most
            wish[box] = sum(before) / len(before) if before else alone
        row = -1
        for order, box in enumerate(sorted(boxes, key=wish.__getitem__)):
            row = max(row + 1, min(round(wish[box]), most - (len(boxes) - order)))
            found[box] = row
    return tuple(found[number] for number in range(len(columns)))


def laid(
    columns: Sequence[int], steps: Sequence[Step], highs: Sequence[float], measures: Measures
) -> Laid:
    """Return a flow laid out; `columns` and `highs` are where its boxes stand and their heights."""
    rows = rows_of(columns, steps)
    tops = _tops(rows, highs, measures.between)
    ways = [_Way(columns, rows, step) for step in steps]
    tracks, most = _tracks(ways, len(tops) - 1)
    levels = _Levels(tops, measures, tracks, most)
    lanes, count = _lanes(ways, levels)
    lefts, wide = _lefts(measures.columns, count, measures)
    corners = tuple((lefts[c], tops[r]) for c, r in zip(columns, rows, strict=True))
    lines = tuple(_line(way, levels, lanes, count, lefts, measures) for way in ways)
    return Laid(lefts, corners, lines, tuple(tops), wide)


def shown(flow: Flow) -> frozenset[int]:
    """Return the places of the boxes that a flow shows: all, or those of its band of rows."""
    rows = rows_of([box.column for box in flow.boxes], flow.steps)
    first, last = flow.band or (0, len(rows))
    return frozenset(number for number, row in enumerate(rows) if first <= row < last)


def within(line: Route, top: float, bottom: float) -> list[Route]:
    """Return what is seen of a line in a band from `top` down to, and without, `bottom`."""
    parts: list[list[tuple[float, float]]] = [[]]
    for (x1, y1), (x2, y2) in pairwise(line):
        if y1 == y2:
            piece = [(x1, y1), (x2, y2)] if top <= y1 < bottom else []
        else:
            low, high = sorted((y1, y2))
            ends = [min(max(y, top), bottom) for y in (y1, y2)]
            piece = [(x1, ends[0]), (x2, ends[1])] if high > top and low < bottom else []
        if piece and parts[-1] and parts[-1][-1] == piece[0]:
            parts[-1].append(piece[1])
        elif piece:
            parts.append(piece)
    return [tuple(part) for part in parts if part]


class _Way:
    """How a step goes: straight, up or down in one gutter, or in two with a level between."""

    def __init__(self, columns: Sequence[int], rows: Sequence[int], step: Step) -> None:
        self.source, self.target = step
        first, last = columns[self.source], columns[self.target]
        self.first, self.last = first, last
        self.row, self.to = rows[self.source], rows[self.target]
        self.onward = last > first
        """Gutter n is left of column n."""
        self.gutters = (first + 1, last) if self.onward else (first, last + 1)
        if first == last:
            self.gutters = (first, first)
        crossed = range(min(first, last) + 1, max(first, last))
        taken = {(c, r) for c, r in zip(columns, rows, strict=True)}
        free = {r for r in (self.row, self.to) if not any((c, r) in taken for c in crossed)}
        self.straight = self.onward and self.row == self.to and self.row in free
        self.near = self.gutters[0] == self.gutters[1]
        """Its two ends are at one gutter."""
        self.corridor: int | None = None
        """It runs above the row of this number."""
        self.along_own = not self.near and not self.straight and self.row in free
        self.along_other = not self.near and not self.along_own and self.to in free
        if not (self.near or self.straight or self.along_own or self.along_other):
            self.corridor = self.to + (1 if self.to < self.row else 0)


class _Levels:
    """The heights at which lines run level."""

    def __init__(
        self,
        tops: Sequence[float],
        measures: Measures,
        tracks: Mapping[tuple[int, int], int],
        most: Mapping[int, int],
    ) -> None:
        self._tops, self._measures, self._tracks, self._most = tops, measures, tracks, most

    def out(self, way: _Way) -> float:
        return self._tops[way.row] + self._measures.port

    def into(self, way: _Way) -> float:
        return self._tops[way.to] + self._measures.port + (0.0 if way.straight else _LOWER)

    def middle(self, way: _Way) -> float:
        """Return the level between the two gutters."""
        if way.corridor is None:
            return self.out(way) if way.along_own else self.into(way)
        share = self._measures.between / (self._most[way.corridor] + 1)
        track = self._tracks[way.corridor, way.source]
        return self._tops[way.corridor] - self._measures.between + share * (track + 1)

    def upright(self, way: _Way) -> list[tuple[int, float, float]]:
        """Return the gutters in which a line goes up or down: each with its two heights."""
        if way.straight:
            return []
        begin, end = self.out(way), self.into(way)
        if way.near:
            return [(way.gutters[0], begin, end)]
        level = self.middle(way)
        parts = [(way.gutters[0], begin, level), (way.gutters[1], level, end)]
        return [part for part in parts if part[1] != part[2]]


def _tops(rows: Sequence[int], highs: Sequence[float], between: float) -> list[float]:
    deep = [0.0] * (max(rows, default=-1) + 1)
    for row, high in zip(rows, highs, strict=True):
        deep[row] = max(deep[row], high)
    tops = [between]
    for high in deep:
        tops.append(tops[-1] + high + between)
    return tops


def _tracks(ways: Iterable[_Way], rows: int) -> tuple[dict[tuple[int, int], int], dict[int, int]]:
    """Return which track each box's lines take above a row, and how many tracks there are."""
    tracks: dict[tuple[int, int], int] = {}
    most: dict[int, int] = {}
    ways = [way for way in ways if way.corridor is not None]
    for corridor in range(rows + 1):
        spans: dict[int, tuple[float, float]] = {}
        for way in ways:
            if way.corridor == corridor:
                _widen(spans, way.source, *sorted(way.gutters))
        packed = _packed(spans, 0.0)
        tracks.update({(corridor, source): track for source, track in packed.items()})
        most[corridor] = max(packed.values(), default=-1) + 1
    return tracks, most


def _lanes(
    ways: Iterable[_Way], levels: _Levels
) -> tuple[dict[tuple[int, int, float], int], dict[int, int]]:
    """Return the lane of each line in each gutter, lines of one box together, and their number."""
    gutters: dict[int, dict[tuple[int, float], tuple[float, float]]] = {}
    for way in ways:
        for gutter, begin, end in levels.upright(way):
            spans = gutters.setdefault(gutter, {})
            _widen(spans, (way.source, begin), *sorted((begin, end)))
    lanes: dict[tuple[int, int, float], int] = {}
    count: dict[int, int] = {}
    for gutter, spans in gutters.items():
        packed = _packed(spans, 3.0)
        lanes.update({(gutter, *key): lane for key, lane in packed.items()})
        count[gutter] = max(packed.values()) + 1
    return lanes, count


def _widen(spans: dict[_Key, tuple[float, float]], key: _Key, low: float, high: float) -> None:
    held = spans.get(key, (low, high))
    spans[key] = min(held[0], low), max(held[1], high)


def _packed(spans: Mapping[_Key, tuple[float, float]], apart: float) -> dict[_Key, int]:
    """Return a lane for each stretch, so that no two of a lane meet, in as few as can be."""
    ends: list[float] = []
    packed: dict[_Key, int] = {}
    for key, (low, high) in sorted(spans.items(), key=lambda one: one[1]):
        lane = next((n for n, end in enumerate(ends) if end + apart < low), len(ends))
        ends[lane : lane + 1] = [high]
        packed[key] = lane
    return packed


def _lefts(
    columns: int, count: Mapping[int, int], measures: Measures
) -> tuple[tuple[float, ...], float]:
    """Return the left edge of each column, and how wide all are."""
    lefts, x = [], 0.0
    for column in range(columns):
        lanes = count.get(column, 0)
        if column or lanes:
            x += max(measures.gutter, (lanes + 1) * measures.lane)
        lefts.append(x)
        x += measures.room
    lanes = count.get(columns, 0)
    return tuple(lefts), x + ((lanes + 1) * measures.lane if lanes else 0.0)


def _line(
    way: _Way,
    levels: _Levels,
    lanes: Mapping[tuple[int, int, float], int],
    count: Mapping[int, int],
    lefts: Sequence[float],
    measures: Measures,
) -> Route:
    def lane_at(gutter: int, begin: float) -> float:
        low = lefts[gutter - 1] + measures.room if gutter else 0.0
        high = lefts[gutter] if gutter < len(lefts) else low
        if gutter == len(lefts):
            high = low + (count[gutter] + 1) * measures.lane
        share = (high - low) / (count[gutter] + 1)
        return low + share * (lanes[gutter, way.source, begin] + 1)

    far = measures.room
    x = lefts[way.first] + (far if way.onward else 0.0)
    corners = [(x, levels.out(way))]
    for gutter, begin, end in levels.upright(way):
        x = lane_at(gutter, begin)
        corners += [(x, begin), (x, end)]
    end_x = lefts[way.last] + (far if way.last < way.first else 0.0)
    corners.append((end_x, levels.into(way)))
    return tuple(corners)
