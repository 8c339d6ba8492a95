"""What a list is narrowed to by cells or from elsewhere, each with a way to take it away."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from safeguard_desk.registers.declare import Register
from safeguard_desk.registers.paging import Query


class OnlyBar(QWidget):
    """A chip for each value that a column is to have, and for a filter from elsewhere."""

    removed = Signal(object)
    """The code of the column that may have any value again; "" for the filter."""

    def __init__(self, parent: QWidget) -> None:
        """Make an empty bar."""
        super().__init__(parent)
        self.chips: list[QToolButton] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(6)
        self._row.addStretch(1)
        self.hide()

    def show_only(self, register: Register, query: Query) -> None:
        """Show what the list is narrowed to."""
        for chip in self.chips:
            self._row.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self.chips = []
        if query.within is not None:
            self._add("", query.within.title, "List the others again")
        for one in query.only:
            title = register.column(one.code).title
            words = one.words or "none"
            self._add(one.code, f"{title}: {words}", f"List any {title.lower()} again")
        self.setVisible(bool(self.chips))

    def _add(self, code: str, words: str, tip: str) -> None:
        chip = QToolButton(self)
        chip.setText(f"{words}  ✕")
        chip.setProperty("chip", "true")
        chip.setProperty("code", code)
        chip.setToolTip(tip)
        chip.setAccessibleName(f"Only {words}: take away")
        chip.clicked.connect(self._pressed)
        self._row.insertWidget(len(self.chips), chip)
        self.chips.append(chip)

    def _pressed(self) -> None:
        self.removed.emit(self.sender().property("code"))
