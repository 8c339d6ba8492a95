"""Figures of actions: for the group, and by choice for a board and an agency, with their rows."""

from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from safeguard_desk.desk.changes import ChangeSet
from safeguard_desk.desk.reading import Reader
from safeguard_desk.documents.picture import text_width
from safeguard_desk.papers.action_figures import average, broken
from safeguard_desk.registers.declare import Filter
from safeguard_desk.rules.lens import seen
from safeguard_desk.rules.terms import Side
from safeguard_desk.ui.figures.card import FiguresCard
from safeguard_desk.ui.figures.exceptions import ExceptionsCard
from safeguard_desk.ui.jobs import Jobs
from safeguard_desk.ui.shell.page import Page
from safeguard_desk.ui.shell.sections import Tab
from safeguard_desk.ui.widgets.notices import EmptyState
from safeguard_desk.views.action_figures import ActionFigures, figures
from safeguard_desk.views.counted import Scope, Selection
from safeguard_desk.views.figure_parts import Figures
from safeguard_desk.views.figure_scopes import scopes
from safeguard_desk.views.six_month_exceptions import Exceptions, exceptions

_HINT = "Click a bar or a point, or press Enter on a number, to see the actions it counts."
_EMPTY = "No actions to count yet. Raise the first in Actions, or in a meeting with a:"
_NARROWED = "No action of this group, board and agency. Choose others above."
_COUNTING = "Counting…"
_SEEN = ("actions", "due_date_changes", "groups", "agencies", "minute_entries", "agenda_items")
_SCOPES = ("groups", "agencies", "boards")


class FiguresPage(Page):
    """Cards with a chart and its table each; what they count on is chosen above."""

    narrows = True

    def __init__(self, jobs: Jobs, tab: Tab, parent: QWidget | None = None) -> None:
        """Lay out the page; the figures are counted when it is shown."""
        super().__init__(jobs, tab, parent)
        self.found: ActionFigures | None = None
        self.excepted: Exceptions | None = None
        self.cards: dict[str, FiguresCard] = {}
        self._coming: list[Figures] = []
        self._listed: ExceptionsCard | None = None
        self._scope = Scope(group_id=tab.group_id)
        self.group = self._choice("Group") if tab.group_id is None else None
        self.board = self._choice("Board")
        self.agency = self._choice("Agency")
        self.summary = QLabel(_COUNTING, self)
        self.summary.setWordWrap(True)
        self.empty = EmptyState(self)
        self.area = QScrollArea(self)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QScrollArea.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._inside = QWidget(self.area)
        self._cards = QVBoxLayout(self._inside)
        self._cards.setContentsMargins(0, 0, 6, 0)
        self._cards.setSpacing(10)
        self._cards.addStretch(1)
        self.area.setWidget(self._inside)
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self.area)
        self.stack.addWidget(self.empty)
        self._lay_out()
        self._offer()

    def _choice(self, name: str) -> QComboBox:
        box = QComboBox(self)
        box.setAccessibleName(name)
        box.setToolTip(f"{name} whose actions are counted")
        box.setMaximumWidth(300)
        box.currentIndexChanged.connect(self._chosen)
        return box

    @property
    def _boxes(self) -> list[tuple[str, QComboBox]]:
        known = [("groups", self.group), ("boards", self.board), ("agencies", self.agency)]
        return [(name, box) for name, box in known if box is not None]

    def _lay_out(self) -> None:
        heading = QLabel("Figures", self)
        heading.setProperty("role", "title")
        hint = QLabel(_HINT, self)
        hint.setProperty("role", "quiet")
        top = QHBoxLayout()
        top.addWidget(heading)
        top.addSpacing(12)
        for _, box in self._boxes:
            top.addWidget(box)
        top.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 10, 14, 8)
        layout.addLayout(top)
        layout.addWidget(self.summary)
        layout.addWidget(self.stack, 1)
        layout.addWidget(hint)

    def _offer(self) -> None:
        """Offer what there is now; what was chosen stays chosen if it is still there."""
        found = self.jobs.read(partial(scopes, reviews=not self.presenting))
        offered: dict[str, list[tuple[str, Any]]] = {
            "groups": [(f"{one.code}, {one.name}", one.id) for one in found.groups],
            "boards": [(f"{one.code}, {one.name}", one.sides) for one in found.boards],
            "agencies": [(name, key) for key, name in found.agencies],
        }
        for name, box in self._boxes:
            before = box.currentText()
            box.blockSignals(True)
            box.clear()
            box.addItem(f"All {name}", None)
            for words, value in offered[name]:
                box.addItem(words, value)
            box.setCurrentIndex(max(0, box.findText(before)))
            box.blockSignals(False)
        self._rescope()

    def _rescope(self) -> None:
        """Take the scope from what is chosen, and from who can see the screen."""
        group = self.group.currentData() if self.group is not None else self.tab.group_id
        self._scope = Scope(
            group_id=group,
            sides=(self.board.currentData() or frozenset(Side)) & seen(self.lens),
            agency_id=self.agency.currentData(),
            restricted=not self.presenting,
            reviews=not self.presenting,
        )

    def look_again(self) -> None:
        """Count what is seen through the lens."""
        self._rescope()
        if self.isVisible():
            self._count()

    def _chosen(self, _: int) -> None:
        self._rescope()
        self._count()

    def arrive(self) -> None:
        """Put the focus on the first figures, and count: the day may have changed."""
        (self.group or self.board).setFocus()
        self._count()

    def follow(self, changes: ChangeSet) -> None:
        """Count anew after a change of actions or of what they are counted by."""
        if changes.touches(*_SCOPES):
            self._offer()
        if changes.touches(*_SEEN, *_SCOPES):
            self._count()

    def present(self, presenting: bool) -> None:
        """Count without what is restricted while the screen is shared."""
        changed = presenting != self.presenting
        super().present(presenting)
        if changed:
            self._put_away()
            self._offer()
            if self.isVisible():
                self._count()

    def _count(self) -> None:
        self.jobs.look(partial(_read, scope=self._scope), self._show)

    def _show(self, read: tuple[ActionFigures, Exceptions]) -> None:
        """Show what was counted, unless another scope was chosen meanwhile."""
        found, excepted = read
        if found.scope != self._scope or read == (self.found, self.excepted):
            return
        self.found, self.excepted = found, excepted
        self.summary.setText(_summary(found))
        if not (found.open or found.closed or found.cancelled):
            bare = replace(self._scope, group_id=None) == Scope(restricted=self._scope.restricted)
            self.empty.say(_EMPTY if bare else _NARROWED, "")
            self.stack.setCurrentWidget(self.empty)
            return
        self._lay_cards(found, excepted)
        self.stack.setCurrentWidget(self.area)

    @property
    def complete(self) -> bool:
        """True once every card stands."""
        return self.found is not None and not self._coming

    def _lay_cards(self, found: ActionFigures, excepted: Exceptions) -> None:
        """Show the figures on the cards there are; others are made one at a time.

        All of them at once would hold the window for longer than a key may wait.
        """
        wanted = {one.code: one for one in found.figures}
        for code in [*self.cards]:
            if code not in wanted or not self.cards[code].show_figures(wanted[code]):
                self._take_away(self.cards.pop(code))
        if self._listed is not None:
            self._take_away(self._listed)
            self._listed = None
        self._coming = [one for one in found.figures if one.code not in self.cards]
        self._lay_next()

    def _take_away(self, card: QWidget) -> None:
        self._cards.removeWidget(card)
        card.hide()
        card.deleteLater()

    def _lay_next(self) -> None:
        found = self.found
        if found is None:
            return
        if self._coming:
            one = self._coming.pop(0)
            card = self.cards[one.code] = FiguresCard(one, self._inside)
            card.wanted.connect(self.show_rows)
            standing = [code.code for code in found.figures if code.code in self.cards]
            self._cards.insertWidget(standing.index(one.code), card)
            QTimer.singleShot(0, self, self._lay_next)
        elif self._listed is None and self.excepted is not None and self.excepted.rows:
            self._listed = ExceptionsCard(self.excepted, self._inside)
            self._listed.opened.connect(self._open_action)
            self._cards.insertWidget(len(self.cards), self._listed)

    def _put_away(self) -> None:
        """Take what is shown off the screen at once; the next figures take its place."""
        self.found = self.excepted = None
        self._coming = []
        for card in self.cards.values():
            self._take_away(card)
        self.cards = {}
        if self._listed is not None:
            self._take_away(self._listed)
            self._listed = None
        self.summary.setText(_COUNTING)

    def _open_action(self, action_id: str) -> None:
        self.record_wanted.emit("actions", action_id)

    def show_rows(self, selection: Selection) -> None:
        """Open the list of actions with exactly those behind a figure."""
        scope = [box.currentText() for _, box in self._boxes if box.currentIndex() > 0]
        short = [words.split(",", 1)[0] for words in scope]
        title = "; ".join((selection.title, *short))
        wanted = Filter("figure", title, selection.condition)
        self.list_wanted.emit(self.tab.group_id, "actions", wanted)


def _read(reader: Reader, scope: Scope) -> tuple[ActionFigures, Exceptions]:
    for bold in (False, True):  # here, for the fonts are read at the first use, which takes 0.1 s
        text_width("0", 9.0, bold=bold)
    return figures(reader, scope), exceptions(reader, scope)


def _summary(found: ActionFigures) -> str:
    """Return the figures in two sentences."""
    past = broken(found)
    rule = f"{past:,} {'breaks' if past == 1 else 'break'} the six-month rule." if past else ""
    return (
        f"{found.open:,} open, {found.overdue:,} of them overdue; {found.closed:,} closed and"
        f" {found.cancelled:,} cancelled. {average(found)} {rule}".rstrip()
    )
