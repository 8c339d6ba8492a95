"""The sorts of break one by one: each is made, seen with its age, and gone once it is mended."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.fixtures import audited
from tests.fixtures.harrow import MEETING, Harrow, settled
from tests.making import TestClock

from safeguard_desk.desk.desk import Desk
from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.models import AgendaItem, Audit, Guidance, Meeting, MinuteEntry, Review
from safeguard_desk.models import ReviewClock as Clock
from safeguard_desk.rules.terms import EntryKind, MeetingState, MinutesState, Side
from safeguard_desk.rules.terms_quality import AuditState, Basis, Practice
from safeguard_desk.rules.terms_review import ImpactSeen
from safeguard_desk.rules.terms_thread import Weight
from safeguard_desk.views.broken import SORTS, Break, Narrowed, broken
from safeguard_desk.work import (
    actions,
    audit_impact,
    challenges,
    guidance,
    linking,
    needs,
    review_clocks,
    review_impact,
    reviews,
    risks,
    scorecard,
)
from safeguard_desk.work.actions import NewAction

Mend = Callable[[], object]
Case = Callable[[Harrow], tuple[str, Mend]]
"""Makes a break; returns the id of its record, and what mends it."""


@pytest.fixture
def harrow(desk: Desk, clock: TestClock) -> Harrow:
    return settled(desk, clock)


def found(harrow: Harrow, sort: str) -> list[Break]:
    with harrow.desk.read() as reader:
        return [one for one in broken(reader) if one.sort == sort]


def _set(harrow: Harrow, kind: Any, record_id: str, **values: Any) -> None:
    def change(uow: UnitOfWork) -> None:
        for name, value in values.items():
            setattr(uow.get(kind, record_id), name, value)

    harrow.do(change)


def _referred(harrow: Harrow) -> str:
    group = harrow.group("CR")
    happened = "An adult died in a fire at home"
    case = harrow.do(lambda uow: reviews.refer(uow, group, happened, side=Side.ADULTS).id)
    return str(case)


def a_clock_of_a_review(harrow: Harrow) -> tuple[str, Mend]:
    case = _referred(harrow)
    harrow.clock.pass_by(days=90)
    (running,) = [one for one in harrow.all(Clock, review_id=case) if one.met_on is None]
    return case, lambda: harrow.do(review_clocks.stop, running.id, "Criminal proceedings")


def a_clock_of_a_meeting(harrow: Harrow) -> tuple[str, Mend]:
    meeting = harrow.plan(MEETING)
    _set(harrow, Meeting, meeting, state=MeetingState.HELD)
    harrow.clock.pass_by(days=40)

    def send_out() -> None:
        _set(harrow, Meeting, meeting, minutes_state=MinutesState.CIRCULATED)

    return meeting, send_out


def learning_that_nothing_carries(harrow: Harrow) -> tuple[str, Mend]:
    group = harrow.group()
    point = harrow.do(lambda uow: linking.add_learning_point(uow, group, "Ask again").id)
    return point, lambda: harrow.do(needs.not_carried, point, "It is in the induction already")


def a_challenge(harrow: Harrow) -> tuple[str, Mend]:
    group = harrow.group()
    made = harrow.do(lambda uow: challenges.challenge(uow, group, "Who attends?").id)
    harrow.clock.pass_by(days=29)
    return made, lambda: harrow.do(lambda uow: challenges.respond(uow, made, "A deputy").id)


def guidance_past_its_review(harrow: Harrow) -> tuple[str, Mend]:
    group = harrow.group()
    made = harrow.do(
        lambda uow: guidance.begin(uow, group, "Neglect toolkit", reason="No scale is shared").id
    )
    _set(harrow, Guidance, made, review_on=MEETING - timedelta(days=200))
    return made, lambda: harrow.do(guidance.withdraw, made, "London has its own now")


def _closed_audit(harrow: Harrow) -> str:
    audit = audited.planned(harrow)
    plan = MEETING - timedelta(days=300)
    _set(harrow, Audit, audit, plan_agreed_on=plan, state=AuditState.CLOSED)
    return audit


def a_closed_plan_mended_by_a_measure(harrow: Harrow) -> tuple[str, Mend]:
    audit, group = _closed_audit(harrow), harrow.group()
    new = scorecard.NewIndicator("Re-referrals within 12 months")
    indicator = harrow.do(lambda uow: scorecard.add_indicator(uow, group, new).id)
    return audit, lambda: harrow.do(lambda uow: audit_impact.measure_by(uow, audit, indicator).id)


def a_closed_plan_mended_by_a_verdict(harrow: Harrow) -> tuple[str, Mend]:
    audit = _closed_audit(harrow)
    _set(harrow, Audit, audit, state=AuditState.MONITORED)
    verdict = audit, Practice.CHANGED, Basis.INDICATOR, "Rates are down"
    _set(harrow, Audit, audit, state=AuditState.CLOSED)

    def judge() -> None:
        _set(harrow, Audit, audit, state=AuditState.MONITORED)
        harrow.do(audit_impact.give_verdict, *verdict)
        _set(harrow, Audit, audit, state=AuditState.CLOSED)

    return audit, judge


def an_audit_without_a_date(harrow: Harrow) -> tuple[str, Mend]:
    audit = audited.planned(harrow)
    agreed = MEETING - timedelta(days=30)
    _set(harrow, Audit, audit, plan_agreed_on=agreed, state=AuditState.MONITORED)
    return audit, lambda: _set(harrow, Audit, audit, re_audit_due_on=date(2027, 11, 1))


def a_review_not_looked_at_again(harrow: Harrow) -> tuple[str, Mend]:
    case = _referred(harrow)
    long_ago = MEETING - timedelta(days=250)
    _set(harrow, Review, case, plan_agreed_on=long_ago, decided_on=long_ago)
    shown = case, ImpactSeen.SEEN, "Six of six files show a home fire safety visit"
    return case, lambda: harrow.do(lambda uow: review_impact.check(uow, *shown).id)


def a_risk_without_a_score(harrow: Harrow) -> tuple[str, Mend]:
    group = harrow.group()
    risk = harrow.do(lambda uow: risks.raise_risk(uow, group, "Two posts are vacant").id)
    return risk, lambda: harrow.do(risks.score, risk, 4, 3)


def a_decision_nobody_acts_on(harrow: Harrow) -> tuple[str, Mend]:
    meeting = harrow.plan(MEETING)
    entry = harrow.minuted(meeting, EntryKind.DECISION, "To write to every school.")
    item = harrow.get(MinuteEntry, entry).item_id
    _set(harrow, AgendaItem, item, code="")
    new = NewAction("Write to schools", owners=(harrow.people["DN"],))
    group = harrow.group()

    def act() -> None:
        harrow.do(
            lambda uow: actions.raise_action(uow, group, new, meeting_id=meeting, item_id=item).id
        )

    return entry, act


CASES: dict[str, tuple[Case, ...]] = {
    "clock": (a_clock_of_a_review,),
    "meeting": (a_clock_of_a_meeting,),
    "uncarried": (learning_that_nothing_carries,),
    "challenge": (a_challenge,),
    "guidance": (guidance_past_its_review,),
    "unchecked": (a_closed_plan_mended_by_a_measure, a_closed_plan_mended_by_a_verdict),
    "undated": (an_audit_without_a_date,),
    "unseen": (a_review_not_looked_at_again,),
    "unscored": (a_risk_without_a_score,),
    "decision": (a_decision_nobody_acts_on,),
}


@pytest.mark.parametrize(
    ("sort", "make"), [(sort, one) for sort, several in CASES.items() for one in several]
)
def test_a_break_is_seen_and_gone_once_it_is_mended(harrow: Harrow, sort: str, make: Case) -> None:
    assert found(harrow, sort) == []
    record_id, mend = make(harrow)
    one, *_ = seen = found(harrow, sort)
    assert {each.id for each in seen} == {record_id}
    assert one.words
    assert one.since is not None
    with harrow.desk.read() as reader:
        narrow = [each for each in broken(reader, harrow.group("LD")) if each.sort == sort]
    assert narrow == []
    mend()
    assert found(harrow, sort) == []


def test_no_sort_of_break_is_without_a_test() -> None:
    beside = "".join(
        (Path(__file__).parent / name).read_text(encoding="utf-8")
        for name in ("test_broken.py", "test_training.py")
    )
    untested = [
        one.code for one in SORTS if one.code not in CASES and f'"{one.code}"' not in beside
    ]
    assert untested == []


def test_breaks_are_narrowed_by_sort_weight_agency_age_and_side(harrow: Harrow) -> None:
    group, police = harrow.group(), harrow.agencies["Metropolitan Police NW BCU"]

    def make(uow: UnitOfWork) -> None:
        challenges.challenge(uow, group, "Old", to_agency_id=police, side=Side.CHILDREN)
        linking.add_finding(uow, group, "Of adults", side=Side.ADULTS)

    harrow.do(make)
    harrow.clock.pass_by(days=60)
    risk = harrow.do(lambda uow: risks.raise_risk(uow, group, "Two posts are vacant").id)
    with harrow.desk.read() as reader:
        every, today = broken(reader), reader.today

    def kept(**asked: Any) -> set[str]:
        return {one.sort for one in Narrowed(**asked).keep(every, today)}

    assert kept() == {"challenge", "finding", "unscored"}
    assert kept(sort="finding") == {"finding"}
    assert kept(weight=Weight.HINT) == {"unscored"}
    assert kept(agency=" metropolitan ") == {"challenge"}
    assert kept(older=60) == {"finding"}
    assert kept(older=30) == {"finding", "challenge"}
    assert kept(sides=frozenset({Side.CHILDREN, Side.BOTH})) == {"challenge", "unscored"}
    assert kept(agency="nobody") == set()
    assert [one.id for one in every if one.sort == "unscored"] == [risk]
