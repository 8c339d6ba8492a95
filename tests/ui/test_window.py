"""The window as a whole: tabs, undo from anywhere, the palette, presenter mode, locking."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from tests.making import KEY, TestClock
from tests.ui.hand import Hand, shown

from safeguard_desk.desk import backup
from safeguard_desk.desk.desk import Desk
from safeguard_desk.desk.engine import make_engine
from safeguard_desk.models import Action
from safeguard_desk.rules.terms import ActionStatus, GroupKind
from safeguard_desk.ui.shell import preferences
from safeguard_desk.ui.shell.actions import ACTIONS, MENUS, keys_page
from safeguard_desk.ui.shell.window import MainWindow
from safeguard_desk.work import actions, setting_up

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
CONTROL = Qt.KeyboardModifier.ControlModifier


def titles(hand: Hand) -> list[str]:
    tabs = hand.window.bar.tabs
    return [tabs.tabText(place) for place in range(tabs.count())]


def test_home_comes_first_then_each_group_and_boards_and_directory_follow(hand: Hand) -> None:
    assert titles(hand) == [
        "Home",
        "Quality Assurance",
        "Learning and Development",
        "Case Review",
        "Boards",
        "Directory",
    ]


def test_a_group_founded_meanwhile_has_its_tab_at_once(hand: Hand) -> None:
    kind = GroupKind.THEMATIC
    hand.do(lambda uow: setting_up.found_group(uow, "VAWG", "Violence & Girls", kind).id)
    assert titles(hand)[4] == "Violence && Girls"
    panel = hand.section("actions", tab="VAWG")
    assert panel.rows.rowCount() == 0
    hand.window.undo()
    hand.settle()
    assert "Violence && Girls" not in titles(hand)


def test_tabs_are_turned_by_key(hand: Hand) -> None:
    hand.window.show_tab(0)
    QTest.keyClick(hand.window, Qt.Key.Key_PageDown, CONTROL)
    assert hand.window.bar.place() == 1
    QTest.keyClick(hand.window, Qt.Key.Key_PageUp, CONTROL)
    assert hand.window.bar.place() == 0


def test_a_tab_out_of_sight_catches_up_when_it_is_seen(hand: Hand) -> None:
    panel = hand.section("actions")
    identity = panel.rows.id_at(0)
    assert identity is not None
    boards = hand.section("actions", tab="boards")
    boards.table.choose(identity)
    assert boards.detail is not None
    title = boards.detail.form.rows["title"].widget
    title.setPlainText("Changed on the boards' tab")
    title.commit()
    hand.settle()
    assert "Changed on the boards' tab" not in shown(panel, "action")
    hand.tab("QA")
    hand.settle()
    assert "Changed on the boards' tab" in shown(panel, "action")


def test_ctrl_z_takes_back_the_last_step_from_another_tab_and_shows_its_place(hand: Hand) -> None:
    panel = hand.section("actions")
    identity = panel.rows.id_at(shown(panel, "ref").index("QA-0001"))
    panel.table.choose(identity)
    hand.press("h", panel.table)
    assert panel.detail is not None
    hand.press("Waiting for the ICB", panel.detail.asking.line)
    hand.press(Qt.Key.Key_Return, panel.detail.asking.line)
    assert hand.held(Action, "status", id=identity) == [ActionStatus.ON_HOLD]
    assert hand.window.toast.isVisible()
    assert hand.window.commands["undo"].text() == "Undo: Put on hold QA-0001"
    directory = hand.section("people", tab="directory")
    QTest.keyClick(directory.table, Qt.Key.Key_Z, CONTROL)
    hand.settle()
    assert hand.held(Action, "status", id=identity) == [ActionStatus.OPEN]
    assert hand.window.toast.words.text() == "Undone: Put on hold QA-0001"
    shown_now = hand.window.page()
    assert shown_now is not None
    assert shown_now.tab.code == "QA"
    assert panel.table.current_id() == identity
    QTest.keyClick(hand.window, Qt.Key.Key_Y, CONTROL)
    hand.settle()
    assert hand.held(Action, "status", id=identity) == [ActionStatus.ON_HOLD]


def test_a_field_undoes_its_own_typing_first(hand: Hand) -> None:
    panel = hand.section("actions")
    assert panel.detail is not None
    title = panel.detail.form.rows["title"].widget
    before = title.toPlainText()
    title.setFocus()
    title.moveCursor(title.textCursor().MoveOperation.End)
    steps = hand.desk.undo_title
    QTest.keyClicks(title, "xyz")
    QTest.keyClick(title, Qt.Key.Key_Z, CONTROL)
    assert title.toPlainText() == before
    title.commit()
    hand.settle()
    assert hand.desk.undo_title == steps


def test_the_status_line_says_when_the_last_change_was_saved(hand: Hand) -> None:
    assert hand.window.status.kept.text() == "Everything is saved"
    hand.do(lambda uow: setting_up.found_group(uow, "NEG", "Neglect", GroupKind.THEMATIC).id)
    assert hand.window.status.kept.text().startswith("Saved ")
    assert hand.window.status.backup.text() == "No backup yet"


def test_a_backup_is_made_from_the_menu_and_its_age_shown(hand: Hand) -> None:
    hand.window.commands["back_up"].trigger()
    hand.settle()
    assert len(backup.list_backups(hand.desk.path)) == 1
    assert hand.window.toast.words.text().startswith("A backup was made")


def test_checking_the_file_says_what_was_looked_at(hand: Hand) -> None:
    hand.window.commands["check"].trigger()
    hand.settle()
    assert hand.window.notice.words.text().startswith("All is well. Looked at: ")


def test_the_palette_finds_a_record_and_goes_there(hand: Hand) -> None:
    QTest.keyClick(hand.window, Qt.Key.Key_K, CONTROL)
    box = hand.window.palette_box
    assert box.isVisible()
    box.line.setText("audit returns from every")
    box._search()
    hand.settle()
    hits = [box.list.item(row).text() for row in range(box.list.count())]
    assert "Actions" in hits
    place = hits.index("Actions") + 1
    box.list.setCurrentRow(place)
    hand.press(Qt.Key.Key_Return, box.line)
    page = hand.window.page()
    panel = page.panel() if page else None
    assert not box.isVisible()
    assert panel is not None
    assert panel.table.current_id() == hand.held(Action, "id", ref="QA-0002")[0]


def test_the_palette_does_what_is_typed(hand: Hand) -> None:
    hand.window.show_palette()
    hand.press("keys", hand.window.palette_box.line)
    hand.press(Qt.Key.Key_Return, hand.window.palette_box.line)
    assert hand.window.stack.currentWidget() is hand.window.keys_page
    hand.press(Qt.Key.Key_Escape, hand.window.keys_page)
    assert hand.window.stack.currentWidget() is hand.window.pages[0]


def test_a_restricted_action_is_found_alone_but_not_while_presenting(hand: Hand) -> None:
    group_id = hand.tab("CR").tab.group_id or ""
    new = actions.NewAction("Write to the lodger's landlord", restricted=True)
    hand.do(lambda uow: actions.raise_action(uow, group_id, new).id)
    box = hand.window.palette_box
    for there in (True, False):
        hand.window.show_palette()
        box.line.setText("lodger")
        box._search()
        hand.settle()
        hits = " ".join(box.list.item(row).text() for row in range(box.list.count()))
        assert ("landlord" in hits) is there
        box.leave()
        hand.window.toggle_presenting()


def test_presenting_hides_case_reviews_and_restricted_rows_and_enlarges_the_type(
    hand: Hand, qapp: QApplication
) -> None:
    quality = hand.tab("QA").tab.group_id or ""
    new = actions.NewAction("Speak to the family", restricted=True)
    hand.do(lambda uow: actions.raise_action(uow, quality, new).id)
    panel = hand.section("actions", tab="boards")
    panel.show_all()
    hand.settle()
    size, rows = qapp.font().pointSizeF(), panel.rows.rowCount()
    restricted = len(hand.held(Action, "id", restricted=True))
    hand.window.toggle_presenting()
    hand.settle()
    assert "Case Review" not in titles(hand)
    assert restricted
    assert panel.rows.rowCount() == rows - restricted
    assert qapp.font().pointSizeF() > size * 1.2
    assert hand.window.status.presented.isVisible()
    hand.window.toggle_presenting()
    hand.settle()
    assert "Case Review" in titles(hand)
    assert qapp.font().pointSizeF() == size


def test_locking_takes_everything_off_the_screen_and_saves_what_is_typed(hand: Hand) -> None:
    panel = hand.section("actions")
    identity = panel.table.current_id()
    assert panel.detail is not None
    panel.detail.form.rows["title"].widget.setPlainText("Typed just before locking")
    told: list[str] = []
    hand.window.locked.connect(lambda: told.append("locked"))
    QTest.keyClick(hand.window, Qt.Key.Key_L, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    assert told == ["locked"]
    assert not hand.window.isVisible()
    hand.settle()
    assert hand.held(Action, "title", id=identity) == ["Typed just before locking"]


def test_settings_are_kept_where_they_differ_from_the_usual(hand: Hand) -> None:
    hand.window.show_settings()
    page = hand.window.settings_page
    page.who.setText("Board Coordinator")
    page.who.commit()
    page.theme.setCurrentIndex(2)
    page.theme.activated.emit(2)
    assert hand.desk.who == "Board Coordinator"
    kept = preferences.file().read_text(encoding="utf-8")
    assert "Board Coordinator" in kept
    assert '"theme": "dark"' in kept
    assert "text_points" not in kept
    assert preferences.load().theme == "dark"


def test_a_wrong_present_passphrase_changes_nothing_and_loses_nothing(hand: Hand) -> None:
    page = hand.window.settings_page
    page.old.setText("not the one")
    page.new.first.setText("threshold neglect harrow")
    page.new.again.setText("threshold neglect harrow")
    page._change()
    hand.settle()
    assert "present passphrase" in page.notice.words.text()
    assert page.new.first.text() == "threshold neglect harrow"
    assert hand.desk.key == KEY


def test_a_desk_open_elsewhere_is_read_only_and_says_so(
    work_desk: Desk, qapp: QApplication
) -> None:
    words = "This desk is open already: Business Manager on LAPTOP-4."
    reading = Desk(
        work_desk.path,
        make_engine(work_desk.path, KEY, read_only=True),
        KEY,
        clock=TestClock(),
        read_only=True,
        notices=(words,),
    )
    hand = Hand.at(reading)
    assert hand.window.notice.words.text() == words
    assert hand.window.status.kept.text() == "Open for reading only"
    assert not hand.window.commands["new"].isEnabled()
    panel = hand.section("actions")
    assert not panel.new.isVisible()
    assert panel.detail is not None
    assert not panel.detail.form.rows["title"].widget.isEnabled()
    hand.press("n", panel.table)
    assert panel.adding.form is None
    hand.leave()
    reading.close()


def test_a_meeting_opens_from_its_list_and_goes_back(hand: Hand) -> None:
    panel = hand.section("meetings")
    row = shown(panel, "ref").index("QA-2027-01-19")
    panel.table.choose(panel.rows.id_at(row))
    hand.press(Qt.Key.Key_Return, panel.table)
    page = hand.tab("QA")
    assert page.meeting is not None
    assert page.whole.currentWidget() is page.meeting
    page.meeting.go_back()
    hand.settle()
    assert page.meeting is None
    assert panel.table.hasFocus()


def test_every_action_of_the_table_is_a_verb_of_the_window_in_a_menu(hand: Hand) -> None:
    for known in ACTIONS:
        assert callable(getattr(MainWindow, known.verb)), known.code
        assert known.menu in MENUS
        command = hand.window.findChild(QAction, known.code)
        assert command is not None
        assert command.shortcut() == QKeySequence(known.key)


def test_no_key_stands_for_two_things() -> None:
    keys = [known.key for known in ACTIONS if known.key]
    assert len(keys) == len(set(keys))


def test_the_manual_s_page_of_keys_names_each_of_them() -> None:
    page = keys_page()
    for known in ACTIONS:
        assert not known.key or f"| {known.key} |" in page


@pytest.mark.parametrize("held", ["", "[]", "{", '{"recent": 3, "theme": "dark", "new": 1}'])
def test_settings_that_cannot_be_read_count_as_not_set(held: str) -> None:
    path: Path = preferences.file()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(held, encoding="utf-8")
    assert preferences.load().recent == ()
    assert preferences.load().theme == ("dark" if "dark" in held else "system")
