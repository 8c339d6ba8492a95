"""The bar over the window: a tab for each group, and the way to search."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QTabBar, QWidget


class TopBar(QWidget):
    """Tabs and a button that opens the palette."""

    chosen = Signal(int)
    search_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make it empty."""
        super().__init__(parent)
        self.setObjectName("bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.tabs = QTabBar(self)
        self.tabs.setAccessibleName("Groups, boards and directory")
        self.tabs.setExpanding(False)
        self.tabs.setUsesScrollButtons(True)
        self.search = QPushButton("Search or do…   Ctrl+K", self)
        self.search.setAccessibleName("Search or do")
        self.search.setMinimumWidth(self.fontMetrics().averageCharWidth() * 26)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(6, 0, 10, 0)
        layout.addWidget(self.tabs, 1)
        layout.addWidget(self.search)
        self.tabs.currentChanged.connect(self.chosen)
        self.tabs.tabBarClicked.connect(self.chosen)
        self.search.clicked.connect(self.search_wanted)

    def show_tabs(self, titles: Sequence[str]) -> None:
        """Show these tabs and choose none of them yet."""
        with QSignalBlocker(self.tabs):
            while self.tabs.count():
                self.tabs.removeTab(0)
            for title in titles:
                self.tabs.addTab(title.replace("&", "&&"))

    def place(self) -> int:
        """Return the place of the tab that is chosen, from 0; -1 for none."""
        return self.tabs.currentIndex()

    def show_place(self, place: int) -> None:
        """Choose a tab without a word to anybody."""
        with QSignalBlocker(self.tabs):
            self.tabs.setCurrentIndex(place)
