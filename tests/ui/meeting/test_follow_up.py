"""What follows a meeting that is the group's last one planned."""

from datetime import date

from PySide6.QtCore import Qt
from tests.ui.meeting.room import Room

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.models import Meeting
from safeguard_desk.ui.meeting.follow_up import FollowUpStep
from safeguard_desk.ui.meeting.workspace import MeetingWorkspace
from safeguard_desk.views import meetings
from safeguard_desk.work import planning


def last(room: Room) -> FollowUpStep:
    """Show the follow-up of the meeting of January, after which none is planned."""
    with room.desk.read() as reader:
        january = meetings.meeting_id(reader, "QA-2027-01-19")
    space = MeetingWorkspace(room.jobs, january, room.window)
    room.jobs.changed.connect(space.changed)
    space.show_step(4)
    assert isinstance(space.step, FollowUpStep)
    return space.step


def test_the_next_meeting_is_proposed_as_long_after_as_this_was_after_the_last(room: Room) -> None:
    step = last(room)
    assert step.when.text() == "23 Mar 2027"
    assert step.next.text().startswith("None is planned")


def test_the_next_meeting_is_planned_in_one_step(room: Room) -> None:
    step = last(room)
    step.when.setText("30 mar 2027")
    room.press(step.when, Qt.Key.Key_Return)
    assert step.next.text() == "Tuesday 30 March 2027, planned."
    assert room.rows_of_meetings() == [date(2026, 11, 17), date(2027, 1, 19), date(2027, 3, 30)]


def test_a_date_that_is_none_is_explained_in_place(room: Room) -> None:
    step = last(room)
    step.when.setText("whenever")
    step.plan.click()
    assert "whenever" in step.wrong.text()
    assert step.when.text() == "whenever"


def test_a_refused_date_stays_and_the_reason_is_shown(room: Room) -> None:
    step = last(room)

    def plan_march(uow: UnitOfWork) -> None:
        planning.plan_meeting(uow, room.group_id, date(2027, 3, 23))
        meeting = uow.get(Meeting, step.bench.meeting_id)
        assert meeting.ref == "QA-2027-01-19"

    with room.desk.read() as reader:
        assert meetings.next_meeting(reader, room.group_id, date(2027, 1, 19)) is None
    room.desk.change("Elsewhere", plan_march)
    step.plan.click()
    room.settle()
    assert room.rows_of_meetings()[-1] == date(2027, 3, 23)
    assert "already" in step.window().findChildren(MeetingWorkspace)[-1].notice.words.text()
