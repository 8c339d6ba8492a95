"""Workbooks that sort, filter and import, and hide no formula."""

from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from tests.documents.examples import document, long_things, minutes, tracker

from safeguard_desk.documents import xlsx
from safeguard_desk.documents.model import Column, Document, Heading, KeepTogether, Row, Table


def written(made: Document) -> Any:
    return openpyxl.load_workbook(BytesIO(xlsx.to_bytes(made)))


def table(*values: Any, **kwargs: Any) -> Table:
    return Table((Column("Value"),), tuple((value,) for value in values), **kwargs)


def test_the_first_row_is_titles_and_nothing_else() -> None:
    sheet = written(tracker(5))["Open actions"]
    titles = [cell.value for cell in sheet[1]]
    assert titles == ["Ref", "Action", "Owner", "Due", "Rating", "Days late"]
    assert sheet.max_row == 7


def test_dates_are_dates_and_numbers_are_numbers() -> None:
    sheet = written(tracker(5))["Open actions"]
    assert sheet["D2"].value == datetime(2027, 1, 1)
    assert (sheet["D2"].is_date, sheet["D2"].number_format) == (True, "d mmm yyyy")
    assert (sheet["F5"].value, sheet["F5"].data_type) == (3, "n")


def test_a_moment_is_kept_in_universal_time() -> None:
    cell = written(document(table(datetime(2026, 7, 1, 9, 30, tzinfo=UTC)))).worksheets[0]["A2"]
    assert cell.value == datetime(2026, 7, 1, 9, 30)


def test_a_rating_is_its_word_so_that_it_filters_and_shows_its_sign() -> None:
    cell = written(tracker(5))["Open actions"]["E5"]
    assert (cell.value, cell.number_format) == ("Red", '"◆ "@')


def test_an_empty_cell_is_empty() -> None:
    sheet = written(tracker(5))["Open actions"]
    assert sheet["C6"].value is None


@pytest.mark.parametrize("text", ["=1+1", "+44 20", "-3 days", "@SUM(A1)", "#N/A", "2027-01-14"])
def test_text_is_never_taken_for_a_formula_or_a_date(text: str) -> None:
    made = Table((Column(text),), ((text,),))
    sheet = written(document(made)).worksheets[0]
    for cell in (sheet["A1"], sheet["A2"]):
        assert (cell.value, cell.data_type) == (text, "s")
    assert sheet["A2"].quotePrefix == (text[0] in "=+-@")


def test_heads_stay_in_sight_and_the_data_filters_without_its_total() -> None:
    sheet = written(tracker(5))["Open actions"]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("B2", "A1:F6")
    assert sheet.print_title_rows == "$1:$1"
    assert 20 < sheet.column_dimensions["B"].width <= 60


def test_sheets_are_named_by_table_caption_or_heading_and_never_twice() -> None:
    made = document(
        Heading(1, "Actions: ICB / Police [all]"),
        table(1),
        KeepTogether((table(2),)),
        table(3, caption="A caption that is much longer than Excel lets a name be"),
        table(4, name="notes"),
    )
    assert written(made).sheetnames == [
        "Actions  ICB   Police  all", "Actions  ICB   Police  all 2",
        "A caption that is much longer t", "notes 2", "Notes",
    ]  # fmt: skip


def test_groups_of_columns_are_written_into_the_titles() -> None:
    sheet = written(long_things()).worksheets[0]
    assert [cell.value for cell in sheet[1]] == ["Ref", "Said and done: Said", "Said and done: By"]


def test_the_notes_say_what_when_by_whom_under_which_filter_and_how_much() -> None:
    sheet = written(minutes())["Notes"]
    notes = {row[0].value: row[1].value for row in sheet.iter_rows(min_row=2)}
    assert notes["Title"] == minutes().title
    assert (notes["Marking"], notes["State"]) == ("OFFICIAL-SENSITIVE", "DRAFT")
    assert (notes["Made on"], notes["Made by"]) == ("20 Nov 2026", "Business Unit")
    assert notes["Rows of Open actions"] == 14
    assert notes["Venue"] == "Committee Room 3 and online"


def test_a_document_without_tables_is_its_notes() -> None:
    assert written(document()).sheetnames == ["Notes"]


def test_the_file_says_title_and_date_and_names_nobody() -> None:
    about = written(replace(minutes(), author="")).properties
    assert (about.title, about.creator) == (minutes().title, None)
    assert about.created == datetime(2026, 11, 20, 10)


def test_signs_that_excel_refuses_are_left_out_and_long_text_is_cut() -> None:
    sheet = written(document(table("a\x0bb", "x" * 40_000))).worksheets[0]
    assert sheet["A2"].value == "ab"
    assert len(sheet["A3"].value) == 32_767


def test_a_row_of_totals_is_bold() -> None:
    made = Table((Column("Value"),), (Row((1,)),))
    assert not written(document(made)).worksheets[0]["A2"].font.bold
    assert written(tracker(2))["Open actions"]["B4"].font.bold
