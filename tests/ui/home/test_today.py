"""Home: what stands out today, and one key to its place."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from tests.ui.hand import Hand, shown

from safeguard_desk.models import Action, Meeting
from safeguard_desk.ui.home.today import TodayPage
from safeguard_desk.views.today_lines import Line
from safeguard_desk.work import actions


def today(hand: Hand) -> TodayPage:
    page = hand.tab("home").show_page("today")
    assert isinstance(page, TodayPage)
    hand.settle()
    return page


def lines(page: TodayPage) -> list[Line]:
    found = [page._line(page.list.item(row)) for row in range(page.list.count())]
    return [line for line in found if line is not None]


def choose(page: TodayPage, words: str) -> Line:
    for row in range(page.list.count()):
        line = page._line(page.list.item(row))
        if line is not None and words in line.words:
            page.list.setCurrentRow(row)
            return line
    raise AssertionError(f"{words} is not in {[line.words for line in lines(page)]}")


def test_the_window_opens_at_what_stands_out_today(hand: Hand) -> None:
    page = hand.window.pages[0].shown()
    assert isinstance(page, TodayPage)
    assert page.heading.text() == "Today, Friday 20 November 2026"
    assert page.list.hasFocus()
    assert page.list.currentRow() > 0  # a line, not the heading over it


def test_enter_on_a_meetings_line_opens_the_meeting(hand: Hand) -> None:
    page = today(hand)
    line = next(line for line in lines(page) if line.kind == "meetings" and not line.is_list)
    choose(page, line.words)
    QTest.keyClick(page.list, Qt.Key.Key_Return)
    hand.settle()
    opened = hand.window.page()
    assert opened is not None
    assert opened.meeting is not None
    assert opened.meeting.meeting_id == line.id
    assert hand.held(Meeting, "ref", id=line.id)


def test_enter_on_overdue_actions_shows_only_them(hand: Hand) -> None:
    group = hand.tab("LD").tab.group_id or ""
    new = actions.NewAction("Book the hall", due_on=date(2026, 11, 2))
    hand.do(lambda uow: actions.raise_action(uow, group, new).id)
    page = today(hand)
    choose(page, "Learning and Development: ")
    line = next(line for line in lines(page) if line.kind == "actions" and line.id == group)
    choose(page, line.words)
    QTest.keyClick(page.list, Qt.Key.Key_Return)
    hand.settle()
    opened = hand.window.page()
    panel = opened.panel() if opened is not None else None
    assert panel is not None
    assert "Book the hall" in shown(panel, "action")
    overdue = hand.held(Action, "due_on", group_id=group)
    assert len([day for day in overdue if day and day < date(2026, 11, 20)]) >= len(
        shown(panel, "action")
    )


def test_a_line_goes_when_its_cause_does_and_comes_back_by_undo(hand: Hand) -> None:
    group = hand.tab("LD").tab.group_id or ""
    new = actions.NewAction("Book the hall", due_on=date(2026, 11, 2))
    hand.jobs.change("Raise", lambda uow: actions.raise_action(uow, group, new).id)
    page = today(hand)
    assert [line for line in lines(page) if line.id == group and line.kind == "actions"]
    hand.jobs.undo()
    hand.settle()
    assert not [line for line in lines(page) if line.id == group and line.kind == "actions"]


def test_presenting_hides_the_lines_of_case_reviews(hand: Hand) -> None:
    page = today(hand)
    assert any(line.restricted for line in lines(page))
    hand.window.toggle_presenting()
    hand.settle()
    assert not any(line.restricted for line in lines(today(hand)))
    hand.window.toggle_presenting()


def test_the_status_bar_counts_the_clocks_and_leads_home(hand: Hand) -> None:
    hand.tab("QA")
    clocks = hand.window.status.clocks
    told = [line for line in lines(today(hand)) if "minutes" in line.words.lower()]
    hand.tab("QA")
    assert clocks.isVisible() == bool(told)
    if clocks.isVisible():
        QTest.mouseClick(clocks, Qt.MouseButton.LeftButton)
        assert hand.window.bar.place() == 0
