"""A register by keyboard and mouse: what is seen, and what the file holds afterwards."""

from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from tests.ui.hand import Hand, pump, shown

from safeguard_desk.models import (
    Action,
    ActionUpdate,
    DueDateChange,
    Expansion,
    Group,
    Meeting,
    Person,
    Priority,
    Risk,
)
from safeguard_desk.rules.terms import ActionStatus
from safeguard_desk.ui.register.panel import RegisterPanel

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def panel(hand: Hand) -> RegisterPanel:
    """The actions of Quality Assurance, the first of them chosen."""
    return hand.section("actions")


def choose(panel: RegisterPanel, ref: str) -> str:
    row = shown(panel, "ref").index(ref)
    identity = panel.rows.id_at(row)
    assert identity is not None
    assert panel.table.choose(identity)
    return identity


def test_only_open_actions_are_shown_at_first(panel: RegisterPanel) -> None:
    assert panel.rows.rowCount() > 0
    assert "Closed" not in shown(panel, "status")
    assert panel.count.text() == str(panel.rows.rowCount())


def test_a_filter_is_taken_away_with_a_click(hand: Hand, panel: RegisterPanel) -> None:
    before = panel.rows.rowCount()
    QTest.mouseClick(panel.chips[0], Qt.MouseButton.LeftButton)
    hand.settle()
    assert panel.rows.rowCount() > before
    assert "Closed" in shown(panel, "status")


def test_slash_filters_as_one_types_and_escape_clears(hand: Hand, panel: RegisterPanel) -> None:
    before = panel.rows.rowCount()
    hand.press("/", panel.table)
    assert panel.filter_line.hasFocus()
    hand.press("piece of work", panel.filter_line)
    assert 0 < panel.rows.rowCount() < before
    assert all("Piece of work" in title for title in shown(panel, "action"))
    hand.press(Qt.Key.Key_Down, panel.filter_line)
    assert panel.table.hasFocus()
    hand.press(Qt.Key.Key_Escape, panel.table)
    assert panel.rows.rowCount() == before


def test_the_chosen_line_stays_chosen_while_one_types(hand: Hand, panel: RegisterPanel) -> None:
    identity = choose(panel, "QA-0128")
    hand.press("piece of work", panel.filter_line)
    assert panel.table.current_id() == identity


def test_what_fits_no_filter_says_so_and_offers_all(hand: Hand, panel: RegisterPanel) -> None:
    before = panel.rows.rowCount()
    hand.press("no such words anywhere", panel.filter_line)
    assert panel.middle.currentWidget() is panel.empty
    assert panel.empty.words.text() == "Nothing fits these filters."
    QTest.mouseClick(panel.empty.button, Qt.MouseButton.LeftButton)
    hand.settle()
    assert panel.middle.currentWidget() is panel.table
    assert panel.rows.rowCount() >= before


def test_n_adds_an_action_from_one_line(hand: Hand, panel: RegisterPanel) -> None:
    hand.press("n", panel.table)
    line = panel.adding.line
    assert line is not None
    assert line.field.hasFocus()
    hand.press("Brief the named nurses @DN by 14 jan", line.field)
    assert line.chips.kind == "Action"
    assert line.chips.words == ("owner Designated Nurse", "due 14 Jan 2027")
    hand.press(Qt.Key.Key_Return, line.field)
    assert not line.isVisible()
    assert hand.held(Action, "due_on", title="Brief the named nurses") == [date(2027, 1, 14)]
    current = panel.table.current_id()
    assert hand.held(Action, "title", id=current) == ["Brief the named nurses"]
    assert panel.table.hasFocus()


def test_a_chip_taken_away_leaves_its_words_as_text(hand: Hand, panel: RegisterPanel) -> None:
    hand.press("n", panel.table)
    line = panel.adding.line
    assert line is not None
    hand.press("Ask for returns by 14 jan", line.field)
    assert line.chips.words == ("due 14 Jan 2027",)
    line.chips.grab()
    middle = line.chips._boxes[0].center().toPoint()
    QTest.mouseClick(line.chips, Qt.MouseButton.LeftButton, pos=middle)
    assert not line.chips.words
    assert line.field.text() == 'Ask for returns "by 14 jan"'
    hand.press(Qt.Key.Key_Return, line.field)
    assert hand.held(Action, "due_on", title='Ask for returns "by 14 jan"') == [None]


def test_a_half_typed_action_is_there_again_after_escape(hand: Hand, panel: RegisterPanel) -> None:
    hand.press("n", panel.table)
    line = panel.adding.line
    assert line is not None
    hand.press("Ask for ret", line.field)
    hand.press(Qt.Key.Key_Escape, line.field)
    assert not line.isVisible()
    assert panel.table.hasFocus()
    hand.press("n", panel.table)
    assert line.field.text() == "Ask for ret"
    line.field.clear()
    hand.press(Qt.Key.Key_Escape, line.field)


def test_an_action_without_words_is_not_added_and_nothing_typed_is_lost(
    hand: Hand, panel: RegisterPanel
) -> None:
    before = len(hand.held(Action, "id"))
    hand.press("N", panel.table)
    line = panel.adding.line
    assert line is not None
    hand.press("@DN by 14 jan", line.field)
    hand.press(Qt.Key.Key_Return, line.field)
    assert "An action needs words." in line.notice.words.text()
    assert line.field.text() == "@DN by 14 jan"
    assert len(hand.held(Action, "id")) == before
    QTest.mouseClick(line.form, Qt.MouseButton.LeftButton)
    form = panel.adding.form
    assert form is not None
    hand.press("14 jan", form.rows[3].widget.line)
    hand.press(Qt.Key.Key_Return, form.rows[3].widget.line)
    assert "“Action” is empty." in form.notice.words.text()
    assert form.rows[3].widget.line.text() == "14 jan"
    hand.press(Qt.Key.Key_Escape, form)
    assert panel.adding.form is None


def test_an_edit_is_in_the_file_when_the_field_is_left(hand: Hand, panel: RegisterPanel) -> None:
    identity = choose(panel, "QA-0001")
    hand.press("e", panel.table)
    assert panel.detail is not None
    title = panel.detail.form.rows["title"].widget
    assert title.hasFocus()
    title.selectAll()
    hand.press("Write to every school", title)
    hand.press(Qt.Key.Key_Tab, title)
    assert hand.held(Action, "title", id=identity) == ["Write to every school"]
    assert "Write to every school" in shown(panel, "action")
    assert hand.desk.undo_title == "Change action of QA-0001"


def test_a_later_due_date_asks_for_its_reason_in_place(hand: Hand, panel: RegisterPanel) -> None:
    identity = choose(panel, "QA-0001")
    assert panel.detail is not None
    row = panel.detail.form.rows["due_on"]
    row.widget.line.selectAll()
    hand.press("31 mar", row.widget.line)
    hand.press(Qt.Key.Key_Return, row.widget.line)
    assert row.reason_line is not None
    assert row.reason_line.hasFocus()
    assert hand.held(Action, "due_on", id=identity) == [date(2026, 9, 30)]
    hand.press("Schools close in August", row.reason_line)
    hand.press(Qt.Key.Key_Return, row.reason_line)
    assert hand.held(Action, "due_on", id=identity) == [date(2027, 3, 31)]
    assert hand.held(DueDateChange, "reason", action_id=identity)[-1] == "Schools close in August"
    assert row.reason_line is None
    assert row.widget.line.text() == "31 Mar 2027"


def test_a_due_date_can_be_put_back_instead(hand: Hand, panel: RegisterPanel) -> None:
    identity = choose(panel, "QA-0001")
    assert panel.detail is not None
    row = panel.detail.form.rows["due_on"]
    row.widget.line.setText("31 mar")
    hand.press(Qt.Key.Key_Return, row.widget.line)
    assert row.reason_line is not None
    back = next(b for b in row.findChildren(QPushButton) if b.text() == "Put back")
    QTest.mouseClick(back, Qt.MouseButton.LeftButton)
    assert row.widget.line.text() == "30 Sep 2026"
    assert hand.held(Action, "due_on", id=identity) == [date(2026, 9, 30)]


def test_a_value_changed_by_somebody_else_meanwhile_is_refused_and_kept_as_typed(
    hand: Hand, panel: RegisterPanel
) -> None:
    choose(panel, "QA-0001")
    assert panel.detail is not None
    row = panel.detail.form.rows["title"]
    row.widget.clear()
    row.widget.setFocus()
    row.seen = "what another screen showed"
    hand.press("Letter of 4 November", row.widget)
    row.widget.commit()
    hand.settle()
    assert row.widget.toPlainText() == "Letter of 4 November"
    assert row._said is not None
    assert "Somebody has changed this meanwhile" in row._said.text()
    row.widget.put_back()


def test_completing_asks_for_evidence_under_the_table(hand: Hand, panel: RegisterPanel) -> None:
    identity = choose(panel, "QA-0001")
    hand.press("c", panel.table)
    assert panel.detail is not None
    asking = panel.detail.asking
    assert asking.isVisible()
    assert asking.line.hasFocus()
    hand.press(Qt.Key.Key_Return, asking.line)
    assert panel.detail.notice.isVisible()
    assert hand.held(Action, "status", id=identity) == [ActionStatus.OPEN]
    hand.press("Sent on 4 November", asking.line)
    hand.press(Qt.Key.Key_Return, asking.line)
    assert hand.held(Action, "status", id=identity) == [ActionStatus.COMPLETED]
    assert not asking.isVisible()
    assert not panel.detail.notice.isVisible()


def test_an_update_is_added_with_its_date_and_shown(hand: Hand, panel: RegisterPanel) -> None:
    identity = choose(panel, "QA-0001")
    assert panel.detail is not None
    assert panel.detail.updates is not None
    panel.detail.tabs.setCurrentIndex(1)
    line = panel.detail.updates.line
    hand.press("Half of the schools have answered", line)
    hand.press(Qt.Key.Key_Return, line)
    told = hand.held(ActionUpdate, "text", action_id=identity)
    assert "Half of the schools have answered" in told
    assert "Half of the schools have answered" in panel.detail.updates.said.toPlainText()
    assert "20 Nov 2026" in panel.detail.updates.said.toPlainText()
    assert line.text() == ""


def test_history_tells_before_and_after_in_people_s_words(hand: Hand, panel: RegisterPanel) -> None:
    choose(panel, "QA-0001")
    assert panel.detail is not None
    field = panel.detail.form.rows["side"].widget
    field.setCurrentIndex(field.findText("Adults"))
    field.commit()
    hand.settle()
    panel.detail.tabs.setCurrentIndex(4)
    told = panel.detail.history.toPlainText()
    assert "Change board of QA-0001" in told
    assert "Children and adults → Adults" in told
    assert "Business Manager" in told


def test_a_click_on_a_title_orders_by_it(hand: Hand, panel: RegisterPanel) -> None:
    header = panel.table.horizontalHeader()
    place = [column.code for column in panel.rows.columns].index("ref")
    at = QPoint(header.sectionViewportPosition(place) + 8, header.height() // 2)
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=at)
    hand.settle()
    assert shown(panel, "ref") == sorted(shown(panel, "ref"))
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=at)
    hand.settle()
    assert shown(panel, "ref") == sorted(shown(panel, "ref"), reverse=True)


def test_chosen_lines_are_copied_as_a_spreadsheet_takes_them(
    hand: Hand, panel: RegisterPanel
) -> None:
    panel.table.choose(panel.rows.id_at(0))
    panel.table.setFocus()
    QTest.keyClick(panel.table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(panel.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = [line.split("\t") for line in QGuiApplication.clipboard().text().splitlines()]
    assert lines[0][:3] == ["Rating", "Ref", "Action"]
    assert [line[1] for line in lines[1:]] == shown(panel, "ref")[:2]


def test_arrows_show_the_next_record_in_the_form(hand: Hand, panel: RegisterPanel) -> None:
    panel.table.choose(panel.rows.id_at(0))
    hand.press(Qt.Key.Key_Down, panel.table)
    assert panel.detail is not None
    assert panel.detail.head.text() == shown(panel, "ref")[1]


def test_a_risk_is_recorded_and_scored(hand: Hand) -> None:
    panel = hand.section("risks")
    hand.press("n", panel.table)
    assert panel.adding.form is not None
    hand.press("Data come too late", panel.adding.form.rows[0].widget)
    hand.press(Qt.Key.Key_Return, panel.adding.form.rows[0].widget)
    assert panel.detail is not None
    for name, score in (("likelihood", "4"), ("impact", "3")):
        field = panel.detail.form.rows[name].widget
        hand.press(score, field)
        hand.press(Qt.Key.Key_Return, field)
    assert hand.held(Risk, "impact", title="Data come too late") == [3]
    row = shown(panel, "title").index("Data come too late")
    places = [column.code for column in panel.rows.columns]
    assert panel.rows.cells(row)[places.index("score")] == "12"


def test_on_the_boards_tab_a_new_action_asks_for_its_group(hand: Hand) -> None:
    panel = hand.section("actions", tab="boards")
    panel.begin_new()
    assert panel.adding.form is not None
    assert panel.adding.form.group is not None
    hand.press("Answer both boards", panel.adding.form.rows[0].widget)
    panel.adding.form.offer()
    assert "The group is missing." in panel.adding.form.notice.words.text()
    panel.adding.form.group.setFocus()
    hand.press("LD", panel.adding.form.group)
    panel.adding.form.group.commit()
    panel.adding.form.offer()
    hand.settle()
    group = hand.held(Action, "group_id", title="Answer both boards")
    assert hand.held(Group, "code", id=group[0]) == ["LD"]


def test_a_meeting_is_planned_from_its_list_and_opens(hand: Hand) -> None:
    panel = hand.section("meetings", tab="LD")
    hand.press("n", panel.table if panel.rows.rowCount() else panel)
    if panel.adding.form is None:
        panel.begin_new()
    assert panel.adding.form is not None
    rows = {row.field.name: row.widget for row in panel.adding.form.rows}
    hand.press("12 jan", rows["held_on"].line)
    hand.press("9.30", rows["starts_at"])
    panel.adding.form.offer()
    hand.settle()
    assert hand.held(Meeting, "held_on", ref="LD-2027-01-12") == [date(2027, 1, 12)]
    assert hand.tab("LD").meeting is not None
    hand.tab("LD").close_meeting()


def test_people_and_priorities_are_listed_with_their_forms(hand: Hand) -> None:
    people = hand.section("people", tab="directory")
    assert people.rows.rowCount() == len(hand.held(Person, "id", ended_on=None))
    priorities = hand.section("priorities", tab="boards")
    assert priorities.rows.rowCount() == len(hand.held(Priority, "id"))


def test_an_empty_list_says_what_to_do_first(hand: Hand) -> None:
    panel = hand.section("risks", tab="LD")
    assert panel.rows.rowCount() == 0
    assert panel.empty.isVisible()
    assert "Press N" in panel.empty.words.text()
    QTest.mouseClick(panel.empty.button, Qt.MouseButton.LeftButton)
    pump()
    assert panel.adding.form is not None


def test_the_usual_short_forms_are_added_by_one_button_and_taken_back_by_undo(hand: Hand) -> None:
    panel = hand.section("short_forms", "home")
    assert panel.empty.isVisible()
    (button,) = panel.list_acts
    assert button.text() == "Add the usual short forms"
    button.click()
    hand.settle()
    assert "Making Safeguarding Personal" in shown(panel, "title")
    hand.window.undo()
    hand.settle()
    assert hand.held(Expansion, "short") == []
