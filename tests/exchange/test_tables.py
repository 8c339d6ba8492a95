"""Tables as people have them: separators, encodings, quoting, workbooks; and what is no table."""

import contextlib
import io
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from safeguard_desk.errors import Refusal
from safeguard_desk.exchange.tables import read_table

ANY_FILE = settings(
    deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150
)

DIALECTS = {
    "comma, utf-8": "Role,Agency\nNamed GP,Café\n".encode(),
    "semicolon, utf-8 with mark": "Role;Agency\nNamed GP;Café\n".encode("utf-8-sig"),
    "tab, cp1252": "Role\tAgency\nNamed GP\tCafé\n".encode("cp1252"),
    "utf-16": "Role,Agency\r\nNamed GP,Café\r\n".encode("utf-16"),
    "blank lines": "\n\nRole,Agency\n\nNamed GP,Café\n,\n".encode(),
    "quoted": '"Role","Agency"\n"Named GP","Café"\n'.encode(),
    "short row": "Role,Agency,Email\nNamed GP,Café\n".encode(),
}


@pytest.mark.parametrize("data", DIALECTS.values(), ids=DIALECTS.keys())
def test_a_table_is_read_whatever_its_dialect(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(data)
    rows = read_table(path).rows
    assert [(row.get("role"), row.get("AGENCY")) for row in rows] == [("Named GP", "Café")]


def test_a_line_break_inside_quotes_belongs_to_its_cell(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('A;B\n"one\ntwo";x\nthree;y\n', "utf-8")
    rows = read_table(path).rows
    assert [row.get("A") for row in rows] == ["one\ntwo", "three"]
    assert [row.number for row in rows] == [2, 3]


def test_the_first_sheet_of_a_workbook_is_read(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Role", "Agency", "From"])
    sheet.append(["Named GP", 7.0, None])
    book.save(tmp_path / "a.xlsx")
    (row,) = read_table(tmp_path / "a.xlsx").rows
    assert (row.get("Role"), row.get("Agency"), row.get("From")) == ("Named GP", "7", "")


NO_TABLES = {
    "empty": b"",
    "blank": b" \n \n",
    "binary": bytes(range(256)) * 20,
    "half a workbook": b"PK\x03\x04 and no more",
}


@pytest.mark.parametrize("data", NO_TABLES.values(), ids=NO_TABLES.keys())
def test_what_is_no_table_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(data)
    with pytest.raises(Refusal):
        read_table(path)


def test_a_zip_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.txt", "x")
    path = tmp_path / "a.xlsx"
    path.write_bytes(packed.getvalue())
    with pytest.raises(Refusal, match="could not be read as a workbook"):
        read_table(path)


@given(st.binary(max_size=400))
@ANY_FILE
def test_no_bytes_raise_anything_but_a_refusal(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "any"
    path.write_bytes(data)
    try:
        table = read_table(path)
    except Refusal:
        return
    assert all(row.number > 1 for row in table.rows)


@given(st.lists(st.lists(st.text(max_size=8), min_size=1, max_size=5), max_size=6))
@ANY_FILE
def test_no_text_raises_anything_but_a_refusal(tmp_path: Path, lines: list[list[str]]) -> None:
    path = tmp_path / "any.csv"
    path.write_text("\n".join(";".join(cells) for cells in lines), "utf-8", errors="replace")
    with contextlib.suppress(Refusal):
        assert all(row.number > 1 for row in read_table(path).rows)
