"""Who is in the room, one key a person, and whether the meeting is quorate."""

from collections.abc import Callable, Sequence
from datetime import time
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QVBoxLayout, QWidget

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.errors import Refusal
from safeguard_desk.rules.quoracy import Quoracy, in_room
from safeguard_desk.rules.terms import Capacity, Presence
from safeguard_desk.rules.times import coming_and_going, read_time
from safeguard_desk.ui.meeting.ask_line import AskLine
from safeguard_desk.ui.meeting.looks import BAD, CAUTION, GOOD, MARKS, pick, write_time
from safeguard_desk.ui.meeting.picture import Picture
from safeguard_desk.ui.meeting.rows import Column, Rows, RowsView, Style
from safeguard_desk.ui.meeting.step import Bench
from safeguard_desk.ui.meeting.weakly import weakly
from safeguard_desk.ui.widgets.fields import LineField
from safeguard_desk.views import choices
from safeguard_desk.views.meetings import SeatView
from safeguard_desk.work import attending

HINT = "   ".join(
    words.replace(" ", "\u00a0")
    for words in (
        *("P present", "A apologies", "D deputy", "X absent"),
        *("T came late", "L left", "I interest", "+ add"),
    )
)
MENU = (
    ("P", "Present"),
    ("A", "Apologies"),
    ("D", "Deputy sent"),
    ("X", "Absent without apologies"),
    ("T", "Came late…"),
    ("L", "Left early…"),
    ("I", "Declare an interest…"),
    ("+", "Add somebody…"),
)
KEYS = {
    "P": Presence.PRESENT,
    "A": Presence.APOLOGIES,
    "D": Presence.DEPUTY,
    "X": Presence.ABSENT,
}


_SAID = {
    Presence.PRESENT: "said: comes",
    Presence.APOLOGIES: "said: apologies",
    Presence.DEPUTY: "said: sends a deputy",
    Presence.ABSENT: "said: does not come",
    Presence.EXPECTED: "",
    Presence.IN_ATTENDANCE: "said: comes",
}
"""What was answered before the meeting, shown until the attendance is marked."""


def who(seat: SeatView) -> str:
    """Return a person as the list names them; a co-chair is called so."""
    chair = " (co-chair)" if seat.capacity is Capacity.CO_CHAIR else ""
    return f"{seat.role}{chair}\n{seat.agency}"


def how(seat: SeatView) -> str:
    """Return how somebody attends: a sign and a word, and the deputy's role."""
    if seat.presence is Presence.DEPUTY:
        return f"D {seat.deputy or 'Deputy'}"
    if seat.presence is Presence.EXPECTED and seat.reply is not None:
        return f"{MARKS[seat.presence]} Not marked\n{_SAID[seat.reply]}"
    words = {Presence.EXPECTED: "Not marked", Presence.ABSENT: "Absent"}.get(seat.presence)
    return f"{MARKS[seat.presence]} {words or seat.presence.label}"


def marked(seat: SeatView) -> str:
    """Return how somebody attends, and the times under it."""
    times = coming_and_going(seat.arrived_at, seat.left_at)
    return f"{how(seat)}\n{times}" if times else how(seat)


def count_words(seats: Sequence[SeatView], now: time | None = None) -> str:
    """Return how many are in the room, now or at any time, and how many are not marked yet."""
    came = [seat for seat in seats if seat.presence in {Presence.PRESENT, Presence.DEPUTY}]
    here = sum(now is None or in_room(seat.arrived_at, seat.left_at, now) for seat in came)
    waiting = sum(seat.presence is Presence.EXPECTED for seat in seats)
    return f"{here} here" + (f", {waiting} not marked" if waiting else "")


class AttendancePane(QWidget):
    """Members with a key each for the chosen one, and the quoracy light over them."""

    keys_wanted = Signal()
    declared = Signal(str)
    """The beginning of a line on an interest of the chosen one."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        """Make an empty pane."""
        super().__init__(parent)
        self.bench = bench
        self._picture: Picture | None = None
        self._people: dict[str, str] = {}
        self._lay_out()

    def _lay_out(self) -> None:
        self.sign = QLabel(self)
        self.light = QLabel(self)
        self.light.setWordWrap(True)
        self.count = QLabel(self)
        self.everyone = QPushButton("All present", self)
        self.everyone.setToolTip("Marks everyone who is not marked yet (or type: attend all)")
        self.everyone.clicked.connect(self.mark_all)
        columns = (Column("Member", who), Column("", marked, 15))
        rows = Rows(columns, self, style=weakly(self._style), spoken=self._spoken)
        name = "Attendance: P present, A apologies, D deputy, X absent"
        self.view = RowsView(rows, name, self)
        self.view.letters = "".join(KEYS) + "TLI+?"
        self.view.horizontalHeader().hide()
        self.view.pressed_key.connect(self.press)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.view.customContextMenuRequested.connect(self._open_menu)
        self.keys = QLabel(HINT, self)
        self.keys.setWordWrap(True)
        self.times = AskLine("Time", self)
        self.times.answered.connect(self._time_given)
        self.times.left.connect(self.view.setFocus)
        self.who = AskLine("Who else is here", self)
        self.who.answered.connect(self._who_given)
        self.who.left.connect(self.view.setFocus)
        self.add = QPushButton("Add…", self)
        self.add.setToolTip("Add somebody in attendance, from the directory or new (+)")
        self.add.setAccessibleName("Add somebody in attendance")
        self.add.clicked.connect(self.ask_who)
        self.deputy = LineField("Role of the deputy", self)
        self.deputy.setPlaceholderText("Role of the deputy, then Enter")
        self.deputy.returnPressed.connect(self._name_deputy)
        self.deputy.hide()
        top = QHBoxLayout()
        top.addWidget(self.count, 1)
        top.addWidget(self.add)
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
        for line in (self.deputy, self.times, self.who):
            layout.addWidget(line)
        layout.addWidget(self.keys)

    def show_picture(self, picture: Picture, now: time | None = None) -> None:
        """Show the attendance as it stands; the light shows the present moment."""
        self._picture = picture
        self.view.rows.show(picture.seats)
        if self.view.chosen is None and picture.seats:
            self.view.choose(picture.seats[0].id, 0)
        waiting = any(seat.presence is Presence.EXPECTED for seat in picture.seats)
        self.everyone.setEnabled(waiting and not picture.locked)
        self.add.setEnabled(not picture.locked)
        self.show_moment(picture, now)

    def show_moment(self, picture: Picture, now: time | None) -> None:
        """Let the light show how things stand now."""
        moment = now if picture.going_on else None
        words = count_words(picture.seats, moment)
        self.count.setText(words if picture.seats else "Nobody is expected")
        self._show_light(picture.quoracy_at(now), picture.seats)

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

    def press(self, seat_id: str, letter: str) -> None:
        """Do what a key stands for with a person."""
        seat = self._seat(seat_id)
        if letter in KEYS:
            self.mark(seat_id, letter)
        elif letter == "?":
            self.keys_wanted.emit()
        elif letter == "+":
            self.ask_who()
        elif letter == "I" and seat is not None:
            self.declared.emit(f"i: {seat.initials or seat.role} declared an interest ")
        elif seat is not None:
            self._ask_time(seat, leaves=letter == "L")

    def _ask_time(self, seat: SeatView, *, leaves: bool) -> None:
        """Ask when somebody came or left, beginning with the time noted, else with now."""
        if self._picture is None:
            return
        held = seat.left_at if leaves else seat.arrived_at
        now = self.bench.time_now(self._picture)
        self.times.setProperty("seat", seat.id)
        self.times.setProperty("leaves", leaves)
        word = "left early" if leaves else "came late, or back"
        self.times.ask(
            f"When the {seat.role} {word}, then Enter; empty: not so", write_time(held or now)
        )

    def _time_given(self, words: str) -> None:
        seat = self._seat(self.times.property("seat"))
        at = read_time(words) if words else None
        if words and at is None:
            self.bench.refuse(
                Refusal(f"“{words}” is no time.", "Nothing was changed.", "Type it as 10:20.")
            )
            return
        self.times.put_away()
        self.view.setFocus()
        if seat is not None:
            self._set_time(seat, at, leaves=bool(self.times.property("leaves")))

    def _set_time(self, seat: SeatView, at: time | None, *, leaves: bool) -> None:
        verb: Callable[[UnitOfWork], None]
        word = "left" if leaves else "arrived"
        if at is not None:
            timed = attending.depart if leaves else attending.arrive
            verb = partial(timed, attendance_id=seat.id, at=at)
            title = f"{seat.role} {word} {write_time(at)}"
        else:
            verb = partial(
                attending.set_times,
                attendance_id=seat.id,
                arrived_at=seat.arrived_at if leaves else None,
                left_at=None if leaves else seat.left_at,
            )
            title = f"No time that {seat.role} {word}"
        self.bench.do(title, verb)

    def ask_who(self) -> None:
        """Ask who else is here: somebody of the directory, or a new role."""
        here = {seat.person_id for seat in self.view.rows.rows}
        people = self.bench.jobs.read(choices.people)
        self._people = {words: person for person, words in people if person not in here}
        self.who.offer(list(self._people))
        self.who.ask("Role of who else is here; a new one as: role, agency")

    def _who_given(self, words: str) -> None:
        if not words or self._picture is None:
            return
        at = self.bench.time_now(self._picture)
        meeting = self.bench.meeting_id
        known = self._people.get(words)
        add: Callable[[UnitOfWork], Any]
        if known is not None:
            add = partial(attending.add_attendee, meeting_id=meeting, person_id=known, at=at)
        else:
            role, _, agency = words.partition(",")
            add = partial(
                attending.add_by_role, meeting_id=meeting, role=role, agency=agency, at=at
            )
        self.bench.do(f"In attendance: {words}", add, then=self._was_added)

    def _was_added(self, _: object) -> None:
        self.who.put_away()
        self.view.setFocus()

    def _open_menu(self, place: QPoint) -> None:
        """Offer by mouse what the keys do."""
        chosen = self.view.chosen
        if chosen is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for letter, words in MENU:
            action = menu.addAction(f"{words}\t{letter}")
            action.setData((chosen, letter))
        menu.triggered.connect(self._menu_chosen)
        menu.popup(self.view.viewport().mapToGlobal(place))

    def _menu_chosen(self, action: QAction) -> None:
        self.press(*action.data())

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
        times = coming_and_going(seat.arrived_at, seat.left_at)
        return ", ".join(filter(None, (seat.role, seat.agency, how(seat), times)))
