"""The agenda as a table edited in place: titles, presenters, purposes, minutes, and the order."""

from collections.abc import Collection
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.errors import Refusal
from safeguard_desk.rules.terms import Purpose
from safeguard_desk.rules.times import read_minutes
from safeguard_desk.rules.timings import ends, overrun
from safeguard_desk.ui.meeting.agenda_menu import KEYS
from safeguard_desk.ui.meeting.agenda_rows import (
    COLUMNS,
    PURPOSE,
    TITLE,
    AgendaRows,
    PlanLine,
    lines,
    spoken,
)
from safeguard_desk.ui.meeting.choice import ChoiceDelegate, Choices
from safeguard_desk.ui.meeting.looks import BAD, pick, write_minutes, write_time
from safeguard_desk.ui.meeting.picture import Picture
from safeguard_desk.ui.meeting.rows import Rows, RowsView, Style
from safeguard_desk.ui.meeting.step import Bench
from safeguard_desk.ui.widgets.fields import TextField
from safeguard_desk.work import agendas


def total_words(minutes: int, length: int) -> str:
    """Return how the agenda's minutes fit the meeting, in words."""
    total, meeting = write_minutes(minutes), write_minutes(length)
    if minutes > length:
        return f"{total} of items for {meeting}: {write_minutes(minutes - length)} too long"
    spare = f", {write_minutes(length - minutes)} to spare" if minutes < length else ", just right"
    return f"{total} of items for {meeting}{spare}"


def _purposes() -> Choices:
    return tuple((purpose.label, purpose) for purpose in Purpose)


class AgendaView(RowsView):
    """The table; rows are dragged by the mouse as well as moved by Alt+Up and Alt+Down."""

    dropped = Signal(object, int)
    """An item's id and the number it shall have."""

    def __init__(self, rows: Rows, name: str, parent: QWidget | None = None) -> None:
        """Show the agenda."""
        super().__init__(rows, name, parent)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDropIndicatorShown(True)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
        )

    def dropEvent(self, event: QDropEvent) -> None:
        """Put the dragged item where it was dropped; the file says whether it may."""
        chosen = self.chosen
        target = self.indexAt(event.position().toPoint())
        below = self.dropIndicatorPosition() == QAbstractItemView.DropIndicatorPosition.BelowItem
        place = target.row() + (1 if below else 0) if target.isValid() else len(self.rows.rows)
        event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()
        if chosen is not None and self.rows.rows:
            here = self.rows.place(chosen)
            neighbour = min(place - 1 if place > here else place, len(self.rows.rows) - 1)
            number = self.rows.rows[neighbour].number
            self.dropped.emit(chosen, number or self.rows.rows[neighbour - 1].number)


class AgendaTable(QWidget):
    """The agenda with a line to add items and the sum of minutes in words."""

    asked = Signal(object, str)
    """An item's id, and the letter of what is to be done with its matter (agenda_menu.KEYS)."""
    menu_wanted = Signal(object, object)
    """An item's id, and where on the screen its menu is wanted."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        """Make an empty agenda."""
        super().__init__(parent)
        self.bench = bench
        rows = AgendaRows(COLUMNS, self, spoken=spoken, style=_style)
        rows.edited.connect(self._edited)
        self.view = AgendaView(rows, "Agenda", self)
        self.view.setItemDelegateForColumn(PURPOSE, ChoiceDelegate("Purpose", _purposes, self.view))
        self.view.opened.connect(self._edit)
        self.view.moved.connect(self._move)
        self.view.dropped.connect(self._place)
        self.view.removed.connect(self._remove)
        self.view.letters = KEYS
        self.view.pressed_key.connect(self.asked)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.view.customContextMenuRequested.connect(self._menu)
        self.view.selectionModel().currentRowChanged.connect(self._show_notes)
        self.new = QLineEdit(self)
        self.new.setAccessibleName("New item")
        self.new.setPlaceholderText("New item: type its title and press Enter")
        self.new.returnPressed.connect(self._add)
        self.refusal = QLabel(self)
        self.refusal.setWordWrap(True)
        self.refusal.hide()
        self.takes_up = TextField("What the chosen item takes up", self)
        self.takes_up.MOST = 4
        self.takes_up.setToolTip("Printed under the item on the agenda, a line each")
        self.takes_up.committed.connect(self._note)
        self.takes_up.hide()
        self._noted: str | None = None
        self.total = QLabel(self)
        self.total.setAccessibleName("Sum of minutes")
        self.up, self.down, self.off = (QPushButton(w, self) for w in ("Up", "Down", "Remove"))
        self.more = QPushButton("More…", self)
        self._lay_out()

    def _lay_out(self) -> None:
        for button, slot, hint in (
            (self.up, self._up, "Alt+Up"),
            (self.down, self._down, "Alt+Down"),
            (self.off, self._off, "Delete"),
            (self.more, self._more, "Park, leave out once, hand over, history"),
        ):
            button.clicked.connect(slot)
            button.setToolTip(hint)
            button.setAccessibleName(f"{button.text()} (item chosen in the agenda)")
        foot = QHBoxLayout()
        foot.addWidget(self.new, 1)
        for button in (self.up, self.down, self.off, self.more):
            foot.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.view, 1)
        layout.addWidget(self.takes_up)
        layout.addLayout(foot)
        layout.addWidget(self.refusal)
        layout.addWidget(self.total)

    def show_picture(
        self, picture: Picture, recurring: Collection[str] = (), *, presenting: bool
    ) -> None:
        """Show the agenda as it stands; `recurring` are the matters that come to every meeting."""
        self.view.rows.read_only = picture.locked
        head = picture.head
        shown = lines(picture.items, head.starts_at, recurring, presenting=presenting)
        self.view.rows.show(shown)
        if self.view.chosen is None and shown:
            self.view.choose(shown[0].id, TITLE)
        for widget in (self.new, self.up, self.down, self.off):
            widget.setEnabled(not picture.locked)
        self.takes_up.setReadOnly(picture.locked)
        self._show_notes()
        self.more.setEnabled(bool(shown))
        minutes = [line.item.minutes for line in shown if line.item]
        words = total_words(sum(minutes), head.length_minutes)
        over = overrun(minutes, head.length_minutes) > 0
        if minutes:
            words += f", ends {write_time(ends(head.starts_at, minutes))}"
        self.total.setText(f"! {words}" if over else words)
        colour = pick(BAD, self.palette()).name() if over else ""
        self.total.setStyleSheet(f"color: {colour}; font-weight: 600;" if over else "")

    def _add(self) -> None:
        title = self.new.text()
        place = self.view.rows.place(self.view.chosen)
        number = self.view.rows.rows[place].number + 1 if place >= 0 else None
        verb = partial(add, meeting_id=self.bench.meeting_id, title=title, at=number)
        self.bench.do("Add an item", verb, then=self._was_added, refused=self._refuse)

    def _was_added(self, item_id: str) -> None:
        self.refusal.hide()
        self.new.clear()
        self.view.choose(item_id, TITLE)

    def _refuse(self, refusal: Refusal) -> None:
        self.refusal.setText(f"! {refusal}")
        self.refusal.show()

    def _edited(self, item_id: str, name: str, value: Any) -> None:
        if name == "minutes":
            minutes = read_minutes(str(value))
            if minutes is None:
                what = f"“{value}” is no number of minutes."
                self._refuse(Refusal(what, "It stays as it was.", "Type 15, 1:30 or 1.5h."))
                return
            value = minutes
        self.refusal.hide()
        verb = partial(agendas.edit_item, item_id=item_id, **{name: value})
        self.bench.do("Edit the agenda", verb, refused=self._refuse)

    def _edit(self, item_id: str) -> None:
        index = self.view.currentIndex()
        if self.view.rows.flags(index) & Qt.ItemFlag.ItemIsEditable:
            self.view.edit(index)
        else:
            self.view.choose(item_id, TITLE)
            self.view.edit(self.view.currentIndex())

    def _move(self, item_id: str, by: int) -> None:
        items = [line for line in self.view.rows.rows if line.item]
        place = next((n for n, line in enumerate(items) if line.id == item_id), -by - 1) + by
        if 0 <= place < len(items):
            self._place(item_id, items[place].number)

    def _place(self, item_id: str, number: int) -> None:
        verb = partial(agendas.move_item, item_id=item_id, to=number)
        self.bench.do("Put the agenda in order", verb, refused=self._refuse)

    def _remove(self, item_id: str) -> None:
        verb = partial(agendas.remove_item, item_id=item_id)
        self.bench.do("Take an item off", verb, then=self._removed, refused=self._refuse)

    def _removed(self, _: object) -> None:
        self.refusal.hide()
        self.bench.say("The item is off the agenda. Ctrl+Z brings it back.")

    def _up(self) -> None:
        if self.view.chosen:
            self._move(self.view.chosen, -1)

    def _down(self) -> None:
        if self.view.chosen:
            self._move(self.view.chosen, 1)

    def _off(self) -> None:
        if self.view.chosen:
            self._remove(self.view.chosen)

    def _show_notes(self) -> None:
        """Show what the chosen item takes up; the place is kept for items that do."""
        place = self.view.rows.place(self.view.chosen)
        item = self.view.rows.rows[place].item if place >= 0 else None
        if self._noted is not None and (item is None or item.id != self._noted):
            self.takes_up.commit()
            self.takes_up.put_back()
        self._noted = item.id if item is not None else None
        self.takes_up.show_value(item.notes if item is not None else "")
        self.takes_up.setVisible(item is not None and bool(item.notes))

    def _note(self, words: str) -> None:
        if self._noted is not None:
            verb = partial(agendas.edit_item, item_id=self._noted, notes=words)
            self.bench.do("Say what an item takes up", verb, refused=self._refuse)

    def _more(self) -> None:
        if self.view.chosen:
            corner = self.more.mapToGlobal(self.more.rect().topLeft())
            self.menu_wanted.emit(self.view.chosen, corner)

    def _menu(self, at: QPoint) -> None:
        if self.view.chosen:
            self.menu_wanted.emit(self.view.chosen, self.view.viewport().mapToGlobal(at))


def _style(line: PlanLine) -> Style:
    return Style(bold=line.item is None)


def add(uow: UnitOfWork, *, meeting_id: str, title: str, at: int | None) -> str:
    """Add an item as number `at` and return its id: a record itself never reaches the screen."""
    return agendas.add_item(uow, meeting_id, title, at=at).id
