"""Scores that come with bookings, many at once: what is there already is not read for each."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from sqlalchemy import func, select

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.models import (
    Booking,
    EvaluationAnswer,
    EvaluationForm,
    EvaluationQuestion,
    TrainingSession,
)
from safeguard_desk.rules.evaluation import LATER_MONTHS, check_score
from safeguard_desk.rules.terms_learning import Asked, FormSource
from safeguard_desk.rules.working_days import add_months
from safeguard_desk.work import evaluation
from safeguard_desk.work.evaluation_questions import is_asked, questions


class Scores:
    """Forms and scores at hand."""

    def __init__(self, uow: UnitOfWork) -> None:
        """Read which forms and scores are there."""
        self.uow = uow
        self._held: dict[tuple[str, Asked], dict[str, int]] = {}
        self._questions: dict[str, dict[tuple[str, Asked], str]] = {}
        a, f, q = EvaluationAnswer, EvaluationForm, EvaluationQuestion
        forms = select(f.booking_id, f.asked).where(f.booking_id.is_not(None))
        for booking_id, asked in uow.reader.rows(forms):
            self._held[str(booking_id), asked] = {}
        statement = (
            select(f.booking_id, f.asked, q.code, a.score)
            .join(f, f.id == a.form_id)
            .join(q, q.id == a.question_id)
            .where(f.booking_id.is_not(None), a.score.is_not(None))
        )
        for booking_id, asked, code, score in uow.reader.rows(statement):
            self._held[str(booking_id), asked][code] = int(score or 0)
        last = select(f.session_id, f.asked, func.max(f.number)).group_by(f.session_id, f.asked)
        self._numbers: dict[tuple[str, Asked], int] = defaultdict(int)
        for session_id, asked, number in uow.reader.rows(last):
            self._numbers[session_id, asked] = number

    def asked(self, course_id: str) -> Mapping[tuple[str, Asked], str]:
        """Return the ids of a course's questions, by code and stage."""
        if course_id not in self._questions:
            self._questions[course_id] = {
                (one.code, stage): one.id
                for one in questions(self.uow, course_id)
                for stage in Asked
                if is_asked(one, stage)
            }
        return self._questions[course_id]

    def take(
        self, session: TrainingSession, booking: Booking, asked: Asked, said: Mapping[str, int]
    ) -> bool:
        """Take a form's scores; say whether any is other than it was.

        The scores are of questions that are asked at this stage, and their delegate was there.
        """
        held = self._held.get((booking.id, asked))
        if held is None:
            self._add(session, booking, asked, said)
            self._held[booking.id, asked] = dict(said)
            return True
        if all(held.get(code) == score for code, score in said.items()):
            return False
        evaluation.take_form(
            *(self.uow, session.id, booking.id, asked, dict(said)),
            source=FormSource.EXPORT,
            received_on=_received(session.held_on, asked, self.uow.today),
        )
        held.update(said)
        return True

    def _add(
        self, session: TrainingSession, booking: Booking, asked: Asked, said: Mapping[str, int]
    ) -> None:
        known = self.asked(session.course_id)
        self._numbers[session.id, asked] += 1
        form = self.uow.add(
            EvaluationForm(
                session_id=session.id,
                booking_id=booking.id,
                asked=asked,
                number=self._numbers[session.id, asked],
                received_on=_received(session.held_on, asked, self.uow.today),
                source=FormSource.EXPORT,
                key="",
            )
        )
        for code, score in said.items():
            answer = EvaluationAnswer(question_id=known[code, asked], words="")
            answer.form_id, answer.score = form.id, check_score(score)
            self.uow.add(answer)


def _received(held_on: date, asked: Asked, today: date) -> date:
    """Return the day to which a form without one is put: that on which it is filled in."""
    if asked is not Asked.LATER:
        return held_on
    return max(held_on, min(today, add_months(held_on, LATER_MONTHS)))
