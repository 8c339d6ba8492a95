"""The words of booking systems, by table."""

import pytest

from safeguard_desk.rules.booking_words import (
    plain_title,
    read_level,
    read_session_state,
    read_state,
    says_more,
)
from safeguard_desk.rules.terms_learning import BookingState as S
from safeguard_desk.rules.terms_learning import CourseLevel, SessionState


@pytest.mark.parametrize(
    ("words", "state"),
    [
        ("Attended", S.ATTENDED),
        ("COMPLETED ", S.ATTENDED),
        ("Attended (certificate issued)", S.ATTENDED),
        ("Part-attended", S.PART_ATTENDED),
        ("Partially attended", S.PART_ATTENDED),
        ("DNA", S.DID_NOT_ATTEND),
        ("No show", S.DID_NOT_ATTEND),
        ("No-Show", S.DID_NOT_ATTEND),
        ("Did Not Attend", S.DID_NOT_ATTEND),
        ("Didn\N{RIGHT SINGLE QUOTATION MARK}t attend", S.DID_NOT_ATTEND),
        ("Cancelled", S.CANCELLED_IN_TIME),
        ("Withdrew", S.CANCELLED_IN_TIME),
        ("Late cancellation", S.CANCELLED_LATE),
        ("Cancelled - late notice", S.CANCELLED_LATE),
        ("Cancelled (late)", S.CANCELLED_LATE),
        ("Waiting list", S.WAITING),
        ("Waitlist", S.WAITING),
        ("Reserve", S.WAITING),
        ("Booked", S.BOOKED),
        ("Confirmed", S.BOOKED),
        ("perhaps", None),
        ("", None),
        ("-", None),
    ],
)
def test_what_became_of_a_booking_is_read_in_any_words(words: str, state: S | None) -> None:
    assert read_state(words) is state


@pytest.mark.parametrize("state", list(S))
def test_our_own_words_are_read_back(state: S) -> None:
    assert read_state(state.label) is state
    assert read_state(state.value) is state


@pytest.mark.parametrize("state", list(SessionState))
def test_our_own_words_for_sessions_are_read_back(state: SessionState) -> None:
    assert read_session_state(state.label) is state


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Neglect: recognising and responding", "NEGLECT - Recognising & Responding", True),
        ("Professional curiosity", "Professional Curiosity Training", True),
        ("Safeguarding level 3", "Safeguarding level 2", False),
        ("Neglect", "Self-neglect", False),
        ("Training course", "Course training", False),
    ],
)
def test_a_course_is_known_by_its_title_however_it_is_written(
    one: str, other: str, same: bool
) -> None:
    assert (plain_title(one) == plain_title(other)) is same


def test_having_attended_tells_more_than_having_waited() -> None:
    assert says_more(S.ATTENDED, S.WAITING)
    assert says_more(S.DID_NOT_ATTEND, S.BOOKED)
    assert not says_more(S.ATTENDED, S.ATTENDED)


def test_a_level_is_read_out_of_its_words() -> None:
    assert read_level("Level 3 - Advanced") is CourseLevel.ADVANCED
    assert read_level("Level 3") is None
