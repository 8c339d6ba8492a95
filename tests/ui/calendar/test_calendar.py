"""The calendar: worked by keyboard and mouse, and what the file holds afterwards."""

from datetime import date
from pathlib import Path

import pytest
from icalendar import Calendar
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QToolButton
from tests.ui.hand import Hand, QTestFocus

from safeguard_desk.models import Group, Meeting
from safeguard_desk.rules.terms import GroupKind, MeetingState
from safeguard_desk.ui.calendar.grid import carried
from safeguard_desk.ui.calendar.page import CalendarPage
from safeguard_desk.work import planning, year

TODAY = date(2026, 11, 20)
JANUARY = date(2027, 1, 19)


def calendar_of(hand: Hand) -> CalendarPage:
    page = hand.tab("home").show_page("calendar")
    assert isinstance(page, CalendarPage)
    hand.settle()
    return page


def go(hand: Hand, page: CalendarPage, day: date) -> None:
    page.go_to(day)
    hand.settle()
    page.grid.setFocus()


def chip(page: CalendarPage, day: date) -> QPoint:
    index = page.grid.days.place(day)
    cell = page.grid.days.cell(index)
    assert cell is not None
    shown = page.grid.painter_of_days.chips(
        page.grid.visualRect(index), page.grid.fontMetrics(), cell
    )
    return shown[0][1].center()


def drop(hand: Hand, page: CalendarPage, meeting_id: str, day: date) -> None:
    place = QPointF(page.grid.visualRect(page.grid.days.place(day)).center())
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    data = carried(meeting_id)
    page.grid.dropEvent(QDropEvent(place, Qt.DropAction.MoveAction, data, buttons, keys))
    hand.settle()


def january(hand: Hand) -> str:
    (found,) = hand.held(Meeting, "id", ref="QA-2027-01-19")
    return str(found)


def spoken(page: CalendarPage, day: date) -> str:
    return page.grid.days.on(day).spoken


def test_home_opens_the_month_of_today_with_every_groups_meetings(hand: Hand) -> None:
    page = calendar_of(hand)
    assert page.title.text() == "November 2026"
    assert page.grid.chosen() == TODAY
    assert spoken(page, TODAY) == "Friday 20 November 2026, today; nothing planned"
    assert spoken(page, date(2026, 11, 17)) == "Tuesday 17 November 2026; QA 10:00 held"


def test_arrows_choose_days_and_go_on_into_the_next_month(hand: Hand) -> None:
    page = calendar_of(hand)
    hand.press(Qt.Key.Key_Right)
    assert page.day == date(2026, 11, 21)
    hand.press(Qt.Key.Key_Down)
    hand.press(Qt.Key.Key_Down)
    assert (page.day, page.title.text()) == (date(2026, 12, 5), "December 2026")
    assert page.grid.chosen() == page.day
    hand.press(Qt.Key.Key_PageDown)
    hand.press(Qt.Key.Key_PageDown)
    assert (page.day, page.title.text()) == (date(2027, 2, 5), "February 2027")
    hand.press(Qt.Key.Key_PageUp)
    assert page.title.text() == "January 2027"
    assert "QA 10:00 planned" in spoken(page, JANUARY)
    hand.press("t")
    assert page.day == TODAY


def test_y_and_m_turn_between_year_and_month_and_keep_the_day(hand: Hand) -> None:
    page = calendar_of(hand)
    hand.press("y")
    assert (page.title.text(), page.grid.chosen()) == ("2026/27", TODAY)
    assert page.grid.days.rowCount() == 12
    assert "QA 10:00 planned" in spoken(page, JANUARY)
    hand.press(Qt.Key.Key_Down)
    assert page.day == date(2026, 12, 20)
    hand.press(Qt.Key.Key_PageDown)
    assert page.title.text() == "2027/28"
    hand.press(Qt.Key.Key_PageUp)
    hand.press("m")
    assert page.title.text() == "December 2026"
    button = page.head.button("month")
    assert isinstance(button, QToolButton)
    assert button.isChecked()


def test_enter_opens_the_days_only_meeting_in_its_workspace(hand: Hand) -> None:
    page = calendar_of(hand)
    go(hand, page, JANUARY)
    hand.press(Qt.Key.Key_Return)
    shown = hand.window.page()
    assert shown is not None
    assert shown.tab.code == "QA"
    assert shown.meeting is not None


def test_of_several_meetings_enter_leads_to_the_list_of_the_day(hand: Hand) -> None:
    (group,) = hand.held(Group, "id", code="LD")
    hand.do(lambda uow: planning.plan_meeting(uow, group, JANUARY).id)
    page = calendar_of(hand)
    go(hand, page, JANUARY)
    hand.press(Qt.Key.Key_Return)
    listed = page.beside.meetings
    assert QTestFocus.widget() is listed
    assert [listed.item(n).text().split("\n")[1] for n in range(listed.count())] == [
        "LD-2027-01-19, planned",
        "QA-2027-01-19, planned",
    ]
    hand.press(Qt.Key.Key_Down)
    hand.press(Qt.Key.Key_Return)
    shown = hand.window.page()
    assert shown is not None
    assert shown.tab.code == "QA"


def test_bank_holidays_and_school_holidays_are_named_and_follow_the_list(hand: Hand) -> None:
    page = calendar_of(hand)
    go(hand, page, date(2026, 12, 25))
    assert page.beside.names.text() == "Christmas Day"
    hand.do(
        lambda uow: (
            year.add_holiday(uow, "Christmas holidays", date(2026, 12, 21), date(2027, 1, 3)).id
        )
    )
    assert page.beside.names.text() == "Christmas Day\nChristmas holidays"
    assert "Christmas holidays" in spoken(page, date(2026, 12, 22))


def test_a_meeting_dragged_to_another_day_moves_alone_and_undo_takes_it_back(hand: Hand) -> None:
    page = calendar_of(hand)
    go(hand, page, JANUARY)
    before = hand.held(Meeting, "ref")
    drop(hand, page, january(hand), date(2027, 1, 26))
    assert set(hand.held(Meeting, "ref")) ^ set(before) == {"QA-2027-01-19", "QA-2027-01-26"}
    assert "QA 10:00 planned" in spoken(page, date(2027, 1, 26))
    assert page.day == date(2027, 1, 26)
    hand.window.undo()
    hand.settle()
    assert hand.held(Meeting, "ref") == before
    shown = hand.window.page()
    assert shown is not None
    assert shown.shown() is page
    assert "QA 10:00 planned" in spoken(page, JANUARY)


def test_a_chip_is_taken_hold_of_by_the_mouse_and_a_held_meeting_is_not(hand: Hand) -> None:
    page = calendar_of(hand)
    held = page.grid.entry_at(chip(page, date(2026, 11, 17)))
    assert held is not None
    assert held.state is MeetingState.HELD
    go(hand, page, JANUARY)
    found = page.grid.entry_at(chip(page, JANUARY))
    assert found is not None
    assert found.id == january(hand)
    QTest.mouseDClick(page.grid.viewport(), Qt.MouseButton.LeftButton, pos=chip(page, JANUARY))
    hand.settle()
    shown = hand.window.page()
    assert shown is not None
    assert shown.meeting is not None


def test_a_day_that_does_not_suit_is_refused_with_why_and_taken_with_open_eyes(
    hand: Hand,
) -> None:
    page = calendar_of(hand)
    go(hand, page, JANUARY)
    meeting = january(hand)
    drop(hand, page, meeting, date(2027, 1, 1))
    assert "bank holiday: New Year's Day" in page.bar.notice.words.text()
    assert "stays on 19 Jan 2027" in page.bar.notice.words.text()
    assert hand.held(Meeting, "held_on", id=meeting) == [JANUARY]
    assert page.bar.button.text() == "Move it anyway"
    hand.press(Qt.Key.Key_Space, page.bar.button)
    assert hand.held(Meeting, "held_on", id=meeting) == [date(2027, 1, 1)]
    assert page.bar.isHidden()


def test_a_day_on_which_the_group_meets_already_cannot_be_taken_anyway(hand: Hand) -> None:
    page = calendar_of(hand)
    (group,) = hand.held(Group, "id", code="QA")
    hand.do(lambda uow: planning.plan_meeting(uow, group, date(2027, 1, 21)).id)
    go(hand, page, JANUARY)
    drop(hand, page, january(hand), date(2027, 1, 21))
    hand.press(Qt.Key.Key_Space, page.bar.button)
    assert "meets on 21 Jan 2027 already" in page.bar.notice.words.text()
    assert page.bar.button.isHidden()
    assert hand.held(Meeting, "held_on", ref="QA-2027-01-19") == [JANUARY]


def test_a_meeting_is_moved_by_typing_the_day_beside_the_grid(hand: Hand) -> None:
    page = calendar_of(hand)
    go(hand, page, JANUARY)
    QTest.keyClicks(page.beside.move_to, "soonish")
    hand.press(Qt.Key.Key_Return, page.beside.move_to)
    assert "“soonish” is not understood" in page.beside.wrong.text()
    page.beside.move_to.clear()
    QTest.keyClicks(page.beside.move_to, "26 jan 2027")
    hand.press(Qt.Key.Key_Return, page.beside.move_to)
    assert "QA-2027-01-26" in hand.held(Meeting, "ref")


def test_n_plans_a_meeting_of_a_group_or_a_board_on_the_chosen_day(hand: Hand) -> None:
    page = calendar_of(hand)
    go(hand, page, date(2027, 3, 2))
    hand.press("n")
    form = page.beside.form
    names = [form.body.itemText(n).split(",")[0] for n in range(form.body.count())]
    assert names == ["QA", "LD", "CR", "HSAB", "HSCB", "SSP"]
    form.body.setCurrentIndex(4)
    form.time.setText("noonish")
    hand.press(Qt.Key.Key_Return, form.time)
    assert "“noonish” is no time" in form.wrong.text()
    form.time.setText("2pm")
    hand.press(Qt.Key.Key_Return, form.time)
    assert "HSCB-2027-03-02" in hand.held(Meeting, "ref")
    assert hand.held(Group, "kind", code="HSCB") == [GroupKind.BOARD]
    assert form.isHidden()
    assert "HSCB 14:00 planned" in spoken(page, date(2027, 3, 2))


def test_the_calendar_shows_one_group_alone(hand: Hand) -> None:
    page = calendar_of(hand)
    go(hand, page, date(2026, 10, 20))
    assert "CR 10:00 held" in spoken(page, date(2026, 10, 20))
    page.group.setCurrentIndex(1)
    page.group.activated.emit(1)
    hand.settle()
    assert page.group.currentText() == "QA, Quality Assurance"
    assert "nothing planned" in spoken(page, date(2026, 10, 20))
    assert "QA 10:00 cancelled" in spoken(page, date(2026, 10, 13))


def test_case_reviews_and_the_planner_are_out_of_sight_while_the_screen_is_shared(
    hand: Hand,
) -> None:
    page = calendar_of(hand)
    go(hand, page, date(2026, 10, 20))
    page.show_planner()
    hand.window.toggle_presenting()
    hand.settle()
    assert "nothing planned" in spoken(page, date(2026, 10, 20))
    assert "CR" not in [page.group.itemText(n)[:2] for n in range(page.group.count())]
    assert page.stack.currentIndex() == 0
    assert page.head.button("plan").isHidden()
    page.move_meeting(january(hand), date(2027, 1, 1))
    page.plan_here()
    hand.settle()
    assert page.bar.isHidden()
    assert page.beside.form.isHidden()
    assert hand.held(Meeting, "held_on", id=january(hand)) == [JANUARY]
    boards = hand.section("meetings", tab="boards")
    refs = [boards.rows.cells(row)[0] for row in range(boards.rows.rowCount())]
    assert refs
    assert not [ref for ref in refs if ref.startswith("CR")]
    hand.window.toggle_presenting()
    hand.settle()


def test_the_calendar_file_holds_everything_or_the_group_that_is_shown(
    hand: Hand, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = calendar_of(hand)
    path = tmp_path / "all.ics"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    page.save_file()
    hand.settle()
    held = len(hand.held(Meeting, "id"))
    assert len(Calendar.from_ical(path.read_bytes()).walk("VEVENT")) == held
    assert str(path) in page.bar.notice.words.text()
    page.group.setCurrentIndex(3)
    page.group.activated.emit(3)
    page.save_file()
    hand.settle()
    assert len(Calendar.from_ical(path.read_bytes()).walk("VEVENT")) == 1


def test_the_year_is_a_paper_to_be_looked_at(hand: Hand) -> None:
    page = calendar_of(hand)
    page.show_paper()
    hand.settle()
    assert page.preview.shown is not None
    assert page.preview.shown.name == "calendar 2026-27"
    assert page.preview.shown.data.startswith(b"%PDF")
    page.preview.close_preview()
    assert page.stack.currentIndex() == 0


def test_a_meeting_planned_on_a_closed_day_is_refused_and_planned_with_open_eyes(
    hand: Hand,
) -> None:
    page = calendar_of(hand)
    go(hand, page, date(2027, 3, 26))
    hand.press("n")
    hand.press(Qt.Key.Key_Return, page.beside.form.venue)
    assert "QA on 26 Mar 2027: bank holiday: Good Friday" in page.bar.notice.words.text()
    assert not page.beside.form.isHidden()
    assert "QA-2027-03-26" not in hand.held(Meeting, "ref")
    hand.press(Qt.Key.Key_Space, page.bar.button)
    assert "QA-2027-03-26" in hand.held(Meeting, "ref")


def test_a_board_is_planned_in_the_boards_tab_and_its_meeting_opens_there(hand: Hand) -> None:
    panel = hand.section("meetings", tab="boards")
    hand.press("n", panel.table)
    form = panel.adding.form
    assert form is not None
    assert form.group is not None
    form.group.setFocus()
    form.group.setText("HSAB")
    QTest.keyClicks(form.rows[0].widget.line, "3 mar 2027")
    form.offer()
    hand.settle()
    assert hand.held(Group, "kind", code="HSAB") == [GroupKind.BOARD]
    assert "HSAB-2027-03-03" in hand.held(Meeting, "ref")
    shown = hand.window.page()
    assert shown is not None
    assert shown.tab.code == "boards"
    assert shown.meeting is not None


def test_the_window_of_a_small_screen_holds_the_calendar(hand: Hand) -> None:
    page = calendar_of(hand)
    hand.window.resize(900, 560)
    hand.settle()
    assert hand.window.width() == 900
    right = page.head.button("paper").mapTo(page, page.head.button("paper").rect().topRight())
    assert right.x() <= page.width()
