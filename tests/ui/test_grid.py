"""The action grid by keyboard: typing into cells, many rows at once, filling, pasting, views."""

from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from tests.ui.hand import Hand, QTestFocus, pump, shown

from safeguard_desk.models import Action, DueDateChange, NamedView, Person
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.terms import ActionStatus
from safeguard_desk.ui.register.grid import Grid
from safeguard_desk.ui.register.panel import RegisterPanel

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def panel(hand: Hand) -> RegisterPanel:
    panel = hand.section("actions")
    panel.table.choose(panel.rows.id_at(0))
    return panel


def grid(panel: RegisterPanel) -> Grid:
    assert panel.grid is not None
    return panel.grid


def at(panel: RegisterPanel, row: int, code: str) -> str:
    """Put the cursor on a cell and return its record's id."""
    place = [column.code for column in panel.rows.columns].index(code)
    panel.table.setCurrentIndex(panel.rows.index(row, place))
    identity = panel.rows.id_at(row)
    assert identity is not None
    return identity


def line(panel: RegisterPanel) -> QWidget:
    widget: Any = grid(panel).editor.widget
    assert widget is not None
    found: QWidget = getattr(widget, "line", widget)
    return found


def type_over(hand: Hand, panel: RegisterPanel, words: str) -> None:
    field: Any = line(panel)
    field.selectAll()
    QTest.keyClicks(field, words)


def test_enter_opens_a_cell_and_enter_keeps_what_was_typed(
    hand: Hand, panel: RegisterPanel
) -> None:
    identity = at(panel, 1, "action")
    hand.press(Qt.Key.Key_Return, panel.table)
    assert line(panel).hasFocus()
    type_over(hand, panel, "Write to every school")
    hand.press(Qt.Key.Key_Return, line(panel))
    assert grid(panel).editor.widget is None
    assert panel.table.hasFocus()
    assert panel.table.current_id() == identity
    assert hand.held(Action, "title", id=identity) == ["Write to every school"]
    ref = hand.held(Action, "ref", id=identity)[0]
    assert hand.desk.undo_title == f"Change action of {ref}"


def test_escape_leaves_a_cell_as_it_was(hand: Hand, panel: RegisterPanel) -> None:
    identity = at(panel, 0, "action")
    before = hand.held(Action, "title", id=identity)
    hand.press(Qt.Key.Key_Return, panel.table)
    type_over(hand, panel, "No such words")
    hand.press(Qt.Key.Key_Escape, line(panel))
    assert hand.held(Action, "title", id=identity) == before
    assert panel.table.hasFocus()


def test_tab_goes_on_to_the_next_cell_and_an_arrow_to_the_next_row(
    hand: Hand, panel: RegisterPanel
) -> None:
    first, second = panel.rows.id_at(0), panel.rows.id_at(1)
    at(panel, 0, "action")
    hand.press(Qt.Key.Key_Return, panel.table)
    type_over(hand, panel, "First words")
    hand.press(Qt.Key.Key_Tab, line(panel))
    assert grid(panel).editor._code == "owner"
    hand.press(Qt.Key.Key_Backtab, line(panel))
    assert grid(panel).editor._code == "action"
    hand.press(Qt.Key.Key_Down, line(panel))
    type_over(hand, panel, "Second words")
    hand.press(Qt.Key.Key_Return, line(panel))
    assert hand.held(Action, "title", id=first) == ["First words"]
    assert hand.held(Action, "title", id=second) == ["Second words"]


def test_words_that_are_no_date_stay_in_the_cell_with_the_reason(
    hand: Hand, panel: RegisterPanel
) -> None:
    identity = at(panel, 0, "due")
    before = hand.held(Action, "due_on", id=identity)
    hand.press("d", panel.table)
    type_over(hand, panel, "whenever")
    hand.press(Qt.Key.Key_Return, line(panel))
    assert "“whenever” is not understood as due." in panel.notice.words.text()
    assert line(panel).isVisible()
    hand.press(Qt.Key.Key_Escape, line(panel))
    assert hand.held(Action, "due_on", id=identity) == before


def test_a_later_date_typed_into_a_cell_asks_for_its_reason(
    hand: Hand, panel: RegisterPanel
) -> None:
    dated = next(row for row, day in enumerate(shown(panel, "due")) if day)
    identity = at(panel, dated, "due")
    hand.press("D", panel.table)
    type_over(hand, panel, "31 mar 2028")
    hand.press(Qt.Key.Key_Return, line(panel))
    strip = grid(panel).strip
    assert strip.isVisible()
    assert "Why does it move to a later date?" in strip.words.text()
    assert strip.line.hasFocus()
    hand.press("Waits for the inspection", strip.line)
    hand.press(Qt.Key.Key_Return, strip.line)
    assert hand.held(Action, "due_on", id=identity) == [date(2028, 3, 31)]
    assert hand.held(DueDateChange, "reason", action_id=identity)[-1] == "Waits for the inspection"
    assert panel.table.hasFocus()
    assert panel.table.current_id() == identity


def test_status_is_typed_and_asks_for_what_it_needs(hand: Hand, panel: RegisterPanel) -> None:
    rows = shown(panel, "status")
    identity = at(panel, rows.index("Open"), "status")
    hand.press("s", panel.table)
    type_over(hand, panel, "completed")
    hand.press(Qt.Key.Key_Return, line(panel))
    strip = grid(panel).strip
    assert "What shows that it is done?" in strip.words.text()
    hand.press("Letter of 4 November", strip.line)
    hand.press(Qt.Key.Key_Return, strip.line)
    assert hand.held(Action, "status", id=identity) == [ActionStatus.COMPLETED]
    assert hand.held(Action, "evidence", id=identity) == ["Letter of 4 November"]


def test_an_owner_is_typed_by_a_part_of_the_name(hand: Hand, panel: RegisterPanel) -> None:
    identity = at(panel, 0, "owner")
    hand.press("o", panel.table)
    type_over(hand, panel, "named gp")
    hand.press(Qt.Key.Key_Return, line(panel))
    owner = hand.held(Action, "owner_id", id=identity)
    assert "Named GP" in hand.held(Person, "role", id=owner[0])[0]


def test_ticked_rows_change_together_and_one_undo_takes_all_back(
    hand: Hand, panel: RegisterPanel
) -> None:
    rows = [row for row, status in enumerate(shown(panel, "status")) if status == "Open"][:3]
    ids = []
    for row in rows:
        ids.append(at(panel, row, "action"))
        hand.press("x", panel.table)
    assert grid(panel).bar.isVisible()
    assert grid(panel).bar.words.text() == "3 ticked"
    hand.press("s", panel.table)
    strip = grid(panel).strip
    assert strip.words.text() == "Status of 3 actions"
    field: Any = strip.field
    hand.press("on hold", field)
    hand.press(Qt.Key.Key_Return, field)
    assert "Why is it on hold?" in strip.words.text()
    hand.press("Criminal proceedings", strip.line)
    hand.press(Qt.Key.Key_Return, strip.line)
    held = [hand.held(Action, "status", id=identity)[0] for identity in ids]
    assert held == [ActionStatus.ON_HOLD] * 3
    assert hand.desk.undo_title == "Change status of 3 actions"
    hand.window.undo()
    hand.settle()
    held = [hand.held(Action, "status", id=identity)[0] for identity in ids]
    assert held == [ActionStatus.OPEN] * 3
    hand.press(Qt.Key.Key_Escape, panel.table)
    assert panel.table.ticked == {}


def test_ticks_stay_while_the_list_is_filtered(hand: Hand, panel: RegisterPanel) -> None:
    first = at(panel, 0, "action")
    hand.press("x", panel.table)
    hand.press("no such words", panel.filter_line)
    hand.press(Qt.Key.Key_Escape, panel.filter_line)
    assert list(panel.table.ticked) == [first]


def test_dates_move_each_from_where_they_are(hand: Hand, panel: RegisterPanel) -> None:
    dated = [row for row, day in enumerate(shown(panel, "due")) if day][:2]
    ids = []
    for row in dated:
        ids.append(at(panel, row, "due"))
        hand.press("x", panel.table)
    before = [hand.held(Action, "due_on", id=identity)[0] for identity in ids]
    QTest.mouseClick(grid(panel).bar.buttons["+due"], Qt.MouseButton.LeftButton)
    strip = grid(panel).strip
    hand.press("2 weeks", strip.line)
    hand.press(Qt.Key.Key_Return, strip.line)
    assert "Why does it move to a later date?" in strip.words.text()
    hand.press("Half term", strip.line)
    hand.press(Qt.Key.Key_Return, strip.line)
    after = [hand.held(Action, "due_on", id=identity)[0] for identity in ids]
    assert [(new - old).days for old, new in zip(before, after, strict=True)] == [14, 14]


def test_what_cannot_change_is_named_and_the_others_can_be_done(
    hand: Hand, panel: RegisterPanel
) -> None:
    panel.show_all()
    hand.settle()
    statuses = shown(panel, "status")
    closed, opened = statuses.index("Closed"), statuses.index("Open")
    ids = [at(panel, closed, "status"), at(panel, opened, "status")]
    for identity in ids:
        panel.table.tick(identity)
    grid(panel).ask("status")
    strip = grid(panel).strip
    field: Any = strip.field
    hand.press("cancelled", field)
    hand.press(Qt.Key.Key_Return, field)
    hand.press("Overtaken", strip.line)
    hand.press(Qt.Key.Key_Return, strip.line)
    assert "1 of 2 cannot be changed so." in strip.words.text()
    assert hand.held(Action, "status", id=ids[1]) == [ActionStatus.OPEN]
    QTest.mouseClick(strip.do, Qt.MouseButton.LeftButton)
    hand.settle()
    assert hand.held(Action, "status", id=ids[1]) == [ActionStatus.CANCELLED]
    assert hand.held(Action, "status", id=ids[0]) == [ActionStatus.CLOSED]


def test_ctrl_d_fills_the_first_row_s_value_down_as_one_step(
    hand: Hand, panel: RegisterPanel
) -> None:
    at(panel, 0, "owner")
    QTest.keyClick(panel.table, Qt.Key.Key_Down, SHIFT)
    QTest.keyClick(panel.table, Qt.Key.Key_Down, SHIFT)
    ids = panel.table.selected_ids()
    assert len(ids) == 3
    QTest.keyClick(panel.table, Qt.Key.Key_D, CTRL)
    hand.settle()
    owners = {hand.held(Action, "owner_id", id=identity)[0] for identity in ids}
    assert len(owners) == 1
    assert str(hand.desk.undo_title).startswith("Fill owner down")


def test_cells_are_pasted_from_the_cursor_on(hand: Hand, panel: RegisterPanel) -> None:
    ids = [at(panel, row, "action") for row in (1, 0)][::-1]
    QGuiApplication.clipboard().setText("New words\tBusiness Manager\nOther words\tnobody at all")
    QTest.keyClick(panel.table, Qt.Key.Key_V, CTRL)
    hand.settle()
    strip = grid(panel).strip
    assert "“nobody at all” is nobody on the desk." in strip.words.text()
    assert hand.held(Action, "title", id=ids[0]) != ["New words"]
    hand.press(Qt.Key.Key_Return, strip.do)
    assert hand.held(Action, "title", id=ids[0]) == ["New words"]
    assert hand.held(Action, "owner_words", id=ids[0]) == ["Business Manager"]
    assert hand.held(Action, "title", id=ids[1]) == ["Other words"]


def test_a_copied_table_comes_back_changed_by_its_references(
    hand: Hand, panel: RegisterPanel
) -> None:
    at(panel, 0, "action")
    QTest.keyClick(panel.table, Qt.Key.Key_Down, SHIFT)
    ids = panel.table.selected_ids()
    QTest.keyClick(panel.table, Qt.Key.Key_C, CTRL)
    text = QGuiApplication.clipboard().text()
    QTest.keyClick(panel.table, Qt.Key.Key_V, CTRL)
    hand.settle()
    assert not grid(panel).strip.isVisible()
    lines = [line.split("\t") for line in text.splitlines()]
    place = lines[0].index("Action")
    lines[1][place] = "Words from the spreadsheet"
    lines.append(["", "", "A new one from there", *[""] * (len(lines[0]) - 3)])
    QGuiApplication.clipboard().setText("\n".join("\t".join(line) for line in lines))
    before = len(hand.held(Action, "id"))
    QTest.keyClick(panel.table, Qt.Key.Key_V, CTRL)
    hand.settle()
    assert "1 would change, 1 would be new." in grid(panel).strip.words.text()
    hand.press(Qt.Key.Key_Return, grid(panel).strip.do)
    assert hand.held(Action, "title", id=ids[0]) == ["Words from the spreadsheet"]
    assert len(hand.held(Action, "id")) == before + 1
    hand.window.undo()
    hand.settle()
    assert len(hand.held(Action, "id")) == before


def test_the_list_is_grouped_with_counts_and_the_cursor_passes_over_headings(
    hand: Hand, panel: RegisterPanel
) -> None:
    chosen = panel.table.current_id()
    panel.views.group_by("agency")
    hand.settle()
    assert panel.table.current_id() == chosen
    heads = [row for row in range(panel.rows.rowCount()) if panel.rows.heading(row)]
    assert len(heads) > 3
    assert heads[0] == 0
    assert panel.rows.records == panel.rows.rowCount() - len(heads)
    assert panel.count.text() == str(panel.rows.records)
    first = panel.rows.heading(0)
    assert first is not None
    name, _, number = first.partition("  ·  ")
    agencies = shown(panel, "agency")[1 : 1 + int(number)]
    assert {agency or "None" for agency in agencies} == {name}
    panel.table.setCurrentIndex(panel.rows.index(heads[1] - 1, 0))
    hand.press(Qt.Key.Key_Down, panel.table)
    assert panel.table.currentIndex().row() == heads[1] + 1
    panel.views.group_by("")
    hand.settle()


def test_only_rows_like_this_one_and_all_again(hand: Hand, panel: RegisterPanel) -> None:
    before = panel.rows.records
    at(panel, 0, "agency")
    agency = shown(panel, "agency")[0]
    hand.press("=", panel.table)
    assert set(shown(panel, "agency")) == {agency}
    assert panel.rows.records < before
    chip = panel.only.chips[0]
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton)
    hand.settle()
    assert panel.rows.records == before


def test_columns_are_chosen_and_a_view_is_named_and_found_again(
    hand: Hand, panel: RegisterPanel
) -> None:
    panel.views.toggle_column("slips")
    panel.views.toggle_column("raised_at")
    codes = [column.code for column in panel.rows.columns]
    assert codes[-1] == "slips"
    assert "raised_at" not in codes
    hand.press("piece of work", panel.filter_line)
    panel.views.ask_name()
    hand.press("Pieces of work", panel.asking.line)
    hand.press(Qt.Key.Key_Return, panel.asking.line)
    assert hand.held(NamedView, "title", register="actions") == ["Pieces of work"]
    panel.views.show_usual()
    hand.settle()
    assert "raised_at" in [column.code for column in panel.rows.columns]
    assert panel.filter_line.text() == ""
    panel.views.menu.fill()
    act = next(a for a in panel.views.menu.opened.actions() if a.text() == "Pieces of work")
    act.trigger()
    hand.settle()
    assert [column.code for column in panel.rows.columns] == codes
    assert panel.filter_line.text() == "piece of work"
    assert all("Piece of work" in title for title in shown(panel, "action"))


def test_a_layout_is_remembered_for_its_group_alone(hand: Hand, panel: RegisterPanel) -> None:
    panel.views.toggle_column("slips")
    again = RegisterPanel(hand.jobs, panel.register, panel.group_id)
    assert "slips" in [column.code for column in again.rows.columns]
    other = hand.section("actions", tab="LD")
    assert "slips" not in [column.code for column in other.rows.columns]
    again.deleteLater()
    pump()


def test_a_date_shown_is_the_one_in_the_file_after_fast_typing(
    hand: Hand, panel: RegisterPanel
) -> None:
    """Keys arrive faster than changes are written; none goes to the list as a command."""
    identity = at(panel, 0, "action")
    QTest.keyClick(panel.table, Qt.Key.Key_Return)
    type_over(hand, panel, "Fast words")
    QTest.keyClick(line(panel), Qt.Key.Key_Down)
    type_over(hand, panel, "Next words")
    QTest.keyClick(QTestFocus.widget(), Qt.Key.Key_Return)
    hand.settle()
    assert hand.held(Action, "title", id=identity) == ["Fast words"]
    assert "Next words" in hand.held(Action, "title")
    day = hand.held(Action, "due_on", id=identity)[0]
    assert shown(panel, "due")[0] == (write_date(day) if day else "")
