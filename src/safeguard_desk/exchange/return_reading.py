"""Reading a pre-meeting return: a workbook or Word document made from a form of this program."""

import zipfile
import zlib
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Any

from safeguard_desk.errors import Refusal
from safeguard_desk.exchange.return_forms import ACTIONS, HEADINGS_ROW, ITEMS, MEMBERS, STAMP_SHEET
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.returning import (
    Returned,
    SaidOfAction,
    SaidOfItem,
    SaidOfMember,
    Stamp,
    read_stamp,
)

LARGEST, LARGEST_UNPACKED = 10_000_000, 80_000_000
"""Bytes of a form, and of all its parts unpacked: a form has a thousandth of that."""
MOST_ROWS = 2_000
"""Lines of a part beyond which nobody has answered anything."""
_KEPT = "Nothing of it was taken in."
Line = tuple[int, tuple[str, ...]]
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def read_return(data: bytes, filename: str) -> Returned:
    """Return what a form says; refuses a file that is no return form of this program."""
    if len(data) > LARGEST:
        raise Refusal(
            f"{filename} is larger than a return can be.", _KEPT, "Send the form back without more."
        )
    names = _names(data, filename)
    try:
        if "word/document.xml" in names:
            return _from_document(data, filename)
        if "xl/workbook.xml" in names:
            return _from_workbook(data, filename)
    except Refusal:
        raise
    except (KeyError, ValueError, TypeError, IndexError, AttributeError, OSError, SyntaxError) as e:
        # The office libraries fail in as many ways as a file can be broken (lxml: SyntaxError).
        raise _broken(filename) from e
    except (zipfile.BadZipFile, zlib.error, RuntimeError, EOFError) as error:
        raise _broken(filename) from error
    raise _foreign(filename)


def _names(data: bytes, filename: str) -> set[str]:
    try:
        with zipfile.ZipFile(BytesIO(data)) as packed:
            parts = packed.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise _foreign(filename) from error
    if sum(part.file_size for part in parts) > LARGEST_UNPACKED:
        raise Refusal(f"{filename} unpacks to more than a return can be.", _KEPT, "Do not open it.")
    return {part.filename for part in parts}


def _foreign(filename: str) -> Refusal:
    return Refusal(
        f"{filename} is no return form of this program.",
        _KEPT,
        "Read the form that was sent out: Excel or Word, not a copy of its lines or a PDF.",
    )


def _broken(filename: str) -> Refusal:
    return Refusal(
        f"{filename} is damaged and cannot be read.", _KEPT, "Ask the agency to send it again."
    )


def _returned(
    stamp: Stamp, actions: Sequence[Line], members: Sequence[Line], items: Sequence[Line]
) -> Returned:
    """Return what was filled in; lines that nobody wrote in are left out."""
    return Returned(
        stamp,
        tuple(
            SaidOfAction(number, cells[0], cells[5], cells[6])
            for number, cells in actions
            if cells[5] or cells[6]
        ),
        tuple(
            SaidOfMember(number, *cells)
            for number, cells in members
            if cells[1] or cells[2] or cells[3]
        ),
        tuple(SaidOfItem(number, *cells) for number, cells in items if any(cells)),
    )


def _from_workbook(data: bytes, filename: str) -> Returned:
    from openpyxl import load_workbook

    book = load_workbook(BytesIO(data), data_only=True)
    if STAMP_SHEET not in book.sheetnames:
        raise _foreign(filename)
    stamp = read_stamp(_words(book[STAMP_SHEET]["A1"].value))
    if stamp is None:
        raise _foreign(filename)
    parts = [
        list(_sheet(book, title, headings, filename))
        for title, headings in (("Actions", ACTIONS), ("Who comes", MEMBERS), ("Items", ITEMS))
    ]
    return _returned(stamp, *parts)


def _sheet(book: Any, title: str, headings: tuple[str, ...], filename: str) -> Iterator[Line]:
    if title not in book.sheetnames:
        raise Refusal(
            f"{filename} has lost its sheet “{title}”.", _KEPT, "Ask for the form as it was sent."
        )
    sheet = book[title]
    rows = sheet.iter_rows(
        min_row=HEADINGS_ROW,
        max_row=HEADINGS_ROW + MOST_ROWS,
        max_col=len(headings),
        values_only=True,
    )
    for number, row in enumerate(rows, HEADINGS_ROW):
        cells = tuple(_words(value) for value in row)
        if number == HEADINGS_ROW:
            _refuse_other_headings(cells, headings, title, filename)
        else:
            yield number, cells + ("",) * (len(headings) - len(cells))


def _refuse_other_headings(
    cells: tuple[str, ...], headings: tuple[str, ...], title: str, filename: str
) -> None:
    if cells != headings:
        raise Refusal(
            f"The columns of “{title}” in {filename} are not those of the form.",
            _KEPT,
            f"They should be: {', '.join(headings)}.",
        )


def _words(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return write_date(value.date() if isinstance(value, datetime) else value)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def _from_document(data: bytes, filename: str) -> Returned:
    import docx

    document = docx.Document(BytesIO(data))
    stamp = _stamp_of(document)
    if stamp is None:
        raise _foreign(filename)
    parts: dict[tuple[str, ...], list[Line]] = {}
    for table in document.element.body.iter(f"{_W}tbl"):
        rows = [
            tuple(_cell(cell) for cell in row.iterchildren(f"{_W}tc"))
            for row in table.iterchildren(f"{_W}tr")
        ]
        if rows:
            parts[rows[0]] = list(enumerate(rows[1:], 2))
    missing = [headings for headings in (ACTIONS, MEMBERS, ITEMS) if headings not in parts]
    if missing:
        raise Refusal(
            f"{filename} has lost the table that begins with “{missing[0][0]}”.",
            _KEPT,
            "Ask for the form as it was sent.",
        )
    return _returned(stamp, parts[ACTIONS], parts[MEMBERS], parts[ITEMS])


def _stamp_of(document: Any) -> Stamp | None:
    for section in document.sections:
        stamp = read_stamp(_cell(section.footer.part.element))
        if stamp is not None:
            return stamp
    return None


def _cell(element: Any) -> str:
    """Return the text under an element as it reads with every tracked change accepted."""
    said: list[str] = []
    for part in element.iter(f"{_W}t", f"{_W}p", f"{_W}br", f"{_W}tab"):
        if part.tag == f"{_W}t":
            said.append(part.text or "")
        elif said:
            said.append("\n" if part.tag != f"{_W}tab" else "\t")
    return "".join(said).strip()
