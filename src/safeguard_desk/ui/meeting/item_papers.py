"""The papers of the item under discussion, opened from the room: Ctrl+O."""

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from safeguard_desk.ui.meeting.paper_lines import file_of
from safeguard_desk.ui.meeting.picture import Picture
from safeguard_desk.ui.meeting.step import Bench
from safeguard_desk.ui.papers.viewer import PaperFile


class ItemPapers(QPushButton):
    """Opens the only paper of an item at once, and lets choose among several."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        """Make the button; without papers it is not there."""
        super().__init__("Papers", parent)
        self._bench = bench
        self.setToolTip("Open a paper of this item (Ctrl+O)")
        self.setShortcut("Ctrl+O")
        self.papers: tuple[PaperFile, ...] = ()
        self._list = QMenu(self)
        self._list.triggered.connect(self._chosen)
        self.clicked.connect(self.open_papers)
        self.hide()

    def show_item(self, picture: Picture, item_id: str | None, *, presenting: bool) -> None:
        """Offer what came in for an item, without what is restricted while presenting."""
        self.papers = tuple(
            file_of(paper)
            for paper in picture.papers
            if paper.item_id == item_id and paper.sha256 and not (presenting and paper.restricted)
        )
        self.setVisible(bool(self.papers))
        self.setText(f"Papers ({len(self.papers)})")

    def open_papers(self) -> None:
        """Open the paper, or ask which."""
        if len(self.papers) == 1:
            self._bench.open_paper(self.papers[0])
            return
        self._list.clear()
        for number, paper in enumerate(self.papers, 1):
            action = QAction(f"&{number} {paper.title}", self._list)
            action.setData(number - 1)
            self._list.addAction(action)
        self._list.popup(self.mapToGlobal(self.rect().topLeft()))

    def _chosen(self, action: QAction) -> None:
        self._bench.open_paper(self.papers[action.data()])
