"""Reading a table as people have it: CSV in any of its dialects, or a sheet of a workbook."""

import csv
import io
import zipfile
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from safeguard_desk.errors import Refusal

LARGEST = 50 * 1024 * 1024
"""Bytes above which a table is refused; also what a workbook may unpack to, times ten."""
_SEPARATORS = ",;\t|"


@dataclass(frozen=True)
class Row:
    """A line of data: its number as people count (the headings are row 1) and its cells."""

    number: int
    cells: dict[str, str]

    def get(self, heading: str) -> str:
        """Return a cell by its heading, however it is written; empty when there is none."""
        return self.cells.get(plain_heading(heading), "")


@dataclass(frozen=True)
class Table:
    """A table's headings as they stand, and its rows."""

    headings: tuple[str, ...]
    rows: tuple[Row, ...]

    def has(self, heading: str) -> bool:
        """Say whether there is a column of this heading."""
        return plain_heading(heading) in {plain_heading(h) for h in self.headings}


def plain_heading(heading: str) -> str:
    """Return a heading without case, spaces and signs, as columns are matched by."""
    return "".join(sign for sign in heading.casefold() if sign.isalnum())


def read_table(path: Path) -> Table:
    """Read a table's first line as headings and the rest as rows; refuses what is no table."""
    try:
        if path.stat().st_size > LARGEST:
            raise Refusal(
                f"{path.name} has {path.stat().st_size / 1e6:.0f} MB.",
                "Nothing was imported.",
                "A table of 50 MB at most can be read: take out what is not needed.",
            )
        data = path.read_bytes()
    except OSError as error:
        raise Refusal(
            f"{path} could not be read: {error.strerror}.",
            "Nothing was imported.",
            "Look whether the file is there and not open in another program.",
        ) from error
    lines = _workbook(path, data) if data.startswith(b"PK") else _text_lines(path, data)
    return _table(path, lines)


def _table(path: Path, lines: list[list[str]]) -> Table:
    filled = [(n, cells) for n, cells in enumerate(lines, 1) if any(c.strip() for c in cells)]
    if not filled:
        raise Refusal(f"{path.name} is empty.", "Nothing was imported.", "Choose another file.")
    headings = tuple(cell.strip() for cell in filled[0][1])
    names = [plain_heading(heading) for heading in headings]
    rows = []
    for number, cells in filled[1:]:
        padded = [*cells, *[""] * (len(names) - len(cells))]
        named = zip(names, padded, strict=False)
        rows.append(Row(number, {name: cell.strip() for name, cell in named if name}))
    return Table(headings, tuple(rows))


def _text_lines(path: Path, data: bytes) -> list[list[str]]:
    if b"\0" in data[:4096] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Refusal(
            f"{path.name} is neither text nor a workbook.",
            "Nothing was imported.",
            "Save it as CSV or as .xlsx first.",
        )
    text = _decode(data)
    # A file of another program may hold a cell of any length; csv's own limit would raise.
    csv.field_size_limit(LARGEST)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text)))
    except csv.Error as error:
        raise Refusal(
            f"{path.name} could not be read as a table: {error}.",
            "Nothing was imported.",
            "Open it in Excel and save it as CSV again.",
        ) from error


def _decode(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        # Excel's own CSV on Windows; its five unused signs become marks, and nothing is lost.
        return data.decode("cp1252", errors="replace")


def _separator(text: str) -> str:
    first = next((line for line in text.splitlines() if line.strip()), "")
    return max(_SEPARATORS, key=first.count)


def _workbook(path: Path, data: bytes) -> list[list[str]]:
    import openpyxl

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            unpacked = sum(part.file_size for part in packed.infolist())
        if unpacked <= LARGEST * 10:
            book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
            rows = book.worksheets[0].iter_rows(values_only=True)
            return [[_cell(value) for value in row] for row in rows]
        why: Exception = ValueError("it unpacks to more than any table needs")
    # A damaged workbook fails in many ways inside the library, all of them the file's fault.
    except Exception as error:  # noqa: BLE001
        why = error
    raise Refusal(
        f"{path.name} could not be read as a workbook.",
        "Nothing was imported.",
        "Open it in Excel and save it as .xlsx again; a protected or labelled file first as a"
        " plain one.",
    ) from why


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
