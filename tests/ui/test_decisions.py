"""Decisions between meetings in the group's tab: agreed to by key."""

import pytest
from PySide6.QtCore import Qt
from tests.ui.hand import Hand, shown

from safeguard_desk.models import DecisionBetween, Group
from safeguard_desk.work import between

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def test_a_co_chair_agrees_by_initials_and_nobody_else_does(hand: Hand) -> None:
    [group] = hand.held(Group, "id", code="QA")
    hand.do(lambda uow: between.record(uow, group, "Send the toolkit to schools").id)
    panel = hand.section("decisions")
    assert shown(panel, "status") == ["Asked"]
    identity = panel.rows.id_at(0)
    assert identity is not None
    assert panel.table.choose(identity)
    hand.press("a", panel.table)
    assert panel.detail is not None
    line = panel.detail.asking.line
    hand.press("ZZ", line)
    hand.press(Qt.Key.Key_Return, line)
    assert "No co-chair of that day has the initials" in panel.detail.notice.words.text()
    assert hand.held(DecisionBetween, "first_id") == [None]
    line.clear()
    hand.press("HS", line)
    hand.press(Qt.Key.Key_Return, line)
    assert hand.held(DecisionBetween, "first_id") != [None]
    assert shown(panel, "status") == ["Agreed by one"]
    hand.press("a", panel.table)
    hand.press("DN 20 nov", line)
    hand.press(Qt.Key.Key_Return, line)
    assert shown(panel, "status") == ["Agreed by both"]
