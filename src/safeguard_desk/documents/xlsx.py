"""Tables as Excel workbooks: a sheet for each table, and one of notes that says what they are."""

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

from safeguard_desk.documents.fonts import clean
from safeguard_desk.documents.model import (
    Block,
    Cell,
    Document,
    Emphasis,
    Heading,
    KeepTogether,
    KeyFacts,
    Paragraph,
    RatingMark,
    Role,
    Row,
    Table,
    plain,
)
from safeguard_desk.documents.saving import save
from safeguard_desk.documents.shown import cell_text, show_date
from safeguard_desk.documents.theme import ACCENT, MARKS, TINT, Colour

_NOTES = "Notes"
_DATE, _MOMENT = "d mmm yyyy", "d mmm yyyy hh:mm"
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
_UNSAVED = re.compile("[\u0000-\u0008\u000b\u000c\u000e-\u001f]")
_LONGEST = 32_767
"""Letters in a cell, by Excel's own limit."""


def write(document: Document, out: Path | BinaryIO) -> None:
    """Write a document's tables; a path that cannot be written is a Refusal."""
    save(to_bytes(document), out)


def to_bytes(document: Document) -> bytes:
    """Return a document's tables as the bytes of an .xlsx file.

    A sheet's first row is the columns' titles and nothing else, so that it sorts, filters and
    imports; dates are dates, numbers are numbers. What is said about the tables is on the sheet
    of notes: it is the last, and the only one of a document without tables.
    """
    from openpyxl import Workbook

    book = Workbook()
    for sheet in book.worksheets:
        book.remove(sheet)
    names: set[str] = {_NOTES.casefold()}
    found = list(_tables(document.blocks, document.title))
    for heading, table in found:
        sheet = book.create_sheet(_sheet_name(table.name or table.caption or heading, names))
        _fill(sheet, table)
    _notes(book.create_sheet(_NOTES), document, [table for _, table in found], book.sheetnames)
    _describe(book, document)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _tables(blocks: Sequence[Block], heading: str) -> Iterator[tuple[str, Table]]:
    for block in blocks:
        if isinstance(block, Heading):
            heading = block.text
        elif isinstance(block, Table):
            yield heading, block
        elif isinstance(block, KeepTogether):
            yield from _tables(block.blocks, heading)


def _sheet_name(wanted: str, taken: set[str]) -> str:
    """Return a name that Excel takes: 31 letters, some signs forbidden, no name twice."""
    base = _FORBIDDEN.sub(" ", clean(wanted)).strip().strip("'")[:31].strip() or "Sheet"
    name, number = base, 2
    while name.casefold() in taken:
        name = f"{base[: 31 - len(str(number)) - 1]} {number}"
        number += 1
    taken.add(name.casefold())
    return name


def _fill(sheet: Any, table: Table) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    titles = _titles(table)
    for index, title in enumerate(titles, start=1):
        cell = sheet.cell(1, index)
        _put_text(cell, title)
        cell.font = Font(bold=True, color=_hex(ACCENT))
        cell.fill = PatternFill("solid", fgColor=_hex(TINT))
        cell.alignment = Alignment(vertical="center", wrap_text=True)
    top = Alignment(vertical="top", wrap_text=True)
    strong = Font(bold=True)
    for number, row in enumerate(table.full_rows(), start=2):
        for index, value in enumerate(row.cells, start=1):
            if value is None or value == "":
                continue
            cell = sheet.cell(number, index)
            _put(cell, value)
            cell.alignment = top
            if row.emphasis is Emphasis.STRONG:
                cell.font = strong
    for index in range(len(table.columns)):
        sheet.column_dimensions[get_column_letter(index + 1)].width = _width(table, titles, index)
    sheet.freeze_panes = sheet.cell(2, 2 if table.row_header == 0 else 1)
    last = get_column_letter(len(table.columns))
    sheet.auto_filter.ref = f"A1:{last}{max(len(_body(table)), 1) + 1}"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _titles(table: Table) -> list[str]:
    """Return one row of titles, those of groups put before their columns'."""
    groups = [group.title for group in table.groups for _ in range(group.span)]
    if not groups:
        return [_text(column.title) for column in table.columns]
    return [
        _text(f"{group}: {column.title}" if group else column.title)
        for group, column in zip(groups, table.columns, strict=True)
    ]


def _put(cell: Any, value: Cell) -> None:
    """Set a cell. Text stays text, whatever it begins with: no formula comes out of a document."""
    from openpyxl.styles import Font

    if isinstance(value, datetime):
        cell.value = value.astimezone(UTC).replace(tzinfo=None) if value.tzinfo else value
        cell.number_format = _MOMENT
    elif isinstance(value, date):
        cell.value, cell.number_format = value, _DATE
    elif isinstance(value, (int, float)):
        cell.value = value
    else:
        _put_text(cell, plain(cell_text(value)))
        if isinstance(value, RatingMark):
            mark = MARKS[value.tone]
            cell.number_format = f'"{mark.sign} "@'
            cell.font = Font(color=_hex(mark.colour), bold=True)


def _put_text(cell: Any, text: str) -> None:
    cell.value = _text(text)
    cell.data_type = "s"
    if cell.value[:1] in ("=", "+", "-", "@"):
        cell.quotePrefix = True


def _text(text: str) -> str:
    return _UNSAVED.sub("", text)[:_LONGEST]


def _width(table: Table, titles: list[str], index: int) -> float:
    """Return a column's width in letters: what most of its cells need, within reason."""
    longest = len(titles[index]) + 3
    for row in table.full_rows():
        for line in plain(cell_text(row.cells[index])).split("\n"):
            longest = max(longest, len(line) + 2)
    most = 60 if table.columns[index].role is Role.TEXT else 30
    return float(min(max(longest, 8), most))


def _notes(sheet: Any, document: Document, tables: list[Table], names: list[str]) -> None:
    """Write what the workbook is: title, date, marking, the head's facts, rows of each sheet."""
    from openpyxl.styles import Alignment, Font

    lines: list[tuple[str, Cell]] = [
        ("Title", document.title),
        ("Organisation", document.organisation),
        ("Subject", document.subtitle or document.subject),
        ("Summary", document.summary),
        ("Marking", document.marking),
        ("State", document.watermark or ""),
        ("Made on", show_date(document.created.date())),
        ("Made by", document.author),
    ]
    lines += [pair for facts in _facts(document.blocks) for pair in facts.pairs]
    lines += [
        (f"Rows of {name}", len(_body(table))) for name, table in zip(names, tables, strict=False)
    ]
    lines += [
        ("Note", block.text if isinstance(block.text, str) else plain(block.text))
        for block in document.blocks
        if isinstance(block, Paragraph)
    ]
    sheet.append(["What", "Is"])
    for label, value in lines:
        if value in (None, ""):
            continue
        row = sheet.max_row + 1
        _put_text(sheet.cell(row, 1), label)
        _put(sheet.cell(row, 2), value)
        sheet.cell(row, 2).alignment = Alignment(vertical="top", wrap_text=True, horizontal="left")
    for cell in (*sheet[1], *sheet["A"]):
        cell.font = Font(bold=True)
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 24, 80
    sheet.freeze_panes = "A2"


def _body(table: Table) -> list[Row]:
    """Return the rows that are data, without totals."""
    return [row for row in table.full_rows() if row.emphasis is not Emphasis.STRONG]


def _facts(blocks: Sequence[Block]) -> Iterator[KeyFacts]:
    for block in blocks:
        if isinstance(block, KeyFacts):
            yield block
        elif isinstance(block, KeepTogether):
            yield from _facts(block.blocks)


def _describe(book: Any, document: Document) -> None:
    created = document.created
    if created.tzinfo is not None:
        created = created.astimezone(UTC).replace(tzinfo=None)
    about = book.properties
    about.title, about.subject = document.title, document.subject
    about.creator = about.lastModifiedBy = document.author
    about.keywords, about.language = ", ".join(document.keywords), document.language
    about.created = about.modified = created


def _hex(colour: Colour) -> str:
    return "{:02X}{:02X}{:02X}".format(*colour)
