"""The forward plan: a column for each meeting to come, one without date, and what is parked."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from safeguard_desk.desk.changes import ChangeSet
from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.errors import Refusal
from safeguard_desk.ui.forward.cards import CardList, ColumnView
from safeguard_desk.ui.jobs import Jobs
from safeguard_desk.ui.shell.page import Page
from safeguard_desk.ui.shell.sections import Tab
from safeguard_desk.views import forward as view
from safeguard_desk.views.forward import NO_DATE, PARKED, Card, ForwardColumn
from safeguard_desk.work import matters

_FOLLOWED = (
    *("matters", "matter_moves", "meetings", "agenda_items", "minute_entries"),
    *("actions", "groups", "people", "priorities"),
)
_NO_BOARD = (
    "No board meets here yet. Escalate a minute with e: and the board's code, hand a matter to a"
    " board, or plan a board's meeting in Meetings: its forward plan appears here."
)
_KEYS = (
    "Alt+← →  another meeting    ← →  other column    Enter  edit    P  park    S  leave out once"
    "    R  every meeting    C  close    H  history"
)


class ForwardPage(Page):
    """The columns side by side; a line at the top adds a matter to the chosen column."""

    def __init__(self, jobs: Jobs, tab: Tab, parent: QWidget | None = None) -> None:
        """Show a group's plan; in the tab of the boards, that of the chosen board."""
        super().__init__(jobs, tab, parent)
        self.columns: list[ForwardColumn] = []
        self.views: list[ColumnView] = []
        self._awaited: str | None = None
        self._column = NO_DATE
        self.title = QLabel("Forward plan", self)
        self.title.setProperty("role", "title")
        self.board = QComboBox(self)
        self.board.setAccessibleName("Whose forward plan is shown")
        self.board.setVisible(tab.group_id is None)
        self.board.currentIndexChanged.connect(self._show)
        self.new = QLineEdit(self)
        self.new.setAccessibleName("New matter")
        self.new.setPlaceholderText("New matter for “No date yet”: type it and press Enter")
        self.new.returnPressed.connect(self._add)
        self.keys = QLabel(_KEYS, self)
        self.keys.setProperty("role", "quiet")
        self.empty = QLabel(_NO_BOARD, self)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.setWordWrap(True)
        self._lay_out()
        self._load_boards()
        self._show()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.title)
        top.addWidget(self.board)
        top.addSpacing(12)
        top.addWidget(self.new, 1)
        self.inside = QWidget(self)
        self.row = QHBoxLayout(self.inside)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(10)
        self.row.addStretch(0)
        self.area = QScrollArea(self)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QScrollArea.Shape.NoFrame)
        self.area.setWidget(self.inside)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 10, 14, 8)
        layout.addLayout(top)
        layout.addWidget(self.area, 1)
        layout.addWidget(self.empty, 1)
        layout.addWidget(self.keys)

    @property
    def group_id(self) -> str | None:
        """The group whose plan is shown; None where no board meets yet."""
        found = self.tab.group_id or self.board.currentData()
        return found if isinstance(found, str) else None

    def _load_boards(self) -> None:
        if self.tab.group_id is not None:
            return
        chosen = self.board.currentData()
        self.board.blockSignals(True)
        self.board.clear()
        for group_id, words in self.jobs.read(view.board_groups):
            self.board.addItem(words, group_id)
        self.board.setCurrentIndex(max(self.board.findData(chosen), 0))
        self.board.blockSignals(False)
        self.board.setVisible(self.board.count() > 0)

    def arrive(self) -> None:
        """Put the focus on the first card, or on the line that adds one."""
        place = next((one for one in self.views if one.cards.count()), None)
        if place is None:
            self.new.setFocus()
            return
        place.cards.setFocus()
        if place.cards.chosen is None:
            place.cards.setCurrentRow(0)

    def follow(self, changes: ChangeSet) -> None:
        """Follow a change of anything a plan is made of."""
        if changes.touches(*_FOLLOWED):
            self._load_boards()
            self._show()

    def present(self, presenting: bool) -> None:
        """Leave out restricted matters while the screen is shared."""
        super().present(presenting)
        self._show()

    def about(self) -> tuple[str, str] | None:
        """Return the chosen matter."""
        chosen = self._focused().chosen if self.views else None
        return ("matters", chosen) if chosen else None

    def _show(self) -> None:
        group_id = self.group_id
        has_plan = group_id is not None
        self.area.setVisible(has_plan)
        self.keys.setVisible(has_plan)
        self.new.setVisible(has_plan)
        self.empty.setVisible(not has_plan)
        if group_id is None:
            return
        read = partial(view.forward_plan, group_id=group_id)
        self.columns = view.shown(self.jobs.read(read), presenting=self.presenting)
        if [one.id for one in self.columns] != [one.cards.column_id for one in self.views]:
            self._make_columns()
        else:
            for shown, column in zip(self.views, self.columns, strict=True):
                shown.show_column(column)
        self._choose_awaited()

    def _make_columns(self) -> None:
        for old in self.views:
            self.row.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.views = []
        for place, column in enumerate(self.columns):
            made = ColumnView(column, self.inside)
            cards = made.cards
            cards.entered_by_focus.connect(self._entered)
            cards.moved.connect(self._move)
            cards.dropped.connect(self._drop)
            cards.stepped.connect(self._step)
            cards.pressed_key.connect(self._letter)
            cards.opened.connect(self._open)
            self.row.insertWidget(place, made, 1)
            self.views.append(made)

    def _choose_awaited(self) -> None:
        """Follow a card that was just moved or added to where it stands now."""
        if self._awaited is None:
            return
        for shown in self.views:
            if shown.cards.choose(self._awaited):
                shown.cards.setFocus()
                self.area.ensureWidgetVisible(shown)
                self._awaited = None
                return

    def _focused(self) -> CardList:
        return next((one.cards for one in self.views if one.cards.hasFocus()), self.views[0].cards)

    def _place(self, matter_id: str) -> int:
        for place, column in enumerate(self.columns):
            if any(card.id == matter_id for card in column.cards):
                return place
        return -1

    def _card(self, matter_id: str) -> Card | None:
        cards = (card for column in self.columns for card in column.cards)
        return next((card for card in cards if card.id == matter_id), None)

    def _move(self, matter_id: str, by: int) -> None:
        place = self._place(matter_id) + by
        if 0 <= place < len(self.columns):
            self._drop(matter_id, self.columns[place].id)

    def _drop(self, matter_id: str, column_id: str) -> None:
        card = self._card(matter_id)
        if card is None:
            return
        if column_id == NO_DATE and not card.chosen_here:
            self.refused.emit(
                Refusal(
                    f"“{card.matter.title}” comes by itself: {card.note}.",
                    "It stays where it is.",
                    "Leave it out once with S, park it with P, or choose another meeting.",
                )
            )
            return
        self._awaited = matter_id
        self._do("Move a matter", partial(move, matter_id=matter_id, column_id=column_id))

    def _do(self, title: str, verb: Callable[[UnitOfWork], object]) -> None:
        self.jobs.change(title, verb, refused=self._refused)

    def _refused(self, refusal: Refusal) -> None:
        self._awaited = None
        self.refused.emit(refusal)

    def _step(self, by: int) -> None:
        here = [one.cards for one in self.views].index(self._focused()) + by
        if 0 <= here < len(self.views):
            cards = self.views[here].cards
            cards.setFocus()
            if cards.chosen is None and cards.count():
                cards.setCurrentRow(0)
            self.area.ensureWidgetVisible(self.views[here])

    def _entered(self, column_id: str) -> None:
        """Let a new matter go to the column that was looked at last."""
        self._column = column_id
        title = next((one.title for one in self.columns if one.id == column_id), "")
        self.new.setPlaceholderText(f"New matter for “{title}”: type it and press Enter")

    def _open(self, matter_id: str) -> None:
        self.record_wanted.emit("matters", matter_id)

    def _letter(self, matter_id: str, letter: str) -> None:
        card = self._card(matter_id)
        if card is None:
            return
        self._awaited = matter_id
        if letter == "H":
            self.history_wanted.emit("matters", matter_id)
        elif letter == "P":
            place = NO_DATE if card.matter.state.value == PARKED else PARKED
            self._do("Park a matter", partial(move, matter_id=matter_id, column_id=place))
        elif letter == "R":
            recurs = not card.matter.recurs
            verb = partial(matters.recur, matter_id=matter_id, recurs=recurs)
            self._do("Come to every meeting", verb)
        elif letter == "C":
            self._do("Close a matter", partial(matters.close, matter_id=matter_id))
            self.said.emit("Closed: it comes back no more.")
        else:
            self._skip(card)

    def _skip(self, card: Card) -> None:
        column = self.columns[self._place(card.id)]
        if column.id in {NO_DATE, PARKED}:
            what = f"“{card.matter.title}” is planned for no meeting."
            self._refused(Refusal(what, "Nothing was changed.", "Only a meeting can leave it out."))
            return
        verb = partial(matters.skip, matter_id=card.id, meeting_id=column.id)
        self._do("Leave out once", verb)

    def _add(self) -> None:
        group_id = self.group_id
        if group_id is None:
            return
        known = {one.id for one in self.columns}
        column = self._column if self._column in known else NO_DATE
        verb = partial(add, group_id=group_id, title=self.new.text(), column_id=column)
        self.jobs.change("Add a matter", verb, then=self._was_added, refused=self._refused)

    def _was_added(self, matter_id: str) -> None:
        self.new.clear()
        self._awaited = matter_id
        self._show()
        self.new.setFocus()


def move(uow: UnitOfWork, *, matter_id: str, column_id: str) -> None:
    """Move a matter to a column: a meeting, no date yet, or parked."""
    if column_id == PARKED:
        matters.park(uow, matter_id)
    else:
        matters.target(uow, matter_id, None if column_id == NO_DATE else column_id)


def add(uow: UnitOfWork, *, group_id: str, title: str, column_id: str) -> str:
    """Add a matter to a column and return its id."""
    meeting_id = None if column_id in {NO_DATE, PARKED} else column_id
    matter = matters.plan(uow, group_id, title, meeting_id=meeting_id)
    if column_id == PARKED:
        matters.park(uow, matter.id)
    return matter.id
