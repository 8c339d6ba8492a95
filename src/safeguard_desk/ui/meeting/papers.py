"""Papers of a meeting: called for, received with their content, put in order, and sent out."""

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSplitter,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from safeguard_desk.desk import attachments
from safeguard_desk.documents.saving import save
from safeguard_desk.errors import Refusal
from safeguard_desk.rules.clocks import due
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.terms import MeetingState, PaperState
from safeguard_desk.ui.meeting.choice import ChoiceDelegate, Choices
from safeguard_desk.ui.meeting.cover_form import CoverForm
from safeguard_desk.ui.meeting.looks import make_primary
from safeguard_desk.ui.meeting.pack_pane import PackPane
from safeguard_desk.ui.meeting.paper_lines import (
    COLUMNS,
    PaperLine,
    attach_files,
    call_for,
    dispatch,
    lines,
    receive_file,
)
from safeguard_desk.ui.meeting.picture import Picture
from safeguard_desk.ui.meeting.rows import Rows, RowsView
from safeguard_desk.ui.meeting.step import Bench, Step
from safeguard_desk.ui.meeting.version_list import VersionList
from safeguard_desk.ui.meeting.weakly import weakly
from safeguard_desk.ui.papers.viewer import PaperFile
from safeguard_desk.views import papers as paper_views
from safeguard_desk.views.papers import VersionView
from safeguard_desk.work import paper_order
from safeguard_desk.work import papers as verbs

_EMPTY = (
    "No papers yet. Drop files here, press “Attach files”, or type the title of a paper you "
    "are waiting for: it is then listed as “awaited”."
)


class PapersStep(Step):
    """The papers in one table; new ones are dropped on it."""

    title = "Papers"

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        """Lay out the table and what can be done."""
        super().__init__(bench, parent)
        self.setAcceptDrops(True)
        self._offered: Choices = ()
        self.under = QComboBox(self)
        self.under.setAccessibleName("Item that new papers belong to")
        self.new = QLineEdit(self)
        self.new.setPlaceholderText("A paper to wait for: type its title and press Enter")
        self.new.setAccessibleName("Paper to wait for")
        self.new.returnPressed.connect(self._call)
        rows = Rows(COLUMNS, self, spoken=self._spoken)
        rows.edited.connect(self._edited)
        self.view = RowsView(rows, "Papers", self)
        self.view.setItemDelegateForColumn(
            0, ChoiceDelegate("Item", weakly(self._items_to_choose), self.view)
        )
        self.view.opened.connect(self._open)
        self.view.moved.connect(self._move)
        self.view.removed.connect(self._withdraw)
        self.view.selectionModel().currentRowChanged.connect(self._chosen)
        self.hint = QLabel(_EMPTY, self)
        self.hint.setWordWrap(True)
        self.hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.state = QLabel(self)
        self.cover = CoverForm(self.bench, self)
        self.versions = VersionList(self)
        self.versions.opened.connect(self._open_version)
        self.versions.wanted.connect(self._receive)
        self.pack = PackPane(self.bench, self)
        self.side = QTabWidget(self)
        self.side.setAccessibleName("Cover sheet, versions and pack")
        for widget, words in (
            (self.cover, "&Cover sheet"),
            (self.versions, "&Versions"),
            (self.pack, "Pac&k"),
        ):
            self.side.addTab(widget, words)
        self.dispatch = QPushButton("Dispatch the papers", self)
        make_primary(self.dispatch)
        self.dispatch.clicked.connect(self._dispatch)
        self._buttons: dict[str, QPushButton] = {}
        self._lay_out()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(QLabel("Under", self))
        top.addWidget(self.under)
        top.addWidget(self.new, 1)
        for words, slot, keys in (
            ("Attach files", self._attach, ""),
            ("New version", self._receive, ""),
            ("Open", self._open_chosen, "Enter"),
            ("Save a copy", self._save, ""),
            ("Withdraw", self._withdraw_chosen, "Delete"),
        ):
            button = self._buttons[words] = QPushButton(words, self)
            button.clicked.connect(slot)
            button.setToolTip(keys)
            top.addWidget(button)
        foot = QHBoxLayout()
        foot.addWidget(self.state, 1)
        foot.addWidget(self.dispatch)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(top)
        left = QWidget(self)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 8, 0)
        column.addWidget(self.hint, 1)
        column.addWidget(self.view, 1)
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self.splitter.addWidget(left)
        self.splitter.addWidget(self.side)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setSizes([900, 400])
        layout.addWidget(self.splitter, 1)
        layout.addLayout(foot)

    def show_picture(self, picture: Picture) -> None:
        """Show the papers as they stand."""
        super().show_picture(picture)
        self._show_items()
        papers = lines(picture, presenting=self.presenting)
        self.view.rows.read_only = picture.locked
        self.view.rows.show(papers)
        if self.view.chosen is None and papers:
            self.view.choose(papers[0].id, 1)
        self.hint.setVisible(not papers)
        self.view.setVisible(bool(papers))
        awaited = sum(paper.state is PaperState.AWAITED for paper in papers)
        head = picture.head
        by = write_date(due("papers", head.held_on).due)
        words = f"{len(papers)} paper{'' if len(papers) == 1 else 's'}, {awaited} awaited"
        if head.state in {MeetingState.PLANNED, MeetingState.AGENDA_SET}:
            words += f". They go out by {by}; what comes after that is marked late."
        self.state.setText(words)
        self.dispatch.setVisible(head.state in {MeetingState.PLANNED, MeetingState.AGENDA_SET})
        self.pack.show_picture(picture, presenting=self.presenting)
        self._chosen()

    def leave(self) -> None:
        """Save what is typed on the cover sheet."""
        self.cover.commit()

    def show_pack(self) -> None:
        """Make the pack as it would be issued now, and show it."""
        self.side.setCurrentWidget(self.pack)
        self.pack.make_pack()

    def show_paper(self) -> None:
        """Open the first paper that came in."""
        came = next((line for line in self.view.rows.rows if line.sha256), None)
        if came is not None:
            self.view.choose(came.id, 1)
            self._open(came.id)

    def _items_to_choose(self) -> Choices:
        items = self.picture.items if self.picture else ()
        shown = [item for item in items if not (self.presenting and item.restricted)]
        return (("No item", None), *((f"{item.number} {item.title}", item.id) for item in shown))

    def _show_items(self) -> None:
        chosen, choices = self.under.currentData(), self._items_to_choose()
        if choices == self._offered:
            return  # an open list stays open
        self._offered = choices
        self.under.clear()
        for words, item_id in choices:
            self.under.addItem(words, item_id)
        self.under.setCurrentIndex(max(self.under.findData(chosen), 0))

    def arrive(self) -> None:
        """Go to the table, or to the line when there is nothing yet."""
        (self.view if self.view.rows.rows else self.new).setFocus()

    def reveal_paper(self, paper_id: str) -> None:
        """Choose a paper."""
        self.view.choose(paper_id)
        self.view.setFocus()

    def _line(self) -> PaperLine | None:
        place = self.view.rows.place(self.view.chosen)
        return self.view.rows.rows[place] if place >= 0 else None

    def _chosen(self) -> None:
        line = self._line()
        locked = self.picture is not None and self.picture.locked
        for words in ("Open", "Save a copy"):
            self._buttons[words].setEnabled(line is not None and bool(line.sha256))
        for words in ("New version", "Withdraw"):
            self._buttons[words].setEnabled(line is not None and not locked)
        self._show_side(line, locked)

    def _show_side(self, line: PaperLine | None, locked: bool) -> None:
        if line is None:
            self.cover.show_cover(None, locked=locked)
            self.versions.show_versions([], can_add=False)
            return
        covers = self.bench.jobs.read(partial(paper_views.covers, meeting_id=self.bench.meeting_id))
        self.cover.show_cover(covers.get(line.id), locked=locked)
        versions = self.bench.jobs.read(partial(paper_views.versions, paper_id=line.id))
        self.versions.show_versions(versions, can_add=not locked)

    def _call(self) -> None:
        verb = partial(
            call_for,
            meeting_id=self.bench.meeting_id,
            title=self.new.text(),
            item_id=self.under.currentData(),
        )
        self.do("Wait for a paper", verb, then=self._called)

    def _called(self, paper_id: str) -> None:
        self.new.clear()
        self.view.choose(paper_id, 1)

    def _attach(self) -> None:
        names, _ = QFileDialog.getOpenFileNames(self, "Attach files")
        self.attach([Path(name) for name in names])

    def attach(self, paths: list[Path]) -> None:
        """Attach files under the item that is chosen above the table."""
        if paths:
            verb = partial(
                attach_files,
                meeting_id=self.bench.meeting_id,
                item_id=self.under.currentData(),
                paths=tuple(paths),
            )
            self.do("Attach papers", verb, then=self._attached)

    def _attached(self, count: int) -> None:
        self.bench.say(f"{count} attached. The content is kept in the desk.")

    def _receive(self) -> None:
        line = self._line()
        if line is None:
            return
        name, _ = QFileDialog.getOpenFileName(self, f"The file of “{line.title}”")
        if name:
            self.receive(line.id, Path(name))

    def receive(self, paper_id: str, path: Path) -> None:
        """Take a file as the content of a paper; what it replaces is kept as a version."""
        verb = partial(receive_file, paper_id=paper_id, path=path)
        self.do("Receive a paper", verb, then=self._received)

    def _received(self, _: object) -> None:
        self.bench.say("The paper is in the desk. Earlier versions are kept under Versions.")

    def _place(self, line: PaperLine, item_id: str | None, restricted: bool) -> None:
        verb = partial(verbs.place, paper_id=line.id, item_id=item_id, restricted=restricted)
        self.do("Place a paper", verb)

    def _edited(self, paper_id: str, name: str, value: Any) -> None:
        line = self.view.rows.rows[self.view.rows.place(paper_id)]
        if name == "restricted":
            self._place(line, line.item_id, bool(value))
        elif name == "item":
            self._place(line, value, line.restricted)
        else:
            rename = partial(paper_order.rename, paper_id=paper_id, title=str(value))
            self.do("Name a paper", rename)

    def _move(self, paper_id: str, by: int) -> None:
        self.do("Put the papers in order", partial(paper_order.move, paper_id=paper_id, by=by))

    def about(self) -> tuple[str, str] | None:
        """Return the chosen paper."""
        return ("papers", self.view.chosen) if self.view.chosen else None

    def _withdraw_chosen(self) -> None:
        if self.view.chosen:
            self._withdraw(self.view.chosen)

    def _withdraw(self, paper_id: str) -> None:
        verb = partial(verbs.withdraw, paper_id=paper_id)
        self.do("Withdraw a paper", verb, then=self._withdrawn)

    def _withdrawn(self, _: object) -> None:
        self.bench.say("The paper is withdrawn. Ctrl+Z brings it back.")

    def _open_chosen(self) -> None:
        if self.view.chosen:
            self._open(self.view.chosen)

    def _open(self, _: str) -> None:
        line = self._line()
        if line is not None and line.sha256:
            self.bench.open_paper(PaperFile(line.id, line.title, self._filename(line), line.sha256))

    def _open_version(self, version: VersionView) -> None:
        line = self._line()
        if line is not None:
            title = f"{line.title}, version {version.number}"
            self.bench.open_paper(PaperFile(line.id, title, version.filename, version.sha256))

    def _save(self) -> None:
        line = self._line()
        if line is None or not line.sha256:
            return
        chosen, _ = QFileDialog.getSaveFileName(self, "Save a copy", self._filename(line))
        if chosen:
            self._with_content(line, partial(_write_copy, Path(chosen)))

    def _filename(self, line: PaperLine) -> str:
        papers = self.picture.papers if self.picture else ()
        return next((paper.filename for paper in papers if paper.id == line.id), line.title)

    def _with_content(self, line: PaperLine, use: Any) -> None:
        try:
            read = partial(attachments.content, sha256=line.sha256)
            use(self._filename(line), self.bench.jobs.read(read))
        except Refusal as refusal:
            self.bench.refuse(refusal)

    def _dispatch(self) -> None:
        self.do("Dispatch the papers", partial(dispatch, meeting_id=self.bench.meeting_id))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files only."""
        if event.mimeData().hasUrls() and self.picture is not None and not self.picture.locked:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Attach the files that were dropped; one on a paper's row is its new version."""
        urls = event.mimeData().urls()
        paths = [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
        at = self.view.viewport().mapFrom(self, event.position().toPoint())
        row = self.view.indexAt(at).row() if self.view.viewport().rect().contains(at) else -1
        if row >= 0 and len(paths) == 1:
            self.receive(self.view.rows.rows[row].id, paths[0])
        else:
            self.attach(paths)
        event.acceptProposedAction()

    @staticmethod
    def _spoken(line: PaperLine) -> str:
        restricted = ", restricted" if line.restricted else ""
        return f"{line.title}, {line.item}, {line.state.label}{restricted}"


def _write_copy(path: Path, _: str, data: bytes) -> None:
    save(data, path)
