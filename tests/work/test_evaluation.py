"""Evaluation forms and questions: what is taken, what is refused, and what the scores say."""

from datetime import date

import pytest
from tests.fixtures import trained
from tests.fixtures.harrow import Harrow

from safeguard_desk.errors import Refusal
from safeguard_desk.models import EvaluationAnswer, EvaluationForm, EvaluationQuestion
from safeguard_desk.rules.evaluation import STANDARD
from safeguard_desk.rules.terms_learning import Asked, BookingState, QuestionKind
from safeguard_desk.views.evaluation import Evaluated, Scope, evaluated
from safeguard_desk.work import evaluation as verbs
from safeguard_desk.work import evaluation_questions as asking
from safeguard_desk.work import learning
from safeguard_desk.work.evaluation import Became
from safeguard_desk.work.evaluation_questions import NewQuestion

BEFORE, END, LATER = Asked


def seen(harrow: Harrow, scope: Scope) -> Evaluated:
    with harrow.desk.read() as reader:
        return evaluated(reader, scope)


def test_standard_questions_come_once(harrow: Harrow) -> None:
    harrow.do(asking.settle)
    harrow.do(asking.settle)
    held = harrow.all(EvaluationQuestion)
    assert [one.code for one in held] == [one.code for one in STANDARD]


def test_the_same_booking_and_stage_is_changed_not_doubled(harrow: Harrow) -> None:
    session, bookings = trained.session(harrow, trained.course(harrow))
    said = {"confidence": 4, "knowledge": 3}
    first = harrow.do(verbs.take_form, session, bookings[0], END, said)
    again = harrow.do(verbs.take_form, session, bookings[0], END, said)
    other = harrow.do(verbs.take_form, session, bookings[0], END, {"confidence": 5})
    assert [one.became for one in (first, again, other)] == [
        *(Became.CREATED, Became.UNCHANGED, Became.UPDATED)
    ]
    assert len(harrow.all(EvaluationForm)) == 1
    assert sorted(one.score or 0 for one in harrow.all(EvaluationAnswer)) == [3, 5]
    before = harrow.do(verbs.take_form, session, bookings[0], BEFORE, said)
    assert before.became is Became.CREATED


def test_a_key_keeps_an_anonymous_form_from_doubling(harrow: Harrow) -> None:
    session, _ = trained.session(harrow, trained.course(harrow))
    for _ in range(2):
        harrow.do(verbs.take_form, session, None, END, {"confidence": 4}, key="row-1")
        harrow.do(verbs.take_form, session, None, END, {"confidence": 4})
    forms = harrow.all(EvaluationForm)
    assert sorted(one.number for one in forms) == [1, 2, 3]


@pytest.mark.parametrize(
    ("answers", "what"),
    [
        ({"confidence": 6}, "6 of 5 is no score"),
        ({"confidence": 0}, "0 of 5 is no score"),
        ({"confidence": "four"}, "a score from 1 to 5, not by “four”"),
        ({"changed": 1}, "is not asked at the end"),
        ({"shoe size": 4}, "“shoe size” is not asked"),
        ({}, "says nothing"),
        ({"confidence": None, "comment": " "}, "says nothing"),
        ({"knowledge": 4, "confidence": 6}, "6 of 5"),
    ],
)
def test_what_is_no_answer_is_refused_and_nothing_is_kept(
    harrow: Harrow, answers: dict[str, int | str | None], what: str
) -> None:
    session, bookings = trained.session(harrow, trained.course(harrow))
    with pytest.raises(Refusal) as refused:
        harrow.do(verbs.take_form, session, bookings[0], END, answers)
    assert what in refused.value.what
    assert not harrow.all(EvaluationForm)
    assert not harrow.all(EvaluationAnswer)


def test_a_booking_of_another_session_is_refused(harrow: Harrow) -> None:
    course = trained.course(harrow)
    session, _ = trained.session(harrow, course)
    _, others = trained.session(harrow, course, ref="LD-S-0002", held_on=date(2026, 9, 1))
    with pytest.raises(Refusal) as refused:
        harrow.do(verbs.take_form, session, others[0], END, {"confidence": 4})
    assert refused.value.what == "This booking is one of LD-S-0002, not of LD-S-0001."


def test_who_was_not_there_cannot_say_how_it_was(harrow: Harrow) -> None:
    absent = BookingState.DID_NOT_ATTEND
    session, bookings = trained.session(harrow, trained.course(harrow), state=absent)
    harrow.do(verbs.take_form, session, bookings[0], BEFORE, {"confidence": 4})
    with pytest.raises(Refusal) as refused:
        harrow.do(verbs.take_form, session, bookings[0], END, {"confidence": 4})
    assert "did not attend" in refused.value.what


def test_nobody_says_how_it_was_before_it_is_held(harrow: Harrow) -> None:
    course = trained.course(harrow)
    session, bookings = trained.session(harrow, course, held_on=date(2026, 12, 1))
    with pytest.raises(Refusal) as refused:
        harrow.do(verbs.take_form, session, bookings[0], END, {"confidence": 4})
    assert "only held on" in refused.value.what


def test_scores_come_with_who_was_asked_and_who_answered(harrow: Harrow) -> None:
    course = trained.course(harrow)
    session, bookings = trained.session(harrow, course, delegates=10)
    for place, score in enumerate((3, 4, 5, 4)):
        harrow.do(verbs.take_form, session, bookings[place], BEFORE, {"confidence": score - 2})
        harrow.do(verbs.take_form, session, bookings[place], END, {"confidence": score})
    harrow.do(verbs.take_form, session, None, END, {"confidence": 2})
    found = seen(harrow, Scope(course_id=course))
    end = found.score("confidence", END)
    assert end is not None
    assert (end.sought, end.forms, end.answered, end.counts) == (10, 5, 5, (0, 1, 1, 2, 1))
    assert end.mean == pytest.approx(3.6)
    assert end.words == "mean 3.6, 5 of 10 (50%) answered"
    assert found.stage(END).anonymous == 1
    assert found.stage(LATER).words == "0 of 10 (0%)"
    (change,) = found.changes
    assert (change.first, change.second, change.change.n) == (BEFORE, END, 4)
    assert change.change.words == "+2.0, 4 pairs (too few for an interval: 5 are needed)"


def test_who_is_not_due_yet_is_not_counted_as_silent(harrow: Harrow) -> None:
    course = trained.course(harrow)
    trained.session(harrow, course, delegates=10, held_on=date(2026, 11, 2))
    later = seen(harrow, Scope(course_id=course)).stage(LATER)
    assert (later.sought, later.not_due, later.words) == (0, 10, "nobody asked yet")


def test_a_question_that_was_answered_keeps_its_words_and_is_retired_with_its_answers(
    harrow: Harrow,
) -> None:
    course = trained.course(harrow)
    session, bookings = trained.session(harrow, course)
    own = NewQuestion("Could you use the toolkit?", QuestionKind.YES_NO)
    question = harrow.do(lambda uow: asking.add_question(uow, course, own).id)
    code = harrow.get(EvaluationQuestion, question).code
    harrow.do(verbs.take_form, session, bookings[0], END, {code: 1})
    with pytest.raises(Refusal):
        harrow.do(asking.edit_question, question, "text", own.text, "Was it useful?")
    harrow.do(asking.retire, question)
    held = seen(harrow, Scope(session_id=session)).score(code, END)
    assert held is not None
    assert held.words == "1 of 1 said yes, 1 of 6 (17%) answered"
    assert not held.question.in_use


def test_a_question_that_nobody_answered_goes_altogether(harrow: Harrow) -> None:
    course = trained.course(harrow)
    question = harrow.do(lambda uow: asking.add_question(uow, course, NewQuestion("So?")).id)
    harrow.do(asking.retire, question)
    assert not harrow.all(EvaluationQuestion, course_id=course)


def test_a_removed_form_takes_its_answers_with_it_and_undo_brings_them_back(
    harrow: Harrow,
) -> None:
    session, bookings = trained.session(harrow, trained.course(harrow))
    taken = harrow.do(verbs.take_form, session, bookings[0], END, {"confidence": 4})
    harrow.do(verbs.remove_form, taken.form_id)
    assert not harrow.all(EvaluationAnswer)
    harrow.desk.undo()
    assert len(harrow.all(EvaluationAnswer)) == 1


def test_a_session_with_forms_is_not_removed(harrow: Harrow) -> None:
    session, _ = trained.session(harrow, trained.course(harrow), delegates=0)
    harrow.do(verbs.take_form, session, None, END, {"confidence": 4})
    with pytest.raises(Refusal) as refused:
        harrow.do(learning.remove_session, session)
    assert refused.value.what == "LD-S-0001 has evaluation forms."
