"""The five steps across the top, with the one that comes next marked in words."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget

from safeguard_desk.rules.terms import MeetingState, MinutesState
from safeguard_desk.ui.meeting.picture import Picture

PLAN, PAPERS, LIVE, MINUTES, FOLLOW_UP = range(5)


def next_step(picture: Picture) -> int:
    """Return which step a meeting is waiting for."""
    head = picture.head
    if head.minutes_state in {MinutesState.CIRCULATED, MinutesState.RATIFIED}:
        return FOLLOW_UP
    if head.minutes_state not in {MinutesState.NOT_STARTED, MinutesState.DRAFT}:
        return MINUTES
    if head.closed_at is not None or (head.held_on < picture.today and picture.entries):
        return MINUTES
    if head.state is MeetingState.HELD or head.held_on <= picture.today:
        return LIVE
    return PLAN if head.state is MeetingState.PLANNED else PAPERS


LOOK = """
QPushButton { border: none; border-bottom: 3px solid palette(mid); padding: 6px 8px; }
QPushButton:hover { background: palette(midlight); }
QPushButton:checked { border-bottom-color: palette(highlight); background: palette(base); }
QPushButton:focus { border: 1px solid palette(highlight); border-bottom-width: 3px; }
"""
"""A chosen step is underlined; Qt's pressed look is hardly seen on a dark ground."""


class StepBar(QWidget):
    """Buttons for the steps; Ctrl+1 to Ctrl+5 press them."""

    chosen = Signal(object)
    """The place of the step, from 0."""

    def __init__(self, titles: Sequence[str], parent: QWidget) -> None:
        """Make a button for each title; the keys work anywhere in `parent`."""
        super().__init__(parent)
        self._titles = tuple(titles)
        self.setStyleSheet(LOOK)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for place, title in enumerate(titles):
            button = QPushButton(title, self)
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setToolTip(f"Ctrl+{place + 1}")
            self._group.addButton(button, place)
            layout.addWidget(button, 1)
            shortcut = QShortcut(QKeySequence(f"Ctrl+{place + 1}"), parent)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(button.click)
        self._group.idClicked.connect(self._choose)

    def _choose(self, place: int) -> None:
        self.chosen.emit(place)

    def show_place(self, chosen: int, following: int) -> None:
        """Press the chosen step's button, and say which one comes next."""
        for place, title in enumerate(self._titles):
            button = self._group.button(place)
            is_next = place == following
            button.setText(f"{place + 1}  {title}" + ("   ▸ next" if is_next else ""))
            button.setAccessibleName(f"{title}{', comes next' if is_next else ''}")
            font = button.font()
            font.setBold(is_next)
            button.setFont(font)
        self._group.button(chosen).setChecked(True)
