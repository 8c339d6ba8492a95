"""Reviews: referral, criteria, clocks, decision, tools and the way to their end."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

import pytest
from tests.fixtures.harrow import Harrow
from tests.making import TestClock

from safeguard_desk.errors import Refusal
from safeguard_desk.rules.criteria import criteria
from safeguard_desk.rules.terms import Side
from safeguard_desk.rules.terms_review import (
    Abuse,
    Answer,
    Harm,
    Publication,
    ReviewKind,
    ReviewState,
    Supports,
)
from safeguard_desk.views import review_case
from safeguard_desk.views import reviews as views
from safeguard_desk.work import (
    linking,
    review_clocks,
    review_library,
    review_progress,
    review_tools,
    review_work,
    reviews,
)

HAPPENED = "A child was seriously harmed at home; neglect is suspected"


def do(harrow: Harrow, verb: Callable[..., Any], *args: Any, **named: Any) -> Any:
    return harrow.desk.change("Step", lambda uow: verb(uow, *args, **named)).result


def referred(harrow: Harrow, side: Side = Side.CHILDREN, **named: Any) -> str:
    group = harrow.group("CR")

    def work(uow: Any) -> str:
        return reviews.refer(uow, group, HAPPENED, side=side, **named).id

    return str(harrow.desk.change("Refer", work).result)


def seen(harrow: Harrow, review_id: str) -> review_case.Case:
    with harrow.desk.read() as reader:
        return review_case.case(reader, review_id)


def answered(harrow: Harrow, review_id: str, given: Answer = Answer.YES, **other: Answer) -> None:
    side = seen(harrow, review_id).head.side
    for one in criteria(side):
        answer = other.get(one.code.replace("-", "_"), given)
        do(harrow, reviews.answer, review_id, one.code, answer, "The records show it")


def due(harrow: Harrow, review_id: str) -> dict[str, date]:
    return {one.kind: one.due_on for one in seen(harrow, review_id).clocks}


def test_the_worked_example_of_a_rapid_review_over_christmas(
    harrow: Harrow, clock: TestClock
) -> None:
    clock.pass_by(days=28)  # Tue 15 Dec 2026
    case = referred(harrow, harm=Harm.SERIOUS, abuse=Abuse.SUSPECTED, aware_on=date(2026, 12, 14))
    assert due(harrow, case) == {
        "notification": date(2026, 12, 21),
        "rapid-review": date(2027, 1, 7),
    }
    first = seen(harrow, case).clocks[0]
    assert "Working Together to Safeguard Children 2023, chapter 5" in first.source
    assert (first.valid_from, first.valid_to) == (date(2023, 12, 15), None)
    assert harrow.desk.check().faults == ()


def test_the_worked_example_of_a_safeguarding_adults_review(
    harrow: Harrow, clock: TestClock
) -> None:
    case = referred(harrow, Side.ADULTS, referred_on=date(2026, 8, 3))
    answered(harrow, case, adult_alive=Answer.NO)
    do(harrow, reviews.decide, case, ReviewKind.SAR, "Section 44 is met", by="Chair",
       on=date(2026, 8, 31))  # fmt: skip
    held = {one.kind: one for one in seen(harrow, case).clocks}
    assert held["sar"].due_on == date(2027, 2, 28)
    assert held["sar-decision"].state.standing == "met"


def test_a_clock_keeps_the_edition_it_started_under(harrow: Harrow) -> None:
    case = referred(harrow, aware_on=date(2023, 12, 14), referred_on=date(2023, 12, 15))
    clock = seen(harrow, case).clocks[0]
    assert "2018, chapter 4" in clock.source
    assert clock.valid_to == date(2023, 12, 14)


def test_another_day_of_becoming_aware_moves_both_clocks(harrow: Harrow) -> None:
    case = referred(harrow, aware_on=date(2026, 11, 16))
    do(harrow, reviews.edit, case, "aware_on", date(2026, 11, 16), date(2026, 11, 9))
    assert due(harrow, case)["notification"] == date(2026, 11, 16)
    do(harrow, reviews.edit, case, "aware_on", date(2026, 11, 9), None)
    assert due(harrow, case) == {}


def test_a_clock_is_stopped_and_extended_with_a_reason_only(harrow: Harrow) -> None:
    case = referred(harrow, aware_on=date(2026, 11, 16))
    clock = next(one for one in seen(harrow, case).clocks if one.kind == "rapid-review")
    for verb, more in ((review_clocks.stop, ()), (review_clocks.extend, (date(2026, 12, 31),))):
        with pytest.raises(Refusal, match="with a reason only"):
            do(harrow, verb, clock.id, *more, " ")
    do(harrow, review_clocks.extend, clock.id, date(2026, 12, 31), "The Panel agreed")
    assert "Extended (The Panel agreed)" in _state(harrow, case, clock.id)
    with pytest.raises(Refusal, match="no later than"):
        do(harrow, review_clocks.extend, clock.id, date(2026, 12, 31), "Again")
    do(harrow, review_clocks.stop, clock.id, "Criminal proceedings")
    assert _state(harrow, case, clock.id) == "Stopped: Criminal proceedings"
    do(harrow, review_clocks.resume, clock.id, "They have ended")
    assert _state(harrow, case, clock.id).startswith("Extended")


def _state(harrow: Harrow, case: str, clock_id: str) -> str:
    return next(one.state.words for one in seen(harrow, case).clocks if one.id == clock_id)


def test_code_names_are_given_in_order_and_never_again(harrow: Harrow) -> None:
    first, second = referred(harrow), referred(harrow)
    refs = [seen(harrow, one).head.ref for one in (first, second)]
    assert refs == ["CR-2026-01", "CR-2026-02"]
    third = referred(harrow, ref="cr-2026-07")
    assert seen(harrow, third).head.ref == "CR-2026-07"
    assert seen(harrow, referred(harrow)).head.ref == "CR-2026-08"
    with pytest.raises(Refusal, match="already"):
        referred(harrow, ref="CR-2026-07")
    with pytest.raises(Refusal, match="no code name"):
        referred(harrow, ref="Anna B.")


def test_a_decision_waits_for_every_criterion_and_obeys_the_law(harrow: Harrow) -> None:
    case = referred(harrow, Side.ADULTS)
    with pytest.raises(Refusal, match="5 of the criteria"):
        do(harrow, reviews.decide, case, ReviewKind.SAR, "Clear", by="Chair")
    with pytest.raises(Refusal, match="reasons"):
        do(harrow, reviews.answer, case, "adult-needs", Answer.YES, "")
    answered(harrow, case)
    with pytest.raises(Refusal, match="must be held"):
        do(harrow, reviews.decide, case, None, "Not needed", by="Chair")
    do(harrow, reviews.answer, case, "adult-together", Answer.NO, "Agencies worked well")
    with pytest.raises(Refusal, match="not all met"):
        do(harrow, reviews.decide, case, ReviewKind.SAR, "Clear", by="Chair")
    do(harrow, reviews.decide, case, ReviewKind.SAR_DISCRETIONARY, "Learning", by="Chair")
    held = seen(harrow, case)
    assert held.head.state is ReviewState.DECISION
    assert {one.kind for one in held.clocks} == {"sar", "sar-decision"}
    with pytest.raises(Refusal, match="its answers stand"):
        do(harrow, reviews.answer, case, "adult-needs", Answer.NO, "After all")
    do(harrow, reviews.take_back, case, "New information")
    assert {one.kind for one in seen(harrow, case).clocks} == {"sar-decision"}


def test_a_serious_case_of_a_child_gets_its_rapid_review(harrow: Harrow) -> None:
    case = referred(harrow, harm=Harm.DEATH, aware_on=date(2026, 11, 16))
    answered(harrow, case)
    with pytest.raises(Refusal, match="rapid review is held"):
        do(harrow, reviews.decide, case, None, "Too much", by="Chair")
    do(harrow, reviews.decide, case, ReviewKind.LCSPR, "New learning", by="Chair")
    assert due(harrow, case)["lcspr"] == date(2027, 5, 17)
    out = {"on": date(2027, 4, 12), "where": "Partnership website"}
    do(harrow, review_progress.settle_publication, case, Publication.PUBLISHED, **out)
    # 12 Apr 2027 less seven working days: Easter Monday is 29 Mar.
    assert due(harrow, case)["lcspr-copy"] == date(2027, 4, 1)
    with pytest.raises(Refusal, match="reason only"):
        do(harrow, review_progress.settle_publication, case, Publication.WITHHELD)


def test_what_is_not_taken_further_keeps_its_reasons(harrow: Harrow) -> None:
    case = referred(harrow, Side.ADULTS)
    answered(harrow, case, Answer.NO)
    do(harrow, reviews.decide, case, None, "No abuse or neglect was found", by="Chair")
    held = seen(harrow, case).head
    assert held.state is ReviewState.NOT_PROGRESSED
    assert held.state_reason == "No abuse or neglect was found"
    with pytest.raises(Refusal, match="was not taken further"):
        do(harrow, review_progress.move_to, case, ReviewState.CLOSED)


def test_a_rapid_review_is_laid_out_day_by_day_over_christmas(
    harrow: Harrow, clock: TestClock
) -> None:
    clock.pass_by(days=28)
    case = referred(harrow, harm=Harm.SERIOUS, aware_on=date(2026, 12, 14))
    assert do(harrow, review_library.stock) == 0  # the referral brought the library
    tool = harrow.desk.change("Find", lambda uow: review_tools.find_tool(uow, "rapid").id).result
    do(harrow, review_tools.choose, case, tool, "It was notified")
    plan = seen(harrow, case).stages
    assert [(one.name, one.planned_on) for one in plan] == [
        ("Notice to agencies; records secured", date(2026, 12, 15)),
        ("Agency summaries", date(2026, 12, 30)),
        ("Panel meets", date(2027, 1, 4)),
        ("Signed off by the partners", date(2027, 1, 6)),
        ("Sent to the national Panel", date(2027, 1, 7)),
    ]
    assert seen(harrow, case).head.cost_planned == 3000


def test_a_review_from_referral_to_impact(harrow: Harrow, clock: TestClock) -> None:
    case = referred(harrow, Side.ADULTS, agencies=tuple(_agencies(harrow))[:2])
    for agency in _agencies(harrow)[:2]:
        do(harrow, reviews.take_view, case, agency, Supports.YES, "We would learn from it")
    answered(harrow, case)
    do(harrow, reviews.decide, case, ReviewKind.SAR, "Section 44 is met", by="Chair")
    with pytest.raises(Refusal, match="terms of reference, a review tool"):
        do(harrow, review_progress.move_to, case, ReviewState.SCOPED)
    do(harrow, reviews.edit, case, "purpose", "", "What made it hard to see")
    tool = harrow.desk.change("Find", lambda uow: review_tools.find_tool(uow, "Desktop").id).result
    do(harrow, review_tools.choose, case, tool)
    do(harrow, review_progress.move_to, case, ReviewState.SCOPED)
    for agency in _agencies(harrow)[:2]:
        do(harrow, review_work.ask_summary, case, agency)
    do(harrow, review_progress.move_to, case, ReviewState.GATHERING)
    with pytest.raises(Refusal, match="summaries still awaited"):
        do(harrow, review_progress.move_to, case, ReviewState.ANALYSIS)
    for row in seen(harrow, case).agencies:
        do(harrow, review_work.receive_summary, row.id)
    found = do(harrow, review_work.find, case, "Nobody asked twice")
    with pytest.raises(Refusal, match="on each finding"):
        do(harrow, review_progress.move_to, case, ReviewState.AGREED)
    with harrow.desk.read() as reader:
        finding = views.head(reader, case)
    assert finding.state is ReviewState.GATHERING
    do(harrow, linking.recommend, seen(harrow, case).findings[0].id, "Ask twice")
    do(harrow, review_progress.move_to, case, ReviewState.ACCEPTED)
    do(
        harrow,
        review_progress.settle_publication,
        case,
        Publication.WITHHELD,
        reason="Family's wish",
    )
    do(harrow, reviews.edit, case, "plan_agreed_on", None, date(2026, 11, 17))
    do(harrow, reviews.edit, case, "impact", "", "People are asked twice: dip sample")
    do(harrow, review_progress.move_to, case, ReviewState.CLOSED)
    with pytest.raises(Refusal, match="is closed"):
        do(harrow, reviews.edit, case, "purpose", "What made it hard to see", "Else")
    assert found is None or seen(harrow, case).head.state is ReviewState.CLOSED
    assert harrow.desk.check().faults == ()


def test_a_report_stays_published_for_at_least_a_year(harrow: Harrow) -> None:
    case = referred(harrow, Side.CHILDREN)
    settle = partial(
        do,
        *(harrow, review_progress.settle_publication, case, Publication.PUBLISHED),
        on=date(2026, 3, 2),
        where="Website",
    )
    with pytest.raises(Refusal, match="at least a year, until 2 Mar 2027"):
        settle(until=date(2027, 3, 1))
    settle(until=date(2027, 3, 2))
    assert seen(harrow, case).head.published_until == date(2027, 3, 2)
    settle()
    assert seen(harrow, case).head.published_until is None


def _agencies(harrow: Harrow) -> list[str]:
    from sqlalchemy import select

    from safeguard_desk.models import Agency

    with harrow.desk.read() as reader:
        return list(reader.scalars(select(Agency.id).order_by(Agency.name)))


def test_a_near_miss_goes_the_light_route_and_gets_an_answer(harrow: Harrow) -> None:
    case = referred(harrow, Side.BOTH, kind=ReviewKind.NEAR_MISS)
    assert due(harrow, case) == {}
    do(harrow, reviews.decide, case, ReviewKind.NEAR_MISS, "Half a page", by="Group")
    do(harrow, review_work.find, case, "A second check caught it")
    with pytest.raises(Refusal, match="the answer to those who sent it"):
        do(harrow, review_progress.move_to, case, ReviewState.CLOSED)
    do(harrow, review_progress.answer_sender, case, "Both wards now check twice")
    do(harrow, review_progress.move_to, case, ReviewState.CLOSED)
    assert seen(harrow, case).head.state is ReviewState.CLOSED


def test_a_step_is_undone_with_its_clocks(harrow: Harrow) -> None:
    case = referred(harrow, aware_on=date(2026, 11, 16))
    harrow.desk.undo()
    with harrow.desk.read() as reader:
        assert views.heads(reader) == []
        assert views.clocks(reader) == []
    assert case


def test_the_checks_of_a_case_name_leaks_and_strangers(harrow: Harrow) -> None:
    case = referred(harrow)
    do(harrow, review_work.name_in_case, case, "Child A", "the child")
    with pytest.raises(Refusal, match="settled for somebody"):
        do(harrow, review_work.name_in_case, case, "child a", "a sibling")
    do(harrow, reviews.edit, case, "analysis", "",
       "Child A (DOB 12/03/2019, NHS 943 476 5919) lived at HA1 2XY with Child B")  # fmt: skip
    told = " | ".join(seen(harrow, case).inconsistent)
    for words in ("a date of birth", "an NHS number", "a postcode", "“Child B”"):
        assert words in told
    assert "“Child A” (" not in told
