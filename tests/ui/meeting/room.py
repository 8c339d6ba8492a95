"""A meeting of the QA sub group, planned and ready to be minuted, and hands to work it with."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from sqlalchemy import select
from tests.making import TestClock, bare_desk

from safeguard_desk.desk.desk import Desk
from safeguard_desk.desk.reading import LONDON
from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.errors import Refusal
from safeguard_desk.models import Meeting
from safeguard_desk.rules.terms import Capacity, Side, StatutoryPartner
from safeguard_desk.ui.jobs import Jobs
from safeguard_desk.ui.meeting.live import LiveStep
from safeguard_desk.ui.meeting.workspace import MeetingWorkspace
from safeguard_desk.views import meetings
from safeguard_desk.work import actions, people, planning, setting_up

T = TypeVar("T")
HELD_ON = date(2026, 11, 17)
FILES = Path(__file__).parents[2] / "files"
AGENCIES = {
    "NHS NWL ICB": StatutoryPartner.ICB,
    "Harrow Council Adult Services": StatutoryPartner.LOCAL_AUTHORITY,
    "Metropolitan Police NW BCU": StatutoryPartner.POLICE,
    "CNWL": None,
    "LNWUH": None,
    "Probation Service": None,
    "Harrow Council Housing": None,
    "Schools": None,
    "Business Unit": None,
    "Cafcass": None,
}
CHAIR, MEMBER = Capacity.CO_CHAIR, Capacity.MEMBER
PEOPLE = (
    ("DN", "Designated Nurse", "NHS NWL ICB", CHAIR, "Deputy Designated Nurse"),
    ("HS", "Head of Safeguarding Adults", "Harrow Council Adult Services", CHAIR, ""),
    ("DC", "DCI Public Protection", "Metropolitan Police NW BCU", MEMBER, "DI Public Protection"),
    ("NG", "Named GP", "NHS NWL ICB", MEMBER, ""),
    ("CN", "Named Nurse", "CNWL", MEMBER, ""),
    ("LN", "Head of Safeguarding", "LNWUH", MEMBER, ""),
    ("PB", "Head of Delivery Unit", "Probation Service", MEMBER, ""),
    ("HO", "Head of Housing Needs", "Harrow Council Housing", MEMBER, ""),
    ("ED", "Education Safeguarding Lead", "Schools", MEMBER, ""),
    ("CF", "Service Manager", "Cafcass", MEMBER, ""),
    ("PA", "Performance Analyst", "Business Unit", Capacity.IN_ATTENDANCE, ""),
    ("BM", "Business Manager", "Business Unit", Capacity.SECRETARIAT, ""),
)


def typed_lines() -> list[str]:
    """Return what a minute-taker typed, without the times."""
    text = (FILES / "meeting_as_typed.txt").read_text("utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return [line[6:] for line in lines]


def populate(uow: UnitOfWork) -> tuple[str, str]:
    """Make groups, people, a tracker and two meetings; return the group's and meeting's id."""
    made = setting_up.set_up(uow, "Harrow")
    group = made.groups["QA"]
    agencies = {
        name: people.add_agency(uow, name, side=Side.BOTH, partner=partner).id
        for name, partner in AGENCIES.items()
    }
    for initials, role, agency, capacity, deputy in PEOPLE:
        person = people.add_person(uow, role, initials=initials, agency_id=agencies[agency])
        usual = people.add_person(uow, deputy, agency_id=agencies[agency]).id if deputy else None
        people.join(uow, group, person.id, capacity=capacity, deputy_id=usual)
    uow.keep_counter_above("QA", 131)
    for number in range(132, 143):
        new = actions.NewAction(title=f"Standing work {number}")
        actions.raise_action(uow, group, new, raised_on=date(2026, 9, 15))
    uow.flush()
    meeting = planning.plan_meeting(uow, group, HELD_ON, venue="Forward Drive, Room 2")
    planning.plan_meeting(uow, group, date(2027, 1, 19))
    return group, meeting.id


@dataclass
class Room:
    """The desk, its jobs, and the workspace on screen."""

    desk: Desk
    clock: TestClock
    jobs: Jobs
    meeting_id: str
    group_id: str
    window: QWidget
    space: MeetingWorkspace

    @property
    def live(self) -> LiveStep:
        """The live step, shown."""
        self.space.show_step(2)
        assert isinstance(self.space.step, LiveStep)
        return self.space.step

    def settle(self) -> None:
        """Let everything queued be done and shown; an editor in a table offers its value late.

        The clock goes on a little: what happens in one moment has no order.
        """
        QCoreApplication.processEvents()
        self.jobs.settle()
        self.clock.pass_by(milliseconds=5)

    def type_line(self, line: str, *, enter: bool = True) -> None:
        """Type into the capture line as a person would."""
        field = self.live.line.field
        field.setFocus()
        QTest.keyClicks(field, line)
        if enter:
            QTest.keyClick(field, Qt.Key.Key_Return)
            self.settle()

    def press(self, widget: QWidget, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
        """Press a key on a widget and wait for what it sets off."""
        held = Qt.KeyboardModifier.NoModifier
        for modifier in modifiers:
            held |= modifier
        QTest.keyClick(widget, key, held)
        self.settle()

    def rows_of_meetings(self) -> list[date]:
        """Return the days of the group's meetings."""
        with self.desk.read() as reader:
            statement = select(Meeting.held_on).where(Meeting.group_id == self.group_id)
            return list(reader.scalars(statement.order_by(Meeting.held_on)))

    def entries(self) -> list[meetings.EntryView]:
        """Return the minutes as the file holds them."""
        with self.desk.read() as reader:
            return meetings.entries(reader, self.meeting_id)

    def seats(self) -> dict[str, meetings.SeatView]:
        """Return the attendance by initials."""
        with self.desk.read() as reader:
            return {seat.initials: seat for seat in meetings.seats(reader, self.meeting_id)}

    def items(self) -> list[str]:
        """Return the agenda's titles in order."""
        with self.desk.read() as reader:
            return [item.title for item in meetings.items(reader, self.meeting_id)]

    def head(self) -> meetings.MeetingHead:
        """Return the meeting's head."""
        with self.desk.read() as reader:
            return meetings.head(reader, self.meeting_id)

    def do(self, operation: Callable[[UnitOfWork], T]) -> T:
        """Change the desk from elsewhere, as another screen would."""
        got: list[T] = []
        self.jobs.change("Elsewhere", operation, then=got.append)
        self.settle()
        return got[0]


class Window(QWidget):
    """What the shell does for a workspace: hands on changes, takes undo and redo."""

    def __init__(self, jobs: Jobs) -> None:
        super().__init__()
        self.jobs = jobs
        self.refusals: list[Refusal] = []
        for keys, slot in (("Ctrl+Z", self.undo), ("Ctrl+Y", self.redo)):
            QShortcut(QKeySequence(keys), self).activated.connect(slot)
        jobs.refused.connect(self.refusals.append)

    def undo(self) -> None:
        self.jobs.undo()

    def redo(self) -> None:
        self.jobs.redo()


def moment(hour: int, minute: int = 0, day: date = HELD_ON) -> datetime:
    """Return a moment of the meeting's day by the clock on the wall."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=LONDON)


def open_room(path: Path) -> Room:
    """Make a desk and show its meeting at ten in the morning of its day."""
    clock = TestClock(moment(10).astimezone(UTC))
    desk = bare_desk(path, clock)
    group_id, meeting_id = desk.change("Set up", populate).result
    return show_room(desk, clock, group_id, meeting_id)


def show_room(desk: Desk, clock: TestClock, group_id: str, meeting_id: str) -> Room:
    """Show a meeting of a desk that is open."""
    jobs = Jobs(desk)
    window = Window(jobs)
    window.resize(1366, 768)
    space = MeetingWorkspace(jobs, meeting_id, window)
    space.resize(window.size())
    jobs.changed.connect(space.changed)
    window.show()
    return Room(desk, clock, jobs, meeting_id, group_id, window, space)
