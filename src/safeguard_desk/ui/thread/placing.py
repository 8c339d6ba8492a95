"""Where the boxes of a drawn thread stand: a column a stage, gaps under what they follow."""

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QSize

from safeguard_desk.rules.terms_thread import Stage
from safeguard_desk.views.thread import Key, Node, Thread

GAP = 26
"""Pixels between columns, in which the lines run."""
_BETWEEN = 10
_MARGIN = 10


@dataclass(frozen=True)
class Placed:
    """A thread with the box of each record, and the columns that it takes."""

    boxes: dict[Key, QRect]
    missing: dict[Key, QRect]
    """The boxes of what is missing after a record."""
    heads: tuple[tuple[Stage, QRect], ...]
    size: QSize


def placed(thread: Thread, box: QSize, head: int, missing: int) -> Placed:
    """Return where everything stands.

    box: a record's box; head and missing: heights of a column's title and of what is missing.
    """
    stages = [one for one in Stage if thread.at(one)]
    boxes: dict[Key, QRect] = {}
    gaps: dict[Key, QRect] = {}
    heads = []
    low = head
    for column, stage in enumerate(stages):
        left = _MARGIN + column * (box.width() + GAP)
        heads.append((stage, QRect(left, _MARGIN, box.width(), head)))
        top = _MARGIN + head
        for node in thread.at(stage):
            boxes[node.key] = QRect(QPoint(left, top), box)
            top += box.height()
            if node.gap:
                gaps[node.key] = QRect(left, top, box.width(), missing)
                top += missing
            top += _BETWEEN
        low = max(low, top)
    wide = 2 * _MARGIN + len(stages) * (box.width() + GAP) - GAP
    return Placed(boxes, gaps, tuple(heads), QSize(wide, low + _MARGIN))


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


def along(thread: Thread, node: Node, step: int) -> Key | None:
    """Return the record above (-1) or below (1) in the same column."""
    column = [one.key for one in thread.at(node.stage)]
    place = column.index(node.key) + step
    return column[place] if 0 <= place < len(column) else None
