"""The papers of a tab: tracker and board report, shown where they are asked for."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from safeguard_desk.desk.desk import Desk
from safeguard_desk.ui.jobs import Jobs
from safeguard_desk.ui.papers.shelf import PaperShelf
from safeguard_desk.ui.shell.sections import Tab, tabs
from safeguard_desk.work import actions, people


def tab_of(jobs: Jobs, code: str) -> Tab:
    return next(tab for tab in jobs.read(tabs) if tab.code == code)


def made(desk: Desk, group_id: str) -> None:
    new = actions.NewAction("Review the neglect toolkit")
    desk.change("Raise", lambda uow: actions.raise_action(uow, group_id, new))


def test_tracker_and_board_report_are_made_and_shown(
    qtbot: QtBot, desk: Desk, group_id: Callable[[str], str]
) -> None:
    made(desk, group_id("QA"))
    jobs = Jobs(desk)
    shelf = PaperShelf(jobs, tab_of(jobs, "QA"))
    qtbot.addWidget(shelf)
    shelf.show()
    shelf.kind.setCurrentIndex(shelf.kind.findData("tracker"))
    assert (shelf.board.currentText(), shelf.agency.currentText()) == ("Any board", "Any agency")
    assert shelf.year.isHidden()
    QTest.mouseClick(shelf.make, Qt.MouseButton.LeftButton)
    jobs.settle()
    assert shelf.preview.shown is not None
    assert "tracker" in shelf.preview.shown.name.lower()
    assert shelf.preview.shown.data.startswith(b"%PDF")
    shelf.kind.setCurrentIndex(shelf.kind.findData("board-report"))
    shelf.board.setCurrentIndex(1)
    QTest.keyClick(shelf.make, Qt.Key.Key_Space)
    jobs.settle()
    assert shelf.preview.shown.data.startswith(b"%PDF")
    assert shelf.board.currentText().split(",")[0] in shelf.preview.shown.name
    shelf.hide()
    jobs.close()


def test_a_tracker_is_narrowed_to_an_agency(qtbot: QtBot, desk: Desk) -> None:
    jobs = Jobs(desk)
    shelf = PaperShelf(jobs, tab_of(jobs, "QA"))
    qtbot.addWidget(shelf)
    shelf.show()
    shelf.kind.setCurrentIndex(shelf.kind.findData("tracker"))
    shelf.agency.setCurrentIndex(2)
    name = shelf.agency.currentText()
    QTest.mouseClick(shelf.make, Qt.MouseButton.LeftButton)
    jobs.settle()
    assert shelf.preview.shown is not None
    assert name in shelf.preview.shown.name
    shelf.hide()
    jobs.close()


def test_every_paper_of_a_group_can_be_made_from_its_tab_and_those_of_a_meeting_there(
    qtbot: QtBot, desk: Desk
) -> None:
    desk.change("Add", lambda uow: people.add_agency(uow, "Harrow Council Housing").id)
    jobs = Jobs(desk)
    for code in ("QA", "boards"):
        shelf = PaperShelf(jobs, tab_of(jobs, code))
        qtbot.addWidget(shelf)
        shelf.show()
        kinds = [shelf.kind.itemData(place) for place in range(shelf.kind.count())]
        assert "tracker" in kinds
        assert "minutes" not in kinds
        assert ("attendance" in kinds) is (code == "QA")
        for kind in kinds:
            shelf.show_kind(kind)
            jobs.settle()
            assert shelf.preview.shown is not None
            assert shelf.preview.shown.data.startswith(b"%PDF"), kind
        shelf.hide()
    jobs.close()


def test_a_shared_screen_offers_no_restricted_part(qtbot: QtBot, desk: Desk) -> None:
    jobs = Jobs(desk)
    shelf = PaperShelf(jobs, tab_of(jobs, "CR"))
    qtbot.addWidget(shelf)
    shelf.show()
    shelf.restricted.setChecked(True)
    shelf.present(presenting=True)
    assert not shelf.restricted.isVisible()
    assert not shelf.restricted.isChecked()
    shelf.hide()
    jobs.close()
