"""What is closed is gone at once, by reference count: no lambda holds a screen."""

import gc
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from tests.ui.hand import Hand

from safeguard_desk.registers import REGISTERS
from safeguard_desk.registers.declare import Register
from safeguard_desk.ui.jobs import Worker
from safeguard_desk.ui.register.form import NewForm
from safeguard_desk.ui.register.panel import RegisterPanel
from safeguard_desk.ui.shell.crash_report import CrashReport
from safeguard_desk.ui.shell.keys_page import KeysPage
from safeguard_desk.ui.shell.preferences import Preferences
from safeguard_desk.ui.shell.settings_page import SettingsPage
from safeguard_desk.ui.shell.unlock import UnlockWindow

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def _no_collector() -> Iterator[None]:
    gc.collect()
    gc.disable()
    yield
    gc.enable()


@pytest.mark.usefixtures("_no_collector")
@pytest.mark.parametrize("register", REGISTERS, ids=lambda register: register.code)
def test_a_closed_register_is_freed(hand: Hand, register: Register) -> None:
    panel = RegisterPanel(hand.jobs, register)
    panel.show()
    hand.settle()
    panel.filter_line.setText("neglect")
    hand.settle()
    panel.hide()
    gone, rows = weakref.ref(panel), weakref.ref(panel.rows)
    del panel
    assert gone() is None
    assert rows() is None


@pytest.mark.usefixtures("_no_collector")
def test_a_new_form_is_freed(hand: Hand) -> None:
    form = NewForm(hand.jobs, REGISTERS[1], ask_group=True)
    gone = weakref.ref(form)
    del form
    assert gone() is None


@pytest.mark.usefixtures("_no_collector")
def test_settings_and_keys_are_freed(hand: Hand) -> None:
    settings, keys = SettingsPage(hand.jobs, Preferences()), KeysPage()
    gone = weakref.ref(settings), weakref.ref(keys)
    del settings, keys
    assert [held() for held in gone] == [None, None]


@pytest.mark.usefixtures("_no_collector")
def test_the_unlock_window_is_freed(qapp: QApplication) -> None:
    worker = Worker()
    window = UnlockWindow(Preferences(recent=("/home/me/Harrow.desk",)))
    window.use(worker)
    window.show_new()
    gone = weakref.ref(window)
    del window
    assert gone() is None
    worker.close()


@pytest.mark.usefixtures("_no_collector")
def test_the_report_of_a_fault_is_freed(qapp: QApplication) -> None:
    window = CrashReport()
    gone = weakref.ref(window)
    del window
    assert gone() is None
