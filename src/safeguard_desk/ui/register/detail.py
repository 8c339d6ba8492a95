"""The chosen record under its table: what can be done to it, its form, updates and history."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.errors import Refusal
from safeguard_desk.registers.declare import Act, Register
from safeguard_desk.registers.telling import chosen
from safeguard_desk.ui.jobs import Jobs
from safeguard_desk.ui.register.evidence_pane import EvidencePane
from safeguard_desk.ui.register.exchange_pane import ExchangePane
from safeguard_desk.ui.register.form import RecordForm
from safeguard_desk.ui.register.told import HistoryPane, UpdatesPane
from safeguard_desk.ui.thread.pane import ThreadPane
from safeguard_desk.ui.widgets.flow import Flow
from safeguard_desk.ui.widgets.notices import EmptyState, NoticeBar, announce
from safeguard_desk.views.actions import source
from safeguard_desk.views.linkable import KINDS_LINKED
from safeguard_desk.work import actions

CHALLENGED = "inspections"
"""The kind of record over which agencies are challenged."""
WITH_UPDATES = "actions"
"""The kind of record on whose progress people say something now and then."""


_HEAD = 44
"""Characters of the head at most."""


class Asking(QFrame):
    """A line that asks for the words an act needs; Enter does it, Esc leaves it."""

    answered = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make a hidden line."""
        super().__init__(parent)
        self.setProperty("role", "said")
        self._act: Act | None = None
        self.question = QLabel(self)
        self.line = QLineEdit(self)
        self.do = QPushButton(self)
        self.do.setProperty("leading", "true")
        self.leave = QPushButton("Cancel", self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 6, 8, 6)
        layout.addWidget(self.question)
        layout.addWidget(self.line, 1)
        layout.addWidget(self.do)
        layout.addWidget(self.leave)
        self.line.returnPressed.connect(self._answer)
        self.do.clicked.connect(self._answer)
        self.leave.clicked.connect(self.hide)
        self.hide()

    def ask(self, act: Act) -> None:
        """Ask what an act needs to be told."""
        self._act = act
        self.question.setText(act.asks)
        self.line.setAccessibleName(act.asks)
        self.do.setText(act.title)
        self.line.clear()
        self.show()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, act.asks)

    def _answer(self) -> None:
        if self._act is not None:
            self.answered.emit(self._act, self.line.text().strip())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Esc leave the question."""
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)


class Detail(QWidget):
    """One record of a register, or the hint that one can be chosen."""

    done = Signal(object)
    """Words on what was done to the record."""
    record_wanted = Signal(object, object)
    """The kind and id of another record that somebody asked to see."""

    def __init__(self, jobs: Jobs, register: Register, parent: QWidget | None = None) -> None:
        """Lay out for a register; nothing is chosen yet."""
        super().__init__(parent)
        self._jobs = jobs
        self.register = register
        self.record_id: str | None = None
        self._ref = ""
        self.head = QLabel(self)
        self.head.setProperty("role", "heading")
        self.head.setTextFormat(Qt.TextFormat.PlainText)
        self.source = QPushButton(self)
        self.source.setFlat(True)
        self.source.setToolTip("Open what it was raised on")
        self.source.hide()
        self._source: tuple[str, str] | None = None
        self.acts = [self._act_button(act) for act in register.acts]
        self.notice = NoticeBar(self)
        self.asking = Asking(self)
        self.asking.answered.connect(self._do)
        self.form = RecordForm(jobs, register, self)
        self.updates = UpdatesPane(jobs, self) if register.kind == WITH_UPDATES else None
        self.evidence = EvidencePane(jobs, self) if register.kind == WITH_UPDATES else None
        self.thread_pane = ThreadPane(jobs, self) if register.kind in KINDS_LINKED else None
        self.exchange = ExchangePane(jobs, self) if register.kind == CHALLENGED else None
        self.history = HistoryPane(jobs, register, self)
        self.tabs = QTabBar(self)
        self.tabs.setAccessibleName(f"Parts of the {register.one}")
        self.tabs.setExpanding(False)
        self.pages = QStackedWidget(self)
        self._add_pages()
        self.hint = EmptyState(self)
        self.hint.say(f"Choose a line to see the {register.one}.")
        self._lay_out()
        self.tabs.currentChanged.connect(self._turn)
        self.source.clicked.connect(self._open_source)
        self.show_record(None)

    def _act_button(self, act: Act) -> QPushButton:
        button = QPushButton(act.title, self)
        button.setProperty("act", act.code)
        if act.key:
            button.setToolTip(act.key)
        button.clicked.connect(self._pressed)
        return button

    def _add_pages(self) -> None:
        parts: list[tuple[str, QWidget]] = [("Details", self.form)]
        if self.updates is not None and self.evidence is not None:
            parts += [("Updates", self.updates), ("Evidence", self.evidence)]
            self.updates.wanted.connect(self._update)
            self.evidence.done.connect(self._proved)
            self.evidence.refused.connect(self._refused)
        if self.exchange is not None:
            parts.append(("Challenge", self.exchange))
        if self.thread_pane is not None:
            parts.append(("Thread", self.thread_pane))
            self.thread_pane.record_wanted.connect(self.record_wanted)
            self.thread_pane.done.connect(self.done)
        parts.append(("History", self.history))
        for title, page in parts:
            self.tabs.addTab(title)
            self.pages.addWidget(page)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(6)
        top.addWidget(self.head)
        top.addWidget(self.tabs, 1)
        top.addWidget(self.source)
        acts = Flow(gap=6)
        for button in self.acts:
            acts.addWidget(button)
        self.body = QWidget(self)
        layout = QVBoxLayout(self.body)
        layout.setContentsMargins(0, 6, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(top)
        layout.addLayout(acts)
        layout.addWidget(self.notice)
        layout.addWidget(self.asking)
        layout.addWidget(self.pages, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.body)
        outer.addWidget(self.hint)

    def show_record(self, record_id: str | None) -> None:
        """Show a record, or the hint when none is chosen."""
        if record_id != self.record_id:
            self.notice.clear()
            self.asking.hide()
        found = None
        if record_id is not None:
            read = partial(chosen, register=self.register, record_id=record_id)
            found = self._jobs.read(read)
        if found is None or record_id is None:
            self.form.leave()
            self.form.record_id = self.record_id = None
            self.body.hide()
            self.hint.show()
            return
        self.record_id = record_id
        self._ref = found.ref
        title = str(found.values.get("title") or "")
        self.head.setText(_short(found.ref))
        self.head.setToolTip(title or found.ref)
        self.head.setAccessibleName(title or found.ref)
        writable = self.register.edit is not None and not self._jobs.desk.read_only
        self.form.show_record(record_id, found, editable=writable)
        for button in self.acts:
            button.setEnabled(not self._jobs.desk.read_only)
        self._show_source(record_id)
        self.hint.hide()
        self.body.show()
        self._turn(self.tabs.currentIndex())

    def _show_source(self, record_id: str) -> None:
        """Offer to open what an action was raised on, where that is known."""
        if self.register.kind != WITH_UPDATES:
            return
        found = self._jobs.read(partial(source, action_id=record_id))
        self._source = found[1] if found is not None else None
        self.source.setVisible(found is not None)
        if found is not None:
            self.source.setText(_short(found[0]))
            self.source.setAccessibleName(f"Open what it was raised on: {found[0]}")

    def _open_source(self) -> None:
        if self._source is not None:
            self.record_wanted.emit(*self._source)

    def refresh(self) -> None:
        """Show the record as it is now."""
        self.show_record(self.record_id)

    def edit(self) -> None:
        """Put the focus into the first field of the form."""
        if self.record_id is not None:
            self.tabs.setCurrentIndex(0)
            self.form.begin()

    def act_by_key(self, key: str) -> bool:
        """Do what a key stands for; says whether any act has it."""
        for act in self.register.acts:
            if act.key and act.key.casefold() == key.casefold() and self.record_id is not None:
                self.begin_act(act)
                return True
        return False

    def begin_act(self, act: Act) -> None:
        """Do an act, or ask first for what it needs to be told."""
        if act.asks:
            self.asking.ask(act)
        else:
            self._do(act, "")

    def _pressed(self) -> None:
        code = self.sender().property("act")
        self.begin_act(next(act for act in self.register.acts if act.code == code))

    def _do(self, act: Act, words: str) -> None:
        record_id, ref = self.record_id, self._ref
        if record_id is None:
            return
        title = f"{act.title} {ref}"
        verb = partial(_run, act=act, record_id=record_id, words=words)
        self._jobs.change(title, verb, then=partial(self._did, title), refused=self._refused)

    def _did(self, title: str, _: object) -> None:
        self.asking.hide()
        self.notice.clear()
        self.done.emit(title)

    def _refused(self, refusal: Refusal) -> None:
        self.notice.refuse(refusal)

    def _update(self, record_id: str, words: str) -> None:
        verb = partial(actions.update, action_id=record_id, text=words)
        self._jobs.change(f"Update {self._ref}", verb, then=self._updated, refused=self._refused)

    def _updated(self, _: object) -> None:
        if self.updates is not None:
            self.updates.added()
        self.done.emit(f"Update {self._ref}")

    def _proved(self, words: str) -> None:
        self.notice.clear()
        self.done.emit(f"{words}: {self._ref}")

    def _turn(self, place: int) -> None:
        self.pages.setCurrentIndex(place)
        page = self.pages.currentWidget()
        if self.record_id is None:
            return
        if isinstance(page, ThreadPane):
            page.show_thread(self.register.kind, self.record_id)
        elif isinstance(page, HistoryPane | UpdatesPane | EvidencePane | ExchangePane):
            page.show_record(self.record_id)

    def begin_link(self) -> bool:
        """Ask what the record is to be linked to; says whether it can be."""
        if self.thread_pane is None or self.record_id is None or self._jobs.desk.read_only:
            return False
        self.tabs.setCurrentIndex(self.pages.indexOf(self.thread_pane))
        self.thread_pane.begin_link()
        return True

    def present(self, presenting: bool) -> None:
        """Leave out what is restricted while the screen is shared."""
        if self.thread_pane is not None:
            self.thread_pane.presenting = presenting
            self.thread_pane.refresh()


def _short(words: str) -> str:
    """Return a reference, or the beginning of a name, that leaves room for what can be done."""
    return words if len(words) <= _HEAD else f"{words[: _HEAD - 1].rstrip()}…"


def _run(uow: UnitOfWork, act: Act, record_id: str, words: str) -> object:
    return act.verb(uow, record_id, words)
