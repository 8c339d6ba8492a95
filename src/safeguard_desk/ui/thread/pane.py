"""The thread of a record: drawn or listed, linked to others, and as a paper."""

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.errors import Refusal
from safeguard_desk.papers.request import Request
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.terms_thread import LinkKind
from safeguard_desk.ui.jobs import Jobs
from safeguard_desk.ui.meeting.rows import Column, Rows, RowsView
from safeguard_desk.ui.thread.canvas import ThreadCanvas, spoken
from safeguard_desk.ui.widgets.choices import Choice, PickField
from safeguard_desk.ui.widgets.notices import NoticeBar
from safeguard_desk.views.linkable import linkable
from safeguard_desk.views.thread import Key, Node, Thread, thread
from safeguard_desk.work import linking

if TYPE_CHECKING:
    from safeguard_desk.ui.papers.preview import Preview


@dataclass(frozen=True)
class NodeLine:
    """A record of the thread as the list shows it."""

    id: str
    node: Node
    came: str
    """What it came from, and how."""
    state: str


COLUMNS = (
    Column("Stage", lambda line: line.node.stage.label, 18),
    Column("Ref", lambda line: line.node.ref, 16),
    Column("What", lambda line: line.node.title),
    Column("State", lambda line: line.state, 20),
    Column("Day", lambda line: write_date(line.node.on) if line.node.on else "", 12),
    Column("Came from", lambda line: line.came, 26),
    Column("Missing", lambda line: line.node.gap, 20),
)


class ThreadPane(QWidget):
    """The thread, with what can be done to it: open, link, take a link away."""

    record_wanted = Signal(object, object)
    done = Signal(object)

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self._jobs = jobs
        self._about: Key | None = None
        self._shown: Thread | None = None
        self.presenting = False
        self.canvas = ThreadCanvas(self)
        self.area = QScrollArea(self)
        self.area.setWidget(self.canvas)
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list = RowsView(Rows(COLUMNS, self, spoken=_spoken), "The thread as a list", self)
        self.said = QLabel(self)
        self.said.setProperty("role", "quiet")
        self.said.setWordWrap(True)
        self.as_list = QPushButton("As a &list", self)
        self.as_list.setCheckable(True)
        self.link = QPushButton("Lin&k to…", self)
        self.link.setToolTip("Ctrl+L")
        self.unlink = QPushButton("Take link away", self)
        self.paper = QPushButton("&Paper", self)
        self.paper.setToolTip("P on the drawing")
        self.preview: Preview | None = None
        self.notice = NoticeBar(self)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.linking = QWidget(self)
        self.kinds = QComboBox(self.linking)
        self.kinds.setAccessibleName("How the other follows from this one")
        for kind in LinkKind:
            self.kinds.addItem(kind.label, kind)
        self.other = PickField("The other record", self._choices, self.linking)
        self.other.setPlaceholderText("Reference or words of what follows, then Enter")
        line = QHBoxLayout(self.linking)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.kinds)
        line.addWidget(self.other, 1)
        self.linking.hide()
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self.area)
        self.stack.addWidget(self.list)
        top = QHBoxLayout()
        top.addWidget(self.said, 1)
        for button in (self.unlink, self.link, self.as_list, self.paper):
            top.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(top)
        layout.addWidget(self.notice)
        layout.addWidget(self.linking)
        layout.addWidget(self.stack, 1)

    def _connect(self) -> None:
        self.as_list.toggled.connect(self.stack.setCurrentIndex)
        self.link.clicked.connect(self.begin_link)
        self.unlink.clicked.connect(self.take_link_away)
        self.other.committed.connect(self._link)
        self.canvas.opened.connect(self.record_wanted)
        self.canvas.chosen.connect(self._bring)
        self.canvas.paper_wanted.connect(self.show_paper)
        self.paper.clicked.connect(self.show_paper)
        self.list.opened.connect(self._open_line)

    def show_thread(self, kind: str, record_id: str) -> None:
        """Show the thread that a record is on."""
        self._about = kind, record_id
        try:
            whole = self._jobs.read(partial(thread, kind=kind, record_id=record_id))
        except Refusal as refusal:
            self.notice.refuse(refusal)
            return
        self._shown = whole.shown(hidden=not self.presenting)
        self.canvas.show_thread(self._shown)
        self.list.rows.show([_line(self._shown, node) for node in self._shown.nodes])
        self._say()
        QTimer.singleShot(0, self, self._bring_current)

    def _say(self) -> None:
        shown = self._shown
        if shown is None:
            return
        gaps = len(shown.gaps)
        words = f"{len(shown.nodes)} on this thread"
        words += f", {gaps} of them with something missing after it." if gaps else "."
        if shown.more:
            words += " There is more than is shown."
        self.said.setText(words)
        self.unlink.setVisible(any(edge.link_id for edge in shown.edges))
        writable = not self._jobs.desk.read_only
        self.link.setEnabled(writable)
        self.unlink.setEnabled(writable)

    def _bring_current(self) -> None:
        """Bring the current record into view, once the drawing has its size."""
        key = self.canvas.current
        node = self._shown.node(key) if self._shown is not None and key is not None else None
        if node is not None:
            self._bring(node)

    def _bring(self, node: Node) -> None:
        box = self.canvas.box_of(node.key)
        if box is not None:
            centre = box.center()
            self.area.ensureVisible(centre.x(), centre.y(), box.width(), box.height())

    def _open_line(self, line_id: str) -> None:
        kind, _, record_id = line_id.rpartition(" ")
        self.record_wanted.emit(kind.removeprefix("verdict "), record_id)

    def _choices(self) -> list[Choice]:
        return self._jobs.read(partial(linkable, hidden=not self.presenting))

    def begin_link(self) -> None:
        """Ask which record follows from the one that is current, in the drawing or in the list."""
        self._follow_list()
        self.linking.show()
        self.other.clear()
        self.other.setFocus(Qt.FocusReason.OtherFocusReason)

    def _link(self, chosen: str | None) -> None:
        if chosen is None or self._about is None:
            return
        kind, _, record_id = chosen.partition(" ")
        verb = partial(
            _link,
            earlier=self._current(),
            later=(kind, record_id),
            kind=self.kinds.currentData(),
        )
        self._jobs.change("Link two records", verb, then=self._linked, refused=self.notice.refuse)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the line for a link with Escape: nothing is linked."""
        if event.key() == Qt.Key.Key_Escape and self.linking.isVisible():
            self.linking.hide()
            self._shown_part().setFocus()
            return
        super().keyPressEvent(event)

    def _shown_part(self) -> QWidget:
        return self.list if self.as_list.isChecked() else self.canvas

    def _follow_list(self) -> None:
        """Make the line that is chosen in the list current, where the list is shown."""
        chosen = self.list.chosen if self.as_list.isChecked() else None
        if chosen is not None:
            kind, _, record_id = chosen.rpartition(" ")
            self.canvas.go_to((kind, record_id))

    def _current(self) -> Key:
        key = self.canvas.current or self._about or ("", "")
        return key[0].removeprefix("verdict "), key[1]

    def _linked(self, _: object) -> None:
        self.linking.hide()
        self.notice.clear()
        self.refresh()
        self._shown_part().setFocus()
        self.done.emit("Link two records")

    def show_paper(self) -> None:
        """Show the thread as a paper: the drawing, and everything on it as a list."""
        if self._about is None:
            return
        if self.preview is None:
            from safeguard_desk.ui.papers.preview import Preview

            self.preview = Preview(self._jobs, self)
            self.preview.closed.connect(self._put_away)
            self.stack.addWidget(self.preview)
        self.linking.hide()
        self.stack.setCurrentWidget(self.preview)
        request = Request(about=self._about, restricted=not self.presenting)
        self.preview.show_paper("Golden thread", "thread", request)

    def _put_away(self) -> None:
        self.stack.setCurrentIndex(int(self.as_list.isChecked()))
        self._shown_part().setFocus()

    def take_link_away(self) -> None:
        """Take away the link, made by hand, that leads to or from what is current."""
        self._follow_list()
        key = self.canvas.current
        edges = self._shown.edges if self._shown is not None else ()
        found = [edge for edge in edges if edge.link_id and key in {edge.earlier, edge.later}]
        if not found:
            what = "No link made by hand leads to or from what is chosen."
            self.notice.refuse(Refusal(what, "", "Choose one of its two ends."))
            return
        verb = partial(linking.unlink, link_id=found[-1].link_id or "")
        self._jobs.change("Take a link away", verb, then=self._unlinked)

    def _unlinked(self, _: object) -> None:
        self.refresh()
        self.done.emit("Take a link away")

    def refresh(self) -> None:
        """Show the thread as it is now."""
        if self._about is not None:
            self.show_thread(*self._about)

    def show_record(self, record_id: str) -> None:
        """Show another record of the same kind."""
        if self._about is not None:
            self.show_thread(self._about[0], record_id)


def _link(uow: UnitOfWork, earlier: Key, later: Key, kind: LinkKind) -> None:
    linking.link(uow, earlier, later, kind)


def _line(shown: Thread, node: Node) -> NodeLine:
    return NodeLine(f"{node.kind} {node.id}", node, shown.came_from(node.key), node.standing)


def _spoken(line: NodeLine) -> str:
    return spoken(line.node, line.came)
