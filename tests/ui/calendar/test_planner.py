"""The planner of a year: a rule typed, dates corrected and ticked, all planned in one step."""

from datetime import date, time

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from tests.ui.hand import Hand

from safeguard_desk.models import Board, Group, Meeting
from safeguard_desk.ui.calendar.page import CalendarPage
from safeguard_desk.ui.calendar.planner import Planner
from safeguard_desk.work import planning, year

RULE = "every second month, second Tuesday, 10:00"
WHY = 4


def planner_of(hand: Hand, code: str = "QA") -> Planner:
    page = hand.tab("home").show_page("calendar")
    assert isinstance(page, CalendarPage)
    hand.settle()
    page.grid.setFocus()
    hand.press("p")
    planner = page.planner
    assert page.stack.currentWidget() is planner
    choose(hand, planner, code)
    return planner


def choose(hand: Hand, planner: Planner, code: str) -> None:
    names = [planner.body.itemText(n).split(",")[0] for n in range(planner.body.count())]
    planner.body.setCurrentIndex(names.index(code))
    planner.body.activated.emit(names.index(code))
    hand.settle()


def type_rule(hand: Hand, planner: Planner, rule: str) -> None:
    planner.rule.selectAll()
    QTest.keyClicks(planner.rule, rule)
    hand.press(Qt.Key.Key_Return, planner.rule)


def dates(planner: Planner) -> list[date]:
    return [line.held_on for line in planner.lines]


def edit(hand: Hand, planner: Planner, row: int, column: int, words: str) -> None:
    view = planner.view
    view.setCurrentIndex(view.rows.index(row, column))
    hand.press(Qt.Key.Key_Return, view)
    editor = view.findChild(QLineEdit)
    assert editor is not None
    editor.selectAll()
    QTest.keyClicks(editor, words)
    hand.press(Qt.Key.Key_Return, editor)


def test_a_rule_gives_the_next_financial_years_dates_as_it_is_typed(hand: Hand) -> None:
    planner = planner_of(hand)
    assert planner.year.currentText() == "2027/28"
    type_rule(hand, planner, RULE)
    assert planner.understood.text() == "Every 2 months on the second Tuesday, at 10:00"
    # The last meeting before is in January: the count goes on from it.
    assert dates(planner)[:2] == [date(2027, 5, 11), date(2027, 7, 13)]
    assert planner.plan.text() == "Plan 6 meetings"


def test_what_is_not_understood_is_said_while_typing_and_proposes_nothing(hand: Hand) -> None:
    planner = planner_of(hand)
    QTest.keyClicks(planner.rule, "every second month, Tuesday")
    assert "which Tuesday of the month" in planner.understood.text()
    hand.press(Qt.Key.Key_Return, planner.rule)
    assert "which Tuesday of the month" in planner.bar.notice.words.text()
    assert planner.rule.text() == "every second month, Tuesday"
    assert not planner.lines
    assert not planner.plan.isEnabled()


def test_all_ticked_dates_are_planned_in_one_step_and_the_rule_is_kept(hand: Hand) -> None:
    planner = planner_of(hand)
    type_rule(hand, planner, RULE)
    planner.venue.setText("Civic Hub")
    hand.press(Qt.Key.Key_Return, planner.venue)
    planner.view.setCurrentIndex(planner.view.rows.index(1, 0))
    hand.press(Qt.Key.Key_Space, planner.view)
    assert planner.plan.text() == "Plan 5 meetings"
    before = set(hand.held(Meeting, "ref"))
    hand.press(Qt.Key.Key_Space, planner.plan)
    new = set(hand.held(Meeting, "ref")) - before
    assert len(new) == 5
    assert "QA-2027-07-13" not in new
    assert hand.held(Group, "rhythm", code="QA") == [RULE]
    assert hand.held(Group, "venue", code="QA") == ["Civic Hub"]
    assert planner.lines[0].words == "Planned already as QA-2027-05-11."
    assert planner.plan.text() == "Plan 1 meeting"
    hand.window.undo()
    hand.settle()
    assert set(hand.held(Meeting, "ref")) == before
    hand.window.undo()
    hand.settle()
    assert hand.held(Group, "rhythm", code="QA") == [""]
    assert planner.rule.text() == ""


def test_a_moved_date_says_why(hand: Hand) -> None:
    hand.do(lambda uow: year.add_holiday(uow, "Half term", date(2027, 5, 10), date(2027, 5, 14)).id)
    planner = planner_of(hand)
    type_rule(hand, planner, RULE)
    assert dates(planner)[0] == date(2027, 5, 18)
    index = planner.view.rows.index(0, WHY)
    assert planner.view.rows.data(index) == (
        "Moved from Tue 11 May 2027: school holiday: Half term."
    )
    assert planner.hint.text().startswith("6 dates, 1 moved.")


def test_a_date_that_finds_no_place_is_not_ticked_and_is_planned_with_open_eyes(
    hand: Hand,
) -> None:
    hand.do(lambda uow: year.add_holiday(uow, "Closed", date(2027, 4, 1), date(2027, 6, 30)).id)
    planner = planner_of(hand)
    type_rule(hand, planner, RULE)
    first = planner.lines[0]
    assert (first.held_on, first.ticked) == (date(2027, 5, 11), False)
    index = planner.view.rows.index(0, WHY)
    assert planner.view.rows.data(index) == "! No free day near it: school holiday: Closed."
    planner.view.setCurrentIndex(planner.view.rows.index(0, 0))
    hand.press(Qt.Key.Key_Space, planner.view)
    before = len(hand.held(Meeting, "id"))
    hand.press(Qt.Key.Key_Space, planner.plan)
    assert "QA on 11 May 2027: school holiday: Closed." in planner.bar.notice.words.text()
    assert "Nothing was planned" in planner.bar.notice.words.text()
    assert len(hand.held(Meeting, "id")) == before
    hand.press(Qt.Key.Key_Space, planner.bar.button)
    assert len(hand.held(Meeting, "id")) == before + 6


def test_date_time_and_venue_are_typed_loosely_in_place(hand: Hand) -> None:
    planner = planner_of(hand)
    type_rule(hand, planner, RULE)
    edit(hand, planner, 0, 1, "18 may 2027")
    edit(hand, planner, 0, 2, "2pm")
    edit(hand, planner, 0, 3, "Civic 5")
    line = planner.lines[0]
    assert (line.held_on, line.starts_at, line.venue) == (date(2027, 5, 18), time(14), "Civic 5")
    assert line.words == "Set by hand; the rule gave 11 May 2027."
    edit(hand, planner, 0, 1, "31 may 2027")
    assert "Clash: bank holiday: Spring Bank Holiday" in planner.lines[0].words
    edit(hand, planner, 0, 1, "somewhen")
    assert "“somewhen” is not understood as a date" in planner.bar.notice.words.text()
    edit(hand, planner, 0, 2, "late")
    assert "“late” is no time" in planner.bar.notice.words.text()
    assert planner.lines[0].held_on == date(2027, 5, 31)


def test_what_is_planned_already_is_not_changed_here(hand: Hand) -> None:
    (group,) = hand.held(Group, "id", code="QA")
    hand.do(lambda uow: planning.plan_meeting(uow, group, date(2027, 5, 18)).id)
    planner = planner_of(hand)
    type_rule(hand, planner, RULE)
    assert planner.lines[0].words == "Planned already as QA-2027-05-18."
    edit(hand, planner, 0, 1, "25 may 2027")
    assert "QA-2027-05-18 is planned already" in planner.bar.notice.words.text()
    assert planner.lines[0].held_on == date(2027, 5, 18)


def test_a_board_that_never_met_is_planned_and_stays_chosen(hand: Hand) -> None:
    planner = planner_of(hand, "HSAB")
    type_rule(hand, planner, "quarterly, last Wednesday, 09:30")
    assert len(planner.lines) == 4
    hand.press(Qt.Key.Key_Space, planner.plan)
    assert "HSAB-2027-04-28" in hand.held(Meeting, "ref")
    (board,) = hand.held(Board, "id", code="HSAB")
    assert hand.held(Group, "board_id", code="HSAB") == [board]
    assert planner.body.currentText().startswith("HSAB")
    assert [line.standing for line in planner.lines] == [True] * 4


def test_a_rule_half_planned_is_kept_when_the_planner_is_left(hand: Hand) -> None:
    planner = planner_of(hand, "LD")
    type_rule(hand, planner, "quarterly, third Thursday")
    hand.press(Qt.Key.Key_Escape, planner)
    assert hand.held(Group, "rhythm", code="LD") == ["quarterly, third Thursday"]
    again = planner_of(hand, "LD")
    assert again.rule.text() == "quarterly, third Thursday"
    assert len(again.lines) == 4
    QTest.keyClicks(again.rule, " xx")
    hand.press(Qt.Key.Key_Escape, again)
    assert hand.held(Group, "rhythm", code="LD") == ["quarterly, third Thursday"]
