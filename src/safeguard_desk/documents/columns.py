"""How wide the columns of a table are and where their text stands, the same in PDF and Word."""

from collections.abc import Sequence
from dataclasses import replace

from safeguard_desk.documents.lines import natural
from safeguard_desk.documents.model import (
    Align,
    Cell,
    Column,
    Emphasis,
    RatingMark,
    Role,
    Table,
    Tone,
)
from safeguard_desk.documents.shown import cell_text
from safeguard_desk.documents.theme import CELL, CELL_PAD_X, HEAD_CELL, MARK_ROOM, MM

_WIDEST = 320.0
"""What a column of text asks for at most, in points, however long its text."""

_BOLD = replace(CELL, bold=True)


def align_of(column: Column) -> Align:
    """Return where a column's text stands: numbers to the right unless told otherwise."""
    if column.align is not None:
        return column.align
    return Align.RIGHT if column.role is Role.NUMBER else Align.LEFT


def tone_of(cell: Cell) -> Tone | None:
    """Return the tone of a rating, None of anything else."""
    return cell.tone if isinstance(cell, RatingMark) else None


def column_widths(table: Table, room: float) -> list[float]:
    """Share out `room` points: fixed columns first, each its longest word, the rest by need.

    Of what is left each column gets by its weight and by what its text would still use. Where
    even the longest words do not fit, all give way alike.
    """
    least: list[float] = []
    most: list[float] = []
    for index, column in enumerate(table.columns):
        low, high = _need(table, index, column)
        if column.fixed is not None:
            low = high = column.fixed * MM
        elif column.role is not Role.TEXT:
            low = high = min(high, room / 3)
        least.append(low)
        most.append(max(low, min(high, _WIDEST)))
    if sum(least) >= room:
        return [width * room / sum(least) for width in least]
    return _shared(table.columns, least, most, room)


def _shared(
    columns: Sequence[Column], least: list[float], most: list[float], room: float
) -> list[float]:
    """Give each column its least, and of what is left no more than its text can use.

    What nobody can use goes to the columns of text.
    """
    widths = list(least)
    open_ = [at for at in range(len(columns)) if most[at] > least[at]]
    while open_ and (spare := room - sum(widths)) > 0.01:
        wishes = {at: (most[at] - least[at]) * columns[at].weight for at in open_}
        each = spare / (sum(wishes.values()) or 1.0)
        for at in open_:
            widths[at] = min(widths[at] + wishes[at] * each, most[at])
        open_ = [at for at in open_ if wishes[at] and most[at] - widths[at] > 0.01]
    flexible = [
        column.weight if column.role is Role.TEXT and column.fixed is None else 0.0
        for column in columns
    ]
    shares = flexible if any(flexible) else [0.0 if column.fixed else 1.0 for column in columns]
    extra = (room - sum(widths)) / (sum(shares) or 1.0)
    return [width + extra * share for width, share in zip(widths, shares, strict=True)]


def _need(table: Table, index: int, column: Column) -> tuple[float, float]:
    """Return the least and the full width of a column, its padding included."""
    low, high = natural(column.title, HEAD_CELL)
    high = max(low, min(high, 70.0))
    style = _BOLD if index == table.row_header else CELL
    for row in table.full_rows():
        cell = row.cells[index]
        if cell is None or cell == "":
            continue
        own = _BOLD if row.emphasis is Emphasis.STRONG else style
        word, whole = natural(cell_text(cell), own)
        shift = (MARK_ROOM + 0.25) * CELL.size if isinstance(cell, RatingMark) else 0.0
        low, high = max(low, min(word, 110.0) + shift), max(high, whole + shift)
    return low + 2 * CELL_PAD_X + 0.1, high + 2 * CELL_PAD_X + 0.1
