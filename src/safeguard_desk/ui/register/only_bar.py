"""What a list is narrowed to by a cell's value, each with a way to take it away again."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from safeguard_desk.registers.declare import Register
from safeguard_desk.registers.paging import Only


class OnlyBar(QWidget):
    """A chip for each value that a column is to have; hidden while there is none."""

    removed = Signal(object)
    """The code of the column that may have any value again."""

    def __init__(self, parent: QWidget) -> None:
        """Make an empty bar."""
        super().__init__(parent)
        self.chips: list[QToolButton] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(6)
        self._row.addStretch(1)
        self.hide()

    def show_only(self, register: Register, only: tuple[Only, ...]) -> None:
        """Show what the list is narrowed to."""
        for chip in self.chips:
            self._row.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self.chips = []
        for place, one in enumerate(only):
            chip = QToolButton(self)
            title = register.column(one.code).title
            chip.setText(f"{title}: {one.words or 'none'}  ✕")
            chip.setProperty("chip", "true")
            chip.setProperty("code", one.code)
            chip.setToolTip(f"List any {title.lower()} again")
            chip.setAccessibleName(f"Only {title.lower()} {one.words or 'none'}: take away")
            chip.clicked.connect(self._pressed)
            self._row.insertWidget(place, chip)
            self.chips.append(chip)
        self.setVisible(bool(only))

    def _pressed(self) -> None:
        self.removed.emit(self.sender().property("code"))
