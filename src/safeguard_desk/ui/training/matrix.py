"""The matrix of priorities: impact upwards, reach to the right, and open needs in each cell."""

from collections import Counter
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QLabel, QPushButton, QWidget

from safeguard_desk.rules.learning_needs import WEIGHT_WORDS, WEIGHTS, priority
from safeguard_desk.ui.theme import colours

ALL, UNJUDGED = "all", "unjudged"
Cell = tuple[int, int] | str
"""Impact and reach; or all open needs, or those that nobody has judged."""
_LOOK = """
QPushButton {{ min-height: 40px; font-weight: bold; }}
QPushButton[weight="high"] {{ background: {accent}; color: {on_accent}; }}
QPushButton[weight="middle"] {{ background: {tint}; color: {on_tint}; }}
QPushButton:checked {{ border: 3px solid {text}; }}
"""
_COLOURS = ("accent", "on_accent", "tint", "on_tint", "text")
_HIGH, _MIDDLE = 6, 3


class Matrix(QWidget):
    """Nine cells and what nobody has judged; a cell opens its needs."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Lay the cells out."""
        super().__init__(parent)
        self.cells: dict[Cell, QPushButton] = {}
        self._group = QButtonGroup(self)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(4)
        impact = QLabel("Impact", self)
        impact.setProperty("role", "quiet")
        grid.addWidget(impact, 0, 0)
        for line, level in enumerate(reversed(WEIGHTS), start=1):
            grid.addWidget(_quiet(WEIGHT_WORDS[level], self), line, 0)
            for reach in WEIGHTS:
                grid.addWidget(self._cell((level, reach)), line, reach)
        for reach in WEIGHTS:
            words = _quiet(WEIGHT_WORDS[reach], self)
            words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            grid.addWidget(words, 4, reach)
        grid.addWidget(_quiet("Reach", self), 4, 0)
        grid.addWidget(self._cell(UNJUDGED), 5, 0, 1, 4)
        grid.addWidget(self._cell(ALL), 6, 0, 1, 4)
        self.cells[ALL].setChecked(True)

    def showEvent(self, event: QShowEvent) -> None:
        """Take the colours of the look."""
        known = colours(self.palette())
        look = _LOOK.format(**{name: getattr(known, name) for name in _COLOURS})
        if look != self.styleSheet():
            self.setStyleSheet(look)
        super().showEvent(event)

    def _cell(self, cell: Cell) -> QPushButton:
        button = QPushButton(self)
        button.setCheckable(True)
        self._group.addButton(button)
        button.clicked.connect(partial(Matrix._choose, self, cell))
        if not isinstance(cell, str):
            weight = priority(*cell) or 0
            level = "high" if weight >= _HIGH else "middle" if weight >= _MIDDLE else "low"
            button.setProperty("weight", level)
        self.cells[cell] = button
        return button

    def _choose(self, cell: Cell, _: bool = False) -> None:
        self.chosen.emit(cell)

    def show_counts(self, counts: Counter[tuple[int, int]], unjudged: int, everything: int) -> None:
        """Show how many open needs stand where."""
        for cell, button in self.cells.items():
            if isinstance(cell, str):
                name = "not judged yet" if cell == UNJUDGED else "open needs"
                number = unjudged if cell == UNJUDGED else everything
                button.setText(f"{number} {name}")
                continue
            impact, reach = cell
            button.setText(str(counts[cell]) if counts[cell] else "")
            button.setAccessibleName(
                f"Impact {WEIGHT_WORDS[impact]}, reach {WEIGHT_WORDS[reach]}: {counts[cell]} needs"
            )
            button.setToolTip(f"Priority {impact * reach}")


def _quiet(words: str, parent: QWidget) -> QLabel:
    label = QLabel(words, parent)
    label.setProperty("role", "quiet")
    return label
