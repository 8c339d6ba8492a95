"""Where the boxes of a drawn thread stand: a column a stage, gaps under what they follow."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QSize

from safeguard_desk.documents.flow_grid import Measures, Route, laid
from safeguard_desk.rules.terms_thread import Stage
from safeguard_desk.views.thread import Edge, Key, Node, Thread

GAP = 26
"""Pixels between columns, in which the lines run; more where there are many."""
_LANE, _BETWEEN, _MARGIN = 7, 18, 10


@dataclass(frozen=True)
class Placed:
    """A thread with the box of each record, the line of each step, and the columns they take."""

    boxes: dict[Key, QRect]
    missing: dict[Key, QRect]
    """The boxes of what is missing after a record."""
    heads: tuple[tuple[Stage, QRect], ...]
    lines: tuple[tuple[Edge, Route], ...]
    size: QSize


def placed(
    thread: Thread, wide: int, highs: Mapping[Key, int], head: int, missing: Mapping[Key, int]
) -> Placed:
    """Return where everything stands: the line of the record asked for uppermost.

    wide: how wide boxes are; highs: how high each is; head: the height of a column's title;
    missing: the heights of what is missing.
    """
    stages = [one for one in Stage if thread.at(one)]
    line = thread.lineage()
    nodes = sorted(thread.nodes, key=lambda node: (node.key != thread.about, node.key not in line))
    number = {node.key: place for place, node in enumerate(nodes)}
    edges = [one for one in thread.edges if one.earlier in number and one.later in number]
    found = laid(
        [stages.index(node.stage) for node in nodes],
        [(number[one.earlier], number[one.later]) for one in edges],
        [highs[node.key] + missing.get(node.key, 0) for node in nodes],
        Measures(wide, len(stages), GAP, _LANE, _BETWEEN, min(highs.values(), default=0) / 2),
    )
    low = _MARGIN + head - _BETWEEN // 2
    boxes: dict[Key, QRect] = {}
    gaps: dict[Key, QRect] = {}
    for node, (x, y) in zip(nodes, found.corners, strict=True):
        corner = QPoint(_MARGIN + round(x), low + round(y))
        boxes[node.key] = QRect(corner, QSize(wide, highs[node.key]))
        if node.key in missing:
            gaps[node.key] = QRect(
                *(corner.x(), corner.y() + highs[node.key]), *(wide, missing[node.key])
            )
    heads = tuple(
        (stage, QRect(_MARGIN + round(x), _MARGIN, wide, head))
        for stage, x in zip(stages, found.lefts, strict=True)
    )
    lines = tuple(
        (edge, tuple((x + _MARGIN, y + low) for x, y in line))
        for edge, line in zip(edges, found.lines, strict=True)
    )
    size = QSize(2 * _MARGIN + round(found.wide), low + round(found.rows[-1]))
    return Placed(boxes, gaps, heads, lines, size)


def beside(thread: Thread, places: Placed, key: Key, step: int) -> Key | None:
    """Return the record to the left (-1) or right (1): at a line's end, else the nearest."""
    here = places.boxes[key]
    linked = [edge.later for edge in thread.edges if edge.earlier == key]
    if step < 0:
        linked = [edge.earlier for edge in thread.edges if edge.later == key]
    side = [one for one in linked if one in places.boxes and _is_beside(places, one, here, step)]
    others = [one for one in places.boxes if _is_beside(places, one, here, step)]
    choice = side or others
    return min(choice, key=lambda one: _distance(places.boxes[one], here), default=None)


def _is_beside(places: Placed, key: Key, here: QRect, step: int) -> bool:
    return (places.boxes[key].left() - here.left()) * step > 0


def _distance(box: QRect, here: QRect) -> tuple[int, int]:
    return abs(box.left() - here.left()), abs(box.top() - here.top())


def along(thread: Thread, places: Placed, node: Node, step: int) -> Key | None:
    """Return the record above (-1) or below (1) in the same column."""
    column = sorted(
        (one.key for one in thread.at(node.stage)), key=lambda one: places.boxes[one].top()
    )
    place = column.index(node.key) + step
    return column[place] if 0 <= place < len(column) else None
