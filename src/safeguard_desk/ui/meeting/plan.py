"""Planning a meeting: when and where, who is expected, and its agenda."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.errors import Refusal
from safeguard_desk.rules.clocks import due
from safeguard_desk.rules.dates import explain, read_date, write_date
from safeguard_desk.rules.terms import Capacity, MeetingState
from safeguard_desk.rules.times import read_minutes, read_time
from safeguard_desk.ui.meeting.agenda_menu import MatterMenu
from safeguard_desk.ui.meeting.agenda_rows import PlanLine
from safeguard_desk.ui.meeting.agenda_table import AgendaTable
from safeguard_desk.ui.meeting.beside import Beside, beside
from safeguard_desk.ui.meeting.build_panel import BuildPanel
from safeguard_desk.ui.meeting.chairing import Chairing
from safeguard_desk.ui.meeting.fate import Fate
from safeguard_desk.ui.meeting.looks import make_primary, write_time
from safeguard_desk.ui.meeting.paper_buttons import PaperButtons
from safeguard_desk.ui.meeting.parking import ParkingList
from safeguard_desk.ui.meeting.picture import Picture
from safeguard_desk.ui.meeting.returns_panel import ReturnsPanel
from safeguard_desk.ui.meeting.step import Bench, Step
from safeguard_desk.ui.meeting.step_bar import LIVE, PAPERS
from safeguard_desk.ui.widgets.fields import LineField
from safeguard_desk.views import meetings
from safeguard_desk.work import planning
from safeguard_desk.work.rescheduling import reschedule

_NEXT = {
    MeetingState.PLANNED: ("Set the agenda", "The agenda is settled and may be sent out."),
    MeetingState.AGENDA_SET: ("Go to the papers", "Attach the papers, then dispatch them."),
    MeetingState.DISPATCHED: ("Go to the meeting", "Papers are out. On the day, minute it live."),
    MeetingState.HELD: ("Go to the meeting", "The meeting was held."),
}


class PlanStep(Step):
    """Date and place at the left, the agenda at the right."""

    title = "Plan"

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        """Lay out the fields and the agenda."""
        super().__init__(bench, parent)
        self._lines: dict[str, LineField] = {}
        self.agenda = AgendaTable(bench, self)
        self.parking = ParkingList(bench, self)
        self.papers = PaperButtons(bench, "agenda", "Agenda", self)
        self.build = QPushButton(self)
        self.build.setToolTip("What the agenda should hold, and why (Alt+B)")
        self.build.clicked.connect(self.show_building)
        self.building = BuildPanel(bench, self)
        self.building.closed.connect(self.show_agenda)
        self.ask = QPushButton("R&eturns", self)
        self.ask.setToolTip("What each agency is asked before the meeting, and who has answered")
        self.ask.clicked.connect(self.show_returns)
        self.returns = ReturnsPanel(bench, self)
        self.returns.closed.connect(self.show_agenda)
        self.menu = MatterMenu(bench, self)
        self.menu.history_wanted.connect(self._item_history)
        self.agenda.asked.connect(self._asked)
        self.agenda.menu_wanted.connect(self._open_menu)
        self.parking.history_wanted.connect(self._matter_history)
        self._beside = Beside()
        side = QScrollArea(self)
        side.setWidgetResizable(True)
        side.setFrameShape(QScrollArea.Shape.NoFrame)
        side.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        side.setWidget(self._side())
        side.setFixedWidth(self.fontMetrics().averageCharWidth() * 54)
        agenda = QWidget(self)
        main = QVBoxLayout(agenda)
        main.setContentsMargins(0, 0, 0, 0)
        top = QHBoxLayout()
        top.addWidget(self.build)
        top.addWidget(self.ask)
        top.addStretch(1)
        main.addLayout(top)
        main.addWidget(self.agenda, 1)
        main.addWidget(self.parking)
        self.papers.offer("meeting-actions", "Actions for this meeting")
        main.addWidget(self.papers)
        self.main = QStackedWidget(self)
        for widget in (agenda, self.building, self.returns):
            self.main.addWidget(widget)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(14)
        layout.addWidget(side)
        layout.addWidget(self.main, 1)

    def _side(self) -> QWidget:
        side = QWidget(self)
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        fields: tuple[tuple[str, str, Callable[[str], None]], ...] = (
            ("date", "&Date", self._set_date),
            ("time", "&Starts", self._set_time),
            ("length", "&Length", self._set_length),
            ("venue", "&Venue", self._set_venue),
            ("link", "Lin&k", self._set_link),
        )
        for name, label, slot in fields:
            line = self._lines[name] = LineField(label.replace("&", ""), side)
            line.committed.connect(slot)
            form.addRow(label, line)
        self.wrong = QLabel(side)
        self.wrong.setWordWrap(True)
        self.wrong.hide()
        self.next = QPushButton(side)
        make_primary(self.next)
        self.next.clicked.connect(self._take_next)
        self.what_next = QLabel(side)
        self.deadlines = QLabel(side)
        self.fate = Fate(self.bench, side)
        self.chairing = Chairing(self.bench, side)
        self.expected = QLabel(side)
        self.expect = QPushButton("Add members who joined since", side)
        self.expect.clicked.connect(self._expect)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 6, 0)
        column.addLayout(form)
        for widget in (self.wrong, self.what_next, self.next, self.deadlines, self.expected):
            column.addWidget(widget)
            if isinstance(widget, QLabel):
                widget.setWordWrap(True)
        column.addWidget(self.expect)
        column.addWidget(self.chairing)
        column.addStretch(1)
        column.addWidget(self.fate)
        return side

    def line(self, name: str) -> LineField:
        """Return a field by name: date, time, length, venue or link."""
        return self._lines[name]

    def show_picture(self, picture: Picture) -> None:
        """Show the plan as it stands."""
        super().show_picture(picture)
        head = picture.head
        for name, words in {
            "date": write_date(head.held_on),
            "time": write_time(head.starts_at),
            "length": f"{head.length_minutes} min",
            "venue": head.venue,
            "link": head.link,
        }.items():
            self._lines[name].show_value(words)
            self._lines[name].setReadOnly(picture.locked)
        self._lines["date"].setReadOnly(head.state is MeetingState.HELD)
        words, why = _NEXT.get(head.state, ("", "This meeting was cancelled."))
        self.next.setText(words)
        self.next.setVisible(bool(words))
        self.what_next.setText(why)
        call, papers = due("call", head.held_on).due, due("papers", head.held_on).due
        self.deadlines.setText(
            f"Call for papers by {write_date(call)}.\nPapers out by {write_date(papers)}."
        )
        self.deadlines.setVisible(head.state in {MeetingState.PLANNED, MeetingState.AGENDA_SET})
        self.fate.show_picture(picture)
        self.chairing.show_picture(picture)
        self.expected.setText(_expected(picture))
        self.expect.setVisible(head.state is not MeetingState.HELD)
        self._show_beside(picture)
        self.papers.show_picture(picture, presenting=self.presenting)

    def _show_beside(self, picture: Picture) -> None:
        """Show the agenda with what is proposed for it and what is parked."""
        read = partial(beside, head=picture.head, items=picture.items)
        self._beside = self.bench.jobs.read(read).shown(presenting=self.presenting)
        found = list(self._beside.proposals)
        self.agenda.show_picture(picture, self._beside.recurring, presenting=self.presenting)
        self.parking.show_matters(list(self._beside.parked))
        self.build.setText(f"&Build agenda ({len(found)} proposed)" if found else "&Build agenda")
        over = picture.head.state in {MeetingState.HELD, MeetingState.CANCELLED}
        self.build.setEnabled(not over)
        self.returns.refresh(over=over)
        taken = sum(item.minutes for item in picture.items)
        self.building.show_proposals(found, picture.head.length_minutes - taken)

    def show_building(self) -> None:
        """Show what the agenda should hold."""
        self.main.setCurrentWidget(self.building)
        self.building.view.setFocus()

    def show_returns(self) -> None:
        """Show what agencies are asked, and who has answered."""
        self.main.setCurrentWidget(self.returns)
        self.returns.view.setFocus()

    def show_agenda(self) -> None:
        """Go back to the agenda."""
        self.main.setCurrentIndex(0)
        self.agenda.view.setFocus()

    def arrive(self) -> None:
        """Go to the agenda: it is what planning mostly is."""
        self.show_agenda()

    def reveal(self, item_id: str, entry_id: str | None) -> None:
        """Choose an item of the agenda."""
        self.show_agenda()
        self.agenda.view.choose(item_id)

    def about(self) -> tuple[str, str] | None:
        """Return the chosen item, or the parked matter that is chosen."""
        if self.parking.view.hasFocus() and self.parking.view.chosen:
            return "matters", self.parking.view.chosen
        line = self._line_of(self.agenda.view.chosen or "")
        return ("agenda_items", line.id) if line else None

    def _line_of(self, item_id: str) -> PlanLine | None:
        rows = self.agenda.view.rows
        place = rows.place(item_id)
        line = rows.rows[place] if place >= 0 else None
        return line if isinstance(line, PlanLine) and line.item else None

    def _asked(self, item_id: str, letter: str) -> None:
        line = self._line_of(item_id)
        if line is not None:
            view = self.agenda.view
            corner = view.viewport().mapToGlobal(view.visualRect(view.currentIndex()).bottomLeft())
            self.menu.press(line, self._beside.bodies, letter, corner)

    def _open_menu(self, item_id: str, at: QPoint) -> None:
        line = self._line_of(item_id)
        if line is not None:
            self.menu.open(line, self._beside.bodies, at)

    def _item_history(self, item_id: str) -> None:
        self.bench.show_history("agenda_items", item_id)

    def _matter_history(self, matter_id: str) -> None:
        self.bench.show_history("matters", matter_id)

    def _take_next(self) -> None:
        if self.picture is None:
            return
        state = self.picture.head.state
        if state is MeetingState.PLANNED:
            self._advance("Set the agenda", MeetingState.AGENDA_SET)
        else:
            self.go.emit(PAPERS if state is MeetingState.AGENDA_SET else LIVE)

    def _advance(self, title: str, state: MeetingState) -> None:
        verb = partial(planning.advance, meeting_id=self.bench.meeting_id, state=state)
        self.do(title, verb)

    def _expect(self) -> None:
        verb = partial(planning.expect_members, meeting_id=self.bench.meeting_id)
        self.do("Expect the members", verb, then=self._were_expected)

    def _were_expected(self, added: int) -> None:
        self.bench.say(f"{added} added." if added else "Every member is expected already.")

    def _set_date(self, text: str) -> None:
        if self.picture is None:
            return
        day = read_date(text, self.picture.today)
        if day is None:
            self._tell_wrong(explain(text, self.picture.today) or "A meeting needs a date.")
            return
        self.wrong.hide()
        verb = partial(reschedule, meeting_id=self.bench.meeting_id, held_on=day)
        self.do("Move the meeting", verb, then=self._taken, refused=self._refused_field)

    def _set_time(self, text: str) -> None:
        at = read_time(text)
        if at is None:
            self._tell_wrong(f"“{text}” is no time. Type 10:00, 1000 or 2pm.")
            return
        self._arrange(starts_at=at)

    def _set_length(self, text: str) -> None:
        minutes = read_minutes(text)
        if minutes is None:
            self._tell_wrong(f"“{text}” is no length. Type 90, 1:30 or 1.5h.")
            return
        self._arrange(length_minutes=minutes)

    def _set_venue(self, text: str) -> None:
        self._arrange(venue=text)

    def _set_link(self, text: str) -> None:
        self._arrange(link=text)

    def _arrange(self, **changed: Any) -> None:
        self.wrong.hide()
        verb = partial(arrange_some, meeting_id=self.bench.meeting_id, changed=changed)
        self.do("Arrange the meeting", verb, then=self._taken, refused=self._refused_field)

    def _taken(self, _: object) -> None:
        for line in self._lines.values():  # "next tue" was typed: show what it means
            if not line.hasFocus() or line.text() != line.kept:
                line.put_back()

    def _refused_field(self, refusal: Refusal) -> None:
        self._tell_wrong(str(refusal))

    def _tell_wrong(self, words: str) -> None:
        for line in self._lines.values():
            line.refused()
        self.wrong.setText(f"! {words}")
        self.wrong.show()


def arrange_some(uow: UnitOfWork, *, meeting_id: str, changed: dict[str, Any]) -> None:
    """Change some of a meeting's arrangements; the others stay as the file has them by now."""
    now = meetings.head(uow.reader, meeting_id)
    planning.arrange(
        uow,
        meeting_id,
        starts_at=changed.get("starts_at", now.starts_at),
        length_minutes=changed.get("length_minutes", now.length_minutes),
        venue=changed.get("venue", now.venue),
        link=changed.get("link", now.link),
    )


def _expected(picture: Picture) -> str:
    """Return who is expected, in words: how many, of how many agencies, and the co-chairs."""
    seats = picture.seats
    if not seats:
        return "Nobody is expected yet. Add members to the group in the Directory."
    agencies = {seat.agency for seat in seats if seat.agency}
    chairs = [seat.role for seat in seats if seat.capacity is Capacity.CO_CHAIR]
    words = f"{len(seats)} expected, from {len(agencies)} agencies."
    return words + (f"\nCo-chairs: {'; '.join(chairs)}." if chairs else "\nNo co-chair yet.")
