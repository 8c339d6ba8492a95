"""A declared register as a screen: filters, table, and the chosen record under it."""

from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from safeguard_desk.desk.changes import ChangeSet
from safeguard_desk.registers import finding, paging
from safeguard_desk.registers.declare import Filter, ListAct, Register, plain
from safeguard_desk.registers.paging import Only, Query
from safeguard_desk.rules.lens import seen
from safeguard_desk.rules.terms import Side
from safeguard_desk.ui.jobs import Jobs
from safeguard_desk.ui.register.adding import Adding
from safeguard_desk.ui.register.detail import Detail
from safeguard_desk.ui.register.grid import Grid, is_grid
from safeguard_desk.ui.register.only_bar import OnlyBar
from safeguard_desk.ui.register.rows_model import RowsModel
from safeguard_desk.ui.register.strip import Strip
from safeguard_desk.ui.register.table import RowsTable
from safeguard_desk.ui.register.views import Parts, Views
from safeguard_desk.ui.widgets.fields import LineField
from safeguard_desk.ui.widgets.flow import Flow
from safeguard_desk.ui.widgets.notices import EmptyState, NoticeBar

_DOWN = Qt.SortOrder.DescendingOrder


class RegisterPanel(QWidget):
    """The list of one kind of record, of one group or of all."""

    opened = Signal(object)
    """The id of a record that is looked at in a place of its own."""
    done = Signal(object)
    """Words on something that was done, and can be undone."""
    keys_wanted = Signal()
    record_wanted = Signal(object, object)
    """The kind and id of another record that somebody asked to see."""

    def __init__(
        self,
        jobs: Jobs,
        register: Register,
        group_id: str | None = None,
        *,
        parent: QWidget | None = None,
        opens: bool = False,
    ) -> None:
        """Show a register. opens: its records have a place of their own, so no form under it."""
        super().__init__(parent)
        self._jobs = jobs
        self.register = register
        self.group_id = group_id
        self._opens = opens
        self._awaited: str | None = None
        self.rows = RowsModel(jobs, register, self)
        self.table = RowsTable(self.rows, self)
        self.filter_line = LineField(f"Filter {register.title.lower()}", self)
        self.count = QLabel(self)
        self.chips = [self._chip(known.code, known.title) for known in register.filters]
        self.new = QPushButton("New  N", self)
        self.list_acts = [self._list_act(known) for known in register.list_acts]
        self.empty = EmptyState(self)
        self.notice = NoticeBar(self)
        self.asking = Strip(self)
        self.only = OnlyBar(self)
        parts = Parts(self.chips, self.filter_line, self.only, self.asking)
        self.views = Views(jobs, self.table, group_id, parts, self)
        typed = is_grid(register) and not opens and not jobs.desk.read_only
        self.grid = Grid(jobs, register, self.table, self) if typed else None
        self.detail = None if opens else Detail(jobs, register, self)
        self._lay_out()
        self._connect()
        self.views.recall()
        self.table.choose(self.rows.id_at(0))

    def _chip(self, code: str, title: str) -> QToolButton:
        chip = QToolButton(self)
        chip.setText(title)
        chip.setProperty("chip", "true")
        chip.setProperty("code", code)
        chip.setCheckable(True)
        chip.setAccessibleName(f"Only: {title}")
        chip.setChecked(code == self.register.open_filter)
        chip.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        chip.toggled.connect(self._filters_changed)
        return chip

    def _list_act(self, act: ListAct) -> QPushButton:
        button = QPushButton(act.title, self)
        button.setVisible(not self._jobs.desk.read_only)
        button.setProperty("code", act.code)
        button.clicked.connect(self._do_list_act)
        return button

    def _do_list_act(self) -> None:
        code = self.sender().property("code")
        act = next(known for known in self.register.list_acts if known.code == code)
        self._jobs.change(act.title, act.verb, then=lambda _: self.done.emit(act.title))

    def _lay_out(self) -> None:
        title = QLabel(self.register.title, self)
        title.setProperty("role", "title")
        self.count.setProperty("role", "quiet")
        self.count.setAccessibleName("Number of lines")
        self.new.setProperty("leading", "true")
        self.new.setAccessibleName(f"New {self.register.one}")
        self.new.setToolTip(f"Add a {self.register.one} (N)")
        self.new.setVisible(self.register.create is not None and not self._jobs.desk.read_only)
        self.filter_line.setPlaceholderText("Filter as you type  /")
        self.filter_line.setClearButtonEnabled(True)
        self.filter_line.setMinimumWidth(170)
        self.filter_line.setMaximumWidth(340)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(title)
        top.addWidget(self.count)
        flow = Flow()
        for chip in self.chips:
            flow.addWidget(chip)
        top.addLayout(flow, 1)
        top.addWidget(self.filter_line)
        top.addWidget(self.views.menu)
        for act in self.list_acts:
            top.addWidget(act)
        top.addWidget(self.new)
        self.middle = QStackedWidget(self)
        self.middle.addWidget(self.table)
        self.middle.addWidget(self.empty)
        self.split = QSplitter(Qt.Orientation.Vertical, self)
        self.split.setChildrenCollapsible(False)
        self.split.setHandleWidth(5)
        self.split.addWidget(self.middle)
        if self.detail is not None:
            self.split.addWidget(self.detail)
            self.split.setStretchFactor(0, 3)
            self.split.setStretchFactor(1, 2)
            self.split.setSizes([340, 330])
        self.top = QVBoxLayout(self)
        self.top.setContentsMargins(14, 10, 14, 8)
        self.top.setSpacing(8)
        self.top.addLayout(top)
        for bar in (self.only, self.notice, self.asking):
            self.top.addWidget(bar)
        if self.grid is not None:
            self.top.addWidget(self.grid.strip)
            self.top.addWidget(self.grid.bar)
        self.top.addWidget(self.split, 1)
        self.adding = Adding(self._jobs, self.register, self.group_id, self.top, self)

    def _connect(self) -> None:
        self.rows.counted.connect(self._show_count)
        self.filter_line.textChanged.connect(self._words_changed)
        self.filter_line.installEventFilter(self)
        self.new.clicked.connect(self.begin_new)
        self.empty.button.clicked.connect(self._empty_pressed)
        self.table.pressed_key.connect(self._key)
        self.table.opened.connect(self._open)
        self.table.horizontalHeader().sortIndicatorChanged.connect(self._sort)
        self.only.removed.connect(self._without)
        self.views.done.connect(self._did)
        self.views.refused.connect(self.notice.refuse)
        self.asking.left.connect(self.table.setFocus)
        self.adding.made.connect(self._made)
        self.adding.left.connect(self.table.setFocus)
        if self.grid is not None:
            self.grid.done.connect(self._did)
            self.grid.refused.connect(self.notice.refuse)
            self.grid.whole_wanted.connect(self._edit_whole)
        if self.detail is not None:
            self.table.chosen.connect(self.detail.show_record)
            self.detail.done.connect(self.done)
            self.detail.record_wanted.connect(self.record_wanted)

    @property
    def query(self) -> Query:
        """What is listed, and in what order."""
        return self.views.query

    def show_query(self, query: Query) -> None:
        """Show what a query gives."""
        self.views.show_query(query)

    def only_this(self) -> None:
        """List only what has the value of the cell that the cursor is on."""
        index = self.table.currentIndex()
        identity = self.table.current_id()
        if identity is None:
            return
        column = self.rows.columns[index.column()]
        row = self._jobs.read(partial(paging.rows, register=self.register, wanted=[identity]))
        value = plain(row[identity][self.register.columns.index(column) + 1])
        kept = tuple(one for one in self.query.only if one.code != column.code)
        words = self.rows.cells(index.row())[index.column()]
        self.show_query(self.query.by(only=(*kept, Only(column.code, value, words))))

    def _without(self, code: str) -> None:
        left = tuple(one for one in self.query.only if one.code != code)
        within = self.query.within if code else None
        self.show_query(self.query.by(only=left, within=within))
        self.table.setFocus()

    def _did(self, words: str) -> None:
        self.notice.clear()
        self.done.emit(words)

    def _edit_whole(self) -> None:
        if self.detail is not None:
            self.detail.edit()

    def _filters_changed(self, _: bool) -> None:
        chosen = frozenset(str(chip.property("code")) for chip in self.chips if chip.isChecked())
        self.show_query(self.query.by(filters=chosen))

    def _words_changed(self, text: str) -> None:
        words = " ".join(text.split())
        if words != self.query.words:
            self.show_query(self.query.by(words=words))

    def _sort(self, section: int, direction: Qt.SortOrder) -> None:
        header = self.table.horizontalHeader()
        code = self.rows.columns[section].code if 0 <= section < len(self.rows.columns) else ""
        header.setSortIndicatorShown(bool(code))
        self.show_query(self.query.by(order=code, descending=bool(code) and direction == _DOWN))
        self.views.remember()

    def _show_count(self) -> None:
        self._choose_awaited()
        known = self.rows.records
        self.count.setText(f"{known:,}" if self.rows.complete else f"{known:,}, counting…")
        nothing = not known and self.rows.complete
        if nothing:
            narrowed = self.query.narrowed
            if narrowed and not self._has_nothing():
                self.empty.say("Nothing fits these filters.", "Show all")
            elif self.query.sides != frozenset(Side):
                self.empty.say("Nothing here is seen through the lens. F12 turns it.", "")
            else:
                can = self.register.create is not None and not self._jobs.desk.read_only
                self.empty.say(self.register.empty, f"New {self.register.one}" if can else "")
            if self.detail is not None:
                self.detail.show_record(None)
        self.middle.setCurrentWidget(self.empty if nothing else self.table)
        if self.detail is not None:
            self.detail.setVisible(not nothing)

    def _has_nothing(self) -> bool:
        """Say whether the register has no record at all, whatever the filters."""
        bare = self.query.by(words="", filters=frozenset(), only=(), within=None)
        read = partial(finding.in_order, register=self.register, query=bare, limit=1)
        return not self._jobs.read(read)

    def _empty_pressed(self) -> None:
        if self.query.narrowed and not self._has_nothing():
            self.show_all()
        else:
            self.begin_new()

    def show_all(self) -> None:
        """Take all filters away."""
        self.show_filtered("")

    def show_filtered(self, wanted: str | Filter) -> None:
        """Show what one filter leaves, the register's own by its code or another; "" for all."""
        within = wanted if isinstance(wanted, Filter) else None
        self.views.query = self.query.by(only=(), within=within)
        self.filter_line.clear()
        for chip in self.chips:
            chip.blockSignals(True)
            chip.setChecked(chip.property("code") == wanted)
            chip.blockSignals(False)
        self._filters_changed(True)

    def reveal(self, record_id: str) -> None:
        """Choose a record, as soon as it is listed; filters that hide it are taken away."""
        self._awaited = record_id
        self._choose_awaited()
        self.table.setFocus()

    def _choose_awaited(self) -> None:
        awaited = self._awaited
        if awaited is None or not (self.table.choose(awaited) or self.rows.complete):
            return  # the rest of a long list is on its way
        self._awaited = None
        if self.table.current_id() != awaited and self.query.narrowed:
            self._awaited = awaited
            self.show_all()

    def present(self, presenting: bool) -> None:
        """Leave out what is restricted while the screen is shared."""
        if self.detail is not None:
            self.detail.present(presenting)
        if self.query.without_restricted != presenting:
            self.show_query(self.query.by(without_restricted=presenting))

    def narrow(self, lens: Side) -> None:
        """Show what is seen through the window's lens."""
        if self.query.sides != seen(lens):
            self.show_query(self.query.by(sides=seen(lens)))

    def follow(self, changes: ChangeSet) -> None:
        """Follow a change of the desk."""
        self.rows.follow(changes)
        if self.detail is not None and changes.touches(
            self.register.kind, *self.register.follows, *_TOLD.get(self.register.kind, ())
        ):
            self.detail.refresh()

    def save(self) -> None:
        """Offer whatever is typed and not yet saved."""
        if self.grid is not None:
            self.grid.editor.keep()
        self.adding.save()
        if self.detail is not None:
            self.detail.form.leave()

    def begin_new(self) -> None:
        """Begin a new record: on one line where it can be, else in an empty form."""
        self.adding.begin()

    def _made(self, record_id: str) -> None:
        self.reveal(record_id)
        self._did(f"New {self.register.one}")
        if self._opens:
            self.opened.emit(record_id)

    def _open(self, record_id: str) -> None:
        if self.detail is None:
            self.opened.emit(record_id)
        else:
            self.detail.edit()

    def _key(self, key: str) -> None:
        """Answer a letter typed while the table has the focus."""
        if key in "nN":
            self.begin_new()
        elif self.grid is not None and self.grid.key(key):
            return
        elif key == "=":
            self.only_this()
        elif key in "vV":
            self.views.menu.showMenu()
        elif key == "/":
            self.filter_line.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.filter_line.selectAll()
        elif key == "?":
            self.keys_wanted.emit()
        elif key in "eE":
            if self.detail is not None:
                self.detail.edit()
            elif (current := self.table.current_id()) is not None:
                self.opened.emit(current)
        elif self.detail is not None:
            self.detail.act_by_key(key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Esc go back to the table from anywhere, and clear the filters there."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.asking.isVisible():
            self.asking.leave()
        elif self.grid is not None and self.grid.leave():
            return
        elif self.table.hasFocus():
            self.notice.clear()
            self.filter_line.clear()
        else:
            self.table.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """In the filter line: Down and Enter go to the rows, Esc clears it first."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key = event.key()
            if key in {Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                self.table.setFocus()
                if self.table.current_id() is None and self.rows.rowCount():
                    self.table.choose(self.rows.id_at(0))
                return True
            if key == Qt.Key.Key_Escape:
                if self.filter_line.text():
                    self.filter_line.clear()
                else:
                    self.table.setFocus()
                return True
        return super().eventFilter(watched, event)


_TOLD = {"actions": ("action_updates", "due_date_changes")}
"""Records that are told of in another one's updates."""
