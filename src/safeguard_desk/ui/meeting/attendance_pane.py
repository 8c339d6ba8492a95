"""Who is in the room, one key a person, and whether the meeting is quorate."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from safeguard_desk.rules.quoracy import Quoracy
from safeguard_desk.rules.terms import Capacity, Presence
from safeguard_desk.ui.meeting.looks import BAD, CAUTION, GOOD, MARKS, pick
from safeguard_desk.ui.meeting.picture import Picture
from safeguard_desk.ui.meeting.rows import Column, Rows, RowsView, Style
from safeguard_desk.ui.meeting.step import Bench
from safeguard_desk.ui.meeting.weakly import weakly
from safeguard_desk.ui.widgets.fields import LineField
from safeguard_desk.views.meetings import SeatView
from safeguard_desk.work import attending

KEYS = {
    "P": Presence.PRESENT,
    "A": Presence.APOLOGIES,
    "D": Presence.DEPUTY,
    "X": Presence.ABSENT,
}


def who(seat: SeatView) -> str:
    """Return a person as the list names them; a co-chair is called so."""
    chair = " (co-chair)" if seat.capacity is Capacity.CO_CHAIR else ""
    return f"{seat.role}{chair}\n{seat.agency}"


def how(seat: SeatView) -> str:
    """Return how somebody attends: a sign and a word, and the deputy's role."""
    if seat.presence is Presence.DEPUTY:
        return f"D {seat.deputy or 'Deputy'}"
    words = {Presence.EXPECTED: "Not marked", Presence.ABSENT: "Absent"}.get(seat.presence)
    return f"{MARKS[seat.presence]} {words or seat.presence.label}"


def count_words(seats: Sequence[SeatView]) -> str:
    """Return how many are in the room and how many are not marked yet."""
    here = sum(seat.presence in {Presence.PRESENT, Presence.DEPUTY} for seat in seats)
    waiting = sum(seat.presence is Presence.EXPECTED for seat in seats)
    return f"{here} here" + (f", {waiting} not marked" if waiting else "")


class AttendancePane(QWidget):
    """Members with P, A, D and X on the chosen one, and the quoracy light over them."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        """Make an empty pane."""
        super().__init__(parent)
        self.bench = bench
        self._picture: Picture | None = None
        self._lay_out()

    def _lay_out(self) -> None:
        self.sign = QLabel(self)
        self.light = QLabel(self)
        self.light.setWordWrap(True)
        self.count = QLabel(self)
        self.everyone = QPushButton("All present", self)
        self.everyone.setToolTip("Marks everyone who is not marked yet (or type: attend all)")
        self.everyone.clicked.connect(self.mark_all)
        columns = (Column("Member", who), Column("", how, 15))
        rows = Rows(columns, self, style=weakly(self._style), spoken=self._spoken)
        name = "Attendance: P present, A apologies, D deputy, X absent"
        self.view = RowsView(rows, name, self)
        self.view.letters = "".join(KEYS)
        self.view.horizontalHeader().hide()
        self.view.pressed_key.connect(self.mark)
        self.keys = QLabel("P present   A apologies   D deputy   X absent", self)
        self.deputy = LineField("Role of the deputy", self)
        self.deputy.setPlaceholderText("Role of the deputy, then Enter")
        self.deputy.returnPressed.connect(self._name_deputy)
        self.deputy.hide()
        top = QHBoxLayout()
        top.addWidget(self.count, 1)
        top.addWidget(self.everyone)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        light = QHBoxLayout()
        light.setSpacing(8)
        light.addWidget(self.sign, 0, Qt.AlignmentFlag.AlignTop)
        light.addWidget(self.light, 1)
        layout.addLayout(light)
        layout.addLayout(top)
        layout.addWidget(self.view, 1)
        layout.addWidget(self.deputy)
        layout.addWidget(self.keys)

    def show_picture(self, picture: Picture) -> None:
        """Show the attendance as it stands."""
        self._picture = picture
        self.view.rows.show(picture.seats)
        if self.view.chosen is None and picture.seats:
            self.view.choose(picture.seats[0].id, 0)
        self.count.setText(count_words(picture.seats) if picture.seats else "Nobody is expected")
        waiting = any(seat.presence is Presence.EXPECTED for seat in picture.seats)
        self.everyone.setEnabled(waiting and not picture.locked)
        self._show_light(picture.quoracy, picture.seats)

    def _show_light(self, quoracy: Quoracy, seats: Sequence[SeatView]) -> None:
        unmarked = all(seat.presence is Presence.EXPECTED for seat in seats)
        sign, pair = ("●", GOOD) if quoracy.quorate else ("▲", BAD)
        words = quoracy.words
        if unmarked:
            sign, pair, words = "○", CAUTION, "Quoracy: mark who is here"
        colour = pick(pair, self.palette()).name()
        self.sign.setText(sign)
        self.sign.setStyleSheet(f"color: {colour}; font-size: {self._sign_size()}pt;")
        self.light.setText(words)
        self.light.setStyleSheet("font-weight: 600;")
        self.light.setAccessibleName(f"Quoracy: {words}")

    def _sign_size(self) -> int:
        return max(round(self.font().pointSizeF() * 1.6), 10)

    def mark(self, seat_id: str, letter: str) -> None:
        """Mark a person by a key and go on to the next one."""
        seat = self._seat(seat_id)
        if seat is None or self._picture is None:
            return
        presence = KEYS[letter]
        self.bench.do(
            f"{presence.label}: {seat.role}",
            partial(
                attending.mark,
                attendance_id=seat_id,
                presence=presence,
                at=self.bench.time_now(self._picture),
            ),
        )
        if presence is Presence.DEPUTY:
            self._ask_deputy(seat)
        else:
            self.deputy.hide()
            self._next()

    def _ask_deputy(self, seat: SeatView) -> None:
        self.deputy.setProperty("seat", seat.id)
        self.deputy.show_value("")
        self.deputy.setAccessibleName(f"Who came for the {seat.role}: role, or leave it empty")
        self.deputy.setPlaceholderText(f"Who came for the {seat.role}? Enter: the usual deputy")
        self.deputy.show()
        self.deputy.setFocus()

    def _name_deputy(self) -> None:
        seat = self._seat(self.deputy.property("seat"))
        words = self.deputy.text().strip()
        if seat is not None and words and self._picture is not None:
            self.bench.do(
                f"Deputy for {seat.role}",
                partial(
                    attending.mark,
                    attendance_id=seat.id,
                    presence=Presence.DEPUTY,
                    deputy=words,
                    at=self.bench.time_now(self._picture),
                ),
            )
        self.deputy.clear()
        self.deputy.hide()
        self.view.setFocus()
        self._next()

    def mark_all(self) -> None:
        """Mark everyone not marked yet as present."""
        if self._picture is not None:
            self.bench.do(
                "Mark all present",
                partial(
                    attending.mark_all,
                    meeting_id=self.bench.meeting_id,
                    at=self.bench.time_now(self._picture),
                ),
            )
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _seat(self, seat_id: str) -> SeatView | None:
        return next((seat for seat in self.view.rows.rows if seat.id == seat_id), None)

    def _next(self) -> None:
        place = self.view.currentIndex().row() + 1
        if place < len(self.view.rows.rows):
            self.view.choose(self.view.rows.rows[place].id)

    def _style(self, seat: SeatView) -> Style:
        pair = {Presence.ABSENT: BAD, Presence.PRESENT: GOOD, Presence.DEPUTY: GOOD}
        found = pair.get(seat.presence)
        return Style(colour=pick(found, self.palette()) if found else None, only=1)

    @staticmethod
    def _spoken(seat: SeatView) -> str:
        return f"{seat.role}, {seat.agency}, {how(seat)}"
