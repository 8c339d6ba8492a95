"""What the reader marked on a paper, beside its pages: theirs alone, and in no copy for others."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from safeguard_desk.rules.terms import MarkKind
from safeguard_desk.ui.jobs import Jobs
from safeguard_desk.ui.meeting.rows import Column, Rows, RowsView
from safeguard_desk.ui.papers.mark_lines import MarkLine
from safeguard_desk.ui.widgets.fields import TextField
from safeguard_desk.work import marking

_HINT = (
    "Nothing marked yet. Drag over words, or press Shift+Right to choose them by key; then H"
    " highlights them and N adds a note. Only you see these."
)
_COLUMNS = (
    Column("Page", lambda line: line.where, 4),
    Column("", lambda line: "✎" if line.kind is MarkKind.NOTE else "▬", 1),
    Column("Mark", lambda line: line.shown, 0),
)


class MarksPane(QWidget):
    """The list of marks, and the words of the chosen one."""

    wanted = Signal(object)
    """A MarkLine that shall be brought into sight."""
    make = Signal(object)
    """The kind of mark that shall be made of what is chosen."""

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        """Make an empty list."""
        super().__init__(parent)
        self._jobs = jobs
        self.view = RowsView(Rows(_COLUMNS, self, spoken=_spoken), "Your marks on this paper", self)
        self.view.selectionModel().currentRowChanged.connect(self._chosen)
        self.view.opened.connect(self._open)
        self.view.removed.connect(self._remove)
        self.hint = QLabel(_HINT, self)
        self.hint.setWordWrap(True)
        self.words = TextField("Words of the note", self)
        self.words.committed.connect(self._write)
        self._shown: str | None = None
        buttons = QHBoxLayout()
        for label, keys, slot in (
            ("Highlight", "H", self._highlight),
            ("Note", "N", self._note),
            ("Remove", "Delete, in the list", self._remove_chosen),
        ):
            button = QPushButton(label, self)
            button.setToolTip(keys)
            button.clicked.connect(slot)
            buttons.addWidget(button)
        title = QLabel("Your notes and highlights", self)
        title.setProperty("role", "heading")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 0, 0, 0)
        layout.addWidget(title)
        layout.addLayout(buttons)
        layout.addWidget(self.hint)
        layout.addWidget(self.view, 1)
        layout.addWidget(self.words)
        self.setFixedWidth(self.fontMetrics().averageCharWidth() * 46)
        self.show_lines(())

    def show_lines(self, lines: tuple[MarkLine, ...]) -> None:
        """Show the marks as they stand."""
        self.view.rows.show(list(lines))
        self.hint.setVisible(not lines)
        self.view.setVisible(bool(lines))
        self._chosen()

    @property
    def line(self) -> MarkLine | None:
        """The mark that is chosen."""
        place = self.view.rows.place(self.view.chosen)
        return self.view.rows.rows[place] if place >= 0 else None

    def choose(self, mark_id: str) -> None:
        """Choose a mark and go to its words."""
        self.view.choose(mark_id, 2)
        self.words.setFocus()

    def _chosen(self) -> None:
        line = self.line
        self.words.setVisible(line is not None)
        if line is None:
            self._shown = None
            return
        if line.id != self._shown:
            self.words.commit()
            self._shown = line.id
            self.words.kept = ""
            self.words.put_back()
            self.wanted.emit(line)
        self.words.show_value(line.words)

    def _open(self, _: object) -> None:
        if self.line is not None:
            self.wanted.emit(self.line)
            self.words.setFocus()

    def _write(self, words: str) -> None:
        if self._shown is not None:
            verb = partial(marking.write, mark_id=self._shown, words=words)
            self._jobs.change("Write a note", verb, merge=f"mark {self._shown}")

    def _remove(self, mark_id: str) -> None:
        self._jobs.change("Remove a mark", partial(marking.remove, mark_id=mark_id))

    def _remove_chosen(self) -> None:
        if self.line is not None:
            self._remove(self.line.id)

    def _highlight(self) -> None:
        self.make.emit(MarkKind.HIGHLIGHT)

    def _note(self) -> None:
        self.make.emit(MarkKind.NOTE)


def _spoken(line: MarkLine) -> str:
    return f"{line.kind.label}, {line.where}: {line.shown}"
