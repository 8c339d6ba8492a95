"""Charts drawn once, as pictures: for the PDF, the screen and Word alike.

Colour never speaks alone: figures are written in or on the bars, series differ by hatch or by the
sign of their points, a tone brings its own shape. Each chart also speaks in words (chart_words).
"""

from collections.abc import Callable

from safeguard_desk.documents.chart_axes import columns, run
from safeguard_desk.documents.chart_flow import bands, flow
from safeguard_desk.documents.chart_panels import LOW, beside, panel_width
from safeguard_desk.documents.chart_parts import legend, lifted, swatch_colour
from safeguard_desk.documents.chart_timeline import timeline
from safeguard_desk.documents.chart_words import value_text
from safeguard_desk.documents.fonts import short
from safeguard_desk.documents.model import Chart, ChartKind, Figure
from safeguard_desk.documents.picture import Box, Picture, Shape, Sign, Stroke, Words, text_width
from safeguard_desk.documents.theme import (
    ACCENT,
    INK,
    MARKS,
    PAPER,
    QUIET,
    RULE,
    TINT,
    Colour,
    contrast,
)

_BAR, _STEP, _SIZE = 15.0, 23.0, 9.0
_FIRST, _OTHERS = 300.0, 420.0
"""Points down its first page, under a title, and down others that a flow may take."""


def draw(chart: Chart, wide: float = 480.0) -> Picture:
    """Return a chart as a picture `wide` points across; its height follows from its figures."""
    if chart.kind is ChartKind.PANELS:
        return beside([(one.title, _small(one, panel_width(wide))) for one in chart.panels], wide)
    return _DRAWN[chart.kind](chart, wide)


def pieces(figure: Figure, wide: float) -> tuple[Figure, ...]:
    """Return a figure as it goes on paper: a flow that is higher than a page as several."""
    parts = bands(figure.chart, wide, _FIRST, _OTHERS)
    if len(parts) == 1:
        return (figure,)
    caption = figure.caption or figure.chart.title
    return tuple(
        Figure(part, figure.alternative, caption if part is parts[0] else f"{caption}, continued")
        for part in parts
    )


def _small(chart: Chart, wide: float) -> Picture:
    return run(chart, wide, LOW) if chart.kind is ChartKind.RUN else draw(chart, wide)


def _bars(chart: Chart, wide: float) -> Picture:
    shares = chart.kind is ChartKind.SHARES
    names, name_shapes = legend(chart, wide)
    left = _label_room(chart.categories, wide)
    totals = [
        sum(one.values[index] or 0.0 for one in chart.series)
        for index in range(len(chart.categories))
    ]
    ends = [
        f"n = {value_text(total)}" if shares else value_text(total, chart.unit) for total in totals
    ]
    right = max((text_width(end, _SIZE, bold=True) for end in ends), default=0.0) + 8
    most = max([*totals, *(line.value for line in chart.lines)], default=0.0) or 1.0
    room = wide - left - right
    high = len(chart.categories) * _STEP + names + 4
    shapes: list[Shape] = []
    for index, category in enumerate(chart.categories):
        y = high - names - (index + 1) * _STEP + (_STEP - _BAR) / 2
        shapes.append(_right_label(category, left - 8, y))
        scale = room / (totals[index] or 1.0) if shares else room / most
        x = left
        for at, one in enumerate(chart.series):
            long = (one.values[index] or 0.0) * scale
            if long > 0:
                shapes += _segment(chart, at, index, x, y, long, totals[index])
            x += long
        if len(chart.series) > 1 or shares or x - left < 30:
            shapes.append(Words(x + 5, y + 4, ends[index], _SIZE, INK, bold=True))
    shapes.append(Stroke(((left, 2), (left, high - names)), QUIET, 0.75))
    for line in chart.lines if not shares else ():
        x = left + line.value * room / most
        shapes.append(Stroke(((x, 2), (x, high - names)), INK, 1.0, 3.0))
    return Picture(wide, high, tuple(shapes + lifted(name_shapes, high)))


def _segment(
    chart: Chart, at: int, index: int, x: float, y: float, long: float, total: float
) -> list[Shape]:
    """Return a part of a bar: its ground, its tone's sign and its figure where there is room."""
    one = chart.series[at]
    value = one.values[index]
    colour = swatch_colour(chart, at)
    text = value_text(value, chart.unit)
    if chart.kind is ChartKind.SHARES and value is not None:
        text = f"{100 * value / total:.0f} %"
    hatch = 0 if one.tone is not None else at % 4
    shapes: list[Shape] = [Box(x, y, max(long - 0.8, 0.4), _BAR, colour, hatch, (index, at))]
    sign = 9.0 if one.tone is not None else 0.0
    own = text_width(text, _SIZE, bold=True) + sign
    if own + 6 > long:
        if own - sign + 4 > long:
            return shapes
        sign, own = 0.0, own - sign
    start = x + (long - own) / 2
    if hatch:
        shapes.append(Box(start - 2, y + 2, own + 4, _BAR - 4, colour))
    ink = ink_on(colour)
    if one.tone is not None and sign:
        shapes.append(Sign(MARKS[one.tone].shape, start, y + 4.5, 6.0, ink))
    shapes.append(Words(start + sign, y + 4.4, text, _SIZE, ink, bold=True))
    return shapes


def _heat(chart: Chart, wide: float) -> Picture:
    left = _label_room(chart.categories, wide)
    each = (wide - left) / max(len(chart.series), 1)
    top = 18.0
    high = len(chart.categories) * 20.0 + top
    found = [value for one in chart.series for value in one.values if value is not None]
    least, most = min(found, default=0.0), max(found, default=1.0)
    shapes: list[Shape] = []
    for at, one in enumerate(chart.series):
        name = short(one.name, each - 4, _SIZE)
        x = left + at * each + (each - text_width(name, _SIZE, bold=True)) / 2
        shapes.append(Words(x, high - 12, name, _SIZE, INK, bold=True))
    for index, category in enumerate(chart.categories):
        y = high - top - (index + 1) * 20.0
        shapes.append(_right_label(category, left - 8, y + 2.5))
        for at, one in enumerate(chart.series):
            value = one.values[index]
            share = 0.0 if value is None else (value - least) / ((most - least) or 1.0)
            fill = PAPER if value is None else _between(TINT, ACCENT, share)
            text = value_text(value, chart.unit)
            x = left + at * each
            shapes.append(Box(x + 0.6, y + 0.6, each - 1.2, 18.8, fill, of=(index, at)))
            start = x + (each - text_width(text, _SIZE, bold=True)) / 2
            shapes.append(Words(start, y + 6.8, text, _SIZE, ink_on(fill), bold=True))
    shapes.append(Stroke(((left, 0.3), (wide, 0.3)), RULE, 0.5))
    return Picture(wide, high, tuple(shapes))


def ink_on(ground: Colour) -> Colour:
    """Return white or dark, whichever reads better on a ground."""
    return PAPER if contrast(PAPER, ground) >= contrast(INK, ground) else INK


def _between(one: Colour, other: Colour, share: float) -> Colour:
    """Return a colour between two, leaving out the middle on which no ink reads well."""
    share = share * 0.45 if share < 0.5 else 0.65 + (share - 0.5) * 0.7
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return (red, green, blue)


def _label_room(labels: tuple[str, ...], wide: float) -> float:
    longest = max((text_width(label, _SIZE) for label in labels), default=0.0)
    return min(longest, wide * 0.36) + 10


def _right_label(label: str, end: float, y: float) -> Words:
    text = short(label, end, _SIZE)
    return Words(end - text_width(text, _SIZE), y + 4.4, text, _SIZE)


_DRAWN: dict[ChartKind, Callable[[Chart, float], Picture]] = {
    ChartKind.BARS: _bars,
    ChartKind.SHARES: _bars,
    ChartKind.COLUMNS: columns,
    ChartKind.RUN: run,
    ChartKind.HEAT: _heat,
    ChartKind.TIMELINE: timeline,
    ChartKind.FLOW: flow,
}
"""How each kind is drawn; panels are small charts of the others."""
