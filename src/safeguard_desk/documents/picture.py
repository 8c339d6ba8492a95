"""A drawing in five shapes, and nothing about where it is shown: PDF, screen or Word.

Lengths are points, y counts upwards from the lower edge.
"""

from dataclasses import dataclass
from typing import TypeAlias

from safeguard_desk.documents.fonts import BOLD, REGULAR, width
from safeguard_desk.documents.theme import INK, Colour

Place: TypeAlias = tuple[int, int]
"""Which figure of a chart a shape stands for: the places of its category and of its series."""


@dataclass(frozen=True, slots=True)
class Box:
    """A filled rectangle. `hatch`: 0 plain, 1 slanting lines, 2 level lines, 3 upright lines."""

    x: float
    y: float
    wide: float
    high: float
    fill: Colour
    hatch: int = 0
    of: Place | None = None

    def hatching(self) -> list["Stroke"]:
        """Return the lines of its hatch, white, kept inside the box."""
        return [Stroke(points, (255, 255, 255), 0.9) for points in _hatch(self)]


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line through points; `dash` is the length of strokes and gaps, 0 for none."""

    points: tuple[tuple[float, float], ...]
    colour: Colour
    thick: float = 0.75
    dash: float = 0.0


@dataclass(frozen=True, slots=True)
class Sign:
    """One of the shapes of marks (square, circle, triangle, diamond, ring) in a square."""

    shape: str
    x: float
    y: float
    side: float
    colour: Colour
    of: Place | None = None


@dataclass(frozen=True, slots=True)
class Words:
    """A line of text from x at its base line."""

    x: float
    y: float
    text: str
    size: float = 9.0
    colour: Colour = INK
    bold: bool = False

    @property
    def face(self) -> int:
        """Return the face it is set in."""
        return BOLD if self.bold else REGULAR


Shape: TypeAlias = Box | Stroke | Sign | Words


@dataclass(frozen=True, slots=True)
class Picture:
    """Shapes, the later over the earlier, in a rectangle."""

    wide: float
    high: float
    shapes: tuple[Shape, ...]


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Return how wide a line of text is."""
    return width(text, BOLD if bold else REGULAR) * size


def _hatch(box: Box) -> list[tuple[tuple[float, float], tuple[float, float]]]:
    far, up, gap = box.x + box.wide, box.y + box.high, 4.0
    if box.hatch == 2:
        steps = int(box.high / gap)
        levels = [box.y + gap * (step + 0.5) for step in range(steps)]
        return [((box.x, y), (far, y)) for y in levels]
    if box.hatch == 3:
        steps = int(box.wide / gap)
        places = [box.x + gap * (step + 0.5) for step in range(steps)]
        return [((x, box.y), (x, up)) for x in places]
    lines = []
    if box.hatch == 1:
        for step in range(1, int((box.wide + box.high) / (gap * 1.4)) + 1):
            reach = step * gap * 1.4
            start = (box.x + max(reach - box.high, 0.0), box.y + min(reach, box.high))
            end = (box.x + min(reach, box.wide), box.y + max(reach - box.wide, 0.0))
            lines.append((start, end))
    return lines
