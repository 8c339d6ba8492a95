"""Two reviews from the referral to the check of impact: a rapid review, and an adults' review.

The work is done by steps of the window where a person decides, and by verbs where an agency or a
calendar does; what is asserted is what the file holds, what Home and the thread say, and the days.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from sqlalchemy import select
from tests.fixtures.harrow import settled
from tests.making import TestClock, bare_desk
from tests.ui.hand import Hand

from safeguard_desk import papers
from safeguard_desk.models import (
    Agency,
    ImpactCheck,
    LearningPoint,
    Recommendation,
    Review,
    ReviewClock,
    ReviewStage,
)
from safeguard_desk.papers.request import Request
from safeguard_desk.rules.terms import Side
from safeguard_desk.rules.terms_review import (
    Answer,
    Harm,
    ImpactSeen,
    Publication,
    ReviewKind,
    ReviewState,
)
from safeguard_desk.rules.terms_thread import Audience, Response, Stage
from safeguard_desk.ui import theme
from safeguard_desk.ui.reviews.decision import DecisionStep
from safeguard_desk.ui.reviews.findings import FindingsStep
from safeguard_desk.ui.reviews.outcome import OutcomeStep
from safeguard_desk.ui.reviews.page import CasesPage
from safeguard_desk.ui.reviews.people import PeopleStep
from safeguard_desk.ui.reviews.tool import ToolStep
from safeguard_desk.views import review_tools as tool_views
from safeguard_desk.views import thread, today
from safeguard_desk.work import (
    actions,
    review_clocks,
    review_progress,
    review_tools,
    review_work,
    reviews,
    setting_up,
)


@pytest.fixture
def clock() -> TestClock:
    """The clock of the desk: Mon 14 Dec 2026, the day on which the authority became aware."""
    return TestClock(datetime(2026, 12, 14, 9).astimezone())


@pytest.fixture
def hand(tmp_path: Path, qapp: QApplication, clock: TestClock) -> Iterator[Hand]:
    """The window over a new partnership's desk."""
    desk = bare_desk(tmp_path / "Harrow.desk", clock)
    desk.change("Found", lambda uow: setting_up.set_up(uow, "Harrow"))
    settled(desk, clock)
    theme.apply(qapp, dark=False)
    made = Hand.at(desk)
    yield made
    made.leave()


def go_to(clock: TestClock, day: date) -> None:
    clock.moment += timedelta(days=(day - clock.moment.date()).days)


def referred(hand: Hand, side: Side, words: str, agencies: int) -> CasesPage:
    page = hand.tab("CR").show_page("cases")
    assert isinstance(page, CasesPage)
    hand.settle()
    page.new.click()
    page.form.happened.setPlainText(words)
    page.form.side.setCurrentIndex(page.form.side.findText(side.label))
    page.form.harm.show_value(Harm.SERIOUS)
    page.form.take.click()
    hand.settle()
    case = page.bench.review_id
    involved = hand.held(Agency, "id")[:agencies]
    for agency in involved:
        hand.do(partial(reviews.involve, review_id=case, agency_id=agency))
    return page


def step(page: CasesPage, kind: Any) -> Any:
    place = next(n for n, one in enumerate(page.steps) if isinstance(one, kind))
    page.show_step(place)
    return page.steps[place]


def decide(hand: Hand, page: CasesPage, kind: ReviewKind, given: dict[str, Answer]) -> None:
    deciding: DecisionStep = step(page, DecisionStep)
    for row in list(deciding.criteria.rows.rows):
        deciding.criteria.choose(row.id)
        deciding.reasons.setText("The records show it")
        deciding.answers[given.get(row.id, Answer.YES)].click()
        hand.settle()
    deciding.kind.setCurrentIndex(deciding.kind.findText(kind.label))
    deciding.why.setText("The criteria are met")
    deciding.by.setText("Independent chair")
    deciding.decide.click()
    hand.settle()


def choose_tool(hand: Hand, page: CasesPage, trait: str, start: str = "") -> list[date]:
    tools: ToolStep = step(page, ToolStep)
    next(box for one, box in tools.traits.items() if one.value == trait).click()
    hand.settle()
    tools.tools.choose(tools.tools.rows.rows[0].id)
    tools.start.setText(start)
    tools.choose.click()
    hand.settle()
    return list(hand.held(ReviewStage, "planned_on"))


def find_and_follow(hand: Hand, page: CasesPage) -> None:
    found: FindingsStep = step(page, FindingsStep)
    for words, button in (
        ("Missed appointments were taken for choices", found.finding),
        ("Agree who follows up two missed appointments", found.recommend),
        ("What two missed appointments can mean", found.learning),
    ):
        found.words.setText(words)
        button.click()
        hand.settle()
    lines = found.found.rows.rows
    found.found.choose(next(one.id for one in lines if one.kind == "recommendations"))
    found.answers[Response.ACCEPTED].click()
    hand.settle()
    found.words.setText("Write the pathway and train on it")
    found.action.click()
    hand.settle()
    found.found.choose(next(one.id for one in lines if one.kind == "learning_points"))
    for button in found.heard.values():
        button.click()
        hand.settle()
    assert hand.held(Recommendation, "response") == [Response.ACCEPTED]
    assert None not in [hand.held(LearningPoint, f"{one.value}_on")[0] for one in Audience]


def close_actions(hand: Hand, case: str) -> None:
    def work(uow: Any) -> None:
        for action in review_progress.plan_of(uow, case):
            actions.complete(uow, action.id, "The pathway is in use")

    hand.do(work)


def look(hand: Hand, page: CasesPage, seen: ImpactSeen, evidence: str) -> None:
    outcome: OutcomeStep = step(page, OutcomeStep)
    outcome.seen.show_value(seen)
    outcome.evidence.setText(evidence)
    outcome.by.setText("QA lead")
    outcome.check.click()
    hand.settle()


def clocks(hand: Hand) -> dict[str, date]:
    kinds, days = hand.held(ReviewClock, "kind"), hand.held(ReviewClock, "due_on")
    return dict(zip(kinds, days, strict=True))


def chase_the_last(hand: Hand, page: CasesPage, clock: TestClock, folder: Path) -> None:
    """Two summaries come in time; the third is asked for again, and comes on the panel's day."""
    people: PeopleStep = step(page, PeopleStep)
    go_to(clock, date(2027, 1, 3))
    first, second, third = (row.id for row in people.summaries.rows.rows)
    for row_id in (first, second):
        came = date(2026, 12, 30)
        hand.do(partial(review_work.receive_summary, row_id=row_id, on=came))
    assert "3 days late" in people.late.text()
    people.summaries.choose(third)
    people.chase_to(folder)
    hand.settle()
    assert len(list(folder.glob("*.eml"))) == 1
    go_to(clock, date(2027, 1, 4))
    hand.do(lambda uow: review_work.receive_summary(uow, third))


def reach_every_stage(hand: Hand, case: str) -> None:
    """Every stage was reached on its day, and took a day of work more than was planned."""

    def reach(uow: Any) -> None:
        for stage in uow.all(select(ReviewStage).where(ReviewStage.review_id == case)):
            review_tools.edit_stage(uow, stage.id, "reached_on", None, stage.planned_on)
            review_tools.edit_stage(uow, stage.id, "days_actual", 0, stage.days_planned + 1)

    hand.do(reach)


def test_a_rapid_review_day_by_day_to_the_check_of_its_impact(
    hand: Hand, clock: TestClock, tmp_path: Path
) -> None:
    page = referred(hand, Side.CHILDREN, "An infant was seriously harmed at home", 3)
    case = page.bench.review_id
    hand.do(lambda uow: reviews.edit(uow, case, "aware_on", None, date(2026, 12, 14)))
    assert clocks(hand) == {
        "notification": date(2026, 12, 21), "rapid-review": date(2027, 1, 7)
    }  # fmt: skip
    days = choose_tool(hand, page, "statutory_child")
    # Day 1, 10, 12, 14 and 15; 25 and 28 December and 1 January are bank holidays.
    assert days == [
        date(2026, 12, 15), date(2026, 12, 30), date(2027, 1, 4), date(2027, 1, 6),
        date(2027, 1, 7),
    ]  # fmt: skip

    go_to(clock, date(2026, 12, 15))
    people: PeopleStep = step(page, PeopleStep)
    for row in list(people.summaries.rows.rows):
        people.summaries.choose(row.id)
        people.ask.click()
        hand.settle()
    assert {row.due_on for row in people.summaries.rows.rows} == {date(2026, 12, 31)}
    hand.do(lambda uow: reviews.edit(uow, case, "notified_on", None, date(2026, 12, 15)))

    chase_the_last(hand, page, clock, tmp_path)
    decide(hand, page, ReviewKind.RAPID, {})
    find_and_follow(hand, page)
    go_to(clock, date(2027, 1, 7))
    hand.do(lambda uow: review_clocks.meet(uow, review_clocks.find(uow, case, "rapid-review").id))

    reach_every_stage(hand, case)
    hand.do(lambda uow: reviews.edit(uow, case, "purpose", "", "What must change at once"))
    hand.do(lambda uow: review_progress.move_to(uow, case, ReviewState.ACCEPTED))
    hand.do(
        lambda uow: review_progress.settle_publication(
            uow, case, Publication.WITHHELD, reason="The learning is shared instead"
        )
    )
    go_to(clock, date(2027, 1, 20))
    hand.do(lambda uow: reviews.edit(uow, case, "plan_agreed_on", None, date(2027, 1, 20)))
    hand.do(lambda uow: review_progress.move_to(uow, case, ReviewState.PLAN))
    assert clocks(hand)["impact-check"] == date(2027, 7, 20)

    go_to(clock, date(2027, 7, 12))
    with hand.desk.read() as reader:
        told = {one.title: one.lines for one in today.today(reader)}["Clocks running out"]
        assert [one.restricted for one in told if "Check impact" in one.words] == [True]
    look(hand, page, ImpactSeen.PARTLY, "Six of ten audited cases were followed up")
    assert clocks(hand)["impact-check"] == date(2028, 1, 12)
    close_actions(hand, case)
    go_to(clock, date(2028, 1, 10))
    look(hand, page, ImpactSeen.SEEN, "All ten cases were followed up")
    hand.do(lambda uow: review_progress.move_to(uow, case, ReviewState.CLOSED))
    assert hand.held(Review, "state") == [ReviewState.CLOSED]
    assert hand.held(ImpactCheck, "seen") == [ImpactSeen.PARTLY, ImpactSeen.SEEN]
    with hand.desk.read() as reader:
        drawn = thread.thread(reader, "reviews", case)
        assert [one.state for one in drawn.at(Stage.VERDICT)] == ["Impact seen"]
        assert len([one for one in drawn.at(Stage.CHECK) if one.kind == "impact_checks"]) == 2
        assert drawn.shown(hidden=False).nodes == ()
        [took] = tool_views.comparison(reader)
        assert (took.accepted, took.completed, took.impact) == (1, 1, True)
        assert took.days_actual == took.days_planned + 5
    assert hand.desk.check().faults == ()


def test_an_adults_review_from_its_referral_to_the_check_of_its_impact(
    hand: Hand, clock: TestClock
) -> None:
    page = referred(hand, Side.ADULTS, "An adult was harmed by a lodger", 2)
    case = page.bench.review_id
    assert list(clocks(hand)) == ["sar-decision"]
    go_to(clock, date(2027, 1, 11))
    decide(hand, page, ReviewKind.SAR, {"adult-died": Answer.NO})
    assert clocks(hand)["sar"] == date(2027, 7, 11)
    with hand.desk.read() as reader:
        record = papers.make("decision-record", reader, Request(about=("reviews", case)))
    assert "The criteria are met" in str(record)
    choose_tool(hand, page, "urgent")
    people: PeopleStep = step(page, PeopleStep)
    people.rows["purpose"].widget.setPlainText("How exploitation at home is seen early")
    people.save()
    hand.settle()
    for row in list(people.summaries.rows.rows):
        people.summaries.choose(row.id)
        people.ask.click()
        hand.settle()
        people.receive.click()
        hand.settle()
    find_and_follow(hand, page)
    hand.do(lambda uow: review_progress.move_to(uow, case, ReviewState.ACCEPTED))
    go_to(clock, date(2027, 7, 1))
    hand.do(
        lambda uow: review_progress.settle_publication(
            uow, case, Publication.PUBLISHED, on=date(2027, 7, 1), where="The board's website"
        )
    )
    hand.do(lambda uow: review_clocks.meet(uow, review_clocks.find(uow, case, "sar").id))
    hand.do(lambda uow: reviews.edit(uow, case, "plan_agreed_on", None, date(2027, 7, 1)))
    close_actions(hand, case)
    go_to(clock, date(2027, 12, 20))
    made = hand.held(Recommendation, "id")[0]
    outcome: OutcomeStep = step(page, OutcomeStep)
    outcome.of.setCurrentIndex(outcome.of.findData(made))
    look(hand, page, ImpactSeen.SEEN, "Lodgers are asked about at each visit")
    assert hand.held(ImpactCheck, "recommendation_id") == [made]
    assert hand.held(Review, "impact_seen") == [None]
    outcome.of.setCurrentIndex(0)
    look(hand, page, ImpactSeen.SEEN, "No case of the kind for a year; dip sample clean")
    hand.do(lambda uow: review_progress.move_to(uow, case, ReviewState.CLOSED))
    assert hand.held(Review, "state") == [ReviewState.CLOSED]
    with hand.desk.read() as reader:
        drawn = thread.thread(reader, "recommendations", made)
    stages = [one.stage for one in drawn.nodes]
    assert {Stage.FINDING, Stage.RECOMMENDATION, Stage.ACTION, Stage.CHECK, Stage.VERDICT} <= set(
        stages
    )
    assert hand.desk.check().faults == ()
