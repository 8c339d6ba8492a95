"""The agenda built from what it should hold, the parking list, matters left out or handed on."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from tests.ui.meeting.room import Room

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.rules.terms import MatterState
from safeguard_desk.ui.meeting.plan import PlanStep
from safeguard_desk.views import matters as view
from safeguard_desk.views import meetings
from safeguard_desk.work import agendas, matters

CTRL = Qt.KeyboardModifier.ControlModifier


def plan(room: Room) -> PlanStep:
    room.space.show_step(0)
    assert isinstance(room.space.step, PlanStep)
    return room.space.step


def planned(room: Room, *titles: str) -> list[str]:
    def verb(uow: UnitOfWork) -> list[str]:
        group, meeting = room.group_id, room.meeting_id
        return [matters.plan(uow, group, title, meeting_id=meeting).id for title in titles]

    return room.do(verb)


def known(room: Room) -> dict[str, view.MatterView]:
    with room.desk.read() as reader:
        return {one.title: one for one in view.matters(reader)}


def by_hand(room: Room, title: str) -> str:
    return room.do(lambda uow: agendas.add_item(uow, room.meeting_id, title).id)


def test_proposals_are_taken_by_one_key_and_undone_by_another(room: Room) -> None:
    planned(room, "Neglect strategy", "Transitions")
    step = plan(room)
    before = room.items()
    assert step.build.text() == "&Build agenda (2 proposed)"
    QTest.mouseClick(step.build, Qt.MouseButton.LeftButton)
    assert step.main.currentWidget() is step.building
    assert step.building.heading.text().startswith("2 proposed, 2 ticked: 20 min of items")
    assert [row.proposal.reason for row in step.building.view.rows.rows] == [
        "On the forward plan for this meeting"
    ] * 2
    room.press(step.building.view, Qt.Key.Key_Return, CTRL)
    assert room.items() == [*before[:8], "Neglect strategy", "Transitions", *before[8:]]
    assert step.main.currentIndex() == 0
    assert step.build.text() == "&Build agenda"
    room.jobs.undo()
    room.settle()
    assert room.items() == before


def test_what_is_not_ticked_stays_away_and_minutes_are_changed_before_it_is_taken(
    room: Room,
) -> None:
    planned(room, "Neglect strategy", "Transitions")
    step = plan(room)
    step.show_building()
    rows = step.building.view.rows
    room.press(step.building.view, Qt.Key.Key_Space)
    assert [row.ticked for row in rows.rows] == [False, True]
    rows.setData(rows.index(1, 5), "1h")
    assert rows.rows[1].minutes == 60
    rows.setData(rows.index(1, 5), "soon")
    assert "no number of minutes" in step.building.wrong.text()
    room.press(step.building.view, Qt.Key.Key_Return, CTRL)
    assert "Neglect strategy" not in room.items()
    with room.desk.read() as reader:
        (taken,) = [one for one in view.matters(reader) if one.appearances]
    assert taken.title == "Transitions"


def test_escape_goes_back_to_the_agenda_and_changes_nothing(room: Room) -> None:
    planned(room, "Neglect strategy")
    step = plan(room)
    step.show_building()
    room.press(step.building.view, Qt.Key.Key_Escape)
    assert step.main.currentIndex() == 0
    assert "Neglect strategy" not in room.items()


def test_p_parks_the_chosen_item_and_enter_brings_it_back(room: Room) -> None:
    item = by_hand(room, "Housing")
    step = plan(room)
    step.agenda.view.choose(item)
    room.press(step.agenda.view, Qt.Key.Key_P)
    assert "Housing" not in room.items()
    assert known(room)["Housing"].state is MatterState.PARKED
    assert [row.title for row in step.parking.view.rows.rows] == ["Housing"]
    step.parking.view.setCurrentIndex(step.parking.view.rows.index(0, 0))
    room.press(step.parking.view, Qt.Key.Key_Return)
    assert "Housing" in room.items()
    assert step.parking.heading.text() == "Nothing is parked. P parks the chosen item."


def test_a_standing_item_cannot_be_parked_and_says_why(room: Room) -> None:
    step = plan(room)
    room.press(step.agenda.view, Qt.Key.Key_P)
    assert "comes to every agenda by itself" in room.space.notice.words.text()
    assert len(room.items()) == 13


def test_s_leaves_an_item_out_once_and_r_lets_it_come_to_every_meeting(room: Room) -> None:
    item = by_hand(room, "Housing")
    step = plan(room)
    step.agenda.view.choose(item)
    room.press(step.agenda.view, Qt.Key.Key_R)
    assert known(room)["Housing"].recurs
    titles = [line.title for line in step.agenda.view.rows.rows]
    assert "Housing  ↻" in titles
    step.agenda.view.choose(item)
    room.press(step.agenda.view, Qt.Key.Key_S)
    assert "Housing" not in room.items()
    assert known(room)["Housing"].skipped_at_id == room.meeting_id


def test_a_matter_is_handed_to_another_group_from_the_items_menu(room: Room) -> None:
    item = by_hand(room, "Housing")
    step = plan(room)
    step.agenda.view.choose(item)
    line = step.agenda.view.rows.rows[step.agenda.view.rows.place(item)]
    step.menu.take(line, step._beside.bodies)
    (learning,) = [one for one in step.menu.hand.actions() if one.text().startswith("LD")]
    learning.trigger()
    room.settle()
    assert known(room)["Housing"].group == "LD"
    assert "Handed to Learning and Development" in room.space.notice.words.text()
    assert "Housing" not in room.items()


def test_items_show_when_they_start_and_the_agenda_when_it_ends(room: Room) -> None:
    step = plan(room)
    starts = [line.starts_at for line in step.agenda.view.rows.rows]
    assert starts[:5] == ["10:00", "10:05", "10:07", "10:15", "10:30"]
    assert step.agenda.total.text().endswith("ends 11:55")


def test_while_the_screen_is_shared_restricted_proposals_and_parked_matters_are_hidden(
    room: Room,
) -> None:
    def verb(uow: UnitOfWork) -> str:
        group, meeting = room.group_id, room.meeting_id
        parked = matters.plan(uow, group, "Secret parked", restricted=True)
        matters.park(uow, parked.id)
        return matters.plan(uow, group, "Secret", meeting_id=meeting, restricted=True).id

    room.do(verb)
    step = plan(room)
    assert len(step.parking.view.rows.rows) == 1
    room.space.presenting = True
    assert step.parking.view.rows.rows == []
    assert step.building.view.rows.rows == []


def test_what_a_standing_item_takes_up_is_shown_and_corrected_beneath_the_agenda(
    room: Room,
) -> None:
    def note(uow: UnitOfWork) -> str:
        tracker = agendas.agenda(uow, room.meeting_id)[3]
        tracker.notes = "QA-0137 Standing work\nQA-0138 Standing work"
        return tracker.id

    tracker = room.do(note)
    table = plan(room).agenda
    table.view.choose(tracker)
    assert table.takes_up.isVisible()
    assert table.takes_up.toPlainText().splitlines()[1].startswith("QA-0138")
    table.takes_up.setPlainText("QA-0138 alone")
    table.takes_up.commit()
    room.settle()
    with room.desk.read() as reader:
        notes = {item.id: item.notes for item in meetings.items(reader, room.meeting_id)}
    assert notes[tracker] == "QA-0138 alone"
    table.view.choose(table.view.rows.rows[0].id)
    assert not table.takes_up.isVisible()
