"""Broken threads: each sort is found, and gone once it is mended."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from tests.fixtures.harrow import MEETING, Harrow, settled
from tests.making import TestClock

from safeguard_desk.desk.desk import Desk
from safeguard_desk.models import Action, Board
from safeguard_desk.rules.terms_thread import Audience, Response
from safeguard_desk.views.broken import SORTS, Break, broken
from safeguard_desk.work import actions, chasing, evidence, linking, matters, people
from safeguard_desk.work.actions import NewAction


@pytest.fixture
def harrow(desk: Desk, clock: TestClock) -> Harrow:
    return settled(desk, clock)


def found(harrow: Harrow, sort: str, *, hidden: bool = True) -> list[Break]:
    with harrow.desk.read() as reader:
        return [one for one in broken(reader, hidden=hidden) if one.sort == sort]


def make(harrow: Harrow, verb: Callable[..., Any], *given: Any, **more: Any) -> str:
    return str(harrow.do(lambda uow: verb(uow, *given, **more).id))


def later(harrow: Harrow, days: int) -> None:
    harrow.clock.pass_by(days=days)


def test_a_desk_without_gaps_is_quiet(harrow: Harrow) -> None:
    harrow.raise_action()
    with harrow.desk.read() as reader:
        assert broken(reader) == []


def test_a_finding_a_recommendation_and_its_action_are_missed_one_after_the_other(
    harrow: Harrow,
) -> None:
    finding = make(harrow, linking.add_finding, harrow.group(), "Returns are late")
    assert [one.id for one in found(harrow, "finding")] == [finding]
    made = make(harrow, linking.recommend, finding, "Name a lead")
    assert found(harrow, "finding") == []
    assert found(harrow, "unanswered") == []
    later(harrow, 31)
    assert [one.id for one in found(harrow, "unanswered")] == [made]
    harrow.do(linking.respond, made, Response.ACCEPTED)
    assert found(harrow, "unanswered") == []
    assert [one.id for one in found(harrow, "undone")] == [made]
    harrow.do(
        linking.raise_action_on, ("recommendations", made), NewAction("Write", agency_id=None)
    )
    assert found(harrow, "undone") == []
    (ownerless,) = found(harrow, "ownerless")
    harrow.do(actions.assign, ownerless.id, (harrow.people["DN"],))
    assert found(harrow, "ownerless") == []


def test_a_closed_action_of_a_finding_is_to_be_judged_after_three_months(harrow: Harrow) -> None:
    meeting = harrow.plan(MEETING)
    finding = make(harrow, linking.add_finding, harrow.group(), "Returns are late")
    new = NewAction("Write", owners=(harrow.people["DN"],))
    action = make(harrow, linking.raise_action_on, ("findings", finding), new)
    harrow.do(actions.complete, action, "Letter", by="Designated Nurse")
    harrow.do(actions.close, action, meeting)
    assert found(harrow, "unjudged") == []
    later(harrow, 95)
    assert [one.id for one in found(harrow, "unjudged")] == [action]
    harrow.do(evidence.judge, action, "All in time", by="Business Manager")
    assert found(harrow, "unjudged") == []


def test_closed_without_evidence_is_an_error(harrow: Harrow) -> None:
    meeting, action = harrow.plan(MEETING), harrow.raise_action()
    harrow.do(actions.complete, action, "Letter")
    harrow.do(actions.close, action, meeting)
    harrow.do(lambda uow: setattr(uow.get(Action, action), "evidence", ""))
    (one,) = found(harrow, "unproved")
    assert (one.weight.label, one.since) == ("Error", MEETING)


def test_learning_members_and_escalations_are_missed_too(harrow: Harrow) -> None:
    point = make(harrow, linking.add_learning_point, harrow.group(), "Ask again")
    assert [one.id for one in found(harrow, "unheard")] == [point]
    for audience in Audience:
        harrow.do(linking.share, point, audience)
    assert found(harrow, "unheard") == []
    person = make(harrow, people.add_person, "Observer")
    harrow.do(people.join, harrow.group(), person)
    assert [one.id for one in found(harrow, "agency")] == [person]
    action = harrow.raise_action(due_on=date(2026, 11, 1))
    board = harrow.all(Board, code="HSCB")[0].id
    matter = make(harrow, chasing.escalate, action, board, "Write")
    assert found(harrow, "board") == []
    later(harrow, 120)
    (waiting,) = found(harrow, "board")
    assert (waiting.ref, waiting.kind, waiting.group) == ("QA-ESC-0001", "matter_moves", "QA")
    harrow.do(matters.close, matter)
    assert found(harrow, "board") == []


def test_what_is_restricted_is_left_out_while_the_screen_is_shared(harrow: Harrow) -> None:
    make(harrow, linking.add_finding, harrow.group(), "Hidden", restricted=True)
    assert len(found(harrow, "finding")) == 1
    assert found(harrow, "finding", hidden=False) == []
    review = harrow.group("CR")
    make(harrow, linking.add_finding, review, "Of a review")
    assert found(harrow, "finding", hidden=False) == []


def test_every_sort_says_what_mends_it() -> None:
    assert len({sort.code for sort in SORTS}) == len(SORTS)
    assert all(sort.mend and sort.title for sort in SORTS)
