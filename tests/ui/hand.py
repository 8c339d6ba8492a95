"""An open desk in its window, and hands to work it with."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from sqlalchemy import select
from tests.making import KEY, TestClock

from safeguard_desk.desk.desk import Desk
from safeguard_desk.desk.engine import make_engine
from safeguard_desk.models import Record
from safeguard_desk.ui.jobs import Jobs
from safeguard_desk.ui.register.panel import RegisterPanel
from safeguard_desk.ui.shell.preferences import Preferences
from safeguard_desk.ui.shell.tab_page import TabPage
from safeguard_desk.ui.shell.window import MainWindow

T = TypeVar("T")


def open_copy(path: Path, clock: TestClock) -> Desk:
    return Desk(path, make_engine(path, KEY), KEY, clock=clock, who="Business Manager")


def pump() -> None:
    for _ in range(4):
        QCoreApplication.processEvents()
    # Outside the event loop nobody else carries out what was asked for with deleteLater.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@dataclass
class Hand:
    """What people do at the window, and what the file holds afterwards."""

    desk: Desk
    jobs: Jobs
    window: MainWindow

    @classmethod
    def at(cls, desk: Desk) -> "Hand":
        jobs = Jobs(desk)
        window = MainWindow(jobs, Preferences(theme="light"))
        window.resize(1366, 768)
        window.show()
        window.activateWindow()
        hand = cls(desk, jobs, window)
        hand.settle()
        return hand

    def settle(self) -> None:
        pump()
        self.jobs.settle()
        pump()

    def leave(self) -> None:
        self.settle()
        self.window._leaving = True
        self.window.hide()
        self.window.deleteLater()
        self.jobs.close()
        pump()

    def tab(self, code: str = "QA") -> TabPage:
        """Show a tab by its code and return it."""
        place = [page.tab.code for page in self.window.pages].index(code)
        self.window.show_tab(place)
        return self.window.pages[place]

    def section(self, code: str, tab: str = "QA") -> RegisterPanel:
        page = self.tab(tab)
        panel = page.show_section(code)
        assert panel is not None
        panel.table.setFocus()
        self.settle()
        return panel

    def press(self, key: str | Qt.Key, widget: QWidget | None = None) -> None:
        target = widget or QTestFocus.widget()
        if isinstance(key, str):
            QTest.keyClicks(target, key)
        else:
            QTest.keyClick(target, key)
        self.settle()

    def held(self, model: type[Record], name: str, **where: Any) -> list[Any]:
        """Read a field of records straight from the file."""
        conditions = [getattr(model, key) == value for key, value in where.items()]
        with self.desk.read() as reader:
            return list(reader.scalars(select(getattr(model, name)).where(*conditions)))

    def do(self, verb: Callable[[Any], T]) -> None:
        self.jobs.change("Test", verb)
        self.settle()


class QTestFocus:
    """Whoever has the focus."""

    @staticmethod
    def widget() -> QWidget:
        from PySide6.QtWidgets import QApplication

        found = QApplication.focusWidget()
        assert found is not None
        return found


def shown(panel: RegisterPanel, column: str) -> list[str]:
    """Return what a column of the table shows."""
    place = [c.code for c in panel.rows.columns].index(column)
    return [panel.rows.cells(row)[place] for row in range(panel.rows.rowCount())]
