"""What charts share: the legend, the colours of series, a scale with even steps."""

import math
from dataclasses import replace

from safeguard_desk.documents.model import Chart, ChartKind
from safeguard_desk.documents.picture import Box, Shape, Sign, Stroke, Words, text_width
from safeguard_desk.documents.theme import INK, MARKS, SERIES, Colour

SIGNS = ("circle", "square", "triangle", "diamond", "ring")
"""Signs of points, so that lines part without colour."""

_SIZE = 9.0


def swatch_colour(chart: Chart, at: int) -> Colour:
    """Return the colour of series `at`."""
    tone = chart.series[at].tone
    return MARKS[tone].colour if tone is not None else SERIES[at % len(SERIES)]


def sign_of(chart: Chart, at: int) -> str:
    """Return the shape of the points of series `at`."""
    tone = chart.series[at].tone
    return MARKS[tone].shape if tone is not None else SIGNS[at % len(SIGNS)]


def legend(chart: Chart, wide: float) -> tuple[float, list[Shape]]:
    """Return the height of the legend and its shapes, placed as if the picture's top were at 0.

    `lifted` puts them in their place; a single series needs no legend.
    """
    if len(chart.series) < 2:
        return 0.0, []
    rows, x = 1, 0.0
    places = []
    for one in chart.series:
        own = text_width(one.name, _SIZE) + 28
        if x and x + own > wide:
            rows, x = rows + 1, 0.0
        places.append((x, rows))
        x += own
    return rows * 15.0 + 5.0, [
        shape
        for at, (left, row) in enumerate(places)
        for shape in _entry(chart, at, left, -row * 15.0 + 3.5)
    ]


def lifted(shapes: list[Shape], top: float) -> list[Shape]:
    """Return the legend's shapes moved up to `top`."""
    return [replace(shape, y=shape.y + top) for shape in shapes if not isinstance(shape, Stroke)]


def _entry(chart: Chart, at: int, x: float, y: float) -> list[Shape]:
    one, colour = chart.series[at], swatch_colour(chart, at)
    name = Words(x + 13, y, one.name, _SIZE, INK)
    if one.tone is not None or chart.kind is ChartKind.RUN:
        return [Sign(sign_of(chart, at), x + 1, y - 0.8, 8.0, colour), name]
    return [Box(x, y - 1.2, 9.5, 9.0, colour, at % 4), name]


def scale(low: float, high: float) -> tuple[float, float, list[float]]:
    """Return the ends of an axis and its ticks, four to six even steps.

    It begins at nought unless all values lie in the upper part of the range.
    """
    if high <= low:
        high = low + 1.0
    base = 0.0 if low >= 0 and low < 0.7 * high else low
    rough = (high - base) / 4
    size = 10.0 ** math.floor(math.log10(rough))
    step = next(size * factor for factor in (1, 2, 5, 10) if size * factor >= rough)
    start = math.floor(base / step) * step
    count = math.ceil((high - start) / step - 1e-9)
    ticks = [round(start + step * index, 10) for index in range(count + 1)]
    return ticks[0], ticks[-1], ticks
