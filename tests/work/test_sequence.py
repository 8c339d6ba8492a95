"""A meeting's sequence says how often its calendar entry changed."""

from collections.abc import Callable
from datetime import date, time
from typing import Any

import pytest
from tests.fixtures.harrow import Harrow

from safeguard_desk.errors import Refusal
from safeguard_desk.models import Meeting
from safeguard_desk.rules.terms import MeetingState, MinutesState
from safeguard_desk.work import planning, rescheduling

Verb = Callable[[Any, str], None]


def arranged(**changed: Any) -> Verb:
    def verb(uow: Any, meeting_id: str) -> None:
        asked: dict[str, Any] = {
            "starts_at": time(10),
            "length_minutes": 120,
            "venue": "",
            "link": "",
        }
        asked |= changed
        planning.arrange(uow, meeting_id, **asked)

    return verb


def cancelled(uow: Any, meeting_id: str) -> None:
    planning.advance(uow, meeting_id, MeetingState.CANCELLED, "Not quorate")


@pytest.mark.parametrize(
    "verb",
    [
        lambda uow, meeting: rescheduling.reschedule(uow, meeting, date(2026, 11, 24)),
        arranged(starts_at=time(14)),
        arranged(length_minutes=90),
        arranged(venue="Civic Hub"),
        arranged(link="https://meet.example.org/qa"),
        cancelled,
    ],
)
def test_a_change_of_day_time_length_place_link_or_fate_raises_it(
    harrow: Harrow, verb: Verb
) -> None:
    meeting = harrow.plan()
    assert harrow.get(Meeting, meeting).sequence == 0
    harrow.do(verb, meeting)
    assert harrow.get(Meeting, meeting).sequence == 1


@pytest.mark.parametrize(
    "verb",
    [
        lambda uow, meeting: rescheduling.reschedule(uow, meeting, date(2026, 11, 17)),
        arranged(),
        lambda uow, meeting: planning.advance(uow, meeting, MeetingState.AGENDA_SET),
    ],
)
def test_what_no_calendar_shows_does_not_raise_it(harrow: Harrow, verb: Verb) -> None:
    meeting = harrow.plan()
    harrow.do(verb, meeting)
    assert harrow.get(Meeting, meeting).sequence == 0


def test_a_meeting_cancelled_and_held_after_all_says_why_each_time(harrow: Harrow) -> None:
    meeting = harrow.plan()
    harrow.do(cancelled, meeting)
    assert harrow.get(Meeting, meeting).why == "Not quorate"
    harrow.do(planning.advance, meeting, MeetingState.PLANNED, "The police can come after all")
    held = harrow.get(Meeting, meeting)
    assert (held.sequence, held.why) == (2, "The police can come after all")


def test_time_and_place_of_a_meeting_with_ratified_minutes_stay(harrow: Harrow) -> None:
    meeting, later = harrow.plan(), harrow.plan(date(2027, 1, 12))
    harrow.do(
        lambda uow: setattr(uow.get(Meeting, meeting), "minutes_state", MinutesState.RATIFIED)
    )
    with pytest.raises(Refusal, match="ratified and locked"):
        harrow.do(arranged(venue="Elsewhere"), meeting)
    harrow.do(arranged(venue="Elsewhere"), later)
    assert [one.venue for one in harrow.all(Meeting)] == ["", "Elsewhere"]
