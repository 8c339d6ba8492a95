"""The forms of a session, a row each, and one form as it was typed."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import select

from safeguard_desk.desk.reading import Reader
from safeguard_desk.errors import Refusal
from safeguard_desk.models import (
    Booking,
    Delegate,
    EvaluationAnswer,
    EvaluationForm,
    EvaluationQuestion,
    TrainingSession,
)
from safeguard_desk.rules.terms_learning import Asked, FormSource, QuestionKind
from safeguard_desk.views.evaluation_session import session_view


@dataclass(frozen=True)
class FormRow:
    """A form: its number, whose it is, and what it says in short."""

    id: str
    number: int
    asked: Asked
    booking_id: str | None
    delegate: str
    received_on: date
    source: FormSource
    with_manager: bool
    scores: str
    words: str


def course_of_form(reader: Reader, form_id: str) -> str | None:
    """Return the course that a form is of; None where the form has gone."""
    of = select(TrainingSession.course_id).join(
        EvaluationForm, EvaluationForm.session_id == TrainingSession.id
    )
    found: str | None = reader.scalar(of.where(EvaluationForm.id == form_id))
    return found


@dataclass(frozen=True)
class Typed:
    """A form as it is typed: the delegate's number ("" for none), and answers by question."""

    number: str
    answers: dict[str, str] = field(hash=False)
    with_manager: bool


def forms(reader: Reader, session_id: str, asked: Asked | None = None) -> list[FormRow]:
    """Return the forms of a session, the last first; of one stage where it is named."""
    f = EvaluationForm
    statement = (
        select(f.id, f.number, f.asked, f.booking_id, Delegate.code, f.received_on, f.source)
        .add_columns(f.with_manager)
        .outerjoin(Booking, Booking.id == f.booking_id)
        .outerjoin(Delegate, Delegate.id == Booking.delegate_id)
        .where(f.session_id == session_id)
        .order_by(f.asked, f.number.desc())
    )
    if asked is not None:
        statement = statement.where(f.asked == asked)
    said = _answers(reader, session_id)
    rows: Any = reader.rows(statement)
    return [
        FormRow(
            *(identity, number, stage, booking, code or "", on, source, manager),
            *said.get(identity, ("", "")),
        )
        for identity, number, stage, booking, code, on, source, manager in rows
    ]


def _answers(reader: Reader, session_id: str) -> dict[str, tuple[str, str]]:
    a, f, q = EvaluationAnswer, EvaluationForm, EvaluationQuestion
    statement = (
        select(a.form_id, q.kind, a.score, a.words)
        .join(f, f.id == a.form_id)
        .join(q, q.id == a.question_id)
        .where(f.session_id == session_id)
        .order_by(q.course_id.is_not(None), q.position)
    )
    scores: dict[str, list[str]] = defaultdict(list)
    words: dict[str, list[str]] = defaultdict(list)
    for form_id, kind, score, said in reader.rows(statement):
        if kind is QuestionKind.WORDS:
            words[form_id].append(said)
        elif kind is QuestionKind.YES_NO:
            scores[form_id].append("yes" if score else "no")
        else:
            scores[form_id].append(str(score))
    return {
        form_id: (" ".join(scores[form_id]), " / ".join(words[form_id]))
        for form_id in {*scores, *words}
    }


def typed(reader: Reader, form_id: str) -> Typed:
    """Return a form as it was typed; refuses one that is gone."""
    f = EvaluationForm
    found = reader.one(select(f.session_id, f.booking_id, f.with_manager).where(f.id == form_id))
    if found is None:
        raise Refusal("This form is no longer there.", "", "Look at the list again.")
    session_id, booking_id, manager = found
    people = session_view(reader, session_id).delegates
    number = next((str(one.number) for one in people if one.id == booking_id), "")
    a, q = EvaluationAnswer, EvaluationQuestion
    statement = select(q.code, a.score, a.words).join(q, q.id == a.question_id)
    rows = reader.rows(statement.where(a.form_id == form_id))
    answers = {code: words if score is None else str(score) for code, score, words in rows}
    return Typed(number, answers, manager)
