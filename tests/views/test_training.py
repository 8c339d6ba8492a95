"""Reading rooms of training: learning not carried, the content ledger, capacity, threads."""

from datetime import timedelta

import pytest
from tests.fixtures.harrow import Harrow

from safeguard_desk.models import Booking, LearningPoint
from safeguard_desk.registers import paging, register
from safeguard_desk.rules.capacity import more_sessions
from safeguard_desk.rules.terms_learning import BookingState, ContentBasis, NeedState
from safeguard_desk.rules.terms_thread import Stage
from safeguard_desk.views.broken import broken
from safeguard_desk.views.carried import Carried, carried
from safeguard_desk.views.courses import course_view, overtaken
from safeguard_desk.views.learning_needs import OF_REVIEW, matrix, needs
from safeguard_desk.views.thread import thread
from safeguard_desk.views.training_sessions import next_or_last, session_view, sessions
from safeguard_desk.views.training_year import training_year
from safeguard_desk.work import audits, bookings, course_content, learning, linking
from safeguard_desk.work import needs as verbs
from safeguard_desk.work.bookings import NewDelegate


@pytest.fixture
def group(harrow: Harrow) -> str:
    return harrow.group("LD")


@pytest.fixture
def course(harrow: Harrow, group: str) -> str:
    return harrow.do(
        lambda uow: learning.add_course(uow, group, "Neglect", capacity=3, cost=200).id
    )


def point(harrow: Harrow, code: str = "QA", text: str = "Missed visits are a sign") -> str:
    of = harrow.group(code)
    return harrow.do(lambda uow: linking.add_learning_point(uow, of, text).id)


def seen(harrow: Harrow) -> Carried:
    with harrow.desk.read() as reader:
        return carried(reader)


@pytest.mark.parametrize(
    ("waiting", "free", "capacity", "more"),
    [(0, 0, 20, 0), (6, 0, 20, 0), (7, 0, 20, 1), (12, 12, 20, 0), (25, 0, 20, 2), (5, 0, 0, 0)],
)
def test_more_sessions_are_suggested_from_a_third_of_one(
    waiting: int, free: int, capacity: int, more: int
) -> None:
    assert more_sessions(waiting, free, capacity) == more


def test_a_point_is_on_the_list_until_a_course_carries_it(harrow: Harrow, course: str) -> None:
    made = point(harrow)
    assert [one.id for one in seen(harrow).open] == [made]
    harrow.do(lambda uow: verbs.carry_point(uow, made, course).id)
    found = seen(harrow)
    assert (found.open, [one.carried_by for one in found.carried]) == ((), [("LD-C-0001 Neglect",)])
    assert found.words.startswith("Every learning point is carried, or told why not")


def test_a_point_whose_need_a_course_answers_is_carried(
    harrow: Harrow, group: str, course: str
) -> None:
    made = point(harrow)
    need = harrow.do(lambda uow: verbs.add_need(uow, group, record=("learning_points", made)).id)
    assert [one.needs for one in seen(harrow).open] == [("LD-N-0001",)]
    harrow.do(lambda uow: verbs.answer_by_course(uow, need, course).id)
    assert seen(harrow).open == ()


def test_a_point_that_only_an_old_version_carried_is_back_on_the_list(
    harrow: Harrow, course: str
) -> None:
    made = point(harrow)
    content = harrow.do(lambda uow: verbs.carry_point(uow, made, course).id)
    harrow.do(course_content.overtake_content, content, "Guidance of 2026")
    assert seen(harrow).open == ()
    harrow.do(lambda uow: course_content.new_version(uow, course, "New guidance").id)
    assert [one.id for one in seen(harrow).open] == [made]


def test_what_is_not_to_be_carried_is_kept_with_its_reason(harrow: Harrow) -> None:
    made = point(harrow)
    harrow.do(verbs.not_carried, made, "Told in supervision")
    found = seen(harrow)
    assert (found.open, found.settled[0].not_carried) == ((), "Told in supervision")


def test_case_review_is_counted_and_told_only_by_agreed_wording(harrow: Harrow) -> None:
    made = point(harrow, "CR", "The mother of Willow was not asked")
    found = seen(harrow)
    assert (found.open, found.waiting) == ((), 1)
    assert "1 of Case Review without wording agreed for others" in found.words
    harrow.do(lambda uow: setattr(uow.get(LearningPoint, made), "public_words", "Ask parents"))
    found = seen(harrow)
    (told,) = found.open
    assert (told.text, told.seen_in, told.source) == ("Ask parents", OF_REVIEW, None)
    assert "Willow" not in str(found)


def test_needs_come_by_priority_and_stand_in_the_matrix(harrow: Harrow, group: str) -> None:
    for title, impact, reach in (("Low", 1, 1), ("High", 3, 3), ("Unjudged", None, None)):
        harrow.do(
            lambda uow, of=(title, impact, reach): (
                verbs.add_need(  # type: ignore[misc]
                    uow, group, of[0], impact=of[1], reach=of[2]
                ).id
            )
        )
    with harrow.desk.read() as reader:
        found = needs(reader)
    assert [one.title for one in found] == ["High", "Low", "Unjudged"]
    assert matrix(found) == {(3, 3): 1, (1, 1): 1}


def test_what_a_course_still_teaches_is_flagged_until_the_next_version(
    harrow: Harrow, course: str
) -> None:
    first = harrow.do(lambda uow: course_content.versions(uow, course)[0].id)
    content = harrow.do(
        lambda uow: course_content.add_content(uow, first, ContentBasis.GUIDANCE, "Of 2018").id
    )
    harrow.do(course_content.overtake_content, content, "Of 2023")
    with harrow.desk.read() as reader:
        (old,) = overtaken(reader)
        assert (old.content.words, old.content.overtaken_words) == ("Of 2018", "Of 2023")
        assert [one.sort for one in broken(reader)] == ["overtaken"]
        node = thread(reader, "courses", course).node(("courses", course))
        assert node is not None
        assert node.gap == "Teaches what something has overtaken"
    harrow.do(lambda uow: course_content.new_version(uow, course, "Guidance of 2023").id)
    with harrow.desk.read() as reader:
        assert overtaken(reader) == []
        assert [one.number for one in course_view(reader, course).versions] == [2, 1]


def test_a_thread_goes_from_an_audit_over_a_need_to_course_and_session(
    harrow: Harrow, group: str, course: str
) -> None:
    of = harrow.group("QA")
    audit = harrow.do(lambda uow: audits.plan_audit(uow, of, "Neglect").id)
    need = harrow.do(lambda uow: verbs.add_need(uow, group, record=("audits", audit)).id)
    harrow.do(verbs.move_to, need, NeedState.AGREED)
    with harrow.desk.read() as reader:
        node = thread(reader, "audits", audit).node(("learning_needs", need))
        assert node is not None
        assert node.gap == "No response yet"
        assert [one.sort for one in broken(reader)] == ["unresponded"]
    harrow.do(lambda uow: verbs.answer_by_course(uow, need, course).id)
    with harrow.desk.read() as reader:
        assert [one.sort for one in broken(reader)] == ["unheld"]
    day = harrow.clock().date() + timedelta(days=9)
    harrow.do(lambda uow: learning.add_session(uow, course, day).id)
    with harrow.desk.read() as reader:
        found = thread(reader, "audits", audit)
        kinds = {one.kind for one in found.at(Stage.LEARNING)}
        assert kinds == {"learning_needs", "courses", "training_sessions"}
        assert [one.gap for one in found.at(Stage.LEARNING)] == ["", "", ""]
        assert broken(reader) == []


def test_a_year_counts_places_wanted_and_given_and_suggests_sessions(
    harrow: Harrow, course: str
) -> None:
    day = harrow.clock().date() + timedelta(days=30)
    session = harrow.do(lambda uow: learning.add_session(uow, course, day).id)
    for number in range(5):
        harrow.do(bookings.book, session, NewDelegate(f"D{number}"))
    with harrow.desk.read() as reader:
        found = training_year(reader, None, 2026)
        (one,) = found.courses
        assert (one.places, one.taken, one.waiting, one.wanted, one.free) == (3, 3, 2, 5, 0)
        assert one.suggestion == "1 more session needed: 2 wait, 0 places are free"
        assert (found.planned, found.actual) == (200, 0)
    more = harrow.do(lambda uow: learning.one_more(uow, course))
    with harrow.desk.read() as reader:
        (one,) = training_year(reader, None, 2026).courses
        assert (one.more, one.free, len(one.sessions)) == (0, 3, 2)
        assert next_or_last(sessions(reader), reader.today) == session
        assert session_view(reader, more).head.held_on > day


def test_hours_promised_and_given_are_told_by_agency(harrow: Harrow, course: str) -> None:
    today = harrow.clock().date()
    trainer = harrow.do(
        lambda uow: learning.add_trainer(uow, harrow.people["DN"], hours_promised=20).id
    )
    for days in (-3, 30):
        session = harrow.do(learning.add_session, course, today + timedelta(days=days)).id
        harrow.do(lambda uow, of=session: learning.give_trainer(uow, of, trainer).id)  # type: ignore[misc]
    with harrow.desk.read() as reader:
        found = training_year(reader, None, 2026)
    assert [(one.promised, one.given, one.sessions) for one in found.trainers] == [(20, 3.0, 1)]
    assert [(one.agency, one.given) for one in found.agencies] == [("ICB", 3.0)]


def test_lists_tell_places_attended_and_rate_by_the_rule_of_all_figures(
    harrow: Harrow, course: str
) -> None:
    day = harrow.clock().date() + timedelta(days=5)
    session = harrow.do(lambda uow: learning.add_session(uow, course, day).id)
    for number in range(3):
        harrow.do(bookings.book, session, NewDelegate(f"D{number}"))
    harrow.clock.pass_by(days=6)
    first, second, _ = harrow.all(Booking, session_id=session)
    harrow.do(bookings.attend, first.id, BookingState.PART_ATTENDED)
    harrow.do(bookings.attend, second.id, BookingState.DID_NOT_ATTEND)
    harrow.do(bookings.attend_rest, session)
    with harrow.desk.read() as reader:
        for code in ("sessions", "courses"):
            (one,) = paging.ids(reader, register(code), paging.Query())
            row = paging.rows(reader, register(code), [one])[one]
            names = [column.code for column in register(code).columns]
            held = dict(zip(names, row[-len(names) :], strict=True))
            assert (held["places"], held["attended"], held["attendance_rate"]) == (3, 1, 33)
        (head,) = sessions(reader)
        assert head.numbers.rate == 33
