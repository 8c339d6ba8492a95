"""What a meeting may ratify: earlier minutes, and decisions taken between meetings."""

from datetime import time
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QWidget

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.rules.dates import write_date
from safeguard_desk.ui.meeting.picture import Picture
from safeguard_desk.ui.meeting.step import Bench
from safeguard_desk.ui.widgets.fields import LineField
from safeguard_desk.views.between import NOTHING, Waiting
from safeguard_desk.work import between, ratifying

MOST = 4
"""Rows that are shown at once; the others follow as these are ratified."""


class RatifyButton(QPushButton):
    """A button that ratifies one thing."""

    wanted = Signal(object)

    def __init__(self, words: str, record_id: str, parent: QWidget) -> None:
        """Show the words."""
        super().__init__(words, parent)
        self.record_id = record_id
        self.clicked.connect(self._clicked)

    def _clicked(self) -> None:
        self.wanted.emit(self.record_id)


class RatifyBar(QWidget):
    """One row for each thing that waits; it takes no room when nothing does."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        """Make an empty bar."""
        super().__init__(parent)
        self.bench = bench
        self._picture: Picture | None = None
        self._waiting = NOTHING
        self.buttons: list[RatifyButton] = []
        self.amendments: dict[str, LineField] = {}
        self._others: list[QLabel] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 2, 0, 6)
        self._grid.setColumnStretch(1, 1)
        self.hide()

    def show_picture(self, picture: Picture, *, presenting: bool, here: bool = True) -> None:
        """Show what this meeting may ratify; `here`: whether this is the place to do it."""
        self._picture = picture
        happens = picture.head.held_on <= picture.today and not picture.closed
        waiting = picture.waiting if here and happens else NOTHING
        if presenting:
            open_ = tuple(one for one in waiting.decisions if not one.restricted)
            waiting = Waiting(waiting.minutes, open_)
        if waiting != self._waiting:
            self._waiting = waiting
            self._build()
        self.setVisible(bool(self.buttons))

    def _build(self) -> None:
        for widget in (*self.buttons, *self.amendments.values(), *self._others):
            self._grid.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self.buttons, self.amendments, self._others = [], {}, []
        for minutes in self._waiting.minutes[:MOST]:
            button = RatifyButton(f"Ratify the minutes of {minutes.ref}", minutes.id, self)
            button.wanted.connect(self._ratify_minutes)
            line = LineField(f"Amendments to the minutes of {minutes.ref}", self)
            line.setPlaceholderText("Amendments the group agreed, if any")
            self.amendments[minutes.id] = line
            self._add(button, line)
        for decision in self._waiting.decisions[: MOST - len(self.buttons)]:
            button = RatifyButton(f"Ratify {decision.ref}", decision.id, self)
            button.wanted.connect(self._ratify_decision)
            label = QLabel(f"{decision.text} (agreed: {decision.agreed})", self)
            label.setWordWrap(True)
            self._others.append(label)
            self._add(button, label)

    def _add(self, button: RatifyButton, beside: QWidget) -> None:
        row = len(self.buttons)
        self._grid.addWidget(button, row, 0)
        self._grid.addWidget(beside, row, 1)
        self.buttons.append(button)
        button.show()
        beside.show()

    def _ratify_minutes(self, meeting_id: str) -> None:
        if self._picture is None:
            return
        found = next((one for one in self._waiting.minutes if one.id == meeting_id), None)
        if found is None:
            return
        verb = partial(
            ratify_minutes,
            meeting_id=meeting_id,
            at_meeting_id=self.bench.meeting_id,
            amendments=self.amendments[meeting_id].text(),
            at=self.bench.time_now(self._picture),
        )
        day = write_date(found.held_on)
        self.bench.do(f"Ratify the minutes of {found.ref}", verb, then=partial(_say, self, day))

    def _ratify_decision(self, decision_id: str) -> None:
        verb = partial(ratify_decision, decision_id=decision_id, meeting_id=self.bench.meeting_id)
        self.bench.do("Ratify a decision between meetings", verb)


def _say(bar: RatifyBar, day: str, _: object) -> None:
    bar.bench.say(f"The minutes of {day} are ratified and locked; the decision is minuted here.")


def ratify_minutes(
    uow: UnitOfWork, *, meeting_id: str, at_meeting_id: str, amendments: str, at: time | None
) -> None:
    """Ratify earlier minutes at a meeting; the record itself never reaches the screen."""
    ratifying.ratify_minutes(uow, meeting_id, at_meeting_id, amendments=amendments, at=at)


def ratify_decision(uow: UnitOfWork, *, decision_id: str, meeting_id: str) -> None:
    """Ratify a decision at a meeting; the record itself never reaches the screen."""
    between.ratify_between(uow, decision_id, meeting_id)
