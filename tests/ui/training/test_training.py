"""Training in the window: needs, learning not carried, the programme, courses, sessions by keys."""

from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from sqlalchemy import select
from tests.papers.stage import TODAY
from tests.ui.hand import Hand

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.errors import Refusal
from safeguard_desk.models import (
    Booking,
    Course,
    CourseContent,
    CourseVersion,
    Group,
    LearningNeed,
    LearningPoint,
    LearningProduct,
    Setting,
    Trainer,
    TrainingSession,
)
from safeguard_desk.rules.terms_learning import BookingState, NeedState, SessionState
from safeguard_desk.ui.training.course_page import CONTENT, EFFECT, SESSIONS, CoursePage
from safeguard_desk.ui.training.matrix import ALL, UNJUDGED
from safeguard_desk.ui.training.needs_page import CARRIED, NeedsPage
from safeguard_desk.ui.training.sessions import DETAILS, SessionsPage
from safeguard_desk.ui.training.year_page import CALENDAR, POOL, YearPage
from safeguard_desk.work import bookings, learning, linking, needs
from safeguard_desk.work.bookings import NewDelegate

RETURN = Qt.Key.Key_Return
DAY = timedelta(days=1)


def group(uow: UnitOfWork, code: str = "LD") -> str:
    found = uow.find(select(Group).where(Group.code == code))
    assert found is not None
    return found.id


def held_session(uow: UnitOfWork, people: int = 25, days: int = 0, places: int = 25) -> str:
    """Plan a session, book people and return its id."""
    course = learning.add_course(uow, group(uow), "Neglect", capacity=places)
    session = learning.add_session(uow, course.id, uow.today + days * DAY)
    room = bookings.Room.of(uow, session.id)
    for number in range(people):
        room.book(bookings.find_or_add(uow, NewDelegate(f"D{number:03}", role="Practitioner")))
    return session.id


def page(hand: Hand, code: str, kind: type[Any]) -> Any:
    found = hand.tab("LD").show_page(code)
    assert isinstance(found, kind)
    hand.settle()
    return found


def refusals(of: Any) -> list[Refusal]:
    found: list[Refusal] = []
    of.refused.connect(found.append)
    return found


def test_twenty_five_people_are_marked_by_twenty_five_keys_and_one_is_taken_back(
    hand: Hand,
) -> None:
    hand.do(held_session)
    of = page(hand, "sessions", SessionsPage)
    of.arrive()
    table = of.delegates.table
    QTest.keyClicks(table, "aaaaaaaaaaaaaaaaaaaapddaa")
    hand.settle()
    states = hand.held(Booking, "state")
    assert states.count(BookingState.ATTENDED) == 22
    assert states.count(BookingState.DID_NOT_ATTEND) == 2
    assert hand.held(TrainingSession, "state") == [SessionState.DELIVERED]
    assert of.delegates.counts.text() == "22 of 25 attended (88%)  ·  1 part  ·  2 did not attend"
    hand.window.undo()
    hand.settle()
    assert "1 not marked yet" in of.delegates.counts.text()
    of.delegates.rest.click()
    hand.settle()
    assert hand.held(Booking, "state").count(BookingState.BOOKED) == 0


def test_a_full_session_books_onto_its_list_and_a_cancelled_place_moves_it_up(hand: Hand) -> None:
    hand.do(lambda uow: held_session(uow, 3, 30, 3))
    of = page(hand, "sessions", SessionsPage)
    said: list[str] = []
    of.said.connect(said.append)
    of.delegates.book.setFocus()
    of.delegates.book.setText("D900, Practitioner")
    hand.press(RETURN, of.delegates.book)
    assert said[-1] == "The session is full: place 1 on the waiting list."
    assert of.bar.words == "3 of 3 places taken, 1 waiting"
    assert of.delegates.waiting_heading.text() == "Waiting list (1)"
    table = of.delegates.table
    table.choose(table.rows.rows[0].id)
    hand.press("c", table)
    assert said[-1] == "Cancelled in time. D900 has a place now: to be told."
    assert of.delegates.table.rows.rows[-1].one.called == "D900"
    table.rows.setData(table.rows.index(0, 6), "Called to court")
    hand.settle()
    assert "Called to court" in hand.held(Booking, "state_reason")


def test_an_unknown_delegate_and_one_twice_are_told_and_nobody_is_booked(hand: Hand) -> None:
    hand.do(lambda uow: held_session(uow, 2, 30))
    of = page(hand, "sessions", SessionsPage)
    told = refusals(of)
    for words in ("nobody", "D001"):
        of.delegates.book.setText(words)
        QTest.keyClick(of.delegates.book, RETURN)
        hand.settle()
    assert told[0].what == "Nobody known fits “nobody”."
    assert "D001 is down for LD-S-0001 already: booked" in told[1].what
    assert len(hand.held(Booking, "id")) == 2


def test_marking_before_the_day_is_refused_in_place(hand: Hand) -> None:
    hand.do(lambda uow: held_session(uow, 2, 30))
    of = page(hand, "sessions", SessionsPage)
    told = refusals(of)
    hand.press("a", of.delegates.table)
    assert "is only held on" in told[0].what
    assert set(hand.held(Booking, "state")) == {BookingState.BOOKED}


def test_a_session_is_planned_by_a_line_and_its_details_are_kept(hand: Hand) -> None:
    hand.do(lambda uow: learning.add_course(uow, group(uow), "Neglect").id)
    hand.do(lambda uow: learning.add_trainer(uow, words="Named nurse", hours_promised=9).id)
    of = page(hand, "sessions", SessionsPage)
    told = refusals(of)
    assert of.whole.currentWidget() is of.empty
    of.course.setFocus()
    of.course.setText("neglect")
    of.day.setText("someday")
    hand.press(RETURN, of.day)
    assert told[0].what == "“someday” is no day."
    of.day.clear()
    hand.press(RETURN, of.day)
    assert "has no date" in told[1].what
    of.day.setText("+10wd")
    hand.press(RETURN, of.day)
    assert of.parts.currentIndex() == DETAILS
    rows = of.details.rows
    for name, words in (("starts_at", "9:30"), ("venue", "Civic centre"), ("capacity", "12")):
        rows[name].widget.setText(words)
        rows[name].widget.commit()
        hand.settle()
    assert hand.held(TrainingSession, "capacity") == [12]
    assert "09:30 to 12:30  ·  Civic centre" in of.told.text()
    of.details.trainer.setFocus()
    of.details.trainer.setText("named")
    hand.press(RETURN, of.details.trainer)
    trainers = of.details.trainers.rows
    trainers.setData(trainers.index(0, 2), "4.5")
    hand.settle()
    assert trainers.data(trainers.index(0, 2)) == "4.5"
    of.details.cancel.click()
    of.details.why.setText("Trainer is ill")
    hand.press(RETURN, of.details.why)
    assert hand.held(TrainingSession, "state_reason") == ["Trainer is ill"]
    of.details.reopen.click()
    hand.settle()
    assert hand.held(TrainingSession, "state") == [SessionState.PLANNED]
    of.details.remove.click()
    hand.settle()
    assert hand.held(TrainingSession, "id") == []


def test_a_need_is_taken_down_judged_and_opened_from_its_cell(hand: Hand) -> None:
    of = page(hand, "needs", NeedsPage)
    hand.press("Ask about sleep", of.new)
    hand.press(RETURN, of.new)
    assert of.matrix.cells[UNJUDGED].text() == "1 not judged yet"
    for name, words in (("impact", "3"), ("reach", "2")):
        of.form.rows[name].widget.setText(words)
        of.form.rows[name].widget.commit()
        hand.settle()
    assert of.matrix.cells[3, 2].text() == "1"
    of.matrix.cells[1, 1].click()
    assert of.table.rows.rows == []
    of.matrix.cells[3, 2].click()
    assert [one.title for one in of.table.rows.rows] == ["Ask about sleep"]
    of.form.rows["impact"].widget.setText("7")
    of.form.rows["impact"].widget.commit()
    hand.settle()
    assert hand.held(LearningNeed, "impact") == [3]
    of.matrix.cells[ALL].click()


def test_a_need_is_answered_by_a_course_and_met_with_a_reason(hand: Hand) -> None:
    hand.do(lambda uow: learning.add_course(uow, group(uow), "Neglect").id)
    hand.do(lambda uow: needs.add_need(uow, group(uow), "Ask about sleep").id)
    of = page(hand, "needs", NeedsPage)
    of.form.course.setFocus()
    of.form.course.setText("neglect")
    hand.press(RETURN, of.form.course)
    assert hand.held(LearningNeed, "state") == [NeedState.IN_PROGRAMME]
    state = of.form.rows["state"]
    state.widget.setCurrentIndex(list(NeedState).index(NeedState.MET))
    state.widget.commit()
    hand.settle()
    assert state.reason_line is not None
    state.reason_line.setText("Four sessions held")
    hand.press(RETURN, state.reason_line)
    assert hand.held(LearningNeed, "state_reason") == ["Four sessions held"]
    assert of.table.rows.rows == []
    of.closed.setChecked(True)
    assert len(of.table.rows.rows) == 1


def test_learning_not_carried_is_emptied_by_keys(hand: Hand) -> None:
    hand.do(lambda uow: learning.add_course(uow, group(uow), "Neglect").id)

    def points(uow: UnitOfWork) -> None:
        for text in ("One", "Two", "Three", "Four"):
            linking.add_learning_point(uow, group(uow, "QA"), text)

    hand.do(points)
    before = len(hand.held(LearningProduct, "id"))
    of = page(hand, "needs", NeedsPage)
    of.show_step(CARRIED)
    step = of.carried
    step.by.setFocus()
    step.by.setText("course")
    hand.press(RETURN, step.by)
    assert hand.held(CourseContent, "source_kind") == ["learning_points"]
    hand.press("b", step.table)
    assert len(hand.held(LearningProduct, "id")) == before + 1
    hand.press("x", step.table)
    step.why.setText("Told in supervision")
    hand.press(RETURN, step.why)
    assert "Told in supervision" in hand.held(LearningPoint, "not_carried")
    hand.press("n", step.table)
    assert hand.held(LearningNeed, "title") == ["Four"]
    assert [one.needs for one in step.table.rows.rows] == [("LD-N-0001",)]
    step.which.setCurrentIndex(2)
    step.which.activated.emit(2)
    assert len(step.table.rows.rows) == 2


def test_agreed_wording_is_hidden_while_presenting(hand: Hand) -> None:
    def restricted(uow: UnitOfWork) -> None:
        made = linking.add_learning_point(uow, group(uow, "CR"), "Of Willow")
        made.public_words = "Ask parents"

    hand.do(restricted)
    of = page(hand, "needs", NeedsPage)
    assert [one.text for one in of.carried.table.rows.rows] == ["Ask parents"]
    of.present(presenting=True)
    assert of.carried.table.rows.rows == []


def test_a_key_makes_a_need_of_a_finding_and_shows_it(hand: Hand) -> None:
    hand.do(lambda uow: linking.add_finding(uow, group(uow, "QA"), "Nobody asked").id)
    panel = hand.section("findings")
    panel.table.selectRow(0)
    hand.settle()
    hand.window.make_need()
    hand.settle()
    assert hand.held(LearningNeed, "title") == ["Nobody asked"]
    shown = hand.window.page()
    assert shown is not None
    assert shown.tab.code == "LD"


def test_content_is_overtaken_and_a_new_version_carries_what_overtook_it(hand: Hand) -> None:
    of = page(hand, "courses", CoursePage)
    assert of.whole.currentWidget() is of.empty
    hand.press("Neglect", of.new)
    hand.press(RETURN, of.new)
    of.show_step(CONTENT)
    content = of.content
    content.words.setText("Guidance of 2018 @4 jul 2018")
    hand.press(RETURN, content.words)
    assert hand.held(CourseContent, "dated_on")[0].isoformat() == "2018-07-04"
    hand.press("o", content.table)
    content.by.setText("Guidance of 2023 @15 dec 2023")
    hand.press(RETURN, content.by)
    assert "begin a new version" in of.told.text()
    hand.press("h", content.table)
    assert "begin a new version" not in of.told.text()
    content.by.setText("Guidance of 2023 @15 dec 2023")
    hand.press(RETURN, content.by)
    content.new.setText("The new guidance")
    hand.press(RETURN, content.new)
    assert hand.held(CourseVersion, "number") == [1, 2]
    assert [one.words for one in content.table.rows.rows] == ["Guidance of 2023"]
    of.show_step(EFFECT)
    hand.settle()
    of.show_step(SESSIONS)
    of.rows["capacity"].widget.setText("12")
    of.save()
    hand.settle()
    assert hand.held(Course, "capacity") == [12]


def test_the_year_suggests_a_session_and_plans_it(hand: Hand) -> None:
    hand.do(lambda uow: held_session(uow, 5, 30, 3))
    of = page(hand, "training-year", YearPage)
    (row,) = of.table.rows.rows
    assert row.suggestion == "1 more session needed: 2 wait, 0 places are free"
    of.show_step(CALENDAR)
    assert sum(one.count() for one in of.months.lists) == 1
    of.more.click()
    hand.settle()
    assert len(hand.held(TrainingSession, "id")) == 2
    shown = hand.window.page()
    assert shown is not None
    opened = shown.show_page("sessions")
    assert isinstance(opened, SessionsPage)
    assert opened.session is not None
    assert opened.session.head.ref == "LD-S-0002"


def test_the_pool_takes_people_in_and_keeps_hours_promised(hand: Hand) -> None:
    hand.do(lambda uow: learning.add_course(uow, group(uow), "Neglect").id)
    of = page(hand, "training-year", YearPage)
    of.show_step(POOL)
    told = refusals(of)
    of.pool.words.setText("Named nurse")
    hand.press(RETURN, of.pool.words)
    rows = of.pool.table.rows
    rows.setData(rows.index(0, 3), "many")
    hand.settle()
    assert told[0].what == "“many” is no number."
    rows.setData(rows.index(0, 3), "20")
    hand.settle()
    assert hand.held(Trainer, "hours_promised") == [20]
    of.pool.table.removed.emit(rows.rows[0].id)
    hand.settle()
    assert hand.held(Trainer, "to_on") == [TODAY]


def test_the_days_to_cancel_in_time_are_settled_on_the_settings_page(hand: Hand) -> None:
    hand.window.show_settings()
    field = hand.window.settings_page.booking["cancel_days"]
    field.setText("10")
    field.commit()
    hand.settle()
    assert "10" in hand.held(Setting, "value", key="training.cancel_days")


@pytest.mark.parametrize("code", ["needs", "training-year", "courses", "sessions"])
def test_an_empty_desk_says_what_to_do_first(hand: Hand, code: str) -> None:
    found = hand.tab("LD").show_page(code)
    hand.settle()
    assert found is not None
    found.arrive()
    assert found.about() is None
