"""Minutes on paper: the usual copy, the one for comments, or the one for publication."""

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from safeguard_desk.papers.request import Request
from safeguard_desk.ui.meeting.paper_buttons import PaperButtons
from safeguard_desk.ui.meeting.picture import Picture
from safeguard_desk.ui.meeting.step import Bench

USUAL, COMMENTS, PUBLIC = "Usual copy", "For comments", "For publication"


class MinutesPapers(PaperButtons):
    """The buttons of a paper, with a choice of copy; a public copy is never restricted."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        """Add the choice before the buttons."""
        super().__init__(bench, "minutes", "Minutes", parent)
        self.copy = QComboBox(self)
        self.copy.setAccessibleName("Which copy")
        self.copy.addItems([USUAL, COMMENTS, PUBLIC])
        self.copy.setItemData(1, "Lines are numbered; the Word file can be read back.", 3)
        self.copy.setItemData(2, "Without the restricted part; the group may hide names.", 3)
        self.copy.currentIndexChanged.connect(self._chosen)
        self._offers_restricted = False
        layout = self.layout()
        if isinstance(layout, QHBoxLayout):
            layout.insertWidget(1, self.copy)

    def show_picture(self, picture: Picture, *, presenting: bool) -> None:
        """Offer the restricted part where there is one, and not for publication."""
        super().show_picture(picture, presenting=presenting)
        self._offers_restricted = not self.restricted.isHidden()
        self._chosen()

    def _chosen(self, *_: object) -> None:
        public = self.copy.currentText() == PUBLIC
        self.restricted.setVisible(self._offers_restricted and not public)
        if public:
            self.restricted.setChecked(False)

    def _request(self) -> Request:
        copy = self.copy.currentText()
        return Request(
            meeting_id=self.bench.meeting_id,
            restricted=self.restricted.isChecked() and copy != PUBLIC,
            public=copy == PUBLIC,
            review=copy == COMMENTS,
        )
