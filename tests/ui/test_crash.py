"""What the program says of its own mistakes: once, calmly, with a report to copy."""

import gc
import sys
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from safeguard_desk import paths
from safeguard_desk.ui.collecting import Collector
from safeguard_desk.ui.shell.crash import Faults

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def faults(qapp: QApplication) -> Iterator[Faults]:
    made = Faults()
    yield made
    if made.window is not None:
        made.window.hide()


def paint(words: str) -> None:
    raise ValueError(words)


def fail(faults: Faults, words: str) -> None:
    try:
        paint(words)
    except ValueError as error:
        faults.take(ValueError, error, error.__traceback__)


def test_a_fault_is_shown_without_its_trace_and_copied_with_it(faults: Faults) -> None:
    fail(faults, "the cell has no row")
    window = faults.window
    assert window is not None
    assert window.isVisible()
    assert not window.text.isVisible()
    QTest.mouseClick(window.copy, Qt.MouseButton.LeftButton)
    copied = QGuiApplication.clipboard().text()
    assert "ValueError: the cell has no row" in copied
    assert "Python" in copied
    QTest.mouseClick(window.go_on, Qt.MouseButton.LeftButton)
    assert not window.isVisible()


def test_the_same_fault_is_reported_once(faults: Faults) -> None:
    for turn in range(7):
        fail(faults, f"paint {turn}")
    assert faults.window is not None
    assert faults.window.text.toPlainText().count("ValueError: paint") == 1
    assert (paths.logs() / "faults.txt").read_text(encoding="utf-8").count("paint 0") == 1


def test_faults_take_the_place_of_python_s_own_report(
    faults: Faults, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    faults.install()
    assert sys.excepthook == faults.take


def test_garbage_is_collected_by_the_window_s_timer_alone(qapp: QApplication) -> None:
    collector = Collector()
    try:
        assert not gc.isenabled()
        held = [[] for _ in range(5000)]  # type: list[list[object]]
        for one in held:
            one.append(one)
        del held, one
        assert gc.get_count()[0] > 2000
        collector.look()
        assert gc.get_count()[0] < 2000
    finally:
        gc.unfreeze()
        gc.enable()
