"""The forms of an evaluation as they come in: taken, changed, removed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from sqlalchemy import func, select

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.errors import Refusal
from safeguard_desk.models import (
    AnswerTheme,
    Booking,
    EvaluationAnswer,
    EvaluationForm,
    EvaluationQuestion,
    TrainingSession,
)
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.evaluation import check_score
from safeguard_desk.rules.terms_learning import (
    Asked,
    BookingState,
    FormSource,
    QuestionKind,
    SessionState,
)
from safeguard_desk.work.evaluation_questions import is_asked, questions

Answers = Mapping[str, int | str | None]
"""What a form says, by the code of the question: a score from 1 to 5, 1 or 0 for yes or no, or
words. None takes an answer away; a question that is not named stays as it was."""
_ABSENT = frozenset(
    {BookingState.DID_NOT_ATTEND, BookingState.CANCELLED_IN_TIME, BookingState.CANCELLED_LATE}
)


class Became(Enum):
    """What became of a form that was taken."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"


@dataclass(frozen=True)
class Taken:
    """A form that was taken: its id, its number within session and stage, and what became of it."""

    form_id: str
    number: int
    became: Became


def take_form(
    uow: UnitOfWork,
    session_id: str,
    booking_id: str | None,
    asked: Asked,
    answers: Answers,
    *,
    source: FormSource = FormSource.TYPED,
    received_on: date | None = None,
    with_manager: bool = False,
    key: str = "",
) -> Taken:
    """Take a form in; one of the same booking and stage, or of the same key, is changed instead.

    Without a booking it is anonymous. Refuses, before anything is written, a booking of another
    session or of somebody who was not there, a question that is not asked at this stage, a score
    that is not from 1 to 5, and a form that says nothing.
    """
    said = check(uow, session_id, booking_id, asked, answers, received_on=received_on)
    form = _same(uow, session_id, booking_id, asked, key)
    if form is None:
        form = _new_form(uow, session_id, booking_id, asked)
        form.received_on, form.source, form.key = received_on or uow.today, source, key
        became = Became.CREATED
    else:
        became = Became.UNCHANGED
        if form.booking_id is None and booking_id is not None:
            # The same line of a file, whose delegate is known only now.
            form.booking_id, became = booking_id, Became.UPDATED
    if with_manager and not form.with_manager:
        form.with_manager = True
        became = Became.UPDATED if became is Became.UNCHANGED else became
    if _write(uow, form, said, new=became is Became.CREATED) and became is Became.UNCHANGED:
        became = Became.UPDATED
    return Taken(form.id, form.number, became)


def check(
    uow: UnitOfWork,
    session_id: str,
    booking_id: str | None,
    asked: Asked,
    answers: Answers,
    *,
    received_on: date | None = None,
) -> Mapping[str, tuple[int | None, str]]:
    """Refuse what `take_form` refuses; return its answers by the id of their question."""
    session = uow.get(TrainingSession, session_id)
    _refuse_session(session, asked, received_on or uow.today)
    if booking_id is not None:
        _refuse_booking(uow, session, booking_id, asked)
    return _read(uow, session, asked, answers)


def _refuse_session(session: TrainingSession, asked: Asked, on: date) -> None:
    if session.state is SessionState.CANCELLED:
        raise Refusal(
            f"{session.ref} was cancelled.", "No form was taken.", "Choose another session."
        )
    if asked is not Asked.BEFORE and session.held_on > on:
        raise Refusal(
            f"{session.ref} is only held on {write_date(session.held_on)}.",
            "No form was taken.",
            "Choose the stage “Before”, or another session.",
        )


def _refuse_booking(
    uow: UnitOfWork, session: TrainingSession, booking_id: str, asked: Asked
) -> None:
    booking = uow.get(Booking, booking_id)
    if booking.session_id != session.id:
        other = uow.get(TrainingSession, booking.session_id)
        raise Refusal(
            f"This booking is one of {other.ref}, not of {session.ref}.",
            "No form was taken.",
            "Choose a delegate of this session.",
        )
    if asked is not Asked.BEFORE and booking.state in _ABSENT:
        raise Refusal(
            f"This delegate is down as “{booking.state.label.lower()}” for {session.ref}.",
            "No form was taken.",
            "Put attendance right first, or take the form without a delegate.",
        )


def _read(
    uow: UnitOfWork, session: TrainingSession, asked: Asked, answers: Answers
) -> dict[str, tuple[int | None, str]]:
    """Return answers by the id of their question; refuses what cannot be one."""
    known = {one.code: one for one in questions(uow, session.course_id)}
    said: dict[str, tuple[int | None, str]] = {}
    for code, value in answers.items():
        question = known.get(code)
        if question is None or not is_asked(question, asked):
            when = asked.label.lower()
            what = "is not asked" if question is None else f"is not asked {when}"
            raise Refusal(
                f"The question “{code}” {what} on this course.",
                "Nothing of this form was taken.",
                "Look at the questions of the course.",
            )
        said[question.id] = (None, "") if value is None else _checked(question, value)
    if not any(score is not None or words for score, words in said.values()):
        raise Refusal(
            "This form says nothing.", "No form was taken.", "Answer at least one question."
        )
    return said


def _checked(question: EvaluationQuestion, value: int | str) -> tuple[int | None, str]:
    if question.kind is QuestionKind.WORDS:
        return None, str(value).strip()
    if not isinstance(value, int) or (question.kind is QuestionKind.YES_NO and value not in {0, 1}):
        wanted = "yes or no" if question.kind is QuestionKind.YES_NO else "a score from 1 to 5"
        raise Refusal(
            f"“{question.text}” is answered by {wanted}, not by “{value}”.",
            "Nothing of this form was taken.",
            "Look at the paper or the file again.",
        )
    if question.kind is QuestionKind.YES_NO:
        return int(value), ""
    try:
        return check_score(value), ""
    except Refusal as refusal:
        raise Refusal(f"“{question.text}”: {refusal.what}", refusal.kept, refusal.todo) from refusal


def _same(
    uow: UnitOfWork, session_id: str, booking_id: str | None, asked: Asked, key: str
) -> EvaluationForm | None:
    if booking_id is None and not key:
        return None
    f = EvaluationForm
    of = select(f).where(f.session_id == session_id, f.asked == asked)
    found = uow.find(of.where(f.booking_id == booking_id)) if booking_id is not None else None
    if found is None and key:
        found = uow.find(of.where(f.booking_id.is_(None), f.key == key))
    return found


def _new_form(
    uow: UnitOfWork, session_id: str, booking_id: str | None, asked: Asked
) -> EvaluationForm:
    f = EvaluationForm
    last = select(func.max(f.number)).where(f.session_id == session_id, f.asked == asked)
    return uow.add(
        EvaluationForm(
            session_id=session_id,
            booking_id=booking_id,
            asked=asked,
            number=(uow.session.scalar(last) or 0) + 1,
            received_on=uow.today,
        )
    )


def _write(
    uow: UnitOfWork,
    form: EvaluationForm,
    said: Mapping[str, tuple[int | None, str]],
    *,
    new: bool = False,
) -> bool:
    """Write answers into a form; say whether anything is other than it was."""
    a = EvaluationAnswer
    given = () if new else uow.all(select(a).where(a.form_id == form.id))
    held = {one.question_id: one for one in given}
    changed = False
    for question_id, (score, words) in said.items():
        before = held.get(question_id)
        if score is None and not words:
            if before is not None:
                _remove_answer(uow, before)
                changed = True
        elif before is None:
            uow.add(
                EvaluationAnswer(form_id=form.id, question_id=question_id, score=score, words=words)
            )
            changed = True
        elif (before.score, before.words) != (score, words):
            before.score, before.words = score, words
            changed = True
    return changed


def _remove_answer(uow: UnitOfWork, answer: EvaluationAnswer) -> None:
    for theme in uow.all(select(AnswerTheme).where(AnswerTheme.answer_id == answer.id)):
        uow.delete(theme)
    uow.delete(answer)


def change_form(uow: UnitOfWork, form_id: str, answers: Answers) -> bool:
    """Change answers of a form; say whether anything is other than it was."""
    form = uow.get(EvaluationForm, form_id)
    session = uow.get(TrainingSession, form.session_id)
    return _write(uow, form, _read(uow, session, form.asked, answers))


def remove_form(uow: UnitOfWork, form_id: str, _: str = "") -> None:
    """Remove a form with its answers."""
    form = uow.get(EvaluationForm, form_id)
    for answer in uow.all(select(EvaluationAnswer).where(EvaluationAnswer.form_id == form_id)):
        _remove_answer(uow, answer)
    uow.delete(form)


def forms_of(uow: UnitOfWork, session_id: str) -> Sequence[EvaluationForm]:
    """Return the forms of a session by stage and number."""
    uow.flush()
    f = EvaluationForm
    return uow.all(select(f).where(f.session_id == session_id).order_by(f.asked, f.number))
