"""Any paper inside the window: PDF as it is, others converted, with the reader's own marks."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from safeguard_desk.desk import attachments
from safeguard_desk.desk.changes import ChangeSet
from safeguard_desk.desk.reading import Reader
from safeguard_desk.documents.pack import AsPdf
from safeguard_desk.errors import Refusal
from safeguard_desk.papers.request import Request
from safeguard_desk.rules.terms import MarkKind
from safeguard_desk.ui.jobs import Jobs
from safeguard_desk.ui.papers.leaf import Spot
from safeguard_desk.ui.papers.mark_lines import MarkLine, read_lines
from safeguard_desk.ui.papers.marks_pane import MarksPane
from safeguard_desk.ui.papers.page_text import Stretch, between, spread, write_place
from safeguard_desk.ui.papers.pages import Sheet
from safeguard_desk.ui.papers.preview import Preview
from safeguard_desk.ui.papers.produce import Produced, open_outside
from safeguard_desk.work import marking

_MARKED, _CHOSEN = "#fff176", "#a9d0ff"
_NOTE_PLACE = (0.02, 0.02, 0.03, 0.02)
"""Where a note stands that was made without choosing words: at the top of the page."""


@dataclass(frozen=True)
class PaperFile:
    """A paper to be opened: which one, and the version of it."""

    paper_id: str
    title: str
    filename: str
    sha256: str


class PaperViewer(Preview):
    """The viewer with a margin for the reader's marks."""

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        """Make an empty viewer."""
        super().__init__(jobs, parent)
        self.paper: PaperFile | None = None
        self._raw: Produced | None = None
        self._presenting = False
        self.chosen: Stretch | None = None
        self.lines: tuple[MarkLine, ...] = ()
        self.marks = MarksPane(jobs, self)
        self.marks.wanted.connect(self._bring)
        self.marks.make.connect(self.mark)
        self.body.addWidget(self.marks)
        self.marks.hide()
        self.pages.dragged.connect(self._dragged)
        self.finding.chose.connect(self._found)
        jobs.changed.connect(self._changed)
        for keys, slot in (
            ("H", self._highlight),
            ("N", self._note),
            ("Shift+Right", self._more),
            ("Shift+Left", self._less),
            ("Ctrl+Shift+Right", self._next_word),
        ):
            shortcut = QShortcut(QKeySequence(keys), self.pages)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(slot)

    def open_paper(self, paper: PaperFile) -> None:
        """Read a paper, convert it if it must be, and show it; what cannot be shown says why."""
        self.paper, self._raw = paper, None
        self._forget()
        self._asked = None
        self._begin(paper.title)
        work = partial(_read, self._jobs, paper)
        self._jobs.compute("Opening the paper", work, then=self._read_in, refused=self._cannot_show)

    def show_file(self, title: str, produced: Produced) -> None:
        """Show a PDF that is no paper of a meeting: there is nothing to mark."""
        self.paper, self._raw = None, None
        self._forget()
        super().show_file(title, produced)

    def show_paper(self, title: str, kind: str, request: Request) -> None:
        """Make a paper and show it: there is nothing to mark."""
        self.paper, self._raw = None, None
        self._forget()
        super().show_paper(title, kind, request)

    def present(self, presenting: bool) -> None:
        """Keep private marks off a screen that is shared."""
        self._presenting = presenting

    def _forget(self) -> None:
        self.chosen, self.lines = None, ()
        self.marks.setVisible(self.paper is not None and not self._presenting)
        self.marks.show_lines(())

    def _read_in(self, found: tuple[bytes, AsPdf]) -> None:
        raw, made = found
        paper = self.paper
        if paper is None:
            return
        name, _, suffix = paper.filename.rpartition(".")
        self._raw = Produced(name or paper.filename, suffix, raw)
        for kind in ("docx", "xlsx"):
            self._buttons[kind].hide()
        if made.data:
            self._made(Produced(name or paper.title, "pdf", made.data))
            return
        self._buttons["open"].setEnabled(True)
        self._buttons["back"].setEnabled(True)
        self.marks.hide()
        why = "It is of a kind that is opened separately" if made.separate else made.problem
        self._tell(f"This paper cannot be shown here. {why}: press “Open outside”.")

    def _sized(self, pages: tuple[Sheet, ...]) -> None:
        super()._sized(pages)
        self._look_for_marks()

    def _open(self) -> None:
        if self._raw is None:
            super()._open()
            return
        try:
            open_outside(f"{self._raw.name}.{self._raw.suffix}", self._raw.data)
        except Refusal as refusal:
            self._refuse(refusal)

    def _look_for_marks(self) -> None:
        if self.paper is None or self._pdf is None or self._presenting:
            return
        who = self._jobs.desk.who
        paper = self.paper
        view = partial(read_lines, self._pdf.data, paper.paper_id, paper.sha256, who)
        self._jobs.look(view, self._show_marks)

    def _show_marks(self, lines: tuple[MarkLine, ...]) -> None:
        self.lines = lines
        spots: dict[int, tuple[Spot, ...]] = {}
        for line in lines:
            if line.page is not None:
                note = line.kind is MarkKind.NOTE
                shaded = tuple(Spot(box, _MARKED, note) for box in line.boxes)
                spots[line.page] = spots.get(line.page, ()) + shaded
        self.pages.show_spots("marks", spots)
        self.marks.show_lines(lines)

    def _changed(self, changes: ChangeSet) -> None:
        if self.paper is not None and changes.touches("paper_marks"):
            self._look_for_marks()

    def _bring(self, line: MarkLine) -> None:
        if line.page is not None:
            self.pages.go_to_spot(line.page, line.boxes[0][1] if line.boxes else 0)

    def choose(self, stretch: Stretch | None) -> None:
        """Take a stretch of text as chosen, and show it so."""
        self.chosen = stretch
        spots: dict[int, tuple[Spot, ...]] = {}
        if stretch is not None:
            spots[stretch.page] = tuple(Spot(box, _CHOSEN) for box in stretch.boxes)
        self.pages.show_spots("chosen", spots)

    def _found(self, stretch: Stretch) -> None:
        """Take what was found as chosen; it is shaded already."""
        self.choose(None)
        self.chosen = stretch

    def _dragged(self, page: int, start: tuple[float, float], end: tuple[float, float]) -> None:
        if self._pdf is not None:
            view = partial(_between, self._pdf.data, page, start, end)
            self._jobs.look(view, self.choose)
            self.pages.setFocus()

    def _spread(self, by: int) -> None:
        if self._pdf is not None:
            page = max(self.pages.page_in_sight, 1)
            view = partial(_spread, self._pdf.data, self.chosen, page, by)
            self._jobs.look(view, self.choose)

    def _more(self) -> None:
        self._spread(1)

    def _less(self) -> None:
        self._spread(-1)

    def _next_word(self) -> None:
        self._spread(2)

    def _highlight(self) -> None:
        self.mark(MarkKind.HIGHLIGHT)

    def _note(self) -> None:
        self.mark(MarkKind.NOTE)

    def mark(self, kind: MarkKind) -> None:
        """Mark what is chosen; a note without chosen words stands on the page in sight."""
        if self.paper is None or self._pdf is None or self._presenting:
            return
        chosen = self.chosen
        if chosen is None and kind is MarkKind.HIGHLIGHT:
            self._tell("Choose words first: drag over them, or press Shift+Right.")
            return
        if chosen is not None:
            place = write_place(chosen.boxes)
            new = marking.NewMark(kind, chosen.page, place, chosen.quote)
        else:
            page = max(self.pages.page_in_sight, 1)
            new = marking.NewMark(kind, page, write_place([_NOTE_PLACE]))
        self.words.hide()
        self.choose(None)
        paper = self.paper
        verb = partial(marking.mark, paper_id=paper.paper_id, sha256=paper.sha256, new=new)
        then = self._go_to_note if kind is MarkKind.NOTE else None
        self._jobs.change(f"{kind.label} on a paper", verb, then=then, refused=self._refuse)

    def _go_to_note(self, mark_id: str) -> None:
        # The list is read on the worker: what is queued behind it finds the note there.
        self._jobs.look(partial(_same, mark_id), self.marks.choose)


def _same(value: str, _: Reader) -> str:
    return value


def _read(jobs: Jobs, paper: PaperFile, _: Callable[[int, int], None]) -> tuple[bytes, AsPdf]:
    from safeguard_desk.exchange.office import as_pdf

    with jobs.desk.read() as reader:
        raw = attachments.content(reader, paper.sha256)
    return raw, as_pdf(paper.filename, raw)


def _between(
    data: bytes, page: int, start: tuple[float, float], end: tuple[float, float], _: Reader
) -> Stretch | None:
    return between(data, page, start, end)


def _spread(data: bytes, chosen: Stretch | None, page: int, by: int, _: Reader) -> Stretch | None:
    return spread(data, chosen, page, by)
