"""The thread of a record in the window: drawn, walked by keyboard, linked, listed."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from tests.ui.hand import Hand, pump

from safeguard_desk.models import Finding, Link, Recommendation
from safeguard_desk.rules.terms_thread import LinkKind
from safeguard_desk.ui import theme
from safeguard_desk.ui.thread.canvas import spoken
from safeguard_desk.ui.thread.pane import ThreadPane
from safeguard_desk.views.thread import Node
from safeguard_desk.work import linking
from safeguard_desk.work.actions import NewAction

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def finding(hand: Hand) -> str:
    """A finding of Quality Assurance with a recommendation and its action."""
    group = hand.tab("QA").tab.group_id or ""

    def make(uow: object) -> None:
        found = linking.add_finding(uow, group, "Returns are late")  # type: ignore[arg-type]
        made = linking.recommend(uow, found.id, "Name a lead")  # type: ignore[arg-type]
        new = NewAction("Write to chief officers")
        linking.raise_action_on(uow, ("recommendations", made.id), new)  # type: ignore[arg-type]
        linking.add_finding(uow, group, "Seen elsewhere too")  # type: ignore[arg-type]

    hand.do(make)
    return str(hand.held(Finding, "id", text="Returns are late")[0])


def opened(hand: Hand, finding: str) -> ThreadPane:
    panel = hand.section("findings")
    panel.reveal(finding)
    hand.settle()
    assert panel.detail is not None
    titles = [panel.detail.tabs.tabText(n) for n in range(panel.detail.tabs.count())]
    panel.detail.tabs.setCurrentIndex(titles.index("Thread"))
    pane = panel.detail.thread_pane
    assert pane is not None
    pane.canvas.setFocus()
    pump()
    return pane


def here(pane: ThreadPane) -> Node:
    assert pane.canvas.thread_shown is not None
    assert pane.canvas.current is not None
    node = pane.canvas.thread_shown.node(pane.canvas.current)
    assert node is not None
    return node


def test_arrows_walk_along_the_thread_and_enter_opens(hand: Hand, finding: str) -> None:
    pane = opened(hand, finding)
    assert here(pane).title == "Returns are late"
    hand.press(Qt.Key.Key_Right, pane.canvas)
    assert here(pane).title == "Name a lead"
    hand.press(Qt.Key.Key_Right, pane.canvas)
    assert here(pane).title == "Write to chief officers"
    assert "Write to chief officers" in pane.canvas.accessibleDescription()
    hand.press(Qt.Key.Key_Left, pane.canvas)
    hand.press(Qt.Key.Key_Return, pane.canvas)
    page = hand.tab("QA")
    panel = page.panel()
    assert panel is not None
    assert panel.register.code == "recommendations"
    assert hand.held(Recommendation, "text", id=panel.table.current_id()) == ["Name a lead"]


def test_what_is_missing_is_named(hand: Hand, finding: str) -> None:
    pane = opened(hand, finding)
    assert "1 of them with something missing after it." in pane.said.text()
    gaps = pane.canvas.thread_shown.gaps if pane.canvas.thread_shown else ()
    assert [node.gap for node in gaps] == ["No answer yet"]
    pane.as_list.click()
    titles = [pane.list.rows.rows[n].node.title for n in range(pane.list.rows.rowCount())]
    assert titles == ["Returns are late", "Name a lead", "Write to chief officers"]
    came = [line.came for line in pane.list.rows.rows]
    assert came == ["", "recommended on QA-F-0001", "carries out QA-REC-0001"]
    assert "Carries out QA-REC-0001" in spoken(pane.list.rows.rows[2].node, came[2])


def test_ctrl_l_links_to_another_record_and_the_link_can_be_taken_away(
    hand: Hand, finding: str
) -> None:
    pane = opened(hand, finding)
    assert hand.window.commands["link"].shortcut().toString() == "Ctrl+L"
    hand.window.commands["link"].trigger()
    hand.settle()
    assert pane.other.hasFocus()
    pane.kinds.setCurrentText(LinkKind.CHECKED_BY.label)
    hand.press("elsewhere too", pane.other)
    pane.other.list_of_choices().hide()
    pane.other.commit()
    hand.settle()
    assert hand.held(Link, "kind") == [LinkKind.CHECKED_BY]
    assert "Seen elsewhere too" in {line.node.title for line in pane.list.rows.rows}
    pane.canvas.go_to(("findings", finding))
    QTest.mouseClick(pane.unlink, Qt.MouseButton.LeftButton)
    hand.settle()
    assert hand.held(Link, "kind") == []


def test_the_line_chosen_in_the_list_is_the_one_that_is_linked(hand: Hand, finding: str) -> None:
    pane = opened(hand, finding)
    pane.as_list.click()
    pane.list.choose(pane.list.rows.rows[2].id)
    hand.window.commands["link"].trigger()
    hand.settle()
    assert here(pane).title == "Write to chief officers"
    hand.press(Qt.Key.Key_Escape, pane.other)
    assert not pane.linking.isVisible()
    assert hand.held(Link, "kind") == []


def test_the_record_is_in_view_and_each_box_holds_its_words_on_any_ground(
    hand: Hand, finding: str
) -> None:
    pane = opened(hand, finding)
    box = pane.canvas.box_of(("findings", finding))
    assert box is not None
    assert pane.canvas.visibleRegion().contains(box.topLeft())
    line = pane.canvas.fontMetrics().height()
    assert box.height() >= 3 * line
    theme.apply(app(), dark=True)
    try:
        pump()
        assert theme.colours(pane.canvas.palette()) is theme.DARK, (
            "a transparent ground is dark too"
        )
    finally:
        theme.apply(app(), dark=False)
        pump()
    assert theme.colours(pane.canvas.palette()) is theme.LIGHT


def app() -> QApplication:
    found = QApplication.instance()
    assert isinstance(found, QApplication)
    return found
