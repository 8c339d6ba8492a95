"""The minutes as a whole: edited in one flow, reviewed, and taken from draft to ratified."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QFontMetrics, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QFileDialog,
    QHBoxLayout,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from safeguard_desk.ui.meeting.approval import ApprovalPane
from safeguard_desk.ui.meeting.compare import ComparePane
from safeguard_desk.ui.meeting.entry_list import EntryList, Section
from safeguard_desk.ui.meeting.minutes_papers import MinutesPapers
from safeguard_desk.ui.meeting.picture import Picture
from safeguard_desk.ui.meeting.proposals import ProposalsPane
from safeguard_desk.ui.meeting.ratify import RatifyBar
from safeguard_desk.ui.meeting.read_back import ReadBack
from safeguard_desk.ui.meeting.step import Bench, Step
from safeguard_desk.ui.widgets.fields import LineField

_EMPTY = "Nothing minuted under this item."
TEXT, PROPOSALS, COMPARE = range(3)


class MinutesStep(Step):
    """Minutes at the left, with what came back and what changed; their way at the right."""

    title = "Minutes"
    searched = True

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        """Lay out the minutes and their state."""
        super().__init__(bench, parent)
        self.setAcceptDrops(True)
        self.list = EntryList(bench, "Minutes", self)
        self.proposals = ProposalsPane(bench, self)
        self.compare = ComparePane(bench, self)
        self.approval = ApprovalPane(bench, self)
        self.papers = MinutesPapers(bench, self)
        self.ratify = RatifyBar(bench, self)
        self.back = ReadBack(bench, self)
        self.back.was_read.connect(self._was_read)
        self.finder = LineField("Find in these minutes", self)
        self.finder.setPlaceholderText("Find in these minutes")
        self.finder.setMinimumWidth(self.fontMetrics().averageCharWidth() * 26)
        self.finder.textChanged.connect(self._find)
        self.stack = QStackedWidget(self)
        for pane in (self.list, self.proposals, self.compare):
            self.stack.addWidget(pane)
        left = QWidget(self)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 8, 0)
        foot = QHBoxLayout()
        foot.addWidget(self.finder)
        foot.addWidget(self.papers, 1)
        column.addLayout(self._modes())
        column.addWidget(self.ratify)
        column.addWidget(self.stack, 1)
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
        QShortcut(QKeySequence("F8"), self).activated.connect(self.next_proposal)

    def _modes(self) -> QHBoxLayout:
        """Return the row that chooses between the text, the proposals and the comparison."""
        row = QHBoxLayout()
        self.modes = QButtonGroup(self)
        for number, words in enumerate(("Text", "Proposals", "Compare versions")):
            button = QPushButton(words, self)
            button.setCheckable(True)
            self.modes.addButton(button, number)
            row.addWidget(button)
        self.modes.button(TEXT).setChecked(True)
        self.modes.idClicked.connect(self.show_mode)
        self.read = QPushButton("Read returned Word file…", self)
        self.read.clicked.connect(self._choose_file)
        row.addStretch(1)
        row.addWidget(self.read)
        return row

    def show_mode(self, mode: int) -> None:
        """Show the text, the proposals or the comparison."""
        self.list.save()
        self.modes.button(mode).setChecked(True)
        self.stack.setCurrentIndex(mode)
        self.finder.setVisible(mode == TEXT)
        if self.picture is not None:
            self._show_stack(self.picture)
        if mode == PROPOSALS:
            self.proposals.view.setFocus()

    def show_picture(self, picture: Picture) -> None:
        """Show the minutes as they stand."""
        super().show_picture(picture)
        self._show_stack(picture)
        left = sum(
            one.is_open and not (self.presenting and one.restricted) for one in picture.proposals
        )
        words = f"Proposals ({left} left)" if left else "Proposals"
        self.modes.button(PROPOSALS).setText(words)
        self._make_room()
        self.read.setEnabled(not picture.closed)
        self.approval.show_picture(picture)
        self.papers.show_picture(picture, presenting=self.presenting)

    def _make_room(self) -> None:
        """Give each button of the row the room its words need when it is chosen, and bold."""
        font = self.font()
        font.setBold(True)
        metrics = QFontMetrics(font)
        for button in self.modes.buttons():
            button.setMinimumWidth(metrics.horizontalAdvance(button.text()) + 34)

    def _show_stack(self, picture: Picture) -> None:
        """Show the pane that is seen; the others follow when they are chosen."""
        mode = self.stack.currentIndex()
        here = mode == TEXT and picture.started
        self.ratify.show_picture(picture, presenting=self.presenting, here=here)
        if mode == TEXT:
            self._show_entries(picture)
        elif mode == PROPOSALS:
            self.proposals.show_picture(picture, presenting=self.presenting)
        else:
            self.compare.show_picture(picture, presenting=self.presenting)

    def _show_entries(self, picture: Picture) -> None:
        wanted = self.finder.text().strip().casefold()
        self.list.items = tuple(
            (one.id, f"{one.number}  {one.title}")
            for one in picture.items
            if not (self.presenting and one.restricted)
        )
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

    def next_proposal(self) -> None:
        """Go to the next proposal that waits to be decided."""
        if self.stack.currentIndex() != PROPOSALS:
            self.show_mode(PROPOSALS)
        else:
            self.proposals.go_next()

    def _choose_file(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self, "Read a returned Word file", str(Path.home()), "Word (*.docx *.docm);;All (*)"
        )
        if name:
            self.back.read(Path(name))

    def _was_read(self, words: str) -> None:
        self.show_mode(PROPOSALS)
        self.bench.say(words)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take a file that is dropped, while the text may still change."""
        open_ = self.picture is not None and not self.picture.closed
        if event.mimeData().hasUrls() and open_:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Read the file that was dropped."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        for path in paths:
            self.back.read(path)
        event.acceptProposedAction()

    def reveal(self, item_id: str, entry_id: str | None) -> None:
        """Bring an entry, or an item's heading, into sight in the text."""
        if self.stack.currentIndex() != TEXT:
            self.show_mode(TEXT)
        self.finder.clear()
        self.list.reveal(entry_id or item_id)

    def mark(self, entry_id: str | None, spans: Sequence[tuple[int, int]]) -> None:
        """Mark places in an entry's text."""
        self.list.mark(entry_id, spans)

    def arrive(self) -> None:
        """Go to what comes next."""
        self.approval.focus_next()

    def leave(self) -> None:
        """Save what is typed."""
        self.list.save()
