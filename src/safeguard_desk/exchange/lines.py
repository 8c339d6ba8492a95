"""The lines of a file, whatever wrote it: text in any dialect of CSV, or a sheet of a workbook."""

import csv
import io
import warnings
import zipfile
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from typing import Any

from safeguard_desk.errors import Refusal

Line = tuple[int, list[str]]
"""A line that is not empty: its number, as Excel counts, and its cells."""
Judge = Callable[[list[Line]], int]
"""Says how many known headings some lines have; it tells the right separator from a wrong one."""
LARGEST = 50 * 1024 * 1024
"""Bytes above which a table is refused."""
UNPACKED = 200 * 1024 * 1024
"""Bytes to which a workbook may unpack: a small file can hold very much of nothing."""
LONGEST, WIDEST = 200_000, 256
"""Lines above which a table is refused, and columns beyond which a sheet is not looked at: people
format whole rows and columns, and such a sheet claims to be 16,384 columns wide."""
_SEPARATORS = ",;\t|"
_LOOKED_AT = 20
_OLE = b"\xd0\xcf\x11\xe0"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def text_lines(name: str, data: bytes, judge: Judge) -> list[Line]:
    """Return the lines of a text file; refuses what is no text, and quotes that do not close."""
    if data.startswith(_OLE):
        raise Refusal(
            f"{name} is a workbook of the old kind, or a protected one.",
            "Nothing was imported.",
            "Save it as .xlsx without a password or label first.",
        )
    text = _decode(data)
    if "\0" in text:
        raise Refusal(
            f"{name} is neither text nor a workbook.",
            "Nothing was imported.",
            "Save it as CSV or as .xlsx first.",
        )
    # A file of another program may hold a cell of any length; csv's own limit would raise.
    csv.field_size_limit(LARGEST)
    text, given = _without_hint(text)
    separator = given or max(_SEPARATORS, key=lambda sign: _score(text, sign, judge))
    return _filled(name, _cells(name, text, separator))


def _decode(data: bytes) -> str:
    if data.startswith(_UTF16):
        return data.decode("utf-16", errors="replace")
    if (order := _unmarked_utf16(data)) is not None:
        return data.decode(order, errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        # Excel's own CSV on Windows; its five unused signs become marks, and nothing is lost.
        return data.decode("cp1252", errors="replace")


def _unmarked_utf16(data: bytes) -> str | None:
    """Return the byte order of UTF-16 without a mark: every other byte of western text is 0."""
    begun = data[:2000]
    for name, zeros in (("utf-16-le", begun[1::2]), ("utf-16-be", begun[::2])):
        if len(begun) >= 8 and zeros.count(0) > 0.7 * len(zeros):
            return name
    return None


def _without_hint(text: str) -> tuple[str, str | None]:
    """Take off the line sep=; that Excel reads and does not show."""
    first, _, rest = text.partition("\n")
    hint = first.strip("\r ")
    if hint[:4].lower() == "sep=" and len(hint) == 5:
        return rest, hint[4]
    return text, None


def _score(text: str, separator: str, judge: Judge) -> tuple[int, int]:
    """Return how well a separator fits: known headings found, then cells of the first line."""
    begun: list[Line] = []
    for number, (_, cells) in enumerate(_records(text, separator, strict=False), 1):
        if any(cell.strip() for cell in cells):
            begun.append((number, cells))
        if number == _LOOKED_AT:
            break
    return judge(begun), len(begun[0][1]) if begun else 0


def _records(text: str, separator: str, *, strict: bool) -> Iterator[tuple[int, list[str]]]:
    """Give the records, each with the line of text on which the next one begins."""
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=separator, skipinitialspace=True, strict=strict
    )
    for cells in reader:
        yield reader.line_num + 1, cells


def _cells(name: str, text: str, separator: str) -> Iterator[list[str]]:
    """Give the cells of each record.

    Quotes are read strictly: one that does not close would swallow all that follows into a cell.
    """
    begins = 1
    try:
        for following, cells in _records(text, separator, strict=True):
            yield cells
            begins = following
    except csv.Error as error:
        raise Refusal(
            f"{name} could not be read as a table: the quotation marks in line {begins} do not"
            " close, or something follows them.",
            "Nothing was imported.",
            "Put that line right, or open the file in Excel and save it as CSV again.",
        ) from error


def _filled(name: str, lines: Iterable[list[str]]) -> list[Line]:
    """Return the lines that hold anything, without the empty cells at their ends."""
    found: list[Line] = []
    for number, cells in enumerate(lines, 1):
        while cells and not cells[-1].strip():
            cells.pop()
        if cells:
            found.append((number, cells))
        if len(found) > LONGEST:
            raise Refusal(
                f"{name} has more than {LONGEST:,} lines.",
                "Nothing was imported.",
                "Take out what is not needed, or divide it.",
            )
    return found


def workbook_lines(name: str, data: bytes, sheet: str | None) -> list[Line]:
    """Return the lines of a workbook's sheet; refuses one that cannot be read."""
    import openpyxl

    # It warns of what it leaves out (rules for entry, pictures): nothing of that is in a table.
    warnings.filterwarnings("ignore", module="openpyxl")
    try:
        _refuse_too_large(name, data)
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        wanted = book.worksheets[0] if sheet is None else book[_sheet(name, book.sheetnames, sheet)]
        rows = wanted.iter_rows(min_row=1, min_col=1, max_col=WIDEST, values_only=True)
        return _filled(name, (_words(row) for row in rows))
    except Refusal:
        raise
    # A damaged workbook fails in many ways inside the library, all of them the file's fault.
    except Exception as error:
        raise Refusal(
            f"{name} could not be read as a workbook.",
            "Nothing was imported.",
            "Open it in Excel and save it as .xlsx again; a protected or labelled file first as a"
            " plain one.",
        ) from error


def _refuse_too_large(name: str, data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        unpacked = sum(part.file_size for part in packed.infolist())
    if unpacked > UNPACKED:
        raise Refusal(
            f"{name} unpacks to {unpacked / 1e6:,.0f} MB, more than a table needs.",
            "Nothing was imported.",
            "Copy what is needed into a new workbook.",
        )


def _sheet(name: str, sheets: list[str], wanted: str) -> str:
    for sheet in sheets:
        if sheet.strip().casefold() == wanted.strip().casefold():
            return sheet
    raise Refusal(
        f"{name} has no sheet “{wanted}”.",
        "Nothing was imported.",
        f"Its sheets are: {', '.join(sheets)}.",
    )


def _words(row: tuple[Any, ...]) -> list[str]:
    # A stretched sheet gives a million rows of nothing; counting is quicker than reading them.
    if row.count(None) == len(row):
        return []
    return [_cell(value) for value in row]


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == datetime.min.time() else str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
