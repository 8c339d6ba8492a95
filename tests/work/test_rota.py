"""Co-chairs in turn: over the meetings to come, round what is settled already."""

from datetime import date

import pytest
from tests.fixtures.harrow import Harrow

from safeguard_desk.errors import Refusal
from safeguard_desk.models import Meeting, Membership
from safeguard_desk.rules.terms import Capacity, MeetingState
from safeguard_desk.work import planning, rota

DAYS = (date(2026, 12, 1), date(2027, 2, 2), date(2027, 4, 6), date(2027, 6, 1))


def chairs(harrow: Harrow) -> list[str]:
    group = harrow.group()
    found = harrow.all(Membership, group_id=group, capacity=Capacity.CO_CHAIR)
    return [membership.person_id for membership in found]


def settled_chairs(harrow: Harrow) -> list[str | None]:
    return [m.chair_id for m in sorted(harrow.all(Meeting), key=lambda m: m.held_on)]


def test_co_chairs_take_turns_and_cancelled_meetings_cost_nobody_theirs(harrow: Harrow) -> None:
    first, second = chairs(harrow)[:2]
    meetings = [harrow.plan(day) for day in DAYS]
    harrow.do(planning.advance, meetings[1], MeetingState.CANCELLED, "Inspection")
    group = harrow.group()
    harrow.do(lambda uow: len(rota.alternate(uow, group)))
    assert settled_chairs(harrow) == [first, None, second, first]


def test_a_chair_that_is_settled_stays_and_the_turn_goes_on_from_there(harrow: Harrow) -> None:
    first, second = chairs(harrow)[:2]
    meetings = [harrow.plan(day) for day in DAYS]
    harrow.do(rota.take_chair, meetings[0], second)
    group = harrow.group()
    turns = harrow.do(lambda uow: rota.alternate(uow, group))
    assert settled_chairs(harrow) == [second, first, second, first]
    assert [turn.ref for turn in turns] == ["QA-2027-02-02", "QA-2027-04-06", "QA-2027-06-01"]


def test_nothing_to_come_and_nobody_to_chair_are_refused(harrow: Harrow) -> None:
    group = harrow.group()
    with pytest.raises(Refusal, match="No meeting of this group is planned"):
        harrow.do(lambda uow: rota.alternate(uow, group))
    harrow.plan(DAYS[0], "CR")
    review = harrow.group("CR")
    with pytest.raises(Refusal, match="Nobody is co-chair"):
        harrow.do(lambda uow: rota.alternate(uow, review))
