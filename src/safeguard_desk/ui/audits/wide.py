"""A table whose long columns keep room to be read: where the window has none, it scrolls."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from safeguard_desk.ui.meeting.rows import Rows, RowsView

LEAST = 24
"""Letters that a column without a width of its own keeps at least."""


class WideRows(RowsView):
    """Columns that take what is left stretch while there is enough left, and scroll else."""

    def __init__(self, rows: Rows, name: str, parent: QWidget | None = None) -> None:
        """Show rows; `name` is what a screen reader says."""
        super().__init__(rows, name, parent)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the long columns what is left, or their least."""
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        """Measure in the font that the look has given by now."""
        super().showEvent(event)
        self._fit()

    def _fit(self) -> None:
        header = self.horizontalHeader()
        places = range(len(self.rows.columns))
        long = [place for place in places if not self.rows.columns[place].width]
        least = LEAST * self.fontMetrics().averageCharWidth()
        taken = sum(header.sectionSize(place) for place in places if place not in long)
        enough = self.viewport().width() - taken >= least * len(long)
        mode = QHeaderView.ResizeMode.Stretch if enough else QHeaderView.ResizeMode.Fixed
        for place in long:
            if header.sectionResizeMode(place) is not mode:
                header.setSectionResizeMode(place, mode)
            if not enough and header.sectionSize(place) != least:
                header.resizeSection(place, least)
