"""Who takes the chair and the minutes, co-chairs in turn, and the brief for whoever does."""

from functools import partial

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QComboBox, QFormLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.papers.request import Request
from safeguard_desk.rules.terms import Capacity
from safeguard_desk.ui.meeting.picture import Picture
from safeguard_desk.ui.meeting.step import Bench
from safeguard_desk.work import rota

_OPEN = "Not settled"


class Chairing(QWidget):
    """Two choices among those expected, a button that lets co-chairs take turns, and the brief."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        """Lay out; `show_picture` fills it."""
        super().__init__(parent)
        self._bench = bench
        self._group_id = ""
        self.chair = self._combo("Chair")
        self.minutes = self._combo("Minutes taken by")
        self.turns = QPushButton("Take turns", self)
        self.turns.setToolTip("Let the co-chairs take turns at all meetings to come")
        self.brief = QPushButton("Co-chair's brief", self)
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow("Chair", self.chair)
        form.addRow("Minutes", self.minutes)
        buttons = QHBoxLayout()
        buttons.addWidget(self.turns)
        buttons.addWidget(self.brief)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(form)
        layout.addLayout(buttons)
        self.chair.activated.connect(self._take_chair)
        self.minutes.activated.connect(self._take_minutes)
        self.turns.clicked.connect(self._alternate)
        self.brief.clicked.connect(self.show_brief)

    def _combo(self, name: str) -> QComboBox:
        combo = QComboBox(self)
        combo.setAccessibleName(name)
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        combo.setMinimumContentsLength(12)
        return combo

    def show_picture(self, picture: Picture) -> None:
        """Show who does what, and who may."""
        head = picture.head
        self._group_id = head.group_id
        for combo, capacities, chosen in (
            (self.chair, {Capacity.CO_CHAIR}, head.chair_id),
            (self.minutes, {Capacity.SECRETARIAT, Capacity.IN_ATTENDANCE}, head.minute_taker_id),
        ):
            seats = [seat for seat in picture.seats if seat.capacity in capacities]
            with QSignalBlocker(combo):
                combo.clear()
                combo.addItem(_OPEN, None)
                for seat in seats:
                    combo.addItem(seat.role, seat.person_id)
                combo.setCurrentIndex(max(0, combo.findData(chosen)))
            combo.setEnabled(not picture.locked)

    def _take_chair(self, _: int) -> None:
        person = self.chair.currentData()
        verb = partial(rota.take_chair, meeting_id=self._bench.meeting_id, person_id=person)
        self._bench.do("Settle who takes the chair", verb)

    def _take_minutes(self, _: int) -> None:
        person = self.minutes.currentData()
        verb = partial(rota.take_minutes, meeting_id=self._bench.meeting_id, person_id=person)
        self._bench.do("Settle who takes the minutes", verb)

    def _alternate(self) -> None:
        verb = partial(_alternate, group_id=self._group_id)
        self._bench.do("Let the co-chairs take turns", verb, then=self._told)

    def _told(self, words: str) -> None:
        self._bench.say(words)

    def show_brief(self) -> None:
        """Show the co-chair's brief."""
        request = Request(meeting_id=self._bench.meeting_id)
        self._bench.preview("Brief for the co-chairs", "brief", request)


def _alternate(uow: UnitOfWork, *, group_id: str) -> str:
    turns = rota.alternate(uow, group_id)
    if not turns:
        return "Every meeting to come has its chair already."
    return "In turn: " + "; ".join(f"{turn.ref} {turn.role}" for turn in turns)
