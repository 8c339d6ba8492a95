"""The window's menus, made from the table of what can be done."""

from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QKeySequence

from safeguard_desk.ui.shell.actions import ACTIONS, MENUS

if TYPE_CHECKING:
    from safeguard_desk.ui.shell.window import MainWindow


def make_menus(window: "MainWindow") -> dict[str, QAction]:
    """Fill a window's menu bar; return its commands by their codes."""
    menus = {title: window.menuBar().addMenu(f"&{title}") for title in MENUS}
    commands: dict[str, QAction] = {}
    for known in ACTIONS:
        command = commands[known.code] = QAction(known.title, window)
        command.setObjectName(known.code)
        if known.key:
            command.setShortcut(QKeySequence(known.key))
        command.setEnabled(not (known.writes and window.jobs.desk.read_only))
        command.triggered.connect(getattr(window, known.verb))
        if known.ruled:
            menus[known.menu].addSeparator()
        menus[known.menu].addAction(command)
    commands["present"].setCheckable(True)
    return commands
