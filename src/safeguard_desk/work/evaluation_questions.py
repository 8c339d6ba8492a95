"""The questions of the evaluation: standard ones for every course, and a course's own."""

from dataclasses import dataclass

from sqlalchemy import func, select

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.errors import Refusal
from safeguard_desk.models import Course, EvaluationAnswer, EvaluationQuestion
from safeguard_desk.rules.evaluation import STANDARD
from safeguard_desk.rules.terms_learning import Asked, Kirkpatrick, QuestionKind
from safeguard_desk.work.editing import set_field


@dataclass(frozen=True)
class NewQuestion:
    """A question of a course's own."""

    text: str
    kind: QuestionKind = QuestionKind.SCORE
    level: Kirkpatrick = Kirkpatrick.LEARNING
    before: bool = False
    end: bool = True
    later: bool = False


def settle(uow: UnitOfWork) -> None:
    """Add the standard questions where there are none yet; what is there stays as it is."""
    uow.flush()
    q = EvaluationQuestion
    if uow.find(select(q).where(q.course_id.is_(None))) is not None:
        return
    for position, one in enumerate(STANDARD, 1):
        uow.add(
            EvaluationQuestion(
                course_id=None,
                code=one.code,
                text=one.text,
                kind=one.kind,
                level=one.level,
                position=position,
                before=Asked.BEFORE in one.stages,
                end=Asked.END in one.stages,
                later=Asked.LATER in one.stages,
            )
        )
    uow.flush()


def questions(uow: UnitOfWork, course_id: str | None) -> list[EvaluationQuestion]:
    """Return the questions of a course, standard ones first, with those no longer asked."""
    q = EvaluationQuestion
    of = select(q).where(q.course_id.is_(None) | (q.course_id == course_id))
    ordered = of.order_by(q.course_id.is_not(None), q.position)
    found = list(uow.all(ordered))
    if not found or found[0].course_id is not None:
        settle(uow)
        found = list(uow.all(ordered))
    return found


def is_asked(question: EvaluationQuestion, asked: Asked) -> bool:
    """Say whether a question is one of a stage."""
    return {Asked.BEFORE: question.before, Asked.END: question.end, Asked.LATER: question.later}[
        asked
    ]


def add_question(uow: UnitOfWork, course_id: str | None, new: NewQuestion) -> EvaluationQuestion:
    """Add a question to a course, or to every course; refuses none, one twice, and no stage."""
    text = " ".join(new.text.split())
    if not text or not (new.before or new.end or new.later):
        raise Refusal(
            "A question needs words, and a time at which it is asked.",
            "Nothing was added.",
            "Say what is asked, and whether before, at the end or after three months.",
        )
    held = questions(uow, course_id)
    if any(one.in_use and one.text.casefold() == text.casefold() for one in held):
        raise Refusal(f"“{text}” is asked already.", "Nothing was added.")
    if course_id is not None:
        uow.get(Course, course_id)
    made = uow.add(
        EvaluationQuestion(
            course_id=course_id,
            code=_free_code(uow),
            text=text,
            kind=new.kind,
            level=new.level,
            position=max((one.position for one in held), default=0) + 1,
            before=new.before,
            end=new.end,
            later=new.later,
        )
    )
    uow.flush()
    return made


def _free_code(uow: UnitOfWork) -> str:
    return f"q{uow.next_number('evaluation-question')}"


def edit_question(
    uow: UnitOfWork, question_id: str, name: str, seen: object, value: object, _: str = ""
) -> None:
    """Change a field of a question.

    Refuses to change the words or the kind of one that was answered: earlier and later answers
    could not be compared. Refuses a question that would be asked at no stage.
    """
    question = uow.get(EvaluationQuestion, question_id)
    if name in {"text", "kind"} and value != getattr(question, name) and _answered(uow, question):
        raise Refusal(
            "This question was answered in these words.",
            "It stays as it was.",
            "Retire it and add another: its answers stay.",
        )
    if name == "text" and not str(value or "").strip():
        raise Refusal("A question needs words.", "It stays as it was.", "Say what is asked.")
    set_field(uow, EvaluationQuestion, question_id, name, seen, value)
    if not (question.before or question.end or question.later):
        raise Refusal(
            "It would be asked at no time.",
            "It stays as it was.",
            "Retire it if it is no longer asked.",
        )


def _answered(uow: UnitOfWork, question: EvaluationQuestion) -> int:
    a = EvaluationAnswer
    counted = select(func.count()).select_from(a).where(a.question_id == question.id)
    return uow.session.scalar(counted) or 0


def retire(uow: UnitOfWork, question_id: str, _: str = "") -> None:
    """Ask a question no longer; its answers stay. One that was never answered is removed."""
    question = uow.get(EvaluationQuestion, question_id)
    if not _answered(uow, question) and question.course_id is not None:
        uow.delete(question)
    else:
        question.in_use = False


def ask_again(uow: UnitOfWork, question_id: str, _: str = "") -> None:
    """Ask a question again that was retired."""
    uow.get(EvaluationQuestion, question_id).in_use = True
