"""The demonstration's evaluation forms, on sessions of a test."""

from datetime import date
from random import Random

from tests.fixtures import trained
from tests.fixtures.harrow import Harrow
from tests.making import TestClock

from safeguard_desk.demo import evaluated
from safeguard_desk.demo.stage import SetClock, Stage
from safeguard_desk.desk.desk import Desk
from safeguard_desk.models import AnswerTheme, EvaluationForm, EvaluationRequest
from safeguard_desk.rules.terms_learning import Asked
from safeguard_desk.views.kirkpatrick import course_view

TODAY = date(2026, 11, 20)


def test_the_last_sessions_are_evaluated_at_three_stages(desk: Desk, clock: TestClock) -> None:
    harrow = Harrow(desk, clock)
    course = trained.course(harrow)
    for month in (6, 7, 9, 10):
        trained.session(harrow, course, 12, ref=f"LD-S-{month:04}", held_on=date(2026, month, 8))
    set_clock = SetClock(TODAY)
    before, desk.clock = desk.clock, set_clock
    stage = Stage(desk, set_clock, TODAY, Random(1))  # noqa: S311
    evaluated.ask(stage)
    evaluated.evaluate(stage)
    with desk.read() as reader:
        view = course_view(reader, course)
    desk.clock = before
    assert {one.asked for one in harrow.all(EvaluationForm)} == set(Asked)
    assert harrow.all(EvaluationRequest)
    assert harrow.all(AnswerTheme)
    assert [bool(one.known) for one in view.levels] == [True, True, True, True]


def test_without_courses_nothing_is_evaluated(desk: Desk, clock: TestClock) -> None:
    set_clock = SetClock(TODAY)
    before, desk.clock = desk.clock, set_clock
    stage = Stage(desk, set_clock, TODAY, Random(1))  # noqa: S311
    evaluated.ask(stage)
    evaluated.evaluate(stage)
    desk.clock = before
    assert not Harrow(desk, clock).all(EvaluationForm)
