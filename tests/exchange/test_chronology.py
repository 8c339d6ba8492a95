"""Agencies' chronologies merged into a case: days exact and about, gaps, and no personal data."""

from datetime import date
from pathlib import Path

import pytest
from tests.making import bare_desk

from safeguard_desk.desk.desk import Desk
from safeguard_desk.errors import Refusal
from safeguard_desk.exchange.chronology import import_chronology, read_when
from safeguard_desk.rules.terms import Side
from safeguard_desk.rules.terms_review import Exact, Significance
from safeguard_desk.views import review_case, reviews
from safeguard_desk.work import reviews as verbs
from safeguard_desk.work.setting_up import set_up

TODAY = date(2026, 11, 17)
ROWS = (
    ("Date", "Event", "Agency", "Significance"),
    ("03/02/2026", "Home visit; nobody in", "HAS", "Key"),
    ("March 2026", "Discharged", "CNWL", ""),
    ("c. 12 July 2026", "Neighbour called", "HAS", "Of note"),
    ("sometime", "Unclear", "HAS", ""),
    ("04/02/2026", "NHS 943 476 5919 seen", "CNWL", ""),
)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = bare_desk(tmp_path / "x.desk")
    groups = made.change("Set up", lambda uow: set_up(uow, "Harrow")).result.groups
    made.change("Refer", lambda uow: verbs.refer(uow, groups["CR"], "Harm", side=Side.ADULTS).id)
    return made


def csv_file(folder: Path) -> Path:
    path = folder / "has.csv"
    path.write_text("\n".join(",".join(row) for row in ROWS), encoding="utf-8")
    return path


def word_file(folder: Path) -> Path:
    import docx

    document = docx.Document()
    table = document.add_table(rows=0, cols=4)
    for row in ROWS:
        for cell, words in zip(table.add_row().cells, row, strict=True):
            cell.text = words
    document.save(str(folder / "has.docx"))
    return folder / "has.docx"


def excel_file(folder: Path) -> Path:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in ROWS:
        sheet.append(row)
    book.save(folder / "has.xlsx")
    return folder / "has.xlsx"


@pytest.mark.parametrize("made", [csv_file, word_file, excel_file])
def test_a_chronology_is_merged_once_and_tells_what_was_left_out(
    made: object, desk: Desk, tmp_path: Path
) -> None:
    path = made(tmp_path)  # type: ignore[operator]
    assert import_chronology(desk, path, ref="CR-2026-01", dry_run=True).created == 4
    done = import_chronology(desk, path, ref="CR-2026-01")
    assert (done.rows, done.created) == (5, 3)
    assert ["no day" in done.skipped[0].reason, "NHS number" in done.skipped[1].reason] == [
        True
    ] * 2
    assert import_chronology(desk, path, ref="CR-2026-01").unchanged == 3
    with desk.read() as reader:
        case = review_case.case(reader, reviews.find_id(reader, "CR-2026-01"))
    assert [(one.on, one.exact, one.significance) for one in case.events] == [
        (date(2026, 2, 3), Exact.DAY, Significance.KEY),
        (date(2026, 3, 1), Exact.MONTH, Significance.ROUTINE),
        (date(2026, 7, 12), Exact.ABOUT, Significance.NOTABLE),
    ]
    assert case.gaps_and_clashes == ("Gap of 96 days: 31 Mar 2026 to 5 Jul 2026",)


def test_a_table_of_something_else_is_refused(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("Name,Age\nx,1\n", encoding="utf-8")
    with pytest.raises(Refusal, match="no table with a column for the date"):
        import_chronology(desk, path, ref="CR-2026-01")


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("3 Feb 2026", (date(2026, 2, 3), Exact.DAY)),
        ("2025", (date(2025, 1, 1), Exact.YEAR)),
        ("07/2025", (date(2025, 7, 1), Exact.MONTH)),
        ("about 3 Feb 2026", (date(2026, 2, 3), Exact.ABOUT)),
        ("3 Feb 2027", None),
        ("unknown", None),
        ("", None),
    ],
)
def test_days_of_events_are_read_as_people_write_them(
    text: str, read: tuple[date, Exact] | None
) -> None:
    assert read_when(text, TODAY) == read
