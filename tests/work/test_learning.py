"""Needs, courses and what they rest on, on a real file."""

from datetime import date, timedelta

import pytest
from tests.fixtures.harrow import Harrow

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.errors import Refusal
from safeguard_desk.models import (
    Course,
    CourseContent,
    CourseVersion,
    LearningNeed,
    LearningPoint,
    Link,
    SessionTrainer,
    TrainingSession,
)
from safeguard_desk.rules.learning_needs import priority, refuse_step
from safeguard_desk.rules.terms_learning import (
    ContentBasis,
    NeedResponse,
    NeedSource,
    NeedState,
)
from safeguard_desk.work import audits, course_content, learning, linking, needs

N, R = NeedState, NeedResponse


@pytest.fixture
def group(harrow: Harrow) -> str:
    return harrow.group("LD")


@pytest.fixture
def course(harrow: Harrow, group: str) -> str:
    return harrow.do(lambda uow: learning.add_course(uow, group, "Neglect").id)


@pytest.fixture
def need(harrow: Harrow, group: str) -> str:
    return harrow.do(lambda uow: needs.add_need(uow, group, "Ask about sleep").id)


def point(harrow: Harrow, code: str = "QA", text: str = "Missed visits are a sign") -> str:
    of = harrow.group(code)
    return harrow.do(lambda uow: linking.add_learning_point(uow, of, text).id)


@pytest.mark.parametrize(
    ("now", "then", "response", "reason", "missing"),
    [
        (N.IDENTIFIED, N.AGREED, R.UNDECIDED, "", ""),
        (N.AGREED, N.IN_PROGRAMME, R.UNDECIDED, "", "not decided how"),
        (N.AGREED, N.IN_PROGRAMME, R.BRIEFING, "", ""),
        (N.AGREED, N.MET, R.COURSE, "Held", "not in the programme"),
        (N.IN_PROGRAMME, N.MET, R.COURSE, "", "what met it"),
        (N.IN_PROGRAMME, N.MET, R.COURSE, "Four sessions", ""),
        (N.IN_PROGRAMME, N.REVIEWED, R.COURSE, "", "not met yet"),
        (N.MET, N.REVIEWED, R.COURSE, "", ""),
        (N.MET, N.AGREED, R.COURSE, "", "go back without"),
        (N.MET, N.AGREED, R.COURSE, "Audit says otherwise", ""),
        (N.IDENTIFIED, N.NOT_TAKEN_ON, R.UNDECIDED, " ", "no reason"),
        (N.NOT_TAKEN_ON, N.AGREED, R.UNDECIDED, "", ""),
    ],
)
def test_a_need_goes_its_way(
    now: NeedState, then: NeedState, response: NeedResponse, reason: str, missing: str
) -> None:
    if missing:
        with pytest.raises(Refusal, match=missing):
            refuse_step("LD-N-0001", now, then, response=response, reason=reason)
    else:
        refuse_step("LD-N-0001", now, then, response=response, reason=reason)


def test_priority_is_impact_times_reach_once_both_are_judged() -> None:
    assert [priority(3, 2), priority(None, 2), priority(3, None)] == [6, None, None]


def test_a_need_takes_source_words_and_side_of_what_showed_it(harrow: Harrow, group: str) -> None:
    seen = harrow.group("QA")
    audit = harrow.do(lambda uow: audits.plan_audit(uow, seen, "Neglect").id)
    finding = harrow.do(
        lambda uow: linking.add_finding(uow, seen, "Nobody asked", source=("audits", audit)).id
    )
    made = harrow.do(lambda uow: needs.add_need(uow, group, record=("findings", finding)).id)
    held = harrow.get(LearningNeed, made)
    assert (held.ref, held.title, held.source) == ("LD-N-0001", "Nobody asked", NeedSource.AUDIT)
    harrow.do(needs.link_source, made, ("audits", audit))
    assert [(one.from_id, one.to_id) for one in harrow.all(Link)] == [(audit, made)]


def test_a_restricted_record_gives_only_agreed_wording(harrow: Harrow, group: str) -> None:
    made = point(harrow, "CR", "The mother of Case Willow was not asked")
    with pytest.raises(Refusal, match="No wording of CR-LP-0001 was agreed"):
        harrow.do(needs.add_need, group, record=("learning_points", made))
    harrow.do(lambda uow: setattr(uow.get(LearningPoint, made), "public_words", "Ask parents"))
    harrow.do(lambda uow: needs.add_need(uow, group, record=("learning_points", made)).id)
    assert [one.title for one in harrow.all(LearningNeed)] == ["Ask parents"]


def test_an_impact_of_four_is_refused(harrow: Harrow, need: str) -> None:
    with pytest.raises(Refusal, match="4 is not from 1 to 3"):
        harrow.do(needs.judge, need, 4, 1)
    harrow.do(needs.judge, need, 3, None)
    assert harrow.get(LearningNeed, need).impact == 3


def test_a_course_answers_a_need_and_takes_it_into_the_programme(
    harrow: Harrow, course: str, need: str
) -> None:
    harrow.do(lambda uow: needs.answer_by_course(uow, need, course).id)
    held = harrow.get(LearningNeed, need)
    assert (held.state, held.response) == (N.IN_PROGRAMME, R.COURSE)
    assert harrow.do(lambda uow: [one.id for one in needs.courses_of(uow, need)]) == [course]
    assert harrow.all(CourseContent)[0].basis is ContentBasis.NEED


def test_a_need_not_taken_on_takes_no_course(harrow: Harrow, course: str, need: str) -> None:
    harrow.do(needs.move_to, need, N.NOT_TAKEN_ON, "Known to all")
    with pytest.raises(Refusal, match="was not taken on: Known to all"):
        harrow.do(needs.answer_by_course, need, course)


def test_overtaken_content_is_flagged_until_a_version_carries_what_overtook_it(
    harrow: Harrow, course: str
) -> None:
    def build(uow: UnitOfWork) -> tuple[str, str]:
        first = course_content.versions(uow, course)[0].id
        basis = ContentBasis.GUIDANCE
        old = course_content.add_content(uow, first, basis, "Guidance 2018", on=date(2018, 7, 1))
        course_content.add_content(uow, first, ContentBasis.RESEARCH, "A study")
        return first, old.id

    first, old = harrow.do(build)
    with pytest.raises(Refusal, match="is before the content itself"):
        harrow.do(course_content.overtake_content, old, "Guidance 2015", on=date(2015, 1, 1))
    harrow.do(course_content.overtake_content, old, "Guidance 2023", on=date(2023, 12, 15))
    assert harrow.get(CourseContent, old).overtaken_on == date(2023, 12, 15)
    new = harrow.do(lambda uow: course_content.new_version(uow, course, "New guidance").id)
    carried = [one.words for one in harrow.all(CourseContent, course_version_id=new)]
    assert carried == ["Guidance 2023", "A study"]
    assert [one.words for one in harrow.all(CourseContent, course_version_id=first)] == [
        "Guidance 2018",
        "A study",
    ]


def test_sessions_to_come_teach_the_new_version(harrow: Harrow, course: str) -> None:
    today = harrow.clock().date()
    past, coming = (
        harrow.do(learning.add_session, course, today + timedelta(days=days)).id for days in (-9, 9)
    )
    new = harrow.do(lambda uow: course_content.new_version(uow, course, "More practice").id)
    assert harrow.get(TrainingSession, coming).course_version_id == new
    assert harrow.get(TrainingSession, past).course_version_id != new
    with pytest.raises(Refusal, match="Version 2 holds from"):
        harrow.do(course_content.new_version, course, "Older", date(2020, 1, 1))
    assert len(harrow.all(CourseVersion)) == 2


def test_a_course_does_not_end_before_its_sessions(harrow: Harrow, course: str) -> None:
    day = harrow.clock().date() + timedelta(days=40)
    harrow.do(lambda uow: learning.add_session(uow, course, day).id)
    with pytest.raises(Refusal, match="is still planned"):
        harrow.do(learning.edit_course, course, "ended_on", None, day - timedelta(days=1))
    harrow.do(learning.edit_course, course, "ended_on", None, day)
    with pytest.raises(Refusal, match="ended on"):
        harrow.do(learning.add_session, course, day + timedelta(days=1))
    assert harrow.get(Course, course).ended_on == day


def test_a_trainer_is_in_the_pool_once_and_gives_hours(harrow: Harrow, course: str) -> None:
    person = harrow.people["DN"]
    first = harrow.do(lambda uow: learning.add_trainer(uow, person, hours_promised=20).id)
    assert harrow.do(lambda uow: learning.add_trainer(uow, person).id) == first
    day = harrow.clock().date()
    session = harrow.do(lambda uow: learning.add_session(uow, course, day).id)
    harrow.do(lambda uow: learning.give_trainer(uow, session, first).id)
    harrow.do(lambda uow: learning.give_trainer(uow, session, first, 5.5).id)
    assert [one.hours for one in harrow.all(SessionTrainer)] == [5.5]
    with pytest.raises(Refusal, match="needs a person or a role"):
        harrow.do(learning.add_trainer)


def test_a_learning_point_is_carried_or_told_why_not(harrow: Harrow, course: str) -> None:
    made = point(harrow)
    with pytest.raises(Refusal, match="No reason"):
        harrow.do(needs.not_carried, made, "")
    harrow.do(needs.not_carried, made, "Told in supervision")
    harrow.do(needs.carry_by, made, ("courses", course))
    assert harrow.get(LearningPoint, made).not_carried == ""
    assert harrow.all(CourseContent)[0].source_id == made
