"""A session's delegates: marked by keys, booked in a line, and the waiting list below."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSplitter, QVBoxLayout, QWidget

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.rules.dates import read_date, write_date
from safeguard_desk.rules.terms_learning import BookingState, SessionState
from safeguard_desk.ui.audits.step import heading, quiet
from safeguard_desk.ui.meeting.rows import Column, Rows, RowsView, Style
from safeguard_desk.ui.training.bench import Bench
from safeguard_desk.ui.widgets.choices import PickField
from safeguard_desk.views.training_sessions import DelegateLine, SessionView, known_delegates
from safeguard_desk.work import bookings, people
from safeguard_desk.work.bookings import Booked, Cancelled, Marked, NewDelegate

S = BookingState
KEYS = {"A": S.ATTENDED, "P": S.PART_ATTENDED, "D": S.DID_NOT_ATTEND, "U": S.BOOKED}
"""What a letter marks a delegate as; U takes a mark away."""
KEY = (
    "A attended, P part, D did not attend, U no mark, C cancels; the next line is chosen by itself."
    " B books. Ctrl+Z takes the last key back."
)
_SIGNS = {
    S.BOOKED: "·",
    S.WAITING: "…",
    S.ATTENDED: "✓",
    S.PART_ATTENDED: "½",
    S.DID_NOT_ATTEND: "✗",
    S.CANCELLED_IN_TIME: "–",
    S.CANCELLED_LATE: "!",
}
_GONE = frozenset({S.CANCELLED_IN_TIME, S.CANCELLED_LATE})


@dataclass(frozen=True)
class Line:
    """A delegate in the list."""

    id: str
    one: DelegateLine
    place: int = 0
    """Its place on the waiting list."""


def _stands(row: Line) -> str:
    return f"{_SIGNS[row.one.state]} {row.one.state.label}"


def _cancelled(row: Line) -> str:
    return write_date(row.one.cancelled_on) if row.one.cancelled_on else ""


def _style(row: Line) -> Style:
    return Style(bold=row.one.state in {S.DID_NOT_ATTEND, S.CANCELLED_LATE}, only=4)


def _spoken(row: Line) -> str:
    one = row.one
    return f"{one.number}, {one.called}, {one.agency}, {one.role}: {one.state.label}"


COLUMNS = (
    Column("", lambda row: str(row.one.number), 3, right=True),
    Column("Delegate", lambda row: row.one.called, 12),
    Column("Agency", lambda row: row.one.agency, 11),
    Column("Role", lambda row: row.one.role),
    Column("Stands", _stands, 16),
    Column("Cancelled", _cancelled, 10, "cancelled_on"),
    Column("Why", lambda row: row.one.state_reason, 12, "state_reason"),
)
WAITING = (
    Column("Place", lambda row: str(row.place), 5, right=True),
    Column("Delegate", lambda row: row.one.called, 16),
    Column("Agency", lambda row: row.one.agency, 14),
    Column("Role", lambda row: row.one.role),
    Column("Since", lambda row: write_date(row.one.booked_on) if row.one.booked_on else "", 12),
)


class DelegatesPart(QWidget):
    """Who has a place above, who waits below, and a line to book in between."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        """Lay the part out."""
        super().__init__(parent)
        self.bench = bench
        self.session: SessionView | None = None
        rows = Rows(COLUMNS, self, style=_style, spoken=_spoken)
        self.table = RowsView(rows, "Delegates", self)
        self.table.letters = "APDUCB"
        self.waiting = RowsView(Rows(WAITING, self), "Waiting list", self)
        self.waiting.letters = "CB"
        self.waiting_heading = heading("", self)
        self.book = PickField("Book a delegate", partial(bench.jobs.read, known_delegates), self)
        self.book.setPlaceholderText("Book: a code or a name; or new: D1200, Housing, Practitioner")
        self.rest = QPushButton("All others &attended", self)
        self.counts = QLabel(self)
        self.counts.setWordWrap(True)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.addWidget(self.book, 1)
        line.addWidget(self.rest)
        above = QWidget(self)
        upper = QVBoxLayout(above)
        upper.setContentsMargins(0, 0, 0, 0)
        upper.addWidget(self.counts)
        upper.addWidget(self.table, 1)
        upper.addWidget(quiet(KEY, self))
        upper.addLayout(line)
        below = QWidget(self)
        lower = QVBoxLayout(below)
        lower.setContentsMargins(0, 4, 0, 0)
        lower.addWidget(self.waiting_heading)
        lower.addWidget(self.waiting, 1)
        self.below = below
        split = QSplitter(Qt.Orientation.Vertical, self)
        split.addWidget(above)
        split.addWidget(below)
        split.setSizes([460, 130])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 0)
        layout.addWidget(split)

    def _connect(self) -> None:
        self.table.pressed_key.connect(self._key)
        self.waiting.pressed_key.connect(self._key)
        self.table.rows.edited.connect(self._edit)
        self.book.returnPressed.connect(self._book)
        self.rest.clicked.connect(self._rest)

    def show_session(self, session: SessionView) -> None:
        """Show a session's delegates; the chosen line stays."""
        other = self.session is None or self.session.head.id != session.head.id
        self.session = session
        lines = [Line(one.id, one) for one in session.delegates]
        (self.table.rows.reset if other else self.table.rows.show)(lines)
        waiting = [Line(one.id, one, place) for place, one in enumerate(session.waiting, 1)]
        self.waiting.rows.show(waiting)
        if self.table.chosen is None and lines:
            self.table.choose(lines[0].id, 1)
        head = session.head
        self.below.setVisible(bool(session.waiting))
        self.waiting_heading.setText(f"Waiting list ({head.waiting})")
        self.rest.setVisible(bool(session.unmarked))
        self.counts.setText(counts_of(session))
        self.book.setEnabled(head.state is not SessionState.CANCELLED)

    def arrive(self) -> None:
        """Put the focus on the list, or where the first delegate is booked."""
        (self.table if self.table.rows.rows else self.book).setFocus()

    def _key(self, booking_id: str, letter: str) -> None:
        if letter == "B":
            self.book.setFocus()
        elif letter == "C":
            verb = partial(bookings.cancel, booking_id=booking_id)
            self.bench.do("Cancel a booking", verb, then=self._was_cancelled)
            self._onward(booking_id)
        else:
            state = KEYS[letter]
            verb_of = partial(bookings.attend, booking_id=booking_id, state=state)
            self.bench.do(f"Mark {state.label.lower()}", verb_of, then=self._was_marked)
            self._onward(booking_id)

    def _onward(self, booking_id: str) -> None:
        """Choose the line below: a list of 25 is 25 keys."""
        rows = self.table.rows.rows
        place = self.table.rows.place(booking_id)
        if 0 <= place < len(rows) - 1:
            self.table.choose(rows[place + 1].id)

    def _was_marked(self, marked: Marked) -> None:
        if marked.over:
            noun = "more person" if marked.over == 1 else "more people"
            self.bench.said.emit(f"{marked.over} {noun} came than there are places; it is kept.")

    def _was_cancelled(self, gone: Cancelled) -> None:
        moved = [f"{one.words} has a place now: to be told" for one in gone.moved]
        self.bench.said.emit(". ".join((gone.state.label, *moved)) + ".")

    def _edit(self, booking_id: str, name: str, value: Any) -> None:
        if name == "state_reason":
            verb: Any = partial(bookings.say_why, booking_id=booking_id, words=str(value))
            self.bench.do("Say why a booking stands so", verb)
            return
        today = self.session.today if self.session else None
        day = read_date(str(value), today) if today else None
        if day is None:
            self.bench.refuse(f"“{value}” is no day.", "Nothing was changed.", "Type it as 14 jan.")
            return
        verb = partial(bookings.cancelled_on, booking_id=booking_id, day=day)
        self.bench.do("Put the day of a cancellation right", verb, then=self._was_cancelled)

    def _rest(self) -> None:
        if self.session is not None:
            verb = partial(bookings.attend_rest, session_id=self.session.head.id)
            self.bench.do("Mark the rest as attended", verb, then=self._rest_came)

    def _rest_came(self, number: int) -> None:
        self.bench.said.emit(f"{number} more marked as attended.")

    def _book(self) -> None:
        text = self.book.text().strip()
        if self.session is None or not text:
            return
        head = self.session.head
        known = self._known(text)
        over = head.held_on < self.session.today or head.state is SessionState.DELIVERED
        if known is None and "," not in text:
            self.bench.refuse(
                f"Nobody known fits “{text}”.",
                "Nobody was booked; what you typed stays.",
                "Type code or name, agency and role with commas between to add somebody new.",
            )
            return
        verb = partial(_book, session_id=head.id, delegate_id=known, text=text, over=over)
        title = "Add somebody who came" if over else "Book a delegate"
        self.bench.do(title, verb, then=self._was_booked)

    def _known(self, text: str) -> str | None:
        """Return the delegate who is meant: by code, by the whole line, or as the only one."""
        wanted = text.casefold()
        offered = self.bench.jobs.read(known_delegates)
        coded = [
            one for one, words in offered if words.casefold().split(" ")[0].strip(",") == wanted
        ]
        fitting = coded or [one for one, words in offered if wanted in words.casefold()]
        return fitting[0] if len(fitting) == 1 else None

    def _was_booked(self, booked: Booked) -> None:
        self.book.clear()
        words = "Booked." if booked.state is S.BOOKED else f"{booked.state.label}."
        if booked.waiting:
            words = f"The session is full: place {booked.waiting} on the waiting list."
        self.bench.said.emit(words)
        self.table.choose(booked.booking_id)


def _book(
    uow: UnitOfWork, *, session_id: str, delegate_id: str | None, text: str, over: bool
) -> Booked:
    who = delegate_id or _read(uow, text)
    return (bookings.add_came if over else bookings.book)(uow, session_id, who)


def _read(uow: UnitOfWork, text: str) -> NewDelegate:
    """Read "D1200, Housing, Practitioner": a code or a name, an agency, a role."""
    first, *rest = (part.strip() for part in text.split(","))
    agency_id, words, role = None, "", ""
    for part in rest:
        found = people.find_agency(uow, part) if agency_id is None and not words else None
        if found is not None:
            agency_id = found.id
        elif part and not role:
            role = part
        elif part:
            words = part
    coded = any(sign.isdigit() for sign in first) and " " not in first
    mail = first if "@" in first else ""
    return NewDelegate(
        code=first if coded and not mail else "",
        name="" if coded or mail else first,
        email=mail,
        role=role,
        agency_id=agency_id,
        agency_words=words,
    )


def counts_of(session: SessionView) -> str:
    """Return a session's counts in a line: what became of its places, and the rate."""
    head, parts = session.head, []
    numbers = head.numbers
    if head.state is SessionState.DELIVERED:
        parts.append(f"{numbers.attended} of {head.capacity} attended ({numbers.rate_words})")
        for count, words in (
            (numbers.part_attended, "part"),
            (numbers.did_not_attend, "did not attend"),
        ):
            if count:
                parts.append(f"{count} {words}")
        if numbers.without_delegates:
            parts.append("told by a table, without its delegates")
    else:
        parts.append(f"{head.taken} booked, {head.free} free")
    late, early = head.counts[S.CANCELLED_LATE], head.counts[S.CANCELLED_IN_TIME]
    if late or early:
        parts.append(f"{early} cancelled in time, {late} late")
    if session.unmarked:
        parts.append(f"! {session.unmarked} not marked yet")
    if session.over:
        parts.append(f"! {session.over} more than places")
    if head.held_on >= session.today and head.state.takes_bookings:
        parts.append(f"in time until {write_date(session.cancel_by)}")
    return "  ·  ".join(parts)
