"""Bookings brought in and reach looked at in the window, by hand and by keyboard."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from tests.ui.hand import Hand

from safeguard_desk.exchange.training import import_training
from safeguard_desk.models import Booking, Course, TrainingSession
from safeguard_desk.rules.terms import Side
from safeguard_desk.ui.bookings.page import ImportBookingsPage
from safeguard_desk.ui.reach.page import AGENCIES, COURSES, MAP, NEVER, ReachPage

SAMPLE = Path(__file__).parents[2] / "files" / "training_export.csv"


@pytest.fixture
def page(hand: Hand) -> ReachPage:
    """Reach of the sample's quarter and the one after it."""
    import_training(hand.desk, SAMPLE)
    shown = hand.tab("LD").show_page("reach")
    assert isinstance(shown, ReachPage)
    hand.settle()
    return shown


def cells(page: ReachPage, row: int) -> tuple[str, ...]:
    return page.tables[page.place].rows[row].cells


def test_the_table_of_courses_ends_with_its_total(page: ReachPage) -> None:
    assert page.said_line.text().startswith("4 sessions of 4 courses: 79 of 115 places attended")
    assert cells(page, 0)[0] == "Neglect: recognising and responding"
    assert cells(page, 4) == ("Total", "4", "115", "97", "79", "0", "6", "12", "69%", "68.7%")


def test_a_field_leads_to_its_bookings_and_enter_goes_into_them(
    hand: Hand, page: ReachPage
) -> None:
    table = page.table
    assert table is not None
    assert len(page.rows.rows.rows) == 25
    table.setFocus()
    table.setCurrentIndex(table.rows.index(0, 4))
    hand.settle()
    assert {one.state.label for one in page.behind()} == {"Attended"}
    assert len(page.rows.rows.rows) == 21
    assert page.rows_title.text().startswith("Neglect: recognising and responding: attended: 21")
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert page.rows.hasFocus()
    wanted: list[tuple[object, object]] = []
    page.record_wanted.connect(lambda kind, key: wanted.append((kind, key)))
    QTest.keyClick(page.rows, Qt.Key.Key_Return)
    assert wanted[0][0] == "training_sessions"


def test_the_map_counts_agency_by_course(hand: Hand, page: ReachPage) -> None:
    page.bar.chosen.emit(MAP)
    hand.settle()
    table = page.table
    assert table is not None
    view = page.tables[MAP]
    place = next(n for n, row in enumerate(view.rows) if any(row.heat))
    column = next(n for n, number in enumerate(view.rows[place].heat) if number)
    table.setCurrentIndex(table.rows.index(place, column + 1))
    assert len(page.behind()) == view.rows[place].heat[column]


def test_who_is_never_there_is_a_table_of_its_own(hand: Hand, page: ReachPage) -> None:
    page.show_table(NEVER)
    assert page.found is not None
    assert len(page.tables[NEVER].rows) == len(page.found.never)
    assert page.rows_title.text().endswith("no booking.")


def test_the_lens_narrows_what_is_counted(hand: Hand, page: ReachPage) -> None:
    course = hand.held(Course, "id", title="Self-neglect and hoarding")[0]
    hand.do(lambda uow: setattr(uow.get(Course, course), "side", Side.ADULTS))
    page.narrow(Side.CHILDREN)
    hand.settle()
    assert cells(page, 3)[:3] == ("Total", "3", "85")


def test_other_days_are_typed_loosely_and_refused_when_none(hand: Hand, page: ReachPage) -> None:
    refused: list[object] = []
    page.refused.connect(refused.append)
    page.time.setCurrentIndex(page.time.count() - 1)
    page.time.activated.emit(page.time.count() - 1)
    page.first.setText("1 oct 2026")
    page.last.setText("31 oct 2026")
    QTest.keyClick(page.last, Qt.Key.Key_Return)
    hand.settle()
    assert cells(page, 3)[:3] == ("Total", "3", "90")
    page.last.setText("soon")
    QTest.keyClick(page.last, Qt.Key.Key_Return)
    assert "is no date" in str(refused[0])
    page.show_table(AGENCIES)
    page.show_table(COURSES)


def importing(hand: Hand) -> ImportBookingsPage:
    shown = hand.tab("LD").show_page("training-import")
    assert isinstance(shown, ImportBookingsPage)
    hand.settle()
    return shown


def test_an_export_is_looked_at_imported_and_taken_back(hand: Hand) -> None:
    page = importing(hand)
    page.open_file(SAMPLE)
    hand.settle()
    assert "106 rows: 98 created" in page.panel.summary.text()
    assert len(page.panel.table.rows.rows) == 106
    page.panel.aside.click()
    assert {one.one.what for one in page.panel.table.rows.rows} >= {"Left out"}
    assert not hand.held(Course, "id", title="Professional curiosity")
    QTest.mouseClick(page.panel.bring, Qt.MouseButton.LeftButton)
    hand.settle()
    assert len(hand.held(Booking, "id")) == 98
    assert page.stack.currentWidget() is page.hint
    hand.desk.undo()
    assert not hand.held(Booking, "id")


def test_an_organisation_that_is_not_known_is_asked_for(hand: Hand, tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    path.write_text(
        "Course,Date,Places,Delegate ID,Organisation,Status\n"
        "Neglect toolkit,01/07/2026,20,D1,Martian Police,Attended\n",
        encoding="utf-8",
    )
    page = importing(hand)
    page.open_file(path)
    hand.settle()
    box = page.panel.agencies.boxes["Martian Police"]
    place = next(n for n in range(box.count()) if "Police" in box.itemText(n))
    box.setCurrentIndex(place)
    box.activated.emit(place)
    hand.settle()
    assert not page.panel.agencies.boxes
    page.panel.offer()
    hand.settle()
    (session,) = hand.held(TrainingSession, "id", capacity=20)
    (agency,) = hand.held(Booking, "agency_id", session_id=session)
    assert agency is not None


def test_a_file_that_is_no_export_is_refused_where_it_was_chosen(
    hand: Hand, tmp_path: Path
) -> None:
    path = tmp_path / "export.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    page = importing(hand)
    refused: list[object] = []
    page.refused.connect(refused.append)
    page.open_file(path)
    hand.settle()
    assert "has no column of courses" in str(refused[0])
    assert page.stack.currentWidget() is page.hint
