"""A flow: boxes in columns from left to right, with lines from what came first to what followed."""

from safeguard_desk.documents.chart_model import Chart, Flow, FlowBox
from safeguard_desk.documents.fonts import BOLD, REGULAR, short, width
from safeguard_desk.documents.picture import Box, Picture, Shape, Sign, Stroke, Words
from safeguard_desk.documents.theme import ACCENT, INK, MARKS, PAPER, QUIET, RULE, TINT

_SIZE, _SMALL, _LEADING = 7.5, 7.0, 9.0
_PAD, _GAP, _BETWEEN, _HEAD = 4.0, 16.0, 6.0, 18.0
_LINES = 3
"""Lines of words in a box."""
_HIGH = (_LINES + 2) * _LEADING + 2 * _PAD
_MISSING = 2 * _LEADING + _PAD


def flow(chart: Chart, wide: float) -> Picture:
    """Return the boxes of a chart's flow in columns as wide as the page allows."""
    held = chart.flow or Flow((), ())
    columns = max(1, len(chart.categories))
    room = (wide - (columns - 1) * _GAP) / columns
    tops, depth = _tops(held, columns)
    high = _HEAD + depth
    shapes: list[Shape] = []
    for number, title in enumerate(chart.categories):
        x = number * (room + _GAP)
        words = short(title, room, _SIZE, BOLD)
        shapes.append(Words(x, high - 10, words, _SIZE, ACCENT, bold=True))
        shapes.append(Stroke(((x, high - 14), (x + room, high - 14)), RULE, 0.5))
    for before, after in held.steps:
        shapes.append(_step(held, tops, before, after, room, high))
    for number, box in enumerate(held.boxes):
        x, y = box.column * (room + _GAP), high - _HEAD - tops[number] - _HIGH
        shapes += _box(box, x, y, room)
    return Picture(wide, high, tuple(shapes))


def _tops(held: Flow, columns: int) -> tuple[list[float], float]:
    """Return how far below the head each box begins, and how deep the deepest column is."""
    depths, tops = [0.0] * columns, []
    for box in held.boxes:
        tops.append(depths[box.column])
        depths[box.column] += _HIGH + (_MISSING if box.missing else 0.0) + _BETWEEN
    return tops, max(depths)


def _step(
    held: Flow, tops: list[float], before: int, after: int, room: float, high: float
) -> Stroke:
    first, last = held.boxes[before].column, held.boxes[after].column
    y1 = high - _HEAD - tops[before] - _HIGH / 2
    y2 = high - _HEAD - tops[after] - _HIGH / 2
    x1, x2 = first * (room + _GAP) + room, last * (room + _GAP)
    if first >= last:
        x1, x2 = x1 - room, x2 + (room if first > last else 0.0)
    middle = (x1 + x2) / 2 if first != last else x1 - _GAP / 2
    return Stroke(((x1, y1), (middle, y1), (middle, y2), (x2, y2)), QUIET, 0.8)


def _box(box: FlowBox, x: float, y: float, room: float) -> list[Shape]:
    inner = room - 2 * _PAD
    edge = ((x, y), (x + room, y), (x + room, y + _HIGH), (x, y + _HIGH), (x, y))
    shapes: list[Shape] = [
        Box(x, y, room, _HIGH, TINT if box.about else PAPER),
        Stroke(edge, ACCENT if box.about else QUIET, 1.4 if box.about else 0.6),
    ]
    line = y + _HIGH - _PAD - _SIZE
    shapes.append(Words(x + _PAD, line, short(box.ref, inner, _SIZE, BOLD), _SIZE, bold=True))
    for words in wrapped(box.words, inner, _SIZE, _LINES):
        line -= _LEADING
        shapes.append(Words(x + _PAD, line, words, _SIZE, INK))
    left = x + _PAD
    if box.tone is not None:
        mark = MARKS[box.tone]
        shapes.append(Sign(mark.shape, left, y + _PAD, 6.0, mark.colour))
        left += 9.0
    state = short(box.state, x + room - _PAD - left, _SMALL)
    shapes.append(Words(left, y + _PAD, state, _SMALL, QUIET))
    if box.missing:
        shapes += _missing(box.missing, x, y, room)
    return shapes


def _missing(words: str, x: float, y: float, room: float) -> list[Shape]:
    low = y - _MISSING
    edge = ((x, y), (x, low), (x + room, low), (x + room, y))
    told = wrapped(f"Missing: {words}", room - 2 * _PAD, _SMALL, 2)
    return [
        Stroke(edge, INK, 0.8, 2.5),
        *(
            Words(x + _PAD, y - (number + 1) * _LEADING + 1, text, _SMALL, INK)
            for number, text in enumerate(told)
        ),
    ]


def wrapped(text: str, room: float, size: float, most: int) -> list[str]:
    """Return a text in at most so many lines; the last is cut where more follows."""
    lines: list[str] = [""]
    words = text.split()
    for place, word in enumerate(words):
        longer = f"{lines[-1]} {word}".strip()
        if not lines[-1] or width(longer, REGULAR) * size <= room:
            lines[-1] = longer
        elif len(lines) < most:
            lines.append(word)
        else:
            lines[-1] = " ".join((lines[-1], *words[place:]))
            break
    return [short(line, room, size) for line in lines if line]
