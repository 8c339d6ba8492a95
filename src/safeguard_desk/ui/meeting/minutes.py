"""The minutes as a whole: edited in one flow, and taken from draft to ratified."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from safeguard_desk.ui.meeting.approval import ApprovalPane
from safeguard_desk.ui.meeting.entry_list import EntryList, Section
from safeguard_desk.ui.meeting.paper_buttons import PaperButtons
from safeguard_desk.ui.meeting.picture import Picture
from safeguard_desk.ui.meeting.step import Bench, Step
from safeguard_desk.ui.widgets.fields import LineField

_EMPTY = "Nothing minuted under this item."


class MinutesStep(Step):
    """Minutes at the left, their way to ratification at the right."""

    title = "Minutes"

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        """Lay out the minutes and their state."""
        super().__init__(bench, parent)
        self.list = EntryList(bench, "Minutes", self)
        self.approval = ApprovalPane(bench, self)
        self.papers = PaperButtons(bench, "minutes", "Minutes", self)
        self.finder = LineField("Find in these minutes", self)
        self.finder.setPlaceholderText("Find in these minutes")
        self.finder.setMinimumWidth(self.fontMetrics().averageCharWidth() * 32)
        self.finder.textChanged.connect(self._find)
        left = QWidget(self)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 8, 0)
        foot = QHBoxLayout()
        foot.addWidget(self.finder)
        foot.addWidget(self.papers, 1)
        column.addWidget(self.list, 1)
        column.addLayout(foot)
        splitter = QSplitter(Qt.Orientation.Horizontal, self)
        splitter.addWidget(left)
        splitter.addWidget(self.approval)
        splitter.setStretchFactor(0, 1)
        splitter.setChildrenCollapsible(False)
        splitter.setSizes([900, 380])
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(splitter)

    def show_picture(self, picture: Picture) -> None:
        """Show the minutes as they stand."""
        super().show_picture(picture)
        self._show_entries(picture)
        self.approval.show_picture(picture)
        self.papers.show_picture(picture, presenting=self.presenting)

    def _show_entries(self, picture: Picture) -> None:
        wanted = self.finder.text().strip().casefold()
        sections = []
        for item in picture.items:
            if self.presenting and item.restricted:
                continue
            entries = tuple(
                entry
                for entry in picture.of_item(item.id)
                if wanted in f"{entry.text} {entry.response}".casefold()
                and not (self.presenting and entry.restricted)
            )
            if entries or not wanted:
                part = "   Restricted" if item.restricted else ""
                heading = f"{item.number}  {item.title}{part}"
                sections.append(Section(item.id, heading, entries, _EMPTY))
        self.list.show_sections(sections, locked=picture.closed)

    def _find(self) -> None:
        self.list.save()
        if self.picture is not None:
            self._show_entries(self.picture)

    def arrive(self) -> None:
        """Go to what comes next."""
        self.approval.focus_next()

    def leave(self) -> None:
        """Save what is typed."""
        self.list.save()
