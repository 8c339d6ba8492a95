"""The bar over the window: a tab for each group, and the way to search."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QTabBar, QWidget

from safeguard_desk.rules.lens import WORDS, mark
from safeguard_desk.rules.terms import Side


class TopBar(QWidget):
    """Tabs and a button that opens the palette."""

    chosen = Signal(int)
    search_wanted = Signal()
    lens_wanted = Signal()

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
        self.lens = QPushButton(self)
        self.lens.setToolTip("Children, adults or both (F12)")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(6, 0, 10, 0)
        layout.addWidget(self.tabs, 1)
        layout.addWidget(self.lens)
        layout.addWidget(self.search)
        self.tabs.currentChanged.connect(self.chosen)
        self.tabs.tabBarClicked.connect(self.chosen)
        self.search.clicked.connect(self.search_wanted)
        self.lens.clicked.connect(self.lens_wanted)
        self.show_lens(Side.BOTH)

    def show_lens(self, lens: Side) -> None:
        """Show through which lens the window is seen; one that narrows stands out."""
        narrows = lens is not Side.BOTH
        self.lens.setText(f"◐ {WORDS[lens]} only" if narrows else WORDS[lens])
        self.lens.setAccessibleName(f"Lens: {WORDS[lens]}")
        self.lens.setProperty("leading", "true" if narrows else "false")
        self.lens.style().unpolish(self.lens)
        self.lens.style().polish(self.lens)

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


class LensMark(QLabel):
    """A line under the tabs that stands there as long as the lens narrows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Say nothing yet."""
        super().__init__(parent)
        self.setProperty("role", "said")
        self.setContentsMargins(14, 2, 14, 2)
        self.hide()

    def show_lens(self, lens: Side) -> None:
        """Say what a lens leaves out, or nothing."""
        self.setText(mark(lens))
        self.setVisible(bool(mark(lens)))
