"""What each column of a tracker holds: a line of choices under the tracker's own headings."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QScrollArea, QWidget

from safeguard_desk.exchange.trackers.rows import Layout
from safeguard_desk.rules.tracker_words import Part

AS_TEXT = "Kept as text"
TITLES = {
    Part.REF: "Reference",
    Part.RAISED_ON: "Raised on",
    Part.RAISED_AT: "Raised at (minute)",
    Part.TITLE: "Action",
    Part.OWNER: "Owner",
    Part.AGENCY: "Agency",
    Part.DUE: "Due date",
    Part.REVISED: "Revised due date",
    Part.STATUS: "Status",
    Part.RATING: "Rating",
    Part.PERCENT: "Per cent complete",
    Part.UPDATE: "Update",
    Part.EVIDENCE: "Evidence",
    Part.IMPACT: "Impact",
    Part.COMPLETED_ON: "Completed on",
    Part.CLOSED_ON: "Closed on",
    Part.GROUP: "Group",
    Part.BOARD: "Board",
}


class ColumnsBar(QScrollArea):
    """A heading and a choice for each column; a choice made is offered for the next tracker too."""

    changed = Signal(object, object)
    """A heading and the part it holds; None: kept as text."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.boxes: dict[str, QComboBox] = {}

    def show_layouts(self, layouts: Sequence[Layout]) -> None:
        """Show the columns of a tracker's tables, each heading once."""
        inner = QWidget(self)
        grid = QGridLayout(inner)
        grid.setContentsMargins(0, 4, 0, 4)
        self.boxes = {}
        for layout in layouts:
            for column in layout.columns:
                if column.heading in self.boxes or not column.heading:
                    continue
                place = len(self.boxes)
                box = self._box(column.heading, column.part, inner)
                sure = "" if column.sure or column.part is None else "  ?"
                name = QLabel(" ".join(column.heading.split()) + sure, inner)
                name.setBuddy(box)
                grid.addWidget(name, 0, place)
                grid.addWidget(box, 1, place)
                self.boxes[column.heading] = box
        self.setWidget(inner)
        self.setFixedHeight(inner.sizeHint().height() + 20)

    def _box(self, heading: str, part: Part | None, parent: QWidget) -> QComboBox:
        box = QComboBox(parent)
        box.setAccessibleName(f"What the column {heading} holds")
        box.setProperty("heading", heading)
        box.addItem(AS_TEXT, None)
        for known, title in TITLES.items():
            box.addItem(title, known)
        with QSignalBlocker(box):
            box.setCurrentIndex(0 if part is None else 1 + list(TITLES).index(part))
        box.currentIndexChanged.connect(self._chosen)
        return box

    def _chosen(self, _: int) -> None:
        box = self.sender()
        if isinstance(box, QComboBox):
            part = box.currentData()
            self.changed.emit(box.property("heading"), Part(part) if part else None)
