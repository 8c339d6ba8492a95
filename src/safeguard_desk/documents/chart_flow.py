"""A flow: boxes in columns from left to right, with lines from what came first to what followed."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from safeguard_desk.documents.chart_model import Chart, Flow, FlowBox
from safeguard_desk.documents.flow_grid import Laid, Measures, Route, laid, shown, within
from safeguard_desk.documents.fonts import BOLD, REGULAR, short, width
from safeguard_desk.documents.picture import Box, Picture, Shape, Sign, Stroke, Words
from safeguard_desk.documents.theme import ACCENT, INK, MARKS, PAPER, QUIET, RULE, TINT

_SIZE, _SMALL, _LEADING = 7.5, 7.0, 9.0
_PAD, _HEAD, _SIGN = 4.0, 18.0, 9.0
_ROOM = 190.0
"""The widest that a box gets: lines longer than this read badly in small print."""
_PORT = _PAD + 1.5 * _LEADING
_MEASURES = Measures(_ROOM, columns=1, gutter=15.0, lane=4.0, between=13.0, port=_PORT)
_WORDS, _STATE, _MISSING = 4, 3, 3
"""Lines of a box's words, of its state, and of what is missing after it, at the most."""


@dataclass(frozen=True)
class _Text:
    """The lines of a box as they are set."""

    ref: str
    words: list[str]
    state: list[str]
    missing: list[str]

    @property
    def box(self) -> float:
        """How high the box is."""
        lines = bool(self.ref) + len(self.words) + len(self.state)
        return (lines if self.bare else max(lines, 3)) * _LEADING + 2 * _PAD

    @property
    def bare(self) -> bool:
        """It is a remark under a column, and not a box."""
        return not self.ref and not self.state

    @property
    def high(self) -> float:
        """How high the box is with what is missing after it."""
        return self.box + (len(self.missing) * _LEADING + _PAD if self.missing else 0.0)


def flow(chart: Chart, wide: float) -> Picture:
    """Return a chart's flow in columns as wide as the page allows; only its band, if it has one."""
    held = chart.flow or Flow((), ())
    texts, places, room = _set(held, len(chart.categories), wide)
    first, last = held.band or (0, len(places.rows) - 1)
    top, bottom = _cut(places, first), _cut(places, last)
    high = _HEAD + bottom - top
    shapes = list(_heads(chart, places, room, high))
    for line in places.lines:
        shapes += _line(line, top, bottom)
    seen = shown(held)
    for number, box in enumerate(held.boxes):
        if number in seen:
            x, y = places.corners[number]
            shapes += _box(box, texts[number], x, bottom - y, room)
    return Picture(wide, high, tuple(shapes))


def bands(chart: Chart, wide: float, first: float, others: float) -> tuple[Chart, ...]:
    """Return a flow as one chart or several, none higher than a page has room for.

    wide: as it will be drawn; first, others: the room on the first page and on those after it.
    """
    if chart.flow is None or not chart.flow.boxes:
        return (chart,)
    places = _set(chart.flow, len(chart.categories), wide)[1]
    rows, cuts, room = len(places.rows) - 1, [0], first - _HEAD
    for row in range(1, rows + 1):
        if _cut(places, row) - _cut(places, cuts[-1]) > room and row - 1 > cuts[-1]:
            cuts.append(row - 1)
            room = others - _HEAD
    ends = [*cuts[1:], rows]
    if len(cuts) == 1:
        return (chart,)
    return tuple(
        replace(chart, flow=replace(chart.flow, band=band)) for band in zip(cuts, ends, strict=True)
    )


def _cut(places: Laid, row: int) -> float:
    """Return where a drawing is cut above a row: midway between it and the one before."""
    if row == len(places.rows) - 1:
        return places.rows[row] - _MEASURES.between + 2.0
    return places.rows[row] - _MEASURES.between / 2 if row else 0.0


def _set(held: Flow, columns: int, wide: float) -> tuple[list[_Text], Laid, float]:
    """Return the boxes' lines and where everything stands, in columns that fit the width."""
    count = max(columns, 1)
    room = min(_ROOM, (wide - (count - 1) * _MEASURES.gutter) / count)
    measures, hurry = replace(_MEASURES, columns=count), 1.0
    while True:
        texts = [_text(box, room - 2 * _PAD) for box in held.boxes]
        measures = replace(measures, room=room)
        numbers = [box.column for box in held.boxes]
        places = laid(numbers, held.steps, [text.high for text in texts], measures)
        over = places.wide - wide
        if over < 0.01:
            return texts, places, room
        if room - over / count < wide / count / 2:
            measures = replace(measures, lane=measures.lane / 2, gutter=measures.gutter / 2)
        else:
            room -= hurry * over / count
            hurry *= 1.5


def _text(box: FlowBox, inner: float) -> _Text:
    sign = _SIGN if box.tone is not None else 0.0
    return _Text(
        ref=short(box.ref, inner, _SIZE, BOLD) if box.ref else "",
        words=wrapped(box.words, inner, _SIZE, _WORDS),
        state=wrapped(box.state, inner - sign, _SMALL, _STATE),
        missing=wrapped(f"Missing: {box.missing}", inner, _SMALL, _MISSING) if box.missing else [],
    )


def _heads(chart: Chart, places: Laid, room: float, high: float) -> Iterator[Shape]:
    for x, title in zip(places.lefts, chart.categories, strict=False):
        for words in wrapped(title, room, _SIZE, 1):
            yield Words(x, high - 9, words, _SIZE, ACCENT, bold=True)
        yield Stroke(((x, high - 13), (x + room, high - 13)), RULE, 0.5)


def _line(line: Route, top: float, bottom: float) -> Iterator[Shape]:
    """Yield what is seen of a line, with a point where it comes in."""
    for part in within(line, top, bottom):
        yield Stroke(tuple((x, bottom - y) for x, y in part), QUIET, 0.8)
    (before, _), (x, y) = line[-2:]
    if top <= y < bottom:
        back = -2.6 if before < x else 2.6
        up = bottom - y
        yield Stroke(((x + back, up + 2.0), (x, up), (x + back, up - 2.0)), QUIET, 0.9)


def _box(box: FlowBox, text: _Text, x: float, top: float, room: float) -> Iterator[Shape]:
    y = top - text.box
    edge = ((x, y), (x + room, y), (x + room, top), (x, top), (x, y))
    if not text.bare:
        yield Box(x, y, room, text.box, TINT if box.about else PAPER)
        yield Stroke(edge, ACCENT if box.about else QUIET, 1.4 if box.about else 0.6)
    line, left = top - _PAD - _SIZE + 1, x + _PAD
    if text.ref:
        yield Words(left, line, text.ref, _SIZE, bold=True)
        line -= _LEADING
    for words in text.words:
        yield Words(left, line, words, _SIZE, INK)
        line -= _LEADING
    low = y + _PAD + 1 + (len(text.state) - 1) * _LEADING
    if box.tone is not None:
        mark = MARKS[box.tone]
        yield Sign(mark.shape, left, low - 0.5, 6.0, mark.colour)
        left += _SIGN
    for number, words in enumerate(text.state):
        yield Words(left, low - number * _LEADING, words, _SMALL, QUIET)
    if text.missing:
        yield from _missing(text, x, y, room)


def _missing(text: _Text, x: float, y: float, room: float) -> Iterator[Shape]:
    low = y - (text.high - text.box)
    yield Stroke(((x, y), (x, low), (x + room, low), (x + room, y)), INK, 0.8, 2.5)
    for number, words in enumerate(text.missing):
        yield Words(x + _PAD, y - (number + 1) * _LEADING + 1, words, _SMALL, INK)


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
