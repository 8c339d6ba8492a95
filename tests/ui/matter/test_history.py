"""The history of a matter, opened by key from a list or a meeting, and what it leads to."""

from functools import partial

import pytest
from PySide6.QtCore import Qt
from tests.ui.hand import Hand

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.ui.matter.history import HistoryPane
from safeguard_desk.ui.shell.tab_page import TabPage
from safeguard_desk.views.matter_history import story


def history(page: TabPage) -> HistoryPane:
    assert page.history is not None
    assert page.whole.currentWidget() is page.history
    return page.history


def test_ctrl_h_in_the_tracker_tells_of_the_chosen_action_and_escape_goes_back(hand: Hand) -> None:
    panel = hand.section("actions")
    chosen = panel.table.current_id()
    assert chosen is not None
    hand.window.show_history()
    hand.settle()
    pane = history(hand.tab())
    with hand.desk.read() as reader:
        told = story(reader, "actions", chosen)
    assert [row.id for row in pane.view.rows.rows] == [event.id for event in told.events]
    assert pane.title.text() == f"{told.title}: {told.group}"
    hand.press(Qt.Key.Key_Escape, pane.view)
    assert hand.tab().whole.currentWidget() is hand.tab().lists


def test_enter_opens_the_meeting_that_said_it(hand: Hand) -> None:
    panel = hand.section("actions")
    with hand.desk.read() as reader:
        for row in range(panel.table.model().rowCount()):
            panel.table.selectRow(row)
            told = story(reader, "actions", panel.table.current_id() or "")
            meetings = [event for event in told.events if event.opens[0] == "meetings"]
            if meetings:
                break
    if not meetings:
        pytest.fail("no action of the stage came of a meeting")
    hand.window.show_history()
    pane = history(hand.tab())
    pane.view.choose(meetings[0].id)
    hand.press(Qt.Key.Key_Return, pane.view)
    page = hand.tab()
    assert page.meeting is not None
    assert page.meeting.meeting_id == meetings[0].opens[1]


def test_from_the_agenda_h_opens_the_history_and_back_leads_to_the_meeting(hand: Hand) -> None:
    panel = hand.section("meetings")
    page = hand.tab()
    page.open_meeting(panel.table.current_id() or "")
    assert page.meeting is not None
    page.meeting.show_step(0)
    hand.settle()
    about = page.about()
    assert about is not None
    assert about[0] == "agenda_items"
    hand.press(Qt.Key.Key_H, page.meeting.step.agenda.view)  # type: ignore[attr-defined]
    pane = history(page)
    pane.back.click()
    assert page.whole.currentWidget() is page.meeting


def test_a_list_that_meetings_do_not_speak_of_has_no_history(hand: Hand) -> None:
    hand.section("people", "directory")
    hand.window.show_history()
    assert "Nothing is chosen" in hand.window.notice.words.text()


def test_the_history_is_made_a_paper_and_escape_leads_back_step_by_step(hand: Hand) -> None:
    hand.section("actions")
    hand.window.show_history()
    pane = history(hand.tab())
    pane.paper.click()
    hand.settle()
    assert pane.stack.currentWidget() is pane.preview
    assert pane.preview.shown is not None
    hand.press(Qt.Key.Key_Escape, pane.preview)
    assert pane.stack.currentIndex() == 0


def test_while_the_screen_is_shared_the_history_leaves_out_what_is_restricted(hand: Hand) -> None:
    panel = hand.section("actions")
    chosen = panel.table.current_id() or ""
    hand.window.show_history()
    pane = history(hand.tab())
    before = len(pane.view.rows.rows)
    assert before

    def restrict(uow: UnitOfWork, action_id: str) -> None:
        from safeguard_desk.models import Action

        uow.get(Action, action_id).restricted = True

    hand.jobs.change("Restrict", partial(restrict, action_id=chosen))
    hand.settle()
    pane.present(True)
    assert len(pane.view.rows.rows) < before
