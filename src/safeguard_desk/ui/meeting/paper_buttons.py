"""Buttons that make a paper of the meeting: looked at here, or saved in a format."""

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPushButton, QWidget

from safeguard_desk.errors import Refusal
from safeguard_desk.papers.request import Request
from safeguard_desk.ui.meeting.picture import Picture
from safeguard_desk.ui.meeting.step import Bench
from safeguard_desk.ui.papers.produce import LABELS, Produced, produce, save_as


class PaperButtons(QWidget):
    """Preview, PDF and Word of one paper; the restricted part goes in only when asked for."""

    def __init__(self, bench: Bench, kind: str, title: str, parent: QWidget | None = None) -> None:
        """Make the buttons for a kind of paper."""
        super().__init__(parent)
        self.bench = bench
        self.kind = kind
        self.title = title
        self.restricted = QCheckBox("With the restricted part", self)
        self.look = QPushButton(f"Preview the {title.lower()}", self)
        self.look.clicked.connect(self.preview)
        self.pdf, self.word = QPushButton("PDF", self), QPushButton("Word", self)
        self.pdf.clicked.connect(self._pdf)
        self.word.clicked.connect(self._word)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addStretch(1)
        layout.addWidget(self.restricted)
        for button in (self.look, self.pdf, self.word):
            layout.addWidget(button)
        for button in (self.pdf, self.word):
            button.setAccessibleName(f"Save the {title.lower()} as {button.text()}")

    def show_picture(self, picture: Picture, *, presenting: bool) -> None:
        """Offer the restricted part where there is one and the screen is not shared."""
        some = (
            *(item.restricted for item in picture.items),
            *(entry.restricted for entry in picture.entries),
            *(paper.restricted for paper in picture.papers),
        )
        self.restricted.setVisible(any(some) and not presenting)
        if presenting:
            self.restricted.setChecked(False)

    def offer(self, kind: str, title: str) -> None:
        """Offer another paper of the meeting, to be looked at, before the others."""
        button = QPushButton(title, self)
        button.setProperty("kind", kind)
        button.clicked.connect(self._preview_other)
        layout = self.layout()
        if isinstance(layout, QHBoxLayout):
            layout.insertWidget(0, button)

    def _preview_other(self) -> None:
        button = self.sender()
        if isinstance(button, QPushButton):
            self.bench.preview(button.text(), button.property("kind"), self._request())

    def _request(self) -> Request:
        return Request(meeting_id=self.bench.meeting_id, restricted=self.restricted.isChecked())

    def preview(self) -> None:
        """Show the paper in the window."""
        self.bench.preview(self.title, self.kind, self._request())

    def _pdf(self) -> None:
        self._make("pdf")

    def _word(self) -> None:
        self._make("docx")

    def _make(self, suffix: str) -> None:
        produce(self.bench.jobs, self.kind, self._request(), suffix, self._save, self.bench.refuse)

    def _save(self, produced: Produced) -> None:
        try:
            path = save_as(self, produced)
        except Refusal as refusal:
            self.bench.refuse(refusal)
            return
        if path is not None:
            self.bench.say(f"{LABELS[produced.suffix]} saved as {path}.")
