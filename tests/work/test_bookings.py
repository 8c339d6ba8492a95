"""Bookings on a real file: places, the waiting list, cancelling, attendance."""

from datetime import date, timedelta

import pytest
from tests.fixtures.harrow import Harrow

from safeguard_desk.errors import Refusal
from safeguard_desk.models import Booking, Delegate, TrainingSession
from safeguard_desk.rules.terms_learning import BookingState, SessionState
from safeguard_desk.work import bookings, learning, sessions
from safeguard_desk.work.bookings import NewDelegate

S = BookingState


@pytest.fixture
def course(harrow: Harrow) -> str:
    group = harrow.group("LD")
    return harrow.do(lambda uow: learning.add_course(uow, group, "Neglect", capacity=2).id)


@pytest.fixture
def session(harrow: Harrow, course: str) -> str:
    day = harrow.clock().date() + timedelta(days=30)
    return harrow.do(lambda uow: learning.add_session(uow, course, day).id)


def book(harrow: Harrow, session: str, *codes: str) -> list[bookings.Booked]:
    return [harrow.do(bookings.book, session, NewDelegate(code)) for code in codes]


def state(harrow: Harrow, session: str) -> SessionState:
    return harrow.get(TrainingSession, session).state


def hold(harrow: Harrow, days: int = 30) -> None:
    harrow.clock.pass_by(days=days)


def test_a_full_session_books_onto_its_waiting_list(harrow: Harrow, session: str) -> None:
    assert state(harrow, session) is SessionState.PLANNED
    first, second, third, fourth = book(harrow, session, "D1", "D2", "D3", "D4")
    assert [first.state, second.state] == [S.BOOKED, S.BOOKED]
    assert [(one.state, one.waiting) for one in (third, fourth)] == [(S.WAITING, 1), (S.WAITING, 2)]
    assert state(harrow, session) is SessionState.FULL


def test_a_cancelled_place_goes_to_the_waiting_list_in_its_order(
    harrow: Harrow, session: str
) -> None:
    first, _, third, _ = book(harrow, session, "D1", "D2", "D3", "D4")
    gone = harrow.do(bookings.cancel, first.booking_id, "Leave")
    assert gone.state is S.CANCELLED_IN_TIME
    assert [(one.booking_id, one.words) for one in gone.moved] == [(third.booking_id, "D3")]
    assert harrow.get(Booking, third.booking_id).state is S.BOOKED
    assert state(harrow, session) is SessionState.FULL


@pytest.mark.parametrize(
    ("before", "became"), [(7, S.CANCELLED_IN_TIME), (6, S.CANCELLED_LATE), (0, S.CANCELLED_LATE)]
)
def test_late_follows_from_the_setting(
    harrow: Harrow, session: str, before: int, became: BookingState
) -> None:
    [made] = book(harrow, session, "D1")
    day = harrow.get(TrainingSession, session).held_on - timedelta(days=before)
    assert harrow.do(bookings.cancel, made.booking_id, on=day).state is became


def test_the_setting_can_be_changed(harrow: Harrow, session: str) -> None:
    harrow.do(bookings.settle, "cancel_days", 3)
    [made] = book(harrow, session, "D1")
    day = harrow.get(TrainingSession, session).held_on - timedelta(days=3)
    assert harrow.do(bookings.cancel, made.booking_id, on=day).state is S.CANCELLED_IN_TIME


def test_giving_up_a_place_on_the_waiting_list_is_always_in_time(
    harrow: Harrow, session: str
) -> None:
    *_, third = book(harrow, session, "D1", "D2", "D3")
    day = harrow.get(TrainingSession, session).held_on
    assert harrow.do(bookings.cancel, third.booking_id, on=day).state is S.CANCELLED_IN_TIME


def test_a_delegate_twice_in_a_session_is_refused_by_code_and_by_email(
    harrow: Harrow, session: str
) -> None:
    harrow.do(bookings.book, session, NewDelegate("D1", email="one@example.org"))
    for again in (NewDelegate("d1"), NewDelegate(email="ONE@example.org")):
        with pytest.raises(Refusal, match="D1 is down for LD-S-0001 already: booked"):
            harrow.do(bookings.book, session, again)
    assert len(harrow.all(Booking)) == len(harrow.all(Delegate)) == 1


def test_who_cancelled_is_booked_again_at_the_end_of_the_queue(
    harrow: Harrow, session: str
) -> None:
    first, *_ = book(harrow, session, "D1", "D2", "D3")
    harrow.do(bookings.cancel, first.booking_id)
    [again] = book(harrow, session, "D1")
    assert (again.booking_id, again.state, again.waiting) == (first.booking_id, S.WAITING, 1)


def test_a_delegate_without_anything_is_refused(harrow: Harrow, session: str) -> None:
    with pytest.raises(Refusal, match="needs a code, a name or an e-mail"):
        harrow.do(bookings.book, session, NewDelegate(role="Practitioner"))


def test_more_places_move_the_waiting_list_up(harrow: Harrow, session: str) -> None:
    *_, third, _ = book(harrow, session, "D1", "D2", "D3", "D4")
    moved = harrow.do(sessions.edit_session, session, "capacity", 2, 3)
    assert [one.id for one in moved] == [third.booking_id]
    held = harrow.get(TrainingSession, session)
    assert (held.state, held.sequence) == (SessionState.FULL, 0)


def test_a_day_that_moves_raises_the_sequence(harrow: Harrow, session: str) -> None:
    day = harrow.get(TrainingSession, session).held_on
    harrow.do(sessions.edit_session, session, "held_on", day, day + timedelta(days=1))
    assert harrow.get(TrainingSession, session).sequence == 1


def test_a_session_without_a_date_is_refused(harrow: Harrow, course: str, session: str) -> None:
    with pytest.raises(Refusal, match="has no date"):
        harrow.do(learning.add_session, course, None)
    day = harrow.get(TrainingSession, session).held_on
    with pytest.raises(Refusal, match="would have no date"):
        harrow.do(sessions.edit_session, session, "held_on", day, None)


def test_attendance_before_the_day_is_refused(harrow: Harrow, session: str) -> None:
    [made] = book(harrow, session, "D1")
    with pytest.raises(Refusal, match="is only held on"):
        harrow.do(bookings.attend, made.booking_id, S.ATTENDED)


def test_attendance_above_capacity_is_kept_and_told(harrow: Harrow, session: str) -> None:
    made = book(harrow, session, "D1", "D2", "D3")
    hold(harrow)
    told = [harrow.do(bookings.attend, one.booking_id, S.ATTENDED) for one in made]
    assert [(one.over, one.left) for one in told] == [(0, 1), (0, 0), (1, 0)]
    assert state(harrow, session) is SessionState.DELIVERED


def test_the_rest_is_marked_at_once(harrow: Harrow, session: str) -> None:
    first, second, _ = book(harrow, session, "D1", "D2", "D3")
    hold(harrow)
    harrow.do(bookings.attend, first.booking_id, S.DID_NOT_ATTEND)
    assert harrow.do(bookings.attend_rest, session) == 1
    assert harrow.get(Booking, second.booking_id).state is S.ATTENDED
    with pytest.raises(Refusal, match="was delivered"):
        book(harrow, session, "D9")


def test_who_came_without_booking_is_taken_down(harrow: Harrow, session: str) -> None:
    hold(harrow)
    harrow.do(bookings.add_came, session, NewDelegate("D7"))
    with pytest.raises(Refusal, match="is on the list"):
        harrow.do(bookings.add_came, session, NewDelegate("D7"))
    assert state(harrow, session) is SessionState.DELIVERED


def test_a_cancelled_session_takes_nothing_and_says_who_is_to_be_told(
    harrow: Harrow, session: str
) -> None:
    made = book(harrow, session, "D1", "D2", "D3")
    with pytest.raises(Refusal, match="no reason"):
        harrow.do(sessions.cancel_session, session, " ")
    assert harrow.do(sessions.cancel_session, session, "Trainer is ill") == 3
    with pytest.raises(Refusal, match="was cancelled"):
        book(harrow, session, "D4")
    hold(harrow)
    with pytest.raises(Refusal, match="was cancelled"):
        harrow.do(bookings.attend, made[0].booking_id, S.ATTENDED)
    with pytest.raises(Refusal, match="was cancelled"):
        harrow.do(sessions.deliver, session)
    harrow.do(sessions.reopen, session)
    assert state(harrow, session) is SessionState.FULL


def test_delivering_tells_who_is_not_marked(harrow: Harrow, session: str) -> None:
    book(harrow, session, "D1", "D2")
    with pytest.raises(Refusal, match="is only held on"):
        harrow.do(sessions.deliver, session)
    hold(harrow)
    assert harrow.do(sessions.deliver, session) == 2
    with pytest.raises(Refusal, match="was delivered"):
        harrow.do(sessions.cancel_session, session, "Snow")


def test_a_waiting_list_does_not_move_once_the_day_has_passed(harrow: Harrow, session: str) -> None:
    first, _, third = book(harrow, session, "D1", "D2", "D3")
    hold(harrow, 31)
    gone = harrow.do(bookings.cancel, first.booking_id)
    assert (gone.state, gone.moved) == (S.CANCELLED_LATE, ())
    assert harrow.get(Booking, third.booking_id).state is S.WAITING


def test_undo_gives_the_place_back(harrow: Harrow, session: str) -> None:
    first, _, third = book(harrow, session, "D1", "D2", "D3")
    harrow.do(bookings.cancel, first.booking_id)
    harrow.desk.undo()
    assert harrow.get(Booking, first.booking_id).state is S.BOOKED
    assert harrow.get(Booking, third.booking_id).state is S.WAITING


def test_a_session_is_not_planned_twice_and_takes_the_course_as_usual(
    harrow: Harrow, course: str
) -> None:
    day = date(2027, 3, 2)
    made = harrow.do(lambda uow: learning.add_session(uow, course, day, venue="Hall").ref)
    with pytest.raises(Refusal, match=f"{made} is a session"):
        harrow.do(learning.add_session, course, day, venue="Hall")
    harrow.do(lambda uow: learning.add_session(uow, course, day, venue="Online").ref)
