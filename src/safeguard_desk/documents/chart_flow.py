"""A flow: boxes in columns from left to right, with lines from what came first to what followed."""

from typing import NamedTuple

from safeguard_desk.documents.chart_model import Chart, Flow, FlowBox
from safeguard_desk.documents.fonts import BOLD, REGULAR, short, width
from safeguard_desk.documents.picture import Box, Picture, Shape, Sign, Stroke, Words
from safeguard_desk.documents.theme import ACCENT, INK, MARKS, PAPER, QUIET, RULE, TINT

_SIZE, _SMALL, _LEADING = 7.5, 7.0, 9.0
_PAD, _GAP, _BETWEEN, _HEAD = 4.0, 16.0, 6.0, 16.0
_LINES, _FEWEST, _STATES = 3, 1, 2
"""Lines of words in a box, those it has at least where there is little room, and of its state."""
_MISSING = 2 * _LEADING + _PAD
_MORE = _LEADING + _PAD
_TALL = 285.0
"""Points that the boxes may take, so that the drawing stands on a page under its title."""
_LANE, _LANES = 3.5, 5
"""Lanes over the boxes in which lines go past columns, and how far they are from each other."""


class Layout(NamedTuple):
    """Where everything of a flow stands, in points from the lower left.

    boxes: left, bottom, width and height of each, with what is said to be missing under it.
    """

    high: float
    room: float
    lines: int
    boxes: tuple[tuple[float, float, float, float], ...]
    paths: tuple[tuple[tuple[float, float], ...], ...]


def flow(chart: Chart, wide: float) -> Picture:
    """Return the boxes of a chart's flow in columns as wide as the page allows."""
    held = chart.flow or Flow((), ())
    columns = max(1, len(chart.categories))
    found = lay_out(held, columns, wide)
    shapes: list[Shape] = []
    for number, title in enumerate(chart.categories):
        x = _left(number, found.room)
        words = short(title, found.room, _SIZE, BOLD)
        shapes.append(Words(x, found.high - 10, words, _SIZE, ACCENT, bold=True))
        line = ((x, found.high - 14), (x + found.room, found.high - 14))
        shapes.append(Stroke(line, RULE, 0.5))
    shapes += [Stroke(path, QUIET, 0.7) for path in found.paths]
    for box, (x, y, _, _) in zip(held.boxes, found.boxes, strict=True):
        shapes += _box(box, x, y + (_MISSING if box.missing else 0.0), found)
    return Picture(wide, found.high, tuple(shapes))


def lay_out(held: Flow, columns: int, wide: float) -> Layout:
    """Place boxes and lines: no box on another, no line through a box, all within the width."""
    room = wide / columns - _GAP
    lines = _LINES
    while lines > _FEWEST and _depth(held, columns, lines, room) > _TALL:
        lines -= 1
    long = [n for n, step in enumerate(held.steps) if _is_long(held, step)]
    above = _HEAD + (_LANE * (min(len(long), _LANES) + 1) if long else 0.0)
    high = above + _depth(held, columns, lines, room)
    depths, boxes = [0.0] * columns, []
    for box in held.boxes:
        tall = _height(box, lines, room)
        top = high - above - depths[box.column]
        boxes.append((_left(box.column, room), top - tall, room, tall))
        depths[box.column] += tall + _BETWEEN
    paths = []
    for number, (before, after) in enumerate(held.steps):
        lane = high - _HEAD - _LANE * (1 + (long.index(number) if number in long else 0) % _LANES)
        turn = 3.0 + 2.5 * (before % 5)
        paths.append(_path(held, boxes, (before, after), lane, turn))
    return Layout(high, room, lines, tuple(boxes), tuple(paths))


def _left(column: int, room: float) -> float:
    """Return where a column begins; to its left is the gutter in which lines come to it."""
    return column * (room + _GAP) + _GAP


def _state(box: FlowBox, room: float) -> list[str]:
    inner = room - 2 * _PAD - (9.0 if box.tone is not None else 0.0)
    return wrapped(box.state, inner, _SMALL, _STATES) or [""]


def _height(box: FlowBox, lines: int, room: float) -> float:
    if not box.ref and not box.state:
        return _MORE
    whole = (1 + lines + len(_state(box, room))) * _LEADING + 2 * _PAD
    return whole + (_MISSING if box.missing else 0.0)


def _depth(held: Flow, columns: int, lines: int, room: float) -> float:
    """Return how deep the deepest column is."""
    depths = [0.0] * columns
    for box in held.boxes:
        depths[box.column] += _height(box, lines, room) + _BETWEEN
    return max(depths)


def _is_long(held: Flow, step: tuple[int, int]) -> bool:
    """Say whether a line goes past a column that it has nothing to do with."""
    before, after = step
    return abs(held.boxes[before].column - held.boxes[after].column) > 1


def _path(
    held: Flow,
    boxes: list[tuple[float, float, float, float]],
    step: tuple[int, int],
    lane: float,
    turn: float,
) -> tuple[tuple[float, float], ...]:
    """Return the corners of a line: through gutters, and over the columns it goes past."""
    (x1, y1, wide, _), (x2, y2, _, _) = (boxes[number] for number in step)
    first, last = (held.boxes[number].column for number in step)
    y1, y2 = (y + boxes[n][3] - _LEADING for y, n in ((y1, step[0]), (y2, step[1])))
    if first < last:
        out, gutter, into, there = x1 + wide, x1 + wide + turn, x2, x2 - _GAP + turn
    elif first == last:
        out, gutter, into, there = x1, x1 - _GAP + turn, x2, x2 - _GAP + turn
    else:
        out, gutter, into, there = x1, x1 - _GAP + turn, x2 + wide, x2 + wide + turn
    if not _is_long(held, step):
        return (out, y1), (gutter, y1), (gutter, y2), (into, y2)
    return (out, y1), (gutter, y1), (gutter, lane), (there, lane), (there, y2), (into, y2)


def _box(box: FlowBox, x: float, y: float, found: Layout) -> list[Shape]:
    room, inner = found.room, found.room - 2 * _PAD
    if not box.ref and not box.state:
        return [Words(x + _PAD, y + _PAD, short(box.words, inner, _SMALL), _SMALL, QUIET)]
    high = _height(box, found.lines, room) - (_MISSING if box.missing else 0.0)
    edge = ((x, y), (x + room, y), (x + room, y + high), (x, y + high), (x, y))
    shapes: list[Shape] = [
        Box(x, y, room, high, TINT if box.about else PAPER),
        Stroke(edge, ACCENT if box.about else QUIET, 1.4 if box.about else 0.6),
    ]
    line = y + high - _PAD - _SIZE
    shapes.append(Words(x + _PAD, line, short(box.ref, inner, _SIZE, BOLD), _SIZE, bold=True))
    for words in wrapped(box.words, inner, _SIZE, found.lines):
        line -= _LEADING
        shapes.append(Words(x + _PAD, line, words, _SIZE, INK))
    left, told = x + _PAD, _state(box, room)
    low = y + _PAD + (len(told) - 1) * _LEADING
    if box.tone is not None:
        mark = MARKS[box.tone]
        shapes.append(Sign(mark.shape, left, low, 6.0, mark.colour))
        left += 9.0
    for number, words in enumerate(told):
        shapes.append(Words(left, low - number * _LEADING, words, _SMALL, QUIET))
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
