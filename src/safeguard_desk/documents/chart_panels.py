"""Small charts on one page: pictures beside one another, each under its own title."""

from collections.abc import Sequence
from dataclasses import replace

from safeguard_desk.documents.fonts import short
from safeguard_desk.documents.picture import Box, Picture, Shape, Sign, Stroke, Words
from safeguard_desk.documents.theme import QUIET

_ACROSS, _GAP, _TITLE, _SIZE = 4, 14.0, 15.0, 9.0
_NARROWEST = 158.0
LOW = 62.0
"""How high the ground of a small chart is."""


def across(wide: float) -> int:
    """Return how many stand beside one another."""
    return max(1, min(_ACROSS, int((wide + _GAP) // (_NARROWEST + _GAP))))


def panel_width(wide: float) -> float:
    """Return how wide each picture is."""
    count = across(wide)
    return (wide - _GAP * (count - 1)) / count


def beside(panels: Sequence[tuple[str, Picture]], wide: float) -> Picture:
    """Return one picture of many; a row is as high as its highest."""
    count, each = across(wide), panel_width(wide)
    rows = [panels[start : start + count] for start in range(0, len(panels), count)]
    heights = [max(one.high for _, one in row) + _TITLE + _GAP for row in rows]
    total = sum(heights)
    shapes: list[Shape] = []
    top = total
    if not panels:
        shapes.append(Words(0.0, 3.0, "Nothing to draw", _SIZE, QUIET))
    for row, high in zip(rows, heights, strict=True):
        for place, (title, one) in enumerate(row):
            x, y = place * (each + _GAP), top - _TITLE - one.high
            shapes.append(Words(x, top - 11, short(title, each, _SIZE), _SIZE, bold=True))
            shapes += [_moved(shape, x, y) for shape in one.shapes]
        top -= high
    return Picture(wide, max(total, _TITLE), tuple(shapes))


def _moved(shape: Shape, x: float, y: float) -> Shape:
    match shape:
        case Stroke():
            return replace(shape, points=tuple((a + x, b + y) for a, b in shape.points))
        case Box() | Sign():
            # A place is one of its own chart's, and would be mistaken for another's here.
            return replace(shape, x=shape.x + x, y=shape.y + y, of=None)
        case Words():
            return replace(shape, x=shape.x + x, y=shape.y + y)
