"""What reviews put on agendas and Home, and that nobody else in the room finds them."""

from datetime import date
from typing import Any

import pytest
from tests.fixtures.harrow import Harrow, settled
from tests.making import TestClock

from safeguard_desk.desk.desk import Desk
from safeguard_desk.rules.terms import Side
from safeguard_desk.rules.terms_review import Harm
from safeguard_desk.views import reviews_due
from safeguard_desk.views.building import proposals
from safeguard_desk.views.meetings import head, items
from safeguard_desk.views.places import may_be_shown
from safeguard_desk.views.today import today
from safeguard_desk.work import building, planning, review_work, reviews


@pytest.fixture
def harrow(desk: Desk, clock: TestClock) -> Harrow:
    """A desk with the members of the partnership."""
    return settled(desk, clock)


def referred(harrow: Harrow) -> str:
    group = harrow.group("CR")

    def work(uow: Any) -> str:
        return reviews.refer(
            *(uow, group, "An infant was seriously harmed"),
            side=Side.CHILDREN,
            harm=Harm.SERIOUS,
            aware_on=date(2026, 11, 16),
        ).id

    return str(harrow.do(work))


def test_a_referral_comes_to_the_next_agenda_and_its_clocks_to_home(harrow: Harrow) -> None:
    referred(harrow)
    group = harrow.group("CR")
    meeting = harrow.do(lambda uow: planning.plan_meeting(uow, group, date(2026, 12, 1)).id)
    with harrow.desk.read() as reader:
        found = list(reviews_due.proposals(reader, head(reader, meeting)))
        lines = [one for part in today(reader) for one in part.lines if one.kind == "reviews"]
    assert [(one.line, one.restricted) for one in found] == [("", True)]
    assert "CR-2026-01 referral" in found[0].title
    assert [one.words for one in lines] == [
        "CR-2026-01: Notify Panel",
        "CR-2026-01: Rapid review",
    ]
    assert all(one.restricted for one in lines)


def test_an_agenda_tells_of_a_case_in_its_restricted_part_only_and_once(harrow: Harrow) -> None:
    referred(harrow)
    group = harrow.group("CR")
    meeting = harrow.do(lambda uow: planning.plan_meeting(uow, group, date(2026, 12, 1)).id)
    harrow.do(lambda uow: building.build_agenda(uow, meeting))
    with harrow.desk.read() as reader:
        there = items(reader, meeting)
        again = [one.id for one in proposals(reader, meeting)]
    telling = [one for one in there if "CR-2026-01" in one.title + one.notes]
    assert [one.restricted for one in telling] == [True]
    assert not [one for one in again if one.startswith("reviews")]


def test_a_case_and_its_events_are_not_for_everybody_in_the_room(harrow: Harrow) -> None:
    case = referred(harrow)
    event = harrow.do(
        lambda uow: review_work.add_event(uow, case, date(2026, 1, 2), "Seen at home").id
    )
    with harrow.desk.read() as reader:
        assert not may_be_shown(reader, "reviews", case)
        assert not may_be_shown(reader, "chronology_events", event)
