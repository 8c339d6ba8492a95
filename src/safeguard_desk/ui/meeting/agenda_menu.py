"""What can be done with the matter behind an agenda item: its menu, and the same by letters."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from safeguard_desk.ui.meeting.agenda_rows import PlanLine
from safeguard_desk.ui.meeting.step import Bench
from safeguard_desk.views.choices import Choice
from safeguard_desk.work import agendas, matters

PARK, SKIP, RECUR, HAND, HISTORY = "P", "S", "R", "G", "H"
KEYS = PARK + SKIP + RECUR + HAND + HISTORY
PART = "2"
"""Stands for moving an item to part 2, or back; Space on its tick does it in the table."""


class MatterMenu(QObject):
    """Parks, leaves out, recurs, hands over; asks for the history."""

    history_wanted = Signal(object)
    """An agenda item's id."""

    def __init__(self, bench: Bench, parent: QWidget) -> None:
        """Work through the bench of a meeting."""
        super().__init__(parent)
        self._bench = bench
        self._line: PlanLine | None = None
        self._bodies: Sequence[Choice] = ()
        self.menu = QMenu(parent)
        self.menu.triggered.connect(self._chosen)
        self.hand = QMenu("Hand to another &group or board  (G)", self.menu)
        self.park = self._add("&Park  (P)", PARK)
        self.skip = self._add("Leave out of this meeting &once  (S)", SKIP)
        self.recur = self._add("Comes to every meeting  (&R)", RECUR)
        self.recur.setCheckable(True)
        self.menu.addMenu(self.hand)
        self.part = QAction("To part &2", self.menu)
        self.part.setData(PART)
        self.menu.addAction(self.part)
        self.menu.addSeparator()
        self.history = self._add("&History of this matter  (H)", HISTORY)

    def _add(self, words: str, letter: str) -> QAction:
        action = QAction(words, self.menu)
        action.setData(letter)
        self.menu.addAction(action)
        return action

    def open(self, line: PlanLine, bodies: Sequence[Choice], at: QPoint) -> None:
        """Open the menu of a line at a place on the screen."""
        self.take(line, bodies)
        self.menu.popup(at)

    def take(self, line: PlanLine, bodies: Sequence[Choice]) -> None:
        """Prepare the menu for a line, and for those to whom its matter may be handed."""
        self._line, self._bodies = line, bodies
        self.recur.setChecked(line.recurs)
        apart = line.item is not None and line.item.restricted
        self.part.setText("To part &1" if apart else "To part &2 (restricted)")
        self.hand.clear()
        for body_id, words in bodies:
            self.hand.addAction(words).setData((body_id,))

    def press(self, line: PlanLine, bodies: Sequence[Choice], letter: str, at: QPoint) -> None:
        """Do what a letter stands for; G opens the list of groups and boards."""
        self.take(line, bodies)
        if letter == HAND:
            self.hand.popup(at)
        else:
            self.do(letter)

    def _chosen(self, action: QAction) -> None:
        known = action.data()
        if isinstance(known, str):
            self.do(known)
        elif known:
            self.hand_to(known[0])

    def do(self, letter: str) -> None:
        """Do what a letter stands for with the line that was taken last."""
        line = self._line
        if line is None or line.item is None:
            return
        if letter == HISTORY:
            self.history_wanted.emit(line.id)
        elif letter == PART:
            self._change_part(line)
        elif letter == PARK:
            verb = partial(matters.park_item, item_id=line.id)
            self._bench.do("Park a matter", verb, then=self._parked)
        elif letter == SKIP:
            skip = partial(matters.skip_item, item_id=line.id)
            self._bench.do("Leave out once", skip, then=self._skipped)
        elif letter == RECUR:
            recur = partial(matters.recur_item, item_id=line.id)
            self._bench.do("Come to every meeting", recur, then=self._recurs)

    def hand_to(self, body_id: str) -> None:
        """Hand the matter of the line that was taken last to a group or board."""
        if self._line is not None:
            verb = partial(matters.hand_over_item, item_id=self._line.id, body_id=body_id)
            self._bench.do("Hand a matter over", verb, then=self._handed)

    def _change_part(self, line: PlanLine) -> None:
        apart = line.item is not None and not line.item.restricted
        verb = partial(agendas.edit_item, item_id=line.id, restricted=apart)
        self._bench.do("Move to part 2" if apart else "Move to part 1", verb)

    def _parked(self, _: object) -> None:
        self._bench.say("Parked. It waits under the agenda until it is brought back.")

    def _skipped(self, _: object) -> None:
        self._bench.say("Left out of this meeting. It comes back to the next.")

    def _recurs(self, recurs: object) -> None:
        self._bench.say(
            "It comes to every meeting from now on (↻)."
            if recurs
            else "It comes back only if it was not discussed or has an open action."
        )

    def _handed(self, name: object) -> None:
        self._bench.say(f"Handed to {name}: it comes to their next agenda.")
