"""A page with a matrix above and the rows behind the chosen cell below."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from safeguard_desk.desk.reading import Reader
from safeguard_desk.papers.request import Request
from safeguard_desk.ui.jobs import Jobs
from safeguard_desk.ui.meeting.rows import Column, Rows, RowsView
from safeguard_desk.ui.papers.preview import Preview
from safeguard_desk.ui.shell.page import Page
from safeguard_desk.ui.shell.sections import Tab
from safeguard_desk.ui.widgets.matrix import Cell, MatrixView
from safeguard_desk.views import behind
from safeguard_desk.views.behind import Key, Row


class MapPage(Page):
    """What maps of counts share; a map fills the matrix and says which paper it is."""

    TITLE = ""
    EMPTY = ""
    KEYS = "Arrows choose a cell   Enter goes to its rows, and from a row to its record"

    def __init__(self, jobs: Jobs, tab: Tab, parent: QWidget | None = None) -> None:
        """Lay the page out; a subclass adds its choices to `top` and calls `refresh`."""
        super().__init__(jobs, tab, parent)
        self.matrix = MatrixView(self.TITLE, self)
        self.rows = RowsView(Rows(_ROWS, self), "Rows behind the cell", self)
        self.summary = QLabel(self)
        self.summary.setWordWrap(True)
        self.counted = QLabel(self)
        self.counted.setProperty("role", "quiet")
        self.counted.setWordWrap(True)
        self.paper = QPushButton("&Paper", self)
        self.preview = Preview(jobs, self)
        self.empty = QLabel(self.EMPTY, self)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.setWordWrap(True)
        self.top = QHBoxLayout()
        self.stack = QStackedWidget(self)
        self._shown: list[Key] = []
        self._lay_out()
        self.matrix.chosen.connect(self._chosen)
        self.matrix.opened.connect(lambda _: self.rows.setFocus())
        self.rows.opened.connect(self._open)
        self.paper.clicked.connect(self.show_paper)
        self.preview.closed.connect(self._put_away)

    def _lay_out(self) -> None:
        heading = QLabel(self.TITLE, self)
        heading.setProperty("role", "title")
        top = QHBoxLayout()
        top.addWidget(heading)
        top.addSpacing(12)
        top.addLayout(self.top)
        top.addStretch(1)
        top.addWidget(self.paper)
        below = QWidget(self)
        under = QVBoxLayout(below)
        under.setContentsMargins(0, 4, 0, 0)
        under.addWidget(self.counted)
        under.addWidget(self.rows, 1)
        self.split = QSplitter(Qt.Orientation.Vertical, self)
        self.split.setChildrenCollapsible(False)
        self.split.addWidget(self.matrix)
        self.split.addWidget(below)
        self.split.setSizes([330, 230])
        for widget in (self.split, self.empty, self.preview):
            self.stack.addWidget(widget)
        key = QLabel(self.KEYS, self)
        key.setProperty("role", "quiet")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 10, 14, 10)
        layout.addLayout(top)
        layout.addWidget(self.summary)
        layout.addWidget(self.stack, 1)
        layout.addWidget(key)

    def arrive(self) -> None:
        """Put the focus on the matrix."""
        self.matrix.setFocus()

    def present(self, presenting: bool) -> None:
        """Leave out what is restricted while the screen is shared."""
        super().present(presenting)
        self.refresh()

    def refresh(self) -> None:
        """Read the map again."""
        raise NotImplementedError

    def request(self) -> Request:
        """Return how the paper of what is shown is asked for."""
        raise NotImplementedError

    kind = ""
    """The kind of paper that the map is."""

    def fill(
        self, rows: Sequence[str], columns: Sequence[str], cells: Sequence[Sequence[Cell]]
    ) -> None:
        """Show a matrix, or the hint where there is none."""
        self.matrix.show_cells(rows, columns, cells)
        self.paper.setEnabled(bool(rows))
        self.stack.setCurrentWidget(self.split if rows else self.empty)
        self._chosen(self.matrix.current())

    def _chosen(self, cell: Cell | None) -> None:
        keys = list(cell.behind) if cell is not None else []
        self._shown = keys
        self.rows.rows.show(self.jobs.read(_reading(keys)))
        self.counted.setText((cell.tip or f"{len(keys)} here") if cell is not None else "")

    def _open(self, row_id: str) -> None:
        kind, identity = row_id.split(" ", 1)
        self.record_wanted.emit(kind, identity)

    def show_paper(self) -> None:
        """Show what stands here as a paper."""
        self.stack.setCurrentWidget(self.preview)
        self.preview.show_paper(self.TITLE, self.kind, self.request())

    def _put_away(self) -> None:
        self.stack.setCurrentWidget(self.split)
        self.matrix.setFocus()


class _Shown:
    def __init__(self, row: Row) -> None:
        self.id = f"{row.kind} {row.id}"
        self.row = row


def _reading(keys: Sequence[Key]) -> Callable[[Reader], list[_Shown]]:
    def read(reader: Reader) -> list[_Shown]:
        return [_Shown(row) for row in behind.rows(reader, keys)]

    return read


_ROWS = (
    Column("Ref", lambda shown: shown.row.ref, 14),
    Column("What it is", lambda shown: shown.row.title),
)
