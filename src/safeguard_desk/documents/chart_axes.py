"""Charts with an upright scale: columns side by side, and lines over periods."""

from dataclasses import dataclass
from itertools import pairwise

from safeguard_desk.documents.chart_parts import legend, lifted, scale, sign_of, swatch_colour
from safeguard_desk.documents.chart_words import value_text
from safeguard_desk.documents.fonts import short
from safeguard_desk.documents.model import Chart
from safeguard_desk.documents.picture import Box, Picture, Shape, Sign, Stroke, Words, text_width
from safeguard_desk.documents.theme import INK, PAPER, QUIET, RULE

_SIZE, _SMALL = 9.0, 8.5
_DASHES = (4.0, 2.0, 9.0)
_PLOT, _FOOT, _HEAD = 130.0, 18.0, 12.0


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where values and categories lie."""

    left: float
    right: float
    low: float
    high: float
    count: int
    plot: float = _PLOT

    def y(self, value: float) -> float:
        return _FOOT + (value - self.low) / (self.high - self.low) * self.plot

    @property
    def step(self) -> float:
        return (self.right - self.left) / max(self.count, 1)

    def x(self, index: int) -> float:
        return self.left + self.step * (index + 0.5)


def _frame(
    chart: Chart, wide: float, *, from_nought: bool, plot: float = _PLOT
) -> tuple[_Frame, list[Shape]]:
    """Return the frame, and its scale, level lines, categories and the chart's own lines."""
    found = [value for one in chart.series for value in one.values if value is not None]
    found += [line.value for line in chart.lines]
    least = 0.0 if from_nought else min(found, default=0.0)
    low, high, ticks = scale(min(least, 0.0) if from_nought else least, max(found, default=1.0))
    labels = [value_text(tick, chart.unit) for tick in ticks]
    left = max(text_width(label, _SMALL) for label in labels) + 6
    notes = [f"{line.label} {value_text(line.value, chart.unit)}" for line in chart.lines]
    right = wide - max((text_width(note, _SMALL) + 6 for note in notes), default=0.0)
    frame = _Frame(left, right, low, high, len(chart.categories), plot)
    shapes: list[Shape] = []
    for tick, label in zip(ticks, labels, strict=True):
        y = frame.y(tick)
        shapes.append(Stroke(((left, y), (right, y)), QUIET if tick == low else RULE, 0.5))
        shapes.append(Words(left - 5 - text_width(label, _SMALL), y - 3, label, _SMALL, QUIET))
    heights = [frame.y(line.value) for line in chart.lines]
    for number, (y, label_y) in enumerate(zip(heights, _apart(heights), strict=True)):
        # Lines differ by their strokes and not by colour: middling, short, long.
        shapes.append(Stroke(((left, y), (right, y)), INK, 1.1, _DASHES[number % 3]))
        shapes.append(Words(right + 4, label_y - 3, notes[number], _SMALL, INK))
    return frame, shapes + _categories(chart, frame)


def _apart(heights: list[float]) -> list[float]:
    """Return heights for the names of lines, moved up where two would be written over another."""
    placed = list(heights)
    order = sorted(range(len(heights)), key=heights.__getitem__)
    for below, above in pairwise(order):
        placed[above] = max(placed[above], placed[below] + _SMALL + 1)
    return placed


def _categories(chart: Chart, frame: _Frame) -> list[Shape]:
    """Return the labels below, as many as there is room for."""
    widest = max((text_width(name, _SMALL) for name in chart.categories), default=0.0)
    every = max(1, -(-int(min(widest, 60.0) + 6) // max(int(frame.step), 1)))
    shapes: list[Shape] = []
    for index in range(0, len(chart.categories), every):
        name = short(chart.categories[index], frame.step * every - 4, _SMALL)
        x = frame.x(index) - text_width(name, _SMALL) / 2
        shapes.append(Words(x, _FOOT - 12, name, _SMALL, INK))
    return shapes


def columns(chart: Chart, wide: float) -> Picture:
    """Return columns, the series of a category side by side, each with its figure on top."""
    names, name_shapes = legend(chart, wide)
    frame, shapes = _frame(chart, wide, from_nought=True)
    each = min(frame.step * 0.76 / max(len(chart.series), 1), 46.0)
    for index in range(len(chart.categories)):
        start = frame.x(index) - each * len(chart.series) / 2
        for at, one in enumerate(chart.series):
            value = one.values[index]
            x, text = start + at * each, value_text(value, chart.unit)
            hatch = 0 if one.tone is not None else at % 4
            base = frame.y(max(frame.low, 0.0))
            top = base if value is None else frame.y(value)
            if value is not None:
                colour = swatch_colour(chart, at)
                shapes.append(
                    Box(x + 0.6, base, each - 1.2, top - base, colour, hatch, (index, at))
                )
            if text_width(text, _SMALL) <= each + 4:
                long = text_width(text, _SMALL)
                middle, above = x + (each - long) / 2, max(top, base) + 3
                shapes.append(Box(middle - 0.5, above - 1, long + 1, 8.0, PAPER))
                shapes.append(Words(middle, above, text, _SMALL, INK))
    high = _FOOT + _PLOT + _HEAD + names
    return Picture(wide, high, tuple(shapes + lifted(name_shapes, high)))


def run(chart: Chart, wide: float, plot: float = _PLOT) -> Picture:
    """Return lines over periods; a period without a figure leaves a gap.

    plot: how high the ground is on which the lines run.
    """
    names, name_shapes = legend(chart, wide)
    frame, shapes = _frame(chart, wide, from_nought=False, plot=plot)
    for at, one in enumerate(chart.series):
        colour, sign = swatch_colour(chart, at), sign_of(chart, at)
        for stretch in _stretches(one.values):
            points = tuple((frame.x(index), frame.y(value)) for index, value in stretch)
            places = ((index, at) for index, _ in stretch)
            if len(points) > 1:
                shapes.append(Stroke(points, colour, 1.6))
            for (x, y), place in zip(points, places, strict=True):
                shapes.append(Sign("circle", x - 3.6, y - 3.6, 7.2, PAPER))
                shapes.append(Sign(sign, x - 2.8, y - 2.8, 5.6, colour, place))
    shapes += _figures(chart, frame)
    high = _FOOT + plot + _HEAD + names
    return Picture(wide, high, tuple(shapes + lifted(name_shapes, high)))


def _stretches(values: tuple[float | None, ...]) -> list[list[tuple[int, float]]]:
    stretches: list[list[tuple[int, float]]] = [[]]
    for index, value in enumerate(values):
        if value is None:
            stretches.append([])
        else:
            stretches[-1].append((index, value))
    return [stretch for stretch in stretches if stretch]


def _figures(chart: Chart, frame: _Frame) -> list[Shape]:
    """Return the figures at the points of a single line; of several, or a low one, the last."""
    shapes: list[Shape] = []
    for one in chart.series:
        points = [(index, value) for index, value in enumerate(one.values) if value is not None]
        every = len(chart.series) == 1 and frame.plot >= _PLOT
        for index, value in points if every else points[-1:]:
            text = value_text(value, chart.unit)
            long = text_width(text, _SMALL, bold=True)
            if long > frame.step * 1.1 and index != points[-1][0]:
                continue
            x, y = frame.x(index) - long / 2, frame.y(value) + 6
            shapes.append(Box(x - 1, y - 1.5, long + 2, 9.0, PAPER))
            shapes.append(Words(x, y, text, _SMALL, INK, bold=True))
    return shapes
