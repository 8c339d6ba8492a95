"""Tables as people have them: separators, encodings, quoting, workbooks; and what is no table."""

import contextlib
import functools
import io
import zipfile
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from safeguard_desk.errors import Refusal
from safeguard_desk.exchange import lines, tables
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


SEPARATED = {
    "commas inside the headings": 'Role, if known;"Agency; or body";Group\nx;y;z\n',
    "a hint for Excel": "sep=;\nRole;Agency;Group\nNamed GP;ICB;QA\n",
    "spaces before quotes": 'Role, "Agency", Group\nNamed GP, "ICB, NWL", QA\n',
}


@pytest.mark.parametrize("text", SEPARATED.values(), ids=SEPARATED.keys())
def test_the_separator_is_found_whatever_stands_in_the_cells(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text(text, "utf-8")
    (row,) = read_table(path).rows
    assert (row.number, len(row.cells), row.surplus) == (2, 3, ())


def test_known_headings_tell_the_separator_and_the_line_they_stand_in(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("A, b, c, d and e; a title\n\nPost;Agency\nNamed GP;ICB, NWL\n", "utf-8")
    table = read_table(path, {"Role": ("Post",), "Agency": ()})
    assert table.headings == ("Post", "Agency")
    assert [(r.number, r.get("Role"), r.get("Agency")) for r in table.rows] == [
        (4, "Named GP", "ICB, NWL")
    ]


def test_quotes_that_do_not_close_are_refused_with_their_line(tmp_path: Path) -> None:
    """Read tolerantly, the rest of the table would vanish into one cell."""
    path = tmp_path / "a.csv"
    path.write_text('Role,Agency\nNurse,CNWL\nDoctor,"CNWL\nAnalyst,Council\n', "utf-8")
    with pytest.raises(Refusal, match="line 3"):
        read_table(path)


def test_cells_beyond_the_headings_are_told(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Role,Agency\nNamed GP, Harrow,ICB\nNurse,CNWL,,\n", "utf-8")
    assert [row.surplus for row in read_table(path).rows] == [("ICB",), ()]


def test_of_two_columns_with_one_heading_the_filled_one_counts(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Email,Email\n,a@x.org\nb@x.org,c@x.org\n", "utf-8")
    assert [row.get("email") for row in read_table(path).rows] == ["a@x.org", "b@x.org"]


def test_a_sheet_formatted_to_its_last_cell_is_read(tmp_path: Path) -> None:
    """It claims 17 thousand million cells; read one by one they would fill the memory."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Role", "Agency"])
    sheet.append(["Named GP", "ICB"])
    sheet["XFD1048576"] = " "
    book.save(tmp_path / "a.xlsx")
    table = read_table(tmp_path / "a.xlsx")
    assert (table.headings, len(table.rows)) == (("Role", "Agency"), 1)


def test_a_workbook_that_unpacks_to_very_much_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive,
        archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part,
    ):
        for _ in range(lines.UNPACKED // (1 << 20) + 1):
            part.write(bytes(1 << 20))
    assert path.stat().st_size < lines.UNPACKED / 500
    with pytest.raises(Refusal, match="unpacks to"):
        read_table(path)


def test_a_table_too_long_or_too_large_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.csv"
    path.write_text("A\n" + "x\n" * 11, "utf-8")
    monkeypatch.setattr(lines, "LONGEST", 11)
    with pytest.raises(Refusal, match="more than 11 lines"):
        read_table(path)
    monkeypatch.setattr(tables, "LARGEST", 10)
    with pytest.raises(Refusal, match="50 MB at most"):
        read_table(path)


def test_an_old_or_protected_workbook_is_told_as_such(tmp_path: Path) -> None:
    path = tmp_path / "a.xls"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    with pytest.raises(Refusal, match="old kind, or a protected one"):
        read_table(path)


@pytest.mark.parametrize("name", ["missing.csv", ".", "a\0b.csv"])
def test_what_cannot_be_read_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(Refusal, match="could not be read"):
        read_table(tmp_path / name)


@given(st.data())
@ANY_FILE
def test_no_damage_to_a_workbook_raises_anything_but_a_refusal(
    tmp_path: Path, data: st.DataObject
) -> None:
    whole = _workbook()
    place = data.draw(st.integers(0, len(whole) - 1))
    cut = data.draw(st.integers(0, 40))
    path = tmp_path / "any.xlsx"
    path.write_bytes(whole[:place] + data.draw(st.binary(max_size=20)) + whole[place + cut :])
    with contextlib.suppress(Refusal):
        read_table(path)


@functools.cache
def _workbook() -> bytes:
    book = openpyxl.Workbook()
    for number in range(5):
        book.worksheets[0].append([f"Role {number}", number / 2, datetime(2026, 11, 17, number)])
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()
