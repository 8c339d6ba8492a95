"""The tables of a file as they stand: cells with their colours, merged cells spread out."""

import io
import warnings
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from safeguard_desk.errors import Refusal
from safeguard_desk.exchange.lines import LONGEST, UNPACKED, WIDEST, text_lines
from safeguard_desk.exchange.tables import content_of
from safeguard_desk.rules.tracker_words import part_of

_ZIP = b"PK\x03\x04"
_FILL = "solid"


@dataclass(frozen=True)
class GridLine:
    """A line that is not empty: its number as people count it, its cells and their colours.

    joined: places of cells that are a merged cell's second or later line.
    """

    number: int
    cells: tuple[str, ...]
    colours: tuple[str, ...] = ()
    joined: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Grid:
    """A table of a file: the sheet's name, or which table of a document it is."""

    name: str
    lines: tuple[GridLine, ...]
    hidden: bool = field(default=False)


def read_grids(path: Path, *, sheet: str | None = None) -> tuple[Grid, ...]:
    """Return the tables of a workbook, a Word document or a text file; refuses anything else.

    sheet: only the sheet of that name. A table without a line is left out.
    """
    data = content_of(path)
    if not data.strip():
        raise Refusal(f"{path.name} is empty.", "Nothing was imported.", "Choose another file.")
    if data.startswith(_ZIP):
        grids = tuple(_packed(path.name, data))
    else:
        lines = text_lines(path.name, data, _known_headings)
        grids = (Grid(path.stem, tuple(GridLine(n, tuple(cells)) for n, cells in lines)),)
    if sheet is not None:
        wanted = tuple(g for g in grids if g.name.strip().casefold() == sheet.strip().casefold())
        if not wanted:
            raise Refusal(
                f"{path.name} has no sheet “{sheet}”.",
                "Nothing was imported.",
                f"It has: {', '.join(grid.name for grid in grids)}.",
            )
        grids = wanted
    return tuple(grid for grid in grids if grid.lines)


def _known_headings(lines: Iterable[tuple[int, list[str]]]) -> int:
    """Return how many headings of a tracker the best of some lines has."""
    return max((len({part_of(cell) for cell in cells} - {None}) for _, cells in lines), default=0)


def _packed(name: str, data: bytes) -> Iterator[Grid]:
    try:
        if _holds_document(name, data):
            yield from _document(data)
        else:
            yield from _workbook(data)
    except Refusal:
        raise
    # A damaged file fails in many ways inside the libraries, all of them the file's fault.
    except Exception as error:
        raise Refusal(
            f"{name} could not be read: it is damaged or protected.",
            "Nothing was imported.",
            "Open it in its own program and save it again, without a password or label.",
        ) from error


def _holds_document(name: str, data: bytes) -> bool:
    """Say whether a packed file is a Word document; a workbook is none, anything else refused."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        parts = set(packed.namelist())
        unpacked = sum(part.file_size for part in packed.infolist())
    if unpacked > UNPACKED:
        raise Refusal(
            f"{name} unpacks to {unpacked / 1e6:,.0f} MB, more than a tracker needs.",
            "Nothing was imported.",
            "Copy what is needed into a new file.",
        )
    if not parts & {"word/document.xml", "xl/workbook.xml"}:
        raise Refusal(
            f"{name} is neither a workbook nor a Word document.",
            "Nothing was imported.",
            "Open it and save it as .xlsx, .docx or CSV first.",
        )
    return "word/document.xml" in parts


def _workbook(data: bytes) -> Iterator[Grid]:
    import openpyxl

    # It warns of what it leaves out (rules for entry, pictures): nothing of that is in a table.
    warnings.filterwarnings("ignore", module="openpyxl")
    book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    for sheet in book.worksheets:
        yield Grid(sheet.title, tuple(_sheet_lines(sheet)), sheet.sheet_state != "visible")


def _sheet_lines(sheet: Any) -> Iterator[GridLine]:
    spread = _spread(sheet)
    count = 0
    for number, row in enumerate(sheet.iter_rows(max_col=min(sheet.max_column, WIDEST)), 1):
        cells = [cell_words(cell.value) for cell in row]
        joined = set()
        for place in range(len(cells)):
            words = spread.get((number, place + 1))
            if words is not None:
                cells[place] = words
                joined.add(place)
        if not any(cells):
            continue
        while not cells[-1]:
            cells.pop()
        colours = tuple(_colour(cell) for cell in row)
        yield GridLine(number, tuple(cells), colours, frozenset(joined))
        count += 1
        if count > LONGEST:
            raise Refusal(
                f"The sheet “{sheet.title}” has more than {LONGEST:,} lines.",
                "Nothing was imported.",
                "Take out what is not needed, or divide it.",
            )


def _spread(sheet: Any) -> dict[tuple[int, int], str]:
    """Return what merged cells say in their lower lines, by line and column; titles stay alone."""
    spread: dict[tuple[int, int], str] = {}
    for merged in sheet.merged_cells.ranges:
        if merged.max_row == merged.min_row:
            continue
        words = cell_words(sheet.cell(merged.min_row, merged.min_col).value)
        for line in range(merged.min_row + 1, merged.max_row + 1):
            spread[line, merged.min_col] = words
    return spread


def _colour(cell: Any) -> str:
    """Return a cell's fill as RRGGBB; empty without one, or where it is a colour of the theme."""
    fill = getattr(cell, "fill", None)
    if fill is None or fill.fill_type != _FILL:
        return ""
    colour = fill.fgColor
    if colour.type == "rgb" and isinstance(colour.rgb, str):
        return str(colour.rgb)[-6:]
    if colour.type == "indexed":
        from openpyxl.styles.colors import COLOR_INDEX

        return str(COLOR_INDEX[colour.indexed])[-6:] if colour.indexed < len(COLOR_INDEX) else ""
    return ""


def cell_words(value: Any) -> str:
    """Return a cell's value as words: dates as YYYY-MM-DD, whole numbers without a point."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time.min else f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def _document(data: bytes) -> Iterator[Grid]:
    import docx
    from docx.table import Table

    document = docx.Document(io.BytesIO(data))
    heading, number = "", 0
    for block in document.iter_inner_content():
        if not isinstance(block, Table):
            heading = block.text.strip() or heading
            continue
        number += 1
        name = f"Table {number}" + (f" ({heading[:40]})" if heading else "")
        yield Grid(name, tuple(_table_lines(block)))


def _table_lines(table: Any) -> Iterator[GridLine]:
    for number, row in enumerate(table.rows, 1):
        cells: list[str] = []
        seen: list[Any] = []
        for cell in row.cells:
            element = cell._tc  # noqa: SLF001 - what tells one cell from another
            if element in seen:  # a cell that reaches over several columns is given for each
                cells.append("")
                continue
            seen.append(element)
            cells.append("\n".join(p.text.strip() for p in cell.paragraphs if p.text.strip()))
        if any(cells):
            yield GridLine(number, tuple(cells))
